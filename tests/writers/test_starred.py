"""A draft is written back as it came, only with other characters where the stars stood."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from word_support import bold_texts, lines, paragraph, table, text_box, word

from sctarget.model.document import Draft, Edit
from sctarget.readers.document_file import DocumentError
from sctarget.readers.starred import read_draft
from sctarget.writers.starred import render_draft

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "新品种*多个\r\n资金*万元\r\n\r\n完。"


def loaded(path: Path, data: bytes) -> Draft:
    path.write_bytes(data)
    return read_draft(path)


def replaced(draft: Draft, *written: str) -> bytes:
    """Every star of the draft exchanged, in order."""
    places = [place for place, char in enumerate(draft.text) if char == "*"]
    return render_draft(draft, [Edit(place, place + 1, new) for place, new in zip(places, written, strict=True)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(tmp_path: Path, encoding: str, ends: str) -> None:
    """A file of Notepad comes back as a file of Notepad, byte order mark included."""
    raw = TEXT.replace("\r\n", ends)
    draft = loaded(tmp_path / "稿.txt", raw.encode(encoding))
    assert draft.text == TEXT.replace("\r\n", "\n")
    assert replaced(draft, "16", "1260") == raw.replace("*", "16", 1).replace("*", "1260").encode(encoding)


def test_mixed_line_ends_stay(tmp_path: Path) -> None:
    """Lines pasted from elsewhere keep their own ends."""
    draft = loaded(tmp_path / "稿.md", "一*\r\n二*\n三*\r四*".encode())
    assert replaced(draft, "1", "22", "333", "4") == "一1\r\n二22\n三333\r四4".encode()


def test_only_the_star_changes_in_word(tmp_path: Path) -> None:
    """Runs keep their look, the star's own too; parts without a star stay byte for byte."""
    body = paragraph("引进", "*", "多个 ", "资金*", "万元", bold=True)
    data = word(body, footer1=paragraph("页脚"), header1=paragraph("眉*"))
    draft = loaded(tmp_path / "稿.docx", data)
    made = replaced(draft, "16", "1260", "3")
    assert lines(made) == ["引进16多个 资金1260万元"]
    assert bold_texts(made) == ["16", "资金1260"]
    assert lines(made, "header1") == ["眉3"]
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"word/document.xml", "word/header1.xml"}


def test_an_edit_across_runs(tmp_path: Path) -> None:
    """Stars that Word cut apart become one figure in the run of the first; the second run only loses its star."""
    draft = loaded(tmp_path / "稿.docx", word(paragraph("资金", "*", "*万元", bold=True)))
    start = draft.text.index("*")
    made = render_draft(draft, [Edit(start, start + 2, "1260")])
    assert lines(made) == ["资金1260万元"]
    assert bold_texts(made) == ["1260"]


def test_tables_and_text_boxes_have_their_places(tmp_path: Path) -> None:
    """Cells are parted by tabs, text boxes read behind their paragraph; nested text is not read twice."""
    inner = table(("内*",))
    cell = f"<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph('外')}{inner}{paragraph('尾*')}</w:tc></w:tr></w:tbl>"
    body = table(("名称", "完成"), ("众创空间", "*")) + cell + text_box(paragraph("框*"))
    draft = loaded(tmp_path / "稿.docx", word(body))
    assert draft.text.split("\n")[:2] == ["名称\t完成", "众创空间\t*"]
    assert draft.text.count("*") == 5
    made = replaced(draft, "1", "2", "3", "4", "4")
    assert lines(made)[3:7] == ["1", "外", "内2", "尾3"]
    assert lines(made)[-2:] == ["框4", "框4"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("稿.doc", b"\xd0\xcf\x11\xe0", "是旧版 Word 文件。请用 Word 或 WPS 另存为 .docx"),
        ("稿.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密"),
        ("稿.docx", b"PK\x03\x04 half", "已损坏，不是完整的 .docx"),
        ("稿.docx", "不是".encode(), "已损坏，不是完整的 .docx"),
        ("稿.docm", b"PK\x03\x04", "带宏的 Word 文件"),
        ("稿.pdf", b"%PDF-1.7", "请另存为 .docx 或 .txt"),
        ("稿.txt", b"\x00\x01\x02abc\xff", "不是可识别的文本"),
    ],
)
def test_what_cannot_be_filled_is_said(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """Old, encrypted, broken and foreign files each get their own advice."""
    with pytest.raises(DocumentError, match=said):
        loaded(tmp_path / name, data)


def test_a_word_file_with_tricks_is_refused(tmp_path: Path) -> None:
    """XML that declares entities, and a zip without a main text."""
    entity = word(paragraph("x"))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(entity)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.namelist():
            text = source.read(entry)
            trick = text.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)
            target.writestr(entry, trick)
    with pytest.raises(DocumentError, match="不像正常的"):
        loaded(tmp_path / "稿.docx", written.getvalue())
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as target:
        target.writestr("a.txt", "x")
    with pytest.raises(DocumentError, match="不是完整的 Word 文档"):
        loaded(tmp_path / "空.docx", empty.getvalue())
