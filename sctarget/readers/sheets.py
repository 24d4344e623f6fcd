"""Sheets as plain cells, whatever format they came in: what stands there, and what could be hidden behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sctarget.model.units import plain
from sctarget.readers.archive import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_MERGED = 5000
_SIGNIFICANT = Context(prec=15)
_LARGEST_POWER = 30
_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?\s*")
_UNPRINTABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
_LAYOUT = str.maketrans(dict.fromkeys("\t\n\r\u3000\xa0"))


class Cell(NamedTuple):
    """One cell that is not empty: kind is number, text, bool, date, error, or blank (a formula nobody calculated).

    ``value`` is a Decimal for numbers (0.4 where 40% is shown), True or False for bools, else None; ``text`` is what a
    person sees, a date's with its serial number beside it.  ``unseen`` ones have the format ``;;;`` or white letters.
    """

    kind: str
    value: Decimal | bool | None
    text: str
    percent: bool = False
    formula: str | None = None
    struck: bool = False
    unseen: bool = False


@dataclass(slots=True)
class Sheet:
    """The used cells of a sheet by (row, column) from 1, and its hidden rows and columns, merged ranges, notes.

    ``protected`` is None where the format does not tell; ``filtered`` is whether a filter was left on.
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    protected: bool | None = None
    filtered: bool = False

    def text(self, row: int, column: int) -> str:
        """What a cell shows, stripped; empty for no cell."""
        cell = self.cells.get((row, column))
        return "" if cell is None else cell.text.strip()

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep a cell.  Raises UnreadableError outside of what a form can be and for one that stands there twice."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise UnreadableError("unreadable_too_large", why=f"内容超出{MAX_ROWS}行×{MAX_COLUMNS}列")
        if (row, column) in self.cells:
            raise UnreadableError("unreadable_corrupt")
        self.cells[row, column] = cell

    def merge(self, areas: Iterable[tuple[int, int, int, int]]) -> None:
        """Keep merged ranges (first row, first column, last row, last column).  Raises UnreadableError for too many."""
        self.merged += areas
        if len(self.merged) > MAX_MERGED:
            raise UnreadableError("unreadable_too_large", why=f"合并单元格超过{MAX_MERGED}处")


class Book(Protocol):
    """A workbook; ``formats_seen`` is False where percent formats, formulas and hidden parts cannot be told."""

    names: tuple[str, ...]
    hidden: frozenset[str]
    macros: bool
    formats_seen: bool

    def sheet(self, name: str) -> Sheet:
        """One sheet, read when it is asked for."""


def printable(text: str) -> str:
    """A text that every screen and file can take: control characters and halves of characters become U+FFFD."""
    if text.isprintable() or text.translate(_LAYOUT).isprintable():
        return text
    return re.sub(_UNPRINTABLE, "\ufffd", text)


def clean_number(written: str) -> Decimal | None:
    """A stored number to 15 significant digits, e.g. 1.17 for ``1.1699999999999999``; None when it is not finite."""
    if _NUMBER.fullmatch(written) is None:
        return None
    exact = Decimal(written)
    if exact and abs(exact.adjusted()) > _LARGEST_POWER:
        return None
    return plain(_SIGNIFICANT.plus(exact).normalize())


def shown_number(written: str, value: Decimal) -> str:
    """The cleaned number, or what was stored where that differs by more than how binary figures are printed."""
    nearest = repr(float(written))
    return f"{value:f}" if clean_number(nearest) == Decimal(nearest) else written.strip()


def shown_percent(value: Decimal) -> str:
    """How a percent format shows a number, e.g. 41.5% for 0.415."""
    return f"{plain((value * 100).normalize()):f}%"


def shown_date(serial: Decimal, *, from_1904: bool) -> str:
    """How a date format shows a number, with the number, e.g. ``2023-12-15（序列值45275）``."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  (workbooks know no time zone)
    try:
        moment = start + timedelta(days=float(serial))
    except OverflowError:
        return f"{serial}（日期格式）"
    if serial < 1:
        return f"{moment:%H:%M:%S}（序列值{serial}）"
    day = moment.date() if serial == serial.to_integral_value() else moment.replace(microsecond=0)
    return f"{day}（序列值{serial}）"
