"""A made-up project (示例数据) to measure on: a plan of any size and its returned workbooks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from sctarget.model.form import COLUMNS, FORM_SHEET, HEADER_SEARCH_ROWS, MARKER, SIGNATURE_LABELS
from sctarget.model.period import parse_period
from sctarget.readers.plan_yaml import read_plan
from sctarget.writers.form_xlsx import form_file_name, write_form

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ("家", "亿元", "%", "项", "万元")


def plan_text(indicators: int, departments: int) -> str:
    """A plan of so many indicators, ten keys each, shared out among the departments."""
    lines = ["plan:", "  id: bench", "  title: 示例数据计划", "  issuer: 示例县科技局", "  period: 2023", "indicators:"]
    for number in range(indicators):
        unit = UNITS[number % len(UNITS)]
        kind = "ratio" if unit == "%" else ("stock", "flow")[number % 2]
        lines += [
            f"  - id: ind_{number}",
            f"    name: 示例指标{number}",
            "    group: 投入",
            f"    target: {number % 50 + 1}.5{unit}以上"
            if unit in {"亿元", "%"}
            else f"    target: {number % 50 + 1}{unit}以上",
            f"    kind: {kind}",
            f"    lead: 示例部门{number % departments:02d}",
            "    support: [示例县科技局]",
            f"    at: 第{number}条",
            f"    baseline: {{value: {number % 50}.2{unit}, year: 2022}}"
            if unit in {"亿元", "%"}
            else f"    baseline: {{value: {number % 50}{unit}, year: 2022}}",
            "    definition: 示例口径说明",
        ]
    return "\n".join(lines) + "\n"


def build(folder: Path, indicators: int = 30, departments: int = 10) -> Path:
    """Write plan.yaml and filled forms under the folder; returns the plan's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plan.yaml"
    path.write_text(plan_text(indicators, departments), encoding="utf-8")
    plan = read_plan(path).value
    period = parse_period("2023")
    assert plan is not None  # noqa: S101 - a bench plan that does not load has nothing to measure
    assert period is not None  # noqa: S101
    actuals = folder / "actuals"
    actuals.mkdir(exist_ok=True)
    for department in plan.reporters:
        data = fill(write_form(plan, department, period, None))
        (actuals / form_file_name(plan, department, period)).write_bytes(data)
    return path


def fill(form: bytes) -> bytes:
    """The form with a figure in every row and its signatures, saved as a person's program would."""
    book = load_workbook(io.BytesIO(form))
    sheet = book[FORM_SHEET]
    column = 2 + [each.key for each in COLUMNS].index("actual")
    header = next(row for row in range(1, HEADER_SEARCH_ROWS + 1) if sheet.cell(row, 1).value == MARKER)
    for row in range(header + 1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value).startswith("ind_"):
            sheet.cell(row, column).value = int(str(sheet.cell(row, 1).value)[4:]) % 50 + 2
    for line in sheet.iter_rows(min_row=header + 1):
        for cell in line:
            if str(cell.value).rstrip("：") in SIGNATURE_LABELS:
                signed = "2024-01-05" if "日期" in str(cell.value) else "示例"
                sheet.cell(cell.row or 1, (cell.column or 1) + 1).value = signed
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
