"""Figures that only say where another one started: 由2000年的25平方公里扩大到30平方公里."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure

_AHEAD = 8
_EACH_OF = "(?:[人户亩]均|平均|每[^,。;0-9每]{1,6})"
_RISE = (
    r"[^,。;0-9]{0,6}(?:调减|调增|调整|增长|增加|增|提高|提升|上升|扩大|发展|下降|降低|减少|缩减|缩小|缩短|压缩|压减|降|变|拓展|延长|"
    r"回落)"
    r"(?:到|至|为)了?(?:(?:(?:19|20)[0-9]{2}年(?:底|末)?|今年|目前|现在|当前)的?)?"
    f"{_EACH_OF}?$"
)
_STARTED_AS = "[由从][^,。;:0-9由从]{2,20}$"
"""A start that says whose it is: 由家庭人均收入9600元以下提高到…."""
_START = "[由从](?:(?:(?:19|20)[0-9]{2}年|“?十[一二三四]?五”?)(?:底|末|期末|初)?的?|原来的?|目前的?|上年的?|去年的?)?"
_START += f"{_EACH_OF}?$"


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def from_to(text: str, left: str, figure: Figure, following: Figure) -> bool:
    """由2000年的25平方公里扩大到…: the first figure is where it started."""
    between = text[figure.end : following.start].strip()
    started = _re(_START).search(left) or (figure.unit == following.unit and _re(_STARTED_AS).search(left))
    return bool(started) and _re(_RISE).match(between) is not None


def starts_only(text: str, left: str, figure: Figure) -> bool:
    """由第18名提升到第15名: a start whose end is no figure to report."""
    behind = text[figure.end : figure.end + _AHEAD]
    return _re(_START).search(left) is not None and _re(_RISE.removesuffix("$")).match(behind) is not None
