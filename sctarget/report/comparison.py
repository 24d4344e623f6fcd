"""A figure beside last year's or the baseline's, in the words that suit its kind (docs/report.md §3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.pace import several_years
from sctarget.evaluate.rounding import WIDE, plain_text, shown_percent, to_decimal
from sctarget.model.plan import Kind
from sctarget.model.quantity import TargetForm
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
        when = f"{base.year}年的{with_unit(plain_text(was), indicator.unit)}"
    elif verdict.last_year is not None:
        was, when = verdict.last_year, "上年"
    else:
        return ""
    return change(actual.value, was, indicator, rules, when, rate=_grows(verdict))


def _grows(verdict: Verdict) -> bool:
    """Whether the target is a growth in per cent, beside which only a rate can be read."""
    stated = verdict.demanded.stated if verdict.demanded else None
    return stated is not None and stated.form is TargetForm.GROWTH and stated.unit.percent


def change(value: Decimal, was: Decimal, indicator: Indicator, rules: Rules, when: str, *, rate: bool = False) -> str:
    """``比{when}增长9.1%`` and the like; empty after a negative figure, from which no rate can be told.

    Percentages, levels and a few pieces are told by their difference, unless a ``rate`` is asked for.
    """
    difference = WIDE.subtract(value, was)
    if not difference:
        return f"与{when}持平"
    up = difference > 0
    if indicator.unit == RANK:
        return f"比{when}{'后退' if up else '前进'}{amount_words(difference, indicator, rules)}"
    rate = rate and was > 0 and not indicator.unit.percent
    if indicator.kind in {Kind.RATIO, Kind.INDEX} and not rate:
        return f"比{when}{'提高' if up else '下降'}{amount_words(difference, indicator, rules)}"
    if was < 0:
        return ""
    if not was or (indicator.unit.countable and was < _FEW and not rate):
        return f"比{when}{'增加' if up else '减少'}{amount_words(difference, indicator, rules)}"
    share = to_decimal(Fraction(difference.copy_abs()) / Fraction(was))
    return f"比{when}{'增长' if up else '下降'}{shown_percent(share, (Decimal(1),), rules)}"
