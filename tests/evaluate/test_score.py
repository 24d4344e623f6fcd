"""Points in the cases that a table of examples does not show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from evaluate.scoring_support import adjustment, item, scores_of, scoring, weighed
from evaluate.support import indicator, make_plan, period

from sctarget.evaluate.points import Ground
from sctarget.evaluate.result import Status, Verdict
from sctarget.evaluate.score import indicator_score
from sctarget.model.grade import Grade, GradeLevel
from sctarget.model.plan import Rules
from sctarget.model.quantity import TargetForm
from sctarget.model.scoring import Amount, Basis, ItemRule

DAY = date(2023, 12, 31)


@pytest.mark.parametrize(
    ("status", "level", "share", "ground", "points"),
    [
        (Status.MET, GradeLevel.ACHIEVED, "0.9", Ground.GRADED, "9.00"),
        (Status.NEARLY, GradeLevel.PARTLY, None, Ground.GRADED, "6.00"),
        (Status.UNMET, GradeLevel.MISSED, "0.3", Ground.GRADED, "3.00"),
        (Status.UNMET, None, None, Ground.NO_RATE, "0.00"),
        (Status.TO_VERIFY, None, None, Ground.TO_VERIFY, "0.00"),
        (Status.OPEN, GradeLevel.PARTLY, "0.7", Ground.NOT_DUE, None),
    ],
)
def test_a_direction_brings_what_a_person_grades(
    status: Status, level: GradeLevel | None, share: str | None, ground: Ground, points: str | None
) -> None:
    """有较大提升 has no rate: a grade brings its share, no rise nothing, and what waits for a grade nothing yet."""
    one = weighed(indicator(), "10")
    assert one.target is not None
    rising = replace(one, target=replace(one.target, form=TargetForm.DIRECTION), due=DAY)
    grade = None if level is None else Grade(level, "示例甲", DAY, "专家组意见", Decimal(share) if share else None)
    found = indicator_score(
        Verdict(rising, status, grade=grade), make_plan(rising), scoring(), DAY if points else date(2023, 6, 30)
    )
    assert found is not None
    assert found.ground is ground
    assert (None if found.points is None else str(found.points)) == points


def test_an_item_may_have_rules_of_its_own() -> None:
    """What one indicator does otherwise holds for it alone: all or nothing, no bonus, the way from the baseline."""
    first, second, third = (item(got, key)[0] for got, key in (("9/10", "a"), ("12/10", "b"), ("9/10", "c")))
    strict = replace(first, scoring=ItemRule(floor=Decimal(1)))
    plain = replace(second, scoring=ItemRule(bonus_item=Amount(Decimal(0))))
    far = indicator(">= 10 家", "stock", key="d", baseline="8 (2022)", weight=Decimal(10), name="指标d")
    far = replace(far, scoring=ItemRule(by=Basis.PROGRESS))
    found = scores_of([(strict, "9"), (plain, "12"), (third, "12"), (far, "9")], "bonus_item=1").items
    assert [str(each.points) for each in found] == ["0.00", "10.00", "11.00", "5.00"]


def test_nothing_is_scored_before_its_day() -> None:
    """In the middle of the year only what is settled has points: a target reached early, a limit broken for good."""
    limit = weighed(indicator("<= 10 起", key="b", name="指标b"), "10")
    items = [item("12/10", "a"), (limit, "11"), item("5/10", "c"), item("未报送/10", "d"), item("待核实/10", "e")]
    total = scores_of(items, when="2023H1").total
    assert [None if part.points is None else float(part.points) for part in total.parts] == [
        10,
        9.09,
        None,
        None,
        None,
    ]
    assert total.pending == 30
    assert total.highest == Decimal("49.09")
    assert total.grade is None


def test_adjustments_of_a_year_count_in_that_year() -> None:
    """With a period an adjustment counts from its end on and in its year only."""
    late = adjustment("扣分1")._replace(period=period("2023"))
    assert scores_of("10/10", "", late).total.score == 9
    assert scores_of("10/10", "", late._replace(period=period("2022"))).total.score == 10
    early = scores_of([(weighed(indicator(), "10"), "10")], "", late, when="2023H1")
    assert early.total.adjusted == ()


def test_a_percentage_is_of_the_item_or_of_the_department() -> None:
    """10 % of an item is of its weight, 10 % without an item of all that the department can have."""
    items = [item("10/10", "a", lead=("甲局",)), item("30/30", "b", lead=("甲局",)), item("60/60", "c", lead=("乙局",))]
    scores = scores_of(items, "", adjustment("扣分10%", None, "a"), adjustment("扣分10%", "甲局"))
    assert [each.total.score for each in scores.departments] == [Decimal(35), Decimal(60)]
    assert scores.total.score == Decimal(95)


def test_a_veto_leaves_the_points() -> None:
    """一票否决 changes a grade, not a sum, and grades nobody else."""
    items = [item("10/10", "a", lead=("甲局",)), item("10/10", "b", lead=("乙局",))]
    scores = scores_of(items, "", adjustment("一票否决", "甲局"))
    assert [each.total.score for each in scores.departments] == [Decimal(10), Decimal(10)]
    assert [each.total.grade for each in scores.departments] == ["差", "优"]
    assert scores.total.grade == "优"


def test_verdicts_do_not_depend_on_scores() -> None:
    """A plan without weights has no scores at all."""
    plan = make_plan(indicator(), rules=Rules())
    assert plan.rules.scoring is None
    assert indicator_score(Verdict(plan.indicators[0], Status.MET), plan, scoring(), DAY) is None
