"""序时进度: where a figure should stand on its own date, and by which method (docs/judging.md §5, §6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from sctarget.evaluate.gap import Demand, aim_from, demand_of
from sctarget.evaluate.result import Pace
from sctarget.evaluate.rounding import shown, shown_percent, to_decimal
from sctarget.model.period import year_end
from sctarget.model.plan import Indicator, Kind, PaceMethod, Plan, Rules, Span

_MONTHS = 12
_MONTH_DIGITS = 2


class Course(NamedTuple):
    """The way from the start to the target, seen on the figure's date; values in the row's unit.

    ``lag`` is how far the share stands behind the expected one (for ``<=`` flows: above it); ``spared`` whether a count
    has every whole piece that was expected.
    """

    method: PaceMethod
    expected: Fraction
    expected_share: Fraction
    share: Fraction | None
    lag: Fraction
    spared: bool
    start: tuple[date, Fraction]
    aim: tuple[date, Fraction]
    date: date
    reference: bool


@lru_cache(maxsize=1024)
def months(day: date) -> Fraction:
    """Months since the year 0 at the end of a day, a part month by its days: 15 July is 6 + 15/31 of its year."""
    return day.year * _MONTHS + day.month - 1 + Fraction(day.day, monthrange(day.year, day.month)[1])


def elapsed_share(start: date, end: date, day: date) -> Fraction:
    """How much of a span is over at the end of a day, within 0 and 1: 30 June is 1/2 of its year."""
    first = months(start - timedelta(days=1))
    share = (months(day) - first) / (months(end) - first)
    return min(max(share, Fraction(0)), Fraction(1))


def several_years(plan: Plan) -> bool:
    """Whether the plan runs over more than one calendar year."""
    return plan.period.start.year != plan.period.end.year


def outdated(indicator: Indicator, plan: Plan, figure_end: date, as_of: date) -> bool:
    """Whether a day of judging for good has passed since the figure: an older figure then says nothing any more."""
    following = date(figure_end.year + 1, 1, 1)
    return any(figure_end < due_of(indicator, plan, day) <= as_of for day in (figure_end, following))


def due_of(indicator: Indicator, plan: Plan, figure_end: date) -> date:
    """The day on which a figure is judged for good: its ``by``, the plan's end, for ``each_year`` the year's end."""
    if indicator.kind is Kind.FLOW and indicator.span is Span.EACH_YEAR and several_years(plan):
        return min(indicator.due, year_end(figure_end.year))
    return indicator.due


def figure_date(indicator: Indicator, figure_end: date) -> date:
    """The date a figure speaks of: the end of its period, for lagged data 31 December of its data year."""
    return year_end(figure_end.year + indicator.data_year) if indicator.data_year else figure_end


def other_year(indicator: Indicator, plan: Plan, figure_end: date) -> bool:
    """Whether the figure is another year's own amount than the one the target speaks of (``span: year``)."""
    own = indicator.kind is Kind.FLOW and indicator.span is Span.YEAR and several_years(plan)
    return own and figure_end.year < indicator.due.year


def course_of(
    indicator: Indicator, plan: Plan, demand: Demand, actual: Fraction, base: Fraction | None, figure_end: date
) -> Course | None:
    """The course of an indicator on the figure's date, or None where pace does not apply."""
    method = indicator.pace or (PaceMethod.MILESTONES if indicator.milestones else PaceMethod.LINEAR)
    if method not in {PaceMethod.LINEAR, PaceMethod.MILESTONES}:
        return None
    flow = indicator.kind is Kind.FLOW
    by_increment = not flow or (indicator.span is Span.YEAR and several_years(plan))
    day = figure_date(indicator, figure_end)
    nominal = due_of(indicator, plan, figure_end)
    due = figure_date(indicator, nominal)
    if by_increment:
        if base is None or indicator.baseline is None or (flow and (day.month, day.day) != (_MONTHS, 31)):
            return None
        start, opening, aim = year_end(indicator.baseline.year), base, aim_from(demand, base)
    else:
        start, opening, aim = _day_before_span(indicator, plan, day), Fraction(0), demand.low
    if aim is None or start >= due or (not by_increment and (aim < 0 or (aim == 0 and not demand.downward))):
        return None
    nodes = {start: opening}
    if method is PaceMethod.MILESTONES:
        nodes |= {
            moment: value
            for moment, value in _milestone_nodes(indicator, plan.rules, opening)
            if start < moment < due and (not by_increment or not flow or moment.month == _MONTHS)
        }
        method = PaceMethod.MILESTONES if len(nodes) > 1 else PaceMethod.LINEAR
    nodes[due] = aim
    expected = _interpolate(sorted(nodes.items()), day)
    way = aim - opening
    expected_share = (expected - opening) / way if way else elapsed_share(start + timedelta(days=1), due, day)
    share = _share(demand, actual, opening, aim)
    lag = Fraction(0) if share is None else expected_share - share
    limit = demand.downward and not by_increment
    between = start < day < due and day not in nodes
    return Course(
        method,
        expected,
        expected_share,
        share,
        -lag if limit else lag,
        spared=_whole_pieces(indicator, actual, expected, falling=limit or way < 0),
        start=(start, opening),
        aim=(due, aim),
        date=day,
        reference=between and (method is PaceMethod.MILESTONES or by_increment or several_years(plan)),
    )


def pace_of(course: Course, indicator: Indicator, rules: Rules) -> Pace:
    """The course as the result shows it, with one sentence of inputs."""
    return Pace(
        course.method,
        to_decimal(course.expected),
        to_decimal(course.expected_share),
        None if course.share is None else to_decimal(course.share),
        course.date,
        course.aim[0],
        course.reference,
        _inputs(course, indicator, rules),
    )


def _day_before_span(indicator: Indicator, plan: Plan, day: date) -> date:
    first = plan.period.start
    if indicator.data_year:
        first = first.replace(year=first.year + indicator.data_year)
    if indicator.span is Span.EACH_YEAR and several_years(plan):
        first = max(first, date(day.year, 1, 1))
    return first - timedelta(days=1)


def _milestone_nodes(indicator: Indicator, rules: Rules, opening: Fraction) -> list[tuple[date, Fraction]]:
    nodes = []
    for milestone in sorted(indicator.milestones, key=lambda item: item.period.end):
        demand = demand_of(milestone.target, indicator.unit, rules, indicator.unit_also)
        if demand is not None:
            value = demand.high if opening > demand.high else demand.low
            nodes.append((figure_date(indicator, milestone.period.end), value))
    return nodes


def _interpolate(nodes: list[tuple[date, Fraction]], day: date) -> Fraction:
    if day <= nodes[0][0]:
        return nodes[0][1]
    for (left, low), (right, high) in pairwise(nodes):
        if day <= right:
            return low + (high - low) * (months(day) - months(left)) / (months(right) - months(left))
    return nodes[-1][1]


def _share(demand: Demand, actual: Fraction, opening: Fraction, aim: Fraction) -> Fraction | None:
    if aim == opening:
        return None
    if demand.upward or demand.downward:
        return (actual - opening) / (aim - opening)
    return 1 - demand.shortfall(actual) / abs(aim - opening)


def _whole_pieces(indicator: Indicator, actual: Fraction, expected: Fraction, *, falling: bool) -> bool:
    if not indicator.unit.countable or indicator.kind not in {Kind.FLOW, Kind.STOCK}:
        return False
    return actual <= ceil(expected) if falling else actual >= floor(expected)


def _inputs(course: Course, indicator: Indicator, rules: Rules) -> str:
    unit = indicator.unit.text

    def figure(value: Fraction) -> str:
        exact = to_decimal(value)
        return f"{shown(exact, 2, [], rules.rounding).rstrip('0').rstrip('.') if exact % 1 else f'{exact:f}'}{unit}"

    passed = min(max(months(course.date) - months(course.start[0]), Fraction(0)), _whole(course))
    way = "按阶段目标折线推算" if course.method is PaceMethod.MILESTONES else "按月线性推算"
    share = "" if course.share is None else f"，实际进度{shown_percent(to_decimal(course.share), [], rules)}"
    return (
        f"{way}：{course.start[0]:%Y-%m-%d}为{figure(course.start[1])}，{course.aim[0]:%Y-%m-%d}应达{figure(course.aim[1])}；"
        f"到{course.date:%Y-%m-%d}已过{_plain_months(passed)}个月（共{_plain_months(_whole(course))}个月），"
        f"应达{figure(course.expected)}，应有进度{shown_percent(to_decimal(course.expected_share), [], rules)}{share}"
        f"{f'；数据年份{course.date.year}' if indicator.data_year else ''}"
    )


def _whole(course: Course) -> Fraction:
    return months(course.aim[0]) - months(course.start[0])


def _plain_months(value: Fraction) -> str:
    exact = to_decimal(value)
    return (
        f"{exact:f}" if exact == exact.to_integral_value() else f"{exact.quantize(Decimal(1).scaleb(-_MONTH_DIGITS)):f}"
    )
