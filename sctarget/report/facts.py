"""One indicator for whoever draws it: exact values beside the finished words (docs/report.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.gap import demand_of
from sctarget.evaluate.rounding import to_decimal
from sctarget.model.period import parse_period
from sctarget.report.document import Facts
from sctarget.report.figures import actual_words, completion_words, figure_year, row_quantity, running, target_words
from sctarget.report.sentences import indicator_sentence
from sctarget.report.words import status_words

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Verdict
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
        target_words(indicator),
        actual_words(verdict, evaluation),
        completion_words(verdict, rules),
        None if low is None or indicator.target is None else indicator.target.comparator,
        low,
        high,
        None if verdict.actual is None else verdict.actual.value,
        None if indicator.baseline is None else row_quantity(indicator.baseline.value, indicator),
        verdict.pace.expected if verdict.pace is not None and running(verdict) else None,
        verdict.completion,
        points_of(verdict),
    )


def _bounds(verdict: Verdict, rules: Rules) -> tuple[Decimal | None, Decimal | None]:
    """What is demanded, in the row's unit: the same number twice except for a range."""
    indicator = verdict.indicator
    demand = (
        None if indicator.target is None else demand_of(indicator.target, indicator.unit, rules, indicator.unit_also)
    )
    return (None, None) if demand is None else (to_decimal(demand.low), to_decimal(demand.high))


def points_of(verdict: Verdict) -> tuple[tuple[str, Decimal], ...]:
    """The known figures in the order of time: history, last year, an older report, now."""
    indicator = verdict.indicator
    known = {period.end: (period.chinese, row_quantity(quantity, indicator)) for period, quantity in indicator.history}
    actual = verdict.actual
    if actual is not None:
        year = figure_year(actual, indicator)
        own = parse_period(str(year)) if indicator.data_year else actual.period
        earlier = parse_period(f"{year - 1}{own.text[4:]}") if own is not None else None
        if earlier is not None and verdict.last_year is not None:
            known[earlier.end] = earlier.chinese, verdict.last_year
        if own is not None:
            known[own.end] = own.chinese, actual.value
    return tuple(known[day] for day in sorted(known))
