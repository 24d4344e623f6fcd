"""What each severity must do to a figure, asserted the same way for every defect."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forms_support import DEPARTMENT, filled, make_plan

from sctarget.evaluate.crosscheck import crosscheck
from sctarget.model.actual import Absence, Figure, FormReturn
from sctarget.model.problem import Severity
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.model.plan import Plan
    from sctarget.model.problem import Problem

PLAN = make_plan()
FORM = "xl/worksheets/sheet2.xml"
NAME = "县科技局.xlsx"


def read(data: bytes, plan: Plan = PLAN, name: str = NAME) -> FormReturn:
    """One workbook through the reader and the context rules, as ``check`` sees it."""
    (returned,) = read_all([(name, data)], plan)
    return returned


def read_all(files: Sequence[tuple[str, bytes]], plan: Plan = PLAN) -> tuple[FormReturn, ...]:
    """Several workbooks, none of which is refused."""
    returns = []
    for name, data in files:
        returned = read_form(data, name, plan).value
        assert returned is not None
        returns.append(returned)
    return crosscheck(plan, returns)


def typed(key: str, what: Any) -> FormReturn:
    """A form in which all is well but one cell."""
    return read(filled(PLAN, **{key: what}))


def refused(data: bytes, name: str = NAME, plan: Plan = PLAN) -> Problem:
    """The one problem of a workbook that cannot be taken in at all."""
    loaded = read_form(data, name, plan)
    assert loaded.value is None
    (problem,) = loaded.problems
    assert problem.severity is Severity.REJECTED
    assert "请" in problem.message
    assert problem.source is not None
    assert problem.source.file == name
    return problem


def figure(returned: FormReturn, key: str) -> Figure:
    """The figure of an indicator."""
    return next(item for item in returned.figures if item.indicator == key)


def codes(returned: FormReturn, key: str | None = None) -> list[str]:
    """The codes of a return's problems, of one indicator where it is given."""
    return [problem.code for problem in returned.problems if key is None or problem.indicator == key]


def problem_of(returned: FormReturn, code: str, key: str | None = None) -> Problem:
    """The problem of a code; there is exactly one."""
    (found,) = [each for each in returned.problems if each.code == code and (key is None or each.indicator == key)]
    assert found.department == DEPARTMENT
    if found.severity in {Severity.WARNING, Severity.QUARANTINED, Severity.REJECTED}:
        assert "请" in found.message
    assert found.source is not None
    assert found.source.file == returned.file
    return found


def expect(
    returned: FormReturn, code: str, severity: str, key: str, value: str | None = None, held: str | None = None
) -> Problem:
    """One problem of a cell: its code, severity and place, and the figure used, used provisionally or held back.

    ``value`` is the figure that is used; None for one that is not, ``held`` then what it seems to say.
    """
    problem = problem_of(returned, code, key)
    got = figure(returned, key)
    assert problem.severity == severity
    assert problem.source is not None
    assert problem.source.cell == got.source.cell
    assert problem.source.sheet == "填报表"
    if problem.severity.blocking:
        assert isinstance(got.value, Absence)
        assert value is None
    if value is not None:
        assert got.value == Decimal(value)
        if problem.severity is Severity.WARNING:
            assert got.provisional
    else:
        assert isinstance(got.value, Absence)
    assert got.held == (None if held is None else Decimal(held))
    read_back = (got.source.raw or "").strip()
    assert problem.read == read_back
    assert read_back in problem.message
    return problem
