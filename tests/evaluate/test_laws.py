"""Laws that hold for every figure, target and date."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evaluate.support import indicator, judge, target
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import shown_percent
from sctarget.model.plan import PaceMethod, Rules, Span
from sctarget.model.quantity import Comparator
from sctarget.model.units import declared_unit

if TYPE_CHECKING:
    from sctarget.evaluate.result import Verdict
    from sctarget.model.plan import Indicator

RANK = [
    Status.UNMET,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Status.OPEN,
    Status.ON_PACE,
    Status.NEARLY,
    Status.MET,
    Status.EXCEEDED,
]
OVER = {Status.EXCEEDED, Status.MET, Status.NEARLY, Status.UNMET}
VALUES = st.decimals(min_value=-50, max_value=200, places=2)
PERIODS = st.sampled_from(["2022", "2023Q1", "2023H1", "2023-07", "2023", "2024Q3", "2025"])
DIRECTED = [Comparator.AT_LEAST, Comparator.ABOVE, Comparator.AT_MOST, Comparator.BELOW]


@st.composite
def indicators(draw: st.DrawFn, comparators: tuple[Comparator, ...] = tuple(Comparator)) -> Indicator:
    """Any indicator with a level target in a plan 2022-2025."""
    comparator = draw(st.sampled_from(comparators))
    low, high = sorted([draw(VALUES), draw(VALUES)])
    unit = draw(st.sampled_from(["家", "万元", "%"]))
    keys: dict[str, Any] = {
        "span": draw(st.sampled_from(Span)),
        "hold": draw(st.booleans()),
        "binding": draw(st.booleans()),
        "pace": draw(st.sampled_from([None, *PaceMethod])),
        "data_year": draw(st.sampled_from([0, -1])),
    }
    if draw(st.booleans()):
        keys["baseline"] = f"{draw(VALUES)} ({draw(st.sampled_from([2020, 2021, 2022]))})"
    if draw(st.booleans()):
        keys["milestones"] = {"2023H1": f"{draw(VALUES)} {unit}", "2024": f"{draw(VALUES)} {unit}"}
    kind = draw(st.sampled_from(["flow", "stock", "ratio", "index"]))
    wanted = target(f"{low}~{high} {unit}" if comparator is Comparator.RANGE else f"{comparator} {low} {unit}")
    return replace(indicator(None, kind, unit=unit, **keys), target=replace(wanted, approximate=draw(st.booleans())))


def status(one: Indicator, value: Decimal, when: str, over: str) -> Verdict:
    """The verdict on a figure, whatever it is."""
    return judge(one, str(value), when, over=over, as_of=None)


@settings(max_examples=400, deadline=None)
@given(indicators(), VALUES, PERIODS, st.sampled_from(["2022-2025", "2023"]))
def test_every_figure_gets_one_verdict(one: Indicator, value: Decimal, when: str, over: str) -> None:
    """No figure, target or date stops the program, and what is said fits together."""
    verdict = status(one, value, when, over)
    assert verdict.status in RANK
    assert verdict.gap is not None
    assert verdict.shortfall is not None
    assert verdict.shortfall >= 0
    if verdict.status in {Status.EXCEEDED, Status.MET}:
        assert verdict.shortfall == 0
    if verdict.status is Status.EXCEEDED:
        assert verdict.gap != 0
    if when == "2025":
        assert verdict.status in OVER
    if verdict.status is Status.NEARLY:
        assert verdict.completion is not None
        assert verdict.completion >= Decimal("0.9")
        assert not one.binding


@settings(max_examples=400, deadline=None)
@given(indicators(tuple(DIRECTED)), VALUES, VALUES, PERIODS, st.sampled_from(["2022-2025", "2023"]))
def test_a_better_figure_is_never_judged_worse(
    one: Indicator, first: Decimal, second: Decimal, when: str, over: str
) -> None:
    """At the same date, a department that did better never stands lower."""
    worse, better = sorted([first, second])
    if one.target is not None and one.target.comparator in {Comparator.AT_MOST, Comparator.BELOW}:
        worse, better = better, worse
    low, high = status(one, worse, when, over), status(one, better, when, over)
    assert RANK.index(low.status) <= RANK.index(high.status)


@settings(max_examples=200, deadline=None)
@given(indicators(), VALUES, PERIODS)
def test_the_unit_does_not_matter(one: Indicator, value: Decimal, when: str) -> None:
    """The same amounts in 万元 and in 亿元 get the same verdict and the same rates."""
    small, large = declared_unit("万元"), declared_unit("亿元")
    assert one.target is not None
    in_small = replace(
        one,
        unit=small,
        target=replace(one.target, unit=small),
        milestones=tuple(item._replace(target=replace(item.target, unit=small)) for item in one.milestones),
        baseline=one.baseline and one.baseline._replace(value=replace(one.baseline.value, unit=small)),
    )
    in_large = replace(in_small, unit=large)
    left = status(in_small, value, when, "2022-2025")
    right = status(in_large, value.scaleb(-4), when, "2022-2025")
    assert left.status is right.status
    assert (left.completion, left.progress) == (right.completion, right.progress)
    assert left.gap is not None
    assert right.gap is not None
    assert left.gap.scaleb(-4) == right.gap


@given(VALUES.filter(lambda value: value > 0), VALUES)
def test_completion_times_target_is_the_figure(wanted: Decimal, value: Decimal) -> None:
    """完成率 is actual over target: multiplied back it gives the figure, up to the last of 28 digits."""
    verdict = judge(indicator(f">= {wanted} 万元"), str(value))
    assert verdict.completion is not None
    assert abs(verdict.completion * wanted - value) < Decimal("1e-20")


@given(VALUES.filter(lambda value: value > 0), VALUES)
def test_a_printed_rate_agrees_with_the_verdict(wanted: Decimal, value: Decimal) -> None:
    """100.0% is printed exactly for what is met exactly; 90.0% never for less than 90 %."""
    verdict = judge(indicator(f">= {wanted} 万元"), str(value))
    assert verdict.completion is not None
    text = shown_percent(verdict.completion, [Decimal(1), Decimal("0.9")], Rules())
    assert (text == "100.0%") == (verdict.status is Status.MET)
    if verdict.status is Status.UNMET and text[0] not in "＜＞":
        assert Decimal(text.rstrip("%")) < 90
    if verdict.status is Status.EXCEEDED and text[0] not in "＜＞":
        assert Decimal(text.rstrip("%")) > 100
