"""Figures over the periods, each against last year's and the one before it (docs/judging.md §14.4–14.7)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.compare import demand_in
from sctarget.evaluate.gap import completion
from sctarget.evaluate.gather import gather
from sctarget.evaluate.known import Known
from sctarget.evaluate.rounding import to_decimal
from sctarget.evaluate.schedules import months
from sctarget.evaluate.series import LastYear, Reported, last_year, reported
from sctarget.model.units import RANK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sctarget.evaluate.answers import Restated
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.actual import Absence, DataState, FormReturn
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator
    from sctarget.model.source import Source

_ONE_DAY = timedelta(days=1)
_YEAR = 12


class Change(NamedTuple):
    """How a figure moved: ``difference`` in the row's unit (points for percentages), ``rate`` a fraction of the base.

    ``words`` stand where a rate would mean nothing (the base is not above 0).
    """

    base: Decimal
    difference: Decimal
    rate: Decimal | None
    words: str = ""


class Point(NamedTuple):
    """What was known at the end of one period; ``own`` is the period's own figure where the form asks for it alone.

    ``year`` is 同比, ``previous`` 环比 (against the period ``before``); ``last_year`` is what 同比 was taken from.
    """

    period: Period
    day: dt.date
    value: Decimal | Absence
    state: DataState | None
    provisional: bool
    sources: tuple[tuple[str, Source], ...]
    own: Decimal | None = None
    completion: Decimal | None = None
    year: Change | None = None
    last_year: LastYear | None = None
    previous: Change | None = None
    before: Period | None = None
    restated: tuple[Restated, ...] = ()
    notes: tuple[str, ...] = ()


class Trend(NamedTuple):
    """One indicator from its first period to the present one, oldest first, with its verdict."""

    verdict: Verdict
    points: tuple[Point, ...]

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a figure."""
        return tuple(point for point in self.points if isinstance(point.value, Decimal))


def trends_of(evaluation: Evaluation, returns: Sequence[FormReturn]) -> tuple[Trend, ...]:
    """Every indicator over the periods that had ended on the day of judging, in the order of the plan."""
    plan = evaluation.plan
    known = Known(plan, gather(plan, returns, evaluation.as_of), evaluation.as_of)
    return tuple(
        Trend(verdict, _points(evaluation, verdict.indicator, reported(verdict.indicator, known)))
        for verdict in evaluation.verdicts
    )


def _points(evaluation: Evaluation, indicator: Indicator, series: tuple[Reported, ...]) -> tuple[Point, ...]:
    rules, demand = evaluation.plan.rules, demand_in(evaluation.plan, indicator)
    points = []
    for number, each in enumerate(series):
        answer, own = each.answer, each.own.value
        compared = own if isinstance(own, Decimal) else None
        base = last_year(indicator, series, each)
        before = None if compared is None else _before(indicator, series[:number], each)
        rate = None
        if demand is not None and each.value is not None:
            rate = completion(demand, each.value, rules.inverse)
        points.append(
            Point(
                each.period,
                each.day,
                answer.value,
                answer.state,
                answer.provisional,
                answer.sources,
                compared if indicator.by_period else None,
                None if rate is None else to_decimal(rate),
                None if base is None or compared is None else change(indicator, compared, base.value),
                base,
                None if before is None or compared is None else change(indicator, compared, before[1]),
                None if before is None else before[0],
                tuple(each.settled.restated.get(indicator.id, ())),
                answer.notes,
            )
        )
    return tuple(points)


def _before(indicator: Indicator, earlier: Sequence[Reported], now: Reported) -> tuple[Period, Decimal] | None:
    """What 环比 compares with: of a level the last figure that was reported, of a period's own the period just before.

    Amounts that are counted from the start of the year have none, nor has what is reported once a year.
    """
    for each in reversed(earlier):
        value = each.own.value
        if not isinstance(value, Decimal):
            continue
        if indicator.kind.level and each.day < now.day:
            return (each.period, value) if months(now.day) - months(each.day) < _YEAR else None
        adjacent = each.period.end + _ONE_DAY == now.period.start and _length(each.period) == _length(now.period)
        if indicator.by_period and adjacent:
            return each.period, value
    return None


def _length(period: Period) -> int:
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month


def change(indicator: Indicator, value: Decimal, base: Decimal) -> Change:
    """How a figure moved against another, e.g. 0.9 against 0.8 亿元: +12.5 %; percentages move by points."""
    difference = to_decimal(Fraction(value) - Fraction(base))
    if indicator.unit.percent or indicator.unit.dimension == RANK.dimension:
        return Change(base, difference, None)
    if base > 0:
        if value < 0:
            return Change(base, difference, None, "由正转负")
        return Change(base, difference, to_decimal(Fraction(difference) / Fraction(base)))
    if not difference:
        return Change(base, difference, None, "持平")
    if base < 0:
        return Change(base, difference, None, "由负转正" if value > 0 else "基数为负，不计算")
    return Change(base, difference, None, "基数为0，不计算")
