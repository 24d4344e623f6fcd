"""The values of a plan → a workbook for people who do not edit YAML (docs/convert.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from sctarget.model.plan_cells import from_words, plain_words
from sctarget.model.plan_notes import ALWAYS, NOTES
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
from sctarget.writers.book_file import STAMP, book_bytes
from sctarget.writers.plan_text import flow, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.plan_sheets import Row, Sections, Value

GUIDE_SHEET = "说明"
_FONT = Font("宋体", size=11)
_SMALL = Font("宋体", size=10, color="FF595959")
_HEADING = Font("宋体", size=11, bold=True)
_REQUIRED = PatternFill("solid", start_color="FFBDD7EE", end_color="FFBDD7EE")
_OPTIONAL = PatternFill("solid", start_color="FFE7E6E6", end_color="FFE7E6E6")
_DOUBT = PatternFill(bgColor="FFFFF2CC")
_LINE = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT = "@"
_WIDTHS = {
    "id": 21, "name": 26, "title": 40, "scope": 12, "group": 13, "target": 16, "kind": 9, "unit": 9, "lead": 14,
    "support": 18, "reporter": 14, "review": 26, "at": 20, "quote": 34, "baseline": 20, "milestones": 22,
    "history": 20, "data_year": 9, "source": 13, "standard": 17, "definition": 30, "revised": 30, "aliases": 22,
    "members": 40, "formula": 24, "due": 13, "phone": 16, "pace": 10,
}  # fmt: skip
_WIDTH = 10
_MORE_ROWS = 200
_LINE_HEIGHT = 15
_MOST_LINES = 8
_MOST_PROMPTED = 250
_PAGE_WIDTH = 190
"""So many characters stand beside each other on a page of A4 in a size that can be read."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")
_HOW_TO = (
    "改好后存盘，用 sctarget convert 这个文件.xlsx plan.yaml 换回计划文件；有错误的，会说到哪张表哪个格子。",
    "蓝底的列必填。空格子等于没写，空行略过。选中一格，旁边会出现这一列怎么填。",
    "最右边折起来的是没有用到的列，点上方的 + 展开。列按表头认，可以移动、隐藏、删去。",
    "几个单位、别名、出处之间用顿号。目标照抄文件原话，以 %、>=、* 开头的也照写，不用加引号。",
)


def write_plan_book(sections: Sections) -> bytes:
    """An .xlsx with the sheets 计划, 责任单位, 指标, 任务, 说明; every cell is text, so that 0.10 keeps its digits."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one sheet
    row = next(iter(sections.get("plan", ())), {})
    title = str(row.get("title", ""))
    for section, name in SHEETS.items():
        sheet: Worksheet = book.create_sheet(name)
        if section == "plan":
            _fill_plan(sheet, row)
        else:
            _fill_rows(sheet, section, sections.get(section, []))
        _set_up_print(sheet, title)
    _fill_guide(book.create_sheet(GUIDE_SHEET))
    book.active = list(SHEETS).index("indicators")
    book.properties.created = STAMP
    return book_bytes(book)


def _fill_plan(sheet: Worksheet, row: Row) -> None:
    _head(sheet, {1: (ITEM_CAPTION, 16, True), 2: (CONTENT_CAPTION, 64, True), 3: ("怎么填", 60, False)}, "A2")
    for line, (key, caption) in enumerate(CAPTIONS["plan"].items(), 2):
        _put(sheet, line, 1, caption)
        _put(sheet, line, 2, cell_text(key, row[key]) if key in row else "")
        _put(sheet, line, 3, NOTES["plan"][key], _SMALL)
        _stretch(sheet, line, [2, 3])


def _fill_rows(sheet: Worksheet, section: str, rows: list[Row]) -> None:
    captions = CAPTIONS[section]
    used = [key for key in captions if any(key in row for row in rows)]
    shown = [*ALWAYS[section], *(key for key in used if key not in ALWAYS[section])]
    keys = [*shown, *(key for key in captions if key not in shown)]
    columns = {
        column: (captions[key], _WIDTHS.get(key, _WIDTH), NOTES[section][key].startswith("必填"))
        for column, key in enumerate(keys, 1)
    }
    _head(sheet, columns, "B2" if section == "departments" else "C2")
    for column in range(len(shown) + 1, len(keys) + 1):
        dimension = _dimension(sheet, column)
        dimension.outlineLevel, dimension.hidden = 1, True
    if len(keys) > len(shown):
        _dimension(sheet, len(keys) + 1).collapsed = True
    for line, row in enumerate(rows, 2):
        for column, key in enumerate(keys, 1):
            _put(sheet, line, column, cell_text(key, row[key]) if key in row else "")
        _stretch(sheet, line, range(1, len(shown) + 1))
    last = len(rows) + 1 + _MORE_ROWS
    for column, key in enumerate(keys, 1):
        _explain(sheet, column, last, captions[key], NOTES[section][key], list(WORDS.get(key, {}).values()))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{max(2, len(rows) + 1)}"
    if "review" in keys:
        letter = get_column_letter(keys.index("review") + 1)
        doubtful = Rule("expression", formula=[f"LEN(TRIM(${letter}2))>0"], dxf=DifferentialStyle(fill=_DOUBT))
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", doubtful)


def _fill_guide(sheet: Worksheet) -> None:
    """The sheet that says what each column is for; nobody reads it back."""
    widths = {
        1: ("工作表", 12, False),
        2: ("表头", 16, False),
        3: ("怎么填", 92, False),
        4: ("计划文件里的键", 16, False),
    }
    _head(sheet, widths, "A2")
    line = 2
    for text in _HOW_TO:
        _put(sheet, line, 1, "总的")
        _put(sheet, line, 3, text)
        _stretch(sheet, line, [3])
        line += 1
    for section, name in SHEETS.items():
        for key, caption in CAPTIONS[section].items():
            words = "、".join(WORDS.get(key, {}).values())
            choice = f"可选：{words}。" if words else ""
            for column, text in enumerate((name, caption, f"{NOTES[section][key]}{choice}", key), 1):
                _put(sheet, line, column, text)
            _stretch(sheet, line, [3])
            line += 1
    _set_up_print(sheet, GUIDE_SHEET)


def _set_up_print(sheet: Worksheet, title: str) -> None:
    """A4 across, on as few pages beside each other as can be read, heads repeated, page numbers below."""
    wide = sum(each.width for each in sheet.column_dimensions.values() if not each.hidden and each.width)
    pages = max(1, round(wide / _PAGE_WIDTH))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.print_title_rows = "1:1"
    if pages > 1:
        sheet.print_title_cols = "A:B"
        sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(title.replace("&", "&&")[:80]))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A  第 &P 页，共 &N 页"))


def _head(sheet: Worksheet, columns: dict[int, tuple[str, int, bool]], frozen: str) -> None:
    sheet.freeze_panes = frozen
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT + 2
    for column, (caption, width, required) in columns.items():
        dimension = _dimension(sheet, column)
        dimension.width = width
        dimension.number_format = _TEXT
        dimension.font, dimension.alignment = _FONT, _WRAPPED
        _put(sheet, 1, column, caption)
        cell = sheet.cell(1, column)
        cell.font, cell.fill, cell.alignment = _HEADING, _REQUIRED if required else _OPTIONAL, _CENTRED


def _dimension(sheet: Worksheet, column: int) -> ColumnDimension:
    return sheet.column_dimensions[get_column_letter(column)]


def _put(sheet: Worksheet, line: int, column: int, text: str, font: Font = _FONT) -> None:
    cell = sheet.cell(line, column)
    if text:
        cell.value = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
        # text stays text, also where it begins like a formula or looks like an error
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.font, cell.border, cell.alignment = font, _BORDER, _WRAPPED


def _stretch(sheet: Worksheet, line: int, columns: Iterable[int]) -> None:
    """Make a row as high as its longest text needs, since not every program does so itself."""
    lines = 1
    for column in columns:
        text = str(sheet.cell(line, column).value or "")
        width = _dimension(sheet, column).width - 2
        lines = max(lines, sum(-(-_halves(part) // int(width)) for part in text.split("\n")))
    sheet.row_dimensions[line].height = _LINE_HEIGHT * min(lines, _MOST_LINES) + 3


def _halves(text: str) -> int:
    return max(1, sum(2 if east_asian_width(each) in "WFA" else 1 for each in text))


def _explain(sheet: Worksheet, column: int, last: int, caption: str, note: str, words: list[str]) -> None:
    """What to write in a column, shown beside a cell that is chosen; a list to pick from where there are words."""
    letter = get_column_letter(column)
    rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True) if words else DataValidation()
    if words:
        rule.showErrorMessage, rule.errorStyle = True, "warning"
        rule.errorTitle, rule.error = "请从列表中选", f"可以写：{'、'.join(words)}。"
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = caption, note[:_MOST_PROMPTED]
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def cell_text(key: str, value: Value) -> str:
    """What stands in a cell for a value, e.g. 县科技局、县财政局 for two departments; the inverse of reading it."""
    if isinstance(value, str):
        if (key in LISTS and "、" in value) or (key in LISTS | NESTED and value.lstrip()[:1] in tuple(OPENERS)):
            return quoted(value)
        if from_words(key, value) is not None:
            return quoted(value)
        return WORDS.get(key, {}).get(value, value)
    if isinstance(value, list) and key in LISTS and len(value) > 1:
        texts = [item for item in value if isinstance(item, str) and item == item.strip() and item and "、" not in item]
        if len(texts) == len(value) and texts[0][0] not in OPENERS:
            return "、".join(texts)
    return plain_words(key, value) or flow(value)
