"""What departments returned: figures, absences with their reason, task reports, whole forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.period import Period
from sctarget.model.source import Source

if TYPE_CHECKING:
    import datetime as dt

    from sctarget.model.grade import Grade  # noqa: TC004  (nothing reads the annotations; a plain run loads no grades)
    from sctarget.model.problem import Problem


class Absence(StrEnum):
    """Why there is no usable figure.  None of these is zero."""

    UNREPORTED = "unreported"
    UNPUBLISHED = "unpublished"
    NOT_APPLICABLE = "not_applicable"
    TO_VERIFY = "to_verify"


class DataState(StrEnum):
    """How final a figure is (数据状态)."""

    ESTIMATE = "estimate"
    FLASH = "flash"
    FINAL = "final"


class TaskState(StrEnum):
    """How far a task is."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    TERMINATED = "terminated"
    UNREPORTED = "unreported"


class Verified(NamedTuple):
    """A figure that the data department verified (核定数), with the self-report (自报数) that it took the place of.

    All in the row's unit; ``reported`` and ``difference`` (核定数 − 自报数) are None where nothing usable was reported.
    ``department`` verified what ``reporter`` reported, ``words`` say it in a sentence.
    """

    department: str
    reporter: str
    value: Decimal
    reported: Decimal | None
    difference: Decimal | None
    source: Source
    origin: Source | None
    reason: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One department's answer for one indicator and period: an exact value in the row's unit, or an absence.

    ``value`` is in the unit of the indicator's row (41.5 for 41.5 %).  ``provisional`` marks 预计, 快报 and what was
    accepted with a warning.  ``held`` is what a quarantined cell seems to say: not used until a person confirms it.
    ``state`` stays with such a figure.  ``decided`` says in words who settled it, and how;
    ``grade`` who graded what it says; ``verified`` what another department made of it.
    """

    indicator: str
    department: str
    period: Period
    value: Decimal | Absence
    source: Source
    state: DataState | None = None
    provisional: bool = False
    last_year: Decimal | None = None
    reason: str | None = None
    measures: str | None = None
    data_source: str | None = None
    remark: str | None = None
    held: Decimal | None = None
    decided: str | None = None
    grade: Grade | None = None
    verified: Verified | None = None

    @property
    def own_source(self) -> Source:
        """The cell of the department itself, also where another department verified the figure."""
        return self.verified.origin if self.verified and self.verified.origin else self.source


class Verification(NamedTuple):
    """One row of a returned 核定表: what was verified (None: nothing yet), and the self-report printed beside it."""

    indicator: str
    reporter: str
    figure: Figure | None
    reported: Decimal | None


class TaskReport(NamedTuple):
    """One department's answer for one task and period."""

    task: str
    department: str
    period: Period
    state: TaskState
    source: Source
    reason: str | None = None
    measures: str | None = None
    evidence: str | None = None
    remark: str | None = None
    grade: Grade | None = None


class FormReturn(NamedTuple):
    """One returned workbook; ``blank`` when nothing was filled in (空表, which is not a return).

    ``modified`` is the time that the file system or the archive gives; ``supersedes`` the SHA-256 of the returns that a
    corrected copy replaces, a blank between.  ``verifies`` marks a 核定表, which has ``verifications`` and no figures.
    """

    file: str
    sha256: str
    department: str
    period: Period
    round: int = 1
    blank: bool = False
    figures: tuple[Figure, ...] = ()
    tasks: tuple[TaskReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    modified: dt.datetime | None = None
    supersedes: str | None = None
    verifies: bool = False
    verifications: tuple[Verification, ...] = ()
