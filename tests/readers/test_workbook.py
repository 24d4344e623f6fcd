"""A returned form: every single-cell defect is told with its place and never becomes a wrong figure."""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import (
    DEPARTMENT,
    blank_form,
    edit,
    edit_part,
    fill,
    filled,
    header_row,
    indicator,
    make_plan,
    period,
    replace,
    row_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

from sctarget.model.actual import Absence, DataState, Figure, FormReturn, TaskState
from sctarget.model.plan import Baseline, Department, Kind
from sctarget.model.quantity import Quantity
from sctarget.model.units import declared_unit
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from sctarget.model.plan import Plan
    from sctarget.model.problem import Problem

PLAN = make_plan()
FORM = "xl/worksheets/sheet2.xml"


def read(data: bytes, plan: Plan = PLAN, name: str = "县科技局.xlsx") -> FormReturn:
    returned = read_form(data, name, plan).value
    assert returned is not None
    return returned


def figure(returned: FormReturn, key: str) -> Figure:
    return next(item for item in returned.figures if item.indicator == key)


def codes(problems: tuple[Problem, ...], key: str | None = None) -> list[str]:
    return [problem.code for problem in problems if key is None or problem.indicator == key]


def refusal(data: bytes, plan: Plan = PLAN, name: str = "县科技局.xlsx") -> Problem:
    loaded = read_form(data, name, plan)
    assert loaded.value is None
    (problem,) = loaded.problems
    assert problem.severity == "rejected"
    return problem


def test_clean_form_gives_its_figures_and_no_problem() -> None:
    """What was filled in comes back exactly, with the cell it stands in and the hash of the file."""
    data = filled(PLAN)
    returned = read(data)
    assert returned.problems == ()
    assert (returned.department, returned.period, returned.round, returned.blank) == (
        DEPARTMENT,
        period("2023Q3"),
        1,
        False,
    )
    assert {item.indicator: item.value for item in returned.figures} == {
        "hi_tech": Decimal(16),
        "contracts": Decimal("1.2"),
        "share": Decimal("41.5"),
        "patents": Decimal(80),
        "envoys": Decimal(120),
        "coverage": Absence.UNREPORTED,
    }
    first = figure(returned, "hi_tech")
    assert str(first.source) == "县科技局.xlsx [填报表!H5]"
    assert first.source.raw == "16"
    assert first.source.sha256 == hashlib.sha256(data).hexdigest()
    assert returned.tasks[0].state is TaskState.IN_PROGRESS


def test_texts_and_last_year_are_kept() -> None:
    """Reasons, measures, sources, remarks and the figure of last year arrive with the figure."""
    answers = {
        ("hi_tech", "actual"): 12,
        ("hi_tech", "reason"): " 申报周期推迟 ",
        ("hi_tech", "measures"): "逐户辅导",
        ("hi_tech", "data_source"): "认定公告",
        ("hi_tech", "remark"): "以公告为准",
        ("hi_tech", "last_year"): 11,
        ("park", "actual"): "已完成",
        ("park", "data_source"): "验收文件",
    }
    returned = read(fill(blank_form(PLAN), answers))
    got = figure(returned, "hi_tech")
    assert (got.reason, got.measures, got.data_source, got.remark) == (
        "申报周期推迟",
        "逐户辅导",
        "认定公告",
        "以公告为准",
    )
    assert got.last_year == 11
    assert figure(returned, "contracts").last_year == Decimal("1.05")
    assert (returned.tasks[0].state, returned.tasks[0].evidence) == (TaskState.DONE, "验收文件")


READ = [
    ("hi_tech", "16", "16", "cell_normalised", False),
    ("hi_tech", " １６\u200b\n", "16", "cell_normalised", False),
    ("hi_tech", "16家", "16", "cell_normalised", False),
    ("contracts", "1，200".replace("，", ","), "1200", "cell_normalised", False),
    ("contracts", "11700万元", "1.17", "unit_converted", False),
    ("hi_tech", "十六", "16", "cell_chinese_number", False),
    ("hi_tech", "约12", "12", "cell_not_exact", True),
    ("hi_tech", "≥15", "15", "cell_not_exact", True),
    ("hi_tech", "15以上", "15", "cell_not_exact", True),
    ("hi_tech", "16项", "16", "unit_differs", True),
    ("envoys", "114家", "114", "unit_accepted", False),
    ("share", "41.5%", "41.5", "cell_normalised", False),
    ("share", "0.4%", "0.4", "cell_normalised", False),
    ("hi_tech", "预计16家", "16", "cell_estimate", True),
    ("contracts", 1.1699999999999999, "1.17", "", False),
    ("contracts", 0.1600000001, "0.1600000001", "", False),
    ("hi_tech", 0, "0", "", False),
]


@pytest.mark.parametrize("typed", ["无", "/", "—", " 暂无。", "－"])
def test_a_sign_for_nothing_is_no_reason(typed: str) -> None:
    """无 beside a missed target explains nothing, and is not quoted as the department's words."""
    answers = {("hi_tech", "actual"): 1, ("hi_tech", "reason"): typed, ("hi_tech", "measures"): typed}
    got = figure(read(fill(blank_form(PLAN), answers)), "hi_tech")
    assert (got.reason, got.measures) == (None, None)


@pytest.mark.parametrize(("key", "typed", "value", "code", "provisional"), READ)
def test_readable_cells(key: str, typed: Any, value: str, code: str, provisional: bool) -> None:
    """What people type around a figure is understood, told, and doubtful figures are marked provisional."""
    returned = read(filled(PLAN, **{key: typed}))
    got = figure(returned, key)
    assert (got.value, got.provisional) == (Decimal(value), provisional)
    assert codes(returned.problems, key) == ([code] if code else [])


ALSO = [
    ("69.63分", "69.63", "unit_accepted"),
    ("0.2万分", None, "cell_not_number"),
    ("69.63‰", None, "unit_confusable"),
    ("69.63%", "69.63", "cell_normalised"),
]


@pytest.mark.parametrize(("typed", "value", "code"), ALSO)
def test_one_index_under_two_units(typed: str, value: str | None, code: str) -> None:
    """69.63分 in a row of % is 69.63 where the plan says that both units are used; any other unit is asked about."""
    index = indicator("level", "科技创新水平指数", "%", "69", Kind.INDEX, unit_also=(declared_unit("分"),))
    plan = make_plan(index, tasks=())
    returned = read(fill(blank_form(plan), {("level", "actual"): typed}), plan)
    got = figure(returned, "level")
    assert got.value == (Absence.TO_VERIFY if value is None else Decimal(value))
    assert codes(returned.problems, "level") == [code]


def test_multiplier_before_the_other_unit() -> None:
    """0.02万家 in a row of 名 that also counts 家 is 200, not 0.02."""
    returned = read(filled(PLAN, envoys="0.02万家"))
    assert figure(returned, "envoys").value == Decimal(200)
    assert codes(returned.problems, "envoys") == ["unit_converted"]


REFUSED = [
    ("hi_tech", "12-15", "cell_range"),
    ("hi_tech", "12~15", "cell_range"),
    ("hi_tech", "3+2", "cell_several"),
    ("hi_tech", "省级3、市级5", "cell_several"),
    ("hi_tech", "3（含2家复审）", "cell_several"),
    ("hi_tech", "完成", "cell_word"),
    ("hi_tech", "见附件", "cell_word"),
    ("hi_tech", "〃", "cell_word"),
    ("hi_tech", "l6", "cell_not_number"),
    ("hi_tech", -3, "cell_negative"),
    ("contracts", -0.5, "cell_negative"),
    ("hi_tech", 15.6, "cell_decimals"),
    ("share", 0.4, "percent_or_fraction"),
    ("share", "0.4", "percent_or_fraction"),
    ("share", "41.5‰", "unit_confusable"),
    ("share", "41.5个百分点", "unit_confusable"),
    ("hi_tech", True, "cell_boolean"),
    ("hi_tech", "#REF!", "cell_error"),
    ("hi_tech", "1.2E+08", "cell_scientific"),
    ("hi_tech", "91620000000000000X", "cell_scientific"),
    ("hi_tech", datetime(2023, 12, 15), "cell_date"),  # noqa: DTZ001  (cells know no time zone)
    ("hi_tech", time(12, 30), "cell_date"),
    ("hi_tech", "不涉及", "cell_not_applicable"),
    ("hi_tech", "N/A", "cell_not_applicable"),
    ("hi_tech", "=3+2", "formula_uncalculated"),
    ("contracts", "1。17", "cell_punctuation"),
    ("contracts", "1,20", "cell_punctuation"),
    ("contracts", "1，17", "cell_punctuation"),
    ("contracts", "￥1.2亿元", "cell_not_number"),
    ("hi_tech", "①", "cell_not_number"),
    ("hi_tech", "½", "cell_not_number"),
    ("hi_tech", "16²", "cell_not_number"),
    ("hi_tech", "1O", "cell_not_number"),
    ("hi_tech", "О", "cell_not_number"),
    ("hi_tech", "2023.12.5", "cell_date"),
    ("hi_tech", "12月5日", "cell_date"),
    ("hi_tech", "2023-12-15", "cell_date"),
    ("hi_tech", "-3", "cell_negative"),
    ("hi_tech", "超额完成", "cell_word"),
    ("hi_tech", "详见备注", "cell_word"),
    ("share", "四成", "unit_confusable"),
    ("share", 1, "percent_or_fraction"),
]


@pytest.mark.parametrize(("key", "typed", "code"), REFUSED)
def test_refused_cells_are_not_used(key: str, typed: Any, code: str) -> None:
    """A cell that is not one sure figure waits for somebody to confirm it, and the message shows what was read."""
    returned = read(filled(PLAN, **{key: typed}))
    got = figure(returned, key)
    assert got.value is Absence.TO_VERIFY
    (problem,) = (item for item in returned.problems if item.indicator == key)
    assert problem.code == code
    assert problem.severity.blocking
    assert (problem.department, problem.source) == (DEPARTMENT, got.source)
    if isinstance(typed, str) and not typed.startswith("="):
        assert (problem.read, got.source.raw) == (typed, typed)


@pytest.mark.parametrize("typed", ["无", "/", "—", "-", "暂无", "\\", " 无 "])
def test_words_for_no_data_are_never_zero(typed: str) -> None:
    """无 is an absence with a warning, not 0."""
    returned = read(filled(PLAN, hi_tech=typed))
    assert figure(returned, "hi_tech").value is Absence.UNREPORTED
    assert codes(returned.problems, "hi_tech") == ["cell_no_data"]


def test_not_applicable_without_target_is_accepted() -> None:
    """不涉及 on an indicator that is only monitored needs no confirmation."""
    returned = read(filled(PLAN, patents="不涉及"))
    assert figure(returned, "patents").value is Absence.NOT_APPLICABLE
    assert [problem.severity for problem in returned.problems] == ["note"]


def test_blank_cell_and_its_states() -> None:
    """A blank is 未填报 unless 数据状态 says why; a computed indicator may stay blank."""
    returned = read(filled(PLAN, hi_tech=None))
    assert figure(returned, "hi_tech").value is Absence.UNREPORTED
    assert codes(returned.problems) == ["cell_blank"]
    data = fill(
        filled(PLAN, hi_tech=None, patents=None, share=None),
        {
            ("hi_tech", "state"): "未出数",
            ("patents", "state"): "不涉及",
            ("share", "state"): "不涉及",
        },
    )
    returned = read(data)
    assert figure(returned, "hi_tech").value is Absence.UNPUBLISHED
    assert figure(returned, "patents").value is Absence.NOT_APPLICABLE
    assert figure(returned, "share").value is Absence.TO_VERIFY
    assert codes(returned.problems, "hi_tech") == []


@pytest.mark.parametrize(
    ("word", "state", "provisional", "code"),
    [
        ("预计", DataState.ESTIMATE, True, ""),
        ("快报", DataState.FLASH, True, ""),
        ("最终", DataState.FINAL, False, ""),
        ("", DataState.FINAL, False, ""),
        ("大概吧", None, True, "state_unknown"),
    ],
)
def test_data_states(word: str, state: DataState | None, provisional: bool, code: str) -> None:
    """预计 and 快报 are kept with the figure; an unknown word is told."""
    returned = read(fill(filled(PLAN), {("hi_tech", "state"): word}))
    got = figure(returned, "hi_tech")
    assert (got.value, got.state, got.provisional) == (Decimal(16), state, provisional)
    assert codes(returned.problems) == ([code] if code else [])
    assert not any("预计" in problem.message for problem in returned.problems), "it is not taken for an estimate"


@pytest.mark.parametrize("word", ["未出数", "不涉及"])
def test_state_against_figure(word: str) -> None:
    """A figure that is said not to exist is not used."""
    returned = read(fill(filled(PLAN), {("hi_tech", "state"): word}))
    assert figure(returned, "hi_tech").value is Absence.TO_VERIFY
    assert codes(returned.problems) == ["state_contradicts"]


@pytest.mark.parametrize(
    ("typed", "state", "code"),
    [
        ("未启动", TaskState.NOT_STARTED, None),
        ("已终止", TaskState.TERMINATED, None),
        ("完成", TaskState.DONE, "task_word"),
        ("进行中", TaskState.IN_PROGRESS, "task_word"),
        (None, TaskState.UNREPORTED, "task_blank"),
        ("80%", TaskState.UNREPORTED, "task_unknown"),
        (0.8, TaskState.UNREPORTED, "task_unknown"),
    ],
)
def test_tasks(typed: Any, state: TaskState, code: str | None) -> None:
    """A task is one of four words; near synonyms are understood, the rest is asked about."""
    returned = read(filled(PLAN, park=typed))
    assert returned.tasks[0].state is state
    assert codes(returned.problems) == ([code] if code else [])


def percent(value: float, key: str = "share") -> bytes:
    def change(book: Workbook) -> None:
        sheet = book["填报表"]
        cell = sheet.cell(row_of(sheet, key), 8)
        cell.value, cell.number_format = value, "0.0%"

    return edit(filled(PLAN), change)


def test_percent_format_is_seen() -> None:
    """0.415 shown as 41.5% is 41.5 in a % row; 1.05 is 105; 41.5 shown as 4150% is asked about, as is a % in 家."""
    got = read(percent(0.415))
    assert figure(got, "share").value == Decimal("41.5")
    assert codes(got.problems) == ["cell_normalised"]
    assert figure(read(percent(1.05)), "share").value == Decimal(105)
    assert codes(read(percent(41.5)).problems) == ["percent_format_wrong"]
    assert codes(read(percent(0.5, "hi_tech")).problems) == ["percent_in_other_unit"]


def cached(formula: str, value: str, kind: str = "") -> bytes:
    pattern = r'<c r="H5"([^>]*?)(?: t="n")?>\s*<v>16</v>\s*</c>'
    return edit_part(filled(PLAN), FORM, pattern, rf'<c r="H5"\1{kind}><f>{formula}</f><v>{value}</v></c>')


def test_binary_noise_is_cleaned_away() -> None:
    """What Excel's binary arithmetic leaves behind the 15th digit is no part of the figure, and this is logged."""
    pattern = r"<v>1\.2</v>"
    returned = read(edit_part(filled(PLAN), FORM, pattern, "<v>0.30000000000000004</v>"))
    assert figure(returned, "contracts").value == Decimal("0.3")
    assert [(problem.code, problem.severity) for problem in returned.problems] == [("cell_normalised", "normalised")]
    returned = read(edit_part(filled(PLAN), FORM, pattern, "<v>1.1699999999999999</v>"))
    assert (figure(returned, "contracts").value, returned.problems) == (Decimal("1.17"), ())


def test_formulas_with_a_saved_result() -> None:
    """The saved result is used and told; a link to another file makes it provisional; an error is refused."""
    returned = read(cached("3+2", "5"))
    assert figure(returned, "hi_tech").value == 5
    assert codes(returned.problems) == ["formula_used"]
    assert "=3+2" in returned.problems[0].message
    returned = read(cached("[1]Sheet1!A1", "5"))
    assert (figure(returned, "hi_tech").value, figure(returned, "hi_tech").provisional) == (Decimal(5), True)
    assert codes(returned.problems) == ["formula_external"]
    returned = read(cached("1/0", "#DIV/0!", ' t="e"'))
    assert figure(returned, "hi_tech").value is Absence.TO_VERIFY
    assert codes(returned.problems) == ["cell_error"]


def change_sheet(change: Any, **extra: Any) -> FormReturn:
    return read(edit(filled(PLAN, **extra), lambda book: change(book["填报表"])))


def test_notes_and_remarks() -> None:
    """A note on the figure is passed on; one that talks of figures makes it provisional, as does such a remark."""

    def note(text: str) -> FormReturn:
        return change_sheet(lambda sheet: setattr(sheet["H5"], "comment", Comment(text, "某人")))

    returned = note("已核对")
    assert codes(returned.problems) == ["cell_note"]
    assert not figure(returned, "hi_tech").provisional
    returned = note("含复审2家")
    assert codes(returned.problems) == ["cell_note_figure"]
    assert figure(returned, "hi_tech").provisional
    returned = read(fill(filled(PLAN), {("hi_tech", "remark"): "含上年结转3家"}))
    assert codes(returned.problems) == ["remark_qualifies"]
    assert figure(returned, "hi_tech").provisional


def test_hidden_rows_columns_and_sheets() -> None:
    """What is hidden is read and told."""
    returned = change_sheet(lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True))
    assert codes(returned.problems) == ["row_hidden"]
    assert figure(returned, "hi_tech").value == 16
    assert codes(change_sheet(lambda sheet: setattr(sheet.column_dimensions["H"], "hidden", True)).problems) == [
        "column_hidden"
    ]

    def add(book: Workbook) -> None:
        sheet = book.create_sheet("底稿")
        sheet["A1"] = 99
        sheet.sheet_state = "hidden"

    assert codes(read(edit(filled(PLAN), add)).problems) == ["sheet_hidden"]


def test_merged_value_cells() -> None:
    """A figure in merged cells belongs to nobody surely."""
    returned = change_sheet(lambda sheet: sheet.merge_cells("H5:H6"))
    assert figure(returned, "hi_tech").value is Absence.TO_VERIFY
    assert codes(returned.problems, "hi_tech") == ["cell_merged"]
    assert "H5:H6" in returned.problems[0].message


def test_cells_below_a_merged_figure() -> None:
    """The lower of two merged cells is not called blank, and a merged task is not called done."""
    returned = change_sheet(lambda sheet: sheet.merge_cells("H5:H6"))
    assert codes(returned.problems) == ["cell_merged", "cell_merged"]
    assert [item.value for item in returned.figures[:2]] == [Absence.TO_VERIFY, Absence.TO_VERIFY]
    returned = change_sheet(lambda sheet: sheet.merge_cells("H10:H11"))
    assert codes(returned.problems, "park") == ["cell_merged"]
    assert returned.tasks[0].state is TaskState.UNREPORTED


def test_merged_names_and_units() -> None:
    """Printed cells that somebody merged stand for every row that they cover; another unit than ours is asked about."""
    plan = make_plan(indicator("a", "甲", "家", "3"), indicator("b", "乙", "家", "3"), tasks=())
    data = fill(blank_form(plan), {("a", "actual"): 4, ("b", "actual"): 5})
    returned = read(edit(data, lambda book: book["填报表"].merge_cells("D5:D6")), plan)
    assert [(problem.code, problem.severity) for problem in returned.problems] == [("cells_merged_down", "note")]
    assert "D5:D6" in returned.problems[0].message
    assert [item.value for item in returned.figures] == [Decimal(4), Decimal(5)]
    assert codes(change_sheet(lambda sheet: sheet.merge_cells("D8:D9")).problems) == [
        "cells_merged_down",
        "unit_edited",
    ]


def test_units_written_in_full_width() -> None:
    """A unit that the sender's program re-wrote is the same unit; a task has none that could be changed."""
    assert change_sheet(lambda sheet: (sheet.__setitem__("D7", "％"), sheet.__setitem__("D5", " 家 "))).problems == ()
    assert change_sheet(lambda sheet: sheet.__setitem__("D11", "项")).problems == ()


def test_what_is_invisible_is_told() -> None:
    """White letters and the format ;;; hide a figure on paper: it is read and named."""
    returned = change_sheet(lambda sheet: setattr(sheet["H5"], "number_format", ";;;"))
    assert (codes(returned.problems), figure(returned, "hi_tech").value) == (["cell_invisible"], Decimal(16))
    returned = change_sheet(lambda sheet: setattr(sheet["H5"], "font", Font(color="FFFFFFFF")))
    assert codes(returned.problems) == ["cell_invisible"]


def test_protection_that_was_removed() -> None:
    """A form without its protection is read, and this is noted."""
    returned = change_sheet(lambda sheet: setattr(sheet.protection, "sheet", False))
    assert [(problem.code, problem.severity) for problem in returned.problems] == [("protection_removed", "note")]


def test_total_rows_and_footnotes() -> None:
    """合计 and 注 below the table are no rows of ours: noted when they carry a number, passed over otherwise."""
    returned = change_sheet(
        lambda sheet: (sheet.cell(20, 3, "合计"), sheet.cell(20, 8, 99), sheet.cell(21, 3, "注：略"))
    )
    assert [(problem.code, problem.severity) for problem in returned.problems] == [("row_total", "note")]


def test_long_texts_are_shortened_in_messages() -> None:
    """A formula of thousands of characters does not bury the message."""
    formula = "=" + "+".join(["1"] * 3000)
    (problem,) = read(filled(PLAN, hi_tech=formula)).problems
    assert len(problem.message) < 300


def test_struck_out_figures() -> None:
    """An old value struck out beside a new one is not read as one number."""
    returned = change_sheet(lambda sheet: setattr(sheet["H5"], "font", Font(strike=True)))
    assert codes(returned.problems) == ["cell_struck"]
    rich = r'<c r="H5"([^>]*?)(?: t="n")?>\s*<v>16</v>\s*</c>'
    runs = r'<c r="H5"\1 t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>6</t></r></is></c>'
    returned = read(edit_part(filled(PLAN), FORM, rich, runs))
    assert codes(returned.problems) == ["cell_struck"]


def test_locked_cells_that_were_edited() -> None:
    """A changed target is told and not used, a changed unit keeps the figure out, a changed name does not matter."""
    returned = change_sheet(lambda sheet: setattr(sheet["F5"], "value", "10家以上"))
    assert codes(returned.problems) == ["target_edited"]
    assert "15家以上”→“10家以上" in returned.problems[0].message
    returned = change_sheet(lambda sheet: setattr(sheet["D6"], "value", "万元"))
    assert codes(returned.problems) == ["unit_edited"]
    assert figure(returned, "contracts").value is Absence.TO_VERIFY
    returned = change_sheet(lambda sheet: setattr(sheet["C5"], "value", "高企"))
    assert codes(returned.problems) == ["name_edited"]
    assert figure(returned, "hi_tech").value == 16
    returned = change_sheet(lambda sheet: setattr(sheet["G6"], "value", 9))
    assert codes(returned.problems) == ["last_year_edited"]
    assert figure(returned, "contracts").last_year == Decimal("1.05")


def test_last_year_that_is_no_figure() -> None:
    """上年同期 that cannot be read is told and left out."""
    returned = read(fill(filled(PLAN), {("hi_tech", "last_year"): "约11"}))
    assert figure(returned, "hi_tech").last_year == 11
    returned = read(fill(filled(PLAN), {("hi_tech", "last_year"): "见年报"}))
    assert codes(returned.problems) == ["last_year_unread"]
    assert figure(returned, "hi_tech").last_year is None


def test_rows_are_found_by_id_wherever_they_are() -> None:
    """Sorted, inserted and appended rows change nothing but a note."""

    def swap(sheet: Any) -> None:
        for column in range(1, 14):
            one, other = sheet.cell(5, column), sheet.cell(7, column)
            one.value, other.value = other.value, one.value

    returned = change_sheet(swap)
    assert codes(returned.problems) == ["row_moved"]
    assert figure(returned, "hi_tech").value == 16
    assert figure(returned, "hi_tech").source.cell == "H7"

    def insert(sheet: Any) -> None:
        sheet.insert_rows(6)
        sheet["C6"] = "合计"

    returned = change_sheet(insert)
    assert returned.problems == ()
    assert figure(returned, "contracts").source.cell == "H7"


def test_rows_too_many_and_too_few() -> None:
    """Repeated, missing, unknown and unnumbered rows are told and nothing that was typed in them is lost silently."""

    def repeat(sheet: Any) -> None:
        for column in range(1, 14):
            sheet.cell(20, column).value = sheet.cell(5, column).value
        sheet["H20"] = 17

    returned = change_sheet(repeat)
    assert codes(returned.problems) == ["row_repeated"]
    assert "H5、H20" in returned.problems[0].message
    assert figure(returned, "hi_tech").value is Absence.TO_VERIFY
    returned = change_sheet(lambda sheet: sheet.delete_rows(5))
    assert codes(returned.problems) == ["row_missing"]
    assert all(item.indicator != "hi_tech" for item in returned.figures)
    returned = change_sheet(
        lambda sheet: (sheet.cell(20, 1, "ghost"), sheet.cell(20, 3, "旧指标"), sheet.cell(20, 8, 7))
    )
    assert codes(returned.problems) == ["unknown_id"]
    assert "“7”没有采用" in returned.problems[0].message
    returned = change_sheet(lambda sheet: (sheet.cell(20, 1, "school"), sheet.cell(20, 8, 7)))
    assert codes(returned.problems) == ["row_of_other"]
    returned = change_sheet(lambda sheet: (sheet.cell(20, 3, "另一项"), sheet.cell(20, 8, 7)))
    assert codes(returned.problems) == ["row_without_id"]
    returned = change_sheet(lambda sheet: (sheet.cell(5, 1).__setattr__("value", None), sheet.cell(5, 3, "高企数")))
    assert codes(returned.problems, "hi_tech") == ["row_matched_by_name", "name_edited"]
    assert (figure(returned, "hi_tech").value, figure(returned, "hi_tech").provisional) == (Decimal(16), True)


def test_columns_are_found_by_caption() -> None:
    """Inserted and re-wrapped columns are fine; without 本期累计完成 the form is refused with the captions it has."""
    returned = change_sheet(lambda sheet: sheet.insert_cols(7))
    assert returned.problems == ()
    assert figure(returned, "hi_tech").source.cell == "I5"
    returned = change_sheet(lambda sheet: setattr(sheet["H4"], "value", "本期\n累计 完成"))
    assert returned.problems == ()
    problem = refusal(edit(filled(PLAN), lambda book: setattr(book["填报表"]["H4"], "value", "实际")))
    assert problem.code == "actual_column_missing"
    assert "年度目标、上年同期、实际" in problem.message
    problem = refusal(edit(filled(PLAN), lambda book: setattr(book["填报表"]["I4"], "value", "本期累计完成")))
    assert problem.code == "column_repeated"
    assert codes(change_sheet(lambda sheet: setattr(sheet["M4"], "value", "备注2")).problems) == ["column_missing"]


def test_id_column_deleted() -> None:
    """Without column A the rows are matched by their names, with a warning."""
    returned = change_sheet(lambda sheet: sheet.delete_cols(1))
    assert codes(returned.problems) == ["ids_missing"]
    assert (figure(returned, "hi_tech").value, figure(returned, "hi_tech").provisional) == (Decimal(16), True)


def test_renamed_and_copied_sheets() -> None:
    """The form is found by its marker whatever the sheet is called; copies of it are told."""
    returned = read(edit(filled(PLAN), lambda book: setattr(book["填报表"], "title", "Sheet9")))
    assert returned.problems == ()
    assert figure(returned, "hi_tech").source.sheet == "Sheet9"
    assert codes(read(edit(filled(PLAN), lambda book: book.copy_worksheet(book["填报表"]))).problems) == [
        "form_sheet_copied"
    ]
    assert refusal(edit(filled(PLAN), lambda book: book.remove(book["填报表"]))).code == "form_not_found"


def meta(key: str, value: str | None) -> bytes:
    def change(book: Workbook) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return edit(filled(PLAN), change)


def test_forms_of_another_plan_period_or_department_are_refused() -> None:
    """A form that does not belong here is refused with what it says; an outdated one is noted."""
    assert refusal(meta("plan_id", "other-2022")).code == "wrong_plan"
    assert refusal(meta("period", "去年")).code == "wrong_period"
    assert refusal(meta("department", "外县科技局")).code == "unknown_department"
    problem = refusal(edit(filled(PLAN), lambda book: book.remove(book["_meta"])))
    assert problem.code == "meta_missing"
    assert "填报说明、填报表" in problem.message
    returned = read(meta("department", "县科学技术局"))
    assert (returned.department, codes(returned.problems)) == (DEPARTMENT, ["department_alias"])
    assert codes(read(meta("fingerprint", "old")).problems) == ["plan_changed"]


def test_blank_form_is_not_a_return() -> None:
    """A form that nobody filled in is one problem, not one per cell."""
    returned = read(blank_form(PLAN))
    assert returned.blank
    assert (returned.figures, returned.tasks, codes(returned.problems)) == ((), (), ["form_blank"])


def test_decimals_are_fine_where_the_target_has_them() -> None:
    """1.5 of a count is asked about only where the target is a whole number."""
    plan = make_plan(indicator("a", "标准", "项", "1.5"), indicator("b", "均值", "个", "3", Kind.RATIO), tasks=())
    returned = read(fill(blank_form(plan), {("a", "actual"): 1.6, ("b", "actual"): 2.5}), plan)
    assert [item.value for item in returned.figures] == [Decimal("1.6"), Decimal("2.5")]
    assert returned.problems == ()


def test_words_for_not_yet_published() -> None:
    """未公布 typed instead of a figure is an absence with its reason."""
    returned = read(filled(PLAN, hi_tech="尚未公布"))
    assert figure(returned, "hi_tech").value is Absence.UNPUBLISHED
    assert codes(returned.problems) == ["cell_unpublished"]


def test_not_applicable_is_noted_where_nothing_is_aimed_at() -> None:
    """The note names the cell."""
    assert codes(read(filled(PLAN, patents="N/A")).problems, "patents") == ["cell_not_applicable_monitored"]


def test_negative_shares_are_asked_about() -> None:
    """A share below zero may be a decline: it is used provisionally with a warning."""
    returned = read(filled(PLAN, share=-1.5))
    assert (figure(returned, "share").value, figure(returned, "share").provisional) == (Decimal("-1.5"), True)
    assert codes(returned.problems) == ["cell_negative_unusual"]


def test_units_that_do_not_convert_exactly() -> None:
    """10亩 in 公顷 has endless digits, so nothing is guessed."""
    plan = make_plan(indicator("a", "面积", "公顷", "10"), tasks=())
    returned = read(fill(blank_form(plan), {("a", "actual"): "10亩"}), plan)
    assert figure(returned, "a").value is Absence.TO_VERIFY
    assert codes(returned.problems) == ["unit_inexact"]


def test_outdated_targets_are_noted() -> None:
    """Where the plan changed after the form was sent, the target on the form is not called tampered with."""
    newer = make_plan(
        *(replace(item, target_text="18家以上") if item.id == "hi_tech" else item for item in PLAN.indicators)
    )
    newer = replace(newer, fingerprint="f2")
    assert codes(read(filled(PLAN), newer).problems) == ["plan_changed", "target_outdated"]


def test_other_columns_twice() -> None:
    """A second 备注 column is told; the first is read."""
    assert codes(change_sheet(lambda sheet: setattr(sheet["N4"], "value", "备注")).problems) == ["column_twice"]


def test_small_shares_are_fine_where_the_target_is_small() -> None:
    """0.4 in a % row is unambiguous when target and baseline are below 1 %, doubtful when the baseline is above."""
    small = make_plan(indicator("a", "占比", "%", "0.5", Kind.RATIO), tasks=())
    data = {("a", "actual"): 0.4}
    assert figure(read(fill(blank_form(small), data), small), "a").value == Decimal("0.4")
    based = make_plan(
        indicator(
            "a", "占比", "%", None, Kind.RATIO, baseline=Baseline(Quantity(Decimal(30), declared_unit("%")), 2020)
        ),
        tasks=(),
    )
    assert codes(read(fill(blank_form(based), data), based).problems) == ["percent_or_fraction"]


def test_collective_member_without_own_entry() -> None:
    """A department that only stands in the list of departments may return a form as well."""
    plan = make_plan(departments=(Department("县教育局"), Department(DEPARTMENT)))
    assert codes(read(meta("department", "县教育局"), plan).problems)[:2] == ["row_of_other", "row_of_other"]


CONTENT = st.one_of(
    st.text(max_size=30).filter(lambda text: all(ord(char) >= 32 or char in "\t\n" for char in text)),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.none(),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001  (cells know no time zone)
    st.times(),
    st.sampled_from(["=1+1", "=[1]A!A1", "1" * 100, "九千九百九十九亿", "%", "万", "0x10", "⅓", "∞", "1e999"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents=st.lists(CONTENT, min_size=6, max_size=6), states=st.lists(CONTENT, min_size=3, max_size=3))
def test_no_content_makes_the_reader_fail(contents: list[Any], states: list[Any]) -> None:
    """Whatever stands in the cells, the answer is figures, absences and problems."""

    def change(book: Workbook) -> None:
        sheet = book["填报表"]
        for line, value in enumerate(contents, header_row(sheet) + 1):
            sheet.cell(line, 8).value = value
        for line, value in enumerate(states, header_row(sheet) + 1):
            sheet.cell(line, 9).value = value
            sheet.cell(line, 7).value = value

    try:
        data = edit(filled(PLAN), change)
    except ValueError:
        return
    for item in read(data).figures:
        assert isinstance(item.value, (Decimal, Absence))
        assert not isinstance(item.value, Decimal) or item.value.is_finite()


def test_text_behind_a_formula_is_not_lost_in_silence() -> None:
    """A formula nobody calculated in 备注 is told with its cell; the figure of the row is used as it stands."""
    answers = {("hi_tech", "actual"): 16, ("hi_tech", "remark"): '="含"&"2家"'}
    returned = read(fill(blank_form(PLAN), answers))
    told = [problem for problem in returned.problems if problem.code == "text_uncalculated"]
    assert [(problem.severity, str(problem.source)) for problem in told] == [("warning", "县科技局.xlsx [填报表!M5]")]
    assert '“备注”是公式“="含"&"2家"”' in told[0].message
    assert figure(returned, "hi_tech").value == Decimal(16)
