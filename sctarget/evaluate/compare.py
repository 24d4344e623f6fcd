"""A usable figure against what is demanded → its verdict (docs/judging.md §1–§5, §8)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.gap import Demand, completion, demand_of, progress, widened, worse
from sctarget.evaluate.pace import Course, Unpaced, course_of, due_of, other_year, pace_of
from sctarget.evaluate.result import Rates, Status, Verdict
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.evaluate.status import Situation, status_of
from sctarget.model.plan import Kind
from sctarget.model.problem import make_problem
from sctarget.model.quantity import Comparator, TargetForm

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sctarget.evaluate.result import Actual
    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.problem import Problem
    from sctarget.model.units import Unit


def verdict_on(
    plan: Plan, seen: Verdict, actual: Actual, base: Fraction | None, as_of: date
) -> tuple[Verdict, tuple[Problem, ...]]:
    """The verdict on a usable figure of an indicator that has a target, and what came up."""
    indicator, demanded = seen.indicator, seen.demanded
    over = as_of >= due_of(indicator, plan, actual.period.end)
    demand = demand_in(plan, indicator)
    if demand is None:
        if demanded is None or demanded.lacking is None:
            unit = indicator.target.unit if indicator.target else indicator.unit
            return seen, (unit_problem(indicator, "目标", unit),)
        return graded(seen._replace(status=Status.OPEN) if demanded.waiting else seen, over=over), ()
    verdict = graded(_compare(plan, seen, actual, demand, base, as_of), over=over)
    if verdict.status is Status.TO_VERIFY:
        return verdict, (_grade_problem(indicator, demand, actual),)
    return verdict, ()


def _compare(plan: Plan, seen: Verdict, actual: Actual, demand: Demand, base: Fraction | None, as_of: date) -> Verdict:
    """The verdict of a usable figure against a target that can be compared."""
    indicator, rules, value, figure_end = seen.indicator, plan.rules, Fraction(actual.value), actual.period.end
    found = course_of(indicator, plan, demand, value, base, figure_end)
    course = found if isinstance(found, Course) else None
    refused = (f"序时进度：{found.why}",) if isinstance(found, Unpaced) and found.refused else ()
    situation = situation_of(plan, indicator, figure_end, as_of)
    rates = Rates(completion(demand, value, rules.inverse), progress(demand, value, base))
    return seen._replace(
        status=status_of(demand, value, base, situation, course, rules),
        gap=to_decimal(demand.gap(value)),
        shortfall=to_decimal(demand.shortfall(value)),
        completion=_decimal(rates.completion),
        progress=_decimal(rates.progress),
        rates=rates,
        pace=None if course is None else pace_of(course, indicator, rules),
        notes=(*seen.notes, *_remarks(plan, indicator, demand, value, base, figure_end), *refused),
    )


def graded(verdict: Verdict, *, over: bool) -> Verdict:
    """The verdict with what a person's grade makes of it; before the period is over only 达成 counts."""
    grade, indicator = verdict.grade, verdict.indicator
    if grade is None or indicator.target is None or indicator.target.form is not TargetForm.DIRECTION:
        return verdict
    from sctarget.model.grade import GradeLevel

    if grade.level is GradeLevel.ACHIEVED:
        return verdict._replace(status=Status.MET)
    if not over:
        return verdict._replace(status=Status.OPEN)
    partly = grade.level is GradeLevel.PARTLY and not indicator.binding
    return verdict._replace(status=Status.NEARLY if partly else Status.UNMET)


def _grade_problem(indicator: Indicator, demand: Demand, actual: Actual) -> Problem:
    was, now = (f"{plain_text(each)}{indicator.unit}" for each in (to_decimal(demand.low), actual.value))
    return make_problem(
        "grade_needed",
        indicator.source,
        indicator=indicator.id,
        name=indicator.label,
        text=indicator.target_text or "",
        seen=f"原来{was}，现在{now}",
    )


def situation_of(plan: Plan, indicator: Indicator, figure_end: date, as_of: date) -> Situation:
    """What a verdict depends on besides the figures, for a figure of a period's end judged on a day."""
    flow = indicator.kind is Kind.FLOW
    return Situation(
        over=as_of >= due_of(indicator, plan, figure_end),
        flow=flow,
        cumulative=flow and not other_year(indicator, plan, figure_end),
        hold=indicator.hold or (indicator.target is not None and indicator.target.hold),
        binding=indicator.binding,
    )


def _remarks(
    plan: Plan, indicator: Indicator, demand: Demand, actual: Fraction, base: Fraction | None, figure_end: date
) -> list[str]:
    """What a reader of the verdict should know about how it came about."""
    target, unit = indicator.target, indicator.unit
    remarks = []
    if target is not None and target.approximate:
        if widened(target):
            low, high = plain_text(to_decimal(demand.low)), plain_text(to_decimal(demand.high))
            tolerance = plain_text(to_decimal(Fraction(plan.rules.tolerance) * 100))
            remarks.append(f"目标是约数，按上下浮动{tolerance}%即{low}—{high}{unit}判定")
        else:
            remarks.append("目标带“约”，按所写数字判定，不放宽")
    if demand.comparator in {Comparator.ABOVE, Comparator.BELOW} and actual == demand.low:
        remarks.append("目标不含本数，实际恰好等于目标，不算达到")
    if base is not None and indicator.baseline is not None and worse(demand, actual, base):
        was = f"{plain_text(indicator.baseline.value.value)}{indicator.baseline.value.unit.text or unit}"
        remarks.append(f"{'低于' if actual < base else '高于'}基期（{indicator.baseline.year}年{was}）")
    if indicator.by is not None and figure_end > indicator.by:
        remarks.append(f"完成期限是{indicator.by.isoformat()}，所判数据截至{figure_end.isoformat()}，是否按期请核实")
    if other_year(indicator, plan, figure_end):
        remarks.append(f"目标是{indicator.due.year}年的当年数，所判是{figure_end.year}年的当年数")
    return remarks


def unit_problem(indicator: Indicator, part: str, unit: Unit) -> Problem:
    """A target or baseline whose unit cannot be compared with that of the row."""
    return make_problem(
        "target_unit",
        indicator.source,
        read=unit.text,
        indicator=indicator.id,
        name=indicator.label,
        part=part,
        unit=indicator.unit.text,
    )


def demand_in(plan: Plan, indicator: Indicator) -> Demand | None:
    """What an indicator's target demands in the unit of its row, None where it has no figure or other units."""
    if indicator.target is None:
        return None
    return demand_of(indicator.target, indicator.unit, plan.rules, indicator.unit_also)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
