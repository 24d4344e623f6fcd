"""The report as a whole: what stands where, in whose words (示例数据)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from report.support import evaluation, indicator, period, problem, task, verdict

from sctarget.evaluate.derived import Computed
from sctarget.evaluate.result import Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import Department
from sctarget.model.quantity import Quantity
from sctarget.model.units import declared_unit
from sctarget.report.document import Document, Frame, Heading, Text
from sctarget.report.year_report import CHARACTERS, year_report

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation


def texts(document: Document) -> list[str]:
    return [each.lead + each.text for each in document.blocks if isinstance(each, Text)]


def section(document: Document, title: str) -> list[str]:
    """The paragraphs below a heading, up to the next of its level or above."""
    found, level, inside = [], 0, False
    for block in document.blocks:
        if isinstance(block, Heading) and (block.text == title or (inside and block.level <= level)):
            inside, level = block.text == title, block.level
        elif inside and isinstance(block, Text):
            found.append(block.lead + block.text)
    return found


def headings(document: Document, level: int = 1) -> list[str]:
    return [each.number + each.text for each in document.blocks if isinstance(each, Heading) and each.level == level]


MISSED = verdict(
    indicator("高技术产业营业收入", "0.5", lead=("县工信局",), group="产出"),
    Status.UNMET,
    "0.43",
    reason="医药企业“订单”减少。",
    measures="组织产销对接；",
)
SILENT = verdict(indicator("省级平台", "1", "个", lead=("县科技局",), group="平台"), Status.UNMET, "0", at="H9")
DONE = verdict(indicator("登记科技成果", "8", "项", lead=("县科技局",), group="产出"), Status.EXCEEDED, "11")


def judged(*more: object, **keys: object) -> Evaluation:
    verdicts = (DONE, MISSED, SILENT)
    return evaluation(verdicts, *more, **keys)  # type: ignore[arg-type]


def test_sections_without_content_are_not_there() -> None:
    """A plan that is done has no problems and no next steps; a plan without tasks no tasks; numbers run on."""
    assert headings(year_report(evaluation((DONE,)))) == ["一、总体情况", "二、主要指标完成情况"]
    assert headings(year_report(judged((task("修订办法", TaskState.IN_PROGRESS, overdue=True),)))) == [
        "一、总体情况",
        "二、主要指标完成情况",
        "三、重点任务推进情况",
        "四、存在的问题及原因",
        "五、下一步工作",
    ]


def test_reasons_are_the_departments_own_words() -> None:
    """Quoted and attributed, inner quotes single; who gave none is said, and asked in the next steps."""
    document = year_report(judged())
    assert section(document, "未完成的指标") == [
        "1.高技术产业营业收入。目标0.5亿元，实际0.43亿元，尚差0.07亿元。县统计局填报的原因：“医药企业‘订单’减少”。",
        "2.省级平台。目标1个，实际0个，尚差1个。县统计局未说明原因。",
    ]
    assert section(document, "下一步工作") == [
        "1.县工信局。高技术产业营业收入（县统计局提出）：组织产销对接。",
        "以下没有提出改进措施，请责任单位补报：省级平台（县科技局）。",
    ]


def test_a_count_of_tasks_names_the_open_ones() -> None:
    """No reason is demanded for a count that the tool made itself; the tasks that are not done are the reason."""
    one, two = task("建成平台", TaskState.DONE), task("修订办法", TaskState.IN_PROGRESS)
    counting = verdict(
        indicator("重点任务", "2", "项", count_of="tasks"),
        Status.UNMET,
        "1",
        computed=Computed(Decimal(1), "2项任务中已完成1项", used=True),
    )
    document = year_report(evaluation((counting,), (one, two)))
    assert section(document, "未完成的指标") == [
        "1.重点任务。目标2项，实际1项（计数），尚差1项。没有完成的任务：修订办法（县科技局）。"
    ]
    assert not section(document, "下一步工作")


def test_indicators_stand_in_the_groups_and_order_of_the_plan() -> None:
    """Not by rate and not by alphabet; a group that the plan names later comes later, what has none last."""
    loose = verdict(indicator("专利", "5", "件"), Status.MET, "5")
    document = year_report(evaluation((loose, SILENT, DONE, MISSED), groups=("产出", "平台")))
    assert headings(document, 2)[:3] == ["（一）产出", "（二）平台", "（三）其他"]
    assert [each.label for each in document.facts] == ["专利", "省级平台", "登记科技成果", "高技术产业营业收入"]
    assert section(document, "产出")[0].startswith("登记科技成果11项")


def test_paragraphs_are_short_enough_to_read() -> None:
    """Twenty sentences of one group become several paragraphs of about the same length."""
    many = tuple(
        verdict(indicator(f"示例的第{each}项指标", "8", "项", group="产出"), Status.EXCEEDED, "11")
        for each in range(20)
    )
    paragraphs = section(year_report(evaluation(many)), "产出")
    assert len(paragraphs) == 4
    assert all(len(each) <= CHARACTERS for each in paragraphs)


def test_what_lacks_a_figure_for_one_reason_stands_together() -> None:
    """One line for a department that sent nothing, with everything that it owes."""
    owed = tuple(
        verdict(indicator(name, "10", "项", reporters=("县教育局",)), Status.UNREPORTED)
        for name in ("科普活动", "辅导员")
    )
    document = year_report(evaluation(owed, missing=("县教育局",)))
    assert section(document, "没有数据的指标") == [
        "1.县教育局没有交2023年填报表。涉及2项：科普活动（目标10项）；辅导员（目标10项）。"
    ]
    assert "催县教育局补交2023年填报表。" in section(document, "下一步工作")
    assert "县教育局没有交2023年填报表，涉及指标和任务2项。" in section(document, "总体情况")


def test_the_opening_says_what_is_not_certain_yet() -> None:
    """Provisional figures and cells that cannot be used stand in the first section, binding targets by themselves."""
    rough = verdict(
        indicator("奖补资金", "200", "万元", binding=True),
        Status.EXCEEDED,
        "212",
        state=DataState.ESTIMATE,
        provisional=True,
    )
    overall = section(year_report(evaluation((rough, DONE), problems=(problem(),))), "总体情况")
    assert "约束性指标1项，均为完成。" in overall
    assert "奖补资金用的是预计数，以最终数为准。" in overall
    assert "有1处数据有疑问，核实之前没有采用（见附件）。" in overall


def test_a_plan_that_only_watches_has_no_targets_to_speak_of() -> None:
    """No 目标, no rules of judging, no 监测 in every row."""
    watched = tuple(verdict(indicator(name, None, "件"), Status.MONITORED, "5") for name in ("专利", "成果"))
    document = year_report(evaluation(watched, title="工作情况"))
    assert document.plain_title == "关于《工作情况》指标完成情况的报告"
    table = document.tables[0]
    assert not any("判定规则" in note for note in table.notes)
    assert not any(cell.text == "监测" for row in table.rows for cell in row)


def test_one_owner_of_all_is_said_once() -> None:
    """A column that would say the same in every row is a note; with two owners it is a column."""
    alone = year_report(evaluation((DONE, SILENT))).tables[0]
    assert any("各项指标均由县科技局负责。" in note for note in alone.notes)
    assert all(not row[-1].text for row in alone.rows)
    several = year_report(judged()).tables[0]
    assert [row[-1].text for row in several.rows] == ["县科技局", "县工信局", "县科技局"]


def test_the_signature_is_the_full_name() -> None:
    """The plan may call the bureau 县科技局; a paper is signed with the longest of its names, or as the user says."""
    known = (Department("县科技局", aliases=("示例县科学技术局", "科技局")),)
    signed = year_report(evaluation((DONE,), issuer="县科技局", departments=known))
    assert (signed.signature, signed.dated) == ("示例县科学技术局", "　　　　年　　月　　日")
    framed = year_report(evaluation((DONE,)), Frame("标题", "县人民政府：", "甲局", "2024年1月5日"))
    assert framed[:1] + framed[2:5] == ("标题", "县人民政府：", "甲局", "2024年1月5日")


def test_tasks_stand_by_how_far_they_are() -> None:
    """The owner of open ones, once where it is the same; the day of those that are late or due before the end."""
    tasks = (
        task("甲"),
        task("乙", TaskState.IN_PROGRESS, overdue=True, due=date(2023, 9, 30)),
        task("丙", TaskState.IN_PROGRESS),
    )
    assert section(year_report(evaluation((DONE,), tasks)), "重点任务推进情况") == [
        "（一）已完成1项。甲。",
        "（二）推进中2项。均由县科技局负责：乙（应于2023年9月30日前完成，已逾期）；丙。",
    ]


def test_facts_carry_exact_values_for_charts() -> None:
    """A chart needs no second reckoning: value, target, baseline and the years before, in the row's unit."""
    item = indicator("技术合同成交额", "6", history=((period("2022"), Quantity(Decimal(4000), declared_unit("万元"))),))
    document = year_report(evaluation((verdict(item, Status.UNMET, "5.1", last_year=Decimal("0.4")),)))
    (facts,) = document.facts
    assert (facts.actual, facts.low, facts.high, facts.unit) == (Decimal("5.1"), Decimal(6), Decimal(6), "亿元")
    known = [(each.period, each.value) for each in facts.points]
    assert known == [("2022年", Decimal("0.4")), ("2023年", Decimal("5.1"))]
    assert (facts.actual_word, facts.completion_word, facts.status_word) == ("5.1亿元", "85.0%", "未完成")
