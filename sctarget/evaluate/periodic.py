"""Figures of single periods, added up from the start of the year or of the plan (docs/judging.md §14.2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.answers import FINALITY, Answer, answer_of, sum_of, value_text
from sctarget.model.actual import Absence
from sctarget.model.period import parse_period
from sctarget.model.plan import Indicator, Plan, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.answers import Settled
    from sctarget.model.problem import Problem

_ONE_DAY = timedelta(days=1)


def accumulated(indicator: Indicator, plan: Plan, settled: Sequence[Settled]) -> tuple[Answer, list[Problem]]:
    """The sum at the first of some period ends, the older ones behind it; where a period is missing, which one.

    E.g. 二季度3家 and 一季度2家 give 5家 at the end of June.
    """
    now = settled[0].period
    begin = plan.period.start if indicator.span is Span.PLAN else max(date(now.year, 1, 1), plan.period.start)
    by_end = {each.period.end: each for each in settled}
    answer, problems = own_answer(indicator, settled[0])
    parts = [answer]
    while isinstance(parts[-1].value, Decimal) and parts[-1].period is not None and parts[-1].period.start > begin:
        end = parts[-1].period.start - _ONE_DAY
        if end not in by_end:
            known = max((each for each in by_end if begin <= each < end), default=begin - _ONE_DAY)
            what = f"缺{_span_words(known + _ONE_DAY, end)}的本期数，不能合计"
            return _lacking(answer, Absence.UNREPORTED, what), problems
        parts.append(own_answer(indicator, by_end[end])[0])
    last = parts[-1]
    if last is answer:
        return answer, problems
    if isinstance(last.value, Absence):
        what = f"{last.period.chinese if last.period else ''}的本期数{value_text(last.value)}，不能合计"
        absence = Absence.UNREPORTED if last.value is Absence.NOT_APPLICABLE else last.value
        return _lacking(answer, absence, what), problems
    return _sum(indicator, parts), problems


def own_answer(indicator: Indicator, settled: Settled) -> tuple[Answer, list[Problem]]:
    """The figure of the period alone, with the period that the form covers.

    Departments that report for stretches of different length cannot be added up.
    """
    answer, problems = answer_of(indicator, settled)
    used = {source for _, source in answer.sources}
    covered = {figure.period for _, figure in settled.figures.get(indicator.id, ()) if figure.source in used}
    if isinstance(answer.value, Decimal) and len(covered) > 1:
        texts = "、".join(sorted(period.chinese for period in covered))
        return _lacking(answer, Absence.TO_VERIFY, f"各单位报的时段不同（{texts}），不能合计"), problems
    return answer._replace(period=next(iter(covered), settled.period)), problems


def _lacking(answer: Answer, absence: Absence, note: str) -> Answer:
    return answer._replace(value=absence, provisional=False, notes=(*answer.notes, note))


def _sum(indicator: Indicator, parts: list[Answer]) -> Answer:
    """Newest part first; the sum is as final as its least final part."""
    total = sum_of(part.value for part in parts)
    added = "＋".join(
        f"{part.period.chinese if part.period else ''}{value_text(part.value)}{indicator.unit}"
        for part in reversed(parts)
    )
    return parts[0]._replace(
        value=Decimal(0) if total is None else total,
        last_year=sum_of(part.last_year for part in parts),
        sources=tuple(source for part in parts for source in part.sources),
        state=min((part.state for part in parts), key=FINALITY.__getitem__),
        provisional=any(part.provisional for part in parts),
        verified=tuple(each for part in parts for each in part.verified),
        notes=(*(note for part in parts for note in part.notes), f"本期数合计：{added}"),
    )


def _span_words(begin: date, end: date) -> str:
    """A stretch as people call it, e.g. 2023年上半年 or 2023年1—9月."""
    for text in (f"{end.year}", f"{end.year}H{end.month // 6}", f"{end.year}Q{end.month // 3}", f"{end:%Y-%m}"):
        period = parse_period(text)
        if period is not None and (period.start, period.end) == (begin, end):
            return period.chinese
    first = "" if begin.year == end.year else f"{begin.year}年{begin.month}月至"
    return f"{first}{end.year}年{end.month}月" if first else f"{end.year}年{begin.month}—{end.month}月"
