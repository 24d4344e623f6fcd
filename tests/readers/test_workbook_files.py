"""Files that are no form: each is told for what it is, and none of them harms us."""

from __future__ import annotations

import io
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from forms_support import edit, edit_part, filled, indicator, make_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.model.plan import Kind
from sctarget.model.source import Source
from sctarget.readers.cells import Place, read_answer
from sctarget.readers.sheets import Cell
from sctarget.readers.workbook import read_form

PLAN = make_plan()
GOOD = filled(PLAN)
DATA = Path(__file__).parent / "data"


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return target.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600


FILES = [
    ("a.xlsx", b"", "unreadable_empty"),
    ("a.xlsx", GOOD[: len(GOOD) // 2], "unreadable_corrupt"),
    ("a.xlsx", b"PK\x03\x04" + b"x" * 50, "unreadable_corrupt"),
    ("a.xlsx", ole("EncryptedPackage"), "unreadable_password"),
    ("a.xlsx", ole("Workbook"), "unreadable_old_xls"),
    ("a.xls", ole("Workbook"), "unreadable_corrupt"),
    ("a.doc", ole("WordDocument"), "unreadable_document"),
    ("a.msg", ole("Something"), "unreadable_unknown"),
    ("a.xls", b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table>", "unreadable_html"),
    ("a.xls", b"<?xml version='1.0'?><Workbook/>", "unreadable_xml"),
    ("a.xlsx", b"%PDF-1.7\n", "unreadable_pdf"),
    ("a.xlsx", b"\x89PNG\r\n\x1a\n", "unreadable_image"),
    ("a.xlsx", b"\xff\xd8\xff\xe0", "unreadable_image"),
    ("a.xlsx", zipped(word__document_DOT_xml=b"<w/>"), "unreadable_document"),
    ("a.xlsx", zipped(readme_DOT_txt=b"hi"), "unreadable_zip"),
    ("a.xlsx", b"Rar!\x1a\x07", "unreadable_archive"),
    ("a.csv", "指标,数\n".encode(), "unreadable_text"),
    ("a.xlsx", b"\x00\x01\x02", "unreadable_unknown"),
    ("a.xlsx", b"{\\rtf1", "unreadable_document"),
]


@pytest.mark.parametrize(("name", "data", "code"), FILES, ids=[f"{name}-{code}" for name, _, code in FILES])
def test_unreadable_files_say_what_they_are(name: str, data: bytes, code: str) -> None:
    """Each sort of wrong file gets its own sentence with what to do; the file is refused."""
    loaded = read_form(data, name, PLAN)
    assert loaded.value is None
    (problem,) = loaded.problems
    assert (problem.code, problem.severity) == (code, "rejected")
    assert problem.source is not None
    assert problem.source.file == name
    assert "请" in problem.message


def test_zip_bombs_and_entities_are_refused() -> None:
    """A part that unpacks to much more than it weighs, thousands of parts, or XML entities are not opened."""
    (bomb,) = read_form(zipped(xl__workbook_DOT_xml=b" " * 9_000_000), "a.xlsx", PLAN).problems
    assert bomb.code == "unreadable_unsafe"
    many = zipped(**{f"xl__n{number}": b"" for number in range(2100)})
    assert read_form(many, "a.xlsx", PLAN).problems[0].code == "unreadable_unsafe"
    entity = edit_part(GOOD, "xl/worksheets/sheet2.xml", r"^", '<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    assert read_form(entity, "a.xlsx", PLAN).problems[0].code == "unreadable_unsafe"


def test_far_off_cells_are_refused() -> None:
    """A cell in row 1048576 means that something else than our form was filled in."""
    far = edit(GOOD, lambda book: book["填报表"].cell(1_048_576, 3, "x"))
    assert read_form(far, "a.xlsx", PLAN).problems[0].code == "unreadable_too_large"


@pytest.mark.parametrize(("row", "column"), [(60_000, 7), (4, 300), (65_535, 65_535)])
def test_far_off_cells_in_xls_are_refused(row: int, column: int) -> None:
    """In .xls too; what would take all memory, or end the process that reads it, is one problem of one file."""
    cell = b"\x7e\x02\x0a\x00" + struct.pack("<HH", 4, 7)
    content = (DATA / "form.xls").read_bytes()
    assert content.count(cell) == 1
    far = content.replace(cell, cell[:4] + struct.pack("<HH", row, column))
    loaded = read_form(far, "a.xls", PLAN)
    assert loaded.value is None
    assert [problem.code for problem in loaded.problems] == ["unreadable_too_large"]


def test_xlsb_that_is_none_is_refused() -> None:
    """A binary workbook that cannot be read is told as such."""
    data = zipped(xl__workbook_DOT_bin=b"", xl__worksheets__sheet1_DOT_bin=b"\x81\x01\x00\x05")
    assert read_form(data, "a.xlsb", PLAN).problems[0].code == "unreadable_corrupt"


def test_lying_entry_sizes_do_no_harm() -> None:
    """A header that states another size than the part has is a broken file, not a crash."""
    at = GOOD.rindex(b"PK\x01\x02")
    lying = GOOD[: at + 24] + struct.pack("<I", 5) + GOOD[at + 28 :]
    loaded = read_form(lying, "a.xlsx", PLAN)
    assert loaded.value is None or loaded.value.department == "县科技局"


def test_macros_are_not_run() -> None:
    """An .xlsm is read for its values, and this is said."""
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    loaded = read_form(target.getvalue(), "a.xlsm", PLAN)
    assert [problem.code for problem in loaded.problems] == ["macros_ignored"]
    assert loaded.value is not None
    assert loaded.value.figures


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_formats_give_the_same_figures(kind: str) -> None:
    """A form saved as .xls or .ods is read as well; what .xls cannot tell is said."""
    loaded = read_form((DATA / f"form.{kind}").read_bytes(), f"form.{kind}", PLAN)
    expected = read_form(GOOD, "form.xlsx", PLAN)
    assert loaded.value is not None
    assert expected.value is not None
    assert [item.value for item in loaded.value.figures] == [item.value for item in expected.value.figures]
    assert loaded.value.tasks[0].state == expected.value.tasks[0].state
    assert [problem.code for problem in loaded.problems] == (["formats_unseen"] if kind == "xls" else [])


def test_xls_does_not_hide_its_percent_formats() -> None:
    """In .xls 1.05 may be shown as 105%, so the figure is provisional and somebody is asked."""
    unseen = Cell("number", Decimal("1.05"), "1.05")
    item = indicator("a", "占比", "%", "0.9", Kind.RATIO)
    answer = read_answer(unseen, "", item, Place(Source("a.xls"), "县科技局", "a", "占比"), formats_seen=False)
    assert (answer.value, answer.provisional) == (Decimal("1.05"), True)
    assert [problem.code for problem in answer.problems] == ["percent_format_unseen"]


def test_ods_percent_formula_and_error_are_seen() -> None:
    """In .ods too, 0.415 shown as a percentage is 41.5, a formula is told, an error is refused."""
    ods = (DATA / "form.ods").read_bytes()
    number = r'office:value-type="float" office:value="41.5"'
    percent = edit_part(ods, "content.xml", number, 'office:value-type="percentage" office:value="0.415"')
    loaded = read_form(percent, "a.ods", PLAN)
    assert loaded.value is not None
    assert str(loaded.value.figures[2].value) == "41.5"
    assert [problem.code for problem in loaded.problems] == ["cell_normalised"]
    formula = edit_part(ods, "content.xml", number, 'table:formula="of:=40+1.5" ' + number)
    assert [problem.code for problem in read_form(formula, "a.ods", PLAN).problems] == ["formula_used"]
    error = edit_part(ods, "content.xml", r"<text:p>41.5</text:p>", "<text:p>#DIV/0!</text:p>")
    assert [problem.code for problem in read_form(error, "a.ods", PLAN).problems] == ["cell_error"]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a"]))
def test_any_bytes_are_told_not_raised(data: bytes, name: str) -> None:
    """No file content makes the reader fail."""
    loaded = read_form(data, name, PLAN)
    assert loaded.value is None
    assert len(loaded.problems) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_forms_are_told_not_raised(place: int, garbage: bytes) -> None:
    """A form damaged anywhere is read or refused."""
    loaded = read_form(GOOD[:place] + garbage + GOOD[place + len(garbage) :], "a.xlsx", PLAN)
    assert loaded.value is not None or loaded.problems
