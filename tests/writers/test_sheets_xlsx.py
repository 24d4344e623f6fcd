"""The consolidated workbook, reopened: numbers are numbers, people's text is text, every cell says where it is from."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from evaluate.support import form, indicator, make_plan
from openpyxl import load_workbook

from sctarget.evaluate.collection import collect_returns
from sctarget.evaluate.result import Light
from sctarget.model.actual import Absence
from sctarget.model.plan import Task
from sctarget.model.problem import make_problem
from sctarget.model.source import Source
from sctarget.report.record import record_tables
from sctarget.report.table import Cell, Column, Table
from sctarget.writers.sheets_xlsx import write_tables

COLUMNS = (Column("name", "名称", width=10), Column("value", "数值", "right"), Column("more", "另", place="data"))


def reopened(*rows: tuple[str, str, str]) -> list[list[object]]:
    table = Table("数据", COLUMNS, tuple(tuple(map(Cell, row)) for row in rows))
    sheet = load_workbook(io.BytesIO(write_tables([table])))["数据"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_the_whole_record_of_a_collection() -> None:
    """Usable, quarantined and missing figures and tasks, who returned, and every problem stand in one workbook."""
    plan = make_plan(
        indicator(key="x", reporters=("县科技局",)),
        indicator(">= 0.16 亿元", key="y", name="投入", reporters=("县科技局",)),
        indicator(key="z", name="平台", reporters=("县财政局",)),
        tasks=(Task("park", "园区验收", Source("plan.yaml"), dt.date(2023, 12, 31), reporters=("县科技局",)),),
    )
    plan = replace(plan, region="620821")
    returned = form({"x": Absence.TO_VERIFY, "y": "0.10"}, tasks={"park": "done"}, sha="f" * 64, reason="=1+1")
    bad, good = returned.figures
    bad = replace(bad, source=replace(bad.source, raw="1170000", sha256="f" * 64), held=Decimal(117))
    good = replace(good, source=replace(good.source, sha256="f" * 64))
    problem = make_problem("cell_range", bad.source, department="县科技局", indicator="x", read="12-15", name="平台数")
    returned = returned._replace(figures=(bad, good), problems=(problem,))
    book = load_workbook(io.BytesIO(write_tables(record_tables(collect_returns(plan, [returned])))))
    assert book.sheetnames == ["数据", "报送情况", "问题清单"]
    header, *rows = book["数据"].iter_rows(values_only=True)
    found = [{str(key): value for key, value in zip(header, row, strict=True) if value is not None} for row in rows]
    facts = {"文件": "县科技局_2023.xlsx", "工作表": "填报表", "单元格": "H7", "SHA-256": "f" * 64, "未达原因": "=1+1"}
    owner = {"单位": "县科技局", "行政区划": "620821", "报告期": "2023"}
    assert found == [
        {
            **owner,
            **facts,
            "采用情况": "待核实",
            "类别": "指标",
            "编号": "x",
            "名称": "省级平台数",
            "计量单位": "家",
            "待核实数": 117,
            "原填": "1170000",
            "核对说明": problem.message.rstrip("。"),
        },
        {
            **owner,
            **facts,
            "采用情况": "采用",
            "类别": "指标",
            "编号": "y",
            "名称": "投入",
            "计量单位": "亿元",
            "数值": 0.1,
            "原填": "0.10",
        },
        {
            **owner,
            "单位": "县财政局",
            "采用情况": "未报送",
            "类别": "指标",
            "编号": "z",
            "名称": "平台",
            "计量单位": "家",
            "核对说明": "没有报送",
        },
        {
            **owner,
            "采用情况": "采用",
            "类别": "任务",
            "编号": "park",
            "名称": "园区验收",
            "完成情况": "已完成",
            "文件": "县科技局.xlsx",
            "工作表": "填报表",
            "单元格": "H20",
        },
    ]
    assert [row[:2] for row in book["报送情况"].iter_rows(min_row=2, values_only=True)] == [
        ("县科技局", "已报"),
        ("县财政局", "未报送"),
    ]
    codes = [row[4] for row in book["问题清单"].iter_rows(min_row=2, values_only=True)]
    assert codes == ["cell_range"]


def test_numbers_keep_their_digits() -> None:
    """0.10 is a number and still shows two digits; what a spreadsheet would round stays text."""
    table = Table(
        "数据",
        COLUMNS,
        tuple(tuple(map(Cell, ("a", text, ""))) for text in ("0.10", "12", "-3.5", "1234567890.1234567", "0/2")),
    )
    sheet = load_workbook(io.BytesIO(write_tables([table])))["数据"]
    cells = [sheet.cell(row, 2) for row in range(2, 7)]
    assert [(cell.value, cell.number_format, cell.data_type) for cell in cells] == [
        (0.1, "0.00", "n"),
        (12, "0", "n"),
        (-3.5, "0.0", "n"),
        ("1234567890.1234567", "General", "s"),
        ("0/2", "General", "s"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(A1)", "+1", "@SUM(A1)", "#REF!", "-2+3", "{=A1}", "TRUE", "1E5"])
def test_peoples_text_is_never_a_formula(text: str) -> None:
    """What begins like a formula, an error or a number is the text that somebody typed, letter for letter."""
    table = Table("数据", COLUMNS, (tuple(map(Cell, (text, "", text))),))
    data = write_tables([table])
    sheet = load_workbook(io.BytesIO(data))["数据"]
    assert [(sheet.cell(2, column).value, sheet.cell(2, column).data_type) for column in (1, 3)] == [(text, "s")] * 2
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not re.search(rb"<f[ >]", parts.read("xl/worksheets/sheet1.xml"))


def test_strange_characters_and_long_texts_do_not_break_the_file() -> None:
    """Control characters are written out, a text longer than a cell can hold is cut, with a mark."""
    rows = reopened(("a\x1bb\x00", "", ""), ("长" * 40000, "", ""), ("两\n行", "", ""))
    assert [row[0] for row in rows] == ["a\\x1bb\\x00", "长" * 32766 + "…", "两\n行"]


def test_it_opens_ready_to_work_with() -> None:
    """Header frozen, filter over all rows, wide enough, lights as colours, programs' columns not printed."""
    table = Table("数据", COLUMNS, ((Cell("甲", Light.RED), Cell("1"), Cell("x")), (Cell("乙"), Cell("2"), Cell("y"))))
    sheet = load_workbook(io.BytesIO(write_tables([table])))["数据"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.column_dimensions["A"].width > 12
    assert sheet.print_area == "'数据'!$A$1:$B$3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A1"].font.bold
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_a_wide_sheet_stays_legible_on_paper() -> None:
    """Texts break before the whole is shrunk to fit the page: A4 landscape prints at three quarters at least."""
    texts = tuple(Column(f"t{number}", "说明", width=44) for number in range(4))
    counts = tuple(Column(f"c{number}", "项数", "right", width=6) for number in range(6))
    hidden = (Column("id", "编号", place="data", width=60),)
    row = (*(Cell("长" * 40) for _ in texts), *(Cell("12") for _ in counts), Cell("x" * 60))
    sheet = load_workbook(io.BytesIO(write_tables([Table("宽", (*texts, *counts, *hidden), (row,))])))["宽"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ"]
    assert sum(widths) <= 185
    assert min(widths[4:]) > 8, "figures keep their room"
    assert sheet.row_dimensions[2].height >= 3 * 15
    assert sheet.column_dimensions["K"].width > 60, "what is not printed stays as wide as it is"


def test_lights_are_conditional_colours_of_their_words() -> None:
    """Pale, black on it, for each word the rows of the table: they follow when somebody corrects the word."""
    rows = ((Cell("未完成", Light.RED), Cell("1"), Cell("")), (Cell("完成", Light.GREEN), Cell("2"), Cell("")))
    sheet = load_workbook(io.BytesIO(write_tables([Table("数据", COLUMNS, rows)])))["数据"]
    found = {}
    for area in sheet.conditional_formatting:
        assert str(area.sqref) == "A2:A3"
        for rule in area.rules:
            found[rule.formula[0]] = (rule.operator, rule.dxf.fill.bgColor.rgb, rule.dxf.font.color.rgb)
    assert found == {
        '"未完成"': ("equal", "FFFFC7CE", "FF000000"),
        '"完成"': ("equal", "FFC6EFCE", "FF000000"),
    }


def test_rows_are_as_high_as_their_text() -> None:
    """A reason of four lines is seen whole without anybody pulling at the row; columns for programs pull at none."""
    rows = ((Cell("长" * 20), Cell("1"), Cell("x")), (Cell("短"), Cell("1"), Cell("很长" * 50)))
    sheet = load_workbook(io.BytesIO(write_tables([Table("数据", COLUMNS, rows)])))["数据"]
    assert sheet.row_dimensions[2].height >= 4 * 15
    assert (sheet.row_dimensions[3].height or 0) < 30
    assert sheet["A2"].alignment.wrap_text
    assert not sheet["C3"].alignment.wrap_text


def test_text_like_a_formula_stays_text_when_it_is_edited() -> None:
    """Pressing F2 and Enter does not turn somebody's words into a formula."""
    rows = ((Cell("=cmd|'/c calc'!A1"), Cell("1"), Cell("")), (Cell("平常"), Cell("1"), Cell("")))
    sheet = load_workbook(io.BytesIO(write_tables([Table("数据", COLUMNS, rows)])))["数据"]
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_the_same_tables_give_the_same_bytes() -> None:
    """No time of day in the file."""
    table = Table("数据", COLUMNS, ((Cell("甲"), Cell("1"), Cell("x")),))
    assert write_tables([table]) == write_tables([table])


def test_no_rows_is_still_a_sheet() -> None:
    """A list without entries is a sheet with its header."""
    sheet = load_workbook(io.BytesIO(write_tables([Table("问题清单", COLUMNS, ())])))["问题清单"]
    assert [cell.value for cell in sheet[1]] == ["名称", "数值", "另"]
    assert sheet.auto_filter.ref == "A1:C1"


def test_long_work_says_how_far_it_is() -> None:
    """A record of many rows tells how many are written."""
    told: list[tuple[int, int]] = []
    rows = tuple(tuple(map(Cell, ("a", "1", ""))) for _ in range(450))
    write_tables([Table("数据", COLUMNS, rows)], lambda done, total: told.append((done, total)))
    assert told == [(200, 450), (400, 450)]
