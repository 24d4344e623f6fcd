"""The copy that goes back: what is coloured and said in it, and that it reads as the next round."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from forms_support import blank_form, column_of, edit, fill, filled, make_plan, period, row_of
from openpyxl import load_workbook
from openpyxl.comments import Comment

from sctarget.evaluate.collection import collect_returns
from sctarget.model.actual import Absence
from sctarget.model.form import NOTE_START, RETURN_SHEET
from sctarget.readers.workbook import read_form
from sctarget.report.mending import Mark, Mending, mendings
from sctarget.writers.return_xlsx import SentBack, write_return

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from sctarget.model.actual import FormReturn

PLAN = make_plan()
Q3 = period("2023Q3")
RED, ORANGE, YELLOW = "FFFF9C9C", "FFFFC266", "FFFFF2CC"
BAD = filled(PLAN, hi_tech="6+1", envoys="约120")
DATA = Path(__file__).parents[1] / "readers" / "data"


def mending_of(*returns: tuple[str, bytes]) -> tuple[Mending, list[FormReturn]]:
    """What has to be mended in the forms of one department, and the forms."""
    read = [read_form(data, name, PLAN) for name, data in returns]
    forms = [each.value for each in read if each.value is not None]
    loose = [problem for each in read if each.value is None for problem in each.problems]
    found = mendings(collect_returns(PLAN, forms, loose, Q3), forms)
    assert len(found) == 1
    return found[0], forms


def sent_back(data: bytes, name: str = "一.xlsx") -> SentBack:
    """The copy of one bad form."""
    mending, _ = mending_of((name, data))
    return write_return(PLAN, mending, data, Q3, date(2023, 10, 20))


def opened(sent: SentBack) -> Workbook:
    return load_workbook(io.BytesIO(sent.data))


def meta_of(book: Workbook) -> dict[str, str]:
    return {str(row[0].value): str(row[1].value) for row in book["_meta"].iter_rows(max_col=2)}


def test_bad_cells_are_coloured_and_carry_their_message() -> None:
    """Red must be mended, orange confirmed; the note says what was read and what to do; the rest is as it was."""
    book = opened(sent_back(BAD))
    sheet = book["填报表"]
    wrong, doubtful = sheet.cell(row_of(sheet, "hi_tech"), 8), sheet.cell(row_of(sheet, "envoys"), 8)
    fine = sheet.cell(row_of(sheet, "contracts"), 8)
    assert (wrong.fill.start_color.rgb, doubtful.fill.start_color.rgb) == (RED, ORANGE)
    assert fine.fill.start_color.rgb == YELLOW
    assert wrong.value == "6+1"
    assert wrong.comment is not None
    assert "须改正：“高新技术企业数”填的是“6+1”" in wrong.comment.text
    assert doubtful.comment is not None
    assert "请核实：" in doubtful.comment.text
    assert fine.comment is None


def test_locks_formats_and_hidden_parts_stay() -> None:
    """The department gets the form that it knows: locked cells locked, open ones open, drop-downs there."""
    original, book = load_workbook(io.BytesIO(BAD)), opened(sent_back(BAD))
    for row in original["填报表"].iter_rows():
        for cell in row:
            copy = book["填报表"][cell.coordinate]
            assert copy.protection.locked == cell.protection.locked, cell.coordinate
            assert copy.number_format == cell.number_format
    assert book["填报表"].protection.sheet
    assert not book["填报表"].protection.formatCells
    assert book["_meta"].sheet_state == "veryHidden"
    assert book["填报表"].column_dimensions["A"].hidden
    kept = len(original["填报表"].data_validations.dataValidation)
    assert len(book["填报表"].data_validations.dataValidation) == kept


def test_the_copy_knows_its_round_and_what_it_replaces() -> None:
    """Round 2 of the file with this SHA-256; the reader says the same."""
    sent = sent_back(BAD)
    digest = hashlib.sha256(BAD).hexdigest()
    assert meta_of(opened(sent))["round"] == "2"
    assert meta_of(opened(sent))["supersedes"] == digest
    again = read_form(sent.data, "二.xlsx", PLAN).value
    assert again is not None
    assert (again.round, again.supersedes) == (2, digest)


def test_our_own_notes_are_not_held_against_the_department() -> None:
    """The corrected copy with our notes still in it reads without a word about them; people's notes are read."""

    def mend(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "hi_tech"), 8).value = 16
        cell = sheet.cell(row_of(sheet, "envoys"), 8)
        cell.value = 120
        assert cell.comment is not None
        cell.comment = Comment(cell.comment.text + "\n含上年结转3名", "示例")

    read = read_form(edit(sent_back(BAD).data, mend), "二.xlsx", PLAN)
    notes = [problem for problem in read.problems if problem.code.startswith("cell_note")]
    assert [problem.indicator for problem in notes] == ["envoys"]
    assert notes[0].read == "含上年结转3名"


def test_a_note_of_the_department_stays_below_ours() -> None:
    """What people wrote into a note is not lost when ours is added."""

    def remark(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "hi_tech"), 8).comment = Comment("其中1家待认定", "示例")

    sheet = opened(sent_back(edit(BAD, remark)))["填报表"]
    note = sheet.cell(row_of(sheet, "hi_tech"), 8).comment
    assert note is not None
    assert note.text.startswith(NOTE_START)
    assert note.text.endswith("其中1家待认定")


def test_a_third_round_shows_only_what_is_still_wrong() -> None:
    """Marks of the round before go where the cell has been mended, and all earlier files are replaced."""
    second = sent_back(BAD).data
    half = fill(second, {("hi_tech", "actual"): 16})
    mending, _ = mending_of(("一.xlsx", BAD), ("二.xlsx", half))
    third = opened(write_return(PLAN, mending, half, Q3, None))
    sheet = third["填报表"]
    assert sheet.cell(row_of(sheet, "hi_tech"), 8).comment is None
    assert sheet.cell(row_of(sheet, "hi_tech"), 8).fill.start_color.rgb == YELLOW
    assert sheet.cell(row_of(sheet, "envoys"), 8).fill.start_color.rgb == ORANGE
    assert third.sheetnames.count(RETURN_SHEET) == 1
    facts = meta_of(third)
    assert facts["round"] == "3"
    assert set(facts["supersedes"].split()) == {hashlib.sha256(data).hexdigest() for data in (BAD, half)}


def test_the_first_sheet_lists_everything_and_is_not_read_as_the_form() -> None:
    """Notes are not printed, so the list is; it stands first and the reader passes it by."""
    sent = sent_back(BAD)
    book = opened(sent)
    assert book.sheetnames[0] == RETURN_SHEET
    texts = [str(cell.value) for row in book[RETURN_SHEET].iter_rows() for cell in row if cell.value is not None]
    assert any("第2轮" in text for text in texts)
    assert any("2023年10月20日前" in text for text in texts)
    assert f"填报表!H{row_of(book['填报表'], 'hi_tech')}" in texts
    read = read_form(sent.data, "二.xlsx", PLAN)
    assert read.value is not None
    assert not {"form_not_found", "form_sheet_copied", "form_sheets_differ"} & {each.code for each in read.problems}


def test_an_edited_unit_can_be_put_right_again() -> None:
    """A locked cell that must be mended is opened; its neighbours stay locked."""

    def spoil(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(row_of(sheet, "contracts"), column_of("unit")).value = "万元"

    sheet = opened(sent_back(edit(filled(PLAN), spoil)))["填报表"]
    row = row_of(sheet, "contracts")
    assert not sheet.cell(row, column_of("unit")).protection.locked
    assert sheet.cell(row, column_of("name")).protection.locked


def test_results_of_formulas_survive() -> None:
    """A figure typed as =7+9 and calculated by the office program is a figure in the copy as well."""
    mended = fill(BAD, {("patents", "actual"): "=40+40"})
    book = load_workbook(io.BytesIO(mended))
    row = row_of(book["填报表"], "patents")
    calculated = _with_result(mended, f"H{row}", "80")
    sheet = opened(sent_back(calculated))["填报表"]
    assert sheet.cell(row, 8).value == 80


def _with_result(data: bytes, cell: str, result: str) -> bytes:
    import re

    from forms_support import edit_part

    name = "xl/worksheets/sheet2.xml"
    return edit_part(data, name, rf'(<c r="{re.escape(cell)}"[^>]*><f>[^<]*</f>)<v\s*/?>(</v>)?', rf"\1<v>{result}</v>")


@pytest.mark.parametrize("name", ["form.ods", "form.xls"])
def test_what_cannot_be_marked_goes_back_as_a_fresh_form(name: str) -> None:
    """An .ods or .xls comes back as .xlsx with the usable answers in it, the bad ones named in red."""
    data = (DATA / name).read_bytes()
    read = read_form(data, name, PLAN).value
    assert read is not None
    bad = next((figure for figure in read.figures if figure.value is Absence.TO_VERIFY), read.figures[0])
    good = next(figure for figure in read.figures if not isinstance(figure.value, Absence))

    mark = Mark(
        "请改填数字。", must=True, sha256=read.sha256, sheet="填报表", cell="H5", key=bad.indicator, name="某指标"
    )
    mending = Mending(read.department, (mark,), read, name, read.sha256, 2, (read.sha256,))
    sent = write_return(PLAN, mending, data, read.period, None)
    assert sent.copied == "filled"
    sheet = opened(sent)["填报表"]
    assert sheet.cell(row_of(sheet, good.indicator), 8).value == pytest.approx(float(str(good.value)))
    assert sheet.cell(row_of(sheet, bad.indicator), 8).fill.start_color.rgb == RED
    again = read_form(sent.data, "二.xlsx", PLAN).value
    assert again is not None
    assert (again.round, again.supersedes) == (2, read.sha256)


def test_a_refused_workbook_goes_back_as_a_blank_form() -> None:
    """Where no row could be read there is nothing to colour: a fresh form, and it replaces the refused file."""

    def spoil(book: Workbook) -> None:
        sheet = book["填报表"]
        sheet.cell(4, 8).value = "完成数"

    data = edit(filled(PLAN), spoil)
    mending, forms = mending_of(("一.xlsx", data))
    assert forms == []
    sent = write_return(PLAN, mending, data, Q3, None)
    assert sent.copied == "blank"
    again = read_form(fill(sent.data, {("hi_tech", "actual"): 16}), "二.xlsx", PLAN).value
    assert again is not None
    assert again.round == 2
    assert again.supersedes == hashlib.sha256(data).hexdigest()


def test_two_different_forms_go_back_as_one() -> None:
    """The copy of the first shows where they differ, and replaces both."""
    other = filled(PLAN, hi_tech=17)
    mending, _ = mending_of(("一.xlsx", filled(PLAN)), ("二.xlsx", other))
    sheet = opened(write_return(PLAN, mending, filled(PLAN), Q3, None))["填报表"]
    cell = sheet.cell(row_of(sheet, "hi_tech"), 8)
    assert cell.fill.start_color.rgb == RED
    assert cell.comment is not None
    assert "二.xlsx" in cell.comment.text
    assert len(mending.replaces) == 2


def test_nothing_goes_back_for_a_blank_form() -> None:
    """A form still as it was issued is asked for, not corrected."""
    form = read_form(blank_form(PLAN), "空.xlsx", PLAN).value
    assert form is not None
    assert mendings(collect_returns(PLAN, [form], (), Q3), [form]) == ()


def test_the_same_return_gives_the_same_bytes() -> None:
    """Writing twice changes nothing."""
    assert sent_back(BAD).data == sent_back(BAD).data


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """A remark that begins with = goes back as it came."""

    def remark(book: Workbook) -> None:
        sheet = book["填报表"]
        cell = sheet.cell(row_of(sheet, "hi_tech"), column_of("remark"))
        cell.value = "=HYPERLINK(1)"
        cell.data_type = "s"

    sheet = opened(sent_back(edit(BAD, remark)))["填报表"]
    cell = sheet.cell(row_of(sheet, "hi_tech"), column_of("remark"))
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_places_are_those_of_the_file_that_goes_back() -> None:
    """Rows may stand elsewhere in a fresh form, and a second file's cells are named with that file."""
    data = (DATA / "form.ods").read_bytes()
    read = read_form(data, "form.ods", PLAN).value
    assert read is not None
    mark = Mark("请改填数字。", must=True, sha256=read.sha256, sheet="填报表", cell="H99", key="share", name="覆盖率")
    mending = Mending(read.department, (mark,), read, "form.ods", read.sha256, 2, (read.sha256,))
    sent = write_return(PLAN, mending, data, read.period, None)
    row = row_of(opened(sent)["填报表"], "share")
    assert sent.marks[0].cell == f"H{row}"
    other = filled(PLAN, hi_tech="3+4")
    both, _ = mending_of(("一.xlsx", filled(PLAN)), ("二.xlsx", other))
    sent = write_return(PLAN, both, filled(PLAN), Q3, None)
    assert any(mark.message.startswith("（二.xlsx H5）") and mark.cell is None for mark in sent.marks)
