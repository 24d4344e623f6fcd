"""Which tables there are, what stands in them and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from examples.road import run
from report.support import evaluation, indicator, pace, problem, task, verdict

from sctarget.evaluate.result import Evaluation, Light, Status
from sctarget.model.actual import TaskState
from sctarget.model.errors import UsageError
from sctarget.model.plan import Department
from sctarget.report.views import (
    Selection,
    check_page,
    make_selection,
    overview,
    tasks_table,
)
from sctarget.report.words import STATUS_WORDS

if TYPE_CHECKING:
    from sctarget.report.table import Table


def column(table: Table, key: str) -> list[str]:
    """The texts of one column."""
    index = [each.key for each in table.columns].index(key)
    return [row[index].text for row in table.rows]


def sample() -> Evaluation:
    return evaluation(
        (
            verdict(indicator("完成的", "10", "家", group="主体"), Status.MET, "10"),
            verdict(
                indicator("差一点", "10", "家", lead=("县财政局",), reporters=("县财政局",), group="投入"),
                Status.UNMET,
                "7",
            ),
            verdict(
                indicator("差得多", "10", "家", lead=("县财政局",), reporters=("县财政局",), group="投入"),
                Status.UNMET,
                "2",
            ),
            verdict(indicator("约束的", "10", "家", lead=(), reporters=("县教育局",), binding=True), Status.UNMET, "9"),
            verdict(indicator("没报的", "10", "家", support=("县财政局",)), Status.UNREPORTED),
        ),
        (task("早的"), task("迟的", TaskState.IN_PROGRESS, overdue=True)),
        departments=(Department("县统计局", ("统计局",), contact="示例联系人", phone="0000-0000000"),),
    )


def test_worst_first() -> None:
    """What somebody must act on stands on top: binding ones before others, the emptier before the fuller."""
    (table,) = overview(sample())
    assert column(table, "name") == ["约束的", "差得多", "差一点", "没报的", "完成的"]
    assert column(table, "number") == ["4", "3", "2", "5", "1"]


def test_worst_pace_first() -> None:
    """Among those behind, the one farther behind its expected share comes first."""
    near = verdict(indicator("近", "10", "家"), Status.BEHIND, "4", pace=pace("0.40", "0.5", "5"))
    far = verdict(indicator("远", "10", "家"), Status.BEHIND, "5", pace=pace("0.35", "0.5", "5"))
    assert column(overview(evaluation((near, far)))[0], "name") == ["远", "近"]


def test_plan_order() -> None:
    """The order of the document, as reports print it."""
    (table,) = overview(sample(), Selection(order="plan"))
    assert column(table, "name") == ["完成的", "差一点", "差得多", "约束的", "没报的"]


def test_by_department() -> None:
    """One table for each lead; without a lead the reporter owes it; the title counts."""
    tables = overview(sample(), Selection(by="department"))
    assert [table.title for table in tables] == [
        "县统计局：2项指标中完成1项，另有1项未报送",
        "县财政局：2项指标中未完成2项",
        "县教育局：1项指标中未完成1项",
    ]
    assert column(tables[1], "name") == ["差得多", "差一点"]


def test_by_group() -> None:
    """Groups in the order of the plan; what is in none comes last."""
    titles = [table.title.partition("：")[0] for table in overview(sample(), Selection(by="group"))]
    assert titles == ["主体", "投入", "未分组"]


def test_filters_in_the_users_words() -> None:
    """A department by its alias, lead or support; a status in Chinese or as its code."""
    judged = sample()
    of_bureau = make_selection(judged.plan, departments=["统计局"])
    assert column(overview(judged, of_bureau)[0], "name") == ["没报的", "完成的"]
    of_finance = make_selection(judged.plan, departments=["县财政局"], statuses=["未报送"])
    assert column(overview(judged, of_finance)[0], "name") == ["没报的"]
    unmet = make_selection(judged.plan, statuses=["unmet"], groups=["投入"])
    assert column(overview(judged, unmet)[0], "name") == ["差得多", "差一点"]
    overdue = make_selection(judged.plan, statuses=["逾期"])
    assert column(tasks_table(judged, overdue)[0], "name") == ["迟的"]


def test_nothing_found_is_said() -> None:
    """A filter that finds nothing does not look like an empty plan."""
    judged = sample()
    (table,) = overview(judged, make_selection(judged.plan, statuses=["超额完成"]))
    assert table.rows == ()
    assert table.notes == ("没有符合条件的指标。",)
    assert overview(evaluation()) == ()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("departments", "计划里没有单位“县气象局”。可用的有：县统计局、县财政局、县教育局、县科技局"),
        ("groups", "计划里没有分组“县气象局”。可用的有：主体、投入、未分组"),
    ],
)
def test_unknown_filter_lists_what_there_is(kind: str, message: str) -> None:
    """A misspelt name is not silently an empty table."""
    with pytest.raises(UsageError) as failure:
        make_selection(sample().plan, **{kind: ["县气象局"]})  # type: ignore[arg-type]
    assert sorted(str(failure.value)) == sorted(message)


def test_unknown_status_lists_the_words() -> None:
    """Every status word is offered."""
    with pytest.raises(UsageError) as failure:
        make_selection(sample().plan, statuses=["做完了"])
    for word in STATUS_WORDS.values():
        assert word in str(failure.value)


@pytest.mark.parametrize("order", ["worst", "plan"])
def test_limit_keeps_the_worst_and_says_so(order: str) -> None:
    """With too many rows the worst stay, in the order asked for, and the way to all is told."""
    (table,) = overview(sample(), Selection(order="plan" if order == "plan" else "worst", limit=2))
    assert sorted(column(table, "name")) == ["差得多", "约束的"]
    assert table.notes == ("共5项指标，这里只列最差的2项；全部列出请用 --format csv，或用 -o 写到文件。",)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_appears_with_its_word_and_light(status: Status) -> None:
    """The status cell carries the word; the light is never alone."""
    judged = verdict(indicator("甲", "10", "家"), status, "9")
    (table,) = overview(evaluation((judged,)))
    index = [each.key for each in table.columns].index("status")
    assert table.rows[0][index].text == STATUS_WORDS[status]
    assert table.rows[0][index].light is judged.light


def test_row_shows_figures_differences_owner_and_cell() -> None:
    """One row answers: what was promised, what is there, what is missing, who owes it, which cell says so."""
    judged = verdict(
        indicator("本级财政科技支出", "0.18", "亿元", text="0.18亿元以上", scope="市本级"),
        Status.UNMET,
        "0.15",
        at="H5",
        reason="预算不足",
        notes=("口径有变",),
    )
    (table,) = overview(evaluation((judged,)))
    row = {each.key: text.text for each, text in zip(table.columns, table.rows[0], strict=True)}
    assert row["name"] == "本级财政科技支出（市本级）"
    assert (row["target"], row["actual"], row["completion"]) == ("0.18亿元以上", "0.15亿元", "83.3%")
    assert (row["gap"], row["status"], row["lead"]) == ("尚差0.03亿元", "未完成", "县统计局")
    assert row["source"] == "2023年科技指标完成情况_县统计局.xlsx [填报表!H5]"
    assert (row["reason"], row["notes"]) == ("预算不足", "口径有变")
    assert (row["target_value"], row["actual_value"], row["gap_value"]) == ("0.18", "0.15", "-0.03")


def test_absent_figures_show_the_cell_that_was_read() -> None:
    """On the real road 无 in a returned workbook is 未报送, and its cell stands in the row."""
    (table,) = overview(run("jingchuan-2023").evaluation, Selection(order="plan"))
    sources = dict(zip(column(table, "name"), column(table, "source"), strict=True))
    assert sources["众创空间"].endswith("] 原填“无”")
    assert "[填报表!" in sources["众创空间"]


def test_cells_of_a_sum_stand_once() -> None:
    """The note of a collective names members and figures; the cells stand under 来源 only."""
    (table,) = overview(run("maiji-2022-2025").evaluation, Selection(order="plan"))
    row = column(table, "name").index("科技特派员")
    assert column(table, "notes")[row] == "3个单位合计：示例镇甲84人，示例镇乙71人，示例街道57人"
    assert column(table, "source")[row].count("[填报表!") == 3


def test_tasks_overdue_first() -> None:
    """An overdue task says so in words and in red; a finished one is green."""
    (table,) = tasks_table(sample())
    assert column(table, "name") == ["迟的", "早的"]
    assert column(table, "status") == ["推进中（逾期）", "已完成"]
    index = [each.key for each in table.columns].index("status")
    assert [row[index].light for row in table.rows] == [Light.RED, Light.GREEN]
    assert column(table, "due") == ["2023年12月31日"] * 2


def test_page_has_everything() -> None:
    """Title, summary, who is missing, tables, and the rules at the foot."""
    page = check_page(evaluation(sample().verdicts, sample().tasks, (problem(),), missing=("县教育局",)))
    assert page.title == "示例县2023年科技工作要点（示例数据）"
    assert page.sentences[0].startswith("截至2023年12月31日")
    assert page.sentences[1] == "1个单位未报送：县教育局。"
    assert [table.title for table in page.tables] == ["指标", "任务", "未报送单位（1个）", "需核实（1条）"]
    assert page.notes[0].startswith("判定规则：")
