"""Laws of the formulas: monotone in the figure, the same in every unit, undone by their inverse; statuses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from evaluate.scoring_support import scores_of, weighed
from evaluate.support import evaluate, form, indicator, judge, make_plan, target
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import shown_percent
from sctarget.model.growth import Derived, derive
from sctarget.model.plan import PaceMethod, Rules
from sctarget.report.figures import completion_words, progress_words

if TYPE_CHECKING:
    from sctarget.evaluate.result import Verdict
    from sctarget.model.plan import Indicator

AMOUNTS = st.decimals(min_value="0.01", max_value=9999, places=2)
ANY = st.decimals(min_value=-500, max_value=9999, places=2)
INVERSES = st.sampled_from(["T/A", "2-A/T"])
TINY = Fraction(1, 10**18)
QUARTERS = ("2023Q1", "2023H1", "2023Q3", "2023")


def rates(one: Indicator, value: Decimal, inverse: str = "T/A") -> Verdict:
    """The verdict at the end of 2023."""
    return judge(one, str(value), rules=Rules(inverse=inverse))


def known(value: Decimal | None) -> Decimal:
    assert value is not None
    return value


@given(AMOUNTS, ANY, ANY)
def test_more_of_what_is_wanted_completes_more(aim: Decimal, first: Decimal, second: Decimal) -> None:
    """A higher figure never has a lower 完成率 nor more 尚差, and a really higher one has a really higher rate."""
    low, high = sorted([first, second])
    one = indicator(f">= {aim} 万元")
    worse, better = rates(one, low), rates(one, high)
    assert (known(worse.completion) < known(better.completion)) == (low < high)
    assert known(worse.shortfall) >= known(better.shortfall)


@given(AMOUNTS, AMOUNTS, AMOUNTS, INVERSES)
def test_less_of_what_is_limited_completes_more(aim: Decimal, first: Decimal, second: Decimal, inverse: str) -> None:
    """Under a limit the lower figure is the better one, by either formula of the plan."""
    low, high = sorted([first, second])
    one = indicator(f"<= {aim} 天", "stock")
    better, worse = rates(one, low, inverse), rates(one, high, inverse)
    assert (known(better.completion) > known(worse.completion)) == (low < high)
    assert known(better.shortfall) <= known(worse.shortfall)


@given(AMOUNTS, AMOUNTS, ANY, ANY)
def test_a_figure_nearer_to_a_range_completes_more(
    one_end: Decimal, other: Decimal, first: Decimal, second: Decimal
) -> None:
    """Inside a range the rate is 1, outside below 1, and on either side the nearer figure has the higher one."""
    low, high = sorted([one_end, other])
    aim = indicator(f"{low}~{high} %", "ratio")
    left, right = (known(rates(aim, value).completion) for value in (first, second))
    for value, rate in ((first, left), (second, right)):
        assert (rate == 1) == (low <= value <= high)
        assert rate <= 1
    if first < second <= low:
        assert left < right
    if high <= first < second:
        assert left > right


@given(ANY, ANY, ANY, ANY, st.booleans())
def test_progress_grows_towards_the_target(
    base: Decimal, aim: Decimal, first: Decimal, second: Decimal, down: bool
) -> None:
    """增量完成率 rises with every step from the baseline towards the target, upwards and downwards alike."""
    assume(aim < base if down else aim > base)
    one = indicator(f"{'<=' if down else '>='} {aim} 件", "stock", baseline=f"{base} (2022)")
    worse, better = sorted([first, second], reverse=down)
    low, high = known(rates(one, worse).progress), known(rates(one, better).progress)
    assert (low < high) == (worse != better)


@given(AMOUNTS, AMOUNTS, INVERSES)
def test_inverse_rates_give_the_figure_back(aim: Decimal, value: Decimal, inverse: str) -> None:
    """Out of rate and limit the figure can be reckoned again: T ÷ rate, or (2 − rate) × T."""
    rate = Fraction(known(rates(indicator(f"<= {aim} 天", "stock"), value, inverse).completion))
    again = Fraction(aim) / rate if inverse == "T/A" else (2 - rate) * Fraction(aim)
    assert abs(again - Fraction(value)) < TINY * (1 + Fraction(value) ** 2)


@given(ANY, ANY, ANY)
def test_progress_gives_the_figure_back(base: Decimal, aim: Decimal, value: Decimal) -> None:
    """Baseline + rate × (target − baseline) is the figure."""
    assume(aim > base)
    rate = known(rates(indicator(f">= {aim} 件", "stock", baseline=f"{base} (2022)"), value).progress)
    again = Fraction(base) + Fraction(rate) * (Fraction(aim) - Fraction(base))
    assert abs(again - Fraction(value)) < TINY


@given(AMOUNTS, AMOUNTS)
def test_the_printed_rate_gives_the_figure_back(aim: Decimal, value: Decimal) -> None:
    """The rate as printed × target is the figure, to within half of the last printed digit."""
    text = shown_percent(
        known(rates(indicator(f">= {aim} 万元"), value).completion), (Decimal(1), Decimal("0.9")), Rules()
    )
    assume(text[0] not in "＜＞")
    printed = Decimal(text.rstrip("%"))
    half = Fraction(1, 2 * 10 ** -int(printed.as_tuple().exponent)) / 100
    assert abs(Fraction(printed) / 100 - Fraction(value) / Fraction(aim)) <= half


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([">=", ">", "<=", "<"]), AMOUNTS, AMOUNTS, st.none() | ANY, st.booleans())
def test_when_the_time_is_up_one_status_holds(
    sign: str,
    aim: Decimal,
    value: Decimal,
    base: Decimal | None,
    binding: bool,
) -> None:
    """Reckoned apart: better, equal, near enough, or not; exactly one of them, for every figure."""
    keys = {} if base is None else {"baseline": f"{base} (2022)"}
    one = indicator(f"{sign} {aim} 件", "stock", binding=binding, **keys)
    better = value > aim if sign in {">=", ">"} else value < aim
    rate = Fraction(value) / Fraction(aim) if sign in {">=", ">"} else Fraction(aim) / Fraction(value)
    near = rate >= Fraction(9, 10) and not binding
    if base is not None:
        toward = base < aim if sign in {">=", ">"} else base > aim
        step = (Fraction(value) - Fraction(base)) / (Fraction(aim) - Fraction(base)) if toward else None
        not_worse = value >= base if sign in {">=", ">"} else value <= base
        near = near and not_worse and step is not None and step >= Fraction(9, 10)
    holding = {
        Status.EXCEEDED: better,
        Status.MET: value == aim and sign in {">=", "<="},
        Status.NEARLY: near and not better and not (value == aim and sign in {">=", "<="}),
    }
    said = [status for status, holds in holding.items() if holds] or [Status.UNMET]
    assert [rates(one, value).status] == said


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, AMOUNTS, st.sampled_from([("2023Q1", 3), ("2023H1", 6), ("2023Q3", 9)]))
def test_while_time_runs_one_status_holds(aim: Decimal, value: Decimal, when: tuple[str, int]) -> None:
    """Of a yearly amount: reached, or behind by at most 5, at most 20, or more than 20 points; nothing else."""
    verdict = judge(indicator(f">= {aim} 万元"), str(value), when[0])
    lag = Fraction(when[1], 12) - Fraction(value) / Fraction(aim)
    if value >= aim:
        said = Status.MET if value == aim else Status.EXCEEDED
    elif lag <= Fraction(5, 100):
        said = Status.ON_PACE
    else:
        said = Status.BEHIND if lag <= Fraction(20, 100) else Status.FAR_BEHIND
    assert verdict.status is said


@settings(deadline=None)
@given(
    st.sampled_from([PaceMethod.LINEAR, PaceMethod.BACK_LOADED, PaceMethod.MILESTONES]),
    AMOUNTS,
    st.lists(st.decimals(min_value=0, max_value=1, places=2), min_size=2, max_size=2),
)
def test_what_is_expected_never_goes_back(method: PaceMethod, aim: Decimal, shares: list[Decimal]) -> None:
    """With the months the expected figure only rises, and at the end it is the target, by every method."""
    early, late = sorted(shares)
    steps = {"2023H1": f">= {early * aim} 万元", "2023Q3": f">= {late * aim} 万元"}
    one = indicator(f">= {aim} 万元", pace=method, milestones=steps if method is PaceMethod.MILESTONES else {})
    verdicts = [judge(one, "0", when) for when in QUARTERS]
    expected = [each.pace.expected for each in verdicts if each.pace]
    assert len(expected) == len(QUARTERS)
    assert expected == sorted(expected)
    assert expected[-1] == aim


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_formula_does_not_depend_on_the_unit(top: Decimal, more: Decimal, bottom: Decimal) -> None:
    """A share of two sums is the same in 万元 and 亿元, mixed as well, and more above the line is a higher share."""
    share = indicator(">= 2 %", "ratio", key="share", formula="rd / gdp * 100")

    def share_of(value: Decimal, units: tuple[str, str]) -> Decimal:
        inputs = [
            indicator(None, "flow", key=key, unit=unit, role="input")
            for key, unit in zip(("rd", "gdp"), units, strict=True)
        ]
        figures = {
            key: f"{amount.scaleb(-4 if unit == '亿元' else 0):f}"
            for key, unit, amount in zip(("rd", "gdp"), units, (value, bottom), strict=True)
        }
        verdicts = evaluate(make_plan(share, *inputs), form(figures)).verdicts
        actual = verdicts[0].actual
        assert actual is not None
        return actual.value

    plain = share_of(top, ("万元", "万元"))
    assert plain == share_of(top, ("亿元", "亿元")) == share_of(top, ("万元", "亿元"))
    assert share_of(top + more, ("万元", "万元")) > plain
    assert abs(Fraction(plain) - Fraction(top) / Fraction(bottom) * 100) < TINY * 10**8


@settings(max_examples=100, deadline=None)
@given(AMOUNTS, AMOUNTS, st.sampled_from([">=", "<="]))
def test_points_do_not_depend_on_the_unit(aim: Decimal, value: Decimal, sign: str) -> None:
    """The same money brings the same points, reported in 万元 or in 亿元."""
    found = []
    for unit, shift in (("万元", 0), ("亿元", -4)):
        one = replace(indicator(None, "stock", unit=unit), target=target(f"{sign} {aim.scaleb(shift):f} {unit}"))
        found.append(scores_of([(weighed(one, "10"), f"{value.scaleb(shift):f}")]).items[0].points)
    assert found[0] == found[1]


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=3, max_size=3), AMOUNTS)
def test_more_done_leaves_less_to_do(steps: list[Decimal], more: Decimal) -> None:
    """A higher last figure never lowers the forecast, and never raises the rate that is still required."""
    sums = [sum(steps[: number + 1], Decimal(0)) for number in range(3)]
    one = indicator(">= 100000 万元")

    def ahead(last: Decimal) -> tuple[Decimal, Decimal]:
        values = zip(QUARTERS, (*sums[:2], last), strict=False)
        forms = [form({"x": f"{value:f}"}, when) for when, value in values]
        outlook = evaluate(make_plan(one), *forms).verdicts[0].outlook
        assert outlook is not None
        assert outlook.required is not None
        return known(outlook.forecast and outlook.forecast.value), outlook.required.needed.amount

    (forecast, needed), (higher, less) = ahead(sums[2]), ahead(sums[2] + more)
    assert higher > forecast
    assert less < needed


@given(AMOUNTS, AMOUNTS, st.integers(1, 99), st.integers(1, 99), st.integers(1, 5))
def test_more_growth_asks_for_more(base: Decimal, wider: Decimal, first: int, second: int, years: int) -> None:
    """A higher rate, a longer time or a higher base never asks for less; a fall never for more than the base."""
    low, high = sorted([first, second])

    def asked(words: str, start: Decimal, over: int) -> Decimal:
        one = indicator(words, unit="万元")
        assert one.target is not None
        found = derive(one, one.target, start, over)
        assert isinstance(found, Derived)
        return known(found.target.value)

    usual = asked(f"年均增长{low}%以上", base, years)
    assert base < usual <= asked(f"年均增长{high}%以上", base, years)
    assert usual < asked(f"年均增长{low}%以上", base, years + 1)
    assert usual < asked(f"年均增长{low}%以上", base + wider, years)
    assert asked(f"下降{high}%以上", base, 1) <= asked(f"下降{low}%以上", base, 1) < base


def test_the_level_and_the_way_of_a_share() -> None:
    """科技进步贡献率 55.4 → 65, now 60: 92.3 % of the level, 47.9 % of the way; nowhere one for the other."""
    verdict = judge(indicator(">= 65 %", "ratio", baseline="55.4 (2020)"), "60", "2025", over="2022-2025")
    assert completion_words(verdict, Rules()) == "92.3%"
    assert progress_words(verdict, Rules()) == "47.9%"
    assert (verdict.rates.completion, verdict.rates.progress) == (Fraction(60, 65), Fraction(46, 96))


@pytest.mark.parametrize(("method", "expected"), [(PaceMethod.LINEAR, "14.5"), (PaceMethod.CAGR, None)])
def test_halfway_from_3_to_26(method: PaceMethod, expected: str | None) -> None:
    """省级科技创新型企业 3 → 26 in four years, after two: 14.5 on a straight line, √(3 × 26) ≈ 8.83 compound."""
    one = indicator(">= 26 家", "stock", baseline="3 (2021)", pace=method)
    pace = judge(one, "9", "2023", over="2022-2025").pace
    assert pace is not None
    if expected is not None:
        assert str(pace.expected) == expected
        return
    assert abs(Fraction(pace.expected) ** 2 - 78) < Fraction(1, 10**20)
    assert f"{pace.expected:.2f}" == "8.83"
