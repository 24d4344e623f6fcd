"""What the plan itself knows of other periods: ``history`` and ``baseline`` (docs/judging.md §8, §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.errors import UnitMismatchError
from sctarget.model.period import Period, parse_period
from sctarget.model.units import convert

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.model.plan import Indicator
    from sctarget.model.quantity import Quantity


def last_year_value(indicator: Indicator, period: Period) -> Decimal | None:
    """The figure of the same period a year earlier, in the row's unit, from the plan's history or baseline.

    Lagged data (``data_year``) are compared a year before their own year.  None of what several departments add up:
    the plan knows the sum only.
    """
    if indicator.shared or not (indicator.history or indicator.baseline):
        return None
    year = period.year - 1 + indicator.data_year
    same = parse_period(str(year) if indicator.data_year else f"{year}{period.text[4:]}")
    if same is None or period.start.year != period.end.year:
        return None
    known = known_figure(indicator, same)
    return None if known is None else known[0]


def known_figure(indicator: Indicator, period: Period) -> tuple[Decimal, str] | None:
    """What the plan itself says about a period, in the row's unit, and where: ``history`` or ``baseline``.

    Levels and sums since 1 January are those of the day they end on: 2022H1 is also 2022Q2, 2022 also 2022Q4.
    """
    ends = not indicator.by_period
    for when, quantity in indicator.history:
        if when == period or (ends and when.end == period.end):
            return _located(quantity, indicator, "history")
    baseline = indicator.baseline
    whole = len(period.text) == 4 or (ends and (period.end.month, period.end.day) == (12, 31))  # noqa: PLR2004
    if baseline is not None and whole and baseline.year == period.year:
        return _located(baseline.value, indicator, "baseline")
    return None


def _located(quantity: Quantity, indicator: Indicator, where: str) -> tuple[Decimal, str] | None:
    value = in_row(quantity, indicator)
    return None if value is None else (value, where)


def in_row(quantity: Quantity, indicator: Indicator) -> Decimal | None:
    """A figure of the plan in the unit of its row, None where it does not convert exactly."""
    if quantity.unit in indicator.unit_also:
        return quantity.value
    try:
        return convert(quantity.value, quantity.unit, indicator.unit)
    except UnitMismatchError:
        return quantity.value if not quantity.unit.text else None
