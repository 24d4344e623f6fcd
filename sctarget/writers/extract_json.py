"""Records of a document → JSON (docs/extract.md, ``sctarget.extract/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.grammar.found import Record
    from sctarget.report.revision import Change, Revision


def render_extract_json(document: str, records: Sequence[Record], revision: Revision | None = None) -> str:
    """One document's records, one to a line, e.g. ``{"schema": "sctarget.extract/1", …}``.

    ``revision`` adds ``changes``: what the document changes in a plan.
    """
    head = json.dumps({"schema": "sctarget.extract/1", "document": document}, ensure_ascii=False)[:-1]
    parts = [head, f', "targets": {_lines(map(_record, records))}']
    if revision is not None:
        parts.append(f', "changes": {_lines(map(_change, revision.changes))}')
    return "".join([*parts, "}"])


def _lines(objects: Iterable[dict[str, Any]]) -> str:
    lines = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in objects)
    return f"[\n  {lines}\n]" if lines else "[]"


def _change(change: Change) -> dict[str, Any]:
    """One entry of the plan or of the document: its id in the plan, its record, the words that differ."""
    row = change.new.row if change.new is not None else {}
    return {
        "change": change.kind.value,
        "section": change.section,
        "id": change.old.id if change.old is not None else row["id"],
        "name": change.label,
        "record": change.new.record.id if change.new is not None else None,
        "line": None if change.old is None else change.old.source.line,
        "at": row.get("at"),
        "before": change.before or None,
        "after": change.after or None,
        "review": change.review if change.old is not None else row.get("review"),
    }


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
