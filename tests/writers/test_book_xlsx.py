"""The workbook of a report, reopened: numbers, formats, charts, what is printed; and once through LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from examples.road import run
from openpyxl import load_workbook
from programs import needed
from pypdf import PdfReader
from report.support import evaluation, indicator, problem, task, verdict

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.model.plan import Department
from sctarget.model.quantity import Comparator
from sctarget.report.book import book_of
from sctarget.report.words import STATUS_WORDS
from sctarget.writers.book_xlsx import render_book

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.evaluate.result import Evaluation

NASTY = '=HYPERLINK("http://x","点")|<script>`x`\n第二行\x1b[31m😀'


def sample() -> Evaluation:
    return evaluation(
        (
            verdict(indicator("支出", "0.18", "亿元", group="投入"), Status.UNMET, "0.10", reason=NASTY, at="H5"),
            verdict(indicator("强度", "1.8", "%", lead=("县科技局",)), Status.MET, "1.80"),
            verdict(indicator("没报", "5", "家"), Status.UNREPORTED),
            verdict(indicator("贷款", "40", "%", Comparator.RANGE, high="60"), Status.UNMET, "35"),
        ),
        (task(), task("办法", TaskState.IN_PROGRESS, overdue=True, due=date(2023, 6, 30))),
        (problem(read=NASTY, message=NASTY),),
        departments=(Department("县统计局"), Department("县科技局")),
    )


def reopened(judged: Evaluation) -> Workbook:
    return load_workbook(io.BytesIO(render_book(book_of(judged))))


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def shown(sheet: Worksheet, row: int, caption: str) -> str:
    """What a person sees in a cell: the number as its format prints it."""
    column = next(cell.column for cell in sheet[1] if cell.value == caption)
    cell = sheet.cell(row, column)
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    number_format = cell.number_format
    if number_format.startswith('"'):
        return number_format.strip('"')
    percent = number_format.endswith("%")
    places = len(number_format.removesuffix("%").partition(".")[2])
    value = Decimal(repr(cell.value)) * (100 if percent else 1)
    return f"{value:.{places}f}" + ("%" if percent else "")


def test_sheets_in_their_order() -> None:
    """Summary first, then the lists; what the plan does not have has no sheet."""
    assert reopened(sample()).sheetnames == ["汇总", "指标", "按单位", "任务", "问题", "来源"]
    watched = evaluation((verdict(indicator("人口", None, "万人"), Status.MONITORED, "23.5"),))
    assert reopened(watched).sheetnames == ["汇总", "指标", "来源"]
    assert records(reopened(watched)["指标"])[0]["实际值"] == 23.5
    assert "监测" not in [cell.value for row in reopened(watched)["指标"].iter_rows() for cell in row]


def test_figures_are_numbers_with_their_unit_beside_them() -> None:
    """0.10 keeps two digits, 41.5 stands for 41.5 % as on the form, the rate is a percentage, nothing is not 0."""
    sheet = reopened(sample())["指标"]
    first, second, third, fourth = records(sheet)
    assert (first["实际值"], first["计量单位"], shown(sheet, 2, "实际值")) == (0.1, "亿元", "0.10")
    assert (second["实际值"], second["计量单位"], shown(sheet, 3, "实际值")) == (1.8, "%", "1.80")
    assert first["完成率"] == pytest.approx(0.5555555555)
    assert shown(sheet, 2, "完成率") == "55.6%"
    assert (third["实际值"], third["完成率"], third["状态"]) == (None, None, "未报送")
    assert (first["目标值"], first["差额值"], first["差额"]) == (0.18, -0.08, "尚差0.08亿元")
    assert (fourth["目标值"], fourth["目标上限"]) == (40, 60)
    assert first["目标"] == "0.18亿元以上"


@pytest.mark.parametrize(
    ("target", "actual", "text"),
    [
        ("60", "59.976", "99.96%"),
        ("60", "59.9999999", "＜100%"),
        ("1", "0", "0.0%"),
        ("100000", "1", "0.001%"),
        ("16", "17", "106.2%"),
        ("3", "1", "33.3%"),
    ],
)
def test_display_guard_in_cells(target: str, actual: str, text: str) -> None:
    """未完成 never stands beside 100.0 %, 0.0 % only beside a real 0, a tie as in every other format."""
    status = Status.EXCEEDED if Decimal(actual) > Decimal(target) else Status.UNMET
    sheet = reopened(evaluation((verdict(indicator("甲", target, "家"), status, actual),)))["指标"]
    assert shown(sheet, 2, "完成率") == text
    assert isinstance(records(sheet)[0]["完成率"], int | float)


def test_the_outlook_is_a_column() -> None:
    """Where it will stand and how fast it must go, in the words of ``check``."""
    rows = records(reopened(run("dazhou-2020").evaluation)["指标"])
    told = {row["指标"]: (row["预计"], row["所需速度"]) for row in rows}
    assert told["技术合同登记额"][0].startswith("照平均速度，2020年底约3080万元")
    assert told["技术合同登记额"][1] == "前9个月月均256.67万元，剩余3个月需月均1096.67万元"
    assert told["工业新产品"][1] is None
    assert told["全社会研发经费支出总量"] == (None, None)


def test_dates_are_dates() -> None:
    """A due date can be sorted and reads 2023年6月30日."""
    sheet = reopened(sample())["任务"]
    first, second = records(sheet)
    assert (first["完成时限"], second["完成时限"]) == (datetime(2023, 12, 31), datetime(2023, 6, 30))  # noqa: DTZ001
    column = next(cell.column for cell in sheet[1] if cell.value == "完成时限")
    assert sheet.cell(3, column).number_format == 'yyyy"年"m"月"d"日"'
    assert second["状态"] == "推进中（逾期）"


def test_text_of_people_is_never_a_formula() -> None:
    """Every cell of every sheet is text, a number or a date; control characters can be seen."""
    data = render_book(book_of(sample()))
    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    reason = records(book["指标"])[0]["未达原因"]
    assert reason == NASTY.replace("\x1b", "\\x1b")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search(rb"<f[ >]", sheet) for sheet in sheets)


def test_every_cell_that_was_read_has_its_row() -> None:
    """File, sheet, cell and hash; what was not reported has a row without them."""
    rows = records(reopened(sample())["来源"])
    assert [(row["类别"], row["指标或任务"], row["单元格"]) for row in rows] == [
        ("指标", "支出", "H5"),
        ("指标", "强度", "H7"),
        ("指标", "没报", None),
        ("指标", "贷款", "H7"),
        ("任务", "农业科技园区通过验收", "H20"),
        ("任务", "办法", "H20"),
    ]
    assert rows[0]["SHA-256"] == "0" * 64
    assert (rows[2]["数据状态"], rows[2]["填报单位"]) == ("未报送", "县统计局")


def chart_parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = sorted(name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [parts.read(name).decode() for name in names]


def test_charts_are_native_and_show_what_the_cells_hold() -> None:
    """Departments by status, then completion in the order of the plan with 100 % as the strong line."""
    stack, bars = chart_parts(render_book(book_of(sample())))
    assert '<c:grouping val="stacked"/>' in stack
    assert re.findall(r"<c:f>([^<]*)</c:f>", stack) == [
        "按单位!$C$1",
        "按单位!$A$2:$A$3",
        "按单位!$C$2:$C$3",
        "按单位!$D$1",
        "按单位!$A$2:$A$3",
        "按单位!$D$2:$D$3",
        "按单位!$E$1",
        "按单位!$A$2:$A$3",
        "按单位!$E$2:$E$3",
    ]
    assert re.findall(r"<c:v>([^<]*)</c:v>", stack)[:5] == ["完成", "县统计局", "县科技局", "0", "1"]
    assert '<c:barDir val="bar"/>' in bars
    assert '<c:orientation val="maxMin"/>' in bars
    assert "指标!$B$2:$B$5" in bars
    assert re.search(r'<c:max val="1.5"/>.*<c:majorUnit val="1"/>', bars, re.DOTALL)
    labels = re.findall(r"<c:dLbl><c:idx val=\"(\d)\"/>.*?</c:dLbl>", bars, re.DOTALL)
    assert labels == ["0", "1", "2", "3"]
    for text in ("55.6%", "100.0%", "87.5%"):
        assert f"<a:t>{text}</a:t>" in bars
    colours = re.findall(r'<c:dPt><c:idx val="\d"/>.*?<a:srgbClr val="(\w+)"/>', bars, re.DOTALL)
    assert colours == ["C0473F", "3F8F5F", "868E97", "C0473F"]


def test_a_rate_beyond_the_axis_keeps_its_words() -> None:
    """500 % does not make the others too small to see; the figure stands at its bar."""
    judged = evaluation((verdict(indicator("甲", "1", "家"), Status.EXCEEDED, "5"),))
    (bars,) = chart_parts(render_book(book_of(judged)))
    assert '<c:max val="1.9"/>' in bars
    assert "<a:t>500.0%</a:t>" in bars


def test_hundreds_of_indicators_have_no_chart_of_bars() -> None:
    """Nobody can read 200 bars; the list is there."""
    judged = evaluation(tuple(verdict(indicator(f"甲{n}", "10", "家"), Status.MET, "10") for n in range(200)))
    data = render_book(book_of(judged))
    assert chart_parts(data) == []
    assert load_workbook(io.BytesIO(data))["指标"].max_row == 201


def test_every_status_has_a_shade_of_its_own() -> None:
    """Side by side in one bar they can be told apart."""
    judged = evaluation(
        tuple(
            verdict(indicator(f"甲{status}", "10", "家", lead=(f"局{number % 2}",)), status, "9")
            for number, status in enumerate(Status)
        ),
        departments=(Department("局0"), Department("局1")),
    )
    stack = chart_parts(render_book(book_of(judged)))[0]
    shades = re.findall(r'<c:ser>.*?<c:spPr><a:solidFill><a:srgbClr val="(\w+)"/>', stack, re.DOTALL)
    assert len(shades) == len(set(shades)) == len(Status)
    names = re.findall(r"<c:tx>.*?<c:v>([^<]*)</c:v>", stack, re.DOTALL)
    assert set(names) == set(STATUS_WORDS.values())


@pytest.fixture(scope="module")
def soffice() -> str:
    return needed("soffice", "LibreOffice")


def test_libreoffice_opens_and_prints_it(soffice: str, tmp_path: Path) -> None:
    """Opened by another program: charts and words are there, a page is A4, its number and head are printed."""
    path = tmp_path / "报告.xlsx"
    path.write_bytes(render_book(book_of(run("jingchuan-2023").evaluation)))
    profile = (tmp_path / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
    pages = PdfReader(path.with_suffix(".pdf")).pages
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    first = next(text for text in texts if "各项指标完成率" in text)
    assert "28项指标中完成20项" in texts[0]
    assert "137.5%" in first
    assert "省级科技创新平台" in first
    assert f"第1页，共{len(pages)}页" in texts[0]
    lists = [text for text in texts if "计量单位" in text]
    assert any("1.32亿元112.8%" in text and "超目标0.15亿元" in text for text in lists)
    for page in pages:
        assert {round(float(page.mediabox.width)), round(float(page.mediabox.height))} == {595, 842}
