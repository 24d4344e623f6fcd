"""扣分明细: every point that a department did not get, why, in whose words, on which paper (docs/scoring.md §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.result import TaskVerdict
from sctarget.model.scoring import AdjustmentKind
from sctarget.report.figures import said
from sctarget.report.score_words import item_name, part_ground

if TYPE_CHECKING:
    from fractions import Fraction

    from sctarget.evaluate.points import Adjusted, Part, Total
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Rules
    from sctarget.model.scoring import Adjustment

_TAKING = frozenset({AdjustmentKind.DEDUCT, AdjustmentKind.LATE, AdjustmentKind.VETO})


class Deduction(NamedTuple):
    """Points that are missing: of an item (``part``), or taken away by hand (``adjustment``); ``lost`` is positive.

    ``why`` is how it came about, ``reason`` and ``measures`` are the department's own words, None where it said none.
    """

    name: str
    lost: Fraction
    why: str
    reason: str | None = None
    measures: str | None = None
    part: Part | None = None
    adjustment: Adjustment | None = None


def deductions_of(total: Total, evaluation: Evaluation) -> tuple[Deduction, ...]:
    """What a total lacks: the items in the order of the plan, then what was taken away; 一票否决 costs no points."""
    results: dict[str, Verdict | TaskVerdict] = {each.indicator.id: each for each in evaluation.verdicts}
    results.update((each.task.id, each) for each in evaluation.tasks)
    lacking = [part for part in total.parts if part.lost > 0]
    items = [_of_item(part, results.get(part.score.item.id), evaluation.plan.rules) for part in lacking]
    taken = [_of_adjustment(each, results) for each in total.adjusted if each.adjustment.kind in _TAKING]
    return (*items, *taken)


def _of_item(part: Part, result: Verdict | TaskVerdict | None, rules: Rules) -> Deduction:
    reason = measures = None
    if isinstance(result, TaskVerdict):
        reason, measures = said(result, "reason") or None, said(result, "measures") or None
    elif result is not None:
        reason, measures = result.reason, result.measures
    return Deduction(item_name(part.score), part.lost, part_ground(part, rules), reason, measures, part=part)


def _of_adjustment(adjusted: Adjusted, results: dict[str, Verdict | TaskVerdict]) -> Deduction:
    made = adjusted.adjustment
    result = results.get(made.item or "")
    name = "" if result is None else result.task.name if isinstance(result, TaskVerdict) else result.indicator.label
    return Deduction(name, abs(adjusted.points), made.why, adjustment=made)
