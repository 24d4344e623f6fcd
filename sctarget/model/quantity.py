"""Figures: a number with its unit, and what a target demands of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sctarget.model.units import NO_UNIT, Unit


class Comparator(StrEnum):
    """What a target demands of the figure."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or sum with its unit, e.g. 0.16 亿元; the digits are those that were written (0.10 keeps two)."""

    value: Decimal
    unit: Unit = NO_UNIT


class TargetForm(StrEnum):
    """Which kind of statement a target is."""

    LEVEL = "level"
    GROWTH = "growth"
    DIRECTION = "direction"
    RANK = "rank"
    SLOT = "slot"


class Basis(StrEnum):
    """What a growth or a direction is measured from."""

    LAST_YEAR = "last_year"
    LAST_PERIOD = "last_period"
    BASELINE = "baseline"
    YEAR = "year"
    UNSTATED = "unstated"


class Change(NamedTuple):
    """How a growth target moves: 比上年增长, 较2020年提高, 年均增长, 翻一番 (unit 番), 下降15%.

    ``down`` is a decline; ``basis_year`` is set for 较2020年; ``per_year`` for 年均; ``to_multiple`` for
    增长到2倍 (×2, against 增长2倍, ×3).
    """

    basis: Basis = Basis.UNSTATED
    basis_year: int | None = None
    down: bool = False
    per_year: bool = False
    to_multiple: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan demands: comparator, value, unit, e.g. ``达到0.16亿元以上``.

    ``high`` is the upper end of a range.  A direction (有较大提升) and a slot (``*``) have no value.
    ``approximate`` is 约 or 左右, ``stretch`` 力争, ``hold`` 保持.
    """

    comparator: Comparator
    value: Decimal | None
    unit: Unit = NO_UNIT
    high: Decimal | None = None
    form: TargetForm = TargetForm.LEVEL
    change: Change | None = None
    approximate: bool = False
    stretch: bool = False
    hold: bool = False

    @property
    def relative(self) -> bool:
        """Whether it speaks of a change, so that it takes another figure to say what it demands."""
        if self.form is TargetForm.LEVEL or self.form is TargetForm.SLOT:
            return False
        return self.form is not TargetForm.RANK or self.change is not None
