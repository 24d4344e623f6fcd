"""How many of each status: of the whole plan, and of each department (docs/report.md §8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.result import LIGHTS, Status
from sctarget.evaluate.rounding import shown_percent
from sctarget.report.figures import completion_words
from sctarget.report.table import Cell, Column, Table
from sctarget.report.views import NO_DEPARTMENT, task_light
from sctarget.report.words import STATUS_WORDS, TASK_WORDS, monitored, task_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.result import Evaluation, Light, TaskVerdict, Verdict
    from sctarget.model.plan import Rules

BEST_FIRST = (
    Status.EXCEEDED,
    Status.MET,
    Status.ON_PACE,
    Status.NEARLY,
    Status.BEHIND,
    Status.UNMET,
    Status.FAR_BEHIND,
    Status.OPEN,
    Status.UNPUBLISHED,
    Status.TO_VERIFY,
    Status.UNREPORTED,
    Status.NOT_APPLICABLE,
    Status.MONITORED,
)
"""Statuses from green over yellow and red to grey, as a bar of them reads from left to right."""


class Tally(NamedTuple):
    """How many indicators have a status, e.g. 20 完成."""

    status: Status
    size: int

    @property
    def word(self) -> str:
        """The status in Chinese."""
        return STATUS_WORDS[self.status]

    @property
    def light(self) -> Light:
        """The colour of the status."""
        return LIGHTS[self.status]


class Department(NamedTuple):
    """What one department answers for: its indicators and tasks, each with its first lead."""

    name: str
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """Its indicators by status."""
        return tally(self.verdicts)


def tally(verdicts: Iterable[Verdict]) -> tuple[Tally, ...]:
    """The statuses that occur, the best first."""
    counts = Counter(verdict.status for verdict in verdicts)
    return tuple(Tally(status, counts[status]) for status in BEST_FIRST if counts[status])


def task_tally(tasks: Iterable[TaskVerdict]) -> tuple[tuple[str, Light, int], ...]:
    """The tasks by what is said of them, e.g. ``("推进中（逾期）", Light.RED, 1)``, the done ones first."""
    states = list(TASK_WORDS)
    found = sorted(tasks, key=lambda each: (states.index(each.status), each.overdue))
    counts = Counter((task_words(each), task_light(each)) for each in found)
    return tuple((word, light, size) for (word, light), size in counts.items())


def departments_of(evaluation: Evaluation) -> tuple[Department, ...]:
    """The departments in the order of the plan; what nobody leads stands with who reports it, else by itself."""
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    tasks: dict[str, list[TaskVerdict]] = defaultdict(list)
    for verdict in evaluation.verdicts:
        item = verdict.indicator
        verdicts[next(iter((*item.lead, *item.reporters)), NO_DEPARTMENT)].append(verdict)
    for task in evaluation.tasks:
        tasks[next(iter((*task.task.lead, *task.task.reporters)), NO_DEPARTMENT)].append(task)
    known = [each.name for each in evaluation.plan.departments]
    names = sorted(dict.fromkeys((*known, *verdicts, *tasks)), key=NO_DEPARTMENT.__eq__)
    return tuple(
        Department(name, tuple(verdicts[name]), tuple(tasks[name]))
        for name in names
        if name in verdicts or name in tasks
    )


def department_table(evaluation: Evaluation, departments: tuple[Department, ...]) -> Table:
    """The departments side by side: a column for each status that occurs, the rates, the tasks.

    An average hides the worst, so that one stands beside it; more than 100 % counts as 100 %.
    """
    rules = evaluation.plan.rules
    found = [each.status for each in tally(evaluation.verdicts)]
    columns = [Column("department", "单位", width=16), Column("items", "指标数", "right", width=6)]
    columns += [Column(status.value, STATUS_WORDS[status], "right", width=6) for status in found]
    if any(verdict.completion is not None for verdict in evaluation.verdicts):
        columns.append(Column("mean", "平均完成率", "right", width=8))
        columns.append(Column("worst", "完成率最低的", width=30))
    if evaluation.tasks:
        columns.append(Column("tasks", "任务数", "right", width=6))
        columns.append(Column("done", "已完成任务", "right", width=8))
        columns.append(Column("overdue", "逾期任务", "right", width=6))
    rows = tuple(_department_row(each, columns, rules) for each in departments)
    rated = any(column.key == "mean" for column in columns)
    return Table("按单位", tuple(columns), rows, (_WHOSE, _MEAN) if rated else (_WHOSE,))


_WHOSE = "按第一牵头单位统计，没有牵头单位的按报送单位。"
_MEAN = "平均完成率是有完成率的各项的简单平均，超过100%的按100%计；没有数据的不计入。"


def _department_row(department: Department, columns: Iterable[Column], rules: Rules) -> tuple[Cell, ...]:
    counts = Counter(verdict.status.value for verdict in department.verdicts)
    rated = [verdict for verdict in department.verdicts if verdict.completion is not None]
    worst = min(rated, key=_completion, default=None)
    done = sum(task.status.value == "done" for task in department.tasks)
    mean = mean_completion(rated)
    texts = {
        "department": department.name,
        "items": str(len(department.verdicts)),
        "mean": "" if mean is None else shown_percent(mean, (Decimal(1), rules.nearly), rules),
        "worst": "" if worst is None else f"{worst.indicator.label} {completion_words(worst, rules)}",
        "tasks": str(len(department.tasks)),
        "done": str(done),
        "overdue": str(sum(task.overdue for task in department.tasks)),
    }
    values = {"mean": mean}
    return tuple(
        Cell(texts[column.key] if column.key in texts else str(counts[column.key]), None, values.get(column.key))
        for column in columns
    )


def _completion(verdict: Verdict) -> Decimal:
    return Decimal(0) if verdict.completion is None else verdict.completion


def mean_completion(verdicts: Iterable[Verdict]) -> Decimal | None:
    """The mean of the rates, none counted above 1; None where there are none."""
    rates = [min(verdict.completion, Decimal(1)) for verdict in verdicts if verdict.completion is not None]
    return sum(rates, Decimal(0)) / len(rates) if rates else None


def targeted(evaluation: Evaluation) -> bool:
    """Whether anything is judged, so that statuses and rates say something."""
    return not all(monitored(each) for each in evaluation.plan.indicators)
