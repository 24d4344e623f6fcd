"""Many returned forms become one figure per indicator, and what does not fit is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from evaluate.support import DEPARTMENT, codes, evaluate, form, indicator, make_plan

from sctarget.evaluate.assess import NoDateError, assess
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState
from sctarget.model.plan import Department, Rollup, Task
from sctarget.model.problem import Severity, make_problem
from sctarget.model.source import Source

TOWNS = ("东镇", "西镇", "南镇")
SHARED = indicator(">= 10 家", reporters=TOWNS)


def test_without_date_and_without_forms_the_date_is_asked_for() -> None:
    """The program never takes today's date; it says which option gives one."""
    with pytest.raises(NoDateError, match="--as-of 2023-12-31"):
        assess(make_plan(indicator()), [])


def test_the_day_is_the_end_of_the_latest_reported_period() -> None:
    """Without a date, the newest returned form says when it is."""
    result = evaluate(make_plan(indicator()), form({"x": "5"}, "2023Q1"), form({"x": "7"}, "2023H1"))
    assert result.as_of.isoformat() == "2023-06-30"
    assert result.period is not None
    assert result.period.text == "2023H1"
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 7


def test_an_older_figure_is_not_used_but_shown() -> None:
    """Who reported in summer but not in autumn is 未报送 in autumn, with the summer figure beside it."""
    one, other = indicator(), indicator(key="y", reporters=("县工信局",))
    result = evaluate(
        make_plan(one, other),
        form({"x": "12"}, "2023Q2"),
        form({"x": "9"}, "2023Q1"),
        form({"y": "3"}, "2023Q3", "县工信局"),
    )
    verdict = result.verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert verdict.actual is None
    assert "最近一期 2023Q2：12家" in verdict.notes
    assert verdict.latest is not None
    assert verdict.latest.value == 12
    assert result.missing == ("县科技局",)


def test_a_form_of_a_later_period_is_ignored_and_said() -> None:
    """Asked for the state of June, the December form does not count."""
    result = evaluate(make_plan(indicator()), form({"x": "6"}, "2023H1"), form({"x": "12"}, "2023"), as_of="2023-06-30")
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 6
    assert codes(result) == ["future_period"]
    assert result.problems[0].severity is Severity.NOTE
    assert "2023-12-31" in result.problems[0].message


def test_nothing_was_due_before_the_first_period() -> None:
    """In March nobody is accused of not returning a form that goes out in July."""
    result = evaluate(make_plan(indicator()), form({"x": "6"}, "2023H1"), as_of="2023-03-31")
    assert result.missing == ()
    assert result.period is None
    assert result.verdicts[0].status is Status.UNREPORTED


def test_a_figure_before_the_deadline_is_not_final() -> None:
    """On 31 December a figure of September is not the year's; the year's is missing."""
    verdict = evaluate(make_plan(indicator()), form({"x": "12"}, "2023Q3"), as_of="2023-12-31").verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert "最近一期 2023Q3：12家" in verdict.notes


def test_who_did_not_return_is_named() -> None:
    """A department without a form and one with an empty form are both missing; the data cannot be trusted yet."""
    plan = make_plan(
        indicator(), indicator(key="y", reporters=("县工信局",)), indicator(key="z", reporters=("县财政局",))
    )
    result = evaluate(plan, form({"x": "12"}), form(department="县工信局", blank=True))
    assert result.missing == ("县工信局", "县财政局")
    returned = [problem for problem in result.problems if problem.code == "not_returned"]
    assert [problem.department for problem in returned] == ["县工信局", "县财政局"]
    assert all(problem.severity.blocking for problem in returned)
    assert "空表" in returned[0].message
    assert "空表" not in returned[1].message


def test_with_a_date_and_no_forms_everybody_is_missing() -> None:
    """An empty folder at the year's end means that nobody returned anything, not that all is well."""
    result = evaluate(make_plan(indicator()), as_of="2023-12-31")
    assert result.missing == ("县科技局",)
    assert codes(result) == ["not_returned"]


def test_an_alias_is_the_same_department() -> None:
    """A form signed with the short name counts for the department."""
    plan = make_plan(indicator(), departments=(Department("县科技局", aliases=("科技局",)),))
    result = evaluate(plan, form({"x": "12"}, department="科技局"))
    assert result.verdicts[0].status is Status.EXCEEDED
    assert result.missing == ()


def test_the_same_form_twice_counts_once() -> None:
    """A mailed and a re-mailed copy do not make a conflict, nor a doubled figure."""
    plan = make_plan(indicator())
    for sha in ("same", "other"):
        result = evaluate(plan, form({"x": "12"}, sha="same"), form({"x": "12.0"}, sha=sha, file="副本.xlsx"))
        assert result.verdicts[0].actual is not None
        assert result.verdicts[0].actual.value == 12
        assert codes(result) == ["duplicate_return"]
        assert result.problems[0].severity is Severity.NORMALISED


def test_a_later_round_replaces_an_earlier_one() -> None:
    """The corrected form of round 2 counts, and what was wrong in round 1 is no longer held against anybody."""
    first = form({"x": "99"}, file="一.xlsx")._replace(problems=(make_problem("figure_unknown", read="old"),))
    result = evaluate(make_plan(indicator()), first, form({"x": "12"}, file="二.xlsx", round_=2))
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 12
    assert codes(result) == ["superseded_return", "figure_changed"]
    assert "二.xlsx" in result.problems[0].message
    assert "从“99”改为“12”" in result.problems[1].message


def test_two_different_forms_of_one_department_are_both_set_aside() -> None:
    """The program does not choose; it shows the cells that differ and waits."""
    result = evaluate(
        make_plan(indicator(), indicator(key="y", name="别的")),
        form({"x": "12", "y": "1"}, file="甲.xlsx"),
        form({"x": "15", "y": "1"}, file="乙.xlsx"),
    )
    assert [verdict.status for verdict in result.verdicts] == [Status.TO_VERIFY, Status.TO_VERIFY]
    assert codes(result) == ["conflict"]
    problem = result.problems[0]
    assert problem.severity is Severity.QUARANTINED
    assert "12（甲.xlsx [填报表!H7]）" in problem.message
    assert "15（乙.xlsx [填报表!H7]）" in problem.message
    assert "别的" not in problem.message
    assert result.missing == ()


def test_a_collective_is_summed() -> None:
    """Three towns report 3, 4 and 5: the collective did 12, with all three places kept."""
    forms = [form({"x": value}, department=town) for town, value in zip(TOWNS, ("3", "4", "5"), strict=True)]
    verdict = evaluate(make_plan(SHARED), *forms).verdicts[0]
    assert verdict.status is Status.EXCEEDED
    assert verdict.actual is not None
    assert verdict.actual.value == 12
    assert [name for name, _ in verdict.actual.sources] == list(TOWNS)
    assert not verdict.provisional


def test_a_collective_with_a_gap_has_no_figure() -> None:
    """Two of three towns are not a total; who is missing is named."""
    verdict = evaluate(
        make_plan(SHARED),
        form({"x": "30"}, department="东镇"),
        form({"x": Absence.UNREPORTED}, department="西镇", reason="尚在统计"),
    ).verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert verdict.actual is None
    assert any("西镇、南镇" in note and "已报1家，共3家" in note for note in verdict.notes)
    assert verdict.reason == "西镇：尚在统计"


def test_a_town_without_the_work_is_left_out_of_the_sum() -> None:
    """不涉及 is not zero and not missing: the others are summed and it is said."""
    verdict = evaluate(
        make_plan(SHARED),
        form({"x": "6"}, department="东镇"),
        form({"x": "4"}, department="西镇", state=DataState.ESTIMATE),
        form({"x": Absence.NOT_APPLICABLE}, department="南镇"),
    ).verdicts[0]
    assert verdict.status is Status.MET
    assert verdict.provisional
    assert verdict.actual is not None
    assert verdict.actual.state is DataState.ESTIMATE
    assert any("南镇" in note for note in verdict.notes)


@pytest.mark.parametrize("keys", [{"kind": "ratio"}, {"kind": "flow", "rollup": Rollup.RECOMPUTE}])
def test_ratios_are_not_summed(keys: dict[str, Any]) -> None:
    """40 % and 50 % are not 90 %; somebody must work it out from the parts."""
    kind = str(keys.pop("kind"))
    one = indicator(">= 60 %", kind, reporters=TOWNS[:2], **keys)
    verdict = evaluate(
        make_plan(one), form({"x": "40"}, department="东镇"), form({"x": "50"}, department="西镇")
    ).verdicts[0]
    assert verdict.status is Status.TO_VERIFY
    assert any("不能相加" in note and "东镇40%" in note for note in verdict.notes)


def test_the_latest_state_prevails_where_the_plan_says_so() -> None:
    """With ``rollup: latest`` the final figure replaces the flash figure."""
    one = indicator(">= 10 家", reporters=TOWNS[:2], rollup=Rollup.LATEST)
    verdict = evaluate(
        make_plan(one),
        form({"x": "12"}, department="东镇", state=DataState.FLASH),
        form({"x": "11"}, department="西镇", state=DataState.FINAL),
    ).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == 11
    assert not verdict.provisional


def test_two_departments_that_agree_are_noted() -> None:
    """The statistics bureau confirms the figure: fine, and both places are kept."""
    plan = make_plan(indicator(), indicator(key="y", reporters=("县统计局",)))
    result = evaluate(plan, form({"x": "12"}), form({"x": "12", "y": "10"}, department="县统计局"))
    assert result.verdicts[0].status is Status.EXCEEDED
    assert codes(result) == ["figure_twice"]
    assert result.verdicts[0].actual is not None
    assert len(result.verdicts[0].actual.sources) == 2


def test_two_departments_that_differ_are_quarantined() -> None:
    """12 here and 13 there: neither is used, both are shown."""
    plan = make_plan(indicator(), indicator(key="y", reporters=("县统计局",)))
    result = evaluate(plan, form({"x": "12"}), form({"x": "13", "y": "10"}, department="县统计局"))
    assert result.verdicts[0].status is Status.TO_VERIFY
    assert codes(result) == ["figure_conflict"]
    assert "县科技局12家" in result.problems[0].message
    assert "县统计局13家" in result.problems[0].message
    assert result.problems[0].severity is Severity.QUARANTINED


def test_a_figure_from_another_department_helps_out() -> None:
    """Where the reporter left the cell blank, the other department's figure is used and said."""
    plan = make_plan(indicator(), indicator(key="y", reporters=("县统计局",)))
    result = evaluate(plan, form({"x": Absence.UNREPORTED}), form({"x": "12", "y": "10"}, department="县统计局"))
    assert result.verdicts[0].status is Status.EXCEEDED
    assert codes(result) == ["outside_reporter"]
    unpublished = evaluate(plan, form({"x": Absence.UNPUBLISHED}), form({"x": "12", "y": "1"}, department="县统计局"))
    assert unpublished.verdicts[0].status is Status.UNPUBLISHED
    assert codes(unpublished) == ["outside_ignored"]


@pytest.mark.parametrize("absence", Absence)
def test_an_absence_is_never_zero(absence: Absence) -> None:
    """未报送, 未出数, 不涉及 and 待核实 keep their word; no rate and no shortfall is made up."""
    verdict = evaluate(make_plan(indicator("<= 10 起")), form({"x": absence}, reason="原因")).verdicts[0]
    assert verdict.status.value == absence.value
    assert (verdict.actual, verdict.completion, verdict.gap, verdict.shortfall) == (None, None, None, None)
    assert verdict.reason == "原因"


def test_a_row_that_was_deleted_is_said() -> None:
    """The form came back without the indicator's row."""
    verdict = evaluate(make_plan(indicator(), indicator(key="y")), form({"y": "12"})).verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert verdict.notes == ("县科技局的填报表里没有这一行",)


def test_an_unknown_indicator_is_said() -> None:
    """A figure for an id that the plan does not have is not dropped in silence."""
    result = evaluate(make_plan(indicator()), form({"x": "12", "old": "3"}))
    assert codes(result) == ["figure_unknown"]
    assert "“old”" in result.problems[0].message


def test_problems_keep_their_order() -> None:
    """First what reading found, then the forms' own, then what judging found; nothing twice."""
    given = make_problem("figure_unknown", Source("a"), read="a")
    own = make_problem("figure_unknown", Source("b"), read="b")
    returned = form({"x": "12"})._replace(problems=(own, given))
    result = assess(make_plan(indicator(), indicator(key="y", reporters=("县工信局",))), [returned], problems=[given])
    assert [problem.read for problem in result.problems] == ["a", "b", None]
    assert result.problems[2].code == "not_returned"


def test_problems_of_an_earlier_period_are_settled() -> None:
    """What was wrong in summer's form does not keep the winter's figures from being trusted."""
    bad = make_problem("conflict", Source("a"), name="甲", period="2023H1", count="2", cells="")
    summer = form({"x": "5"}, "2023H1")._replace(problems=(bad,))
    plan, winter = make_plan(indicator()), form({"x": "12"})
    assert assess(plan, [summer, winter], problems=[bad]).problems == ()
    assert assess(plan, [summer], problems=[bad]).problems == (bad,)


def test_exact_sums() -> None:
    """Sums keep every digit, whatever the context of the caller."""
    one = indicator(">= 1 亿元", reporters=TOWNS[:2])
    verdict = evaluate(
        make_plan(one),
        form({"x": "0.1000000000000000000000000000001"}, department="东镇"),
        form({"x": "0.2"}, department="西镇"),
    ).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == Decimal("0.3000000000000000000000000000001")


def test_old_forms_do_not_stand_for_the_end_of_the_plan() -> None:
    """On the last day of the plan the third quarter's form is not the annual one: its department still owes it."""
    plan = make_plan(indicator())
    forms = form({"x": "12"}, "2023Q3")
    result = evaluate(plan, forms, as_of="2023-12-31")
    assert result.missing == (DEPARTMENT,)
    assert [problem.message.split("，")[0] for problem in result.problems] == [
        f"{DEPARTMENT}没有报送2023年的填报表（最近收到的是2023年三季度的）"
    ]
    assert evaluate(plan, forms, as_of="2023-12-30").missing == ()


def test_places_of_a_task_stand_in_the_order_of_its_reporters() -> None:
    """However the files are called, a task's reports are listed as the plan names its reporters."""
    task = Task("t", "园区通过验收", Source("plan.yaml"), date(2023, 12, 31), reporters=TOWNS[:2])
    plan = make_plan(tasks=(task,))
    forms = [form(tasks={"t": "done"}, department=name) for name in reversed(TOWNS[:2])]
    result = evaluate(plan, *forms, as_of="2023-12-31")
    assert [report.department for report in result.tasks[0].reports] == list(TOWNS[:2])
