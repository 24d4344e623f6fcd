"""Plan files (YAML) → Plan: all problems in one pass, each with its line and column (docs/plan-file.md)."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from sctarget.model.plan import Indicator, Plan, Task
from sctarget.model.problem import Loaded
from sctarget.readers.plan_checks import Entry, TaskEntry, check_plan
from sctarget.readers.plan_fields import Fields
from sctarget.readers.plan_file import read_text
from sctarget.readers.plan_frame import Frame, read_frame
from sctarget.readers.plan_indicators import read_indicator
from sctarget.readers.plan_items import Ids, read_items
from sctarget.readers.plan_keys import INDICATOR_KEYS, ROOT_KEYS, TASK_KEYS
from sctarget.readers.plan_log import PlanLog
from sctarget.readers.plan_tasks import read_task
from sctarget.readers.yaml_nodes import Mapping, Node, parse_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from sctarget.model.plan import Rules
    from sctarget.model.quantity import Target

_GAP = "\x1f"
_EXAMPLE = "plan: …、indicators: …、tasks: …"


def read_plan(path: Path, *, standards: bool = False) -> Loaded[Plan | None]:
    """The plan of a file with everything that is wrong in it; None when it cannot be judged.

    ``standards`` also compares it with the dictionary of standard indicators, which takes a moment to read.  Never
    raises for what stands in the file or for a file that cannot be read.
    """
    log = PlanLog(str(path))
    with _no_collecting():
        text = read_text(path, log)
        root = None if text is None else parse_nodes(text, log)
        plan = None
        if root is not None:
            plan = _plan_of(root, log, standards=standards)
        elif not log.failed:
            log.whole("plan_empty")
    return Loaded(None if log.failed else plan, log.problems)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the garbage collector from searching, again and again, thousands of values that are all still needed."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _plan_of(root: Node, log: PlanLog, *, standards: bool) -> Plan | None:
    if type(root) is not Mapping:
        Fields(log, Mapping([], 0, 0, flow=False), {}).expected_mapping(root, "计划文件", _EXAMPLE)
        return None
    fields = Fields(log, root, ROOT_KEYS)
    frame = read_frame(log, fields)
    ids = Ids()
    entries = [
        Entry(read_indicator(frame, ids, item), item) for item in read_items(log, fields, "indicators", INDICATOR_KEYS)
    ]
    tasks = [TaskEntry(read_task(frame, ids, item), item) for item in read_items(log, fields, "tasks", TASK_KEYS)]
    if not entries and not tasks and not log.failed:
        log.add("plan_without_items", root, read="")
    check_plan(frame, ids, entries, tasks)
    if standards and any("standard" in entry.fields.entries for entry in entries):
        from sctarget.readers.plan_standards import check_standards

        check_standards(entries)
    rules = _scored(frame, entries, tasks)
    if frame.period is None:
        return None
    indicators = tuple(entry.indicator for entry in entries)
    undertakings = tuple(entry.task for entry in tasks)
    return Plan(
        id=frame.id,
        title=frame.title,
        source=log.source(root.line, root.column),
        period=frame.period,
        issuer=frame.issuer,
        region=frame.region,
        document=frame.document,
        indicators=indicators,
        tasks=undertakings,
        departments=tuple(frame.departments.registered.values()),
        groups=frame.groups,
        rules=rules,
        fingerprint=fingerprint(frame, indicators, undertakings),
    )


def _scored(frame: Frame, entries: list[Entry], tasks: list[TaskEntry]) -> Rules:
    """The rules, with those of scoring where something has a weight."""
    weights = (*(entry.indicator.weight for entry in entries), *(entry.task.weight for entry in tasks))
    if frame.rules.scoring is None and not any(weights):
        return frame.rules
    from sctarget.readers.plan_weights import scoring_of

    return frame.rules._replace(scoring=scoring_of(frame, entries, tasks))


def fingerprint(frame: Frame, indicators: Iterable[Indicator], tasks: Iterable[Task]) -> str:
    """16 hexadecimal digits that change when an id, name, scope, target, unit, period or the way of reporting does."""
    lines = [f"{frame.id}{_GAP}{frame.period}"]
    for item in indicators:
        lines.append(
            f"{item.id}{_GAP}{item.name}{_GAP}{item.scope}{_GAP}{item.unit.text}{_GAP}{item.due}{_facts(item.target)}"
        )
        if item.by_period:
            lines.append(f"{item.id}{_GAP}{item.reporting.value}")
        lines += [f"{item.id}{_GAP}{step.period}{_facts(step.target)}" for step in item.milestones]
        lines += [f"{item.id}{_GAP}{part.name}{_facts(part.target)}" for part in item.breakdown]
        if not item.plain:
            lines += _origins(item)
    lines += [f"{task.id}{_GAP}{task.name}{_GAP}{task.due}" for task in tasks]
    return sha256("\x1e".join(lines).encode()).hexdigest()[:16]


def _origins(indicator: Indicator) -> Iterator[str]:
    """What a target that is not plain depends on, and with it what the form shows."""
    for each in indicator.revised:
        yield f"{indicator.id}{_GAP}{each.date}{_facts(each.target)}"
    baseline = indicator.baseline
    if baseline is not None:
        yield f"{indicator.id}{_GAP}{baseline.year}{_GAP}{_amount(baseline.value.value)}{baseline.value.unit}"
    for period, quantity in indicator.history:
        yield f"{indicator.id}{_GAP}{period}{_GAP}{_amount(quantity.value)}{quantity.unit}"


def _facts(target: Target | None) -> str:
    if target is None:
        return ""
    amounts = f"{_amount(target.value)}{_GAP}{_amount(target.high)}{_GAP}{target.unit.text}"
    return f"{_GAP}{target.form.value}{_GAP}{target.comparator.value}{_GAP}{amounts}{_GAP}{target.change or ''}"


def _amount(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
