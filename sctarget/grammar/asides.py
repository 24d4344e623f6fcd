"""What is read apart in a sentence: brackets with figures of their own, and words in quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure

HIDDEN = "\0"
"""Stands for each character of a bracket that is read apart."""


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where titles and quoted words stand between two places: 《…》, “…”."""
    return [(match.start(), match.end()) for match in _re("《[^《》]{0,80}》|“[^“”]{0,24}”").finditer(text, start, end)]


def within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies inside one of the spans."""
    index = bisect_left(spans, (place + 1, 0))
    return bool(index) and place < spans[index - 1][1]


class Aside(NamedTuple):
    """A bracket with figures of its own, e.g. (其中省级5家); ``start`` to ``end`` is what stands inside."""

    start: int
    end: int
    figures: list[Figure]


def without_asides(text: str, start: int, end: int, figures: list[Figure]) -> tuple[str, list[Figure], list[Aside]]:
    """The text with such brackets hidden, the figures outside of them, and the brackets."""
    if not figures or text.find("(", start, end) < 0:
        return text, figures, []
    starts = [figure.start for figure in figures]
    asides = []
    pieces, place, outside, done = [], 0, [], 0
    for match in _re(r"\([^()]{1,200}\)").finditer(text, start, end):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        inner = [figure for figure in figures[first:last] if figure.unit is not None and figure.end < match.end()]
        if not inner or first < done:
            continue
        asides.append(Aside(match.start() + 1, match.end() - 1, inner))
        pieces += [text[place : match.start()], HIDDEN * (match.end() - match.start())]
        outside += figures[done:first]
        place, done = match.end(), last
    return "".join([*pieces, text[place:]]), outside + figures[done:], asides
