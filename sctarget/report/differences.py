"""What two plans, two collected sets or two check results say differently: one shape for all (docs/diff.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sctarget.model.source import Source


class Compared(StrEnum):
    """What sort of things are compared."""

    PLAN = "plan"
    COLLECT = "collect"
    CHECK = "check"


class ChangeKind(StrEnum):
    """Whether something is on both sides, only on the new one, or only on the old one."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


class Move(StrEnum):
    """Which way a verdict went; ``other`` where neither colour is the better one (未报送, 进行中)."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


class Cause(StrEnum):
    """Why a verdict moved; ``unknown`` when nothing of what was saved says so."""

    FORM = "form"
    FIGURE = "figure"
    TARGET = "target"
    DECISION = "decision"
    DATE = "date"
    RULES = "rules"
    PLAN = "plan"
    UNKNOWN = "unknown"


class Why(NamedTuple):
    """One cause in words, e.g. 数由12家改为13家."""

    cause: Cause
    words: str


class Shift(NamedTuple):
    """One thing that differs: its key and caption, the words people read, and the exact values for programs."""

    key: str
    caption: str
    before: str
    after: str
    old: str
    new: str
    note: str = ""


def shift(key: str, caption: str, before: str, after: str, note: str = "") -> Shift:
    """A shift whose words are its values."""
    return Shift(key, caption, before, after, before, after, note)


class Difference(NamedTuple):
    """One entry with all that differs in it.

    ``section`` is plan, department, indicator, task, rule or score; ``old_id`` is set where the id changed.
    """

    kind: ChangeKind
    section: str
    id: str
    name: str
    shifts: tuple[Shift, ...] = ()
    why: tuple[Why, ...] = ()
    move: Move | None = None
    old_id: str | None = None
    department: str = ""
    period: str = ""
    old_sources: tuple[Source, ...] = ()
    new_sources: tuple[Source, ...] = ()

    def shift(self, key: str) -> Shift | None:
        """What differs under a key."""
        return next((each for each in self.shifts if each.key == key), None)


class Side(NamedTuple):
    """One of the two: how its file is called, what it is of, and for when."""

    file: str
    title: str
    as_of: str = ""
    periods: tuple[str, ...] = ()
    fingerprint: str = ""


class Comparison(NamedTuple):
    """Everything that two things of one sort say differently; ``notes`` are what a reader must know besides."""

    sort: Compared
    old: Side
    new: Side
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences
