"""What a document says twice: later records name the earlier one; two figures of one indicator are a finding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.grammar.found import Record


def numbered(records: list[Record], standard: Callable[[str], str | None] | None) -> list[Record]:
    """The records with ids, and with the earlier one that each says again."""
    seen: dict[tuple[str, str | None, str | None, int | None], Record] = {}
    said: dict[tuple[str, str | None, str | None, int | None], Record] = {}
    done = []
    for number, record in enumerate(records, start=1):
        identity = f"r{number}"
        known = standard(record.name) if standard is not None else None
        value = f"{Decimal(record.value).normalize():f}" if record.value and _is_number(record.value) else record.value
        key = (known or record.name.replace("的", "").replace("数量", ""), value, record.unit, record.year)
        loose = (*key[:2], "?", record.year)
        first = seen.get(key) if record.kind in {"target", "actual"} else None
        other = seen.get(loose)
        if (
            first is None
            and other is not None
            and record.kind == other.kind
            and (record.unit is None or other.unit is None)
        ):
            first = other
        again = first.id if first is not None and not _siblings(first, record) else None
        doubt = record.review
        same = (key[0], record.measure, record.unit, record.year)
        before = said.setdefault(same, record) if record.kind == "target" else record
        if again is None and before.value != record.value and not doubt and not _siblings(before, record):
            doubt = f"文中两处不一致：前面是{before.value}{before.unit or ''}"
        made = replace(record, id=identity, restates=again, review=doubt)
        done.append(made)
        seen.setdefault(key, made)
        seen.setdefault(loose, made)
    return done


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()


def _siblings(first: Record, second: Record) -> bool:
    """Whether two records stand in different numbered parts of one chapter: each part has its own (scope)."""
    above, _, one = first.group.rpartition(" > ")
    beside, _, other = second.group.rpartition(" > ")
    return " > " in above and above == beside and one != other
