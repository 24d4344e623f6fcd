"""Problems → three lists, by department, so that one telephone call settles each (docs/output.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.report.columns import MISSING_COLUMNS, PROBLEM_COLUMNS
from sctarget.report.figures import place
from sctarget.report.table import Cell, Table

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.problem import Problem

TIDIED_SHOWN = 10
"""So many of what needs nobody are listed on a terminal."""

SEVERITY_LIGHTS = {
    Severity.REJECTED: Light.RED,
    Severity.QUARANTINED: Light.RED,
    Severity.WARNING: Light.YELLOW,
    Severity.NOTE: Light.GREY,
    Severity.NORMALISED: Light.GREY,
}
"""The colour of a problem; its word stands beside it."""


def problem_tables(
    evaluation: Evaluation, departments: frozenset[str] = frozenset(), limit: int | None = None
) -> tuple[Table, ...]:
    """Up to three lists (未报送单位, 需核实, 已自动规范), of all or some departments, the worst ``limit`` of each.

    A department of the first list does not appear in the second for not having returned.
    """
    tables = []
    missing = [name for name in evaluation.missing if not departments or name in departments]
    if missing:
        rows = tuple(_missing_row(number, name, evaluation.plan) for number, name in enumerate(missing, 1))
        tables.append(Table(f"未报送单位（{len(missing)}个）", MISSING_COLUMNS, rows))
    problems = [
        each
        for each in evaluation.problems
        if (not departments or each.department is None or each.department in departments)
        and not (each.code == "not_returned" and each.department in missing)
    ]
    names = item_names(evaluation.plan)
    serious = (Severity.WARNING, Severity.QUARANTINED, Severity.REJECTED)
    tidied_limit = None if limit is None else min(limit, TIDIED_SHOWN)
    for title, most, wanted in (
        ("需核实", limit, [each for each in problems if each.severity in serious]),
        ("已自动规范", tidied_limit, [each for each in problems if each.severity not in serious]),
    ):
        if wanted:
            tables.append(problem_table(title, wanted, names, most))
    return tuple(tables)


def item_names(plan: Plan) -> dict[str, str]:
    """What the indicators and tasks of a plan are called, by id."""
    return {item.id: item.label for item in plan.indicators} | {task.id: task.name for task in plan.tasks}


def _missing_row(number: int, name: str, plan: Plan) -> tuple[Cell, ...]:
    owed: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    items = sum(name in item.reporters for item in owed)
    known = next((each for each in plan.departments if each.name == name), None)
    contact, phone = (known.contact, known.phone) if known else (None, None)
    return Cell(str(number)), Cell(name), Cell(str(items)), Cell(contact or ""), Cell(phone or "")


def problem_table(title: str, problems: list[Problem], names: dict[str, str], limit: int | None) -> Table:
    """One list of problems, the worst ``limit`` of them, each department's together."""
    ranks = tuple(reversed(Severity))
    kept = sorted(problems, key=lambda each: ranks.index(each.severity))[:limit]
    seen: dict[str | None, int] = {}
    for each in kept:
        seen.setdefault(each.department, len(seen))
    kept.sort(key=lambda each: seen[each.department])
    hidden = len(problems) - len(kept)
    notes = (f"另有{hidden}条没有列出；全部请用 --format json，或用 -o 写到文件。",) if hidden else ()
    rows = tuple(
        (
            Cell(SEVERITY_CHINESE[each.severity], SEVERITY_LIGHTS[each.severity]),
            Cell(each.department or ""),
            Cell(names.get(each.indicator or "", each.indicator or "")),
            Cell("" if each.read is None or each.read in each.message else each.read),
            Cell(each.code),
            Cell(place(each.source) if each.source else ""),
            Cell(each.message),
        )
        for each in kept
    )
    return Table(f"{title}（{len(problems)}条）", PROBLEM_COLUMNS, rows, notes)
