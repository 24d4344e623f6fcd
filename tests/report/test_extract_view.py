"""The review table of a document: what is doubtful first, each record with its figure, place and words."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records
from sctarget.readers import dictionary
from sctarget.report.doubts import reviewed
from sctarget.report.extract_view import extract_page
from sctarget.writers.terminal import render_terminal

TEXT = """示例县2024年科技工作要点
一、主要目标
众创空间达到6家，技术交易额达到2亿元，科技特派员60名左右，办结时限3个工作日以内，新增孵化器1—2家，培育新品种*个。
二、任务
全市众创空间达到6家以上。研发投入强度由1.2%提高到1.8%。（责任单位：县科技局）
示例园区通过省级验收。
"""


def shown(text: str, width: int = 200, most: int | None = None) -> str:
    records = reviewed(find_records(text, None, dictionary.standard_id), dictionary)
    return render_terminal(extract_page("要点.txt", records, lambda start: f"第{start}字", most), width)


def test_the_heading_counts_what_was_read() -> None:
    """How many of each kind, how many are doubtful, how many were said before."""
    assert "读出9条：目标7条、待填1条、任务1条。其中2条待核，列在前面。1条是前面说过的" in shown(TEXT)


def test_what_is_doubtful_stands_first_with_its_reason() -> None:
    """The look-alike is above everything else, its reason and words below it."""
    page = shown(TEXT)
    assert (
        page.index("待核：与标准指标“技术合同成交额”名称相近，不要混同") < page.index("\n其余\n") < page.index("≥6家")
    )


@pytest.mark.parametrize(
    "words", ["≥6家", "60名左右", "≤3个工作日", "1—2家", "*个", "众创空间（同r1）", "1.2%", "主要目标 第", "县科技局"]
)
def test_figures_places_and_owners_are_shown(words: str) -> None:
    """Direction, range and slot as people write them, restatements, the base, the place, the owner."""
    assert words in shown(TEXT)


def test_a_narrow_window_loses_nothing() -> None:
    """At 80 columns the words stand below their row, no line is longer."""
    page = shown(TEXT, 80)
    assert "原文：众创空间达到6家" in page
    assert "县科技局" in page
    assert max(sum(2 if ord(each) > 0x2E80 else 1 for each in line) for line in page.splitlines()) <= 80


def test_nothing_found_says_what_to_check() -> None:
    """An empty table is no answer."""
    assert "没有读出目标" in shown("示例县简介\n我县风景秀丽。\n")


def test_the_screen_is_not_flooded() -> None:
    """Beyond the limit it is said how many more there are and how to get them."""
    page = shown("示例县2024年要点\n" + "".join(f"新增第{n}类示范点{n}个。\n" for n in range(2, 30)), most=5)
    assert "另有23条没有列出；全部写进文件" in page


def test_a_table_without_units_is_settled_by_the_text() -> None:
    """23 in the table, 23家 in the text: nothing to review; without the text it is."""
    table = "序号\t指标名称\t单位\t2021年\t2025年\n1\t瞪羚企业\t\t3\t23\n"
    head = "示例县科技创新规划（2021—2025年）\n"
    assert "待核" not in shown(head + table + "到2025年瞪羚企业达到23家。\n")
    assert "待核：表中没有单位" in shown(head + table)
