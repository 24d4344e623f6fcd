"""Verdicts → points, item by item (docs/scoring.md §3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.pace import due_of
from sctarget.evaluate.points import PENDING, Ground, ItemScore, Rule
from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import WIDE, round_half, to_decimal
from sctarget.model.actual import TaskState
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.scoring import Basis, Scoring

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sctarget.evaluate.result import TaskVerdict, Verdict
    from sctarget.model.grade import Grade, Tiers
    from sctarget.model.plan import Indicator, Plan, Rounding, Task
    from sctarget.model.scoring import Adjustment

_EXTRA = 4
_DIRECTED = frozenset({Comparator.AT_LEAST, Comparator.ABOVE, Comparator.AT_MOST, Comparator.BELOW})
_LIMITS = frozenset({Comparator.AT_MOST, Comparator.BELOW})


_SETTLED = frozenset({Status.MET, Status.EXCEEDED, Status.NEARLY, Status.UNMET})
_ABSENT = {
    Status.UNREPORTED: Ground.UNREPORTED,
    Status.TO_VERIFY: Ground.TO_VERIFY,
    Status.UNPUBLISHED: Ground.UNPUBLISHED,
}


class _Found(NamedTuple):
    """What an item is worth, before it is rounded."""

    ground: Ground
    exact: Fraction | None = None
    rate: Fraction | None = None
    basis: Basis | None = None
    grade: Grade | None = None


def indicator_score(verdict: Verdict, plan: Plan, scoring: Scoring, as_of: date) -> ItemScore | None:
    """The points of an indicator, None where it has no weight, e.g. 86 % of 5 points are 4.3."""
    indicator = verdict.indicator
    if not indicator.weight:
        return None
    rule = Rule.of(scoring, indicator.scoring, indicator.weight)
    return _rounded(indicator, rule, _indicator_points(verdict, plan, rule, as_of), plan, scoring)


def task_score(
    verdict: TaskVerdict, plan: Plan, scoring: Scoring, as_of: date, exempt: Adjustment | None = None
) -> ItemScore | None:
    """The points of a task, None where it has no weight: all when it is done, none when its day has passed.

    ``exempt`` takes it out of the score.
    """
    task = verdict.task
    if not task.weight:
        return None
    rule = Rule.of(scoring, None, task.weight)
    found = _task_points(verdict, plan, as_of) if exempt is None else _Found(Ground.NOT_APPLICABLE)
    return _rounded(task, rule, found, plan, scoring)._replace(exempt=exempt)


def _rounded(item: Indicator | Task, rule: Rule, found: _Found, plan: Plan, scoring: Scoring) -> ItemScore:
    weight = item.weight or Decimal(0)
    points = None
    if found.exact is not None:
        lines = (Fraction(weight), Fraction(weight) + rule.bonus)
        points = rounded_points(found.exact, lines, scoring.decimals, plan.rules.rounding)
    return ItemScore(item, weight, rule, found.ground, found.exact, points, found.rate, found.basis, found.grade)


def rounded_points(value: Fraction, lines: Collection[Fraction], decimals: int, rounding: Rounding) -> Decimal:
    """Points with so many decimals, more where the figure would else meet one of the lines or 0 without being there.

    ``rounded_points(Fraction("4.998"), [Fraction(5)], 2, Rounding.GBT8170)`` is 4.998: 5.00 would say full marks.
    """
    exact = to_decimal(value)
    crossed = Decimal(0)
    for places in range(decimals, decimals + _EXTRA + 1):
        rounded = round_half(exact, places, rounding)
        wrong = [line for line in (*lines, Fraction(0)) if _side(Fraction(rounded), line) != _side(value, line)]
        if not wrong:
            return rounded
        crossed = rounded
    if value in lines:
        return exact
    step = WIDE.scaleb(Decimal(1), -decimals - _EXTRA)
    return WIDE.add(crossed, step) if value > Fraction(crossed) else WIDE.subtract(crossed, step)


def _side(value: Fraction, line: Fraction) -> int:
    return (value > line) - (value < line)


def _indicator_points(verdict: Verdict, plan: Plan, rule: Rule, as_of: date) -> _Found:
    indicator, status = verdict.indicator, verdict.status
    weight = Fraction(indicator.weight or 0)
    if status is Status.NOT_APPLICABLE:
        return _Found(Ground.NOT_APPLICABLE)
    if indicator.target is None or status is Status.MONITORED or indicator.role == "input":
        return _Found(Ground.NO_TARGET)
    if status in _SETTLED:
        return _settled_points(verdict, plan, rule, weight)
    figure_end = verdict.actual.period.end if verdict.actual else as_of
    if as_of < due_of(indicator, plan, figure_end) or status not in _ABSENT:
        return _Found(Ground.NOT_DUE)
    ground = _ABSENT[status]
    return _Found(ground, None if ground in PENDING else Fraction(0))


def _settled_points(verdict: Verdict, plan: Plan, rule: Rule, weight: Fraction) -> _Found:
    """The points of an indicator that is reached or missed for good."""
    target = verdict.indicator.target
    if verdict.grade is not None and target is not None and target.form is TargetForm.DIRECTION:
        return _graded(verdict.grade, plan.rules.tiers, weight)
    if verdict.status in {Status.MET, Status.EXCEEDED}:
        return _reached(verdict, rule, weight)
    return _missed(verdict, rule, weight)


def _graded(grade: Grade, tiers: Tiers, weight: Fraction) -> _Found:
    """The share that a person gave; without one all for 达成, the lower end of its tier for less."""
    low, high = tiers.bounds(grade.level)
    part = grade.share
    if part is None:
        part = high if high == 1 else low
    return _Found(Ground.GRADED, Fraction(part) * weight, grade=grade)


def _rate(verdict: Verdict, rule: Rule) -> tuple[Fraction | None, Basis]:
    """The rate that counts; where there is no 增量完成率 (no baseline, or it already stood at the target) 完成率."""
    if rule.by is Basis.PROGRESS and verdict.rates.progress is not None:
        return verdict.rates.progress, Basis.PROGRESS
    return verdict.rates.completion, Basis.COMPLETION


def _reached(verdict: Verdict, rule: Rule, weight: Fraction) -> _Found:
    """Full marks; with a bonus for what goes beyond a target that has a direction, up to the limit."""
    target = verdict.indicator.target
    rate, basis = _rate(verdict, rule)
    if not rule.bonus or target is None or target.comparator not in _DIRECTED:
        return _Found(Ground.FULL, weight)
    if rate is None:
        return _Found(Ground.FULL, weight + (rule.bonus if _nothing_used(verdict) else 0))
    return _Found(Ground.FULL, max(weight, min(weight * rate, weight + rule.bonus)), rate, basis)


def _nothing_used(verdict: Verdict) -> bool:
    """Whether a limit above 0 was not touched at all, which is better than every rate can say."""
    target, actual, gap = verdict.indicator.target, verdict.actual, verdict.gap
    limited = target is not None and target.comparator in _LIMITS
    return limited and actual is not None and gap is not None and actual.value <= 0 < actual.value - gap


def _missed(verdict: Verdict, rule: Rule, weight: Fraction) -> _Found:
    """The share that was reached, nothing below the floor; never more than the weight."""
    rate, basis = _rate(verdict, rule)
    if rate is None:
        return _Found(Ground.NO_RATE, Fraction(0))
    counted = max(rate, Fraction(0))
    if counted > 1:
        # only an exact target can be missed by too much: 12 of exactly 10 counts as 10/12
        counted = 1 / counted if _exact(verdict) else Fraction(1)
    if counted < rule.floor:
        return _Found(Ground.FLOOR, Fraction(0), rate, basis)
    return _Found(Ground.SHARE, weight * counted, rate, basis)


def _exact(verdict: Verdict) -> bool:
    target = verdict.indicator.target
    return target is not None and target.comparator is Comparator.EQUAL


def _task_points(verdict: TaskVerdict, plan: Plan, as_of: date) -> _Found:
    weight = Fraction(verdict.task.weight or 0)
    if verdict.grade is not None and (verdict.status is TaskState.DONE or as_of >= verdict.task.due):
        return _graded(verdict.grade, plan.rules.tiers, weight)
    if verdict.status is TaskState.DONE:
        return _Found(Ground.FULL, weight)
    if verdict.status is TaskState.TERMINATED:
        return _Found(Ground.TERMINATED, Fraction(0))
    if as_of < verdict.task.due:
        return _Found(Ground.NOT_DUE)
    ground = Ground.UNREPORTED if verdict.status is TaskState.UNREPORTED else Ground.NOT_DONE
    return _Found(ground, Fraction(0))
