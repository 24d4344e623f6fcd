"""The scores and departments of the ``check`` document (docs/output.md §6)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.report.figures import trimmed

if TYPE_CHECKING:
    from fractions import Fraction

    from sctarget.evaluate.points import DepartmentScore, Part, Scores, Total
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.scoring import Adjustment, Amount, Scoring

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
    counts: dict[str, Counter[Status]] = {}
    roles = _roles(evaluation.plan)
    for verdict in evaluation.verdicts:
        for name in _owing(verdict.indicator):
            counts.setdefault(name, Counter())[verdict.status] += 1
    scored = {each.name: each for each in evaluation.scores.departments} if evaluation.scores else {}
    return [
        {
            "department": name,
            "role": roles.get(name),
            "by_status": {status.value: counts.get(name, Counter())[status] for status in Status},
            **_department_json(scored.get(name)),
        }
        for name in dict.fromkeys((*scored, *roles))
    ]


def _owing(item: Indicator | Task) -> tuple[str, ...]:
    return item.lead or item.reporters


def _roles(plan: Plan) -> dict[str, str]:
    """The most that each department is to any indicator or task: it leads, helps or only reports."""
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    roles = {name: "lead" for item in items for name in _owing(item)}
    for item in items:
        for name in item.support:
            roles.setdefault(name, "support")
    for item in items:
        for name in item.reporters:
            roles.setdefault(name, "reporter")
    return roles


def _department_json(department: DepartmentScore | None) -> Document:
    total = None if department is None else department.total
    return {
        **_result_json(total),
        "rank": None if department is None else department.rank,
        "deductions": [] if total is None else [_lost(part) for part in total.parts if part.lost > 0],
        "sums": None if total is None else _sums_json(total),
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


def _lost(part: Part) -> Document:
    return {
        "item": part.score.item.id,
        "weight": _short(part.weight),
        "score": None if part.points is None else _short(part.points),
        "lost": _short(part.lost),
        "ground": part.score.ground.value,
    }


def _short(value: Decimal | Fraction) -> str:
    return trimmed(plain_text(value if isinstance(value, Decimal) else to_decimal(value)))
