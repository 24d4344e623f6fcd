"""Rounding for display only (GB/T 8170-2008; docs/judging.md §9); a verdict never sees a rounded figure."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from sctarget.model.plan import Rounding, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

WIDE = Context(prec=2000, Emin=-999_999, Emax=999_999)
"""Enough digits for every sum and product of typed figures to be exact."""

SIGNIFICANT = 28
"""Digits kept of a value whose digits never end."""

_SHORT = 20
_LONGEST = 400
_EXTRA = 4
_MODES = {Rounding.GBT8170: ROUND_HALF_EVEN, Rounding.HALF_UP: ROUND_HALF_UP}


def to_decimal(value: Fraction) -> Decimal:
    """The exact decimal of a fraction, or its first 28 significant digits where they never end (1/3).

    An endless value never comes out as the short decimal next to it: 1 − 10⁻⁴⁰/3 gets the digits that tell it from 1.
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest == 1 and places <= _LONGEST:
        return WIDE.scaleb(Decimal(value.numerator * 10**places // value.denominator), -places)
    digits = SIGNIFICANT
    while True:
        result = Context(prec=digits).divide(Decimal(value.numerator), Decimal(value.denominator))
        if digits > _LONGEST or len(result.normalize(WIDE).as_tuple().digits) > _SHORT:
            return result
        digits += SIGNIFICANT


def round_half(value: Decimal, digits: int, rounding: Rounding) -> Decimal:
    """A value with so many decimals: half to even (GB/T 8170) or half up, on the value without its sign.

    ``round_half(Decimal("0.35"), 1, Rounding.GBT8170)`` is 0.4, of 0.45 also 0.4; −0.0 becomes 0.0.
    """
    size = WIDE.abs(value).quantize(WIDE.scaleb(Decimal(1), -digits), _MODES[rounding], WIDE)
    return WIDE.minus(size) if value < 0 and size else size


def shown(value: Decimal, digits: int, thresholds: Iterable[Decimal], rounding: Rounding) -> str:
    """A value rounded for people that stands on the same side of every threshold as the exact one.

    Decimals are added until it does (99.96 against 100, not 100.0); zero is always a threshold, so that a non-zero
    value never prints as 0.  Beyond four more decimals it prints ＜100 or ＞100.
    """
    lines = (*thresholds, Decimal(0))
    crossed = lines[0]
    for places in range(digits, digits + _EXTRA + 1):
        rounded = round_half(value, places, rounding)
        wrong = [line for line in lines if rounded.compare(line) != value.compare(line)]
        if not wrong:
            return f"{rounded:f}"
        crossed = min(wrong, key=lambda line: abs(WIDE.subtract(value, line)))
    return f"{'＜' if value < crossed else '＞'}{plain_text(crossed)}"


def shown_figure(value: Decimal, digits: int | None, thresholds: Iterable[Decimal], rounding: Rounding) -> str:
    """A reported figure for people: so many decimals at most, never more than were given, never across a threshold.

    ``shown_figure(Decimal("59.96"), 1, [Decimal(60)], rounding)`` is ``59.96``; 12 with two decimals stays ``12``.
    """
    given = decimals(value)
    if digits is None or digits >= given:
        return plain_text(value)
    lines = tuple(thresholds)
    for places in range(digits, given):
        rounded = round_half(value, places, rounding)
        if all(rounded.compare(line) == value.compare(line) for line in (*lines, Decimal(0))):
            return f"{rounded:f}"
    return plain_text(value)


def shown_percent(share: Decimal, thresholds: Iterable[Decimal], rules: Rules, digits: int = 1) -> str:
    """A share as a percentage, thresholds being shares too: 1.128 is ``112.8%``, 0.9996 against 1 is ``99.96%``."""
    lines = [WIDE.scaleb(line, 2) for line in thresholds]
    return f"{shown(WIDE.scaleb(share, 2), digits, lines, rules.rounding)}%"


def plain_text(value: Decimal) -> str:
    """A decimal in plain notation, e.g. 2E+3 as ``2000``, −0 as ``0``."""
    return f"{value or value.copy_abs():f}"


def decimals(value: Decimal) -> int:
    """How many digits stand after the point, e.g. 2 in 0.10."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
