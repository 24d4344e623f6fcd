"""The lines of an explanation: the arithmetic with its numbers, the rule that decided and its section."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import evaluate, form, indicator, make_plan, period
from rich.cells import cell_len

from sctarget.cli.inputs import collected
from sctarget.evaluate.assess import assess
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState
from sctarget.model.grade import Grade, GradeLevel
from sctarget.model.plan import DEFAULT_RULES, PaceMethod, Task
from sctarget.model.source import Source
from sctarget.readers.plan_yaml import read_plan
from sctarget.report.explanation import explain_indicator, explain_task
from sctarget.report.figures import completion_words
from sctarget.report.words import STATUS_WORDS, TASK_WORDS
from sctarget.writers.explanation_text import render_explanation, render_explanation_markdown

if TYPE_CHECKING:
    from sctarget.model.plan import Indicator, Rules

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.yaml"))


def explained(
    one: Indicator,
    value: str | Absence,
    when: str = "2023",
    *,
    over: str = "2023",
    rules: Rules | None = None,
    **keys: Any,
) -> dict[str, list[str]]:
    """The parts of the explanation of one figure."""
    plan = make_plan(one, over=over, rules=rules)
    forms = [form({one.id: value}, when, **keys)]
    evaluation = evaluate(plan, *forms)
    found = explain_indicator(evaluation.verdicts[0], evaluation, forms)
    return {section.title: list(section.lines) for section in found.sections}


@pytest.mark.parametrize(
    ("demand", "value", "line"),
    [
        (">= 1.17 亿元", "1.32", "完成率 = 实际 ÷ 目标 = 1.32 ÷ 1.17 = 112.8%（精确值 1.128205128205…）"),
        (">= 1.8 %", "1.7993", "完成率 = 实际 ÷ 目标 = 1.7993 ÷ 1.8 = 99.96%（精确值 0.999611111111…）"),
        ("<= 20 天", "25", "完成率 = 目标 ÷ 实际 = 20 ÷ 25 = 80.0%（精确值 0.8）"),
        ("40~60 %", "36", "完成率 = 实际 ÷ 下限 = 36 ÷ 40 = 90.0%（精确值 0.9）"),
        ("40~60 %", "75", "完成率 = 上限 ÷ 实际 = 60 ÷ 75 = 80.0%（精确值 0.8）"),
        ("40~60 %", "50", "完成率：实际在区间之内，按 100%"),
        ("<= 0 起", "1", "完成率：不计算（目标不大于 0）"),
        ("<= 5 起", "0", "完成率：不计算（实际为 0，不能作除数）"),
    ],
)
def test_completion_with_its_numbers(demand: str, value: str, line: str) -> None:
    """Whoever checks with a calculator finds every number of the quotient."""
    assert line in explained(indicator(demand, "stock"), value)["计算"]


def test_the_other_formula_for_limits() -> None:
    """rules.inverse 2-A/T is written out as it was computed."""
    lines = explained(indicator("<= 20 天", "stock"), "25", rules=DEFAULT_RULES._replace(inverse="2-A/T"))["计算"]
    assert "完成率 = 2 － 实际 ÷ 目标 = 2 － 25 ÷ 20 = 75.0%（精确值 0.75）" in lines


@pytest.mark.parametrize(
    ("demand", "baseline", "value", "line"),
    [
        (">= 65 %", "55.4 (2020)", "60", "= (60 － 55.4) ÷ (65 － 55.4) = 47.9%（精确值 0.479166666666…）"),
        ("<= 10 天", "30 (2022)", "12", "= (12 － 30) ÷ (10 － 30) = 90.0%（精确值 0.9）"),
        ("40~60 %", "20 (2022)", "35", "= (20 － 5) ÷ 20 = 75.0%（精确值 0.75）"),
        (">= 200 人", "200 (2022)", "198", "增量完成率：不计算（基期 200 已达到目标）"),
    ],
)
def test_progress_with_its_numbers(demand: str, baseline: str, value: str, line: str) -> None:
    """增量完成率 is shown beside 完成率 and never mixed up with it."""
    lines = explained(indicator(demand, "ratio", baseline=baseline), value)["计算"]
    assert any(each.startswith("增量完成率") and each.endswith(line) for each in lines), lines


def test_the_difference() -> None:
    """Signed gap and what is missing, percentages in points."""
    lines = explained(indicator(">= 60 %", "ratio"), "58.5")["计算"]
    assert "差额 = 实际 － 目标 = 58.5 － 60 = -1.5个百分点（尚差1.5个百分点）" in lines
    assert "尚差 = 1.5个百分点" in lines


@pytest.mark.parametrize(
    ("value", "line", "rule"),
    [
        ("45", "落后 = 应有进度 － 实际进度 = 50% － 45% = 5 个百分点", "落后 5 个百分点，不超过 5 个"),
        (
            "44.9",
            "落后 = 应有进度 － 实际进度 = 50% － 44.9% = 5.1 个百分点",
            "落后 5.1 个百分点，超过 5 个，不超过 20 个",
        ),
        ("29", "落后 = 应有进度 － 实际进度 = 50% － 29% = 21 个百分点", "落后 21 个百分点，超过 20 个"),
        ("55", "超前 = 实际进度 － 应有进度 = 55% － 50% = 5 个百分点", "超前 5 个百分点，没有落后"),
    ],
)
def test_pace_with_its_numbers(value: str, line: str, rule: str) -> None:
    """The expected share, the share done, the difference, and the threshold that it met."""
    parts = explained(indicator(">= 100 万元"), value, "2023H1")
    assert line in parts["序时进度"]
    assert any("已过6个月（共12个月）" in each for each in parts["序时进度"])
    assert any(each.startswith(rule) and "第5.5条" in each for each in parts["依据"]), parts["依据"]


def test_a_limit_that_is_used_up() -> None:
    """For a limit of the year more than expected is 多用."""
    parts = explained(indicator("<= 100 万元"), "60", "2023H1")
    assert "多用 = 实际进度 － 应有进度 = 60% － 50% = 10 个百分点" in parts["序时进度"]


@pytest.mark.parametrize(
    ("figure", "value", "when", "why", "section"),
    [
        ((">= 10 家", "flow", {}), "9", "2023", "完成率 90.0% ≥ 90.0%；没有基期，不看增量完成率", ""),
        ((">= 10 家", "flow", {"binding": True}), "9", "2023", "约束性指标，不适用基本完成", "第4节"),
        ((">= 10 家", "flow", {}), "8", "2023", "完成率 80.0% ＜ 90.0%，不够基本完成", ""),
        ((">= 60 %", "ratio", {"baseline": "50 (2022)"}), "58", "2023", "但增量完成率 80.0% 不在基本完成的范围", ""),
        ((">= 60 %", "ratio", {"baseline": "50 (2022)"}), "59", "2023", "增量完成率 90.0% ≥ 90.0%，不比基期差", ""),
        ((">= 100 家", "stock", {"baseline": "120 (2022)"}), "95", "2023", "但比基期 120 还差", ""),
        (("= 10 家", "stock", {}), "12", "2023", "但与目标相差超过 10.0%", "第4.5条"),
        (("<= 0 起", "flow", {}), "1", "2023", "没有完成率，不能算基本完成", ""),
        ((">= 10 家", "flow", {}), "11", "2023H1", "比目标更好；提前达到，当时就算", "第4.2条"),
        ((">= 200 人", "stock", {"hold": True}), "200", "2023H1", "正好等于目标；“保持”类守住了", "第4.4条"),
        ((">= 200 人", "stock", {"hold": True}), "199", "2023H1", "“保持”类每个日期都要站得住", "第4.4条"),
        (("<= 10 起", "flow", {}), "11", "2023H1", "已经超过上限，当年量降不回来", "第4.3条"),
        (("<= 10 天", "stock", {}), "8", "2023H1", "在限内，期满才算完成", "第4.2条"),
        ((">= 1 家", "flow", {}), "0", "2023Q3", "落后 75 个百分点，但按件数，应达 0.75 的整数", "第5.6条"),
        ((">= 26 家", "stock", {"over": "2022-2025"}), "10", "2023", "没有基期，推算不出应有进度", "第5.2条"),
        (
            (">= 6 亿元", "flow", {"over": "2022-2025", "baseline": "4 (2021)"}),
            "5",
            "2023H1",
            "当年数年中推算不出",
            "第5.3条",
        ),
        (
            (">= 100 万元", "flow", {"pace": PaceMethod.NONE}),
            "1",
            "2023H1",
            "计划写明不按序时推算（pace: none）",
            "第5.4条",
        ),
        (("40~60 %", "ratio", {}), "50", "2023", "在区间之内", ""),
    ],
)
def test_the_rule_that_decided(
    figure: tuple[str, str, dict[str, Any]], value: str, when: str, why: str, section: str
) -> None:
    """The condition that made the status what it is stands there with its numbers and the section of the manual."""
    demand, kind, keys = figure
    over = keys.get("over", "2023")
    one = indicator(demand, kind, **{key: each for key, each in keys.items() if key != "over"})
    ruled = "；".join(explained(one, value, when, over=over)["依据"])
    assert why in ruled
    assert section in ruled.partition(why)[2].partition("；")[0]


@pytest.mark.parametrize(
    ("absence", "word"),
    [
        (Absence.UNPUBLISHED, "数据部门还没有公布"),
        (Absence.TO_VERIFY, "核实以前不作判定"),
        (Absence.UNREPORTED, "没有当期的数"),
    ],
)
def test_why_there_is_no_verdict(absence: Absence, word: str) -> None:
    """No figure: no arithmetic, and the reason in words."""
    parts = explained(indicator(), absence)
    assert "计算" not in parts
    assert any(word in line for line in parts["依据"])


def test_target_in_another_unit() -> None:
    """1800万元 in an 亿元 row: the conversion is a line of its own."""
    lines = explained(indicator(">= 1800 万元", unit="亿元"), "0.18")["目标"]
    assert "换算：1800万元 = 0.18亿元" in lines


def test_traits_of_an_indicator() -> None:
    """What judging depends on stands with the target: kind, binding, lag, baseline, place in the document."""
    one = indicator(
        ">= 1.8 %", "ratio", baseline="1.2 (2020)", data_year=-1, binding=True, at=("预期指标第2条",), quote="达到1.8%"
    )
    lines = explained(one, "1.5", over="2022-2025")["目标"]
    assert "类型：比率，约束性指标，期限2025年12月31日" in lines
    assert "基期：1.2%（2020年）" in lines
    assert "数据年份：N年填报的是N-1年的数" in lines
    assert "文件里的位置：预期指标第2条" in lines
    assert "引文：“达到1.8%”" in lines
    assert "计划文件：plan.yaml:12:5" in lines


def test_a_provisional_figure_says_why() -> None:
    """预计 is one reason, a warning another."""
    assert (
        "这是暂定数：数据状态是预计（docs/judging.md 第7.7条）"
        in explained(indicator(), "12", state=DataState.ESTIMATE)["结论"]
    )
    assert any("带警告采用" in line for line in explained(indicator(), "12", provisional=True)["结论"])


def test_milestone_in_figures() -> None:
    """The year's interim target with its own comparison and status."""
    one = indicator(">= 60 %", "ratio", baseline="50 (2021)", milestones={"2023": ">= 58 %"})
    lines = explained(one, "57", over="2022-2025")["阶段目标"]
    assert lines[1] == "要求 ≥ 58%，实际 57，差额 -1个百分点，没有达到"
    assert lines[2] == "阶段结论：未完成（docs/judging.md 第6节）"


def test_the_parts_of_a_sum_and_what_was_not_used() -> None:
    """Each department's cell, the sum, and earlier periods apart from them."""
    one = indicator(reporters=("甲局", "乙局"))
    forms = [
        form({"x": "5"}, department="甲局"),
        form({"x": "7"}, department="乙局"),
        form({"x": "2"}, "2023H1", department="甲局"),
    ]
    evaluation = evaluate(make_plan(one), *forms)
    lines = dict(explain_indicator(evaluation.verdicts[0], evaluation, forms).sections)["实际数"]
    assert "甲局 2023年：甲局_2023.xlsx [填报表!H7]" in lines
    assert "乙局 2023年：乙局_2023.xlsx [填报表!H7]" in lines
    assert "以上合成一个数：12家（docs/judging.md 第7.5条）" in lines
    assert "往期：2023年上半年 甲局，读作2家（甲局_2023H1.xlsx [填报表!H7]）" in lines


def test_nobody_returned_a_form() -> None:
    """Who owes the figure stands where the cells would be."""
    plan = make_plan(indicator())
    evaluation = assess(plan, (), date(2023, 12, 31))
    found = dict(explain_indicator(evaluation.verdicts[0], evaluation).sections)
    assert found["实际数"] == ("没有收到县科技局当期的填报表",)


def test_two_different_returns_of_one_department() -> None:
    """Both cells are shown as not used, with the reason."""
    forms = [form({"x": "5"}, file="一.xlsx"), form({"x": "7"}, file="二.xlsx")]
    evaluation = evaluate(make_plan(indicator()), *forms)
    found = dict(explain_indicator(evaluation.verdicts[0], evaluation, forms).sections)
    assert found["实际数"] == (
        "没有采用：2023年 县科技局，读作5家（一.xlsx [填报表!H7]）",
        "没有采用：2023年 县科技局，读作7家（二.xlsx [填报表!H7]）",
    )
    assert any("[conflict]" in line for line in found["读数时的处理"])


def test_a_late_task_of_two_departments() -> None:
    """The least advanced counts, and the deadline has passed."""
    task = Task(
        "park", "园区验收", Source("plan.yaml", line=30, column=5), date(2023, 12, 31), reporters=("甲局", "乙局")
    )
    forms = [form(tasks={"park": "done"}, department="甲局"), form(tasks={"park": "in_progress"}, department="乙局")]
    evaluation = evaluate(make_plan(tasks=(task,)), *forms)
    found = dict(explain_task(evaluation.tasks[0], evaluation, forms).sections)
    assert found["结论"] == ("截至2023年12月31日：推进中，逾期",)
    assert found["依据"][0] == "由2个单位报，按进展最慢的算（docs/judging.md 第7.8条）"
    assert "到期没有完成，逾期" in found["依据"][1]


def test_odd_texts_stay_one_line() -> None:
    """Line feeds and control characters of people do not break the page; Markdown marks are escaped."""
    one = indicator(definition="第一行\n第二行\x1b[31m <b>")
    forms = [form({"x": "12"})]
    forms[0] = forms[0]._replace(
        figures=tuple(replace(each, source=replace(each.source, raw="a|b\n*c*")) for each in forms[0].figures)
    )
    evaluation = evaluate(make_plan(one), *forms)
    found = explain_indicator(evaluation.verdicts[0], evaluation, forms)
    text, marked = render_explanation(found, 80), render_explanation_markdown(found)
    assert "\x1b" not in text + marked
    assert "口径：第一行\\n第二行" in text
    assert "\\<b\\>" in marked
    assert "a\\|b" in marked


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("width", [40, 80])
def test_every_item_of_the_examples(path: Path, width: int) -> None:
    """Each indicator and task of each example, at three days: its status is named at the end, its rate is the table's,
    no line is wider than the screen, and an old Windows console can print it."""
    plan = read_plan(path).value
    assert plan is not None
    returned = collected(plan, [path.parent / "actuals"], path)
    for day in (plan.period.end, date(plan.period.start.year, 6, 30), None):
        evaluation = assess(plan, returned.value, day, returned.problems)
        for verdict in evaluation.verdicts:
            found = explain_indicator(verdict, evaluation, returned.value)
            parts = dict(found.sections)
            ruled = " ".join(parts["依据"])
            assert STATUS_WORDS[verdict.status] in ruled
            rate = completion_words(verdict, plan.rules)
            if rate:
                assert rate in " ".join(parts["计算"])
            text = render_explanation(found, width)
            assert max(map(cell_len, text.splitlines())) <= width
            assert not re.search(r"None|Fraction|Decimal\(", text)
            assert text.encode("gbk").decode("gbk") == text
        for task in evaluation.tasks:
            text = render_explanation(explain_task(task, evaluation, returned.value), width)
            assert TASK_WORDS[task.status] in text
            assert max(map(cell_len, text.splitlines())) <= width


def test_what_the_period_is_for() -> None:
    """A figure older than the judged period is not used; the explanation of an absence says which rule holds."""
    one = indicator()
    forms = [form({"x": "9"}, "2023H1")]
    evaluation = evaluate(make_plan(one), *forms, as_of="2023-12-31")
    verdict = evaluation.verdicts[0]
    assert verdict.status is Status.UNREPORTED
    found = dict(explain_indicator(verdict, evaluation, forms).sections)
    assert "期满后只用期末的数，更早的不代替（docs/judging.md 第4.6条）" in found["依据"]
    assert period("2023H1").chinese in " ".join(found["实际数"])
    assert Decimal(9) in [each.value for each in forms[0].figures]


def test_a_derived_target_is_followed_step_by_step() -> None:
    """Words, base with its place, arithmetic, whole pieces, what is demanded; nothing of it is said twice."""
    one = indicator("比上年增长28%以上", unit="件", history="23 (2022)")
    parts = explained(one, "29")
    assert "目标推算：2022年23件（计划里的历史数） × (1 ＋ 28%) ＝ 29.44件，取整为30件" in parts["目标"]
    assert "要求：30件以上（≥，含本数）" in parts["目标"]
    assert "完成率 = 实际 ÷ 目标 = 29 ÷ 30 = 96.7%（精确值 0.966666666666…）" in parts["计算"]
    assert not any("目标推算" in line for line in parts.get("说明", []))


def test_a_target_without_a_base_says_so_and_nothing_else() -> None:
    """No arithmetic is shown where there was none."""
    parts = explained(indicator("比上年增长28%以上", unit="件"), "29")
    assert any("没有找到这个数" in line for line in parts["目标"])
    assert parts["依据"] == ["目标算不出数，不作判定：待核实（docs/judging.md 第8.1条）"]
    assert "计算" not in parts


@pytest.mark.parametrize(
    ("value", "line", "end"),
    [
        ("90", "原来 88%，现在 90%：上升（docs/judging.md 第8.6条）", "待核实"),
        ("86", "原来 88%，现在 86%：下降（docs/judging.md 第8.6条）", "未完成"),
        ("88", "原来 88%，现在 88%：持平（docs/judging.md 第8.6条）", "未完成"),
    ],
)
def test_a_direction_shows_both_figures(value: str, line: str, end: str) -> None:
    """Where it stood, where it stands, and what that means."""
    parts = explained(indicator("有较大提升", "ratio", unit="%", history="88 (2022)"), value)
    assert parts["依据"][1] == line
    assert f"所以是{end}（docs/judging.md 第8.6条）" in parts["依据"]
    assert "完成率：不计算（只说方向的目标没有完成率）" in parts["计算"]


def test_a_grade_is_the_last_word() -> None:
    """Who graded it, when, how and why."""
    grade = Grade(GradeLevel.PARTLY, "示例甲", date(2024, 1, 10), "专家组意见")
    parts = explained(indicator("有较大提升", "ratio", unit="%", history="88 (2022)"), "90", grade=grade)
    assert "由示例甲于2024-01-10评定为部分达成：专家组意见（docs/decisions.md 第4节）" in parts["依据"]
    assert "所以是基本完成（docs/judging.md 第8.6条）" in parts["依据"]


def test_the_inputs_of_a_formula_with_their_cells() -> None:
    """Each input with its figure and its cell, then the arithmetic; the row itself was left blank."""
    share = indicator(">= 1.7 %", "ratio", name="研发投入强度", formula="rd / gdp * 100")
    inputs = [
        indicator(None, key=key, name=name, unit="亿元", role="input")
        for key, name in (("rd", "研发"), ("gdp", "产值"))
    ]
    forms = [form({"rd": "0.18", "gdp": "10", "x": Absence.UNREPORTED})]
    evaluation = evaluate(make_plan(share, *inputs), *forms)
    found = explain_indicator(evaluation.verdicts[0], evaluation, forms)
    parts = {section.title: list(section.lines) for section in found.sections}
    assert parts["实际数"] == [
        "研发（rd）2023年：0.18亿元",
        "  县科技局：县科技局_2023.xlsx [填报表!H7]",
        "产值（gdp）2023年：10亿元",
        "  县科技局：县科技局_2023.xlsx [填报表!H7]",
        "研发0.18亿元 ÷ 产值10亿元 × 100 ＝ 1.8%（docs/judging.md 第10节）",
    ]
    assert "公式：rd / gdp * 100" in parts["目标"]


def test_parts_that_ask_for_less_than_the_whole() -> None:
    """The leader sees that the visible parts are not all of it."""
    whole = indicator(">= 26 家", name="企业和平台", parts=("a", "b"))
    parts = [indicator(">= 20 家", key="a", name="企业"), indicator(">= 4 个", key="b", name="平台")]
    evaluation = evaluate(make_plan(whole, *parts), form({"x": "26", "a": "20", "b": "4"}))
    lines = explain_indicator(evaluation.verdicts[0], evaluation).sections[1].lines
    assert "其中项：企业、平台" in lines
    assert "其中项的目标合计24家，总目标26家，另有没列出的部分（docs/judging.md 第10.5条）" in lines
