"""Rules on a whole form: what one figure cannot show (docs/crosscheck.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.context import Context, Seen
    from sctarget.model.actual import FormReturn

ENOUGH_ROWS = 3
"""In fewer rows the same figures can come about by chance."""

TWO_ROWS = 2

_USUAL = "科技指标完成情况"


class FormFinding(NamedTuple):
    """What the wording needs to know, and whether the figures of the form are doubtful because of it."""

    facts: dict[str, str]
    doubtful: bool


class FormRule(NamedTuple):
    """A rule: its code in the catalogue, the forms that it applies to, and what it finds (None for nothing)."""

    code: str
    applies: Callable[[list[Seen]], bool]
    check: Callable[[FormReturn, list[Seen], Context], FormFinding | None]


def _same_as_last(form: FormReturn, seen: list[Seen], context: Context) -> FormFinding | None:
    """Every figure is the one of the period before: last time's file with a new date."""
    last = context.last_filed(form)
    if last is None:
        return None
    now = {item.figure.indicator: item.value for item in seen}
    then = {key: figure.value for key, figure in last.figures.items() if isinstance(figure.value, Decimal)}
    if now != then or not any(now.values()):
        return None
    flows = [item for item in seen if item.indicator.kind is Kind.FLOW and item.value and not item.indicator.data_year]
    amounts = any(not item.indicator.unit.countable for item in flows)
    if len(now) < ENOUGH_ROWS and not amounts:
        return None
    earlier = next(iter(last.figures.values()))
    facts = {"count": str(len(now)), "period": earlier.period.chinese, "file": earlier.source.file}
    return FormFinding(facts, doubtful=True)


def _equals_goals(form: FormReturn, seen: list[Seen], context: Context) -> FormFinding | None:
    """Every figure is its target to the digit: copied rather than counted."""
    aimed = 0
    for item in seen:
        goals = context.goals(item.indicator, form.period)
        if goals and item.value not in goals:
            return None
        aimed += bool(goals)
    if aimed < ENOUGH_ROWS:
        return None
    return FormFinding({"count": str(aimed)}, doubtful=True)


def _all_zero(_form: FormReturn, seen: list[Seen], _context: Context) -> FormFinding | None:
    """Every figure is 0: filled in rather than counted."""
    if any(item.value for item in seen):
        return None
    return FormFinding({"count": str(len(seen))}, doubtful=True)


def _named_after_other(form: FormReturn, _seen: list[Seen], context: Context) -> FormFinding | None:
    """The file is named after another department than the one inside, e.g. by copying somebody else's form."""
    file = form.file.rpartition("/")[2].rpartition(".")[0].replace(_USUAL, "")
    if any(name in file for name in context.names_of(context.name(form))):
        return None
    others = context.other_names(context.name(form))
    other = max((name for name in others if name in file), key=len, default=None)
    if other is None:
        return None
    return FormFinding({"other": other, "name": context.name(form)}, doubtful=False)


def _any(_seen: list[Seen]) -> bool:
    return True


def _several(seen: list[Seen]) -> bool:
    return len(seen) >= TWO_ROWS


FORM_RULES = (
    FormRule("same_as_last_period", bool, _same_as_last),
    FormRule("equals_targets", _several, _equals_goals),
    FormRule("all_zero", _several, _all_zero),
    FormRule("file_name_other", _any, _named_after_other),
)
"""Each is asked about every form."""
