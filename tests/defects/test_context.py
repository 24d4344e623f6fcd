"""Defects that only the context shows, by their number: the plan, earlier forms, other figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from defects.expected import NAME, PLAN, codes, expect, figure, problem_of, read, read_all
from forms_support import DEPARTMENT, blank_form, fill, filled, indicator, make_plan, period

from sctarget.evaluate.assess import assess
from sctarget.evaluate.collection import collect_returns
from sctarget.model.actual import Absence, FormReturn
from sctarget.model.plan import Kind

if TYPE_CHECKING:
    from sctarget.model.plan import Plan


def form(plan: Plan, when: str = "2023Q3", department: str = DEPARTMENT, **answers: Any) -> bytes:
    """A form with 本期累计完成 typed in; ``a=(5, 4)`` is 5 this year and 4 last year, ``a="…"`` a text."""
    cells: dict[tuple[str, str], Any] = {}
    for key, what in answers.items():
        now, last = what if isinstance(what, tuple) else (what, None)
        cells[key, "actual"] = now
        if last is not None:
            cells[key, "last_year"] = last
    return fill(blank_form(plan, department, when), cells)


def in_turn(plan: Plan, *forms: tuple[str, dict[str, Any]]) -> FormReturn:
    """Several periods of one department; the last of them."""
    return read_all([(f"{when}.xlsx", form(plan, when, **answers)) for when, answers in forms], plan)[-1]


def test_defect_16_zero() -> None:
    """0 where there was something last year, or 0 everywhere, is used provisionally and asked about."""
    plan = make_plan(indicator("a", "项目数", "项", "5"), indicator("b", "平台数", "个", "3"), tasks=())
    problem = expect(read(form(plan, a=(0, 4), b=2), plan), "zero_after_figure", "warning", "a", "0")
    assert "上年同期却是4项" in problem.message
    nothing = read(form(plan, a=0, b=0), plan)
    assert problem_of(nothing, "all_zero").severity == "warning"
    assert all(item.provisional for item in nothing.figures)
    assert codes(read(form(plan, a=0, b=2), plan)) == []


@pytest.mark.parametrize(
    ("number", "unit", "target", "answer", "words"),
    [
        (22, "亿元", "1.17", 13200, ("约11300倍", "一万倍", "13200亿元", "按“万元”填", "1.32亿元")),
        (22, "万元", "6000", 0.61, ("约9840分之一", "按“亿元”填", "6100万元")),
        (22, "亿元", "1.17", 1250, ("一千倍", "1.25亿元")),
        (22, "亿元", "1.17", 120, ("一百倍", "1.2亿元")),
        (23, "万元", "6000", 61000000, ("按“元”填", "6100万元")),
        (23, "亿元", "1.17", 125000000, ("一亿倍", "按“元”填", "1.25亿元")),
        (22, "%", "1.8", 179, ("一百倍", "1.79%")),
    ],
)
def test_defect_22_23_slips_against_target_and_last_year(
    number: int, unit: str, target: str, answer: object, words: tuple[str, ...]
) -> None:
    """A figure that a power of ten explains is held back with both readings, whatever it was compared with."""
    assert number
    kind = Kind.RATIO if unit == "%" else Kind.FLOW
    aimed = make_plan(indicator("a", "金额", unit, target, kind), tasks=())
    plain = make_plan(indicator("a", "金额", unit, None, kind), tasks=())
    problem = expect(read(form(aimed, "2023", a=answer), aimed), "scale_slip", "quarantined", "a", None, str(answer))
    assert [word for word in words if word not in problem.message] == []
    if words[0] != "一百倍":
        compared = read(form(plain, a=(answer, float(target))), plain)
        assert "上年同期" in expect(compared, "scale_slip", "quarantined", "a", None, str(answer)).message


def test_defect_22_slip_against_last_period() -> None:
    """Without target and last year the form of the period before shows it."""
    plan = make_plan(indicator("a", "金额", "亿元", None), tasks=())
    last = in_turn(plan, ("2023Q2", {"a": 0.9}), ("2023Q3", {"a": 12000}))
    problem = expect(last, "scale_slip", "quarantined", "a", None, "12000")
    assert "上期（2023年二季度）（0.9亿元）" in problem.message


def test_defect_41_same_as_last_period() -> None:
    """A whole form that repeats the one before is used provisionally and asked about; one changed figure clears it."""
    again = {"hi_tech": 16, "contracts": 1.2, "share": 41.5, "patents": 80, "envoys": 120}
    last = in_turn(PLAN, ("2023Q2", again), ("2023Q3", again))
    problem = problem_of(last, "same_as_last_period")
    assert problem.severity == "warning"
    assert "与上期完全相同" in problem.message
    assert "2023年二季度（2023Q2.xlsx）" in problem.message
    assert all(item.provisional for item in last.figures if isinstance(item.value, Decimal))
    assert codes(in_turn(PLAN, ("2023Q2", again), ("2023Q3", {**again, "patents": 81}))) == ["task_blank"]


def test_defect_42_below_the_last_cumulative_figure() -> None:
    """累计值小于上期 is held back and the sum is offered; a level may fall, and so may a new year's figure."""
    last = in_turn(PLAN, ("2023Q2", {"contracts": 0.9}), ("2023Q3", {"contracts": 0.3}))
    problem = expect(last, "below_last_period", "quarantined", "contracts", None, "0.3")
    assert problem.message.startswith("累计值小于上期")
    assert "1.2亿元" in problem.message
    assert "2023Q2.xlsx [填报表!H6]" in problem.message
    assert codes(in_turn(PLAN, ("2023Q2", {"hi_tech": 17}), ("2023Q3", {"hi_tech": 16})), "hi_tech") == []


def test_defect_42_below_an_estimate() -> None:
    """A figure below last period's estimate may be the better one: it is used provisionally."""
    earlier = fill(blank_form(PLAN, when="2023Q2"), {("contracts", "actual"): 0.9, ("contracts", "state"): "预计"})
    _, last = read_all([("a.xlsx", earlier), ("b.xlsx", form(PLAN, contracts=0.85))])
    expect(last, "below_last_estimate", "warning", "contracts", "0.85")


def both(**extra: Any) -> Plan:
    """新增 and in all of one thing."""
    new = indicator("new", "新增高新技术企业", "家", "2")
    return make_plan(new, indicator("all", "高新技术企业总数", "家", "15", Kind.STOCK), tasks=(), **extra)


def test_defect_43_new_and_in_all() -> None:
    """新增 that equals the total although there were some before: whichever is wrong is held back."""
    plan = both()
    entered = read(form(plan, new=16, all=(16, 14)), plan)
    problem = expect(entered, "new_is_stock", "quarantined", "new", None, "16")
    assert "此前已有14家" in problem.message
    assert figure(entered, "all").value == 16
    reverse = read(form(plan, new=2, all=(2, 14)), plan)
    expect(reverse, "new_is_stock", "quarantined", "all", None, "2")
    assert figure(reverse, "new").value == 2
    swapped = read(form(plan, new=16, all=2), plan)
    assert codes(swapped).count("new_is_stock") == 2
    assert codes(read(form(plan, new=2, all=(16, 14)), plan)) == []


def test_defect_44_equal_to_the_targets() -> None:
    """A form of three or more figures that are all their targets to the digit was perhaps copied."""
    returned = read(filled(PLAN, hi_tech=15, contracts=1.17, share=40, envoys=114))
    problem = problem_of(returned, "equals_targets")
    assert problem.severity == "warning"
    assert "4个数" in problem.message
    assert figure(returned, "share").provisional
    assert codes(read(filled(PLAN, hi_tech=15, contracts=1.17, share=40))) == []


@pytest.mark.parametrize("answer", [(320, 100), (30, 100), (460, None)])
def test_defect_45_out_of_proportion(answer: tuple[int, int | None]) -> None:
    """Three times last year or the target, or a third, wants a reason; with one it is only noted."""
    plan = make_plan(indicator("a", "培训人次", "人次", "150"), tasks=())
    data = form(plan, a=answer)
    problem = expect(read(data, plan), "jump_unexplained", "warning", "a", str(answer[0]))
    assert "说明" in problem.message
    told = read(fill(data, {("a", "reason"): "新设了三个培训点"}), plan)
    assert "新设了三个培训点" in expect(told, "jump_explained", "note", "a", str(answer[0])).message
    assert not figure(told, "a").provisional


def parted(*parts: str) -> Plan:
    """A whole and its parts."""
    return make_plan(
        indicator("whole", "平台数", "个", None, parts=parts),
        indicator("upper", "省级平台数", "个", None),
        indicator("lower", "市级平台数", "个", None),
        tasks=(),
    )


def test_defect_46_parts_and_whole() -> None:
    """A part larger than the whole, or parts that do not add up to it: all of them are held back."""
    plan = parted("upper")
    returned = read(form(plan, whole=5, upper=7, lower=1), plan)
    assert (
        "7个（县科技局.xlsx [填报表!H6]）"
        in expect(returned, "part_exceeds_whole", "quarantined", "whole", None, "5").message
    )
    expect(returned, "part_exceeds_whole", "quarantined", "upper", None, "7")
    assert figure(returned, "lower").value == 1
    plan = parted("upper", "lower")
    problem = expect(
        read(form(plan, whole=5, upper=3, lower=1), plan), "parts_do_not_add_up", "quarantined", "whole", None, "5"
    )
    assert "合计4个" in problem.message
    assert codes(read(form(plan, whole=4, upper=3, lower=1), plan)) == []


def test_defect_47_one_indicator_from_two_departments() -> None:
    """Two departments with different figures are shown side by side and neither is used; equal ones are a note."""
    plan = make_plan(indicator("a", "平台数", "个", "3", reporters=(DEPARTMENT,)), tasks=())
    returned = read(form(plan, a=4), plan)
    (own,) = returned.figures
    for value, code, severity in ((5, "figure_conflict", "quarantined"), (4, "figure_twice", "note")):
        other = own.__class__("a", "县教育局", own.period, Decimal(value), own.source)
        copy = FormReturn("县教育局.xlsx", "0" * 64, "县教育局", own.period, figures=(other,))
        evaluation = assess(plan, [returned, copy], date(2023, 9, 30))
        (problem,) = [each for each in evaluation.problems if each.indicator == "a"]
        assert (problem.code, problem.severity) == (code, severity)
        assert "县科技局4个" in problem.message
        assert f"县教育局{value}个" in problem.message
        assert (evaluation.verdicts[0].actual is None) == (value == 5)


def test_defect_67_late() -> None:
    """A form that came after the day is used and noted with its time."""
    returned = read(filled(PLAN))._replace(modified=datetime(2023, 10, 18, 9, 30, tzinfo=UTC))
    collection = collect_returns(PLAN, [returned], period=period("2023Q3"), due=date(2023, 10, 15))
    (late,) = [each for each in collection.problems if each.code == "late_return"]
    assert late.severity == "note"
    assert "2023-10-18" in late.message
    assert NAME in str(late.source)
    assert collection.figures
    early = returned._replace(modified=datetime(2023, 10, 15, 9, 30, tzinfo=UTC))
    collection = collect_returns(PLAN, [early], period=period("2023Q3"), due=date(2023, 10, 15))
    assert "late_return" not in [each.code for each in collection.problems]


def test_held_figures_are_not_judged() -> None:
    """What is held back gives no verdict but 待核实."""
    verdict = assess(PLAN, [read(filled(PLAN, contracts=13200))], date(2023, 9, 30)).verdicts[1]
    assert (verdict.status.value, verdict.actual) == ("to_verify", None)
    assert isinstance(figure(read(filled(PLAN, contracts=13200)), "contracts").value, Absence)
