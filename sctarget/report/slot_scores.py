"""The scores as a template sees them: of an item, of a department, of the plan; ``""`` where nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.report.score_words import grade_text, ground_text, part_points, points_text, short_sentence, weight_text

if TYPE_CHECKING:
    from sctarget.evaluate.points import Scores, Total
    from sctarget.evaluate.result import Evaluation

NO_SCORE = "计划里没有给它分值"


class ItemPoints(NamedTuple):
    """Weight, points and reason of one indicator or task."""

    weight: str = ""
    points: str = ""
    ground: str = ""


class TotalPoints(NamedTuple):
    """Full marks, points and grade of a plan or a department."""

    full: str = ""
    points: str = ""
    grade: str = ""


NO_POINTS = TotalPoints()


def item_points(evaluation: Evaluation, key: str) -> ItemPoints:
    """What an item of this id got, e.g. ``8``, ``6.83``, ``8分×完成率85.4%``."""
    scores = evaluation.scores
    part = None if scores is None else next((each for each in scores.total.parts if each.score.item.id == key), None)
    if scores is None or part is None:
        return ItemPoints()
    scoring = scores.scoring
    ground = ground_text(part.score, evaluation.plan.rules, scoring)
    return ItemPoints(weight_text(part.weight), part_points(part, scoring), ground)


def department_points(scores: Scores | None, name: str) -> TotalPoints:
    """What a department got."""
    found = None if scores is None else next((each for each in scores.departments if each.name == name), None)
    return NO_POINTS if scores is None or found is None else _total(scores, found.total)


def plan_points(evaluation: Evaluation) -> TotalPoints:
    """What the plan got."""
    scores = evaluation.scores
    return NO_POINTS if scores is None else _total(scores, scores.total)


def score_sentence(evaluation: Evaluation) -> str:
    """E.g. ``计分：满分100分，得82.35分，等级良。``"""
    return "" if evaluation.scores is None else short_sentence(evaluation.scores)


def _total(scores: Scores, total: Total) -> TotalPoints:
    points = "" if total.score is None else points_text(total.score, scores.scoring)
    return TotalPoints(weight_text(total.full), points, grade_text(total))
