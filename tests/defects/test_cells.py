"""Defects of single cells, by their number: what somebody typed, what it becomes, what is said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from defects.expected import FORM, PLAN, codes, expect, figure, problem_of, read, typed
from forms_support import edit, edit_part, fill, filled, row_of
from openpyxl.comments import Comment
from openpyxl.styles import Font

from sctarget.model.actual import Absence, DataState
from sctarget.model.problem import Severity

A, N, W, Q, R = "normalised", "note", "warning", "quarantined", "rejected"

Case = tuple[int, str, Any, str, str, str | None, str | None]
"""Number of the defect, indicator, what was typed, code, severity, figure used, figure held back."""

CASES: list[Case] = [
    (1, "hi_tech", "16", "cell_normalised", A, "16", None),
    (2, "hi_tech", "１６", "cell_normalised", A, "16", None),
    (2, "contracts", "（１．１７）", "cell_not_number", Q, None, None),
    (2, "share", "４１．５％", "cell_normalised", A, "41.5", None),
    (2, "hi_tech", "②", "cell_not_number", Q, None, None),
    (2, "hi_tech", "½", "cell_not_number", Q, None, None),
    (3, "hi_tech", " \xa0\u300016\t\n", "cell_normalised", A, "16", None),
    (4, "hi_tech", "\ufeff1\u200b6", "cell_normalised", A, "16", None),
    (5, "hi_tech", "16家", "cell_normalised", A, "16", None),
    (5, "contracts", "1.17亿元", "cell_normalised", A, "1.17", None),
    (6, "contracts", "11700万元", "unit_converted", N, "1.17", None),
    (7, "hi_tech", "16项", "unit_differs", W, "16", None),
    (7, "envoys", "114家", "unit_accepted", N, "114", None),
    (8, "patents", "1,200", "cell_normalised", A, "1200", None),
    (8, "patents", "１，２００", "cell_normalised", A, "1200", None),
    (8, "patents", "1 200", "cell_normalised", A, "1200", None),
    (8, "patents", "1,20", "cell_punctuation", Q, None, None),
    (9, "contracts", "1。17", "cell_punctuation", Q, None, "1.17"),
    (9, "contracts", "1，17", "cell_punctuation", Q, None, None),
    (9, "contracts", "1·17", "cell_punctuation", Q, None, "1.17"),
    (10, "hi_tech", "十六", "cell_chinese_number", N, "16", None),
    (10, "patents", "一百五十", "cell_chinese_number", N, "150", None),
    (10, "hi_tech", "壹拾陆", "cell_chinese_number", N, "16", None),
    (11, "hi_tech", "约12", "cell_not_exact", W, "12", None),
    (11, "hi_tech", "12左右", "cell_not_exact", W, "12", None),
    (11, "hi_tech", "12余", "cell_not_exact", W, "12", None),
    (11, "hi_tech", "近20", "cell_not_exact", W, "20", None),
    (11, "hi_tech", ">15", "cell_not_exact", W, "15", None),
    (11, "hi_tech", "≥15", "cell_not_exact", W, "15", None),
    (11, "hi_tech", "15以上", "cell_not_exact", W, "15", None),
    (12, "hi_tech", "12-15", "cell_range", Q, None, None),
    (12, "hi_tech", "12~15", "cell_range", Q, None, None),
    (13, "hi_tech", "3+2", "cell_several", Q, None, None),
    (13, "hi_tech", "3（含2家复审）", "cell_several", Q, None, None),
    (13, "hi_tech", "省级3、市级5", "cell_several", Q, None, None),
    (14, "hi_tech", "/", "cell_no_data", W, None, None),
    (14, "hi_tech", "—", "cell_no_data", W, None, None),
    (14, "hi_tech", "-", "cell_no_data", W, None, None),
    (14, "hi_tech", "\\", "cell_no_data", W, None, None),
    (14, "hi_tech", "无", "cell_no_data", W, None, None),
    (14, "hi_tech", "暂无", "cell_no_data", W, None, None),
    (14, "hi_tech", "N/A", "cell_not_applicable", Q, None, None),
    (14, "hi_tech", "不涉及", "cell_not_applicable", Q, None, None),
    (14, "patents", "不涉及", "cell_not_applicable_monitored", N, None, None),
    (15, "hi_tech", None, "cell_blank", Q, None, None),
    (17, "hi_tech", "完成", "cell_word", Q, None, None),
    (17, "hi_tech", "已完成", "cell_word", Q, None, None),
    (17, "hi_tech", "达标", "cell_word", Q, None, None),
    (17, "hi_tech", "见附件", "cell_word", Q, None, None),
    (17, "hi_tech", "同上", "cell_word", Q, None, None),
    (17, "hi_tech", "〃", "cell_word", Q, None, None),
    (18, "hi_tech", -3, "cell_negative", R, None, None),
    (18, "contracts", "-0.5", "cell_negative", R, None, None),
    (19, "hi_tech", 15.6, "cell_decimals", Q, None, "15.6"),
    (19, "hi_tech", "15.6家", "cell_decimals", Q, None, "15.6"),
    (20, "share", 0.4, "percent_or_fraction", Q, None, "0.4"),
    (20, "share", "40%", "cell_normalised", A, "40", None),
    (21, "share", "41.5‰", "unit_confusable", Q, None, "4.15"),
    (21, "share", "41.5个百分点", "unit_confusable", Q, None, "41.5"),
    (24, "hi_tech", datetime(2023, 12, 15), "cell_date", Q, None, None),  # noqa: DTZ001  (cells know no time zone)
    (26, "hi_tech", True, "cell_boolean", R, None, None),
    (27, "hi_tech", "#REF!", "cell_error", R, None, None),
    (27, "hi_tech", "#DIV/0!", "cell_error", R, None, None),
    (27, "hi_tech", "#VALUE!", "cell_error", R, None, None),
    (27, "hi_tech", "#N/A", "cell_error", R, None, None),
    (27, "hi_tech", "#NAME?", "cell_error", R, None, None),
    (62, "hi_tech", "l6", "cell_not_number", Q, None, None),
    (62, "hi_tech", "1O", "cell_not_number", Q, None, None),
    (62, "hi_tech", "О", "cell_not_number", Q, None, None),
    (63, "hi_tech", "1.2E+08", "cell_scientific", Q, None, "120000000"),
    (63, "hi_tech", "91620000000000000X", "cell_scientific", Q, None, None),
    (63, "hi_tech", 916200000000000000, "cell_scientific", Q, None, None),
]


@pytest.mark.parametrize(("number", "key", "what", "code", "severity", "value", "held"), CASES)
def test_typed_into_a_cell(
    number: int, key: str, what: object, code: str, severity: str, value: str | None, held: str | None
) -> None:
    """What was typed is used, used provisionally or held back as its severity says, and the message quotes it."""
    assert number
    expect(typed(key, what), code, severity, key, value, held)


def styled(key: str, value: object, **style: Any) -> bytes:
    """A form in which one cell has a format or a font of its own."""

    def change(book: Any) -> None:
        cell = book["填报表"].cell(row_of(book["填报表"], key), 8)
        cell.value = value
        for name, what in style.items():
            setattr(cell, name, what)

    return edit(filled(PLAN), change)


def test_defect_12_24_range_that_became_a_date() -> None:
    """12-15 that Excel turned into a date is shown with its date and its serial number."""
    problem = expect(typed("hi_tech", datetime(2023, 12, 15)), "cell_date", Q, "hi_tech")  # noqa: DTZ001  (the same)
    assert "2023-12-15" in problem.message
    assert "45275" in problem.message


def test_defect_20_percent_formats() -> None:
    """0.415 shown as 41.5% is 41.5; 40 shown as 4000% is asked about, and so is 50% in a row of 家."""
    expect(read(styled("share", 0.415, number_format="0.0%")), "cell_normalised", A, "share", "41.5")
    expect(read(styled("share", 40, number_format="0%")), "percent_format_wrong", Q, "share", None, "40")
    expect(read(styled("hi_tech", 0.5, number_format="0%")), "percent_in_other_unit", Q, "hi_tech")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2023-12-05", None),
        ("2023年12月5日", None),
        ("2023.12.5", "day_normalised"),
        ("20231205", "day_normalised"),
        ("45265", "day_normalised"),
        ("12月5日", "day_unread"),
        ("2023-13-1", "day_unread"),
    ],
)
def test_defect_25_day_of_filling_in(written: str, code: str | None) -> None:
    """填报日期 is understood in every unambiguous way of writing and asked about otherwise; the figures are used."""

    def change(book: Any) -> None:
        sheet = book["填报表"]
        (label,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "填报日期："]
        sheet.cell(label.row, label.column + 1).value = written

    returned = read(edit(filled(PLAN), change))
    assert codes(returned) == ([code] if code else [])
    assert figure(returned, "hi_tech").value == 16
    if code:
        problem = problem_of(returned, code)
        assert problem.severity == (A if code == "day_normalised" else W)
        assert written in problem.message
        assert ("2023-12-05" in problem.message) == (code == "day_normalised")
        assert problem.source is not None
        assert problem.source.cell


def cached(formula: str, value: str) -> bytes:
    """A form in which H5 is a formula with its saved result."""
    pattern = r'<c r="H5"([^>]*?)(?: t="n")?>\s*<v>16</v>\s*</c>'
    return edit_part(filled(PLAN), FORM, pattern, rf'<c r="H5"\1><f>{formula}</f><v>{value}</v></c>')


def test_defect_28_formula_without_result() -> None:
    """A formula that nobody calculated is not blank: it waits for somebody to open and save the file."""
    problem = problem_of(typed("hi_tech", "=3+2"), "formula_uncalculated", "hi_tech")
    assert problem.severity == Q
    assert "=3+2" in problem.message
    assert figure(typed("hi_tech", "=3+2"), "hi_tech").value is Absence.TO_VERIFY


def test_defect_29_30_formulas() -> None:
    """The saved result of a formula is used; provisionally where it comes from another file, which is named."""
    assert "=3+2" in expect(read(cached("3+2", "5")), "formula_used", N, "hi_tech", "5").message
    linked = expect(read(cached("[1]Sheet1!A1", "5")), "formula_external", W, "hi_tech", "5")
    assert "[1]Sheet1!A1" in linked.message


def test_defect_55_notes_and_remarks() -> None:
    """A cell note is passed on; one with a number in it, or 含 in 备注, makes the figure provisional."""
    noted = edit(filled(PLAN), lambda book: setattr(book["填报表"]["H5"], "comment", Comment("含复审2家", "示例")))
    problem = problem_of(read(noted), "cell_note_figure", "hi_tech")
    assert (problem.severity, problem.read) == (Severity.WARNING, "含复审2家")
    assert figure(read(noted), "hi_tech").provisional
    quiet = edit(filled(PLAN), lambda book: setattr(book["填报表"]["H5"], "comment", Comment("已核对", "示例")))
    assert problem_of(read(quiet), "cell_note").severity == N
    assert not figure(read(quiet), "hi_tech").provisional
    remarked = read(fill(filled(PLAN), {("hi_tech", "remark"): "含上年结转3家"}))
    assert problem_of(remarked, "remark_qualifies").severity == W
    assert (figure(remarked, "hi_tech").remark, figure(remarked, "hi_tech").provisional) == ("含上年结转3家", True)


def test_defect_56_estimates() -> None:
    """预计 in the cell makes it an estimate; a red letter or a yellow cell means nothing."""
    returned = typed("hi_tech", "预计16")
    expect(returned, "cell_estimate", N, "hi_tech", "16")
    assert (figure(returned, "hi_tech").state, figure(returned, "hi_tech").provisional) == (DataState.ESTIMATE, True)
    red = read(styled("hi_tech", 16, font=Font(color="FFFF0000")))
    assert (codes(red), figure(red, "hi_tech").provisional) == ([], False)


def test_defect_57_struck_out() -> None:
    """An old value struck out beside the new one is not read as one number; neither is a cell struck out whole."""
    pattern = r'<c r="H5"([^>]*?)(?: t="n")?>\s*<v>16</v>\s*</c>'
    runs = r'<c r="H5"\1 t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>6</t></r></is></c>'
    expect(read(edit_part(filled(PLAN), FORM, pattern, runs)), "cell_struck", Q, "hi_tech")
    expect(read(styled("hi_tech", 16, font=Font(strike=True))), "cell_struck", Q, "hi_tech", None, "16")


def test_defect_59_binary_noise() -> None:
    """What binary arithmetic leaves behind the fifteenth digit is no part of the figure."""
    returned = read(edit_part(filled(PLAN), FORM, r"<v>1\.2</v>", "<v>1.1699999999999999</v>"))
    assert str(figure(returned, "contracts").value) == "1.17"
    summed = read(edit_part(filled(PLAN), FORM, r"<v>1\.2</v>", "<v>0.30000000000000004</v>"))
    expect(summed, "cell_normalised", A, "contracts", "0.3")


def test_defect_64_invisible() -> None:
    """White letters and the format ;;; hide a figure on paper only: it is used and named."""
    expect(read(styled("hi_tech", 16, number_format=";;;")), "cell_invisible", N, "hi_tech", "16")
    expect(read(styled("hi_tech", 16, font=Font(color="FFFFFFFF"))), "cell_invisible", N, "hi_tech", "16")
