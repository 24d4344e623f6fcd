"""What a figure is seen against: target, baseline, history, last year, earlier returns (docs/crosscheck.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.gap import in_unit
from sctarget.evaluate.rounding import to_decimal
from sctarget.model.period import year_end
from sctarget.model.plan import Indicator, Kind, Plan, Span
from sctarget.model.quantity import Comparator, Quantity, Target, TargetForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sctarget.model.actual import Figure, FormReturn
    from sctarget.model.period import Period

UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE, Comparator.EQUAL})


SHORTEST_NAME = 3
"""A shorter name of a department stands in too many file names by chance."""


class Reference(NamedTuple):
    """A known figure of the same indicator in the row's unit, never 0, e.g. 上年同期 1.05.

    ``low`` is whether a figure far below it is odd: not so for a year's amount against a figure of part of the year.
    ``goal`` marks a target, ``upward`` one that should be reached or passed.
    """

    words: str
    value: Decimal
    low: bool
    goal: bool = False
    upward: bool = False


class Seen(NamedTuple):
    """One reported figure with everything it can be compared with; ``earlier`` is the department's figure before it."""

    figure: Figure
    value: Decimal
    indicator: Indicator
    references: tuple[Reference, ...]
    earlier: Figure | None


class Filed(NamedTuple):
    """What a department reported at one period end, by indicator; what its returns dispute is left out."""

    end: date
    figures: dict[str, Figure]


class Context:
    """The plan's own figures, and those of the periods that came before; filled from the first period on."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.indicators = {item.id: item for item in plan.indicators}
        self._names = {alias: item.name for item in plan.departments for alias in (*item.aliases, item.name)}
        self._known: dict[tuple[str, str], tuple[Reference, ...]] = {}
        self._filed: dict[str, list[Filed]] = {}

    def name(self, form: FormReturn) -> str:
        """The plan's name of the department that returned a form."""
        return self._names.get(form.department, form.department)

    def names_of(self, name: str) -> tuple[str, ...]:
        """Every name of a department."""
        return (name, *(alias for alias, known in self._names.items() if known == name and alias != name))

    def other_names(self, name: str) -> tuple[str, ...]:
        """Every name of every other department of the plan that is long enough to be told apart in a file name."""
        known = {**dict.fromkeys(self.plan.reporters), **self._names}
        own = set(self.names_of(name))
        return tuple(alias for alias in known if alias not in own and len(alias) >= SHORTEST_NAME)

    def file(self, end: date, forms: Sequence[FormReturn]) -> None:
        """Remember what was reported for a period end; later periods are held against it."""
        by_name: dict[str, list[FormReturn]] = {}
        for form in forms:
            if not form.blank:
                by_name.setdefault(self.name(form), []).append(form)
        for name, returned in by_name.items():
            figures: dict[str, Figure] = {}
            disputed: set[str] = set()
            for form in _valid(returned):
                for figure in form.figures:
                    if figures.setdefault(figure.indicator, figure).value != figure.value:
                        disputed.add(figure.indicator)
            kept = {key: figure for key, figure in figures.items() if key not in disputed}
            self._filed.setdefault(name, []).append(Filed(end, kept))

    def last_filed(self, form: FormReturn) -> Filed | None:
        """The department's newest earlier return."""
        filed = self._filed.get(self.name(form))
        return filed[-1] if filed else None

    def seen(self, form: FormReturn, figure: Figure) -> Seen | None:
        """A figure with what it can be compared with; None where there is no figure or no such indicator."""
        indicator = self.indicators.get(figure.indicator)
        value = figure.value
        if indicator is None or not isinstance(value, Decimal):
            return None
        earlier = self._earlier(form, figure, indicator)
        references = self._references(indicator, figure.period)
        if indicator.shared and (figure.last_year or earlier is not None):
            references = ()
        if figure.last_year:
            references = (Reference("上年同期", figure.last_year, low=True), *references)
        if earlier is not None and isinstance(earlier.value, Decimal) and earlier.value:
            found = Reference(f"上期（{earlier.period.chinese}）", earlier.value, low=not indicator.by_period)
            references = (*references, found)
        return Seen(figure, value, indicator, references, earlier)

    def goals(self, indicator: Indicator, period: Period) -> tuple[Decimal, ...]:
        """What the target and the year's milestone ask for in the row's unit; nothing of one department alone."""
        return tuple(item.value for item in self._references(indicator, period) if item.goal)

    def started(self, seen: Seen) -> Decimal | None:
        """Where a level stood before: last year's figure, else what the plan knows; 0 is a figure, None is unknown."""
        if seen.figure.last_year is not None:
            return seen.figure.last_year
        indicator = seen.indicator
        if indicator.shared:
            return None
        if indicator.baseline is not None:
            return _row_value(indicator, indicator.baseline.value)
        past = [item for when, item in indicator.history if when.end < seen.figure.period.start]
        return _row_value(indicator, past[-1]) if past else None

    def _earlier(self, form: FormReturn, figure: Figure, indicator: Indicator) -> Figure | None:
        """The newest figure before this one: of the same year for what counts from 1 January."""
        for filed in reversed(self._filed.get(self.name(form), [])):
            found = filed.figures.get(figure.indicator)
            if found is None or not isinstance(found.value, Decimal):
                continue
            yearly = indicator.kind is Kind.FLOW and indicator.span is not Span.PLAN
            return None if yearly and filed.end.year != figure.period.year else found
        return None

    def _references(self, indicator: Indicator, period: Period) -> tuple[Reference, ...]:
        key = (indicator.id, period.text)
        if key not in self._known:
            self._known[key] = tuple(_references(_demanded(self.plan, indicator, period), period))
        return self._known[key]


def _demanded(plan: Plan, indicator: Indicator, period: Period) -> Indicator:
    """The indicator with its targets in force at the end of a period, in figures where the plan alone gives some."""
    if indicator.plain:
        return indicator
    from sctarget.evaluate.demanded import Sighting, settle
    from sctarget.evaluate.known import planned_bases

    return settle(Sighting(plan, period.end, planned_bases), indicator, period.year).indicator


def _valid(forms: list[FormReturn]) -> list[FormReturn]:
    """Those that count of a department's forms of one period."""
    if len(forms) == 1:
        return forms
    from sctarget.evaluate.editions import valid_forms

    return valid_forms(forms)


def _references(indicator: Indicator, period: Period) -> Iterable[Reference]:
    full_year = period.end == year_end(period.year) and indicator.span is not Span.PLAN
    if indicator.by_period:
        full_year = full_year and period.start.month == 1
    whole = indicator.kind.level or full_year
    stages = (item for item in indicator.milestones if item.period.year == period.year)
    targets = [(f"{item.period.chinese}目标", item.target, item.period.end >= period.end) for item in stages]
    if indicator.target is not None:
        targets.append(("目标", indicator.target, True))
    for words, target, ahead in targets:
        if (value := _goal(indicator, target)) is None:
            continue
        if indicator.shared:
            yield Reference(f"各单位合计的{words}", value, low=False)
        else:
            yield Reference(words, value, low=whole, goal=True, upward=ahead and target.comparator in UPWARD)
    if indicator.shared:
        return
    if indicator.baseline is not None and (value := _row_value(indicator, indicator.baseline.value)):
        yield Reference(f"{indicator.baseline.year}年基期", value, low=indicator.kind.level)
    for when, quantity in indicator.history:
        if when.end < period.start and (value := _row_value(indicator, quantity)):
            same_length = (when.end - when.start).days <= (period.end - period.start).days
            yield Reference(when.chinese, value, low=indicator.kind.level or same_length)


def _goal(indicator: Indicator, target: Target) -> Decimal | None:
    if target.form is not TargetForm.LEVEL or target.value is None:
        return None
    return _row_value(indicator, Quantity(target.value, target.unit)) or None


def _row_value(indicator: Indicator, quantity: Quantity) -> Decimal | None:
    exact = in_unit(quantity.value, quantity.unit, indicator.unit, indicator.unit_also)
    return None if exact is None else to_decimal(exact)
