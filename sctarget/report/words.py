"""The Chinese words for statuses, states and kinds, one table each (docs/output.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import Kind, PaceMethod, Rounding
from sctarget.model.quantity import TargetForm

if TYPE_CHECKING:
    from sctarget.evaluate.result import TaskVerdict, Verdict
    from sctarget.model.plan import Indicator

STATUS_WORDS = {
    Status.EXCEEDED: "超额完成",
    Status.MET: "完成",
    Status.NEARLY: "基本完成",
    Status.UNMET: "未完成",
    Status.ON_PACE: "达到序时",
    Status.BEHIND: "滞后",
    Status.FAR_BEHIND: "严重滞后",
    Status.OPEN: "进行中",
    Status.UNREPORTED: "未报送",
    Status.UNPUBLISHED: "未出数",
    Status.NOT_APPLICABLE: "不涉及",
    Status.TO_VERIFY: "待核实",
    Status.MONITORED: "监测",
}

TASK_WORDS = {
    TaskState.DONE: "已完成",
    TaskState.IN_PROGRESS: "推进中",
    TaskState.NOT_STARTED: "未启动",
    TaskState.TERMINATED: "已终止",
    TaskState.UNREPORTED: "未报送",
}

STATE_WORDS = {DataState.ESTIMATE: "预计", DataState.FLASH: "快报", DataState.FINAL: "最终"}

KIND_WORDS = {Kind.FLOW: "当年量", Kind.STOCK: "期末量", Kind.RATIO: "比率", Kind.INDEX: "指数"}

PACE_WORDS = {
    PaceMethod.LINEAR: "按月匀速",
    PaceMethod.MILESTONES: "按阶段目标",
    PaceMethod.BACK_LOADED: "后期集中",
    PaceMethod.CAGR: "按年均增速",
    PaceMethod.NONE: "不计序时",
}

ROUNDING_WORDS = {Rounding.GBT8170: "GB/T 8170 四舍六入五留双", Rounding.HALF_UP: "四舍五入"}

DONE = frozenset({Status.EXCEEDED, Status.MET})
"""Counted as 完成 in sentences."""

JUDGED = DONE | {Status.NEARLY, Status.UNMET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND}
"""Statuses that rest on a figure compared with a target."""

WORST_FIRST = (
    Status.UNMET,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Status.UNREPORTED,
    Status.TO_VERIFY,
    Status.NEARLY,
    Status.UNPUBLISHED,
    Status.NOT_APPLICABLE,
    Status.OPEN,
    Status.ON_PACE,
    Status.MET,
    Status.EXCEEDED,
    Status.MONITORED,
)
"""Statuses in the order in which somebody must act on them."""


def monitored(indicator: Indicator) -> bool:
    """Whether an indicator has no target to compare with (监测指标, also one whose figure is absent)."""
    return indicator.target is None or indicator.target.form is TargetForm.SLOT


def status_words(verdict: Verdict) -> str:
    """The status as people say it, e.g. 预计完成 for a provisional figure that reaches its target."""
    return said_status(verdict.status, provisional=verdict.provisional and verdict.actual is not None)


def said_status(status: Status, *, provisional: bool) -> str:
    """The same of a status with a figure that is, or is not, provisional."""
    word = STATUS_WORDS[status]
    if not provisional:
        return word
    return f"预计{word}" if status in DONE or status is Status.NEARLY else f"{word}（预计）"


def task_words(verdict: TaskVerdict) -> str:
    """How far a task is, e.g. ``推进中（逾期）``."""
    return f"{TASK_WORDS[verdict.status]}{'（逾期）' if verdict.overdue else ''}"
