"""An indicator's figures from period to period, oldest first (docs/judging.md §14)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.derived import Origin
from sctarget.evaluate.pace import figure_date
from sctarget.evaluate.rounding import plain_text
from sctarget.model.history import known_figure
from sctarget.model.period import Period, parse_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sctarget.evaluate.answers import Answer, Settled
    from sctarget.evaluate.gap import Demand
    from sctarget.evaluate.known import Known
    from sctarget.model.plan import Indicator


class Reported(NamedTuple):
    """What was known of an indicator at a period's end, and the day that its figure speaks of.

    ``own`` is the figure of the period alone where the form asks for it, else the same as ``answer``.
    """

    period: Period
    day: date
    answer: Answer
    own: Answer
    settled: Settled

    @property
    def value(self) -> Fraction | None:
        """The figure in the row's unit, None where there is none."""
        value = self.answer.value
        return Fraction(value) if isinstance(value, Decimal) else None


class LastYear(NamedTuple):
    """The figure of the same period a year before; ``other`` is what 上年同期 says where it says something else."""

    value: Decimal
    origin: Origin
    other: Decimal | None = None


def reported(indicator: Indicator, known: Known) -> tuple[Reported, ...]:
    """The answers of every period, computed ones too."""
    found = []
    for each in known.gathered.settled:
        answer = own = known.answer_in(indicator, each)
        period = each.period
        if indicator.by_period:
            from sctarget.evaluate.periodic import own_answer

            own = own_answer(indicator, each)[0]
            period = own.period or period
        found.append(Reported(period, figure_date(indicator, period.end), answer, own, each))
    return tuple(reversed(found))


def last_year(
    indicator: Indicator, series: Sequence[Reported], now: Reported, *, cumulative: bool = False
) -> LastYear | None:
    """The figure of a year before: the plan's, else last year's return, else the 上年同期 that was typed.

    Of rows that ask for the period alone it is the period's own, with ``cumulative`` the sum up to then, which only
    returns can give.
    """
    before = _year_earlier(now.period)
    alone = indicator.by_period and not cumulative
    summed = indicator.by_period and cumulative
    typed = None if summed else now.own.last_year
    known = None if summed else known_figure(indicator, _own_period(indicator, before))
    if known is not None:
        figure, where = known
        return LastYear(figure, Origin(where), typed if typed != figure else None)
    for each in series:
        value = (each.own if alone else each.answer).value
        same = each.period == before if alone else each.period.end == before.end
        if same and isinstance(value, Decimal):
            return LastYear(value, Origin.RETURNED, typed if typed != value else None)
    return None if typed is None else LastYear(typed, Origin.LAST_YEAR)


def _own_period(indicator: Indicator, reported_: Period) -> Period:
    """The period that the figure of a form speaks of: for lagged data the year of the data."""
    if not indicator.data_year:
        return reported_
    return parse_period(str(reported_.year + indicator.data_year)) or reported_


def _year_earlier(period: Period) -> Period:
    text = f"{period.year - 1}{period.text[4:]}"
    found = parse_period(text)
    return found if found is not None else period


def fallen(indicator: Indicator, demand: Demand, series: Sequence[Reported]) -> str:
    """What to say of a level that had reached its target before and does not any more; empty where it had not.

    E.g. 2023年二季度曾达到（12家），现在没有保持住.
    """
    for each in reversed(series[:-1]):
        value = each.answer.value
        if isinstance(value, Decimal) and demand.satisfied(Fraction(value)):
            return f"{each.period.chinese}曾达到（{plain_text(value)}{indicator.unit}），现在没有保持住"
    return ""
