"""A corrected form takes the place of the one that was sent back, and only of that one."""

from __future__ import annotations

from decimal import Decimal

from evaluate.support import codes, evaluate, form, indicator, make_plan

from sctarget.evaluate.editions import editions_of
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence

ONE = indicator()
FIRST = form({"x": "99"}, file="一.xlsx", sha="a" * 64)
COPY = form({"x": "12"}, file="二.xlsx", sha="b" * 64, round_=2)._replace(supersedes="a" * 64)


def test_a_corrected_copy_replaces_the_form_that_it_names() -> None:
    """The corrected figure counts, the old form is set aside, and the change is listed with both texts."""
    result = evaluate(make_plan(ONE), FIRST, COPY)
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 12
    assert codes(result) == ["superseded_return", "figure_changed"]
    changed = result.problems[1]
    assert "“省级平台数”本期累计完成从“99”改为“12”" in changed.message
    assert changed.source is not None
    assert changed.source.file == "二.xlsx"
    assert changed.indicator == "x"


def test_another_form_of_the_first_round_is_still_a_conflict() -> None:
    """A third form that the copy does not know of is not dropped in silence."""
    third = form({"x": "50"}, file="三.xlsx", sha="c" * 64)
    result = evaluate(make_plan(ONE), FIRST, COPY, third)
    assert result.verdicts[0].status is Status.TO_VERIFY
    assert "conflict" in codes(result)
    message = next(problem.message for problem in result.problems if problem.code == "conflict")
    assert "一.xlsx" not in message
    assert "二.xlsx" in message
    assert "三.xlsx" in message


def test_a_second_copy_of_the_same_first_form_is_replaced_too() -> None:
    """The old form lies in the folder twice, saved anew: both give way."""
    again = FIRST._replace(file="一（1）.xlsx", sha256="d" * 64)
    result = evaluate(make_plan(ONE), FIRST, again, COPY)
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 12


def test_two_different_corrected_copies_contradict_each_other() -> None:
    """Nobody chooses between two second rounds."""
    other = COPY._replace(file="二改.xlsx", sha256="e" * 64, figures=form({"x": "13"}, file="二改.xlsx").figures)
    assert "conflict" in codes(evaluate(make_plan(ONE), FIRST, COPY, other))


def test_a_form_of_the_same_round_cannot_set_another_aside() -> None:
    """Only a later round replaces an earlier one, whatever a file says of itself."""
    forged = form({"x": "1"}, file="四.xlsx", sha="f" * 64)._replace(supersedes="a" * 64)
    valid, replaced, outdated = editions_of([FIRST, forged])
    assert len(valid) == 2
    assert replaced == []
    assert outdated == []


def test_a_change_of_words_and_of_state_is_listed() -> None:
    """Reasons and remarks that changed stand in the list as well; what stayed the same does not."""
    old = form({"x": "5"}, file="一.xlsx", sha="a" * 64, reason="人手不足", remark="含结转")
    new = form({"x": "5"}, file="二.xlsx", sha="b" * 64, round_=2, reason="人手不足")._replace(supersedes="a" * 64)
    result = evaluate(make_plan(ONE), old, new)
    message = next(problem.message for problem in result.problems if problem.code == "figure_changed")
    assert "备注从“含结转”改为空白" in message
    assert "本期累计完成" not in message
    assert "未达原因" not in message


def test_a_figure_that_could_not_be_used_is_followed_to_its_correction() -> None:
    """6+1 was not a figure; 7 is, and the list says what stood there."""
    old = form({"x": Absence.TO_VERIFY}, file="一.xlsx", sha="a" * 64)
    result = evaluate(make_plan(ONE), old, COPY)
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == Decimal(12)
    assert codes(result) == ["superseded_return", "figure_changed"]


def test_an_unchanged_copy_lists_nothing() -> None:
    """A copy that came back as it went out replaces the form and changes nothing."""
    same = COPY._replace(figures=form({"x": "99"}, file="二.xlsx").figures)
    assert codes(evaluate(make_plan(ONE), FIRST, same)) == ["superseded_return"]
