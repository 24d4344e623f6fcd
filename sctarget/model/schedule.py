"""What the ways of 序时进度 need, known to the reader of plans and to the judging alike (docs/judging.md §12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.plan import Kind
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from sctarget.model.plan import Indicator

QUARTER_ENDS = ("Q1", "H1", "Q3")
"""The quarter ends of ``rules.back_loaded``, as periods of a year are written."""


def no_growth_rate(
    indicator: Indicator, opening: Fraction | Decimal | None, aim: Fraction | Decimal | None, *, from_zero: bool
) -> str:
    """Why there is no yearly growth rate from the start to the target, in words; empty where there is one.

    ``opening`` and ``aim`` are None where they are not known yet; ``from_zero``: a flow counted from 0.
    """
    if indicator.kind is Kind.RATIO or indicator.unit.percent or indicator.unit.dimension == RANK.dimension:
        return "比率、位次没有年均增速，应按百分点或位次推算"
    if from_zero:
        return "从0起累计的当年量没有年均增速"
    if indicator.baseline is None:
        return "没有基期，算不出年均增速"
    if (opening is not None and opening <= 0) or (aim is not None and aim <= 0):
        return "基期和目标都要大于0才有年均增速"
    return ""
