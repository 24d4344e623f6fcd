"""Where a running figure will stand, and how fast it must go: what holds for every figure, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from evaluate.support import evaluate, form, indicator, make_plan, period
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.outlook import ForecastMethod, Per, Rate
from sctarget.model.actual import DataState
from sctarget.model.plan import PaceMethod, Reporting, Span
from sctarget.model.quantity import Quantity
from sctarget.model.units import declared_unit

if TYPE_CHECKING:
    from sctarget.evaluate.outlook import Outlook
    from sctarget.model.plan import Indicator

STEPS = st.lists(st.decimals(0, 1000, places=2), min_size=3, max_size=3)
QUARTERS = ("2023Q1", "2023H1", "2023Q3")


def ahead(one: Indicator, figures: dict[str, str], over: str = "2023", state: DataState | None = None) -> Outlook:
    """What is said of the end after the figures of some periods."""
    forms = [form({"x": value}, when, state=state) for when, value in figures.items()]
    outlook = evaluate(make_plan(one, over=over), *forms).verdicts[0].outlook
    assert outlook is not None
    return outlook


@settings(deadline=None)
@given(STEPS)
def test_a_forecast_goes_on_from_what_is_done(steps: list[Decimal]) -> None:
    """Amounts only grow, so the forecast is never below the figure, and between the slowest and the fastest stretch."""
    sums = [sum(steps[: number + 1], Decimal(0)) for number in range(3)]
    one = indicator(">= 100000 万元")
    forecast = ahead(one, {when: str(value) for when, value in zip(QUARTERS, sums, strict=True)}).forecast
    assert forecast is not None
    assert forecast.low is not None
    assert forecast.high is not None
    assert sums[-1] <= forecast.low <= forecast.value <= forecast.high
    assert Fraction(sums[-1]) * 4 / 3 == Fraction(forecast.value) or len(str(forecast.value)) > 20


@settings(deadline=None)
@given(STEPS, st.integers(1, 1_000_000))
def test_a_forecast_and_the_required_rate_agree(steps: list[Decimal], target: int) -> None:
    """Who keeps up the required rate arrives, and the target is met by the forecast where the past rate is enough."""
    sums = [sum(steps[: number + 1], Decimal(0)) for number in range(3)]
    one = indicator(f">= {target} 万元")
    outlook = ahead(one, {when: str(value) for when, value in zip(QUARTERS, sums, strict=True)})
    required, forecast = outlook.required, outlook.forecast
    assert forecast is not None
    if required is None:
        assert sums[-1] >= target
        return
    assert abs(Fraction(sums[-1]) + Fraction(required.needed.amount) * 3 - target) < Fraction(1, 10**15)
    assert required.past is not None
    assert forecast.meets == (Fraction(sums[-1]) * 4 / 3 >= target)


@settings(deadline=None)
@given(STEPS, st.sampled_from([("万元", "亿元"), ("亿元", "万元")]))
def test_a_forecast_is_the_same_in_every_unit(steps: list[Decimal], units: tuple[str, str]) -> None:
    """Reported in 万元 or in 亿元, the same money is forecast."""
    first, second = units
    factor = Decimal(10) ** (-4 if first == "万元" else 4)
    sums = [sum(steps[: number + 1], Decimal(0)) for number in range(3)]

    def forecast(unit: str, values: list[Decimal]) -> Decimal:
        found = ahead(indicator(f">= 5 {unit}"), {w: f"{v:f}" for w, v in zip(QUARTERS, values, strict=True)}).forecast
        assert found is not None
        return found.value

    one, other = forecast(first, sums), forecast(second, [value * factor for value in sums])
    assert abs(Fraction(one) * Fraction(factor) - Fraction(other)) < Fraction(1, 10**15)


def history(**known: str) -> tuple[tuple[object, Quantity], ...]:
    """What the plan knows of last year in 亿元."""
    return tuple((period(when[1:]), Quantity(Decimal(value), declared_unit("亿元"))) for when, value in known.items())


def test_last_years_share_comes_before_the_average() -> None:
    """Where the plan knows last year's half and whole, they decide: the second half is the busy one."""
    one = indicator(">= 1.17 亿元", history=history(_2022H1="0.42", _2022="1.05"))
    forecast = ahead(one, {"2023Q1": "0.1", "2023-04": "0.3", "2023H1": "0.5"}).forecast
    assert forecast is not None
    assert (forecast.method, forecast.value) == (ForecastMethod.LAST_YEAR_SHARE, Decimal("1.25"))
    assert forecast.last_year == (Decimal("0.42"), Decimal("1.05"))


def test_last_years_returns_serve_as_well() -> None:
    """In a plan of several years the forms of last year say what its half and its whole were."""
    one = indicator(">= 20 项", span=Span.EACH_YEAR)
    forecast = ahead(one, {"2022H1": "5", "2022": "20", "2023H1": "6"}, "2022-2025").forecast
    assert forecast is not None
    assert (forecast.method, forecast.value, forecast.meets) == (ForecastMethod.LAST_YEAR_SHARE, Decimal(24), True)
    alone = indicator(">= 20 项", span=Span.EACH_YEAR, reporting=Reporting.PERIOD)
    forecast = ahead(alone, {"2022H1": "5", "2022H2": "15", "2023Q1": "2", "2023Q2": "4"}, "2022-2025").forecast
    assert forecast is not None
    assert forecast.value == 24


@pytest.mark.parametrize(
    ("one", "figures", "why"),
    [
        (indicator(">= 20 家"), {"2023Q1": "2", "2023H1": "4"}, "只有2个可用的数"),
        (indicator(">= 20 家", pace=PaceMethod.NONE), dict.fromkeys(QUARTERS, "4"), "pace: none"),
        (indicator("<= 10 起"), {"2023Q1": "4", "2023H1": "8", "2023Q3": "11"}, "上限已经突破"),
        (indicator(">= 20 家", "stock", hold=True), dict.fromkeys(QUARTERS, "4"), "保持类"),
        (indicator(">= 60 %", "ratio", baseline="50 (2022)"), dict.fromkeys(QUARTERS, "55"), "只按年末的数"),
        (
            indicator(">= 3 亿元", history=history(_2022H1="2", _2022="1.5")),
            {"2023H1": "1"},
            "上年同期比上年全年还多",
        ),
    ],
    ids=["two points", "no pace", "broken limit", "hold", "rate inside the year", "odd last year"],
)  # fmt: skip
def test_what_would_mislead_is_not_forecast(one: Indicator, figures: dict[str, str], why: str) -> None:
    """No number is better than one that cannot be relied upon, and the reason is said."""
    outlook = ahead(one, figures)
    assert outlook.forecast is None
    assert why in outlook.unforecast


def test_estimates_alone_are_not_drawn_out() -> None:
    """Three figures that are all 预计 give no forecast; one final figure among them is enough."""
    estimated = ahead(indicator(">= 20 家"), dict.fromkeys(QUARTERS, "4"), state=DataState.ESTIMATE)
    assert estimated.forecast is None
    assert "都是预计数" in estimated.unforecast
    first = form({"x": "4"}, "2023Q1")
    others = [form({"x": "6"}, when, state=DataState.ESTIMATE) for when in QUARTERS[1:]]
    mixed = evaluate(make_plan(indicator(">= 20 家")), first, *others).verdicts[0].outlook
    assert mixed is not None
    assert mixed.forecast is not None


def test_a_changed_comparison_is_a_break() -> None:
    """上年同期 as typed this year is not what last year's form said: the scope may have changed."""
    one = indicator(">= 20 项", span=Span.EACH_YEAR)
    plan = make_plan(one, over="2022-2025")
    now = form({"x": "6"}, "2023H1", last_year=Decimal(4))
    outlook = evaluate(plan, form({"x": "5"}, "2022H1"), form({"x": "20"}, "2022"), now).verdicts[0].outlook
    assert outlook is not None
    assert outlook.forecast is None
    assert "口径可能变了" in outlook.unforecast


def test_nothing_is_said_of_the_end_once_it_is_there() -> None:
    """A figure of a period that is over needs no forecast and no rate."""
    assert evaluate(make_plan(indicator(">= 20 家")), form({"x": "12"})).verdicts[0].outlook is None


def test_the_last_year_of_a_long_plan_is_counted_in_months() -> None:
    """With half a year left a rate per year would confuse."""
    one = indicator(">= 26 家", "stock", baseline="3 (2021)")
    required = ahead(one, {"2025H1": "20"}, "2022-2025").required
    assert required is not None
    assert required.needed == Rate(Per.MONTH, Decimal(1), Decimal(6))


def test_of_lagged_data_each_year_counts_once() -> None:
    """The forms of four quarters carry the same figure of last year; the newest of them counts, on its own date."""
    one = indicator(">= 2 %", "ratio", baseline="1.0 (2020)", data_year=-1)
    figures = {"2022": "1.2", "2023Q1": "1.3", "2023H1": "1.4", "2023": "1.4"}
    outlook = ahead(one, figures, "2022-2025")
    forecast = outlook.forecast
    assert forecast is not None
    assert forecast.points == 3
    assert (forecast.now[0].isoformat(), forecast.value) == ("2022-12-31", Decimal("1.8"))
