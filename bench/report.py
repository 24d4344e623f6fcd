"""Measure writing reports: whole commands to ``python -c pass``, a table of 3,000 rows to an empty Word file."""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as Word
from project import build
from run import SCTARGET, medians

from sctarget.report.document import Document
from sctarget.report.table import Cell, Column, Table
from sctarget.writers.report_docx import render_docx

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 9
ROWS, COLUMNS = 3000, 8


def long_report() -> Document:
    """A made-up report that is one table (示例数据)."""
    columns = tuple(Column(f"c{number}", f"第{number}列", width=14) for number in range(COLUMNS))
    rows = tuple(tuple(Cell(f"示例数据{row}，第{number}列") for number in range(COLUMNS)) for row in range(ROWS))
    return Document("示例报告", (Table("表1　示例", columns, rows),), signature="示例局")


def empty_file() -> None:
    """What an empty file costs with python-docx."""
    Word().save(io.BytesIO())


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
                **{ending: [*command, str(Path(folder) / f"report{ending}")] for ending in (".md", ".docx")},
            }
        )
    unit = times["pass"]
    bounds = [
        ("report 30×10 .md / pass", times[".md"] / unit, 20.0),
        ("report 30×10 .docx / pass", times[".docx"] / unit, 40.0),
        (f"{ROWS}行表格 .docx / 空的 python-docx 文件", table_ratio(), 15.0),
    ]
    for name, ratio, bound in bounds:
        print(f"{'达到' if ratio <= bound else '未达到'}  {ratio:6.2f}  <= {bound:<5g} {name}")
    return 1 if any(ratio > bound for _, ratio, bound in bounds) else 0


if __name__ == "__main__":
    sys.exit(main())
