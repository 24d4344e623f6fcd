"""One word per indicator (docs/judging.md §4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.gap import Demand, nearly
from sctarget.evaluate.result import Status
from sctarget.model.quantity import Comparator, TargetForm

if TYPE_CHECKING:
    from sctarget.evaluate.pace import Course
    from sctarget.model.plan import Rules


class Situation(NamedTuple):
    """What a verdict depends on besides the figures.

    ``over``: the period is over; ``cumulative``: a flow counted against its own target, so that a limit once
    broken stays broken; ``flow``: any flow; ``hold``: judged at every date; ``binding``: never nearly met.
    """

    over: bool = False
    flow: bool = False
    cumulative: bool = False
    hold: bool = False
    binding: bool = False


def status_of(
    demand: Demand, actual: Fraction, base: Fraction | None, situation: Situation, course: Course | None, rules: Rules
) -> Status:
    """The status of a usable figure: exactly one for every input.

    Of a direction only a fall can be judged; whether a rise is enough a person says (docs/judging.md §8.6).
    """
    reached = demand.satisfied(actual)
    if demand.form is TargetForm.DIRECTION:
        fallen = demand.comparator is not Comparator.EQUAL and not reached
        return Status.OPEN if not situation.over else Status.UNMET if fallen else Status.TO_VERIFY
    if reached and (situation.over or situation.hold or not demand.downward):
        return Status.EXCEEDED if demand.better(actual) else Status.MET
    if situation.over:
        return Status.NEARLY if not situation.binding and nearly(demand, actual, base, rules) else Status.UNMET
    if situation.hold or (situation.cumulative and not reached and _beyond(demand, actual)):
        return Status.UNMET
    if reached and not situation.flow:
        return Status.ON_PACE
    return Status.OPEN if course is None else _pace_status(course, rules)


def _beyond(demand: Demand, actual: Fraction) -> bool:
    return not demand.upward and actual >= demand.high


def _pace_status(course: Course, rules: Rules) -> Status:
    if course.spared or course.lag <= Fraction(rules.behind):
        return Status.ON_PACE
    return Status.BEHIND if course.lag <= Fraction(rules.far_behind) else Status.FAR_BEHIND
