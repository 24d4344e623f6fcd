"""``standard:`` of a plan against the dictionary: unknown ids, names, kinds and units that speak of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.units import NO_UNIT, find_unit
from sctarget.readers.dictionary import find_standard, says_otherwise, standard_by_id, standards
from sctarget.readers.suggest import is_it

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.model.plan import Indicator
    from sctarget.model.standard import Standard
    from sctarget.readers.plan_checks import Entry

_KINDS = {"flow": "当年量", "stock": "期末量", "ratio": "比率", "index": "指数"}


def check_standards(entries: Iterable[Entry]) -> None:
    """Report what contradicts the dictionary; only ``validate`` asks, judging does not depend on it."""
    for indicator, fields in entries:
        if indicator.standard is None:
            continue
        node = fields.entries["standard"]
        standard = standard_by_id(indicator.standard)
        if standard is None:
            hint = is_it(fields.log.hints.nearest(indicator.standard, standards()))
            fields.add("standard_unknown", node, hint=hint)
            continue
        facts = {"standard": standard.id, "meaning": standard.name}
        if (other := says_otherwise(standard, indicator.name, indicator.kind.value)) is not None:
            meant = "" if other is standard else f"“{indicator.name}”是标准指标 {other.id}。"
            fields.add("standard_name", node, read=indicator.name, hint=meant, **facts)
        if not standard.allows(indicator.kind.value):
            usual = "、".join(_KINDS[kind] for kind in standard.kinds)
            where = fields.entries.get("kind", node)
            other = find_standard(indicator.name, indicator.kind.value)
            hint = f"按{_KINDS[indicator.kind.value]}数的是 {other.id}。" if other is not None else ""
            fields.add("standard_kind", where, read=_KINDS[indicator.kind.value], usual=usual, hint=hint, **facts)
        if not _fits(indicator, standard):
            where = fields.entries.get("unit", fields.entries.get("target", node))
            fields.add("standard_unit", where, read=indicator.unit.text, usual="、".join(standard.units), **facts)


def _fits(indicator: Indicator, standard: Standard) -> bool:
    units = [unit for text in standard.units if (unit := find_unit(text)) is not None]
    own = (indicator.unit, *indicator.unit_also)
    return any(one == NO_UNIT or one.same_dimension(other) for one in own for other in units)
