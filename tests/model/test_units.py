"""Units: what converts, exactly, and what never does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.model.errors import UnitMismatchError
from sctarget.model.units import BASE_UNITS, MULTIPLIERS, NO_UNIT, convert, declared_unit, find_unit, plain, scaled

BASES = ("元", "人", "亩", "吨", "平方米")
NAMES = [*BASE_UNITS, *(f"{word}{base}" for word in MULTIPLIERS for base in BASES), "元/亩", "件/万人"]
VALUES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1800", "万元", "亿元", "0.18"),
        ("0.18", "亿元", "万元", "1800"),
        ("1", "万亿元", "亿元", "10000"),
        ("3", "公顷", "亩", "45"),
        ("1", "平方公里", "公顷", "100"),
        ("3", "亩", "平方米", "2000"),
        ("5", "‰", "%", "0.5"),
        ("2", "个千分点", "个百分点", "0.2"),
        ("12", "名", "人", "12"),
        ("2", "万人次", "人次", "20000"),
        ("3", "吨", "公斤", "3000"),
        ("1", "年", "个月", "12"),
        ("0.5", "件/万人", "件/人", "0.00005"),
        ("1.50", "元", "元", "1.50"),
    ],
)
def test_converts(value: str, source: str, target: str, expected: str) -> None:
    """Figures that mean the same are made comparable without losing a digit."""
    assert str(convert(Decimal(value), declared_unit(source), declared_unit(target)).__format__("f")) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("家", "项"), ("人", "人次"), ("人", "人年"), ("%", "个百分点"), ("天", "工作日"), ("期", "场"),
        ("万元", "万美元"),
        ("名(家)", "名"), ("件", "件/万人"), ("户", "家"), ("家", ""), ("元/公顷", "元/亩"),
    ],
)  # fmt: skip
def test_refuses(source: str, target: str) -> None:
    """Figures that only look alike are not mixed; the message names both units."""
    with pytest.raises(UnitMismatchError, match="不能精确换算为") as caught:
        convert(Decimal(5), declared_unit(source), declared_unit(target))
    assert f"“{source}”" in str(caught.value)


def test_refuses_endless_digits() -> None:
    """1亩 is 666.66… 平方米: said, not rounded."""
    with pytest.raises(UnitMismatchError):
        convert(Decimal(1), declared_unit("亩"), declared_unit("平方米"))


@settings(max_examples=300, deadline=None)
@given(VALUES, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_there_and_back(value: Decimal, one: str, other: str) -> None:
    """A conversion that is done comes back as the same number."""
    source, target = declared_unit(one), declared_unit(other)
    try:
        converted = convert(value, source, target)
    except UnitMismatchError:
        return
    assert convert(converted, target, source) == value


@pytest.mark.parametrize(
    ("text", "printed", "dimension", "factor"),
    [
        ("万元", "万元", "money", "10000"),
        (" 万人次 ", "万人次", "count:人次", "10000"),
        ("名（家）", "名(家)", "count:名(家)", "1"),
        ("％", "%", "ratio", "0.01"),
        ("件／万人", "件/万人", "count:件/person", "0.0001"),
        ("亿", "亿", "number", "100000000"),
        ("千瓦", "千瓦", "power", "1"),
        ("", "", "number", "1"),
    ],
)
def test_find(text: str, printed: str, dimension: str, factor: str) -> None:
    """Units are recognised however the brackets and signs were typed."""
    unit = find_unit(text)
    assert unit is not None
    assert (unit.text, unit.dimension, unit.factor) == (printed, dimension, Decimal(factor))


UNKNOWN = ["万%", "亿个百分点", "盏灯", "家/", "/家", "()", "家()", "(家)",
           "万万元", "件/件/件", "家(" * 20, "家" * 50]  # fmt: skip


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown(text: str) -> None:
    """What is no unit is not guessed at."""
    assert find_unit(text) is None


def test_declared() -> None:
    """A word that only the plan knows is a count of its own."""
    lamps = declared_unit(" 盏灯 ")
    assert (lamps.text, lamps.countable, lamps.percent) == ("盏灯", True, False)
    assert not lamps.same_dimension(declared_unit("家"))
    assert declared_unit("") is NO_UNIT


COUNTABLE = [("家", True), ("人", True), ("万人次", False), ("亿元", False), ("%", False)]


@pytest.mark.parametrize(("text", "whole"), COUNTABLE)
def test_countable(text: str, whole: bool) -> None:
    """Only plain counts must be whole numbers."""
    assert declared_unit(text).countable is whole


def test_scaled() -> None:
    """亿 alone in a row of 万元 is 亿元; it says nothing for %."""
    hundred_million = declared_unit("亿")
    found = scaled(hundred_million, declared_unit("万元"))
    assert found is not None
    assert found.text == "亿元"
    assert scaled(hundred_million, declared_unit("%")) is None


@pytest.mark.parametrize(("value", "expected"), [("2E+3", "2000"), ("-0", "0"), ("0.10", "0.10"), ("1E-7", "1E-7")])
def test_plain(value: str, expected: str) -> None:
    """A printed figure has no exponent in front of the point."""
    assert str(plain(Decimal(value))) == expected
