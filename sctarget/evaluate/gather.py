"""Many returned forms → one answer per indicator and task (docs/judging.md §7, §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.answers import Answer, Restated, Settled, Signed, TaskAnswer, answer_of, task_answer_of
from sctarget.model.actual import Absence, Figure, FormReturn, TaskReport
from sctarget.model.problem import Problem, make_problem
from sctarget.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan


class Gathered(NamedTuple):
    """Everything that was returned, put in order; answers and tasks by id.

    ``set_aside`` are the problems of forms that were not used: replaced, repeated, of other periods.  ``used`` and
    ``blank`` are the current period's forms by department; those in ``disputed`` sent forms that contradict each other.
    ``settled`` are the forms of every period, the current one first.
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
    if any(form.verifies for form in in_time):
        from sctarget.evaluate.verified import with_verified

        settled = [with_verified(plan, each, in_time) for each in settled]
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
        answer, found = known_at(indicator, plan, settled)
        problems += found
        if isinstance(answer.value, Absence):
            answer = answer._replace(latest=_latest(indicator, plan, settled[1:]))
        answers[indicator.id] = answer
    if now is not None:
        problems += [
            make_problem("figure_unknown", signed[0][1].source, read=key, department=signed[0][0], indicator=key)
            for key, signed in now.figures.items()
            if key not in answers
        ]
    tasks = {task.id: task_answer_of(task, now) for task in plan.tasks}
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


def _settle(forms: list[FormReturn], names: dict[str, str], labels: dict[str, str]) -> Settled:
    groups: dict[str, list[FormReturn]] = {}
    blank: dict[str, FormReturn] = {}
    for form in (form for form in forms if not form.verifies):
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
    restated: dict[str, list[Restated]] = {}
    for name, group in groups.items():
        if len(group) == 1:
            used[name] = group[0]
            problems += group[0].problems
        else:
            problems += _choose(name, group, labels, used, conflicts, restated)
    figures: dict[str, list[Signed]] = {}
    tasks: dict[str, list[tuple[str, TaskReport]]] = {}
    for name, form in used.items():
        for figure in form.figures:
            figures.setdefault(figure.indicator, []).append((name, figure))
        for report in form.tasks:
            tasks.setdefault(report.task, []).append((name, report))
    periods = [form.period for group in groups.values() for form in group] or [form.period for form in forms]
    period = max(periods, key=lambda item: (periods.count(item), -item.start.toordinal()))
    return Settled(period, used, conflicts, blank, figures, tasks, problems, restated)


def _choose(
    name: str,
    group: list[FormReturn],
    labels: dict[str, str],
    used: dict[str, FormReturn],
    conflicts: dict[str, str],
    restated: dict[str, list[Restated]],
) -> list[Problem]:
    """Settle which of several forms of a department is used, or that they contradict each other; what is to be said."""
    from sctarget.evaluate.editions import (
        changes,
        editions_of,
        form_differences,
        listed,
        restatement_notes,
        restatements,
    )

    valid, replaced, outdated = editions_of(group)
    first = valid[0]
    problems = [
        _about("superseded_return", form, name, round=str(form.round), newer=str(first.round), kept=first.file)
        for form in replaced
    ]
    if cells := listed(form_differences(valid, labels)):
        conflicts[name] = cells
        problems += [problem for form in valid for problem in form.problems]
        problems.append(_about("conflict", first, name, count=str(len(valid)), cells=cells))
        return problems
    used[name] = first
    problems += first.problems
    problems += changes(first, replaced, labels)
    problems += [_about("outdated_return", form, name, kept=first.file) for form in outdated]
    problems += restatement_notes(first, outdated, labels)
    problems += [_about("duplicate_return", form, name, kept=first.file) for form in valid[1:]]
    for each in restatements(first, outdated):
        restated.setdefault(each.new.indicator, []).append(each)
    return problems


def known_at(indicator: Indicator, plan: Plan, settled: Sequence[Settled]) -> tuple[Answer, list[Problem]]:
    """The answer at the first of some period ends, the older ones behind it: figures of single periods are added up."""
    if indicator.by_period and settled:
        from sctarget.evaluate.periodic import accumulated

        return accumulated(indicator, plan, settled)
    return answer_of(indicator, settled[0] if settled else None)


def _latest(indicator: Indicator, plan: Plan, older: Sequence[Settled]) -> Figure | None:
    for number in range(len(older)):
        figure = known_at(indicator, plan, older[number:])[0].figure(indicator)
        if figure is not None:
            return figure
    return None


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
