"""Reads one .xls or .xlsb from standard input and writes its cells as JSON; runs in a process of its own.

python-calamine ends the whole process on some damaged files (an allocation that cannot be met, a crash of its Rust
code), so it is started by readers/legacy.py and by nobody else.  Ends with 0 and a document, or with anything else
when the file could not be read.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from python_calamine import CalamineSheet


def read(data: bytes, rows: int, columns: int) -> dict[str, Any]:
    """The sheets of a workbook: name, hidden, cells as [row, column, kind, text] from 1, merged ranges.

    ``error`` instead where there is a password or a sheet larger than ``rows`` × ``columns``.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        return {"error": "password"}
    sheets = []
    for facts in book.sheets_metadata:
        if facts.name not in book.sheet_names:
            continue
        sheet = book.get_sheet_by_name(facts.name)
        if sheet.total_height > rows or sheet.total_width > columns:
            return {"error": "large"}
        hidden = facts.visible is not SheetVisibleEnum.Visible
        sheets.append({"name": facts.name, "hidden": hidden, "cells": cells(sheet), "merged": merged(sheet)})
    return {"sheets": sheets}


def cells(sheet: CalamineSheet) -> list[tuple[int, int, str, str]]:
    """The cells that are not empty."""
    return [
        (line, column, *plain(value))
        for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(row, 1)
        if value != ""
    ]


def merged(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    """Merged ranges as first row, first column, last row, last column."""
    return [
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]


def plain(value: float | str | time | date | datetime | timedelta) -> tuple[str, str]:
    """A value as its kind and its text, e.g. ("number", "15.0")."""
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return "number", repr(value)
    if isinstance(value, str):
        return "text", value
    return "date", str(value)


def limit_memory(most: int) -> None:
    """Let an allocation fail instead of filling the machine, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    limit_memory(int(sys.argv[3]))
    json.dump(read(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
