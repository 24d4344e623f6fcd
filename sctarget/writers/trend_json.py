"""Figures over the periods → the ``sctarget.trend/1`` document (docs/output.md §8)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.rounding import plain_text
from sctarget.writers.json_out import (
    Document,
    dumped,
    number_json,
    outlook_json,
    plan_json,
    problem_json,
    source_json,
    target_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.answers import Restated
    from sctarget.evaluate.result import Evaluation
    from sctarget.evaluate.trend import Change, Point, Trend
    from sctarget.model.actual import Figure
    from sctarget.model.plan import Plan


def render_trend_json(evaluation: Evaluation, trends: Sequence[Trend]) -> str:
    """The document as text, one indicator a line."""
    periods = {point.period.text: point.period for trend in trends for point in trend.points}
    return dumped(
        {
            "schema": "sctarget.trend/1",
            "plan": plan_json(evaluation.plan),
            "as_of": evaluation.as_of.isoformat(),
            "periods": [each.text for each in sorted(periods.values(), key=lambda each: (each.end, each.start))],
            "indicators": [_trend(trend, evaluation.plan) for trend in trends],
            "problems": [problem_json(problem) for problem in evaluation.problems],
        }
    )


def _trend(trend: Trend, plan: Plan) -> Document:
    verdict, indicator = trend.verdict, trend.verdict.indicator
    return {
        "id": indicator.id,
        "name": indicator.name,
        "scope": indicator.scope,
        "kind": indicator.kind.value,
        "unit": indicator.unit.text,
        "reporting": indicator.reporting.value,
        "target": target_json(verdict),
        "status": verdict.status.value,
        "light": verdict.light.value,
        "points": [_point(point) for point in trend.points],
        **outlook_json(verdict, plan),
        "notes": list(verdict.notes),
    }


def _point(point: Point) -> Document:
    known = isinstance(point.value, Decimal)
    return {
        "period": point.period.text,
        "date": point.day.isoformat(),
        "value": plain_text(point.value) if isinstance(point.value, Decimal) else None,
        "absence": None if known else str(point.value),
        "state": point.state.value if point.state else None,
        "provisional": point.provisional,
        "own": number_json(point.own),
        "completion": number_json(point.completion),
        "year_on_year": None
        if point.year is None or point.last_year is None
        else {
            **_change(point.year),
            "origin": point.last_year.origin.value,
            "typed": number_json(point.last_year.other),
        },
        "on_previous": None
        if point.previous is None or point.before is None
        else {
            **_change(point.previous),
            "period": point.before.text,
        },
        "restated": [_restated(each) for each in point.restated],
        "notes": list(point.notes),
        "sources": [source_json(department, source) for department, source in point.sources],
    }


def _change(change: Change) -> Document:
    return {
        "base": plain_text(change.base),
        "difference": plain_text(change.difference),
        "rate": number_json(change.rate),
        "words": change.words or None,
    }


def _restated(step: Restated) -> Document:
    return {"department": step.new.department, "old": _said(step.old), "new": _said(step.new)}


def _said(figure: Figure) -> Document:
    return {
        "value": plain_text(figure.value) if isinstance(figure.value, Decimal) else None,
        "state": figure.state.value if figure.state else None,
        "source": source_json(figure.department, figure.source),
    }
