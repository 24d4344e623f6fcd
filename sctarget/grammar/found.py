"""What the finder hands out: one record for each figure or deliverable of a document (docs/extract.md)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where an indicator started, e.g. 1.27 (%) of 2020; ``note`` says where the year comes from."""

    value: str
    year: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One figure (target, actual, slot) or one deliverable (milestone) with its place in the text.

    ``value``, ``high`` and ``unit`` are as printed in ASCII digits; ``start`` and ``end`` count characters of the text,
    ``quote`` is what stands there.  ``clause`` numbers the sentence; ``restates`` is the id of an earlier record that
    says the same; ``review`` says why a person should look, empty when nothing is doubtful.
    """

    id: str
    kind: str
    name: str
    start: int
    end: int
    quote: str
    comparator: str | None = None
    value: str | None = None
    high: str | None = None
    unit: str | None = None
    year: int | None = None
    measure: str | None = None
    baseline: Baseline | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    group: str = ""
    scope: str | None = None
    clause: int = 0
    restates: str | None = None
    review: str = ""
    words: str = ""
    """The target in the document's own words, e.g. 达到0.16亿元以上."""
    at: int | None = None
    """Where the number itself, or the star in its place, stands; None for deliverables and rows of tables."""
