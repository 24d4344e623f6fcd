"""How wide the columns of a printed table are, and how many lines a cell takes (docs/report.md §6)."""

from __future__ import annotations

import re
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
_PIECE = 15 * _HALF
_FIGURES = re.compile(r"[\d.,%‰]+（?[\d.,%‰]*")
_MOST_LINES = 60


def column_widths(columns: Sequence[Column], texts: Iterable[Sequence[str]], whole: int) -> list[int]:
    """Twips for each column, so that the table is low: all columns break their usual texts into as few lines.

    Captions and short figures (``112.8%``) stay on one line, longer figures break less often than words; one cell in
    ten may be longer than usual.
    """
    texts = list(texts)
    lengths = [sorted(map(line_width, cells)) or [0] for cells in texts]
    least = [
        max(_caption_width(column.caption), *map(_piece, cells), *(each for each in widths if each < _SHORT), 0)
        for column, cells, widths in zip(columns, texts, lengths, strict=True)
    ]
    usual = [cells[-(-(len(cells) - 1) * 9 // 10)] for cells in lengths]
    steps = [_needs(least, [cells[-1] for cells in lengths], [1] * len(least))]
    steps += [
        _needs(least, usual, [lines if column.align == "left" else -(-lines * 2 // 3) for column in columns])
        for lines in range(1, _MOST_LINES)
    ]
    widths = next((each for each in steps if sum(each) <= whole), [])
    if not widths:
        return _filling([each + _MARGINS for each in least], whole)
    for wider in reversed(steps[: steps.index(widths)]):
        for index in sorted(range(len(widths)), key=lambda each: wider[each] - widths[each]):
            if wider[index] - widths[index] <= whole - sum(widths):
                widths[index] = max(widths[index], wider[index])
    return _filling(widths, whole)


def _piece(text: str) -> int:
    """Room for the longest figure that cannot be broken, e.g. ``59.2%（2022``; a word that is longer is broken."""
    return max((width for each in _FIGURES.findall(text) if (width := line_width(each)) < _PIECE), default=0)


def _needs(least: Sequence[int], lengths: Sequence[int], lines: Sequence[int]) -> list[int]:
    """What each column needs for such a text in so many lines; a broken line may lose the room of a character."""
    return [
        _MARGINS + max(low, -(-length // count) + (0 if count == 1 else 2 * _HALF))
        for low, length, count in zip(least, lengths, lines, strict=True)
    ]


def _caption_width(caption: str) -> int:
    """Room for a caption on one line, for a long one on two."""
    width = line_width(caption)
    return width if width <= _SHORT + 2 * _HALF else width // 2 + _HALF


def _filling(widths: Sequence[int], whole: int) -> list[int]:
    """Widths in the same proportion that fill the whole exactly."""
    filled = [whole * each // sum(widths) for each in widths]
    return [*filled[:-1], whole - sum(filled[:-1])]


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
