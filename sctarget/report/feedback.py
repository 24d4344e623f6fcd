"""反馈单: what one department is told of its results, points, deductions and debts (docs/scoring.md §9)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.departments import item_of
from sctarget.evaluate.pace import several_years
from sctarget.evaluate.result import TaskVerdict
from sctarget.evaluate.score_findings import SILENT
from sctarget.model.problem import Severity
from sctarget.model.scoring import AdjustmentKind
from sctarget.report.absences import form_words
from sctarget.report.columns import DEDUCTION_COLUMNS, FEEDBACK_COLUMNS
from sctarget.report.deductions import deductions_of
from sctarget.report.document import Block, Document, Heading, Text
from sctarget.report.figures import actual_words, chinese_date, completion_words, demand_words, pace_words
from sctarget.report.letters import contact_words, weekday_date
from sctarget.report.numbering import heading_number
from sctarget.report.phrases import monitored_phrase, rules_sentence, targets_phrase, tasks_phrase
from sctarget.report.shortcomings import shortcoming_blocks
from sctarget.report.table import Cell, Table, visible
from sctarget.report.titles import broken_title, over, quoted_title, reported_span
from sctarget.report.words import monitored, status_words, task_words
from sctarget.report.year_report import UNDATED, full_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sctarget.evaluate.departments import Standing
    from sctarget.evaluate.points import DepartmentScore, Part
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.scoring import Scoring
    from sctarget.report.deductions import Deduction
    from sctarget.report.document import Frame

_SERIOUS = frozenset({Severity.WARNING, Severity.QUARANTINED, Severity.REJECTED})


def has_feedback(standing: Standing) -> bool:
    """Whether there is anything to tell a department: one that only helps, unscored, is told nothing."""
    return bool(standing.verdicts or standing.tasks or standing.reported or standing.score)


def feedback_letter(standing: Standing, evaluation: Evaluation, frame: Frame, reply_by: date | None) -> Document:
    """The 反馈单 of one department; objections are due by ``reply_by``, without it no day is named."""
    scored = "和得分" if standing.score else ""
    sections: list[tuple[str, list[Block]]] = [
        ("总体情况", _overall(standing, evaluation)),
        (f"各项完成情况{scored}", _items(standing, evaluation)),
        ("扣分明细", _deductions(standing, evaluation)),
        ("没有完成的事项和原因", shortcoming_blocks(_unscored(standing, evaluation))),
        ("需要补报、核实的事项", _owed(standing, evaluation)),
        ("异议反馈", [Text(_objection(evaluation, reply_by))]),
    ]
    plan = evaluation.plan
    paper = f"（{plan.document}）" if plan.document else ""
    blocks: list[Block] = [
        Text(
            f"依据《{quoted_title(plan.title)}》{paper}和报送的数据，现将你单位截至"
            f"{chinese_date(evaluation.as_of)}的目标任务完成情况{scored}反馈如下。"
        )
    ]
    for number, (heading, inside) in enumerate((each for each in sections if each[1]), 1):
        blocks += [Heading(1, heading_number(1, number), heading), *inside]
    return Document(
        broken_title(frame.title or _title(evaluation)),
        tuple(blocks),
        f"{visible(standing.name)}：",
        frame.signature or full_name(plan),
        frame.dated or UNDATED,
    )


def _title(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    when = "" if over(evaluation) else reported_span(evaluation.as_of, year=several_years(plan))
    return f"《{quoted_title(plan.title)}》{when}完成情况反馈单"


def _overall(standing: Standing, evaluation: Evaluation) -> list[Block]:
    parts = (targets_phrase(standing.verdicts), monitored_phrase(standing.verdicts), tasks_phrase(standing.tasks))
    owed = "；".join(part for part in parts if part)
    said = [f"你单位牵头的{owed}。" if owed else "你单位没有牵头的指标和任务。"]
    if standing.helped:
        said.append(f"另配合{len(standing.helped)}项。")
    if standing.reported:
        said.append(f"另为别的单位牵头的{len(standing.reported)}项报送数据。")
    texts: list[Block] = [Text("".join(said))]
    if standing.score is not None:
        texts.append(Text(_score_sentence(standing.score, evaluation)))
    return texts


def _score_sentence(department: DepartmentScore, evaluation: Evaluation) -> str:
    from sctarget.report.score_words import total_sentence

    rules, scores = evaluation.plan.rules, evaluation.scores
    if rules.scoring is None or scores is None:
        return ""
    said = total_sentence(department.total, rules.scoring, rules)
    if rules.scoring.rank and department.rank:
        said += f"按百分制在{len(scores.departments)}个单位中排第{department.rank}位。"
    return said


def _items(standing: Standing, evaluation: Evaluation) -> list[Block]:
    """The table of all that a department owes, is scored for, or reports."""
    parts = {part.score.item.id: part for part in standing.score.total.parts} if standing.score else {}
    listed = {item_of(each).id for each in (*standing.verdicts, *standing.tasks, *standing.reported)} | set(parts)
    judged: list[Verdict | TaskVerdict] = [*evaluation.verdicts, *evaluation.tasks]
    results = [each for each in judged if item_of(each).id in listed]
    if not results:
        return []
    rows = [
        _item_row(number, each, _mark(each, parts.get(item_of(each).id), standing), evaluation)
        | _points(parts.get(item_of(each).id), evaluation)
        for number, each in enumerate(results, 1)
    ]
    notes = []
    if standing.score is not None and evaluation.plan.rules.scoring is not None:
        from sctarget.report.score_words import scoring_sentence
        from sctarget.report.scores import sums_of

        sums = sums_of(standing.score.total, evaluation)
        rows += [{"name": each.name, "weight": each.weight, "points": each.points} for each in sums]
        notes += [f"{each.name}：{each.why}。" for each in sums if each.sort in {"折算", "加分"}]
        notes.append(scoring_sentence(evaluation.plan.rules.scoring))
    if not all(monitored(each.indicator) for each in standing.verdicts):
        notes.append(rules_sentence(evaluation.plan.rules))
    table = Table("表1　各项完成情况", FEEDBACK_COLUMNS, tuple(map(_item_cells, rows)), _numbered(notes))
    return [table]


def _item_row(number: int, result: Verdict | TaskVerdict, mark: str, evaluation: Evaluation) -> dict[str, str]:
    if isinstance(result, TaskVerdict):
        return {
            "number": str(number),
            "name": f"{result.task.name}{mark}",
            "target": f"{chinese_date(result.task.due)}前完成",
            "status": task_words(result),
        }
    return {
        "number": str(number),
        "name": f"{result.indicator.label}{mark}",
        "target": demand_words(result),
        "actual": actual_words(result, evaluation),
        "completion": completion_words(result, evaluation.plan.rules),
        "pace": pace_words(result, evaluation.plan),
        "status": status_words(result),
    }


def _mark(result: Verdict | TaskVerdict, part: Part | None, standing: Standing) -> str:
    """What a department is to an item where it is not its one lead."""
    if part is not None:
        from sctarget.report.score_words import share_text

        share = share_text(part.share, lead=part.lead)
        return f"（{share}）" if share else ""
    return "（只报送）" if result in standing.reported else ""


def _points(part: Part | None, evaluation: Evaluation) -> dict[str, str]:
    scoring = evaluation.plan.rules.scoring
    if part is None or scoring is None:
        return {}
    from sctarget.report.score_words import part_points, weight_text

    return {"weight": weight_text(part.weight), "points": part_points(part, scoring)}


def _item_cells(texts: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(texts.get(column.key, "")) for column in FEEDBACK_COLUMNS)


def _numbered(notes: list[str]) -> tuple[str, ...]:
    lines = [f"{number}.{note}" for number, note in enumerate(notes, 1)] if len(notes) > 1 else notes
    return tuple(f"{'' if number else '注：'}{line}" for number, line in enumerate(lines))


def _deductions(standing: Standing, evaluation: Evaluation) -> list[Block]:
    """Each deduction on a line of its own, summed; that there is none where there is none."""
    scoring = evaluation.plan.rules.scoring
    if standing.score is None or scoring is None:
        return []
    from sctarget.report.score_words import points_text

    total = standing.score.total
    found = deductions_of(total, evaluation)
    if not found:
        return [Text("没有失分和扣分。")]
    rows = [_deduction_row(number, each, scoring) for number, each in enumerate(found, 1)]
    summed = sum((each.lost for each in found), Fraction(0))
    rows.append({"name": "合计", "lost": points_text(summed, scoring)})
    notes = []
    if total.excess:
        notes.append(f"加分超过上限，另扣回{points_text(total.excess, scoring)}分。")
    if total.lift:
        notes.append(f"扣到0分为止，多扣的{points_text(total.lift, scoring)}分不计。")
    cells = tuple(tuple(Cell(row.get(column.key, "")) for column in DEDUCTION_COLUMNS) for row in rows)
    return [Table("表2　扣分明细", DEDUCTION_COLUMNS, cells, _numbered(notes))]


def _deduction_row(number: int, deduction: Deduction, scoring: Scoring) -> dict[str, str]:
    from sctarget.report.score_words import KIND_WORDS, points_text

    made = deduction.adjustment
    lost = points_text(deduction.lost, scoring)
    if made is None:
        silent = deduction.part is not None and deduction.part.score.ground in SILENT
        reason = deduction.reason or ("" if silent else "（没有填写原因）")
        measures = f"；改进措施：{deduction.measures}" if deduction.measures else ""
        at = deduction.part.score.item.at if deduction.part else ()
        told = {"name": deduction.name, "lost": lost, "reason": f"{reason}{measures}", "paper": "、".join(at)}
        return {"number": str(number), "why": deduction.why, **told}
    word = KIND_WORDS[made.kind]
    vetoed = made.kind is AdjustmentKind.VETO
    graded = f"等级定为{scoring.vetoed}：" if vetoed else ""
    return {
        "number": str(number),
        "name": f"{word}：{deduction.name}" if deduction.name else word,
        "lost": "" if vetoed else lost,
        "why": f"{graded}{made.why}（{made.who}，{made.when.isoformat()}）",
        "paper": made.document or "",
    }


def _unscored(standing: Standing, evaluation: Evaluation) -> Evaluation:
    """What of an evaluation a department owes and the deductions have not said already."""
    parts = standing.score.total.parts if standing.score else ()
    told = {part.score.item.id for part in parts if part.lost > 0}
    return evaluation._replace(
        verdicts=tuple(each for each in standing.verdicts if each.indicator.id not in told),
        tasks=tuple(each for each in standing.tasks if each.task.id not in told),
    )


def _owed(standing: Standing, evaluation: Evaluation) -> list[Block]:
    """The form that has not come, and what is open in the one that has."""
    lines = []
    if standing.name in evaluation.missing:
        plan = evaluation.plan
        counted = "、".join(
            f"{word}{len(owed)}项"
            for word, owed in (
                ("指标", [each for each in plan.indicators if standing.name in each.reporters]),
                ("任务", [each for each in plan.tasks if standing.name in each.reporters]),
            )
            if owed
        )
        lines.append(f"还没有收到你单位的{form_words(evaluation)}（应报{counted}），请补报。")
    lines += _form_problems(standing.name, evaluation)
    if len(lines) == 1:
        return [Text(visible(lines[0]))]
    return [Text(f"{number}. {visible(line)}") for number, line in enumerate(lines, 1)]


def _form_problems(name: str, evaluation: Evaluation) -> Iterator[str]:
    """What is doubtful in a department's form, with the place, e.g. ``…请核实。（填报表!H6）``."""
    for problem in evaluation.problems:
        if problem.department != name or problem.severity not in _SERIOUS or problem.code == "not_returned":
            continue
        source = problem.source
        where = f"（{source.sheet}!{source.cell}）" if source and source.sheet and source.cell else ""
        yield f"{problem.message}{where}"


def _objection(evaluation: Evaluation, reply_by: date | None) -> str:
    until = f"于{weekday_date(reply_by)}前" if reply_by else ""
    return (
        f"请核对以上结果。有异议的，请{until}向{contact_words(evaluation.plan)}书面反馈，"
        "写明是哪一项、理由和应为多少，并附佐证材料。"
    )
