"""The parts of a split target, each judged on its own (docs/judging.md §16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.answers import Answer
from sctarget.evaluate.gather import known_at
from sctarget.evaluate.known import Known
from sctarget.evaluate.result import PartVerdict, Status, Verdict
from sctarget.model.actual import Absence
from sctarget.model.breakdown import part_indicator

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sctarget.evaluate.answers import Settled
    from sctarget.model.plan import Indicator, Part


def part_verdicts(
    known: Known, indicator: Indicator, judge: Callable[[Known, Indicator], Verdict]
) -> tuple[PartVerdict, ...]:
    """Every part of an indicator, judged by what its own departments report, or by the end of its own period."""
    return tuple(
        PartVerdict(part, (_of_period if part.period else _of_department)(known, indicator, part, judge))
        for part in indicator.breakdown
    )


def _of_department(
    known: Known, indicator: Indicator, part: Part, judge: Callable[[Known, Indicator], Verdict]
) -> Verdict:
    own = part_indicator(indicator, part)
    settled = tuple(_only(each, indicator.id, frozenset(part.reporters)) for each in known.gathered.settled)
    return judge(_narrowed(known, own, settled), own)


def _of_period(known: Known, indicator: Indicator, part: Part, judge: Callable[[Known, Indicator], Verdict]) -> Verdict:
    """The cumulative figure at the end of the part's period; a later one does not say how much was there by then."""
    own = part_indicator(indicator, part)
    if own.due > known.day:
        return Verdict(own, Status.OPEN)
    settled = tuple(each for each in known.gathered.settled if each.period.end <= own.due)
    if not settled or settled[0].period.end != own.due:
        return Verdict(own, Status.UNREPORTED)
    return judge(_narrowed(known, own, settled, own.due), own)


def _narrowed(known: Known, own: Indicator, settled: tuple[Settled, ...], day: date | None = None) -> Known:
    """What is known when only some figures of an indicator are looked at, on an earlier day."""
    answer = known_at(own, known.plan, settled)[0] if settled else Answer(Absence.UNREPORTED)
    gathered = known.gathered._replace(settled=settled, answers={**known.gathered.answers, own.id: answer})
    return Known(known.plan, gathered, day or known.day)


def _only(settled: Settled, key: str, departments: frozenset[str]) -> Settled:
    """The forms of a period without what other departments say about one indicator."""
    signed = [(name, figure) for name, figure in settled.figures.get(key, ()) if name in departments]
    return settled._replace(figures={**settled.figures, key: signed})
