"""Scores → tables: the self-evaluation table (绩效自评表) and the departments side by side (docs/scoring.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.result import Light, TaskVerdict
from sctarget.evaluate.rounding import shown_percent, to_decimal
from sctarget.evaluate.score_findings import SILENT, deviation
from sctarget.model.errors import UsageError
from sctarget.model.scoring import AdjustmentKind
from sctarget.report.columns import DEPARTMENT_SCORE_COLUMNS, PAPER_SCORE_KEYS, SCORE_COLUMNS
from sctarget.report.figures import (
    actual_words,
    chinese_date,
    completion_words,
    demand_words,
    progress_words,
    said,
    source_words,
)
from sctarget.report.phrases import missing_sentence, rules_sentence
from sctarget.report.problems import item_names
from sctarget.report.score_words import (
    KIND_WORDS,
    adjusted_text,
    adjustment_text,
    grade_text,
    hundred_text,
    item_name,
    part_ground,
    part_points,
    percent,
    points_text,
    rescaling_text,
    score_sentences,
    scoring_sentence,
    total_sentence,
    weight_text,
    worst_text,
)
from sctarget.report.table import Cell, Page, Table, picked
from sctarget.report.views import NO_GROUP, OVERDUE, Selection, task_light
from sctarget.report.words import TASK_WORDS, status_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sctarget.evaluate.points import DepartmentScore, ItemScore, Part, Scores, Total
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Plan, Rules
    from sctarget.report.table import Column

_LOST_ALL = Light.RED


class NoWeightsError(UsageError):
    """Scores were asked for where nothing has a weight."""

    def __init__(self) -> None:
        super().__init__("计划里没有一项指标或任务写了 weight（权重），不能计分。请先在计划里写上权重。")


def require_weights(plan: Plan) -> None:
    """Raise NoWeightsError for a plan that gives nothing a weight."""
    if plan.rules.scoring is None:
        raise NoWeightsError


def score_page(evaluation: Evaluation, selection: Selection | None = None) -> Page:
    """The scores as a page: sentences, the self-evaluation table, the departments, the rules.

    Of chosen departments each has its own table with its own total.  The evaluation must hold scores.
    """
    selection = selection or Selection(order="plan")
    scores = evaluation.scores
    if scores is None:
        raise NoWeightsError
    rules, scoring = evaluation.plan.rules, scores.scoring
    tables: tuple[Table, ...]
    sentences = score_sentences(evaluation)
    if selection.by == "department" or selection.departments:
        chosen = [each for each in scores.departments if _wanted(each, selection)]
        if selection.departments:
            sentences = tuple(f"{each.name}：{total_sentence(each.total, scoring, rules)}" for each in chosen)
        tables = tuple(
            score_table(evaluation, each.total, selection, _department_title(each, evaluation)) for each in chosen
        )
    else:
        tables = (score_table(evaluation, scores.total, selection, "自评表"),)
    if len(scores.departments) > 1 and not selection.departments:
        tables = (*tables, departments_table(scores, evaluation))
    said = (f"截至{chinese_date(evaluation.as_of)}的得分。", *sentences, missing_sentence(evaluation))
    notes = (scoring_sentence(scoring), rules_sentence(rules))
    return Page(evaluation.plan.title, tuple(text for text in said if text), tables, notes)


def score_tables(evaluation: Evaluation) -> tuple[Table, ...]:
    """The tables of a report: the self-evaluation as its paper form has it with the rules below, the departments."""
    scores = evaluation.scores
    if scores is None:
        return ()
    whole = score_table(evaluation, scores.total, Selection(order="plan"), "绩效自评表")
    own = picked(whole, PAPER_SCORE_KEYS)._replace(notes=(f"注：{scoring_sentence(scores.scoring)}",))
    return (own, departments_table(scores, evaluation)) if len(scores.departments) > 1 else (own,)


def _wanted(department: DepartmentScore, selection: Selection) -> bool:
    return not selection.departments or department.name in selection.departments


def _department_title(department: DepartmentScore, evaluation: Evaluation) -> str:
    scoring, total = evaluation.plan.rules.scoring, department.total
    if scoring is None or total.score is None or total.hundred is None:
        return department.name
    rank = f"，第{department.rank}位" if scoring.rank and department.rank else ""
    hundred = hundred_text(total.hundred, scoring, evaluation.plan.rules)
    return f"{department.name}：百分制{hundred}分，等级{grade_text(total)}{rank}"


def score_table(evaluation: Evaluation, total: Total, selection: Selection, title: str) -> Table:
    """One self-evaluation table: a row for each item, then the sums, each addend in a row of its own."""
    results: dict[str, Verdict | TaskVerdict] = {item.indicator.id: item for item in evaluation.verdicts}
    results.update((item.task.id, item) for item in evaluation.tasks)
    numbered = list(enumerate(total.parts, 1))
    wanted = [item for item in numbered if _shown(item[1], results, selection)]
    if selection.order == "worst":
        wanted.sort(key=lambda item: (-item[1].lost, item[0]))
    kept = wanted[: selection.limit]
    rows = [_row(number, part, results[part.score.item.id], evaluation) for number, part in kept]
    notes = []
    if len(kept) == len(numbered):
        rows += _foot(total, evaluation)
    else:
        notes.append(f"只列出{len(kept)}项，共{len(numbered)}项；合计见完整的表。")
    columns: tuple[Column, ...] = SCORE_COLUMNS
    if not any(part.score.item.group for part in total.parts):
        columns = tuple(each._replace(caption="指标") if each.key == "name" else each for each in columns)
    return Table(title, columns, tuple(rows), tuple(notes))


def _shown(part: Part, results: Mapping[str, Verdict | TaskVerdict], selection: Selection) -> bool:
    item = part.score.item
    if selection.groups and (item.group or NO_GROUP) not in selection.groups:
        return False
    result, wanted = results[item.id], selection.statuses
    if isinstance(result, TaskVerdict) and result.overdue and OVERDUE in wanted:
        return True
    return not wanted or result.status.value in wanted


def _row(number: int, part: Part, result: Verdict | TaskVerdict, evaluation: Evaluation) -> tuple[Cell, ...]:
    score, scoring, rules = part.score, evaluation.plan.rules.scoring, evaluation.plan.rules
    if scoring is None:
        return ()
    texts = {
        "sort": "任务" if isinstance(result, TaskVerdict) else "指标",
        "number": str(number),
        "id": score.item.id,
        "group": score.item.group or "",
        "name": item_name(score),
        "weight": weight_text(part.weight),
        "points": part_points(part, scoring),
        "lead": "、".join(score.item.lead or score.item.reporters),
        "ground": part_ground(part, rules),
    }
    light = None
    if isinstance(result, TaskVerdict):
        light = task_light(result)
        late = "（逾期）" if result.overdue else ""
        texts |= {
            "target": f"{chinese_date(result.task.due)}前完成",
            "actual": f"{TASK_WORDS[result.status]}{late}",
            "status": f"{TASK_WORDS[result.status]}{late}",
            "reason": _reasons(score, said(result, "reason"), said(result, "measures"), ""),
        }
    else:
        light = result.light
        texts |= {
            "target": demand_words(result),
            "actual": actual_words(result, evaluation),
            "completion": completion_words(result, rules),
            "progress": progress_words(result, rules),
            "status": status_words(result),
            "reason": _reasons(score, result.reason, result.measures, _deviation(result, evaluation)),
            "source": source_words(result),
        }
    return _cells(SCORE_COLUMNS, texts, {"status": light})


def _cells(columns: Iterable[Column], texts: Mapping[str, str], lights: Mapping[str, Light | None]) -> tuple[Cell, ...]:
    return tuple(Cell(texts.get(column.key, ""), lights.get(column.key)) for column in columns)


def _reasons(score: ItemScore, reason: str | None, measures: str | None, more: str) -> str:
    """偏差原因分析及改进措施: the department's own words; that there are none where points were lost."""
    told = [reason or ("（未填原因）" if score.lost and score.ground not in SILENT else "")]
    if measures:
        told.append(f"改进措施：{measures}")
    return "；".join(text for text in (*told, more) if text)


def _deviation(verdict: Verdict, evaluation: Evaluation) -> str:
    """偏离度 where it is so large that it must be explained, with the remark that explains it."""
    share, scoring = deviation(verdict), evaluation.plan.rules.scoring
    if share is None or scoring is None or to_decimal(share) <= scoring.deviation:
        return ""
    shown = shown_percent(to_decimal(share), (scoring.deviation,), evaluation.plan.rules)
    met = verdict.shortfall == 0
    remark = f"，备注：{verdict.remark}" if met and verdict.remark and not verdict.reason else ""
    return f"偏离度{shown}，超过{percent(scoring.deviation)}{remark}"


class Sum(NamedTuple):
    """One row below the items of a total: what is added, its weight and points as texts, and why."""

    sort: str
    name: str
    weight: str
    points: str
    why: str = ""


def sums_of(total: Total, evaluation: Evaluation) -> list[Sum]:
    """The rows below the items: whoever adds them up comes to the last one."""
    scoring = evaluation.plan.rules.scoring
    if scoring is None:
        return []
    full = weight_text(total.full)
    names = item_names(evaluation.plan)
    rows = [Sum("合计", "各项得分合计", full, points_text(total.earned, scoring))]
    if total.removed:
        text = rescaling_text(total, scoring)
        rows.append(Sum("折算", "折算后得分", full, points_text(total.rescaled, scoring), text))
    for each in total.adjusted:
        made = each.adjustment
        concerned = "，".join(text for text in (made.department, names.get(made.item or "")) if text)
        points = "" if made.kind is AdjustmentKind.VETO else points_text(each.points, scoring)
        word = KIND_WORDS[made.kind]
        rows.append(Sum(word, f"{word}（{concerned}）", "", points, adjustment_text(made)))
    if total.excess:
        rows.append(Sum("封顶", "加分超过上限扣回", "", points_text(-total.excess, scoring)))
    if total.lift:
        rows.append(Sum("封底", "扣到0分为止", "", points_text(total.lift, scoring)))
    points = "" if total.score is None else points_text(total.score, scoring)
    none = "全部不涉及" if total.parts else "没有计分的项"
    graded = f"总得分（等级：{grade_text(total)}）" if total.score is not None else f"总得分（{none}）"
    return [*rows, Sum("总分", graded, full, points)]


def _foot(total: Total, evaluation: Evaluation) -> list[tuple[Cell, ...]]:
    return [
        _cells(
            SCORE_COLUMNS,
            {"sort": each.sort, "name": each.name, "weight": each.weight, "points": each.points, "ground": each.why},
            {},
        )
        for each in sums_of(total, evaluation)
    ]


def departments_table(scores: Scores, evaluation: Evaluation) -> Table:
    """The departments side by side, in the order of the plan, by rank where the plan ranks them."""
    scoring = scores.scoring
    found = list(scores.departments)
    if scoring.rank:
        found.sort(key=lambda each: each.rank or len(found) + 1)
    rows = tuple(
        _cells(
            DEPARTMENT_SCORE_COLUMNS,
            {**department_texts(each, evaluation.plan.rules), "items": str(len(each.total.parts))},
            {"grade": _grade_light(each)},
        )
        for each in found
    )
    return Table(f"各单位得分（{len(found)}个单位）", DEPARTMENT_SCORE_COLUMNS, rows)


def department_texts(department: DepartmentScore, rules: Rules) -> dict[str, str]:
    """What stands in the columns of a department's score."""
    total, scoring = department.total, rules.scoring
    if scoring is None:
        return {}
    return {
        "department": department.name,
        "weight": weight_text(total.full),
        "points": "" if total.score is None else points_text(total.score, scoring),
        "hundred": "" if total.hundred is None else hundred_text(total.hundred, scoring, rules),
        "grade": grade_text(total),
        "rank": str(department.rank or ""),
        "worst": worst_text(total.worst, scoring),
        "adjusted": adjusted_text(total.adjusted, scoring),
    }


def _grade_light(department: DepartmentScore) -> Light | None:
    """A veto is red; grades are words of the plan and have no colour of their own."""
    return _LOST_ALL if department.total.vetoed else None
