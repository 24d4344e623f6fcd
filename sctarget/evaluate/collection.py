"""What came back for one period: who returned, which figures can be used, what a person must settle (docs/collect.md).

It stands on the same gathering as the verdicts, so that ``collect`` and ``check`` cannot disagree.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.editions import valid_forms
from sctarget.evaluate.gather import gather, reported_until
from sctarget.model.actual import Absence, TaskState
from sctarget.model.problem import Severity, make_problem
from sctarget.model.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from sctarget.evaluate.gather import Gathered
    from sctarget.evaluate.verify_returns import VerifyReturn
    from sctarget.model.actual import Figure, FormReturn, TaskReport
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.problem import Problem


class ReturnStatus(StrEnum):
    """Where one department's form is; ``rejected``: something came, and none of it can be read."""

    RETURNED = "returned"
    LATE = "late"
    MISSING = "missing"
    REJECTED = "rejected"
    CONFLICT = "conflict"


class DepartmentReturn(NamedTuple):
    """One department and every file it sent for the period; ``received`` is the time of the earliest filled one.

    ``presumed`` when only a file's name says whose it is; ``latest`` the newest earlier period that it did return.
    """

    department: str
    status: ReturnStatus
    files: tuple[str, ...] = ()
    received: dt.datetime | None = None
    blank: bool = False
    presumed: bool = False
    latest: Period | None = None


class CollectedFigure(NamedTuple):
    """One cell owed: an indicator and the department that reports it, with what was sent.

    ``figure`` is None where nothing came; ``usable`` whether its value goes into verdicts; ``why`` what was found about
    it, in words.
    """

    indicator: Indicator
    department: str
    figure: Figure | None
    usable: bool
    why: tuple[str, ...] = ()


class CollectedTask(NamedTuple):
    """One task and the department that reports it, with what was sent."""

    task: Task
    department: str
    report: TaskReport | None
    usable: bool
    why: tuple[str, ...] = ()


class Collection(NamedTuple):
    """Everything that came back for a period; ``others`` counts filled forms of other periods, which are left alone.

    ``verifications`` are the forms on which data departments verify, those that were sent or came back.
    """

    plan: Plan
    period: Period | None
    due: dt.date | None
    departments: tuple[DepartmentReturn, ...]
    figures: tuple[CollectedFigure, ...]
    tasks: tuple[CollectedTask, ...]
    problems: tuple[Problem, ...]
    others: tuple[tuple[Period, int], ...] = ()
    verifications: tuple[VerifyReturn, ...] = ()

    def departments_with(self, *statuses: ReturnStatus) -> tuple[DepartmentReturn, ...]:
        """The departments in any of these states, in the order of the plan."""
        return tuple(each for each in self.departments if each.status in statuses)

    @property
    def untrusted(self) -> bool:
        """Whether something must be settled before the figures can be relied upon."""
        arrived = {ReturnStatus.RETURNED, ReturnStatus.LATE}
        awaited = any(each.status not in arrived for each in self.departments)
        awaited = awaited or not all(each.returned for each in self.verifications)
        return awaited or any(problem.severity.blocking for problem in self.problems)


def collect_returns(
    plan: Plan,
    returns: Sequence[FormReturn],
    loose: Sequence[Problem] = (),
    period: Period | None = None,
    due: dt.date | None = None,
    awaited: Iterable[str] = (),
) -> Collection:
    """The state of a period's returns, e.g. ``collect_returns(plan, returns, problems, parse_period("2023Q3"))``.

    ``loose`` are the problems that stand in no return.  ``period`` defaults to the latest reported one.  A department
    is late when its earliest filled form was last written after the day ``due``.  ``awaited`` are the data departments
    to which a 核定表 was sent.
    """
    end = period.end if period else reported_until(returns)
    sent: dict[str, list[FormReturn]] = {}
    earlier: dict[str, Period] = {}
    others: dict[Period, int] = {}
    names = {alias: each.name for each in plan.departments for alias in (*each.aliases, each.name)}
    for form in (form for form in returns if not form.verifies):
        name = names.get(form.department, form.department)
        if form.period.end == end:
            sent.setdefault(name, []).append(form)
        elif not form.blank:
            others[form.period] = others.get(form.period, 0) + 1
            if end and form.period.end < end and (name not in earlier or earlier[name].end < form.period.end):
                earlier[name] = form.period
    until = [form for form in returns if end and form.period.end <= end]
    if reported_until(until) != end:
        until = [form for form in until if form.period.end == end]
    gathered = gather(plan, until, end or plan.period.end)
    reporters = dict.fromkeys(plan.reporters)
    refused, presumed = _refused(loose, {**{name: name for name in reporters}, **names})
    copies = _copies(loose, sent)
    departments = []
    problems = [*loose, *gathered.problems]
    for name in dict.fromkeys((*reporters, *gathered.used, *sorted(gathered.disputed))):
        forms = sent.get(name, [])
        received = min((form.modified for form in _filled(forms) if form.modified), default=None)
        status = _status(name, gathered, refused)
        if status is ReturnStatus.RETURNED and due and received and received.date() > due:
            status = ReturnStatus.LATE
            first = next(form for form in _filled(forms) if form.modified == received)
            problems.append(_late(name, first, received, due))
        departments.append(
            DepartmentReturn(
                name,
                status,
                (*(form.file for form in forms), *copies.get(name, ()), *refused.get(name, ())),
                received,
                status is ReturnStatus.MISSING and name in gathered.blank,
                name in presumed,
                earlier.get(name),
            )
        )
    cells = _Cells(gathered, sent, problems, refused)
    return Collection(
        plan,
        period or gathered.period,
        due,
        tuple(departments),
        tuple(row for indicator in plan.indicators for row in cells.figures(indicator)),
        tuple(row for task in plan.tasks for row in cells.tasks(task)),
        tuple(dict.fromkeys(problems)),
        tuple(sorted(others.items(), key=lambda item: (item[0].end, item[0].start))),
        _verifications(plan, [form for form in returns if form.verifies and form.period.end == end], gathered, awaited),
    )


def _verifications(
    plan: Plan, sent: Sequence[FormReturn], gathered: Gathered, awaited: Iterable[str]
) -> tuple[VerifyReturn, ...]:
    """The state of every 核定表 that was sent or came back."""
    names = dict.fromkeys((*awaited, *(form.department for form in sent)))
    if not names:
        return ()
    from sctarget.evaluate.verify_returns import verify_returns

    return verify_returns(plan, sent, gathered.settled[0] if gathered.settled else None, names)


def _filled(forms: Iterable[FormReturn]) -> list[FormReturn]:
    return [form for form in forms if not form.blank]


def _status(name: str, gathered: Gathered, refused: dict[str, list[str]]) -> ReturnStatus:
    if name in gathered.disputed:
        return ReturnStatus.CONFLICT
    if name in gathered.used:
        return ReturnStatus.RETURNED
    return ReturnStatus.REJECTED if name in refused else ReturnStatus.MISSING


def _refused(loose: Iterable[Problem], names: dict[str, str]) -> tuple[dict[str, list[str]], frozenset[str]]:
    """The files of each department that could not be read at all; and whose are known by the name of the file only.

    What has a line is no return but a decision.
    A name counts only where it names one department: the longest, so that 县科技局 is not found in 县科技局产业园.
    """
    refused: dict[str, list[str]] = {}
    signed: set[str] = set()
    for problem in loose:
        source = problem.source
        if problem.severity is not Severity.REJECTED or source is None or source.line is not None:
            continue
        name = names.get(problem.department or "")
        if name is not None:
            signed.add(name)
        else:
            found = [each for each in names if each in source.file]
            longest = {names[each] for each in found if not any(each != other and each in other for other in found)}
            if problem.department or len(longest) != 1:
                continue
            name = longest.pop()
        files = refused.setdefault(name, [])
        if source.file not in files:
            files.append(source.file)
    return refused, frozenset(refused).difference(signed)


def _copies(loose: Iterable[Problem], sent: dict[str, list[FormReturn]]) -> dict[str, list[str]]:
    """Files that are byte for byte one of the period's returns, by department."""
    digests = {form.sha256: name for name, forms in sent.items() for form in forms}
    copies: dict[str, list[str]] = {}
    for problem in loose:
        if problem.code == "file_duplicate" and problem.source and problem.source.sha256 in digests:
            copies.setdefault(digests[problem.source.sha256], []).append(problem.source.file)
    return copies


def _late(name: str, form: FormReturn, received: dt.datetime, due: dt.date) -> Problem:
    return make_problem(
        "late_return",
        Source(form.file, sha256=form.sha256),
        department=name,
        name=name,
        period=form.period.text,
        time=f"{received:%Y-%m-%d %H:%M}",
        due=due.isoformat(),
    )


class _Cells:
    """What was sent for each indicator and task, with what was found about it."""

    def __init__(
        self,
        gathered: Gathered,
        sent: dict[str, list[FormReturn]],
        problems: Iterable[Problem],
        refused: dict[str, list[str]],
    ) -> None:
        self._gathered, self._refused = gathered, refused
        disputed = {name: valid_forms(_filled(sent[name])) for name in gathered.disputed}
        self._figures: dict[str, dict[str, list[Figure]]] = {}
        self._reports: dict[str, dict[str, list[TaskReport]]] = {}
        for name, forms in ({name: [form] for name, form in gathered.used.items()} | disputed).items():
            for form in forms:
                for figure in form.figures:
                    self._figures.setdefault(figure.indicator, {}).setdefault(name, []).append(figure)
                for report in form.tasks:
                    self._reports.setdefault(report.task, {}).setdefault(name, []).append(report)
        self._arrived = gathered.used.keys() | disputed.keys()
        self._found: dict[tuple[str | None, str | None], list[Problem]] = {}
        self._contradicted: dict[str, str] = {}
        for problem in problems:
            if problem.code == "figure_conflict" and problem.indicator:
                self._contradicted[problem.indicator] = problem.message
            elif problem.indicator and problem.severity is not Severity.NORMALISED:
                self._found.setdefault((problem.department, problem.indicator), []).append(problem)

    def figures(self, indicator: Indicator) -> Iterator[CollectedFigure]:
        """The rows of an indicator: of every department that owes it, and of any other that sent it."""
        sent = self._figures.get(indicator.id, {})
        contradicted = self._contradicted.get(indicator.id)
        for name in dict.fromkeys((*indicator.reporters, *sent)):
            found = self._found.get((name, indicator.id), [])
            ignored = any(each.code == "outside_ignored" for each in found)
            for figure in sent.get(name, [None]):
                why = self._why(name, found, figure)
                if figure and isinstance(figure.value, Absence) and not why:
                    why = (_ABSENT[figure.value],)
                if contradicted and contradicted not in why:
                    why = (contradicted, *why)
                usable = (
                    figure is not None
                    and isinstance(figure.value, Decimal)
                    and name in self._gathered.used
                    and not contradicted
                    and not ignored
                )
                yield CollectedFigure(indicator, name, figure, usable, why)

    def tasks(self, task: Task) -> Iterator[CollectedTask]:
        """The rows of a task."""
        sent = self._reports.get(task.id, {})
        for name in dict.fromkeys((*task.reporters, *sent)):
            found = self._found.get((name, task.id), [])
            for report in sent.get(name, [None]):
                usable = report is not None and report.state is not TaskState.UNREPORTED and name in self._gathered.used
                yield CollectedTask(task, name, report, usable, self._why(name, found, report))

    def _why(self, name: str, found: list[Problem], sent: Figure | TaskReport | None) -> tuple[str, ...]:
        if name not in self._arrived:
            if name in self._refused:
                return ("报来的表不能用",)
            return ("收到的是空表" if name in self._gathered.blank else "没有报送",)
        if name in self._gathered.disputed:
            file = sent.source.file if sent else None
            own = (each.message for each in found if each.source is None or each.source.file == file)
            return ("该单位报来不同的填报表，待其确认", *own)
        return tuple(each.message for each in found) or (() if sent else ("填报表里没有这一行",))


_ABSENT = {
    Absence.UNREPORTED: "没有填",
    Absence.UNPUBLISHED: "尚未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实",
}
