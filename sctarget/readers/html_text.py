"""Web pages → paragraphs and rows of tables; scripts and what is hidden are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.readers.blanks import without_blanks
from sctarget.readers.grids import GridCell, grid_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"  # noqa: SIM905
    " h4 h5 h6 header hr li main nav ol p pre section summary ul caption option".split()
)
_HIDDEN = frozenset("script style head template noscript iframe object svg select textarea button title".split())  # noqa: SIM905
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_SPANNED = 100


def lines_of_html(page: str) -> list[str]:
    """The lines of a page, one for each paragraph or row of a table."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        root = html.document_fromstring(_DECLARATION.sub("", page))
    except (LxmlError, ValueError):
        return []
    lines = _Lines()
    lines.read(root)
    return lines.all()


class _Lines:
    """The lines read so far and the one that is being read."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []

    def all(self) -> list[str]:
        """Every line, the open one ended."""
        self.end()
        return self._done

    def end(self) -> None:
        """End the line."""
        text = without_blanks(_SPACES.sub(" ", "".join(self._open)))
        self._open.clear()
        if text.strip():
            self._done.append(text)

    def read(self, element: HtmlElement) -> None:
        """Read an element, and what stands behind each of its children."""
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag not in _HIDDEN and not _INVISIBLE.search(element.get("style", "")) and "hidden" not in element.attrib:
            if tag == "table":
                self._read_table(element)
            elif tag == "br":
                self.end()
            else:
                block = tag in _BLOCKS
                if block:
                    self.end()
                self._open.append(element.text or "")
                for child in element:
                    self.read(child)
                    self._open.append(child.tail or "")
                if block:
                    self.end()

    def _read_table(self, table: HtmlElement) -> None:
        self.end()
        rows = _rows(table)
        for part in table:
            if part.tag == "caption":
                self.read(part)
            elif part.tag in {"thead", "tbody", "tfoot"}:
                rows += _rows(part)
        self._done += grid_lines(rows)


def _rows(part: HtmlElement) -> list[list[GridCell]]:
    return [[_cell(cell) for cell in row if cell.tag in {"td", "th"}] for row in part.iterfind("tr")]


def _cell(cell: HtmlElement) -> GridCell:
    lines = _Lines()
    lines.read(cell)
    nested = cell.find(".//table") is not None
    return GridCell(tuple(lines.all()), _span(cell, "colspan"), _span(cell, "rowspan"), nested)


def _span(cell: HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004
