"""The fill-in workbook of one department (docs/forms.md); the same plan gives the same bytes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

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
    FormRows,
)
from sctarget.writers import form_parts as xml
from sctarget.writers.form_guide import guidance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sctarget.model.form import Column
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

HEADER_ROW = 4
FIRST_ROW = HEADER_ROW + 1
_COLUMN = {column.key: chr(ord("B") + index) for index, column in enumerate(COLUMNS)}
_LAST_COLUMN = _COLUMN[COLUMNS[-1].key]
_CENTRED = frozenset({"number", "unit", "target", "last_year", "actual", "state"})
_SIGNATURES = (("C", "D"), ("G", "H"), ("J", "K"), ("L", "M"))
"""Where the label of each signature stands, and the open cell beside it."""

_WIDTH = sum(column.width for column in COLUMNS)
_LINE_HEIGHT = 15.0
_ROW_HEIGHT = 27.0
_MAX_HEIGHT = 400.0
_GUIDE_WIDTH = 92
_NAME_LENGTH = 40
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]+')

_LOCK = '<sheetProtection sheet="1" objects="0" scenarios="0"{}/>'
RESIZABLE = _LOCK.format(' formatColumns="0" formatRows="0"')
PRINT = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.6" right="0.6" top="0.6" bottom="0.7" header="0.5" footer="0.5"/>'
    '<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0"{}/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
)
FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
VIEWS = (
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    f'<pane xSplit="3" ySplit="{HEADER_ROW}" topLeftCell="D{FIRST_ROW}" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight"/></sheetView></sheetViews>'
)


def columns_xml(columns: Sequence[Column]) -> str:
    """The widths of a form's columns, column A hidden."""
    return (
        '<cols><col min="1" max="1" width="13" hidden="1" customWidth="1"/>'
        + "".join(
            f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
            for number, column in enumerate(columns, 2)
        )
        + "</cols>"
    )


def header_row(columns: Sequence[Column]) -> str:
    """The captions of a form, with the mark in column A by which its reader finds them."""
    captions = "".join(
        xml.text_cell(f"{chr(ord('B') + place)}{HEADER_ROW}", column.caption, xml.HEADING)
        for place, column in enumerate(columns)
    )
    return xml.row(HEADER_ROW, xml.text_cell(f"A{HEADER_ROW}", MARKER, xml.PLAIN) + captions, 30)


_COLUMNS = columns_xml(COLUMNS)
_HEADER = header_row(COLUMNS)
_NOT_A_NUMBER = "这里一般填不小于0的数字，不带单位。没有数据可填“无”；确认无误请选“是”保留。"
_PERCENT_HINT = "百分数只填数字：40%请填40，不要填0.4，也不要改成百分比格式。"


def form_file_name(plan: Plan, department: str, period: Period) -> str:
    """A safe file name, e.g. ``2023年三季度科技指标完成情况_县科技局.xlsx``; two departments never share one."""
    return f"{period.chinese}科技指标完成情况_{safe_name(department, plan.reporters)}.xlsx"


def safe_name(department: str, among: tuple[str, ...]) -> str:
    """A department's name as part of a file name, told apart from every other ``among`` these."""
    name = _clean_name(department)
    if _names(among)[name.casefold()] > (department in among):
        name += "_" + hashlib.sha256(department.encode()).hexdigest()[:6]
    return name


def write_form(plan: Plan, department: str, period: Period, due: date | None, round_: int = 1) -> bytes:
    """The .xlsx that a department fills in for a period, to be returned by ``due``."""
    return FormWriter(plan, period, due).write(department, round_)


class FormWriter:
    """Writes the forms of a plan for a period, to be returned by ``due``; what they share is made once."""

    def __init__(self, plan: Plan, period: Period, due: date | None) -> None:
        self._plan = plan
        self._period = period
        self._due = due
        self._rows = FormRows(plan)
        self._title = f"{period.chinese}科技指标完成情况填报表"
        self._constant = xml.constant_parts(3)

    def write(self, department: str, round_: int = 1) -> bytes:
        """The .xlsx of one department."""
        rows = self._rows.of(department, self._period)
        foot = HEADER_ROW + len(rows) + 2
        names = {
            "_xlnm.Print_Area": f"'{FORM_SHEET}'!$B$1:${_LAST_COLUMN}${foot}",
            "_xlnm.Print_Titles": f"'{FORM_SHEET}'!$1:${HEADER_ROW}",
        }
        sheets = {GUIDE_SHEET: "visible", FORM_SHEET: "visible", META_SHEET: "veryHidden"}
        return xml.packed(
            {
                **self._constant,
                "docProps/core.xml": xml.core_properties(self._title),
                "xl/workbook.xml": xml.workbook(sheets, 1, names),
                "xl/worksheets/sheet1.xml": self._guide(rows, department),
                "xl/worksheets/sheet2.xml": self._form(rows, department, foot),
                "xl/worksheets/sheet3.xml": self._meta(department, round_),
            }
        )

    def _form(self, rows: tuple[FormRow, ...], department: str, foot: int) -> str:
        last = HEADER_ROW + len(rows)
        merged = "".join(f'<mergeCell ref="B{line}:{_LAST_COLUMN}{line}"/>' for line in range(1, HEADER_ROW))
        return xml.worksheet(
            f'{FIT}<dimension ref="A1:{_LAST_COLUMN}{foot}"/>{VIEWS}<sheetFormatPr defaultRowHeight="15"/>{_COLUMNS}'
            f"<sheetData>{self._head(department)}{_HEADER}"
            + "".join(_row(HEADER_ROW + number, number, row) for number, row in enumerate(rows, 1))
            + f"{xml.row(foot - 1, '', 8)}{foot_row(foot, _SIGNATURES)}</sheetData>{RESIZABLE}"
            f'<mergeCells count="{HEADER_ROW - 1}">{merged}</mergeCells>'
            + ("".join(_checks(rows, last)) if rows else "")
            + PRINT.format(' orientation="landscape"')
        )

    def _head(self, department: str) -> str:
        due = self._due
        deadline = f"{due.year}年{due.month}月{due.day}日" if due else "见通知"
        lines = (
            (self._title, xml.TITLE, 20, 36.0),
            (
                f"填报单位：{department}　　　报告期：{self._period.chinese}　　　报送截止时间：{deadline}",
                xml.LINE,
                12,
                22.0,
            ),
            (
                f"依据：{self._plan.title}。只填黄色单元格；填1月1日起的累计数（“口径说明”另有规定的除外）；百分数填数字（40%填40）；填法见“{GUIDE_SHEET}”。",
                xml.NOTE,
                10,
                20.0,
            ),
        )
        return head_rows(lines, _WIDTH)

    def _guide(self, rows: tuple[FormRow, ...], department: str) -> str:
        return guide_sheet(GUIDE_SHEET, guidance(self._plan, rows, department, self._period, self._due))

    def _meta(self, department: str, round_: int) -> str:
        return meta_sheet(self._plan, department, self._period, round_)


def head_rows(lines: Iterable[tuple[str, int, int, float]], width: int) -> str:
    """The lines above the captions: text, style, size of its letters, height of a line."""
    return "".join(
        xml.row(number, xml.text_cell(f"B{number}", text, style), height * lines_of(text, width * 11 / size))
        for number, (text, style, size, height) in enumerate(lines, 1)
    )


def guide_sheet(title: str, told: Iterable[str]) -> str:
    """The sheet that says how a form is filled in, in numbered sentences."""
    lines = [f"{number}. {text}" for number, text in enumerate(told, 1)]
    room = _GUIDE_WIDTH * 11 / 12
    return xml.worksheet(
        f'{FIT}<dimension ref="B1:B{len(lines) + 1}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="3" customWidth="1"/>'
        f'<col min="2" max="2" width="{_GUIDE_WIDTH}" customWidth="1"/></cols><sheetData>'
        + xml.row(1, xml.text_cell("B1", title, xml.GUIDE_TITLE), 36)
        + "".join(
            xml.row(line, xml.text_cell(f"B{line}", text, xml.LINE), lines_of(text, room) * 17 + 9)
            for line, text in enumerate(lines, 2)
        )
        + f"</sheetData>{RESIZABLE}{PRINT.format('')}"
    )


def meta_sheet(plan: Plan, department: str, period: Period, round_: int, **more: str) -> str:
    """The hidden sheet by which a form is known when it comes back; ``more`` are further keys of META_KEYS."""
    values = {
        "marker": MARKER,
        "form_version": FORM_VERSION,
        "plan_id": plan.id,
        "fingerprint": plan.fingerprint,
        "region": plan.region or "",
        "department": department,
        "period": period.text,
        "round": str(round_),
        **more,
    }
    lines = "".join(
        xml.row(number, xml.text_cell(f"A{number}", key, xml.TEXT) + xml.text_cell(f"B{number}", values[key], xml.TEXT))
        for number, key in enumerate((key for key in META_KEYS if key in values), 1)
    )
    return xml.worksheet(f"<sheetData>{lines}</sheetData>{_LOCK.format('')}")


def _row(line: int, number: int, row: FormRow) -> str:
    printed = {"name": row.name, "unit": row.unit, "definition": row.definition, "target": row.target}
    height = _ROW_HEIGHT
    cells = [xml.text_cell(f"A{line}", row.id, xml.TEXT)]
    for column in COLUMNS:
        address, centred = f"{_COLUMN[column.key]}{line}", column.key in _CENTRED
        style = xml.CENTRED if centred else xml.LEFT
        if column.key in printed:
            text = printed[column.key]
            cells.append(xml.text_cell(address, text, style))
            height = max(height, lines_of(text, column.width) * _LINE_HEIGHT + 6)
        elif column.key == "number":
            cells.append(xml.number_cell(address, number, style))
        elif column.key == "last_year" and row.last_year is not None:
            cells.append(xml.number_cell(address, row.last_year, style))
        elif column.editable or row.indicator is not None:
            cells.append(xml.blank_cell(address, xml.OPEN_CENTRED if centred else xml.OPEN_LEFT))
        else:
            cells.append(xml.blank_cell(address, style))
    return xml.row(line, "".join(cells), min(height, _MAX_HEIGHT))


def foot_row(line: int, places: Sequence[tuple[str, str]]) -> str:
    """The signatures of a form: who filled it in, who checked it, a telephone number and the day."""
    cells = "".join(
        xml.text_cell(f"{where}{line}", f"{label}：", xml.LABEL) + xml.blank_cell(f"{beside}{line}", xml.SIGNATURE)
        for label, (where, beside) in zip(SIGNATURE_LABELS, places, strict=True)
    )
    return xml.row(line, cells, _ROW_HEIGHT)


def _checks(rows: tuple[FormRow, ...], last: int) -> Iterator[str]:
    """Red for what is below zero; drop-downs and warnings of the cells that are filled in."""
    actual, state = _COLUMN["actual"], _COLUMN["state"]
    yield (
        f'<conditionalFormatting sqref="{span(actual, FIRST_ROW, last)}"><cfRule type="cellIs" dxfId="0" '
        'priority="1" operator="lessThan"><formula>0</formula></cfRule></conditionalFormatting>'
    )
    tasks: list[str] = []
    plain: list[str] = []
    percent: list[str] = []
    earlier: list[str] = []
    for line, row in enumerate(rows, FIRST_ROW):
        if row.indicator is None:
            tasks.append(f"{actual}{line}")
            continue
        (percent if row.indicator.unit.text == "%" else plain).append(f"{actual}{line}")
        if row.last_year is None:
            earlier.append(f"{_COLUMN['last_year']}{line}")
    found = [
        _choice([span(state, FIRST_ROW, last)], "数据状态", STATE_WORDS, "空着表示最终数。"),
        _choice(tasks, "任务完成情况", TASK_WORDS, ""),
        number_check(plain, ""),
        number_check(percent, _PERCENT_HINT),
        number_check(earlier, ""),
    ]
    used = [check for check in found if check]
    yield f'<dataValidations count="{len(used)}">{"".join(used)}</dataValidations>'


def _choice(cells: list[str], title: str, words: Iterable[str], more: str) -> str:
    if not cells:
        return ""
    return (
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="{title}" '
        f'error="请从下拉列表中选择：{"、".join(words)}。{more}" sqref="{" ".join(cells)}">'
        f'<formula1>"{",".join(words)}"</formula1></dataValidation>'
    )


def number_check(cells: list[str], prompt: str) -> str:
    """The warning of cells that want a number not below zero."""
    if not cells:
        return ""
    shown = f' showInputMessage="1" promptTitle="填写提示" prompt="{prompt}"' if prompt else ""
    return (
        '<dataValidation type="decimal" errorStyle="warning" operator="greaterThanOrEqual" allowBlank="1"'
        f'{shown} showErrorMessage="1" errorTitle="请核对" error="{_NOT_A_NUMBER}" sqref="{" ".join(cells)}">'
        "<formula1>0</formula1></dataValidation>"
    )


def span(column: str, first: int, last: int) -> str:
    """The cells of a column from one row to another, e.g. H5:H9."""
    return f"{column}{first}:{column}{last}" if last > first else f"{column}{first}"


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column, a Chinese character being two wide."""
    room = max(width - 1.5, 2)
    total = 0
    for paragraph in text.split("\n"):
        wide = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in paragraph)
        total += max(1, -int(-wide // room))
    return total


@lru_cache(maxsize=4)
def _names(departments: tuple[str, ...]) -> Counter[str]:
    """How many departments have each name once cleaned."""
    return Counter(_clean_name(department).casefold() for department in departments)


def _clean_name(department: str) -> str:
    text = _FORBIDDEN.sub("", unicodedata.normalize("NFC", department))
    return re.sub(r"\s+", "", text).strip(".")[:_NAME_LENGTH] or "未命名单位"
