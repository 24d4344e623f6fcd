"""A text without the stray spaces that PDF files and web pages leave between characters: 到 2025 年 is 到2025年."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Tight(NamedTuple):
    """``text`` without the spaces, and the place of each of its characters in the text as it was."""

    text: str
    places: list[int] | None

    @classmethod
    def of(cls, text: str) -> Tight:
        """The tight form of a plain text; spaces that part figures, words in Latin letters or cells stay."""
        if " " not in text:
            return cls(text, None)
        stray = {match.start() for match in _stray().finditer(text)}
        kept = [place for place in range(len(text)) if place not in stray]
        return cls("".join(text[place] for place in kept), kept)

    def place(self, index: int) -> int:
        """Where a character of the tight text stands in the text as it was."""
        return index if self.places is None else self.places[index]


@cache
def _stray() -> re.Pattern[str]:
    wide = "[\u2e80-\u9fff,。、;:()“”《》%]"
    return re.compile(rf"(?<={wide}) (?=[0-9A-Za-z]|{wide})|(?<=[0-9A-Za-z]) (?={wide})")
