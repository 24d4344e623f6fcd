"""Figures that come of others: formulas, their inputs and years, counts of tasks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from evaluate.support import codes, evaluate, form, indicator, make_plan, period
from hypothesis import assume, given
from hypothesis import strategies as st

from sctarget.evaluate.computed import value_of
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence, DataState
from sctarget.model.plan import Indicator, Task
from sctarget.model.quantity import Quantity
from sctarget.model.source import Source
from sctarget.model.units import declared_unit
from sctarget.readers.plan_formula import parse_formula

RD = indicator(None, key="rd", name="研发经费支出", unit="亿元", role="input", reporters=("县统计局",))
GDP = indicator(None, key="gdp", name="地区生产总值", unit="亿元", role="input", reporters=("县统计局",))


def intensity(**keys: Any) -> Indicator:
    """研发投入强度 by its formula, 1.7 % wanted."""
    return indicator(">= 1.7 %", "ratio", name="研发投入强度", formula="rd / gdp * 100", **keys)


def test_the_cells_of_the_inputs_are_the_sources() -> None:
    """A computed figure is proved by the cells it came of, in the verdict and in its sentence."""
    sent = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    verdict = evaluate(make_plan(intensity(), RD, GDP), sent).verdicts[0]
    assert verdict.actual is not None
    assert (verdict.actual.value, verdict.status) == (Decimal("1.8"), Status.EXCEEDED)
    assert [(name, source.raw) for name, source in verdict.sources] == [("县统计局", "0.18"), ("县统计局", "10")]
    assert "研发经费支出0.18亿元 ÷ 地区生产总值10亿元 × 100 ＝ 1.8%" in verdict.notes
    assert verdict.computed is not None
    assert [each.indicator.id for each in verdict.computed.inputs] == ["rd", "gdp"]
    assert verdict.computed.used


def test_one_provisional_input_makes_the_result_provisional() -> None:
    """预计 in the numerator is 预计 in the ratio."""
    plan = make_plan(intensity(), RD, replace(GDP, reporters=("县发改局",)))
    sent = (
        form({"rd": "0.18"}, department="县统计局", state=DataState.ESTIMATE),
        form({"gdp": "10"}, department="县发改局"),
    )
    verdict = evaluate(plan, *sent).verdicts[0]
    assert verdict.provisional
    assert verdict.actual is not None
    assert verdict.actual.state is DataState.ESTIMATE


def test_a_missing_input_names_who_owes_it() -> None:
    """The ratio is 未报送, and the note says which department to call."""
    verdict = evaluate(make_plan(intensity(), RD, GDP), form({"rd": "0.18"}, department="县统计局")).verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert "按公式算不出：“地区生产总值”未报送（县统计局）" in verdict.notes


def test_an_input_that_came_in_part_names_the_rest() -> None:
    """Of two towns one is silent: the ratio waits for that one, by name."""
    towns = replace(GDP, reporters=("东镇", "西镇"))
    sent = (form({"rd": "0.18"}, department="县统计局"), form({"gdp": "4"}, department="东镇"))
    verdict = evaluate(make_plan(intensity(), RD, towns), *sent).verdicts[0]
    assert verdict.status is Status.UNREPORTED
    assert "按公式算不出：“地区生产总值”未报送：西镇（已报1家，共2家）" in verdict.notes


def test_a_published_figure_wins_until_somebody_confirms_it() -> None:
    """1.82 against 1.80 computed: used with a warning; after a decision on it there is no warning any more."""
    plan = make_plan(intensity(), RD, GDP)
    inputs = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    doubted = evaluate(plan, inputs, form({"x": "1.82"}))
    assert codes(doubted) == ["computed_differs"]
    assert "1.82%" in doubted.problems[0].message
    assert doubted.verdicts[0].provisional
    settled = evaluate(
        plan, inputs, form({"x": "1.82"}, decided="原填“1.82”，已由示例甲于2024-01-10确认为1.82%（公布数）")
    )
    assert codes(settled) == []
    assert not settled.verdicts[0].provisional


@pytest.mark.parametrize(("figure", "warned"), [("1.8", False), ("1.85", True), ("2", False), ("1.75", True)])
def test_half_a_unit_of_the_last_digit_is_allowed(figure: str, warned: bool) -> None:
    """1.8 computed against 2 without decimals is what rounding makes of it; against 1.85 it is not."""
    sent = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    assert bool(codes(evaluate(make_plan(intensity(), RD, GDP), sent, form({"x": figure})))) is warned


def test_lagged_data_take_the_denominator_of_their_own_year() -> None:
    """2023's form reports the expenditure of 2022; the product of 2022 stands in the plan or in last year's form."""
    lagged, spent = intensity(data_year=-1), replace(RD, data_year=-1)
    known = replace(GDP, history=((period("2022"), Quantity(Decimal(9), declared_unit("亿元"))),))
    sent = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    verdict = evaluate(make_plan(lagged, spent, known), sent).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == 2
    assert verdict.computed is not None
    assert [str(each.period) for each in verdict.computed.inputs] == ["2022", "2022"]
    plan = make_plan(lagged, spent, GDP, over="2022-2025")
    before = form({"rd": "0.17", "gdp": "7.2"}, "2022", department="县统计局")
    again = evaluate(plan, before, sent).verdicts[0]
    assert again.actual is not None
    assert again.actual.value == Decimal("2.5")
    unknown = evaluate(make_plan(lagged, spent, GDP), sent).verdicts[0]
    assert unknown.status is Status.UNREPORTED
    assert any("“地区生产总值”2022年未报送" in note for note in unknown.notes)


def test_what_the_plan_knows_of_the_period_fills_in() -> None:
    """The population of 2023 stands in the plan: nobody has to report it."""
    people = replace(GDP, history=((period("2023"), Quantity(Decimal(10), declared_unit("亿元"))),))
    verdict = evaluate(make_plan(intensity(), RD, people), form({"rd": "0.18"}, department="县统计局")).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == Decimal("1.8")


def test_formulas_of_formulas() -> None:
    """An input may itself be computed; the cells at the bottom are the sources."""
    double = indicator(None, "ratio", key="double", unit="%", formula="x * 2", name="两倍")
    sent = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    verdict = evaluate(make_plan(double, intensity(), RD, GDP), sent).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == Decimal("3.6")
    assert [source.raw for _, source in verdict.sources] == ["0.18", "10"]


def test_a_ratio_of_several_departments_is_recomputed() -> None:
    """Shares cannot be added up; with a formula over the sums there is one figure."""
    towns = ("东镇", "西镇")
    part = indicator(None, key="part", unit="人", reporters=towns, role="input")
    whole = indicator(None, key="whole", unit="人", reporters=towns, role="input")
    share = indicator(">= 50 %", "ratio", formula="part / whole * 100", reporters=towns)
    sent = [
        form({"part": a, "whole": b, "x": c}, department=name)
        for name, a, b, c in (("东镇", "6", "10", "60"), ("西镇", "1", "10", "10"))
    ]
    verdict = evaluate(make_plan(share, part, whole), *sent).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == 35


def test_a_formula_that_leads_back_to_itself_does_not_hang() -> None:
    """validate refuses such a plan; whoever judges it all the same gets 未报送."""
    one = indicator(None, "ratio", unit="%", formula="y + 1")
    other = indicator(None, "ratio", key="y", unit="%", formula="x + 1")
    assert evaluate(make_plan(one, other), form({})).verdicts[0].status is Status.UNREPORTED


def test_growth_of_a_computed_figure() -> None:
    """提高0.2个百分点 of a ratio that nobody reports: last year's is computed from last year's forms."""
    rising = indicator("比上年提高0.2个百分点", "ratio", unit="%", formula="rd / gdp * 100")
    plan = make_plan(rising, RD, GDP, over="2022-2023")
    before = form({"rd": "0.16", "gdp": "10"}, "2022", department="县统计局")
    now = form({"rd": "0.18", "gdp": "10"}, "2023", department="县统计局")
    verdict = evaluate(plan, before, now).verdicts[0]
    assert verdict.indicator.target is not None
    assert (str(verdict.indicator.target.value), verdict.status) == ("1.8", Status.MET)


def tasks(*states: str) -> tuple[tuple[Task, ...], dict[str, str]]:
    """Tasks in two groups, and what was reported about them."""
    made = tuple(
        Task(
            f"t{number}", f"任务{number}", Source("plan.yaml"), date(2023, 12, 31), reporters=("县科技局",), group=group
        )
        for number, group in enumerate("甲甲乙"[: len(states)])
    )
    return made, {f"t{number}": state for number, state in enumerate(states) if state}


@pytest.mark.parametrize(
    ("count_of", "states", "value"),
    [
        ("tasks", ("done", "done", "in_progress"), "2"),
        ("乙", ("done", "done", "terminated"), "0"),
        (("t0", "t2"), ("done", "", "done"), "2"),
        ("tasks", ("done", "", "done"), None),
    ],
)
def test_tasks_are_counted(count_of: str | tuple[str, ...], states: tuple[str, ...], value: str | None) -> None:
    """All, a group, or a list; a task that nobody reported leaves the count open and is named."""
    made, reported = tasks(*states)
    verdict = evaluate(
        make_plan(indicator(None, unit="项", count_of=count_of), tasks=made), form(tasks=reported)
    ).verdicts[0]
    assert (verdict.actual and str(verdict.actual.value)) == value
    if value is None:
        assert verdict.status is Status.UNREPORTED
        assert "3项任务中已完成2项，没有报送的1项：任务1" in verdict.notes


def test_a_reported_count_wins() -> None:
    """Three done by the tasks, two reported: two, with a warning; an open task explains a difference."""
    made, reported = tasks("done", "done", "done")
    one = indicator(None, unit="项", count_of="tasks")
    result = evaluate(make_plan(one, tasks=made), form({"x": "2"}, tasks=reported))
    assert result.verdicts[0].actual is not None
    assert (str(result.verdicts[0].actual.value), codes(result)) == ("2", ["count_differs"])
    made, reported = tasks("done", "done", "")
    assert codes(evaluate(make_plan(one, tasks=made), form({"x": "3"}, tasks=reported))) == []


def test_a_doubtful_row_is_not_filled_from_the_formula() -> None:
    """A quarantined figure stays 待核实: somebody has to say what it means."""
    sent = form({"rd": "0.18", "gdp": "10"}, department="县统计局")
    verdict = evaluate(make_plan(intensity(), RD, GDP), sent, form({"x": Absence.TO_VERIFY})).verdicts[0]
    assert verdict.status is Status.TO_VERIFY
    assert any("＝ 1.8%" in note for note in verdict.notes)


NUMBERS = st.integers(min_value=0, max_value=99).map(str)
NAMES = st.sampled_from(["a", "b", "c"])


def expressions() -> st.SearchStrategy[str]:
    """Formulas as people write them, nested."""
    joined = st.sampled_from(["+", "-", "*", "/"])
    return st.recursive(
        NAMES | NUMBERS,
        lambda inner: (
            st.tuples(inner, joined, inner).map(" ".join)
            | inner.map(lambda text: f"({text})")
            | inner.map(lambda text: f"-({text})")
        ),
        max_leaves=12,
    )


@given(expressions(), st.lists(st.integers(min_value=-9, max_value=9), min_size=3, max_size=3))
def test_formulas_mean_what_arithmetic_says(text: str, values: list[int]) -> None:
    """Precedence, brackets and signs as everybody learned them at school, exactly."""
    assume(any(name in text for name in "abc"))
    parsed = parse_formula(text)
    assert parsed.error is None
    known = dict(zip("abc", map(Fraction, values), strict=True))
    exact = "".join(f"Fraction({part})" if part.isdigit() else part for part in re.split(r"(\d+)", text))
    try:
        expected = eval(exact, {"Fraction": Fraction}, dict(known))  # noqa: S307  (our own text)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            value_of(parsed.formula, known)
        return
    assert value_of(parsed.formula, known) == expected


def test_brackets_may_nest_as_deep_as_they_like() -> None:
    """Two thousand characters of brackets neither stop the program nor take long."""
    deep = parse_formula(f"{'(' * 999}a{')' * 999}")
    assert deep.error is None
    assert value_of(deep.formula, {"a": Fraction(7)}) == 7
    signs = parse_formula("-" * 1001 + "a")
    assert value_of(signs.formula, {"a": Fraction(7)}) == -7
