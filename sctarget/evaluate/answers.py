"""The figures of one period → one answer per indicator and task (docs/judging.md §7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import WIDE, plain_text
from sctarget.model.actual import Absence, DataState, Figure, TaskReport, TaskState
from sctarget.model.plan import Indicator, Kind, Rollup, Task
from sctarget.model.problem import Problem, make_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.derived import Computed
    from sctarget.model.actual import FormReturn, Verified
    from sctarget.model.grade import Grade
    from sctarget.model.period import Period
    from sctarget.model.source import Source

FINALITY = {DataState.ESTIMATE: 0, DataState.FLASH: 1, DataState.FINAL: 2, None: 2}
_ADVANCE = (TaskState.UNREPORTED, TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.TERMINATED, TaskState.DONE)
WEAKEST = (Absence.UNREPORTED, Absence.TO_VERIFY, Absence.UNPUBLISHED)
ABSENCE_WORDS = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实",
}

Signed = tuple[str, Figure]
"""A figure and the department that signed for it."""


class Answer(NamedTuple):
    """What is known of one indicator for the current period: a value in the row's unit, or why there is none.

    ``latest`` is the newest older figure where the current period has none; ``last_year`` the figure of the same
    period a year earlier, in the row's unit, as the plan or the departments give it.
    """

    value: Decimal | Absence
    period: Period | None = None
    sources: tuple[tuple[str, Source], ...] = ()
    state: DataState | None = None
    provisional: bool = False
    reason: str | None = None
    measures: str | None = None
    notes: tuple[str, ...] = ()
    latest: Figure | None = None
    last_year: Decimal | None = None
    remark: str | None = None
    grade: Grade | None = None
    computed: Computed | None = None
    problems: tuple[Problem, ...] = ()
    verified: tuple[Verified, ...] = ()

    @property
    def absence(self) -> Absence:
        """Why there is no figure, where there is none."""
        return self.value if isinstance(self.value, Absence) else Absence.UNREPORTED

    def figure(self, indicator: Indicator) -> Figure | None:
        """The value as one figure, at the place of its first source; None where there is no value."""
        if self.period is None or not self.sources or isinstance(self.value, Absence):
            return None
        names = "、".join(dict.fromkeys(name for name, _ in self.sources))
        return Figure(
            indicator.id,
            names,
            self.period,
            self.value,
            self.sources[0][1],
            self.state,
            self.provisional,
            reason=self.reason,
            measures=self.measures,
        )


class TaskAnswer(NamedTuple):
    """How far a task is by the least advanced of its reporters, with every report."""

    state: TaskState
    reports: tuple[TaskReport, ...] = ()
    grade: Grade | None = None


class Settled(NamedTuple):
    """The forms of one period end: at most one per department; ``conflicts`` are those that contradict each other.

    ``restated`` are the figures, by indicator, that more final ones of the same period replaced.
    """

    period: Period
    used: dict[str, FormReturn]
    conflicts: dict[str, str]
    blank: dict[str, FormReturn]
    figures: dict[str, list[Signed]]
    tasks: dict[str, list[tuple[str, TaskReport]]]
    problems: list[Problem]
    restated: dict[str, list[Restated]]


class Restated(NamedTuple):
    """A figure that a more final one of the same department and period has taken the place of."""

    old: Figure
    new: Figure


def answer_of(indicator: Indicator, now: Settled | None) -> tuple[Answer, list[Problem]]:
    """What the figures of one period say of an indicator, with what was found on the way."""
    if now is None:
        return Answer(Absence.UNREPORTED), []
    disputed = [name for name in indicator.reporters if name in now.conflicts]
    if disputed:
        notes = tuple(f"{name}报来不同的填报表，待其确认" for name in disputed)
        return Answer(Absence.TO_VERIFY, now.period, notes=notes), []
    signed = now.figures.get(indicator.id, [])
    owners = indicator.reporters or tuple(name for name, _ in signed[:1])
    by_owner: dict[str, list[Signed]] = {name: [] for name in owners}
    for item in signed:
        by_owner.get(item[0], []).append(item)
    for figures in by_owner.values():
        if len({figure.value for _, figure in figures}) > 1:
            return _contradiction(indicator, now, figures)
    own = [figures[0] for figures in by_owner.values() if figures]
    answer = _combined(indicator, now, own) if len(indicator.reporters) > 1 else _single(indicator, now, own)
    outside = [item for item in signed if item[0] not in by_owner and isinstance(item[1].value, Decimal)]
    if outside:
        return _with_outside(indicator, now, answer, own, outside)
    return answer, [_twice(indicator, figures) for figures in by_owner.values() if len(figures) > 1]


def _with_outside(
    indicator: Indicator, now: Settled, answer: Answer, own: list[Signed], outside: list[Signed]
) -> tuple[Answer, list[Problem]]:
    """An answer when departments that the plan does not ask for it sent a figure as well."""
    expected = "、".join(indicator.reporters)
    values = {figure.value for _, figure in outside}
    if isinstance(answer.value, Decimal):
        if values != {answer.value}:
            return _contradiction(indicator, now, [*own, *outside])
        both = answer._replace(sources=(*answer.sources, *_sources(outside)))
        return both, [_twice(indicator, [*own, *outside])]
    if len(indicator.reporters) > 1 or answer.value is not Absence.UNREPORTED:
        return answer, [_on(indicator, "outside_ignored", outside, expected=expected, cells=_cells(indicator, outside))]
    if len(values) > 1:
        return _contradiction(indicator, now, outside)
    who, figure = outside[0]
    value = f"{value_text(figure.value)}{indicator.unit}"
    return _one(now, figure, outside), [
        _on(indicator, "outside_reporter", outside, expected=expected, who=who, value=value)
    ]


def _single(indicator: Indicator, now: Settled, own: list[Signed]) -> Answer:
    if own:
        return _one(now, own[0][1], own)
    returned = [name for name in indicator.reporters if name in now.used]
    notes = tuple(f"{name}的填报表里没有这一行" for name in returned)
    return Answer(Absence.UNREPORTED, now.period, notes=notes)


def _one(now: Settled, figure: Figure, signed: list[Signed]) -> Answer:
    return Answer(
        figure.value,
        now.period,
        _sources(signed),
        figure.state,
        _provisional(figure),
        figure.reason,
        figure.measures,
        _decided(signed),
        last_year=figure.last_year,
        remark=figure.remark,
        grade=_grade(figure.grade for _, figure in signed),
        verified=() if figure.verified is None else (figure.verified,),
    )


def _grade(grades: Iterable[Grade | None]) -> Grade | None:
    """The worst grade of all who report it, once every one is graded."""
    known = list(grades)
    if not any(known):
        return None
    from sctarget.model.grade import worst_grade

    return worst_grade(known)


def _decided(signed: list[Signed]) -> tuple[str, ...]:
    """What people decided about figures, each with its department, and what other departments made of them."""
    decided = [f"{name}{figure.decided}" for name, figure in signed if figure.decided]
    return (*decided, *(figure.verified.words for _, figure in signed if figure.verified is not None))


def _combined(indicator: Indicator, now: Settled, own: list[Signed]) -> Answer:
    """The figure of a collective: the sum of its members, or why there is none yet."""
    rollup = indicator.rollup or (Rollup.SUM if indicator.kind in {Kind.FLOW, Kind.STOCK} else Rollup.NONE)
    by_name = dict(own)
    numbers = [item for item in own if isinstance(item[1].value, Decimal)]
    answer = Answer(
        Absence.TO_VERIFY,
        now.period,
        _sources(own),
        min((figure.state for _, figure in numbers), key=FINALITY.__getitem__, default=None),
        any(_provisional(figure) for _, figure in numbers),
        _joined((name, figure.reason) for name, figure in own),
        _joined((name, figure.measures) for name, figure in own),
        _decided(own),
        remark=_joined((name, figure.remark) for name, figure in own),
        grade=_grade(figure.grade for _, figure in own) if len(own) == len(indicator.reporters) else None,
        verified=tuple(figure.verified for _, figure in own if figure.verified is not None),
    )
    if rollup is Rollup.LATEST and numbers:
        finality = max(FINALITY[figure.state] for _, figure in numbers)
        newest = [item for item in numbers if FINALITY[item[1].state] == finality]
        if len({figure.value for _, figure in newest}) == 1:
            return _one(now, newest[0][1], newest)
        return answer._replace(notes=(*answer.notes, f"各单位所报不一致：{_figures(indicator, newest)}"))
    lacking = {
        name: figure.value if (figure := by_name.get(name)) else Absence.UNREPORTED
        for name in indicator.reporters
        if name not in by_name or by_name[name].value in WEAKEST
    }
    for weakest in WEAKEST:
        who = [name for name, value in lacking.items() if value is weakest]
        if who:
            done = f"（已报{len(numbers)}家，共{len(indicator.reporters)}家）"
            lack = f"{ABSENCE_WORDS[weakest]}：{'、'.join(who)}{done}"
            return answer._replace(value=weakest, notes=(*answer.notes, lack))
    if not numbers:
        return answer._replace(value=Absence.NOT_APPLICABLE)
    idle = [name for name, figure in own if figure.value is Absence.NOT_APPLICABLE]
    notes = (*answer.notes, *((f"不涉及、未计入：{'、'.join(idle)}",) if idle else ()))
    if len(numbers) > 1 and (rollup is not Rollup.SUM or indicator.kind not in {Kind.FLOW, Kind.STOCK}):
        figures = _figures(indicator, numbers)
        why = f"由{len(numbers)}个单位分别报送，不能相加，须由牵头单位按分子分母重新计算后报一个数：{figures}"
        return answer._replace(notes=(*notes, why))
    total = sum_of(figure.value for _, figure in numbers)
    if len(numbers) > 1:
        notes = (*notes, f"{len(numbers)}个单位合计：{_figures(indicator, numbers)}")
    last_year = sum_of(figure.last_year for _, figure in numbers)
    return answer._replace(value=Decimal(0) if total is None else total, notes=notes, last_year=last_year)


def sum_of(values: Iterable[object]) -> Decimal | None:
    """The exact sum of figures, None where one of them is not known."""
    total = Decimal(0)
    for value in values:
        if not isinstance(value, Decimal):
            return None
        total = WIDE.add(total, value)
    return total


def _contradiction(indicator: Indicator, now: Settled, signed: list[Signed]) -> tuple[Answer, list[Problem]]:
    note = f"数字不一致：{_figures(indicator, signed)}"
    answer = Answer(Absence.TO_VERIFY, now.period, _sources(signed), notes=(note,))
    return answer, [_on(indicator, "figure_conflict", signed, cells=_cells(indicator, signed))]


def _twice(indicator: Indicator, signed: list[Signed]) -> Problem:
    value = f"{value_text(signed[-1][1].value)}{indicator.unit}"
    return _on(indicator, "figure_twice", signed, cells=_cells(indicator, signed), value=value)


def task_answer_of(task: Task, now: Settled | None) -> TaskAnswer:
    """How far a task is by the forms of one period."""
    signed = [] if now is None else now.tasks.get(task.id, [])
    place = {name: number for number, name in enumerate(task.reporters)}
    listed = [item for item in signed if item[0] in place or not place] or signed
    listed = sorted(listed, key=lambda item: place.get(item[0], len(place)))
    states = [report.state for _, report in listed]
    answered = {name for name, _ in listed}
    if not states or (answered & set(task.reporters) and any(name not in answered for name in task.reporters)):
        states.append(TaskState.UNREPORTED)
    reports = tuple(report for _, report in listed)
    state = min(states, key=_ADVANCE.index)
    grade = _grade(report.grade for report in reports) if len(states) == len(reports) else None
    return TaskAnswer(_after_grading(state, grade), reports, grade)


def _after_grading(state: TaskState, grade: Grade | None) -> TaskState:
    """What was reported, unless the grade says otherwise: 达成 is done, and nothing else is (docs/judging.md §7.8)."""
    if grade is None:
        return state
    from sctarget.model.grade import GradeLevel

    if grade.level is GradeLevel.ACHIEVED:
        return TaskState.DONE
    return TaskState.IN_PROGRESS if state is TaskState.DONE else state


def _on(indicator: Indicator, code: str, signed: list[Signed], **facts: str) -> Problem:
    name, figure = signed[-1]
    source = figure.source
    return make_problem(
        code, source, read=source.raw, department=name, indicator=indicator.id, name=indicator.label, **facts
    )


def _sources(signed: list[Signed]) -> tuple[tuple[str, Source], ...]:
    return tuple((figure.verified.department if figure.verified else name, figure.source) for name, figure in signed)


def _provisional(figure: Figure) -> bool:
    return figure.provisional or figure.state in {DataState.ESTIMATE, DataState.FLASH}


def value_text(value: Decimal | Absence) -> str:
    """A figure, or the word for why there is none."""
    return plain_text(value) if isinstance(value, Decimal) else ABSENCE_WORDS[value]


def _cells(indicator: Indicator, signed: list[Signed]) -> str:
    return "，".join(f"{name}{value_text(figure.value)}{indicator.unit}（{figure.source}）" for name, figure in signed)


def _figures(indicator: Indicator, signed: list[Signed]) -> str:
    return "，".join(f"{name}{value_text(figure.value)}{indicator.unit}" for name, figure in signed)


def _joined(said: Iterable[tuple[str, str | None]]) -> str | None:
    return "；".join(f"{name}：{text}" for name, text in said if text) or None
