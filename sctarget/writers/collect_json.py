"""A collection → the ``sctarget.collect/1`` document (docs/collect.md §5)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.rounding import plain_text
from sctarget.writers.json_out import dumped, number_json, plan_json, problem_json

if TYPE_CHECKING:
    from sctarget.evaluate.collection import CollectedFigure, Collection
    from sctarget.writers.json_out import Document


def render_collect_json(collection: Collection) -> str:
    """The ``collect`` document as text: Chinese unescaped, one department, figure or problem a line."""
    return dumped(collect_json(collection))


def collect_json(collection: Collection) -> Document:
    """The document: only usable figures are listed, every problem, every department that owes a form."""
    return {
        "schema": "sctarget.collect/1",
        "plan": plan_json(collection.plan),
        "period": collection.period.text if collection.period else None,
        "departments": [
            {"department": each.department, "status": each.status.value, "files": list(each.files)}
            for each in collection.departments
        ],
        "figures": [
            document
            for each in collection.figures
            if each.usable and (document := _figure(each, collection.plan.region)) is not None
        ],
        "problems": [problem_json(problem) for problem in collection.problems],
        "verifications": [
            {
                "department": each.department,
                "status": "returned" if each.returned else "missing",
                "rows": each.rows,
                "verified": each.verified,
                "used": each.used,
                "files": list(each.files),
            }
            for each in collection.verifications
        ],
    }


def _figure(collected: CollectedFigure, region: str | None) -> Document | None:
    figure = collected.figure
    if figure is None or not isinstance(figure.value, Decimal):
        return None
    source = figure.source
    return {
        "indicator": figure.indicator,
        "department": collected.department,
        "region": region,
        "period": figure.period.text,
        "value": plain_text(figure.value),
        "unit": collected.indicator.unit.text,
        "state": figure.state.value if figure.state else None,
        "reason": figure.reason,
        "measures": figure.measures,
        "source": {
            "file": source.file,
            "sheet": source.sheet,
            "cell": source.cell,
            "raw": source.raw,
            "sha256": source.sha256,
        },
        "verified": figure.verified
        and {
            "department": figure.verified.department,
            "reported": number_json(figure.verified.reported),
            "difference": number_json(figure.verified.difference),
        },
    }
