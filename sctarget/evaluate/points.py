"""What scoring gives: the points of items, totals and departments, all of it immutable (docs/scoring.md)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import WIDE
from sctarget.model.scoring import Amount, Basis, ItemRule, Scoring

if TYPE_CHECKING:
    from sctarget.model.grade import Grade
    from sctarget.model.plan import Indicator, Task
    from sctarget.model.scoring import Adjustment

HUNDRED = 100
_WORST = 2
_NOTHING = ItemRule()


class Ground(StrEnum):
    """Why an item has the points it has."""

    FULL = "full"
    SHARE = "share"
    FLOOR = "floor"
    NO_RATE = "no_rate"
    GRADED = "graded"
    NOT_DONE = "not_done"
    TERMINATED = "terminated"
    UNREPORTED = "unreported"
    TO_VERIFY = "to_verify"
    NOT_DUE = "not_due"
    UNPUBLISHED = "unpublished"
    NO_TARGET = "no_target"
    NOT_APPLICABLE = "not_applicable"


PENDING = frozenset({Ground.NOT_DUE, Ground.UNPUBLISHED, Ground.NO_TARGET})
"""Not scored yet (未评): nothing for now, and what the weight may still bring is told."""


class Rule(NamedTuple):
    """The rule that holds for one item: the plan's, with what the item does otherwise."""

    by: Basis
    floor: Fraction
    bonus: Fraction

    @classmethod
    def of(cls, scoring: Scoring, own: ItemRule | None, weight: Decimal) -> Rule:
        """The rule of an item of this weight."""
        own = own or _NOTHING
        floor = scoring.floor if own.floor is None else own.floor
        bonus: Amount = scoring.bonus_item if own.bonus_item is None else own.bonus_item
        return cls(own.by or scoring.by, Fraction(floor), bonus.of(Fraction(weight)))


class ItemScore(NamedTuple):
    """The points of one indicator or task, rounded once; ``exact`` before rounding; both None while it is not scored.

    ``rate`` is the rate that was used, ``basis`` its name; both None where the points rest on no rate.  ``grade`` is
    a person's that they rest on instead, ``exempt`` what took a task out of the score.
    """

    item: Indicator | Task
    weight: Decimal
    rule: Rule
    ground: Ground
    exact: Fraction | None = None
    points: Decimal | None = None
    rate: Fraction | None = None
    basis: Basis | None = None
    grade: Grade | None = None
    exempt: Adjustment | None = None

    @property
    def bonus(self) -> Decimal:
        """The points above the weight."""
        return max(Decimal(0), WIDE.subtract(self.points or Decimal(0), self.weight))

    @property
    def lost(self) -> Decimal:
        """The points below the weight; 0 while it is not scored."""
        return Decimal(0) if self.points is None else max(Decimal(0), WIDE.subtract(self.weight, self.points))


class Part(NamedTuple):
    """What one item brings to one total: all of it, or a department's share.

    A lead's part of what several share is exact, a third of 10 points too, so that all parts make the whole.
    """

    score: ItemScore
    share: Fraction
    weight: Fraction
    points: Fraction | None
    lead: bool = True

    @property
    def lost(self) -> Fraction:
        """The points below the weight; 0 while it is not scored."""
        return Fraction(0) if self.points is None else max(Fraction(0), self.weight - self.points)

    @property
    def bonus(self) -> Fraction:
        """The points above the weight."""
        return Fraction(0) if self.points is None else max(Fraction(0), self.points - self.weight)


class Adjusted(NamedTuple):
    """One adjustment in one total, its points signed; 0 for 一票否决."""

    adjustment: Adjustment
    points: Fraction


class Total(NamedTuple):
    """A score and everything that it is the sum of, so that whoever adds up the table comes to the same.

    ``full`` all weights, ``removed`` those of 不涉及, ``pending`` those not scored yet; ``earned`` the points of the
    items; ``rescaled`` the same out of ``full`` when something was removed; then the adjustments, ``excess`` (what the
    limit of all bonuses takes back) and ``lift`` (back up to 0); ``score`` is the sum.  ``highest`` is what it can
    still become.  ``score`` is None where nothing at all can be scored.
    """

    parts: tuple[Part, ...]
    full: Fraction
    removed: Fraction
    pending: Fraction
    earned: Fraction
    rescaled: Fraction
    adjusted: tuple[Adjusted, ...]
    excess: Fraction
    lift: Fraction
    score: Fraction | None
    highest: Fraction
    grade: str | None
    vetoed: bool

    @property
    def hundred(self) -> Fraction | None:
        """The score out of 100, exactly; None where there is none."""
        return None if self.score is None else self.score * HUNDRED / self.full

    @property
    def worst(self) -> tuple[Part, ...]:
        """The two items that lost the most of what they could bring, the worst first."""
        losers = [part for part in self.parts if part.lost > 0]
        losers.sort(key=lambda part: (-part.lost / part.weight, -part.weight))
        return tuple(losers[:_WORST])


class DepartmentScore(NamedTuple):
    """The score of one department over what it owes; ``rank`` by the score out of 100, None while some are open."""

    name: str
    lead: bool
    total: Total
    rank: int | None = None


class Scores(NamedTuple):
    """All scores of an evaluation; ``items`` in the order of the plan, only those with a weight."""

    scoring: Scoring
    items: tuple[ItemScore, ...]
    total: Total
    departments: tuple[DepartmentScore, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean of the departments' scores out of 100."""
        found = [hundred for each in self.departments if (hundred := each.total.hundred) is not None]
        return sum(found, Fraction(0)) / len(found) if found else None

    @property
    def worst(self) -> tuple[DepartmentScore, ...]:
        """The two departments with the lowest scores out of 100, the worst first."""
        found = [(hundred, each) for each in self.departments if (hundred := each.total.hundred) is not None]
        return tuple(each for _, each in sorted(found, key=lambda item: item[0])[:_WORST])
