"""Tables whose cells stand on lines of their own, without numbers: captions, then rows of as many cells."""

from __future__ import annotations

import re

from sctarget.grammar.columns import Cell, Column, Kind, Role, columns_of, kind_of, role_of
from sctarget.grammar.table_rows import LONGEST_CELL, VALUES, Table, notes_around, table_of

_LONGEST_CAPTION = 16
_MOST_PLAIN = 12
_FEWEST = 3
_MARKS = re.compile("分值|权重|得分")
"""Columns of bare figures that say what a goal earns."""
_NAMED = re.compile("(?:主要|考核|具体|重点|工作|目标)?(?:指标|项目|任务|名称|内容|事项)(?:名称|内容)?")


def plain_tables(cells: list[tuple[int, Cell]]) -> list[Table]:
    """The same without numbers: captions on lines of their own, then rows of as many cells."""
    tables: list[Table] = []
    place = 0
    while place < len(cells):
        first = place
        captions: list[str] = []
        while place < len(cells) and len(captions) < _MOST_PLAIN and is_caption(cells[place][1].text):
            captions.append(cells[place][1].text)
            place += 1
        levels = captions.index("一级指标") if "一级指标" in captions else len(captions)
        for opening, stop in [(levels, len(captions)), *_headers(captions)]:
            reader = _read_levels if opening == levels else _read_plain
            table, after = reader(cells, first + opening, captions[opening:stop])
            if table is not None:
                tables.append(table)
                place = after
                break
        place = max(place, first + 1)
    return tables


def _read_levels(cells: list[tuple[int, Cell]], first: int, captions: list[str]) -> tuple[Table | None, int]:
    """A table of goals in levels (一级指标, 二级指标, 三级指标, 指标值), whose merged cells are missing."""
    roles = [role_of(caption) for caption in captions]
    size = max((at + 1 for at, role in enumerate(roles) if role in VALUES), default=0)
    values = sum(role in VALUES for role in roles[:size])
    marked = any(_MARKS.search(caption) for caption in captions[size:])
    if "三级指标" not in captions[:size]:
        return None, first
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    place = after = first + size
    while place < len(cells) and len(row) <= size * _FEWEST and len(cells[place][1].text) <= LONGEST_CELL:
        if kind_of(cells[place][1].text) is not Kind.NUMBER:
            row.append(cells[place][1])
        elif marked and cells[place][1].text.isdigit():
            row = []
        elif row or (rows and len(rows[-1]) < size and place == after):
            rows = [*rows, row[values - size :]] if row else rows
            rows[-1].append(cells[place][1])
            row, after = [], place + 1
        place += 1
    if len(rows) <= 1:
        return None, first
    notes = notes_around(cells, first, after)
    return table_of(rows, columns_of(captions[:size]), notes, cells[first][0], cells[after - 1][0]), after


def _headers(captions: list[str]) -> list[tuple[int, int]]:
    """Where a header may begin and end; the name of the first row may look like one more caption."""
    openings = [index for index, caption in enumerate(captions) if _NAMED.fullmatch(caption)]
    named = bool(captions) and role_of(captions[-1]) in {Role.TEXT, *VALUES}
    return [(first, len(captions) - less) for first in openings for less in range(1 + named)]


def _read_plain(cells: list[tuple[int, Cell]], first: int, captions: list[str]) -> tuple[Table | None, int]:
    """The table whose captions stand from ``first`` on, and where it ends; None when no rows follow them."""
    columns = columns_of(captions) if len(captions) >= _FEWEST else []
    values = [index for index, column in enumerate(columns) if column.role in VALUES]
    if not values:
        return None, first
    rows, place, columns = _plain_rows(cells, first + len(captions), columns, values)
    if len(rows) <= 1:
        return None, first
    notes = notes_around(cells, first, place)
    return table_of(rows, columns, notes, cells[first][0], cells[place - 1][0], laid=True), place


def _plain_rows(
    cells: list[tuple[int, Cell]], place: int, columns: list[Column], values: list[int]
) -> tuple[list[list[Cell]], int, list[Column]]:
    """The rows of a table without numbers, where they end, and its columns: one more when lines part the rows."""
    rows: list[list[Cell]] = []
    size, group = len(columns), Cell("", 0)
    grouped = False
    while True:
        row = _plain_row(cells, place, size, values)
        parts = not row and place < len(cells) and kind_of(cells[place][1].text) in {Kind.WORDS, Kind.OWNER}
        if parts and len(cells[place][1].text) <= _LONGEST_CAPTION:
            row = _plain_row(cells, place + 1, size, values)
            group, place, grouped = (cells[place][1], place + 1, True) if row else (group, place, grouped)
        if not row:
            break
        rows.append([group, *row])
        place += size
    if grouped:
        return rows, place, [Column("类别", Role.GROUP, None), *columns]
    return [row[1:] for row in rows], place, columns


def is_caption(text: str) -> bool:
    """Whether a line may be the caption of a column."""
    return (
        len(text) <= _LONGEST_CAPTION
        and role_of(text) not in {None, Role.ORDINAL}
        and not any(c in text for c in ",。;:")
    )


def _plain_row(cells: list[tuple[int, Cell]], place: int, size: int, values: list[int]) -> list[Cell]:
    """The next row of a table without numbers; empty when its values are no figures."""
    row = [cell for _, cell in cells[place : place + size]]
    right = len(row) == size and all(kind_of(row[index].text) in {Kind.NUMBER, Kind.EMPTY} for index in values)
    return row if right and kind_of(row[0].text) in {Kind.WORDS, Kind.SENTENCE, Kind.OWNER} else []
