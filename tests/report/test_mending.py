"""What goes back to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluate.support import form, indicator, make_plan

from sctarget.evaluate.collection import collect_returns
from sctarget.model.problem import make_problem
from sctarget.model.source import Source
from sctarget.report.mending import Mending, mendings

if TYPE_CHECKING:
    from sctarget.model.actual import FormReturn
    from sctarget.model.problem import Problem

SCIENCE, MONEY = "县科技局", "县财政局"
PLAN = make_plan(indicator(), indicator(key="y", name="财政科技支出", reporters=(MONEY,)))


def found(*forms: FormReturn, loose: tuple[Problem, ...] = ()) -> dict[str, Mending]:
    collection = collect_returns(PLAN, forms, loose)
    return {each.department: each for each in mendings(collection, forms)}


def test_a_contradiction_goes_back_to_both() -> None:
    """Each department finds its own cell coloured, with both figures in the message."""
    one, other = form({"x": "12"}), form({"x": "13", "y": "1"}, department=MONEY)
    result = found(one, other)
    assert set(result) == {SCIENCE, MONEY}
    for name, file in ((SCIENCE, one.file), (MONEY, other.file)):
        mark = result[name].marks[0]
        assert mark.sha256 is None or mark.sha256 == result[name].sha256
        assert mark.cell == "H7"
        assert mark.file == file
        assert "12" in mark.message
        assert "13" in mark.message


def test_problems_of_the_plan_and_of_decisions_are_not_theirs() -> None:
    """A line of plan.yaml or decisions.yaml cannot be mended by a department."""
    problem = make_problem("figure_unknown", Source("decisions.yaml", line=3), read="z", department=SCIENCE)
    forms = (form({"x": "12"}), form({"y": "1"}, department=MONEY))
    assert found(*forms, loose=(problem,)) == {}


def test_what_must_be_mended_comes_first() -> None:
    """Quarantined before warned of."""
    first = form({"x": "12"})
    at = replace(first.figures[0].source, sha256=first.sha256)
    doubt = make_problem("remark_qualifies", at, read="含", department=SCIENCE, indicator="x", name="省级平台数")
    must = make_problem("cell_several", at, read="6+6", department=SCIENCE, indicator="x", name="省级平台数")
    sent = first._replace(problems=(doubt, must))
    marks = found(sent, form({"y": "1"}, department=MONEY))[SCIENCE].marks
    assert [mark.must for mark in marks] == [True, False]
    assert [mark.name for mark in marks] == ["省级平台数", "省级平台数"]


def test_a_third_round_replaces_all_before_it() -> None:
    """The next copy names every file of the period and what those had replaced, also where it is no longer there."""
    gone, here = "a" * 64, "b" * 64
    problem = make_problem("form_blank", Source("二.xlsx", sha256=here), department=SCIENCE)
    must = make_problem("cell_several", Source("二.xlsx", "填报表", "H7", sha256=here), department=SCIENCE, name="平台")
    second = form({"x": "12"}, sha=here, file="二.xlsx", round_=2)._replace(supersedes=gone, problems=(problem, must))
    mending = found(second, form({"y": "1"}, department=MONEY))[SCIENCE]
    assert mending.round == 3
    assert set(mending.replaces) == {gone, here}
    assert [mark.cell for mark in mending.marks] == ["H7"]
