"""The form written as text is the form that openpyxl builds, and text that only looks like XML stays text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from form_reference import reference_form
from forms_support import blank_form, indicator, make_plan, period, row_of
from openpyxl import load_workbook

from sctarget.readers.plan_yaml import read_plan
from sctarget.readers.workbook import read_form
from sctarget.writers.form_xlsx import FormWriter, form_file_name, write_form

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.yaml"))
PERIODS = {"maiji-2022-2025": "2023"}


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def plan_of(path: Path) -> tuple[Plan, Period]:
    plan = read_plan(path).value
    assert plan is not None
    return plan, period(PERIODS.get(path.parent.name, plan.period.text))


def look(cell: Cell | MergedCell) -> dict[str, Any]:
    """Everything of a cell that a person can see or use."""
    font, fill, border = cell.font, cell.fill, cell.border
    styled = cell.has_style
    return {
        "value": cell.value,
        "type": None if cell.value is None else cell.data_type,
        "font": (font.name, font.sz, font.b, font.i, font.color.rgb if styled and font.color else None),
        "fill": (fill.patternType, fill.fgColor.rgb, fill.bgColor.rgb),
        "border": [
            (side.style, side.color.rgb if side.color else None) if side is not None and side.style else None
            for side in (border.left, border.right, border.top, border.bottom)
        ],
        "alignment": (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text),
        "locked": cell.protection.locked,
        "format": cell.number_format,
    }


def sheet_facts(sheet: Worksheet) -> dict[str, Any]:
    """Everything of a sheet beside its cells."""
    assert sheet.oddFooter is not None
    checks = sheet.data_validations.dataValidation
    rules = [(str(area.sqref), area.rules) for area in sheet.conditional_formatting]
    return {
        "state": sheet.sheet_state,
        "heights": {number: each.height for number, each in sheet.row_dimensions.items()},
        "widths": {letter: (each.width, each.hidden) for letter, each in sheet.column_dimensions.items()},
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "protection": (
            sheet.protection.sheet,
            sheet.protection.formatColumns,
            sheet.protection.formatRows,
            sheet.protection.formatCells,
            sheet.protection.sort,
            sheet.protection.password,
        ),
        "freeze": sheet.freeze_panes,
        "grid": sheet.sheet_view.showGridLines,
        "print": (sheet.print_area, sheet.print_title_rows, sheet.print_options.horizontalCentered),
        "page": (
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation or "default",
            sheet.page_setup.fitToWidth,
            sheet.page_setup.fitToHeight,
            sheet.sheet_properties.pageSetUpPr.fitToPage if sheet.sheet_properties.pageSetUpPr else None,
        ),
        "margins": [getattr(sheet.page_margins, side) for side in ("left", "right", "top", "bottom")],
        "footer": sheet.oddFooter.center.text,
        "checks": sorted(
            repr(
                (
                    check.type,
                    check.operator,
                    check.formula1,
                    check.allow_blank,
                    check.errorStyle or "stop",
                    check.errorTitle,
                    check.error,
                    check.prompt,
                    bool(check.showInputMessage),
                    bool(check.showErrorMessage),
                    tuple(sorted(place for area in check.sqref.ranges for place in area.cells)),
                )
            )
            for check in checks
        ),
        "rules": [
            (area, rule.type, rule.operator, rule.formula, rule.dxf.font.color.rgb, rule.dxf.font.b)
            for area, found in rules
            for rule in found
        ],
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_form_is_what_openpyxl_would_build(path: Path) -> None:
    """Cell by cell and style by style, for every department of the example projects."""
    plan, when = plan_of(path)
    writer = FormWriter(plan, when, None)
    for department in plan.reporters:
        ours, reference = opened(writer.write(department)), opened(reference_form(plan, department, when, None))
        assert ours.sheetnames == reference.sheetnames
        assert ours.active is not None
        assert ours.active.title == "填报表"
        assert (ours.properties.title, ours.properties.creator) == (
            reference.properties.title,
            reference.properties.creator,
        )
        for name in ours.sheetnames:
            sheet, other = ours[name], reference[name]
            if name != "_meta":
                assert sheet_facts(sheet) == sheet_facts(other)
            assert sheet.dimensions == other.dimensions
            for row, expected in zip(sheet.iter_rows(), other.iter_rows(), strict=True):
                assert [look(cell) for cell in row] == [look(cell) for cell in expected]


def test_many_forms_of_one_writer_are_the_single_forms() -> None:
    """What the forms share does not leak from one department's into the next one's."""
    plan = make_plan()
    writer = FormWriter(plan, period("2023Q3"), None)
    departments = ("县教育局", "县科技局", "县教育局")
    written = [writer.write(department, 2) for department in departments]
    assert written == [write_form(plan, department, period("2023Q3"), None, 2) for department in departments]
    assert written[0] == written[2] != written[1]


@pytest.mark.parametrize(
    "text",
    [
        "A&B<C>\"D'",
        "x_x0041_y",
        "_x000D_",
        " 前后空格 ",
        "换\n行\r\n又一行",
        "\t制表",
        "]]>",
        "&#65;",
        "&amp;",
        "😀",
        "𠮷",
        "﹪‰",
        "_x",
    ],
)
def test_text_comes_back_as_it_was(text: str) -> None:
    """Marks of XML and of spreadsheets inside names are text to openpyxl and to our reader."""
    plan = make_plan(indicator("i", f"名{text}称", "家", "1", definition=f"{text}口径"), tasks=())
    data = blank_form(plan)
    sheet = opened(data)["填报表"]
    read = str(sheet.cell(row_of(sheet, "i"), 3).value)
    assert read.replace("_x005F_", "_") == f"名{text}称"
    assert [problem.code for problem in read_form(data, "a.xlsx", plan).problems] == ["form_blank"]


def test_every_part_is_declared_and_well_formed() -> None:
    """A spreadsheet program finds each part by its content type and relation; nothing is left over."""
    with zipfile.ZipFile(io.BytesIO(blank_form(make_plan()))) as archive:
        names = archive.namelist()
        roots = {name: ET.fromstring(archive.read(name)) for name in names}
        stamps = {info.date_time for info in archive.infolist()}
    declared = {item.get("PartName", "").lstrip("/") for item in roots["[Content_Types].xml"] if item.get("PartName")}
    assert declared == {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    targets = {f"xl/{item.get('Target')}" for item in roots["xl/_rels/workbook.xml.rels"]}
    targets |= {str(item.get("Target")) for item in roots["_rels/.rels"]}
    assert targets == declared
    assert names[0] == "[Content_Types].xml"
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_names_stay_apart_in_large_plans() -> None:
    """Hundreds of departments, some alike once cleaned: every file has a name of its own."""
    departments = tuple(f"示例镇{number % 300}{'/' * (number // 300)}" for number in range(900))
    plan = make_plan(indicator("a", "甲", "家", "1", reporters=departments), tasks=())
    names = {form_file_name(plan, department, period("2023")) for department in departments}
    assert len(names) == 900
    assert form_file_name(plan, "未列入的局", period("2023")) == "2023年科技指标完成情况_未列入的局.xlsx"
