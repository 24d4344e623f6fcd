"""Records of a document → the rows of a draft plan that a person goes through (docs/extract.md)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sctarget.report.doubts import doubts_of, to_review
from sctarget.report.draft_target import reads_as_figure, target_words
from sctarget.report.origin import group_of, quote_of, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sctarget.grammar.found import Baseline, Record
    from sctarget.model.plan_sheets import Row, Value
    from sctarget.model.standard import Standard
    from sctarget.report.doubts import Dictionary

UNKNOWN_ISSUER = "待填单位"
_SHORT = re.compile("[省市州县区旗]?科技局")
_PLANNED = 4
_LEVELS = frozenset({"stock", "ratio", "index"})


class Frame(NamedTuple):
    """What a draft is made for: the document's name, its title and issuer, first and last year of the plan."""

    document: str
    title: str
    issuer: str
    first: int
    last: int

    @property
    def period(self) -> str:
        """The plan's period, e.g. 2023 or 2022-2025."""
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


class Entry(NamedTuple):
    """One row of a draft: its section, its keys and values, the record it comes from and those that say it again."""

    section: str
    row: Row
    record: Record
    again: tuple[Record, ...] = ()


class Draft(NamedTuple):
    """A draft plan: the head of the file, departments with other names, and the entries in the document's order.

    ``reported`` are figures of what was done that are no entries; those of an indicator stand in its history.
    """

    head: Row
    departments: tuple[Row, ...]
    entries: tuple[Entry, ...]
    reported: int


def draft_plan(records: Sequence[Record], frame: Frame, dictionary: Dictionary, place: Callable[[int], str]) -> Draft:
    """The draft of a document's records; ``place`` says where a character stands, e.g. 第13行."""
    issuer = frame.issuer or UNKNOWN_ISSUER
    head: Row = {
        "id": f"draft-{frame.period}",
        "title": frame.title,
        "issuer": issuer,
        "period": frame.period,
        "defaults": {"lead": issuer.rpartition("、")[2]},
    }
    entries = tuple(_Drafting(records, frame, dictionary, place).entries())
    used = {entry.record.id for entry in entries}
    reported = sum(each.kind == "actual" and each.restates is None and each.id not in used for each in records)
    return Draft(head, _departments(issuer.rpartition("、")[2], entries), entries, reported)


def _departments(issuer: str, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """The issuer with the short names that the document itself uses for it (县科技局), so that it gets one form."""
    mentioned: dict[str, None] = {}
    for entry in entries:
        for key in ("lead", "support"):
            names = entry.row.get(key, [])
            mentioned.update(dict.fromkeys(map(str, names if isinstance(names, list) else [names])))
    full = issuer.replace("科学技术", "科技")
    short: list[Value] = [name for name in mentioned if name != issuer and full.endswith(name) and _SHORT.match(name)]
    return ({"name": issuer, "aliases": short if len(short) > 1 else short[0]},) if short else ()


class _Drafting:
    """Hands out ids and unique names while the entries are made."""

    def __init__(
        self, records: Sequence[Record], frame: Frame, dictionary: Dictionary, place: Callable[[int], str]
    ) -> None:
        self.frame = frame
        self.dictionary = dictionary
        self.place = place
        self.records = records
        self.ids: set[str] = set()
        self.numbers: Counter[object] = Counter()
        self.labels: set[tuple[str, str | None]] = set()
        self.again: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.restates is not None:
                self.again[record.restates].append(record)

    def entries(self) -> Iterable[Entry]:
        firsts = [record for record in self.records if record.restates is None]
        targets = [record for record in firsts if record.kind in {"target", "slot"}]
        actuals = [record for record in firsts if record.kind == "actual"]
        for record, steps in _with_milestones(targets, self.frame):
            yield self._indicator(record, steps, actuals)
        if _is_review(targets, actuals):
            named = {record.name for record in targets}
            for record in actuals:
                if record.name not in named:
                    yield self._monitored(record)
        for record in firsts:
            if record.kind == "milestone":
                yield self._task(record)

    def _identity(self, stem: str) -> str:
        """The stem, or the stem with the next free number."""
        found = stem
        while found in self.ids:
            self.numbers[stem] += 1
            found = f"{stem}_{self.numbers[stem] + 1}"
        self.ids.add(found)
        return found

    def _common(self, record: Record, again: Sequence[Record], **facts: Value | None) -> Row:
        """A row with what all entries say of themselves; keys without a value are left out."""
        owner = next((each for each in (record, *again) if each.lead), record)
        places = dict.fromkeys(where(each, self.place) for each in (record, *again))
        row: dict[str, Value | None] = {
            **facts,
            "group": group_of(record),
            "lead": list(owner.lead),
            "support": [name for name in owner.support if name not in owner.lead],
            "at": list(places),
            "quote": quote_of(record),
        }
        return {
            key: value[0] if isinstance(value, list) and len(value) == 1 else value
            for key, value in row.items()
            if value not in (None, "", [], {})
        }

    def _scope(self, record: Record) -> str | None:
        """What tells an indicator apart from another of the same name; None when nothing needs to."""
        for scope in (record.scope, group_of(record), f"{group_of(record) or ''} {self.place(record.start)}".strip()):
            if (record.name, scope) not in self.labels and (scope is not None or record.scope is None):
                self.labels.add((record.name, scope))
                return scope
        base = f"{group_of(record) or ''} {self.place(record.start)}".strip()
        self.numbers[record.name, base] += 1
        scope = f"{base}（第{self.numbers[record.name, base] + 1}处）"
        self.labels.add((record.name, scope))
        return scope

    def _indicator(self, record: Record, steps: Sequence[Record], actuals: Sequence[Record]) -> Entry:
        again = [each for one in (record, *steps) for each in self.again[one.id]]
        unit = next((each.unit for each in (record, *again) if each.unit), None)
        record = replace(record, unit=unit)
        standard = self.dictionary.find_standard(record.name, record.measure)
        kind = kind_of(record, standard)
        words, declared = target_words(record)
        baseline = next((each.baseline for each in (record, *again) if _usable(each.baseline, unit)), None)
        span, doubt = self._span(record, kind)
        doubts = [*doubts_of(record, unit), *self._year_doubts(record), doubt]
        doubts += ["原文是空格“*”，请填目标值"] if record.kind == "slot" else []
        row = self._common(
            record,
            (*steps, *again),
            id=self._identity(standard.id if standard else "item"),
            name=record.name,
            scope=self._scope(record),
            target=words,
            kind=kind,
            unit=declared,
            baseline=_baseline(baseline, unit),
            milestones={str(step.year): target_words(replace(step, unit=step.unit or unit))[0] for step in steps},
            history=self._history(record, actuals, baseline),
            data_year=str(standard.data_year) if standard and standard.data_year else None,
            span=span,
            by=f"{record.year}-12-31" if self._early(record) else None,
            pace=self._pace(standard, steps),
            source=standard.source if standard else None,
            standard=standard.id if standard else None,
            review=to_review(doubts),
        )
        return Entry("indicators", row, record, (*steps, *again))

    def _early(self, record: Record) -> bool:
        return record.year is not None and self.frame.first <= record.year < self.frame.last

    def _span(self, record: Record, kind: str) -> tuple[str | None, str]:
        if kind != "flow" or self.frame.first == self.frame.last:
            return None, ""
        span = "each_year" if record.year is None else "year" if (record.unit or "").endswith("元") else "plan"
        return span, "目标数的是当年还是全期，请核对 span"

    def _pace(self, standard: Standard | None, steps: Sequence[Record]) -> str | None:
        """The profile of the dictionary; over several years an annual figure is compared at the ends of the years."""
        if standard is None or standard.pace == "linear" or steps:
            return None
        return None if standard.pace == "none" and self.frame.first != self.frame.last else standard.pace

    def _year_doubts(self, record: Record) -> list[str]:
        if record.year is None or self.frame.first <= record.year <= self.frame.last:
            return []
        return [f"原文年份是{record.year}年，不在计划期内"]

    def _history(self, record: Record, actuals: Sequence[Record], baseline: Baseline | None) -> dict[str, Value]:
        """The figures of earlier years that the document itself reports of the same indicator."""
        found: dict[str, Value] = {}
        for actual in actuals:
            same = actual.name == record.name and actual.unit == record.unit and actual.value is not None
            told = actual.year if actual.year not in {None, record.year, baseline.year if baseline else None} else None
            if same and told and told <= self.frame.last and reads_as_figure(actual.value or "", actual.unit):
                found.setdefault(str(told), f"{actual.value}{actual.unit or ''}")
        return found

    def _monitored(self, record: Record) -> Entry:
        again = self.again[record.id]
        standard = self.dictionary.find_standard(record.name, record.measure)
        kind = kind_of(record, standard)
        year = record.year or self.frame.last
        multi = kind == "flow" and self.frame.first != self.frame.last
        told = reads_as_figure(record.value or "", record.unit)
        row = self._common(
            record,
            again,
            id=self._identity(standard.id if standard else "item"),
            name=record.name,
            scope=self._scope(record),
            unit=record.unit,
            kind=kind,
            span="year" if multi else None,
            history={str(year): f"{record.value}{record.unit or ''}"} if told else None,
            source=standard.source if standard else None,
            standard=standard.id if standard else None,
            review=to_review([*doubts_of(record, record.unit), "原文是已完成的数，没有目标"]),
        )
        return Entry("indicators", row, record, tuple(again))

    def _task(self, record: Record) -> Entry:
        frame = self.frame
        year = record.year if record.year is not None and frame.first <= record.year <= frame.last else frame.last
        row = self._common(
            record,
            self.again[record.id],
            id=self._identity("task"),
            name=record.name,
            due=f"{year}-12-31",
            review=to_review(["是否列为任务、期限是否准确"]),
        )
        return Entry("tasks", row, record, tuple(self.again[record.id]))


def _is_review(targets: Sequence[Record], actuals: Sequence[Record]) -> bool:
    """Whether a document reports what was done rather than plans: its figures are then what to monitor."""
    return len(targets) * _PLANNED < len(actuals)


def _with_milestones(targets: Sequence[Record], frame: Frame) -> list[tuple[Record, list[Record]]]:
    """Each target with the earlier years' of the same indicator: 2023年1.5%, 2025年1.8% is one with a milestone."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in targets:
        inside = record.year is not None and frame.first <= record.year <= frame.last and record.value is not None
        level = record.measure in _LEVELS or (record.unit or "").endswith("元")
        one = (record.name, record.scope, record.measure, record.unit, record.comparator) if inside and level else ()
        groups[one or (record.id,)].append(record)
    steps: dict[str, list[Record]] = {}
    for alike in groups.values():
        years = [record.year or 0 for record in alike]
        if len(set(years)) == len(years):
            *earlier, last = sorted(alike, key=lambda record: record.year or 0)
            steps[last.id] = earlier
        else:
            steps.update((record.id, []) for record in alike)
    return [(record, steps[record.id]) for record in targets if record.id in steps]


def kind_of(record: Record, standard: Standard | None) -> str:
    """flow, stock, ratio or index: as the document words it, unless the standard indicator is counted by the year."""
    measure = record.measure or "stock"
    if standard is None:
        return measure
    if standard.kinds[0] == "index" or (measure == "stock" and standard.kinds == ("flow",)):
        return standard.kinds[0]
    return measure


def _usable(baseline: Baseline | None, unit: str | None) -> bool:
    return baseline is not None and baseline.year is not None and reads_as_figure(baseline.value, unit)


def _baseline(baseline: Baseline | None, unit: str | None) -> dict[str, Value] | None:
    if baseline is None:
        return None
    found: dict[str, Value] = {"value": f"{baseline.value}{unit or ''}", "year": str(baseline.year)}
    return {**found, "note": baseline.note} if baseline.note else found
