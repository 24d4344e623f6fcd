"""Plan documents → text: .txt and .md in UTF-8, GB18030 or UTF-16; .docx, .html, and .pdf with a text layer.

What a file is follows from its bytes, since a .doc is often a web page or a .docx.  Rows of tables become one line,
cells parted by tabs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sctarget.readers.document_file import TEXT, DocumentError, read_bytes, text_file, unsuitable, word_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mht"})
_WORD = frozenset({".docx", ".doc", ".wps"})
_OLE = b"\xd0\xcf\x11\xe0"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|meta|table)", re.IGNORECASE)


class Document(NamedTuple):
    """The text of a document, lines ended with a line feed; ``starts`` are where its countable parts begin.

    ``part`` is what people call such a part: 行 of a text file, 段 of a Word file or web page, 页 of a PDF.
    """

    text: str
    part: str
    starts: tuple[int, ...]

    def place(self, character: int) -> str:
        """Where a character stands, e.g. 第13行."""
        return f"第{max(1, bisect_right(self.starts, character))}{self.part}"


def read_document(path: Path) -> Document:
    """The text of a document, e.g. ``要点.docx``.  Raises DocumentError."""
    data = read_bytes(path)
    name, suffix = path.name, path.suffix.lower()
    if not data.strip():
        raise DocumentError(f"{name} 是空的，没有文字。请核对是不是这份文件。")
    document = _read(data, name, suffix)
    if not document.text.strip():
        raise DocumentError(f"{name} 里没有文字。图片里的字读不到，请先做文字识别（OCR），或找到原来的文件。")
    return document


def _read(data: bytes, name: str, suffix: str) -> Document:
    if data[:1024].lstrip()[:5] == b"%PDF-" or suffix == ".pdf":
        return _from_pdf(data, name)
    if suffix == ".docx" or (data[:2] == b"PK" and suffix in _WORD):
        return _by_lines(_from_docx(data, name), "段")
    if suffix in _PAGES or (suffix in _WORD and _WEB.match(data)):
        from sctarget.readers.html_text import lines_of_html

        return _by_lines(lines_of_html(decode(data, name)), "段")
    if suffix not in TEXT:
        raise unsuitable(name, suffix, ".docx 或 .txt")
    if data[:2] == b"PK" or data[:4] == _OLE or data.startswith(_IMAGES):
        raise DocumentError(
            f"{name} 不是文本文件（其实是 Office 文件、压缩包或图片）。请改回原来的扩展名，再另存为 .docx 或 .txt。"
        )
    text = decode(data, name)
    return Document(text, "行", (0, *(match.end() for match in re.finditer("\n", text))))


def _by_lines(lines: Sequence[str], part: str, numbers: Sequence[int] | None = None) -> Document:
    """A document of paragraphs; with ``numbers`` (of pages) its countable parts are those."""
    starts = []
    place = 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    if numbers is not None:
        starts = [starts[bisect_left(numbers, page)] for page in range(1, max(numbers, default=0) + 1)]
    return Document("".join(f"{line}\n" for line in lines), part, tuple(starts))


def decode(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 or GB18030, lines ended with a line feed; raises DocumentError for anything else."""
    return text_file(data, name).text


def _from_docx(data: bytes, name: str) -> list[str]:
    from sctarget.readers.docx_text import lines_of_docx

    return lines_of_docx(word_file(data, name))


def _from_pdf(data: bytes, name: str) -> Document:
    from sctarget.readers.pdf_text import text_of_pdf

    found = text_of_pdf(data, name)
    return _by_lines(found.lines, "页", found.pages)
