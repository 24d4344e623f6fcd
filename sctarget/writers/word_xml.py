"""Paragraphs, runs and tables of WordprocessingML as text; people's own words come out as text, whatever is in them.

Written as text, not built as objects: a table of 3,000 rows is one join, and the order of the elements is in sight.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.report.table import EMPTY, page_columns, visible
from sctarget.report.widths import column_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.report.table import Cell, Column, Table

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EAST_ASIAN = frozenset("“”‘’—…·")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_SPACE = "\u3000"
_TALL = 700
"""A row with a longer text than this may break over pages: it might not fit on one."""

_STYLES = {"left": "TableText", "right": "TableRight", "center": "TableCentred"}
_LONG_WORD = re.compile(r"[!-~]{15}")
"""File names and the like, which must be allowed to break anywhere."""


def plain_xml(text: str) -> str:
    """Text that is safe between tags: escaped, control characters written out, wide blanks kept."""
    if not text.isprintable():
        text = _SPACE.join(visible(part) for part in text.split(_SPACE))
    return text.translate(_ESCAPES)


def text_xml(text: str) -> str:
    """The inside of a run; a line feed becomes a break."""
    inside = plain_xml(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{inside}</w:t>'


def run(text: str, style: str = "") -> str:
    """A run in a character style; quotes and dashes are marked as Chinese, else the Western font draws them narrow."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    if not _EAST_ASIAN.isdisjoint(text):
        marks += _HINT
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{text_xml(text)}</w:r>"


def paragraph(text: str, style: str, properties: str = "", *, runs: str = "") -> str:
    """One paragraph; ``properties`` follow the style in schema order, ``runs`` stand before the text."""
    inside = runs + (run(text) if text else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def table_xml(table: Table, width: int) -> str:
    """A table of ``width`` twips: head repeated on every page, rows kept whole, columns as wide as they need."""
    shown = page_columns(table)
    columns = [table.columns[index] for index in shown]
    texts = [[row[index].text for row in table.rows] for index in shown]
    widths = column_widths(columns, texts, width)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = "".join(_cell(column.caption, each, "TableHead") for column, each in zip(columns, widths, strict=True))
    opening = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    )
    frames = [_frame(width, _style(column, cells)) for column, width, cells in zip(columns, widths, texts, strict=True)]
    rows = [_row([row[index] for index in shown], frames) for row in table.rows]
    return f"{opening}{''.join(rows)}</w:tbl>"


def _style(column: Column, cells: Sequence[str]) -> str:
    return "TableAnywhere" if any(map(_LONG_WORD.search, cells)) else _STYLES[column.align]


def _row(cells: Sequence[Cell], frames: Sequence[str]) -> str:
    keep = "<w:trPr><w:cantSplit/></w:trPr>" if max(len(cell.text) for cell in cells) < _TALL else ""
    inside = "".join(
        [f"{frame}{run(cell.text or EMPTY)}</w:p></w:tc>" for cell, frame in zip(cells, frames, strict=True)]
    )
    return f"<w:tr>{keep}{inside}</w:tr>"


def _frame(width: int, style: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    )


def _cell(text: str, width: int, style: str) -> str:
    return f"{_frame(width, style)}{run(text)}</w:p></w:tc>"
