"""What a target demands of a figure, and how far the figure is from it (docs/judging.md §2, §3).

Fractions inside, so that nothing is rounded; the caller turns them into decimals once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.quantity import Comparator, Target, TargetForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sctarget.model.plan import Rules
    from sctarget.model.units import Unit


class Demand(NamedTuple):
    """A target in the row's unit; ``low`` and ``high`` are the same number except for a range.

    ``form`` tells what it compares: a level, growth with growth, a rank, a direction whose figure is where it started.
    """

    comparator: Comparator
    low: Fraction
    high: Fraction
    form: TargetForm = TargetForm.LEVEL

    @property
    def rated(self) -> bool:
        """Whether shares of it mean anything: not for ranks and directions."""
        return self.form in {TargetForm.LEVEL, TargetForm.GROWTH}

    @property
    def upward(self) -> bool:
        """Whether more is better."""
        return self.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}

    @property
    def downward(self) -> bool:
        """Whether less is better."""
        return self.comparator in {Comparator.AT_MOST, Comparator.BELOW}

    def satisfied(self, actual: Fraction) -> bool:
        """Whether a figure fulfils it, e.g. 23 does not fulfil 超过23家."""
        if self.comparator is Comparator.ABOVE:
            return actual > self.low
        if self.comparator is Comparator.BELOW:
            return actual < self.high
        if self.upward:
            return actual >= self.low
        return actual <= self.high and (self.downward or actual >= self.low)

    def better(self, actual: Fraction) -> bool:
        """Whether a figure is better than asked for; never for a range or an exact value."""
        return (self.upward and actual > self.low) or (self.downward and actual < self.high)

    def gap(self, actual: Fraction) -> Fraction:
        """Actual minus target, signed; for a range the distance to the end that is violated, 0 inside."""
        if actual > self.high:
            return actual - self.high
        return actual - self.low if actual < self.low else Fraction(0)

    def shortfall(self, actual: Fraction) -> Fraction:
        """How much is still missing (or too much), never negative."""
        gap = self.gap(actual)
        if (self.upward and gap > 0) or (self.downward and gap < 0):
            return Fraction(0)
        return abs(gap)


def in_unit(value: Decimal, source: Unit, row: Unit, also: Iterable[Unit] = ()) -> Fraction | None:
    """A value in the row's unit, exactly, or None where the units do not convert.

    A bare number is in the row's unit; a unit of ``unit_also`` (69.63% or 69.63分) is the same number.
    """
    for unit in (row, *also):
        if source.same_dimension(unit):
            return Fraction(value) * Fraction(source.factor) / Fraction(unit.factor)
    return None if source.text else Fraction(value)


def demand_of(target: Target, row: Unit, rules: Rules, also: Iterable[Unit] = ()) -> Demand | None:
    """The demand of a target in the row's unit; None where it has no figure and for units that do not convert.

    A rank is a place in any unit; a growth is that of a row which itself reports growth.  左右 (an approximate ``=`` or
    range) is widened by ``rules.tolerance`` either way and judged as a range.
    """
    if target.value is None or target.form is TargetForm.SLOT:
        return None
    ranked = target.form is TargetForm.RANK
    unit = row if ranked else target.unit
    low = in_unit(target.value, unit, row, also)
    high = low if target.high is None else in_unit(target.high, unit, row, also)
    if low is None or high is None:
        return None
    if widened(target):
        tolerance = Fraction(rules.tolerance)
        low, high = low - abs(low) * tolerance, high + abs(high) * tolerance
    return Demand(
        Comparator.RANGE if widened(target) else target.comparator,
        low,
        high,
        target.form,
    )


def widened(target: Target) -> bool:
    """Whether a target says 左右 in a way that is judged as a range."""
    return target.approximate and target.comparator in {Comparator.EQUAL, Comparator.RANGE}


def completion(demand: Demand, actual: Fraction, inverse: str = "T/A") -> Fraction | None:
    """完成率: A/T; for ``<=`` T/A or 2−A/T; inside a range 1, below A/L, above U/A; None where it means nothing."""
    if not demand.rated or (demand.form is TargetForm.GROWTH and actual <= 0):
        return None
    if demand.comparator is Comparator.RANGE and demand.low <= actual <= demand.high:
        return Fraction(1)
    if demand.downward and inverse == "2-A/T":
        return 2 - actual / demand.high if demand.high > 0 else None
    if demand.downward or (demand.comparator is Comparator.RANGE and actual > demand.high):
        return demand.high / actual if demand.high > 0 and actual > 0 else None
    return actual / demand.low if demand.low > 0 else None


def aim_from(demand: Demand, start: Fraction) -> Fraction | None:
    """The number that must be reached coming from ``start``; None where the start already fulfils it (保持)."""
    if start < demand.low and not demand.downward:
        return demand.low
    if start > demand.high and not demand.upward:
        return demand.high
    return None


def progress(demand: Demand, actual: Fraction, base: Fraction | None) -> Fraction | None:
    """增量完成率 (A−B)/(T−B); None without a baseline and where the baseline already stood at the target or beyond.

    For a range: the part of the baseline's distance that is closed, 1 inside.
    """
    aim = None if base is None or not demand.rated else aim_from(demand, base)
    if base is None or aim is None:
        return None
    if demand.comparator is Comparator.RANGE:
        return 1 - demand.shortfall(actual) / abs(aim - base)
    return (actual - base) / (aim - base)


def worse(demand: Demand, actual: Fraction, base: Fraction) -> bool:
    """Whether a figure is worse than the baseline; for a range or ``=`` farther away from it."""
    if demand.upward:
        return actual < base
    if demand.downward:
        return actual > base
    return demand.shortfall(actual) > demand.shortfall(base)


def nearly(demand: Demand, actual: Fraction, base: Fraction | None, rules: Rules) -> bool:
    """基本完成: completion of at least ``rules.nearly``, with a baseline progress too and not worse than it."""
    least = Fraction(rules.nearly)
    rate = completion(demand, actual, rules.inverse)
    if rate is None or rate < least:
        return False
    exact = demand.comparator is Comparator.EQUAL
    if exact and abs(actual - demand.low) > (1 - least) * abs(demand.low):
        return False
    if base is None:
        return True
    done = progress(demand, actual, base)
    if done is None or done < least or (exact and done > 2 - least):
        return False
    return not worse(demand, actual, base)
