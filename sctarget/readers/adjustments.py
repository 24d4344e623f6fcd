"""The lines of decisions.yaml that change a score: 加分, 扣分, 迟报, 一票否决, 免计 (docs/scoring.md §6)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.model.plan import Task
from sctarget.model.problem import Loaded
from sctarget.model.scoring import Adjustment, AdjustmentKind, Amount
from sctarget.readers.plan_fields import Fields, is_blank, parse_day
from sctarget.readers.plan_file import read_text
from sctarget.readers.plan_log import PlanLog
from sctarget.readers.plan_scoring import read_amount
from sctarget.readers.suggest import is_it
from sctarget.readers.yaml_nodes import Mapping, Scalar, Sequence, parse_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.model.plan import Indicator, Plan
    from sctarget.readers.yaml_nodes import Node

ADJUSTMENT_KEYS = {
    "action": "决定 处理",
    "department": "单位",
    "indicator": "指标 编号 指标编号",
    "points": "分数 分 分值",
    "period": "报告期 期间",
    "document": "文号 文件",
    "who": "谁 姓名 决定人",
    "when": "日期 时间 何时",
    "why": "理由 原因 依据",
}
"""The keys of one adjustment, and the words people write instead."""

KINDS = {each.value: each for each in AdjustmentKind} | {
    "加分": AdjustmentKind.BONUS,
    "扣分": AdjustmentKind.DEDUCT,
    "迟报": AdjustmentKind.LATE,
    "一票否决": AdjustmentKind.VETO,
    "免计": AdjustmentKind.EXEMPT,
}
_POINTLESS = {AdjustmentKind.VETO: "一票否决只定等级", AdjustmentKind.EXEMPT: "免计把整项拿出"}
_NEEDED = {"who": "作决定的人", "when": "2023-12-20", "why": "为什么，如“获省级表彰”"}


def is_adjustment(node: Node) -> bool:
    """Whether an entry of decisions.yaml changes a score rather than a figure."""
    if type(node) is not Mapping:
        return False
    return any(
        key.value == "action" and type(value) is Scalar and value.value.strip() in KINDS for key, value in node.pairs
    )


def read_adjustments(path: Path, plan: Plan) -> Loaded[tuple[Adjustment, ...]]:
    """The adjustments of a file in its order, without those that cannot be applied; a file that is not there has none.

    What is wrong with them is reported with line and column (Severity.REJECTED); what else stands in the file is left
    to ``read_decisions``.
    """
    log = PlanLog(path.name)
    text = read_text(path, PlanLog(path.name)) if path.is_file() else None
    root = None if text is None else parse_nodes(text, PlanLog(path.name))
    if type(root) is not Sequence:
        return Loaded(())
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    known = {item.id: item for item in items}
    names = {name: name for item in items for name in (*item.lead, *item.support, *item.reporters)}
    names.update((name, item.name) for item in plan.departments for name in (*item.aliases, item.name))
    found: list[Adjustment] = []
    for node in root.items:
        if type(node) is not Mapping or not is_adjustment(node):
            continue
        adjustment = _read_entry(Fields(log, node, ADJUSTMENT_KEYS), known, names, plan)
        if adjustment is None:
            continue
        first = next((each for each in found if each._replace(source=adjustment.source) == adjustment), None)
        if first is not None:
            log.add("adjustment_repeated", node, read=adjustment.why, first=first.source.line)
        found.append(adjustment)
    return Loaded(tuple(found), log.problems)


def _read_entry(
    fields: Fields, items: dict[str, Indicator | Task], names: dict[str, str], plan: Plan
) -> Adjustment | None:
    """One adjustment, None when anything is wrong with it."""
    log = fields.log
    before = len(log.problems)
    for key, example in _NEEDED.items():
        if key not in fields.entries or is_blank(fields.entries[key]):
            fields.add("decision_incomplete", fields.node, read=key, example=example)
    kind = KINDS[fields.text("action") or ""]
    item = _item(fields, items)
    department = _department(fields, names)
    if item is None and department is None and not {"indicator", "department"} & fields.entries.keys():
        fields.add("decision_incomplete", fields.node, read="department", example="县科技局")
    if item is not None and department is None and not item.weight and "department" not in fields.entries:
        fields.add("adjustment_unweighted", fields.entries["indicator"], name=item.name)
    if kind is AdjustmentKind.EXEMPT and not isinstance(item, Task) and "indicator" in fields.entries:
        fields.add("exempt_not_a_task", fields.entries["indicator"])
    elif kind is AdjustmentKind.EXEMPT and item is None:
        fields.add("decision_incomplete", fields.node, read="indicator", example="park（任务编号）")
    points = _points(fields, kind, plan)
    during = fields.scalar("period")
    period = None if during is None else fields.period(during, "period")
    when = fields.scalar("when")
    day = None if when is None else parse_day(when.value)
    if when is not None and day is None:
        fields.add("decision_date", when)
    who, why, document = fields.text("who"), fields.text("why"), fields.text("document")
    if len(log.problems) > before or points is None or day is None or who is None or why is None:
        return None
    source = log.source(fields.node.line, fields.node.column)
    return Adjustment(
        kind, points, who, day, why, source, department, None if item is None else item.id, document, period
    )


def _item(fields: Fields, items: dict[str, Indicator | Task]) -> Indicator | Task | None:
    node = fields.scalar("indicator")
    if node is None:
        return None
    key = node.value.strip()
    fields.owner = key
    found = items.get(key)
    if found is None:
        fields.add("decision_indicator_unknown", node, hint=is_it(fields.log.hints.nearest(node.value, items)))
    return found


def _department(fields: Fields, names: dict[str, str]) -> str | None:
    node = fields.scalar("department")
    if node is None:
        return None
    found = names.get(node.value.strip())
    if found is None:
        fields.add("decision_department_unknown", node, hint=is_it(fields.log.hints.nearest(node.value, names)))
    return found


def _points(fields: Fields, kind: AdjustmentKind, plan: Plan) -> Amount | None:
    """The points of an adjustment: some have none, a late return those of the plan where it says nothing itself."""
    points = read_amount(fields, "points")
    if kind in _POINTLESS:
        if points is not None:
            fields.add("adjustment_points", fields.entries["points"], what=_POINTLESS[kind])
        return Amount(Decimal(0))
    if points is None and "points" not in fields.entries and kind is AdjustmentKind.LATE and plan.rules.scoring:
        points = plan.rules.scoring.late
    if points is None and ("points" not in fields.entries or is_blank(fields.entries["points"])):
        fields.add("decision_incomplete", fields.node, read="points", example="0.5")
    return points
