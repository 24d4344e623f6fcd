"""What a list shares: one figure for each of its members, what is said of all, times and heads that go on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sctarget.grammar import naming

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure

PER_HEAD = "每[百千万]?(?:名|百|千|万)*[^0-9、,]{0,2}?(?:人口|常住人口|人|户|名[^、,]{2,4})(?=.{3})"
"""Whom a rate counts by; shared by the next of a list: 每千人口医师数3人、护士数4人."""
TIMES = (
    "(?:其中|计划|力争|到|至)?("
    "(?:(?:19|20)[0-9]{2}年?(?:底|末)?[、和及与](?:到|至)?)+(?:19|20)[0-9]{2}年?(?:底|末)?"
    "|(?:[第前]?[一二三四](?:个?季度末?)?[、和及与])+[第前]?[一二三四]个?季度末?"
    "|(?:[0-9]{1,2}月?(?:底|末)?[、和及与])+[0-9]{1,2}月(?:底|末)?"
    ")(?:前|以前)?(?:计划|力争|预计|要|目标)?"
    "(?:分别|$|(?P<noun>[^0-9、,]{2,20}?)(?:分别|$))"
)
"""Times that share one indicator, in front of 分别."""


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def said_of_all(left: str, figure: Figure) -> list[str]:
    """A list of which one thing is said: 床位数、门诊量均达到全市总量的15%."""
    relative = figure.unit is not None and figure.unit.dimension == "ratio"
    match = _re("(.+[、和与及].+?)(?:均|都)(占|达到|完成|高于|低于|超过)([^,均都]{2,16}?)的?$").fullmatch(left)
    if match is None or not relative:
        return []
    parts = naming.share_head(naming.listed(naming.without_lead(match.group(1))))
    return [part + match.group(2) + match.group(3) for part in parts] if len(parts) > 1 else []


def shared_by_each(left: str, figure: Figure) -> list[str]:
    """The indicators that 各 or 均 gives one figure each."""
    if not figure.each or figure.each[0] not in "各均":
        return _rates(left, figure)
    words = naming.without_tail(naming.without_lead(left))
    tail = re.search(r"[0-9一二三四五六七八九十]{1,3}(?:个|大|类|家|项)([^、和及与0-9]{2,14})$", words)
    head = tail.group(1) if tail else ""
    parts = naming.listed(words[: tail.start()] if tail else words)
    if len(parts) <= 1:
        return []
    if head:
        return [part + head for part in parts]
    return naming.share_head(parts)


def _rates(left: str, figure: Figure) -> list[str]:
    """Rates that share one figure without 均: 入学率和巩固率达100%."""
    relative = figure.unit is not None and figure.unit.dimension == "ratio" and not figure.move
    words = naming.without_tail(naming.without_lead(left)) if relative and left.rstrip().endswith("率") else ""
    parts = naming.share_head(naming.listed(words)) if words else []
    return parts if len(parts) > 1 and all(_re(".{2,}率").fullmatch(part) for part in naming.listed(words)) else []
