"""预计 → 快报 → 最终: a more final form takes the place of an earlier one, and every change is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluate.support import codes, evaluate, form, indicator, make_plan

from sctarget.evaluate.editions import editions_of
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState, FormReturn

ONE, TWO = indicator(key="x"), indicator(key="y", name="另一项")
PLAN = make_plan(ONE, TWO)
ORDER = {"预计": DataState.ESTIMATE, "快报": DataState.FLASH, "最终": DataState.FINAL, "": None}


def edition(state: str, **values: str | Absence) -> FormReturn:
    """A form whose figures are all of one state, e.g. ``edition("预计", x="12")``."""
    return form(dict(values), file=f"{state or '空'}.xlsx", sha=state or "空", state=ORDER[state])


def test_the_final_figure_takes_the_place_of_the_earlier_ones() -> None:
    """Three forms of one period are no contradiction when each says that it is more final than the last."""
    result = evaluate(
        PLAN, edition("快报", x="11", y="20"), edition("最终", x="10", y="20"), edition("预计", x="12", y="20")
    )
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 10
    assert result.verdicts[0].provisional is False
    assert codes(result) == ["outdated_return", "outdated_return", "figure_restated", "figure_restated"]
    assert (
        "“省级平台数”2023年报了几次：12（预计，预计.xlsx [填报表!H7]） → 11（快报，快报.xlsx [填报表!H7]）"
        " → 10（最终，最终.xlsx [填报表!H7]）；按最后一个读取。"
    ) in [problem.message for problem in result.problems]


def test_a_state_left_empty_is_final() -> None:
    """What says nothing of its state supersedes what is only estimated."""
    result = evaluate(PLAN, edition("预计", x="12", y="5"), edition("", x="10", y="5"))
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 10


def test_a_figure_that_has_come_out_supersedes_its_absence() -> None:
    """未出数 in the first form and a figure in the second is how statistics come in."""
    result = evaluate(PLAN, edition("最终", x=Absence.UNPUBLISHED, y="5"), edition("", x="10", y="5"))
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 10


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (edition("最终", x="12", y="5"), edition("", x="10", y="5")),
        (edition("预计", x="12", y="5"), edition("预计", x="10", y="5")._replace(file="又一份.xlsx", sha256="又一份")),
        (edition("预计", x="12", y="5"), edition("最终", x="10", y=Absence.UNREPORTED)),
        (edition("最终", x="12", y=Absence.UNREPORTED), edition("", x="12", y="5")),
        (edition("预计", x="12", y="5"), edition("最终", x="10")),
    ],
    ids=["both final", "both estimated", "final but a row went blank", "only filled up", "a row is missing"],
)
def test_what_is_not_plainly_later_stays_a_conflict(first: FormReturn, second: FormReturn) -> None:
    """Forms of equal finality, or more final in one row and less in another: nobody chooses but the department."""
    for pair in ((first, second), (second, first)):
        result = evaluate(PLAN, *pair)
        assert "conflict" in codes(result)
        assert result.verdicts[0].status is Status.TO_VERIFY


def test_mixed_states_count_row_by_row() -> None:
    """A row that stays final and a row that becomes final together make a later form; one that turns back does not."""
    old = form({"x": "12", "y": "5"}, file="一.xlsx", sha="一")
    old = old._replace(figures=(replace(old.figures[0], state=DataState.ESTIMATE), old.figures[1]))
    new = form({"x": "10", "y": "5"}, file="二.xlsx", sha="二")
    assert [each.file for each in editions_of([old, new]).outdated] == ["一.xlsx"]
    back = new._replace(figures=(new.figures[0], replace(new.figures[1], state=DataState.FLASH)))
    assert editions_of([old, back]).outdated == []


def test_tasks_of_the_later_form_count() -> None:
    """A task that went on between the two forms is taken from the more final one."""
    old = form({"x": "12"}, file="一.xlsx", sha="一", tasks={"t": "in_progress"}, state=DataState.ESTIMATE)
    new = form({"x": "10"}, file="二.xlsx", sha="二", tasks={"t": "done"})
    edition_ = editions_of([old, new])
    assert [each.file for each in edition_.valid] == ["二.xlsx"]


def test_a_corrected_round_comes_before_finality() -> None:
    """A form that was sent back and corrected replaces the first, whatever state it names."""
    first = form({"x": "12"}, file="一.xlsx", sha="一")
    second = form({"x": "10"}, file="二.xlsx", sha="二", round_=2, state=DataState.ESTIMATE)
    found = editions_of([first, second])
    assert [each.file for each in found.valid] == ["二.xlsx"]
    assert found.outdated == []
