"""Indicators of a plan: every key read into its type, and what one indicator must keep to on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sctarget.model.plan import Indicator, Kind, PaceMethod, Rollup, Span
from sctarget.model.quantity import Target, TargetForm
from sctarget.model.units import NO_UNIT, RANK, Unit
from sctarget.readers.plan_fields import Fields
from sctarget.readers.plan_items import Ids, read_name, read_review
from sctarget.readers.plan_keys import KIND_WORDS, PACE_WORDS, ROLLUP_WORDS, SPAN_WORDS
from sctarget.readers.plan_quantities import (
    Row,
    fit_baseline,
    fit_history,
    fit_target,
    read_baseline,
    read_history,
    read_milestones,
    read_other_units,
    read_revisions,
    read_target,
    read_unit,
    row_unit,
)
from sctarget.readers.plan_reporting import check_reporting, read_reporting
from sctarget.readers.plan_tasks import check_day, plan_end
from sctarget.readers.yaml_nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.model.formula import Formula
    from sctarget.model.plan import Part
    from sctarget.model.scoring import ItemRule
    from sctarget.readers.plan_frame import Frame


def _count_of(fields: Fields, key: str) -> str | tuple[str, ...] | None:
    texts = fields.texts(key)
    return texts[0] if texts and isinstance(fields.entries[key], Scalar) else texts or None


def _formula(fields: Fields, key: str) -> Formula | None:
    text = fields.text(key)
    if text is None:
        return None
    from sctarget.readers.plan_formula import parse_formula

    parsed = parse_formula(text)
    if parsed.error:
        fields.add("formula_unreadable", fields.entries[key], reason=parsed.error)
    return parsed.formula


def _role(fields: Fields, key: str) -> str | None:
    node = fields.scalar(key)
    if node is None:
        return None
    if node.value.strip() != "input":
        fields.add("value_unknown", node, key=key, hint="是不是“input”？（只供公式使用的数据）")
        return None
    return "input"


def _scoring(fields: Fields, key: str) -> ItemRule | None:
    from sctarget.readers.plan_scoring import read_item_rule

    return read_item_rule(fields, key)


_SIMPLE: dict[str, tuple[str, Callable[[Fields, str], Any]]] = {
    "scope": ("scope", Fields.text),
    "at": ("at", Fields.texts),
    "data_year": ("data_year", Fields.offset),
    "binding": ("binding", Fields.flag),
    "hold": ("hold", Fields.flag),
    "stretch": ("stretch", Fields.flag),
    "reporting": ("reporting", read_reporting),
    "rollup": ("rollup", lambda fields, key: fields.choice(key, Rollup, ROLLUP_WORDS)),
    "definition": ("definition", Fields.text),
    "source": ("data_department", Fields.text),
    "aliases": ("aliases", Fields.texts),
    "standard": ("standard", Fields.text),
    "formula": ("formula", _formula),
    "parts": ("parts", Fields.texts),
    "count_of": ("count_of", _count_of),
    "role": ("role", _role),
    "weight": ("weight", Fields.number),
    "scoring": ("scoring", _scoring),
    "quote": ("quote", Fields.text),
    "review": ("review", lambda fields, _: read_review(fields)),
    "clause": ("clause", Fields.text),
}
"""Keys that stand for themselves: the attribute they become and how they are read."""


def read_indicator(frame: Frame, ids: Ids, fields: Fields) -> Indicator:
    """One indicator; what could not be read is reported and left empty."""
    identifier = ids.read(fields)
    name = read_name(fields, identifier)
    declared = read_unit(fields)
    found = read_target(fields, declared)
    target, target_text = found or (None, None)
    known = RANK if row_unit(declared, target, []) == RANK else declared
    baseline = read_baseline(fields, known)
    history = read_history(fields, known)
    figures = [*([baseline[0].value] if baseline else []), *(quantity for _, quantity, _ in history)]
    row = Row(row_unit(declared, target, figures), read_other_units(fields))
    if target is not None:
        target = fit_target(fields, fields.entries["target"], target, row)
    milestones, milestone_nodes = read_milestones(fields, row, target)
    kind = _kind(fields, row.unit, target)
    span = fields.choice("span", Span, SPAN_WORDS)
    owed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    if "breakdown" in fields.entries:
        from sctarget.readers.plan_breakdown import read_breakdown

        split = read_breakdown(frame, fields, row, target, kind, span)
        parts, owed = split.parts, split.reporters
    pace = fields.choice("pace", PaceMethod, PACE_WORDS)
    by = fields.day("by")
    lead, support, reporters = frame.bodies(fields, owed)
    _check_unit(fields, row.unit, kind, target)
    _check_span(frame, fields, kind, span)
    check_reporting(fields, kind)
    check_day(frame, fields, "by", by)
    for milestone, node in zip(milestones, milestone_nodes, strict=True):
        step, whole = milestone.period, frame.period
        if whole and not whole.start <= step.start <= step.end <= whole.end:
            fields.add("milestone_outside", node, period=whole.text, found=step.text)
    if pace is PaceMethod.MILESTONES and not milestones:
        fields.add("pace_without_milestones", fields.entries["pace"])
    entries = fields.entries
    simple = {name: read(fields, key) for key, (name, read) in _SIMPLE.items() if key in entries}
    if frame.default_source is not None and "source" not in entries:
        simple["data_department"] = frame.default_source
    if target is not None:
        if target.hold:
            simple["hold"] = True
        if target.stretch:
            simple["stretch"] = True
    return Indicator(
        id=identifier,
        name=name,
        source=frame.log.source(fields.node.line, fields.node.column),
        kind=kind,
        unit=row.unit,
        due=by or plan_end(frame),
        target=target,
        target_text=target_text,
        group=frame.group(fields) if "group" in entries else None,
        lead=lead,
        support=support,
        reporters=reporters,
        baseline=fit_baseline(fields, baseline, row) if baseline else None,
        milestones=split.milestones if parts and not owed else milestones,
        breakdown=parts,
        history=fit_history(fields, history, row) if history else (),
        span=span or Span.YEAR,
        by=by,
        pace=pace,
        unit_also=row.also,
        revised=read_revisions(fields, row) if "revised" in entries else (),
        **simple,
    )


def _kind(fields: Fields, unit: Unit, target: Target | None) -> Kind:
    """The kind that is written; shares and rates (%, 件/万人) need not say theirs."""
    kind = fields.choice("kind", Kind, KIND_WORDS)
    if kind is not None:
        return kind
    if unit.dimension == "ratio" or "/" in unit.dimension:
        return Kind.RATIO
    if unit == RANK:
        return Kind.INDEX
    if fields.text("kind") is None and ("target" not in fields.entries or target is not None):
        label = f"以“{unit.text}”计" if unit.text else "没有单位"
        fields.add("kind_missing", fields.node, read=fields.label, unit=label)
    return Kind.FLOW


def _check_unit(fields: Fields, unit: Unit, kind: Kind, target: Target | None) -> None:
    if unit != NO_UNIT or kind is Kind.INDEX or (target is not None and target.form is TargetForm.DIRECTION):
        return
    entries = fields.entries
    if "unit" in entries or "kind" not in entries or ("target" in entries and target is None):
        return
    fields.add("unit_missing", fields.node, read=fields.label)


def _check_span(frame: Frame, fields: Fields, kind: Kind, span: Span | None) -> None:
    if span is not None and kind.level and "kind" in fields.entries:
        fields.add("span_not_flow", fields.entries["span"], kind=kind.value)
    elif span is None and kind is Kind.FLOW and frame.multi_year and "span" not in fields.entries:
        fields.add("span_missing", fields.node, read=fields.label)
