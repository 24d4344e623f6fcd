"""Defects of a whole workbook or folder, by their number."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from defects.expected import FORM, PLAN, codes, expect, figure, problem_of, read, refused
from forms_support import DEPARTMENT, blank_form, edit, edit_part, fill, filled, sign

from sctarget.evaluate.assess import assess
from sctarget.evaluate.crosscheck import crosscheck
from sctarget.model.actual import Absence
from sctarget.readers.returns import read_returns

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation
    from sctarget.model.actual import FormReturn
    from sctarget.model.problem import Severity

GOOD = filled(PLAN)
FILES = Path(__file__).parents[1] / "readers" / "data"


def changed(change: Callable[[Any], object]) -> FormReturn:
    """The form after somebody changed something on its sheet."""
    return read(edit(GOOD, lambda book: change(book["填报表"])))


def meta(key: str, value: str) -> bytes:
    """The form with another entry in its hidden sheet."""

    def change(book: Any) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return edit(GOOD, change)


def judged(folder: Path, as_of: date | None = None) -> Evaluation:
    """A folder as ``check`` sees it."""
    returned = read_returns([folder], PLAN)
    return assess(PLAN, crosscheck(PLAN, returned.value), as_of, returned.problems)


def found(folder: Path) -> dict[str, Severity]:
    """The problems of a folder: code → severity."""
    return {problem.code: problem.severity for problem in judged(folder).problems}


def test_defect_31_hidden_parts() -> None:
    """Hidden rows and columns are read provisionally, a hidden sheet is named; nothing is dropped in silence."""
    row = changed(lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True))
    expect(row, "row_hidden", "warning", "hi_tech", "16")
    column = changed(lambda sheet: setattr(sheet.column_dimensions["H"], "hidden", True))
    assert problem_of(column, "column_hidden").severity == "warning"
    assert all(item.provisional for item in column.figures if not isinstance(item.value, Absence))

    def add(book: Any) -> None:
        book.create_sheet("底稿")["A1"] = 99
        book["底稿"].sheet_state = "hidden"

    problem = problem_of(read(edit(GOOD, add)), "sheet_hidden")
    assert problem.severity == "warning"
    assert "底稿" in problem.message


def test_defect_32_filter_left_on() -> None:
    """A filter is noted; the rows that it hides are read."""

    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "B4:M11"
        sheet.row_dimensions[5].hidden = True

    returned = changed(change)
    assert problem_of(returned, "filter_on").severity == "note"
    assert figure(returned, "hi_tech").value == 16


def test_defect_33_merged_cells() -> None:
    """Merged figures belong to nobody surely; merged names and units stand for every row that they cover."""
    returned = changed(lambda sheet: sheet.merge_cells("H5:H6"))
    problem = expect(returned, "cell_merged", "quarantined", "hi_tech", None, "16")
    assert "H5:H6" in problem.message
    assert figure(returned, "contracts").value is Absence.TO_VERIFY
    merged = changed(lambda sheet: sheet.merge_cells("C5:C6"))
    assert problem_of(merged, "cells_merged_down").severity == "note"
    assert [item.value for item in merged.figures[:1]] == [16]


def test_defect_34_rows() -> None:
    """Sorted and inserted rows are found by their hidden number; unknown ones are listed with what they say."""

    def swap(sheet: Any) -> None:
        for column in range(1, 14):
            one, other = sheet.cell(5, column), sheet.cell(7, column)
            one.value, other.value = other.value, one.value

    returned = changed(swap)
    assert problem_of(returned, "row_moved").severity == "note"
    assert (figure(returned, "hi_tech").value, figure(returned, "hi_tech").source.cell) == (Decimal(16), "H7")
    extra = changed(lambda sheet: (sheet.cell(20, 3, "另一项"), sheet.cell(20, 8, 7)))
    problem = problem_of(extra, "row_without_id")
    assert problem.severity == "warning"
    assert "另一项" in problem.message
    assert "“7”" in problem.message
    ghost = changed(lambda sheet: (sheet.cell(20, 1, "ghost"), sheet.cell(20, 8, 7)))
    assert problem_of(ghost, "unknown_id").severity == "warning"
    gone = changed(lambda sheet: sheet.delete_rows(5))
    assert problem_of(gone, "row_missing").severity == "quarantined"


def test_defect_35_columns() -> None:
    """Columns are found by their captions; without 本期累计完成, or with its words in two rows, it is refused."""
    returned = changed(lambda sheet: sheet.insert_cols(7))
    assert (codes(returned), figure(returned, "hi_tech").source.cell) == ([], "I5")
    problem = refused(edit(GOOD, lambda book: setattr(book["填报表"]["H4"], "value", "实际完成")))
    assert problem.code == "actual_column_missing"
    assert "实际完成" in problem.message

    def split(book: Any) -> None:
        sheet = book["填报表"]
        sheet.insert_rows(5)
        sheet["H4"], sheet["H5"] = "本期", "累计完成"

    assert refused(edit(GOOD, split)).code == "actual_column_missing"


def test_defect_36_sheets() -> None:
    """A renamed form is found by its marker, a copy is told, an added sheet is named, no form at all is refused."""
    renamed = read(edit(GOOD, lambda book: setattr(book["填报表"], "title", "Sheet9")))
    assert (codes(renamed), figure(renamed, "hi_tech").source.sheet) == ([], "Sheet9")
    copied = read(edit(GOOD, lambda book: book.copy_worksheet(book["填报表"])))
    assert problem_of(copied, "form_sheet_copied").severity == "warning"

    def added(book: Any) -> None:
        book.create_sheet("Sheet2")["A1"] = "高新技术企业 16"

    problem = problem_of(read(edit(GOOD, added)), "sheet_extra")
    assert problem.severity == "note"
    assert "Sheet2" in problem.message
    assert codes(read(edit(blank_form(PLAN), added))) == ["sheet_extra", "form_blank"]
    gone = refused(edit(GOOD, lambda book: book.remove(book["填报表"])))
    assert gone.code == "form_not_found"
    assert "填报说明" in gone.message


def test_defect_37_names_and_ids() -> None:
    """A changed name does not matter where the number stands; without a number an exact alias matches provisionally."""
    renamed = changed(lambda sheet: setattr(sheet["C5"], "value", "高企"))
    assert problem_of(renamed, "name_edited").severity == "note"
    assert (figure(renamed, "hi_tech").value, figure(renamed, "hi_tech").provisional) == (Decimal(16), False)
    alias = changed(lambda sheet: (sheet.cell(5, 1).__setattr__("value", None), sheet.cell(5, 3, "高企数")))
    assert problem_of(alias, "row_matched_by_name").severity == "warning"
    assert (figure(alias, "hi_tech").value, figure(alias, "hi_tech").provisional) == (Decimal(16), True)
    unknown = changed(lambda sheet: (sheet.cell(5, 1).__setattr__("value", None), sheet.cell(5, 3, "企业数")))
    assert codes(unknown) == ["row_without_id", "row_missing"]
    assert problem_of(unknown, "row_missing").severity == "quarantined"


def test_defect_38_target_edited() -> None:
    """A changed target is told with both wordings and never used."""
    returned = changed(lambda sheet: setattr(sheet["F5"], "value", "10家以上"))
    problem = problem_of(returned, "target_edited")
    assert problem.severity == "warning"
    assert "15家以上”→“10家以上" in problem.message
    assert problem.source is not None
    assert problem.source.cell == "F5"
    verdict = assess(PLAN, [returned], date(2023, 12, 31)).verdicts[0]
    assert verdict.indicator.target is not None
    assert verdict.indicator.target.value == 15


def test_defect_39_unit_edited() -> None:
    """Under another unit nobody knows what the figure means."""
    returned = changed(lambda sheet: setattr(sheet["D6"], "value", "万元"))
    problem = problem_of(returned, "unit_edited")
    assert problem.severity == "quarantined"
    assert problem.source is not None
    assert problem.source.cell == "D6"
    assert "“亿元”改成了“万元”" in problem.message
    got = figure(returned, "contracts")
    assert (got.value, str(got.held)) == (Absence.TO_VERIFY, "1.2")


def test_defect_40_another_plan_or_year(tmp_path: Path) -> None:
    """A form of another plan or of a year before it is refused; last quarter's form does not stand for this one's."""
    assert refused(meta("plan_id", "other-2022")).code == "wrong_plan"
    assert refused(meta("period", "去年")).code == "wrong_period"
    problem = refused(meta("period", "2022Q3"))
    assert problem.code == "other_year"
    assert "2022年三季度" in problem.message
    (tmp_path / "科技局.xlsx").write_bytes(meta("period", "2023Q2"))
    school = fill(blank_form(PLAN, "县教育局", "2023Q3"), {("school", "actual"): 3})
    (tmp_path / "教育局.xlsx").write_bytes(school)
    evaluation = judged(tmp_path)
    assert evaluation.missing == (DEPARTMENT,)
    (missing,) = [each for each in evaluation.problems if each.code == "not_returned"]
    assert missing.severity == "rejected"
    assert "2023年二季度" in missing.message


def test_defect_48_two_files_of_one_department(tmp_path: Path) -> None:
    """The same file twice counts once; between two different ones nobody chooses, and what differs is listed."""
    (tmp_path / "县科技局.xlsx").write_bytes(GOOD)
    (tmp_path / "县科技局(1).xlsx").write_bytes(GOOD)
    assert found(tmp_path)["file_duplicate"] == "note"
    (tmp_path / "县科技局(1).xlsx").unlink()
    (tmp_path / "县科技局 最终版2.xlsx").write_bytes(edit(GOOD, lambda book: book["填报表"].cell(20, 3, "注：略")))
    assert found(tmp_path)["duplicate_return"] == "normalised"
    (tmp_path / "县科技局 改.xlsx").write_bytes(filled(PLAN, hi_tech=17))
    evaluation = judged(tmp_path)
    (conflict,) = [each for each in evaluation.problems if each.code == "conflict"]
    assert conflict.severity == "quarantined"
    assert "16（" in conflict.message
    assert "17（" in conflict.message
    assert "H5" in conflict.message
    assert evaluation.verdicts[0].actual is None


def test_defect_48_two_quarantined_answers_differ(tmp_path: Path) -> None:
    """Two returns that both have to be verified and say different things are a conflict as well."""
    (tmp_path / "a.xlsx").write_bytes(filled(PLAN, hi_tech=15.6))
    (tmp_path / "b.xlsx").write_bytes(filled(PLAN, hi_tech=15.7))
    (conflict,) = [each for each in judged(tmp_path).problems if each.code == "conflict"]
    assert "15.6（待核实）" in conflict.message


def test_defect_49_file_named_after_another(tmp_path: Path) -> None:
    """The hidden sheet says who it is; a file name that says otherwise is a warning."""
    (tmp_path / "2023年三季度科技指标完成情况_县教育局.xlsx").write_bytes(GOOD)
    returned = read_returns([tmp_path], PLAN)
    (checked,) = crosscheck(PLAN, returned.value)
    problem = problem_of(checked, "file_name_other")
    assert problem.severity == "warning"
    assert "县教育局" in problem.message
    assert checked.department == DEPARTMENT
    assert not any(item.provisional for item in checked.figures)


def test_defect_50_department_names() -> None:
    """A registered alias is understood and noted; an unknown name refuses the form."""
    returned = read(meta("department", "县科学技术局"))
    assert (returned.department, problem_of(returned, "department_alias").severity) == (DEPARTMENT, "note")
    problem = refused(meta("department", "外县科技局"))
    assert problem.code == "unknown_department"
    assert "外县科技局" in problem.message


def ole(stream: str) -> bytes:
    """The beginning of an old Office file with one stream's name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le").ljust(512, b"\0")


@pytest.mark.parametrize(
    ("number", "name", "data", "code"),
    [
        (51, "a.csv", "指标,数\n".encode(), "unreadable_text"),
        (52, "a.xlsx", ole("Workbook"), "unreadable_old_xls"),
        (52, "a.xlsx", ole("EncryptedPackage"), "unreadable_password"),
        (52, "a.xlsx", ole("Something"), "unreadable_ole"),
        (52, "a.xlsx", b"<html><table><tr><td>1</td></tr></table>", "unreadable_html"),
        (53, "a.xlsx", b"", "unreadable_empty"),
        (54, "a.xlsx", b"Rar!\x1a\x07", "unreadable_archive"),
        (54, "a.xlsx", b"%PDF-1.7\n", "unreadable_pdf"),
        (54, "a.xlsx", b"\xff\xd8\xff\xe0", "unreadable_image"),
        (66, "a.xlsx", GOOD[: len(GOOD) // 2], "unreadable_corrupt"),
    ],
)
def test_files_that_cannot_be_read(number: int, name: str, data: bytes, code: str) -> None:
    """Each sort of unreadable file is told apart in words, with what to do instead."""
    assert number
    assert refused(data, name).code == code


def test_defect_51_ods_and_xls_are_read() -> None:
    """What a reader can read is read: the same figures, and for .xls a note on what it cannot show."""
    for kind in ("ods", "xls"):
        returned = read((FILES / f"form.{kind}").read_bytes(), name=f"form.{kind}")
        assert figure(returned, "hi_tech").value == 16
        assert codes(returned) == (["formats_unseen"] if kind == "xls" else [])


def test_defect_53_54_what_lies_beside(tmp_path: Path) -> None:
    """System files are passed over, a lock file gives a hint, photos are listed; GBK names in zips are read."""
    for name in ("Thumbs.db", "desktop.ini", ".~lock.a.xlsx#", "b.tmp"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "~$县科技局.xlsx").write_bytes(b"x")
    (tmp_path / "扫描件.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XXXXXXXX.xlsx", GOOD)
    (tmp_path / "微信.zip").write_bytes(packed.getvalue().replace(b"XXXXXXXX", "县科技局".encode("gbk")))
    returned = read_returns([tmp_path], PLAN)
    listed = {problem.code: problem.severity for problem in returned.problems}
    assert listed == {"file_open_elsewhere": "note", "file_not_workbook": "warning"}
    assert [form.file for form in returned.value] == ["微信.zip/县科技局.xlsx"]


def test_defect_58_empty_signature() -> None:
    """Who filled in, who checked and when: what is empty is named; the figures are used."""
    returned = changed(lambda sheet: sign(sheet, None))
    problem = problem_of(returned, "signature_empty")
    assert problem.severity == "warning"
    assert "填表人、审核人、填报日期" in problem.message
    assert (figure(returned, "hi_tech").value, figure(returned, "hi_tech").provisional) == (Decimal(16), False)


def test_defect_58_signature_in_the_cell_of_its_label() -> None:
    """A name typed behind the colon counts; a printed 年 月 日 does not."""

    def change(sheet: Any) -> None:
        sign(sheet, None)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in {"填表人：", "审核人："}:
                    cell.value += "示例"
                elif cell.value == "填报日期：":
                    cell.value = "填报日期：   年  月  日"

    assert "的填报日期没有填" in problem_of(changed(change), "signature_empty").message


def test_defect_58_one_line_of_signatures() -> None:
    """All of them typed into one cell are all of them."""

    def change(sheet: Any) -> None:
        sign(sheet, None)
        (label,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "填表人："]
        label.value = "填表人：示例甲　审核人：示例乙　联系电话：0000　填报日期：2023年10月12日"

    assert codes(changed(change)) == []


def test_defect_60_protection_removed() -> None:
    """A form without its protection is read; the plan's names, units and targets count."""
    returned = changed(lambda sheet: setattr(sheet.protection, "sheet", False))
    assert problem_of(returned, "protection_removed").severity == "note"
    assert figure(returned, "hi_tech").value == 16


def test_defect_61_total_and_footnote_rows() -> None:
    """合计 and 注 inside the table are passed over and noted."""
    returned = changed(lambda sheet: (sheet.insert_rows(7), sheet.cell(7, 3, "合计"), sheet.cell(7, 8, 99)))
    problem = problem_of(returned, "row_total")
    assert problem.severity == "note"
    assert "“99”" in problem.message
    assert str(figure(returned, "share").value) == "41.5"


def test_defect_65_macros() -> None:
    """A workbook with macros is read for its values only."""
    packed = io.BytesIO(GOOD)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    returned = read(packed.getvalue(), name="县科技局.xlsm")
    assert problem_of(returned, "macros_ignored").severity == "note"
    assert figure(returned, "hi_tech").value == 16


def test_defect_66_sizes() -> None:
    """Formatted empty rows down to the last one are passed over; content out there, or a zip bomb, is refused."""
    far = '<row r="1048576" ht="20" customHeight="1"><c r="A1048576" s="1"/></row></sheetData>'
    returned = read(edit_part(GOOD, FORM, "</sheetData>", far))
    assert (codes(returned), figure(returned, "hi_tech").value) == ([], Decimal(16))
    cell = '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    assert refused(edit_part(GOOD, FORM, "</sheetData>", cell)).code == "unreadable_too_large"
    bomb = io.BytesIO(GOOD)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 50_000_000)
    assert refused(bomb.getvalue()).code in {"unreadable_unsafe", "unreadable_too_large"}
