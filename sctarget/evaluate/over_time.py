"""What the periods before and the time that is left add to a verdict (docs/judging.md §13, §14.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.compare import demand_in
from sctarget.evaluate.forecast import forecast, running
from sctarget.evaluate.outlook import Forecast, Outlook
from sctarget.evaluate.pace import due_of
from sctarget.evaluate.required import required
from sctarget.evaluate.series import fallen, reported
from sctarget.model.quantity import TargetForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from sctarget.evaluate.gap import Demand
    from sctarget.evaluate.known import Known
    from sctarget.evaluate.result import Verdict
    from sctarget.evaluate.series import Reported
    from sctarget.model.plan import Indicator, Plan


def over_time(known: Known, verdict: Verdict, base: Fraction | None) -> Verdict:
    """A verdict on a figure that was compared, with what is said of its past and, while it runs, of its end."""
    plan, indicator, actual = known.plan, verdict.indicator, verdict.actual
    demand = None if verdict.gap is None else demand_in(plan, indicator)
    if actual is None or demand is None or demand.form is TargetForm.DIRECTION:
        return verdict
    series = reported(indicator, known)
    if indicator.kind.level and verdict.shortfall and (note := fallen(indicator, demand, series)):
        verdict = verdict._replace(notes=(*verdict.notes, note))
    if known.day >= due_of(indicator, plan, actual.period.end):
        return verdict
    return verdict._replace(outlook=_outlook(indicator, plan, demand, base, series))


def _outlook(
    indicator: Indicator, plan: Plan, demand: Demand, base: Fraction | None, series: Sequence[Reported]
) -> Outlook | None:
    case = running(indicator, plan, demand, base, series)
    if case is None:
        return None
    found = forecast(case)
    if isinstance(found, Forecast):
        return Outlook(found, "", required(case))
    return Outlook(None, found, required(case))
