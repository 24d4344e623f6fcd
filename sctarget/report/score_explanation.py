"""How the points of one indicator or task came about, line by line (docs/scoring.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.points import Ground
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.evaluate.score_total import bearers_of
from sctarget.model.scoring import AdjustmentKind
from sctarget.report.arithmetic import number
from sctarget.report.phrases import one_line
from sctarget.report.score_words import (
    BASIS_WORDS,
    KIND_WORDS,
    adjustment_text,
    ground_words,
    percent,
    points_text,
    rate_text,
    share_text,
    signed,
    weight_text,
)

if TYPE_CHECKING:
    from sctarget.evaluate.points import ItemScore, Scores
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Indicator, Rules, Task

_PLACES = {Ground.FULL: "3.1", Ground.SHARE: "3.2", Ground.FLOOR: "3.3", Ground.NO_RATE: "3.2", Ground.GRADED: "3.5"}


def score_lines(item: Indicator | Task, evaluation: Evaluation) -> list[str]:
    """The points of an item with the rule and the numbers behind them; nothing where it has no weight."""
    scores = evaluation.scores
    score = None if scores is None else next((each for each in scores.items if each.item.id == item.id), None)
    if scores is None or score is None:
        return []
    return [
        f"分值：{plain_text(score.weight)}分（满分{weight_text(scores.total.full)}分）",
        *_own_rule(score),
        *_reckoning(score, scores, evaluation.plan.rules),
        *_owners(score, scores),
        *_adjustments(score, scores),
    ]


def _own_rule(score: ItemScore) -> list[str]:
    own = getattr(score.item, "scoring", None)
    if own is None:
        return []
    said = []
    if own.by is not None:
        said.append(f"按{BASIS_WORDS[own.by]}")
    if own.floor is not None:
        said.append(f"低于{percent(own.floor)}不得分")
    if own.bonus_item is not None:
        said.append(f"加分至多{number(score.rule.bonus)}分" if score.rule.bonus else "不加分")
    return [f"本指标另定：{'，'.join(said)}"] if said else []


def _reckoning(score: ItemScore, scores: Scores, rules: Rules) -> list[str]:
    """What was reckoned, and what rounding made of it."""
    place = f"（docs/scoring.md 第{_PLACES.get(score.ground, '3.4')}条）"
    rate = rate_text(score, rules)
    if score.points is None or score.exact is None:
        return [f"{ground_words(score)}{place}"]
    points = points_text(score.points, scores.scoring)
    if score.ground is Ground.SHARE and score.rate is not None:
        counted = score.exact / Fraction(score.weight)
        turned = "" if counted == score.rate else f"，按{number(counted * 100)}%计"
        share = f"{rate}（{number(score.rate)}）{turned}"
        line = f"没有达到目标：{plain_text(score.weight)}分 × {share} = {number(score.exact)}"
        return [f"{line}{place}", f"修约一次得{points}分，失{points_text(score.lost, scores.scoring)}分"]
    if score.ground is Ground.FLOOR:
        return [f"{rate}，低于{percent(to_decimal(score.rule.floor))}，得0分{place}"]
    if score.ground is Ground.GRADED:
        reckoned = f"{plain_text(score.weight)}分 × {number(score.exact / Fraction(score.weight) * 100)}%"
        return [f"{one_line(ground_words(score))}{place}", f"{reckoned} = {number(score.exact)}，修约一次得{points}分"]
    if score.ground is Ground.FULL:
        return [f"{_full(score, rate, points)}{place}"]
    return [f"{ground_words(score)}{place}"]


def _full(score: ItemScore, rate: str, points: str) -> str:
    """Full marks, and what was reckoned above them."""
    if not score.bonus:
        return f"达到目标，得满分{points}分"
    most = f"至多{number(Fraction(score.weight) + score.rule.bonus)}分"
    if score.rate is None:
        return f"上限一点没有用，按最多的加分计，{most}，得{points}分"
    reckoned = number(Fraction(score.weight) * score.rate)
    return f"超额：{plain_text(score.weight)}分 × {rate}（{number(score.rate)}） = {reckoned}，{most}，得{points}分"


def _owners(score: ItemScore, scores: Scores) -> list[str]:
    shares = {
        name: share_text(share, lead=lead) for name, (share, lead) in bearers_of(score.item, scores.scoring).items()
    }
    said = [f"{name}（{share}）" if share else name for name, share in shares.items()]
    return [f"计在：{'、'.join(said)}（docs/scoring.md 第5.1条）"] if said else []


def _adjustments(score: ItemScore, scores: Scores) -> list[str]:
    lines = []
    for each in scores.total.adjusted:
        made = each.adjustment
        if made.item != score.item.id:
            continue
        points = "" if made.kind is AdjustmentKind.VETO else f"{signed(each.points, scores.scoring)}分，"
        lines.append(f"{KIND_WORDS[made.kind]}：{points}{one_line(adjustment_text(made))}（{made.source}）")
    return lines
