"""Tables in running text → rows: cells on lines of their own, or one row a line with tabs or bars.

    header = captions, one of them 序号, or at least a name and a value
    row    = ordinal cells          laid over the columns by ``columns``

A cell that is a figure gives a row with its name; cells that are sentences (新建床位10张) are handed back to be read
like any other, with the tense of their column and the owners of their row.  A value with * takes its year from the
footnote.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sctarget.grammar.columns import Cell, Column, Kind, Role, columns_of, figure_of, kind_of, lay, role_of
from sctarget.grammar.figures import find_figures
from sctarget.grammar.naming import without_lead
from sctarget.grammar.tokens import tokenize
from sctarget.model.units import find_unit

_LONGEST_CELL = 60
_LONGEST_CAPTION = 16
_MOST_HEADER = 40
_MOST_ROW = 40
_MOST_PLAIN = 12
_MOST_BARE = 6
_PAIR = 2
_FEWEST = 3
_VALUES = (Role.WANT, Role.DONE, Role.BASE)
_OUTSIDE = re.compile(r"[一二三四五六七八九十]{1,3}、|\(|附件|第[一二三四五六七八九十]")
_NAMED = re.compile("(?:主要|考核|具体|重点|工作|目标)?(?:指标|项目|任务|名称|内容|事项)(?:名称|内容)?")
_NOTE = ("注", "备注", "说明", "*")


class Row(NamedTuple):
    """One figure of a table: its name and place, group, value as printed, its start with its year, who owes it."""

    name: str
    start: int
    end: int
    unit: str | None
    group: str
    value: str
    high: str | None
    comparator: str
    done: bool
    year: int | None
    base: str | None
    base_year: int | None
    note: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    words: str


class Clause(NamedTuple):
    """A cell to be read as text: where it stands, whether its column reviews, and the owners of its row."""

    start: int
    text: str
    review: bool
    lead: tuple[str, ...]
    support: tuple[str, ...]


class Table(NamedTuple):
    """The rows and the cells that are text, and the lines of the document that they took (first and last)."""

    rows: list[Row]
    clauses: list[Clause]
    first: int
    last: int


class _Carried(NamedTuple):
    """What a merged cell hands down to the rows below."""

    group: str = ""
    lead: tuple[str, ...] = ()


class _Notes(NamedTuple):
    """What stands around a table: its caption, and the footnote that moves the year of values with *."""

    title: str
    note: str
    year: int | None


def find_tables(lines: list[tuple[int, str]]) -> list[Table]:
    """The tables among the lines of a document (place and plain text of each), in order."""
    cells = [
        (index, Cell(text.strip(" |"), start + len(text) - len(text.lstrip(" |"))))
        for index, (start, text) in enumerate(lines)
        if text.strip(" |")
    ]
    return sorted([*_line_tables(cells), *_plain_tables(cells), *_row_tables(lines)], key=lambda table: table.first)


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
    return _made(rows, columns, _notes(cells, first, place), cells[first][0], cells[place - 1][0]), place


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
    long = any(len(cell.text) > _LONGEST_CELL for cell in row)
    return (row, place) if seen and not long and (not values or seen == values) else ([], place)


def _plain_tables(cells: list[tuple[int, Cell]]) -> list[Table]:
    """The same without numbers: captions on lines of their own, then rows of as many cells."""
    tables: list[Table] = []
    place = 0
    while place < len(cells):
        first = place
        captions: list[str] = []
        while place < len(cells) and len(captions) < _MOST_PLAIN and _is_caption(cells[place][1].text):
            captions.append(cells[place][1].text)
            place += 1
        opening = next((index for index, caption in enumerate(captions) if _NAMED.fullmatch(caption)), 0)
        captions = captions[opening:]
        columns = columns_of(captions) if len(captions) >= _FEWEST else []
        values = [index for index, column in enumerate(columns) if column.role in _VALUES]
        if columns and _NAMED.fullmatch(captions[0]) and values:
            rows: list[list[Cell]] = []
            while row := _plain_row(cells, place, len(columns), values):
                rows.append(row)
                place += len(columns)
            if len(rows) > 1:
                notes = _notes(cells, first + opening, place)
                start = cells[first + opening][0]
                tables.append(_made(rows, columns, notes, start, cells[place - 1][0], laid=True))
        place = max(place, first + 1)
    return tables


def _is_caption(text: str) -> bool:
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


def _read_lines(cells: list[tuple[int, Cell]], first: int) -> tuple[Table | None, int]:
    captions, place = _header(cells, first + 1)
    columns = columns_of(captions)
    roles = {column.role for column in columns}
    if Role.TEXT not in roles or len(roles) < _FEWEST - 1 or place >= len(cells):
        return None, first
    values = sum(column.role in _VALUES for column in columns)
    rows: list[list[Cell]] = []
    longest = 0
    while place < len(cells) and cells[place][1].text == str(len(rows) + 1):
        row, place = _line_row(cells, place + 1, str(len(rows) + 2), values, longest or len(columns) + 1)
        rows.append(row)
        longest = max(longest, len(row))
    rows = [row for row in rows if row]
    if not rows:
        return None, first
    table = _made(rows, columns, _notes(cells, first, place), cells[first][0], cells[place - 1][0])
    return (table, place) if table.rows or table.clauses else (None, first)


def _header(cells: list[tuple[int, Cell]], place: int) -> tuple[list[str], int]:
    header: list[str] = []
    while place < len(cells) and len(header) < _MOST_HEADER and cells[place][1].text not in {"1", "一"}:
        if len(cells[place][1].text) > _LONGEST_CAPTION or cells[place][1].text == "序号":
            return [], place
        header.append(cells[place][1].text)
        place += 1
    return header, place


def _line_row(
    cells: list[tuple[int, Cell]], place: int, following: str, values: int, longest: int
) -> tuple[list[Cell], int]:
    """The cells of one row, up to the next ordinal; the last row ends with its figures, or where text goes on."""
    end = place
    while end < len(cells) and end - place <= _MOST_ROW:
        if cells[end][1].text == following and not _is_value(cells, place, end, values):
            return [cell for _, cell in cells[place:end]], end
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
        text.startswith(_NOTE)
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
            last = place + 1
            while last < len(lines) and len(_cells_of(lines[last])) >= _FEWEST - 1:
                last += 1
            table = _read_rows(header, lines, place, last)
            if table is not None:
                tables.append(table)
                place = last
                continue
        place += 1
    return tables


def _cells_of(line: tuple[int, str]) -> list[Cell]:
    start, text = line
    sign = "\t" if "\t" in text else "|" if "|" in text else " "
    if sign not in text.strip():
        return []
    if sign == " ":
        spaced = [Cell(match.group(), start + match.start()) for match in re.finditer("[^ ]+", text)]
        parted = len(spaced) >= _FEWEST and len(text) <= _LONGEST_CELL
        return spaced if parted and (_is_spaced_header(spaced) or figure_of(spaced[-1].text)) else []
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


def _is_spaced_header(cells: list[Cell]) -> bool:
    return all(_is_caption(cell.text) or cell.text == "序号" for cell in cells)


def _read_rows(header: list[Cell], lines: list[tuple[int, str]], place: int, last: int) -> Table | None:
    columns = columns_of([cell.text for cell in header])
    rows = []
    for line in lines[place + 1 : last]:
        cells = _cells_of(line)
        if len(cells) == len(columns) and any(set(cell.text) - set("-: ") for cell in cells):
            rows.append(cells)
    if not rows:
        return None
    numbered = [(index, Cell(text, start)) for index, (start, text) in enumerate(lines)]
    made = _made(rows, columns, _notes(numbered, place, last), place, last - 1, laid=True)
    return made if made.rows or made.clauses else None


def _made(
    rows: list[list[Cell]], columns: list[Column], notes: _Notes, first: int, last: int, *, laid: bool = False
) -> Table:
    made: list[Row] = []
    clauses: list[Clause] = []
    carried = _Carried()
    kept = [column for column in columns if laid or column.role is not Role.ORDINAL]
    for row in rows:
        placed = [[cell] if cell.text else [] for cell in row] if laid else lay(row, kept)
        figures, texts, carried = _row(placed, kept, notes, carried)
        made += figures
        clauses += texts
    return Table(made, clauses, first, last)


def _row(
    placed: list[list[Cell]], columns: list[Column], notes: _Notes, carried: _Carried
) -> tuple[list[Row], list[Clause], _Carried]:
    """The figures and the text of one row."""
    named = [cells for cells, column in zip(placed, columns, strict=True) if column.role is Role.TEXT and cells]
    groups = [
        "".join(cell.text for cell in cells)
        for cells, column in zip(placed, columns, strict=True)
        if cells and (column.role is Role.GROUP or (column.role is Role.TEXT and cells is not named[-1]))
    ]
    lead = _owners(placed, columns, Role.LEAD)
    carried = _Carried("".join(groups) or carried.group, lead or carried.lead)
    support = _owners(placed, columns, Role.SUPPORT)
    if not named:
        return [], [], carried
    figures = _figures(named[-1], placed, columns, notes, carried, support)
    texts = [
        Clause(cell.start, cell.text, column.role is Role.DONE, carried.lead, support)
        for cells, column in zip(placed, columns, strict=True)
        if column.role in {Role.WANT, Role.DONE} or (column.role is Role.TEXT and not figures)
        for cell in cells
        if figure_of(cell.text) is None and any(char.isdigit() for char in cell.text)
    ]
    return figures, texts, carried


def _owners(placed: list[list[Cell]], columns: list[Column], role: Role) -> tuple[str, ...]:
    return tuple(
        name
        for cells, column in zip(placed, columns, strict=True)
        if column.role is role
        for cell in cells
        for name in re.split("[、, ]+", cell.text)
        if name and kind_of(name) is not Kind.EMPTY
    )


def _figures(
    named: list[Cell], placed: list[list[Cell]], columns: list[Column], notes: _Notes, carried: _Carried,
    support: tuple[str, ...],
) -> list[Row]:  # fmt: skip
    name = "".join(cell.text for cell in named)
    name = without_lead(name) or name
    end = named[-1].start + len(named[-1].text)
    unit = next(
        (cells[0].text for cells, c in zip(placed, columns, strict=True) if c.role is Role.UNIT and cells), None
    )
    if unit is None and (match := re.search(r"\(([^()]{1,12})\)$", name)) and find_unit(match.group(1)) is not None:
        unit, name = match.group(1), name[: match.start()]
    unit = None if unit is None or kind_of(unit) is Kind.EMPTY else unit
    if len(name) > _LONGEST_CELL or not name.strip("0123456789. ") or _is_sentence(name):
        return []
    group = " > ".join(part for part in (notes.title, carried.group) if part)
    made: list[Row] = []
    base: tuple[str | None, int | None, str] = (None, None, "")
    for cells, column in zip(placed, columns, strict=True):
        figure = figure_of(cells[0].text) if cells and column.role in _VALUES else None
        if figure is None or figure.value is None:
            continue
        if column.role is Role.BASE:
            moved = "*" in cells[0].text and notes.year is not None
            year = notes.year if moved else column.year
            base = figure.value, year, notes.note if moved else f"表中{year}年一栏" if year else ""
            continue
        printed = (figure.unit.text if figure.unit is not None else None) or unit
        made.append(
            Row(
                name, named[0].start, end, printed, group, figure.value, figure.high, str(figure.comparator),
                column.role is Role.DONE, column.year, *base, carried.lead, support,
                f"{cells[0].text.rstrip('* ')}{'' if figure.unit is not None else unit or ''}",
            )
        )  # fmt: skip
    return made


def _is_sentence(name: str) -> bool:
    """Whether what stands in the name's column says a figure itself: 建成8家卫生院."""
    if any(char in name for char in ",。;"):
        return True
    figures = find_figures(name, tokenize(name).tokens) if any(char.isdigit() for char in name) else []
    return any(figure.unit is not None and figure.unit.countable for figure in figures)


def _notes(cells: list[tuple[int, Cell]], first: int, after: int) -> _Notes:
    before = cells[first - 1][1].text.strip() if first else ""
    title = before if len(before) <= _LONGEST_CELL and "。" not in before else ""
    for _, cell in cells[after : after + 3]:
        if cell.text.startswith(_NOTE) and "*" in cell.text:
            match = re.search("((?:19|20)[0-9]{2})年", cell.text)
            if match:
                return _Notes(title, cell.text, int(match.group(1)))
    return _Notes(title, "", None)
