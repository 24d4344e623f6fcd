"""A person's grade for what no figure can settle: 有较大提升, 顺利通过验收 (docs/decisions.md §4)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class GradeLevel(StrEnum):
    """The three tiers of qualitative targets, best first."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    MISSED = "missed"


GRADE_WORDS = {GradeLevel.ACHIEVED: "达成", GradeLevel.PARTLY: "部分达成", GradeLevel.MISSED: "未达成"}


class Tiers(NamedTuple):
    """From which part of the points on a tier begins, as fractions: 达成 from 80 %, 部分达成 from 60 %."""

    achieved: Decimal = Decimal("0.8")
    partly: Decimal = Decimal("0.6")

    def bounds(self, level: GradeLevel) -> tuple[Decimal, Decimal]:
        """Both ends of a tier; the lower end belongs to it, of the upper ones only 100 %."""
        ends = (Decimal(1), self.achieved, self.partly, Decimal(0))
        number = list(GradeLevel).index(level)
        return ends[number + 1], ends[number]

    def hold(self, level: GradeLevel, share: Decimal) -> bool:
        """Whether a share lies in a tier: 80 % is 达成, 79.9 % is 部分达成."""
        low, high = self.bounds(level)
        return low <= share < high or (level is GradeLevel.ACHIEVED and share == high)

    def percents(self, level: GradeLevel) -> tuple[str, str]:
        """Both ends of a tier as people write them, without the sign."""
        low, high = (f"{(each * 100).normalize():f}" for each in self.bounds(level))
        return low, high


class Grade(NamedTuple):
    """Who graded something how; ``share`` is the part of the points within the tier, a fraction, None where not given.

    E.g. 达成, 92 % of the points.
    """

    level: GradeLevel
    who: str
    when: dt.date
    why: str
    share: Decimal | None = None

    @property
    def words(self) -> str:
        """As notes say it, e.g. 由示例甲于2024-01-10评定为达成（92%）：专家组意见."""
        share = "" if self.share is None else f"（{(self.share * 100).normalize():f}%）"
        return f"由{self.who}于{self.when.isoformat()}评定为{GRADE_WORDS[self.level]}{share}：{self.why}"


def worst_grade(grades: Iterable[Grade | None]) -> Grade | None:
    """The grade of something that several departments answer for: the worst; None until all are graded."""
    known = list(grades)
    found = [each for each in known if each is not None]
    if not found or len(found) < len(known):
        return None
    order = list(GradeLevel)
    return max(found, key=lambda each: (order.index(each.level), -(1 if each.share is None else each.share)))
