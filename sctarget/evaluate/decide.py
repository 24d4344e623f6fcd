"""Returned forms + what people decided → forms whose figures are settled (docs/decisions.md)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Absence, Figure, FormReturn, TaskReport, TaskState
from sctarget.model.decision import Action, Decision
from sctarget.model.form import TASK_WORDS
from sctarget.model.grade import GRADE_WORDS, Grade, GradeLevel
from sctarget.model.plan import Task
from sctarget.model.problem import Loaded, Problem, Severity, make_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.source import Source

A = TypeVar("A", Figure, TaskReport)
_Key: TypeAlias = "tuple[str, str, Period, bool]"


def apply_decisions(
    plan: Plan, returns: Sequence[FormReturn], decisions: Sequence[Decision]
) -> Loaded[tuple[FormReturn, ...]]:
    """The forms with every decision applied whose cell still says what it said; sources stay the cells themselves.

    What was settled is dropped from a form's problems and told there as a note; a cell that has changed stays as it is
    with a warning.  The problems returned beside the forms concern no form (a decision on a figure that never came).
    """
    forms = list(returns)
    problems: list[Problem] = []
    names = {alias: item.name for item in plan.departments for alias in (*item.aliases, item.name)}
    places: dict[tuple[str, Period], list[int]] = {}
    if decisions:
        for number, form in enumerate(forms):
            places.setdefault((names.get(form.department, form.department), form.period), []).append(number)
    owed: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    items = {item.id: item for item in owed}
    for (key, department, period, _), made in _by_figure(decisions).items():
        item = items.get(key)
        found = [
            (number, answer)
            for number in places.get((department, period), ())
            if item is not None and (answer := answer_of(forms[number], item)) is not None
        ]
        if item is None or not found:
            problems.append(_unmatched(made[-1], _label(item) if item else key))
            continue
        for number, problem in _apply(forms, item, found, made):
            forms[number] = forms[number]._replace(problems=(*forms[number].problems, problem))
    return Loaded(tuple(forms), tuple(problems))


def same_text(was: str | None, now: str | None) -> bool:
    """Whether a cell still says what it said, white space aside; a decision without the text fits every cell."""
    return was is None or was.split() == (now or "").split()


def answer_of(form: FormReturn, item: Indicator | Task) -> Figure | TaskReport | None:
    """The form's answer; an empty one at the place of the problem where its row is missing."""
    answers: tuple[Figure | TaskReport, ...] = (*form.figures, *form.tasks)
    for answer in answers:
        if _id(answer) == item.id:
            return answer
    for problem in form.problems:
        if problem.indicator == item.id and problem.severity.blocking and problem.source is not None:
            source = replace(problem.source, raw="")
            if isinstance(item, Task):
                return TaskReport(item.id, form.department, form.period, TaskState.UNREPORTED, source)
            return Figure(item.id, form.department, form.period, Absence.TO_VERIFY, source)
    return None


def _id(answer: Figure | TaskReport) -> str:
    return answer.task if isinstance(answer, TaskReport) else answer.indicator


def _label(item: Indicator | Task) -> str:
    return item.name if isinstance(item, Task) else item.label


def _by_figure(decisions: Sequence[Decision]) -> dict[_Key, list[Decision]]:
    grouped: dict[_Key, list[Decision]] = {}
    for decision in decisions:
        key = (decision.indicator, decision.department, decision.period, decision.grade is not None)
        grouped.setdefault(key, []).append(decision)
    return grouped


def _apply(
    forms: list[FormReturn],
    item: Indicator | Task,
    found: list[tuple[int, Figure | TaskReport]],
    made: list[Decision],
) -> list[tuple[int, Problem]]:
    """Settle the answer in every form that still says what was decided on; the words on it, by form."""
    newest = max(forms[number].round for number, _ in found)
    said: list[tuple[int, Problem]] = []
    outdated: list[tuple[int, Problem]] = []
    current = False
    for number, answer in found:
        fitting = [decision for decision in made if same_text(decision.raw, answer.source.raw)]
        if fitting:
            current = current or forms[number].round == newest
            forms[number], problems = _settle(forms[number], answer, fitting[-1], item)
            said += [(number, problem) for problem in problems]
        elif forms[number].round == newest:
            last = made[-1]
            facts = {"done": _done(last, item, last.value), "was": last.raw, "now": answer.source.raw or ""}
            outdated.append((number, _on(answer, last, "decision_outdated", item, **facts)))
    return said if current else said + outdated


def _settle(
    form: FormReturn, answer: Figure | TaskReport, decision: Decision, item: Indicator | Task
) -> tuple[FormReturn, list[Problem]]:
    """The form with one answer decided, or as it was where a confirmation says nothing usable."""
    value: Decimal | Absence | None = None
    if decision.grade is not None:
        return _graded(form, answer, decision, decision.grade, item)
    if isinstance(answer, Figure):
        value, refusal = _decided(answer, decision, item)
        if value is None:
            return form, refusal
    settled = [problem for problem in form.problems if settles(problem, item.id, answer.source)]
    done = _done(decision, item, value)
    raw = (answer.source.raw or "").strip()
    was = f"原填“{raw}”" if raw else "原来没有填"
    titles = "、".join(dict.fromkeys(_title(problem) for problem in settled))
    facts = {"was": f"{was}{f'（{titles}）' if titles else ''}", "done": done, "why": decision.why}
    said = [_on(answer, decision, "decision_applied", item, **facts, place=str(decision.source))]
    said += _lacking_raw(answer, decision, item)
    form = form._replace(problems=tuple(problem for problem in form.problems if problem not in settled))
    if isinstance(answer, TaskReport):
        report = answer._replace(state=decision.state or answer.state)
        return form._replace(tasks=_with(form.tasks, report)), said
    figure = replace(
        answer,
        value=answer.value if value is None else value,
        state=answer.state if isinstance(value, Decimal) else None,
        provisional=False,
        held=None,
        decided=f"{was}，已由{decision.who}于{decision.when.isoformat()}{done}（{decision.why}）",
    )
    return form._replace(figures=_with(form.figures, figure)), said


def _lacking_raw(answer: Figure | TaskReport, decision: Decision, item: Indicator | Task) -> list[Problem]:
    if decision.raw is not None:
        return []
    fixed = json.dumps(answer.source.raw or "", ensure_ascii=False)
    return [_on(answer, decision, "decision_without_raw", item, fixed=fixed)]


def _graded(
    form: FormReturn, answer: Figure | TaskReport, decision: Decision, level: GradeLevel, item: Indicator | Task
) -> tuple[FormReturn, list[Problem]]:
    """The form with one answer graded; its figure, its state and what was found about them stay."""
    grade = Grade(level, decision.who, decision.when, decision.why, decision.share)
    raw = (answer.source.raw or "").strip()
    facts = {"was": f"填的是“{raw}”" if raw else "没有填", "done": _done(decision, item, None), "why": decision.why}
    said = [_on(answer, decision, "decision_applied", item, **facts, place=str(decision.source))]
    said += _lacking_raw(answer, decision, item)
    if isinstance(answer, TaskReport):
        return form._replace(tasks=_with(form.tasks, answer._replace(grade=grade))), said
    return form._replace(figures=_with(form.figures, replace(answer, grade=grade))), said


def _with(answers: tuple[A, ...], answer: A) -> tuple[A, ...]:
    """The answers of a form with one of them replaced, or added where it was missing."""
    replaced: list[A] = [answer if _id(each) == _id(answer) else each for each in answers]
    if answer not in replaced:
        replaced.append(answer)
    return tuple(replaced)


def _decided(
    figure: Figure, decision: Decision, indicator: Indicator | Task
) -> tuple[Decimal | Absence | None, list[Problem]]:
    """What holds from now on, or None and why not."""
    if decision.action is Action.WAIVE:
        return Absence.NOT_APPLICABLE, []
    if decision.action is Action.CORRECT:
        return decision.value, []
    known = figure.value if isinstance(figure.value, Decimal) else figure.held
    if known is None and decision.value is None:
        return None, [_on(figure, decision, "decision_without_value", indicator)]
    if known is not None and decision.value is not None and known != decision.value:
        facts = {"value": _amount(decision.value, indicator), "found": _amount(known, indicator)}
        return None, [_on(figure, decision, "decision_value_differs", indicator, **facts)]
    return known if known is not None else decision.value, []


def settles(problem: Problem, key: str, cell: Source) -> bool:
    """Whether deciding on an answer ends a problem: what kept it from being used, and doubts about its cell."""
    if problem.indicator != key:
        return False
    place = problem.source
    doubt = problem.severity is Severity.WARNING and place is not None and place.cell == cell.cell
    return problem.severity.blocking or doubt


def _title(problem: Problem) -> str:
    from sctarget.model.wordings import WORDINGS

    return WORDINGS[problem.code].title


def _done(decision: Decision, item: Indicator | Task, value: Decimal | Absence | None) -> str:
    if decision.action is Action.WAIVE:
        return "定为不涉及"
    if decision.grade is not None:
        return f"评定为{GRADE_WORDS[decision.grade]}"
    verb = "确认" if decision.action is Action.CONFIRM else "改正"
    if decision.state is not None:
        word = next(word for word, state in TASK_WORDS.items() if state == decision.state)
        return f"{verb}为{word}"
    return f"{verb}为{_amount(value, item)}" if isinstance(value, Decimal) else verb


def _amount(value: Decimal, item: Indicator | Task) -> str:
    return f"{plain_text(value)}{'' if isinstance(item, Task) else item.unit}"


def _on(answer: Figure | TaskReport, decision: Decision, code: str, item: Indicator | Task, **facts: object) -> Problem:
    return make_problem(
        code,
        answer.source,
        read=answer.source.raw,
        department=decision.department,
        indicator=item.id,
        **{"name": _label(item), "who": decision.who, "when": decision.when.isoformat(), **facts},
    )


def _unmatched(decision: Decision, name: str) -> Problem:
    return make_problem(
        "decision_unmatched",
        decision.source,
        department=decision.department,
        indicator=decision.indicator,
        name=name,
        owner=decision.department,
        period=decision.period.chinese,
        who=decision.who,
        when=decision.when.isoformat(),
    )
