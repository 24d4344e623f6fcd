"""A table whose cells stand on lines of their own, or in one line with bars or tabs → rows.

    header = … 指标名称, 单位, 2021年, 实际值, 2025年, 目标值 …
    row    = ordinal {category} name [unit] value {value}

A value with * takes its year from the footnote (注:加*号为2020年数据).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sctarget.model.units import find_unit

_LONGEST_CELL = 60
_MOST_HEADER = 40
_HEADS = ("指标", "指标名称", "主要指标", "项目", "名称", "指标(单位)")


class Cell(NamedTuple):
    """One cell: its text in plain characters and where it stands."""

    text: str
    start: int


class Row(NamedTuple):
    """One indicator of a table: its name and place, unit, group, target (as printed) and start with its year."""

    name: str
    start: int
    unit: str | None
    group: str
    target: str
    year: int | None
    base: str | None
    base_year: int | None
    note: str


class Table(NamedTuple):
    """The rows, and the lines of the document that they took (first and last)."""

    rows: list[Row]
    first: int
    last: int


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"([<>≤≥=]{0,2}-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(%|‰)?(\*?)(以上|以内|以下|左右)?")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"((?:19|20)[0-9]{2})年?")


def find_tables(lines: list[tuple[int, str]]) -> list[Table]:
    """The tables among the lines of a document (place and plain text of each)."""
    cells = [
        (index, Cell(text.strip(), start + len(text) - len(text.lstrip())))
        for index, (start, text) in enumerate(lines)
        if text.strip()
    ]
    tables: list[Table] = []
    place = 0
    while place < len(cells):
        if cells[place][1].text == "序号":
            table, after = _read_lines(cells, place, lines)
            if table is not None:
                tables.append(table)
                place = after
                continue
        place += 1
    return tables


def _read_lines(
    cells: list[tuple[int, Cell]], place: int, lines: list[tuple[int, str]]
) -> tuple[Table | None, int]:
    first = place
    header: list[str] = []
    place += 1
    while place < len(cells) and len(header) < _MOST_HEADER and cells[place][1].text not in {"1", "一"}:
        if len(cells[place][1].text) > _LONGEST_CELL:
            return None, first
        header.append(cells[place][1].text)
        place += 1
    years = [int(match.group(1)) for text in header if (match := _year().fullmatch(text) or _year().match(text))]
    columns = len(years) or sum("目标" in text or "值" in text for text in header)
    if not columns or not any(text in _HEADS or "指标" in text for text in header):
        return None, first
    title = lines_title(cells, first)
    rows: list[tuple[list[Cell], list[str]]] = []
    ordinal = 1
    while place < len(cells) and cells[place][1].text == str(ordinal):
        place += 1
        words: list[Cell] = []
        values: list[str] = []
        while place < len(cells) and len(values) < columns:
            cell = cells[place][1]
            if _number().fullmatch(cell.text) and words:
                values.append(cell.text)
            elif cell.text in {"/", "-", "—", "——"} and words:
                values.append("")
            elif values or len(cell.text) > _LONGEST_CELL:
                break
            else:
                words.append(cell)
            place += 1
        if len(values) < columns:
            break
        rows.append((words, values))
        ordinal += 1
    if not rows:
        return None, first
    note, note_year = _footnote(cells, place)
    group = ""
    made = []
    for words, values in rows:
        row, group = _row(words, values, years, group, title, note, note_year)
        made.append(row)
    return Table(made, cells[first][0], cells[place - 1][0]), place


def lines_title(cells: list[tuple[int, Cell]], place: int) -> str:
    """The caption above a table: the short line in front of it."""
    before = cells[place - 1][1].text if place else ""
    return before if len(before) <= _LONGEST_CELL and "。" not in before else ""


def _footnote(cells: list[tuple[int, Cell]], place: int) -> tuple[str, int | None]:
    for _, cell in cells[place : place + 3]:
        if cell.text.startswith(("注", "备注", "说明", "*")) and "*" in cell.text:
            match = re.search("((?:19|20)[0-9]{2})年", cell.text)
            if match:
                return cell.text, int(match.group(1))
    return "", None


def _row(
    words: list[Cell], values: list[str], years: list[int], group: str, title: str, note: str, note_year: int | None
) -> tuple[Row, str]:
    unit = None
    if len(words) > 1 and (found := find_unit(words[-1].text)) is not None and found.text:
        unit, words = words[-1].text, words[:-1]
    if len(words) > 1:
        group = "".join(word.text for word in words[:-1])
    name = words[-1]
    text = name.text
    if unit is None and (match := re.search(r"\(([^()]{1,12})\)$", text)):
        inside = find_unit(match.group(1))
        if inside is not None:
            unit, text = match.group(1), text[: match.start()]
    target, last = values[-1], years[-1] if years else None
    base, base_year, why = None, None, ""
    if len(values) > 1 and values[0]:
        match = _number().fullmatch(values[0])
        if match:
            base, base_year = match.group(1), years[0] if len(years) > 1 else None
            why = f"表中{base_year}年一栏" if base_year else ""
            if match.group(3) and note_year:
                base_year, why = note_year, note
    printed = _number().fullmatch(target)
    if printed and printed.group(2) and unit is None:
        unit = printed.group(2)
    where = " > ".join(part for part in (title, group) if part)
    return Row(text, name.start, unit, where, target, last, base, base_year, why), group
