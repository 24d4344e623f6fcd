"""The weights of a plan: whether it is scored at all, and what its weights must keep to (docs/scoring.md §2)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.model.scoring import Scoring
from sctarget.readers.plan_fields import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.readers.plan_checks import Entry, TaskEntry
    from sctarget.readers.plan_frame import Frame


def scoring_of(frame: Frame, entries: Iterable[Entry], tasks: Iterable[TaskEntry]) -> Scoring | None:
    """The rules that hold where something has a weight, None where nothing has; what does not fit is reported."""
    weights = [entry.task.weight for entry in tasks if entry.task.weight]
    for indicator, fields in entries:
        if indicator.weight:
            weights.append(indicator.weight)
            if indicator.role or "target" not in fields.entries or is_blank(fields.entries["target"]):
                fields.add("weight_without_target", fields.entries["weight"], name=indicator.label)
    scoring, rules = frame.rules.scoring, frame.fields.entries.get("rules")
    added = sum(weights, Decimal(0))
    if scoring is not None and rules is not None:
        if scoring.total is not None and added != scoring.total:
            frame.log.add("weights_total", rules, read=str(added), total=scoring.total)
        elif not weights:
            frame.log.add("scoring_without_weights", rules, read="scoring")
    return (scoring or Scoring()) if weights else None
