"""What a person has to look at in the records of a document: doubts of the finder, names easily mixed up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sctarget.grammar.found import Record
    from sctarget.model.standard import LookAlike, Standard

TO_REVIEW = "待核："
"""What ``review`` of an entry begins with."""


class Dictionary(Protocol):
    """The dictionary of standard indicators, which a reader of ours holds."""

    def find_standard(self, name: str, kind: str | None = None) -> Standard | None:
        """The standard indicator that a name stands for."""

    def look_alikes(self, name: str) -> Sequence[LookAlike]:
        """Those that it is easily taken for."""


def reviewed(records: Sequence[Record], dictionary: Dictionary) -> list[Record]:
    """The records, those whose name is easily taken for another indicator's marked for review.

    A table without units is no matter for review where the text says the same figure with its unit.
    """
    units = {record.restates: record.unit for record in records if record.unit}
    return [
        record
        if record.kind == "milestone"
        else replace(record, review="；".join(_all_doubts(record, units, dictionary)))
        for record in records
    ]


def _all_doubts(record: Record, units: Mapping[str | None, str | None], dictionary: Dictionary) -> list[str]:
    told = doubts_of(record, record.unit or units.get(record.id))
    return [doubt for doubt in (*told, _look_alike(record, dictionary)) if doubt]


def _look_alike(record: Record, dictionary: Dictionary) -> str:
    found = dictionary.look_alikes(record.name)
    names = "、".join(f"“{each.standard.name}”" for each in found)
    if not found:
        return ""
    if not found[0].likely:
        return f"与标准指标{names}名称相近，不要混同"
    return f"可能是标准指标{names}" + ("之一" if len(found) > 1 else "") + "，请按口径确认"


def to_review(doubts: Iterable[str]) -> str | None:
    """What a person has to look at, e.g. ``待核：表中没有单位``; None when there is nothing."""
    told = "；".join(dict.fromkeys(filter(None, doubts)))
    return f"{TO_REVIEW}{told}" if told else None


def doubts_of(record: Record, unit: str | None) -> list[str]:
    """The finder's doubts of a record, without a missing unit where one is known."""
    return [doubt for doubt in record.review.split("；") if not (unit and "没有单位" in doubt)]
