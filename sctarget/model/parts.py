"""Parts and their whole (其中项): what of one can be added up in the unit of the other (docs/judging.md §10)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.model.errors import UnitMismatchError
from sctarget.model.growth import EXACT
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.units import convert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.model.plan import Indicator
    from sctarget.model.units import Unit

_PIECES = frozenset({"count:家", "count:个"})
"""Enterprises and platforms are counted in either: 认定和创建各类企业、平台26家."""
_FLOORS = frozenset({Comparator.AT_LEAST, Comparator.ABOVE, Comparator.EQUAL})


def in_whole(value: Decimal, part: Unit, whole: Unit) -> Decimal | None:
    """A figure of a part in the unit of its whole, 家 and 个 being the same there; None where they do not add up."""
    if part.dimension in _PIECES and whole.dimension in _PIECES:
        return EXACT.divide(EXACT.multiply(value, part.factor), whole.factor)
    try:
        return convert(value, part, whole)
    except UnitMismatchError:
        return None


def parts_goal(whole: Indicator, parts: Iterable[Indicator]) -> Decimal | None:
    """What the targets of all parts ask for together, in the whole's unit; None where that cannot be said."""
    total = Decimal(0)
    for part in parts:
        target = part.target
        plain = target is not None and target.form is TargetForm.LEVEL and target.comparator in _FLOORS
        if target is None or target.value is None or not plain or part.kind is not whole.kind:
            return None
        value = in_whole(target.value, target.unit if target.unit.text else part.unit, whole.unit)
        if value is None:
            return None
        total = EXACT.add(total, value)
    return total


def goal_of(whole: Indicator) -> Decimal | None:
    """What the whole's own target asks for, in its unit; None where it has no plain floor."""
    return parts_goal(whole, (whole,))
