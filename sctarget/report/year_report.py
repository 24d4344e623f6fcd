"""Evaluation → the report that a bureau sends up: results at the end, progress before it (docs/report.md §2)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sctarget.evaluate.pace import several_years
from sctarget.model.actual import TaskState
from sctarget.model.grade import GRADE_WORDS
from sctarget.report.comparison import comparison
from sctarget.report.document import Annex, Block, Document, Frame, Heading, Text
from sctarget.report.facts import facts_of
from sctarget.report.figures import chinese_date
from sctarget.report.numbering import heading_number
from sctarget.report.overall import opening, overall_texts
from sctarget.report.phrases import rules_sentence
from sctarget.report.problems import problem_tables
from sctarget.report.report_tables import (
    file_table,
    main_table,
    responsible,
    sole_owner,
    source_table,
    task_table,
    unfinished_table,
)
from sctarget.report.shortcomings import next_step_blocks, shortcoming_blocks
from sctarget.report.table import EMPTY, visible
from sctarget.report.titles import broken_title, over, report_title, reported_span
from sctarget.report.words import TASK_WORDS, monitored

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, TaskVerdict
    from sctarget.model.plan import Plan
    from sctarget.report.document import Facts

SENTENCES, CHARACTERS = 6, 240
"""So much makes a paragraph at most, some nine lines; a longer group is parted evenly."""

UNDATED = "　　　　年　　月　　日"
_STATES = (
    TaskState.DONE,
    TaskState.IN_PROGRESS,
    TaskState.NOT_STARTED,
    TaskState.TERMINATED,
    TaskState.UNREPORTED,
)
_OPEN = frozenset({TaskState.IN_PROGRESS, TaskState.NOT_STARTED, TaskState.UNREPORTED})


def year_report(evaluation: Evaluation, frame: Frame | None = None) -> Document:
    """The whole report, e.g. ``year_report(evaluation, Frame(addressee="县人民政府"))``."""
    frame = frame or Frame()
    plan = evaluation.plan
    facts = tuple(facts_of(verdict, evaluation) for verdict in evaluation.verdicts)
    sections = [
        ("总体情况", _overall(evaluation)),
        (_indicators_heading(evaluation), _indicators(evaluation, facts)),
        ("重点任务推进情况", _tasks(evaluation)),
        ("存在的问题及原因", shortcoming_blocks(evaluation)),
        ("下一步工作", next_step_blocks(evaluation)),
    ]
    blocks: list[Block] = [Text(opening(evaluation))]
    for number, (title, inside) in enumerate((each for each in sections if each[1]), 1):
        blocks += [Heading(1, heading_number(1, number), title), *inside]
    return Document(
        broken_title(frame.title or report_title(evaluation)),
        tuple(blocks),
        f"{frame.addressee.rstrip('：:')}：" if frame.addressee else "",
        frame.signature or full_name(plan),
        frame.dated or UNDATED,
        _annexes(evaluation),
        facts,
    )


def full_name(plan: Plan) -> str:
    """The issuer as it signs: of its known names the longest, since the plan may shorten it."""
    names = [(each.name, *each.aliases) for each in plan.departments if plan.issuer in (each.name, *each.aliases)]
    return max(names[0], key=len) if names else plan.issuer or ""


def _overall(evaluation: Evaluation) -> list[Block]:
    return [Text(text) for text in overall_texts(evaluation)]


def _indicators_heading(evaluation: Evaluation) -> str:
    what = "指标" if all(monitored(each) for each in evaluation.plan.indicators) else "主要指标"
    return f"{what}{'完成' if over(evaluation) else '进展'}情况"


def _indicators(evaluation: Evaluation, facts: tuple[Facts, ...]) -> list[Block]:
    """The table, then one sentence for each indicator, by the groups of the plan and in its order."""
    if not facts:
        return []
    span = reported_span(evaluation.as_of, year=True)
    year = "" if several_years(evaluation.plan) and over(evaluation) else span
    caption = f"表1　{year}科技指标{'完成' if over(evaluation) else '进展'}情况"
    blocks: list[Block] = [
        Text("各项指标的情况见表1，逐项说明如下。"),
        main_table(evaluation, caption, _notes(evaluation)),
    ]
    grouped: dict[str, list[str]] = {}
    for each in facts:
        grouped.setdefault(each.group, []).append(each.sentence)
    order = [name for name in (*evaluation.plan.groups, *grouped) if name]
    names = [name for name in dict.fromkeys((*order, "")) if name in grouped]
    for number, name in enumerate(names, 1):
        if name or number > 1:
            blocks.append(Heading(2, heading_number(2, number), visible(name) or "其他"))
        blocks += [Text(text) for text in _paragraphs(grouped[name])]
    return blocks


def _paragraphs(sentences: list[str]) -> list[str]:
    count = max(-(-len(sentences) // SENTENCES), -(-sum(map(len, sentences)) // CHARACTERS))
    size, rest = divmod(len(sentences), min(count, len(sentences)))
    cuts = [number * size + min(number, rest) for number in range(min(count, len(sentences)) + 1)]
    return ["".join(map(visible, sentences[left:right])) for left, right in pairwise(cuts)]


def _notes(evaluation: Evaluation) -> tuple[str, ...]:
    """What a reader of the table must know, numbered; what does not concern this plan is left out."""
    targeted = not all(monitored(each) for each in evaluation.plan.indicators)
    compared = any(comparison(each, evaluation) for each in evaluation.verdicts)
    owner = sole_owner(evaluation)
    notes = (
        f"{'“目标”为计划原文；' if targeted else ''}“{EMPTY}”表示没有数据或不适用，不等于0。",
        f"各项指标均由{visible(owner)}负责。" if owner else "",
        rules_sentence(evaluation.plan.rules) if targeted else "",
        "与以前相比的增减按报送数计算。" if compared else "",
        "预计数、快报数和待确认数为暂定数。" if any(each.provisional for each in evaluation.verdicts) else "",
    )
    said = [note for note in notes if note]
    if len(said) == 1:
        return (f"注：{said[0]}",)
    return tuple(f"{'注：' if number == 1 else ''}{number}.{note}" for number, note in enumerate(said, 1))


def _tasks(evaluation: Evaluation) -> list[Block]:
    """The tasks by how far they are, in the order of the plan."""
    blocks: list[Block] = []
    for number, state in enumerate((state for state in _STATES if _of(evaluation, state)), 1):
        found = _of(evaluation, state)
        owners = {responsible(each.task) for each in found}
        shared = owners.pop() if len(found) > 1 and len(owners) == 1 and state in _OPEN else ""
        opening_words = f"均由{visible(shared)}负责：" if shared else ""
        listed = "；".join(_task_words(each, evaluation, owner=not shared) for each in found)
        lead = f"{heading_number(2, number)}{TASK_WORDS[state]}{len(found)}项。"
        blocks.append(Text(f"{opening_words}{listed}。", lead, level=2))
    return blocks


def _of(evaluation: Evaluation, state: TaskState) -> list[TaskVerdict]:
    return [each for each in evaluation.tasks if each.status is state]


def _task_words(verdict: TaskVerdict, evaluation: Evaluation, *, owner: bool) -> str:
    """A task with what its reader must know: who owes an open one, and its day where that is not the plan's end."""
    marks = []
    if verdict.status in _OPEN:
        marks.append(responsible(verdict.task) if owner else "")
        if verdict.overdue:
            marks.append(f"应于{chinese_date(verdict.task.due)}前完成，已逾期")
        elif verdict.task.due != evaluation.plan.period.end:
            marks.append(f"{chinese_date(verdict.task.due)}前完成")
    if verdict.grade is not None:
        marks.append(f"评定为{GRADE_WORDS[verdict.grade.level]}")
    said = "，".join(mark for mark in marks if mark)
    return visible(f"{verdict.task.name}（{said}）" if said else verdict.task.name)


def _annexes(evaluation: Evaluation) -> tuple[Annex, ...]:
    annexes = []
    unfinished = unfinished_table(evaluation)
    if unfinished is not None:
        what = "未完成事项清单" if over(evaluation) else "滞后和待办事项清单"
        annexes.append(Annex(what, (unfinished,), landscape=True))
    if evaluation.scores is not None:
        from sctarget.report.scores import score_tables

        annexes.append(Annex("得分情况", score_tables(evaluation), landscape=True))
    if any(each.breakdown for each in evaluation.verdicts):
        from sctarget.report.splitting import split_table

        parts = split_table(evaluation, "")
        annexes.append(Annex("指标分解完成情况", (parts,) if parts else (), landscape=True))
    tables = [
        source_table(evaluation, "指标数据来源") if evaluation.verdicts else None,
        task_table(evaluation, "任务情况和佐证"),
        file_table(evaluation, "收回的填报表"),
    ]
    annexes.append(Annex("数据来源及说明", tuple(each for each in tables if each is not None), landscape=True))
    doubts = tuple(table for table in problem_tables(evaluation) if not table.title.startswith("已自动规范"))
    if doubts:
        annexes.append(Annex("报送和数据核对情况", doubts, landscape=True))
    return tuple(annexes)
