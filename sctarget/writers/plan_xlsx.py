"""The values of a plan → a workbook for people who do not edit YAML (docs/convert.md)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sctarget.model.plan_sheets import (
    CAPTIONS,
    CONTENT_CAPTION,
    ITEM_CAPTION,
    LISTS,
    NESTED,
    OPENERS,
    SHEETS,
    WORDS,
)
from sctarget.writers.plan_text import flow, quoted

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.plan_sheets import Sections, Value

_FONT = Font("宋体", size=11)
_HEADING = Font("宋体", size=11, bold=True)
_FILL = PatternFill("solid", start_color="FFE7E6E6", end_color="FFE7E6E6")
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT = "@"
_WIDTHS = {
    "id": 24, "name": 30, "title": 40, "target": 22, "lead": 22, "support": 22, "reporter": 18, "at": 20,
    "baseline": 30, "milestones": 30, "history": 30, "definition": 36, "quote": 44, "review": 30, "revised": 36,
    "aliases": 24, "members": 40, "formula": 28, "group": 16,
}  # fmt: skip
_WIDTH = 12
_MORE_ROWS = 200
_LINE_HEIGHT = 15
_MOST_LINES = 8
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")


def write_plan_book(sections: Sections) -> bytes:
    """An .xlsx with the sheets 计划, 责任单位, 指标, 任务; every cell is text, so that 0.10 keeps its digits."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one sheet
    for section, title in SHEETS.items():
        sheet: Worksheet = book.create_sheet(title)
        if section == "plan":
            _fill_plan(sheet, sections)
        else:
            _fill_rows(sheet, section, sections)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill_plan(sheet: Worksheet, sections: Sections) -> None:
    row = next(iter(sections.get("plan", ())), {})
    _head(sheet, {1: (ITEM_CAPTION, 18), 2: (CONTENT_CAPTION, 70)}, "A2")
    for line, (key, caption) in enumerate(CAPTIONS["plan"].items(), 2):
        _put(sheet, line, 1, caption)
        _put(sheet, line, 2, cell_text(key, row[key]) if key in row else "")
        _stretch(sheet, line, 2)


def _fill_rows(sheet: Worksheet, section: str, sections: Sections) -> None:
    captions = CAPTIONS[section]
    rows = sections.get(section, [])
    columns = {column: (caption, _WIDTHS.get(key, _WIDTH)) for column, (key, caption) in enumerate(captions.items(), 1)}
    _head(sheet, columns, "B2" if section == "departments" else "C2")
    for line, row in enumerate(rows, 2):
        for column, key in enumerate(captions, 1):
            _put(sheet, line, column, cell_text(key, row[key]) if key in row else "")
        _stretch(sheet, line, len(captions))
    for column, key in enumerate(captions, 1):
        if section == "indicators" and key in WORDS:
            _offer(sheet, column, len(rows) + _MORE_ROWS, list(WORDS[key].values()))


def _head(sheet: Worksheet, columns: dict[int, tuple[str, int]], frozen: str) -> None:
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "1:1"
    for column, (caption, width) in columns.items():
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        dimension.number_format = _TEXT
        dimension.font, dimension.alignment = _FONT, _WRAPPED
        _put(sheet, 1, column, caption)
        cell = sheet.cell(1, column)
        cell.font, cell.fill, cell.alignment = _HEADING, _FILL, _CENTRED


def _put(sheet: Worksheet, line: int, column: int, text: str) -> None:
    cell = sheet.cell(line, column)
    if text:
        cell.value = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        # text stays text, also where it begins like a formula or looks like an error
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.font, cell.border, cell.alignment = _FONT, _BORDER, _WRAPPED


def _stretch(sheet: Worksheet, line: int, columns: int) -> None:
    """Make a row as high as its longest text needs, since not every program does so itself."""
    lines = 1
    for column in range(1, columns + 1):
        text = str(sheet.cell(line, column).value or "")
        width = sheet.column_dimensions[get_column_letter(column)].width - 2
        lines = max(lines, sum(-(-_halves(part) // int(width)) for part in text.split("\n")))
    sheet.row_dimensions[line].height = _LINE_HEIGHT * min(lines, _MOST_LINES) + 3


def _halves(text: str) -> int:
    return max(1, sum(2 if east_asian_width(each) in "WFA" else 1 for each in text))


def _offer(sheet: Worksheet, column: int, last: int, words: list[str]) -> None:
    letter = get_column_letter(column)
    choice = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "请从列表中选", f"可以写：{'、'.join(words)}。"
    choice.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(choice)


def cell_text(key: str, value: Value) -> str:
    """What stands in a cell for a value, e.g. 县科技局、县财政局 for two departments; the inverse of reading it."""
    if isinstance(value, str):
        if (key in LISTS and "、" in value) or (key in LISTS | NESTED and value.lstrip()[:1] in tuple(OPENERS)):
            return quoted(value)
        return WORDS.get(key, {}).get(value, value)
    if isinstance(value, list) and key in LISTS and len(value) > 1:
        texts = [item for item in value if isinstance(item, str) and item == item.strip() and item and "、" not in item]
        if len(texts) == len(value) and texts[0][0] not in OPENERS:
            return "、".join(texts)
    return flow(value)
