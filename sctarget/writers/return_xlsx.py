"""A returned form as it goes back: cells coloured, messages as cell notes, its next round (docs/returning.md)."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import InvalidFileException

from sctarget.model.actual import Absence, DataState
from sctarget.model.form import (
    COLUMNS,
    FORM_SHEET,
    HEADER_SEARCH_ROWS,
    MARKER,
    NOTE_END,
    NOTE_START,
    RETURN_SHEET,
    STATE_WORDS,
    TASK_WORDS,
)
from sctarget.writers.book_file import book_bytes
from sctarget.writers.form_xlsx import write_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.actual import Figure, FormReturn
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan
    from sctarget.report.letters import Copied
    from sctarget.report.mending import Mark, Mending

_FONT = "宋体"
_MUST = PatternFill("solid", start_color="FFFF9C9C", end_color="FFFF9C9C")
_DOUBT = PatternFill("solid", start_color="FFFFC266", end_color="FFFFC266")
_INPUT = PatternFill("solid", start_color="FFFFF2CC", end_color="FFFFF2CC")
_NONE = PatternFill()
_LINE = Side(style="thin", color="FF808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_OUR_NOTE = re.compile(f"{NOTE_START}.*?{NOTE_END}", re.DOTALL)
_NUMBER = re.compile(r"-?\d*\.?\d*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_CELLS = 400_000
_LONGEST_NOTE = 2000
_NOTE_WIDTH = 300
_CHARACTERS = 20
_UNOPENED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    NotImplementedError,
)
"""What openpyxl raises for a workbook that it cannot take in or write again (SyntaxError: XML that is none)."""

_COLUMN = {column.key: number for number, column in enumerate(COLUMNS, 2)}
_STATES = {code: word for word, code in STATE_WORDS.items()}
_TASKS = {code: word for word, code in TASK_WORDS.items()}


class SentBack(NamedTuple):
    """A workbook to send back, how it was made, and the marks with their cells in it."""

    data: bytes
    copied: Copied
    marks: tuple[Mark, ...]


def write_return(plan: Plan, mending: Mending, data: bytes, period: Period, due: date | None) -> SentBack:
    """The form of a department as it goes back, from the bytes ``data`` that it came in.

    What openpyxl cannot open (.xls, .xlsb, .ods, damaged ones) and what was refused as a whole goes back as a fresh
    form with the usable answers filled in.
    """
    copy = _opened(data) if mending.base is not None else None
    if copy is not None and any(map(_header_row, copy.worksheets)) and any(map(_meta_facts, copy.worksheets)):
        _keep_results(copy, data)
        marks = _prepare(copy, plan, mending, period, due, by_row=False)
        try:
            return SentBack(book_bytes(copy), "marked", marks)
        except _UNOPENED:
            pass
    fresh = load_workbook(io.BytesIO(write_form(plan, mending.department, period, due)))
    if mending.base is not None:
        _fill(fresh[FORM_SHEET], mending.base)
    marks = _prepare(fresh, plan, mending, period, due, by_row=True)
    return SentBack(book_bytes(fresh), "blank" if mending.base is None else "filled", marks)


def _prepare(
    book: Workbook, plan: Plan, mending: Mending, period: Period, due: date | None, *, by_row: bool
) -> tuple[Mark, ...]:
    """Take the marks of an earlier round away and put this round's in; returns them with their cells in the book."""
    if RETURN_SHEET in book.sheetnames:
        del book[RETURN_SHEET]
    for sheet in book.worksheets:
        _clear(sheet)
    placed = tuple(_place(book, mark, mending, by_row=by_row) for mark in mending.marks)
    _mark_cells(book, placed)
    _write_summary(book, mending._replace(marks=placed), period, due)
    facts = {
        "plan_id": plan.id,
        "department": mending.department,
        "period": mending.base.period.text if mending.base else period.text,
        "round": str(mending.round),
        "supersedes": " ".join(mending.replaces),
    }
    for sheet in book.worksheets:
        if known := _meta_facts(sheet):
            _set_meta(sheet, known, facts)
    return placed


def _opened(data: bytes, *, data_only: bool = False) -> Workbook | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), rich_text=True, data_only=data_only)
        except _UNOPENED:
            return None
    return book if all(sheet.max_row * sheet.max_column <= _MOST_CELLS for sheet in book.worksheets) else None


def _keep_results(book: Workbook, data: bytes) -> None:
    """Put results in the place of formulas: openpyxl saves no results, and without them a figure would be lost."""
    if not any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet)):
        return
    results = _opened(data, data_only=True)
    if results is None:
        return
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if cell.data_type != "f" or (result := results[sheet.title][cell.coordinate].value) is None:
                continue
            if isinstance(result, str) and result.startswith("="):
                _put(cell, result)
            else:
                cell.value = result


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for line in list(sheet.iter_rows()):
        for cell in line:
            if not isinstance(cell, MergedCell):
                yield cell


def _header_row(sheet: Worksheet) -> int:
    rows = range(1, HEADER_SEARCH_ROWS + 1)
    return next((row for row in rows if str(sheet.cell(row, 1).value or "").strip() == MARKER), 0)


def _clear(sheet: Worksheet) -> None:
    """Take away what an earlier round marked."""
    for cell in _cells(sheet):
        if cell.comment is None or NOTE_START not in cell.comment.text:
            continue
        left = _OUR_NOTE.sub("", cell.comment.text).strip()
        cell.comment = Comment(left, cell.comment.author) if left else None
        cell.fill = _NONE if cell.protection.locked else _INPUT


def _place(book: Workbook, mark: Mark, mending: Mending, *, by_row: bool) -> Mark:
    if by_row:
        row = _row_of(book[FORM_SHEET], mark.key) if mark.key else None
        return mark._replace(sheet=FORM_SHEET, cell=f"H{row}") if row else mark._replace(sheet=None, cell=None)
    if mark.sha256 not in {None, mending.sha256}:
        return mark._replace(
            sheet=None, cell=None, message=f"（{mark.file} {mark.cell or ''}".rstrip() + f"）{mark.message}"
        )
    if mark.cell is None or mark.sheet not in book.sheetnames:
        return mark._replace(sheet=None, cell=None)
    sheet = book[mark.sheet]
    if isinstance(sheet[mark.cell], MergedCell):
        for area in sheet.merged_cells.ranges:
            if mark.cell in area:
                return mark._replace(cell=area.start_cell.coordinate)
    return mark


def _mark_cells(book: Workbook, placed: tuple[Mark, ...]) -> None:
    """Colour each cell once, by the worst that is said of it, and write all messages into its note."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in placed:
        if mark.sheet and mark.cell:
            found.setdefault((mark.sheet, mark.cell), []).append(mark)
    for (title, address), marks in found.items():
        sheet = book[title]
        cell = sheet[address]
        cell.fill = _MUST if any(mark.must for mark in marks) else _DOUBT
        sheet.protection.formatCells = False
        header = _header_row(sheet)
        if cell.protection.locked and header and cell.row > header:
            cell.protection = Protection(locked=False)
        said = "\n".join(dict.fromkeys(("须改正：" if mark.must else "请核实：") + mark.message for mark in marks))
        text = f"{NOTE_START}\n{_CONTROL.sub('', said)[:_LONGEST_NOTE]}\n{NOTE_END}"
        if cell.comment is not None:
            text += f"\n{cell.comment.text}"
        note = Comment(text, "sctarget")
        lines = sum(1 + len(line) // _CHARACTERS for line in text.split("\n"))
        note.width, note.height = _NOTE_WIDTH, 18 * lines + 12
        cell.comment = note


def _row_of(sheet: Worksheet, key: str) -> int | None:
    return next((row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key), None)


def _fill(sheet: Worksheet, form: FormReturn) -> None:
    """Put the usable answers of a return into a fresh form; a doubtful one as it was typed, so that doubt stays."""
    rows = {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}
    for figure in form.figures:
        if row := rows.get(figure.indicator):
            _fill_figure(sheet, row, figure)
    for report in form.tasks:
        if row := rows.get(report.task):
            _write(sheet, row, "actual", _TASKS.get(report.state.value))
            _write_words(sheet, row, report.reason, report.measures, report.evidence, report.remark)


def _fill_figure(sheet: Worksheet, row: int, figure: Figure) -> None:
    if isinstance(figure.value, Decimal):
        raw = (figure.source.raw or "").strip()
        if figure.provisional and not _NUMBER.fullmatch(raw):
            _write(sheet, row, "actual", raw)
        else:
            sheet.cell(row, _COLUMN["actual"]).value = figure.value
    _write(sheet, row, "state", _state_word(figure))
    last_year = sheet.cell(row, _COLUMN["last_year"])
    if figure.last_year is not None and not last_year.protection.locked:
        last_year.value = figure.last_year
    _write_words(sheet, row, figure.reason, figure.measures, figure.data_source, figure.remark)


def _write_words(sheet: Worksheet, row: int, *texts: str | None) -> None:
    for key, text in zip(("reason", "measures", "data_source", "remark"), texts, strict=True):
        _write(sheet, row, key, text)


def _state_word(figure: Figure) -> str | None:
    if figure.value in {Absence.UNPUBLISHED, Absence.NOT_APPLICABLE}:
        return _STATES[str(figure.value)]
    if figure.state in {DataState.ESTIMATE, DataState.FLASH}:
        return _STATES[str(figure.state)]
    return None


def _write(sheet: Worksheet, row: int, key: str, text: str | None) -> None:
    if text:
        _put(sheet.cell(row, _COLUMN[key]), text)


def _put(cell: Cell | MergedCell, text: str) -> None:
    """People's text as text, whatever it begins with."""
    cell.value = _CONTROL.sub("", text)
    cell.data_type = "s"


def _write_summary(book: Workbook, mending: Mending, period: Period, due: date | None) -> None:
    """A first sheet that lists what to mend, since notes are not printed."""
    sheet = book.create_sheet(RETURN_SHEET, 0)
    listed = [mark for mark in mending.marks if mark.listed]
    musts = sum(mark.must for mark in listed)
    until = f"请于{due.year}年{due.month}月{due.day}日前" if due else "请尽快"
    title = f"退回说明：{mending.department}{period.chinese}填报表（第{mending.round}轮）"
    counted = "，".join(
        f"{count}处{word}"
        for count, word in ((musts, "须改正（红色）"), (len(listed) - musts, "请核实（橙色）"))
        if count
    )
    lead = f"共{counted}。{until}在“{FORM_SHEET}”中改好后，把这个文件直接发回；它代替原来报送的表。本页不用填。"
    for row, (text, size, height) in enumerate(((title, 16, 32.0), (lead, 12, 36.0)), 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
        _put(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font, sheet.cell(row, 1).alignment = Font(_FONT, size=size, bold=row == 1), _LEFT
        sheet.row_dimensions[row].height = height
    for column, (caption, width) in enumerate((("序号", 6), ("类别", 10), ("位置", 16), ("事项", 30), ("说明", 70)), 1):
        cell = sheet.cell(3, column)
        cell.value, cell.font, cell.border, cell.alignment = caption, Font(_FONT, size=11, bold=True), _BORDER, _LEFT
        sheet.column_dimensions[cell.column_letter].width = width
    for number, mark in enumerate(listed, 1):
        where = f"{mark.sheet}!{mark.cell}" if mark.cell else ""
        texts = (str(number), "须改正" if mark.must else "请核实", where, mark.name, mark.message)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(3 + number, column)
            _put(cell, text)
            cell.font, cell.border, cell.alignment = Font(_FONT, size=11), _BORDER, _LEFT
        sheet.cell(3 + number, 2).fill = _MUST if mark.must else _DOUBT
        lines = max(-(-len(mark.message) // 33), -(-len(mark.name) // 14), 1)
        sheet.row_dimensions[3 + number].height = min(15.0 * lines + 8, 400)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _meta_facts(sheet: Worksheet) -> dict[str, int]:
    """The row of each key of the sheet that says whose form this is; empty for every other sheet."""
    rows = {str(sheet.cell(row, 1).value): row for row in range(1, HEADER_SEARCH_ROWS + 1)}
    return rows if "marker" in rows and sheet.cell(rows["marker"], 2).value == MARKER else {}


def _set_meta(sheet: Worksheet, rows: dict[str, int], facts: dict[str, str]) -> None:
    last = max(row for key, row in rows.items() if key != "None")
    for key, text in facts.items():
        last += key not in rows
        row = rows.get(key, last)
        _put(sheet.cell(row, 1), key)
        _put(sheet.cell(row, 2), text)
