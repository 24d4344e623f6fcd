"""Workbooks and CSV files → rows by caption, and what sort of workbook one is (docs/diff.md)."""

from __future__ import annotations

import csv
import io
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from sctarget.model.plan_sheets import SHEETS
from sctarget.readers.archive import UnreadableError, file_kind
from sctarget.readers.saved_json import SavedResultError
from sctarget.readers.xlsx import XlsxBook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.readers.sheets import Sheet

TextRow: TypeAlias = dict[str, str]
"""Caption of a column → what stands in the row."""


class BookSort(Enum):
    """What a workbook is: a plan, a consolidated table, or anything else, e.g. a returned form."""

    PLAN = "plan"
    RECORD = "record"
    OTHER = "other"


def book_sort(data: bytes, file: str, sheet: str) -> BookSort:
    """What a workbook is by the names of its sheets; ``sheet`` is that of a consolidated table."""
    names = _names(data, file)
    if SHEETS["plan"] in names:
        return BookSort.PLAN
    return BookSort.RECORD if sheet in names else BookSort.OTHER


def _names(data: bytes, file: str) -> tuple[str, ...]:
    try:
        kind, parts = file_kind(data, file)
        return XlsxBook(parts).names if kind == "xlsx" and parts is not None else ()
    except UnreadableError:
        return ()


def read_book_rows(data: bytes, file: str, sheet: str) -> list[TextRow]:
    """The rows of a sheet under its captions; none where there is no such sheet.  Raises SavedResultError."""
    try:
        kind, parts = file_kind(data, file)
        if kind != "xlsx" or parts is None:
            raise SavedResultError(file, "不是 .xlsx 工作簿。")
        book = XlsxBook(parts)
        return _rows(book.sheet(sheet)) if sheet in book.names else []
    except UnreadableError as failure:
        raise SavedResultError(file, "打不开，可能损坏或没有写完。请重新保存。") from failure


def _rows(sheet: Sheet) -> list[TextRow]:
    captions = {column: sheet.text(1, column) for row, column in sheet.cells if row == 1}
    return [
        {caption: sheet.text(row, column) for column, caption in captions.items()}
        for row in sorted({row for row, _ in sheet.cells if row > 1})
    ]


def read_csv_rows(data: bytes, file: str) -> list[TextRow]:
    """The rows of a CSV file under its first line.  Raises SavedResultError where it is none."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as failure:
        raise SavedResultError(file, "不是 sctarget 写出的 CSV（UTF-8）。请用 .json 重新保存。") from failure
    return [dict(zip(lines[0], map(_plain, line), strict=False)) for line in _filled(lines[1:])] if lines else []


def _filled(lines: Iterable[list[str]]) -> Iterable[list[str]]:
    return (line for line in lines if any(line))


def _plain(text: str) -> str:
    """What stood there before a spreadsheet was kept from taking it for a formula."""
    return text.removeprefix("'")
