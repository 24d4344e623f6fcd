"""Text files as they come out of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.grammar.finder import find_records
from sctarget.readers.document import read_document
from sctarget.readers.document_file import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "示例县2024年科技工作要点\r\n新增众创空间2家。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    """Notepad, WPS and web pages save differently; the text is the same, lines end with a line feed."""
    path = tmp_path / "要点.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_document(path).text == TEXT.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "data", "words"), [("a.txt", b"\x00\x01\x02abc\xff", "不是可识别的文本"), ("a.doc", b"\xd0\xcf", ".doc")]
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """The message names the file and what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=words):
        read_document(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """No traceback for a wrong name."""
    with pytest.raises(DocumentError, match="不存在"):
        read_document(tmp_path / "没有.txt")


def test_word_paragraphs_and_tables(tmp_path: Path) -> None:
    """A real table of a .docx becomes rows that the finder reads."""
    from docx import Document

    word = Document()
    word.add_paragraph("示例县科技创新规划（2021—2025年）")
    table = word.add_table(rows=2, cols=5)
    for row, cells in enumerate([["序号", "指标名称", "单位", "2020年", "2025年"], ["1", "孵化器数", "家", "2", "6"]]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    word.add_paragraph("到2025年，众创空间达到5家。")
    path = tmp_path / "规划.docx"
    word.save(str(path))
    found = find_records(read_document(path).text)
    assert [(r.name, r.value, r.year) for r in found] == [("孵化器数", "6", 2025), ("众创空间", "5", 2025)]


def test_a_web_page_keeps_its_rows(tmp_path: Path) -> None:
    """Scripts are left out, table rows stay together, entities are read."""
    page = (
        "<html><head><title>x</title></head><body><script>var a=9;</script><h1>示例县2024年科技工作要点</h1>"
        "<table><tr><th>序号</th><th>指标名称</th><th>单位</th><th>2024年目标</th></tr>"
        "<tr><td>1</td><td><p>研发&amp;试验项目</p></td><td>项</td><td>8</td></tr></table>"
        "<p>新增众创空间\n2家。</p></body></html>"
    )
    path = tmp_path / "要点.html"
    path.write_text(page, "utf-8")
    found = find_records(read_document(path).text)
    assert [(r.name, r.value) for r in found] == [("研发&试验项目", "8"), ("众创空间", "2")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("坏.docx", b"PK\x03\x04broken", "已损坏"),
        ("密.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加了密"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("坏.pdf", b"%PDF-1.4 broken", "已损坏"),
        ("空.txt", b"", "是空的"),
        ("空白.md", b" \r\n\t\n", "是空的"),
        ("空.html", b"<html><body><script>1</script></body></html>", "没有文字"),
        ("假.txt", b"PK\x03\x04" + b"\0" * 90, "其实是 Office 文件"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "其实是 Office 文件、压缩包或图片"),
        ("图.jpg", b"\xff\xd8\xff", "是图片。请先做文字识别"),
        ("包.zip", b"PK\x03\x04", "请先解压"),
        ("文.rtf", b"{\\rtf1", "另存为 .docx"),
        ("表.xlsx", b"PK\x03\x04", "是工作簿"),
        ("夹.docx", b"PK\x05\x06" + b"\0" * 18, "不是完整的"),
    ],
)
def test_broken_files_say_what_to_do(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """No traceback for a broken, encrypted or old file."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=words):
        read_document(path)


def test_a_scan_without_text_says_so(tmp_path: Path) -> None:
    """A PDF of pictures needs OCR first; an encrypted one its password."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    path = tmp_path / "扫描.pdf"
    with path.open("wb") as stream:
        writer.write(stream)
    with pytest.raises(DocumentError, match="没有文字层"):
        read_document(path)
    writer.encrypt("秘密", algorithm="RC4-128")
    with path.open("wb") as stream:
        writer.write(stream)
    with pytest.raises(DocumentError, match="加了密"):
        read_document(path)
