"""Rules on one figure against what is known of its indicator (docs/crosscheck.md)."""

from __future__ import annotations

from decimal import Context as Digits
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import DataState
from sctarget.model.plan import Kind
from sctarget.model.units import MULTIPLIERS, RANK, Unit, find_unit, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sctarget.evaluate.context import Reference, Seen

Facts = dict[str, str]
"""What the wording of a rule needs to know besides the name of the indicator and what was read."""

IMPLAUSIBLE = 30
"""So many times larger or smaller than every known figure: the plain reading is not credible."""

ABSURD = 300
"""So many times larger than every known figure: no growth explains it, whatever the factor."""

TEN_THOUSAND, THOUSAND, HUNDRED = 4, 3, 2
SLIPS = {8: "一亿倍", TEN_THOUSAND: "一万倍", THOUSAND: "一千倍", HUNDRED: "一百倍"}
"""Powers of ten by which people slip: 元 for 亿元, 万 for 亿 or 元 for 万元, 千, a fraction for percent or a point."""

NEAR_LOW, NEAR_HIGH = Decimal("0.7"), Decimal("1.3")
"""A slip explains a figure when it then lies within 30 % of a known one."""

LARGE_COUNT = 1000
"""Fewer of something that is counted one by one can be any number."""

SMALL_COUNT = 10
"""Counts below it double and halve by themselves."""

JUMP = 3
"""More than so many times last year's figure or the target, or less than that part of last year's, wants a reason."""

_PREFIXES = ("", "千", "万", "亿")
_FEW_DIGITS = Digits(prec=3)
_MANY_DIGITS = Digits(prec=400)
_ESTIMATES = frozenset({DataState.ESTIMATE, DataState.FLASH})
_WHOLE = 100


class FigureRule(NamedTuple):
    """A rule: its code in the catalogue, the figures that it applies to, and what it finds (None for nothing)."""

    code: str
    applies: Callable[[Seen], bool]
    check: Callable[[Seen], Facts | None]


def _slip(seen: Seen) -> Facts | None:
    """A figure that is out of all proportion, where a power of ten explains it."""
    size, references = abs(seen.value), seen.references
    for reference in references:
        known = abs(reference.value)
        if size < known * IMPLAUSIBLE and known < size * IMPLAUSIBLE:
            return None
    if all(size >= abs(item.value) * IMPLAUSIBLE for item in references):
        return _slip_facts(seen, references, _up(seen, size))
    lows = tuple(item for item in references if item.low) or tuple(item for item in references if item.goal)
    if lows and all(abs(item.value) >= size * IMPLAUSIBLE for item in lows):
        return _slip_facts(seen, lows, _down(seen, size, lows))
    return None


def _up(seen: Seen, size: Decimal) -> int:
    """By which power of ten a figure is too large, 0 where nothing explains it."""
    references, unit = seen.references, seen.indicator.unit
    counted = unit.countable
    if counted and size < LARGE_COUNT:
        return 0
    sure = len({item.value for item in references}) > 1 or any(item.goal for item in references)
    beyond = not unit.percent or size > _WHOLE
    for power in SLIPS:
        if power == HUNDRED and (counted or not (sure or (unit.percent and beyond))):
            continue
        if (beyond or sure) and _explained(size.scaleb(-power), references):
            return power
    if beyond and all(size >= abs(item.value) * ABSURD for item in references):
        return _nearest(size, references)
    return 0


def _down(seen: Seen, size: Decimal, lows: tuple[Reference, ...]) -> int:
    """By which power of ten a figure is too small, as a negative number, 0 where nothing explains it."""
    indicator = seen.indicator
    only_goals = not indicator.kind.level and all(item.goal for item in lows)
    if indicator.unit.countable and (only_goals or all(abs(item.value) < LARGE_COUNT for item in lows)):
        return 0
    goal = any(item.goal for item in lows)
    sure = len({item.value for item in lows}) > 1 or (goal and indicator.kind.level)
    for power in SLIPS:
        if power < TEN_THOUSAND and (only_goals or (power == HUNDRED and not sure)):
            continue
        if _explained(size.scaleb(power), lows):
            return -power
    return 0


def _explained(size: Decimal, references: Iterable[Reference]) -> bool:
    return any(abs(item.value) * NEAR_LOW <= size <= abs(item.value) * NEAR_HIGH for item in references)


def _nearest(size: Decimal, references: tuple[Reference, ...]) -> int:
    """The power that probably made an absurd figure: from 1000 times on 万 for 亿 is the commonest slip."""
    ratio = min(_FEW_DIGITS.divide(size, abs(item.value)) for item in references)
    return TEN_THOUSAND if ratio >= Decimal(10) ** THOUSAND else THOUSAND


def _slip_facts(seen: Seen, references: tuple[Reference, ...], power: int) -> Facts | None:
    if not power:
        return None
    unit, size = seen.indicator.unit, abs(seen.value)
    other = size.scaleb(-power)
    nearest = min(references, key=lambda item: abs(abs(item.value) - other))
    known = abs(nearest.value)
    many = _FEW_DIGITS.divide(size, known) if power > 0 else _FEW_DIGITS.divide(known, size)
    times = f"约{plain_text(many)}倍" if power > 0 else f"约{plain_text(many)}分之一"
    meant = plain(_MANY_DIGITS.scaleb(seen.value, -power).normalize(_MANY_DIGITS))
    return {
        "words": nearest.words,
        "known": f"{plain_text(nearest.value)}{unit}",
        "times": times,
        "factor": SLIPS[abs(power)],
        "plain": f"{plain_text(seen.value)}{unit}",
        "suspect": _suspect(unit, power),
        "other": f"{plain_text(meant)}{unit}",
    }


def _suspect(unit: Unit, power: int) -> str:
    """What was probably taken for what, e.g. 是按“万元”填的."""
    if unit.percent:
        return "小数点或百分号填错"
    base = unit.text
    for length in (2, 1):
        if base[:length] in MULTIPLIERS and base[length:]:
            base = base[length:]
            break
    meant = unit.factor.scaleb(-power)
    for prefix in _PREFIXES:
        found = find_unit(prefix + base)
        if found is not None and found.dimension == unit.dimension and found.factor == meant:
            return f"是按“{found}”填的"
    return f"小数点错了{abs(power)}位"


def _below_earlier(seen: Seen) -> Facts | None:
    """A cumulative figure that is smaller than the one before it."""
    earlier = seen.earlier
    if earlier is None or not isinstance(earlier.value, Decimal) or not seen.value < earlier.value:
        return None
    unit = seen.indicator.unit
    return {
        "period": earlier.period.chinese,
        "earlier": f"{plain_text(earlier.value)}{unit}",
        "where": str(earlier.source),
        "sum": f"{plain_text(_MANY_DIGITS.add(earlier.value, seen.value))}{unit}",
    }


def _zero(seen: Seen) -> Facts | None:
    """0 where there was something: a real 0 or a blank that somebody filled up."""
    if seen.value:
        return None
    known = [item for item in seen.references if item.low and not item.goal and item.value > 0]
    if not known:
        return None
    return {"words": known[-1].words, "known": f"{plain_text(known[-1].value)}{seen.indicator.unit}"}


def _jump(seen: Seen) -> Facts | None:
    """Several times last year's figure or the target, or a small part of last year's."""
    last, unit, value = seen.figure.last_year, seen.indicator.unit, seen.value
    least = SMALL_COUNT if unit.countable else 0
    if last and last > 0 and max(value, last) >= least:
        if value > last * JUMP:
            return {"words": f"上年同期（{plain_text(last)}{unit}）的{JUMP}倍以上", "why": _said(seen)}
        if value * JUMP < last:
            return {"words": f"上年同期（{plain_text(last)}{unit}）的三分之一以下", "why": _said(seen)}
    for item in seen.references:
        if item.upward and item.value > 0 and value >= least and value > item.value * JUMP:
            return {"words": f"{item.words}（{plain_text(item.value)}{unit}）的{JUMP}倍以上", "why": _said(seen)}
    return None


def _adds_up(seen: Seen) -> bool:
    indicator = seen.indicator
    adds_up = indicator.kind is Kind.FLOW and not indicator.data_year and not indicator.by_period
    return adds_up and seen.earlier is not None


def _adds_up_for_good(seen: Seen) -> bool:
    return _adds_up(seen) and seen.earlier is not None and seen.earlier.state not in _ESTIMATES


def _estimated_before(seen: Seen) -> bool:
    return _adds_up(seen) and seen.earlier is not None and seen.earlier.state in _ESTIMATES


def _comparable(seen: Seen) -> bool:
    return bool(seen.value and seen.references) and seen.indicator.unit.dimension != RANK.dimension


def _is_zero(seen: Seen) -> bool:
    return not seen.value


def _silent(seen: Seen) -> bool:
    return _comparable(seen) and not _said(seen)


def _explained_by_words(seen: Seen) -> bool:
    return _comparable(seen) and bool(_said(seen))


def _said(seen: Seen) -> str:
    return seen.figure.reason or seen.figure.remark or ""


FIGURE_RULES = (
    FigureRule("scale_slip", _comparable, _slip),
    FigureRule("below_last_period", _adds_up_for_good, _below_earlier),
    FigureRule("below_last_estimate", _estimated_before, _below_earlier),
    FigureRule("zero_after_figure", _is_zero, _zero),
    FigureRule("jump_unexplained", _silent, _jump),
    FigureRule("jump_explained", _explained_by_words, _jump),
)
"""In this order; after the first that keeps a figure from being used no other is asked."""
