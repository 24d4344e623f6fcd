"""The ways from the start to the target: straight, along milestones, late in the year, by growth (docs/judging.md §12).

All but growth are broken lines, so that a clerk can follow them with a ruler; time is counted in months.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import SIGNIFICANT
from sctarget.model.period import year_end
from sctarget.model.plan import PaceMethod

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Node = tuple[date, Fraction]
"""A day and the value that is expected on it."""

_MONTHS = 12
_QUARTERS = ((3, 31), (6, 30), (9, 30))
_WORKING = Context(prec=2 * SIGNIFICANT + 4)


@lru_cache(maxsize=1024)
def months(day: date) -> Fraction:
    """Months since the year 0 at the end of a day, a part month by its days: 15 July is 6 + 15/31 of its year."""
    return day.year * _MONTHS + day.month - 1 + Fraction(day.day, monthrange(day.year, day.month)[1])


class Schedule(NamedTuple):
    """A way by one method: the points that it runs through, and the days whose value the plan itself gives."""

    method: PaceMethod
    nodes: tuple[Node, ...]
    given: frozenset[date]

    def expected(self, day: date) -> Fraction:
        """The value on a day; before the start and after the end that of the start and the end."""
        if self.method is PaceMethod.CAGR:
            return _grown(self.nodes[0], self.nodes[-1], day)
        return _on_line(self.nodes, day)


def schedule(
    method: PaceMethod, start: Node, end: Node, milestones: Iterable[Node], late_shares: Sequence[Decimal]
) -> Schedule:
    """The way from ``start`` to ``end``; milestones outside of it do not count, growth passes them by.

    ``late_shares`` are the shares of a year's way that back_loaded expects at the ends of its first three quarters.
    """
    between = {} if method is PaceMethod.CAGR else {day: value for day, value in milestones if start[0] < day < end[0]}
    if method is PaceMethod.MILESTONES and not between:
        method = PaceMethod.LINEAR
    nodes = sorted({start[0]: start[1], **between, end[0]: end[1]}.items())
    given = frozenset(day for day, _ in nodes)
    if method is PaceMethod.BACK_LOADED:
        nodes = _late(nodes, late_shares)
    return Schedule(method, tuple(nodes), given)


def _on_line(nodes: Sequence[Node], day: date) -> Fraction:
    if day <= nodes[0][0]:
        return nodes[0][1]
    for (left, low), (right, high) in pairwise(nodes):
        if day <= right:
            return low + (high - low) * (months(day) - months(left)) / (months(right) - months(left))
    return nodes[-1][1]


def _late(nodes: list[Node], shares: Sequence[Decimal]) -> list[Node]:
    """The line bent inside each calendar year, except where the plan itself says what is due inside it."""
    first, last = nodes[0][0], nodes[-1][0]
    ends = [day for year in range(first.year, last.year) if first < (day := year_end(year)) < last]
    bent = dict(nodes) | {day: _on_line(nodes, day) for day in ends}
    for left, right in pairwise((first, *ends, last)):
        if any(left < day < right for day, _ in nodes):
            continue
        for (month, day_of_month), share in zip(_QUARTERS, shares, strict=True):
            day = date(right.year, month, day_of_month)
            if left < day < right:
                bent[day] = bent[left] + (bent[right] - bent[left]) * Fraction(share)
    return sorted(bent.items())


def _grown(start: Node, end: Node, day: date) -> Fraction:
    """B·(T/B)^t, t the share of the time that has passed, to 28 significant digits; both values are above 0."""
    passed, whole = months(day) - months(start[0]), months(end[0]) - months(start[0])
    if passed <= 0:
        return start[1]
    if passed >= whole:
        return end[1]
    growth = _WORKING.power(_digits(end[1] / start[1]), _digits(passed / whole))
    return Fraction(Context(prec=SIGNIFICANT).create_decimal(_WORKING.multiply(_digits(start[1]), growth)))


def yearly_growth(start: Node, end: Node) -> Decimal:
    """年均增速 (T/B)^(12/months) − 1 as a fraction, to 28 significant digits; both values are above 0."""
    years = (months(end[0]) - months(start[0])) / _MONTHS
    growth = _WORKING.power(_digits(end[1] / start[1]), _digits(1 / years))
    return Context(prec=SIGNIFICANT).create_decimal(_WORKING.subtract(growth, Decimal(1)))


def _digits(value: Fraction) -> Decimal:
    return _WORKING.divide(Decimal(value.numerator), Decimal(value.denominator))
