"""One indicator for whoever draws it: exact values beside the finished words (docs/report.md §5)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.gap import demand_of
from sctarget.evaluate.rounding import to_decimal
from sctarget.model.period import parse_period
from sctarget.model.plan import Span
from sctarget.report.document import Facts, Point
from sctarget.report.figures import (
    actual_words,
    baseline_words,
    completion_words,
    demand_words,
    expected_figure,
    figure,
    figure_year,
    row_quantity,
    running,
    with_unit,
)
from sctarget.report.sentences import indicator_sentence
from sctarget.report.titles import reported_span
from sctarget.report.words import status_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.evaluate.trend import Point as Seen
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Rules

_DECEMBER = 12


def facts_of(verdict: Verdict, evaluation: Evaluation, series: Sequence[Seen] = ()) -> Facts:
    """What a chart of one verdict is drawn from; ``series`` are its figures of several periods, if known."""
    indicator, rules = verdict.indicator, evaluation.plan.rules
    low, high = _bounds(verdict, rules)
    return Facts(
        indicator.id,
        indicator.label,
        indicator.group or "",
        indicator.unit.text,
        indicator.lead or indicator.reporters,
        verdict.status,
        verdict.light,
        status_words(verdict),
        indicator_sentence(verdict, evaluation),
        demand_words(verdict),
        actual_words(verdict, evaluation),
        completion_words(verdict, rules),
        None if low is None or indicator.target is None else indicator.target.comparator,
        low,
        high,
        None if verdict.actual is None else verdict.actual.value,
        None if indicator.baseline is None else row_quantity(indicator.baseline.value, indicator),
        verdict.pace.expected if verdict.pace is not None and running(verdict) else None,
        verdict.completion,
        points_of(verdict, rules, series),
        baseline_words(indicator),
        expected_figure(verdict, rules) if running(verdict) else "",
    )


def _bounds(verdict: Verdict, rules: Rules) -> tuple[Decimal | None, Decimal | None]:
    """What is demanded, in the row's unit: the same number twice except for a range."""
    indicator = verdict.indicator
    demand = (
        None if indicator.target is None else demand_of(indicator.target, indicator.unit, rules, indicator.unit_also)
    )
    return (None, None) if demand is None else (to_decimal(demand.low), to_decimal(demand.high))


def points_of(verdict: Verdict, rules: Rules, series: Sequence[Seen] = ()) -> tuple[Point, ...]:
    """The known figures in the order of time: baseline, history, last year, every period that was reported, now."""
    indicator, actual = verdict.indicator, verdict.actual
    known: dict[Period, Decimal] = {}
    if indicator.baseline is not None and (year := parse_period(str(indicator.baseline.year))) is not None:
        known[year] = row_quantity(indicator.baseline.value, indicator)
    known.update((period, row_quantity(quantity, indicator)) for period, quantity in indicator.history)
    for each in series:
        period = _period_of(each.period, each.day.year, indicator)
        if period is not None and isinstance(each.value, Decimal):
            known[period] = each.value
    if actual is not None:
        own = _period_of(actual.period, figure_year(actual, indicator), indicator)
        earlier = None if own is None else parse_period(f"{own.year - 1}{own.text[4:]}")
        if earlier is not None and verdict.last_year is not None:
            known[earlier] = verdict.last_year
        if own is not None:
            known[own] = actual.value
    if not indicator.kind.level and indicator.span is not Span.PLAN:
        known = _comparable(known)
    by_day = {period.end: (period, known[period]) for period in sorted(known, key=lambda period: period.end)}
    return tuple(
        Point(day, _span(period, indicator), value, with_unit(figure(value, rules), indicator.unit))
        for day, (period, value) in by_day.items()
    )


def _span(period: Period, indicator: Indicator) -> str:
    """What a figure covers: an amount is counted from the start of the year, so 三季度 is 前三季度."""
    if indicator.kind.level or period.end.month == _DECEMBER:
        return period.chinese
    return reported_span(period.end, year=True)


def _period_of(period: Period, year: int, indicator: Indicator) -> Period | None:
    """The period that a figure speaks of: of lagged data the whole of an earlier year."""
    return parse_period(str(year)) if indicator.data_year else period


def _comparable(known: dict[Period, Decimal]) -> dict[Period, Decimal]:
    """Amounts that stand on one line: how the last year grew, or the same stretch of several years, what has more."""
    if not known:
        return known
    last = max(known, key=lambda period: period.end)
    grown = {period: value for period, value in known.items() if period.year == last.year}
    alike = {period: value for period, value in known.items() if period.text[4:] == last.text[4:]}
    return alike if len(alike) > len(grown) else grown
