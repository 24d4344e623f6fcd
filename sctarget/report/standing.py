"""Where a project stands: what has gone out, what is back, what needs a person, what to type next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.collection import ReturnStatus
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.report.table import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.collection import Collection
    from sctarget.model.actual import FormReturn
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

_NAMED = 8
_SERIOUS = (Severity.REJECTED, Severity.QUARANTINED, Severity.WARNING)
_STATES = (
    (ReturnStatus.LATE, "迟报"),
    (ReturnStatus.CONFLICT, "报来不同的表"),
    (ReturnStatus.REJECTED, "报来的表读不了"),
    (ReturnStatus.MISSING, "未报"),
)


class Step(NamedTuple):
    """A command to type, and what it does."""

    command: str
    purpose: str


def standing_lines(collection: Collection, sent: Sequence[FormReturn], forms: str, actuals: str) -> list[str]:
    """The state of a project; ``sent`` are the forms in the folder ``forms``, ``actuals`` is where returns lie."""
    plan, period = collection.plan, collection.period
    lines = [visible(plan.title)]
    if not plan.reporters:
        return [*lines, "  计划里还没有要报送的指标或任务。"]
    return [
        *lines,
        f"  已发出：{_gone_out(plan, period, sent, forms)}",
        f"  已收回：{_come_back(collection, actuals)}",
        *_verifying(collection),
        f"  要人处理：{_to_settle(collection)}",
        *_misplaced(sent, forms, actuals),
    ]


def next_steps(collection: Collection, sent: Sequence[FormReturn]) -> tuple[Step, ...]:
    """What to type next, the most urgent first."""
    plan, period = collection.plan, collection.period
    option = f" --period {period.text}" if period else ""
    if not plan.reporters:
        return (Step("sctarget validate", "检查计划文件"),)
    back = collection.departments_with(ReturnStatus.RETURNED, ReturnStatus.LATE, ReturnStatus.CONFLICT)
    if not back and not sent:
        several = plan.period.start.year != plan.period.end.year
        chosen = f" --period {plan.period.start.year}" if several else ""
        return (Step(f"sctarget template{chosen}", "生成填报表；--period 报告期，--due 截止日期，--notice 写报送通知"),)
    steps = []
    if any(problem.severity.blocking and problem.code != "not_returned" for problem in collection.problems):
        steps.append(Step(f"sctarget collect{option} --return-to 退回", "把有问题的表标好退回"))
        steps.append(Step(f"sctarget collect{option} --decide", "当场认定暂不采用的数"))
    if collection.departments_with(ReturnStatus.MISSING, ReturnStatus.REJECTED, ReturnStatus.CONFLICT):
        steps.append(Step(f"sctarget collect{option} --remind", "催报"))
    if not steps:
        steps.append(Step("sctarget check", "判定完成情况"))
    return tuple(steps)


def step_lines(steps: Sequence[Step]) -> list[str]:
    """The next commands, aligned."""
    width = max(_wide(step.command) for step in steps)
    return [
        f"{'　　　　' if number else '下一步：'}{step.command}{' ' * (width - _wide(step.command) + 2)}{step.purpose}"
        for number, step in enumerate(steps)
    ]


def _wide(text: str) -> int:
    return sum(1 if each.isascii() else 2 for each in text)


def _gone_out(plan: Plan, period: Period | None, sent: Sequence[FormReturn], forms: str) -> str:
    there = {form.department for form in sent if form.period == period and not form.verifies}
    if period is None or not there:
        return f"{forms} 里没有{period.chinese + '的' if period else ''}填报表"
    lacking = [name for name in plan.reporters if name not in there]
    said = f"{period.chinese}填报表，{len(there)}个单位（{forms}）"
    return f"{said}；还没有生成的：{_named(lacking)}" if lacking else said


def _come_back(collection: Collection, actuals: str) -> str:
    came = collection.departments_with(ReturnStatus.RETURNED, ReturnStatus.LATE)
    period = f"{collection.period.chinese}填报表，" if collection.period else ""
    parts = [f"{period}{len(came)}个单位，共{len(collection.departments)}个（{actuals}）"]
    for status, word in _STATES:
        names = [each.department for each in collection.departments_with(status)]
        if names:
            parts.append(f"{word}：{_named(names)}")
    return "；".join(parts)


def _verifying(collection: Collection) -> list[str]:
    """Where the 核定表 are that were sent to data departments."""
    said = [
        f"{visible(each.department)}{f'已核定{each.verified}项，共{each.rows}项' if each.returned else '没有收回'}"
        for each in collection.verifications
    ]
    return [f"  核定表：{'；'.join(said)}"] if said else []


def _to_settle(collection: Collection) -> str:
    serious = [
        problem for problem in collection.problems if problem.severity in _SERIOUS and problem.code != "not_returned"
    ]
    if not serious:
        return "没有"
    counts = Counter(problem.severity for problem in serious)
    kinds = "、".join(f"{SEVERITY_CHINESE[each]}{counts[each]}处" for each in _SERIOUS if counts[each])
    whose = Counter(problem.department for problem in serious if problem.department)
    named = "、".join(f"{visible(name)}{count}处" for name, count in whose.most_common(_NAMED))
    return f"{kinds}（{named}{'等' if len(whose) > _NAMED else ''}）" if named else kinds


def _misplaced(sent: Sequence[FormReturn], forms: str, actuals: str) -> list[str]:
    filled = [form for form in sent if not form.blank]
    return [f"  注意：{forms} 里有{len(filled)}份已经填了数的表，收回的表请放进 {actuals}。"] if filled else []


def _named(names: Sequence[str]) -> str:
    return visible("、".join(names[:_NAMED])) + (f"等{len(names)}个" if len(names) > _NAMED else "")
