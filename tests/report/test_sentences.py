"""One sentence per indicator, case by case, written by hand as a person would say it (示例数据)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from evaluate.support import evaluate, figure, form, indicator, make_plan, target

from sctarget.model.actual import Absence, DataState
from sctarget.model.grade import Grade, GradeLevel
from sctarget.model.plan import PaceMethod, Revision, Span
from sctarget.report.outlook import required_words
from sctarget.report.sentences import indicator_sentence


def sentence(
    demand: str | None,
    value: str | Absence,
    kind: str = "flow",
    *,
    when: str = "2023",
    over: str = "2023",
    as_of: str | None = None,
    said: dict[str, Any] | None = None,
    **keys: Any,
) -> str:
    """The sentence of one figure; ``keys`` go to the indicator, ``said`` to what the department answered."""
    one = indicator(demand, kind, **{"name": "省级平台", **keys})
    plan = make_plan(one, over=over)
    evaluation = evaluate(plan, form({one.id: value}, when, **(said or {})), as_of=as_of)
    return indicator_sentence(evaluation.verdicts[0], evaluation)


YEAR_END = [
    ("超额，当年量", (">= 8 项", "11"), {}, "省级平台11项，完成年度目标8项的137.5%，超出3项。"),
    ("超额，期末量", (">= 3 家", "4", "stock"), {}, "省级平台达到4家，比年度目标3家多1家。"),
    ("超额，比率", (">= 60 %", "61.2", "ratio"), {}, "省级平台达到61.2%，比年度目标60%高1.2个百分点。"),
    ("正好，当年量", (">= 2 个", "2"), {}, "省级平台2个，如数完成年度目标。"),
    ("正好，期末量", (">= 2 家", "2", "stock"), {}, "省级平台2家，正好达到年度目标。"),
    ("定值，正好", ("= 27 项", "27"), {}, "省级平台27项，如数完成年度目标。"),
    ("定值，多了", ("= 27 项", "29"), {}, "省级平台应为27项，实际为29项，完成率107.4%，比目标多2项，属基本完成。"),
    ("力争", (">= 3 家", "3", "stock"), {"stretch": True}, "省级平台3家，正好达到年度力争目标。"),
    (
        "基本完成",
        (">= 0.64 亿元", "0.61"),
        {},
        "省级平台应达到0.64亿元，实际为0.61亿元，完成率95.3%，尚差0.03亿元，属基本完成。",
    ),
    (
        "未完成",
        (">= 0.5 亿元", "0.43"),
        {},
        "省级平台应达到0.5亿元，实际为0.43亿元，完成率86.0%，尚差0.07亿元，未完成。",
    ),
    ("未完成，为零", (">= 1 个", "0"), {}, "省级平台应达到1个，实际为0个，尚差1个，未完成。"),
    ("未完成，比率", (">= 58 %", "57.2", "ratio"), {}, "省级平台应达到58%，实际为57.2%，尚差0.8个百分点，属基本完成。"),
    (
        "约束性",
        (">= 100 家", "95"),
        {"binding": True},
        "省级平台（约束性指标）应达到100家，实际为95家，完成率95.0%，尚差5家，未完成。",
    ),
    ("不含本数", ("> 23 家", "23"), {}, "省级平台应超过23家，实际为23家，目标不含本数，不算达到，属基本完成。"),
    (
        "差一点点",
        (">= 10000 家", "9996"),
        {},
        "省级平台应达到10000家，实际为9996家，完成率99.96%，尚差4家，属基本完成。",
    ),
    ("上限，控制住", ("<= 10 天", "8", "ratio"), {}, "省级平台为8天，控制在年度目标10天以内，低于上限2天。"),
    ("上限，正好", ("<= 10 天", "10", "ratio"), {}, "省级平台为10天，与上限持平，控制在目标以内。"),
    ("上限，超出", ("<= 10 天", "12", "ratio"), {}, "省级平台应控制在10天以内，实际为12天，超出上限2天，未完成。"),
    (
        "低于，等于上限",
        ("< 10 天", "10", "ratio"),
        {},
        "省级平台应低于10天，实际为10天，等于上限，不算达到，属基本完成。",
    ),
    ("低于，做到", ("< 10 天", "9", "ratio"), {}, "省级平台为9天，低于年度目标10天。"),
    ("区间，在内", ("40~60 %", "55", "ratio"), {}, "省级平台为55%，在目标40%～60%之间。"),
    ("区间，偏低", ("40~60 %", "35", "ratio"), {}, "省级平台应在40%～60%之间，实际为35%，低于下限5个百分点，未完成。"),
    ("左右，在内", ("= 100 家左右", "97"), {}, "省级平台为97家，在目标100家左右的允许范围内。"),
    (
        "保持，做到",
        (">= 200 人", "212", "stock"),
        {"hold": True},
        "省级平台为212人，符合保持在200人以上的要求，超出12人。",
    ),
    (
        "保持，跌破",
        (">= 200 人", "190", "stock"),
        {"hold": True},
        "省级平台应保持在200人以上，现为190人，尚差10人，基本完成。",
    ),
    ("目标为零", (">= 0 亿元", "1.2"), {}, "省级平台1.2亿元，比年度目标0亿元多1.2亿元。"),
    ("当年的比率", (">= 6 %", "7.2"), {}, "省级平台7.2%，比年度目标6%多1.2个百分点。"),
    (
        "有期限",
        (">= 8 项", "6"),
        {"by": "2023-09-30"},
        "省级平台应于9月30日前达到8项，实际为6项，完成率75.0%，尚差2项，未完成。",
    ),
    ("监测", (None, "1574"), {"unit": "件"}, "省级平台1574件。"),
    ("名称以数字结尾", (None, "5"), {"unit": "家", "name": "示例指标3"}, "示例指标3为5家。"),
    ("滞后数据", (">= 2 家", "2", "stock"), {"data_year": -1}, "省级平台（2022年数据）2家，正好达到年度目标。"),
]


@pytest.mark.parametrize(("figures", "keys", "expected"), [case[1:] for case in YEAR_END], ids=[c[0] for c in YEAR_END])
def test_at_the_end_of_the_year(figures: tuple[Any, ...], keys: dict[str, Any], expected: str) -> None:
    """What is met, exactly met, exceeded, nearly met, missed, limited, held and watched reads each in its own way."""
    assert sentence(*figures, **keys) == expected


COMPARED = [
    ("比上年，率", (">= 1 亿元", "1.2"), "1", "比上年增长20.0%"),
    ("比上年，降", (">= 1 亿元", "1.2"), "1.5", "比上年下降20.0%"),
    ("比上年，件数少", (">= 3 家", "4", "stock"), "2", "比上年增加2家"),
    ("比上年，件数多", (">= 30 件", "26", "stock"), "23", "比上年增长13.0%"),
    ("比上年，百分点", (">= 1 %", "2.65", "ratio"), "2.56", "比上年提高0.09个百分点"),
    ("比上年，没变", (">= 3 家", "4", "stock"), "4", "与上年持平"),
    ("比上年，从零", (">= 1 亿元", "1.2"), "0", "比上年增加1.2亿元"),
]


@pytest.mark.parametrize(("figures", "last", "expected"), [case[1:] for case in COMPARED], ids=[c[0] for c in COMPARED])
def test_beside_last_year(figures: tuple[Any, ...], last: str, expected: str) -> None:
    """A growth rate for sums and large counts, a difference for a few pieces, points for percentages."""
    assert expected in sentence(*figures, said={"last_year": Decimal(last)})


def test_no_growth_after_a_negative_year() -> None:
    """From a loss no growth rate can be told; nothing is said rather than something false."""
    assert "上年" not in sentence(">= 1 亿元", "1.2", said={"last_year": Decimal("-0.3")})


PLAN_YEARS = {"when": "2023", "over": "2022-2025", "as_of": "2023-12-31"}
RUNNING = [
    (
        "达到序时",
        (">= 30 项", "24"),
        {"when": "2023Q3", "as_of": "2023-09-30"},
        "省级平台24项，完成全年目标30项的80.0%，比序时进度超前5.0个百分点，尚差6项。",
    ),
    (
        "滞后",
        (">= 5600 万元", "3920"),
        {"when": "2023Q3", "as_of": "2023-09-30"},
        "省级平台3920万元，完成全年目标5600万元的70.0%，比序时进度落后5.0个百分点，在允许范围内，尚差1680万元。",
    ),
    (
        "严重滞后",
        (">= 5600 万元", "2310"),
        {"when": "2023Q3", "as_of": "2023-09-30"},
        (
            "省级平台2310万元，完成全年目标5600万元的41.2%，比序时进度落后33.8个百分点（应达4200万元），"
            "尚差3290万元，进度严重滞后。"
        ),
    ),
    ("已经完成", (">= 10 个", "10"), {"when": "2023Q3", "as_of": "2023-09-30"}, "省级平台10个，已如数完成全年目标。"),
    (
        "提前超额",
        (">= 10 项", "11"),
        {"when": "2023Q3", "as_of": "2023-09-30"},
        "省级平台11项，已完成全年目标10项的110.0%，超出1项。",
    ),
    (
        "还没有",
        (">= 1 家", "0"),
        {"when": "2023H1", "as_of": "2023-06-30"},
        "省级平台目前为0家，全年目标为1家，按序时进度应达数还不足1家，尚差1家。",
    ),
    (
        "后期集中，还不要求",
        (">= 10 家", "6"),
        {"when": "2023Q3", "as_of": "2023-09-30", "pace": PaceMethod.BACK_LOADED},
        "省级平台6家，完成全年目标10家的60.0%，计划集中在后期完成，目前还没有应达数，尚差4家。",
    ),
    (
        "没有基期",
        (">= 70 家", "58", "stock"),
        {"when": "2023Q3", "as_of": "2023-09-30"},
        "省级平台为58家，没有基期数，不比序时进度，距全年目标70家尚差12家。",
    ),
    (
        "不计序时",
        (">= 3 个", "1"),
        {"when": "2023H1", "as_of": "2023-06-30", "pace": PaceMethod.NONE},
        "省级平台1个，完成全年目标3个的33.3%，按计划不比序时进度，尚差2个。",
    ),
    (
        "多年，水平",
        (">= 65 %", "60", "ratio"),
        {**PLAN_YEARS, "baseline": "55.4 (2020)"},
        (
            "省级平台为60%，比2020年的55.4%提高4.6个百分点，完成增量目标的47.9%，比序时进度落后12.1个百分点（应达61.2%），"
            "距2025年目标65%尚差5个百分点，进度滞后。"
        ),
    ),
    (
        "多年，低于基期",
        (">= 80 %", "77.1", "ratio"),
        {**PLAN_YEARS, "baseline": "77.8 (2020)", "data_year": -1},
        (
            "省级平台（2022年数据）为77.1%，比2020年的77.8%下降0.7个百分点，按序时进度应达78.9%，距2025年目标80%尚差2.9个百分点，"
            "进度严重滞后。"
        ),
    ),
    (
        "多年，累计",
        (">= 5 个", "2"),
        {**PLAN_YEARS, "span": Span.PLAN},
        "省级平台累计2个，完成2025年目标5个的40.0%，已达到按序时进度应有的整数，尚差3个。",
    ),
    (
        "多年，当年数",
        (">= 6 亿元", "5.1"),
        {**PLAN_YEARS, "baseline": "4 (2021)"},
        (
            "省级平台2023年完成5.1亿元，比2021年的4亿元增长27.5%，完成增量目标的55.0%，比序时进度超前5.0个百分点，"
            "距2025年目标6亿元尚差0.9亿元。"
        ),
    ),
    (
        "阶段目标",
        (">= 23 家", "18", "stock"),
        {**PLAN_YEARS, "baseline": "13 (2021)", "milestones": {"2023": ">= 17 家"}},
        (
            "省级平台为18家，比2021年的13家增加5家，完成增量目标的50.0%，比序时进度超前10.0个百分点，距2025年目标23家尚差5家，"
            "2023年阶段目标“17家以上”已超额完成。"
        ),
    ),
    (
        "上限，用掉多少",
        ("<= 100 万元", "40"),
        {"when": "2023H1", "as_of": "2023-06-30"},
        "省级平台已用40万元，比序时进度少用10.0个百分点，距全年目标100万元的上限还有60万元。",
    ),
    (
        "上限，已突破",
        ("<= 100 万元", "120"),
        {"when": "2023H1", "as_of": "2023-06-30"},
        "省级平台应控制在100万元以内，实际为120万元，超出上限20万元，未完成。",
    ),
]


@pytest.mark.parametrize(("figures", "keys", "expected"), [case[1:] for case in RUNNING], ids=[c[0] for c in RUNNING])
def test_while_the_period_runs(figures: tuple[Any, ...], keys: dict[str, Any], expected: str) -> None:
    """Pace, what is still missing and from which baseline; a whole-year target is called 全年目标."""
    assert sentence(*figures, **keys) == expected


def test_figures_that_are_not_final_say_so() -> None:
    """预计 stands in front of the figure, 快报 and 待确认 behind it."""
    assert sentence(">= 200 万元", "212.5", said={"state": DataState.ESTIMATE, "provisional": True}) == (
        "省级平台预计212.5万元，为年度目标200万元的106.2%，超出12.5万元。"
    )
    assert sentence(">= 0.5 亿元", "0.43", said={"state": DataState.ESTIMATE, "provisional": True}) == (
        "省级平台应达到0.5亿元，预计为0.43亿元，完成率86.0%，尚差0.07亿元，未完成。"
    )
    assert "省级平台0.1842亿元（快报数）" in sentence(
        ">= 0.18 亿元", "0.1842", said={"state": DataState.FLASH, "provisional": True}
    )
    assert "省级平台19家（待确认）" in sentence(">= 16 家", "19", said={"provisional": True})


def test_without_a_figure_the_reason_is_said() -> None:
    """Unreported, unpublished, not applicable and to be verified are four things, and none of them is zero."""
    assert sentence(">= 1 个", Absence.UNPUBLISHED) == "省级平台应达到1个，统计数据尚未公布，公布后再作判定。"
    assert sentence("<= 5 天", Absence.NOT_APPLICABLE) == "省级平台应控制在5天以内，县科技局报为不涉及，未作判定。"
    assert sentence(None, Absence.UNPUBLISHED, unit="%") == "省级平台尚未出数。"


def test_what_was_typed_is_quoted() -> None:
    """The department's own cell stands in the sentence, so that everybody knows what to ask."""
    one = indicator(">= 10 项", name="专利转化项目")
    plan = make_plan(one)
    for typed, absence, expected in (
        ("6+1", Absence.TO_VERIFY, "专利转化项目应达到10项，县科技局填报“6+1”，待核实，暂不采用，未作判定。"),
        ("无", Absence.UNREPORTED, "专利转化项目应达到10项，县科技局填报“无”，按未报送处理，未作判定。"),
    ):
        returned = form({one.id: absence})
        cell = figure(one.id, absence)
        source = type(cell.source)("县科技局.xlsx", "填报表", "H7", raw=typed)
        answered = type(cell)(one.id, cell.department, cell.period, absence, source)
        evaluation = evaluate(plan, returned._replace(figures=(answered,)))
        assert indicator_sentence(evaluation.verdicts[0], evaluation) == expected


def test_a_department_that_sent_nothing_is_named() -> None:
    """Who has not returned the form, and the newest older figure beside it."""
    one, other = indicator(">= 10 项", name="新品种", reporters=("县农业农村局",)), indicator(key="y")
    plan = make_plan(one, other)
    evaluation = evaluate(
        plan, form({"y": "12"}, "2023Q3"), form({"x": "5"}, "2023H1", "县农业农村局"), as_of="2023-09-30"
    )
    assert indicator_sentence(evaluation.verdicts[0], evaluation) == (
        "新品种应达到10项，县农业农村局没有交2023年三季度填报表，最近一期（2023年上半年）为5项，未作判定。"
    )


GRADE = Grade(GradeLevel.PARTLY, "示例甲", date(2024, 1, 10), "专家组意见")
CHANGING = [
    (
        "增长，推算",
        ("比上年增长28%以上", "29"),
        {"unit": "件", "history": "23 (2022)"},
        {},
        "省级平台应达到30件（比上年增长28%以上），实际为29件，比上年增长26.1%，完成率96.7%，尚差1件，属基本完成。",
    ),
    (
        "增长，正好",
        ("比上年增长28%以上", "30"),
        {"unit": "件", "history": "23 (2022)"},
        {},
        "省级平台30件，如数完成年度目标30件（比上年增长28%以上），比上年增长30.4%。",
    ),
    (
        "增长，件数不多的也说率",
        ("比上年增长50%以上", "12"),
        {"unit": "件", "history": "8 (2022)"},
        {},
        "省级平台12件，如数完成年度目标12件（比上年增长50%以上），比上年增长50.0%。",
    ),
    (
        "下降，单耗也说率",
        ("比上年下降3%以上", "0.53", "ratio"),
        {"unit": "吨标准煤/万元", "history": "0.55 (2022)"},
        {},
        (
            "省级平台为0.53吨标准煤/万元，控制在年度目标0.5335吨标准煤/万元（比上年下降3%以上）以内，"
            "低于上限0.0035吨标准煤/万元，比上年下降3.6%。"
        ),
    ),
    (
        "增长，超额",
        ("比上年增长28%以上", "33"),
        {"unit": "件", "history": "23 (2022)"},
        {},
        "省级平台33件，完成年度目标30件（比上年增长28%以上）的110.0%，超出3件，比上年增长43.5%。",
    ),
    (
        "增速比增速",
        ("增长6%以上", "7.2", "ratio"),
        {"unit": "%", "name": "工业增加值增速"},
        {},
        "工业增加值增速达到7.2%，比年度目标6%高1.2个百分点。",
    ),
    (
        "推算不出",
        ("比上年增长12%以上", "1.2"),
        {"unit": "亿元"},
        {},
        None,
    ),
    (
        "方向，没有提升",
        ("有较大提升", "88", "ratio"),
        {"unit": "%", "history": "88 (2022)"},
        {},
        "省级平台为88%，与2022年持平，目标为“有较大提升”，未完成。",
    ),
    (
        "方向，等人评定",
        ("有较大提升", "90", "ratio"),
        {"unit": "%", "history": "88 (2022)"},
        {},
        "省级平台为90%，比2022年提高2个百分点，目标为“有较大提升”，待人工核定。",
    ),
    (
        "方向，评定了",
        ("有较大提升", "90", "ratio"),
        {"unit": "%", "history": "88 (2022)"},
        {"grade": GRADE},
        "省级平台为90%，比2022年提高2个百分点，目标为“有较大提升”，经评定部分达成。",
    ),
    (
        "方向，没有数也评定了",
        ("有较大提升", Absence.UNREPORTED, "index"),
        {"unit": ""},
        {"grade": GRADE},
        "省级平台目标为“有较大提升”，经评定部分达成。",
    ),
    ("位次，没达到", ("前三", "5", "index"), {}, {}, "省级平台目标为“前三”，实际列第5位，相差2位，未完成。"),
    ("位次，达到", ("前三", "2", "index"), {}, {}, "省级平台列第2位，达到“前三”的目标。"),
]


@pytest.mark.parametrize(
    ("figures", "keys", "said", "expected"), [case[1:] for case in CHANGING], ids=[case[0] for case in CHANGING]
)
def test_targets_that_speak_of_change(
    figures: tuple[Any, ...], keys: dict[str, Any], said: dict[str, Any], expected: str | None
) -> None:
    """The figure that was worked out beside the plan's own words; directions and ranks without a rate."""
    if "history" in keys and "提升" not in figures[0]:
        said = {**said, "last_year": Decimal(keys["history"].split()[0])}
    made = sentence(*figures, said=said, **keys)
    if expected is None:
        assert made.startswith("省级平台为1.2亿元，目标为“比上年增长12%以上”，")
        assert made.endswith("待人工核定。")
    else:
        assert made == expected


def test_a_changed_target_stands_beside_the_one_it_replaced() -> None:
    """Judged by the one in force; the reader sees both."""
    changed = (Revision(target(">= 12 家"), "12家以上", date(2023, 10, 20), "示例发〔2023〕8号"),)
    assert sentence(">= 15 家", "11", revised=changed) == (
        "省级平台应达到12家（原目标15家以上），实际为11家，完成率91.7%，尚差1家，属基本完成。"
    )
    assert sentence(">= 15 家", "12", revised=changed) == (
        "省级平台12家，如数完成调整后的年度目标12家（原目标15家以上）。"
    )


def test_what_a_formula_waits_for() -> None:
    """Nobody is blamed for leaving the row of a formula blank: the sentence names the input that is lacking."""
    share = indicator(">= 1.7 %", "ratio", name="研发投入强度", formula="rd / gdp * 100")
    inputs = [indicator(None, key=key, name=name, role="input") for key, name in (("rd", "研发"), ("gdp", "产值"))]
    result = evaluate(make_plan(share, *inputs), form({"rd": "3", "x": Absence.UNREPORTED}))
    assert indicator_sentence(result.verdicts[0], result) == (
        "研发投入强度应达到1.7%，按公式算不出：“产值”未报送（县科技局），未作判定。"
    )


def test_a_plan_of_half_a_year_has_no_annual_target() -> None:
    """The words fit the plan: neither 年度 nor 全年."""
    assert sentence(">= 8 项", "11", over="2023H2", when="2023H2") == "省级平台11项，完成目标8项的137.5%，超出3项。"


def test_of_a_single_year_there_is_no_average() -> None:
    """前1年提高, not 前1年年均提高; of the years that are left there is one."""
    one = indicator(">= 65 %", "ratio", baseline="55.4 (2021)")
    evaluation = evaluate(make_plan(one, over="2022-2025"), form({one.id: "57"}, "2022"), as_of="2022-12-31")
    assert required_words(evaluation.verdicts[0], evaluation.plan) == (
        "前1年提高1.6个百分点，剩余3年需年均提高2.67个百分点"
    )
    later = evaluate(make_plan(one, over="2022-2025"), form({one.id: "61.4"}, "2024"), as_of="2024-12-31")
    assert required_words(later.verdicts[0], later.plan) == "前3年年均提高2个百分点，剩余1年需提高3.6个百分点"
