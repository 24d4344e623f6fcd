"""Lines that were broken at a fixed width, as PDF files have them → whole paragraphs; places stay the same."""

from __future__ import annotations

import re
import unicodedata

JOINED = "\x1f"
"""Stands where a line was broken, and for the blanks behind it."""

_BEGINS = re.compile(
    r"[ \t|]|[一二三四五六七八九十]{1,3}[、是.]|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、](?![0-9])|[-—•□·]"
    r"|[0-9]{1,3}(?: [^ ,。;:]+){3,8} *$"
)
"""How a paragraph begins, or the row of a table: 3 成交额 亿元 8.4 20."""
_ENDS = frozenset("。:!?…|")
_NARROWEST = 24
_WIDEST = 120
_SHORTEST = 0.7
"""A line is full when it is this part of the full width: digits are narrower, and no figure is broken."""

_FEWEST = 5
_SHARE = 0.4
_RARE = 10
"""Prose ends a sentence at least once in so many lines; a list of short lines without marks does not."""


def unwrapped(text: str) -> str:
    """The plain text with the breaks of its wrapped lines hidden; as it is when its lines are paragraphs."""
    lines = text.split("\n")
    widths = [_width(line) for line in lines]
    filled = sorted(width for width in widths if width)
    if len(filled) < _FEWEST:
        return text
    full = filled[len(filled) * 9 // 10]
    if not _NARROWEST <= full <= _WIDEST:
        return text
    broken = [
        full * _SHORTEST <= width <= full / _SHORTEST
        and (line.rstrip()[-1:] not in _ENDS or line.count("(") > line.count(")"))
        for line, width in zip(lines, widths, strict=True)
    ]
    if sum(broken) < max(_FEWEST, _SHARE * len(filled)) or (text.count("。") + text.count(";")) * _RARE < sum(broken):
        return text
    pieces = [lines[0]]
    for index, line in enumerate(lines[1:], start=1):
        goes_on = broken[index - 1] and line.strip() and not _BEGINS.match(line)
        pieces += [JOINED if goes_on else "\n", line]
    return "".join(pieces)


def _width(line: str) -> int:
    """The width of a line in half characters; longer than any wrapped line when it is very long."""
    bare = line.strip()
    if len(bare) > _WIDEST:
        return _WIDEST * 2
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in bare)
