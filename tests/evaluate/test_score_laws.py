"""Laws of scoring that hold for every figure, weight and rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evaluate.scoring_support import adjustment, item, scores_of, weighed
from evaluate.support import indicator, target
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.score import rounded_points
from sctarget.evaluate.score_total import grade_of
from sctarget.model.plan import Rounding
from sctarget.model.scoring import Grade, Scoring

if TYPE_CHECKING:
    from random import Random

    from sctarget.model.plan import Indicator

VALUES = st.decimals(min_value=-50, max_value=200, places=2)
WEIGHTS = st.decimals(min_value="0.5", max_value=40, places=1)
RULES = st.sampled_from(
    [
        "",
        "floor=60%",
        "by=progress",
        "bonus_item=2",
        "bonus_item=8%，floor=60%",
        "by=progress，bonus_item=8%，decimals=0",
    ]
)
PARTS = st.lists(
    st.tuples(
        st.one_of(VALUES.map(str), st.sampled_from(["未报送", "待核实", "未出数", "不涉及"])),
        st.integers(min_value=1, max_value=30),
    ),
    min_size=1,
    max_size=7,
).map(lambda parts: "，".join(f"{got}/{weight}" for got, weight in parts))
ADDED = st.lists(st.sampled_from(["加分2", "扣分1", "扣分0.5", "加分3%", "迟报0.5", "一票否决"]), max_size=4)


@st.composite
def directed(draw: st.DrawFn) -> Indicator:
    """An indicator of which more is better, or less, with any target and perhaps a baseline."""
    comparator = draw(st.sampled_from([">=", ">", "<=", "<"]))
    keys: dict[str, Any] = {"baseline": f"{draw(VALUES)} (2022)"} if draw(st.booleans()) else {}
    one = indicator(None, "stock", unit="家", **keys)
    return weighed(replace(one, target=target(f"{comparator} {draw(VALUES)} 家")), str(draw(WEIGHTS)))


@settings(max_examples=300, deadline=None)
@given(directed(), VALUES, VALUES, RULES)
def test_better_figures_never_get_fewer_points(one: Indicator, first: Decimal, second: Decimal, rules: str) -> None:
    """Nobody loses points by doing better."""
    assert one.target is not None
    upward = one.target.comparator in {">=", ">"}
    worse, better = sorted([first, second], reverse=not upward)
    low, high = (scores_of([(one, str(value))], rules).items[0] for value in (worse, better))
    assert low.points is not None
    assert high.points is not None
    assert low.points <= high.points


@settings(max_examples=300, deadline=None)
@given(directed(), VALUES, RULES)
def test_points_keep_to_their_limits(one: Indicator, value: Decimal, rules: str) -> None:
    """An item never brings less than nothing, nor more than its weight and what bonus is allowed."""
    found = scores_of([(one, str(value))], rules).items[0]
    assert found.points is not None
    assert found.exact is not None
    assert 0 <= found.points <= Fraction(found.weight) + found.rule.bonus
    assert (found.points == 0) == (found.exact == 0)
    assert (found.points < found.weight) == (found.exact < Fraction(found.weight))


@settings(max_examples=200, deadline=None)
@given(PARTS, ADDED, st.sampled_from(["", "bonus_item=3", "bonus_item=3，bonus_total=4", "decimals=0"]))
def test_the_table_adds_up(items: str, added: list[str], rules: str) -> None:
    """An auditor who adds up the displayed addends comes to the displayed total, in every table."""
    scores = scores_of(items, rules, *(adjustment(each) for each in added))
    for total in (scores.total, *(each.total for each in scores.departments)):
        assert total.earned == sum(part.points for part in total.parts if part.points is not None)
        if total.score is None:
            assert total.removed == total.full
            continue
        assert total.score == total.rescaled + sum(each.points for each in total.adjusted) - total.excess + total.lift
        assert total.score >= 0
        assert Fraction(total.score) <= total.highest
        assert total.grade is None or total.grade in {"优", "良", "中", "差"}


@settings(max_examples=200, deadline=None)
@given(PARTS, st.integers(min_value=1, max_value=30))
def test_rescaling_keeps_the_proportions(items: str, weight: int) -> None:
    """What was decided not to apply changes no score out of 100 by more than the one rounding."""
    plain = scores_of(items).total
    more = scores_of(f"{items}，不涉及/{weight}").total
    assert (plain.score is None) == (more.score is None)
    if plain.hundred is not None and more.hundred is not None and not plain.removed:
        assert abs(plain.hundred - more.hundred) <= Fraction(1, 200) * 100 / Fraction(more.full)


@settings(max_examples=300, deadline=None)
@given(
    st.fractions(min_value=0, max_value=120),
    st.lists(st.decimals(min_value=1, max_value=100, places=1), unique=True, max_size=5),
)
def test_bands_have_no_hole_and_no_overlap(hundred: Fraction, limits: list[Decimal]) -> None:
    """Every score has one grade: the highest whose lower limit it reaches, the limit itself included."""
    levels = [*sorted(limits, reverse=True), Decimal(0)]
    rules = Scoring(grades=tuple(Grade(f"第{number}档", least) for number, least in enumerate(levels)))
    grade = grade_of(hundred, rules)
    reached = [each for each in rules.grades if hundred >= each.least]
    assert grade == reached[0].name
    for each in rules.grades:
        assert grade_of(Fraction(each.least), rules) == each.name


@settings(max_examples=300, deadline=None)
@given(st.fractions(min_value=0, max_value=50), st.integers(0, 4), st.sampled_from(Rounding))
def test_rounding_never_meets_a_line(value: Fraction, decimals: int, rounding: Rounding) -> None:
    """Rounded points stand on the same side of full marks and of 0 as the exact ones, and near them."""
    line = Fraction(5)
    rounded = Fraction(rounded_points(value, [line], decimals, rounding))
    assert (rounded > line, rounded < line, rounded > 0) == (value > line, value < line, value > 0)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**decimals)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["甲局", "乙局", "丙局"])), min_size=1, max_size=8))
def test_departments_add_up_to_the_plan(owed: list[tuple[int, str]]) -> None:
    """Where each item has one owner, the departments' points and weights add up to those of the plan."""
    items = [item(f"{got}/10", f"i{number}", lead=(who,)) for number, (got, who) in enumerate(owed)]
    scores = scores_of(items)
    assert sum(each.total.full for each in scores.departments) == scores.total.full
    assert sum(each.total.earned for each in scores.departments) == scores.total.earned


def test_a_third_of_an_item_is_graded_exactly() -> None:
    """18 of 20 shared by three are 90 out of 100 for each of them, not a hair below."""
    one, value = item("18/20", "a", lead=("甲局", "乙局", "丙局"))
    for each in scores_of([(one, value)], "attribution=split").departments:
        assert each.total.full == Fraction(20, 3)
        assert each.total.score == Decimal(6)
        assert each.total.hundred == Fraction(90)
        assert each.total.grade == "优"


SPLIT = st.lists(st.sampled_from(["甲局", "乙局", "丙局", "丁局", "戊局", "己局", "庚局"]), min_size=1, unique=True)


@settings(max_examples=200, deadline=None)
@given(SPLIT, st.integers(0, 40), st.integers(1, 30), st.integers(0, 3))
def test_split_parts_make_the_whole(leads: list[str], got: int, weight: int, decimals: int) -> None:
    """What several leads share adds up to the item exactly: weights, points and what is taken off it, alike for all."""
    one, value = item(f"{got}/{weight}", "a", lead=tuple(leads))
    found = scores_of([(one, value)], f"attribution=split，decimals={decimals}", adjustment("扣分1", None, "a"))
    parts = [each.total.parts[0] for each in found.departments]
    assert sum(part.weight for part in parts) == weight
    assert sum(part.points for part in parts if part.points is not None) == found.total.earned
    assert sum(each.total.adjusted[0].points for each in found.departments) == found.total.adjusted[0].points == -1
    assert len({(each.total.score, each.rank, each.total.grade) for each in found.departments}) == 1
    assert {each.rank for each in found.departments} == {1}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), SPLIT), min_size=1, max_size=5),
    st.sampled_from(["attribution=split", "attribution=each_lead", "attribution=split，support_share=30%"]),
    st.randoms(),
)
def test_the_order_of_leads_changes_nothing(owed: list[tuple[int, list[str]]], rules: str, random: Random) -> None:
    """Where all leads are scored, it does not matter which of them the plan names first."""
    plain = [item(f"{got}/10", f"i{number}", lead=tuple(who)) for number, (got, who) in enumerate(owed)]
    mixed = [
        item(f"{got}/10", f"i{number}", lead=tuple(random.sample(who, len(who))))
        for number, (got, who) in enumerate(owed)
    ]
    found = [
        {each.name: (each.total.full, each.total.score, each.total.grade, each.rank) for each in scores.departments}
        for scores in (scores_of(plain, rules), scores_of(mixed, rules))
    ]
    assert found[0] == found[1]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=7))
def test_equal_scores_share_a_rank(got: list[int]) -> None:
    """1, 1, 3: the rank of each is one more than the number of those who did better."""
    items = [item(f"{points}/10", f"i{number}", lead=(f"第{number}局",)) for number, points in enumerate(got)]
    ranks = {each.name: each.rank for each in scores_of(items).departments}
    assert ranks == {f"第{number}局": 1 + sum(other > points for other in got) for number, points in enumerate(got)}
