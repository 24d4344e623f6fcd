"""Records of a document → JSON (docs/extract.md, ``sctarget.extract/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.grammar.found import Record


def render_extract_json(document: str, records: Sequence[Record]) -> str:
    """One document's records, one to a line, e.g. ``{"schema": "sctarget.extract/1", …}``."""
    lines = ",\n  ".join(json.dumps(_record(record), ensure_ascii=False) for record in records)
    head = json.dumps({"schema": "sctarget.extract/1", "document": document}, ensure_ascii=False)[:-1]
    return f'{head}, "targets": [\n  {lines}\n]}}' if records else f'{head}, "targets": []}}'


def _record(record: Record) -> dict[str, Any]:
    baseline = record.baseline
    return {
        "id": record.id,
        "kind": record.kind,
        "name": record.name,
        "scope": record.scope,
        "comparator": record.comparator,
        "value": record.value,
        "high": record.high,
        "unit": record.unit,
        "year": record.year,
        "measure": record.measure,
        "baseline": None
        if baseline is None
        else {"value": baseline.value, "year": baseline.year, "note": baseline.note or None},
        "lead": list(record.lead),
        "support": list(record.support),
        "group": record.group,
        "start": record.start,
        "end": record.end,
        "quote": record.quote,
        "restates": record.restates,
        "review": record.review or None,
    }
