"""Places in the text of a plan file: which characters an entry and each of its keys and values take."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Characters from ``start`` up to ``end``; ``block`` for a text over several lines, which ends with a line."""

    start: int
    end: int
    block: bool = False


class EntryPlace(NamedTuple):
    """An indicator or task: its characters, the column of its keys, whether in braces, each key and its value."""

    span: Span
    column: int
    flow: bool
    keys: dict[str, tuple[Span, Span]]


class SectionPlace(NamedTuple):
    """A list of entries: its characters, the column of its dashes, whether in brackets."""

    span: Span
    column: int
    flow: bool
    entries: tuple[EntryPlace, ...]
