"""What a person decided about a figure that could not be used as it came (docs/decisions.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from sctarget.model.actual import TaskState
    from sctarget.model.grade import GradeLevel
    from sctarget.model.period import Period
    from sctarget.model.source import Source


class Action(StrEnum):
    """What was decided: the value is right as it stands, is another one, does not apply, or how good it is."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    WAIVE = "waive"
    GRADE = "grade"


class Decision(NamedTuple):
    """One entry of decisions.yaml; ``value`` is in the row's unit, ``raw`` what the cell said when it was decided.

    ``indicator`` may be the id of a task, whose ``state`` is decided instead of a value.  A grade decides no value:
    ``grade`` is set, and ``share`` (a fraction) where one was given.
    """

    indicator: str
    department: str
    period: Period
    action: Action
    who: str
    when: dt.date
    why: str
    source: Source
    value: Decimal | None = None
    raw: str | None = None
    state: TaskState | None = None
    grade: GradeLevel | None = None
    share: Decimal | None = None
