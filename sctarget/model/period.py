"""Periods (报告期): 2023, 2023H1, 2023Q2, 2023-06, and 2022-2025 for a plan."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_PERIOD = re.compile(r"(?P<year>\d{4})(?:(?P<part>H[12]|Q[1-4])|-(?P<month>0[1-9]|1[0-2])|-(?P<last>\d{4}))?")


FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years that a plan can mean; anything else is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months, e.g. 2023Q2; ``text`` is how it is written everywhere."""

    text: str
    start: date
    end: date

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.end.year

    @property
    def chinese(self) -> str:
        """As people say it, e.g. 2023年上半年."""
        if self.start.year != self.end.year:
            return f"{self.start.year}—{self.end.year}年"
        tail = self.text[4:]
        if not tail:
            return f"{self.year}年"
        if tail[0] == "H":
            return f"{self.year}年{'上' if tail == 'H1' else '下'}半年"
        if tail[0] == "Q":
            return f"{self.year}年{'一二三四'[int(tail[1]) - 1]}季度"
        return f"{self.year}年{int(tail[1:])}月"

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period | None:
    """The period that a string writes, or None, e.g. ``parse_period("2023H1")``."""
    match = _PERIOD.fullmatch(text.strip().upper())
    if match is None:
        return None
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    first, last, last_year = 1, 12, year
    if part := match["part"]:
        length = 6 if part[0] == "H" else 3
        first = (int(part[1]) - 1) * length + 1
        last = first + length - 1
    elif month := match["month"]:
        first = last = int(month)
    elif match["last"]:
        last_year = int(match["last"])
        if not year < last_year <= LAST_YEAR:
            return None
    return Period(match.group(), date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))


def year_end(year: int) -> date:
    """31 December of a year."""
    return date(year, 12, 31)
