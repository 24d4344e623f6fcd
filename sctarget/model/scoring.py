"""How a plan turns results into points (计分), and what people add or take away by hand (docs/scoring.md)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.grade import Tiers

if TYPE_CHECKING:
    import datetime as dt

    from sctarget.model.period import Period
    from sctarget.model.source import Source


class Basis(StrEnum):
    """Which rate the points are proportional to: 完成率 or 增量完成率."""

    COMPLETION = "completion"
    PROGRESS = "progress"


class Attribution(StrEnum):
    """Who is scored for an item with several lead departments: the first, each in full, or each an equal part."""

    FIRST_LEAD = "first_lead"
    EACH_LEAD = "each_lead"
    SPLIT = "split"


class Amount(NamedTuple):
    """Points, or a share of some whole: 2 is two points, 8% is ``Amount(Decimal("0.08"), share=True)``."""

    value: Decimal
    share: bool = False

    def of(self, whole: Fraction) -> Fraction:
        """The points that it comes to, e.g. 8 % of 25 are 2."""
        return Fraction(self.value) * whole if self.share else Fraction(self.value)


class Grade(NamedTuple):
    """A grade and the score out of 100 from which it is given (that score included), e.g. 优 from 90."""

    name: str
    least: Decimal


class ItemRule(NamedTuple):
    """What one indicator does otherwise than the plan; None keeps the plan's rule."""

    by: Basis | None = None
    floor: Decimal | None = None
    bonus_item: Amount | None = None


GRADES = (
    Grade("优", Decimal(90)),
    Grade("良", Decimal(80)),
    Grade("中", Decimal(60)),
    Grade("差", Decimal(0)),
)


class Scoring(NamedTuple):
    """The rules of scoring; ``grades`` from the best to the worst, the worst from 0.

    ``total`` is what the plan says that its weights add up to; ``floor`` the rate below which nothing is given;
    ``bonus_item`` how far one item may exceed its weight, ``bonus_total`` how much all bonuses may come to; ``tiers``
    are those of what a person grades;
    ``late`` what a late return costs; ``veto`` the grade of 一票否决, None for the worst; ``deviation`` how far a rate
    may be from 1 without an explanation.
    """

    total: Decimal | None = None
    by: Basis = Basis.COMPLETION
    floor: Decimal = Decimal(0)
    bonus_item: Amount = Amount(Decimal(0))
    bonus_total: Amount | None = None
    tiers: Tiers = Tiers()
    grades: tuple[Grade, ...] = GRADES
    decimals: int = 2
    attribution: Attribution = Attribution.FIRST_LEAD
    support_share: Decimal = Decimal(0)
    deviation: Decimal = Decimal("0.3")
    late: Amount | None = None
    veto: str | None = None
    rank: bool = False

    @property
    def vetoed(self) -> str:
        """The grade of a department with a 一票否决."""
        return self.veto or self.grades[-1].name


class AdjustmentKind(StrEnum):
    """What changes a score from outside: 加分, 扣分, 迟报, 一票否决, and 免计 of a task with its points."""

    BONUS = "bonus"
    DEDUCT = "deduct"
    LATE = "late"
    VETO = "veto"
    EXEMPT = "exempt"


class Adjustment(NamedTuple):
    """One line of decisions.yaml that changes a score; it concerns a department, an item, or both.

    With a ``period`` it counts in that year only, and from the period's end on.
    """

    kind: AdjustmentKind
    points: Amount
    who: str
    when: dt.date
    why: str
    source: Source
    department: str | None = None
    item: str | None = None
    document: str | None = None
    period: Period | None = None

    def counts_on(self, day: dt.date) -> bool:
        """Whether it changes a score on a day."""
        end = None if self.period is None else self.period.end
        return end is None or (end <= day and end.year == day.year)
