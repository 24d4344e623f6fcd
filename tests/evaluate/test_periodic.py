"""``reporting: period``: quarters are added up, and a missing one is named (docs/judging.md §14.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluate.support import codes, evaluate, form, indicator, make_plan, period
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.crosscheck import crosscheck
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState
from sctarget.model.form import form_rows
from sctarget.model.plan import Reporting, Span

if TYPE_CHECKING:
    from decimal import Decimal

ONE = indicator(">= 10 家", reporting=Reporting.PERIOD)
PLAN = make_plan(ONE)


def test_quarters_are_added_up_with_every_cell() -> None:
    """The year's figure is the sum; its sources are the cells of all quarters, and the sum is written out."""
    result = evaluate(PLAN, form({"x": "2"}, "2023Q1"), form({"x": "3"}, "2023Q2"), form({"x": "4"}, "2023Q3"))
    verdict = result.verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == 9
    assert [source.file for _, source in verdict.actual.sources] == [
        "县科技局_2023Q3.xlsx",
        "县科技局_2023Q2.xlsx",
        "县科技局_2023Q1.xlsx",
    ]
    assert "本期数合计：2023年一季度2家＋2023年二季度3家＋2023年三季度4家" in verdict.notes
    assert verdict.status is Status.ON_PACE


def test_periods_of_different_length_join_where_they_meet() -> None:
    """A half year and a quarter after it make nine months; quarters inside the half are not counted twice."""
    result = evaluate(PLAN, form({"x": "1"}, "2023Q1"), form({"x": "5"}, "2023H1"), form({"x": "4"}, "2023Q3"))
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == 9


def test_a_form_of_the_whole_year_needs_no_other() -> None:
    """The period of the form is the year, so its figure is the year's."""
    result = evaluate(PLAN, form({"x": "11"}))
    assert result.verdicts[0].status is Status.EXCEEDED


def test_a_missing_quarter_is_named_and_nothing_is_guessed() -> None:
    """Without the first half, or the second quarter, there is no sum: 未报送, and which stretch is missing."""
    verdict = evaluate(PLAN, form({"x": "4"}, "2023Q3")).verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert any("缺2023年上半年的本期数，不能合计" in note for note in verdict.notes)
    gap = evaluate(PLAN, form({"x": "2"}, "2023Q1"), form({"x": "4"}, "2023Q3")).verdicts[0]
    assert any("缺2023年二季度的本期数，不能合计" in note for note in gap.notes)
    later = evaluate(PLAN, form({"x": "2"}, "2023-01"), form({"x": "4"}, "2023Q3")).verdicts[0]
    assert any("缺2023年2—6月的本期数，不能合计" in note for note in later.notes)
    blank = evaluate(PLAN, form({"x": Absence.UNREPORTED}, "2023Q1"), form({"x": "4"}, "2023Q2")).verdicts[0]
    assert blank.status is Status.UNREPORTED
    assert any("2023年一季度的本期数未报送" in note for note in blank.notes)
    doubted = evaluate(PLAN, form({"x": Absence.TO_VERIFY}, "2023Q1"), form({"x": "4"}, "2023Q2")).verdicts[0]
    assert doubted.status is Status.TO_VERIFY


def test_one_estimated_quarter_makes_the_sum_an_estimate() -> None:
    """The sum is as final as its least final part."""
    verdict = evaluate(PLAN, form({"x": "2"}, "2023Q1", state=DataState.FLASH), form({"x": "3"}, "2023Q2")).verdicts[0]
    assert verdict.provisional
    assert verdict.actual is not None
    assert verdict.actual.state is DataState.FLASH


def test_the_new_year_begins_at_nothing_but_a_plan_long_count_goes_on() -> None:
    """A yearly amount starts again in January; ``span: plan`` adds up since the plan began."""
    forms = form({"x": "7"}, "2022"), form({"x": "3"}, "2023H1")
    yearly = evaluate(
        make_plan(indicator(">= 10 家", span=Span.EACH_YEAR, reporting=Reporting.PERIOD), over="2022-2025"), *forms
    )
    whole = evaluate(
        make_plan(indicator(">= 40 家", span=Span.PLAN, reporting=Reporting.PERIOD), over="2022-2025"), *forms
    )
    assert [each.verdicts[0].actual and each.verdicts[0].actual.value for each in (yearly, whole)] == [3, 10]


def test_departments_that_cover_different_stretches_are_not_added() -> None:
    """One town reports its quarter and another its half year: a person must look."""
    shared = indicator(">= 10 家", reporters=("甲镇", "乙镇"), reporting=Reporting.PERIOD)
    result = evaluate(make_plan(shared), form({"x": "3"}, "2023Q2", "甲镇"), form({"x": "4"}, "2023H1", "乙镇"))
    assert result.verdicts[0].status is Status.TO_VERIFY
    assert any("各单位报的时段不同" in note for note in result.verdicts[0].notes)


def test_a_smaller_second_quarter_is_no_slip() -> None:
    """3 after 7 would be an impossible cumulative figure; of a quarter alone it is not even odd, nor is 0."""
    for value in ("3", "0"):
        returns = crosscheck(PLAN, [form({"x": "7"}, "2023Q1"), form({"x": value}, "2023Q2")])
        assert [problem.code for each in returns for problem in each.problems] == []


def test_the_form_says_what_to_fill_in() -> None:
    """口径说明 names the months, so that nobody fills in the sum."""
    row = form_rows(PLAN, "县科技局", period("2023Q2"))[0]
    assert "只填本期（4—6月）的数，不填累计数" in row.definition
    assert "不填累计数" not in form_rows(make_plan(indicator()), "县科技局", period("2023Q2"))[0].definition


@given(st.lists(st.decimals(0, 10_000, places=2), min_size=12, max_size=12))
def test_the_months_of_a_year_make_the_year(values: list[Decimal]) -> None:
    """Whatever the twelve figures are, the sum is exact and no month counts twice."""
    forms = [form({"x": str(value)}, f"2023-{month:02}") for month, value in enumerate(values, 1)]
    money = make_plan(indicator(">= 10 万元", reporting=Reporting.PERIOD))
    result = evaluate(money, *forms)
    assert result.verdicts[0].actual is not None
    assert result.verdicts[0].actual.value == sum(values)
    assert codes(result) == []
