"""Where a figure will stand at the end if it goes on like this (docs/judging.md §13.3–13.6).

Two ways that a clerk can check by hand: by the share that last year had done by the same period, else at the average
rate up to now.  Where either would mislead there is none, and the reason is said.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.gap import in_unit
from sctarget.evaluate.outlook import Forecast, ForecastMethod, Per, Rate
from sctarget.evaluate.pace import Way, due_of, figure_date, own_year, way_of
from sctarget.evaluate.rounding import to_decimal
from sctarget.evaluate.schedules import months
from sctarget.evaluate.series import last_year
from sctarget.model.history import known_figure
from sctarget.model.period import parse_period, year_end
from sctarget.model.plan import Indicator, Kind, PaceMethod, Plan
from sctarget.model.quantity import TargetForm
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.gap import Demand
    from sctarget.evaluate.schedules import Node
    from sctarget.evaluate.series import Reported

ENOUGH_POINTS = 3
LEAST_SHARE = Fraction(1, 10)
"""Where last year had done less than a tenth by now, its share says nothing of the whole."""

FEW = 5
"""Fewer things than this that are counted one by one come or do not come; they have no speed."""

_YEAR = 12
_LAST_DAY = (12, 31)
_WHOLE = 100


class Running(NamedTuple):
    """An indicator that is not over, with its figures from the oldest to the present one, in the row's unit."""

    indicator: Indicator
    plan: Plan
    demand: Demand
    base: Fraction | None
    series: tuple[Reported, ...]
    now: Node
    due: date
    way: Way | None

    @property
    def actual(self) -> Fraction:
        """The present figure."""
        return self.now[1]

    @property
    def cumulative(self) -> bool:
        """Whether figures count from 0 on."""
        return not self.indicator.kind.level and not own_year(self.indicator, self.plan)

    @property
    def year_ends(self) -> bool:
        """Whether only figures at year ends can be compared: yearly amounts, rates, what comes late in the year."""
        rated = self.indicator.kind in {Kind.RATIO, Kind.INDEX}
        return rated or own_year(self.indicator, self.plan) or self.indicator.pace is PaceMethod.BACK_LOADED

    @property
    def holds(self) -> bool:
        """Whether it is to be kept at every date (保持)."""
        return self.indicator.hold or (self.indicator.target is not None and self.indicator.target.hold)

    @property
    def broken(self) -> bool:
        """Whether an amount has passed its limit for good."""
        return self.cumulative and not self.demand.upward and self.actual > self.demand.high

    @property
    def few(self) -> bool:
        """Whether too few things are to be counted for a rate to mean anything."""
        whole = self.demand.low if self.way is None else abs(self.way.aim - self.way.opening)
        return self.indicator.unit.countable and whole < FEW

    @property
    def at_year_end(self) -> bool:
        """Whether the figure speaks of the last day of a year."""
        return (self.now[0].month, self.now[0].day) == _LAST_DAY

    @property
    def remaining(self) -> Fraction:
        """Months from the figure's day to the end."""
        return months(self.due) - months(self.now[0])

    @property
    def per(self) -> Per:
        """What rates are counted by: years while at least one is left."""
        return Per.YEAR if self.remaining >= _YEAR else Per.MONTH


def running(
    indicator: Indicator, plan: Plan, demand: Demand, base: Fraction | None, series: Sequence[Reported]
) -> Running | None:
    """The state of a running indicator; None where its last figure is missing."""
    last = series[-1]
    if last.value is None:
        return None
    end = last.period.end
    way = way_of(indicator, plan, demand, base, end)
    due = figure_date(indicator, due_of(indicator, plan, end))
    known = way if isinstance(way, Way) else None
    return Running(indicator, plan, demand, base, tuple(series), (last.day, last.value), due, known)


def rate(per: Per, start: Node, end: Node) -> Rate:
    """The average rate between two points."""
    over = (months(end[0]) - months(start[0])) / (_YEAR if per is Per.YEAR else 1)
    return Rate(per, to_decimal((end[1] - start[1]) / over), to_decimal(over))


def forecast(case: Running) -> Forecast | str:
    """The forecast of a running indicator, or why there is none."""
    if why := _unfit(case):
        return why
    by_share = _by_last_year(case)
    if by_share is not None:
        return by_share
    return _at_average_rate(case)


def _unfit(case: Running) -> str:
    """The first reason for which nothing can be told of the end from the course up to now."""
    indicator, inside = case.indicator, not case.at_year_end
    reasons = (
        (case.holds, "保持类每个日期都要站得住，不推算"),
        (case.broken, "上限已经突破，不推算"),
        (indicator.unit.dimension == RANK.dimension or case.demand.form is TargetForm.RANK, "位次不推算"),
        (case.few, f"要完成的不到{FEW}{indicator.unit}，看不出速度"),
        (indicator.pace is PaceMethod.NONE, "计划写明不按时间推算（pace: none）"),
        (case.remaining <= 0, "数据已到终点"),
        (indicator.pace is PaceMethod.BACK_LOADED and inside, "后期集中的，年中的数看不出年末"),
        (case.year_ends and inside, "比率、指数和多年计划的当年数，只按年末的数推算"),
    )
    return next((why for applies, why in reasons if applies), "")


def _at_average_rate(case: Running) -> Forecast | str:
    """The present figure and what the average rate up to now still adds."""
    points, counted = _points(case)
    if counted < ENOUGH_POINTS:
        return f"只有{counted}个可用的数，至少要{ENOUGH_POINTS}个"
    if case.cumulative and any(after[1] < before[1] for before, after in pairwise(points)):
        return "累计数有一期比前一期小，前面的数可能更正过，不能接着推算"
    if why := _only_provisional(case, points):
        return why
    start, now, left = points[0], points[-1], case.remaining
    per = case.per
    value = now[1] + _slope(start, now) * left
    ends = [now[1] + _slope(before, after) * left for before, after in pairwise(points)]
    if all(point[1] >= 0 for point in points):
        if value < 0:
            return "照此推算是负数，没有意义"
        ends = [max(end, Fraction(0)) for end in ends]
    if case.indicator.unit.percent and all(point[1] <= _WHOLE for point in points):
        if value > _WHOLE:
            return "照此推算超过100%，没有意义"
        ends = [min(end, Fraction(_WHOLE)) for end in ends]
    return Forecast(
        ForecastMethod.AVERAGE_RATE,
        to_decimal(value),
        to_decimal(min(ends)),
        to_decimal(max(ends)),
        case.due,
        case.demand.satisfied(value),
        counted,
        (now[0], to_decimal(now[1])),
        (start[0], to_decimal(start[1])),
        rate(per, start, now),
        to_decimal(left / _YEAR if per is Per.YEAR else left),
    )


def _slope(start: Node, end: Node) -> Fraction:
    return (end[1] - start[1]) / (months(end[0]) - months(start[0]))


def _points(case: Running) -> tuple[list[Node], int]:
    """The figures on the way, oldest first, and how many of them somebody reported (a start from 0 is none).

    Of several figures for one day the newest counts: lagged data stand in the forms of a whole year.
    """
    known: dict[date, Fraction] = {}
    if not case.cumulative:
        known |= _of_the_plan(case)
    begin = None if case.way is None else case.way.start
    for each in case.series:
        if each.value is not None and (begin is None or each.day > begin) and each.day <= case.now[0]:
            known[each.day] = each.value
    if case.year_ends:
        known = {day: value for day, value in known.items() if (day.month, day.day) == _LAST_DAY}
    points = sorted(known.items())
    if not case.cumulative or case.way is None:
        return points, len(points)
    return [(case.way.start, case.way.opening), *points], len(points)


def _of_the_plan(case: Running) -> dict[date, Fraction]:
    """The baseline and what the plan knows of the years after it; without a baseline all that it knows."""
    indicator, known = case.indicator, dict[date, Fraction]()
    first = None
    if case.base is not None and indicator.baseline is not None:
        first = year_end(indicator.baseline.year)
        known[first] = case.base
    for period, quantity in indicator.history:
        value = in_unit(quantity.value, quantity.unit, indicator.unit, indicator.unit_also)
        fits = indicator.kind.level or period.text == str(period.year)
        if value is not None and fits and period.end < case.now[0] and (first is None or period.end > first):
            known[period.end] = value
    return known


def _only_provisional(case: Running, points: list[Node]) -> str:
    days = {day for day, _ in points}
    used = [each for each in case.series if each.value is not None and each.day in days]
    counted = len(points) - case.cumulative
    if len({each.day for each in used}) == counted and all(each.answer.provisional for each in used):
        return "各期都是预计数、快报数或待确认的数，不推算"
    return ""


def _by_last_year(case: Running) -> Forecast | str | None:
    """By the share that last year had done by the same period; None where last year is not known or does not fit."""
    way, indicator = case.way, case.indicator
    if way is None or not case.cumulative or indicator.data_year or way.due != year_end(way.start.year + 1):
        return None
    same = last_year(indicator, case.series, case.series[-1], cumulative=True)
    whole = _whole_last_year(case)
    if same is None or whole is None or same.value <= 0 or whole <= 0:
        return None
    if same.other is not None:
        return "今年填的上年同期与去年的数不一致，口径可能变了，不能比照去年推算"
    share = Fraction(same.value) / whole
    if share > 1:
        return "上年同期比上年全年还多，不能比照去年推算"
    if share < LEAST_SHARE:
        return "上年同期不到全年的10%，比照去年推算不可靠"
    value = case.actual / share
    return Forecast(
        ForecastMethod.LAST_YEAR_SHARE,
        to_decimal(value),
        None,
        None,
        case.due,
        case.demand.satisfied(value),
        ENOUGH_POINTS,
        (case.now[0], to_decimal(case.actual)),
        last_year=(same.value, to_decimal(whole)),
    )


def _whole_last_year(case: Running) -> Fraction | None:
    """Last year's whole amount: from the plan, else from last year's last return."""
    indicator, year = case.indicator, case.now[0].year - 1
    whole = parse_period(str(year))
    known = None if whole is None else known_figure(indicator, whole)
    if known is not None:
        return Fraction(known[0])
    return next((each.value for each in case.series if each.period.end == year_end(year)), None)
