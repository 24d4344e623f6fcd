"""A figure beside last year's or the baseline's, in the words that suit its kind (docs/report.md §3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.pace import several_years
from sctarget.evaluate.rounding import WIDE, plain_text, shown_percent, to_decimal
from sctarget.model.plan import Kind
from sctarget.model.units import RANK
from sctarget.report.figures import amount_words, row_quantity, with_unit

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Indicator, Rules

_FEW = 20
"""Of fewer pieces than this the difference says more than a percentage: 1家 to 2家 is 增加1家, not 增长100%."""


def comparison(verdict: Verdict, evaluation: Evaluation) -> str:
    """How the figure moved, e.g. ``比上年增长9.1%``, ``比2020年的55.4%提高4.6个百分点``; empty where nothing is known.

    A plan of several years is measured from its baseline, a plan of one year from last year.
    """
    actual, indicator, rules = verdict.actual, verdict.indicator, evaluation.plan.rules
    if actual is None:
        return ""
    base = indicator.baseline
    if base is not None and (several_years(evaluation.plan) or verdict.last_year is None):
        was = row_quantity(base.value, indicator)
        return change(
            actual.value, was, indicator, rules, f"{base.year}年的{with_unit(plain_text(was), indicator.unit)}"
        )
    return "" if verdict.last_year is None else change(actual.value, verdict.last_year, indicator, rules, "上年")


def change(value: Decimal, was: Decimal, indicator: Indicator, rules: Rules, when: str) -> str:
    """``比{when}增长9.1%`` and the like; empty after a negative figure, from which no rate can be told."""
    difference = WIDE.subtract(value, was)
    if not difference:
        return f"与{when}持平"
    up = difference > 0
    if indicator.unit == RANK:
        return f"比{when}{'后退' if up else '前进'}{amount_words(difference, indicator, rules)}"
    if indicator.kind in {Kind.RATIO, Kind.INDEX}:
        return f"比{when}{'提高' if up else '下降'}{amount_words(difference, indicator, rules)}"
    if was < 0:
        return ""
    if not was or (indicator.unit.countable and was < _FEW):
        return f"比{when}{'增加' if up else '减少'}{amount_words(difference, indicator, rules)}"
    rate = to_decimal(Fraction(difference.copy_abs()) / Fraction(was))
    return f"比{when}{'增长' if up else '下降'}{shown_percent(rate, (Decimal(1),), rules)}"
