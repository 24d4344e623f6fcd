"""A collection → the consolidated table: every cell owed, with its proof, and every problem (docs/collect.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Absence
from sctarget.model.problem import SEVERITY_CHINESE
from sctarget.report.collected import (
    RANKS,
    USABLE,
    USE_WORDS,
    names_of,
    return_rows,
    sorted_problems,
    use_of,
    verify_tables,
)
from sctarget.report.columns import FINDING_COLUMNS, RECORD_COLUMNS, RETURN_COLUMNS
from sctarget.report.problems import SEVERITY_LIGHTS
from sctarget.report.table import Cell, Table, picked
from sctarget.report.words import STATE_WORDS, TASK_WORDS

if TYPE_CHECKING:
    from sctarget.evaluate.collection import CollectedFigure, CollectedTask, Collection
    from sctarget.model.problem import Problem
    from sctarget.model.source import Source

_USE_LIGHTS = {
    USABLE: Light.GREEN,
    USE_WORDS[Absence.TO_VERIFY]: Light.RED,
    USE_WORDS[Absence.UNREPORTED]: Light.YELLOW,
}
_UNTIMED = frozenset(column.key for column in RETURN_COLUMNS) - {"received"}
_NOTHING = Cell("")


def record_tables(collection: Collection) -> tuple[Table, ...]:
    """The consolidated table, who returned what, and every problem, for a file."""
    calls, tidied = sorted_problems(collection)
    names = names_of(collection.plan)
    settling = sorted((*calls, *tidied), key=lambda each: -RANKS[each.severity])
    findings = tuple(
        (
            Cell(SEVERITY_CHINESE[each.severity], SEVERITY_LIGHTS[each.severity]),
            Cell(each.department or ""),
            Cell(names.get(each.indicator or "", each.indicator or "")),
            Cell(each.read or ""),
            Cell(each.code),
            Cell(each.source.file if each.source else ""),
            Cell((each.source.sheet if each.source else None) or ""),
            Cell((each.source.cell if each.source else None) or ""),
            Cell(each.message),
        )
        for each in settling
    )
    return (
        record_table(collection),
        _returns(collection, calls),
        *verify_tables(collection),
        Table("问题清单", FINDING_COLUMNS, findings),
    )


def _returns(collection: Collection, calls: list[Problem]) -> Table:
    """Who returned what; the times of the files only where somebody may be late, as copying changes them."""
    table = Table("报送情况", RETURN_COLUMNS, return_rows(collection, collection.departments, calls))
    return table if collection.due else picked(table, _UNTIMED)


def record_table(collection: Collection) -> Table:
    """One row for each cell that is owed, indicators first; a number in 数值 only where it is used."""
    region, period = collection.plan.region or "", collection.period.text if collection.period else ""
    rows = (
        *(_figure_row(each, region, period) for each in collection.figures),
        *(_task_row(each, region, period) for each in collection.tasks),
    )
    return Table("数据", RECORD_COLUMNS, rows)


def _figure_row(collected: CollectedFigure, region: str, period: str) -> tuple[Cell, ...]:
    figure, indicator = collected.figure, collected.indicator
    source = figure.source if figure else None
    value = figure.value if figure and isinstance(figure.value, Decimal) else None
    held = value if figure and not collected.usable and value is not None else figure.held if figure else None
    return _row(
        {
            "use": use_of(collected),
            "department": collected.department,
            "region": region,
            "sort": "指标",
            "id": indicator.id,
            "name": indicator.label,
            "period": figure.period.text if figure else period,
            "value": plain_text(value) if value is not None and collected.usable else "",
            "unit": indicator.unit.text,
            "state": STATE_WORDS[figure.state] if figure and figure.state else "",
            "held": plain_text(held) if held is not None and not collected.usable else "",
            "provisional": "是" if figure and figure.provisional else "",
            "reason": figure.reason if figure else None,
            "measures": figure.measures if figure else None,
            "data_source": figure.data_source if figure else None,
            "remark": figure.remark if figure else None,
            **_place_facts(source),
            "why": "；".join(text.rstrip("。") for text in collected.why),
        }
    )


def _place_facts(source: Source | None) -> dict[str, str | None]:
    """Where a figure or a task state was read, by column; all empty when nothing was returned."""
    return {key: getattr(source, key, None) for key in ("raw", "file", "sheet", "cell", "sha256")}


def _task_row(collected: CollectedTask, region: str, period: str) -> tuple[Cell, ...]:
    report, task = collected.report, collected.task
    source = report.source if report else None
    unused = USE_WORDS[Absence.TO_VERIFY if report else Absence.UNREPORTED]
    return _row(
        {
            "use": USABLE if collected.usable else unused,
            "department": collected.department,
            "region": region,
            "sort": "任务",
            "id": task.id,
            "name": task.name,
            "period": report.period.text if report else period,
            "done": TASK_WORDS[report.state] if report else "",
            "reason": report.reason if report else None,
            "measures": report.measures if report else None,
            "data_source": report.evidence if report else None,
            "remark": report.remark if report else None,
            **_place_facts(source),
            "why": "；".join(text.rstrip("。") for text in collected.why),
        }
    )


def _row(texts: dict[str, str | None]) -> tuple[Cell, ...]:
    light = _USE_LIGHTS.get(texts["use"] or "")
    cells = [Cell(text) if (text := texts.get(column.key)) else _NOTHING for column in RECORD_COLUMNS]
    return (cells[0]._replace(light=light), *cells[1:])
