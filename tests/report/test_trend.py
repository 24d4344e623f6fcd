"""The trend as people read it: one row a period, what belongs to them all below."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from evaluate.support import form, indicator, make_plan

from sctarget.evaluate.assess import assess
from sctarget.evaluate.trend import trends_of
from sctarget.model.actual import Absence, DataState
from sctarget.model.plan import Reporting
from sctarget.report.trend import BARS, course, trend_page, trend_records

if TYPE_CHECKING:
    from sctarget.evaluate.trend import Trend
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator
    from sctarget.report.table import Page


def shown(one: Indicator, *forms: FormReturn, bars: bool = True) -> Page:
    """The page of a plan with one indicator."""
    plan = make_plan(one)
    judged = assess(plan, forms)
    return trend_page(judged, trends_of(judged, forms), bars=bars)


def trends(one: Indicator, *forms: FormReturn) -> tuple[Trend, ...]:
    return trends_of(assess(make_plan(one), forms), forms)


def cells(page: Page) -> list[dict[str, str]]:
    """The rows of the table, caption → text, without what is empty."""
    table = page.tables[0]
    return [
        {column.caption: cell.text for column, cell in zip(table.columns, row, strict=True) if cell.text}
        for row in table.rows
    ]


QUARTERS = (
    form({"x": "2"}, "2023Q1", last_year=Decimal("1.6")),
    form({"x": "6"}, "2023H1", last_year=Decimal(5), state=DataState.FLASH),
    form({"x": "12"}, "2023Q3", last_year=Decimal(12)),
)


def test_every_period_has_its_row_and_the_last_one_the_rest() -> None:
    """Name once, then 〃; forecast, rate and the figures of last year stand under the last period."""
    assert cells(shown(indicator(">= 20 亿元"), *QUARTERS)) == [
        {"指标": "省级平台数", "报告期": "2023年一季度", "实际完成": "2亿元", "同比": "+25.0%", "完成率": "10.0%"},
        {"指标": "〃", "报告期": "2023年上半年", "实际完成": "6亿元（快报）", "同比": "+20.0%", "完成率": "30.0%"},
        {
            "指标": "〃",
            "报告期": "2023年三季度",
            "实际完成": "12亿元",
            "同比": "持平",
            "完成率": "60.0%",
            "目标": "20亿元以上",
            "状态": "滞后",
            "走势": "▁▃█",
            "预计": "照平均速度，2023年底约16亿元（14—18亿元），不能达到目标",
            "所需速度": "前9个月月均1.33亿元，剩余3个月需月均2.67亿元",
            "上年同期": "2023Q1 1.6亿元，2023H1 5亿元，2023Q3 12亿元（本表所填）",
        },
    ]


def test_a_console_without_blocks_gets_none() -> None:
    """Where the characters cannot be shown the line is left out."""
    assert "走势" not in cells(shown(indicator(">= 20 亿元"), *QUARTERS, bars=False))[-1]


def test_a_course_uses_its_whole_height() -> None:
    """The lowest figure is the lowest block, the highest the highest; what stays the same is in the middle."""
    steady = trends(indicator(), *(form({"x": "5"}, when) for when in ("2023Q1", "2023H1", "2023Q3")))
    assert course(steady[0].known) == BARS[4] * 3
    assert course(steady[0].known[:2]) == ""


def test_periods_without_a_figure_say_why() -> None:
    """A missing quarter is named below; one that is not out yet stands as such in its row."""
    one = indicator(reporting=Reporting.PERIOD)
    rows = cells(shown(one, form({"x": "2"}, "2023Q1"), form({"x": "3"}, "2023Q3")))
    assert [row["实际完成"] for row in rows] == ["2家", "未报送"]
    assert rows[-1]["无数"] == "2023Q3：缺2023年二季度的本期数，不能合计"
    waiting = cells(shown(indicator(), form({"x": "2"}, "2023Q1"), form({"x": Absence.UNPUBLISHED}, "2023H1")))
    assert waiting[-1]["实际完成"] == "未出数"


def test_replaced_figures_are_one_line() -> None:
    """预计 → 快报 → 最终 with the cell of each."""
    states = (("预计", DataState.ESTIMATE, "12"), ("快报", DataState.FLASH, "11"), ("最终", DataState.FINAL, "10"))
    forms = [form({"x": value}, file=f"{word}.xlsx", sha=word, state=state) for word, state, value in states]
    assert cells(shown(indicator(), *forms))[-1]["更正"] == (
        "2023 预计12家 → 快报11家 → 最终10家（预计.xlsx [填报表!H7]，快报.xlsx [填报表!H7]，最终.xlsx [填报表!H7]）"
    )


def test_what_has_no_figure_at_all_is_named_not_listed() -> None:
    """An indicator that nobody reported fills no rows."""
    page = shown(indicator(), form({"x": Absence.UNREPORTED}))
    assert page.tables == ()
    assert page.notes[0] == "各期都没有数的：省级平台数。"


def test_records_for_programs_are_plain() -> None:
    """Every row names its indicator and carries bare figures."""
    table = trend_records(trends(indicator(">= 20 亿元"), *QUARTERS), make_plan().rules)
    captions = [column.caption for column in table.columns]
    last = dict(zip(captions, (cell.text for cell in table.rows[-1]), strict=True))
    assert last == {
        "编号": "x",
        "指标": "省级平台数",
        "计量单位": "亿元",
        "报告期": "2023Q3",
        "数据日期": "2023-09-30",
        "实际值": "12",
        "数据状态": "最终",
        "其中本期": "",
        "完成率": "60.0%",
        "上年同期": "12",
        "上年同期出自": "本表所填",
        "同比": "持平",
        "环比": "",
        "环比的上期": "",
        "更正": "",
        "来源": "县科技局_2023Q3.xlsx [填报表!H7]",
    }
