"""The scores and departments of the ``check`` document (docs/output.md §6)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sctarget.evaluate.departments import standings
from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.model.actual import TaskState
from sctarget.report.figures import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum
    from fractions import Fraction

    from sctarget.evaluate.points import DepartmentScore, Part, Scores, Total
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.scoring import Adjustment, Amount, Scoring
    from sctarget.report.deductions import Deduction

Document = dict[str, Any]


def scoring_json(scoring: Scoring) -> Document:
    """The rules of scoring; amounts as a plan writes them, e.g. ``2`` points or ``8%``; shares are fractions."""
    return {
        "total": None if scoring.total is None else plain_text(scoring.total),
        "by": scoring.by.value,
        "floor": plain_text(scoring.floor),
        "bonus_item": _amount(scoring.bonus_item),
        "bonus_total": None if scoring.bonus_total is None else _amount(scoring.bonus_total),
        "tiers": {"achieved": plain_text(scoring.tiers.achieved), "partly": plain_text(scoring.tiers.partly)},
        "grades": {grade.name: plain_text(grade.least) for grade in scoring.grades},
        "decimals": scoring.decimals,
        "attribution": scoring.attribution.value,
        "support_share": plain_text(scoring.support_share),
        "deviation": plain_text(scoring.deviation),
        "late": None if scoring.late is None else _amount(scoring.late),
        "veto": scoring.vetoed,
    }


def _amount(amount: Amount) -> str:
    return f"{trimmed(plain_text(amount.value.scaleb(2)))}%" if amount.share else plain_text(amount.value)


def total_json(scores: Scores) -> Document:
    """The score of the plan and all that it is the sum of."""
    return {
        **_result_json(scores.total),
        "sums": _sums_json(scores.total),
        "mean": None if scores.mean is None else _short(scores.mean),
        "worst_departments": [each.name for each in scores.worst],
        "exempt": [_adjustment(score.exempt, None) for score in scores.items if score.exempt is not None],
    }


def departments_json(evaluation: Evaluation) -> list[Document]:
    """What each department owes and how it stands; scores where the plan gives weights."""
    return [
        {
            "department": each.name,
            "role": each.role,
            "by_status": _counts((verdict.status for verdict in each.verdicts), Status),
            **_score_json(each.score, evaluation),
            "tasks": _counts((task.status for task in each.tasks), TaskState),
            "overdue": sum(task.overdue for task in each.tasks),
        }
        for each in standings(evaluation)
    ]


def _counts(found: Iterable[StrEnum], known: type[StrEnum]) -> dict[str, int]:
    counts = Counter(found)
    return {each.value: counts[each] for each in known}


def _score_json(department: DepartmentScore | None, evaluation: Evaluation) -> Document:
    if department is None:
        return {**_result_json(None), "rank": None, "deductions": [], "scored": [], "sums": None}
    from sctarget.report.deductions import deductions_of

    total = department.total
    return {
        **_result_json(total),
        "rank": department.rank,
        "deductions": [_deduction(each) for each in deductions_of(total, evaluation)],
        "scored": [_scored(part) for part in total.parts],
        "sums": _sums_json(total),
    }


def _scored(part: Part) -> Document:
    """One item that a department is scored for."""
    return {
        "item": part.score.item.id,
        "role": "lead" if part.lead else "support",
        "share": _short(part.share),
        "weight": _short(part.weight),
        "score": None if part.points is None else _short(part.points),
        "ground": part.score.ground.value,
    }


def _result_json(total: Total | None) -> Document:
    if total is None:
        return dict.fromkeys(("full", "score", "hundred", "grade"))
    return {
        "full": _short(total.full),
        "score": None if total.score is None else _short(total.score),
        "hundred": None if total.hundred is None else _short(total.hundred),
        "grade": total.grade,
    }


def _sums_json(total: Total) -> Document:
    return {
        "earned": _short(total.earned),
        "removed": _short(total.removed),
        "rescaled": _short(total.rescaled),
        "adjustments": [_adjustment(each.adjustment, _short(each.points)) for each in total.adjusted],
        "bonus_excess": _short(total.excess),
        "raised_to_zero": _short(total.lift),
        "pending": _short(total.pending),
        "highest": _short(total.highest),
        "vetoed": total.vetoed,
        "worst": [part.score.item.id for part in total.worst],
    }


def _adjustment(adjustment: Adjustment, points: str | None) -> Document:
    return {
        "kind": adjustment.kind.value,
        "points": points,
        "department": adjustment.department,
        "item": adjustment.item,
        "why": adjustment.why,
        "document": adjustment.document,
        "who": adjustment.who,
        "when": adjustment.when.isoformat(),
    }


def _deduction(deduction: Deduction) -> Document:
    part, adjustment = deduction.part, deduction.adjustment
    item = part.score.item.id if part else adjustment.item if adjustment else None
    return {
        "kind": adjustment.kind.value if adjustment else "item",
        "item": item,
        "name": deduction.name or None,
        "weight": _short(part.weight) if part else None,
        "score": _short(part.points) if part and part.points is not None else None,
        "lost": _short(deduction.lost),
        "ground": part.score.ground.value if part else None,
        "why": deduction.why,
        "reason": deduction.reason,
        "measures": deduction.measures,
        "document": adjustment.document if adjustment else None,
        "who": adjustment.who if adjustment else None,
        "when": adjustment.when.isoformat() if adjustment else None,
    }


def _short(value: Decimal | Fraction) -> str:
    return trimmed(plain_text(value if isinstance(value, Decimal) else to_decimal(value)))
