"""A table whose cells stand on lines of their own, or in one line with bars or tabs → rows.

    header = … 指标名称, 单位, 2021年, 实际值, 2025年, 目标值 …
    row    = ordinal {category} name [unit] value {value}

A value with * takes its year from the footnote (注:加*号为2020年数据).
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from sctarget.model.units import find_unit

_LONGEST_CELL = 60
_MOST_HEADER = 40
_FEWEST = 3
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
    lead: tuple[str, ...] = ()


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
            table, after = _read_lines(cells, place)
            if table is not None:
                tables.append(table)
                place = after
                continue
        place += 1
    return tables


def _read_lines(cells: list[tuple[int, Cell]], place: int) -> tuple[Table | None, int]:
    first = place
    header, place = _header(cells, place + 1)
    years = [int(match.group(1)) for text in header if (match := _year().match(text))]
    columns = len(years) or sum("目标" in text or "值" in text for text in header)
    if not columns or not any(text in _HEADS or "指标" in text for text in header):
        return None, first
    rows: list[tuple[list[Cell], list[str]]] = []
    while place < len(cells) and cells[place][1].text == str(len(rows) + 1):
        words, values, after = _line_row(cells, place + 1, columns)
        if len(values) < columns:
            break
        rows.append((words, values))
        place = after
    if not rows:
        return None, first
    note, note_year = _footnote(cells, place)
    title = _caption(cells, first)
    group = ""
    made = []
    for words, values in rows:
        row, group = _row(words, values, years, group, title, note, note_year)
        made.append(row)
    return Table(made, cells[first][0], cells[place - 1][0]), place


def _header(cells: list[tuple[int, Cell]], place: int) -> tuple[list[str], int]:
    header: list[str] = []
    while place < len(cells) and len(header) < _MOST_HEADER and cells[place][1].text not in {"1", "一"}:
        if len(cells[place][1].text) > _LONGEST_CELL:
            return [], place
        header.append(cells[place][1].text)
        place += 1
    return header, place


def _line_row(cells: list[tuple[int, Cell]], place: int, columns: int) -> tuple[list[Cell], list[str], int]:
    """The words and the values of one row, and where the next begins."""
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
    return words, values, place


def _caption(cells: list[tuple[int, Cell]], place: int) -> str:
    """The caption above a table: the short line in front of it."""
    before = cells[place - 1][1].text if place else ""
    return before if len(before) <= _LONGEST_CELL and "。" not in before else ""


def find_row_tables(lines: list[tuple[int, str]]) -> list[Table]:
    """The tables whose rows stand on one line each, cells parted by tabs or bars."""
    tables: list[Table] = []
    place = 0
    while place < len(lines):
        header = _cells_of(lines[place])
        if len(header) >= _FEWEST and any(cell.text in _HEADS or "指标" in cell.text for cell in header):
            last = place + 1
            while last < len(lines) and len(_cells_of(lines[last])) >= _FEWEST - 1:
                last += 1
            rows = _read_rows(header, lines, place, last)
            if rows:
                tables.append(Table(rows, place, last - 1))
                place = last
                continue
        place += 1
    return tables


def _cells_of(line: tuple[int, str]) -> list[Cell]:
    start, text = line
    sign = "\t" if "\t" in text else "|"
    if sign not in text:
        return []
    cells = []
    place = start
    for part in text.split(sign):
        cells.append(Cell(part.strip(), place + len(part) - len(part.lstrip())))
        place += len(part) + 1
    if sign == "|" and cells and not cells[0].text:
        cells = cells[1:]
    if sign == "|" and cells and not cells[-1].text:
        cells = cells[:-1]
    return cells


def _read_rows(header: list[Cell], lines: list[tuple[int, str]], place: int, last: int) -> list[Row]:
    names = [cell.text for cell in header]
    find = partial(_column, names)
    name_at = find(("指标名称", "主要指标", "具体指标", "指标", "名称", "项目"))
    unit_at, group_at = find(("计量单位", "单位")), find(("类别", "类型", "分类", "领域", "一级指标"))
    lead_at = find(("责任单位", "牵头单位", "责任部门", "牵头部门"))
    values = [
        index
        for index, text in enumerate(names)
        if index not in {name_at, unit_at, group_at, lead_at}
        and (_year().match(text) or any(word in text for word in ("目标", "现状", "基期", "实际", "完成值", "基数")))
    ]
    if name_at is None or not values:
        return []
    title = lines[place - 1][1].strip() if place else ""
    title = title if len(title) <= _LONGEST_CELL and "。" not in title else ""
    rows: list[Row] = []
    group = ""
    for line in lines[place + 1 : last]:
        cells = _cells_of(line)
        if len(cells) != len(header) or not cells[name_at].text or set(cells[name_at].text) <= set("-: "):
            continue
        group = (cells[group_at].text or group) if group_at is not None else group
        rows += _row_of(cells, names, values, name_at, unit_at, lead_at, " > ".join(p for p in (title, group) if p))
    return rows


def _column(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(word) for word in wanted if word in names), None) if names else None


def _row_of(
    cells: list[Cell], names: list[str], values: list[int], name_at: int, unit_at: int | None, lead_at: int | None,
    group: str,
) -> list[Row]:  # fmt: skip
    text = cells[name_at].text
    unit = cells[unit_at].text if unit_at is not None else None
    if unit_at is None and (match := re.search(r"\(([^()]{1,12})\)$", text)) and find_unit(match.group(1)) is not None:
        unit, text = match.group(1), text[: match.start()]
    lead = tuple(re.split("[、,]", cells[lead_at].text)) if lead_at is not None and cells[lead_at].text else ()
    base, base_year = None, None
    rows = []
    for order, column in enumerate(values):
        match_value = _number().fullmatch(cells[column].text)
        match_year = _year().search(names[column])
        year = int(match_year.group(1)) if match_year else None
        started = any(word in names[column] for word in ("实际", "现状", "基期", "完成", "基数"))
        if match_value is None:
            continue
        if started or (order == 0 and len(values) > 1 and "目标" not in names[column]):
            base, base_year = match_value.group(1), year
            continue
        printed = unit or match_value.group(2)
        note = f"表中{base_year}年一栏" if base_year else ""
        rows.append(
            Row(text, cells[name_at].start, printed, group, cells[column].text, year, base, base_year, note, lead)
        )
    return rows


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
