"""What departments type into a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_cell, parse_quantity
from sctarget.model.quantity import Quantity
from sctarget.model.units import RANK, declared_unit


@pytest.mark.parametrize(
    ("text", "row", "value", "unit", "normalised"),
    [
        ("16", "家", "16", "家", ()),
        ("'16", "家", "16", "家", ()),
        ("15.0", "家", "15.0", "家", ()),
        ("１６．５", "亿元", "16.5", "亿元", ("全角字符",)),
        (" 16\n", "家", "16", "家", ("首尾空白",)),
        ("\u3000\u00a016", "家", "16", "家", ("首尾空白",)),
        ("1\u200b6\ufeff", "家", "16", "家", ("零宽字符",)),
        ("16家", "家", "16", "家", ("单位",)),
        ("16 家", "家", "16", "家", ("空白", "单位")),
        ("1.17亿元", "亿元", "1.17", "亿元", ("单位",)),
        ("11700万元", "亿元", "11700", "万元", ("单位",)),
        ("1.17亿", "亿元", "1.17", "亿元", ("单位",)),
        ("16项", "家", "16", "项", ("单位",)),
        ("1,200", "份", "1200", "份", ("千分位",)),
        ("１，２００份", "份", "1200", "份", ("全角字符", "千分位", "单位")),
        ("十六", "家", "16", "家", ("中文数字",)),
        ("壹", "家", "1", "家", ("中文数字",)),
        ("40％", "%", "40", "%", ("全角字符", "单位")),
        ("3‰", "%", "3", "‰", ("单位",)),
        ("-5", "%", "-5", "%", ()),
        ("－5", "%", "-5", "%", ("全角字符",)),
        ("5盏灯", "盏灯", "5", "盏灯", ("单位",)),
    ],
)
def test_exact_figure(text: str, row: str, value: str, unit: str, normalised: tuple[str, ...]) -> None:
    """One figure however it was typed; what was put right is listed."""
    reading = parse_cell(text, declared_unit(row))
    assert (str(reading.quantity.value), reading.quantity.unit.text) == (value, unit)
    assert (reading.normalised, reading.unit_stated) == (normalised, "单位" in normalised)
    assert (reading.comparator, reading.high, reading.approximate, reading.provisional) == (None, None, False, False)


@pytest.mark.parametrize(
    ("text", "comparator", "high", "approximate", "provisional"),
    [
        ("约12", None, None, True, False),
        ("≈12", None, None, True, False),
        ("12左右", None, None, True, False),
        ("12余", None, None, True, False),
        ("近12", None, None, True, False),
        (">12", ">", None, False, False),
        ("≥12", ">=", None, False, False),
        ("12以上", ">=", None, False, False),
        ("12家以内", "<=", None, False, False),
        ("不少于12", ">=", None, False, False),
        ("12-15", None, "15", False, False),
        ("12~15家", None, "15", False, False),
        ("预计12", None, None, False, True),
        ("12（预计）", None, None, False, True),
        ("预估约12家", None, None, True, True),
    ],
)
def test_inexact_figure(
    text: str, comparator: str | None, high: str | None, approximate: bool, provisional: bool
) -> None:
    """A cell that is not an exact figure keeps the figure and says how it was written."""
    reading = parse_cell(text, declared_unit("家"))
    assert str(reading.quantity.value) == "12"
    assert reading.comparator == comparator
    assert (None if reading.high is None else str(reading.high)) == high
    assert (reading.approximate, reading.provisional) == (approximate, provisional)


def test_baseline() -> None:
    """A baseline is read with its digits and its unit."""
    assert str(parse_quantity("1.270%").value) == "1.270"
    assert parse_quantity("1.27", declared_unit("%")).unit.text == "%"
    assert parse_quantity("114名（家）").unit.text == "名(家)"


@pytest.mark.parametrize("text", ["2", "第2位", "第二名", "2位", "2名", "第2"])
def test_rank(text: str) -> None:
    """A place in a ranking is one figure however it is written, in a cell and as a baseline."""
    place = Quantity(Decimal(2), RANK)
    assert parse_cell(text, RANK).quantity == place
    assert parse_quantity(text, RANK) == place


@pytest.mark.parametrize("text", ["前3", "第", "第二家和第三家"])
def test_no_rank(text: str) -> None:
    """前3 says no exact place."""
    with pytest.raises(GrammarError):
        parse_cell(text, RANK)
