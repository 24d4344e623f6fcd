"""Sentences, word for word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from report.support import evaluation, indicator, problem, task, verdict

from sctarget.evaluate.result import Status, Verdict
from sctarget.model.actual import TaskState
from sctarget.model.plan import Plan, Rules
from sctarget.model.problem import Loaded, Severity
from sctarget.model.source import Source
from sctarget.report.phrases import (
    missing_sentence,
    problem_lines,
    rules_sentence,
    summary_sentence,
    validate_summary,
)


def several(status: Status, number: int, *, provisional: int = 0) -> tuple[Verdict, ...]:
    """So many indicators of one status; absent ones without a figure."""
    absent = status in {Status.UNREPORTED, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.TO_VERIFY}
    return tuple(
        verdict(
            indicator(f"{status.value}{each}", None if status is Status.MONITORED else "10", "家"),
            status,
            None if absent else "10",
            provisional=each < provisional,
        )
        for each in range(number)
    )


def test_summary_at_the_end_of_the_year() -> None:
    """What a leader reads aloud: done with its provisional part, nearly, not done, missing, tasks."""
    judged = (
        *several(Status.EXCEEDED, 5, provisional=1),
        *several(Status.MET, 15, provisional=2),
        *several(Status.NEARLY, 2),
        *several(Status.UNMET, 3),
        *several(Status.UNREPORTED, 2),
        *several(Status.TO_VERIFY, 1),
        *several(Status.MONITORED, 4),
    )
    tasks = (task(), task("乙"), task("丙", TaskState.IN_PROGRESS, overdue=True))
    assert summary_sentence(evaluation(judged, tasks)) == (
        "截至2023年12月31日（时间进度100%），28项指标中完成20项（其中预计3项）、基本完成2项、未完成3项，"
        "另有2项未报送、1项待核实；监测指标4项，均已有数据；3项任务中已完成2项、推进中1项，其中逾期1项。"
    )


def test_summary_while_the_year_runs() -> None:
    """Half-way it speaks of pace, and the elapsed time stands in front."""
    judged = (
        *several(Status.MET, 1),
        *several(Status.ON_PACE, 2),
        *several(Status.BEHIND, 1, provisional=1),
        *several(Status.FAR_BEHIND, 1),
        *several(Status.OPEN, 1),
        *several(Status.UNPUBLISHED, 1),
        *several(Status.NOT_APPLICABLE, 1),
    )
    assert summary_sentence(evaluation(judged, as_of=date(2023, 5, 15), elapsed="0.375")) == (
        "截至2023年5月15日（时间进度37.5%），8项指标中完成1项、达到序时2项、滞后1项、严重滞后1项、进行中1项，"
        "另有1项未出数、1项不涉及。"
    )


def test_summary_leaves_out_what_there_is_not() -> None:
    """No 0项, no empty clause, also for plans with nothing returned, nothing judged or nothing at all."""
    assert summary_sentence(evaluation(several(Status.UNREPORTED, 3))) == (
        "截至2023年12月31日（时间进度100%），3项指标中3项未报送。"
    )
    assert summary_sentence(evaluation(several(Status.MONITORED, 2), elapsed="0.5")) == (
        "截至2023年12月31日（时间进度50%），监测指标2项，均已有数据。"
    )
    assert summary_sentence(evaluation((), (task("甲", TaskState.UNREPORTED),))) == (
        "截至2023年12月31日（时间进度100%），1项任务中未报送1项。"
    )
    assert summary_sentence(evaluation()) == "截至2023年12月31日（时间进度100%），计划里没有指标和任务。"


def test_monitored_without_a_figure_stays_monitored() -> None:
    """An indicator without a target that is 未出数 is not counted among those that have one."""
    absent = verdict(indicator("甲", None, "家"), Status.UNPUBLISHED)
    assert summary_sentence(evaluation((*several(Status.MONITORED, 2), absent))) == (
        "截至2023年12月31日（时间进度100%），监测指标3项，已有数据2项。"
    )


def test_time_progress_is_not_rounded_to_its_end() -> None:
    """The day before the end is not 100% of the time."""
    assert "（时间进度99.97%）" in summary_sentence(evaluation(elapsed="0.9997311827956989247311827957"))


def test_missing_departments_are_named() -> None:
    """One line for the telephone; a very long list is cut and says so."""
    assert missing_sentence(evaluation()) == ""
    assert missing_sentence(evaluation(missing=("县教育局", "县卫健局"))) == "2个单位未报送：县教育局、县卫健局。"
    many = tuple(f"{number}镇" for number in range(1, 11))
    assert missing_sentence(evaluation(missing=many)) == "10个单位未报送：1镇、2镇、3镇、4镇、5镇、6镇、7镇、8镇等。"


def test_rules_are_told() -> None:
    """Thresholds and rounding are local policy, so they stand under every table."""
    text = rules_sentence(Rules())
    for part in ("达90%为基本完成", "不超过5个百分点", "超过20个为严重滞后", "目标÷实际", "GB/T 8170"):
        assert part in text


def test_problems_like_a_compiler() -> None:
    """An editor can jump to file:line:column; what was read follows where the message does not quote it."""
    later = problem(
        Severity.REJECTED,
        code="unknown_key",
        message="不认识的键“tagret”，是不是 target？",
        source=Source("plan.yaml", line=12, column=5),
        read="tagret",
    )
    first = problem(
        Severity.WARNING,
        code="near_names",
        message="两个单位名称很像，请确认是否同一单位。",
        source=Source("plan.yaml", line=3, column=1),
        read="县科技局\n县科枝局\x1b[31m",
    )
    nowhere = problem(Severity.NOTE, code="hint", message="没有位置的提示。", source=None, read=None)
    assert problem_lines([later, first, nowhere]) == [
        "提示[hint] 没有位置的提示。",
        "plan.yaml:3:1: 警告[near_names] 两个单位名称很像，请确认是否同一单位。",
        "    读到：“县科技局\\n县科枝局\\x1b[31m”",
        "plan.yaml:12:5: 错误[unknown_key] 不认识的键“tagret”，是不是 target？",
    ]


def test_endless_reading_is_cut() -> None:
    """A page of text in one cell does not flood the screen."""
    (_, read) = problem_lines([problem(read="长" * 500)])
    assert read == f"    读到：“{'长' * 59}…”"


def test_last_line_of_validate() -> None:
    """It ends with what to do, or with how much the plan holds."""
    path = Path("plan.yaml")
    plan = evaluation(several(Status.MET, 2), (task(),)).plan
    bad: Loaded[Plan | None] = Loaded(
        None, (problem(Severity.REJECTED), problem(Severity.REJECTED), problem(Severity.WARNING))
    )
    assert validate_summary(path, bad) == "plan.yaml：2处错误、1处警告。改好后再运行一次。"
    fine: Loaded[Plan | None] = Loaded(plan, ())
    assert validate_summary(path, fine) == "plan.yaml：没有错误；共2项指标、1项任务、1个报送单位。"
    warned: Loaded[Plan | None] = Loaded(plan, (problem(Severity.WARNING), problem(Severity.NOTE)))
    assert validate_summary(path, warned) == "plan.yaml：没有错误，1处警告、1处提示；共2项指标、1项任务、1个报送单位。"
