"""The form on which a data department verifies what others reported (核定表): columns and rows (docs/verifying.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.form import Column, FormRow, Layout, own_target, shown_definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan, Task

VERIFY = Layout(
    "核定表",
    "核定须知",
    (
        Column("number", "序号", 6),
        Column("name", "指标名称", 30),
        Column("reporter", "报送单位", 15),
        Column("unit", "计量单位", 9),
        Column("definition", "口径说明", 20),
        Column("target", "年度目标", 16),
        Column("reported", "自报数", 12),
        Column("stage", "自报情况", 10),
        Column("origin", "自报出处", 30),
        Column("actual", "核定数", 12, editable=True),
        Column("reason", "核定说明", 26, editable=True),
    ),
)
"""The columns from B on; column A, hidden, holds the indicator and the department that reported it."""


def verifiers(plan: Plan) -> tuple[str, ...]:
    """The data departments that have something to verify, in the order of the plan."""
    return tuple(dict.fromkeys(name for name, _, _ in _verified_cells(plan)))


def verify_rows(plan: Plan, department: str, period: Period) -> tuple[FormRow, ...]:
    """The rows of one data department: an indicator and a department that reports it, in the order of the plan."""
    return tuple(
        FormRow(
            indicator.id,
            indicator.label,
            indicator.unit.text,
            shown_definition(plan, indicator, period),
            own_target(plan, indicator, reporter, period),
            None,
            indicator,
            reporter=reporter,
        )
        for name, indicator, reporter in _verified_cells(plan)
        if name == department
    )


def sources_without_body(plan: Plan) -> tuple[str, ...]:
    """Data sources that are no department of the plan, e.g. a register, so that nobody can be asked to verify."""
    bodies = _bodies(plan)
    written = (each.data_department for each in plan.indicators)
    return tuple(dict.fromkeys(name for name in written if name is not None and name not in bodies))


def _bodies(plan: Plan) -> dict[str, str]:
    """Every department that the plan names, by its name or alias."""
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    bodies = {name: name for item in items for name in (*item.lead, *item.support, *item.reporters)}
    return bodies | {alias: each.name for each in plan.departments for alias in (*each.aliases, each.name)}


def _verified_cells(plan: Plan) -> Iterator[tuple[str, Indicator, str]]:
    """Who verifies which indicator of which reporter; nobody verifies what he reports himself, or what is counted."""
    bodies = _bodies(plan)
    for indicator in plan.indicators:
        department = bodies.get(indicator.data_department or "")
        if department is None or indicator.count_of is not None:
            continue
        for reporter in indicator.reporters:
            if reporter != department:
                yield department, indicator, reporter
