"""Where a line of Chinese text may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sctarget.writers.wrapping import balance, pieces, wrap


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("达到0.16亿元以上", ["达", "到", "0.16亿元", "以", "上"]),
        ("1,260万人次", ["1,260万人", "次"]),
        ("占GDP比重，增", ["占", "GDP", "比", "重，", "增"]),
        ("60%（预计）", ["60%", "（预计）"]),
        ("2023年6月30日前", ["2023年6月30日", "前"]),
        ("表.xlsx [填报表!H7]", ["表.", "xlsx", " ", "[填报表!H7]"]),
        ("“甲”和《乙》", ["“甲”", "和", "《乙》"]),
    ],
)
def test_what_stays_together(text: str, parts: list[str]) -> None:
    """Figures with their unit, words, dates, cells and marks with what they belong to."""
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("高新技术企业（培育）", 16, ["高新技术企业", "（培育）"]),
        ("农业新品种、新技术", 16, ["农业新品种、", "新技术"]),
        ("省级科技创新平台", 12, ["省级科技", "创新平台"]),
        ("进行中（预计）", 12, ["进行中", "（预计）"]),
        ("尚差129.5亿元", 12, ["尚差", "129.5亿元"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("甲 乙", 2, ["甲", "乙"]),
        ("甲", 8, ["甲"]),
        ("", 8, [""]),
    ],
)
def test_lines_are_balanced(text: str, width: int, lines: list[str]) -> None:
    """Lines break where a reader would pause, and no single character is left over."""
    assert balance(text, width) == lines


@given(st.text(max_size=80), st.integers(min_value=4, max_value=60))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """Whatever people type, every character but blanks at line ends is shown, on lines that fit."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    for lines in (wrap(shown, width), balance(shown, width)):
        assert "".join("".join(lines).split()) == "".join(shown.split())
        assert max(map(cell_len, lines)) <= width
