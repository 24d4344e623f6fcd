"""Evaluation → everything that a template can name (docs/templates.md)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.report.absences import why_absent
from sctarget.report.figures import chinese_date, whole_percent
from sctarget.report.overall import opening
from sctarget.report.phrases import monitored_phrase, rules_sentence, summary_sentence, targets_phrase, tasks_phrase
from sctarget.report.slot_fields import (
    INDICATOR_FIELDS,
    OF_FIGURE,
    TASK_FIELDS,
    Field,
    JudgedIndicator,
    JudgedTask,
    falls_short,
)
from sctarget.report.slot_scores import NO_POINTS, NO_SCORE, TotalPoints, department_points, plan_points, score_sentence
from sctarget.report.slots import Entry, Listing, Nothing, Slots
from sctarget.report.titles import broken_title, report_title
from sctarget.report.words import DONE, STATUS_WORDS, TASK_WORDS, monitored
from sctarget.report.year_report import full_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Department, Indicator, Task
    from sctarget.report.slots import Value

T = TypeVar("T")

_Named: TypeAlias = "tuple[Entry, tuple[tuple[str, ...], ...]]"
_Judged: TypeAlias = "list[tuple[Verdict, _Named]]"
_Owed: TypeAlias = "list[tuple[TaskVerdict, _Named]]"
LISTS = {"指标": "指标列表", "任务": "任务列表", "分组": "分组列表", "单位": "单位列表"}
"""What can be listed: found by name under the short word, for loops under either."""


class Part(NamedTuple):
    """A group or a department with what belongs to it."""

    name: str
    verdicts: Sequence[Verdict]
    tasks: Sequence[TaskVerdict]
    department: Department | None = None
    score: TotalPoints = NO_POINTS


PLAN_FIELDS: tuple[Field[Evaluation], ...] = (
    Field("名称", "计划的名称", lambda each: each.plan.title),
    Field("编号", "计划的编号", lambda each: each.plan.id),
    Field("发文单位", "计划里的发文单位", lambda each: each.plan.issuer or ""),
    Field("文号", "计划里的文号", lambda each: each.plan.document or ""),
    Field("地区", "计划里的地区或代码", lambda each: each.plan.region or ""),
    Field("期间", "计划管哪一年或哪几年", lambda each: each.plan.period.chinese),
    Field("开始", "计划开始的那一天", lambda each: chinese_date(each.plan.period.start)),
    Field("结束", "计划结束的那一天", lambda each: chinese_date(each.plan.period.end)),
)

_RESULTS: tuple[Field[Part], ...] = (
    Field("指标情况", "其中的指标完成了几项", lambda each: results(each.verdicts), "其中没有指标"),
    Field("任务情况", "其中的任务完成了几项", lambda each: tasks_phrase(each.tasks), "其中没有任务"),
)

PART_FIELDS: dict[str, tuple[Field[Part], ...]] = {
    "分组": (Field("名称", "分组的名称", lambda each: each.name), *_RESULTS),
    "单位": (
        Field("名称", "单位的名称", lambda each: each.name),
        Field("联系人", "计划里写的", lambda each: (each.department and each.department.contact) or ""),
        Field("电话", "计划里写的", lambda each: (each.department and each.department.phone) or ""),
        Field("满分", "它的指标和任务共多少分", lambda each: each.score.full, NO_SCORE),
        Field("得分", "得了多少分", lambda each: each.score.points, NO_SCORE),
        Field("等级", "按计划里的界限", lambda each: each.score.grade, NO_SCORE),
        *_RESULTS,
    ),
}
"""Groups, and departments with what they lead; both also have their own lists ``指标`` and ``任务``."""

WHOLE_FIELDS: tuple[Field[Evaluation], ...] = (
    Field("标题", "按计划名称拟的报告标题", report_title),
    Field("分行标题", "同上，长的分成几行", lambda each: broken_title(report_title(each))),
    Field("开头", "报告的第一段", opening),
    Field("落款单位", "发文单位的全称", lambda each: full_name(each.plan)),
    Field("判定日期", "截至哪一天", lambda each: chinese_date(each.as_of)),
    Field("报告期", "最近一期", lambda each: each.period.chinese if each.period else "", "还没有收到报表"),
    Field("时间进度", "计划期过去了多少", lambda each: whole_percent(each.elapsed, each.plan.rules)),
    Field("总体情况", "一句话的总体结果", summary_sentence),
    Field("指标情况", "指标完成了几项", lambda each: results(each.verdicts), "计划里没有指标"),
    Field("任务情况", "任务完成了几项", lambda each: tasks_phrase(each.tasks), "计划里没有任务"),
    Field("满分", "计划的满分", lambda each: plan_points(each).full, NO_SCORE),
    Field("总分", "得了多少分", lambda each: plan_points(each).points, NO_SCORE),
    Field("等级", "按计划里的界限", lambda each: plan_points(each).grade, NO_SCORE),
    Field("计分情况", "一句话的得分和等级", score_sentence, NO_SCORE),
    Field("未报送单位", "还没有交表的单位，用顿号隔开", lambda each: "、".join(each.missing), "都交了"),
    Field("判定规则", "判定用的界限和修约办法", lambda each: rules_sentence(each.plan.rules)),
)
"""Words that a template can begin with, besides the listings."""

COUNTS: dict[str, str] = {
    "指标": "有目标的指标",
    "完成": "完成和超额完成的",
    **{STATUS_WORDS[each]: f"{STATUS_WORDS[each]}的" for each in Status if each not in {Status.MET, Status.MONITORED}},
    "未达到": "没达到目标或序时、或没有数的",
    "监测": "没有目标、只报数的指标",
    "暂定": "用预计、快报或待确认数判定的",
    "任务": "任务",
    **{f"任务{word}": f"{word}的任务" for word in TASK_WORDS.values()},
    "任务逾期": "过了时限还没有完成的任务",
}
"""The counts of ``统计`` and what each counts."""


def results(verdicts: Sequence[Verdict]) -> str:
    """How many targets are reached and how many figures are watched, e.g. ``28项指标中完成20项、未完成3项``."""
    return "；".join(each for each in (targets_phrase(verdicts), monitored_phrase(verdicts)) if each)


def make_slots(evaluation: Evaluation) -> Slots:
    """Every name of the template language for one evaluation; figures are worked out when they are asked for."""
    plan = evaluation.plan
    judged = [(each, _indicator(number, each, evaluation)) for number, each in enumerate(evaluation.verdicts, 1)]
    owed = [(each, _task(number, each, evaluation)) for number, each in enumerate(evaluation.tasks, 1)]
    indicators = Listing("指标", [entry for _, entry in judged])
    lists = {
        "指标": indicators,
        "任务": Listing("任务", [entry for _, entry in owed]),
        "分组": Listing("分组", _groups(evaluation, judged, owed)),
        "单位": Listing("单位", _departments(evaluation, judged, owed)),
    }
    counts = {name: partial(_same, number) for name, number in counted(evaluation).items()}
    values: dict[str, Value] = {name: indicators[name] for name in indicators.names if name.isidentifier()}
    values |= {field.name: _read(field, evaluation, plan.title) for field in WHOLE_FIELDS}
    values |= lists
    values |= {long: lists[short] for short, long in LISTS.items()}
    values["计划"] = Entry("计划", plan.title, _readers(PLAN_FIELDS, evaluation, plan.title))
    values["统计"] = Entry("统计", "统计", counts)
    return Slots(values, indicators)


def _same(value: Value) -> Value:
    return value


def _readers(fields: Iterable[Field[T]], item: T, label: str) -> dict[str, Callable[[], Value]]:
    return {field.name: partial(_read, field, item, label) for field in fields}


def _read(field: Field[T], item: T, label: str) -> Value:
    value = field.read(item)
    return Nothing(label, field.name, field.lacking) if value == "" else value


def _read_judged(field: Field[JudgedIndicator], item: JudgedIndicator) -> Value:
    value = _read(field, item, item.indicator.label)
    if isinstance(value, Nothing) and field.name in OF_FIGURE and item.verdict.actual is None:
        return value._replace(why=why_absent(item.verdict, item.evaluation))
    return value


def _indicator(number: int, verdict: Verdict, evaluation: Evaluation) -> _Named:
    item, indicator = JudgedIndicator(verdict, number, evaluation), verdict.indicator
    fields = {field.name: partial(_read_judged, field, item) for field in INDICATOR_FIELDS}
    names = ((indicator.id, indicator.label), (indicator.name,), indicator.aliases)
    return Entry("指标", indicator.label, fields), names


def _task(number: int, verdict: TaskVerdict, evaluation: Evaluation) -> _Named:
    task = verdict.task
    fields = _readers(TASK_FIELDS, JudgedTask(verdict, number, evaluation), task.name)
    return Entry("任务", task.name, fields), ((task.id,), (task.name,))


def _groups(evaluation: Evaluation, judged: _Judged, owed: _Owed) -> list[_Named]:
    """The groups of the plan in its order."""
    found = [*(each.indicator.group for each, _ in judged), *(each.task.group for each, _ in owed)]
    return [
        _part(
            "分组",
            name,
            [each for each in judged if each[0].indicator.group == name],
            [each for each in owed if each[0].task.group == name],
        )
        for name in dict.fromkeys((*evaluation.plan.groups, *filter(None, found)))
    ]


def _departments(evaluation: Evaluation, judged: _Judged, owed: _Owed) -> list[_Named]:
    """Every department that leads something, those of the plan's list first and in its order."""
    known = {each.name: each for each in evaluation.plan.departments}
    items: list[Indicator | Task] = [*(each.indicator for each, _ in judged), *(each.task for each, _ in owed)]
    leading = dict.fromkeys(name for item in items for name in _leads(item))
    return [
        _part(
            "单位",
            name,
            [each for each in judged if name in _leads(each[0].indicator)],
            [each for each in owed if name in _leads(each[0].task)],
            known.get(name),
            department_points(evaluation.scores, name),
        )
        for name in dict.fromkeys((*(each for each in known if each in leading), *leading))
    ]


def _leads(item: Indicator | Task) -> tuple[str, ...]:
    return item.lead or item.reporters


def _part(
    kind: str,
    name: str,
    judged: _Judged,
    owed: _Owed,
    department: Department | None = None,
    score: TotalPoints = NO_POINTS,
) -> _Named:
    """A group or a department as an entry, with its own lists of indicators and tasks."""
    part = Part(name, [each for each, _ in judged], [each for each, _ in owed], department, score)
    lists = {
        "指标": partial(_same, Listing("指标", [entry for _, entry in judged])),
        "任务": partial(_same, Listing("任务", [entry for _, entry in owed])),
    }
    fields = _readers(PART_FIELDS[kind], part, name)
    return Entry(kind, name, fields | lists), ((name,), department.aliases if department else ())


def counted(evaluation: Evaluation) -> dict[str, int]:
    """The numbers of ``COUNTS``."""
    judged = [each for each in evaluation.verdicts if not monitored(each.indicator)]
    statuses = Counter(each.status for each in judged)
    states = Counter(each.status for each in evaluation.tasks)
    found = {STATUS_WORDS[each]: statuses[each] for each in Status}
    found |= {f"任务{TASK_WORDS[each]}": states[each] for each in TaskState}
    found |= {
        "指标": len(judged),
        "完成": sum(statuses[each] for each in DONE),
        "未达到": sum(falls_short(each) for each in judged),
        "监测": len(evaluation.verdicts) - len(judged),
        "暂定": sum(each.provisional for each in judged),
        "任务": len(evaluation.tasks),
        "任务逾期": sum(each.overdue for each in evaluation.tasks),
    }
    return {name: found[name] for name in COUNTS}
