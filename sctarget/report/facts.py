"""One indicator for whoever draws it: exact values beside the finished words (docs/report.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.gap import demand_of
from sctarget.evaluate.rounding import to_decimal
from sctarget.model.period import parse_period
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
from sctarget.report.words import status_words

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.period import Period
    from sctarget.model.plan import Rules


def facts_of(verdict: Verdict, evaluation: Evaluation) -> Facts:
    """What a chart of one verdict is drawn from."""
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
        points_of(verdict, rules),
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


def points_of(verdict: Verdict, rules: Rules) -> tuple[Point, ...]:
    """The known figures in the order of time: baseline, history, last year, now.

    Of a flow only those that count as many months as the last one: a year does not stand beside half a year.
    """
    indicator, actual = verdict.indicator, verdict.actual
    known: dict[Period, Decimal] = {}
    if indicator.baseline is not None and (year := parse_period(str(indicator.baseline.year))) is not None:
        known[year] = row_quantity(indicator.baseline.value, indicator)
    known.update((period, row_quantity(quantity, indicator)) for period, quantity in indicator.history)
    if actual is not None:
        year_of = figure_year(actual, indicator)
        own = parse_period(str(year_of)) if indicator.data_year else actual.period
        earlier = parse_period(f"{year_of - 1}{own.text[4:]}") if own is not None else None
        if earlier is not None and verdict.last_year is not None:
            known[earlier] = verdict.last_year
        if own is not None:
            known[own] = actual.value
    if not indicator.kind.level and known:
        length = max(known, key=lambda period: period.end).text[4:]
        known = {period: value for period, value in known.items() if period.text[4:] == length}
    by_day = {period.end: (period, known[period]) for period in sorted(known, key=lambda period: period.end)}
    return tuple(
        Point(day, period.chinese, value, with_unit(figure(value, rules), indicator.unit))
        for day, (period, value) in by_day.items()
    )
