"""Plan documents → text: .txt and .md in UTF-8, GB18030 or UTF-16; .docx, .html, and .pdf with a text layer.

Rows of tables become one line, cells parted by tabs.
"""

from __future__ import annotations

import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from sctarget.readers.document_file import DocumentError, read_bytes, unsuitable, word_file

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = frozenset({".txt", ".md", ".markdown", ".text", ""})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_FEWEST_CHARACTERS = 20


class Document(NamedTuple):
    """The text of a document; places in it count characters, lines end with a line feed."""

    text: str


def read_document(path: Path) -> Document:
    """The text of a document, e.g. ``要点.docx``.  Raises DocumentError."""
    data = read_bytes(path)
    return Document(_text(data, path.name, path.suffix.lower()))


def _text(data: bytes, name: str, suffix: str) -> str:
    if suffix == ".pdf" or data[:5] == b"%PDF-":
        return _from_pdf(data, name)
    if suffix == ".docx":
        return _from_docx(data, name)
    if suffix in _PAGES:
        return text_of_html(decode(data, name))
    if suffix in _TEXT:
        return decode(data, name)
    raise unsuitable(name, suffix, ".docx 或 .txt")


def decode(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 or GB18030, lines ended with a line feed; raises DocumentError for anything else."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings = ["utf-16"]
    elif data.count(b"\0") > len(data) // 8:
        even = data[::2].count(b"\0") > data[1::2].count(b"\0")
        encodings = ["utf-16-be" if even else "utf-16-le"]
    elif b"\0" in data[:4096]:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DocumentError(f"{name} 不是可识别的文本（UTF-8、GB18030、UTF-16 都不是）。请另存为 UTF-8 文本再试。")


def _from_docx(data: bytes, name: str) -> str:
    from docx import Document as Word
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    word_file(data, name)
    try:
        word = Word(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as failure:
        raise DocumentError(f"{name} 已损坏，不是完整的 .docx。请用 Word 或 WPS 打开后另存一份再试。") from failure
    lines: list[str] = []
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def _from_pdf(data: bytes, name: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{name} 加了密，读不出来。请去掉密码再试。")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as failure:
        raise DocumentError(f"{name} 已损坏，不是完整的 PDF。请重新导出一份再试。") from failure
    text = "\n".join(pages)
    if len("".join(text.split())) < _FEWEST_CHARACTERS * max(1, len(pages)) // 2:
        raise DocumentError(f"{name} 没有文字层，像是扫描件。请先做文字识别（OCR），或找到原来的 Word 文件。")
    return _joined(text)


def _joined(text: str) -> str:
    """Lines of a page joined into paragraphs: a line goes on until it ends a sentence or a heading begins."""
    joined: list[str] = []
    for line in (each.strip() for each in text.replace("\r", "\n").split("\n")):
        broken = bool(joined) and joined[-1] != "" and joined[-1][-1] not in "。：:；;！？）)"
        starts = line[:1] in "一二三四五六七八九十（(第" or line[:1].isdigit()
        short = bool(joined) and len(joined[-1]) < _FEWEST_CHARACTERS
        if line and broken and not starts and not short:
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined) + "\n"


class _Page(HTMLParser):
    """Collects the text of a page; a table row becomes one line."""

    BLOCKS = frozenset(
        {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "section", "article", "ul", "ol", "table", "tr"}
    )
    HIDDEN = frozenset({"script", "style", "head", "template", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = self.cells = self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's
        """Open a block, a row or a cell."""
        if tag in self.HIDDEN:
            self.hidden += 1
        elif tag == "tr":
            self.rows += 1
            self.cells = 0
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t" if self.cells else "")
            self.cells += 1
        elif tag in self.BLOCKS and not self.rows:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a block, a row or a hidden part."""
        if tag in self.HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag == "tr":
            self.rows = max(0, self.rows - 1)
            self.parts.append("\n")
        elif tag in self.BLOCKS and not self.rows:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text, line ends of the source made spaces."""
        if not self.hidden:
            self.parts.append("".join(part.strip("\n\r\t ") for part in data.splitlines()))


def text_of_html(page: str) -> str:
    """The text of an HTML page, one paragraph or table row a line."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    lines = [line.strip(" ") for line in "".join(parser.parts).split("\n")]
    return "\n".join(line for line in lines if line.strip()) + "\n"
