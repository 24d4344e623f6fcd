"""A table that lost every mark between its cells: ``…总量（万吨）2551.72347.6-8%2…`` → rows.

The figures of a row stand together; they are parted where the parts agree: with the growth printed behind them, else
where both have as many decimals and are of one size.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sctarget.model.units import find_unit

_LONGEST_RUN = 40
_HEADER = r"序号.{0,40}?指 {0,6}标.{0,20}?((?:19|20)[0-9]{2})年.{0,6}?((?:19|20)[0-9]{2})年(.{0,30}?)(?=1[^0-9年.])"
_ROW = r"(?:[0-9]{1,2} ?)?([^0-9()<>≤≥;。]{2,60})\(([^()]{1,10})\)([<>≤≥]?[0-9][<>≤≥0-9.,-]{2,40})(%|个百分点)?"


class RunRow(NamedTuple):
    """One row: its name and place, the unit, the start, the target with its sign, the growth with its unit."""

    name: str
    start: int
    end: int
    unit: str
    base: str
    sign: str
    target: str
    growth: str | None
    growth_unit: str | None


class RunTable(NamedTuple):
    """The rows with the two years, and the characters that the table takes."""

    rows: list[RunRow]
    first: int
    last: int
    start: int
    end: int
    caption: str


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def find_run_table(text: str) -> RunTable | None:
    """The first such table of a plain paragraph, or None."""
    header = _pattern(_HEADER).search(text) if "序号" in text else None
    if header is None:
        return None
    growing = "增长" in header.group(3) or "比" in header.group(3)
    rows: list[RunRow] = []
    place = header.end()
    while (match := _pattern(_ROW).match(text, _skip(text, place))) is not None:
        row = _row(match, growing=growing, ordinal=len(rows) + 2)
        if row is None:
            break
        rows.append(row)
        place = row.end
    if not rows:
        return None
    return RunTable(
        rows, int(header.group(1)), int(header.group(2)), header.start(), place, text[: header.start()].strip()
    )


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _row(match: re.Match[str], *, growing: bool, ordinal: int) -> RunRow | None:
    name, unit, run, sign = match.group(1).strip(), match.group(2), match.group(3), match.group(4)
    if find_unit(unit) is None or len(run) > _LONGEST_RUN or (growing and sign is None):
        return None
    if not growing and run.endswith(str(ordinal)):
        run = run[: -len(str(ordinal))]
    best = _split(run, points=sign == "个百分点", growing=growing)
    if best is None:
        return None
    base, mark, target, growth = best
    end = match.end() if growing else match.start(3) + len(run)
    return RunRow(name, match.start(1), end, unit, base, mark, target, growth, sign if growing else None)


def _split(run: str, *, points: bool, growing: bool) -> tuple[str, str, str, str | None] | None:
    """The parts of a run of figures that agree with one another best."""
    number = r"[0-9]+(?:\.[0-9]+)?"
    found: list[tuple[Decimal, tuple[str, str, str, str | None]]] = []
    for first in range(1, len(run)):
        base = run[:first]
        if not _pattern(number).fullmatch(base):
            continue
        for second in range(first + 1, len(run) + 1):
            middle, rest = run[first:second], run[second:]
            sign = middle[0] if middle[0] in "<>≤≥" else ""
            target = middle.removeprefix(sign)
            if not _pattern(number).fullmatch(target) or (growing and not _pattern("-?" + number).fullmatch(rest)):
                continue
            if not growing and rest:
                continue
            off = _disagreement(base, target, rest if growing else None, points=points)
            found.append((off, (base, sign, target, rest if growing else None)))
    if not found:
        return None
    off, best = min(found, key=lambda pair: pair[0])
    return best if off <= 1 else None


def _disagreement(base: str, target: str, growth: str | None, *, points: bool) -> Decimal:
    low, high = Decimal(base), Decimal(target)
    if growth is None:
        same = len(base.partition(".")[2]) == len(target.partition(".")[2])
        size = max(low, high) / max(min(low, high), Decimal("0.001"))
        return (Decimal(0) if same else Decimal(2)) + size / 20
    if not low:
        return Decimal(9)
    change = high - low if points else (high / low - 1) * 100
    decimals = len(base.partition(".")[2]) != len(target.partition(".")[2])
    return abs(change - Decimal(growth)) + (Decimal("0.3") if decimals else 0)
