"""What we read in cells is what openpyxl and python-calamine read, and number formats mean what Excel means by them."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import edit, edit_part, filled, make_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.styles.numbers import BUILTIN_FORMATS
from python_calamine import CalamineWorkbook

from sctarget.readers.archive import file_kind
from sctarget.readers.ods import OdsBook
from sctarget.readers.workbook import read_form
from sctarget.readers.xlsx import XlsxBook

if TYPE_CHECKING:
    from sctarget.readers.sheets import Cell

DATA = Path(__file__).parent / "data"
PLAN = make_plan()
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/actuals/*.xlsx"))


def our_cells(data: bytes, name: str) -> dict[tuple[int, int], Cell]:
    kind, parts = file_kind(data, "a.xlsx")
    assert parts is not None
    return (XlsxBook if kind == "xlsx" else OdsBook)(parts).sheet(name).cells


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def agrees(cell: Cell | None, value: Any) -> bool:
    """Whether our cell says what the other reader's value says."""
    if cell is None:
        return value is None or value == ""
    if cell.kind == "number":
        return not isinstance(value, bool) and isinstance(value, int | float) and close(cell.value, value)
    if cell.kind == "bool":
        return bool(value is cell.value)
    if cell.kind == "blank":
        return bool(value is None or value == "")
    if cell.kind == "date":
        return isinstance(value, datetime | time | timedelta) or hasattr(value, "isoformat")
    return bool(str("" if value is None else value).replace("\r\n", "\n") == cell.text)


def close(ours: Any, value: float) -> bool:
    """To 15 significant digits."""
    return bool(abs(ours - Decimal(repr(value))) <= abs(ours) * Decimal("1e-14"))


def compare(data: bytes) -> int:
    """Compare every cell of every sheet; the number of cells."""
    values, formulas = load_workbook(io.BytesIO(data), data_only=True), load_workbook(io.BytesIO(data))
    third = CalamineWorkbook.from_filelike(io.BytesIO(data))
    count = 0
    for name in values.sheetnames:
        ours = our_cells(data, name)
        rows = third.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row in values[name].iter_rows():
            for cell in row:
                place = (cell.row or 0, cell.column or 0)
                mine = ours.get(place)
                assert agrees(mine, cell.value), (name, cell.coordinate, cell.value, mine)
                formula = formulas[name][cell.coordinate]
                if formula.data_type == "f":
                    assert mine is not None
                    assert f"={mine.formula}" == formula.value
                other = rows[place[0] - 1][place[1] - 1] if place[0] <= len(rows) and place[1] <= len(rows[0]) else ""
                assert (mine is not None and mine.kind == "error") or agrees(mine, other), (name, place, other, mine)
                count += mine is not None
        assert count >= len(ours) > 0
    return count


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_read_as_by_other_libraries(path: Path) -> None:
    """Three readers, one content."""
    assert compare(path.read_bytes()) > 50


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=40)
CONTENT = st.one_of(
    TEXT.filter(lambda text: not text.startswith("=") and "_x" not in text),
    st.sampled_from(
        [" 16 ", "\n", "a\nb", "\t1", "１６家", "=1+1", "=SUM(A1:A3)", "#REF!", "#N/A", "", "约12", "0x10"]
    ),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14).filter(
        lambda number: number == 0 or abs(number) > 1e-20
    ),
    st.booleans(),
    st.none(),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001  (cells know no time zone)
    st.times(),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CONTENT, min_size=1, max_size=4), min_size=1, max_size=6))
def test_whatever_openpyxl_writes_we_read_like_openpyxl(rows: list[list[Any]]) -> None:
    """Values and formulas of random contents are the same in both readers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column).value = value
    data = saved(book)
    ours = our_cells(data, sheet.title)
    values, formulas = load_workbook(io.BytesIO(data), data_only=True), load_workbook(io.BytesIO(data))
    for line in range(1, len(rows) + 1):
        for column in range(1, 5):
            mine = ours.get((line, column))
            read = values[sheet.title].cell(line, column)
            assert agrees(mine, read.value), (read.value, mine)
            formula = formulas[sheet.title].cell(line, column)
            if formula.data_type == "f":
                assert mine is not None
                assert f"={mine.formula}" == formula.value
            else:
                assert mine is None or mine.formula is None


def styled(value: float, code: str) -> Cell:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = value
    sheet["A1"].number_format = code
    return our_cells(saved(book), sheet.title)[1, 1]


PERCENT = ["0%", "0.00%", "0.0%;-0.0%", "[Red]0.0%;-0.0%", "[$-804]0.0%", "#,##0.0%;[Red]-#,##0.0%", '0.0%"（快报）"',
           "[DBNum1]0%", "_ 0.0%_ "]  # fmt: skip
DATES = ["yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "[$-804]yyyy年m月d日", "m/d", "h:mm:ss", "[h]:mm", "[h]",
         "[$-F800]dddd, mmmm dd, yyyy", "mmm-yy", "D-M", "mm:ss.0"]  # fmt: skip
NUMBERS = ["General", "0", "0.00", "#,##0.00", '0"家"', '0.0"%"', r"0.0\%", "0.00E+00", '0"m"', "[Red]0",
           '#,##0"元";[Red]-#,##0"元"', "_ * #,##0.00_ ;_ * -#,##0.00_ ", "[$¥-804]#,##0.00", "@", "# ?/?",
           "[Yellow]0", "[DBNum1]General", "G/通用格式", "[>100]0;0.0"]  # fmt: skip


@pytest.mark.parametrize("code", PERCENT)
def test_percent_formats(code: str) -> None:
    """0.415 is shown as 41.5% by each of them."""
    cell = styled(0.415, code)
    assert (cell.kind, cell.percent, cell.text) == ("number", True, "41.5%")


@pytest.mark.parametrize("code", DATES)
def test_date_formats(code: str) -> None:
    """A number under a date format is a date, shown with its number."""
    cell = styled(45275, code)
    assert (cell.kind, cell.text) == ("date", "2023-12-15（序列值45275）")


@pytest.mark.parametrize("code", NUMBERS)
def test_other_formats_change_nothing(code: str) -> None:
    """Units in quotes, colours, a quoted % and currencies are neither percent nor date."""
    cell = styled(41.5, code)
    assert (cell.kind, cell.percent, cell.value) == ("number", False, Decimal("41.5"))


@pytest.mark.parametrize("number", sorted(BUILTIN_FORMATS))
def test_builtin_formats(number: int) -> None:
    """The formats that a workbook names by number only mean what Excel shows for them."""
    code = BUILTIN_FORMATS[number]
    cell = styled(45275, code)
    if number in {9, 10}:
        assert cell.percent
    elif 14 <= number <= 22 or 45 <= number <= 47:
        assert cell.kind == "date"
    else:
        assert (cell.kind, cell.percent) == ("number", False)


def test_own_format_under_a_builtin_number() -> None:
    """A program that gives number 9 another meaning in its own list is believed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1"].number_format = 41.5, "0%"
    own = '<numFmts count="1"><numFmt numFmtId="9" formatCode="0.0"/></numFmts><fonts'
    data = edit_part(saved(book), "xl/styles.xml", "<numFmts[^>]*/?>(?:</numFmts>)?|(?=<fonts)", "")
    cell = our_cells(edit_part(data, "xl/styles.xml", "<fonts", own), sheet.title)[1, 1]
    assert (cell.percent, cell.text) == (False, "41.5")


def test_percent_format_on_other_cells_only() -> None:
    """A percent format elsewhere in the workbook does not make the figures percentages."""

    def change(book: Any) -> None:
        book["填报表"]["N30"].number_format = "0.0%"
        book["填报表"]["N31"] = 0.5
        book["填报表"]["N31"].number_format = "0.0%"

    loaded = read_form(edit(filled(PLAN), change), "a.xlsx", PLAN)
    assert loaded.problems == ()
    assert loaded.value is not None
    assert loaded.value.figures[2].value == Decimal("41.5")


def test_years_counted_from_1904() -> None:
    """A workbook from an old Mac shows other days for the same numbers."""
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001  (workbooks know no time zone)
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = datetime(2023, 12, 15)  # noqa: DTZ001  (workbooks know no time zone)
    assert our_cells(saved(book), sheet.title)[1, 1].text == "2023-12-15（序列值43813）"


def test_very_long_texts_and_small_numbers() -> None:
    """The longest text of Excel arrives whole; small numbers are written out."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = "长" * 32_767, 1e-7, 123456789012345.6
    cells = our_cells(saved(book), sheet.title)
    assert len(cells[1, 1].text) == 32_767
    assert (cells[2, 1].text, cells[2, 1].value) == ("0.0000001", Decimal("1E-7"))
    assert cells[3, 1].value == Decimal(123456789012346)


def test_struck_text_in_ods() -> None:
    """In .ods too a crossed-out figure is asked about."""
    ods = (DATA / "form.ods").read_bytes()
    style = (
        '<style:style style:name="crossed" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    data = edit_part(ods, "content.xml", "</office:automatic-styles>", style)
    struck = r'<text:p><text:span text:style-name="crossed">15</text:span>16</text:p>'
    data = edit_part(data, "content.xml", r"<text:p>16</text:p>", struck)
    loaded = read_form(data, "a.ods", PLAN)
    assert [problem.code for problem in loaded.problems] == ["cell_struck"]


def test_breaks_in_ods_keep_figures_apart() -> None:
    """Two figures on two lines, or either side of a tab, are never read as one."""
    ods = (DATA / "form.ods").read_bytes()
    number = r'office:value-type="float" office:value="16"([^>]*)>\s*<text:p>16</text:p>'
    for between in ("<text:line-break/>", "<text:tab/>", "</text:p><text:p>", "<text:s/>"):
        text = rf'office:value-type="string"\1><text:p>1{between}6</text:p>'
        loaded = read_form(edit_part(ods, "content.xml", number, text), "a.ods", PLAN)
        assert loaded.value is not None
        assert loaded.value.figures[0].value != 16, between


def test_crossed_out_cells_of_openpyxl() -> None:
    """Whole cells and bold fonts are told apart."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1"].font = 16, Font(strike=True)
    sheet["A2"], sheet["A2"].font = 16, Font(bold=True)
    cells = our_cells(saved(book), sheet.title)
    assert (cells[1, 1].struck, cells[2, 1].struck) == (True, False)
