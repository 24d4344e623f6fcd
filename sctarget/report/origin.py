"""Where a record comes from, as people say it: the heading, the numbered sentence, the line, the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.grammar.identity import heading_words
from sctarget.report.draft_target import has_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.grammar.found import Record

_LONGEST_QUOTE = 160
_LONGEST_GROUP = 24
_FIGURED = re.compile(r"[0-9](?:[0-9.]*)(?:%|‰|[十百千万亿]*[家个项名人件元户期场次])")
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_CLAUSE_NUMBER = re.compile(r"^(?:\(?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.)])")


def where(record: Record, place: Callable[[int], str]) -> str:
    """Where a record stands, by its heading, its numbered sentence and its line, e.g. 预期指标第2条 第13行."""
    *above, last = _headings(record)
    clause = _CLAUSE_NUMBER.match(last) if above and _FIGURED.search(last) else None
    number = f"第{clause.group(1)}条" if clause else ""
    return f"{group_of(record) or ''}{number} {place(record.start)}".strip()


def group_of(record: Record) -> str | None:
    """The innermost heading that is one, not a numbered sentence with figures, e.g. 主要目标."""
    headings = [part for part in _headings(record) if _WORDS.search(part) and not _FIGURED.search(part)]
    if not headings:
        return None
    words = heading_words(headings[-1]).removesuffix("是").removesuffix("为")
    return (re.split("[,，]", words)[0] if len(words) >= _LONGEST_GROUP else words) or None


def _headings(record: Record) -> list[str]:
    """The headings above a record, outermost first, each to the end of its first sentence."""
    return [part.partition("。")[0] for part in record.group.split(" > ")]


def quote_of(record: Record) -> str:
    """What stands in the document; where the figure stands elsewhere (in a cell of its own) it follows behind dots."""
    quote = " ".join(record.quote.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE // 2]}…{quote[-_LONGEST_QUOTE // 2 :]}"
    words = " ".join(record.words.split())
    return quote if not words or has_figure(quote, record) else f"{quote}……{words}"
