"""Charts as positions: where every mark stands between 0 and 1, so that who draws has nothing to work out.

Values come from ``Facts`` exactly; a position is a fraction of the scale with four digits, good for drawing only.
Each chart carries the sentence that says the same to somebody who cannot see it (docs/report.md §8).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from sctarget.evaluate.rounding import round_half
from sctarget.model.plan import Rounding
from sctarget.model.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.result import Light
    from sctarget.report.document import Facts, Point

_PLACES = 4
_ZERO, _ONE = Decimal(0), Decimal(1)
_ROOM = Decimal("1.08")
"""A mark never stands on the edge."""

_FAR = 3
"""A figure so many times beyond everything it is compared with leaves the scale, else the target could not be seen."""

_LABEL = Decimal("0.2")
"""The part of the width that a label of a trend takes."""

_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.BELOW})

MarkKind = Literal["target", "baseline", "expected"]


class Mark(NamedTuple):
    """A line across the bar, e.g. the target at 0.92 of the scale."""

    kind: MarkKind
    place: Decimal


class Bullet(NamedTuple):
    """One indicator: a bar from ``zero`` to ``bar``, marks across it, and where the target is reached (``good``).

    ``bar`` is None without a figure; ``beyond`` where the figure lies outside the scale.
    """

    zero: Decimal
    bar: Decimal | None
    beyond: bool
    good: tuple[Decimal, Decimal] | None
    marks: tuple[Mark, ...]
    words: str


class Dot(NamedTuple):
    """A known figure: ``across`` in time, ``up`` in size, with its period and its finished words.

    ``labelled`` where the words have room; the first and the last always have.
    """

    across: Decimal
    up: Decimal
    period: str
    figure: str
    labelled: bool


class Trend(NamedTuple):
    """The known figures of an indicator from left to right; ``target`` is how high its line lies, None without."""

    dots: tuple[Dot, ...]
    target: Decimal | None
    words: str


class Slice(NamedTuple):
    """A part of a whole from ``start`` to ``end``, e.g. 20 of 28 that are 完成."""

    word: str
    light: Light
    size: int
    start: Decimal
    end: Decimal


def bullet_of(facts: Facts) -> Bullet | None:
    """The actual figure against its target; None where there is nothing to compare."""
    low, high = facts.low, facts.high
    if low is None or high is None:
        return None
    compared = [each for each in (low, high, facts.baseline, facts.expected) if each is not None]
    bottom, top = min(_ZERO, *compared), max(_ZERO, *compared)
    beyond = False
    if facts.actual is not None:
        reach = _FAR * max(top, -bottom)
        beyond = bool(reach) and abs(facts.actual) > reach
        shown = facts.actual if not beyond else reach.copy_sign(facts.actual)
        bottom, top = min(bottom, shown), max(top, shown)
    scale = _Scale.over(bottom, top)
    bar = None if facts.actual is None else scale.place(facts.actual)
    marks = [Mark("target", scale.place(each)) for each in dict.fromkeys((low, high))]
    if facts.baseline is not None:
        marks.append(Mark("baseline", scale.place(facts.baseline)))
    if facts.expected is not None:
        marks.append(Mark("expected", scale.place(facts.expected)))
    return Bullet(scale.place(_ZERO), bar, beyond, _good(facts, scale), tuple(marks), _bullet_words(facts))


class _Scale(NamedTuple):
    """A line from ``bottom`` to ``bottom + length``."""

    bottom: Decimal
    length: Decimal

    @classmethod
    def over(cls, bottom: Decimal, top: Decimal) -> _Scale:
        """With room at the ends that are not 0; a scale over nothing is as long as 1."""
        return cls(_ROOM * bottom, _ROOM * (top - bottom) or _ONE)

    def place(self, value: Decimal) -> Decimal:
        """Where a value stands, 0 to 1; what lies outside stands at the end."""
        return _place(min(max((value - self.bottom) / self.length, _ZERO), _ONE))


def _good(facts: Facts, scale: _Scale) -> tuple[Decimal, Decimal] | None:
    """Where on the scale the target is reached; None where it is a single point."""
    if facts.low is None or facts.high is None:
        return None
    low, high = scale.place(facts.low), scale.place(facts.high)
    if facts.low != facts.high:
        return low, high
    if facts.comparator in _UPWARD:
        return low, _ONE
    return (_ZERO, high) if facts.comparator in _DOWNWARD else None


def _bullet_words(facts: Facts) -> str:
    said = [f"实际{facts.actual_word}" if facts.actual_word else f"没有数据（{facts.status_word}）"]
    said.append(f"目标“{facts.target_word}”")
    if facts.baseline_word:
        said.append(f"基期{facts.baseline_word}")
    if facts.expected_word:
        said.append(f"序时应达{facts.expected_word}")
    return "，".join(said)


def trend_of(facts: Facts, least: int = 2) -> Trend | None:
    """The figures over the periods; None where fewer than ``least`` are known."""
    points = facts.points
    if len(points) < least:
        return None
    days = [Decimal(each.day.toordinal()) for each in points]
    first, span = days[0], days[-1] - days[0]
    goal = facts.low if facts.low == facts.high else None
    values = [each.value for each in points]
    scale = _height([*values, *([] if goal is None else [goal])])
    places = [_place((day - first) / span) for day in days]
    dots = tuple(
        Dot(place, scale.place(each.value), each.period, each.figure, labelled)
        for place, each, labelled in zip(places, points, _with_room(places), strict=True)
    )
    return Trend(dots, None if goal is None else scale.place(goal), _trend_words(points))


def _with_room(places: Sequence[Decimal]) -> list[bool]:
    """Which labels stand far enough from the last one and from the one before, from right to left."""
    room, kept = [], Decimal(2)
    for place in reversed(places):
        fits = place == 0 or (kept - place >= _LABEL and place >= _LABEL)
        kept = place if fits else kept
        room.append(fits)
    return room[::-1]


def _height(values: Sequence[Decimal]) -> _Scale:
    """From the smallest to the largest value with room; never so near that a small change looks large."""
    bottom, top = min(values), max(values)
    room = max(top - bottom, max(abs(bottom), abs(top)) / 10) / 4
    return _Scale(bottom - room, top - bottom + 2 * room or _ONE)


def _trend_words(points: Iterable[Point]) -> str:
    return "，".join(f"{each.period}{each.figure}" for each in points)


def slices_of(counts: Sequence[tuple[str, Light, int]]) -> tuple[Slice, ...]:
    """Counts as parts of one bar, in their order; the last one ends at 1."""
    whole = sum(count for _, _, count in counts)
    ends = list(accumulate(count for _, _, count in counts))
    return tuple(
        Slice(word, light, count, _place(Decimal(end - count) / whole), _place(Decimal(end) / whole))
        for (word, light, count), end in zip(counts, ends, strict=True)
        if count
    )


def _place(share: Decimal) -> Decimal:
    return round_half(share, _PLACES, Rounding.HALF_UP)
