"""How fast a running indicator must go to reach its target, beside how fast it went (docs/judging.md §13.1, §13.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.forecast import Running, rate
from sctarget.evaluate.outlook import Per, Rate, Required
from sctarget.evaluate.pace import own_year
from sctarget.evaluate.rounding import to_decimal
from sctarget.evaluate.schedules import months, yearly_growth
from sctarget.model.plan import Kind, PaceMethod
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.schedule import no_growth_rate
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from fractions import Fraction

    from sctarget.evaluate.schedules import Node

_UNEVEN = frozenset({PaceMethod.NONE, PaceMethod.BACK_LOADED})
_YEAR = 12


def required(case: Running) -> Required | None:
    """The rate still required; None where nothing is, or where an even rate would mislead."""
    limit = case.cumulative and case.demand.downward
    reached = case.demand.satisfied(case.actual) and not limit
    per, indicator = case.per, case.indicator
    if reached or case.holds or case.broken or case.few or case.remaining <= 0 or _ranked(case):
        return None
    if per is Per.MONTH and (indicator.pace in _UNEVEN or indicator.kind in {Kind.RATIO, Kind.INDEX}):
        return None
    if own_year(indicator, case.plan) and not case.at_year_end:
        return None
    aim = case.demand.high if limit or case.actual > case.demand.high else case.demand.low
    start = None if case.way is None or case.way.start >= case.now[0] else (case.way.start, case.way.opening)
    end = (case.due, aim)
    growth = per is Per.YEAR and indicator.pace is PaceMethod.CAGR and _grows(case, start, aim)
    measure = _growth if growth else rate
    return Required(
        measure(per, case.now, end),
        None if start is None else measure(per, start, case.now),
        (case.now[0], to_decimal(case.actual)),
        None if start is None else (start[0], to_decimal(start[1])),
        to_decimal(aim),
        case.due,
        growth,
        limit,
        case.demand.comparator in {Comparator.ABOVE, Comparator.BELOW},
    )


def _ranked(case: Running) -> bool:
    return case.indicator.unit.dimension == RANK.dimension or case.demand.form is TargetForm.RANK


def _grows(case: Running, start: Node | None, aim: Fraction) -> bool:
    opening = case.actual if start is None else min(start[1], case.actual)
    return not no_growth_rate(case.indicator, opening, aim, from_zero=case.cumulative)


def _growth(per: Per, start: Node, end: Node) -> Rate:
    """The yearly growth between two points."""
    return Rate(per, yearly_growth(start, end), to_decimal((months(end[0]) - months(start[0])) / _YEAR))
