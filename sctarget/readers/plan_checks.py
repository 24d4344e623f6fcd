"""What the indicators and tasks of a plan must keep to among each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import UnitMismatchError
from sctarget.model.plan import Indicator, Kind, PaceMethod, Span, Task
from sctarget.model.quantity import Comparator, Quantity, Target, TargetForm
from sctarget.model.schedule import no_growth_rate
from sctarget.model.units import convert
from sctarget.readers.suggest import is_it

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from decimal import Decimal

    from sctarget.readers.plan_fields import Fields
    from sctarget.readers.plan_frame import Frame
    from sctarget.readers.plan_items import Ids

_SHOWN_CYCLE = 5
_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.BELOW})


class Entry(NamedTuple):
    """An indicator with the section that it was read from."""

    indicator: Indicator
    fields: Fields


class TaskEntry(NamedTuple):
    """A task with the section that it was read from."""

    task: Task
    fields: Fields


def check_plan(frame: Frame, ids: Ids, entries: list[Entry], tasks: list[TaskEntry]) -> None:
    """Report what does not fit together: names, references, cycles, baselines, milestones, departments."""
    _check_names(entries)
    formulas, parts = _references(ids, entries)
    _check_cycles(formulas, "formula")
    _check_cycles(parts, "parts")
    _check_counts(entries, tasks)
    _check_computed(entries, tasks)
    for entry in entries:
        if entry.indicator.baseline is not None:
            _check_baseline(entry)
        if entry.indicator.breakdown:
            from sctarget.readers.plan_breakdown import check_breakdown

            check_breakdown(entry.indicator, entry.fields)
        elif entry.indicator.milestones:
            _check_milestones(entry)
        if frame.period is not None and not entry.indicator.plain:
            from sctarget.readers.plan_changes import check_changes

            check_changes(frame.period, entry.indicator, entry.fields)
        if entry.indicator.pace is PaceMethod.CAGR:
            _check_growth(frame, entry)
    frame.departments.report_near()


def _check_names(entries: list[Entry]) -> None:
    labels: dict[str, Entry] = {}
    for entry in entries:
        label = entry.indicator.label
        if label and (first := labels.setdefault(label, entry)) is not entry:
            node = entry.fields.entries.get("name", entry.fields.node)
            entry.fields.add("name_repeated", node, read=label, first=first.fields.node.line + 1)
    for entry in entries:
        for alias in entry.indicator.aliases:
            holder = labels.setdefault(alias, entry)
            if holder is not entry:
                node = entry.fields.entries["aliases"]
                entry.fields.add("alias_taken", node, read=alias, holder=holder.indicator.id)


class _Links(NamedTuple):
    """The ids that an indicator points at with one of its keys."""

    fields: Fields
    names: tuple[str, ...]


def _references(ids: Ids, entries: list[Entry]) -> tuple[dict[str, _Links], dict[str, _Links]]:
    """What each formula and each list of parts points at; what does not exist is reported."""
    indicators = dict.fromkeys(entry.indicator.id for entry in entries)
    formulas: dict[str, _Links] = {}
    parts: dict[str, _Links] = {}
    for indicator, fields in entries:
        if indicator.formula is not None:
            names = indicator.formula.names
            _check_known(fields, "formula", names, indicators)
            formulas.setdefault(indicator.id, _Links(fields, names))
        if indicator.parts:
            _check_known(fields, "parts", indicator.parts, indicators)
            parts.setdefault(indicator.id, _Links(fields, indicator.parts))
        if isinstance(indicator.count_of, tuple):
            tasks = [name for name in ids.places if name not in indicators]
            _check_known(fields, "count_of", indicator.count_of, tasks)
    return formulas, parts


def _check_known(fields: Fields, key: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            hint = is_it(fields.log.hints.nearest(name, known))
            fields.add("reference_unknown", fields.entries[key], read=name, key=key, hint=hint)


def _check_cycles(graph: dict[str, _Links], key: str) -> None:
    """Report each cycle once, at the first of its indicators in the file."""
    done: set[str] = set()
    for start, (fields, names) in graph.items():
        path: dict[str, None] = {start: None}
        stack = [iter(names)] if start not in done else []
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done.add(path.popitem()[0])
            elif step in path:
                members = list(path)
                circle = members[members.index(step) :]
                cycle = " → ".join([*circle[:_SHOWN_CYCLE], *(["…"] if len(circle) > _SHOWN_CYCLE else []), step])
                fields.add("reference_cycle", fields.entries[key], read=cycle, key=key)
                done.update(path)
                break
            elif step in graph and step not in done:
                path[step] = None
                stack.append(iter(graph[step].names))


def _check_counts(entries: list[Entry], tasks: list[TaskEntry]) -> None:
    groups = dict.fromkeys(entry.task.group for entry in tasks if entry.task.group)
    for indicator, fields in entries:
        name = indicator.count_of
        if isinstance(name, str) and name != "tasks" and name not in groups:
            hint = is_it(fields.log.hints.nearest(name, groups))
            fields.add("count_of_unknown", fields.entries["count_of"], hint=hint)


def _check_computed(entries: list[Entry], tasks: list[TaskEntry]) -> None:
    """Say where formulas, counts and parts will not give what the plan expects of them."""
    if not any(entry.indicator.computed or entry.indicator.parts for entry in entries):
        return
    from sctarget.readers.plan_computed import check_count, check_formula, check_parts

    known = {entry.indicator.id: entry.indicator for entry in entries}
    for indicator, fields in entries:
        if indicator.formula is not None:
            check_formula(indicator, indicator.formula, known, fields)
        if indicator.count_of is not None:
            check_count(indicator, [entry.task for entry in tasks], fields)
        if indicator.parts:
            check_parts(indicator, [known[each] for each in indicator.parts if each in known], fields)


def _check_baseline(entry: Entry) -> None:
    indicator, fields = entry
    baseline, target = indicator.baseline, indicator.target
    if baseline is None:
        return
    node = fields.entries["baseline"]
    judged = indicator.due.year + indicator.data_year
    if baseline.year > judged:
        fields.add("baseline_late", node, read=str(baseline.year), year=judged)
    elif baseline.year == judged and target is not None:
        fields.add("baseline_same_year", node, read=str(baseline.year), year=judged)
    if target is None or (indicator.kind is Kind.FLOW and indicator.span is Span.PLAN):
        return
    bound = _in_row(indicator, target)
    value = _converted(indicator, baseline.value)
    if bound is not None and value is not None and _worse(target.comparator, bound, value):
        node, text = fields.entries["target"], indicator.target_text
        fields.add("target_worse", node, read=text, baseline=value, unit=indicator.unit.text)


def _worse(comparator: Comparator, first: Decimal, second: Decimal) -> bool:
    """Whether the first value asks less than the second."""
    if comparator in _UPWARD:
        return first < second
    return comparator in _DOWNWARD and first > second


def _in_row(indicator: Indicator, target: Target) -> Decimal | None:
    if target.form is not TargetForm.LEVEL or target.value is None:
        return None
    return _converted(indicator, Quantity(target.value, target.unit))


def _converted(indicator: Indicator, quantity: Quantity) -> Decimal | None:
    try:
        return convert(quantity.value, quantity.unit, indicator.unit)
    except UnitMismatchError:
        return None


def _check_milestones(entry: Entry) -> None:
    """Warn where an interim target asks less than an earlier one, or the last one more than the target."""
    indicator, fields = entry
    steps = [(step, _in_row(indicator, step.target)) for step in indicator.milestones]
    yearly = indicator.kind is Kind.FLOW and indicator.span is not Span.PLAN
    for (before, low), (after, high) in pairwise(steps):
        if low is None or high is None or before.target.comparator is not after.target.comparator:
            continue
        if yearly and (before.period.year != after.period.year or before.period.start != after.period.start):
            continue
        if _worse(after.target.comparator, high, low):
            texts = f"{before.period}: {before.text}，{after.period}: {after.text}"
            fields.add("milestones_backward", fields.entries["milestones"], read=texts)
    last, value = steps[-1]
    target = indicator.target
    bound = None if target is None else _in_row(indicator, target)
    if target is None or bound is None or value is None or last.target.comparator is not target.comparator:
        return
    if (last.period.end >= indicator.due and value != bound) or _worse(target.comparator, bound, value):
        texts = f"{last.period}: {last.text}"
        fields.add("milestone_beyond", fields.entries["milestones"], read=texts, target=indicator.target_text)


def _check_growth(frame: Frame, entry: Entry) -> None:
    """Warn where ``pace: cagr`` cannot be had, so far as the plan alone shows it."""
    indicator, fields = entry
    opening = None if indicator.baseline is None else _converted(indicator, indicator.baseline.value)
    aim = None if indicator.target is None else _in_row(indicator, indicator.target)
    from_zero = indicator.kind is Kind.FLOW and not (indicator.span is Span.YEAR and frame.multi_year)
    if why := no_growth_rate(indicator, opening, aim, from_zero=from_zero):
        fields.add("pace_refused", fields.entries["pace"], why=why)
