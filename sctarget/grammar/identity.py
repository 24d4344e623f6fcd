"""Records among each other: ids, what one says again, what tells namesakes apart, where two figures disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sctarget.grammar.found import Record

_NAMED = frozenset({"target", "actual", "slot"})
_DOWNWARD = frozenset({"<", "<="})
_RATES = frozenset({"ratio", "index"})
_ALIKE = {"count:个": "count:家", "count:户": "count:家", "count:份": "count:项", "count:场次": "count:场"}
"""Counting words that one document uses for one thing; only here, figures are never converted by it."""

_QUIET = re.compile("[的数量]")
_NUMBERED = re.compile(
    r"^#*\s*(?:第?[一二三四五六七八九十0-9]{1,3}[章节条篇、.是)]|\([一二三四五六七八九十0-9]{1,3}\))?\s*"
)
_LONGEST_SCOPE = 24
_MOST_TOLD = 3


class _Amount(NamedTuple):
    """A figure in base units, so that 0.16亿元 and 1600万元 are one; ``dimension`` is empty when no unit is printed."""

    dimension: str
    value: Decimal | str | None
    high: Decimal | str | None
    down: bool


class _Indicator:
    """What was said so far of one indicator in one year."""

    __slots__ = ("firsts", "said")

    def __init__(self) -> None:
        self.said: dict[tuple[object, ...], Record] = {}
        self.firsts: dict[tuple[str, str], tuple[Record, _Amount]] = {}

    def says_again(self, record: Record, amount: _Amount) -> Record | None:
        """The record that this one restates; a figure without a unit (of a table) restates one with any."""
        if record.kind == "milestone":
            return self.said.setdefault((), record)
        bare = (record.value, record.high, amount.down)
        alike = self.said.get((*bare, "")) if amount.dimension else self.said.get(bare)
        first = self.said.get(amount) or alike
        if first is None or siblings(first, record):
            self.said.setdefault(amount, record)
            self.said.setdefault(bare, record)
            if not amount.dimension:
                self.said.setdefault((*bare, ""), record)
            return None
        return first

    def disagrees(self, record: Record, amount: _Amount) -> Record | None:
        """The first record that gives another figure for the same, e.g. in the text where this one is in the annex."""
        measure = "rate" if record.measure in _RATES else record.measure or ""
        keys = [(measure, amount.dimension)] if amount.dimension else [key for key in self.firsts if key[0] == measure]
        found = next((self.firsts[key] for key in (*keys, (measure, "")) if key in self.firsts), None)
        self.firsts.setdefault((measure, amount.dimension), (record, amount))
        if found is None or siblings(found[0], record, deep=False):
            return None
        first, before = found
        if before.dimension and amount.dimension:
            return first if before != amount else None
        return first if (first.value, first.high, before.down) != (record.value, record.high, amount.down) else None


def identified(
    records: Iterable[Record], standard: Callable[[str], str | None] | None, place: Callable[[int], str] | None
) -> list[Record]:
    """The records with ids r1, r2, …, with scopes, with what they say again (``restates``) and where they disagree.

    ``standard`` gives the id of the standard indicator that a name stands for, so that 研发经费投入 is seen to restate
    研发经费支出; ``place`` says where a character stands, e.g. 第13行.
    """
    numbered = [replace(record, id=f"r{number}") for number, record in enumerate(records, start=1)]
    indicators: dict[tuple[str, str, int | None], _Indicator] = defaultdict(_Indicator)
    again: dict[str, str] = {}
    others: dict[str, list[Record]] = defaultdict(list)
    for record in numbered:
        known = standard(record.name) if standard is not None else None
        indicator = indicators[record.kind, known or _QUIET.sub("", record.name), record.year]
        amount = _amount(record)
        if record.kind != "slot" and (first := indicator.says_again(record, amount)) not in {None, record}:
            again[record.id] = first.id
        elif record.kind == "target" and (other := indicator.disagrees(record, amount)) is not None:
            others[record.id].append(other)
            others[other.id].append(record)
    scopes = _scopes(record for record in numbered if record.id not in again)
    return [
        replace(
            record,
            restates=again.get(record.id),
            scope=scopes.get(again.get(record.id, record.id), record.scope),
            review="；".join(filter(None, (record.review, _disagreement(others.get(record.id, []), place)))),
        )
        for record in numbered
    ]


def siblings(first: Record, second: Record, *, deep: bool = True) -> bool:
    """Whether two records stand in different parts of one chapter: each part has its own (scope).

    ``deep`` asks for parts of parts: what two sections (一) and (二) both say of 3家 is most often one figure.
    """
    above, _, one = first.group.rpartition(" > ")
    beside, _, other = second.group.rpartition(" > ")
    return bool(above) and (" > " in above or not deep) and above == beside and one != other


def _amount(record: Record) -> _Amount:
    unit = find_unit(record.unit) if record.unit else None
    dimension = record.unit or "" if unit is None else _ALIKE.get(unit.dimension, unit.dimension)
    factor = Decimal(1) if unit is None else unit.factor
    down = record.comparator in _DOWNWARD
    return _Amount(dimension, _number(record.value, factor), _number(record.high, factor), down)


def _number(text: str | None, factor: Decimal) -> Decimal | str | None:
    if text is None:
        return None
    try:
        return Decimal(text) * factor
    except InvalidOperation:
        return text


def _disagreement(others: list[Record], place: Callable[[int], str] | None) -> str:
    if not others:
        return ""
    told = "、".join(
        f"{_figure(other)}（{other.id if place is None else place(other.start)}）" for other in others[:_MOST_TOLD]
    )
    return f"文中两处不一致：另写{told}" + (f"等{len(others)}处" if len(others) > _MOST_TOLD else "")


def _figure(record: Record) -> str:
    high = f"—{record.high}" if record.high else ""
    return f"{record.value}{high}{record.unit or ''}"


def _scopes(records: Iterable[Record]) -> dict[str, str]:
    """Id → what tells a record apart from its namesakes of one kind and year: its part of the chapter, 新增 or 期末."""
    namesakes: dict[tuple[str, str, int | None], list[Record]] = defaultdict(list)
    for record in records:
        if record.kind in _NAMED:
            namesakes[record.kind, record.name, record.year].append(record)
    scopes: dict[str, str] = {}
    for alike in namesakes.values():
        if len(alike) == 1:
            continue
        measures = {record.measure for record in alike}
        chapters: dict[str, set[str]] = defaultdict(set)
        for record in alike:
            above, _, part = record.group.rpartition(" > ")
            chapters[above].add(part)
        for record in alike:
            above = record.group.rpartition(" > ")[0]
            parts = [heading_words(record.group)] if above and len(chapters[above]) > 1 else []
            if {"flow", "stock"} <= measures:
                parts.append(_level_or_new(record))
            if parts := [part for part in parts if part]:
                scopes[record.id] = "，".join(parts)
    return scopes


def _level_or_new(record: Record) -> str:
    if record.measure == "flow":
        return "新增"
    return "累计" if "累计" in record.quote else "期末"


def heading_words(group: str) -> str:
    """The words of the innermost heading without its number, e.g. 生物医药 for ``三、任务 > 2.生物医药``."""
    heading = group.rpartition(" > ")[2].partition("。")[0]
    return _NUMBERED.sub("", heading).rstrip(",，:：;；、")[:_LONGEST_SCOPE]
