"""What judging gives: one verdict per indicator and task, all of it immutable."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from fractions import Fraction

    from sctarget.evaluate.derived import Computed, Demanded
    from sctarget.evaluate.outlook import Outlook
    from sctarget.evaluate.points import Scores
    from sctarget.model.actual import DataState, Figure, TaskReport, TaskState, Verified
    from sctarget.model.grade import Grade
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, PaceMethod, Part, Plan, Task
    from sctarget.model.problem import Problem
    from sctarget.model.quantity import Target
    from sctarget.model.source import Source


class Status(StrEnum):
    """One word per indicator (docs/judging.md)."""

    EXCEEDED = "exceeded"
    MET = "met"
    NEARLY = "nearly"
    UNMET = "unmet"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    OPEN = "open"
    UNREPORTED = "unreported"
    UNPUBLISHED = "unpublished"
    NOT_APPLICABLE = "not_applicable"
    TO_VERIFY = "to_verify"
    MONITORED = "monitored"


class Light(StrEnum):
    """The colour that goes with a status; never shown without its word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


LIGHTS = {
    Status.EXCEEDED: Light.GREEN,
    Status.MET: Light.GREEN,
    Status.NEARLY: Light.YELLOW,
    Status.UNMET: Light.RED,
    Status.ON_PACE: Light.GREEN,
    Status.BEHIND: Light.YELLOW,
    Status.FAR_BEHIND: Light.RED,
    Status.OPEN: Light.GREY,
    Status.UNREPORTED: Light.GREY,
    Status.UNPUBLISHED: Light.GREY,
    Status.NOT_APPLICABLE: Light.GREY,
    Status.TO_VERIFY: Light.GREY,
    Status.MONITORED: Light.GREY,
}


class Actual(NamedTuple):
    """The figure that was judged, in the row's unit, with every source it came from."""

    value: Decimal
    period: Period
    state: DataState | None
    sources: tuple[tuple[str, Source], ...]
    """(department, place) of each cell."""


class Pace(NamedTuple):
    """Where the figure should stand: ``expected`` in the row's unit, shares as fractions, ``date`` the figure's own.

    ``due`` is where the span ends (other than the plan's end for lagged data); ``reference`` marks interpolated values
    (参考); ``inputs`` says in words what went in.
    """

    method: PaceMethod
    expected: Decimal
    expected_share: Decimal
    share: Decimal | None
    date: dt.date
    due: dt.date
    reference: bool = False
    inputs: str = ""


class MilestoneVerdict(NamedTuple):
    """How the interim target of the as-of year stands."""

    period: Period
    target: Target
    text: str
    status: Status


class Rates(NamedTuple):
    """完成率 and 增量完成率 exactly, endless ones too, for what is computed from them."""

    completion: Fraction | None = None
    progress: Fraction | None = None


class Verdict(NamedTuple):
    """One indicator judged; gap and shortfall in the row's unit, rates and shares as unrounded fractions.

    ``indicator`` is that of the plan, its target and milestones as they are demanded: in force, in figures where words
    of change gave some (``demanded`` says how; a target of change without a value could not be derived).
    ``sources`` are (department, place) of every cell that was read for it, also where none of them gave a figure.
    ``last_year`` is the figure of the same period a year earlier (of lagged data: of the year before their own).
    ``outlook`` is there while the target is running.
    ``verified`` are the figures in it that a data department verified; ``breakdown`` are the parts of a split target.
    """

    indicator: Indicator
    status: Status
    actual: Actual | None = None
    gap: Decimal | None = None
    shortfall: Decimal | None = None
    completion: Decimal | None = None
    progress: Decimal | None = None
    provisional: bool = False
    pace: Pace | None = None
    milestone: MilestoneVerdict | None = None
    latest: Figure | None = None
    reason: str | None = None
    measures: str | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    last_year: Decimal | None = None
    remark: str | None = None
    rates: Rates = Rates()
    demanded: Demanded | None = None
    grade: Grade | None = None
    computed: Computed | None = None
    outlook: Outlook | None = None
    verified: tuple[Verified, ...] = ()
    breakdown: tuple[PartVerdict, ...] = ()

    @property
    def light(self) -> Light:
        """The colour of the status."""
        return LIGHTS[self.status]


class PartVerdict(NamedTuple):
    """One part of a split target with its own verdict; the indicator of that has the part's target."""

    part: Part
    verdict: Verdict


class TaskVerdict(NamedTuple):
    """One task judged; overdue when its day has passed and it is neither done nor terminated."""

    task: Task
    status: TaskState
    overdue: bool
    reports: tuple[TaskReport, ...] = ()
    grade: Grade | None = None


class Evaluation(NamedTuple):
    """A whole plan judged on a day; ``missing`` are the departments that have not returned the period's form.

    ``scores`` are there where the plan gives weights.
    """

    plan: Plan
    as_of: dt.date
    period: Period | None
    elapsed: Decimal
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()
    scores: Scores | None = None
