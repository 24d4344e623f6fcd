"""Numbers for a spreadsheet: what it will show is what every other format prints."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.rounding import shown_percent, to_decimal
from sctarget.model.plan import Rules
from sctarget.report.table import Cell
from sctarget.writers.number_cells import Number, number_of


def spreadsheet(number: Number) -> str:
    """What a spreadsheet prints: 15 digits, half up, as its format says (the few formats that we use)."""
    assert isinstance(number.value, Decimal)
    if number.format.startswith('"'):
        return number.format.strip('"')
    digits, percent = number.format.removesuffix("%"), number.format.endswith("%")
    places = len(digits.partition(".")[2])
    value = Context(prec=15).plus(number.value) * (100 if percent else 1)
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60)):f}" + ("%" if percent else "")


@pytest.mark.parametrize(
    ("text", "value", "number", "number_format"),
    [
        ("0.10", None, "0.10", "0.00"),
        ("-3.5", None, "-3.5", "0.0"),
        ("112.8%", "1.128205128205128205128205128", "1.12820512820513", "0.0%"),
        ("99.96%", "0.9996", "0.9996", "0.00%"),
        ("100.0%", "1", "1", "0.0%"),
        ("0.0%", "0", "0", "0.0%"),
        ("106.2%", "1.0625", "1.062", "0.0%"),
        ("＜100%", "0.99999999999", "0.99999999999", '"＜100%"'),
        ("0.3333", "0.3333333333333333333333333333", "0.333333333333333", "0.0000"),
    ],
)
def test_value_and_format(text: str, value: str | None, number: str, number_format: str) -> None:
    """The exact value under the format of its own text; a tie that a spreadsheet rounds otherwise is stored rounded."""
    found = number_of(Cell(text, None, None if value is None else Decimal(value)))
    assert found is not None
    assert (found.value, found.format) == (Decimal(number), number_format)
    assert spreadsheet(found) == text


@pytest.mark.parametrize("text", ["低于基期", "12家", "1234567890.1234567", "１２", "1e5", "", "0/2", "1,043"])
def test_what_is_no_plain_number_stays_text(text: str) -> None:
    """Nothing is guessed, and no digit is lost."""
    assert number_of(Cell(text)) is None


def test_a_date_is_a_date() -> None:
    """It can be sorted, and reads as in every other format."""
    found = number_of(Cell("2023年3月5日", None, date(2023, 3, 5)))
    assert found == (date(2023, 3, 5), 'yyyy"年"m"月"d"日"')


@given(st.fractions(min_value=0, max_value=3, max_denominator=10**9))
def test_a_spreadsheet_never_crosses_a_line(share: object) -> None:
    """Whatever the rate: what the cell shows is, to the character, what the guard allowed."""
    exact = to_decimal(share)  # type: ignore[arg-type]
    text = shown_percent(exact, (Decimal(1), Decimal("0.9")), Rules())
    found = number_of(Cell(text, None, exact))
    assert found is not None
    assert spreadsheet(found) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5))
def test_reported_figures_keep_every_digit(value: Decimal) -> None:
    """A figure with its own digits is shown with them."""
    text = f"{value:f}"
    found = number_of(Cell(text, None, value))
    assert found is not None
    assert spreadsheet(found) == text
