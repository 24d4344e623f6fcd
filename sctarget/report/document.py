"""The neutral report: what it says, in which order, before any renderer has touched it (docs/report.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from sctarget.report.table import Table

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from sctarget.evaluate.result import Light, Status
    from sctarget.model.quantity import Comparator

Level = Literal[1, 2, 3, 4]
"""一、 · （一） · 1. · （1）"""


class Heading(NamedTuple):
    """A heading on a line of its own; its number is typed, e.g. ``（一）``, so that pasting it elsewhere keeps it."""

    level: Level
    number: str
    text: str


class Text(NamedTuple):
    """One paragraph; ``lead`` are its first words, a run-in heading of that level, e.g. ``1.县工信局。``."""

    text: str
    lead: str = ""
    level: Level = 3


Block = Heading | Text | Table
"""What stands in a report from top to bottom; a table carries its caption as its title."""


class Annex(NamedTuple):
    """What is attached, on pages of its own; ``landscape`` for tables that are too wide for an upright page."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


class Frame(NamedTuple):
    """What the user says about the paper itself: title, addressee, signature, date; empty where the plan decides."""

    title: str = ""
    addressee: str = ""
    signature: str = ""
    dated: str = ""


class Point(NamedTuple):
    """A figure of one period, e.g. ``Point(date(2022, 12, 31), "2022年", Decimal("1.05"), "1.05亿元")``."""

    day: dt.date
    period: str
    value: Decimal
    figure: str


class Facts(NamedTuple):
    """One indicator for whoever draws it: exact values in the row's unit, and the finished words beside them.

    ``low`` and ``high`` are the same number except for a range; ``expected`` is where it should stand by now;
    ``points`` are the known figures in the order of time.
    """

    id: str
    label: str
    group: str
    unit: str
    departments: tuple[str, ...]
    status: Status
    light: Light
    status_word: str
    sentence: str
    target_word: str
    actual_word: str
    completion_word: str
    comparator: Comparator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    baseline: Decimal | None = None
    expected: Decimal | None = None
    completion: Decimal | None = None
    points: tuple[Point, ...] = ()
    baseline_word: str = ""
    expected_word: str = ""


class Document(NamedTuple):
    r"""A finished report in the order of GB/T 9704: title, addressee, body, signature with its date, annexes.

    The title breaks (``\n``) where its meaning allows.  ``dated`` may leave room for a date that is filled in when the
    report is signed.  ``facts`` are of every indicator in the order of the plan.  ``landscape`` turns the body's pages.
    """

    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    signature: str = ""
    dated: str = ""
    annexes: tuple[Annex, ...] = ()
    facts: tuple[Facts, ...] = ()
    landscape: bool = False

    @property
    def plain_title(self) -> str:
        """The title on one line."""
        return self.title.replace("\n", "")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, those of the annexes last."""
        places = (self.blocks, *(annex.blocks for annex in self.annexes))
        return tuple(block for blocks in places for block in blocks if isinstance(block, Table))


def annex_label(number: int, of: int) -> str:
    """What stands above an annex: ``附件`` when it is the only one, else ``附件1``."""
    return "附件" if of == 1 else f"附件{number}"
