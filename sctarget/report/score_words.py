"""Points and what they rest on, in words (docs/scoring.md)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.points import HUNDRED, PENDING, Ground
from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import decimals, plain_text, shown, shown_percent, to_decimal
from sctarget.model.plan import Rounding
from sctarget.model.scoring import AdjustmentKind, Amount, Attribution, Basis, Scoring
from sctarget.report.figures import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.points import Adjusted, ItemScore, Part, Scores, Total
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Rules
    from sctarget.model.scoring import Adjustment

BASIS_WORDS = {Basis.COMPLETION: "完成率", Basis.PROGRESS: "增量完成率"}

ATTRIBUTION_WORDS = {
    Attribution.FIRST_LEAD: "计在第一个牵头单位",
    Attribution.EACH_LEAD: "每个牵头单位各计全分",
    Attribution.SPLIT: "由各牵头单位平分",
}

KIND_WORDS = {
    AdjustmentKind.BONUS: "加分",
    AdjustmentKind.DEDUCT: "扣分",
    AdjustmentKind.LATE: "迟报",
    AdjustmentKind.VETO: "一票否决",
    AdjustmentKind.EXEMPT: "免计",
}

GROUND_WORDS = {
    Ground.NO_RATE: "没有完成率可用，未达到目标不得分",
    Ground.NOT_DONE: "到期没有完成，不得分",
    Ground.TERMINATED: "已终止，不得分",
    Ground.UNREPORTED: "未报送，记0分",
    Ground.TO_VERIFY: "待核实，先记0分，核实后重算",
    Ground.NOT_DUE: "未到期，未评",
    Ground.UNPUBLISHED: "未出数，未评",
    Ground.NO_TARGET: "没有目标，未评",
    Ground.NOT_APPLICABLE: "经决定不涉及，不计分",
}

_NAMED = 3
_LONG = 8
_DIGITS = 4


def points_text(value: Decimal | Fraction, scoring: Scoring) -> str:
    """Points with the decimals of the plan, more where they have more, e.g. ``4.30``; endless ones with four."""
    exact = value if isinstance(value, Decimal) else to_decimal(value)
    if decimals(exact) > _LONG:
        return shown(exact, max(scoring.decimals, _DIGITS), (), Rounding.GBT8170)
    return f"{exact:.{max(scoring.decimals, decimals(exact))}f}"


def weight_text(value: Fraction) -> str:
    """A weight as the plan writes it; what is endless (a third of one) with four decimals."""
    exact = to_decimal(value)
    return plain_text(exact) if decimals(exact) <= _LONG else shown(exact, _DIGITS, (), Rounding.GBT8170)


def signed(value: Decimal | Fraction, scoring: Scoring) -> str:
    """Points with their sign, e.g. ``-0.50``, ``+1.00``."""
    return f"{'+' if value > 0 else ''}{points_text(value, scoring)}"


def hundred_text(value: Fraction, scoring: Scoring, rules: Rules) -> str:
    """A score out of 100, rounded for display only and never across the limit of a grade."""
    limits = [grade.least for grade in scoring.grades]
    return shown(to_decimal(value), scoring.decimals, limits, rules.rounding)


def part_points(part: Part, scoring: Scoring) -> str:
    """What stands in the column 得分."""
    if part.points is not None:
        return points_text(part.points, scoring)
    return "不计" if part.score.ground is Ground.NOT_APPLICABLE else "未评"


def rate_text(score: ItemScore, rules: Rules) -> str:
    """The rate that was used with its name, e.g. ``增量完成率47.9%``; empty where none was."""
    if score.rate is None or score.basis is None:
        return ""
    lines = (Decimal(1), to_decimal(score.rule.floor), rules.nearly)
    return f"{BASIS_WORDS[score.basis]}{shown_percent(to_decimal(score.rate), lines, rules)}"


def ground_text(score: ItemScore, rules: Rules, scoring: Scoring) -> str:
    """How an item came to its points, in one phrase, e.g. ``8分×完成率85.4%``; empty for plain full marks."""
    rate = rate_text(score, rules)
    if score.ground is Ground.SHARE:
        return f"{plain_text(score.weight)}分×{rate}"
    if score.ground is Ground.FLOOR:
        return f"{rate}，低于{percent(to_decimal(score.rule.floor))}不得分"
    if score.ground is Ground.FULL:
        return f"{rate}，超额加{points_text(score.bonus, scoring)}分" if score.bonus else ""
    return ground_words(score)


def part_ground(part: Part, rules: Rules) -> str:
    """How a department came to its points of an item, e.g. ``8分×完成率85.4%；2个牵头单位平分，计1/2``."""
    text = "" if rules.scoring is None else ground_text(part.score, rules, rules.scoring)
    return "；".join(each for each in (text, share_text(part.share, lead=part.lead)) if each)


def share_text(share: Fraction, *, lead: bool) -> str:
    """Which part of an item a department is scored for; empty where it is the whole."""
    if not lead:
        return f"配合单位，按{percent(to_decimal(share))}计"
    return "" if share == 1 else f"{share.denominator}个牵头单位平分，计{share}"


def ground_words(score: ItemScore) -> str:
    """Why an item has the points it has, where no rate says it."""
    if score.grade is not None:
        without = "" if score.grade.share is not None or not score.lost else "，没有写得分比例，按本档下限计"
        return f"{score.grade.words}{without}"
    if score.exempt is not None:
        return f"免计：{adjustment_text(score.exempt)}"
    return GROUND_WORDS[score.ground]


def percent(share: Decimal) -> str:
    """A share of a rule, e.g. ``60%``."""
    return f"{trimmed(f'{share.scaleb(2):f}')}%"


def amount_text(amount: Amount, of: str) -> str:
    """An amount of a rule, e.g. ``2分``, ``该项分值的8%``."""
    return f"{of}的{percent(amount.value)}" if amount.share else f"{plain_text(amount.value)}分"


def adjustment_text(adjustment: Adjustment) -> str:
    """Why, on which paper, by whom and when, e.g. ``填报表迟交5天（示例考办〔2025〕1号；示例甲，2025-01-15）``."""
    papers = f"{adjustment.document}；" if adjustment.document else ""
    return f"{adjustment.why}（{papers}{adjustment.who}，{adjustment.when.isoformat()}）"


def adjusted_text(adjusted: Iterable[Adjusted], scoring: Scoring) -> str:
    """What was added and taken away, one by one, e.g. ``扣分-1.00、一票否决``; why stands in the table of the items."""
    return "、".join(
        f"{KIND_WORDS[each.adjustment.kind]}"
        f"{'' if each.adjustment.kind is AdjustmentKind.VETO else signed(each.points, scoring)}"
        for each in adjusted
    )


def grade_text(total: Total) -> str:
    """The grade, what it rests on, or that it is open."""
    if total.vetoed:
        return f"{total.grade}（一票否决）"
    if total.grade is not None:
        return total.grade
    return "待定" if total.score is not None else ""


def worst_text(parts: Sequence[Part], scoring: Scoring) -> str:
    """The worst items with what they got, e.g. ``科技进步贡献率（0.00/5）``."""
    return "、".join(
        f"{item_name(part.score)}（{part_points(part, scoring)}/{weight_text(part.weight)}）" for part in parts
    )


def item_name(score: ItemScore) -> str:
    """The full name of an indicator or task."""
    return str(getattr(score.item, "label", score.item.name))


def score_sentences(evaluation: Evaluation) -> tuple[str, ...]:
    """The score of the plan, what it is the sum of, how its departments stand; empty where nothing is scored."""
    scores = evaluation.scores
    if scores is None:
        return ()
    sentences = [total_sentence(scores.total, scores.scoring, evaluation.plan.rules)]
    sentences += _warnings(evaluation, scores)
    if len(scores.departments) > 1:
        sentences.append(_departments_sentence(scores, evaluation.plan.rules))
    return tuple(sentences)


def short_sentence(scores: Scores) -> str:
    """The score alone, for a page that is about something else, e.g. ``计分：满分100分，得82.35分，等级良。``."""
    total = scores.total
    if total.score is None:
        return "计分：全部不涉及，没有得分。"
    full, points = weight_text(total.full), points_text(total.score, scores.scoring)
    pending = f"，{weight_text(total.pending)}分未评" if total.pending else ""
    return f"计分：满分{full}分，得{points}分{pending}，等级{grade_text(total)}。"


def total_sentence(total: Total, scoring: Scoring, rules: Rules) -> str:
    """E.g. ``18项计分，满分100分，得82.35分，等级良：各项得分82.56分，……``."""
    if not total.parts:
        return f"没有计分的项，只有加减分：{adjusted_text(total.adjusted, scoring)}。"
    head = f"{len(total.parts)}项计分，满分{weight_text(total.full)}分"
    if total.score is None:
        return f"{head}，全部不涉及，没有得分。"
    if not total.adjusted and all(part.score.ground in PENDING for part in total.parts):
        return f"{head}，都未评（未到期或未出数）。"
    head += f"，得{points_text(total.score, scoring)}分"
    if total.hundred is not None and total.full != HUNDRED:
        head += f"（百分制{hundred_text(total.hundred, scoring, rules)}分）"
    head += f"，等级{grade_text(total)}"
    steps = _steps(total, scoring)
    said = f"各项得分{points_text(total.earned, scoring)}分；{'；'.join(steps)}。" if steps else ""
    worst = worst_text(total.worst, scoring)
    return f"{head}。{said}{f'得分率最低的：{worst}。' if worst else ''}{_pending_sentence(total, scoring)}"


def _steps(total: Total, scoring: Scoring) -> list[str]:
    """What comes after the points of the items, in words."""
    steps = []
    if total.removed:
        steps.append(f"{rescaling_text(total, scoring)}得{points_text(total.rescaled, scoring)}分")
    added = sum((each.points for each in total.adjusted if each.points > 0), Fraction(0))
    taken = sum((each.points for each in total.adjusted if each.points < 0), Fraction(0))
    if added:
        steps.append(f"加分{points_text(added, scoring)}分")
    if taken:
        steps.append(f"扣分{points_text(abs(taken), scoring)}分")
    if total.excess:
        steps.append(f"加分超过上限，扣回{points_text(total.excess, scoring)}分")
    if total.lift:
        steps.append(f"扣到0分为止，多扣的{points_text(total.lift, scoring)}分不计")
    return steps


def rescaling_text(total: Total, scoring: Scoring) -> str:
    """How the points of fewer items become those of the whole, e.g. ``不涉及3分不计，折算82.56×100÷97``."""
    counted = total.full - total.removed
    return (
        f"不涉及的{weight_text(total.removed)}分不计，折算{points_text(total.earned, scoring)}"
        f"×{weight_text(total.full)}÷{weight_text(counted)}"
    )


def _pending_sentence(total: Total, scoring: Scoring) -> str:
    pending = [part for part in total.parts if part.score.ground in PENDING]
    if not pending:
        return ""
    highest = points_text(total.highest, scoring)
    return (
        f"另有{len(pending)}项{weight_text(total.pending)}分未评（未到期或未出数），"
        f"先按没有得分合计，全得时为{highest}分。"
    )


def _warnings(evaluation: Evaluation, scores: Scores) -> list[str]:
    """What a score does not show: figures that are not final, binding targets that were missed."""
    said = []
    scored = {score.item.id: score for score in scores.items}
    rough = [
        scored[verdict.indicator.id]
        for verdict in evaluation.verdicts
        if verdict.provisional and verdict.indicator.id in scored and scored[verdict.indicator.id].points is not None
    ]
    if rough:
        points = sum((score.points or Decimal(0) for score in rough), Decimal(0))
        said.append(f"其中{len(rough)}项{points_text(points, scores.scoring)}分按预计数、快报数或待确认的数计。")
    missed = [
        verdict.indicator.label
        for verdict in evaluation.verdicts
        if verdict.indicator.binding and verdict.status is Status.UNMET
    ]
    if missed:
        said.append(f"约束性指标未完成{len(missed)}项，与总分高低无关：{_some(missed)}。")
    return said


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + (f"等{len(names)}项" if len(names) > _NAMED else "")


def _departments_sentence(scores: Scores, rules: Rules) -> str:
    found = [each for each in scores.departments if each.total.hundred is not None]
    if not found or scores.mean is None:
        return ""
    lowest = "、".join(
        f"{each.name}{hundred_text(each.total.hundred, scores.scoring, rules)}分"
        for each in scores.worst
        if each.total.hundred is not None
    )
    vetoed = [each.name for each in scores.departments if each.total.vetoed]
    veto = f"；一票否决：{'、'.join(vetoed)}" if vetoed else ""
    mean = hundred_text(scores.mean, scores.scoring, rules)
    return f"{len(found)}个单位平均{mean}分（百分制），最低的两个：{lowest}{veto}。"


def attribution_text(scoring: Scoring) -> str:
    """Who gets the points, e.g. ``计在第一个牵头单位，配合单位另按30%计``."""
    who = ATTRIBUTION_WORDS[scoring.attribution]
    return f"{who}，配合单位另按{percent(scoring.support_share)}计" if scoring.support_share else who


def scoring_sentence(scoring: Scoring) -> str:
    """The rules of scoring that were used, as every table of scores prints them."""
    basis = BASIS_WORDS[scoring.by]
    said = [f"达到目标得满分，未达到的按{basis}得分"]
    if scoring.by is Basis.PROGRESS:
        said[0] += "（没有基期的按完成率）"
    if scoring.floor:
        said.append(f"低于{percent(scoring.floor)}不得分")
    if scoring.bonus_item.value:
        most = "" if scoring.bonus_total is None else f"，加分合计至多{amount_text(scoring.bonus_total, '满分')}"
        said.append(f"超额的按比例加分，单项至多{amount_text(scoring.bonus_item, '该项分值')}{most}")
    else:
        said.append("得分不超过分值")
        if scoring.bonus_total is not None:
            said.append(f"加分合计至多{amount_text(scoring.bonus_total, '满分')}")
    said.append("任务完成得满分，到期没有完成不得分")
    said.append("未报送、待核实记0分，经决定不涉及的不计、其余折算")
    said.append(f"得分{attribution_text(scoring)}")
    bands = "、".join(f"{grade.name}{plain_text(grade.least)}分以上" for grade in scoring.grades[:-1])
    if bands:
        said.append(f"等级按百分制：{bands}，其余为{scoring.grades[-1].name}")
    rounding = f"每项得分修约到{scoring.decimals}位小数后相加"
    return f"计分规则：{'；'.join(said)}；{rounding}。"
