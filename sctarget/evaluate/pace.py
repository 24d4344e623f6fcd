"""序时进度: where a figure should stand on its own date, and by which method (docs/judging.md §5, §6, §12)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from sctarget.evaluate.gap import Demand, aim_from, demand_of
from sctarget.evaluate.result import Pace
from sctarget.evaluate.rounding import plain_text, shown, shown_percent, to_decimal
from sctarget.evaluate.schedules import Node, months, schedule, yearly_growth
from sctarget.model.period import year_end
from sctarget.model.plan import Indicator, Kind, PaceMethod, Plan, Rules, Span
from sctarget.model.schedule import no_growth_rate

_MONTHS = 12
_MONTH_DIGITS = 2
_QUARTER_WORDS = ("一季度末", "上半年末", "三季度末")
_WAY_WORDS = {
    PaceMethod.LINEAR: "按月线性推算",
    PaceMethod.MILESTONES: "按阶段目标折线推算",
    PaceMethod.CAGR: "按年均增速推算",
}


class Way(NamedTuple):
    """From where to where a figure goes, in the row's unit, and the day that the figure speaks of.

    ``by_increment``: counted from the baseline on (levels, and amounts of the last year of a longer plan); else from 0.
    """

    start: date
    opening: Fraction
    due: date
    aim: Fraction
    day: date
    by_increment: bool


class Unpaced(NamedTuple):
    """Why there is no expected progress, with the rule of docs/judging.md.

    ``refused``: the plan asks for a method that cannot be had.
    """

    why: str
    section: str
    refused: bool = False


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
    start: Node
    aim: Node
    date: date
    reference: bool


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


def own_year(indicator: Indicator, plan: Plan) -> bool:
    """Whether figures are amounts of single years in a plan of several (``span: year``)."""
    return indicator.kind is Kind.FLOW and indicator.span is Span.YEAR and several_years(plan)


def other_year(indicator: Indicator, plan: Plan, figure_end: date) -> bool:
    """Whether the figure is another year's own amount than the one the target speaks of (``span: year``)."""
    return own_year(indicator, plan) and figure_end.year < indicator.due.year


def way_of(indicator: Indicator, plan: Plan, demand: Demand, base: Fraction | None, figure_end: date) -> Way | Unpaced:
    """From where to where a figure of a period's end goes, or why that cannot be said."""
    yearly = own_year(indicator, plan)
    day = figure_date(indicator, figure_end)
    due = figure_date(indicator, due_of(indicator, plan, figure_end))
    if not indicator.kind.level and not yearly:
        start, opening, aim = _day_before_span(indicator, plan, day), Fraction(0), demand.low
        if aim < 0 or (aim == 0 and not demand.downward):
            return Unpaced("目标不大于0，推算不出应有进度，期满再判", "5.2")
    else:
        if base is None or indicator.baseline is None:
            return Unpaced("没有基期，推算不出应有进度，期满再判", "5.2")
        if yearly and (day.month, day.day) != (_MONTHS, 31):
            return Unpaced("当年数年中推算不出应有进度，年末再判", "5.3")
        reach = aim_from(demand, base)
        if reach is None:
            return Unpaced("基期已达到目标，序时进度不适用，期满再判", "5.2")
        start, opening, aim = year_end(indicator.baseline.year), base, reach
    if start >= due:
        return Unpaced("起点不早于期限，序时进度不适用，期满再判", "5.2")
    return Way(start, opening, due, aim, day, indicator.kind.level or yearly)


def course_of(
    indicator: Indicator, plan: Plan, demand: Demand, actual: Fraction, base: Fraction | None, figure_end: date
) -> Course | Unpaced:
    """The course of an indicator on the figure's date, or why pace does not apply."""
    method = indicator.pace or (PaceMethod.MILESTONES if indicator.milestones else PaceMethod.LINEAR)
    if method is PaceMethod.NONE:
        return Unpaced("计划写明不按序时推算（pace: none），期满再判", "5.4")
    if not demand.rated:
        return Unpaced("位次和只说方向的目标不推算应有进度，期满再判", "8.7")
    way = way_of(indicator, plan, demand, base, figure_end)
    if isinstance(way, Unpaced):
        return way
    start, opening, due, aim, day, by_increment = way
    if method is PaceMethod.CAGR:
        refusal = no_growth_rate(indicator, opening, aim, from_zero=not by_increment)
        if refusal:
            return Unpaced(f"{refusal}，不推算应有进度，期满再判", "12.4", refused=True)
    milestones = () if method is PaceMethod.LINEAR else _milestone_nodes(indicator, plan, opening)
    line = schedule(method, (start, opening), (due, aim), milestones, plan.rules.back_loaded)
    expected = line.expected(day)
    distance = aim - opening
    expected_share = (expected - opening) / distance if distance else elapsed_share(start + timedelta(days=1), due, day)
    share = _share(demand, actual, opening, aim)
    lag = Fraction(0) if share is None else expected_share - share
    limit = demand.downward and not by_increment
    between = start < day < due and day not in line.given
    return Course(
        line.method,
        expected,
        expected_share,
        share,
        -lag if limit else lag,
        spared=_whole_pieces(indicator, actual, expected, falling=limit or distance < 0),
        start=(start, opening),
        aim=(due, aim),
        date=day,
        reference=between and (line.method is PaceMethod.MILESTONES or by_increment or several_years(plan)),
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


def _milestone_nodes(indicator: Indicator, plan: Plan, opening: Fraction) -> list[Node]:
    """The milestones on the way; of a year's own amounts only those at the ends of years."""
    nodes = []
    for milestone in sorted(indicator.milestones, key=lambda item: item.period.end):
        demand = demand_of(milestone.target, indicator.unit, plan.rules, indicator.unit_also)
        if demand is not None and (milestone.period.end.month == _MONTHS or not own_year(indicator, plan)):
            value = demand.high if opening > demand.high else demand.low
            nodes.append((figure_date(indicator, milestone.period.end), value))
    return nodes


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

    (first, opening), (last, aim) = course.start, course.aim
    whole = months(last) - months(first)
    passed = min(max(months(course.date) - months(first), Fraction(0)), whole)
    share = "" if course.share is None else f"，实际进度{shown_percent(to_decimal(course.share), [], rules)}"
    growth = formula = ""
    if course.method is PaceMethod.CAGR:
        rate = yearly_growth(course.start, course.aim)
        growth = f"，年均{'下降' if rate < 0 else '增长'}{shown_percent(abs(rate), [], rules)}"
        powers = f"({figure(aim)}÷{figure(opening)})^({_plain_months(passed)}÷{_plain_months(whole)})"
        formula = f"{figure(opening)}×{powers}＝"
    due_share = shown_percent(to_decimal(course.expected_share), [], rules)
    return (
        f"{_way_words(course.method, rules)}："
        f"{first:%Y-%m-%d}为{figure(opening)}，{last:%Y-%m-%d}应达{figure(aim)}{growth}；"
        f"到{course.date:%Y-%m-%d}已过{_plain_months(passed)}个月（共{_plain_months(whole)}个月），"
        f"应达{formula}{figure(course.expected)}，应有进度{due_share}{share}"
        f"{f'；数据年份{course.date.year}' if indicator.data_year else ''}"
    )


def _way_words(method: PaceMethod, rules: Rules) -> str:
    if method is not PaceMethod.BACK_LOADED:
        return _WAY_WORDS[method]
    shares = zip(_QUARTER_WORDS, rules.back_loaded, strict=True)
    ends = "，".join(f"{end}应有{plain_text(share.scaleb(2))}%" for end, share in shares)
    return f"按后期集中推算（每年{ends}，此后按月到年末）"


def _plain_months(value: Fraction) -> str:
    exact = to_decimal(value)
    return (
        f"{exact:f}" if exact == exact.to_integral_value() else f"{exact.quantize(Decimal(1).scaleb(-_MONTH_DIGITS)):f}"
    )
