"""Figures of one verdict in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from evaluate.support import evaluate, form, make_plan
from evaluate.support import indicator as judged
from evaluate.support import target as wanted
from report.support import cell, evaluation, indicator, pace, period, verdict

from sctarget.evaluate.result import Actual, MilestoneVerdict, Status, Verdict
from sctarget.model.actual import DataState
from sctarget.model.plan import Indicator, Kind, Revision, Rounding, Rules, Span, Task
from sctarget.model.quantity import Comparator, Target
from sctarget.model.source import Source
from sctarget.model.units import declared_unit
from sctarget.report.figures import (
    actual_words,
    completion_words,
    demand_words,
    expected_words,
    gap_words,
    milestone_words,
    pace_words,
    place,
    progress_words,
    source_words,
    target_words,
)
from sctarget.report.words import STATUS_WORDS, status_words

RULES = Rules()


@pytest.mark.parametrize(
    ("comparator", "target", "unit", "actual", "words"),
    [
        (Comparator.AT_LEAST, "30", "件", "26", "尚差4件"),
        (Comparator.AT_LEAST, "1.17", "亿元", "1.32", "超目标0.15亿元"),
        (Comparator.AT_LEAST, "1.8", "%", "0.6", "尚差1.2个百分点"),
        (Comparator.AT_LEAST, "12", "‰", "10.5", "尚差1.5个千分点"),
        (Comparator.AT_LEAST, "23", "家", "23", "与目标持平"),
        (Comparator.ABOVE, "23", "家", "23", "与目标持平，须超过"),
        (Comparator.AT_MOST, "30", "天", "33", "超上限3天"),
        (Comparator.AT_MOST, "30", "天", "28", "低于上限2天"),
        (Comparator.BELOW, "30", "天", "30", "与上限持平，须低于"),
        (Comparator.EQUAL, "5", "项", "5", "与目标一致"),
    ],
)
def test_difference_in_words(comparator: Comparator, target: str, unit: str, actual: str, words: str) -> None:
    """The clerk reads how much is missing, in the unit of the row and never as a bare signed number."""
    assert gap_words(verdict(indicator("甲", target, unit, comparator), Status.OPEN, actual), RULES) == words


@pytest.mark.parametrize(
    ("actual", "words"), [("38.5", "低于区间1.5个百分点"), ("40", "在区间内"), ("60.1", "高于区间0.1个百分点")]
)
def test_difference_from_a_range(actual: str, words: str) -> None:
    """For 40%～60% it is said which end is violated, and by how much."""
    item = indicator("资产负债率", "40", "%", Comparator.RANGE, high="60")
    assert gap_words(verdict(item, Status.OPEN, actual), RULES) == words


@pytest.mark.parametrize(
    ("actual", "status", "shown"),
    [
        ("59.96", Status.UNMET, "99.9%"),
        ("59.99", Status.UNMET, "99.98%"),
        ("59.9999", Status.UNMET, "99.9998%"),
        ("59.9999999", Status.UNMET, "＜100%"),
        ("60.0000001", Status.EXCEEDED, "＞100%"),
        ("60", Status.MET, "100.0%"),
        ("53.999", Status.UNMET, "89.998%"),
        ("0.0001", Status.UNMET, "0.0002%"),
    ],
)
def test_rate_never_crosses_a_threshold(actual: str, status: Status, shown: str) -> None:
    """未完成 is never printed beside 100.0%, nor 基本完成 denied beside 90.0%."""
    judged = verdict(indicator("指数", "60", "分"), status, actual)
    assert completion_words(judged, RULES) == shown


def test_rounding_follows_the_rules_of_the_plan() -> None:
    """An exact tie goes to the even digit under GB/T 8170 and up under half_up."""
    judged = verdict(indicator("甲", "1000", "项"), Status.UNMET, "450.5")
    judged_half = Verdict(judged.indicator, Status.UNMET, judged.actual, completion=Decimal("0.4505"))
    assert completion_words(judged_half, RULES) == "45.0%"
    assert completion_words(judged_half, Rules(rounding=Rounding.HALF_UP)) == "45.1%"


def test_actual_keeps_its_digits() -> None:
    """1.796% stays 1.796% beside a target of 1.8%; 0.10 stays 0.10; nothing is shown with an exponent."""
    for text in ("1.796", "0.10", "1.7999999", "2000"):
        judged = verdict(indicator("甲", "1.8", "%"), Status.UNMET, text)
        assert actual_words(judged, evaluation((judged,))) == f"{text}%"
    big = Verdict(
        indicator("甲", "3", "元"),
        Status.EXCEEDED,
        Actual(Decimal("2E+3"), period("2023"), None, (("甲", cell("H7")),)),
    )
    assert actual_words(big, evaluation((big,))) == "2000元"


def test_endless_computed_figure_stays_off_the_target() -> None:
    """A quotient with endless digits is rounded, but not onto the target it misses."""
    endless = Decimal("1.7999999999999999999999999999")
    judged = Verdict(
        indicator("甲", "1.8", "%"), Status.UNMET, Actual(endless, period("2023"), None, (("甲", cell("H7")),))
    )
    assert actual_words(judged, evaluation((judged,))) == "＜1.8%"


@pytest.mark.parametrize(
    ("state", "words"),
    [(DataState.ESTIMATE, "12家（预计）"), (DataState.FLASH, "12家（快报）"), (DataState.FINAL, "12家（待确认）")],
)
def test_provisional_actual_says_why(state: DataState, words: str) -> None:
    """预计, 快报 and figures accepted with a warning are told apart."""
    judged = verdict(indicator("甲", "10", "家"), Status.EXCEEDED, "12", state=state, provisional=True)
    assert actual_words(judged, evaluation((judged,))) == words
    assert status_words(judged) == "预计超额完成"


def test_lagged_figure_shows_its_own_year() -> None:
    """R&D reported in 2023 is 2022's figure and says so."""
    judged = verdict(indicator("研发强度", "1.8", "%", data_year=-1), Status.MET, "1.8")
    assert actual_words(judged, evaluation((judged,))) == "1.8%（2022年）"


def test_figure_of_an_earlier_period_says_so() -> None:
    """A half-year figure in a year's table is not taken for the year's."""
    judged = verdict(indicator("甲", "10", "家"), Status.BEHIND, "3", when="2023H1")
    assert actual_words(judged, evaluation((judged,))) == "3家（2023年上半年）"


def test_two_rates_are_two_figures() -> None:
    """科技进步贡献率 55.4 → 65, actual 60: 92.3 % of the target, 47.9 % of the way."""
    judged = verdict(indicator("贡献率", "65", "%", kind=Kind.RATIO, baseline=("55.4", 2020)), Status.UNMET, "60")
    assert completion_words(judged, RULES) == "92.3%"
    assert progress_words(judged, RULES) == "47.9%"


@pytest.mark.parametrize(
    ("comparator", "target", "base", "actual", "words"),
    [(Comparator.AT_LEAST, "65", "55.4", "55", "低于基期"), (Comparator.AT_MOST, "40", "50", "52", "高于基期")],
)
def test_worse_than_baseline_is_said_in_words(
    comparator: Comparator, target: str, base: str, actual: str, words: str
) -> None:
    """Nobody reads a progress of -4.2%."""
    item = indicator("甲", target, "%", comparator, kind=Kind.RATIO, baseline=(base, 2020))
    assert progress_words(verdict(item, Status.UNMET, actual), RULES) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0.35", "落后15.0个百分点"),
        ("0.5", "与序时持平"),
        ("0.62", "超前12.0个百分点"),
        ("0.44999", "落后5.001个百分点"),
        ("0.2999999999", "落后＞20个百分点"),
    ],
)
def test_distance_from_pace(share: str, words: str) -> None:
    """A lag just beyond 5 or 20 points does not print as 5.0 or 20.0."""
    judged = verdict(indicator("甲", "10", "家"), Status.BEHIND, "3", pace=pace(share, "0.5", "5"))
    assert pace_words(judged, evaluation((judged,)).plan) == words


def test_pace_is_silent_when_it_says_nothing_more() -> None:
    """A target that is reached, or wholly due, is told by its rate and difference alone."""
    reached = verdict(indicator("甲", "10", "家"), Status.MET, "10", pace=pace("1", "0.5", "5"))
    due = verdict(indicator("甲", "10", "家"), Status.UNMET, "3", pace=pace("0.3", "1", "10"))
    for each in (reached, due):
        assert pace_words(each, evaluation((each,)).plan) == ""
        assert expected_words(each, evaluation((each,))) == ""


def test_spending_a_limit_too_fast() -> None:
    """For a yearly limit it is bad to be above the elapsed share, and the words do not praise it."""
    item = indicator("能耗", "100", "吨", Comparator.AT_MOST)
    fast = verdict(item, Status.BEHIND, "60", pace=pace("0.6", "0.5", "50"))
    slow = verdict(item, Status.ON_PACE, "40", pace=pace("0.4", "0.5", "50"))
    plan = evaluation((fast,)).plan
    assert pace_words(fast, plan) == "多用10.0个百分点"
    assert pace_words(slow, plan) == "少用10.0个百分点"
    level = indicator("能耗", "100", "吨", Comparator.AT_MOST, kind=Kind.STOCK, span=Span.PLAN, baseline=("150", 2022))
    assert pace_words(verdict(level, Status.BEHIND, "140", pace=pace("0.2", "0.5", "125")), plan) == "落后30.0个百分点"


def test_expected_value_with_method_and_dates() -> None:
    """Where it should stand (1.45 beside an actual 1.4, not 1.4), by which method, and both dates of lagged data."""
    judged = verdict(
        indicator("研发强度", "1.8", "%", kind=Kind.RATIO, data_year=-1),
        Status.BEHIND,
        "1.4",
        pace=pace(
            "0.2", "0.33333333333333333333", "1.44666666", date(2022, 12, 31), due=date(2024, 12, 31), reference=True
        ),
    )
    assert expected_words(judged, evaluation((judged,))) == (
        "1.45%（进度33.3%），按月匀速，数据时点2022年12月31日，目标时点2024年12月31日，仅供参考"
    )


def test_milestone_in_words() -> None:
    """The year's interim target stands with its own verdict."""
    stage = MilestoneVerdict(
        period("2023"), Target(Comparator.AT_LEAST, Decimal(58), declared_unit("%")), "58%以上", Status.MET
    )
    assert milestone_words(verdict(indicator(), Status.ON_PACE, "0.1", milestone=stage)) == "2023年58%以上：完成"


def test_target_in_the_documents_own_words() -> None:
    """Leaders check against the paper."""
    assert target_words(indicator(text="达到0.16亿元以上")) == "达到0.16亿元以上"
    assert target_words(indicator(target=None)) == ""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "表.xlsx [填报表!H7]"),
        ("0.18", "表.xlsx [填报表!H7]"),
        (" 0.180亿元 ", "表.xlsx [填报表!H7]"),
        ("1800万元", "表.xlsx [填报表!H7] 原填“1800万元”"),
        ("０.１８", "表.xlsx [填报表!H7] 原填“０.１８”"),
    ],
)
def test_source_says_what_was_typed_where_it_reads_differently(raw: str | None, words: str) -> None:
    """The cell is named, and what stood in it is quoted only when it does not read the same."""
    sources = (("县统计局", cell("H7", raw, "表.xlsx")),)
    actual = Actual(Decimal("0.18"), period("2023"), None, sources)
    judged = Verdict(indicator(), Status.MET, actual, sources=sources)
    assert source_words(judged) == words


def test_several_sources_name_their_departments() -> None:
    """A sum of two departments shows both cells with what each typed."""
    sources = (("甲局", cell("H7", "3", "甲.xlsx")), ("乙局", cell("H8", "4", "乙.xlsx")))
    actual = Actual(Decimal(7), period("2023"), None, sources)
    judged = Verdict(indicator("甲", "7", "家"), Status.MET, actual, sources=sources)
    assert source_words(judged) == "甲局：甲.xlsx [填报表!H7] 原填“3”；乙局：乙.xlsx [填报表!H8] 原填“4”"


@pytest.mark.parametrize(("raw", "words"), [("无", "表.xlsx [填报表!H7] 原填“无”"), (None, "表.xlsx [填报表!H7]")])
def test_absence_has_its_cell_too(raw: str | None, words: str) -> None:
    """Whoever telephones about 未报送 or 待核实 sees which cell was read and what stood in it."""
    sources = (("县统计局", cell("H7", raw, "表.xlsx")),)
    assert source_words(Verdict(indicator(), Status.UNREPORTED, sources=sources)) == words
    assert source_words(Verdict(indicator(), Status.UNREPORTED)) == ""


@pytest.mark.parametrize(
    ("actual", "expected", "share", "words"),
    [
        ("0", "0.75", "0.75", "应达不足1家"),
        ("2", "2.5", "0.5", "已达到应有整数"),
        ("3", "3.2", "0.32", "落后2.0个百分点"),
    ],
)
def test_count_that_only_lacks_a_part_of_a_piece(actual: str, expected: str, share: str, words: str) -> None:
    """达到序时 never stands beside 落后75.0个百分点 without its reason."""
    total = Decimal(expected) / Decimal(share)
    item = indicator("甲", f"{total:f}", "家")
    done = str(Decimal(actual) / total)
    judged = verdict(item, Status.ON_PACE, actual, pace=pace(done, share, expected))
    assert pace_words(judged, evaluation((judged,)).plan) == words


def test_limit_that_only_exceeds_a_part_of_a_piece() -> None:
    """Of at most 5 accidents 3 where 2.5 were allowed by now: 达到序时, and no 多用10.0个百分点."""
    item = indicator("事故", "5", "起", Comparator.AT_MOST)
    judged = verdict(item, Status.ON_PACE, "3", pace=pace("0.6", "0.5", "2.5"))
    assert pace_words(judged, evaluation((judged,)).plan) == "未超应有整数"


@pytest.mark.parametrize(
    ("unit", "target", "baseline", "expected", "words"),
    [
        ("%", "65", "55.4", "61.16", "61.2%"),
        ("亿元", "6", "4", "5.125", "5.12亿元"),
        ("万元", "5600", None, "4200", "4200万元"),
        ("家", "10", None, "7.5", "7.5家"),
        ("%", "1.8", "1.27", "1.535", "1.54%"),
    ],
)
def test_expected_value_has_the_digits_that_tell(
    unit: str, target: str, baseline: str | None, expected: str, words: str
) -> None:
    """One decimal at least, two for money, as many as target, baseline and figure have; no needless zeros."""
    item = indicator("甲", target, unit, kind=Kind.STOCK, baseline=(baseline, 2020) if baseline else None)
    judged = verdict(item, Status.BEHIND, "1", pace=pace("0.3", "0.6", expected))
    assert expected_words(judged, evaluation((judged,))).startswith(f"{words}（进度60%）")


def test_places() -> None:
    """A line without a column does not print the word None."""
    assert place(Source("plan.yaml", line=3)) == "plan.yaml:3"
    assert place(Source("plan.yaml", line=3, column=7)) == "plan.yaml:3:7"
    assert place(cell("H7", file="表.xlsx")) == "表.xlsx [填报表!H7]"


def test_every_status_has_its_own_word() -> None:
    """No status is shown as an English code, and no two look alike."""
    assert set(STATUS_WORDS) == set(Status)
    assert len(set(STATUS_WORDS.values())) == len(Status)


@pytest.mark.parametrize(
    ("one", "value", "target", "gap"),
    [
        (judged("比上年增长28%以上", unit="件", history="23 (2022)"), "29", "比上年增长28%以上（30件以上）", "尚差1件"),
        (judged("位次提升2位", "index", unit="位", history="7 (2022)"), "8", "位次提升2位（前5位）", "尚差3位"),
        (judged("前三", "index", unit="位"), "2", "前三", "好于目标1位"),
        (
            judged("不低于上年", "stock", unit="家", history="12 (2022)"),
            "11",
            "不低于上年（2022年12家）",
            "比2022年减少1家",
        ),
        (
            judged("有较大提升", "ratio", unit="%", history="88 (2022)"),
            "90.5",
            "有较大提升（2022年88%）",
            "比2022年提高2.5个百分点",
        ),
        (judged("增长6%以上", "ratio", unit="%", name="增加值增速"), "5", "增长6%以上", "尚差1个百分点"),
        (
            judged(">= 15 家", revised=(Revision(wanted(">= 12 家"), "12家以上", date(2023, 10, 20), None),)),
            "12",
            "12家以上（原目标15家以上）",
            "与目标持平",
        ),
    ],
)
def test_what_is_demanded_and_what_is_missing(one: Indicator, value: str, target: str, gap: str) -> None:
    """The words of the plan with what they come to, and the distance in the words that fit them."""
    found = evaluate(make_plan(one), form({"x": value})).verdicts[0]
    assert demand_words(found) == target
    assert gap_words(found, RULES) == gap


def test_a_milestone_of_growth_shows_its_figure() -> None:
    """阶段目标 in words of change, with what they come to and how it stands."""
    one = judged(">= 30 家", "stock", baseline="10 (2021)", milestones={"2023": "较2021年增长80%以上"})
    found = evaluate(make_plan(one, over="2022-2025"), form({"x": "18"})).verdicts[0]
    assert milestone_words(found) == "2023年较2021年增长80%以上（18家以上）：完成"


def test_computed_figures_are_marked() -> None:
    """By formula, or counted: the reader sees that nobody reported the figure itself."""
    share = judged(None, "ratio", unit="%", formula="part / whole * 100")
    inputs = [judged(None, key=key, unit="家", role="input") for key in ("part", "whole")]
    result = evaluate(make_plan(share, *inputs), form({"part": "1", "whole": "3"}))
    assert actual_words(result.verdicts[0], result) == "33.3333%（按公式）"
    task = Task("t", "任务", Source("plan.yaml"), date(2023, 12, 31), reporters=("县科技局",))
    plan = make_plan(judged(None, unit="项", count_of="tasks"), tasks=(task,))
    counted = evaluate(plan, form(tasks={"t": "done"}))
    assert actual_words(counted.verdicts[0], counted) == "1项（计数）"
    assert source_words(counted.verdicts[0]) == "各项任务的填报，见任务表"
