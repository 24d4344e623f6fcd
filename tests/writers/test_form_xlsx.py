"""The form that is sent out: exact captions, locked and open cells, choices, a page that prints well."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import DEPARTMENT, blank_form, header_row, indicator, make_plan, period, row_of
from openpyxl import load_workbook

from sctarget.model.form import COLUMNS, MARKER
from sctarget.model.plan import Baseline, Kind, Milestone, Span
from sctarget.model.quantity import Comparator, Quantity, Target
from sctarget.model.units import declared_unit
from sctarget.readers.workbook import read_form
from sctarget.writers.form_xlsx import form_file_name, write_form

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PLAN = make_plan()


def opened(data: bytes | None = None) -> Workbook:
    return load_workbook(io.BytesIO(data or blank_form(PLAN)))


def form(data: bytes | None = None) -> Worksheet:
    return opened(data)["填报表"]


def test_same_plan_gives_same_bytes() -> None:
    """Sending the forms again changes no file."""
    assert blank_form(PLAN) == blank_form(make_plan())


def test_sheets_and_captions_are_exact() -> None:
    """Three sheets, the last very hidden; the captions stand from column B on, the marker in hidden column A."""
    book = opened()
    assert book.sheetnames == ["填报说明", "填报表", "_meta"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "veryHidden"]
    sheet = book["填报表"]
    header = header_row(sheet)
    assert header <= 15
    assert [sheet.cell(header, column).value for column in range(1, 15)] == [
        MARKER,
        "序号",
        "指标名称",
        "计量单位",
        "口径说明",
        "年度目标",
        "上年同期",
        "本期累计完成",
        "数据状态",
        "未达原因",
        "改进措施",
        "数据来源",
        "备注",
        None,
    ]
    assert sheet.column_dimensions["A"].hidden
    assert {row[0].value: row[1].value for row in book["_meta"].iter_rows()} == {
        "marker": MARKER,
        "form_version": "1",
        "plan_id": "demo-2023",
        "fingerprint": "f1",
        "region": "620821",
        "department": DEPARTMENT,
        "period": "2023Q3",
        "round": "1",
    }


def test_rows_are_the_departments_own() -> None:
    """Its indicators in the order of the plan, then its tasks with their day; nobody else's."""
    sheet = form()
    first = header_row(sheet) + 1
    ids = [sheet.cell(row, 1).value for row in range(first, first + 8)]
    assert ids == ["hi_tech", "contracts", "share", "patents", "envoys", "coverage", "park", None]
    assert [sheet.cell(first, column).value for column in range(2, 9)] == [
        1,
        "高新技术企业数",
        "家",
        None,
        "15家以上",
        None,
        None,
    ]
    assert sheet.cell(first + 6, 6).value == "完成时限：\n2023年12月31日"
    assert sheet.cell(first + 1, 7).value == 1.05


def test_since_when_a_figure_counts() -> None:
    """In a plan of several years each flow says since when it counts, lagged data say which year; the guide agrees."""
    plan = replace(
        make_plan(
            indicator("a", "示范工程", "个", "5", span=Span.PLAN, definition="以认定为准"),
            indicator("b", "成交额", "亿元", "6", span=Span.YEAR),
            indicator("c", "培训", "场", "4", span=Span.EACH_YEAR),
            indicator("d", "企业数", "家", "15", Kind.STOCK),
            indicator("e", "研发投入", "亿元", "2", data_year=-1),
            tasks=(),
        ),
        period=period("2022-2025"),
    )
    data = blank_form(plan, when="2023")
    sheet = form(data)
    assert [sheet.cell(row, 5).value for row in range(5, 10)] == [
        "以认定为准；自2022年起累计",
        "2023年当年数",
        "2023年当年数",
        None,
        "填2022年数据",
    ]
    guide = "".join(str(row[1].value) for row in opened(data)["填报说明"].iter_rows())
    assert "写“自2022年起累计”的，从2022年1月1日算起；写“填2022年数据”的，填2022年的数。" in guide
    assert "（“口径说明”另有规定的除外）" in str(sheet["B3"].value)
    plain = "".join(str(row[1].value) for row in opened()["填报说明"].iter_rows())
    assert "起累计”" not in plain
    assert form()["E6"].value is None


def test_only_what_is_to_be_filled_in_is_open() -> None:
    """The six bold columns are unlocked and yellow, 上年同期 where the plan knows no figure; no password."""
    sheet = form()
    for key, last_year_open in (("hi_tech", True), ("contracts", False), ("park", False)):
        row = row_of(sheet, key)
        for index, column in enumerate(COLUMNS, 2):
            cell = sheet.cell(row, index)
            is_open = column.editable or (column.key == "last_year" and last_year_open)
            assert cell.protection.locked is not is_open
            assert (cell.fill.start_color.rgb == "FFFFF2CC") is is_open
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatColumns
    assert not sheet.protection.formatRows


def test_choices_and_checks() -> None:
    """数据状态 and tasks have drop-downs, figures a warning (not a stop) below zero."""
    sheet = form()
    checks = {str(item.sqref): item for item in sheet.data_validations.dataValidation}
    assert checks["I5:I11"].formula1 == '"预计,快报,最终,未出数,不涉及"'
    assert checks["H11"].formula1 == '"未启动,推进中,已完成,已终止"'
    figures = [item for item in checks.values() if item.type == "decimal"]
    assert {item.errorStyle for item in figures} == {"warning"}
    assert any("40%请填40" in (item.prompt or "") for item in figures)
    assert {sheet.cell(5, column).number_format for column in range(2, 14)} == {"General"}


def test_page_prints_well() -> None:
    """A4 landscape, one page wide, titles repeated, frozen under the header and right of the name, page numbers."""
    sheet = form()
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.freeze_panes == "D5"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    merged = [area.min_row for area in sheet.merged_cells.ranges]
    assert max(merged) < header_row(sheet)


def test_head_and_foot() -> None:
    """Title, department, period and deadline above; four open cells to sign in below, in one row."""
    sheet = form()
    assert sheet["B1"].value == "2023年三季度科技指标完成情况填报表"
    for part in ("填报单位：县科技局", "报告期：2023年三季度", "报送截止时间：2023年10月15日"):
        assert part in str(sheet["B2"].value)
    labels = [cell for cell in sheet[13] if cell.value]
    assert [cell.value for cell in labels] == ["填表人：", "审核人：", "联系电话：", "填报日期："]
    for cell in labels:
        assert not sheet.cell(13, cell.column + 1).protection.locked


def test_guide_answers_what_people_ask() -> None:
    """Who, until when, how, whom to call."""
    text = "\n".join(str(row[1].value) for row in opened()["填报说明"].iter_rows() if row[1].value)
    for part in (
        "县科技局",
        "2023年10月15日（星期日）",
        "1月1日",
        "40%填40",
        "填“无”",
        "未出数",
        "不要插入",
        "涉密",
        "示例联系人，0000-0000000",
    ):
        assert part in text


def test_people_text_never_becomes_a_formula() -> None:
    """Names that begin with = + - @ are text in the form, and the form still reads."""
    names = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "#REF!", "a\x07b"]
    plan = make_plan(
        *(indicator(f"i{number}", name, "家", "1", definition=name) for number, name in enumerate(names)), tasks=()
    )
    sheet = form(blank_form(plan))
    for number, name in enumerate(names):
        row = row_of(sheet, f"i{number}")
        assert (sheet.cell(row, 3).data_type, sheet.cell(row, 3).value) == ("s", name.replace("\x07", ""))
        assert sheet.cell(row, 5).data_type == "s"
    assert [problem.code for problem in read_form(blank_form(plan), "a.xlsx", plan).problems] == ["form_blank"]


def quantity(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), declared_unit(unit))


@pytest.mark.parametrize(
    ("extra", "shown"),
    [
        ({}, "65%以上（到2025年）"),
        ({"span": Span.EACH_YEAR}, "65%以上"),
        ({"by": date(2024, 6, 30)}, "65%以上（2024年6月30日前）"),
        ({"milestones": ("2023",)}, "58%以上"),
        ({"milestones": ("2024",)}, "65%以上（到2025年）"),
        ({"milestones": ("2023H2",)}, "58%以上"),
        ({"milestones": ("2023Q3",)}, "65%以上（到2025年）；2023年三季度：58%以上"),
        ({"target": None, "target_text": None}, "监测指标"),
        ({"target_text": None}, "≥65%（到2025年）"),
    ],
)
def test_target_shown(extra: dict[str, Any], shown: str) -> None:
    """The year's milestone, else the target with the year in which it is due."""
    interim = Target(Comparator.AT_LEAST, Decimal(58), declared_unit("%"))
    if "milestones" in extra:
        extra = {"milestones": tuple(Milestone(period(text), interim, "58%以上") for text in extra["milestones"])}
    item = replace(indicator("a", "科技进步贡献率", "%", "65", Kind.RATIO, due=date(2025, 12, 31)), **extra)
    plan = make_plan(item, period=period("2022-2025"), tasks=())
    sheet = form(blank_form(plan))
    assert sheet.cell(row_of(sheet, "a"), 6).value == shown


def test_last_year_comes_from_history_or_baseline() -> None:
    """Converted to the row's unit; a baseline of another year or of a whole year is not last year's quarter."""
    plan = make_plan(
        indicator("a", "甲", "亿元", "1", baseline=Baseline(quantity("10500", "万元"), 2022)),
        indicator("b", "乙", "亿元", "1", baseline=Baseline(quantity("1", "亿元"), 2020)),
        indicator("c", "丙", "%", "1", Kind.RATIO, data_year=-1, baseline=Baseline(quantity("1.27", "%"), 2021)),
        tasks=(),
    )
    year, quarter = form(blank_form(plan, when="2023")), form(blank_form(plan, when="2023Q3"))
    assert [year.cell(row_of(year, key), 7).value for key in "abc"] == [1.05, None, 1.27]
    assert [quarter.cell(row_of(quarter, key), 7).value for key in "abc"] == [None, None, 1.27]


def test_file_names_are_safe_and_do_not_meet() -> None:
    """No path in a name, not too long, and two departments never share a file."""
    assert form_file_name(PLAN, DEPARTMENT, period("2023Q3")) == "2023年三季度科技指标完成情况_县科技局.xlsx"
    departments = ("局/一", "局:一", "../../etc", "长" * 90, "长" * 91, " . ")
    plan = make_plan(indicator("a", "甲", "家", "1", reporters=departments), tasks=())
    names = [form_file_name(plan, department, period("2022-2025")) for department in departments]
    assert len({name.casefold() for name in names}) == len(departments)
    for name in names:
        assert len(name) < 80
        assert not set(name) & set('/\\:*?"<>|')
        assert not name.startswith(".")


def test_long_text_gets_room() -> None:
    """A row grows with its longest text; a department without rows still gets a form that opens."""
    plan = make_plan(indicator("a", "很长的指标名称" * 8, "家", "1"), indicator("b", "短", "家", "1"), tasks=())
    sheet = form(blank_form(plan))
    heights = [sheet.row_dimensions[row_of(sheet, key)].height or 0 for key in "ab"]
    assert heights[0] > 60 > heights[1] >= 24
    assert form(write_form(plan, "县文旅局", period("2023"), None)).max_row >= 6
