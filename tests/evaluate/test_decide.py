"""Decisions on figures of real workbooks: what is used afterwards, what is said, what stays quarantined."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import DEPARTMENT, edit, filled, make_plan, period, row_of

from sctarget.evaluate.assess import assess
from sctarget.evaluate.decide import apply_decisions
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState, TaskState
from sctarget.model.decision import Action, Decision
from sctarget.model.problem import Problem, Severity
from sctarget.model.source import Source
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from sctarget.evaluate.result import Verdict
    from sctarget.model.actual import Figure, FormReturn
    from sctarget.model.problem import Loaded

PLAN = make_plan()


def returned(name: str = "县科技局.xlsx", **answers: Any) -> FormReturn:
    """The form of 2023Q3 as somebody filled it in."""
    form = read_form(filled(PLAN, **answers), name, PLAN).value
    assert form is not None
    return form


def decided(key: str, action: str, raw: str | None, value: str | None = None, **more: Any) -> Decision:
    """A decision on a figure of the science bureau."""
    facts: dict[str, Any] = {"who": "示例甲", "when": date(2023, 10, 12), "why": "电话核实", **more}
    source = Source("decisions.yaml", line=1, column=3)
    exact = None if value is None else Decimal(value)
    return Decision(key, DEPARTMENT, period("2023Q3"), Action(action), source=source, value=exact, raw=raw, **facts)


def apply(form: FormReturn, *decisions: Decision) -> Loaded[tuple[FormReturn, ...]]:
    return apply_decisions(PLAN, [form], decisions)


def figure(form: FormReturn, key: str) -> Figure:
    return next(each for each in form.figures if each.indicator == key)


def about(form: FormReturn, key: str) -> list[Problem]:
    return [problem for problem in form.problems if problem.indicator == key]


def verdict(form: FormReturn, key: str) -> Verdict:
    evaluation = assess(PLAN, [form], date(2023, 9, 30))
    return next(each for each in evaluation.verdicts if each.indicator.id == key)


def test_a_confirmed_figure_is_used() -> None:
    """15.6家 was not used; confirmed, it is, from the same cell, and the verdict says who stood for it."""
    form = returned(hi_tech=15.6)
    assert figure(form, "hi_tech").value is Absence.TO_VERIFY
    (after,) = apply(form, decided("hi_tech", "confirm", "15.6")).value
    known = figure(after, "hi_tech")
    assert (known.value, known.provisional, known.held) == (Decimal("15.6"), False, None)
    assert known.source == figure(form, "hi_tech").source
    (said,) = about(after, "hi_tech")
    assert (said.code, said.severity) == ("decision_applied", Severity.NOTE)
    assert "原填“15.6”（应为整数），已由示例甲于2023-10-12确认为15.6家，理由：电话核实" in said.message
    assert "decisions.yaml:1:3" in said.message
    judged = verdict(after, "hi_tech")
    assert judged.actual is not None
    assert judged.actual.value == Decimal("15.6")
    assert not judged.provisional
    assert any("示例甲于2023-10-12确认为15.6家" in note for note in judged.notes)


def test_a_corrected_figure_takes_the_given_value() -> None:
    """6+1 becomes 7 because somebody said so; what was typed stays in the source."""
    (after,) = apply(returned(hi_tech="6+1"), decided("hi_tech", "correct", "6+1", "7")).value
    known = figure(after, "hi_tech")
    assert (known.value, known.source.raw) == (Decimal(7), "6+1")
    assert "改正为7家" in about(after, "hi_tech")[0].message
    assert known.decided is not None
    assert "原填“6+1”" in known.decided


def test_a_waived_figure_does_not_apply() -> None:
    """不涉及 is quarantined until somebody of the bureau confirms it; then the indicator is 不涉及."""
    form = returned(hi_tech="不涉及")
    assert verdict(form, "hi_tech").status is Status.TO_VERIFY
    (after,) = apply(form, decided("hi_tech", "waive", "不涉及")).value
    assert figure(after, "hi_tech").value is Absence.NOT_APPLICABLE
    assert verdict(after, "hi_tech").status is Status.NOT_APPLICABLE
    assert [problem.code for problem in about(after, "hi_tech")] == ["decision_applied"]


def test_a_department_cannot_excuse_itself() -> None:
    """Without a decision 不涉及 stays to be verified, whatever was decided about other figures."""
    form = returned(hi_tech="不涉及", share="约41")
    (after,) = apply(form, decided("share", "confirm", "约41")).value
    assert figure(after, "hi_tech").value is Absence.TO_VERIFY
    assert any(problem.severity.blocking for problem in about(after, "hi_tech"))


def test_a_blank_cell_can_be_filled_or_waived() -> None:
    """A row left empty: the figure that was told on the telephone, or 不涉及."""
    form = returned(hi_tech=None)
    (corrected,) = apply(form, decided("hi_tech", "correct", "", "16")).value
    assert figure(corrected, "hi_tech").value == 16
    assert "原来没有填" in about(corrected, "hi_tech")[0].message
    (waived,) = apply(form, decided("hi_tech", "waive", "")).value
    assert figure(waived, "hi_tech").value is Absence.NOT_APPLICABLE


def test_a_missing_row_can_be_filled() -> None:
    """A row that was deleted from the form is quarantined; a correction gives the figure at that form."""

    def delete(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.delete_rows(row_of(sheet, "hi_tech"))

    form = read_form(edit(filled(PLAN), delete), "a.xlsx", PLAN).value
    assert form is not None
    assert "row_missing" in [problem.code for problem in form.problems]
    (after,) = apply(form, decided("hi_tech", "correct", "", "16")).value
    assert figure(after, "hi_tech").value == 16
    assert figure(after, "hi_tech").source.file == "a.xlsx"
    assert "row_missing" not in [problem.code for problem in after.problems]


def test_a_doubtful_figure_is_settled() -> None:
    """约16 counts provisionally; confirmed, it counts for good and nobody is told to ask again."""
    form = returned(hi_tech="约16")
    assert figure(form, "hi_tech").provisional
    (after,) = apply(form, decided("hi_tech", "confirm", "约16", "16")).value
    assert not figure(after, "hi_tech").provisional
    assert [problem.code for problem in about(after, "hi_tech")] == ["decision_applied"]


def test_an_estimate_stays_an_estimate() -> None:
    """Who confirms that 15.6 was expected does not make it final: the state of the figure was not in question."""

    def expect(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "hi_tech"), 9).value = "预计"

    form = read_form(edit(filled(PLAN, hi_tech=15.6), expect), "a.xlsx", PLAN).value
    assert form is not None
    (after,) = apply(form, decided("hi_tech", "confirm", "15.6")).value
    assert figure(after, "hi_tech").state is DataState.ESTIMATE
    assert verdict(after, "hi_tech").provisional


def test_a_changed_target_stays_a_warning() -> None:
    """Deciding on a figure does not hide that somebody edited the target beside it."""

    def change(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "hi_tech"), 6).value = "12家以上"

    form = read_form(edit(filled(PLAN, hi_tech=15.6), change), "a.xlsx", PLAN).value
    assert form is not None
    (after,) = apply(form, decided("hi_tech", "confirm", "15.6")).value
    assert [problem.code for problem in about(after, "hi_tech")] == ["target_edited", "decision_applied"]


def test_a_cell_that_changed_is_not_decided_by_the_old_decision() -> None:
    """The decision was about 6+1; now the cell says 8+1: nothing is used, and both texts are shown."""
    form = returned(hi_tech="8+1")
    (after,) = apply(form, decided("hi_tech", "correct", "6+1", "7")).value
    assert figure(after, "hi_tech").value is Absence.TO_VERIFY
    quarantined, warned = about(after, "hi_tech")
    assert quarantined.severity is Severity.QUARANTINED
    assert (warned.code, warned.severity) == ("decision_outdated", Severity.WARNING)
    assert "“6+1”" in warned.message
    assert "“8+1”" in warned.message


def test_white_space_is_no_change() -> None:
    """A line feed that a person wrote as a blank in the file is the same text."""
    (after,) = apply(returned(hi_tech=" 6\n+1 "), decided("hi_tech", "correct", "6 +1", "7")).value
    assert figure(after, "hi_tech").value == 7


def test_the_decision_on_the_text_that_stands_there_counts() -> None:
    """An old and a new decision on one cell: the new one fits, and the old one is no longer a matter."""
    old, new = decided("hi_tech", "correct", "6+1", "7"), decided("hi_tech", "correct", "8+1", "9")
    (after,) = apply(returned(hi_tech="8+1"), old, new).value
    assert figure(after, "hi_tech").value == 9
    assert [problem.code for problem in about(after, "hi_tech")] == ["decision_applied"]


def test_a_decision_without_the_text_is_applied_with_a_warning() -> None:
    """Without raw nobody would notice a change, so the line to add is told."""
    (after,) = apply(returned(hi_tech="6+1"), decided("hi_tech", "correct", None, "7")).value
    assert figure(after, "hi_tech").value == 7
    assert [problem.code for problem in about(after, "hi_tech")] == ["decision_applied", "decision_without_raw"]
    assert 'raw: "6+1"' in about(after, "hi_tech")[1].message


@pytest.mark.parametrize(
    ("answer", "raw", "value", "code"),
    [("3+2", "3+2", None, "decision_without_value"), (15.6, "15.6", "16", "decision_value_differs")],
)
def test_a_confirmation_that_says_nothing_usable_is_not_applied(
    answer: object, raw: str, value: str | None, code: str
) -> None:
    """Nothing to confirm, or another value than the one in the cell: the figure stays quarantined."""
    (after,) = apply(returned(hi_tech=answer), decided("hi_tech", "confirm", raw, value)).value
    assert figure(after, "hi_tech").value is Absence.TO_VERIFY
    assert [problem.code for problem in about(after, "hi_tech")][1:] == [code]


def test_a_confirmation_may_bring_the_value() -> None:
    """Where the cell gives no number a confirmation with a value is enough."""
    (after,) = apply(returned(hi_tech="3+2"), decided("hi_tech", "confirm", "3+2", "5")).value
    assert figure(after, "hi_tech").value == 5


def test_a_decision_on_nothing_waits() -> None:
    """A department that has not returned yet: the decision is kept, with a note."""
    loaded = apply_decisions(PLAN, [], [decided("hi_tech", "confirm", "16")])
    assert loaded.value == ()
    (note,) = loaded.problems
    assert (note.code, note.severity) == ("decision_unmatched", Severity.NOTE)
    assert "县科技局2023年三季度没有交来“高新技术企业数”" in note.message


def test_a_later_round_is_what_counts() -> None:
    """The corrected copy says 16: the decision on round 1 is out of date there, and 16 is used as it is."""
    first = returned("一.xlsx", hi_tech="6+1")
    second = returned("二.xlsx", hi_tech=16)._replace(round=2)
    after = apply_decisions(PLAN, [first, second], [decided("hi_tech", "correct", "6+1", "7")]).value
    assert [figure(form, "hi_tech").value for form in after] == [7, 16]
    assert [problem.code for problem in about(after[1], "hi_tech")] == ["decision_outdated"]
    evaluation = assess(PLAN, after, date(2023, 9, 30))
    actual = evaluation.verdicts[0].actual
    assert actual is not None
    assert actual.value == 16
    assert "decision_outdated" in [problem.code for problem in evaluation.problems]


def test_a_task_in_words_that_nobody_knows() -> None:
    """基本完成 is no state of a task; somebody says which one it is."""
    form = returned(park="基本完成")
    assert [problem.code for problem in about(form, "park")] == ["task_unknown"]
    decision = decided("park", "correct", "基本完成")._replace(state=TaskState.IN_PROGRESS)
    (after,) = apply(form, decision).value
    assert after.tasks[0].state is TaskState.IN_PROGRESS
    assert after.tasks[0].source == form.tasks[0].source
    (said,) = about(after, "park")
    assert (said.code, said.severity) == ("decision_applied", Severity.NOTE)
    assert "改正为推进中" in said.message
    (changed,) = apply(returned(park="快完成了"), decision).value
    assert changed.tasks[0].state is TaskState.UNREPORTED
    assert [problem.code for problem in about(changed, "park")] == ["task_unknown", "decision_outdated"]


def test_other_rows_and_forms_are_left_alone() -> None:
    """Without decisions the very same forms come back; with one only its row changes."""
    form = returned(hi_tech="6+1")
    assert apply(form).value == (form,)
    (after,) = apply(form, decided("hi_tech", "correct", "6+1", "7")).value
    assert [each for each in after.figures if each.indicator != "hi_tech"] == [
        each for each in form.figures if each.indicator != "hi_tech"
    ]
    assert [each.indicator for each in after.figures] == [each.indicator for each in form.figures]
    assert after.tasks == form.tasks
