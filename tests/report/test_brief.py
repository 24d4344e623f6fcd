"""The one page for a leader (示例数据)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from report.support import evaluation, indicator, task, verdict

from sctarget.evaluate.derived import Computed
from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.report.brief import brief_report
from sctarget.report.document import Frame, Heading, Text


def test_result_shortfalls_and_decisions() -> None:
    """A sentence, what is not reached with its owner, then what somebody must decide, each with who and what."""
    verdicts = (
        verdict(indicator("登记科技成果", "8", "项"), Status.EXCEEDED, "11"),
        verdict(indicator("省级平台", "1", "个", lead=("县科技局",)), Status.UNMET, "0"),
        verdict(indicator("专利转化", "10", "项", lead=("县市场监管局",)), Status.TO_VERIFY),
        verdict(indicator("众创空间", "1", "个", lead=("县科技局",)), Status.UNREPORTED),
    )
    late = task("修订办法", TaskState.IN_PROGRESS, overdue=True, due=date(2023, 9, 30))
    document = brief_report(evaluation(verdicts, (late,), missing=("县科协",)), Frame(addressee="副县长"))
    assert document.addressee == "副县长："
    assert not document.signature
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["省级平台", "1个以上", "0个", "尚差1个", "未完成", "县科技局"]
    ]
    assert [each.text for each in document.blocks if isinstance(each, Text)] == [
        (
            "截至2023年12月31日（时间进度100%），4项指标中完成1项、未完成1项，另有1项未报送、1项待核实；"
            "1项任务中推进中1项，其中逾期1项。"
        ),
        "1.核实1项存疑的数据：专利转化（县市场监管局）。",
        "2.督办1项逾期的任务：修订办法（县科技局，应于9月30日前完成）。",
        "3.督促1个单位补交2023年填报表：县科协。",
        "4.补报1项指标的数据：众创空间（县科技局）。",
        "5.说明1项指标没有达到的原因：省级平台（县科技局）。",
    ]
    assert [each.number + each.text for each in document.blocks if isinstance(each, Heading)] == [
        "一、没有达到的指标",
        "二、请领导决定的事项",
    ]


def test_names_before_further_rows() -> None:
    """Where not everything fits, four rows come first, then the names in the decisions, then the other rows."""
    missed = tuple(
        verdict(
            indicator(f"示例的第{number}项名称相当长的科技创新指标", "100", "家", lead=("示例县科学技术局",)),
            Status.UNMET,
            "12",
            reason="示例",
        )
        for number in range(12)
    )
    late = tuple(task(f"示例任务{number}", TaskState.IN_PROGRESS, overdue=True) for number in range(6))
    document = brief_report(evaluation(missed, late, missing=("县科协",)), Frame())
    said = [each.text for each in document.blocks if isinstance(each, Text)]
    assert "2.督促1个单位补交2023年填报表：县科协。" in said
    assert said[1].startswith("1.督办6项逾期的任务：示例任务0（")
    assert said[1].endswith("等。")
    assert 4 <= len(document.tables[0].rows) < 12


def test_a_count_of_tasks_explains_itself() -> None:
    """Nobody is asked why a count of tasks is short: the tasks stand there."""
    counting = verdict(
        indicator("重点任务", "5", "项", count_of="tasks"),
        Status.UNMET,
        "4",
        computed=Computed(Decimal(4), "5项任务中已完成4项", used=True),
    )
    document = brief_report(evaluation((counting,)), Frame())
    assert not any("没有达到的原因" in each.text for each in document.blocks if isinstance(each, Text))


def test_when_all_is_done_nothing_is_asked() -> None:
    """No empty table and no heading over nothing."""
    document = brief_report(
        evaluation((verdict(indicator("登记科技成果", "8", "项"), Status.EXCEEDED, "11"),)), Frame()
    )
    assert not document.tables
    assert document.blocks[1:] == (Heading(1, "一、", "没有达到的指标"), Text("没有。"))


def test_mid_year_it_lists_what_is_behind() -> None:
    """The title says which time it covers; a target of one's own stands instead of ours."""
    behind = (verdict(indicator("合同额", "5600", "万元"), Status.FAR_BEHIND, "2310"),)
    running = evaluation(behind, as_of=date(2023, 9, 30), elapsed="0.75", title="要点")
    document = brief_report(running, Frame())
    assert document.plain_title == "《要点》前三季度进展情况简报"
    assert any(isinstance(each, Heading) and each.text == "滞后的指标" for each in document.blocks)
    assert brief_report(running, Frame(title="简报")).title == "简报"
