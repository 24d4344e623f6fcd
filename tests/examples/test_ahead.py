"""Forecasts, rates and histories of the two examples with several periods, worked out by hand (expected.json)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from examples.road import EXAMPLES, expected, run

from sctarget.cli.inputs import collected, load_plan
from sctarget.evaluate.trend import Trend, trends_of

SEVERAL = ("dazhou-2020", "maiji-2022-2025")


def trend(name: str, indicator: str) -> Trend:
    """One indicator of an example over its periods."""
    path = EXAMPLES / name / "plan.yaml"
    plan = load_plan(path)
    returned = collected(plan, [path.parent / "actuals"], path)
    found = trends_of(run(name).evaluation, returned.value)
    return next(each for each in found if each.verdict.indicator.id == indicator)


def same(found: Decimal | None, wanted: str | None) -> bool:
    """Whether a figure is the fraction that was worked out, to 20 digits."""
    if found is None or wanted is None:
        return found is None and wanted is None
    return abs(Fraction(found) - Fraction(wanted)) < Fraction(1, 10**20)


@pytest.mark.parametrize("name", SEVERAL)
def test_forecasts_and_rates(name: str) -> None:
    """What a calculator gives for the end of the plan and for the time that is left."""
    for indicator, wanted in expected(name)["ahead"].items():
        outlook = run(name).verdict(indicator).outlook
        assert outlook is not None, indicator
        assert same(outlook.forecast.value if outlook.forecast else None, wanted["forecast"]), indicator
        assert same(outlook.required.needed.amount if outlook.required else None, wanted["required"]), indicator


def test_an_estimate_of_maiji_was_restated() -> None:
    """技术合同成交额 2022: 4.4亿元 expected in December, 4.6 final in January, and 15 % above the baseline's 4."""
    first, second = trend("maiji-2022-2025", "tech_contract_value").points
    assert [(str(step.old.value), str(step.new.value)) for step in first.restated] == [("4.4", "4.6")]
    assert first.year is not None
    assert first.year.rate == Decimal("0.15")
    assert second.year is not None
    assert (str(second.year.base), str(second.value)) == ("4.6", "5.1")


def test_three_quarters_of_dazhou() -> None:
    """技术合同登记额: 560, 1350, 2310万元 against 820, 1930, 3020 a year before."""
    points = trend("dazhou-2020", "tech_contract_value").points
    assert [str(point.value) for point in points] == ["560", "1350", "2310"]
    assert [point.year and round(point.year.rate or 0, 3) for point in points] == [
        Decimal("-0.317"),
        Decimal("-0.301"),
        Decimal("-0.235"),
    ]
