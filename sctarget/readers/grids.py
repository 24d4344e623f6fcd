"""Tables of Word files and web pages → lines: merged cells spread out, heads of two rows made one.

A row becomes one line, its cells parted by tabs, which the finder reads as a table.  A cell that holds a whole text,
and a table that only lays out the page, become paragraphs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sctarget.readers.blanks import without_blanks

_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_ITEM = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]")
_PAGE_LINES, _PAGE_CHARACTERS = 8, 400


class GridCell(NamedTuple):
    """A cell: its paragraphs, how many columns and rows it takes, whether it holds a table itself."""

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1
    nested: bool = False

    @property
    def text(self) -> str:
        """The cell on one line: a name broken over lines is whole again, numbered items are parted."""
        joined = ""
        for line in filter(None, (" ".join(each.split()) for each in self.lines)):
            if joined and _ITEM.match(line):
                joined += "" if joined[-1] in "。；;：:" else "；"
            elif joined:
                joined += " "
            joined += line
        return without_blanks(joined)

    @property
    def is_page(self) -> bool:
        """Whether a whole text stands in the cell, whose paragraphs must not become one."""
        return len(self.lines) > _PAGE_LINES and sum(map(len, self.lines)) > _PAGE_CHARACTERS


_NOTHING = GridCell(())


def grid_lines(rows: list[list[GridCell]]) -> list[str]:
    """The lines of a table, e.g. ``1⇥高新技术企业⇥家⇥23``."""
    spread = _spread(rows)
    wide = max(map(len, spread), default=0)
    if wide <= 1 or any(cell.nested for row in rows for cell in row):
        return [line for row in rows for cell in row for line in cell.lines]
    titles = next((number for number, row in enumerate(rows) if len(row) > 1), len(rows))
    lines = [cell.text for row in rows[:titles] for cell in row if cell.text]
    rows, spread = rows[titles:], spread[titles:]
    head = _head_rows(rows)
    texts = [[cell.text if first else "" for cell, first in row] for row in spread]
    if head > 1:
        texts[:head] = [_one_head(spread[:head])]
        spread[:head] = [spread[head - 1]]
    for row, cells in zip(texts, spread, strict=True):
        if any(cell.is_page for cell, first in cells if first):
            lines += [line for cell, first in cells if first for line in cell.lines if line.strip()]
        elif filled := [text for text in row if text]:
            lines.append("\t".join(row) if len(filled) > 1 else filled[0])
    return lines


def _spread(rows: list[list[GridCell]]) -> list[list[tuple[GridCell, bool]]]:
    """Every place of the grid with its cell; the first column of a cell is marked, rows below repeat it."""
    below: dict[int, tuple[GridCell, bool, int]] = {}
    spread = []
    for row in rows:
        placed: list[tuple[GridCell, bool]] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or len(placed) in below:
            column = len(placed)
            if column in below:
                above, first, left = below.pop(column)
                placed.append((above, first))
                if left > 1:
                    below[column] = (above, first, left - 1)
                continue
            if cell is None:
                break
            for offset in range(cell.columns):
                if cell.rows > 1:
                    below[column + offset] = (cell, offset == 0, cell.rows - 1)
                placed.append((cell, offset == 0))
            cell = next(cells, None)
        spread.append(placed)
    wide = max(map(len, spread), default=0)
    return [row + [(_NOTHING, False)] * (wide - len(row)) for row in spread]


def _head_rows(rows: list[list[GridCell]]) -> int:
    """How many rows the head of a table has: 目标值 over 2024年 and 2025年 beside 指标名称 of two rows."""
    first = rows[0] if rows else []
    return max((cell.rows for cell in first), default=1) if any(cell.columns > 1 for cell in first) else 1


def _one_head(head: list[list[tuple[GridCell, bool]]]) -> list[str]:
    captions = []
    for column in zip(*head, strict=True):
        words = list(dict.fromkeys(cell.text for cell, _ in column if cell.text))
        captions.append("".join(sorted(words, key=lambda text: not _YEAR.search(text))))
    return captions
