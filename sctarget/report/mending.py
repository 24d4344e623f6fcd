"""What a department has to mend in the form that it returned, and which form that is (docs/returning.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.collection import ReturnStatus
from sctarget.evaluate.editions import form_differences, valid_forms
from sctarget.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sctarget.evaluate.collection import Collection
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan
    from sctarget.model.problem import Problem

_MENDABLE = frozenset({Severity.WARNING, Severity.QUARANTINED, Severity.REJECTED})
_CHASED = frozenset({"not_returned", "form_blank"})
"""Settled by asking for the form, not by sending one back."""


class Mark(NamedTuple):
    """One thing to mend: its cell (in the workbook with this SHA-256), its indicator or task, what to do.

    ``must`` keeps the value from being used.  Marks that are not ``listed`` only colour a cell that a listed one names.
    """

    message: str
    must: bool
    sha256: str | None = None
    sheet: str | None = None
    cell: str | None = None
    key: str | None = None
    name: str = ""
    file: str = ""
    listed: bool = True


class Mending(NamedTuple):
    """What goes back to one department: ``base`` is the return to be mended, None where it could not be read as one.

    ``file`` names all files that stand against each other; ``sha256`` is that of the file that ``base`` came in;
    ``replaces`` are those of all files that the mended form replaces.
    """

    department: str
    marks: tuple[Mark, ...]
    base: FormReturn | None
    file: str
    sha256: str
    round: int
    replaces: tuple[str, ...]


def mendings(collection: Collection, returns: Sequence[FormReturn]) -> tuple[Mending, ...]:
    """One per department whose return has warnings, quarantined or rejected values, in the order of the plan."""
    owners = {
        file: each.department for each in collection.departments_with(ReturnStatus.REJECTED) for file in each.files
    }
    found: dict[str, list[Problem]] = {}
    verifying = {form.sha256 for form in returns if form.verifies}
    for problem in collection.problems:
        source = problem.source
        if (
            source is None
            or source.sha256 in verifying
            or source.line is not None
            or problem.code in _CHASED
            or problem.severity not in _MENDABLE
        ):
            continue
        found.setdefault(problem.department or owners.get(source.file, ""), []).append(problem)
        if problem.code == "figure_conflict":
            for other in _others(problem, collection, returns):
                found.setdefault(other.department or "", []).append(other)
    return tuple(
        _mending(collection, returns, department, found[department])
        for department in collection.plan.reporters
        if department in found
    )


def _others(problem: Problem, collection: Collection, returns: Sequence[FormReturn]) -> Iterator[Problem]:
    """A contradiction between departments, as it stands in the forms of the others."""
    for department in collection.plan.reporters:
        forms = [] if department == problem.department else _forms(collection, returns, department)
        for figure in (figure for form in valid_forms(forms) for figure in form.figures):
            if figure.indicator == problem.indicator:
                yield replace(problem, department=department, source=figure.source)


def _forms(collection: Collection, returns: Sequence[FormReturn], department: str) -> list[FormReturn]:
    end = collection.period.end if collection.period else None
    return [
        form
        for form in returns
        if form.department == department and form.period.end == end and not form.blank and not form.verifies
    ]


def labels_of(plan: Plan) -> dict[str, str]:
    """The names of all indicators and tasks by id."""
    return {task.id: task.name for task in plan.tasks} | {item.id: item.label for item in plan.indicators}


def _mending(
    collection: Collection, returns: Sequence[FormReturn], department: str, problems: list[Problem]
) -> Mending:
    labels = labels_of(collection.plan)
    forms = _forms(collection, returns, department)
    marks = [_mark(problem, labels) for problem in problems]
    marks.sort(key=lambda mark: not mark.must)
    files = dict.fromkeys(problem.source.sha256 for problem in problems if problem.source and problem.source.sha256)
    if not forms:
        names = "、".join(dict.fromkeys(problem.source.file for problem in problems if problem.source))
        return Mending(department, tuple(marks), None, names, "", 2, tuple(each for each in files if each))
    valid = valid_forms(forms)
    base = valid[0]
    marks += _disputed(valid, labels)
    earlier = (each for form in forms for each in (form.supersedes or "").split())
    replaces = tuple(dict.fromkeys((*(form.sha256 for form in forms), *(each for each in files if each), *earlier)))
    newest = max(form.round for form in forms)
    names = "、".join(dict.fromkeys(form.file for form in valid))
    return Mending(department, tuple(marks), base, names, base.sha256, newest + 1, replaces)


def _mark(problem: Problem, labels: dict[str, str]) -> Mark:
    source = problem.source
    return Mark(
        problem.message.replace("请与填报单位核实", "请核实"),
        problem.severity.blocking,
        source.sha256 if source else None,
        source.sheet if source else None,
        source.cell if source else None,
        problem.indicator,
        labels.get(problem.indicator or "", ""),
        source.file if source else "",
    )


def _disputed(valid: list[FormReturn], labels: dict[str, str]) -> Iterator[Mark]:
    """The cells of the first of several forms that contradict each other."""
    if len(valid) == 1:
        return
    places = {figure.indicator: figure.source for figure in valid[0].figures}
    places |= {report.task: report.source for report in valid[0].tasks}
    for key, words in form_differences(valid, labels).items():
        if (source := places.get(key)) is not None:
            message = f"报来的几份表填的不同，{words}。请确认以哪个为准。"
            yield Mark(message, True, valid[0].sha256, source.sheet, source.cell, key, labels[key], listed=False)  # noqa: FBT003
