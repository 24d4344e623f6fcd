"""The neutral table: columns and wording are decided once, in the views; writers only render it (docs/output.md)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from sctarget.evaluate.result import Light

Place = Literal["column", "line", "page", "data"]
"""``line``: under its row where room is short; ``page``: not on a terminal; ``data``: only in CSV, for programs."""


class Column(NamedTuple):
    """One column, e.g. ``Column("actual", "实际完成", "right")``.

    ``priority`` 0 never goes; of the others the highest goes first when a terminal is narrow.  ``width`` is what is
    comfortable before text must wrap, in halves of a Chinese character.
    """

    key: str
    caption: str
    align: Literal["left", "right", "center"] = "left"
    priority: int = 0
    width: int = 8
    place: Place = "column"


class Cell(NamedTuple):
    """Finished text, people's own words included as they are, and the light it carries.

    ``value`` is the exact number that the text shows, for a spreadsheet: 1.128205… for ``112.8%``; a date for a date.
    """

    text: str
    light: Light | None = None
    value: Decimal | dt.date | None = None


class Table(NamedTuple):
    """A title, columns, rows with one cell per column, and notes that stand below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


class Page(NamedTuple):
    """What one command shows: a title, sentences above the tables, the tables, notes at the foot."""

    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


EMPTY = "—"
"""What people see where there is nothing; never an empty cell, and never 0."""


def page_columns(table: Table, *hidden: Place) -> list[int]:
    """Which columns a table for people has: not ``data``, not the hidden places, none that is empty in every row."""
    return [
        index
        for index, column in enumerate(table.columns)
        if column.place != "data"
        and column.place not in hidden
        and (not table.rows or any(row[index].text for row in table.rows))
    ]


def picked(table: Table, keys: frozenset[str]) -> Table:
    """The table with only the columns of these keys."""
    kept = [index for index, column in enumerate(table.columns) if column.key in keys]
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return table._replace(columns=tuple(table.columns[index] for index in kept), rows=rows)


def visible(text: str) -> str:
    r"""The text with control, direction-changing and unprintable characters written out, e.g. ``\x1b``.

    Line feeds stay, for the writers to place; tabs and odd spaces become a blank.
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(each) for each in text.replace("\r\n", "\n").replace("\r", "\n"))


def _visible_character(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")
