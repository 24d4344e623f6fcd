"""A target split over departments or periods (指标分解): its parts, what each is judged by (docs/judging.md §16)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.model.errors import UnitMismatchError
from sctarget.model.growth import EXACT
from sctarget.model.plan import Milestone, PaceMethod, Span
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.units import convert, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.model.plan import Indicator, Part
    from sctarget.model.quantity import Target
    from sctarget.model.units import Unit

CEILINGS = frozenset({Comparator.AT_MOST, Comparator.BELOW})
_DIRECTIONS = {Comparator.AT_MOST: "不超过", Comparator.BELOW: "低于", Comparator.ABOVE: "超过"}


def amount(target: Target, unit: Unit) -> Decimal | None:
    """What a plain target asks for in a unit; None where it says no single figure or measures something else."""
    if target.form is not TargetForm.LEVEL or target.value is None or target.high is not None:
        return None
    try:
        return convert(target.value, target.unit if target.unit.text else unit, unit)
    except UnitMismatchError:
        return None


def total_of(parts: Iterable[Part], unit: Unit) -> Decimal | None:
    """What the parts ask for together, exactly; None where one of them cannot be added."""
    total = Decimal(0)
    for part in parts:
        value = amount(part.target, unit)
        if value is None:
            return None
        total = EXACT.add(total, value)
    return total


def demanded_whole(indicator: Indicator) -> Target | None:
    """The target that the parts must make up: the newest that was changed, else the plan's own."""
    newest = indicator.revised[-1].target if indicator.revised else None
    return newest or indicator.target


def room(indicator: Indicator) -> Decimal | None:
    """How much the parts leave beyond what the target asks for, less than zero where they fall short of it.

    Above a floor (不少于) it is Σ − target, below a ceiling (不超过) target − Σ; None where that cannot be said.
    """
    target, total = demanded_whole(indicator), total_of(indicator.breakdown, indicator.unit)
    whole = None if target is None else amount(target, indicator.unit)
    if target is None or whole is None or total is None:
        return None
    return EXACT.subtract(whole, total) if target.comparator in CEILINGS else EXACT.subtract(total, whole)


def total_words(indicator: Indicator) -> str:
    """The sum beside the target, e.g. 分解合计18家，比目标16家多2家，留有余量; empty where they are not compared."""
    target, total, left = demanded_whole(indicator), total_of(indicator.breakdown, indicator.unit), room(indicator)
    if target is None or total is None or left is None:
        return ""
    unit, ceiling = indicator.unit, target.comparator in CEILINGS
    whole = EXACT.add(total, left) if ceiling else EXACT.subtract(total, left)
    noun = f"{'上限' if ceiling else '目标'}{_figure(whole)}{unit}"
    if not left:
        return f"分解合计{_figure(total)}{unit}，与{noun}一致"
    more = (left > 0) is not ceiling
    tail = "，留有余量" if left > 0 else ""
    return f"分解合计{_figure(total)}{unit}，比{noun}{'多' if more else '少'}{_figure(abs(left))}{unit}{tail}"


def _figure(value: Decimal) -> str:
    return format(plain(value.normalize(EXACT)), "f")


def aim_words(text: str, target: Target) -> str:
    """The words of a part by themselves: 12万元 of a ceiling is 不超过12万元; more than a figure stays as written."""
    return f"{_DIRECTIONS.get(target.comparator, '')}{text}" if text[:1].isdecimal() and "以" not in text else text


def stages(parts: Iterable[Part], unit: Unit) -> tuple[Milestone, ...]:
    """Parts of periods as interim targets: at the end of each period all parts until then must be reached."""
    total = Decimal(0)
    found = []
    for part in parts:
        value = amount(part.target, unit)
        if value is None or part.period is None:
            return ()
        total = plain(EXACT.add(total, value).normalize(EXACT))
        text = f"累计{aim_words(f'{_figure(total)}{unit}', part.target)}"
        found.append(Milestone(part.period, replace(part.target, value=total, unit=unit), text))
    return tuple(found)


def part_indicator(indicator: Indicator, part: Part) -> Indicator:
    """What one part is judged as: the figure of fewer departments, or until an earlier day, against its own target.

    The baseline and the figures of other years are those of the whole, so a part has none.
    """
    target, text, due = part.target, aim_words(part.text, part.target), indicator.due
    if part.period is not None:
        stage = next(each for each in indicator.milestones if each.period == part.period)
        target, text, due = stage.target, stage.text, part.period.end
    return replace(
        indicator,
        target=target,
        target_text=text,
        due=due,
        by=None if part.period else indicator.by,
        reporters=part.reporters or indicator.reporters,
        span=Span.EACH_YEAR if part.period and indicator.span is Span.YEAR else indicator.span,
        pace=None if indicator.pace is PaceMethod.MILESTONES else indicator.pace,
        baseline=None,
        history=(),
        milestones=(),
        revised=(),
        breakdown=(),
        parts=(),
        weight=None,
        scoring=None,
    )


def own_part(indicator: Indicator, department: str) -> Part | None:
    """The part that a department reports, None where the target is not split over departments."""
    return next((part for part in indicator.breakdown if department in part.reporters), None)
