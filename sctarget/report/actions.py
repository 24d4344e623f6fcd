"""Everything that somebody must act on, in one list: indicators, tasks, forms, cells (docs/report.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.report.absences import why_absent
from sctarget.report.columns import ACTION_COLUMNS
from sctarget.report.figures import actual_words, chinese_date, demand_words, gap_words, pace_words, place, said
from sctarget.report.problems import SEVERITY_LIGHTS, item_names
from sctarget.report.report_tables import ABSENT, SHORT, overdue, responsible, short_of
from sctarget.report.table import Cell, Table
from sctarget.report.views import task_light
from sctarget.report.words import status_words, task_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sctarget.evaluate.result import Evaluation, Light, Verdict
    from sctarget.model.problem import Problem

_SERIOUS = (Severity.REJECTED, Severity.QUARANTINED, Severity.WARNING)


def action_table(evaluation: Evaluation) -> Table | None:
    """Indicators that are short, the worst status first, then those without a figure, tasks, forms, cells.

    None when there is nothing to do.
    """
    rows = [
        *_indicator_rows(evaluation),
        *_task_rows(evaluation),
        *_missing_rows(evaluation),
        *_problem_rows(evaluation),
    ]
    numbered = tuple((Cell(str(number)), *row[1:]) for number, row in enumerate(rows, 1))
    return Table("问题", ACTION_COLUMNS, numbered, (_NOTE,)) if rows else None


_NOTE = "未达原因和改进措施是各单位填报的原文。"


def _row(texts: Mapping[str, str], light: Light | None) -> tuple[Cell, ...]:
    return tuple(
        Cell(texts.get(column.key, ""), light if column.key == "status" else None) for column in ACTION_COLUMNS
    )


def _indicator_rows(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    short = short_of(evaluation)
    for status in (*SHORT, *ABSENT):
        for verdict in short:
            if verdict.status is status:
                texts = {
                    "status": status_words(verdict),
                    "name": verdict.indicator.label,
                    "department": responsible(verdict.indicator),
                    "what": _what(verdict, evaluation),
                    "reason": verdict.reason or "",
                    "measures": verdict.measures or "",
                    "source": "；".join(place(source) for _, source in verdict.sources),
                }
                yield _row(texts, verdict.light)


def _what(verdict: Verdict, evaluation: Evaluation) -> str:
    """How it stands, e.g. ``目标“0.5亿元以上”，实际0.43亿元，尚差0.07亿元``."""
    parts = [f"目标“{demand_words(verdict)}”"]
    if verdict.status in ABSENT:
        parts.append(why_absent(verdict, evaluation))
    else:
        parts.append(f"实际{actual_words(verdict, evaluation)}")
        parts.append(gap_words(verdict, evaluation.plan.rules))
        pace = pace_words(verdict, evaluation.plan)
        parts.append(f"比序时{pace}" if pace else "")
    return "，".join(part for part in parts if part)


def _task_rows(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    for verdict in overdue(evaluation):
        texts = {
            "status": task_words(verdict),
            "name": verdict.task.name,
            "department": responsible(verdict.task),
            "what": f"应于{chinese_date(verdict.task.due)}前完成",
            "reason": said(verdict, "reason"),
            "measures": said(verdict, "measures"),
            "source": "；".join(place(report.source) for report in verdict.reports),
        }
        yield _row(texts, task_light(verdict))


def _missing_rows(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    known = {each.name: each for each in evaluation.plan.departments}
    owed = [item.reporters for item in evaluation.plan.indicators]
    owed += [task.reporters for task in evaluation.plan.tasks]
    for name in evaluation.missing:
        department = known.get(name)
        contact = "，".join(
            text for text in (department.contact if department else "", department.phone if department else "") if text
        )
        count = sum(name in reporters for reporters in owed)
        texts = {
            "status": "未交表",
            "name": "填报表",
            "department": name,
            "what": f"没有交填报表，涉及指标和任务{count}项{f'（联系：{contact}）' if contact else ''}",
        }
        yield _row(texts, SEVERITY_LIGHTS[Severity.QUARANTINED])


def _problem_rows(evaluation: Evaluation) -> Iterator[tuple[Cell, ...]]:
    names = item_names(evaluation.plan)
    for severity in _SERIOUS:
        for problem in evaluation.problems:
            if problem.severity is severity and problem.code != "not_returned":
                yield _problem_row(problem, names)


def _problem_row(problem: Problem, names: Mapping[str, str]) -> tuple[Cell, ...]:
    read = problem.read
    quoted = f"读到“{read}”。" if read and read not in problem.message else ""
    texts = {
        "status": SEVERITY_CHINESE[problem.severity],
        "name": names.get(problem.indicator or "", problem.indicator or ""),
        "department": problem.department or "",
        "what": f"{quoted}{problem.message}",
        "source": place(problem.source) if problem.source else "",
    }
    return _row(texts, SEVERITY_LIGHTS[problem.severity])
