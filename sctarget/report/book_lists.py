"""The lists of a workbook: a row for each indicator, task, cell that was read; numbers bare (docs/report.md §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.report.columns import BOOK_COLUMNS, BOOK_TASK_COLUMNS, PLACE_COLUMNS
from sctarget.report.figures import (
    actual_number,
    chinese_date,
    completion_words,
    demand_words,
    expected_words,
    figure,
    figure_year,
    gap_words,
    milestone_words,
    pace_words,
    progress_words,
    row_quantity,
    said,
    target_bounds,
)
from sctarget.report.report_tables import check_words, responsible, state_words, told_about
from sctarget.report.table import Cell, Column, Table, page_columns
from sctarget.report.tallies import targeted
from sctarget.report.views import other_reporters, outlook_texts, task_light
from sctarget.report.words import status_words, task_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Light, Verdict
    from sctarget.model.source import Source

_BROAD = 36
"""Halves of a character; a longer text wraps."""


def _without_empty(table: Table) -> Table:
    """The table without the columns that are empty in every row."""
    kept = [place for place in range(len(table.columns)) if any(row[place].text for row in table.rows)]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return table._replace(columns=tuple(table.columns[place] for place in kept), rows=rows)


def _cells(
    columns: Sequence[Column],
    texts: Mapping[str, str],
    values: Mapping[str, Decimal | date | None],
    light: Light | None = None,
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            text := texts.get(column.key, ""),
            light if column.key == "status" and text else None,
            values.get(column.key),
        )
        for column in columns
    )


def indicator_list(evaluation: Evaluation) -> Table:
    """The indicators in the order of the plan, without columns that are empty in every row."""
    judged = targeted(evaluation)
    rows = tuple(
        _indicator_row(number, verdict, evaluation, judged=judged)
        for number, verdict in enumerate(evaluation.verdicts, 1)
    )
    return _without_empty(Table("指标", BOOK_COLUMNS, rows))


def _indicator_row(number: int, verdict: Verdict, evaluation: Evaluation, *, judged: bool) -> tuple[Cell, ...]:
    """A line of the list; 监测 is not said in every row of a plan that judges nothing."""
    indicator, actual, rules = verdict.indicator, verdict.actual, evaluation.plan.rules
    low, high = target_bounds(indicator)
    baseline = indicator.baseline
    values: dict[str, Decimal | date | None] = {
        "target_value": low,
        "target_high": high,
        "actual": None if actual is None else actual.value,
        "completion": verdict.completion,
        "progress": verdict.progress,
        "gap_value": verdict.gap,
        "baseline": None if baseline is None else row_quantity(baseline.value, indicator),
        "last_year": verdict.last_year,
    }
    exact = ("target_value", "target_high", "gap_value", "baseline", "last_year")
    bounds = [each for each in (low, high) if each is not None]
    texts = {
        key: "" if (value := values[key]) is None else figure(value, rules, bounds)  # type: ignore[arg-type]
        for key in exact
    } | {
        "number": str(number),
        "id": indicator.id,
        "name": indicator.label,
        "group": indicator.group or "",
        "binding": "约束性" if indicator.binding else "",
        "target": demand_words(verdict),
        "actual": actual_number(verdict, rules),
        "unit": indicator.unit.text,
        "period": "" if actual is None else _period_words(verdict),
        "state": state_words(verdict),
        "completion": completion_words(verdict, rules),
        "progress": progress_words(verdict, rules),
        "pace": pace_words(verdict, evaluation.plan),
        "expected": expected_words(verdict, evaluation),
        "gap": gap_words(verdict, rules),
        "status": status_words(verdict) if judged or verdict.status is not Status.MONITORED else "",
        "lead": responsible(indicator),
        "support": "、".join(indicator.support),
        "reporter": other_reporters(indicator),
        "baseline_year": "" if baseline is None else f"{baseline.year}年",
        "milestone": milestone_words(verdict),
        **outlook_texts(verdict, evaluation.plan),
        "reason": verdict.reason or "",
        "measures": verdict.measures or "",
        "notes": "；".join(verdict.notes),
        "at": "；".join(indicator.at),
    }
    return _cells(BOOK_COLUMNS, texts, values, verdict.light)


def _period_words(verdict: Verdict) -> str:
    """The period that a figure is about, of lagged data its own year."""
    actual, indicator = verdict.actual, verdict.indicator
    if actual is None:
        return ""
    return f"{figure_year(actual, indicator)}年" if indicator.data_year else actual.period.chinese


def task_list(evaluation: Evaluation) -> Table:
    """The tasks in the order of the plan."""
    rows = []
    for number, verdict in enumerate(evaluation.tasks, 1):
        task = verdict.task
        texts = {
            "number": str(number),
            "id": task.id,
            "name": task.name,
            "group": task.group or "",
            "due": chinese_date(task.due),
            "status": task_words(verdict),
            "lead": responsible(task),
            "support": "、".join(task.support),
            "reporter": other_reporters(task),
            "evidence": said(verdict, "evidence"),
            "reason": said(verdict, "reason"),
            "measures": said(verdict, "measures"),
            "at": "；".join(task.at),
        }
        rows.append(_cells(BOOK_TASK_COLUMNS, texts, {"due": task.due}, task_light(verdict)))
    return _without_empty(Table("任务", BOOK_TASK_COLUMNS, tuple(rows)))


def score_lists(evaluation: Evaluation) -> tuple[Table, ...]:
    """The self-evaluation table and the departments' scores, where the plan gives weights."""
    if evaluation.scores is None:
        return ()
    from sctarget.report.scores import score_page

    page = score_page(evaluation)
    return tuple(
        _roomy(table._replace(title=table.title.partition("（")[0], notes=(*table.notes, *page.notes[:1])))
        for table in page.tables
    )


def _roomy(table: Table) -> Table:
    """A table made for a screen, without the columns for programs, each as wide as its longest text or ``_BROAD``."""
    kept = page_columns(table)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    columns = tuple(
        table.columns[place]._replace(width=min(max(_halves(row[index].text) for row in rows), _BROAD))
        for index, place in enumerate(kept)
    )
    wide = tuple(each._replace(width=max(each.width, _halves(each.caption))) for each in columns)
    return table._replace(columns=wide, rows=rows)


def _halves(text: str) -> int:
    return sum(1 if each.isascii() else 2 for each in text)


def place_list(evaluation: Evaluation) -> Table | None:
    """A row for each cell that was read, and one for each indicator for which none was."""
    told = told_about(evaluation)
    rows: list[tuple[Cell, ...]] = []
    for verdict in evaluation.verdicts:
        indicator = verdict.indicator
        common = {
            "sort": "指标",
            "name": indicator.label,
            "id": indicator.id,
            "state": state_words(verdict),
            "used": "是" if verdict.actual is not None else "",
            "at": "；".join(indicator.at),
            "checks": check_words(verdict, told),
        }
        rows += _place_rows(common, verdict.sources, responsible(indicator))
        own = [(each.reporter, each.origin) for each in verdict.verified if each.origin is not None]
        if own:
            rows += _place_rows({**common, "used": "自报"}, own, responsible(indicator))
    for task in evaluation.tasks:
        common = {"sort": "任务", "name": task.task.name, "id": task.task.id, "state": task_words(task)}
        common |= {"used": "是" if task.reports else "", "at": "；".join(task.task.at)}
        places = [(report.department, report.source) for report in task.reports]
        rows += _place_rows(common, places, responsible(task.task))
    return _without_empty(Table("来源", PLACE_COLUMNS, tuple(rows))) if rows else None


def _place_rows(
    common: Mapping[str, str], places: Iterable[tuple[str, Source]], owner: str
) -> Iterator[tuple[Cell, ...]]:
    empty = True
    for department, source in places:
        empty = False
        found = {key: getattr(source, key) or "" for key in ("file", "sheet", "cell", "raw", "sha256")}
        yield _cells(PLACE_COLUMNS, {**common, **found, "department": department}, {})
    if empty:
        yield _cells(PLACE_COLUMNS, {**common, "department": owner}, {})
