"""CSV and Markdown, reopened with the parsers that their readers use."""

from __future__ import annotations

import csv
import io
import re

import pytest
from report.support import evaluation, indicator, problem, task, verdict

from sctarget.evaluate.result import Evaluation, Status
from sctarget.model.actual import DataState
from sctarget.report.columns import OVERVIEW_COLUMNS
from sctarget.report.table import Cell, Column, Page, Table
from sctarget.report.views import Selection, check_page, overview, tasks_table
from sctarget.report.words import STATUS_WORDS
from sctarget.writers.text import render_csv, render_markdown

NASTY = '=HYPERLINK("http://x","点")|<script>alert(1)</script>`x`\n第二行\x1b[31m'


def sample() -> Evaluation:
    return evaluation(
        (
            verdict(indicator("支出", "0.18", "亿元", group="投入"), Status.UNMET, "0.10", reason=NASTY, at="H5"),
            verdict(indicator("强度", "1.8", "%"), Status.MET, "1.80", provisional=True, state=DataState.ESTIMATE),
            verdict(indicator("没报", "5", "家"), Status.UNREPORTED),
        ),
        (task(),),
        (problem(read=NASTY),),
    )


def markdown_rows(text: str) -> list[list[str]]:
    """The cells of every table line, as a Markdown reader parts them."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_reads_back() -> None:
    """A spreadsheet gets every column; digits are those that were reported."""
    rows = read_csv(render_csv(overview(sample())))
    assert rows[0] == [column.caption for column in OVERVIEW_COLUMNS]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["指标"], first["实际完成"], first["实际值"], first["计量单位"]) == (
        "支出",
        "0.10亿元",
        "0.10",
        "亿元",
    )
    assert (first["差额值"], first["差额"], first["状态"]) == ("-0.08", "尚差0.08亿元", "未完成")
    missing = dict(zip(rows[0], rows[2], strict=True))
    assert (missing["状态"], missing["实际值"], missing["完成率"]) == ("未报送", "", "")


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-暂缺", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "－暂缺", "-1+1", "\r=1"]
)
def test_csv_never_holds_a_formula(text: str) -> None:
    """People's text stays text in Excel and WPS."""
    table = Table("甲", (Column("a", "甲"),), ((Cell(text),),))
    assert read_csv(render_csv([table]))[1][0].startswith("'")


@pytest.mark.parametrize("text", ["-0.02", "-5", "-12.5%", "1=1", "a-b", "—", ""])
def test_csv_leaves_numbers_and_harmless_text(text: str) -> None:
    """A negative difference can still be added up."""
    table = Table("甲", (Column("a", "甲"), Column("b", "乙")), ((Cell(text), Cell("x")),))
    assert read_csv(render_csv([table]))[1] == [text, "x"]


def test_csv_of_several_tables() -> None:
    """Tables of one kind follow under one header, another kind after an empty line."""
    judged = sample()
    tables = (*overview(judged, Selection(by="group")), *tasks_table(judged))
    rows = read_csv(render_csv(tables))
    assert [row[0] for row in rows if row].count("序号") == 2
    assert rows.index([]) == 4


def test_markdown_table_keeps_its_columns() -> None:
    """Pipes, markup and line breaks of people do not break the table."""
    text = render_markdown(check_page(sample()))
    rows = markdown_rows(text)
    indicators = rows[: next(number for number, row in enumerate(rows) if "任务" in row)]
    assert [len(row) for row in indicators] == [len(rows[0])] * 5
    assert [row[1] for row in indicators if row is not indicators[1]] == ["指标", "支出", "没报", "强度"]
    assert indicators[1][0].endswith("-:")
    assert set(indicators[1][1]) == {"-"}
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\\x1b" in text
    assert "第二行" in text
    assert "<br>" in text
    assert "0.10亿元" in next(row for row in rows if "支出" in row)
    assert "1.80%（预计）" in next(row for row in rows if "强度" in row)
    assert text.startswith("# 示例县2023年科技工作要点")


def test_markdown_leaves_out_empty_columns_and_marks_empty_cells() -> None:
    """No column without a word in it, no empty cell in the others."""
    rows = markdown_rows(render_markdown(check_page(sample())))
    assert "增量完成率" not in rows[0]
    assert "计量单位" not in rows[0]
    assert all(cell for row in rows for cell in row)
    assert "—" in next(row for row in rows if "没报" in row)


def test_markdown_is_not_blown_up() -> None:
    """One long reason does not fill every other line with blanks."""
    judged = tuple(
        verdict(indicator(f"甲{number}", "10", "家"), Status.UNMET, "9", reason="长" * 500 if not number else "短")
        for number in range(20)
    )
    short = [line for line in render_markdown(check_page(evaluation(judged))).splitlines() if "短" in line]
    assert len(short) == 19
    assert max(map(len, short)) < 200


@pytest.mark.parametrize("status", list(Status))
def test_every_status_word_in_every_format(status: Status) -> None:
    """The word is there whatever the format; colour alone says nothing on a black-and-white printer."""
    page = check_page(evaluation((verdict(indicator("甲", "10", "家"), status, "9"),)))
    word = STATUS_WORDS[status]
    assert f"| {word} |" in render_markdown(page)
    assert word in read_csv(render_csv(page.tables))[1]


def test_display_guard_reaches_the_page() -> None:
    """未完成 never stands beside 100.0%."""
    page = check_page(evaluation((verdict(indicator("甲", "60", "分"), Status.UNMET, "59.99"),)))
    for text in (render_markdown(page), render_csv(page.tables)):
        assert "99.98%" in text
        assert "100.0%" not in text


def test_titles_and_sentences_are_text_too() -> None:
    """A plan called <b> shows its name."""
    page = Page("<b>计划 &lt; R&D", ("*甲* [链](http://x)",), (), ("注<i>",))
    assert render_markdown(page) == "# &lt;b&gt;计划 &amp;lt; R&D\n\n\\*甲\\* \\[链](http://x)\n\n注&lt;i&gt;\n"


def test_empty_table_shows_its_note() -> None:
    """A filter that finds nothing is said in every format."""
    page = Page("甲", (), (Table("指标", OVERVIEW_COLUMNS, (), ("没有符合条件的指标。",)),))
    assert "没有符合条件的指标。" in render_markdown(page)
