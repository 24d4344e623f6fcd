"""A finished figure → a number and the format under which a spreadsheet shows the same (docs/report.md §9).

A spreadsheet rounds in its own way (half up, after 15 digits), so a format like ``0.0%`` for a whole column would show
99.96 % as 100.0 % and 0.45 as 0.5.  Each cell gets the format of its own text, and it is looked at beforehand what
the spreadsheet would make of it.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sctarget.report.table import Cell

DATE_FORMAT = 'yyyy"年"m"月"d"日"'

_DIGITS = 15
"""A spreadsheet keeps so many digits of a number; one with more is written as text."""

_NUMBER = re.compile(r"(-?\d+)(?:\.(\d+))?(%?)", re.ASCII)
_EDGE = re.compile(r"[＜＞]-?\d+(?:\.\d+)?%?", re.ASCII)
_KEPT = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)


class Number(NamedTuple):
    """What goes into a cell, e.g. 1.128205 under ``0.0%``."""

    value: Decimal | dt.date
    format: str


def number_of(cell: Cell) -> Number | None:
    """The number behind a cell's text; None where the text has to stay text.

    ``number_of(Cell("112.8%", None, Decimal("1.1282")))`` is 1.1282 under ``0.0%``; of ``＜100%`` the format itself
    says ＜100%, so that the exact number can still be sorted and averaged.
    """
    if isinstance(cell.value, dt.date):
        return Number(cell.value, DATE_FORMAT)
    match = _NUMBER.fullmatch(cell.text)
    if match is None:
        if cell.value is not None and _EDGE.fullmatch(cell.text):
            return Number(_KEPT.plus(cell.value), f'"{cell.text}"')
        return None
    whole, fraction, percent = match[1], match[2] or "", match[3]
    shown = Decimal(f"{whole}.{fraction}" if fraction else whole)
    if len(shown.as_tuple().digits) > _DIGITS:
        return None
    places = len(fraction)
    if percent:
        shown, places = shown.scaleb(-2), places + 2
    exact = None if cell.value is None else _KEPT.plus(cell.value)
    value = exact if exact is not None and _shown_as(exact, places, shown) else shown
    return Number(value, f"0.{'0' * len(fraction)}{percent}" if fraction else f"0{percent}")


def _shown_as(value: Decimal, places: int, shown: Decimal) -> bool:
    """Whether a spreadsheet rounds the value to what is to be shown."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=_DIGITS + places + 5)) == shown
