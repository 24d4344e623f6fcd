"""How figures come of others, demanded or reported ones: values that few plans need (docs/judging.md §8, §10, §11)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Revision
    from sctarget.model.quantity import Target
    from sctarget.model.source import Source


class Origin(StrEnum):
    """Where a known figure comes from: the plan's history or baseline, an earlier return, the column 上年同期."""

    HISTORY = "history"
    BASELINE = "baseline"
    RETURNED = "returned"
    LAST_YEAR = "last_year"


class Base(NamedTuple):
    """A figure that a target is measured from, in the row's unit, e.g. 23件 of 2022, and where it stands."""

    value: Decimal
    period: Period
    origin: Origin
    provisional: bool = False
    sources: tuple[tuple[str, Source], ...] = ()


class Derivation(NamedTuple):
    """How a demanded figure follows from words such as 比上年增长28%以上 (docs/judging.md §8).

    ``exact`` are its ends before whole pieces were taken (``whole``); ``words`` say it all in one sentence; ``base`` is
    None where growth is compared with growth.
    """

    method: str
    base: Base | None
    years: int
    exact: tuple[Decimal, ...]
    whole: bool
    words: str


class Demanded(NamedTuple):
    """What is demanded of an indicator on a day where its words alone do not say so.

    ``stated`` is the target in force as it was written (the newest revision), ``derivation`` how figures follow from
    it, None where they do not: then ``lacking`` says why, and ``waiting`` whether that is only a matter of time.
    ``revision`` changed the target ``original``; ``coming`` will.
    """

    stated: Target | None
    derivation: Derivation | None = None
    lacking: str | None = None
    waiting: bool = False
    revision: Revision | None = None
    original: tuple[Target, str] | None = None
    coming: Revision | None = None
    stages: tuple[tuple[Period, Derivation], ...] = ()


class ComputedInput(NamedTuple):
    """A figure that another is computed of, in the unit of its own row; ``lacking`` says why it is not there."""

    indicator: Indicator
    value: Decimal | None
    period: Period | None
    sources: tuple[tuple[str, Source], ...]
    lacking: str | None = None


class Computed(NamedTuple):
    """What a formula or a count of tasks gives, whether it is ``used`` or only held against a reported figure.

    ``value`` is in the row's unit, None where it cannot be computed; ``words`` say the arithmetic or what is lacking.
    """

    value: Decimal | None
    words: str
    inputs: tuple[ComputedInput, ...] = ()
    used: bool = False
