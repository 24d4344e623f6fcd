"""Problems: what is wrong in people's data, with its place.  Wordings live in one catalogue (model/wordings)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from sctarget.model.source import Source

T = TypeVar("T")

SHOWN_CHARACTERS = 60
"""More of what was read does not help in a sentence; the problem itself keeps all of it."""


class Severity(StrEnum):
    """How much a problem weighs; the last two keep a value from being used."""

    NORMALISED = "normalised"
    NOTE = "note"
    WARNING = "warning"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"

    @property
    def blocking(self) -> bool:
        """Whether the data cannot be trusted yet."""
        return self in {Severity.QUARANTINED, Severity.REJECTED}


SEVERITY_CHINESE = {
    Severity.NORMALISED: "已自动规范",
    Severity.NOTE: "提示",
    Severity.WARNING: "警告",
    Severity.QUARANTINED: "暂不采用",
    Severity.REJECTED: "拒收",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or was normalised: code, severity, place, what was read, what to do."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    department: str | None = None
    indicator: str | None = None
    read: str | None = None


class Loaded(NamedTuple, Generic[T]):
    """What a reader returns: the value, and everything that was wrong with it."""

    value: T
    problems: tuple[Problem, ...] = ()


def make_problem(
    code: str,
    source: Source | None = None,
    *,
    read: str | None = None,
    department: str | None = None,
    indicator: str | None = None,
    **facts: object,
) -> Problem:
    """A problem of the catalogue, its message filled from the facts.

    E.g. ``make_problem("cell_blank", source, name="科技型中小企业")``.  ``read`` is also available to the wording as
    ``{read}``, shortened to ``SHOWN_CHARACTERS``.
    """
    from sctarget.model.wordings import WORDINGS

    wording = WORDINGS[code]
    shown = read or ""
    if len(shown) > SHOWN_CHARACTERS:
        shown = shown[: SHOWN_CHARACTERS - 1] + "…"
    message = wording.message.format(read=shown, **facts)
    return Problem(code, Severity(wording.severity), message, source, department, indicator, read)
