"""Targets in words of change: what cannot be read in one way, and what they are measured from (docs/judging.md §8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.model.growth import RATE_WORDS, Unclear, need_of, own_period, rate_row, unclear
from sctarget.model.history import known_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator
    from sctarget.model.quantity import Target
    from sctarget.readers.plan_fields import Fields
    from sctarget.readers.yaml_nodes import Node


def check_changes(plan: Period, indicator: Indicator, fields: Fields) -> None:
    """Say of every target of change what must be put right, or which figure it waits for."""
    for target, text, period, node in _targets(plan, indicator, fields):
        if not target.relative:
            continue
        need = unclear(indicator, target, text) or need_of(indicator, target, plan, period)
        if isinstance(need, Unclear):
            fields.add("change_unclear", node, read=text, reason=need.reason)
        elif rate_row(indicator, target, text):
            named = re.search(RATE_WORDS, f"{indicator.label}{text}")
            if not named and not {"unit", "baseline", "history"} & fields.entries.keys():
                fields.add("growth_row", node, read=text)
        elif known_figure(indicator, need.period) is None:
            fields.add("base_unknown", node, read=text, period=need.period.chinese, key=need.period.text)


def _targets(plan: Period, indicator: Indicator, fields: Fields) -> Iterator[tuple[Target, str, Period, Node]]:
    entries = fields.entries
    own = own_period(indicator, plan, plan.year)
    if indicator.target is not None:
        yield indicator.target, indicator.target_text or "", own, entries["target"]
    for revision in indicator.revised:
        yield revision.target, revision.text, own, entries["revised"]
    for milestone in indicator.milestones:
        yield milestone.target, milestone.text, milestone.period, entries["milestones"]
