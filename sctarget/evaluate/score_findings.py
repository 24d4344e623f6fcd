"""What scoring finds missing: reasons for lost points, explanations of figures far off (docs/scoring.md §7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.points import Ground
from sctarget.evaluate.rounding import shown_percent, to_decimal
from sctarget.model.problem import Problem, make_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.evaluate.points import ItemScore
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.source import Source

SILENT = frozenset({Ground.TO_VERIFY})
"""What a department has not to answer for: it does not know that its figure was held back."""


def unexplained(evaluation: Evaluation) -> tuple[Problem, ...]:
    """Warnings on items that lost points without a reason, and on figures far beyond the target without a word."""
    if evaluation.scores is None:
        return ()
    return tuple(_found(evaluation))


def _found(evaluation: Evaluation) -> Iterator[Problem]:
    scores = {score.item.id: score for score in evaluation.scores.items} if evaluation.scores else {}
    for verdict in evaluation.verdicts:
        score = scores.get(verdict.indicator.id)
        if score is None or not verdict.sources:
            continue
        share = deviation(verdict)
        if score.lost:
            if not verdict.reason and score.ground not in SILENT:
                yield _lost(score, *_asked(verdict))
        elif share is not None and share > Fraction(_allowed(evaluation)) and not (verdict.reason or verdict.remark):
            yield _far(verdict, share, evaluation)
    for task in evaluation.tasks:
        score = scores.get(task.task.id)
        if score is not None and score.lost and task.reports and not any(each.reason for each in task.reports):
            yield _lost(score, task.reports[0].department, task.reports[0].source)


def deviation(verdict: Verdict) -> Fraction | None:
    """偏离度: how far 完成率 is from 1, either way; None where there is no rate."""
    rate = verdict.rates.completion
    return None if rate is None else abs(rate - 1)


def _allowed(evaluation: Evaluation) -> Decimal:
    scoring = evaluation.plan.rules.scoring
    return scoring.deviation if scoring else Decimal(1)


def _asked(verdict: Verdict) -> tuple[str, Source]:
    """Whom to ask for the reason: who filled in the figure; of a computed one who answers for it, by the plan.

    The figures that go into a formula may be those of others.
    """
    indicator = verdict.indicator
    if verdict.computed is not None and verdict.computed.used:
        return next(iter((*indicator.reporters, *indicator.lead)), verdict.sources[0][0]), indicator.source
    return verdict.sources[0]


def _lost(score: ItemScore, department: str, source: Source) -> Problem:
    name = getattr(score.item, "label", score.item.name)
    return make_problem(
        "score_lost_unexplained",
        source,
        read=source.raw,
        department=department,
        indicator=score.item.id,
        name=name,
        weight=f"{score.weight:f}",
        points=f"{score.points:f}",
    )


def _far(verdict: Verdict, share: Fraction, evaluation: Evaluation) -> Problem:
    department, source = verdict.sources[0]
    allowed = _allowed(evaluation)
    rules = evaluation.plan.rules
    return make_problem(
        "deviation_unexplained",
        source,
        read=source.raw,
        department=department,
        indicator=verdict.indicator.id,
        name=verdict.indicator.label,
        share=shown_percent(to_decimal(share), (allowed,), rules),
        allowed=shown_percent(allowed, (), rules, 0),
    )
