"""The target of a record in words that a plan file takes: the document's own wherever the grammar reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_quantity, parse_target
from sctarget.model.units import NO_UNIT, declared_unit

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.grammar.found import Record
    from sctarget.model.plan import Indicator
    from sctarget.model.plan_sheets import Row
    from sctarget.model.quantity import Quantity, Target
    from sctarget.model.units import Unit

_MOVES = ("年均增长", "增长", "提高", "提升", "下降", "降低", "减少", "削减", "增加", "涨幅", "缩减", "压减")
_FRAMES = {">=": ("", "以上"), "<=": ("", "以内"), ">": ("超过", ""), "<": ("低于", ""), "=": ("", "左右")}
_PRINTED = re.compile(r"[0-9０-９][0-9０-９.．,，]*")
_DIGITS = "0123456789０１２３４５６７８９.．"
_RATES = frozenset({"%", "‰", "个百分点"})


def target_words(record: Record) -> tuple[str, str | None]:
    """The target, e.g. 达到0.16亿元以上, and the unit that the plan must declare, None where it is a known one."""
    unit = declared_unit(record.unit) if record.unit else None
    known = unit is None or not unit.dimension.startswith("count:") or _reads(f"1{record.unit}")
    declared = None if known else record.unit
    words = "".join(record.words.split()).rstrip(",，、;；。")
    if record.value is None:
        return f"*{record.unit or ''}", declared
    if words and _says(words, record, declared):
        return words, declared
    move = next((word for word in _MOVES if record.name.endswith(word)), "") if record.unit in _RATES else ""
    if record.comparator == "range":
        return f"{move}{record.value}—{record.high}{record.unit or ''}", declared
    before, after = _FRAMES[record.comparator or ">="]
    return f"{before}{move}{record.value}{record.unit or ''}{after}", declared


def reads_as_figure(value: str, unit: str | None) -> bool:
    """Whether the grammar takes a value with its unit for one exact figure."""
    try:
        parse_quantity(value + (unit or ""), declared_unit(unit) if unit else None)
    except GrammarError:
        return False
    return True


def has_figure(text: str, record: Record) -> bool:
    """Whether the record's figure stands in a text, whole: 3家 does not stand in 13家."""
    if record.value is None:
        return "*" in text
    found = _PRINTED.search(record.words.replace(" ", ""))
    figure = found.group().rstrip(".．,，") if found else ""
    place = text.find(figure) if figure else -1
    while place > 0 and text[place - 1] in _DIGITS:
        place = text.find(figure, place + 1)
    return place >= 0


def figures_differ(old: Indicator, row: Row) -> tuple[str, str] | None:
    """What an indicator of a plan and a row of a draft say differently, before and after; None where they agree.

    A target that a person put right by hand is no change of the document: the quotation is then the same.
    """
    return _targets_differ(old, row) or _levels_differ(old, row)


def _targets_differ(old: Indicator, row: Row) -> tuple[str, str] | None:
    words = row.get("target")
    if not isinstance(words, str) or (old.quote and "".join(old.quote.split()) == "".join(str(row["quote"]).split())):
        return None
    unit = row.get("unit")
    new = parse_target(words, declared_unit(unit) if isinstance(unit, str) else None)
    known = [target for target in (old.target, *(each.target for each in old.revised)) if target is not None]
    if any(same_target(target, new, old) for target in known):
        return None
    return old.target_text or "没有目标", words


def _levels_differ(old: Indicator, row: Row) -> tuple[str, str] | None:
    """A base, an interim target or a reported figure that both have for the same year."""
    baseline, milestones, history = row.get("baseline"), row.get("milestones"), row.get("history")
    if old.baseline is not None and isinstance(baseline, dict) and baseline["year"] == str(old.baseline.year):
        found = _quantities_differ(old, old.baseline.value, str(baseline["value"]))
        if found is not None:
            return f"基期{found[0]}", f"基期{found[1]}"
    steps = {step.period.text: step for step in old.milestones}
    for period, words in milestones.items() if isinstance(milestones, dict) else ():
        step = steps.get(period)
        if step is not None and not same_target(step.target, parse_target(str(words), old.unit), old):
            return f"{period}年{step.text}", f"{period}年{words}"
    told = {period.text: quantity for period, quantity in old.history}
    for period, words in history.items() if isinstance(history, dict) else ():
        found = _quantities_differ(old, told[period], str(words)) if period in told else None
        if found is not None:
            return f"{period}年{found[0]}", f"{period}年{found[1]}"
    return None


def _quantities_differ(old: Indicator, before: Quantity, words: str) -> tuple[str, str] | None:
    after = parse_quantity(words, old.unit)
    same = _base_units(before.value, before.unit, old) == _base_units(after.value, after.unit, old)
    return None if same else (f"{before.value}{before.unit}", words)


def same_target(before: Target, after: Target, old: Indicator) -> bool:
    """Whether two targets of an indicator demand the same, e.g. 0.18亿元以上 and 1800万元以上."""
    if (before.comparator, before.form, before.change) != (after.comparator, after.form, after.change):
        return False
    return all(
        _base_units(one, before.unit, old) == _base_units(other, after.unit, old)
        for one, other in ((before.value, after.value), (before.high, after.high))
    )


def _base_units(value: Decimal | None, unit: Unit, old: Indicator) -> tuple[str, Decimal] | None:
    """A figure that compares with others of its dimension; one without a unit is in the row's."""
    if value is None:
        return None
    own = old.unit if unit == NO_UNIT or unit in old.unit_also else unit
    return own.dimension, value * own.factor


def _reads(words: str) -> bool:
    try:
        parse_target(words)
    except GrammarError:
        return False
    return True


def _says(words: str, record: Record, unit: str | None) -> bool:
    try:
        target = parse_target(words, declared_unit(unit) if unit else None)
    except GrammarError:
        return False
    return str(target.comparator) == record.comparator and target.unit.text == (record.unit or "")
