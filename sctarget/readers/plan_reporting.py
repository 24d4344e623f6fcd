"""Whether a row of the form asks for all since the start or for the period alone (docs/judging.md §14.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.plan import Kind, Reporting
from sctarget.readers.plan_keys import REPORTING_WORDS

if TYPE_CHECKING:
    from sctarget.readers.plan_fields import Fields


def read_reporting(fields: Fields, key: str) -> Reporting:
    """What the figure of a form covers; everything since the start where nothing is said."""
    return fields.choice(key, Reporting, REPORTING_WORDS) or Reporting.CUMULATIVE


def check_reporting(fields: Fields, kind: Kind) -> None:
    """Only what adds up over the year can be reported period by period."""
    if fields.text("reporting") and (kind.level or "data_year" in fields.entries):
        what = "data_year" if not kind.level else f"kind: {kind.value}"
        fields.add("reporting_not_flow", fields.entries["reporting"], what=what)
