"""Tables → a workbook for people to filter and sum: one sheet each, numbers as numbers (docs/collect.md §4)."""

from __future__ import annotations

import io
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from sctarget.evaluate.result import Light
from sctarget.report.table import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.report.table import Column, Table

_FONT = Font("宋体", size=11)
_HEADING = Font("宋体", size=11, bold=True)
_FILL = PatternFill("solid", start_color="FFE7E6E6", end_color="FFE7E6E6")
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_NUMBER = Alignment(horizontal="right", vertical="top")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LIGHTS = {
    Light.GREEN: PatternFill("solid", start_color="FFE2F0D9", end_color="FFE2F0D9"),
    Light.YELLOW: PatternFill("solid", start_color="FFFFF2CC", end_color="FFFFF2CC"),
    Light.RED: PatternFill("solid", start_color="FFF8CBAD", end_color="FFF8CBAD"),
}
_MAX_TEXT = 32767
_MAX_DIGITS = 15
"""A spreadsheet keeps so many digits of a number; one with more is written as text."""

_WRAPS_FROM = 24
_STEP = 200


def write_tables(tables: Sequence[Table], progress: Callable[[int, int], None] | None = None) -> bytes:
    """An .xlsx with a sheet for each table: frozen header, filter, people's text never as a formula.

    ``progress`` is called with how many rows of how many have been written.
    """
    book = Workbook(write_only=True)
    done, total = 0, sum(len(table.rows) for table in tables)
    for table in tables:
        sheet = book.create_sheet(table.title)
        _set_up(sheet, table)
        for line in _lines(sheet, table):
            sheet.append(line)
            done += 1
            if progress and not done % _STEP:
                progress(done, total)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _set_up(sheet: Worksheet, table: Table) -> None:
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    printed = sum(column.place != "data" for column in table.columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{len(table.rows) + 1}"
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width + 2
    sheet.append([_heading(sheet, column) for column in table.columns])


def _lines(sheet: Worksheet, table: Table) -> Iterator[list[SheetCell | None]]:
    # styling a cell costs far more than writing it, and a row is written at once: one cell of each look is enough
    looks: dict[tuple[int, Light | None, str], SheetCell] = {}
    for row in table.rows:
        line: list[SheetCell | None] = []
        for index, (shown, column) in enumerate(zip(row, table.columns, strict=True)):
            if not shown.text:
                line.append(None)
                continue
            number = _number(shown.text) if column.align == "right" else None
            key = (index, shown.light, "" if number is None else _number_format(shown.text))
            if (cell := looks.get(key)) is None:
                cell = looks[key] = _styled(sheet, column, shown.light, key[2])
            cell.value = visible(shown.text)[:_MAX_TEXT] if number is None else number
            if number is None:
                # text stays text, also where it begins like a formula or looks like an error
                cell.data_type = "s"
            line.append(cell)
        yield line


def _heading(sheet: Worksheet, column: Column) -> SheetCell:
    cell = WriteOnlyCell(sheet, column.caption)
    cell.font, cell.fill, cell.border, cell.alignment = _HEADING, _FILL, _BORDER, _CENTRED
    return cell


def _styled(sheet: Worksheet, column: Column, light: Light | None, number_format: str) -> SheetCell:
    cell = WriteOnlyCell(sheet)
    cell.font = _FONT
    if number_format:
        cell.number_format, cell.alignment = number_format, _NUMBER
    else:
        cell.alignment = _WRAPPED if column.width >= _WRAPS_FROM else _TOP
    if light in _LIGHTS:
        cell.fill = _LIGHTS[light]
    return cell


def _number_format(text: str) -> str:
    decimals = len(text.partition(".")[2])
    return f"0.{'0' * decimals}" if decimals else "0"


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and len(value.as_tuple().digits) <= _MAX_DIGITS else None
