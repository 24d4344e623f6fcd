"""Every figure that judging can ask for: this period's, earlier ones', what the plan knows (docs/judging.md §7, §8)."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from sctarget.evaluate.gather import known_at
from sctarget.evaluate.rounding import WIDE
from sctarget.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sctarget.evaluate.answers import Answer, Settled
    from sctarget.evaluate.derived import Base
    from sctarget.evaluate.gather import Gathered
    from sctarget.model.growth import Need
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan

PLAN_NAME = "计划"
"""Stands for the department where a figure is the plan's own."""


def planned_bases(indicator: Indicator, need: Need) -> Iterator[Base]:
    """What the plan itself says about the period that a change is measured from."""
    from sctarget.evaluate.derived import Base, Origin
    from sctarget.model.history import known_figure

    found = known_figure(indicator, need.period)
    if found is not None:
        value, where = found
        yield Base(value, need.period, Origin(where), sources=((PLAN_NAME, indicator.source),))


class Known:
    """The plan, the day and what was returned, put in order."""

    def __init__(self, plan: Plan, gathered: Gathered, day: date) -> None:
        self.plan = plan
        self.gathered = gathered
        self.day = day
        self._computed: dict[tuple[str, date], Answer] = {}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators of the plan by id."""
        return {item.id: item for item in self.plan.indicators}

    def answer(self, indicator: Indicator) -> Answer:
        """What is known of an indicator for the current period: reported, else computed of others."""
        if not indicator.computed or not self.gathered.settled:
            return self.gathered.answers[indicator.id]
        return self.answer_in(indicator, self.gathered.settled[0])

    def answer_in(self, indicator: Indicator, settled: Settled) -> Answer:
        """What the forms of one period end say about an indicator, or what follows from what they say about others."""
        periods = self.gathered.settled
        if settled is periods[0]:
            reported = self.gathered.answers[indicator.id]
        else:
            number = next(number for number, each in enumerate(periods) if each is settled)
            reported = known_at(indicator, self.plan, periods[number:])[0]
        if not indicator.computed:
            return reported
        key = (indicator.id, settled.period.end)
        if key not in self._computed:
            self._computed[key] = reported  # what a formula that leads back to itself would find
            self._computed[key] = self._compute(indicator, reported, settled)
        return self._computed[key]

    def _compute(self, indicator: Indicator, reported: Answer, settled: Settled) -> Answer:
        from sctarget.evaluate.computed import count_answer, formula_answer

        if indicator.formula is not None:
            return formula_answer(self, indicator, indicator.formula, reported, settled)
        return count_answer(self, indicator, reported, settled)

    def bases(self, indicator: Indicator, need: Need) -> Iterator[Base]:
        """The figures that a change may be measured from, the most reliable first.

        The plan's own, then that of an earlier return, last the 上年同期 of the current one.
        """
        from sctarget.evaluate.derived import Base, Origin

        yield from planned_bases(indicator, need)
        for settled in self.gathered.settled:
            if _speaks_of(indicator, settled.period, need.period):
                answer = self.answer_in(indicator, settled)
                if isinstance(answer.value, Decimal):
                    yield Base(answer.value, need.period, Origin.RETURNED, answer.provisional, answer.sources)
                    break
        yield from self._typed(indicator, need.period)

    def _typed(self, indicator: Indicator, wanted: Period) -> Iterator[Base]:
        """What the departments typed as 上年同期, added up where each reports a part; None where one has not."""
        now = self.gathered.settled[0] if self.gathered.settled else None
        if now is None or not _year_before(indicator, now.period, wanted):
            return
        signed = [(name, each) for name, each in now.figures.get(indicator.id, []) if each.last_year is not None]
        if not signed or (indicator.shared and {name for name, _ in signed} != set(indicator.reporters)):
            return
        from sctarget.evaluate.derived import Base, Origin

        total = Decimal(0)
        for _, figure in signed if indicator.shared else signed[:1]:
            total = WIDE.add(total, figure.last_year or Decimal(0))
        sources = tuple(
            (name, Source(each.own_source.file, each.own_source.sheet, sha256=each.own_source.sha256))
            for name, each in signed
        )
        yield Base(total, wanted, Origin.LAST_YEAR, sources=sources)


def _speaks_of(indicator: Indicator, reported: Period, wanted: Period) -> bool:
    """Whether a return of a period gives the figure of another; what is returned counts from 1 January."""
    if indicator.data_year:
        return reported.year + indicator.data_year == wanted.year
    return reported.end == wanted.end


def _year_before(indicator: Indicator, reported: Period, wanted: Period) -> bool:
    """Whether 上年同期 of a period's form is the figure of another period."""
    if indicator.data_year:
        return reported.year - 1 + indicator.data_year == wanted.year
    return (reported.year - 1, reported.end.month) == (wanted.year, wanted.end.month)
