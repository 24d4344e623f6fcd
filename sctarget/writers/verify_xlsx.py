"""The workbook on which a data department verifies what others reported (docs/verifying.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.form import META_SHEET, VERIFY_SORT
from sctarget.model.verify_form import VERIFY, verifiers, verify_rows
from sctarget.report.verifying import SelfReport, origin_words, self_reports
from sctarget.writers import form_parts as xml
from sctarget.writers.form_xlsx import (
    FIRST_ROW,
    FIT,
    HEADER_ROW,
    PRINT,
    RESIZABLE,
    VIEWS,
    columns_xml,
    foot_row,
    guide_sheet,
    head_rows,
    header_row,
    lines_of,
    meta_sheet,
    number_check,
    safe_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from sctarget.evaluate.gather import Gathered
    from sctarget.model.form import FormRow
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

_COLUMN = {column.key: chr(ord("B") + place) for place, column in enumerate(VERIFY.columns)}
_LAST = _COLUMN[VERIFY.columns[-1].key]
_WIDTHS = {column.key: column.width for column in VERIFY.columns}
_CENTRED = frozenset({"number", "reporter", "unit", "target", "reported", "stage", "actual"})
_SIGNATURES = (("C", "D"), ("F", "G"), ("I", "J"), ("K", "L"))
_PERCENT = "百分数只填数字：40%请填40。与自报数一致的也请填上。"
_LINE, _LEAST, _MOST = 15.0, 30.0, 400.0


def verify_file_name(plan: Plan, department: str, period: Period) -> str:
    """A safe file name, e.g. ``2023年三季度科技指标核定表_县统计局.xlsx``."""
    return f"{period.chinese}科技指标核定表_{safe_name(department, verifiers(plan))}.xlsx"


def write_verify_form(
    plan: Plan, department: str, period: Period, gathered: Gathered, due: date | None = None, round_: int = 1
) -> bytes:
    """The .xlsx that a data department fills in, every self-report in it with the cell that it came from."""
    rows = verify_rows(plan, department, period)
    reports = self_reports(gathered, rows)
    last = HEADER_ROW + len(rows)
    foot = last + 2
    title = f"{period.chinese}科技指标核定表"
    names = {
        "_xlnm.Print_Area": f"'{VERIFY.sheet}'!$B$1:${_LAST}${foot}",
        "_xlnm.Print_Titles": f"'{VERIFY.sheet}'!$1:${HEADER_ROW}",
    }
    sheets = {VERIFY.guide: "visible", VERIFY.sheet: "visible", META_SHEET: "veryHidden"}
    merged = "".join(f'<mergeCell ref="B{line}:{_LAST}{line}"/>' for line in range(1, HEADER_ROW))
    form = xml.worksheet(
        f'{FIT}<dimension ref="A1:{_LAST}{foot}"/>{VIEWS}<sheetFormatPr defaultRowHeight="15"/>'
        f"{columns_xml(VERIFY.columns)}<sheetData>{_head(plan, department, period, due, title)}"
        f"{header_row(VERIFY.columns)}"
        + "".join(
            _row(HEADER_ROW + number, number, row, report)
            for number, (row, report) in enumerate(zip(rows, reports, strict=True), 1)
        )
        + f"{xml.row(foot - 1, '', 8)}{foot_row(foot, _SIGNATURES)}</sheetData>{RESIZABLE}"
        f'<mergeCells count="{HEADER_ROW - 1}">{merged}</mergeCells>{_checks(rows)}'
        + PRINT.format(' orientation="landscape"')
    )
    return xml.packed(
        {
            **xml.constant_parts(3),
            "docProps/core.xml": xml.core_properties(title),
            "xl/workbook.xml": xml.workbook(sheets, 1, names),
            "xl/worksheets/sheet1.xml": guide_sheet(VERIFY.guide, _guidance(plan, department, period, due)),
            "xl/worksheets/sheet2.xml": form,
            "xl/worksheets/sheet3.xml": meta_sheet(plan, department, period, round_, sort=VERIFY_SORT),
        }
    )


def _head(plan: Plan, department: str, period: Period, due: date | None, title: str) -> str:
    deadline = f"{due.year}年{due.month}月{due.day}日" if due else "见通知"
    note = (
        f"依据：{plan.title}。“自报数”是报送单位填报的数；请在黄色单元格填“核定数”，与自报数不一致的写“核定说明”；"
        f"没有核定的空着，仍用自报数。填法见“{VERIFY.guide}”。"
    )
    lines = (
        (title, xml.TITLE, 20, 36.0),
        (
            f"核定单位：{department}　　　报告期：{period.chinese}　　　反馈截止时间：{deadline}",
            xml.LINE,
            12,
            22.0,
        ),
        (note, xml.NOTE, 10, 20.0),
    )
    return head_rows(lines, sum(_WIDTHS.values()))


def _guidance(plan: Plan, department: str, period: Period, due: date | None) -> Iterable[str]:
    who = plan.issuer or "发表单位"
    when = f"请于{due.year}年{due.month}月{due.day}日前" if due else "请按通知规定的时间"
    yield f"本表由{department}填写，核定各单位{period.chinese}填报的数，依据：{plan.title}。"
    yield f"{when}将本表（Excel文件）发回{who}；同时反馈签字盖章件的，纸质件与电子表应当一致。"
    yield f"在“{VERIFY.sheet}”中只填黄色单元格，其余单元格已锁定；列宽、行高可以调整。"
    yield "“自报数”“自报情况”“自报出处”是报送单位填的数、数据状态和所在单元格；没有自报数的，“自报情况”写明原因。"
    yield "“核定数”填贵单位认定的数；与自报数一致的，也请填上同样的数。填了核定数的，以核定数为准。"
    yield "“核定数”空着，表示尚未核定，仍用自报数；不要用0代替空着，核定为零的才填0。"
    yield "只填数字，不带单位，按“计量单位”一栏换算好再填；计量单位是“%”的，40%填40，不要把单元格改成百分比格式。"
    yield "核定数与自报数不一致的，请在“核定说明”中写明核增、核减的原因。"
    yield "报送单位在本表发出以后改了自报数的，本表对这一项的核定不再采用，会另发新的核定表。"
    yield "不要插入、删除行列，不要排序、合并单元格，也不要改动工作表名称。涉密信息不得填报。"


def _row(line: int, number: int, row: FormRow, report: SelfReport) -> str:
    texts = {
        "name": row.name,
        "reporter": row.reporter or "",
        "unit": row.unit,
        "definition": row.definition,
        "target": row.target,
        "stage": report.stage,
        "origin": origin_words(report),
    }
    values: dict[str, int | Decimal | None] = {"number": number, "reported": report.value}
    cells = [xml.text_cell(f"A{line}", row.key, xml.TEXT)]
    for column in VERIFY.columns:
        address, centred = f"{_COLUMN[column.key]}{line}", column.key in _CENTRED
        value = values.get(column.key)
        if column.editable:
            cells.append(xml.blank_cell(address, xml.OPEN_CENTRED if centred else xml.OPEN_LEFT))
        elif value is not None:
            cells.append(xml.number_cell(address, value, xml.CENTRED))
        else:
            cells.append(xml.text_cell(address, texts.get(column.key, ""), xml.CENTRED if centred else xml.LEFT))
    lines = max(lines_of(text, _WIDTHS[key]) for key, text in texts.items())
    return xml.row(line, "".join(cells), min(max(_LEAST, lines * _LINE + 6), _MOST))


def _checks(rows: tuple[FormRow, ...]) -> str:
    """Warnings of the cells that want a verified figure."""
    plain: list[str] = []
    percent: list[str] = []
    for line, row in enumerate(rows, FIRST_ROW):
        (percent if row.unit == "%" else plain).append(f"{_COLUMN['actual']}{line}")
    used = [check for check in (number_check(plain, ""), number_check(percent, _PERCENT)) if check]
    return f'<dataValidations count="{len(used)}">{"".join(used)}</dataValidations>'
