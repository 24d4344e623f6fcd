"""Measure writing reports: whole commands to ``python -c pass``, 3,000 rows to an empty Word file and bare openpyxl."""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as Word
from openpyxl import Workbook
from project import build
from run import SCTARGET, medians

from sctarget.evaluate.result import Light
from sctarget.report.columns import BOOK_COLUMNS
from sctarget.report.document import Document
from sctarget.report.table import Cell, Column, Table
from sctarget.writers.report_docx import render_docx
from sctarget.writers.sheets_xlsx import write_tables

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 9
ROWS, COLUMNS = 3000, 8
ENDINGS = (".md", ".html", ".xlsx", ".docx")


def long_report() -> Document:
    """A made-up report that is one table (示例数据)."""
    columns = tuple(Column(f"c{number}", f"第{number}列", width=14) for number in range(COLUMNS))
    rows = tuple(tuple(Cell(f"示例数据{row}，第{number}列") for number in range(COLUMNS)) for row in range(ROWS))
    return Document("示例报告", (Table("表1　示例", columns, rows),), signature="示例局")


def empty_file() -> None:
    """What an empty file costs with python-docx."""
    Word().save(io.BytesIO())


def long_list() -> Table:
    """The indicator sheet of a plan of 3,000 indicators (示例数据): numbers, rates, words, colours."""
    rows = []
    for number in range(ROWS):
        rate = Decimal(number % 180) / 137
        numbers = {
            "number": (str(number + 1), None),
            "actual": (f"{number}.{number % 100:02d}", Decimal(number)),
            "target_value": (f"{number + 3}.5", None),
            "completion": (f"{rate * 100:.1f}%", rate),
            "gap_value": (f"-{number % 7}.25", None),
        }
        cells = [
            Cell(*numbers[column.key][:1], None, numbers[column.key][1])
            if column.key in numbers
            else Cell(f"示例数据{number}的{column.caption}")
            for column in BOOK_COLUMNS
        ]
        cells[[column.key for column in BOOK_COLUMNS].index("status")] = Cell("未完成", Light.RED)
        rows.append(tuple(cells))
    return Table("指标", BOOK_COLUMNS, tuple(rows))


def bare_openpyxl(table: Table) -> None:
    """The same values with nothing but openpyxl's write-only mode: no look, no widths, no heights."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title)
    sheet.append([column.caption for column in table.columns])
    for row in table.rows:
        sheet.append([cell.value if isinstance(cell.value, Decimal) else cell.text for cell in row])
    book.save(io.BytesIO())


def list_ratio() -> float:
    """How many times bare openpyxl the long list costs; both take turns."""
    table = long_list()
    bare_openpyxl(table)
    write_tables([table])
    bare, full = [], []
    for _ in range(TURNS):
        bare.append(seconds(lambda: bare_openpyxl(table)))
        full.append(seconds(lambda: write_tables([table])))
    return statistics.median(full) / statistics.median(bare)


def seconds(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def table_ratio() -> float:
    """How many empty Word files the long table costs; both take turns."""
    document = long_report()
    empty_file()
    render_docx(document)
    empty, full = [], []
    for _ in range(TURNS):
        empty.append(seconds(empty_file))
        full.append(seconds(lambda: render_docx(document)))
    return statistics.median(full) / statistics.median(empty)


def main() -> int:
    """Print the table of ratios and say which bounds hold."""
    with tempfile.TemporaryDirectory() as folder:
        plan = build(Path(folder) / "project")
        command = [str(SCTARGET), "report", str(plan), "--force", "-o"]
        times = medians(
            {
                "pass": [sys.executable, "-c", "pass"],
                **{ending: [*command, str(Path(folder) / f"report{ending}")] for ending in ENDINGS},
            }
        )
    unit = times["pass"]
    bounds = [
        ("report 30×10 .md / pass", times[".md"] / unit, 20.0),
        ("report 30×10 .html / pass", times[".html"] / unit, 16.0),
        ("report 30×10 .xlsx / pass", times[".xlsx"] / unit, 24.0),
        ("report 30×10 .docx / pass", times[".docx"] / unit, 40.0),
        (f"{ROWS}行表格 .docx / 空的 python-docx 文件", table_ratio(), 15.0),
        (f"{ROWS}行×{len(BOOK_COLUMNS)}列清单 .xlsx / 只用 openpyxl write-only", list_ratio(), 1.3),
    ]
    for name, ratio, bound in bounds:
        print(f"{'达到' if ratio <= bound else '未达到'}  {ratio:6.2f}  <= {bound:<5g} {name}")
    return 1 if any(ratio > bound for _, ratio, bound in bounds) else 0


if __name__ == "__main__":
    sys.exit(main())
