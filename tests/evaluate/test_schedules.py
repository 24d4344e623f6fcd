"""The ways from the start to the target: late in the year, by growth (docs/judging.md §12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from evaluate.support import indicator, judge
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.result import Status
from sctarget.evaluate.schedules import months, schedule, yearly_growth
from sctarget.model.plan import PaceMethod, Rules
from sctarget.model.schedule import no_growth_rate
from sctarget.model.units import RANK

START, END = date(2021, 12, 31), date(2025, 12, 31)
POSITIVE = st.fractions(min_value="1/1000", max_value=100_000, max_denominator=1000)
DAYS = st.dates(START, END)
SHARES = st.lists(st.decimals(0, 1, places=2), min_size=3, max_size=3).map(sorted)


@settings(deadline=None)
@given(POSITIVE, POSITIVE, st.tuples(DAYS, DAYS))
def test_growth_runs_one_way_from_the_baseline_to_the_target(
    low: Fraction, high: Fraction, days: tuple[date, date]
) -> None:
    """It begins at the baseline, ends at the target, and never turns back on the way."""
    way = schedule(PaceMethod.CAGR, (START, low), (END, high), (), ())
    assert way.expected(START) == low
    assert way.expected(END) == high
    earlier, later = (way.expected(day) for day in sorted(days))
    assert (later - earlier) * (high - low) >= 0


@settings(deadline=None)
@given(POSITIVE, POSITIVE, st.fractions("1/100", 100, max_denominator=100))
def test_growth_is_the_same_every_year_and_in_every_unit(low: Fraction, high: Fraction, factor: Fraction) -> None:
    """Each year multiplies by the same number, and 万元 or 亿元 make no difference, to 20 digits."""
    way = schedule(PaceMethod.CAGR, (START, low), (END, high), (), ())
    yearly = [way.expected(date(year, 12, 31)) for year in range(2021, 2026)]
    growth = 1 + Fraction(yearly_growth((START, low), (END, high)))
    for before, after in pairwise(yearly):
        assert abs(after / before / growth - 1) < Fraction(1, 10**20)
    scaled = schedule(PaceMethod.CAGR, (START, low * factor), (END, high * factor), (), ())
    middle = date(2024, 4, 17)
    assert abs(scaled.expected(middle) / way.expected(middle) / factor - 1) < Fraction(1, 10**20)


def test_growth_that_comes_out_even_is_exact() -> None:
    """From 100 to 400 in four years is 200 after two, without a trace of the root."""
    way = schedule(PaceMethod.CAGR, (START, Fraction(100)), (END, Fraction(400)), (), ())
    assert way.expected(date(2023, 12, 31)) == 200


@settings(deadline=None)
@given(POSITIVE, POSITIVE, SHARES, DAYS)
def test_late_ways_meet_the_straight_one_at_year_ends(
    low: Fraction, high: Fraction, shares: list[Decimal], day: date
) -> None:
    """Inside a year the way stays between its two ends, which lie on the straight one; quarters have their shares."""
    late = schedule(PaceMethod.BACK_LOADED, (START, low), (END, high), (), shares)
    straight = schedule(PaceMethod.LINEAR, (START, low), (END, high), (), ())
    ends = [date(day.year - 1, 12, 31), date(day.year, 12, 31)]
    for end in ends:
        assert late.expected(end) == straight.expected(end)
    before, after = sorted(straight.expected(end) for end in ends)
    assert before <= late.expected(day) <= after
    quarter = late.expected(date(2022, 9, 30))
    assert quarter == low + (high - low) / 4 * Fraction(shares[2])


def test_a_year_with_its_own_milestone_is_not_bent() -> None:
    """Where the plan says what is due in June, June decides, not the quarter ends."""
    milestone = (date(2022, 6, 30), Fraction(3))
    late = schedule(PaceMethod.BACK_LOADED, (START, Fraction(0)), (END, Fraction(16)), [milestone], [Decimal(0)] * 3)
    assert late.expected(date(2022, 3, 31)) == Fraction(3, 2)
    assert late.expected(date(2023, 9, 30)) == late.expected(date(2022, 12, 31))


def test_a_part_month_counts_by_its_days() -> None:
    """15 November is half of the fourth quarter's way: 1.5 of 3 months."""
    late = schedule(
        PaceMethod.BACK_LOADED,
        (date(2022, 12, 31), Fraction(0)),
        (date(2023, 12, 31), Fraction(6)),
        (),
        [Decimal(0)] * 3,
    )
    assert late.expected(date(2023, 11, 15)) == 3
    assert months(date(2023, 11, 15)) - months(date(2023, 9, 30)) == Fraction(3, 2)


def test_what_goes_into_a_late_pace_is_said() -> None:
    """A clerk can see the shares of the quarters and do the sum himself."""
    rules = Rules(back_loaded=(Decimal(0), Decimal("0.1"), Decimal("0.4")))
    verdict = judge(indicator(">= 100 万元", pace=PaceMethod.BACK_LOADED), "30", "2023Q3", rules=rules)
    assert verdict.pace is not None
    assert verdict.pace.inputs == (
        "按后期集中推算（每年一季度末应有0%，上半年末应有10%，三季度末应有40%，此后按月到年末）："
        "2022-12-31为0万元，2023-12-31应达100万元；到2023-09-30已过9个月（共12个月），"
        "应达40万元，应有进度40.0%，实际进度30.0%"
    )


def test_what_goes_into_growth_is_said() -> None:
    """The formula of 年均增速 stands with its numbers, and the growth of each year; a decline is called one."""
    grown = judge(indicator(">= 26 家", "stock", baseline="3 (2021)", pace=PaceMethod.CAGR), "11", over="2022-2025")
    assert grown.pace is not None
    assert grown.pace.inputs == (
        "按年均增速推算：2021-12-31为3家，2025-12-31应达26家，年均增长71.6%；"
        "到2023-12-31已过24个月（共48个月），应达3家×(26家÷3家)^(24÷48)＝8.83家，应有进度25.4%，实际进度34.8%"
    )
    fallen = judge(indicator("<= 25 天", "stock", baseline="100 (2021)", pace=PaceMethod.CAGR), "60", over="2022-2025")
    assert fallen.pace is not None
    assert "年均下降29.3%" in fallen.pace.inputs


def test_growth_that_cannot_be_is_refused_and_said() -> None:
    """No other method takes its place in silence: the figure stays 进行中 and the note says why."""
    cases = [
        (indicator(">= 60 %", "ratio", baseline="50 (2021)", pace=PaceMethod.CAGR), "比率、位次没有年均增速"),
        (indicator(">= 26 家", "stock", baseline="0 (2021)", pace=PaceMethod.CAGR), "基期和目标都要大于0"),
        (indicator(">= 5 亿元", "stock", baseline="-3 (2021)", pace=PaceMethod.CAGR), "基期和目标都要大于0"),
        (indicator("<= 0 起", "stock", baseline="8 (2021)", pace=PaceMethod.CAGR), "基期和目标都要大于0"),
    ]
    for one, why in cases:
        verdict = judge(one, "4", "2023", over="2022-2025")
        assert verdict.status is Status.OPEN
        assert verdict.pace is None
        assert any(note.startswith("序时进度：") and why in note for note in verdict.notes), verdict.notes
    rank = replace(indicator("<= 3", "index", baseline="6 (2021)"), unit=RANK)
    assert "位次没有年均增速" in no_growth_rate(rank, Decimal(6), Decimal(3), from_zero=False)
