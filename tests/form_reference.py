"""The fill-in workbook built with openpyxl, cell by cell: what the fast writer is held against."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from sctarget.model.form import (
    COLUMNS,
    FORM_SHEET,
    FORM_VERSION,
    GUIDE_SHEET,
    MARKER,
    META_KEYS,
    META_SHEET,
    SIGNATURE_LABELS,
    STATE_WORDS,
    TASK_WORDS,
    FormRow,
    form_rows,
)
from sctarget.writers.form_guide import guidance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

_FONT = "宋体"
_LINE = Side(style="thin", color="FF808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UNDERLINE = Border(bottom=_LINE)
_INPUT = PatternFill("solid", start_color="FFFFF2CC", end_color="FFFFF2CC")
_HEADING = PatternFill("solid", start_color="FFE7E6E6", end_color="FFE7E6E6")
_UNLOCKED = Protection(locked=False)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)

_HEADER_ROW = 4
_FIRST_COLUMN = 2
_LAST_COLUMN = _FIRST_COLUMN + len(COLUMNS) - 1
_COLUMN = {column.key: _FIRST_COLUMN + index for index, column in enumerate(COLUMNS)}
_CENTRED = {"number", "unit", "target", "last_year", "actual", "state"}
_SIGNATURES = ("unit", "target", "reason", "data_source")
_LINE_HEIGHT = 15.0
_ROW_HEIGHT = 27.0
_MAX_HEIGHT = 400.0
_MAX_TEXT = 32767
_GUIDE_WIDTH = 92
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001  (a fixed stamp, so that the same plan gives the same bytes)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def reference_form(plan: Plan, department: str, period: Period, due: date | None, round_: int = 1) -> bytes:
    """The .xlsx that a department fills in for a period, to be returned by ``due``."""
    rows = form_rows(plan, department, period)
    book = Workbook()
    book.properties.created = book.properties.modified = _STAMP
    book.properties.creator = "sctarget"
    book.properties.title = f"{period.chinese}科技指标完成情况填报表"
    guide = book.create_sheet(GUIDE_SHEET)
    form = book.create_sheet(FORM_SHEET)
    meta = book.create_sheet(META_SHEET)
    del book[book.sheetnames[0]]
    _write_guide(guide, plan, rows, department, period, due)
    _write_form_sheet(form, plan, rows, department, period, due)
    values = (
        MARKER,
        FORM_VERSION,
        plan.id,
        plan.fingerprint,
        plan.region or "",
        department,
        period.text,
        str(round_),
    )
    for number, (key, value) in enumerate(zip(META_KEYS, values, strict=False), 1):
        _put(meta.cell(number, 1), key)
        _put(meta.cell(number, 2), value)
    meta.sheet_state = "veryHidden"
    meta.protection.sheet = True
    book.active = 1
    guide.sheet_view.tabSelected = False
    return _saved(book)


def _write_form_sheet(
    sheet: Worksheet, plan: Plan, rows: tuple[FormRow, ...], department: str, period: Period, due: date | None
) -> None:
    _write_head(sheet, plan, department, period, due)
    for number, row in enumerate(rows, 1):
        _write_row(sheet, _HEADER_ROW + number, number, row)
    last = _HEADER_ROW + len(rows)
    _add_choices(sheet, rows, last)
    foot = last + 2
    for label, key in zip(SIGNATURE_LABELS, _SIGNATURES, strict=True):
        column = _COLUMN[key] + (label == SIGNATURE_LABELS[1])
        _put(sheet.cell(foot, column - 1 if key == "unit" else column), f"{label}：", _RIGHT)
        blank = sheet.cell(foot, column if key == "unit" else column + 1)
        blank.protection, blank.border, blank.fill, blank.alignment = _UNLOCKED, _UNDERLINE, _INPUT, _LEFT
        blank.font, blank.number_format = Font(_FONT, size=11), "@"
    sheet.row_dimensions[foot - 1].height = 8
    sheet.row_dimensions[foot].height = _ROW_HEIGHT
    _set_page(sheet, foot)


def _write_head(sheet: Worksheet, plan: Plan, department: str, period: Period, due: date | None) -> None:
    sheet.column_dimensions["A"].hidden = True
    for index, column in enumerate(COLUMNS, _FIRST_COLUMN):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    deadline = f"{due.year}年{due.month}月{due.day}日" if due else "见通知"
    lines = (
        (f"{period.chinese}科技指标完成情况填报表", _MIDDLE, Font(_FONT, size=20, bold=True), 36.0),
        (
            f"填报单位：{department}　　　报告期：{period.chinese}　　　报送截止时间：{deadline}",
            _LEFT,
            Font(_FONT, size=12),
            22.0,
        ),
        (
            f"依据：{plan.title}。只填黄色单元格；填1月1日起的累计数（“口径说明”另有规定的除外）；百分数填数字（40%填40）；填法见“{GUIDE_SHEET}”。",
            _LEFT,
            Font(_FONT, size=10, color="FF595959"),
            20.0,
        ),
    )
    width = sum(column.width for column in COLUMNS)
    for number, (text, alignment, font, height) in enumerate(lines, 1):
        cell = sheet.cell(number, _FIRST_COLUMN)
        _put(cell, text, alignment)
        cell.font = font
        sheet.merge_cells(start_row=number, end_row=number, start_column=_FIRST_COLUMN, end_column=_LAST_COLUMN)
        sheet.row_dimensions[number].height = height * _lines_of(text, width * 11 / font.size)
    sheet.cell(_HEADER_ROW, 1).value = MARKER
    for index, column in enumerate(COLUMNS, _FIRST_COLUMN):
        cell = sheet.cell(_HEADER_ROW, index)
        _put(cell, column.caption, _MIDDLE)
        cell.font, cell.fill, cell.border = Font(_FONT, size=11, bold=True), _HEADING, _BORDER
    sheet.row_dimensions[_HEADER_ROW].height = 30


def _write_row(sheet: Worksheet, line: int, number: int, row: FormRow) -> None:
    _put(sheet.cell(line, 1), row.id)
    shown: dict[str, str | int | Decimal | None] = {
        "number": number,
        "name": row.name,
        "unit": row.unit,
        "definition": row.definition,
        "target": row.target,
        "last_year": row.last_year,
    }
    height = _ROW_HEIGHT
    for index, column in enumerate(COLUMNS, _FIRST_COLUMN):
        cell = sheet.cell(line, index)
        value = shown.get(column.key)
        if isinstance(value, str):
            _put(cell, value)
            height = max(height, _lines_of(value, column.width) * _LINE_HEIGHT + 6)
        else:
            cell.value = value
        cell.font, cell.border = Font(_FONT, size=11), _BORDER
        cell.alignment = _MIDDLE if column.key in _CENTRED else _LEFT
        if column.editable or (column.key == "last_year" and row.last_year is None and row.indicator is not None):
            cell.protection, cell.fill = _UNLOCKED, _INPUT
    sheet.row_dimensions[line].height = min(height, _MAX_HEIGHT)


def _add_choices(sheet: Worksheet, rows: tuple[FormRow, ...], last: int) -> None:
    first = _HEADER_ROW + 1
    if last < first:
        return
    state = DataValidation("list", formula1=_choice(STATE_WORDS), allow_blank=True, showErrorMessage=True)
    state.errorTitle, state.error = "数据状态", f"请从下拉列表中选择：{'、'.join(STATE_WORDS)}。空着表示最终数。"
    state.add(_cells("state", first, last))
    tasks = DataValidation("list", formula1=_choice(TASK_WORDS), allow_blank=True, showErrorMessage=True)
    tasks.errorTitle, tasks.error = "任务完成情况", f"请从下拉列表中选择：{'、'.join(TASK_WORDS)}。"
    plain, percent = _number_check(""), _number_check("百分数只填数字：40%请填40，不要填0.4，也不要改成百分比格式。")
    earlier = _number_check("")
    for line, row in enumerate(rows, first):
        address = _cells("actual", line, line)
        if row.indicator is None:
            tasks.add(address)
            continue
        (percent if row.indicator.unit.text == "%" else plain).add(address)
        if row.last_year is None:
            earlier.add(_cells("last_year", line, line))
    for check in (state, tasks, plain, percent, earlier):
        if check.sqref.ranges:
            sheet.add_data_validation(check)
    red = Rule(
        type="cellIs", operator="lessThan", formula=["0"], dxf=DifferentialStyle(font=Font(color="FFC00000", bold=True))
    )
    sheet.conditional_formatting.add(_cells("actual", first, last), red)


def _number_check(prompt: str) -> DataValidation:
    check = DataValidation(
        "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, errorStyle="warning"
    )
    check.showErrorMessage = True
    check.errorTitle = "请核对"
    check.error = "这里一般填不小于0的数字，不带单位。没有数据可填“无”；确认无误请选“是”保留。"
    if prompt:
        check.showInputMessage, check.promptTitle, check.prompt = True, "填写提示", prompt
    return check


def _set_page(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, _COLUMN["name"] + 1).coordinate
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    sheet.print_area = f"B1:{get_column_letter(_LAST_COLUMN)}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_view.showGridLines = False
    _protect_and_fit(sheet)


def _protect_and_fit(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.6
    margins.bottom = 0.7
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _write_guide(
    sheet: Worksheet, plan: Plan, rows: tuple[FormRow, ...], department: str, period: Period, due: date | None
) -> None:
    title = sheet.cell(1, 2)
    _put(title, "填报说明", _MIDDLE)
    title.font = Font(_FONT, size=18, bold=True)
    sheet.row_dimensions[1].height = 36
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = _GUIDE_WIDTH
    font = Font(_FONT, size=12)
    for number, text in enumerate(guidance(plan, rows, department, period, due), 1):
        cell = sheet.cell(number + 1, 2)
        _put(cell, f"{number}. {text}", _LEFT)
        cell.font = font
        sheet.row_dimensions[number + 1].height = _lines_of(f"{number}. {text}", _GUIDE_WIDTH * 11 / 12) * 17 + 9
    sheet.sheet_view.showGridLines = False
    _protect_and_fit(sheet)


def _cells(key: str, first: int, last: int) -> str:
    letter = get_column_letter(_COLUMN[key])
    return f"{letter}{first}:{letter}{last}" if last > first else f"{letter}{first}"


def _choice(words: Iterable[str]) -> str:
    return f'"{",".join(words)}"'


def _put(cell: Cell | MergedCell, text: str, alignment: Alignment | None = None) -> None:
    """Write people's text as text: what begins with ``=`` must not become a formula."""
    cell.value = _CONTROL.sub("", text)[:_MAX_TEXT]
    cell.data_type = "s"
    cell.font = Font(_FONT, size=11)
    if alignment is not None:
        cell.alignment = alignment


def _lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column, a Chinese character being two wide."""
    room = max(width - 1.5, 2)
    total = 0
    for paragraph in text.split("\n"):
        wide = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in paragraph)
        total += max(1, -int(-wide // room))
    return total


def _saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
