"""Evaluation → tables: indicators, tasks, problems.  Columns and wording are decided here, once (docs/output.md)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from sctarget.evaluate.result import Light, Status
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import TaskState
from sctarget.model.errors import UsageError
from sctarget.report.columns import OVERVIEW_COLUMNS, TASK_COLUMNS
from sctarget.report.figures import (
    actual_words,
    baseline_words,
    chinese_date,
    completion_words,
    demand_words,
    expected_words,
    gap_words,
    lag,
    milestone_words,
    pace_words,
    place,
    progress_words,
    said,
    source_words,
    target_bounds,
)
from sctarget.report.phrases import (
    missing_sentence,
    monitored_phrase,
    rules_sentence,
    summary_sentence,
    targets_phrase,
)
from sctarget.report.problems import problem_tables
from sctarget.report.table import Cell, Page, Table
from sctarget.report.words import (
    KIND_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
    TASK_WORDS,
    WORST_FIRST,
    status_words,
    task_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Indicator, Plan, Task

Order = Literal["worst", "plan"]
Grouping = Literal["department", "group"]

OVERDUE = "overdue"
"""A word for ``--status`` that finds tasks only."""

NO_DEPARTMENT = "未明确责任单位"
NO_GROUP = "未分组"

_TASKS_WORST_FIRST = (
    TaskState.NOT_STARTED,
    TaskState.UNREPORTED,
    TaskState.IN_PROGRESS,
    TaskState.TERMINATED,
    TaskState.DONE,
)


def owners_of(item: Indicator | Task) -> tuple[str, ...]:
    """Everybody who leads, helps or reports."""
    return (*item.lead, *item.support, *item.reporters)


class Selection(NamedTuple):
    """What of an evaluation is shown and in which order; empty sets select everything.

    ``limit`` keeps only the worst so many indicators, tasks and problems of each list, and the table says so.
    """

    order: Order = "worst"
    by: Grouping | None = None
    departments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    limit: int | None = None

    def wants(self, item: Indicator | Task) -> bool:
        """Whether an indicator or task belongs to the chosen departments and groups."""
        return (not self.departments or not self.departments.isdisjoint(owners_of(item))) and (
            not self.groups or (item.group or NO_GROUP) in self.groups
        )


def make_selection(
    plan: Plan,
    *,
    order: Order = "worst",
    by: Grouping | None = None,
    departments: Iterable[str] = (),
    groups: Iterable[str] = (),
    statuses: Iterable[str] = (),
    limit: int | None = None,
) -> Selection:
    """A selection in the words of a user: names or aliases of departments, groups, statuses in Chinese or as codes.

    Raises UsageError that lists what there is when a word is unknown.
    """
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    owners = dict.fromkeys(name for item in items for name in owners_of(item))
    called = {name: name for name in owners}
    for department in plan.departments:
        called.update(dict.fromkeys((*department.aliases, department.name), department.name))
    known_groups = dict.fromkeys((*plan.groups, *(item.group or NO_GROUP for item in items)))
    codes: dict[str, str] = {OVERDUE: OVERDUE, "逾期": OVERDUE}
    for words in (STATUS_WORDS, TASK_WORDS):
        for code, word in words.items():
            codes[word] = codes[code.value] = code.value
    return Selection(
        order,
        by,
        _chosen("单位", departments, called),
        _chosen("分组", groups, {name: name for name in known_groups}),
        _chosen("状态", statuses, codes),
        limit,
    )


def _chosen(what: str, asked: Iterable[str], known: dict[str, str]) -> frozenset[str]:
    names = list(asked)
    for name in names:
        if name not in known:
            there = dict.fromkeys(known.values()) if what != "状态" else [each for each in known if not each.isascii()]
            raise UsageError(f"计划里没有{what}“{name}”。可用的有：{'、'.join(there) or '（无）'}")
    return frozenset(known[name] for name in names)


def check_page(evaluation: Evaluation, selection: Selection | None = None) -> Page:
    """Everything that ``check`` shows: the summary, indicators, tasks, problems, and the rules that were used."""
    result = result_page(evaluation, selection)
    return result._replace(tables=(*result.tables, *problem_page(evaluation, selection).tables))


def result_page(evaluation: Evaluation, selection: Selection | None = None) -> Page:
    """The summary, indicators, tasks and rules, without the problems."""
    tables = (*overview(evaluation, selection), *tasks_table(evaluation, selection))
    said = [summary_sentence(evaluation), missing_sentence(evaluation)]
    if evaluation.scores is not None:
        from sctarget.report.score_words import short_sentence

        said.append(short_sentence(evaluation.scores))
    sentences = tuple(text for text in said if text)
    return Page(evaluation.plan.title, sentences, tables, (rules_sentence(evaluation.plan.rules),))


def problem_page(evaluation: Evaluation, selection: Selection | None = None) -> Page:
    """The lists of problems alone, without a title; no tables where there are none."""
    selection = selection or Selection()
    return Page("", (), problem_tables(evaluation, selection.departments, selection.limit))


def selected_verdicts(evaluation: Evaluation, selection: Selection) -> tuple[list[tuple[int, Verdict]], int]:
    """The verdicts that a selection shows, numbered as in the plan and in its order, and how many it leaves out."""
    found = [
        (number, verdict)
        for number, verdict in enumerate(evaluation.verdicts, 1)
        if selection.wants(verdict.indicator) and (not selection.statuses or verdict.status.value in selection.statuses)
    ]
    worst = sorted(found, key=lambda item: badness(item[0], item[1], evaluation.plan))
    kept = worst[: selection.limit]
    if selection.order == "plan":
        kept.sort(key=lambda item: item[0])
    return kept, len(found) - len(kept)


def badness(number: int, verdict: Verdict, plan: Plan) -> tuple[int, bool, Decimal, int]:
    """What sorts the worst first: the status, binding ones, how far behind (exact values), the order of the plan."""
    behind = lag(verdict, plan) if verdict.status in {Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND} else None
    if behind is not None:
        distance = behind.copy_negate()
    else:
        distance = Decimal("Infinity") if verdict.completion is None else verdict.completion
    return WORST_FIRST.index(verdict.status), not verdict.indicator.binding, distance, number


def overview(evaluation: Evaluation, selection: Selection | None = None) -> tuple[Table, ...]:
    """The indicators: one table, or one for each department (its first lead) or group; none when there is nothing."""
    selection = selection or Selection()
    parts, hidden = overview_parts(evaluation, selection)
    if not parts:
        if evaluation.verdicts and (selection.departments or selection.groups or selection.statuses):
            return (Table("指标", OVERVIEW_COLUMNS, (), ("没有符合条件的指标。",)),)
        return ()
    tables = [
        Table(
            part.title,
            OVERVIEW_COLUMNS,
            tuple(row for number, verdict in part.verdicts for row in _rows(number, verdict, evaluation)),
        )
        for part in parts
    ]
    if hidden:
        shown = sum(len(part.verdicts) for part in parts)
        tables[-1] = tables[-1]._replace(notes=(_left_out(shown, hidden, "指标"),))
    return tuple(tables)


def _rows(number: int, verdict: Verdict, evaluation: Evaluation) -> Iterable[tuple[Cell, ...]]:
    """The row of an indicator, and below it one for each part that its target is split into."""
    yield indicator_row(number, verdict, evaluation)
    if verdict.breakdown:
        from sctarget.report.splitting import part_rows

        yield from part_rows(verdict, evaluation, indicator_row)


class Part(NamedTuple):
    """The indicators under one heading, numbered as in the plan, e.g. of 县工信局."""

    title: str
    verdicts: tuple[tuple[int, Verdict], ...]


def overview_parts(evaluation: Evaluation, selection: Selection) -> tuple[tuple[Part, ...], int]:
    """What a selection shows: one part, or one for each department or group; and how many it leaves out."""
    verdicts, hidden = selected_verdicts(evaluation, selection)
    if selection.by is None:
        return ((Part("指标", tuple(verdicts)),) if verdicts else ()), hidden
    found: dict[str, list[tuple[int, Verdict]]] = defaultdict(list)
    for number, verdict in verdicts:
        found[_part(verdict.indicator, selection.by)].append((number, verdict))
    parts = []
    for name in _part_names(evaluation.plan, selection.by):
        if name in found:
            members = [verdict for _, verdict in found[name]]
            counted = "；".join(each for each in (targets_phrase(members), monitored_phrase(members)) if each)
            parts.append(Part(f"{name}：{counted}", tuple(found[name])))
    return tuple(parts), hidden


def _left_out(kept: int, hidden: int, what: str) -> str:
    return f"共{kept + hidden}项{what}，这里只列最差的{kept}项；全部列出请用 --format csv，或用 -o 写到文件。"


def _part(item: Indicator, by: Grouping) -> str:
    if by == "group":
        return item.group or NO_GROUP
    return next(iter((*item.lead, *item.reporters)), NO_DEPARTMENT)


def _part_names(plan: Plan, by: Grouping) -> list[str]:
    named = plan.groups if by == "group" else tuple(department.name for department in plan.departments)
    names = dict.fromkeys((*named, *(_part(each, by) for each in plan.indicators)))
    return sorted(names, key=(NO_GROUP, NO_DEPARTMENT).__contains__)


def other_reporters(item: Indicator | Task) -> str:
    """Who fills in the form, where that is not just the first lead."""
    return "" if item.reporters == item.lead[:1] else "、".join(item.reporters)


def indicator_row(number: int, verdict: Verdict, evaluation: Evaluation) -> tuple[Cell, ...]:
    """One line of the indicator table: a cell for each of OVERVIEW_COLUMNS."""
    indicator, actual, rules = verdict.indicator, verdict.actual, evaluation.plan.rules
    low, high = target_bounds(indicator)
    target_value = "～".join(plain_text(each) for each in (low, high) if each is not None)
    texts = {
        "number": str(number),
        "id": indicator.id,
        "name": indicator.label,
        "group": indicator.group or "",
        "target": demand_words(verdict),
        "actual": actual_words(verdict, evaluation),
        "completion": completion_words(verdict, rules),
        "progress": progress_words(verdict, rules),
        "pace": pace_words(verdict, evaluation.plan),
        "gap": gap_words(verdict, rules),
        "status": status_words(verdict),
        "lead": "、".join(indicator.lead),
        "support": "、".join(indicator.support),
        "kind": KIND_WORDS[indicator.kind],
        "unit": indicator.unit.text,
        "target_value": target_value,
        "actual_value": plain_text(actual.value) if actual else "",
        "gap_value": plain_text(verdict.gap) if verdict.gap is not None else "",
        "period": actual.period.text if actual else "",
        "state": STATE_WORDS[actual.state] if actual and actual.state else "",
        **verified_texts(verdict),
        "binding": "约束性指标" if indicator.binding else "",
        "baseline": baseline_words(indicator) if verdict.progress is not None else "",
        "expected": expected_words(verdict, evaluation),
        "milestone": milestone_words(verdict),
        **outlook_texts(verdict, evaluation.plan),
        "reporter": other_reporters(indicator),
        "source": source_words(verdict),
        "reason": verdict.reason or "",
        "measures": verdict.measures or "",
        "notes": "；".join(verdict.notes),
        "at": "、".join(indicator.at),
    }
    return tuple(
        Cell(texts[column.key], verdict.light if column.key == "status" else None) for column in OVERVIEW_COLUMNS
    )


def verified_texts(verdict: Verdict) -> dict[str, str]:
    """What the departments reported where a data department verified it, and by how much the two differ."""
    if not verdict.verified:
        return {"reported_value": "", "verified_difference": ""}
    from sctarget.report.verifying import verified_total

    total = verified_total(verdict)
    reported, difference = (None, None) if total is None else (total.reported, total.difference)
    return {
        "reported_value": "" if reported is None else plain_text(reported),
        "verified_difference": "" if difference is None else plain_text(difference),
    }


def outlook_texts(verdict: Verdict, plan: Plan) -> dict[str, str]:
    """Where it will stand, and how fast it must go where it is behind."""
    if verdict.outlook is None:
        return {"forecast": "", "required": ""}
    from sctarget.report.outlook import forecast_words, required_words

    late = verdict.status in {Status.BEHIND, Status.FAR_BEHIND}
    return {"forecast": forecast_words(verdict, plan), "required": required_words(verdict, plan) if late else ""}


def selected_tasks(evaluation: Evaluation, selection: Selection) -> tuple[list[tuple[int, TaskVerdict]], int]:
    """The tasks that a selection shows, numbered as in the plan and in its order, and how many it leaves out."""
    found = [
        (number, verdict)
        for number, verdict in enumerate(evaluation.tasks, 1)
        if selection.wants(verdict.task) and _task_wanted(verdict, selection.statuses)
    ]
    found.sort(key=lambda item: (not item[1].overdue, _TASKS_WORST_FIRST.index(item[1].status), item[0]))
    kept = found[: selection.limit]
    if selection.order == "plan":
        kept.sort(key=lambda item: item[0])
    return kept, len(found) - len(kept)


def tasks_table(evaluation: Evaluation, selection: Selection | None = None) -> tuple[Table, ...]:
    """The tasks in one table, the overdue ones first unless in plan order; none when there is nothing."""
    kept, hidden = selected_tasks(evaluation, selection or Selection())
    if not kept:
        return ()
    rows = tuple(_task_row(number, verdict) for number, verdict in kept)
    return (Table("任务", TASK_COLUMNS, rows, (_left_out(len(kept), hidden, "任务"),) if hidden else ()),)


def _task_wanted(verdict: TaskVerdict, statuses: frozenset[str]) -> bool:
    return not statuses or verdict.status.value in statuses or (verdict.overdue and OVERDUE in statuses)


def task_light(verdict: TaskVerdict) -> Light:
    """Red when overdue, green when done, else grey."""
    if verdict.overdue:
        return Light.RED
    return Light.GREEN if verdict.status is TaskState.DONE else Light.GREY


def _task_row(number: int, verdict: TaskVerdict) -> tuple[Cell, ...]:
    task = verdict.task
    several = len(verdict.reports) > 1
    texts = {
        "number": str(number),
        "id": task.id,
        "name": task.name,
        "group": task.group or "",
        "due": chinese_date(task.due),
        "status": task_words(verdict),
        "lead": "、".join(task.lead),
        "support": "、".join(task.support),
        "reporter": other_reporters(task),
        "source": "；".join(
            f"{report.department}：{place(report.source)}" if several else place(report.source)
            for report in verdict.reports
        ),
        "reason": said(verdict, "reason"),
        "measures": said(verdict, "measures"),
        "evidence": said(verdict, "evidence"),
        "at": "、".join(task.at),
    }
    light = task_light(verdict)
    return tuple(Cell(texts[column.key], light if column.key == "status" else None) for column in TASK_COLUMNS)
