"""A text without the stray spaces that PDF files and web pages leave between characters: 到 2025 年 is 到2025年."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sctarget.grammar.wrapped import JOINED


class Tight(NamedTuple):
    """``text`` without the spaces, and the place of each of its characters in the text as it was."""

    text: str
    places: list[int] | None

    @classmethod
    def of(cls, text: str) -> Tight:
        """The tight form of a plain text; spaces that part figures, words in Latin letters or cells stay."""
        if " " not in text and JOINED not in text:
            return cls(text, None)
        whole = _parted().sub(r"\1,", text)
        stray = {match.start() for match in _stray().finditer(whole)}
        kept = [place for place in range(len(text)) if place not in stray]
        return cls("".join(whole[place] for place in kept), kept)

    def place(self, index: int) -> int:
        """Where a character of the tight text stands in the text as it was."""
        return index if self.places is None else self.places[index]


@cache
def _parted() -> re.Pattern[str]:
    """A space that stands for a comma behind a figure: 投资24亿元 同比增长7%."""
    return re.compile("([0-9] ?(?:%|[万亿]?[家项个件户元人名亩吨所])) (?=[\u4e00-\u9fff]{2})")


@cache
def _stray() -> re.Pattern[str]:
    wide = "[\u2e80-\u9fff,。、;:()“”《》%]"
    return re.compile(rf"{JOINED}|(?<={wide}) (?=[0-9A-Za-z]|{wide})|(?<=[0-9A-Za-z]) (?={wide})")
