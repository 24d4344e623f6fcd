"""Plans, forms and verdicts in the notation of docs/judging.md, e.g. target ``>= 60 %``, baseline ``55.4 (2020)``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sctarget.evaluate.assess import assess
from sctarget.grammar.target import parse_target
from sctarget.model.actual import Absence, Figure, FormReturn, TaskReport, TaskState
from sctarget.model.period import parse_period
from sctarget.model.plan import Baseline, Indicator, Kind, Milestone, Plan, Task
from sctarget.model.quantity import Comparator, Quantity, Target
from sctarget.model.source import Source
from sctarget.model.units import RANK, declared_unit
from sctarget.readers.plan_formula import parse_formula

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.period import Period
    from sctarget.model.plan import Department, Rules
    from sctarget.model.units import Unit

DEPARTMENT = "县科技局"
_TARGET = re.compile(r"(>=|<=|>|<|=)?\s*(-?[\d.]+)(?:~(-?[\d.]+))?\s*(\S*?)(左右)?")
_BASELINE = re.compile(r"(-?[\d.]+)\s*([^\s(]*)\s*\((\d{4}\S*)\)")
_FIGURE = re.compile(r"-?\d+(\.\d+)?")


def period(text: str) -> Period:
    """A period that is known to be well written."""
    found = parse_period(text)
    assert found is not None, text
    return found


def target(text: str) -> Target:
    """A target from its notation, e.g. ``>= 60 %``, ``40~60 %``, ``= 15 家左右``; else from a plan's own words."""
    match = _TARGET.fullmatch(text.strip())
    if match is None:
        return parse_target(text)
    comparator, low, high, unit, about = match.groups()
    return Target(
        Comparator.RANGE if high else Comparator(comparator or ">="),
        Decimal(low),
        declared_unit(unit),
        Decimal(high) if high else None,
        approximate=bool(about),
    )


def indicator(demand: str | None = ">= 10 家", kind: str = "flow", *, key: str = "x", **keys: Any) -> Indicator:
    """One indicator; ``baseline="3 (2021)"``, ``history="9 (2022)"``, ``milestones={"2023": ">= 9 家"}``.

    Also ``by="2023-09-30"``.
    """
    wanted = None if demand is None else target(demand)
    unit = _row(keys.pop("unit")) if "unit" in keys else (wanted.unit if wanted else declared_unit("家"))
    if "baseline" in keys:
        quantity, year = _known(keys["baseline"], unit)
        keys["baseline"] = Baseline(quantity, int(year))
    if isinstance(keys.get("history"), str):
        found = (_known(each, unit) for each in keys["history"].split("、"))
        keys["history"] = tuple((period(when), quantity) for quantity, when in found)
    if "formula" in keys:
        keys["formula"] = parse_formula(keys["formula"]).formula
    milestones = tuple(Milestone(period(when), target(what), what) for when, what in keys.pop("milestones", {}).items())
    if "by" in keys:
        keys["by"] = keys["due"] = date.fromisoformat(keys["by"])
    keys = {"name": "省级平台数", "due": date(1, 1, 1), "reporters": (DEPARTMENT,), **keys}
    return Indicator(
        key,
        source=Source("plan.yaml", line=12, column=5),
        kind=Kind(kind),
        unit=unit,
        target=wanted,
        target_text=demand,
        milestones=milestones,
        **keys,
    )


def _row(text: str) -> Unit:
    """The unit of a row as a plan's reader sees it: 位 of a rank is no person."""
    return RANK if text == "位" else declared_unit(text)


def _known(text: str, unit: Unit) -> tuple[Quantity, str]:
    """A figure of a year, e.g. ``55.4 (2020)``."""
    match = _BASELINE.fullmatch(text)
    assert match, text
    value, word, year = match.groups()
    return Quantity(Decimal(value), declared_unit(word) if word else unit), year


def make_plan(
    *indicators: Indicator,
    over: str = "2023",
    tasks: tuple[Task, ...] = (),
    departments: tuple[Department, ...] = (),
    rules: Rules | None = None,
) -> Plan:
    """A plan of some years; indicators without a deadline of their own are due at its end."""
    span = period(over)
    due = tuple(item if item.due.year > 1 else replace(item, due=span.end) for item in indicators)
    plan = Plan("p", "示例计划", Source("plan.yaml"), span, indicators=due, tasks=tasks, departments=departments)
    return plan if rules is None else replace(plan, rules=rules)


def figure(key: str, value: str | Absence, department: str = DEPARTMENT, when: str = "2023", **keys: Any) -> Figure:
    """A figure at H7 of its department's form."""
    exact = value if isinstance(value, Absence) else Decimal(value)
    source = Source(f"{department}.xlsx", "填报表", "H7", raw=str(value))
    return Figure(key, department, period(when), exact, source, **keys)


def report(key: str, state: str, department: str = DEPARTMENT, when: str = "2023") -> TaskReport:
    """A task's answer at H20 of its department's form."""
    source = Source(f"{department}.xlsx", "填报表", "H20")
    return TaskReport(key, department, period(when), TaskState(state), source)


def form(
    values: dict[str, str | Absence] | None = None,
    when: str = "2023",
    department: str = DEPARTMENT,
    *,
    sha: str = "",
    file: str = "",
    tasks: dict[str, str] | None = None,
    round_: int = 1,
    blank: bool = False,
    **keys: Any,
) -> FormReturn:
    """A returned workbook with these figures and task states; ``keys`` go to each figure."""
    name = file or f"{department}_{when}.xlsx"
    figures = [figure(key, value, department, when, **keys) for key, value in (values or {}).items()]
    return FormReturn(
        name,
        sha or name,
        department,
        period(when),
        round_,
        blank,
        tuple(replace(item, source=replace(item.source, file=name)) for item in figures),
        tuple(report(key, state, department, when) for key, state in (tasks or {}).items()),
    )


def evaluate(plan: Plan, *forms: FormReturn, as_of: str | None = None) -> Evaluation:
    """The evaluation of forms on a day."""
    return assess(plan, forms, date.fromisoformat(as_of) if as_of else None)


def judge(
    one: Indicator,
    value: str | Absence,
    when: str = "2023",
    *,
    over: str = "2023",
    as_of: str | None = None,
    rules: Rules | None = None,
    **keys: Any,
) -> Verdict:
    """The verdict on one figure of one indicator."""
    plan = make_plan(one, over=over, rules=rules)
    return evaluate(plan, form({one.id: value}, when, **keys), as_of=as_of).verdicts[0]


def codes(evaluation: Evaluation) -> list[str]:
    """The codes of the problems, in their order."""
    return [problem.code for problem in evaluation.problems]
