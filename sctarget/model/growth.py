"""Targets in words of change (比上年增长28%以上, 位次提升2位, 有较大提升) → figures (docs/judging.md §8).

What they are measured from, and what follows from it; exact decimals.  The form, the checks of a plan and the verdicts
all ask here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import UnitMismatchError
from sctarget.model.history import known_figure
from sctarget.model.period import LAST_YEAR, Period, parse_period
from sctarget.model.plan import Indicator, Kind, Span
from sctarget.model.quantity import Basis, Change, Comparator, Target, TargetForm
from sctarget.model.units import Unit, convert, plain

if TYPE_CHECKING:
    from sctarget.model.plan import Plan

EXACT = Context(prec=2000, Emin=-999_999, Emax=999_999, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=2000, Emin=-999_999, Emax=999_999)
MOST_YEARS = 60
"""Nobody plans further; more would only make endless digits."""

FALLING = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.ABOVE: Comparator.BELOW,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.BELOW: Comparator.ABOVE,
}
"""下降15%以上 demands a figure of at most 85 % of what was."""

_WHOLE = {
    Comparator.AT_LEAST: ROUND_CEILING,
    Comparator.ABOVE: ROUND_FLOOR,
    Comparator.AT_MOST: ROUND_FLOOR,
    Comparator.BELOW: ROUND_CEILING,
    Comparator.EQUAL: ROUND_HALF_UP,
}
"""To which whole piece a derived figure goes, so that the same whole figures satisfy it as before."""

_RATE = r"增速|增长率|增幅|涨幅|增长速度|增长幅度|递增率"
_FALL = r"降幅|下降率|降低率|下降幅度|降低幅度|减幅"
RATE_WORDS = f"{_RATE}|{_FALL}"
_SHARE = r"占|比重|比例|强度|率|指数|水平|(?<!年)度$"


class Need(NamedTuple):
    """What a change is measured from: the figure of a period, so many years before the one that is judged.

    ``assumed`` when the words do not say so (增长12%以上).
    """

    period: Period
    years: int
    assumed: bool = False


class Derived(NamedTuple):
    """What a target demands in figures of the row's unit; ``exact`` are its ends before whole pieces were taken."""

    target: Target
    exact: tuple[Decimal, ...]
    whole: bool = False


class Unclear(NamedTuple):
    """Why nothing can be derived, in words that say what to write instead."""

    reason: str


def rate_row(indicator: Indicator, target: Target, text: str = "") -> bool:
    """Whether the row itself is a rate of growth, so that growth is compared with growth, e.g. 规上工业增加值增速."""
    if target.form is not TargetForm.GROWTH or not indicator.unit.dimension == target.unit.dimension == "ratio":
        return False
    named = f"{indicator.label}{text}"
    return bool(re.search(RATE_WORDS, named)) or not re.search(_SHARE, indicator.label)


def unclear(indicator: Indicator, target: Target, text: str = "") -> Unclear | None:  # noqa: PLR0911  (one line per reason)
    """Why the words of a change cannot be read in one way only, whatever the figures; None where they can."""
    change, unit = target.change or Change(), target.unit
    if change.basis is Basis.LAST_PERIOD:
        return Unclear("“环比”是和上一期比，说不清全年要达到多少。请改写成比上年、比基期，或直接写要达到的数")
    if target.form is not TargetForm.GROWTH:
        return None
    if rate_row(indicator, target, text):
        falls = bool(re.search(_FALL, f"{indicator.label}{text}"))
        if change.down is falls:
            return None
        return Unclear(
            f"本行以“{indicator.unit}”计，说不清报的是{'下降率（正数）' if change.down else '降幅'}还是增速。"
            "请在名称里写明“降幅”或“增速”，或用 unit 写明数额的单位"
        )
    if unit.dimension == indicator.unit.dimension == "ratio":
        return Unclear(
            f"本行是占比类的数，“{unit}”说不清是提高几个百分点，还是增长百分之几。"
            f"请写成“提高{_digits(target)}个百分点”，或直接写要达到的数"
        )
    if unit.dimension == "times" and change.down and not change.to_multiple:
        return Unclear("下降不能说几倍。请写成下降百分之几，或直接写要达到的数")
    if unit.dimension == "doublings" and (change.per_year or target.value != int(target.value or 0)):
        return Unclear("翻番要翻整番。请直接写要达到的数")
    if unit.dimension in {"ratio", "times", "doublings"}:
        return None
    if unit.dimension == "points":
        return None if indicator.unit.dimension == "ratio" else _unfit(indicator, unit)
    return None if _fitting(unit, indicator) else _unfit(indicator, unit)


def need_of(indicator: Indicator, target: Target, plan: Period, period: Period) -> Need | Unclear:
    """The figure that a change is measured from, for a target of a period within the plan's own.

    比上年 is the year before (of a half-year the same half of it), 比基期 the baseline, 较2020年 that year.  Where
    nothing is said: the year before, in a longer plan the baseline where there is one.  年均 counts from the baseline,
    else from the year before the plan.
    """
    change, baseline = target.change or Change(), indicator.baseline
    own = period.year + indicator.data_year
    yearly = change.per_year and target.form is not TargetForm.DIRECTION
    longer = plan.start.year != plan.year and indicator.span is not Span.EACH_YEAR
    since_baseline = change.basis is Basis.UNSTATED and baseline is not None and (yearly or longer)
    assumed = change.basis is Basis.UNSTATED and not (yearly and baseline is not None)
    if change.basis is Basis.BASELINE or since_baseline:
        if baseline is None:
            return Unclear("计划里没有写基期。请写 baseline，如 baseline: {value: 23件, year: 2022}")
        year = baseline.year
    elif change.basis is Basis.YEAR and change.basis_year is not None:
        year = change.basis_year
    elif yearly and change.basis is Basis.UNSTATED:
        year = plan.start.year - 1 + indicator.data_year
    else:
        tail = "" if indicator.data_year else period.text[4:]
        year = own - 1
        if tail and (before := parse_period(f"{year}{tail}")):
            return Need(before, 1, assumed)
    years = own - year
    if not 0 < years <= MOST_YEARS:
        return Unclear(f"比较对象是{year}年，不在要判定的{own}年以前。请核对年份、baseline 和 data_year")
    before = parse_period(str(year))
    return Need(before, years, assumed) if before else Unclear(f"{year}年不是可用的年份")


def own_period(indicator: Indicator, plan: Period, year: int) -> Period:
    """The period that the target itself speaks of: the year it is due, of an ``each_year`` target the year asked for.

    A plan of part of a year is that part.
    """
    if plan.start.year != plan.year:
        due = year if indicator.span is Span.EACH_YEAR and indicator.kind is Kind.FLOW else indicator.due.year
        return parse_period(str(min(due, LAST_YEAR))) or plan
    return plan


def derived_in_plan(
    indicator: Indicator, target: Target, text: str, plan: Plan, period: Period
) -> tuple[Need, Target] | None:
    """What a change demands where the plan itself knows what it is measured from, and what that is."""
    if unclear(indicator, target, text) is not None or rate_row(indicator, target, text):
        return None
    need = need_of(indicator, target, plan.period, period)
    known = None if isinstance(need, Unclear) else known_figure(indicator, need.period)
    if isinstance(need, Unclear) or known is None:
        return None
    derived = derive(indicator, target, known[0], need.years, plan.rules.tolerance)
    return None if isinstance(derived, Unclear) else (need, derived.target)


def derive(
    indicator: Indicator, target: Target, base: Decimal, years: int, tolerance: Decimal = Decimal(0)
) -> Derived | Unclear:
    """What a change demands, measured from a figure of the row's unit, e.g. 28 % more than 23件 is 30件.

    左右 is widened by ``tolerance`` of the figure that was written.  A direction keeps its form and gets the base.
    """
    change = target.change or Change()
    down = change.down is not (target.form is TargetForm.RANK or target.unit.dimension == "places")
    if target.form is TargetForm.DIRECTION:
        comparator = FALLING.get(target.comparator, target.comparator) if down else target.comparator
        known = replace(target, comparator=comparator, value=base, unit=indicator.unit)
        return Derived(known, (base,))
    proportional = target.unit.dimension in {"ratio", "times", "doublings"}
    if proportional and base <= 0:
        return Unclear(f"基数是{plain(base)}{indicator.unit}，不大于0，算不出增长多少。请直接写要达到的数")
    stated = _stated_ends(target, tolerance)
    ends = [_reached(indicator, target, base, each, years) for each in stated]
    if down and not change.to_multiple:
        ends.reverse()
    comparator = Comparator.RANGE if len(ends) > 1 else target.comparator
    if down and not change.to_multiple:
        comparator = FALLING.get(comparator, comparator)
    exact = tuple(plain(each.normalize(EXACT)) for each in ends)
    ends = _whole_pieces(indicator, comparator, list(exact))
    level = Target(
        comparator,
        ends[0],
        indicator.unit,
        ends[1] if len(ends) > 1 else None,
        TargetForm.RANK if target.form is TargetForm.RANK else TargetForm.LEVEL,
        approximate=target.approximate and comparator is not Comparator.RANGE,
        stretch=target.stretch,
        hold=target.hold,
    )
    return Derived(level, exact, whole=list(exact) != ends)


def _stated_ends(target: Target, tolerance: Decimal) -> list[Decimal]:
    """The figure that was written, two for a range; 左右 makes a range of it."""
    ends = [each for each in (target.value, target.high) if each is not None]
    if target.approximate and target.comparator in {Comparator.EQUAL, Comparator.RANGE}:
        ends = [EXACT.multiply(ends[0], 1 - tolerance), EXACT.multiply(ends[-1], 1 + tolerance)]
    return ends


def _reached(indicator: Indicator, target: Target, base: Decimal, stated: Decimal, years: int) -> Decimal:
    """The figure after a change of so much (a year, for 年均)."""
    change, unit, row = target.change or Change(), target.unit, indicator.unit
    times = years if change.per_year else 1
    if target.form is TargetForm.RANK:
        moved = EXACT.multiply(stated, Decimal(times))
        return max(Decimal(1), EXACT.add(base, moved) if change.down else EXACT.subtract(base, moved))
    if unit.dimension == "doublings":
        return EXACT.multiply(base, Decimal(2) ** int(stated))
    if unit.dimension in {"ratio", "times"}:
        part = EXACT.multiply(stated, unit.factor)
        factor = part if change.to_multiple else (1 - part if change.down else 1 + part)
        for _ in range(times):
            base = EXACT.multiply(base, factor)
        return base
    step = convert(stated, unit, row) if unit.dimension == row.dimension else _points(stated, unit, row)
    moved = EXACT.multiply(step, Decimal(times))
    return EXACT.subtract(base, moved) if change.down else EXACT.add(base, moved)


def _points(stated: Decimal, unit: Unit, row: Unit) -> Decimal:
    """个百分点 on a row of %, 个千分点 on one of ‰; a unit of ``unit_also`` is the same number."""
    if unit.dimension == "points":
        return EXACT.divide(EXACT.multiply(stated, unit.factor), row.factor)
    return stated


def _whole_pieces(indicator: Indicator, comparator: Comparator, ends: list[Decimal]) -> list[Decimal]:
    """Whole pieces for what is counted one by one: a floor goes up, a ceiling down."""
    if not indicator.unit.countable or indicator.kind not in {Kind.FLOW, Kind.STOCK}:
        return ends
    modes = [ROUND_CEILING, ROUND_FLOOR] if comparator is Comparator.RANGE else [_WHOLE[comparator]]
    whole = [each.to_integral_value(mode, _ROUNDING) for each, mode in zip(ends, modes, strict=True)]
    return whole if whole[0] <= whole[-1] else ends


def _fitting(unit: Unit, indicator: Indicator) -> bool:
    if unit in indicator.unit_also or not unit.text:
        return True
    try:
        convert(Decimal(1), unit, indicator.unit)
    except UnitMismatchError:
        return False
    return True


def _unfit(indicator: Indicator, unit: Unit) -> Unclear:
    return Unclear(f"“{unit}”不能用于以“{indicator.unit or '无单位'}”计的数。请统一单位，或在 unit 写明本行的单位")


def _digits(target: Target) -> str:
    value, high = target.value, target.high
    if value is None:
        return ""
    return f"{plain(value)}" if high is None else f"{plain(value)}—{plain(high)}"
