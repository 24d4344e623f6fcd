"""Rounding is for people only and never tells the opposite of the verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.rounding import (
    decimals,
    plain_text,
    round_half,
    shown,
    shown_figure,
    shown_percent,
    to_decimal,
)
from sctarget.model.plan import Rounding, Rules

GB = Rounding.GBT8170
HALF_UP = Rounding.HALF_UP
NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, allow_nan=False, allow_infinity=False, places=7)


@pytest.mark.parametrize(
    ("value", "digits", "even", "up"),
    [
        ("1.050", 1, "1.0", "1.1"),
        ("0.35", 1, "0.4", "0.4"),
        ("0.45", 1, "0.4", "0.5"),
        ("2500", -3, "2000", "3000"),
        ("3500", -3, "4000", "4000"),
        ("8.53459", 2, "8.53", "8.53"),
        ("2.675", 2, "2.68", "2.68"),
        ("-0.0365", 1, "0.0", "0.0"),
        ("-0.45", 1, "-0.4", "-0.5"),
        ("12.5", 0, "12", "13"),
    ],
)
def test_ties_go_to_the_even_digit_or_up(value: str, digits: int, even: str, up: str) -> None:
    """GB/T 8170 keeps the even last digit on an exact tie, 四舍五入 goes up; the sign is put back afterwards."""
    assert plain_text(round_half(Decimal(value), digits, GB)) == even
    assert plain_text(round_half(Decimal(value), digits, HALF_UP)) == up


@pytest.mark.parametrize(
    ("value", "digits", "threshold", "text"),
    [
        ("99.96", 1, "100", "99.96"),
        ("99.95", 1, "100", "99.95"),
        ("99.996", 1, "100", "99.996"),
        ("99.99999", 1, "100", "99.99999"),
        ("99.999999", 1, "100", "＜100"),
        ("100.000001", 1, "100", "＞100"),
        ("100.04", 1, "100", "100.04"),
        ("59.96", 1, "60", "59.96"),
        ("60", 1, "60", "60.0"),
        ("0.004", 1, "100", "0.004"),
        ("0.00000001", 1, "100", "＞0"),
        ("-0.00000001", 1, "100", "＜0"),
        ("112.81", 1, "100", "112.8"),
    ],
)
def test_a_display_never_crosses_a_threshold(value: str, digits: int, threshold: str, text: str) -> None:
    """Nobody reads 100.0 for a figure that is less than 100, nor 0.0 for a figure that is not nothing."""
    assert shown(Decimal(value), digits, [Decimal(threshold)], GB) == text


def test_the_nearest_crossed_threshold_is_named() -> None:
    """Between two thresholds that are both hit, the sign names the one that is closest."""
    assert shown(Decimal("89.9999999"), 0, [Decimal(100), Decimal(90)], GB) == "＜90"


def test_percent_of_a_share() -> None:
    """A completion of 1.128 reads 112.8%, one of 0.9996 does not read 100.0%, 0.899999999 is said to be below 90%."""
    rules = Rules()
    assert shown_percent(Decimal("1.128"), [Decimal(1)], rules) == "112.8%"
    assert shown_percent(Decimal("0.9996"), [Decimal(1)], rules) == "99.96%"
    assert shown_percent(Decimal("0.899999999"), [Decimal("0.9"), Decimal(1)], rules) == "＜90%"
    assert shown_percent(Decimal(1), [Decimal(1)], rules) == "100.0%"


def test_a_figure_keeps_its_own_digits() -> None:
    """0.16 stays 0.16 and 12 stays 12; a figure longer than asked for is cut only where the target allows it."""
    assert shown_figure(Decimal("0.10"), None, [], GB) == "0.10"
    assert shown_figure(Decimal(12), 2, [Decimal(12)], GB) == "12"
    assert shown_figure(Decimal("1.796"), 1, [Decimal("1.8")], GB) == "1.796"
    assert shown_figure(Decimal("1.7451"), 2, [Decimal("1.8")], GB) == "1.75"


@given(NUMBERS, st.integers(0, 4), st.lists(NUMBERS, max_size=3), st.sampled_from(Rounding))
def test_shown_stays_on_its_side(value: Decimal, digits: int, thresholds: list[Decimal], rounding: Rounding) -> None:
    """Whatever the figure, what is printed compares with every threshold and with 0 as the exact figure does."""
    text = shown(value, digits, thresholds, rounding)
    if text[0] in "＜＞":
        line = Decimal(text[1:])
        assert line in {*thresholds, Decimal(0)}
        assert (value < line) == (text[0] == "＜")
        return
    printed = Decimal(text)
    assert abs(printed - value) <= Decimal(1).scaleb(-digits) / 2
    for line in (*thresholds, Decimal(0)):
        assert printed.compare(line) == value.compare(line)


@given(NUMBERS, st.integers(0, 8), st.lists(NUMBERS, max_size=3))
def test_a_shown_figure_has_no_invented_digits(value: Decimal, digits: int, thresholds: list[Decimal]) -> None:
    """A reported figure is never printed with more decimals than it came with, and never across a target."""
    printed = Decimal(shown_figure(value, digits, thresholds, GB))
    assert decimals(printed) <= decimals(value)
    for line in thresholds:
        assert printed.compare(line) == value.compare(line)


@given(st.integers(-(10**40), 10**40), st.integers(1, 10**20))
def test_a_fraction_becomes_its_decimal(above: int, below: int) -> None:
    """Finite values come out exactly, endless ones with at least 28 digits and on the right side of 1."""
    exact = Fraction(above, below)
    result = to_decimal(exact)
    assert Fraction(result) == exact or abs(Fraction(result) - exact) <= abs(exact) / 10**27
    assert (Fraction(result) < 1) == (exact < 1)


def test_an_endless_value_is_not_taken_for_its_short_neighbour() -> None:
    """A completion a hair below 100 % in the fortieth digit does not become 1."""
    assert to_decimal(1 - Fraction(1, 3 * 10**40)) < 1
    assert to_decimal(Fraction(1, 3)) == Decimal("0.3333333333333333333333333333")
    assert str(to_decimal(Fraction(29, 2))) == "14.5"
