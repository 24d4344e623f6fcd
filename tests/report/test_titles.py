"""Titles break where their meaning allows, and never inside a number or a word."""

from __future__ import annotations

from datetime import date

import pytest
from report.support import evaluation, indicator, verdict

from sctarget.evaluate.result import Status
from sctarget.report.titles import broken_title, report_title, reported_span

BROKEN = [
    ("示例县2023年工作报告", "示例县2023年工作报告"),
    (
        "关于《示例县2023年科技创新工作要点》目标完成情况的报告",
        "关于《示例县2023年科技创新\n工作要点》目标完成情况的报告",
    ),
    (
        "关于《示例市示例区强科技行动实施方案（2022—2025年）》2023年度目标进展情况的报告",
        "关于《示例市示例区强科技行动\n实施方案（2022—2025年）》\n2023年度目标进展情况的报告",
    ),
    ("自己写好\n分行的标题", "自己写好\n分行的标题"),
]


@pytest.mark.parametrize(("title", "expected"), BROKEN)
def test_titles_break_between_words(title: str, expected: str) -> None:
    """Two or three lines about equally long, parted behind a word or 》; a title of one line stays whole."""
    assert broken_title(title) == expected


def test_no_line_is_too_long_and_none_begins_with_a_closing_mark() -> None:
    """Also for titles of words that nobody foresaw."""
    for length in range(15, 90):
        lines = broken_title("甲乙丙丁戊己庚辛壬癸" * 9)[:length].split("\n")
        assert all(len(line) <= 19 for line in lines)
    for line in broken_title("关于《甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己》、《子丑寅卯辰巳午未申酉戌亥》的报告").split(
        "\n"
    ):
        assert line[0] not in "》、）的"


def test_a_title_names_what_it_reports() -> None:
    """Results at the end, progress before it, 指标 where the plan has no targets; inner 《》 become 〈〉."""
    judged = (verdict(indicator("研发经费支出"), Status.MET, "0.16"),)
    assert report_title(evaluation(judged, title="《甲》要点")) == "关于《〈甲〉要点》目标完成情况的报告"
    running = evaluation(judged, as_of=date(2023, 9, 30), elapsed="0.75", title="要点")
    assert report_title(running) == "关于《要点》前三季度目标进展情况的报告"
    watched = (verdict(indicator("专利", None, "件"), Status.MONITORED, "5"),)
    assert report_title(evaluation(watched, title="要点")) == "关于《要点》指标完成情况的报告"


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (date(2023, 3, 31), False, "一季度"),
        (date(2023, 6, 30), True, "2023年上半年"),
        (date(2023, 5, 31), False, "1—5月"),
        (date(2023, 1, 31), False, "1月"),
        (date(2023, 12, 31), True, "2023年度"),
        (date(2023, 8, 15), False, "截至2023年8月15日"),
    ],
)
def test_what_a_day_covers(day: date, year: bool, expected: str) -> None:
    """The end of a month is called by what it closes, another day by its date."""
    assert reported_span(day, year=year) == expected
