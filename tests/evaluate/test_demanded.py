"""What words of change and revised targets demand: where the figure comes from, what is said when there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import codes, evaluate, form, indicator, judge, make_plan, period, target
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.derived import Origin
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState
from sctarget.model.grade import Grade, GradeLevel
from sctarget.model.growth import Derived, Unclear, derive, need_of, unclear
from sctarget.model.plan import Indicator, Revision, Span, Task
from sctarget.model.quantity import Comparator
from sctarget.model.source import Source

if TYPE_CHECKING:
    from sctarget.evaluate.derived import Base, Demanded
    from sctarget.evaluate.result import Verdict


def demanded(verdict: Verdict) -> Demanded:
    assert verdict.demanded is not None
    return verdict.demanded


def base(verdict: Verdict) -> Base:
    derivation = demanded(verdict).derivation
    assert derivation is not None
    assert derivation.base is not None
    return derivation.base


def grown(**keys: Any) -> Indicator:
    """技术合同数 that is to grow by 28 %."""
    return indicator("比上年增长28%以上", unit="件", **keys)


def test_the_derivation_is_said_in_one_sentence() -> None:
    """Base with its year and place, the arithmetic, the whole pieces."""
    verdict = judge(grown(history="23 (2022)"), "30")
    derivation = demanded(verdict).derivation
    assert derivation is not None
    assert derivation.words == "2022年23件（计划里的历史数） × (1 ＋ 28%) ＝ 29.44件，取整为30件"
    assert (derivation.exact, derivation.whole, derivation.years) == ((Decimal("29.44"),), True, 1)
    assert verdict.indicator.target_text == "比上年增长28%以上"
    assert f"目标推算：{derivation.words}" in verdict.notes


def test_last_years_return_is_the_base_where_the_plan_has_none() -> None:
    """In a plan of several years the form of 2022 says what 2023 grows from; a 快报 makes the verdict provisional."""
    one = grown(span=Span.EACH_YEAR)
    plan = make_plan(one, over="2022-2025")
    final = evaluate(plan, form({"x": "20"}, "2022"), form({"x": "26"}, "2023")).verdicts[0]
    assert (base(final).value, base(final).origin, final.status) == (Decimal(20), Origin.RETURNED, Status.MET)
    assert base(final).sources[0][1].file == "县科技局_2022.xlsx"
    assert not final.provisional
    early = evaluate(plan, form({"x": "20"}, "2022", state=DataState.FLASH), form({"x": "26"}, "2023")).verdicts[0]
    assert early.provisional
    assert "不是最终数" in demanded(early).derivation.words  # type: ignore[union-attr]


def test_the_typed_figure_of_last_year_comes_last() -> None:
    """上年同期 is used where nothing else is known; where it contradicts an earlier return a warning says so."""
    one = grown(span=Span.EACH_YEAR)
    plan = make_plan(one, over="2022-2025")
    typed = form({"x": "26"}, "2023", last_year=Decimal(19))
    alone = evaluate(plan, typed).verdicts[0]
    assert (base(alone).value, base(alone).origin) == (Decimal(19), Origin.LAST_YEAR)
    both = evaluate(plan, form({"x": "20"}, "2022"), typed)
    assert base(both.verdicts[0]).value == Decimal(20)
    assert codes(both) == ["base_differs"]
    assert "2022年20件" in both.problems[0].message
    assert "2022年19件（填报表“上年同期”栏）" in both.problems[0].message


def test_half_a_year_s_figure_of_last_year_is_no_base_of_a_year() -> None:
    """上年同期 of a half-year form is last year's half: the year's target cannot be derived from it."""
    verdict = judge(grown(), "14", "2023H1", last_year=Decimal(12))
    assert verdict.status is Status.TO_VERIFY
    assert demanded(verdict).derivation is None


def test_what_several_departments_typed_is_added_up() -> None:
    """The base of a sum is the sum of what each typed; one silent department leaves it unknown."""
    one = grown(reporters=("东镇", "西镇"))
    east = form({"x": "20"}, department="东镇", last_year=Decimal(10))
    west = form({"x": "10"}, department="西镇", last_year=Decimal(13))
    both = evaluate(make_plan(one), east, west).verdicts[0]
    assert (base(both).value, both.status) == (Decimal(23), Status.MET)
    silent = form({"x": "10"}, department="西镇")
    assert evaluate(make_plan(one), east, silent).verdicts[0].status is Status.TO_VERIFY


def test_a_missing_base_says_which_figure_and_where_to_write_it() -> None:
    """待核实 with a problem at the plan that names the year and the key."""
    result = evaluate(make_plan(grown()), form({"x": "30"}))
    verdict = result.verdicts[0]
    assert (verdict.status, verdict.gap, verdict.completion) == (Status.TO_VERIFY, None, None)
    (problem,) = result.problems
    assert (problem.code, str(problem.source)) == ("target_underived", "plan.yaml:12:5")
    assert "2022年" in problem.message
    assert "history: {2022: 数和单位}" in problem.message


def test_a_base_of_a_year_to_come_is_no_problem() -> None:
    """比上年 of 2025 needs 2024: while that is not over the indicator is 进行中 and nobody is asked."""
    result = evaluate(make_plan(indicator("比上年增长10%", unit="亿元"), over="2022-2025"), form({"x": "2"}, "2023"))
    assert result.verdicts[0].status is Status.OPEN
    assert result.problems == ()
    late = evaluate(make_plan(indicator("比上年增长10%", unit="亿元"), over="2022-2025"), form({"x": "2"}, "2025"))
    assert codes(late) == ["target_underived"]


def test_an_absent_figure_stays_what_it_is() -> None:
    """Without a figure of this year the indicator is 未报送, whatever the target."""
    assert judge(grown(history="23 (2022)"), Absence.UNREPORTED).status is Status.UNREPORTED


@pytest.mark.parametrize(
    ("words", "keys", "value"),
    [
        ("较2020年提高2个百分点", {"kind": "ratio", "unit": "%", "history": "1.5 (2020)"}, "3.5"),
        ("年均提高0.5个百分点", {"kind": "ratio", "unit": "%", "baseline": "1 (2020)"}, "2.5"),
        ("年均增长5家", {"kind": "stock", "unit": "家", "baseline": "10 (2020)"}, "25"),
        ("比上年增加500万元", {"kind": "flow", "unit": "亿元", "history": "1.05 (2022)"}, "1.1"),
        ("增长到1.5倍", {"kind": "stock", "unit": "家", "history": "11 (2022)"}, "17"),
        ("增长超过10%", {"kind": "flow", "unit": "家", "history": "23 (2022)"}, "25"),
        ("比上年增长10‰", {"kind": "flow", "unit": "万元", "history": "1000 (2022)"}, "1010"),
    ],
)
def test_forms_of_change(words: str, keys: dict[str, str], value: str) -> None:
    """Each reads as a careful clerk computes it; 超过25.3家 is more than 25, so that 26 fulfils it."""
    kind = keys.pop("kind")
    verdict = judge(indicator(words, kind, **keys), "1")
    assert verdict.indicator.target is not None
    assert verdict.indicator.target.value == Decimal(value)


def test_a_range_of_growth_becomes_a_range() -> None:
    """增长5%—8% of 200 is 210 to 216; 下降 turns the ends round."""
    rising = judge(indicator("增长5%—8%", "stock", unit="家", history="200 (2022)"), "213")
    assert rising.indicator.target is not None
    assert [rising.indicator.target.value, rising.indicator.target.high] == [210, 216]
    assert rising.status is Status.MET
    falling = judge(indicator("下降5%—8%", "stock", unit="家", history="200 (2022)"), "187")
    assert falling.indicator.target is not None
    assert [falling.indicator.target.value, falling.indicator.target.high] == [184, 190]
    assert falling.status is Status.MET


def test_growth_from_nothing_is_refused() -> None:
    """Of 0 there is no percentage."""
    result = evaluate(make_plan(grown(history="0 (2022)")), form({"x": "5"}))
    assert codes(result) == ["target_underived"]
    assert "不大于0" in result.problems[0].message


def test_a_rank_never_rises_above_the_first() -> None:
    """位次提升2位 from the second place asks for the first."""
    verdict = judge(indicator("位次提升2位", "index", unit="位", history="2 (2022)"), "1")
    assert verdict.indicator.target is not None
    assert verdict.indicator.target.value == 1
    assert verdict.status is Status.MET


def test_a_rank_has_no_rate_and_no_pace() -> None:
    """Neither 完成率 nor 增量完成率 nor 序时 of a place; 90 % of the way to it is not nearly."""
    one = indicator("前十", "index", unit="位", baseline="20 (2022)")
    verdict = judge(one, "11")
    assert (verdict.status, verdict.completion, verdict.progress) == (Status.UNMET, None, None)
    running = judge(one, "11", "2023H1")
    assert (running.status, running.pace) == (Status.OPEN, None)


def test_a_direction_asks_for_a_grade() -> None:
    """A rise is not enough by itself: the warning shows both figures and the way to settle it."""
    one = indicator("有较大提升", "ratio", unit="%", history="88 (2022)")
    result = evaluate(make_plan(one), form({"x": "90"}))
    assert codes(result) == ["grade_needed"]
    assert "原来88%，现在90%" in result.problems[0].message
    fallen = evaluate(make_plan(one), form({"x": "87"}))
    assert (fallen.verdicts[0].status, fallen.problems) == (Status.UNMET, ())


def test_a_grade_settles_a_direction_also_without_a_figure() -> None:
    """Qualitative work has no figure to report; the grade is the verdict and stands in the notes."""
    grade = Grade(GradeLevel.ACHIEVED, "示例甲", date(2024, 1, 10), "专家组意见", Decimal("0.92"))
    verdict = judge(indicator("有较大提升", "index", unit=""), Absence.UNREPORTED, grade=grade)
    assert (verdict.status, verdict.grade) == (Status.MET, grade)
    assert "由示例甲于2024-01-10评定为达成（92%）：专家组意见" in verdict.notes


def test_an_early_bad_grade_is_not_the_end() -> None:
    """Before the period is over only 达成 counts."""
    one = indicator("有较大提升", "ratio", unit="%", history="88 (2022)")
    grade = Grade(GradeLevel.MISSED, "示例甲", date(2023, 7, 10), "中期评估")
    assert judge(one, "87", "2023H1", grade=grade).status is Status.OPEN
    done = grade._replace(level=GradeLevel.ACHIEVED)
    assert judge(one, "90", "2023H1", grade=done).status is Status.MET


def test_every_year_better_is_measured_from_the_year_before() -> None:
    """逐年提高 looks at last year, not at the baseline's year or the one before the plan."""
    one = indicator("逐年提高", "ratio", unit="%", history="88 (2022)")
    assert base(judge(one, "90")).period.text == "2022"


@pytest.mark.parametrize(
    ("state", "level", "status", "overdue"),
    [
        ("done", GradeLevel.PARTLY, "in_progress", True),
        ("done", GradeLevel.MISSED, "in_progress", True),
        ("in_progress", GradeLevel.ACHIEVED, "done", False),
        ("not_started", GradeLevel.MISSED, "not_started", True),
        ("done", GradeLevel.ACHIEVED, "done", False),
    ],
)
def test_a_graded_task(state: str, level: GradeLevel, status: str, overdue: bool) -> None:
    """达成 is done; what was reported as done and graded less is still under way, and overdue when its day is past."""
    task = Task("t", "园区通过验收", Source("plan.yaml"), date(2023, 12, 31), reporters=("县科技局",))
    sent = form(tasks={"t": state})
    grade = Grade(level, "示例甲", date(2024, 1, 10), "现场查看")
    sent = sent._replace(tasks=tuple(each._replace(grade=grade) for each in sent.tasks))
    verdict = evaluate(make_plan(tasks=(task,)), sent).tasks[0]
    assert (verdict.status.value, verdict.overdue, verdict.grade) == (status, overdue, grade)


def test_the_worst_grade_of_several_counts() -> None:
    """Of two towns graded 达成 and 部分达成 the whole is 部分达成; one without a grade leaves it open."""
    one = indicator("有较大提升", "stock", unit="家", history="5 (2022)", reporters=("东镇", "西镇"))
    good = Grade(GradeLevel.ACHIEVED, "示例甲", date(2024, 1, 10), "达标")
    fair = good._replace(level=GradeLevel.PARTLY)
    east, west = (form({"x": "4"}, department=name, grade=each) for name, each in (("东镇", good), ("西镇", fair)))
    assert evaluate(make_plan(one), east, west).verdicts[0].status is Status.NEARLY
    ungraded = form({"x": "4"}, department="西镇")
    assert evaluate(make_plan(one), east, ungraded).verdicts[0].status is Status.TO_VERIFY


def revised(*changes: tuple[str, str | None], words: str = ">= 15 家") -> Indicator:
    """An indicator whose target was changed on some days."""
    return indicator(
        words,
        revised=tuple(
            Revision(target(text), text, date.fromisoformat(day) if day else None, "示例发〔2023〕8号")
            for text, day in changes
        ),
    )


def test_both_targets_are_kept_with_their_document() -> None:
    """The one in force judges; the other, its date and its document stand beside it."""
    verdict = judge(revised((">= 12 家", "2023-10-20")), "12")
    assert verdict.status is Status.MET
    found = demanded(verdict)
    assert found.original is not None
    assert (found.original[1], found.revision and found.revision.document) == (">= 15 家", "示例发〔2023〕8号")
    assert "原目标“15家以上”，调整为“12家以上”（2023-10-20，示例发〔2023〕8号）" in verdict.notes


def test_a_change_to_come_is_only_said() -> None:
    """Before its date the original target holds."""
    verdict = judge(revised((">= 12 家", "2023-10-20")), "10", "2023Q3")
    assert verdict.indicator.target is not None
    assert verdict.indicator.target.value == 15
    assert any("将调整为“12家以上”" in note for note in verdict.notes)


def test_the_newest_of_several_changes_holds() -> None:
    """By date, whatever their order in the file; one without a date is the oldest."""
    one = revised((">= 12 家", "2023-10-20"), (">= 14 家", None), (">= 13 家", "2023-05-01"))
    values = []
    for when, day in (("2023Q1", None), ("2023H1", None), ("2023", None), ("2023Q3", "2023-11-01")):
        wanted = judge(one, "10", when, as_of=day).indicator.target
        values.append(wanted and wanted.value)
    assert values == [14, 13, 12, 12]


def test_a_change_without_the_original_target_is_used_too() -> None:
    """A monitored indicator that was given a target later is judged from that day on."""
    one = replace(revised((">= 12 家", "2023-06-30")), target=None, target_text=None)
    assert judge(one, "12", "2023Q1").status is Status.MONITORED
    assert judge(one, "12").status is Status.MET


PERCENTS = st.decimals(min_value=1, max_value=99, places=1)
BASES = st.decimals(min_value=1, max_value=5000, places=0)


@given(PERCENTS, BASES, st.integers(min_value=1, max_value=5))
def test_a_derived_count_is_the_least_that_fulfils_the_words(percent: Decimal, start: Decimal, years: int) -> None:
    """Whole pieces change no verdict: one piece less would not be the growth that was asked for."""
    one = indicator(f"年均增长{percent}%以上", "stock", unit="家")
    assert one.target is not None
    found = derive(one, one.target, start, years)
    assert isinstance(found, Derived)
    exact, wanted = found.exact[0], found.target.value
    assert wanted is not None
    assert exact == start * (1 + percent / 100) ** years
    assert wanted == wanted.to_integral_value()
    assert wanted - 1 < exact <= wanted


@given(PERCENTS, BASES)
def test_growth_does_not_depend_on_the_unit(percent: Decimal, start: Decimal) -> None:
    """The same amount in 万元 and 亿元 grows to the same amount."""
    small, large = (indicator(f"增长{percent}%", unit=unit) for unit in ("万元", "亿元"))
    assert small.target is not None
    assert large.target is not None
    left, right = derive(small, small.target, start, 1), derive(large, large.target, start.scaleb(-4), 1)
    assert isinstance(left, Derived)
    assert isinstance(right, Derived)
    assert left.target.value is not None
    assert left.target.value.scaleb(-4) == right.target.value


@given(PERCENTS, BASES)
def test_a_rise_and_a_fall_are_mirror_images(percent: Decimal, start: Decimal) -> None:
    """增长 lies as far above the base as 下降 below it, and the demand points the other way."""
    up, down = (indicator(f"{word}{percent}%以上", unit="万元") for word in ("增长", "下降"))
    assert up.target is not None
    assert down.target is not None
    high, low = derive(up, up.target, start, 1), derive(down, down.target, start, 1)
    assert isinstance(high, Derived)
    assert isinstance(low, Derived)
    assert high.exact[0] - start == start - low.exact[0]
    assert (high.target.comparator, low.target.comparator) == (Comparator.AT_LEAST, Comparator.AT_MOST)


@pytest.mark.parametrize(
    ("name", "words", "reads"),
    [
        ("规上工业增加值", "增长6%以上", True),
        ("高新技术产业增加值增速", "6%以上", True),
        ("研发投入占比", "增长2%", False),
        ("科技进步贡献率", "增长2%", False),
        ("单位地区生产总值能耗降幅", "下降3%以上", True),
        ("单位地区生产总值能耗", "下降3%以上", False),
        ("规上工业增加值增速", "下降3%", False),
    ],
)
def test_percent_on_a_row_of_percent(name: str, words: str, reads: bool) -> None:
    """A rate of growth is compared with growth; a share, or a fall that may be written either way, is not guessed."""
    one = indicator(words, "ratio", unit="%", name=name)
    assert one.target is not None
    assert (unclear(one, one.target, words) is None) is reads


def test_the_base_of_half_a_year_is_the_same_half() -> None:
    """A milestone of 2023H1 比上年 is measured from 2022H1, lagged data from the year before their own."""
    one = indicator("比上年增长10%", unit="亿元")
    assert one.target is not None
    plan = period("2023")
    half = need_of(one, one.target, plan, period("2023H1"))
    assert not isinstance(half, Unclear)
    assert half.period.text == "2022H1"
    lagged = need_of(replace(one, data_year=-1), one.target, plan, plan)
    assert not isinstance(lagged, Unclear)
    assert lagged.period.text == "2021"


WORDS = st.sampled_from(
    [
        "比上年增长28%以上",
        "增长到2倍",
        "翻一番",
        "位次提升2位",
        "前三",
        "有较大提升",
        "不低于上年",
        "下降15%以上",
        "只减不增",
    ]
)
BETTER_LAST = [Status.UNMET, Status.OPEN, Status.ON_PACE, Status.TO_VERIFY, Status.NEARLY, Status.MET, Status.EXCEEDED]


@given(WORDS, st.integers(1, 60), st.integers(0, 90), st.integers(0, 90))
def test_a_better_figure_is_never_judged_worse(words: str, start: int, first: int, second: int) -> None:
    """Whatever the words: at the year's end more (of a rank and a fall: less) never stands lower."""
    rank = "位次" in words or words == "前三"
    one = indicator(words, "index" if rank else "stock", unit="位" if rank else "家", history=f"{start} (2022)")
    low, high = sorted([first, second], reverse=rank or words.startswith(("下降", "只减")))
    left, right = judge(one, str(low)), judge(one, str(high))
    assert left.status in BETTER_LAST
    assert BETTER_LAST.index(left.status) <= BETTER_LAST.index(right.status)
