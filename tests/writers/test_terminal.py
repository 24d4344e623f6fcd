"""What a person sees in a terminal, at several widths."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.support import evaluation, indicator, pace, problem, task, verdict
from rich.cells import cell_len

from sctarget.evaluate.result import Evaluation, Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import Kind
from sctarget.report.table import Page
from sctarget.report.views import Selection, check_page
from sctarget.report.words import STATUS_WORDS
from sctarget.writers.terminal import render_terminal

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def sample() -> Evaluation:
    return evaluation(
        (
            verdict(
                indicator("本级财政科技支出", "0.18", "亿元"), Status.UNMET, "0.15", at="H5", reason="预算不足" * 30
            ),
            verdict(
                indicator("全社会研发经费支出占GDP比重", "1.8", "%", kind=Kind.RATIO, baseline=("1.27", 2020)),
                Status.NEARLY,
                "1.75",
                at="H6",
            ),
            verdict(
                indicator("科技培训人次", "2", "万人次"),
                Status.BEHIND,
                "0.7",
                pace=pace("0.35", "0.5", "1"),
                when="2023H1",
            ),
            verdict(indicator("专利", "9.4", "件/万人"), Status.MET, "9.4", provisional=True, state=DataState.ESTIMATE),
            verdict(indicator("没报的", "5", "家"), Status.UNREPORTED),
        ),
        (task(), task("建成大市场", TaskState.IN_PROGRESS, overdue=True)),
        (problem(), problem(message="已按16处理。" * 20)),
        missing=("县教育局",),
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Nothing wraps by itself."""
    text = render_terminal(check_page(sample()), width)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 200])
def test_everything_is_there_at_every_width(width: int) -> None:
    """Columns that do not fit move under the row; figures, differences, owners and cells are never lost."""
    text = re.sub(r"\s", "", render_terminal(check_page(sample()), width))
    for part in ("0.15亿元", "83.3%", "尚差0.03亿元", "未完成", "县统计局", "[填报表!H5]", "90.6%", "落后15.0个百分点"):
        assert part in text
    for part in (
        "应达：1万人次（进度50%）",
        "[填报表!H9]",
        "实际值须为确数",
        "预计完成",
        "推进中",
        "（逾期）",
        "县教育局",
    ):
        assert part in text


def test_columns_line_up() -> None:
    """Every row of the grid has its status under 状态."""
    lines = render_terminal(check_page(sample()), 200).splitlines()
    header = next(line for line in lines if line.startswith("指标 "))
    start = cell_len(header[: header.index("状态")])
    for word in ("未完成", "滞后", "基本完成", "预计完成", "未报送"):
        row = next(line for line in lines if f" {word} " in line)
        assert cell_len(row[: row.index(f" {word} ") + 1]) == start


def test_figures_and_words_are_not_torn() -> None:
    """0.03亿, 1.27% and GDP stay whole where a cell wraps; no line begins with a closing mark."""
    text = render_terminal(check_page(sample()), 60)
    for part in ("0.15亿", "GDP", "1.27%", "83.3%"):
        assert part in text
    assert not [line for line in text.splitlines() if line.strip().startswith(tuple("，。）、；："))]


def test_colours_come_with_the_word() -> None:
    """Red, yellow, green and grey only paint the word that is there without them."""
    page = check_page(sample())
    painted = render_terminal(page, 80, color=True)
    plain = render_terminal(page, 80)
    stripped = "".join(line.rstrip() + "\n" for line in ANSI.sub("", painted).splitlines())
    assert stripped == plain
    assert re.search(r"\x1b\[1;31m未完成", painted)
    assert re.search(r"\x1b\[33m滞后", painted)
    assert re.search(r"\x1b\[32m预计完成", painted)
    assert re.search(r"\x1b\[90m未报送", painted)
    assert "\x1b" not in plain


@pytest.mark.parametrize("status", list(Status))
def test_gbk_consoles_can_show_every_status(status: Status) -> None:
    """A Chinese Windows console has every character that we print of our own."""
    judged = verdict(indicator("甲", "10", "家"), status, "9", pace=pace("0.35", "0.5", "5"))
    text = render_terminal(check_page(evaluation((judged,), (task(),), (problem(),), missing=("乙",))), 80)
    assert STATUS_WORDS[status] in text.encode("gbk").decode("gbk")


def test_escape_sequences_of_people_are_shown_not_run() -> None:
    """A name with terminal codes cannot paint or move the cursor."""
    judged = verdict(indicator("名\x1b[2J\x07\u202e称", "10", "家"), Status.UNMET, "9", reason="一\r\n二\t三")
    text = render_terminal(check_page(evaluation((judged,))), 200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "名\\x1b[2J\\x07\\u202e称" in text
    assert "一 二 三" in text


def test_long_plans_show_the_worst_and_the_way_to_all() -> None:
    """With 500 indicators the screen keeps the 200 worst."""
    judged = tuple(
        verdict(indicator(f"指标{number}", "10", "家"), Status.UNMET if number == 499 else Status.MET, "9")
        for number in range(500)
    )
    text = render_terminal(check_page(evaluation(judged), Selection(limit=200)), 80)
    assert "指标499" in text
    assert text.count("来源：") == 200
    assert "共500项指标，这里只列最差的200项；全部列出请用 --format csv，或用 -o 写到文件。" in text.replace("\n", "")


def test_an_empty_plan_is_a_sentence() -> None:
    """Nothing to show is still an answer."""
    text = render_terminal(check_page(evaluation()), 80)
    assert "计划里没有指标和任务。" in text


def test_columns_hold_their_width_below_details() -> None:
    """Every row starts its cells where the first one does, although details stand between them."""
    judged = tuple(
        verdict(indicator(name, "10", "家"), Status.UNMET, actual, reason="理由")
        for name, actual in (("短", "9"), ("名称很长的一项指标", "8.25"), ("中等长度", "7"))
    )
    lines = render_terminal(check_page(evaluation(judged)), 100).splitlines()
    ends = {cell_len(line[: line.index("未完成")]) for line in lines if " 未完成" in line and "家" in line}
    assert len(ends) == 1


def test_markup_of_people_is_text() -> None:
    """Square brackets and colons are what they are, not colours and pictures of the library."""
    judged = verdict(indicator("[red]甲[/red]:smile:", "10", "家"), Status.UNMET, "9", reason="[bold]\\[/]")
    for color in (False, True):
        text = ANSI.sub("", render_terminal(check_page(evaluation((judged,))), 200, color=color))
        assert "[red]甲[/red]:smile:" in text
        assert "[bold]\\[/]" in text


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
@pytest.mark.parametrize("color", [False, True])
def test_surroundings_do_not_matter(name: str, monkeypatch: pytest.MonkeyPatch, *, color: bool) -> None:
    """Width and colour are told; the writer does not look at the environment."""
    page = check_page(sample())
    before = render_terminal(page, 100, color=color)
    monkeypatch.setenv(name, "dumb" if name == "TERM" else "1")
    assert render_terminal(page, 100, color=color) == before


@given(st.text(max_size=60))
def test_any_text_can_be_shown(text: str) -> None:
    """No name of an indicator or plan stops the table."""
    judged = verdict(indicator(text or "空", "10", "家"), Status.UNMET, "9", reason=text)
    rendered = render_terminal(Page(text, (text,), check_page(evaluation((judged,))).tables), 80)
    assert all(each.isprintable() or each == "\n" for each in rendered)
