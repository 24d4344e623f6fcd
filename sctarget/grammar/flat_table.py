"""Tables in running text → rows: cells on lines of their own, or one row a line with tabs or bars.

    header = captions, one of them 序号, or at least a name and a value
    row    = ordinal cells          laid over the columns by ``columns``

A cell that is a figure gives a row with its name; cells that are sentences (新建床位10张) are handed back to be read
like any other, with the tense of their column and the owners of their row.  A value with * takes its year from the
footnote.
"""

from __future__ import annotations

import re

from sctarget.grammar.columns import Cell, Column, Kind, Role, columns_of, figure_of, kind_of, role_of
from sctarget.grammar.plain_table import is_caption, plain_tables
from sctarget.grammar.table_rows import LONGEST_CELL, NOTE, VALUES, Table, notes_around, table_of

_LONGEST_CAPTION = 16
_MOST_HEADER = 40
_MOST_ROW = 40
_MOST_BARE = 6
_PAIR = 2
_FEWEST = 3
_GROUP = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]")
_GROUP_ALONE = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]?")
_OUTSIDE = re.compile(r"[一二三四五六七八九十]{1,3}、|\(|附件|第[一二三四五六七八九十]")


def find_tables(lines: list[tuple[int, str]]) -> list[Table]:
    """The tables among the lines of a document (place and plain text of each), in order."""
    cells = [
        (index, Cell(text.strip(" |"), start + len(text) - len(text.lstrip(" |"))))
        for index, (start, text) in enumerate(lines)
        if text.strip(" |")
    ]
    return sorted([*_line_tables(cells), *plain_tables(cells), *_row_tables(lines)], key=lambda table: table.first)


def _line_tables(cells: list[tuple[int, Cell]]) -> list[Table]:
    """The tables whose cells stand on lines of their own, rows numbered."""
    tables: list[Table] = []
    place = 0
    while place < len(cells):
        text = cells[place][1].text
        if text == "序号" or (len(text) <= _PAIR and text.isdigit()):
            table, after = _read_lines(cells, place) if text == "序号" else _read_bare(cells, place)
            if table is not None:
                tables.append(table)
                place = after
                continue
        place += 1
    return tables


def _read_bare(cells: list[tuple[int, Cell]], first: int) -> tuple[Table | None, int]:
    """The rows of a table whose header stands elsewhere: 6 · name · % · 2.4 · 2.8 · 7 · …, three at least."""
    rows: list[list[Cell]] = []
    ordinal, place, values = int(cells[first][1].text), first, 0
    while place < len(cells) and cells[place][1].text == str(ordinal + len(rows)):
        row, place = _bare_row(cells, place + 1, values)
        if not row:
            break
        values = values or sum(figure_of(cell.text) is not None for cell in row)
        rows.append(row)
    if len(rows) < _FEWEST:
        return None, first
    columns = columns_of(["类别", "指标", "计量单位", *(["现状值"] if values == _PAIR else []), "目标值"])
    return table_of(rows, columns, notes_around(cells, first, place), cells[first][0], cells[place - 1][0]), place


def _bare_row(cells: list[tuple[int, Cell]], place: int, values: int) -> tuple[list[Cell], int]:
    """Words, perhaps a unit, then one or two figures (``values`` when the rows above tell); empty when it is none."""
    row: list[Cell] = []
    seen = 0
    while place < len(cells) and len(row) < _MOST_BARE and seen < (values or _PAIR):
        kind = kind_of(cells[place][1].text)
        if kind is Kind.NUMBER and row:
            seen += 1
        elif seen or kind not in {Kind.WORDS, Kind.SENTENCE, Kind.UNIT, Kind.OWNER}:
            break
        row.append(cells[place][1])
        place += 1
    long = any(len(cell.text) > LONGEST_CELL for cell in row)
    return (row, place) if seen and not long and (not values or seen == values) else ([], place)


def _read_lines(cells: list[tuple[int, Cell]], first: int) -> tuple[Table | None, int]:
    captions, place = _header(cells, first + 1)
    columns = columns_of(captions)
    roles = {column.role for column in columns}
    if Role.TEXT not in roles or len(roles) < _FEWEST - 1 or place >= len(cells):
        return None, first
    values = sum(column.role in VALUES for column in columns)
    rows: list[list[Cell]] = []
    longest = 0
    grouped = Role.GROUP in roles
    while place < len(cells):
        group = _group_at(cells, place)
        place += len(group)
        if place >= len(cells) or cells[place][1].text != str(len(rows) + 1):
            place -= len(group)
            break
        row, place = _line_row(cells, place + 1, str(len(rows) + 2), values, longest or len(columns) + 1)
        longest = max(longest, len(row))
        if group and not grouped:
            columns = [Column("类别", Role.GROUP, None), *columns]
            grouped = True
        rows.append([group[-1], *row] if group and row else row)
    rows = [row for row in rows if row]
    if not rows:
        return None, first
    table = table_of(rows, columns, notes_around(cells, first, place), cells[first][0], cells[place - 1][0])
    return (table, place) if table.rows or table.clauses else (None, first)


def _header(cells: list[tuple[int, Cell]], place: int) -> tuple[list[str], int]:
    header: list[str] = []
    while place < len(cells) and len(header) < _MOST_HEADER and cells[place][1].text != "1":
        if header and _group_at(cells, place):
            break
        if len(cells[place][1].text) > _LONGEST_CAPTION or cells[place][1].text == "序号":
            return [], place
        header.append(cells[place][1].text)
        place += 1
    return header, place


def _group_at(cells: list[tuple[int, Cell]], place: int) -> list[Cell]:
    """The cells of a row that only names the rows below it: 二 · 创新主体, (二)创新主体; empty when there is none."""
    found = [cell for _, cell in cells[place : place + _PAIR]]
    if not found:
        return []
    if _GROUP_ALONE.fullmatch(found[0].text):
        return found if len(found) == _PAIR and kind_of(found[1].text) in {Kind.WORDS, Kind.OWNER} else []
    if not _GROUP.match(found[0].text):
        return []
    bare = len(found[0].text) <= _LONGEST_CAPTION and not any(sign in found[0].text for sign in ",。;:")
    return found[:1] if bare else []


def _line_row(
    cells: list[tuple[int, Cell]], place: int, following: str, values: int, longest: int
) -> tuple[list[Cell], int]:
    """The cells of one row, up to the next ordinal; the last row ends with its figures, or where text goes on."""
    end = place
    while end < len(cells) and end - place <= _MOST_ROW:
        if cells[end][1].text == following and not _is_value(cells, place, end, values):
            stop = next((at for at in range(place + 1, end) if at + len(_group_at(cells, at)) == end), end)
            return [cell for _, cell in cells[place:stop]], stop
        end += 1
    end = place
    while end < len(cells) and end - place < longest and not _is_outside(cells[end][1].text):
        end += 1
    return [cell for _, cell in cells[place:end]], end


def _is_value(cells: list[tuple[int, Cell]], first: int, place: int, values: int) -> bool:
    """Whether a cell that looks like the next ordinal is still a value of the row: 家 · 2 · 9."""
    row = [cell.text for _, cell in cells[first:place]]
    seen = sum(figure_of(text) is not None for text in row)
    if seen >= values or not row:
        return False
    ahead = cells[place + 1][1].text if place + 1 < len(cells) else ""
    return kind_of(row[-1]) is Kind.UNIT or figure_of(ahead) is not None or len(row) == 1


def _is_outside(text: str) -> bool:
    """A line that stands behind a table: a note, a heading, an annex."""
    return (
        text.startswith(NOTE)
        or re.match(r"[一二三四五六七八九十]{1,3}、|\(|附件|第[一二三四五六七八九十]", text) is not None
    )


def _row_tables(lines: list[tuple[int, str]]) -> list[Table]:
    """The tables whose rows stand on one line each, cells parted by tabs or bars."""
    tables: list[Table] = []
    place = 0
    while place < len(lines):
        header = _cells_of(lines[place])
        roles = {role_of(cell.text) for cell in header if len(cell.text) <= _LONGEST_CAPTION} - {None}
        named = Role.TEXT in roles or Role.WANT in roles
        if len(header) >= _FEWEST and named and len(roles) >= _FEWEST - 1:
            rows, last = [], place + 1
            while (row := _row_at(lines, last) if last < len(lines) else ([], last))[0] or _parts_rows(lines, last):
                rows += [row[0]] if row[0] else []
                last = max(row[1], last + 1)
            table = _read_rows(header, rows, lines, place, last)
            if table is not None:
                tables.append(table)
                place = last
                continue
        place += 1
    return tables


def _parts_rows(lines: list[tuple[int, str]], place: int) -> bool:
    """Whether a line between rows only names those below it: 二、创新主体."""
    if place + 1 >= len(lines):
        return False
    words = lines[place][1].strip(" |\t")
    named = _GROUP.match(words) and len(words) <= _LONGEST_CAPTION and not any(sign in words for sign in ",。;:")
    return bool(named) and len(_cells_of(lines[place + 1])) >= _FEWEST


def _row_at(lines: list[tuple[int, str]], place: int) -> tuple[list[Cell], int]:
    """The cells of the row on a line, and where the next begins; a figure alone below a row's words belongs to it."""
    cells = _cells_of(lines[place])
    if len(cells) >= _FEWEST - 1:
        return cells, place + 1
    start, text = lines[place]
    words = [Cell(match.group(), start + match.start()) for match in re.finditer("[^ ]+", text)]
    if len(words) == _PAIR and len(text) <= LONGEST_CELL and place + 1 < len(lines):
        below, figure = lines[place + 1]
        if figure_of(figure.strip()) is not None:
            return [*words, Cell(figure.strip(), below + len(figure) - len(figure.lstrip()))], place + _PAIR
    return [], place


def _cells_of(line: tuple[int, str]) -> list[Cell]:
    start, text = line
    sign = "\t" if "\t" in text else "|" if "|" in text else " "
    if sign not in text.strip():
        return []
    if sign == " ":
        spaced = [Cell(match.group(), start + match.start()) for match in re.finditer("[^ ]+", text)]
        parted = len(spaced) >= _FEWEST and len(text) <= LONGEST_CELL
        row = parted and (figure_of(spaced[-1].text) or (spaced[0].text.isdigit() and figure_of(spaced[-_PAIR].text)))
        return spaced if parted and (row or _is_spaced_header(spaced)) else []
    cells = []
    place = start
    for part in text.split(sign):
        cells.append(Cell(part.strip(), place + len(part) - len(part.lstrip())))
        place += len(part) + 1
    if sign == "|" and cells and not cells[0].text:
        cells = cells[1:]
    while sign == "|" and cells and not cells[-1].text:
        cells.pop()
    return cells


def _is_spaced_header(cells: list[Cell]) -> bool:
    return all(is_caption(cell.text) or cell.text == "序号" for cell in cells)


def _read_rows(
    header: list[Cell], found: list[list[Cell]], lines: list[tuple[int, str]], place: int, last: int
) -> Table | None:
    columns = columns_of([cell.text for cell in header])
    rows = [row for row in found if len(row) <= len(columns) and any(set(cell.text) - set("-: ") for cell in row)]
    if not rows:
        return None
    whole = sum(len(row) == len(columns) or not row[0].text for row in rows) * 2 > len(rows)
    numbered = [(index, Cell(text, start)) for index, (start, text) in enumerate(lines)]
    if whole:
        rows = [[*row, *(Cell("", row[-1].start) for _ in columns[len(row) :])] for row in rows]
    made = table_of(rows, columns, notes_around(numbered, place, last), place, last - 1, laid=whole)
    return made if made.rows or made.clauses else None
