"""反馈单: what each department reads of its results, its points, what it lost and what it owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from evaluate.scoring_support import adjustment, item, scored
from evaluate.support import evaluate, form, make_plan

from sctarget.evaluate.departments import standings
from sctarget.report.document import Frame, Heading, Text
from sctarget.report.feedback import feedback_letter, has_feedback
from sctarget.report.table import Table

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.report.document import Document

LEADS = ("甲局", "乙局")


def county(rules: str = "") -> Evaluation:
    """Two departments; one lost points without a word, was late and has a bonus, the other has all its points."""
    return scored(
        [
            item("4/10", "a", lead=("甲局",), at=("责任书第1条",)),
            item("20/20", "b", lead=("甲局",)),
            item("未报送/5", "c", lead=("甲局",)),
            item("10/10", "d", lead=("乙局",), support=("丙局",)),
        ],
        rules,
        adjustment("迟报0.5", "甲局")._replace(document="示例考办〔2024〕1号"),
        adjustment("加分1", "甲局")._replace(document="示例政发〔2024〕9号"),
    )


def letter(evaluation: Evaluation, name: str, reply_by: date | None = None) -> Document:
    (standing,) = (each for each in standings(evaluation) if each.name == name)
    return feedback_letter(standing, evaluation, Frame(), reply_by)


def texts(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Text))


def headings(document: Document) -> list[str]:
    return [f"{block.number}{block.text}" for block in document.blocks if isinstance(block, Heading)]


def rows(document: Document, place: int, *keys: str) -> list[tuple[str, ...]]:
    """Some columns of one table of the letter."""
    table = [block for block in document.blocks if isinstance(block, Table)][place]
    at = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[index].text for index in at) for row in table.rows]


def test_a_department_reads_its_items_and_points() -> None:
    """Target, actual, rate, status and points of what it owes, then every addend of its total; nothing of others."""
    told = letter(county(), "甲局")
    assert told.addressee == "甲局："
    assert told.plain_title == "《示例计划》完成情况反馈单"
    assert headings(told) == [
        "一、总体情况",
        "二、各项完成情况和得分",
        "三、扣分明细",
        "四、异议反馈",
    ]
    assert rows(told, 0, "name", "target", "actual", "completion", "status", "weight", "points") == [
        ("指标a", "10家以上", "4家", "40.0%", "未完成", "10", "4.00"),
        ("指标b", "20家以上", "20家", "100.0%", "完成", "20", "20.00"),
        ("指标c", "5家以上", "", "", "未报送", "5", "0.00"),
        ("各项得分合计", "", "", "", "", "35", "24.00"),
        ("迟报（甲局）", "", "", "", "", "", "-0.50"),
        ("加分（甲局）", "", "", "", "", "", "1.00"),
        ("总得分（等级：中）", "", "", "", "", "35", "24.50"),
    ]
    assert "你单位牵头的3项指标中完成1项、未完成1项，另有1项未报送。" in texts(told)
    assert "满分35分，得24.50分（百分制70.00分），等级中" in texts(told)
    assert "乙局" not in texts(told)
    table = told.tables[0]
    assert table.notes[0] == "注：1.加分（甲局）：示例理由（示例政发〔2024〕9号；示例甲，2024-01-08）。"


def test_every_deduction_has_its_reason_and_paper() -> None:
    """The lost points add up to what full marks lack; a department that said nothing is told so."""
    assert rows(letter(county(), "甲局"), 1, "number", "name", "lost", "why", "reason", "paper") == [
        ("1", "指标a", "6.00", "10分×完成率40.0%", "（没有填写原因）", "责任书第1条"),
        ("2", "指标c", "5.00", "未报送，记0分", "（没有填写原因）", ""),
        ("3", "迟报", "0.50", "示例理由（示例甲，2024-01-08）", "", "示例考办〔2024〕1号"),
        ("", "合计", "11.50", "", "", ""),
    ]


def test_full_marks_are_said() -> None:
    """Who lost nothing reads that, not an empty table."""
    told = letter(county(), "乙局")
    assert "没有失分和扣分。" in texts(told)
    assert len(told.tables) == 1


def test_the_rank_is_told_where_the_plan_ranks() -> None:
    """A bureau that does not rank its departments tells none of them a rank."""
    evaluation = county()
    assert "排第" not in texts(letter(evaluation, "甲局"))
    assert evaluation.plan.rules.scoring is not None
    rules = evaluation.plan.rules._replace(scoring=evaluation.plan.rules.scoring._replace(rank=True))
    ranked = evaluation._replace(plan=replace(evaluation.plan, rules=rules))
    assert "按百分制在2个单位中排第2位。" in texts(letter(ranked, "甲局"))


def test_what_is_owed_and_doubtful() -> None:
    """The form that did not come; the cells that are open, with their place."""
    from sctarget.model.problem import make_problem
    from sctarget.model.source import Source

    source = Source("甲局.xlsx", "填报表", "H7")
    words = {"name": "指标a", "weight": "10", "points": "4"}
    doubt = make_problem("score_lost_unexplained", source, department="甲局", indicator="a", **words)
    evaluation = county()
    evaluation = evaluation._replace(problems=(*evaluation.problems, doubt))
    assert "未达原因没有填。请补填未达原因和改进措施。（填报表!H7）" in texts(letter(evaluation, "甲局"))
    assert "填报表!H7" not in texts(letter(evaluation, "乙局"))
    one, _ = item("4/10", "a", lead=("甲局",), reporters=("甲局",))
    other, value = item("4/5", "b")
    silent = evaluate(make_plan(one, other), form({"b": value}))
    assert "还没有收到你单位的2023年填报表（应报指标1项），请补报。" in texts(letter(silent, "甲局"))


def test_objections_and_their_day() -> None:
    """To whom objections go; the day only where the user named one."""
    assert "有异议的，请于2024年1月25日（星期四）前向" in texts(letter(county(), "甲局", date(2024, 1, 25)))
    assert "有异议的，请向" in texts(letter(county(), "甲局"))


def test_without_weights_the_verdicts_remain() -> None:
    """No points, no deductions: what is not reached, what it lacks, and the department's own reason."""
    one, value = item("4/10", "a", lead=("甲局",))
    plan = make_plan(replace(one, weight=None))
    told = letter(evaluate(plan, form({"a": value}, reason="示例原因")), "甲局")
    assert headings(told) == [
        "一、总体情况",
        "二、各项完成情况",
        "三、没有完成的事项和原因",
        "（一）未完成的指标",
        "四、异议反馈",
    ]
    assert "目标10家，实际4家，尚差6家。县科技局填报的原因：“示例原因”。" in texts(told)
    assert "得分" not in texts(told)


def test_before_anything_is_due() -> None:
    """In the middle of the year nobody is told a score of 0 for what is not due yet."""
    one, value = item("4/20", "a", lead=LEADS)
    evaluation = scored([(one, value), item("未出数/10", "b", lead=("乙局",))], "attribution=split", when="2023H1")
    assert "1项计分，满分10分，都未评（未到期或未出数）。" in texts(letter(evaluation, "甲局"))
    thirds, _ = item("4/20", "a", lead=("甲局", "乙局", "丙局"))
    partly = scored([(thirds, "4"), item("10/10", "b", lead=("甲局",))], "attribution=split", when="2023H1")
    assert "另有1项6.6667分未评（未到期或未出数），先按没有得分合计，全得时为16.6667分。" in texts(
        letter(partly, "甲局")
    )


def test_a_department_with_nothing_but_an_adjustment() -> None:
    """Points taken from who owes nothing are told, and nobody is said to have a score."""
    evaluation = scored([item("9/10", "a", lead=("甲局",))], "", adjustment("扣分1", "戊局"))
    told = letter(evaluation, "戊局")
    assert "没有计分的项，只有加减分：扣分-1.00。" in texts(told)
    assert rows(told, 0, "name", "lost", "why")[0] == ("扣分", "1.00", "示例理由（示例甲，2024-01-08）")


def test_who_only_reports_or_helps() -> None:
    """Who only reports sees what it reported; who only helps, unscored, gets no letter, scored it does."""
    evaluation = county()
    assert [(each.name, has_feedback(each)) for each in standings(evaluation)] == [
        ("甲局", True),
        ("县科技局", True),
        ("乙局", True),
        ("丙局", False),
    ]
    assert rows(letter(evaluation, "县科技局"), 0, "name")[0] == ("指标a（只报送）",)
    shared = letter(county("support_share=30%"), "丙局")
    assert rows(shared, 0, "name", "weight", "points")[0] == ("指标d（配合单位，按30%计）", "3", "3.00")
