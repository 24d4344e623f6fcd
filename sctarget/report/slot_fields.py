"""The fields that a template can name, each with its meaning: the manual is made from the same tables.

A field that gives ``""`` has no value; what is said of it then is its ``lacking``, or why the indicator has no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import DataState, TaskState
from sctarget.model.quantity import TargetForm
from sctarget.report.comparison import change
from sctarget.report.figures import (
    actual_figure,
    actual_words,
    amount_words,
    baseline_words,
    chinese_date,
    completion_words,
    demand_words,
    expected_words,
    figure,
    figure_year,
    gap_words,
    milestone_words,
    pace_words,
    progress_words,
    provisional_word,
    row_quantity,
    said,
    source_words,
    target_bounds,
    target_figure,
    target_words,
    with_unit,
)
from sctarget.report.report_tables import ABSENT, SHORT, responsible
from sctarget.report.sentences import indicator_sentence
from sctarget.report.shortcomings import cause_words
from sctarget.report.slot_scores import NO_SCORE, item_points
from sctarget.report.words import DONE, KIND_WORDS, STATE_WORDS, TASK_WORDS, monitored, status_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Indicator, Rules

T = TypeVar("T")

_NOT_FILLED = "报送单位没有填"
_NO_TARGET = "没有目标，或目标不是一个数"
_NO_NUMBER = "没有目标，或目标不是一个数，可用“目标原文”"
_NO_PACE = "已经到期，或不看序时进度"
_NO_BASELINE = "计划里没有基期，或基期已经达到目标"
_NO_LAST_YEAR = "没有上年同期数"
_FULL = "没有分值，或得了满分，没有要说明的"
_NOT_WRITTEN = "计划里没有写"
_NUMBERS = frozenset({TargetForm.LEVEL, TargetForm.RANK})


class JudgedIndicator(NamedTuple):
    """An indicator as a template sees it; ``number`` counts from 1 in the order of the plan."""

    verdict: Verdict
    number: int
    evaluation: Evaluation

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.verdict.indicator

    @property
    def rules(self) -> Rules:
        """How figures are rounded for display."""
        return self.evaluation.plan.rules


class JudgedTask(NamedTuple):
    """A task as a template sees it."""

    verdict: TaskVerdict
    number: int
    evaluation: Evaluation


class Field(NamedTuple, Generic[T]):
    """One field: its name, what it says, how it is read, and why it may have no value."""

    name: str
    meaning: str
    read: Callable[[T], str | bool | int]
    lacking: str = _NOT_WRITTEN


def _actual_number(item: JudgedIndicator) -> str:
    if item.verdict.actual is None:
        return ""
    bounds = [each for each in target_bounds(item.indicator) if each is not None]
    return figure(item.verdict.actual.value, item.rules, bounds)


def _target_number(item: JudgedIndicator) -> str:
    target = item.indicator.target
    if target is None or target.form not in _NUMBERS:
        return ""
    return "～".join(plain_text(each) for each in target_bounds(item.indicator) if each is not None)


def _target_with_unit(item: JudgedIndicator) -> str:
    target = item.indicator.target
    return "" if target is None or target.form not in _NUMBERS else target_figure(item.indicator)


def _shortfall(item: JudgedIndicator) -> str:
    missing = item.verdict.shortfall
    return "" if missing is None else amount_words(missing, item.indicator, item.rules)


def _period(item: JudgedIndicator) -> str:
    return item.verdict.actual.period.chinese if item.verdict.actual else ""


def _data_year(item: JudgedIndicator) -> str:
    actual = item.verdict.actual
    return "" if actual is None else f"{figure_year(actual, item.indicator)}年"


def _last_year(item: JudgedIndicator) -> str:
    was = item.verdict.last_year
    return "" if was is None else with_unit(plain_text(was), item.indicator.unit)


def _since_last_year(item: JudgedIndicator) -> str:
    verdict = item.verdict
    if verdict.actual is None or verdict.last_year is None:
        return ""
    return change(verdict.actual.value, verdict.last_year, item.indicator, item.rules, "上年")


def _baseline(item: JudgedIndicator) -> str:
    baseline = item.indicator.baseline
    return (
        ""
        if baseline is None
        else with_unit(plain_text(row_quantity(baseline.value, item.indicator)), item.indicator.unit)
    )


def _since_baseline(item: JudgedIndicator) -> str:
    actual, baseline = item.verdict.actual, item.indicator.baseline
    if actual is None or baseline is None:
        return ""
    was = row_quantity(baseline.value, item.indicator)
    return change(actual.value, was, item.indicator, item.rules, f"{baseline.year}年")


def _state(item: JudgedIndicator) -> str:
    actual = item.verdict.actual
    if actual is None:
        return ""
    return provisional_word(item.verdict) or STATE_WORDS[actual.state or DataState.FINAL]


def falls_short(verdict: Verdict) -> bool:
    """Whether something is left to be done about an indicator: missed, behind, or without the figure that it owes."""
    return verdict.status in {*SHORT, *ABSENT} and not monitored(verdict.indicator)


def _task_state(item: JudgedTask) -> str:
    return f"{TASK_WORDS[item.verdict.status]}{'（逾期）' if item.verdict.overdue else ''}"


_PLANNED: tuple[Field[JudgedIndicator], ...] = (
    Field("序号", "在计划里排第几", lambda each: each.number),
    Field("编号", "计划里的编号", lambda each: each.indicator.id),
    Field("名称", "名称，有范围的带范围", lambda each: each.indicator.label),
    Field("范围", "同名指标靠它区分", lambda each: each.indicator.scope or ""),
    Field("分组", "计划里的分组", lambda each: each.indicator.group or ""),
    Field("类型", "当年量、期末量、比率、指数", lambda each: KIND_WORDS[each.indicator.kind]),
    Field("单位", "计量单位", lambda each: each.indicator.unit.text, "这一项没有计量单位"),
    Field("口径", "计划里写的口径", lambda each: each.indicator.definition or ""),
    Field("目标值", "目标数，不带单位", _target_number, _NO_NUMBER),
    Field("目标", "目标数，带单位", _target_with_unit, _NO_NUMBER),
    Field("目标原文", "计划里的原话", lambda each: target_words(each.indicator), _NO_TARGET),
    Field("目标要求", "原话，连同推算出的数和原来的目标", lambda each: demand_words(each.verdict), _NO_TARGET),
    Field("基期", "带年份和说明", lambda each: baseline_words(each.indicator), _NO_BASELINE),
    Field("基期值", "带单位", _baseline, _NO_BASELINE),
    Field("责任单位", "牵头单位，没有牵头的是报送单位", lambda each: responsible(each.indicator)),
    Field("牵头单位", "几个单位用顿号隔开", lambda each: "、".join(each.indicator.lead)),
    Field("配合单位", "几个单位用顿号隔开", lambda each: "、".join(each.indicator.support)),
    Field("报送单位", "填报表的单位", lambda each: "、".join(each.indicator.reporters)),
    Field("原文位置", "计划文件里的位置", lambda each: "、".join(each.indicator.at)),
    Field("约束性", "是、否", lambda each: each.indicator.binding),
    Field("监测", "没有目标、只报数的；是、否", lambda each: monitored(each.indicator)),
)

_FIGURES: tuple[Field[JudgedIndicator], ...] = (
    Field("实际值", "实际数，不带单位", _actual_number),
    Field("完成值", "实际数，带单位", lambda each: actual_figure(each.verdict, each.rules)),
    Field("实际完成", "带单位，并注明数据年份、预计等", lambda each: actual_words(each.verdict, each.evaluation)),
    Field("完成率", "实际比目标", lambda each: completion_words(each.verdict, each.rules), _NO_TARGET),
    Field("增量完成率", "从基期算起", lambda each: progress_words(each.verdict, each.rules), _NO_BASELINE),
    Field("尚差", "还差多少，带单位；达到了是0", _shortfall, _NO_TARGET),
    Field("差额", "超出或尚差多少", lambda each: gap_words(each.verdict, each.rules), _NO_TARGET),
    Field("上年值", "上年同期数，带单位", _last_year, _NO_LAST_YEAR),
    Field("同比", "与上年同期相比", _since_last_year, _NO_LAST_YEAR),
    Field("比基期", "与基期相比", _since_baseline, _NO_BASELINE),
    Field("比序时", "比序时进度超前或落后", lambda each: pace_words(each.verdict, each.evaluation.plan), _NO_PACE),
    Field("序时应达", "到这一天应达多少", lambda each: expected_words(each.verdict, each.evaluation), _NO_PACE),
    Field("阶段目标", "当年的阶段目标和结论", lambda each: milestone_words(each.verdict), "这一年没有阶段目标"),
    Field("数据期", "数是哪一期报的", _period),
    Field("数据年份", "数本身是哪一年的", _data_year),
    Field("数据状态", "预计、快报、最终、待确认", _state),
)

_SAID: tuple[Field[JudgedIndicator], ...] = (
    Field("状态", "完成情况", lambda each: status_words(each.verdict)),
    Field("一句话", "报告里的那句话", lambda each: indicator_sentence(each.verdict, each.evaluation)),
    Field("未达原因", "单位自己填的", lambda each: each.verdict.reason or "", _NOT_FILLED),
    Field("改进措施", "单位自己填的", lambda each: each.verdict.measures or "", _NOT_FILLED),
    Field("分值", "计划里给的分值", lambda each: item_points(each.evaluation, each.indicator.id).weight, NO_SCORE),
    Field("得分", "得了多少分", lambda each: item_points(each.evaluation, each.indicator.id).points, NO_SCORE),
    Field("计分说明", "得分怎么来的", lambda each: item_points(each.evaluation, each.indicator.id).ground, _FULL),
    Field("来源", "数出自哪个文件、哪个格子", lambda each: source_words(each.verdict), "没有读到这一项的格子"),
    Field("说明", "判定时的说明", lambda each: "；".join(each.verdict.notes), "没有说明"),
    Field(
        "原因说明", "谁填的、怎么说的；没有填的、没有数的写明", lambda each: cause_words(each.verdict, each.evaluation)
    ),
    Field("已完成", "是、否，用在 if 里", lambda each: each.verdict.status in DONE),
    Field("未达到", "没达到目标或序时、或没有数的；是、否", lambda each: falls_short(each.verdict)),
    Field("有数据", "是、否，用在 if 里", lambda each: each.verdict.actual is not None),
    Field("暂定", "用的是预计、快报或待确认的数；是、否", lambda each: each.verdict.provisional),
)

INDICATOR_FIELDS = (*_FIGURES, *_PLANNED, *_SAID)

OF_FIGURE = frozenset(field.name for field in _FIGURES)
"""Fields that an indicator without a figure lacks for that reason."""

TASK_FIELDS: tuple[Field[JudgedTask], ...] = (
    Field("序号", "在计划里排第几", lambda each: each.number),
    Field("编号", "计划里的编号", lambda each: each.verdict.task.id),
    Field("名称", "任务的名称", lambda each: each.verdict.task.name),
    Field("分组", "计划里的分组", lambda each: each.verdict.task.group or ""),
    Field("状态", "推进到哪一步，逾期的注明", _task_state),
    Field("完成时限", "应在哪天之前完成", lambda each: chinese_date(each.verdict.task.due)),
    Field("责任单位", "牵头单位，没有牵头的是报送单位", lambda each: responsible(each.verdict.task)),
    Field("牵头单位", "几个单位用顿号隔开", lambda each: "、".join(each.verdict.task.lead)),
    Field("配合单位", "几个单位用顿号隔开", lambda each: "、".join(each.verdict.task.support)),
    Field("报送单位", "填报表的单位", lambda each: "、".join(each.verdict.task.reporters)),
    Field("未达原因", "单位自己填的", lambda each: said(each.verdict, "reason"), _NOT_FILLED),
    Field("改进措施", "单位自己填的", lambda each: said(each.verdict, "measures"), _NOT_FILLED),
    Field("佐证", "单位自己填的", lambda each: said(each.verdict, "evidence"), _NOT_FILLED),
    Field("分值", "计划里给的分值", lambda each: item_points(each.evaluation, each.verdict.task.id).weight, NO_SCORE),
    Field("得分", "得了多少分", lambda each: item_points(each.evaluation, each.verdict.task.id).points, NO_SCORE),
    Field("原文位置", "计划文件里的位置", lambda each: "、".join(each.verdict.task.at)),
    Field("已完成", "是、否，用在 if 里", lambda each: each.verdict.status is TaskState.DONE),
    Field("逾期", "是、否，用在 if 里", lambda each: each.verdict.overdue),
)
