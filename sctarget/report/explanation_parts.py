"""What stands around a verdict: parts of a whole, tasks that are counted, figures and interim targets of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import TaskState
from sctarget.model.growth import EXACT
from sctarget.model.parts import goal_of, in_whole, parts_goal
from sctarget.report.figures import with_unit
from sctarget.report.words import TASK_WORDS, status_words

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Indicator


def known_lines(indicator: Indicator) -> list[str]:
    """What the plan itself says of other periods, e.g. 阶段目标：2022年15家；2023年17家."""
    steps = "；".join(f"{each.period.chinese}{each.text}" for each in indicator.milestones)
    past = "；".join(
        f"{period.chinese}{with_unit(plain_text(value.value), value.unit)}" for period, value in indicator.history
    )
    return [f"{word}：{text}" for word, text in (("阶段目标", steps), ("历史数", past)) if text]


def parts_lines(indicator: Indicator, evaluation: Evaluation) -> list[str]:
    """The parts of a whole, with what their targets come to where that is less than its own."""
    if not indicator.parts:
        return []
    parts = [each for each in evaluation.plan.indicators if each.id in indicator.parts]
    lines = [f"其中项：{'、'.join(each.label for each in parts)}"]
    asked, together = goal_of(indicator), parts_goal(indicator, parts)
    if asked is not None and together is not None and together < asked:
        both = f"{plain_text(together)}{indicator.unit}，总目标{plain_text(asked)}{indicator.unit}"
        lines.append(f"其中项的目标合计{both}，另有没列出的部分（docs/judging.md 第10.5条）")
    return lines


def part_figures(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """How each part stands, and what they come to together beside the whole, where they can be added up."""
    indicator = verdict.indicator
    parts = [each for each in evaluation.verdicts if each.indicator.id in indicator.parts]
    if not parts:
        return []
    told = "；".join(f"{each.indicator.label}{_figure(each)}（{status_words(each)}）" for each in parts)
    total = _together(parts, indicator)
    if total is None or verdict.actual is None:
        return [f"其中：{told}"]
    rest = EXACT.subtract(verdict.actual.value, total)
    beside = f"，另有没列出的{plain_text(rest)}{indicator.unit}" if rest > 0 else "" if rest else "，与总数相等"
    return [f"其中：{told}", f"其中项合计{plain_text(total)}{indicator.unit}{beside}"]


def _figure(verdict: Verdict) -> str:
    return "" if verdict.actual is None else with_unit(plain_text(verdict.actual.value), verdict.indicator.unit)


def _together(parts: list[Verdict], whole: Indicator) -> Decimal | None:
    total = None
    for each in parts:
        value = each.actual and in_whole(each.actual.value, each.indicator.unit, whole.unit)
        if value is None:
            return None
        total = value if total is None else EXACT.add(total, value)
    return total


def counted_lines(indicator: Indicator, evaluation: Evaluation) -> list[str]:
    """Which of the tasks that are counted are done, and how far the others are."""
    if indicator.count_of is None:
        return []
    tasks = [each for each in evaluation.tasks if indicator.counts(each.task)]
    done = "、".join(each.task.name for each in tasks if each.status is TaskState.DONE)
    others = "、".join(_task(each) for each in tasks if each.status is not TaskState.DONE)
    return [f"{word}：{names}" for word, names in (("已完成的", done), ("没有完成的", others)) if names]


def _task(verdict: TaskVerdict) -> str:
    """E.g. 完成企业研发机构摸底（推进中，逾期，示例县工信局）."""
    facts = [TASK_WORDS[verdict.status], *(["逾期"] if verdict.overdue else []), *verdict.task.reporters]
    return f"{verdict.task.name}（{'，'.join(facts)}）"
