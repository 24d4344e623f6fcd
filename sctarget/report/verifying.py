"""Self-reports beside what a data department made of them, in words (docs/verifying.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.answers import value_text
from sctarget.evaluate.rounding import WIDE, plain_text
from sctarget.evaluate.verified import self_reported
from sctarget.model.actual import Absence, DataState
from sctarget.report.figures import place, with_unit
from sctarget.report.words import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.gather import Gathered
    from sctarget.evaluate.result import Verdict
    from sctarget.model.form import FormRow
    from sctarget.model.source import Source


class SelfReport(NamedTuple):
    """What a department reported of one indicator: the figure (None without one), how final it is, its cell."""

    value: Decimal | None
    stage: str
    source: Source | None


class VerifiedTotal(NamedTuple):
    """A verdict's figure beside what it would be by the self-reports alone; None where one of them is lacking."""

    value: Decimal
    reported: Decimal | None
    difference: Decimal | None


def self_reports(gathered: Gathered, rows: Iterable[FormRow]) -> tuple[SelfReport, ...]:
    """The present self-report of each row of a 核定表."""
    now = gathered.settled[0] if gathered.settled else None
    found = []
    for row in rows:
        reporter = row.reporter or ""
        signed = [] if now is None else now.figures.get(row.id, [])
        figure = next((each for name, each in signed if name == reporter), None)
        if reporter in gathered.disputed:
            found.append(SelfReport(None, "报来不同的表", None))
        elif figure is None or (figure.verified is not None and figure.verified.origin is None):
            found.append(SelfReport(None, "未报送", None))
        else:
            value = self_reported(figure)
            if isinstance(figure.value, Absence):
                stage = value_text(figure.value)
            elif figure.state is DataState.FINAL and figure.provisional:
                stage = "待确认"
            else:
                stage = STATE_WORDS[figure.state or DataState.FINAL]
            found.append(SelfReport(value, stage, figure.own_source))
    return tuple(found)


def origin_words(report: SelfReport) -> str:
    """Where a self-report stands, e.g. ``县工信局.xlsx [填报表!H5]，原填“13家”``."""
    source = report.source
    if source is None:
        return ""
    raw = " ".join((source.raw or "").split())
    plain = report.value is not None and raw == plain_text(report.value)
    if plain:
        return place(source)
    return f"{place(source)}，{f'原填“{raw}”' if raw else '没有填'}"


def verified_total(verdict: Verdict) -> VerifiedTotal | None:
    """The judged figure with the one that the departments reported; None where nothing in it was verified."""
    if not verdict.verified or verdict.actual is None:
        return None
    value, difference = verdict.actual.value, Decimal(0)
    for each in verdict.verified:
        if each.difference is None:
            return VerifiedTotal(value, None, None)
        difference = WIDE.add(difference, each.difference)
    return VerifiedTotal(value, WIDE.subtract(value, difference).normalize(WIDE), difference)


def verified_clauses(verdict: Verdict) -> list[str]:
    """What a sentence adds, e.g. ``自报13家，经县统计局核定为12家``; several reports are told one after another."""
    unit = verdict.indicator.unit
    alone = len(verdict.verified) == 1 and len(verdict.indicator.reporters) < 2  # noqa: PLR2004
    clauses = []
    for each in verdict.verified if verdict.actual is not None else ():
        reported = "没有自报数" if each.reported is None else f"自报{with_unit(plain_text(each.reported), unit)}"
        who = "" if alone else each.reporter
        clauses += [f"{who}{reported}", f"经{each.department}核定为{with_unit(plain_text(each.value), unit)}"]
    return clauses
