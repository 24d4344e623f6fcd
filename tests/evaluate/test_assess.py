"""Verdicts beyond the examples of the manual: tasks, provisional figures, what is not supported yet, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from evaluate.support import codes, evaluate, form, indicator, judge, make_plan, target

from sctarget.evaluate.pace import elapsed_share
from sctarget.evaluate.result import Status
from sctarget.evaluate.schedules import months
from sctarget.model.actual import Absence, DataState, TaskState
from sctarget.model.plan import Span, Task
from sctarget.model.problem import Severity
from sctarget.model.quantity import TargetForm
from sctarget.model.source import Source
from sctarget.model.units import declared_unit
from sctarget.model.wordings import WORDINGS
from sctarget.model.wordings.figures import FIGURE_WORDINGS


def task(due: str = "2023-12-31", *reporters: str) -> Task:
    """A task of the science bureau."""
    return Task("t", "园区通过验收", Source("plan.yaml"), date.fromisoformat(due), reporters=reporters or ("县科技局",))


@pytest.mark.parametrize(
    ("state", "as_of", "overdue"),
    [
        ("in_progress", "2023-12-31", True),
        ("not_started", "2023-12-31", True),
        ("in_progress", "2023-12-30", False),
        ("done", "2023-12-31", False),
        ("terminated", "2023-12-31", False),
    ],
)
def test_a_task_is_overdue_on_its_day(state: str, as_of: str, overdue: bool) -> None:
    """A task due on 31 December that is still under way that day is overdue."""
    plan = make_plan(tasks=(task(),))
    verdict = evaluate(plan, form(when="2023Q3", tasks={"t": state}), as_of=as_of).tasks[0]
    assert verdict.status is TaskState(state)
    assert verdict.overdue is overdue


def test_a_shared_task_is_as_far_as_its_slowest_member() -> None:
    """One town done, one under way: under way; one silent: not reported. All reports are kept."""
    plan = make_plan(tasks=(task("2023-12-31", "东镇", "西镇"),))
    both = evaluate(
        plan, form(department="东镇", tasks={"t": "done"}), form(department="西镇", tasks={"t": "in_progress"})
    ).tasks[0]
    assert (both.status, len(both.reports)) == (TaskState.IN_PROGRESS, 2)
    one = evaluate(plan, form(department="东镇", tasks={"t": "done"})).tasks[0]
    assert (one.status, one.overdue) == (TaskState.UNREPORTED, True)


@pytest.mark.parametrize("state", [DataState.ESTIMATE, DataState.FLASH])
def test_estimates_are_provisional(state: DataState) -> None:
    """A 预计 or 快报 figure is judged and marked; so is one that was accepted with a warning."""
    assert judge(indicator(), "12", state=state).provisional
    assert judge(indicator(), "12", provisional=True).provisional
    assert not judge(indicator(), "12", state=DataState.FINAL).provisional


def test_inputs_and_slots_are_monitored() -> None:
    """What only feeds formulas, and an empty slot of a draft, is reported and not judged."""
    slot = replace(target("1 家"), form=TargetForm.SLOT, value=None)
    assert judge(indicator(role="input"), "3").status is Status.MONITORED
    assert judge(replace(indicator(), target=slot), "3").status is Status.MONITORED


def test_units_that_do_not_convert_are_said() -> None:
    """5项 against 8家 is not compared; the plan has to be put right."""
    result = evaluate(make_plan(indicator(">= 5 项", "stock", unit="家", baseline="1项 (2022)")), form({"x": "8"}))
    assert result.verdicts[0].status is Status.TO_VERIFY
    assert codes(result) == ["target_unit", "target_unit"]
    assert all("“项”" in problem.message and "“家”" in problem.message for problem in result.problems)


def test_one_number_under_two_units() -> None:
    """69.63分 and 69.63% of the same index are the same number where the plan says so."""
    one = indicator(">= 69 分", "index", unit="%", unit_also=(declared_unit("分"),))
    assert judge(one, "69.63").status is Status.EXCEEDED


def test_multiplier_of_the_other_unit() -> None:
    """A target of 0.02万家 in a row of 名 that also counts 家 demands 200."""
    one = indicator(">= 0.02 万家", "stock", unit="名", unit_also=(declared_unit("家"),))
    assert judge(one, "199").gap == Decimal(-1)


def test_a_baseline_in_another_unit_is_converted() -> None:
    """基期 4000万元 in a row of 亿元 is 0.4."""
    verdict = judge(indicator(">= 0.8 亿元", "stock", baseline="4000万元 (2022)"), "0.6")
    assert verdict.progress == Decimal("0.5")


def test_worse_than_the_baseline_is_said_in_words() -> None:
    """A falling share is called 低于基期; a negative progress alone says nothing to a reader."""
    verdict = judge(indicator(">= 1.8 %", "ratio", baseline="1.27 (2020)"), "1.25")
    assert verdict.status is Status.UNMET
    assert verdict.progress is not None
    assert verdict.progress < 0
    assert "低于基期（2020年1.27%）" in verdict.notes


def test_a_range_from_about_is_explained() -> None:
    """左右 says which range was used."""
    assert any("19—21家" in note for note in judge(indicator("= 20 家左右", "stock"), "19").notes)


def test_lagged_data_names_its_year_and_both_dates() -> None:
    """The R&D share of 2023's form is 2022's; the pace is taken there and ends at 2024."""
    one = indicator(">= 1.8 %", "ratio", baseline="1.2 (2020)", data_year=-1)
    verdict = judge(one, "1.5", "2023", over="2022-2025")
    assert "数据年份2022" in verdict.notes
    assert verdict.pace is not None
    assert (verdict.pace.date, verdict.pace.due) == (date(2022, 12, 31), date(2024, 12, 31))
    assert "数据年份2022" in verdict.pace.inputs
    assert "已过24个月（共48个月）" in verdict.pace.inputs


def test_pace_says_how_it_came_about() -> None:
    """Method, start, end, months and shares stand in one sentence."""
    verdict = judge(indicator(">= 26 家", "stock", baseline="3 (2021)"), "10", "2023", over="2022-2025")
    assert verdict.pace is not None
    assert verdict.pace.inputs == (
        "按月线性推算：2021-12-31为3家，2025-12-31应达26家；到2023-12-31已过24个月（共48个月），"
        "应达14.5家，应有进度50.0%，实际进度30.4%"
    )


def test_months_are_counted_with_their_days() -> None:
    """30 June is half the year, 15 July is 6 months and 15 of 31 days, before and after is nothing and all."""
    year = (date(2023, 1, 1), date(2023, 12, 31))
    assert elapsed_share(*year, date(2023, 6, 30)) == Decimal("0.5")
    assert months(date(2023, 7, 15)) - months(date(2022, 12, 31)) == 6 + Fraction(15, 31)
    assert elapsed_share(*year, date(2022, 6, 30)) == 0
    assert elapsed_share(*year, date(2024, 6, 30)) == 1
    result = evaluate(make_plan(indicator(), over="2022-2025"), as_of="2023-06-30")
    assert result.elapsed == Decimal("0.375")


def test_a_past_deadline_within_the_period_is_mentioned() -> None:
    """A December figure cannot tell whether the September deadline was kept."""
    verdict = judge(indicator(by="2023-09-30"), "12")
    assert verdict.status is Status.EXCEEDED
    assert any("2023-09-30" in note for note in verdict.notes)


def test_a_limit_of_a_later_year_is_not_broken_yet() -> None:
    """In a multi-year plan 2023's own amount above 2025's limit can still come down."""
    one = indicator("<= 10 起", baseline="30 (2021)")
    assert judge(one, "20", "2023", over="2022-2025").status is Status.ON_PACE
    assert judge(one, "40", "2023", over="2022-2025").status is Status.FAR_BEHIND
    assert judge(one, "20", "2023H1", over="2022-2025").status is Status.OPEN
    assert judge(one, "20", "2025", over="2022-2025").status is Status.UNMET
    assert judge(replace(one, span=Span.PLAN), "20", "2023", over="2022-2025").status is Status.UNMET


def test_milestones_follow_the_figure_and_the_absence() -> None:
    """The milestone of the year is judged on its own; without a figure it shares the absence."""
    one = indicator(">= 60 %", "ratio", baseline="50 (2021)", milestones={"2023": ">= 58 %", "2024": ">= 59 %"})
    reached = judge(one, "58.5", "2023", over="2022-2025")
    assert reached.milestone is not None
    assert (reached.milestone.period.text, reached.milestone.status) == ("2023", Status.EXCEEDED)
    assert reached.pace is not None
    assert not reached.pace.reference
    absent = judge(one, Absence.UNPUBLISHED, "2024Q1", over="2022-2025")
    assert absent.milestone is not None
    assert (absent.milestone.period.text, absent.milestone.status) == ("2024", Status.UNPUBLISHED)
    early = judge(one, "58.5", "2023Q3", over="2022-2025", as_of="2023-12-31")
    assert early.milestone is not None
    assert early.milestone.status is Status.UNREPORTED
    assert judge(one, "58.5", "2025", over="2022-2025").milestone is None


def test_a_milestone_of_the_next_year_says_nothing_about_last_years_amount() -> None:
    """In February 2024, 2023's own amount is not measured against 2024's interim target."""
    one = indicator(">= 6 亿元", milestones={"2024": ">= 5 亿元"})
    verdict = judge(one, "5.5", "2023", over="2022-2025", as_of="2024-02-15")
    assert verdict.milestone is not None
    assert verdict.milestone.status is Status.OPEN


def test_the_wordings_are_of_the_catalogue() -> None:
    """Every code of judging is in the one catalogue and not taken by another part."""
    for code, wording in FIGURE_WORDINGS.items():
        assert WORDINGS[code] is wording
        Severity(wording.severity)
