"""How wide the columns of a printed table are, and how many lines a cell takes (docs/report.md §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.report.table import page_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.report.table import Column, Table

PORTRAIT, LANDSCAPE = 8845, 12756
"""The text block, 156 mm, and the same turned, 225 mm, in twips."""

_HALF = 105
"""Twips of half a character of 10.5 points."""
_WIDE_DIGIT = 35
"""What some fonts draw digits and letters wider than that."""
_MARGINS = 150
_SHORT = 10 * _HALF


def column_widths(columns: Sequence[Column], texts: Iterable[Sequence[str]], whole: int) -> list[int]:
    """Twips for each column: what its longest text needs up to what is comfortable, the rest evenly to the long ones.

    Where there is too little, captions and short figures (``112.8%``) still stay on one line.
    """
    least, needs, wants = [], [], []
    for column, cells in zip(columns, texts, strict=True):
        longest = max((line_width(cell) for cell in cells), default=0)
        least.append(_MARGINS + max(line_width(column.caption), longest if longest < _SHORT else 0))
        needs.append(max(least[-1], _MARGINS + min(longest, _HALF * column.width)))
        wants.append(max(longest + _MARGINS - needs[-1], 0))
    room = whole - sum(needs)
    for left, index in zip(range(len(wants), 0, -1), sorted(range(len(wants)), key=wants.__getitem__), strict=True):
        granted = max(min(wants[index], room // left), 0)
        needs[index] += granted
        room -= granted
    give = needs if room >= 0 else [a - b for a, b in zip(needs, least, strict=True)]
    widths = [int(need + room * each / (sum(give) or 1)) for need, each in zip(needs, give, strict=True)]
    widths[-1] += whole - sum(widths)
    return widths


def line_width(text: str) -> int:
    """Twips that a text of 10.5 points takes on one line."""
    halves = len(text.encode("gbk", "replace"))
    return _HALF * halves + _WIDE_DIGIT * (2 * len(text) - halves)


def row_lines(table: Table, whole: int = PORTRAIT) -> list[int]:
    """Lines of each row of a table on a page, rather one too many than one too few."""
    shown = page_columns(table)
    texts = [[row[index].text for row in table.rows] for index in shown]
    widths = column_widths([table.columns[index] for index in shown], texts, whole)
    return [max(map(cell_lines, cells, widths)) for cells in zip(*texts, strict=True)]


def cell_lines(text: str, width: int) -> int:
    """Lines of a text in a cell of so many twips; a broken line may lose the room of a character."""
    length, room = line_width(text), width - _MARGINS
    return 1 if length <= room else -(-length // (room - 2 * _HALF)) if room > 2 * _HALF else length
