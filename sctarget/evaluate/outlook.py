"""What is said of the end of a running target: a forecast, and the rate still required (docs/judging.md §13).

Values are in the row's unit, rates per month or per year, all exact.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal


class ForecastMethod(StrEnum):
    """How it was worked out: at the average rate up to now, or by the share that last year had done by then."""

    AVERAGE_RATE = "average_rate"
    LAST_YEAR_SHARE = "last_year_share"


class Per(StrEnum):
    """What a rate is counted by."""

    MONTH = "month"
    YEAR = "year"


class Rate(NamedTuple):
    """An average: ``amount`` per month or year over so many of them, e.g. 3 a year over 2 years."""

    per: Per
    amount: Decimal
    over: Decimal


class Forecast(NamedTuple):
    """Where the figure will stand on ``due`` if it goes on like this, and what that was worked out from.

    ``low`` and ``high`` are what the slowest and the fastest stretch up to now would give.  ``start`` is where the rate
    ``past`` is counted from; ``last_year`` the figures of the same period and of the whole of last year.
    """

    method: ForecastMethod
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    due: dt.date
    meets: bool
    points: int
    now: tuple[dt.date, Decimal]
    start: tuple[dt.date, Decimal] | None = None
    past: Rate | None = None
    remaining: Decimal | None = None
    last_year: tuple[Decimal, Decimal] | None = None


class Required(NamedTuple):
    """How fast it must go from now on to stand at ``aim`` on ``due``; ``past`` is how fast it went, if that is known.

    ``growth``: the amounts are fractions by which the figure grows each year.  ``limit``: ``needed`` is what may still
    be used at most.  ``strict``: the aim itself is not enough (超过, 低于).
    """

    needed: Rate
    past: Rate | None
    now: tuple[dt.date, Decimal]
    start: tuple[dt.date, Decimal] | None
    aim: Decimal
    due: dt.date
    growth: bool = False
    limit: bool = False
    strict: bool = False


class Outlook(NamedTuple):
    """Both for one running indicator; ``unforecast`` says why there is no forecast, empty where there is one."""

    forecast: Forecast | None
    unforecast: str
    required: Required | None
