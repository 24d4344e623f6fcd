"""Records of a document → draft plan.yaml that a person goes through (docs/extract.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_quantity, parse_target
from sctarget.model.units import declared_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sctarget.grammar.found import Record

_LONGEST_QUOTE = 160
_MOVES = ("年均增长", "增长", "提高", "提升", "下降", "降低", "减少", "削减", "增加", "涨幅", "缩减", "压减")
_FRAMES = {">=": ("", "以上"), "<=": ("", "以内"), ">": ("超过", ""), "<": ("低于", ""), "=": ("", "左右")}
_HEADER = """\
# 由 sctarget extract 从“{document}”读出的草稿，请逐条核对。
# quote 是原文，at 是原文位置；写有 review 的地方程序没有把握，核对后删去这一行。
# 检查：sctarget validate 本文件；改完即可发填报表：sctarget template 本文件 -o forms --period {period}
"""


class Frame(NamedTuple):
    """What the document says of itself: title, issuer, first and last year of the plan."""

    document: str
    title: str
    issuer: str
    first: int
    last: int


class _Standard(Protocol):
    id: str
    kind: str
    data_year: int
    source: str
    pace: str


class _Writer:
    """Hands out ids and unique names while the entries are made."""

    def __init__(self, text: str, frame: Frame, find: Callable[[str], Any | None]) -> None:
        self.text = text
        self.frame = frame
        self.find = find
        self.ids: set[str] = set()
        self.names: dict[tuple[str, str | None], int] = {}

    def identity(self, stem: str) -> str:
        number = 2
        found = stem
        while found in self.ids:
            found, number = f"{stem}_{number}", number + 1
        self.ids.add(found)
        return found

    def place(self, record: Record) -> str:
        line = self.text.count("\n", 0, record.start) + 1
        heading = record.group.rpartition(" > ")[2]
        return f"{heading[:30]} 第{line}行".strip()

    def scope(self, record: Record, name: str) -> str | None:
        """What tells an indicator apart from another of the same name; None when nothing needs to."""
        scope = record.scope
        if (name, scope) in self.names:
            heading = re.sub(r"^[^、.)是]{1,4}[、.)是]", "", record.group.rpartition(" > ")[2])[:24]
            scope = heading or f"第{self.text.count(chr(10), 0, record.start) + 1}行"
            if (name, scope) in self.names:
                scope = f"{scope}（第{self.names[name, scope] + 1}处）"
        self.names[name, scope] = self.names.get((name, scope), 0) + 1
        return scope


def render_draft(text: str, records: Sequence[Record], frame: Frame, find: Callable[[str], Any | None]) -> str:
    """A plan file for the records of a document; ``find`` gives the standard indicator of a name, or None."""
    import yaml

    writer = _Writer(text, frame, find)
    targets = [record for record in records if record.kind in {"target", "slot"} and record.restates is None]
    units = {record.restates: record.unit for record in records if record.restates and record.unit}
    targets = [replace(each, unit=units.get(each.id)) if each.unit is None else each for each in targets]
    actuals = [record for record in records if record.kind == "actual" and record.restates is None]
    stones = [record for record in records if record.kind == "milestone"]
    indicators = [_indicator(writer, record, _history(record, actuals)) for record in targets]
    if not targets:
        indicators = [_monitored(writer, record) for record in actuals]
    period: int | str = frame.last if frame.first == frame.last else f"{frame.first}-{frame.last}"
    issuer = frame.issuer or "待填单位"
    plan: dict[str, Any] = {
        "id": f"draft-{period}",
        "title": frame.title,
        "issuer": issuer,
        "period": period,
        "defaults": {"lead": issuer},
    }
    document: dict[str, Any] = {"plan": plan, "indicators": [_clean(each) for each in indicators]}
    if stones:
        document["tasks"] = [_clean(_task(writer, record)) for record in _once(stones)]
    body = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    return _HEADER.format(document=frame.document, period=frame.last) + "\n" + body


def _once(stones: list[Record]) -> list[Record]:
    seen: set[str] = set()
    kept = []
    for stone in stones:
        if stone.name not in seen:
            seen.add(stone.name)
            kept.append(stone)
    return kept


def _clean(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value not in (None, "", [], {})}


def _quote(record: Record) -> str:
    return " ".join(record.quote.split())[:_LONGEST_QUOTE]


def target_words(record: Record) -> tuple[str, str | None, bool]:
    """The target in words that the grammar reads, the unit to declare, whether the words are the document's."""
    unit = declared_unit(record.unit) if record.unit else None
    known = unit is None or not unit.dimension.startswith("count:") or _reads(f"1{record.unit}", None)
    declared = None if known else record.unit
    words = "".join(record.words.split()).rstrip(",，、;；。")
    if record.value is None:
        return f"*{record.unit or ''}", declared, True
    if words and _same(words, record, declared):
        return words, declared, True
    move = (
        next((word for word in _MOVES if record.name.endswith(word)), "")
        if record.unit in {"%", "‰", "个百分点"}
        else ""
    )
    if record.comparator == "range":
        return f"{move}{record.value}—{record.high}{record.unit or ''}", declared, False
    before, after = _FRAMES[record.comparator or ">="]
    return f"{before}{move}{record.value}{record.unit or ''}{after}", declared, False


def _reads(words: str, unit: str | None) -> bool:
    try:
        parse_target(words, declared_unit(unit) if unit else None)
    except GrammarError:
        return False
    return True


def _same(words: str, record: Record, unit: str | None) -> bool:
    try:
        target = parse_target(words, declared_unit(unit) if unit else None)
    except GrammarError:
        return False
    return str(target.comparator) == record.comparator and target.unit.text == (record.unit or "")


def _kind(record: Record, standard: _Standard | None) -> str:
    if standard is not None and standard.kind == "index":
        return "index"
    return record.measure or "stock"


def _indicator(writer: _Writer, record: Record, history: dict[int, str]) -> dict[str, Any]:
    frame = writer.frame
    standard = writer.find(record.name)
    words, unit, _ = target_words(record)
    kind = _kind(record, standard)
    doubts = [record.review] if record.review and not (record.unit and "没有单位" in record.review) else []
    target_year = record.year
    yearly = target_year is None
    if target_year is not None and not frame.first <= target_year <= frame.last:
        doubts.append(f"原文年份是{target_year}年，不在计划期内")
    by = None
    if target_year is not None and frame.first <= target_year < frame.last:
        by = date(target_year, 12, 31)
    span = None
    if kind == "flow" and frame.first != frame.last:
        span = "each_year" if yearly else "year" if (record.unit or "").endswith("元") else "plan"
        doubts.append("目标数的是当年还是全期，请核对 span")
    if record.value is None:
        doubts.append("原文是空格“*”，请填目标值")
    baseline = None
    if record.baseline is not None and record.baseline.year is not None and _exact(record.baseline.value, record.unit):
        baseline = {"value": record.baseline.value + (record.unit or ""), "year": record.baseline.year}
        if record.baseline.note:
            baseline["note"] = record.baseline.note
    lags = standard is not None and standard.data_year and kind != "stock"
    return {
        "id": writer.identity(standard.id if standard else "item"),
        "name": record.name,
        "scope": writer.scope(record, record.name),
        "group": record.group.rpartition(" > ")[2][:30] or None,
        "target": words,
        "unit": unit,
        "kind": kind,
        "span": span,
        "baseline": baseline,
        "history": history if baseline is None else None,
        "data_year": standard.data_year if lags and standard is not None else None,
        "by": by,
        "lead": list(record.lead),
        "support": [name for name in record.support if name not in record.lead],
        "source": standard.source if standard else None,
        "standard": standard.id if standard else None,
        "at": writer.place(record),
        "quote": _quote(record),
        "review": "待核：" + "；".join(doubts) if doubts else None,
    }


def _exact(value: str, unit: str | None) -> bool:
    try:
        parse_quantity(value + (unit or ""), declared_unit(unit) if unit else None)
    except GrammarError:
        return False
    return True


def _history(record: Record, actuals: list[Record]) -> dict[int, str]:
    """The figures of earlier years that the document itself reports of the same indicator."""
    found: dict[int, str] = {}
    for actual in actuals:
        same = actual.name == record.name and actual.unit == record.unit and actual.value is not None
        if same and actual.year is not None and actual.year != record.year and _exact(actual.value or "", actual.unit):
            found.setdefault(actual.year, f"{actual.value}{actual.unit or ''}")
    return found


def _monitored(writer: _Writer, record: Record) -> dict[str, Any]:
    standard = writer.find(record.name)
    known = record.unit is None or _reads(f"1{record.unit}", None)
    value = f"{record.value}{record.unit or ''}"
    year = record.year or writer.frame.last
    kind = _kind(record, standard)
    multi = kind == "flow" and writer.frame.first != writer.frame.last
    return {
        "id": writer.identity(standard.id if standard else "item"),
        "name": record.name,
        "scope": writer.scope(record, record.name),
        "group": record.group.rpartition(" > ")[2][:30] or None,
        "unit": record.unit or None,
        "kind": kind,
        "span": "year" if multi else None,
        "history": {year: value} if known and _exact(record.value or "", record.unit) else None,
        "source": standard.source if standard else None,
        "standard": standard.id if standard else None,
        "lead": list(record.lead),
        "support": [name for name in record.support if name not in record.lead],
        "at": writer.place(record),
        "quote": _quote(record),
        "review": "待核：原文是已完成的数，没有目标",
    }


def _task(writer: _Writer, record: Record) -> dict[str, Any]:
    frame = writer.frame
    year = record.year if record.year is not None and frame.first <= record.year <= frame.last else frame.last
    return {
        "id": writer.identity("task"),
        "name": record.name,
        "due": date(year, 12, 31),
        "group": record.group.rpartition(" > ")[2][:30] or None,
        "lead": list(record.lead),
        "support": [name for name in record.support if name not in record.lead],
        "at": writer.place(record),
        "quote": _quote(record),
        "review": "待核：是否列为任务、期限是否准确",
    }
