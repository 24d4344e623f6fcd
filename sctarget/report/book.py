"""Evaluation → a workbook to sort, filter and sum: a list on each sheet, figures as numbers (docs/report.md §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.report.actions import action_table
from sctarget.report.board import about_words
from sctarget.report.book_lists import indicator_list, place_list, score_lists, task_list
from sctarget.report.figures import (
    completion_words,
)
from sctarget.report.overall import remarks
from sctarget.report.phrases import rules_sentence, summary_sentence
from sctarget.report.table import Cell, Column, Table
from sctarget.report.tallies import department_table, departments_of, tally, targeted, task_tally
from sctarget.report.words import STATUS_WORDS, monitored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.evaluate.result import Evaluation, Light, Status
    from sctarget.report.tallies import Department

CHARTED = 80
"""More bars than this nobody can read."""

_ROOMY, _WIDE, _WIDEST = 140, 150, 190
"""Up to so many percent the completion axis ends at 150, else at 190; what goes beyond is cut, its figure is there."""


class Bars(NamedTuple):
    """Completion by indicator, drawn from two columns of the indicator sheet: a bar, its colour and words per row."""

    title: str
    sheet: str
    names: int
    values: int
    lights: tuple[Light, ...]
    labels: tuple[str, ...]
    most: int


class Stack(NamedTuple):
    """Counts by status of each department, drawn from the columns of the department sheet."""

    title: str
    sheet: str
    names: int
    parts: tuple[tuple[Status, int], ...]
    rows: int


class Book(NamedTuple):
    """The whole workbook: the first sheet in words, counts and charts, then a table on each sheet."""

    title: str
    about: str
    sentences: tuple[str, ...]
    counts: Table
    charts: tuple[Bars | Stack, ...]
    sheets: tuple[Table, ...]
    notes: tuple[str, ...]


def book_of(evaluation: Evaluation, title: str = "") -> Book:
    """What the workbook holds, e.g. ``book_of(evaluation)``; sheets without a row are left out."""
    indicators = indicator_list(evaluation)
    sheets = [indicators] if evaluation.verdicts else []
    charts: list[Bars | Stack] = []
    departments = departments_of(evaluation)
    if targeted(evaluation):
        by_department = department_table(evaluation, departments)
        charts = [*_stack(by_department, departments), *_bars(indicators, evaluation)]
        sheets.append(by_department)
    if any(verdict.breakdown for verdict in evaluation.verdicts):
        from sctarget.report.splitting import split_table

        parts = split_table(evaluation, "分解")
        sheets += [parts] if parts else []
    if evaluation.tasks:
        sheets.append(task_list(evaluation))
    sheets += score_lists(evaluation)
    sheets += [each for each in (action_table(evaluation), place_list(evaluation)) if each is not None]
    return Book(
        title or evaluation.plan.title,
        about_words(evaluation),
        (summary_sentence(evaluation), *remarks(evaluation, "“问题”表")),
        _count_table(evaluation),
        tuple(charts),
        tuple(sheets),
        (rules_sentence(evaluation.plan.rules),) if targeted(evaluation) else (),
    )


def _count_table(evaluation: Evaluation) -> Table:
    """How many indicators and tasks of each status; 监测 is no result."""
    judged = [verdict for verdict in evaluation.verdicts if not monitored(verdict.indicator)]
    rows = [(Cell("指标"), Cell(each.word, each.light), Cell(str(each.size))) for each in tally(judged)]
    watched = len(evaluation.verdicts) - len(judged)
    if watched:
        known = sum(verdict.actual is not None and monitored(verdict.indicator) for verdict in evaluation.verdicts)
        rows += [(Cell("监测指标"), Cell("已有数据"), Cell(str(known)))]
        rows += [(Cell("监测指标"), Cell("没有数据"), Cell(str(watched - known)))] if known < watched else []
    rows += [(Cell("任务"), Cell(word, light), Cell(str(size))) for word, light, size in task_tally(evaluation.tasks)]
    columns = (
        Column("sort", "类别", "center", width=10),
        Column("status", "情况", "center", width=16),
        Column("size", "项数", "center"),
    )
    return Table("各种情况", columns, tuple(rows))


def _stack(table: Table, departments: tuple[Department, ...]) -> Iterator[Stack]:
    """Of several departments; one alone is counted on the first sheet."""
    if not 1 < len(departments) <= CHARTED:
        return
    words = {word: status for status, word in STATUS_WORDS.items()}
    parts = tuple(
        (words[column.caption], place) for place, column in enumerate(table.columns) if column.caption in words
    )
    yield Stack("各单位指标完成情况（项）", table.title, 0, parts, len(table.rows))


def _bars(table: Table, evaluation: Evaluation) -> Iterator[Bars]:
    places = {column.key: place for place, column in enumerate(table.columns)}
    rates = [verdict.completion for verdict in evaluation.verdicts if verdict.completion is not None]
    if "completion" not in places or len(table.rows) > CHARTED:
        return
    yield Bars(
        "各项指标完成率（竖线为100%）",
        table.title,
        places["name"],
        places["completion"],
        tuple(verdict.light for verdict in evaluation.verdicts),
        tuple(completion_words(verdict, evaluation.plan.rules) for verdict in evaluation.verdicts),
        _WIDE if max(rates) * 100 <= _ROOMY else _WIDEST,
    )
