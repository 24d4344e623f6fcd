"""Many returned forms → one answer per indicator and task (docs/judging.md §7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import WIDE, plain_text
from sctarget.model.actual import Absence, DataState, Figure, FormReturn, TaskReport, TaskState
from sctarget.model.plan import Indicator, Kind, Plan, Rollup, Task
from sctarget.model.problem import Problem, make_problem
from sctarget.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sctarget.evaluate.derived import Computed
    from sctarget.model.grade import Grade
    from sctarget.model.period import Period

FINALITY = {DataState.ESTIMATE: 0, DataState.FLASH: 1, DataState.FINAL: 2, None: 2}
_ADVANCE = (TaskState.UNREPORTED, TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.TERMINATED, TaskState.DONE)
WEAKEST = (Absence.UNREPORTED, Absence.TO_VERIFY, Absence.UNPUBLISHED)
ABSENCE_WORDS = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实",
}
_TASK_WORDS = {
    TaskState.DONE: "已完成",
    TaskState.IN_PROGRESS: "推进中",
    TaskState.NOT_STARTED: "未启动",
    TaskState.TERMINATED: "已终止",
    TaskState.UNREPORTED: "未报送",
}
_STATE_WORDS: dict[DataState | None, str] = {DataState.ESTIMATE: "预计", DataState.FLASH: "快报"}
_TYPED = ("本期累计完成", "未达原因", "改进措施", "数据来源", "备注")
_LISTED_CELLS = 10

_Signed = tuple[str, Figure]
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


class Gathered(NamedTuple):
    """Everything that was returned, put in order; answers and tasks by id.

    ``set_aside`` are the problems of forms that were not used: replaced, repeated, of other periods.  ``used`` and
    ``blank`` are the current period's forms by department; those in ``disputed`` sent forms that contradict each other.
    ``settled`` are the forms of every period end, the newest first.
    """

    period: Period | None
    answers: dict[str, Answer]
    tasks: dict[str, TaskAnswer]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]
    set_aside: frozenset[Problem]
    used: Mapping[str, FormReturn]
    blank: Mapping[str, FormReturn]
    disputed: frozenset[str]
    settled: tuple[Settled, ...] = ()


class Settled(NamedTuple):
    """The forms of one period end: at most one per department; ``conflicts`` are those that contradict each other."""

    period: Period
    used: dict[str, FormReturn]
    conflicts: dict[str, str]
    blank: dict[str, FormReturn]
    figures: dict[str, list[_Signed]]
    tasks: dict[str, list[tuple[str, TaskReport]]]
    problems: list[Problem]


def reported_until(returns: Sequence[FormReturn]) -> date | None:
    """The end of the latest period of which something was reported (blank forms count only where nothing else did)."""
    filled = [form.period.end for form in returns if not form.blank]
    return max(filled or [form.period.end for form in returns], default=None)


def gather(plan: Plan, returns: Sequence[FormReturn], as_of: date) -> Gathered:
    """One answer per indicator and task of the plan, from the latest period that had ended on ``as_of``."""
    names = {alias: item.name for item in plan.departments for alias in (*item.aliases, item.name)}
    labels = {task.id: task.name for task in plan.tasks} | {item.id: item.label for item in plan.indicators}
    in_time = [form for form in returns if form.period.end <= as_of]
    current_end = reported_until(in_time)
    ends = sorted({form.period.end for form in in_time if current_end and form.period.end <= current_end}, reverse=True)
    settled = [_settle([form for form in in_time if form.period.end == end], names, labels) for end in ends]
    now = settled[0] if settled else None
    problems: list[Problem] = [] if now is None else [*now.problems]
    problems += [
        _about(
            "future_period",
            form,
            names.get(form.department, form.department),
            end=form.period.end.isoformat(),
            as_of=as_of.isoformat(),
        )
        for form in returns
        if form.period.end > as_of
    ]
    closing = as_of >= plan.period.end and (now is None or now.period.end < plan.period.end)
    missing = plan.reporters if closing else _missing(plan, now) if now or not returns else ()
    last = {name: old.period for old in reversed(settled if closing else settled[1:]) for name in old.used}
    closed = plan.period.end.year if closing else None
    problems += [_not_returned(name, now, closed, as_of, last.get(name)) for name in missing]
    answers = {}
    for indicator in plan.indicators:
        answer, found = _answer(indicator, now)
        problems += found
        if isinstance(answer.value, Absence):
            answer = answer._replace(latest=_latest(indicator, settled[1:]))
        answers[indicator.id] = answer
    if now is not None:
        problems += [
            make_problem("figure_unknown", signed[0][1].source, read=key, department=signed[0][0], indicator=key)
            for key, signed in now.figures.items()
            if key not in answers
        ]
    tasks = {task.id: _task_answer(task, now) for task in plan.tasks}
    set_aside = frozenset(problem for form in returns for problem in form.problems).difference(problems)
    return Gathered(
        now.period if now else None,
        answers,
        tasks,
        missing,
        tuple(problems),
        set_aside,
        now.used if now else {},
        now.blank if now else {},
        frozenset(now.conflicts if now else ()),
        tuple(settled),
    )


def answer_in(indicator: Indicator, settled: Settled) -> Answer:
    """The answer on an indicator that the forms of one period end give."""
    return _answer(indicator, settled)[0]


def task_answer_in(task: Task, settled: Settled) -> TaskAnswer:
    """How far a task is by the forms of one period end."""
    return _task_answer(task, settled)


def _settle(forms: list[FormReturn], names: dict[str, str], labels: dict[str, str]) -> Settled:
    groups: dict[str, list[FormReturn]] = {}
    blank: dict[str, FormReturn] = {}
    for form in forms:
        name = names.get(form.department, form.department)
        if form.blank:
            blank[name] = form
        else:
            groups.setdefault(name, []).append(form)
    used: dict[str, FormReturn] = {}
    conflicts: dict[str, str] = {}
    problems = [problem for name, form in blank.items() if name not in groups for problem in form.problems]
    problems += [
        _about("blank_beside", form, name, kept=groups[name][0].file) for name, form in blank.items() if name in groups
    ]
    for name, group in groups.items():
        valid, replaced = newest_forms(group)
        first = valid[0]
        problems += [
            _about("superseded_return", form, name, round=str(form.round), newer=str(first.round), kept=first.file)
            for form in replaced
        ]
        if cells := _listed(form_differences(valid, labels)):
            conflicts[name] = cells
            problems += [problem for form in valid for problem in form.problems]
            problems.append(_about("conflict", first, name, count=str(len(valid)), cells=cells))
        else:
            used[name] = first
            problems += first.problems
            problems += _changes(first, replaced, labels)
            problems += [_about("duplicate_return", form, name, kept=first.file) for form in valid[1:]]
    figures: dict[str, list[_Signed]] = {}
    tasks: dict[str, list[tuple[str, TaskReport]]] = {}
    for name, form in used.items():
        for figure in form.figures:
            figures.setdefault(figure.indicator, []).append((name, figure))
        for report in form.tasks:
            tasks.setdefault(report.task, []).append((name, report))
    periods = [form.period for group in groups.values() for form in group] or [form.period for form in blank.values()]
    period = max(periods, key=lambda item: (periods.count(item), -item.start.toordinal()))
    return Settled(period, used, conflicts, blank, figures, tasks, problems)


def newest_forms(group: Sequence[FormReturn]) -> tuple[list[FormReturn], list[FormReturn]]:
    """The forms of a department that count, and those that a later round replaces.

    A corrected copy replaces the returns that it names and what says the same as they; a later round that names none
    replaces every earlier one.
    """
    replaced: set[int] = set()
    for form in group:
        named = (form.supersedes or "").split()
        old = [other for other in group if other.round < form.round and (not named or other.sha256 in named)]
        for other in group:
            if other.round < form.round and any(other is each or not _differ(other, each) for each in old):
                replaced.add(id(other))
    valid = [form for form in group if id(form) not in replaced]
    valid.sort(key=lambda form: -form.round)
    return valid, [form for form in group if id(form) in replaced]


def _differ(form: FormReturn, other: FormReturn) -> bool:
    keys = [figure.indicator for each in (form, other) for figure in each.figures]
    keys += [report.task for each in (form, other) for report in each.tasks]
    return bool(form_differences([form, other], {key: key for key in keys}))


def form_differences(forms: Sequence[FormReturn], labels: dict[str, str]) -> dict[str, str]:
    """What forms of one department say differently, in words by id; empty when they say the same.

    ``labels`` are the names of all indicators and tasks by id.
    """
    if len({form.sha256 for form in forms}) == 1:
        return {}
    cells: dict[str, list[tuple[object, str]]] = {}
    for form in forms:
        said: dict[str, tuple[object, str]] = {
            figure.indicator: (
                (figure.value, figure.held, FINALITY[figure.state]),
                f"{_said_text(figure)}（{figure.source}）",
            )
            for figure in form.figures
        }
        said |= {
            report.task: (report.state, f"{_TASK_WORDS[report.state]}（{report.source}）") for report in form.tasks
        }
        for key in labels:
            cells.setdefault(key, []).append(said.get(key, (None, f"没有填（{form.file}）")))
    return {
        key: f"{labels[key]}：{'，'.join(text for _, text in answers)}"
        for key, answers in cells.items()
        if any(answer != answers[0][0] for answer, _ in answers)
    }


def _listed(differing: dict[str, str]) -> str:
    more = len(differing) - _LISTED_CELLS
    return "；".join(list(differing.values())[:_LISTED_CELLS]) + (f"；另有{more}处" if more > 0 else "")


def _changes(form: FormReturn, replaced: list[FormReturn], labels: dict[str, str]) -> list[Problem]:
    """One note per row in which a form differs from the newest return that it replaces, or from any of several."""
    newest = max((each.round for each in replaced), default=0)
    old = [(each.file, _said(each)) for each in replaced if each.round == newest]
    problems = []
    for key, (source, cells) in _said(form).items():
        before = [(file, said.get(key, (source, {}))[1]) for file, said in old]
        changes = "，".join(
            f"{caption}从{_before(before, caption)}改为{_quoted(text)}"
            for caption, text in cells.items()
            if any(text != said.get(caption, "") and (caption in said or not said) for _, said in before)
        )
        if changes:
            name = labels.get(key, key)
            found = make_problem(
                "figure_changed",
                source,
                read=source.raw,
                department=form.department,
                indicator=key,
                name=name,
                changes=changes,
            )
            problems.append(found)
    return problems


def _before(before: list[tuple[str, dict[str, str]]], caption: str) -> str:
    """What stood in the forms that are replaced, with their names where they do not say the same."""
    texts = [_quoted(said.get(caption)) for _, said in before]
    if len(set(texts)) == 1:
        return texts[0]
    return "、".join(f"{text}（{file}）" for text, (file, _) in zip(texts, before, strict=True))


def _quoted(text: str | None) -> str:
    return f"“{text}”" if text else "空白"


def _said(form: FormReturn) -> dict[str, tuple[Source, dict[str, str]]]:
    """What was typed in each row of a form, by id: the place of its figure, and caption → text."""
    said: dict[str, tuple[Source, dict[str, str]]] = {}
    for figure in form.figures:
        texts = _texts(figure.source.raw, figure.reason, figure.measures, figure.data_source, figure.remark)
        if isinstance(figure.value, Decimal):
            texts["数据状态"] = _STATE_WORDS.get(figure.state, "")
        said[figure.indicator] = figure.source, texts
    for report in form.tasks:
        texts = _texts(report.source.raw, report.reason, report.measures, report.evidence, report.remark)
        said[report.task] = report.source, texts
    return said


def _texts(*typed: str | None) -> dict[str, str]:
    return {caption: (text or "").strip() for caption, text in zip(_TYPED, typed, strict=True)}


def _answer(indicator: Indicator, now: Settled | None) -> tuple[Answer, list[Problem]]:
    if now is None:
        return Answer(Absence.UNREPORTED), []
    disputed = [name for name in indicator.reporters if name in now.conflicts]
    if disputed:
        notes = tuple(f"{name}报来不同的填报表，待其确认" for name in disputed)
        return Answer(Absence.TO_VERIFY, now.period, notes=notes), []
    signed = now.figures.get(indicator.id, [])
    owners = indicator.reporters or tuple(name for name, _ in signed[:1])
    by_owner: dict[str, list[_Signed]] = {name: [] for name in owners}
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
    indicator: Indicator, now: Settled, answer: Answer, own: list[_Signed], outside: list[_Signed]
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
    value = f"{_value_text(figure.value)}{indicator.unit}"
    return _one(now, figure, outside), [
        _on(indicator, "outside_reporter", outside, expected=expected, who=who, value=value)
    ]


def _single(indicator: Indicator, now: Settled, own: list[_Signed]) -> Answer:
    if own:
        return _one(now, own[0][1], own)
    returned = [name for name in indicator.reporters if name in now.used]
    notes = tuple(f"{name}的填报表里没有这一行" for name in returned)
    return Answer(Absence.UNREPORTED, now.period, notes=notes)


def _one(now: Settled, figure: Figure, signed: list[_Signed]) -> Answer:
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
    )


def _grade(grades: Iterable[Grade | None]) -> Grade | None:
    """The worst grade of all who report it, once every one is graded."""
    known = list(grades)
    if not any(known):
        return None
    from sctarget.model.grade import worst_grade

    return worst_grade(known)


def _decided(signed: list[_Signed]) -> tuple[str, ...]:
    """What people decided about figures, each with its department."""
    return tuple(f"{name}{figure.decided}" for name, figure in signed if figure.decided)


def _combined(indicator: Indicator, now: Settled, own: list[_Signed]) -> Answer:
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
    total = _sum(figure.value for _, figure in numbers)
    if len(numbers) > 1:
        notes = (*notes, f"{len(numbers)}个单位合计：{_figures(indicator, numbers)}")
    last_year = _sum(figure.last_year for _, figure in numbers)
    return answer._replace(value=Decimal(0) if total is None else total, notes=notes, last_year=last_year)


def _sum(values: Iterable[object]) -> Decimal | None:
    """The exact sum of figures, None where one of them is not known."""
    total = Decimal(0)
    for value in values:
        if not isinstance(value, Decimal):
            return None
        total = WIDE.add(total, value)
    return total


def _contradiction(indicator: Indicator, now: Settled, signed: list[_Signed]) -> tuple[Answer, list[Problem]]:
    note = f"数字不一致：{_figures(indicator, signed)}"
    answer = Answer(Absence.TO_VERIFY, now.period, _sources(signed), notes=(note,))
    return answer, [_on(indicator, "figure_conflict", signed, cells=_cells(indicator, signed))]


def _twice(indicator: Indicator, signed: list[_Signed]) -> Problem:
    value = f"{_value_text(signed[-1][1].value)}{indicator.unit}"
    return _on(indicator, "figure_twice", signed, cells=_cells(indicator, signed), value=value)


def _latest(indicator: Indicator, older: list[Settled]) -> Figure | None:
    for settled in older:
        figure = _answer(indicator, settled)[0].figure(indicator)
        if figure is not None:
            return figure
    return None


def _task_answer(task: Task, now: Settled | None) -> TaskAnswer:
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


def _missing(plan: Plan, now: Settled | None) -> tuple[str, ...]:
    arrived = set() if now is None else now.used.keys() | now.conflicts.keys()
    return tuple(name for name in plan.reporters if name not in arrived)


def _not_returned(name: str, now: Settled | None, closing: int | None, as_of: date, last: Period | None) -> Problem:
    """A department that owes a form: that of the current period, or of the plan's last year where that is over.

    ``last`` is the period of its newest older form: it may have sent that one again.
    """
    blank = now.blank.get(name) if now and closing is None else None
    source = Source(blank.file, sha256=blank.sha256) if blank else None
    current = now.period.chinese if now else f"截至{as_of.isoformat()}"
    period = current if closing is None else f"{closing}年"
    detail = f"（最近收到的是{last.chinese}的）" if last else ""
    detail = "（收到的是空表）" if blank else detail
    return make_problem("not_returned", source, department=name, period=period, detail=detail, name=name)


def _about(code: str, form: FormReturn, name: str, **facts: str) -> Problem:
    source = Source(form.file, sha256=form.sha256)
    return make_problem(code, source, department=name, name=name, period=form.period.chinese, **facts)


def _on(indicator: Indicator, code: str, signed: list[_Signed], **facts: str) -> Problem:
    name, figure = signed[-1]
    source = figure.source
    return make_problem(
        code, source, read=source.raw, department=name, indicator=indicator.id, name=indicator.label, **facts
    )


def _sources(signed: list[_Signed]) -> tuple[tuple[str, Source], ...]:
    return tuple((name, figure.source) for name, figure in signed)


def _provisional(figure: Figure) -> bool:
    return figure.provisional or figure.state in {DataState.ESTIMATE, DataState.FLASH}


def _said_text(figure: Figure) -> str:
    """What a figure says, also where it is held back, e.g. 13200（待核实）."""
    text = _value_text(figure.value)
    return text if figure.held is None else f"{plain_text(figure.held)}（{text}）"


def _value_text(value: Decimal | Absence) -> str:
    return plain_text(value) if isinstance(value, Decimal) else ABSENCE_WORDS[value]


def _cells(indicator: Indicator, signed: list[_Signed]) -> str:
    return "，".join(f"{name}{_value_text(figure.value)}{indicator.unit}（{figure.source}）" for name, figure in signed)


def _figures(indicator: Indicator, signed: list[_Signed]) -> str:
    return "，".join(f"{name}{_value_text(figure.value)}{indicator.unit}" for name, figure in signed)


def _joined(said: Iterable[tuple[str, str | None]]) -> str | None:
    return "；".join(f"{name}：{text}" for name, text in said if text) or None
