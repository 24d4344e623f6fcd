"""The plan (目标责任书, 工作要点): indicators with their targets, tasks, departments and rules of judging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.period import Period
from sctarget.model.quantity import Quantity, Target, TargetForm
from sctarget.model.source import Source
from sctarget.model.units import Unit

if TYPE_CHECKING:
    from sctarget.model.formula import Formula  # noqa: TC004  (nothing reads the annotations; few plans have formulas)
    from sctarget.model.grade import Tiers
    from sctarget.model.scoring import ItemRule, Scoring  # noqa: TC004  (nothing reads the annotations while running)


class Kind(StrEnum):
    """What sort of figure an indicator is."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"
    INDEX = "index"

    @property
    def level(self) -> bool:
        """Whether it is a state at a date rather than an amount that adds up over time."""
        return self is not Kind.FLOW


class Span(StrEnum):
    """What a flow's figure counts: the year's own amount, all since the plan began, or the same every year."""

    YEAR = "year"
    PLAN = "plan"
    EACH_YEAR = "each_year"


class Reporting(StrEnum):
    """What a flow's figure on the form covers: all since the start of its span, or the period of the form alone."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"


class PaceMethod(StrEnum):
    """How the expected progress runs from the start to the target."""

    LINEAR = "linear"
    MILESTONES = "milestones"
    BACK_LOADED = "back_loaded"
    CAGR = "cagr"
    NONE = "none"


class Rollup(StrEnum):
    """How the figures of several reporters become one."""

    SUM = "sum"
    LATEST = "latest"
    RECOMPUTE = "recompute"
    NONE = "none"


class Rounding(StrEnum):
    """How a shown figure is rounded."""

    GBT8170 = "gbt8170"
    HALF_UP = "half_up"


class Baseline(NamedTuple):
    """Where an indicator stood (基期): value and its own year, e.g. 1.27 % in 2020."""

    value: Quantity
    year: int
    note: str | None = None


class Milestone(NamedTuple):
    """An interim target (阶段目标) and the period at whose end it is due."""

    period: Period
    target: Target
    text: str


class Part(NamedTuple):
    """What one department, or one period, owes of a target that is split (指标分解), e.g. 东关街道: 6家.

    ``reporters`` fill it in (the members of a collective); ``period`` is there where the target is split over time.
    """

    name: str
    target: Target
    text: str
    reporters: tuple[str, ...] = ()
    period: Period | None = None


class Revision(NamedTuple):
    """A target changed during the plan (调整后目标): its words, the date and the document that changed it."""

    target: Target
    text: str
    date: date | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is measured, with at most one target; ``unit`` is the unit of its row everywhere.

    ``target_text`` keeps the document's own words.  ``due`` is the day on which it is judged for good: its ``by`` or
    the end of the plan.
    """

    id: str
    name: str
    source: Source
    kind: Kind
    unit: Unit
    due: date
    target: Target | None = None
    target_text: str | None = None
    scope: str | None = None
    group: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] = ()
    breakdown: tuple[Part, ...] = ()
    history: tuple[tuple[Period, Quantity], ...] = ()
    data_year: int = 0
    binding: bool = False
    hold: bool = False
    stretch: bool = False
    span: Span = Span.YEAR
    by: date | None = None
    pace: PaceMethod | None = None
    reporting: Reporting = Reporting.CUMULATIVE
    rollup: Rollup | None = None
    definition: str | None = None
    data_department: str | None = None
    aliases: tuple[str, ...] = ()
    unit_also: tuple[Unit, ...] = ()
    standard: str | None = None
    formula: Formula | None = None
    parts: tuple[str, ...] = ()
    count_of: str | tuple[str, ...] | None = None
    role: str | None = None
    weight: Decimal | None = None
    scoring: ItemRule | None = None
    revised: tuple[Revision, ...] = ()
    quote: str | None = None
    review: str | None = None
    clause: str | None = None

    @property
    def by_period(self) -> bool:
        """Whether the form asks for the period's own figure, so that the figures of a year must be added up."""
        return self.reporting is Reporting.PERIOD

    @property
    def shared(self) -> bool:
        """Whether several departments each report a part of it, so that the plan's own figures are those of all."""
        if len(self.reporters) < 2:  # noqa: PLR2004
            return False
        return self.rollup is Rollup.SUM or (self.rollup is None and self.kind in {Kind.FLOW, Kind.STOCK})

    def revision_on(self, day: date) -> Revision | None:
        """The changed target that is in force on a day: the newest by date; one without a date always is, as oldest."""
        known = [each for each in self.revised if each.date is None or each.date <= day]
        return max(reversed(known), key=lambda each: each.date or date.min, default=None)

    @property
    def computed(self) -> bool:
        """Whether its figure comes of others (formula, count_of), so that its own row may stay blank."""
        return self.formula is not None or self.count_of is not None

    def counts(self, task: Task) -> bool:
        """Whether ``count_of`` means a task: by a list of ids, by its group, or all (``tasks``)."""
        if isinstance(self.count_of, tuple):
            return task.id in self.count_of
        return self.count_of is not None and self.count_of in {"tasks", task.group}

    @property
    def plain(self) -> bool:
        """Whether its words say by themselves what is demanded: no change to derive from, no changed target."""
        if self.revised or (self.target is not None and self.target.relative):
            return False
        return not any(each.target.relative for each in self.milestones)

    @property
    def gradable(self) -> bool:
        """Whether its target, or one that replaced it, names only a direction, so that a person's grade settles it."""
        targets = (self.target, *(each.target for each in self.revised))
        return any(each is not None and each.form is TargetForm.DIRECTION for each in targets)

    @property
    def label(self) -> str:
        """Name with its scope, unique in a plan, e.g. 新产品、新技术、新工艺（生物医药）."""
        return f"{self.name}（{self.scope}）" if self.scope else self.name


class Task(NamedTuple):
    """A checkable undertaking without a figure, e.g. 农业科技园区通过验收, with the day it is due."""

    id: str
    name: str
    source: Source
    due: date
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    group: str | None = None
    weight: Decimal | None = None
    at: tuple[str, ...] = ()
    quote: str | None = None
    review: str | None = None


class Department(NamedTuple):
    """A body that owes or reports figures; ``members`` makes it a collective such as 各镇、街道."""

    name: str
    aliases: tuple[str, ...] = ()
    contact: str | None = None
    phone: str | None = None
    members: tuple[str, ...] = ()


class Rules(NamedTuple):
    """Local policy: thresholds, rounding, formulas.  Shares are fractions (0.9 is 90 %); every report prints them.

    ``nearly`` 基本完成 from this completion; ``behind``/``far_behind``: more than so much behind the expected share;
    ``inverse`` is ``T/A`` or ``2-A/T``; ``tolerance`` is what 左右 allows either way; ``scoring`` is there where, and
    only where, something of the plan has a weight; ``back_loaded`` the shares of a year's way that are expected at the
    ends of its first three quarters where the most is done late.
    """

    nearly: Decimal = Decimal("0.9")
    behind: Decimal = Decimal("0.05")
    far_behind: Decimal = Decimal("0.2")
    rounding: Rounding = Rounding.GBT8170
    inverse: str = "T/A"
    tolerance: Decimal = Decimal("0.05")
    scoring: Scoring | None = None
    back_loaded: tuple[Decimal, Decimal, Decimal] = (Decimal(0), Decimal(0), Decimal(0))

    @property
    def tiers(self) -> Tiers:
        """The tiers of people's grades: those of the scoring, else the usual ones."""
        from sctarget.model.grade import Tiers

        return Tiers() if self.scoring is None else self.scoring.tiers


DEFAULT_RULES = Rules()


@dataclass(frozen=True)
class Plan:
    """A whole plan; ``reporters`` of its indicators and tasks are already expanded to members of collectives."""

    id: str
    title: str
    source: Source
    period: Period
    issuer: str | None = None
    region: str | None = None
    document: str | None = None
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    departments: tuple[Department, ...] = ()
    groups: tuple[str, ...] = ()
    rules: Rules = DEFAULT_RULES
    fingerprint: str = ""

    @cached_property
    def reporters(self) -> tuple[str, ...]:
        """Every department that must return a workbook, in the order of the plan."""
        owed = [item.reporters for item in self.indicators] + [item.reporters for item in self.tasks]
        return tuple(dict.fromkeys(name for reporters in owed for name in reporters))
