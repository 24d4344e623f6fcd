"""The rows of a table → its figures and the cells that are text, with names, units, owners, bases and footnotes."""

from __future__ import annotations

import re
from typing import NamedTuple

from sctarget.grammar.columns import Cell, Column, Kind, Role, figure_of, kind_of, lay
from sctarget.grammar.figures import find_figures
from sctarget.grammar.naming import without_lead
from sctarget.grammar.tokens import tokenize
from sctarget.model.units import find_unit

LONGEST_CELL = 60
"""A longer cell holds a sentence, not a name."""

VALUES = (Role.WANT, Role.DONE, Role.BASE, Role.GROWTH)
"""The columns that hold figures."""

NOTE = ("注", "备注", "说明", "*")
"""How a footnote begins."""


class Row(NamedTuple):
    """One figure of a table: its name and place, group, value as printed, its start with its year, who owes it.

    ``done`` is None when the table does not tell whether the figure was reached or is wanted.
    """

    name: str
    start: int
    end: int
    unit: str | None
    group: str
    value: str
    high: str | None
    comparator: str
    done: bool | None
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


class Notes(NamedTuple):
    """What stands around a table: its caption, and the footnote that moves the year of values with *."""

    title: str
    note: str
    year: int | None


def table_of(
    rows: list[list[Cell]], columns: list[Column], notes: Notes, first: int, last: int, *, laid: bool = False
) -> Table:
    """A table from its rows; ``laid`` says that each cell stands in its column already."""
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
    placed: list[list[Cell]], columns: list[Column], notes: Notes, carried: _Carried
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
    named: list[Cell], placed: list[list[Cell]], columns: list[Column], notes: Notes, carried: _Carried,
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
    if len(name) > LONGEST_CELL or not name.strip("0123456789. ") or _is_sentence(name):
        return []
    group = " > ".join(part for part in (notes.title, carried.group) if part)
    made: list[Row] = []
    base: tuple[str | None, int | None, str] = (None, None, "")
    beside: Column | None = None
    for cells, column in zip(placed, columns, strict=True):
        whole = column if beside is None or column.role is not Role.GROWTH else _of_growth(column, beside)
        beside = column if column.role in VALUES and column.role is not Role.GROWTH else beside
        figure = figure_of(cells[0].text) if cells and column.role in VALUES else None
        if figure is None or figure.value is None or (column.role is Role.GROWTH and whole.role is Role.BASE):
            continue
        if column.role is Role.BASE:
            moved = "*" in cells[0].text and notes.year is not None
            year = notes.year if moved else column.year
            base = figure.value, year, notes.note if moved else f"表中{year}年一栏" if year else ""
            continue
        grown = column.role is Role.GROWTH
        told = column.unit or "%" if grown else unit or column.unit
        printed = figure.unit.text if figure.unit is not None else told
        called = name + _growth_word(name, column.caption) if grown else name
        done = None if whole.neutral else whole.reached
        made.append(
            Row(
                called, named[0].start, end, printed, group, figure.value, figure.high, str(figure.comparator),
                done, whole.year, *((None, None, "") if grown else base), carried.lead, support,
                f"{cells[0].text.rstrip('* ')}{'' if figure.unit is not None else told or ''}",
            )
        )  # fmt: skip
    return made


def _growth_word(name: str, caption: str) -> str:
    """What a column of growth adds to a name: 增速 for 增速(%), 增长 for 比上年增长; nothing to a name that has it."""
    word = next((each for each in ("增速", "增幅") if each in caption), "增长")
    return "" if name.endswith(("增速", "增幅", "增长", "增长率")) else word


def _of_growth(column: Column, beside: Column) -> Column:
    """A column of growth that tells nothing itself has tense and year of the figures in front of it."""
    return beside._replace(year=column.year or beside.year) if column.neutral else column


def _is_sentence(name: str) -> bool:
    """Whether what stands in the name's column says a figure itself: 建成8家卫生院."""
    if any(char in name for char in ",。;"):
        return True
    figures = find_figures(name, tokenize(name).tokens) if any(char.isdigit() for char in name) else []
    return any(figure.unit is not None and figure.unit.countable for figure in figures)


def notes_around(cells: list[tuple[int, Cell]], first: int, after: int) -> Notes:
    """The caption above a table and the footnote below it; ``first`` and ``after`` are places among the cells."""
    before = cells[first - 1][1].text.strip() if first else ""
    title = before if len(before) <= LONGEST_CELL and "。" not in before else ""
    for _, cell in cells[after : after + 3]:
        if cell.text.startswith(NOTE) and "*" in cell.text:
            match = re.search("((?:19|20)[0-9]{2})年", cell.text)
            if match:
                return Notes(title, cell.text, int(match.group(1)))
    return Notes(title, "", None)
