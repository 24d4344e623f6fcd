"""Tasks of a plan: checkable undertakings without a figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sctarget.model.plan import Task
from sctarget.readers.plan_items import Ids, read_name, read_review

if TYPE_CHECKING:
    from sctarget.readers.plan_fields import Fields
    from sctarget.readers.plan_frame import Frame


def read_task(frame: Frame, ids: Ids, fields: Fields) -> Task:
    """One task; without ``due`` it is due at the end of the plan."""
    identifier = ids.read(fields)
    lead, support, reporters = frame.bodies(fields)
    due = fields.day("due")
    check_day(frame, fields, "due", due)
    return Task(
        id=identifier,
        name=read_name(fields, identifier),
        source=frame.log.source(fields.node.line, fields.node.column),
        due=due or plan_end(frame),
        lead=lead,
        support=support,
        reporters=reporters,
        group=frame.group(fields),
        weight=fields.number("weight"),
        at=fields.texts("at"),
        quote=fields.text("quote"),
        review=read_review(fields) if "review" in fields.entries else None,
    )


def plan_end(frame: Frame) -> date:
    """The last day of the plan; the end of time while the plan does not say it."""
    return frame.period.end if frame.period else date.max


def check_day(frame: Frame, fields: Fields, key: str, day: date | None) -> None:
    """Warn of a day outside the plan's period."""
    if day is not None and frame.period is not None and not frame.period.start <= day <= frame.period.end:
        fields.add("day_outside", fields.entries[key], key=key, period=frame.period.text)
