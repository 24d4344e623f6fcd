"""The departments side by side, and every point that one of them did not get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from evaluate.scoring_support import adjustment, item, scored
from evaluate.support import evaluate, form, make_plan

from sctarget.model.plan import Task
from sctarget.model.source import Source
from sctarget.report.by_department import by_department_table, department_page
from sctarget.report.deductions import deductions_of
from sctarget.report.views import Selection

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.report.table import Table

BY = Selection(by="department")
LATE = Task(
    "t",
    "示例任务",
    Source("plan.yaml"),
    date(2023, 6, 30),
    lead=("乙局",),
    reporters=("县科技局",),
    weight=Decimal(5),
)


def shown(table: Table) -> list[dict[str, str]]:
    """The rows by caption, without what is empty."""
    captions = [column.caption for column in table.columns]
    return [
        {caption: cell.text for caption, cell in zip(captions, row, strict=True) if cell.text} for row in table.rows
    ]


def county(rules: str = "attribution=split，support_share=30%") -> Evaluation:
    """Two leads and a helper of one indicator, a task that is late, points taken away and given."""
    return scored(
        [item("9/10", "a", lead=("甲局", "乙局"), support=("丙局",)), item("20/20", "b", lead=("甲局",))],
        rules,
        adjustment("扣分1", None, "a")._replace(document="示例考办〔2024〕2号"),
        adjustment("迟报0.5", "乙局"),
        adjustment("加分2", "甲局"),
        adjustment("一票否决", "丙局"),
        tasks=(LATE,),
        states={"t": "in_progress"},
        reason="示例原因",
    )


def test_each_department_on_one_line() -> None:
    """What it owes, how that stands, its points, its rank, and what it is scored for."""
    (table,) = by_department_table(county(), BY)
    assert table.title == "各单位（4个）"
    assert shown(table) == [
        {
            "单位": "甲局",
            "角色": "牵头",
            "指标": "2",
            "完成情况": "完成1、基本完成1",
            "分值": "25",
            "得分": "26.00",
            "百分制": "104.00",
            "等级": "优",
            "位次": "1",
            "加减分": "扣分-0.50、加分+2.00",
            "计分": "牵头2项（其中1项平分）",
        },
        {
            "单位": "乙局",
            "角色": "牵头",
            "指标": "1",
            "完成情况": "基本完成1",
            "任务": "推进中（逾期）1",
            "分值": "10",
            "得分": "3.50",
            "百分制": "35.00",
            "等级": "差",
            "位次": "3",
            "加减分": "扣分-0.50、迟报-0.50",
            "计分": "牵头2项（其中1项平分）",
        },
        {
            "单位": "丙局",
            "角色": "配合1项",
            "指标": "0",
            "分值": "3",
            "得分": "2.70",
            "百分制": "90.00",
            "等级": "差（一票否决）",
            "位次": "2",
            "加减分": "一票否决",
            "计分": "配合1项",
        },
        {"单位": "县科技局", "角色": "报送3项", "指标": "0"},
    ]
    assert "由各牵头单位平分，配合单位另按30%计" in table.notes[1]


def test_without_weights_the_counts_remain() -> None:
    """A plan that scores nothing still says how each department stands; columns of points are empty."""
    made = [item("9/10", "a", lead=("甲局",)), item("未报送/5", "b", lead=("乙局",))]
    plan = make_plan(*(replace(one, weight=None) for one, _ in made))
    page = department_page(evaluate(plan, form({one.id: value for one, value in made})), BY)
    assert shown(page.tables[-1]) == [
        {"单位": "甲局", "角色": "牵头", "指标": "1", "完成情况": "基本完成1"},
        {"单位": "县科技局", "角色": "报送2项", "指标": "0"},
        {"单位": "乙局", "角色": "牵头", "指标": "1", "完成情况": "未报送1"},
    ]


def test_a_chosen_department_stands_alone() -> None:
    """A chosen department stands alone."""
    evaluation = county()
    chosen = Selection(by="department", departments=frozenset({"乙局"}))
    assert [row["单位"] for row in shown(by_department_table(evaluation, chosen)[0])] == ["乙局"]


def test_no_table_beside_a_part_of_the_indicators() -> None:
    """Totals of everything under a list of the unfinished alone would be read as theirs."""
    assert by_department_table(county(), Selection(by="department", statuses=frozenset({"unmet"}))) == ()


def test_by_rank_where_the_plan_ranks() -> None:
    """The order of the plan gives way to the ranks."""
    evaluation = county()
    assert evaluation.plan.rules.scoring is not None
    rules = evaluation.plan.rules._replace(scoring=evaluation.plan.rules.scoring._replace(rank=True))
    ranked = evaluation._replace(plan=replace(evaluation.plan, rules=rules))
    assert [row["单位"] for row in shown(by_department_table(ranked, BY)[0])] == ["甲局", "丙局", "乙局", "县科技局"]


def test_every_point_that_is_missing() -> None:
    """Items first, with the department's own reason, then what was taken away with its paper; a bonus takes nothing."""
    evaluation = county()
    assert evaluation.scores is not None
    found = {each.name: deductions_of(each.total, evaluation) for each in evaluation.scores.departments}
    told = {
        name: [(each.name, float(each.lost), each.why, each.reason) for each in deductions]
        for name, deductions in found.items()
    }
    assert told == {
        "甲局": [
            ("指标a", 0.5, "10分×完成率90.0%；2个牵头单位平分，计1/2", "示例原因"),
            ("指标a", 0.5, "示例理由", None),
        ],
        "乙局": [
            ("指标a", 0.5, "10分×完成率90.0%；2个牵头单位平分，计1/2", "示例原因"),
            ("示例任务", 5, "到期没有完成，不得分", None),
            ("指标a", 0.5, "示例理由", None),
            ("", 0.5, "示例理由", None),
        ],
        "丙局": [
            ("指标a", 0.3, "10分×完成率90.0%；配合单位，按30%计", "示例原因"),
            ("", 0, "示例理由", None),
        ],
    }
    paper = [each.adjustment.document for each in found["甲局"] if each.adjustment is not None]
    assert paper == ["示例考办〔2024〕2号"]


def test_what_is_missing_explains_the_score() -> None:
    """Full marks less every deduction, with the bonuses: the score of the department, to the last digit."""
    evaluation = county()
    assert evaluation.scores is not None
    for each in evaluation.scores.departments:
        total = each.total
        lost = sum(deduction.lost for deduction in deductions_of(total, evaluation))
        bonuses = sum(one.points for one in total.adjusted if one.points > 0)
        assert total.score == total.full - lost + bonuses
