"""Tables of scores: the self-evaluation table, its foot, departments side by side, and what is said above them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.scoring_support import adjustment, item, scored, scoring
from evaluate.support import DEPARTMENT, evaluate, form, indicator, make_plan

from sctarget.evaluate.score_findings import unexplained
from sctarget.evaluate.score_total import score_plan
from sctarget.model.plan import Rules, Task
from sctarget.model.source import Source
from sctarget.report.scores import NoWeightsError, require_weights, score_page
from sctarget.report.views import Selection, result_page

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.report.table import Table

PLAN_ORDER = Selection(order="plan")


def cells(table: Table, *keys: str) -> list[Any]:
    """Some columns of every row."""
    at = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[index].text for index in at) for row in table.rows]


def added_up(table: Table) -> Decimal:
    """What a calculator makes of the addends in the column 得分, beginning with the last sum before the adjustments."""
    found: list[tuple[str, Decimal]] = [
        (sort, Decimal(points)) for sort, points in cells(table, "sort", "points") if points[-1:].isdigit()
    ]
    start = next(points for sort, points in reversed(found) if sort in {"合计", "折算"})
    return start + sum(
        (points for sort, points in found if sort in {"加分", "扣分", "迟报", "封顶", "封底"}), Decimal(0)
    )


def test_the_table_of_a_self_evaluation() -> None:
    """A row for each item in the order of the plan, then every addend, then the total: a calculator agrees."""
    evaluation = scored(
        [item("50/40", "a", group="产出"), item("40/50", "b", group="产出"), item("不涉及/10", "c", group="效益")],
        "bonus_item=4，bonus_total=3",
        adjustment("扣分1.5"),
        adjustment("加分1"),
        adjustment("一票否决"),
        reason="示例原因",
        measures="示例措施",
    )
    table = score_page(evaluation, PLAN_ORDER).tables[0]
    assert cells(table, "group", "name", "target", "actual", "weight", "points", "reason") == [
        ("产出", "指标a", "40家以上", "50家", "40", "44.00", "示例原因；改进措施：示例措施"),
        ("产出", "指标b", "50家以上", "40家", "50", "40.00", "示例原因；改进措施：示例措施"),
        ("效益", "指标c", "10家以上", "", "10", "不计", "示例原因；改进措施：示例措施"),
        ("", "各项得分合计", "", "", "100", "84.00", ""),
        ("", "折算后得分", "", "", "100", "93.33", ""),
        ("", "扣分（县科技局）", "", "", "", "-1.50", ""),
        ("", "加分（县科技局）", "", "", "", "1.00", ""),
        ("", "一票否决（县科技局）", "", "", "", "", ""),
        ("", "加分超过上限扣回", "", "", "", "-2.00", ""),
        ("", "总得分（等级：优）", "", "", "100", "90.83", ""),
    ]
    assert added_up(table) == Decimal("90.83")
    grounds = dict(cells(table, "name", "ground"))
    assert grounds["指标a"] == "完成率125.0%，超额加4.00分"
    assert grounds["指标b"] == "50分×完成率80.0%"
    assert grounds["折算后得分"] == "不涉及的10分不计，折算84.00×100÷90"
    assert grounds["扣分（县科技局）"] == "示例理由（示例甲，2024-01-08）"


def test_deductions_below_zero_are_lifted_in_a_row_of_their_own() -> None:
    """A score never goes below 0, and the table still adds up."""
    table = score_page(scored([item("2/10", "a")], "", adjustment("扣分3")), PLAN_ORDER).tables[0]
    assert cells(table, "name", "points")[-2:] == [("扣到0分为止", "1.00"), ("总得分（等级：差）", "0.00")]
    assert added_up(table) == 0


def test_lost_points_without_a_reason_are_a_finding() -> None:
    """The blank beside a lost point is marked in the table and listed among the problems; a full mark needs none."""
    evaluation = scored([item("4/5", "a"), item("5/5", "b"), item("未出数/5", "c"), item("待核实/5", "d")])
    assert [(each.code, each.indicator) for each in unexplained(evaluation)] == [("score_lost_unexplained", "a")]
    assert "得了4.00分" in unexplained(evaluation)[0].message
    reasons = dict(cells(score_page(evaluation, PLAN_ORDER).tables[0], "name", "reason"))
    assert (reasons["指标a"], reasons["指标b"], reasons["指标c"]) == ("（未填原因）", "", "")
    assert unexplained(scored([item("4/5", "a")], reason="示例原因")) == ()


def test_a_computed_figure_asks_the_one_who_answers_for_it() -> None:
    """The reason for a lost point is not asked of the department whose figure went into the formula."""
    part = indicator(None, "flow", key="b", unit="亿元", name="研发经费", reporters=("县统计局",))
    whole = indicator(">= 2 亿元", "flow", key="r", formula="b * 1", name="研发投入", weight=Decimal(10))
    plan = make_plan(part, whole, rules=Rules()._replace(scoring=scoring("")))
    evaluation = evaluate(plan, form({"b": "1.5"}, department="县统计局"), form({}))
    evaluation = evaluation._replace(scores=score_plan(evaluation))
    assert [(each.department, each.indicator) for each in unexplained(evaluation)] == [(DEPARTMENT, "r")]


def test_who_cannot_know_is_not_blamed() -> None:
    """A figure that was held back lost its points for now: nobody failed to give a reason."""
    table = score_page(scored([item("待核实/5", "d"), item("4/5", "a")]), PLAN_ORDER).tables[0]
    assert [row[0] for row in cells(table, "reason")][:2] == ["", "（未填原因）"]


def test_far_beyond_the_target_must_be_explained() -> None:
    """偏离度 above 30 % without a word is a finding, exactly 30 % is not; a remark explains, and no point is taken."""
    evaluation = scored([item("13.1/10", "a"), item("13/10", "b")])
    assert [(each.code, each.indicator) for each in unexplained(evaluation)] == [("deviation_unexplained", "a")]
    assert "31.0%" in unexplained(evaluation)[0].message
    explained = scored([item("13.1/10", "a")], remark="年中新增一批入库")
    assert unexplained(explained) == ()
    assert cells(score_page(explained, PLAN_ORDER).tables[0], "points", "reason")[0] == (
        "10.00",
        "偏离度31.0%，超过30%，备注：年中新增一批入库",
    )


def test_tasks_are_scored_beside_indicators() -> None:
    """Done is full, overdue is nothing, not due is not scored yet; the foot says how many points are open."""
    source = Source("plan.yaml", line=30, column=5)
    tasks = tuple(
        Task(key, f"任务{key}", source, due, reporters=("县科技局",), weight=Decimal(10))
        for key, due in (("x", date(2023, 6, 30)), ("y", date(2023, 6, 30)), ("z", date(2023, 12, 31)))
    )
    states = {"x": "done", "y": "in_progress", "z": "in_progress"}
    evaluation = scored([item("70/70", "a")], tasks=tasks, states=states, when="2023Q3")
    page = score_page(evaluation, PLAN_ORDER)
    assert cells(page.tables[0], "name", "points")[1:4] == [("任务x", "10.00"), ("任务y", "0.00"), ("任务z", "未评")]


def test_a_task_that_was_called_off_is_taken_out() -> None:
    """免计 takes a task out with its points: the rest is rescaled, and the paper that says so stands in its row."""
    source = Source("plan.yaml", line=30, column=5)
    task = Task("x", "任务x", source, date(2023, 6, 30), reporters=("县科技局",), weight=Decimal(20))
    freed = adjustment("免计", None, "x")
    evaluation = scored([item("60/80", "a")], "", freed, tasks=(task,), states={"x": "terminated"}, reason="示例原因")
    table = score_page(evaluation, PLAN_ORDER).tables[0]
    assert cells(table, "name", "points", "ground")[1:3] == [
        ("任务x", "不计", "免计：示例理由（示例甲，2024-01-08）"),
        ("各项得分合计", "60.00", ""),
    ]
    assert cells(table, "name", "points")[-2:] == [("折算后得分", "75.00"), ("总得分（等级：中）", "75.00")]


def test_open_points_leave_the_grade_open() -> None:
    """未出数 is told with what the total may become, and the grade waits where that decides it."""
    told = " ".join(score_page(scored([item("84/95", "a"), item("未出数/5", "b")]), PLAN_ORDER).sentences)
    assert "得84.00分，等级良" in told
    told = " ".join(score_page(scored([item("85/90", "a"), item("未出数/10", "b")]), PLAN_ORDER).sentences)
    assert "等级待定" in told
    assert "另有1项10分未评（未到期或未出数），先按没有得分合计，全得时为95.00分" in told


def departments() -> Evaluation:
    """Three departments, the second with two bad items, the third vetoed."""
    owed = [
        ("9/10", "甲局"),
        ("10/10", "甲局"),
        ("1/10", "乙局"),
        ("5/10", "乙局"),
        ("9/10", "乙局"),
        ("10/10", "丙局"),
    ]
    items = [item(got, f"i{number}", lead=(who,)) for number, (got, who) in enumerate(owed)]
    return scored(items, "", adjustment("一票否决", "丙局"), adjustment("扣分0.5", None, "i0"), reason="示例原因")


def test_an_average_hides_nothing() -> None:
    """Beside the mean stand the two worst departments, beside each department its two worst items, and every veto."""
    page = score_page(departments(), PLAN_ORDER)
    assert "3个单位平均80.83分（百分制），最低的两个：乙局50.00分、甲局92.50分；一票否决：丙局。" in page.sentences
    assert cells(page.tables[1], "department", "weight", "points", "hundred", "grade", "worst") == [
        ("甲局", "20", "18.50", "92.50", "优", "指标i0（9.00/10）"),
        ("乙局", "30", "15.00", "50.00", "差", "指标i2（1.00/10）、指标i3（5.00/10）"),
        ("丙局", "10", "10.00", "100.00", "差（一票否决）", ""),
    ]
    assert cells(page.tables[1], "adjusted")[0] == ("扣分-0.50",)


def test_ranks_go_by_exact_scores() -> None:
    """The departments stand in the order of the plan, by rank where it says so; no ranks while something is open."""
    evaluation = departments()
    page = score_page(evaluation, PLAN_ORDER)
    assert cells(page.tables[1], "department", "rank") == [("甲局", "2"), ("乙局", "3"), ("丙局", "1")]
    assert evaluation.plan.rules.scoring is not None
    rules = evaluation.plan.rules._replace(scoring=evaluation.plan.rules.scoring._replace(rank=True))
    asked = evaluation._replace(plan=replace(evaluation.plan, rules=rules))
    asked = asked._replace(scores=score_plan(asked))
    assert cells(score_page(asked, PLAN_ORDER).tables[1], "department", "rank") == [
        ("丙局", "1"),
        ("甲局", "2"),
        ("乙局", "3"),
    ]
    waiting = scored([item("9/10", "a", lead=("甲局",)), item("未出数/10", "b", lead=("乙局",))], "")
    assert waiting.scores is not None
    assert [each.rank for each in waiting.scores.departments] == [None, None]


def test_one_department_sees_its_own() -> None:
    """A department's own table has its total, and says nothing of the others."""
    page = score_page(departments(), Selection(order="plan", departments=frozenset({"乙局"})))
    assert [table.title for table in page.tables] == ["乙局：百分制50.00分，等级差"]
    assert cells(page.tables[0], "name", "points")[-1] == ("总得分（等级：差）", "15.00")
    assert "甲局" not in "".join(page.sentences)


def test_a_choice_of_rows_has_no_total() -> None:
    """Rows of one group do not pretend to be the whole."""
    evaluation = scored([item("4/5", "a", group="产出"), item("5/5", "b", group="效益")])
    table = score_page(evaluation, Selection(order="plan", groups=frozenset({"效益"}))).tables[0]
    assert cells(table, "name") == [("指标b",)]
    assert table.notes == ("只列出1项，共2项；合计见完整的表。",)
    worst = score_page(evaluation, Selection(order="worst")).tables[0]
    assert cells(worst, "name")[:2] == [("指标a",), ("指标b",)]


def test_provisional_points_and_missed_binding_targets_are_said() -> None:
    """What a total cannot show stands in words beside it."""
    one, value = item("8/10", "a", binding=True)
    told = " ".join(score_page(scored([(one, value)], provisional=True), PLAN_ORDER).sentences)
    assert "其中1项8.00分按预计数、快报数或待确认的数计。" in told
    assert "约束性指标未完成1项，与总分高低无关：指标a。" in told


def test_the_usual_page_names_the_score() -> None:
    """Whoever only runs check still reads the total and the grade; an unscored plan says nothing of scores."""
    evaluation = scored([item("4/5", "a")])
    assert "计分：满分5分，得4.00分，等级良。" in result_page(evaluation).sentences
    assert not [each for each in result_page(evaluation._replace(scores=None)).sentences if "分" in each]


def test_scores_need_weights() -> None:
    """Asking for scores of a plan without weights says what to write."""
    with pytest.raises(NoWeightsError, match="weight"):
        require_weights(make_plan())
