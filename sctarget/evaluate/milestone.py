"""阶段目标: the interim target of the year, judged like a year's target (docs/judging.md §6)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.compare import demand_in, situation_of
from sctarget.evaluate.pace import Course, course_of, several_years
from sctarget.evaluate.result import MilestoneVerdict, Status
from sctarget.evaluate.status import status_of
from sctarget.model.plan import Kind, Span

if TYPE_CHECKING:
    from datetime import date

    from sctarget.evaluate.result import Actual
    from sctarget.model.plan import Indicator, Plan


def milestone_of(indicator: Indicator, as_of: date, status: Status | None) -> MilestoneVerdict | None:
    """The interim target of the as-of year: the latest that is due, else the next one; its status may still be open."""
    ordered = sorted(indicator.milestones, key=lambda item: (item.period.end, item.period.start))
    this_year = [item for item in ordered if item.period.end.year == as_of.year]
    if not this_year:
        return None
    chosen = next((item for item in reversed(this_year) if item.period.end <= as_of), this_year[0])
    return MilestoneVerdict(chosen.period, chosen.target, chosen.text, status or Status.TO_VERIFY)


def milestone_status(
    plan: Plan, indicator: Indicator, milestone: MilestoneVerdict, actual: Actual, base: Fraction | None, as_of: date
) -> Status:
    """The status of an interim target, judged like a year's target."""
    end, figure_end = milestone.period.end, actual.period.end
    if figure_end < end <= as_of:
        return Status.UNREPORTED
    own_year = indicator.kind is Kind.FLOW and indicator.span is not Span.PLAN
    if own_year and figure_end.year != end.year:
        return Status.OPEN
    stage = replace(
        indicator,
        target=milestone.target,
        due=end,
        span=Span.EACH_YEAR if own_year and several_years(plan) else indicator.span,
        milestones=tuple(item for item in indicator.milestones if item.period.end < end),
    )
    demand = demand_in(plan, stage)
    if demand is None:
        return Status.TO_VERIFY
    value = Fraction(actual.value)
    found = course_of(stage, plan, demand, value, base, figure_end)
    course = found if isinstance(found, Course) else None
    return status_of(demand, value, base, situation_of(plan, stage, figure_end, as_of), course, plan.rules)
