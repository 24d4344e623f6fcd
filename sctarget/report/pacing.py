"""序时进度 in a sentence: where the figure should stand, and how far it is from there (docs/report.md §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.model.plan import Kind, PaceMethod
from sctarget.report.figures import expected_figure, pace_words

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict

_TAILS = {Status.BEHIND: "进度滞后", Status.FAR_BEHIND: "进度严重滞后"}
_WHOLE = "应有整数"


def paced_clauses(verdict: Verdict, evaluation: Evaluation) -> tuple[str, str]:
    """The clause on pace, and the verdict where it is behind.

    E.g. ``比序时进度落后33.8个百分点（应达4200万元）`` and ``进度严重滞后``.  A figure worse than its baseline has no
    share of the way: only what it should be is said.
    """
    if verdict.status is Status.OPEN:
        return _open(verdict), ""
    words = pace_words(verdict, evaluation.plan)
    if not words:
        return "", ""
    pace = verdict.pace
    if pace is not None and pace.method is PaceMethod.BACK_LOADED and not pace.expected_share:
        return "计划集中在后期完成，目前还没有应达数", ""
    if verdict.status in _TAILS:
        expected = f"应达{expected_figure(verdict, evaluation.plan.rules)}"
        backward = verdict.progress is not None and verdict.progress < 0
        return f"按序时进度{expected}" if backward else f"比序时进度{words}（{expected}）", _TAILS[verdict.status]
    return _within(words), ""


def _within(words: str) -> str:
    if words == "与序时持平":
        return "与序时进度持平"
    if words.startswith("应达不足"):
        return f"按序时进度应达数还{words.removeprefix('应达')}"
    if words.endswith(_WHOLE):
        return f"{words.removesuffix(_WHOLE)}按序时进度应有的整数"
    return f"比序时进度{words}{'，在允许范围内' if words.startswith('落后') else ''}"


def _open(verdict: Verdict) -> str:
    indicator = verdict.indicator
    if indicator.pace is PaceMethod.NONE:
        return "按计划不比序时进度"
    if indicator.kind is not Kind.FLOW and indicator.baseline is None:
        return "没有基期数，不比序时进度"
    return "尚未到期，不比序时进度"
