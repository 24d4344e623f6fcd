"""The tables of a report: indicators, tasks, what is unfinished, where every figure comes from (docs/report.md §4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text
from sctarget.report.columns import (
    FILE_COLUMNS,
    REPORT_COLUMNS,
    REPORT_TASK_COLUMNS,
    SOURCE_COLUMNS,
    UNFINISHED_COLUMNS,
)
from sctarget.report.figures import (
    actual_words,
    chinese_date,
    completion_words,
    demand_words,
    gap_words,
    milestone_words,
    pace_words,
    progress_words,
    provisional_word,
    reads_as,
    row_quantity,
    said,
    with_unit,
)
from sctarget.report.table import EMPTY, Cell, Column, Table
from sctarget.report.views import task_light
from sctarget.report.words import STATE_WORDS, STATUS_WORDS, monitored, status_words, task_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Light, TaskVerdict, Verdict
    from sctarget.model.plan import Indicator, Task
    from sctarget.model.source import Source
    from sctarget.model.units import Unit

SHORT = (Status.UNMET, Status.FAR_BEHIND, Status.BEHIND, Status.NEARLY)
"""Statuses that leave something to be done, the worst first."""

ABSENT = (Status.UNREPORTED, Status.TO_VERIFY, Status.UNPUBLISHED)
"""Statuses that say why there is no figure yet."""

_HASH = 16
_NOTED = frozenset({"decision_applied", "figure_verified"})
"""What the notes of an indicator say already."""


def responsible(item: Indicator | Task) -> str:
    """Who owes it: the leads, else who reports it."""
    return "、".join(item.lead or item.reporters)


def sole_owner(evaluation: Evaluation) -> str:
    """The one department that owes every indicator; empty where there are several, or one indicator only."""
    owners = {responsible(each) for each in evaluation.plan.indicators}
    return owners.pop() if len(owners) == 1 and len(evaluation.plan.indicators) > 1 else ""


def main_table(evaluation: Evaluation, title: str, notes: tuple[str, ...]) -> Table:
    """The indicators in the order of the plan; a column that would say the same everywhere is left to the notes."""
    targeted = not all(monitored(each) for each in evaluation.plan.indicators)
    owner = sole_owner(evaluation)
    rows = []
    for number, verdict in enumerate(evaluation.verdicts, 1):
        spoken = targeted or verdict.status is not Status.MONITORED
        texts = {
            "number": str(number),
            "name": verdict.indicator.label,
            "target": demand_words(verdict),
            "actual": actual_words(verdict, evaluation),
            "completion": completion_words(verdict, evaluation.plan.rules),
            "pace": pace_words(verdict, evaluation.plan),
            "status": status_words(verdict) if spoken else "",
            "lead": "" if owner else responsible(verdict.indicator),
        }
        rows.append(_row(REPORT_COLUMNS, texts, verdict.light))
    return Table(title, REPORT_COLUMNS, tuple(rows), notes)


def _row(columns: tuple[Column, ...], texts: Mapping[str, str], light: Light | None = None) -> tuple[Cell, ...]:
    return tuple(Cell(texts[each.key], light if each.key == "status" and texts["status"] else None) for each in columns)


def short_of(evaluation: Evaluation) -> list[Verdict]:
    """Every indicator that was looked for and is not reached, in the order of the plan."""
    return [verdict for verdict in evaluation.verdicts if verdict.status in {*SHORT, *ABSENT} and _judged(verdict)]


def _judged(verdict: Verdict) -> bool:
    return not monitored(verdict.indicator)


def overdue(evaluation: Evaluation) -> list[TaskVerdict]:
    """The tasks whose day has passed."""
    return [task for task in evaluation.tasks if task.overdue]


def unfinished_table(evaluation: Evaluation) -> Table | None:
    """What is not finished, with reasons and measures as the departments gave them; None when there is nothing."""
    rules = evaluation.plan.rules
    rows: list[tuple[Cell, ...]] = []
    for verdict in short_of(evaluation):
        texts = {
            "number": str(len(rows) + 1),
            "name": verdict.indicator.label,
            "target": demand_words(verdict),
            "actual": actual_words(verdict, evaluation),
            "gap": gap_words(verdict, rules),
            "status": status_words(verdict),
            "lead": responsible(verdict.indicator),
            "reason": verdict.reason or "",
            "measures": verdict.measures or "",
        }
        rows.append(_row(UNFINISHED_COLUMNS, texts, verdict.light))
    for task in overdue(evaluation):
        texts = {
            "number": str(len(rows) + 1),
            "name": task.task.name,
            "target": chinese_date(task.task.due),
            "actual": "",
            "gap": "",
            "status": task_words(task),
            "lead": responsible(task.task),
            "reason": said(task, "reason"),
            "measures": said(task, "measures"),
        }
        rows.append(_row(UNFINISHED_COLUMNS, texts, task_light(task)))
    notes = (f"注：原因和措施是各单位填报的原文；“{EMPTY}”表示没有数据或没有填写。",)
    return Table("", UNFINISHED_COLUMNS, tuple(rows), notes) if rows else None


def source_table(evaluation: Evaluation, title: str) -> Table:
    """Where every figure comes from, how final it is, what was converted, doubted or decided about it."""
    rules = evaluation.plan.rules
    named = len(evaluation.plan.reporters) > 1
    told = told_about(evaluation)
    rows = []
    for number, verdict in enumerate(evaluation.verdicts, 1):
        indicator = verdict.indicator
        texts = {
            "number": str(number),
            "name": indicator.label,
            "at": "；".join(indicator.at),
            "earlier": _earlier(verdict),
            "actual": actual_words(verdict, evaluation),
            "progress": progress_words(verdict, rules),
            "state": state_words(verdict),
            "source": _joined(
                [
                    _cells(verdict.sources, verdict.actual and (verdict.actual.value, indicator.unit), named=named),
                    *(f"自报：{_cells([(each.reporter, each.origin)])}" for each in verdict.verified if each.origin),
                ]
            ),
            "checks": check_words(verdict, told),
        }
        rows.append(_row(SOURCE_COLUMNS, texts))
    return Table(title, SOURCE_COLUMNS, tuple(rows))


def told_about(evaluation: Evaluation) -> dict[str, list[str]]:
    """What was converted, doubted or decided about the figures of each indicator, by its id."""
    told: dict[str, list[str]] = {}
    for problem in evaluation.problems:
        if problem.indicator and problem.code not in _NOTED:
            told.setdefault(problem.indicator, []).append(problem.message)
    return told


def check_words(verdict: Verdict, told: Mapping[str, Iterable[str]]) -> str:
    """All that must be known about a figure, on one line."""
    return _joined([*told.get(verdict.indicator.id, ()), milestone_words(verdict), *verdict.notes])


def _earlier(verdict: Verdict) -> str:
    """The baseline with its year, and last year's figure where another one is known."""
    indicator, base, last = verdict.indicator, verdict.indicator.baseline, verdict.last_year
    texts = []
    if base is not None:
        texts.append(f"{with_unit(plain_text(row_quantity(base.value, indicator)), indicator.unit)}（{base.year}年）")
    if last is not None and (base is None or row_quantity(base.value, indicator) != last):
        texts.append(f"上年{with_unit(plain_text(last), indicator.unit)}")
    return "；".join(texts)


def state_words(verdict: Verdict) -> str:
    """How final the figure is, e.g. 快报（暂定）; the reason where there is none."""
    if verdict.actual is None:
        return STATUS_WORDS[verdict.status]
    word = provisional_word(verdict)
    if word:
        return f"{word}（暂定）"
    return STATE_WORDS[verdict.actual.state] if verdict.actual.state else "最终"


def _joined(texts: Iterable[str]) -> str:
    return "；".join(text.rstrip("。；") for text in texts if text)


def _cells(
    sources: Iterable[tuple[str, Source]], plain: tuple[Decimal, Unit] | None = None, *, named: bool = True
) -> str:
    """Each cell that was read with its department, e.g. ``县统计局 填报表!H5，原填“1728万元”``.

    What was typed is left out where it reads as the figure ``plain`` does, the department where there is only one.
    """
    return "；".join(
        (f"{department} " if named else "")
        + f"{source.sheet}!{source.cell}"
        + (f"，原填“{source.raw}”" if source.raw and not (plain and reads_as(source.raw, *plain)) else "")
        for department, source in sources
    )


def file_table(evaluation: Evaluation, title: str) -> Table | None:
    """The returned workbooks that the figures were read from; None when there are none."""
    read = [source for verdict in evaluation.verdicts for source in verdict.sources]
    read += [(report.department, report.source) for task in evaluation.tasks for report in task.reports]
    read += [
        (each.reporter, each.origin) for verdict in evaluation.verdicts for each in verdict.verified if each.origin
    ]
    files = dict.fromkeys((department, source.file, source.sha256 or "") for department, source in read)
    rows = tuple((Cell(name), Cell(file), Cell(digest[:_HASH])) for name, file, digest in files)
    return Table(title, FILE_COLUMNS, rows) if rows else None


def task_table(evaluation: Evaluation, title: str) -> Table | None:
    """Every task with its proof and its cell, in the order of the plan; None when the plan has none."""
    rows = []
    for number, verdict in enumerate(evaluation.tasks, 1):
        texts = {
            "number": str(number),
            "name": verdict.task.name,
            "due": chinese_date(verdict.task.due),
            "status": task_words(verdict),
            "lead": responsible(verdict.task),
            "evidence": said(verdict, "evidence"),
            "source": _cells((report.department, replace(report.source, raw=None)) for report in verdict.reports),
        }
        rows.append(_row(REPORT_TASK_COLUMNS, texts, task_light(verdict)))
    return Table(title, REPORT_TASK_COLUMNS, tuple(rows)) if rows else None
