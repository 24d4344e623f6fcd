"""Context rules at their thresholds: what fires, what stays quiet, what becomes of it (docs/crosscheck.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import DEPARTMENT, figure, form, indicator, make_plan, period
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.crosscheck import crosscheck
from sctarget.model.actual import Absence, DataState
from sctarget.model.decision import Action, Decision
from sctarget.model.plan import Department, Span
from sctarget.model.quantity import Quantity
from sctarget.model.source import Source

if TYPE_CHECKING:
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator, Plan


def codes(returned: FormReturn) -> list[str]:
    return [problem.code for problem in returned.problems]


def checked(*indicators: Indicator, when: str = "2023", last: str | None = None, **values: str) -> FormReturn:
    """One form of one department, its first figure with 上年同期 ``last``."""
    returned = form(values, when=when)
    if last is not None:
        first = replace(returned.figures[0], last_year=Decimal(last))
        returned = returned._replace(figures=(first, *returned.figures[1:]))
    return crosscheck(make_plan(*indicators), [returned])[0]


def money(demand: str | None = ">= 6000 万元", **keys: Any) -> Indicator:
    return indicator(demand, unit="万元", **keys)


def test_clean_returns_pass_unchanged() -> None:
    """Nothing is copied, reordered or touched where nothing was found; blank forms pass as well."""
    plan = make_plan(money())
    forms = [form({"x": "5000"}, when="2023"), form({"x": "2000"}, when="2023H1"), form({}, when="2023-03")]
    forms[2] = forms[2]._replace(blank=True)
    after = crosscheck(plan, forms)
    assert all(one is other for one, other in zip(forms, after, strict=True))


@pytest.mark.parametrize(
    ("demand", "kind", "value", "last", "slips"),
    [
        (">= 6000 万元", "flow", "42000000", None, True),
        (">= 6000 万元", "flow", "78000000", None, True),
        (">= 6000 万元", "flow", "600000", None, True),
        (">= 6000 万元", "flow", "179999", None, False),
        (">= 6000 万元", "flow", "2000000", None, True),
        (">= 6000 万元", "flow", "60", None, False),
        (">= 6000 万元", "flow", "60", "6100", True),
        (">= 6000 万元", "flow", "60", "70", False),
        (">= 6000 万元", "flow", "0.6", None, True),
        (None, "flow", "600000", "6000", False),
        (None, "flow", "6000000", "6000", True),
        (">= 3 家", "flow", "300", None, False),
        (">= 3 家", "flow", "30000", None, True),
        (">= 15000 人次", "flow", "2", None, False),
        (">= 15000 人次", "flow", "2", "16000", True),
        (">= 65 分", "index", "0.66", None, True),
        (">= 65 分", "index", "6.6", None, False),
        (">= 1.8 %", "ratio", "179", None, True),
        (None, "ratio", "10", "0.1", False),
    ],
)
def test_slips(demand: str | None, kind: str, value: str, last: str | None, slips: bool) -> None:
    """Only what a power of ten explains and nothing known supports is held back."""
    keys: dict[str, Any] = {} if demand else {"unit": "%" if kind == "ratio" else "万元"}
    returned = checked(indicator(demand, kind, **keys), last=last, x=value)
    assert ("scale_slip" in codes(returned)) == slips
    got = returned.figures[0]
    assert (got.value, got.held) == ((Absence.TO_VERIFY, Decimal(value)) if slips else (Decimal(value), None))


def test_one_reference_that_fits_is_enough() -> None:
    """A figure that history supports is no slip, however far it is from the target."""
    known = ((period("2022"), Quantity(Decimal(5_900_000), money().unit)),)
    assert "scale_slip" not in codes(checked(money(history=known), x="6000000"))
    assert "scale_slip" in codes(checked(money(), x="60000000"))


amounts = st.decimals("0.01", "100000", places=2)


@given(known=amounts, share=st.decimals("0.04", "25", places=3))
def test_plausible_figures_are_never_slips(known: Decimal, share: Decimal) -> None:
    """Whatever stands within 25 times of last year's figure is used."""
    returned = checked(money(None), last=str(known), x=str(known * share))
    assert "scale_slip" not in codes(returned)
    assert returned.figures[0].value == known * share


@given(known=amounts, share=st.decimals("0.71", "1.29", places=3), power=st.sampled_from([4, -4, 3, -3]))
def test_slips_by_a_power_are_always_found(known: Decimal, share: Decimal, power: int) -> None:
    """A figure near last year's, written in another unit, is held back as it was written."""
    wrong = (known * share).scaleb(power)
    returned = checked(money(None), last=str(known), x=f"{wrong:f}")
    assert codes(returned) == ["scale_slip"]
    assert returned.figures[0].held == wrong


def in_turn(plan: Plan, *forms: FormReturn) -> FormReturn:
    """The last of several forms, given in any order of periods."""
    return crosscheck(plan, forms)[-1]


def test_cumulative_figures_may_not_fall() -> None:
    """Within a year a flow only grows; in a new year it starts again, unless it counts since the plan began."""
    plan = make_plan(money(), over="2023-2025")
    assert codes(in_turn(plan, form({"x": "3000"}, when="2023H1"), form({"x": "2900"}, when="2023Q3"))) == [
        "below_last_period"
    ]
    assert codes(in_turn(plan, form({"x": "3000"}, when="2023H1"), form({"x": "3000"}, when="2023Q3")))[:1] != [
        "below_last_period"
    ]
    assert codes(in_turn(plan, form({"x": "5000"}, when="2023"), form({"x": "900"}, when="2024Q1"))) == []
    whole = make_plan(money(span=Span.PLAN), over="2023-2025")
    assert codes(in_turn(whole, form({"x": "5000"}, when="2023"), form({"x": "4000"}, when="2024Q1"))) == [
        "below_last_period"
    ]


def test_order_of_files_does_not_matter() -> None:
    """Forms are held against earlier periods in whichever order they were read; the result keeps that order."""
    plan = make_plan(money())
    late, early = form({"x": "2900"}, when="2023Q3"), form({"x": "3000"}, when="2023H1")
    first, second = crosscheck(plan, [late, early])
    assert (codes(first), codes(second)) == (["below_last_period"], [])
    assert (first.period.text, second.period.text) == ("2023Q3", "2023H1")


def test_held_and_disputed_figures_are_no_reference() -> None:
    """What was held back last time, or said in two ways, is nothing to compare with."""
    plan = make_plan(money())
    wrong = form({"x": "30000000"}, when="2023H1")
    assert codes(in_turn(plan, wrong, form({"x": "4000"}, when="2023Q3"))) == []
    two = (form({"x": "3000"}, when="2023H1"), form({"x": "5000"}, when="2023H1")._replace(sha256="b" * 64))
    assert codes(in_turn(plan, *two, form({"x": "4000"}, when="2023Q3"))) == []


def test_decided_figures_are_the_reference() -> None:
    """Once a person has corrected last period's figure, this period's is held against the corrected one."""
    plan = make_plan(money())
    early, late = form({"x": "3000"}, when="2023H1"), form({"x": "2900"}, when="2023Q3")
    facts = (period("2023H1"), Action.CORRECT, "示例", date(2023, 10, 12), "多报", Source("decisions.yaml"))
    corrected = Decision("x", DEPARTMENT, *facts, value=Decimal(2500), raw="3000")
    assert codes(crosscheck(plan, [early, late])[1]) == ["below_last_period"]
    first, second = crosscheck(plan, [early, late], [corrected])
    assert codes(second) == []
    assert first.figures[0].value == 3000


def test_departments_are_held_against_themselves() -> None:
    """Another department's earlier figure says nothing; an alias is the same department."""
    plan = make_plan(money(), departments=(Department(DEPARTMENT, aliases=("科技局",)), Department("县财政局")))
    other = form({"x": "5000"}, "2023H1", "县财政局")
    assert codes(in_turn(plan, other, form({"x": "4000"}, when="2023Q3"))) == []
    alias = form({"x": "5000"}, "2023H1", "科技局")
    assert codes(in_turn(plan, alias, form({"x": "4000"}, when="2023Q3"))) == ["below_last_period"]


def test_state_stays_with_a_figure_that_is_held_back() -> None:
    """Who confirms a 预计 figure later confirms an estimate."""
    returned = form({"x": "30000000"}, state=DataState.ESTIMATE, provisional=True)
    (got,) = crosscheck(make_plan(money()), [returned])[0].figures
    assert (got.value, got.state, got.provisional) == (Absence.TO_VERIFY, DataState.ESTIMATE, False)


def test_only_the_weightiest_is_said() -> None:
    """A figure that is held back is not said to be used provisionally as well."""
    new = indicator(">= 2 家", key="new", name="新增基地")
    stock = indicator(">= 16 家", "stock", key="all", name="基地", baseline="14 家 (2022)")
    assert codes(checked(new, stock, new="16", all="16")) == ["new_is_stock"]


def test_estimates_may_be_corrected_downwards() -> None:
    """Less than last time's 预计 is used provisionally."""
    plan = make_plan(money())
    early = form({"x": "3000"}, when="2023H1")
    early = early._replace(figures=(replace(early.figures[0], state=DataState.ESTIMATE),))
    returned = in_turn(plan, early, form({"x": "2900"}, when="2023Q3"))
    assert codes(returned) == ["below_last_estimate"]
    assert (returned.figures[0].value, returned.figures[0].provisional) == (Decimal(2900), True)


@pytest.mark.parametrize(
    ("value", "last", "fires"),
    [("9", "2", False), ("12", "4", False), ("13", "4", True), ("3", "9", False), ("3", "10", True)],
)
def test_small_counts_jump_by_themselves(value: str, last: str, fires: bool) -> None:
    """3 of 9 is nothing, 3 of 10 is less than a third; below ten nothing is asked."""
    returned = checked(indicator(None), last=last, x=value)
    assert codes(returned) == (["jump_unexplained"] if fires else [])


def test_limits_are_not_to_be_passed() -> None:
    """Far below a limit is no finding, far above it is what the verdict is for."""
    assert codes(checked(indicator("<= 100 %", "ratio"), x="5")) == []


def test_same_as_last_period_needs_enough() -> None:
    """Two counts that did not move are no sign of a copied form; three are, and so is an amount."""
    counts = [indicator(None, key=key, name=key) for key in ("x", "y", "z")]
    for keys, fires in (("xy", False), ("xyz", True)):
        plan = make_plan(*counts[: len(keys)])
        answers = dict.fromkeys(keys, "4")
        returned = in_turn(plan, form(answers, when="2023H1"), form(answers, when="2023Q3"))
        assert codes(returned) == (["same_as_last_period"] if fires else [])
    returned = in_turn(make_plan(money()), form({"x": "3000"}, when="2023H1"), form({"x": "3000"}, when="2023Q3"))
    assert codes(returned) == ["same_as_last_period"]


def test_parts_in_another_form() -> None:
    """A part that another department reports is held against the whole, and each hears of it in its own form."""
    whole = indicator(None, "stock", key="whole", name="平台", parts=("part",))
    part = indicator(None, "stock", key="part", name="省级平台", reporters=("县财政局",))
    plan = make_plan(whole, part)
    own, other = crosscheck(plan, [form({"whole": "12"}), form({"part": "15"}, department="县财政局")])
    assert (codes(own), codes(other)) == (["part_exceeds_whole"], ["part_exceeds_whole"])
    assert other.problems[0].department == "县财政局"
    assert [item.value for item in (*own.figures, *other.figures)] == [Absence.TO_VERIFY, Absence.TO_VERIFY]


@pytest.mark.parametrize(("whole", "fires"), [("1.3", False), ("1.31", False), ("1.36", True)])
def test_sums_of_rounded_figures(whole: str, fires: bool) -> None:
    """1.16 and 0.15 are 1.31; what rounding to two decimals can explain is no finding."""
    items = [indicator(None, key=key, name=key, unit="亿元") for key in ("a", "b")]
    total = indicator(None, key="t", name="合计", unit="亿元", parts=("a", "b"))
    returned = crosscheck(make_plan(total, *items), [form({"t": whole, "a": "1.16", "b": "0.15"})])[0]
    assert codes(returned) == (["parts_do_not_add_up"] * 3 if fires else [])


def test_parts_that_are_not_all_there() -> None:
    """A sum is only asked about when every part was reported."""
    items = [indicator(None, key=key, name=key) for key in ("a", "b")]
    total = indicator(None, key="t", name="合计", parts=("a", "b"))
    assert codes(crosscheck(make_plan(total, *items), [form({"t": "9", "a": "4"})])[0]) == []


def test_new_and_in_all_that_began_with_nothing() -> None:
    """新增 equals the total where there were none before, or where the plan aims at the same for both."""
    new = indicator(">= 3 家", key="new", name="新增基地")
    stock = indicator(">= 5 家", "stock", key="all", name="基地")
    assert codes(checked(new, stock, new="4", all="4")) == ["new_is_stock", "new_is_stock"]
    nothing = indicator(">= 5 家", "stock", key="all", name="基地", baseline="0 家 (2022)")
    assert codes(checked(new, nothing, new="4", all="4")) == []
    same = indicator(">= 3 家", "stock", key="all", name="基地")
    assert codes(checked(new, same, new="4", all="4")) == []


def test_file_names() -> None:
    """The own name anywhere in the file name is enough; a folder's name does not count."""
    plan = make_plan(
        indicator(None), departments=(Department(DEPARTMENT), Department("县教育和科技局"), Department("县教育局"))
    )
    for file, fires in (
        ("县科技局.xlsx", False),
        ("县教育局转县科技局.xlsx", False),
        ("县教育局/科技.xlsx", False),
        ("县教育和科技局.xlsx", True),
        ("2023年科技指标完成情况_县教育局.xlsx", True),
    ):
        returned = crosscheck(plan, [form({"x": "4"})._replace(file=file)])[0]
        assert codes(returned) == (["file_name_other"] if fires else []), file


def test_shared_indicators_are_not_held_against_the_sum() -> None:
    """One town's share is measured by its own last year, not by the target or the baseline of all towns."""
    towns = tuple(f"示例镇{number}" for number in range(40))
    shared = money(reporters=towns, kind="stock", baseline="5800 万元 (2022)")
    plan = make_plan(shared)
    small = form({"x": "0.6"}, department=towns[0])
    assert codes(crosscheck(plan, [small])[0]) == []
    own = form({"x": "1500000"}, department=towns[0], last_year=Decimal(140))
    assert codes(crosscheck(plan, [own])[0]) == ["scale_slip"]
    alone = form({"x": "60000000"}, department=towns[0])
    assert "各单位合计的目标" in crosscheck(plan, [alone])[0].problems[0].message


def test_unknown_indicators_and_absences_pass() -> None:
    """A figure of another plan, and what is no figure, are nothing to compare."""
    plan = make_plan(money())
    returned = form({"x": "5000"})
    returned = returned._replace(figures=(figure("ghost", "99999999"), figure("x", Absence.UNPUBLISHED)))
    assert crosscheck(plan, [returned]) == (returned,)


def test_enterprises_and_platforms_add_up() -> None:
    """家 and 个 are the same under one whole: 4家 and 2个 are not 7."""
    whole = indicator(">= 5 家", key="all", parts=("firms", "labs"))
    plan = make_plan(whole, indicator(">= 3 家", key="firms"), indicator(">= 2 个", key="labs"))
    fine = crosscheck(plan, [form({"all": "6", "firms": "4", "labs": "2"})])[0]
    assert fine.problems == ()
    wrong = crosscheck(plan, [form({"all": "7", "firms": "4", "labs": "2"})])[0]
    assert {problem.code for problem in wrong.problems} == {"parts_do_not_add_up"}


def test_parts_that_the_plan_does_not_list() -> None:
    """26 wanted of which the visible parts ask for 24: a larger whole is no contradiction, a smaller one is."""
    whole = indicator(">= 26 家", key="all", parts=("firms", "labs"))
    plan = make_plan(whole, indicator(">= 20 家", key="firms"), indicator(">= 4 个", key="labs"))
    more = crosscheck(plan, [form({"all": "27", "firms": "20", "labs": "4"})])[0]
    assert more.problems == ()
    less = crosscheck(plan, [form({"all": "23", "firms": "20", "labs": "4"})])[0]
    assert {problem.code for problem in less.problems} == {"parts_do_not_add_up"}


def test_a_stage_that_is_past_is_no_measure_of_a_jump() -> None:
    """1250 at the year's end is six times 一季度's 200, as it should be; at the end of 一季度 it would be odd."""
    split = money(">= 1200 万元", milestones={"2023Q1": ">= 200 万元", "2023": ">= 1200 万元"})
    assert codes(checked(split, x="1250")) == []
    assert codes(checked(split, when="2023Q1", x="1250")) == ["jump_unexplained"]
