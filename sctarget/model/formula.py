"""Formulas over indicator ids as immutable values, e.g. ``rd_expenditure / gdp * 100`` (docs/judging.md §10)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal


class Operator(Enum):
    """What is done with the last value, or the last two."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    NEGATE = "negate"


class Name(NamedTuple):
    """The figure of an indicator, by its id."""

    id: str


Step: TypeAlias = "Decimal | Name | Operator"
"""One step of an expression in reverse Polish order: a value to put down, or an operator on the last ones."""


class Formula(NamedTuple):
    """A formula in its own words, its steps (``a / b`` is a, b, DIVIDE), the ids that it needs in their order."""

    text: str
    steps: tuple[Step, ...]
    names: tuple[str, ...]

    def __str__(self) -> str:
        return self.text
