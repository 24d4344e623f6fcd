"""Small evaluations built by hand, all 示例数据: what showing gets from judging."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sctarget.evaluate.gap import completion, demand_of, progress
from sctarget.evaluate.result import Actual, Evaluation, Pace, Status, TaskVerdict, Verdict
from sctarget.evaluate.rounding import to_decimal
from sctarget.model.actual import DataState, TaskReport, TaskState
from sctarget.model.period import Period, parse_period
from sctarget.model.plan import Baseline, Department, Indicator, Kind, PaceMethod, Plan, Rules, Task
from sctarget.model.problem import Problem, Severity
from sctarget.model.quantity import Comparator, Quantity, Target
from sctarget.model.source import Source
from sctarget.model.units import declared_unit

PLAN_FILE = "plan.yaml"
FORM = "2023年科技指标完成情况_县统计局.xlsx"


def period(text: str) -> Period:
    """A period that must parse."""
    found = parse_period(text)
    assert found is not None, text
    return found


def cell(address: str, raw: str | None = None, file: str = FORM) -> Source:
    """A cell of a returned form."""
    return Source(file, "填报表", address, raw=raw, sha256="0" * 64)


def indicator(
    name: str = "研发经费支出",
    target: str | None = "0.16",
    unit: str = "亿元",
    comparator: Comparator = Comparator.AT_LEAST,
    *,
    high: str | None = None,
    text: str | None = None,
    baseline: tuple[str, int] | None = None,
    **more: Any,
) -> Indicator:
    """An indicator whose target is ``comparator`` ``target`` ``unit``; ``text`` are the document's words."""
    measure = declared_unit(unit)
    demanded = (
        None
        if target is None
        else Target(comparator, Decimal(target), measure, None if high is None else Decimal(high))
    )
    facts: dict[str, Any] = {
        "id": f"i{sum(name.encode())}",
        "source": Source(PLAN_FILE, line=8, column=5),
        "kind": Kind.FLOW,
        "due": date(2023, 12, 31),
        "target_text": text or (f"{target}{unit}以上" if target else None),
        "lead": ("县统计局",),
        "reporters": ("县统计局",),
        "baseline": None if baseline is None else Baseline(Quantity(Decimal(baseline[0]), measure), baseline[1]),
    }
    return Indicator(name=name, unit=measure, target=demanded, **(facts | more))


def verdict(
    item: Indicator,
    status: Status,
    actual: str | None = None,
    *,
    at: str = "H7",
    raw: str | None = None,
    state: DataState | None = DataState.FINAL,
    when: str = "2023",
    **more: Any,
) -> Verdict:
    """A verdict with its rates and differences worked out the way judging does."""
    if actual is None:
        return Verdict(item, status, **more)
    value = Decimal(actual)
    sources = (("县统计局", cell(at, raw)),)
    more.setdefault("sources", sources)
    reported = Actual(value, period(when), state, sources)
    demand = None if item.target is None else demand_of(item.target, item.unit, Rules())
    if demand is None:
        return Verdict(item, status, reported, **more)
    exact = Fraction(value)
    base = None if item.baseline is None else Fraction(item.baseline.value.value)
    rate, done = completion(demand, exact), progress(demand, exact, base)
    facts: dict[str, Any] = {
        "gap": to_decimal(demand.gap(exact)),
        "shortfall": to_decimal(demand.shortfall(exact)),
        "completion": None if rate is None else to_decimal(rate),
        "progress": None if done is None else to_decimal(done),
    }
    return Verdict(item, status, reported, **(facts | more))


def pace(share: str | None, expected_share: str, expected: str, day: date = date(2023, 6, 30), **more: Any) -> Pace:
    """A linear pace towards the end of 2023."""
    return Pace(
        PaceMethod.LINEAR,
        Decimal(expected),
        Decimal(expected_share),
        None if share is None else Decimal(share),
        day,
        more.pop("due", date(2023, 12, 31)),
        **more,
    )


def task(
    name: str = "农业科技园区通过验收", state: TaskState = TaskState.DONE, *, overdue: bool = False, **more: Any
) -> TaskVerdict:
    """A task with one report."""
    due = more.pop("due", date(2023, 12, 31))
    item = Task(f"t{sum(name.encode())}", name, Source(PLAN_FILE, line=30, column=5), due, lead=("县科技局",), **more)
    reports = (
        ()
        if state is TaskState.UNREPORTED
        else (TaskReport(item.id, "县科技局", period("2023"), state, cell("H20"), evidence="批复文件"),)
    )
    return TaskVerdict(item, state, overdue, reports)


def problem(severity: Severity = Severity.QUARANTINED, **more: Any) -> Problem:
    """A problem in a returned cell."""
    facts: dict[str, Any] = {
        "code": "approximate_value",
        "message": "实际值须为确数。请改填确切的数，并在备注栏说明。",
        "source": cell("H9", "约12"),
        "department": "县统计局",
        "indicator": None,
        "read": "约12",
    }
    return Problem(severity=severity, **(facts | more))


def evaluation(
    verdicts: tuple[Verdict, ...] = (),
    tasks: tuple[TaskVerdict, ...] = (),
    problems: tuple[Problem, ...] = (),
    *,
    as_of: date = date(2023, 12, 31),
    elapsed: str = "1",
    missing: tuple[str, ...] = (),
    **more: Any,
) -> Evaluation:
    """A judged one-year plan."""
    plan = Plan(
        "shili-2023",
        more.pop("title", "示例县2023年科技工作要点（示例数据）"),
        Source(PLAN_FILE),
        period("2023"),
        region="620821",
        indicators=tuple(each.indicator for each in verdicts),
        tasks=tuple(each.task for each in tasks),
        departments=more.pop("departments", (Department("县统计局", aliases=("统计局",)),)),
        fingerprint="f" * 16,
        **more,
    )
    return Evaluation(plan, as_of, period("2023"), Decimal(elapsed), verdicts, tasks, problems, missing)
