"""Targets and figures of a plan: texts through the quantity grammar, mappings by key, units that must fit the row."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_quantity, parse_target
from sctarget.grammar.wording import format_target
from sctarget.model.errors import UnitMismatchError
from sctarget.model.plan import Baseline, Milestone, Revision
from sctarget.model.quantity import Comparator, Quantity, Target, TargetForm
from sctarget.model.units import BASE_UNITS, NO_UNIT, RANK, Unit, convert, declared_unit, find_unit
from sctarget.readers.plan_fields import Fields, is_blank, parse_day, split_number
from sctarget.readers.plan_keys import BASELINE_KEYS, REVISION_KEYS, TARGET_KEYS
from sctarget.readers.suggest import is_it
from sctarget.readers.yaml_nodes import Mapping, Node, Scalar, Sequence
from sctarget.readers.yaml_traps import quoted

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.model.period import Period

_BOUNDS = {
    "at_least": Comparator.AT_LEAST,
    "at_most": Comparator.AT_MOST,
    "above": Comparator.ABOVE,
    "below": Comparator.BELOW,
    "equals": Comparator.EQUAL,
}
_ENDS = ("from", "to")
_PLACES = frozenset({"位", "名", "位次", "名次"})
_TARGET_EXAMPLE = "target: {at_least: 0.18, unit: 亿元}"
_BASELINE_EXAMPLE = "baseline: {value: 1.27%, year: 2020}"
_REVISION_EXAMPLE = "revised: {target: 12家以上, date: 2023-10-20, document: 示例发〔2023〕8号}"


_parse_target = lru_cache(maxsize=4096)(parse_target)
_parse_quantity = lru_cache(maxsize=4096)(parse_quantity)


class Row(NamedTuple):
    """The unit of an indicator's row, and the units whose figures count as the same number (``unit_also``)."""

    unit: Unit
    also: tuple[Unit, ...] = ()

    def fit(self, fields: Fields, node: Node, unit: Unit, values: tuple[Decimal | None, ...]) -> Unit:
        """The unit to keep for figures written in ``unit``; reported when the row cannot take them exactly."""
        row = self.unit
        if unit is row or unit == row:
            return row
        if unit == NO_UNIT or unit in self.also:
            return row
        try:
            for value in values:
                if value is not None:
                    convert(value, unit, row)
        except UnitMismatchError:
            code = "plan_unit_inexact" if unit.dimension == row.dimension else "unit_mismatch"
            fields.add(code, node, found=unit.text, unit=row.text or "无单位")
        return unit


def read_unit(fields: Fields) -> Unit | None:
    """The unit that ``unit:`` declares."""
    node = fields.scalar("unit")
    return None if node is None else _unit(fields, node)


def read_other_units(fields: Fields) -> tuple[Unit, ...]:
    """The units of ``unit_also``."""
    if "unit_also" not in fields.entries:
        return ()
    units = (_unit(fields, node) for node in fields.scalars("unit_also"))
    return tuple(unit for unit in units if unit is not None)


def _unit(fields: Fields, node: Scalar) -> Unit | None:
    text = node.value.strip()
    known = find_unit(text)
    if known is not None:
        return known
    if any(character.isdigit() or character in "*><=" for character in text):
        fields.add("unit_unreadable", node)
        return None
    fields.add("unit_unknown", node, hint=is_it(fields.log.hints.nearest(text, BASE_UNITS)))
    return declared_unit(text)


def row_unit(declared: Unit | None, target: Target | None, figures: list[Quantity]) -> Unit:
    """The unit of a row: the declared one, else the target's, else that of the figures already known."""
    places = target is not None and (target.form is TargetForm.RANK or target.unit.dimension == "places")
    if places and (declared is None or declared.text in _PLACES):
        return RANK
    if declared is not None:
        return declared
    plain = target is not None and (target.form is TargetForm.LEVEL or target.form is TargetForm.SLOT)
    if target is not None and plain and target.unit.text:
        return target.unit
    known = next((figure.unit for figure in figures if figure.unit.text), None)
    if known is None and target is not None and target.form is TargetForm.GROWTH:
        return _unit_of_change(target.unit)
    return known or NO_UNIT


def _unit_of_change(unit: Unit) -> Unit:
    """What a row reports of which only a change is known: 增长6% a rate, 增长5家 some 家; 翻一番 does not say."""
    if unit.dimension in {"ratio", "points"}:
        return BASE_UNITS["%"]
    return NO_UNIT if unit.dimension in {"times", "doublings"} else unit


def read_target(fields: Fields, unit: Unit | None, key: str = "target") -> tuple[Target, str] | None:
    """The target of a key and its words; None when absent or not understood (which is reported)."""
    node = fields.entries.get(key)
    if node is None:
        return None
    if type(node) is Mapping:
        return _target_of_mapping(Fields(fields.log, node, TARGET_KEYS, fields.owner), unit)
    found = fields.scalar(key)
    if found is None:
        return None
    target = parsed_target(fields, found, unit)
    return None if target is None else (target, found.value.strip())


def parsed_target(fields: Fields, node: Scalar, unit: Unit | None) -> Target | None:
    """The target that a text node writes; reported when it is none."""
    try:
        return _parse_target(node.value, unit)
    except GrammarError as error:
        fields.add("target_unreadable", node, reason=str(error))
        return None


def parsed_quantity(fields: Fields, node: Scalar, unit: Unit | None, key: str) -> Quantity | None:
    """The exact figure that a text node writes; reported when it is none."""
    try:
        return _parse_quantity(node.value, unit)
    except GrammarError as error:
        fields.add("figure_unreadable", node, key=key, reason=str(error))
        return None


def _target_of_mapping(fields: Fields, declared: Unit | None) -> tuple[Target, str] | None:
    unit = read_unit(fields) or declared
    bounds = [key for key in fields.entries if key in _BOUNDS]
    ends = [key for key in fields.entries if key in _ENDS]
    if len(bounds) + bool(ends) != 1 or len(ends) == 1:
        fields.add("target_direction", fields.node, read="、".join(bounds + ends) or "{}", example=_TARGET_EXAMPLE)
        return None
    figures = []
    for key in bounds or _ENDS:
        node = fields.scalar(key)
        figure = None if node is None else parsed_quantity(fields, node, unit, key)
        if figure is None:
            if node is None and is_blank(fields.entries[key]):
                fields.add("target_direction", fields.entries[key], read=key, example=_TARGET_EXAMPLE)
            return None
        figures.append(figure)
    if bounds:
        target = Target(_BOUNDS[bounds[0]], figures[0].value, figures[0].unit)
    else:
        low, high = figures
        low_unit = low.unit if low.unit != NO_UNIT else high.unit
        top = Row(low_unit).fit(fields, fields.entries["to"], high.unit, (high.value,))
        upper = convert(high.value, top, low_unit) if top.dimension == low_unit.dimension else high.value
        if low.value >= upper:
            fields.add("range_order", fields.node, read=f"{low.value}—{upper}")
            return None
        target = Target(Comparator.RANGE, low.value, low_unit, upper)
    return target, format_target(target)


def fit_target(fields: Fields, node: Node, target: Target, row: Row) -> Target:
    """A target whose unit is that of the row or converts to it exactly."""
    if target.unit is row.unit or target.form not in {TargetForm.LEVEL, TargetForm.SLOT}:
        return target
    unit = row.fit(fields, node, target.unit, (target.value, target.high))
    return target if unit is target.unit else replace(target, unit=unit)


def _fit_quantity(fields: Fields, node: Node, quantity: Quantity, row: Row) -> Quantity:
    if quantity.unit is row.unit:
        return quantity
    unit = row.fit(fields, node, quantity.unit, (quantity.value,))
    return quantity if unit is quantity.unit else Quantity(quantity.value, unit)


def read_baseline(fields: Fields, unit: Unit | None) -> tuple[Baseline, Node] | None:
    """The baseline and the node of its value; value and year must both be there."""
    if "baseline" not in fields.entries:
        return None
    node = fields.mapping("baseline", _BASELINE_EXAMPLE)
    if node is None:
        return None
    inner = Fields(fields.log, node, BASELINE_KEYS, fields.owner)
    for key in ("value", "year"):
        if key not in inner.entries or is_blank(inner.entries[key]):
            inner.add("baseline_incomplete", node, read=key, example=_BASELINE_EXAMPLE)
    value, year = inner.scalar("value"), inner.year("year")
    quantity = None if value is None else parsed_quantity(inner, value, unit, "baseline")
    if value is None or quantity is None or year is None:
        return None
    return Baseline(quantity, year, inner.text("note")), value


def fit_baseline(fields: Fields, found: tuple[Baseline, Node], row: Row) -> Baseline:
    """A baseline whose unit is that of the row or converts to it exactly."""
    baseline, node = found
    value = _fit_quantity(fields, node, baseline.value, row)
    return baseline if value is baseline.value else baseline._replace(value=value)


def _periods(fields: Fields, key: str, example: str) -> list[tuple[Period, Scalar]]:
    """The entries of a mapping whose keys are periods, by their end; repeated periods are reported."""
    node = fields.mapping(key, example)
    if node is None:
        return []
    found: dict[str, tuple[Period, Scalar]] = {}
    for period_node, value in node.pairs:
        if is_blank(value) and (split := split_number(node, period_node)):
            name, joined = split
            fields.add("yaml_comma", joined, fixed=f"{name}: {quoted(joined.value)}")
            continue
        period = fields.period(period_node, key)
        if period is None:
            continue
        if period.text in found:
            fields.add("key_repeated", period_node, first=found[period.text][1].line + 1)
        elif type(value) is not Scalar or is_blank(value):
            fields.add("not_a_text", value, read=period.text, key=key)
        else:
            found[period.text] = (period, value)
    return sorted(found.values(), key=lambda entry: (entry[0].end, entry[0].start))


def read_milestones(fields: Fields, row: Row, main: Target | None) -> tuple[tuple[Milestone, ...], list[Scalar]]:
    """The interim targets by date, and the nodes that wrote them; a bare figure takes the main target's direction."""
    if "milestones" not in fields.entries:
        return (), []
    milestones, nodes = [], []
    for period, node in _periods(fields, "milestones", "milestones: {2023: 1.5%}"):
        target = parsed_target(fields, node, row.unit)
        if target is None:
            continue
        if (
            main is not None
            and main.comparator not in {target.comparator, Comparator.RANGE}
            and bare_figure(node, row.unit)
        ):
            target = replace(target, comparator=main.comparator)
        milestones.append(Milestone(period, fit_target(fields, node, target, row), node.value.strip()))
        nodes.append(node)
    return tuple(milestones), nodes


def bare_figure(node: Scalar, unit: Unit) -> bool:
    """Whether a text node writes a figure alone, without a direction."""
    try:
        _parse_quantity(node.value, unit)
    except GrammarError:
        return False
    return True


def read_history(fields: Fields, unit: Unit | None) -> list[tuple[Period, Quantity, Scalar]]:
    """The figures of earlier periods by date, with their nodes."""
    if "history" not in fields.entries:
        return []
    figures = []
    for period, node in _periods(fields, "history", "history: {2022: 1.05亿元}"):
        quantity = parsed_quantity(fields, node, unit, "history")
        if quantity is not None:
            figures.append((period, quantity, node))
    return figures


def fit_history(
    fields: Fields, figures: list[tuple[Period, Quantity, Scalar]], row: Row
) -> tuple[tuple[Period, Quantity], ...]:
    """Earlier figures whose units are those of the row or convert to it exactly."""
    return tuple((period, _fit_quantity(fields, node, quantity, row)) for period, quantity, node in figures)


def read_revisions(fields: Fields, row: Row) -> tuple[Revision, ...]:
    """The changed targets, oldest first as written."""
    node = fields.entries.get("revised")
    if node is None or is_blank(node):
        return ()
    revisions = []
    for item in node.items if type(node) is Sequence else [node]:
        if type(item) is not Mapping:
            fields.expected_mapping(item, "revised", _REVISION_EXAMPLE)
            continue
        inner = Fields(fields.log, item, REVISION_KEYS, fields.owner)
        found = read_target(inner, row.unit)
        if "target" not in inner.entries or is_blank(inner.entries["target"]):
            inner.add("revision_incomplete", item, read="target", example=_REVISION_EXAMPLE)
        day = inner.scalar("date")
        when = None if day is None else parse_day(day.value)
        if day is not None and when is None:
            inner.add("not_a_date", day, key="date", hint="")
        if found is not None:
            target = fit_target(inner, inner.entries["target"], found[0], row)
            revisions.append(Revision(target, found[1], when, inner.text("document")))
            if when is None:
                inner.add("revision_undated", item, read=found[1])
    return tuple(revisions)
