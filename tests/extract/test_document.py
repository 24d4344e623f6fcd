"""Text files as they come out of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.readers.document import DocumentError, read_document

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
