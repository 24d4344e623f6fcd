"""decisions.yaml → what people decided about figures that could not be used as they came (docs/decisions.md)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_cell
from sctarget.model.actual import TaskState
from sctarget.model.decision import Action, Decision
from sctarget.model.errors import SctargetError, UnitMismatchError
from sctarget.model.form import TASK_WORDS
from sctarget.model.grade import GRADE_WORDS, GradeLevel, Tiers
from sctarget.model.plan import Task
from sctarget.model.problem import Loaded
from sctarget.model.units import convert
from sctarget.readers.adjustments import is_adjustment
from sctarget.readers.plan_fields import Fields, is_blank, parse_day
from sctarget.readers.plan_file import read_text
from sctarget.readers.plan_log import PlanLog
from sctarget.readers.suggest import is_it
from sctarget.readers.yaml_nodes import Mapping, Scalar, Sequence, parse_nodes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sctarget.model.plan import Indicator, Plan
    from sctarget.readers.yaml_nodes import Node

DECISION_KEYS = {
    "indicator": "指标 编号 指标编号",
    "department": "单位 填报单位 报送单位",
    "period": "报告期 期间",
    "action": "决定 处理",
    "value": "数值 值 采用值",
    "grade": "评定结果 等次 档次",
    "share": "得分比例 比例",
    "raw": "原文 原填",
    "who": "谁 姓名 决定人 确认人",
    "when": "日期 时间 何时",
    "why": "理由 原因 依据",
}
"""The keys of one decision, and the words people write instead."""

_ACTIONS = {each.value: each for each in Action} | {
    "确认": Action.CONFIRM,
    "改正": Action.CORRECT,
    "不涉及": Action.WAIVE,
    "评定": Action.GRADE,
}
_GRADES = {word: grade for grade, word in GRADE_WORDS.items()} | {each.value: each for each in GradeLevel}
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) *[%％]?")
_NEEDED = {
    "indicator": "rd_intensity（指标编号）",
    "department": "县科技局",
    "period": "2023Q3",
    "action": "confirm（确认）、correct（改正）、waive（不涉及）或 grade（评定）",
    "who": "作决定的人",
    "when": "2023-10-12",
    "why": "为什么可以这样定，如“电话核实”",
}
_EXAMPLE = "- {indicator: rd_intensity, department: 县科技局, period: 2023Q3, action: correct, value: 1.8%, …}"


class UnusableValueError(SctargetError):
    """A value of a decision that is no exact figure of the row's unit, in the words of the sentence given."""


class _Context(NamedTuple):
    """What entries are read against: indicators and tasks by id, departments by every name, the tiers of grades."""

    log: PlanLog
    items: dict[str, Indicator | Task]
    departments: dict[str, str]
    tiers: Tiers


def read_decisions(path: Path, plan: Plan) -> Loaded[tuple[Decision, ...]]:
    """The decisions of a file in its order, without those that cannot be applied; a file that is not there has none.

    Everything wrong is reported with its line and column (Severity.REJECTED).  Of several decisions on one state of
    one cell the last counts.
    """
    log = PlanLog(path.name)
    if not path.exists() and not path.is_symlink():
        return Loaded(())
    if not path.is_file():
        log.whole("decisions_not_file")
        return Loaded((), log.problems)
    text = read_text(path, log)
    return Loaded((), log.problems) if text is None else parse_decisions(text, plan, log)


def parse_decisions(text: str, plan: Plan, log: PlanLog) -> Loaded[tuple[Decision, ...]]:
    """The decisions of a text; ``log`` knows the name of its file."""
    root = parse_nodes(text, log)
    if root is None or log.failed or is_blank(root):
        return Loaded((), log.problems)
    if type(root) is not Sequence:
        log.add("not_a_list", root, read="", key="decisions.yaml", example=_EXAMPLE)
        return Loaded((), log.problems)
    names = {name: name for name in plan.reporters}
    names.update((name, item.name) for item in plan.departments for name in (*item.aliases, item.name))
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    context = _Context(log, {item.id: item for item in items}, names, plan.rules.tiers)
    found: dict[tuple[object, ...], Decision] = {}
    for item in root.items:
        if is_adjustment(item):
            if plan.rules.scoring is None:
                log.add("adjustment_without_scoring", item, read="action")
            continue
        decision = _read_entry(context, item)
        if decision is None:
            continue
        key = (
            *decision[:3],
            decision.grade is not None,
            None if decision.raw is None else " ".join(decision.raw.split()),
        )
        if (first := found.pop(key, None)) is not None:
            name = _names(context.items[decision.indicator])[0]
            log.add("decision_replaced", item, decision.raw or "", name=name, first=first.source.line)
        found[key] = decision
    return Loaded(tuple(found.values()), log.problems)


def read_value(text: str, indicator: Indicator) -> Decimal:
    """A decided figure in the unit of the indicator's row, e.g. ``1800万元`` in an 亿元 row is 0.18.

    Raises GrammarError or UnusableValueError, whose sentence says what to write.
    """
    reading = parse_cell(text, indicator.unit)
    value, stated, unit = reading.quantity.value, reading.quantity.unit, indicator.unit
    if reading.high is not None or reading.comparator is not None or reading.approximate or reading.provisional:
        raise UnusableValueError(f"“{text}”不是确数。请只写一个数和单位，如“16{unit}”。")
    if not reading.unit_stated:
        if unit.percent and 0 < abs(value) <= 1:
            both = f"{value}{unit}还是{format((value * 100).normalize(), 'f')}{unit}"
            raise UnusableValueError(f"“{text}”是{both}？请连单位一起写。")
        return value
    if stated == unit or any(stated == also for also in indicator.unit_also):
        return value
    if stated.percent or unit.percent:
        raise UnusableValueError(f"“{text}”的单位“{stated}”不是“{unit}”。请按“{unit}”写。")
    try:
        return convert(value, stated, unit)
    except UnitMismatchError as mismatch:
        raise UnusableValueError(f"{mismatch}。请按“{unit}”写。") from mismatch


def _read_entry(context: _Context, node: Node) -> Decision | None:
    """One decision, None when anything is wrong with it."""
    log = context.log
    if type(node) is not Mapping:
        Fields(log, Mapping([], 0, 0, flow=False), {}).expected_mapping(node, "每一条决定", _EXAMPLE)
        return None
    before = _errors(log)
    fields = Fields(log, node, DECISION_KEYS)
    for key, example in _NEEDED.items():
        if key not in fields.entries or is_blank(fields.entries[key]):
            fields.add("decision_incomplete", node, read=key, example=example)
    item = _item(context, fields)
    department = _department(context, fields)
    period_node = fields.scalar("period")
    period = None if period_node is None else fields.period(period_node, "period")
    action = _action(fields)
    value = state = grade = share = None
    if action is Action.GRADE:
        grade, share = _grade(fields, item, context.tiers)
    elif isinstance(item, Task):
        state = _state(fields, item, action)
    else:
        value = _value(fields, item, action)
    who, why = fields.text("who"), fields.text("why")
    when = _day(fields)
    raw = fields.entries.get("raw")
    if raw is not None and type(raw) is not Scalar:
        fields.add("not_a_text", raw, key="raw")
    if _errors(log) > before or not (item and department and period and action and who and when and why):
        return None
    source = log.source(node.line, node.column)
    text = raw.value if type(raw) is Scalar else None
    return Decision(item.id, department, period, action, who, when, why, source, value, text, state, grade, share)


def _errors(log: PlanLog) -> int:
    return sum(problem.severity.blocking for problem in log.problems)


def _names(item: Indicator | Task) -> tuple[str, ...]:
    """Every name of an indicator or task, the full one first."""
    return (item.name,) if isinstance(item, Task) else (item.label, item.name, *item.aliases)


def _item(context: _Context, fields: Fields) -> Indicator | Task | None:
    node = fields.scalar("indicator")
    if node is None:
        return None
    key = node.value.strip()
    fields.owner = key
    known = context.items.get(key)
    if known is None:
        named = [item.id for item in context.items.values() if key in _names(item)]
        near = named[0] if len(named) == 1 else context.log.hints.nearest(key, context.items)
        fields.add("decision_indicator_unknown", node, hint=is_it(near))
    return known


def _department(context: _Context, fields: Fields) -> str | None:
    node = fields.scalar("department")
    if node is None:
        return None
    known = context.departments.get(node.value.strip())
    if known is None:
        hint = is_it(context.log.hints.nearest(node.value, context.departments))
        fields.add("decision_department_unknown", node, hint=hint)
    return known


def _action(fields: Fields) -> Action | None:
    node = fields.scalar("action")
    if node is None:
        return None
    action = _ACTIONS.get(node.value.strip())
    if action is None:
        fields.add("decision_action_unknown", node)
    return action


def _day(fields: Fields) -> date | None:
    node = fields.scalar("when")
    if node is None:
        return None
    day = parse_day(node.value)
    if day is None:
        fields.add("decision_date", node)
    return day


def _state(fields: Fields, task: Task, action: Action | None) -> TaskState | None:
    """What a task is decided to be; there is nothing else to decide about it."""
    if action not in {None, Action.CORRECT}:
        fields.add("decision_task", fields.entries["action"], name=task.name)
        return None
    node = fields.scalar("value")
    if node is None:
        fields.add("decision_incomplete", fields.node, read="value", example="已完成")
        return None
    word = TASK_WORDS.get(node.value.strip())
    if word is None:
        fields.add("decision_task", node, name=task.name)
        return None
    return TaskState(word)


def _grade(fields: Fields, item: Indicator | Task | None, tiers: Tiers) -> tuple[GradeLevel | None, Decimal | None]:
    """The tier that was given, and the share of the points within it, e.g. 达成 and 0.92 for ``share: 92%``."""
    if item is not None and not isinstance(item, Task) and not item.gradable:
        fields.add("decision_grade_figure", fields.entries["action"], name=item.label)
    for key in ("value", "grade"):
        written = key in fields.entries and not is_blank(fields.entries[key])
        if key == "value" and written:
            fields.add("decision_grade_value", fields.entries[key])
        elif key == "grade" and not written:
            fields.add("decision_incomplete", fields.node, read="grade", example="达成（或 部分达成、未达成）")
    node, part = fields.scalar("grade"), fields.scalar("share")
    grade = None if node is None else _GRADES.get(node.value.strip())
    if node is not None and grade is None:
        fields.add("decision_grade_unknown", node)
    if part is None or grade is None:
        return grade, None
    match = _PERCENT.fullmatch(part.value.strip())
    share = None if match is None else Decimal(match[1]).scaleb(-2)
    if share is None or not tiers.hold(grade, share):
        low, high = tiers.percents(grade)
        fields.add("decision_share", part, grade=GRADE_WORDS[grade], low=low, high=high)
    return grade, share


def _value(fields: Fields, indicator: Indicator | None, action: Action | None) -> Decimal | None:
    node = fields.scalar("value")
    if node is None:
        if action is Action.CORRECT and ("value" not in fields.entries or is_blank(fields.entries["value"])):
            unit = indicator.unit.text if indicator else ""
            fields.add("decision_incomplete", fields.node, read="value", example=f"16{unit}" if unit else "16")
        return None
    if action is Action.WAIVE:
        fields.add("decision_value_needless", node)
    if indicator is None or action in {None, Action.WAIVE}:
        return None
    try:
        return read_value(node.value.strip(), indicator)
    except (GrammarError, UnusableValueError) as refused:
        fields.add("decision_value", node, name=indicator.label, reason=str(refused))
        return None
