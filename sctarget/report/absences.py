"""Indicators without a usable figure: each of the four reasons is said for what it is (docs/report.md §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Absence
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.report.figures import target_figure, target_words, with_unit
from sctarget.report.table import visible
from sctarget.report.words import monitored

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Indicator

_TYPED = 20


def absence_sentence(verdict: Verdict, evaluation: Evaluation) -> str:
    """Why there is no figure, e.g. ``众创空间应达到1个，县科技局填报“无”，按未报送处理，未作判定。``"""
    if monitored(verdict.indicator) and verdict.status is Status.UNPUBLISHED:
        return f"{verdict.indicator.label}尚未出数。"
    clauses = [_opening(verdict.indicator), why_absent(verdict, evaluation)]
    if verdict.latest is not None and not isinstance(verdict.latest.value, Absence):
        figure = with_unit(plain_text(verdict.latest.value), verdict.indicator.unit)
        clauses.append(f"最近一期（{verdict.latest.period.chinese}）为{figure}")
    if not monitored(verdict.indicator):
        clauses.append("公布后再作判定" if verdict.status is Status.UNPUBLISHED else "未作判定")
    return "，".join(clause for clause in clauses if clause) + "。"


def why_absent(verdict: Verdict, evaluation: Evaluation) -> str:
    """The reason with the department's own words, e.g. ``市市场监管局填报“6+1”，待核实，暂不采用``."""
    if verdict.computed is not None and verdict.computed.value is None:
        return visible(verdict.computed.words)
    who, typed = _reporters(verdict), _typed(verdict)
    if verdict.status is Status.UNPUBLISHED:
        return "统计数据尚未公布"
    if verdict.status is Status.NOT_APPLICABLE:
        return visible(verdict.notes[-1]) if verdict.notes else f"{who}报为不涉及"
    if verdict.status is Status.UNREPORTED:
        return _why_unreported(verdict, evaluation, who, typed)
    if typed:
        return f"{who}填报“{typed}”，待核实，暂不采用"
    return visible(verdict.notes[-1]) if verdict.notes else "数据待核实"


def _why_unreported(verdict: Verdict, evaluation: Evaluation, who: str, typed: str) -> str:
    late = [name for name in verdict.indicator.reporters if name in evaluation.missing]
    if late:
        return f"{'、'.join(late)}没有交{form_words(evaluation)}"
    if len(verdict.indicator.reporters) > 1 and verdict.notes:
        return visible(verdict.notes[-1])
    return f"{who}填报“{typed}”，按未报送处理" if typed else f"{who}没有填报"


def form_words(evaluation: Evaluation) -> str:
    """The form that is owed, e.g. ``2020年三季度填报表``; that of the last year once the plan is over."""
    end, period = evaluation.plan.period.end, evaluation.period
    if evaluation.as_of >= end and (period is None or period.end < end):
        return f"{end.year}年填报表"
    return f"{period.chinese if period else ''}填报表"


def _opening(indicator: Indicator) -> str:
    """The name with what is demanded of it, e.g. ``众创空间应达到1个``."""
    name = f"{indicator.label}（约束性指标）" if indicator.binding else indicator.label
    target = indicator.target
    if target is None or monitored(indicator):
        return name
    if target.form is not TargetForm.LEVEL or target.high is not None or target.approximate:
        return f"{name}目标为“{target_words(indicator)}”"
    demand = target_figure(indicator)
    return name + {
        Comparator.AT_LEAST: f"应达到{demand}",
        Comparator.ABOVE: f"应超过{demand}",
        Comparator.AT_MOST: f"应控制在{demand}以内",
        Comparator.BELOW: f"应低于{demand}",
    }.get(target.comparator, f"应为{demand}")


def _reporters(verdict: Verdict) -> str:
    names = dict.fromkeys(name for name, _ in verdict.sources) or verdict.indicator.reporters
    return "、".join(names) or "责任单位"


def _typed(verdict: Verdict) -> str:
    """What stands in the cell, where one cell was read; a long text is cut."""
    texts = {source.raw.strip() for _, source in verdict.sources if source.raw and source.raw.strip()}
    if len(texts) != 1:
        return ""
    text = " ".join(visible(texts.pop()).split())
    return text if len(text) <= _TYPED else text[: _TYPED - 1] + "…"
