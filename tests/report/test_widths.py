"""Columns of a printed table: as wide as they need, so that the table is low."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sctarget.report.table import Cell, Column, Table
from sctarget.report.widths import LANDSCAPE, PORTRAIT, cell_lines, column_widths, line_width, row_lines

COLUMNS = (Column("number", "序号", "center"), Column("name", "指标"), Column("rate", "完成率", "center"))


@given(st.lists(st.tuples(*[st.text(max_size=80)] * 3), max_size=12), st.sampled_from((PORTRAIT, LANDSCAPE)))
def test_columns_fill_the_width_exactly(rows: list[tuple[str, str, str]], whole: int) -> None:
    """Whatever the cells hold: no column vanishes, none sticks out."""
    widths = column_widths(COLUMNS, list(zip(*rows, strict=True)) or [[], [], []], whole)
    assert sum(widths) == whole
    assert min(widths) > 0


def test_figures_stay_whole_and_words_break() -> None:
    """A long name gives way, not 112.8% and not the caption above it."""
    names = ["企业研发经费支出占全社会研发经费支出的比重" * 3] * 5
    widths = column_widths(COLUMNS, [["1"] * 5, names, ["112.8%"] * 5], 4000)
    assert cell_lines("112.8%", widths[2]) == 1
    assert cell_lines("序号", widths[0]) == 1
    assert cell_lines(names[0], widths[1]) > 1


def test_a_figure_with_its_year_breaks_only_behind_the_year() -> None:
    """59.2%（2022年） may break before 年, never between 59.2 and its sign."""
    names = ["企业研发经费支出占全社会研发经费支出的比重" * 3] * 5
    columns = (Column("name", "指标"), Column("actual", "实际完成", "center"), Column("more", "说明"))
    widths = column_widths(columns, [names, ["59.2%（2022年）"] * 5, names], 5000)
    assert cell_lines("59.2%（2022", widths[1]) == 1


def test_one_long_cell_does_not_starve_the_others() -> None:
    """A remark of 400 characters in one row of twenty breaks there; the usual ones keep their lines."""
    remarks = ["示例" * 4] * 19 + ["长" * 400]
    widths = column_widths((Column("a", "甲"), Column("b", "乙")), [["示例名称" * 5] * 20, remarks], PORTRAIT)
    assert cell_lines("示例名称" * 5, widths[0]) == 1
    assert cell_lines("示例" * 4, widths[1]) == 1


def test_two_long_columns_share() -> None:
    """Reasons and measures of the same length get the same room."""
    left, right = column_widths((Column("a", "甲"), Column("b", "乙")), [["字" * 90], ["词" * 90]], PORTRAIT)
    assert abs(left - right) <= line_width("字")


def test_lines_of_rows_are_counted() -> None:
    """What the one-page brief is fitted by."""
    table = Table(
        "", (Column("a", "甲"), Column("b", "乙")), ((Cell("短"), Cell("短")), (Cell("短"), Cell("长" * 200)))
    )
    short, long = row_lines(table)
    assert short == 1
    assert 4 <= long <= 7
