"""Sentences: the overall result as a leader reads it aloud, the rules used, problems as a compiler prints them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.report.figures import chinese_date, place, trimmed, whole_percent
from sctarget.report.table import visible
from sctarget.report.words import DONE, ROUNDING_WORDS, STATUS_WORDS, TASK_WORDS, monitored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Plan, Rules
    from sctarget.model.problem import Loaded, Problem

_NAMED = 8
_READ = 60
_RESULTS = (Status.NEARLY, Status.UNMET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.OPEN)
_ABSENCES = (Status.UNREPORTED, Status.TO_VERIFY, Status.UNPUBLISHED, Status.NOT_APPLICABLE)
_TASK_ORDER = (
    TaskState.DONE,
    TaskState.IN_PROGRESS,
    TaskState.NOT_STARTED,
    TaskState.TERMINATED,
    TaskState.UNREPORTED,
)


def summary_sentence(evaluation: Evaluation) -> str:
    """The overall result in one sentence; parts that count nothing are left out.

    E.g. 截至2023年12月31日（时间进度100%），28项指标中完成20项（其中预计3项）、未完成3项，另有5项未报送。
    """
    elapsed = whole_percent(evaluation.elapsed, evaluation.plan.rules)
    parts = (
        targets_phrase(evaluation.verdicts),
        monitored_phrase(evaluation.verdicts),
        tasks_phrase(evaluation.tasks),
    )
    said = "；".join(part for part in parts if part) or "计划里没有指标和任务"
    return f"截至{chinese_date(evaluation.as_of)}（时间进度{elapsed}），{said}。"


def targets_phrase(verdicts: Sequence[Verdict]) -> str:
    """E.g. ``28项指标中完成20项（其中预计3项）、未完成3项，另有5项未报送``; monitored indicators are not counted."""
    judged = [verdict for verdict in verdicts if not monitored(verdict.indicator)]
    if not judged:
        return ""
    counts = Counter(verdict.status for verdict in judged)
    results = [
        _counted("完成", [verdict for verdict in judged if verdict.status in DONE]),
        *(_counted(STATUS_WORDS[each], [verdict for verdict in judged if verdict.status is each]) for each in _RESULTS),
    ]
    have = "、".join(part for part in results if part)
    lack = "、".join(f"{counts[status]}项{STATUS_WORDS[status]}" for status in _ABSENCES if counts[status])
    return f"{len(judged)}项指标中{have}{'，另有' if have and lack else ''}{lack}"


def _counted(word: str, verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return ""
    provisional = sum(verdict.provisional for verdict in verdicts)
    if not provisional or not (verdicts[0].status in DONE or verdicts[0].status is Status.NEARLY):
        return f"{word}{len(verdicts)}项"
    return f"{word}{len(verdicts)}项（其中预计{provisional}项）"


def monitored_phrase(verdicts: Sequence[Verdict]) -> str:
    """E.g. ``监测指标5项，已有数据4项``; empty when the plan has none."""
    watched = [verdict for verdict in verdicts if monitored(verdict.indicator)]
    if not watched:
        return ""
    known = sum(verdict.actual is not None for verdict in watched)
    return f"监测指标{len(watched)}项，{'均已有数据' if known == len(watched) else f'已有数据{known}项'}"


def tasks_phrase(tasks: Sequence[TaskVerdict]) -> str:
    """E.g. ``5项任务中已完成3项、推进中2项，其中逾期1项``; empty when the plan has none."""
    if not tasks:
        return ""
    counts = Counter(task.status for task in tasks)
    states = "、".join(f"{TASK_WORDS[state]}{counts[state]}项" for state in _TASK_ORDER if counts[state])
    overdue = sum(task.overdue for task in tasks)
    return f"{len(tasks)}项任务中{states}{f'，其中逾期{overdue}项' if overdue else ''}"


def missing_sentence(evaluation: Evaluation) -> str:
    """Who has not returned the form, e.g. ``2个单位未报送：县教育局、县卫健局。``; empty when all have."""
    names = evaluation.missing
    if not names:
        return ""
    return f"{len(names)}个单位未报送：{'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}。"


def rules_sentence(rules: Rules) -> str:
    """The thresholds and rounding that were used, as every report prints them."""
    nearly, near, far = (_percent_number(each) for each in (rules.nearly, rules.behind, rules.far_behind))
    inverse = "目标÷实际" if rules.inverse == "T/A" else "2－实际÷目标"
    late = ""
    if any(rules.back_loaded):
        first, half, third = (_percent_number(each) for each in rules.back_loaded)
        late = f"后期集中类到一季度末应有{first}%、上半年末{half}%、三季度末{third}%；"
    return (
        f"判定规则：按未修约的数值判定；到期后完成率达{nearly}%为基本完成（约束性指标不适用）；"
        f"未到期的，比序时进度落后不超过{near}个百分点为达到序时，超过{near}个为滞后，超过{far}个为严重滞后；{late}"
        f"上限类指标完成率＝{inverse}；显示时按{ROUNDING_WORDS[rules.rounding]}修约，不越过判定线。"
    )


def _percent_number(share: Decimal) -> str:
    return trimmed(f"{share.scaleb(2):f}")


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Problems as a compiler prints them, in the order of the file, what was read on a line of its own where it helps.

    E.g. ``plan.yaml:12:5: 错误[unknown_key] 不认识的键“tagret”，是不是 target？``
    """
    lines = []
    for problem in sorted(problems, key=_position):
        where = f"{one_line(place(problem.source))}: " if problem.source else ""
        lines.append(f"{where}{problem_word(problem.severity)}[{problem.code}] {one_line(problem.message)}")
        read = one_line(problem.read or "")
        if read and read not in problem.message:
            lines.append(f"    读到：“{read if len(read) <= _READ else read[: _READ - 1] + '…'}”")
    return lines


def _position(problem: Problem) -> tuple[str, int, int]:
    source = problem.source
    return (source.file, source.line or 0, source.column or 0) if source else ("", 0, 0)


def problem_word(severity: Severity) -> str:
    """The word for a problem in a plan file: what cannot be used there is an error."""
    return "错误" if severity is Severity.REJECTED else SEVERITY_CHINESE[severity]


def one_line(text: str) -> str:
    """People's text on one line, control characters written out."""
    return visible(text).replace("\n", "\\n")


def validate_summary(path: Path, loaded: Loaded[Plan | None]) -> str:
    """The last line of ``validate``: how many errors and warnings, or how much the plan holds."""
    counts = Counter(problem.severity for problem in loaded.problems)
    found = "、".join(
        f"{counts[severity]}处{problem_word(severity)}" for severity in reversed(Severity) if counts[severity]
    )
    if counts[Severity.REJECTED] or loaded.value is None:
        return f"{path}：{found or '不能使用'}。改好后再运行一次。"
    plan = loaded.value
    holds = f"{len(plan.indicators)}项指标、{len(plan.tasks)}项任务、{len(plan.reporters)}个报送单位"
    return f"{path}：没有错误{f'，{found}' if found else ''}；共{holds}。"
