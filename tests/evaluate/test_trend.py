"""Figures over the periods: 同比, 环比, restated figures, levels that fell (docs/judging.md §14)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import evaluate, form, indicator, make_plan, period
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.assess import assess
from sctarget.evaluate.derived import Origin
from sctarget.evaluate.result import Status
from sctarget.evaluate.trend import change, trends_of
from sctarget.model.actual import Absence, DataState
from sctarget.model.history import last_year_value
from sctarget.model.plan import Kind, Reporting, Span
from sctarget.model.quantity import Quantity
from sctarget.model.units import RANK, declared_unit

if TYPE_CHECKING:
    from sctarget.evaluate.trend import Point
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator


def points(one: Indicator, *forms: FormReturn, over: str = "2023") -> tuple[Point, ...]:
    """The points of the only indicator of a plan."""
    plan = make_plan(one, over=over)
    return trends_of(assess(plan, forms), forms)[0].points


def moved(value: str, base: str, unit: str = "亿元") -> tuple[str, str | None, str]:
    """Difference, rate and words of a change."""
    found = change(indicator(f">= 1 {unit}"), Decimal(value), Decimal(base))
    return str(found.difference), None if found.rate is None else str(found.rate), found.words


@pytest.mark.parametrize(
    ("value", "base", "unit", "expected"),
    [
        ("0.9", "0.8", "亿元", ("0.1", "0.125", "")),
        ("2.65", "2.56", "%", ("0.09", None, "")),
        ("3", "0", "家", ("3", None, "基数为0，不计算")),
        ("0", "0", "家", ("0", None, "持平")),
        ("0.2", "-0.1", "亿元", ("0.3", None, "由负转正")),
        ("-0.2", "-0.1", "亿元", ("-0.1", None, "基数为负，不计算")),
        ("-0.2", "0.1", "亿元", ("-0.3", None, "由正转负")),
        ("12", "12", "家", ("0", "0", "")),
    ],
)
def test_a_change_is_a_rate_only_where_that_means_something(
    value: str, base: str, unit: str, expected: tuple[str, str | None, str]
) -> None:
    """Percentages move by points, and nothing is divided by 0 or by a negative figure."""
    assert moved(value, base, unit) == expected


def test_ranks_move_by_places() -> None:
    """From the third place to the second is one place, no percentage."""
    found = change(indicator("<= 3", "index", unit=RANK.text), Decimal(2), Decimal(3))
    assert found.difference == -1


@given(st.decimals("0.01", 10_000, places=2), st.decimals(0, 10_000, places=2))
def test_a_rate_leads_back_to_the_figure(base: Decimal, value: Decimal) -> None:
    """Base and rate together are the figure, to the last digit that is kept."""
    found = change(indicator(">= 1 亿元"), value, base)
    assert found.rate is not None
    assert abs(Fraction(base) * (1 + Fraction(found.rate)) - Fraction(value)) < Fraction(1, 10**15)


def known(when: str, value: str, unit: str = "家") -> tuple[Any, Quantity]:
    return period(when), Quantity(Decimal(value), declared_unit(unit))


def test_last_year_is_the_plans_then_the_returned_then_the_typed() -> None:
    """Where the plan knows last year it counts; then what was returned last year; then 上年同期 on the form."""
    one = indicator(">= 20 家", span=Span.EACH_YEAR, history=(known("2022Q1", "2"),))
    forms = (
        form({"x": "9"}, "2022H1"),
        form({"x": "3"}, "2023Q1", last_year=Decimal(5)),
        form({"x": "6"}, "2023H1", last_year=Decimal(8)),
        form({"x": "12"}, "2023Q3", last_year=Decimal(10)),
    )
    series = points(one, *forms, over="2022-2025")
    seen = [(each.period.text, each.last_year) for each in series if each.last_year]
    assert [(when, str(last.value), last.origin, str(last.other)) for when, last in seen] == [
        ("2023Q1", "2", Origin.HISTORY, "5"),
        ("2023H1", "9", Origin.RETURNED, "8"),
        ("2023Q3", "10", Origin.LAST_YEAR, "None"),
    ]
    assert [each.year.rate for each in series if each.year] == [
        Decimal("0.5"),
        Decimal("-0.3333333333333333333333333333"),
        Decimal("0.2"),
    ]


def test_the_baseline_of_last_year_serves_a_whole_year() -> None:
    """基期 2022 is what the year 2023 is compared with."""
    series = points(indicator(">= 20 家", "stock", baseline="10 (2022)"), form({"x": "12"}))
    assert series[0].year is not None
    assert series[0].year.rate == Decimal("0.2")


@pytest.mark.parametrize(
    ("kind", "reporting", "when", "told"),
    [
        ("flow", Reporting.CUMULATIVE, "2023Q2", "2"),
        ("stock", Reporting.CUMULATIVE, "2023Q2", "2"),
        ("flow", Reporting.PERIOD, "2023Q2", None),
        ("flow", Reporting.CUMULATIVE, "2023Q4", "9"),
    ],
)
def test_last_year_is_known_by_the_day_it_ends_on(kind: str, reporting: Reporting, when: str, told: str | None) -> None:
    """What stood at the end of 2022H1 stood there at the end of 2022Q2, but one half year is no quarter."""
    one = indicator(">= 20 家", kind, reporting=reporting, history=(known("2022H1", "2"), known("2022", "9")))
    (point,) = points(one, form({"x": "6"}, when))
    assert (str(point.last_year.value) if point.last_year else None) == told
    printed = last_year_value(one, period(when))
    assert (None if printed is None else str(printed)) == told


def test_levels_are_held_against_the_period_before_and_sums_are_not() -> None:
    """环比 of a stock looks at the last figure that was reported; of an amount since January there is none."""
    forms = form({"x": "10"}, "2023Q1"), form({"x": Absence.UNPUBLISHED}, "2023H1"), form({"x": "12"}, "2023Q3")
    stock = points(indicator(">= 20 家", "stock"), *forms)
    assert [each.before and each.before.text for each in stock] == [None, None, "2023Q1"]
    assert stock[2].previous is not None
    assert stock[2].previous.rate == Decimal("0.2")
    assert all(each.previous is None for each in points(indicator(">= 20 家"), *forms))
    yearly = points(indicator(">= 20 家", "stock"), form({"x": "8"}, "2022"), form({"x": "9"}), over="2022-2025")
    assert yearly[1].previous is None


def test_single_periods_are_held_against_the_one_just_before() -> None:
    """A quarter against a quarter; a half year before it is too long to compare with."""
    one = indicator(">= 20 家", reporting=Reporting.PERIOD)
    quarters = points(one, form({"x": "2"}, "2023Q1"), form({"x": "3"}, "2023Q2"))
    assert quarters[1].own == 3
    assert quarters[1].value == 5
    assert quarters[1].previous is not None
    assert quarters[1].previous.rate == Decimal("0.5")
    assert quarters[1].completion == Decimal("0.25")
    uneven = points(one, form({"x": "2"}, "2023H1"), form({"x": "3"}, "2023Q3"))
    assert uneven[1].previous is None


def test_lagged_data_of_one_year_do_not_move() -> None:
    """Last year's figure in the forms of two quarters is one figure: no 环比 between them."""
    one = indicator(">= 2 %", "ratio", data_year=-1)
    series = points(one, form({"x": "1.4"}, "2023Q1"), form({"x": "1.5"}, "2023H1"), over="2022-2025")
    assert [each.day.year for each in series] == [2022, 2022]
    assert series[1].previous is None


def test_what_was_replaced_stays_to_be_seen() -> None:
    """The estimate and the final figure of one period both stand at the point, each with its cell."""
    first = form({"x": "12"}, file="一.xlsx", sha="一", state=DataState.ESTIMATE)
    final = form({"x": "10"}, file="二.xlsx", sha="二")
    point = points(indicator(), first, final)[0]
    assert point.value == 10
    step = point.restated[0]
    assert (str(step.old.value), step.old.state, step.old.source.file) == ("12", DataState.ESTIMATE, "一.xlsx")
    assert (str(step.new.value), step.new.source.file) == ("10", "二.xlsx")


@pytest.mark.parametrize("kind", [Kind.STOCK, Kind.RATIO, Kind.INDEX])
def test_a_level_that_fell_below_its_target_is_said(kind: Kind) -> None:
    """It had been reached in June; today's status is judged on today's figure, and the note keeps June in mind."""
    forms = form({"x": "12"}, "2023H1"), form({"x": "9"}, "2023Q3")
    verdict = evaluate(make_plan(indicator(">= 10 家", kind.value)), *forms).verdicts[0]
    assert "2023年上半年曾达到（12家），现在没有保持住" in verdict.notes
    assert verdict.status is Status.OPEN
    over = evaluate(make_plan(indicator(">= 10 家", kind.value)), form({"x": "12"}, "2023H1"), form({"x": "8"}))
    assert any("曾达到" in note for note in over.verdicts[0].notes)


def test_what_did_not_fall_is_not_said_to() -> None:
    """Never reached, still reached, or an amount that only grows: no such note."""
    for kind, first, second in (("stock", "8", "9"), ("stock", "12", "11"), ("flow", "12", "9")):
        verdict = evaluate(
            make_plan(indicator(">= 10 家", kind)), form({"x": first}, "2023H1"), form({"x": second}, "2023Q3")
        ).verdicts[0]
        assert not any("曾达到" in note for note in verdict.notes)


def test_later_periods_are_not_looked_at() -> None:
    """The trend ends on the day of judging."""
    plan = make_plan(indicator())
    forms = form({"x": "1"}, "2023Q1"), form({"x": "5"}, "2023H1")
    judged = assess(plan, forms, period("2023Q1").end)
    assert [each.period.text for each in trends_of(judged, forms)[0].points] == ["2023Q1"]
