"""The one list of everything that somebody must act on."""

from __future__ import annotations

from report.support import evaluation, indicator, problem, task, verdict

from sctarget.evaluate.result import Evaluation, Light, Status
from sctarget.model.actual import TaskState
from sctarget.model.plan import Department
from sctarget.model.problem import Severity
from sctarget.report.actions import action_table


def rows(judged: Evaluation) -> list[dict[str, str]]:
    found = action_table(judged)
    assert found is not None
    captions = [column.caption for column in found.columns]
    return [dict(zip(captions, (cell.text for cell in row), strict=True)) for row in found.rows]


def test_the_worst_first_and_numbered() -> None:
    """Unmet before nearly, then what has no figure, late tasks, missing forms, doubtful cells; met is not listed."""
    late = indicator("县统计局的", "5", "家")
    judged = evaluation(
        (
            verdict(indicator("一", "10", "家"), Status.NEARLY, "9"),
            verdict(indicator("二", "10", "家"), Status.UNMET, "5", reason="迁出", measures="补报", at="H9"),
            verdict(indicator("三", "10", "家"), Status.MET, "10"),
            verdict(late, Status.UNREPORTED),
        ),
        (task("办法", TaskState.IN_PROGRESS, overdue=True), task("园区")),
        (problem(Severity.NOTE), problem(Severity.WARNING, message="请核对。"), problem(indicator=late.id)),
        missing=("县统计局",),
        departments=(Department("县统计局", contact="示例员", phone="0000"),),
    )
    found = rows(judged)
    assert [(row["序号"], row["情况"], row["事项"]) for row in found] == [
        ("1", "未完成", "二"),
        ("2", "基本完成", "一"),
        ("3", "未报送", "县统计局的"),
        ("4", "推进中（逾期）", "办法"),
        ("5", "未交表", "填报表"),
        ("6", "暂不采用", "县统计局的"),
        ("7", "警告", ""),
    ]
    assert found[0]["说明"] == "目标“10家以上”，实际5家，尚差5家"
    assert (found[0]["未达原因"], found[0]["改进措施"]) == ("迁出", "补报")
    assert found[0]["位置"] == "2023年科技指标完成情况_县统计局.xlsx [填报表!H9]"
    assert found[2]["说明"] == "目标“5家以上”，县统计局没有交2023年填报表"
    assert found[3]["说明"] == "应于2023年12月31日前完成"
    assert found[4]["说明"] == "没有交填报表，涉及指标和任务4项（联系：示例员，0000）"
    assert found[5]["说明"].startswith("读到“约12”。实际值须为确数。")


def test_each_has_a_colour_beside_its_word() -> None:
    """Red, yellow, grey as everywhere else."""
    found = action_table(
        evaluation(
            (
                verdict(indicator("一", "10", "家"), Status.BEHIND, "9"),
                verdict(indicator("二", "10", "家"), Status.UNPUBLISHED),
            ),
            (),
            (problem(),),
        )
    )
    assert found is not None
    assert [row[1].light for row in found.rows] == [Light.YELLOW, Light.GREY, Light.RED]


def test_nothing_to_do_is_no_table() -> None:
    """Not an empty table under a heading."""
    assert action_table(evaluation((verdict(indicator(), Status.MET, "0.16"),), (task(),))) is None
