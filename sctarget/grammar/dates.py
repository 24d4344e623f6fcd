"""The years that a sentence names: 到2025年, 2020年底前, 今年, 去年; not 比2020年, not those inside names."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar import naming
from sctarget.grammar.asides import quotes, within
from sctarget.grammar.years import FIVE_YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

_AHEAD = 8
_OPENING = 4
_DEADLINE = r"(?<![0-9])((?:19|20)[0-9]{2}) ?年(?!度)"
_BASES = ("比", "较", "由", "从", "自", "与", "在", "和", "同", "对")
_AIMS = ("", "确保", "争取", "完成", "实现", "达到")
"""In front of a year these leave it a date: 确保2023年产量稳定; other verbs make it part of what they make."""
_SAME_TIME = ("同期", "水平", "的水平", "同等水平")
"""Behind a year these make a base of it: 恢复至2019年同期水平的81%."""
_FIVE_COMING = "(?:今后|未来|接下来的?)五年(?!来)"
_FOUR = 4
_NEARBY = (
    r"(?<![比较与和同于按超以])(今年|本年|去年|上年|上一年|明年|来年)"
    r"(?!同期|同比|水平|度?水平|基数|结转|的?基础|平均|的?[0-9.]+倍)"
)


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Years(NamedTuple):
    """The years that a sentence names, each with its place; ``carried`` holds in front of the first."""

    places: list[tuple[int, int]]
    carried: int | None
    last: int | None

    def at(self, place: int) -> tuple[int | None, bool]:
        """The year that holds at a place, and whether this sentence says it."""
        index = bisect_left(self.places, (place, 0))
        return (self.places[index - 1][1], True) if index else (self.carried, False)


def opening_aim(text: str, calendar: Mapping[str, int]) -> int | None:
    """The year by which a paragraph wants all that it names, where it opens with it: 到2030年,….  None for others."""
    if calendar and _re(f" *{_FIVE_COMING}").match(text):
        return calendar["今"] + _FOUR
    if named := _re(" *[到至]?“(十[一二三四五]?五)”(?:规划)?(?:期?末|时期|期间)(?!的|相比|以来)").match(text):
        return FIVE_YEARS.get(named.group(1))
    match = _re(" *(?:力争|确保|争取)?[到至]((?:19|20)[0-9]{2}) ?年[底末]?,").match(text)
    return int(match.group(1)) if match else None


def years_of(text: str, start: int, end: int, carried: int | None, calendar: Mapping[str, int]) -> Years:
    """The years that a sentence names as dates, not as bases of comparison; ``calendar`` says which one is 今."""
    places: list[tuple[int, int]] = []
    quoted: list[tuple[int, int]] | None = None
    for match in _re(_DEADLINE).finditer(text, start, end):
        before = text[max(start, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        if (
            text.startswith(_SAME_TIME, match.end())
            or (before and before in _BASES)
            or after in "至—-~"
            or (after == "的" and before not in "到至")
        ):
            continue
        quoted = quotes(text, start, end) if quoted is None else quoted
        if within(quoted, match.start()) or not _dated(text, start, match.start(), match.end()):
            continue
        places.append((match.start(), int(match.group(1))))
    alone = len(places) == 1 and not text[start : places[0][0]].strip()
    last = places[-1][1] if places and (alone or text[places[-1][0] - 1] in "到至") else None
    if calendar:
        nearby = _re(_NEARBY).finditer(text, start, end)
        places += [(match.start(), calendar[match.group(1)[0]]) for match in nearby]
        coming = _re(_FIVE_COMING).finditer(text, start, end)
        places += [(match.start(), calendar["今"] + _FOUR) for match in coming]
        places.sort()
    return Years(places, carried, last or carried)


def _dated(text: str, first: int, start: int, end: int) -> bool:
    """Whether a year opens its clause or is a deadline (到2025年, 2020年底前), not part of a name."""
    before = text[max(first, start - 1) : start]
    if not before or before in "到至于截前,:、(。在止“年月" or text[end : end + 1] in "底末前":
        return True
    opening = max(text.rfind(char, max(first, start - _AHEAD), start) for char in ",:。(")
    if opening < 0 and start - first > _AHEAD:
        return False
    words = text[max(opening + 1, first) : start]
    return len(words) <= _OPENING and naming.ends_with_verb(words) in _AIMS
