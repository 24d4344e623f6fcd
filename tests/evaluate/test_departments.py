"""Who owes, helps with and reports what: the standing of each department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluate.scoring_support import adjustment, item
from evaluate.support import evaluate, form, make_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.departments import Standing, standings
from sctarget.evaluate.result import Evaluation, Status
from sctarget.evaluate.score_total import score_plan
from sctarget.model.plan import Department, Task
from sctarget.model.scoring import Attribution, Scoring
from sctarget.model.source import Source

NAMES = ("甲局", "乙局", "丙局", "丁局")


def judged(*, departments: tuple[str, ...] = (), scoring: Scoring | None = None) -> Evaluation:
    """Two leads of one indicator, a helper, a reporter without a lead, a task that is late."""
    made = [
        item("9/10", "a", lead=("甲局", "乙局"), support=("丙局",)),
        item("10/10", "b", lead=("甲局",), reporters=("丁局",)),
        item("未报送/5", "c", lead=()),
    ]
    task = Task("t", "示例任务", Source("plan.yaml"), date(2023, 6, 30), lead=("乙局",), reporters=("县科技局",))
    plan = make_plan(*(one for one, _ in made), tasks=(task,), departments=tuple(map(Department, departments)))
    if scoring is not None:
        plan = replace(plan, rules=plan.rules._replace(scoring=scoring))
    returned = form({one.id: value for one, value in made}, tasks={"t": "in_progress"})
    helped = form({"b": "10"}, department="丁局")
    return evaluate(plan, returned, helped)


def by_name(evaluation: Evaluation) -> dict[str, Standing]:
    return {each.name: each for each in standings(evaluation)}


def test_each_department_has_the_most_that_it_is() -> None:
    """Every lead owes in full; without a lead those who report owe; who helps or only reports owes nothing."""
    found = by_name(judged())
    assert {name: each.role for name, each in found.items()} == {
        "甲局": "lead",
        "乙局": "lead",
        "丙局": "support",
        "丁局": "reporter",
        "县科技局": "lead",
    }
    assert [each.indicator.id for each in found["甲局"].verdicts] == ["a", "b"]
    assert [each.indicator.id for each in found["乙局"].verdicts] == ["a"]
    assert [each.indicator.id for each in found["县科技局"].verdicts] == ["c"]
    assert [(each.task.id, each.overdue) for each in found["乙局"].tasks] == [("t", True)]
    assert (found["丙局"].verdicts, len(found["丙局"].helped)) == ((), 1)
    assert (found["丁局"].verdicts, len(found["丁局"].reported)) == ((), 1)


def test_a_plan_without_weights_still_counts() -> None:
    """Counts by status need no scores."""
    found = by_name(judged())
    assert [each.status for each in found["甲局"].verdicts] == [Status.NEARLY, Status.MET]
    assert all(each.score is None for each in found.values())


def test_a_department_that_only_an_adjustment_names_is_there() -> None:
    """Points taken from somebody who owes nothing are not lost from sight."""
    evaluation = judged(scoring=Scoring())
    scored = evaluation._replace(scores=score_plan(evaluation, [adjustment("扣分1", "戊局")]))
    last = standings(scored)[-1]
    assert (last.name, last.role, last.score is not None) == ("戊局", None, True)


def test_the_order_is_the_plans() -> None:
    """Departments stand as the plan lists them, others behind."""
    assert [each.name for each in standings(judged(departments=("丁局", "乙局")))][:2] == ["丁局", "乙局"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(NAMES), st.sampled_from(Attribution))
def test_the_order_of_departments_changes_nothing(order: list[str], attribution: Attribution) -> None:
    """However the plan lists its departments, each owes the same and scores the same, with the same rank."""
    scoring = Scoring(attribution=attribution)
    plain, shuffled = judged(scoring=scoring), judged(departments=tuple(order), scoring=scoring)
    first, second = (each._replace(scores=score_plan(each)) for each in (plain, shuffled))
    assert {name: each._replace(verdicts=()) for name, each in by_name(first).items() if name in NAMES} == {
        name: each._replace(verdicts=()) for name, each in by_name(second).items() if name in NAMES
    }
    assert first.scores is not None
    assert second.scores is not None
    assert first.scores.total == second.scores.total
