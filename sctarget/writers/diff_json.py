"""A comparison → the ``sctarget.diff/1`` document (docs/output.md §9)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sctarget.report.differences import ChangeKind, Move
from sctarget.writers.json_out import dumped

if TYPE_CHECKING:
    from sctarget.model.source import Source
    from sctarget.report.differences import Comparison, Difference, Side
    from sctarget.writers.json_out import Document


def render_diff_json(comparison: Comparison) -> str:
    """The document as text: Chinese unescaped, one change a line."""
    return dumped(diff_json(comparison))


def diff_json(comparison: Comparison) -> Document:
    """The document: every key always present, null where it does not apply."""
    moves = Counter(each.move for each in comparison.differences)
    kinds = Counter(each.kind for each in comparison.differences)
    return {
        "schema": "sctarget.diff/1",
        "kind": comparison.sort.value,
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "same": comparison.same,
        "summary": {kind.value: kinds[kind] for kind in ChangeKind} | {move.value: moves[move] for move in Move},
        "changes": [_change(each) for each in comparison.differences],
        "notes": list(comparison.notes),
    }


def _side(side: Side) -> Document:
    return {
        "file": side.file,
        "title": side.title or None,
        "as_of": side.as_of or None,
        "periods": list(side.periods),
        "fingerprint": side.fingerprint or None,
    }


def _change(each: Difference) -> Document:
    return {
        "change": each.kind.value,
        "section": each.section,
        "id": each.id,
        "old_id": each.old_id,
        "name": each.name,
        "department": each.department or None,
        "period": each.period or None,
        "move": each.move.value if each.move else None,
        "fields": [
            {
                "field": one.key,
                "old": one.old or None,
                "new": one.new or None,
                "old_words": one.before or None,
                "new_words": one.after or None,
                "note": one.note or None,
            }
            for one in each.shifts
        ],
        "why": [{"cause": why.cause.value, "words": why.words} for why in each.why],
        "old_sources": [_source(source) for source in each.old_sources],
        "new_sources": [_source(source) for source in each.new_sources],
    }


def _source(source: Source) -> Document:
    return {
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "raw": source.raw,
        "sha256": source.sha256,
    }
