"""The three lists of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.support import cell, evaluation, indicator, problem, verdict

from sctarget.evaluate.result import Status
from sctarget.model.plan import Department
from sctarget.model.problem import Severity
from sctarget.report.problems import problem_tables

if TYPE_CHECKING:
    from sctarget.report.table import Table


def column(table: Table, key: str) -> list[str]:
    """The texts of one column."""
    index = [each.key for each in table.columns].index(key)
    return [row[index].text for row in table.rows]


def test_three_lists_of_problems() -> None:
    """Who has not returned, what must be checked, what was tidied: one telephone call per department."""
    judged = evaluation(
        (
            verdict(indicator("甲", "10", "家"), Status.MET, "10"),
            verdict(indicator("差一点", "10", "家", reporters=("县财政局",)), Status.UNMET, "7"),
            verdict(indicator("没报的", "5", "家"), Status.UNREPORTED),
        ),
        departments=(Department("县统计局", contact="示例联系人", phone="0000-0000000"),),
    )
    found = (
        problem(Severity.NORMALISED, department="县统计局", message="已按16处理。", read="１６家"),
        problem(Severity.WARNING, department="县财政局", indicator=judged.verdicts[1].indicator.id),
        problem(Severity.QUARANTINED, department="县统计局"),
        problem(Severity.REJECTED, department="县财政局", source=cell("H3")),
        problem(Severity.NOTE, department="县财政局"),
    )
    tables = problem_tables(
        evaluation(judged.verdicts, judged.tasks, found, missing=("县统计局",), departments=judged.plan.departments)
    )
    assert [table.title for table in tables] == ["未报送单位（1个）", "需核实（3条）", "已自动规范（2条）"]
    assert [each.text for each in tables[0].rows[0]] == ["1", "县统计局", "2", "示例联系人", "0000-0000000"]
    assert column(tables[1], "department") == ["县财政局", "县财政局", "县统计局"]
    assert column(tables[1], "severity") == ["拒收", "警告", "暂不采用"]
    assert column(tables[1], "indicator") == ["", "差一点", ""]
    assert column(tables[2], "severity") == ["提示", "已自动规范"]


def test_many_problems_are_cut_and_counted() -> None:
    """A thousand problems do not bury the table; the worst stay."""
    found = (*(problem(Severity.WARNING) for _ in range(9)), problem(Severity.REJECTED))
    (table,) = problem_tables(evaluation(problems=found), limit=3)
    assert column(table, "severity") == ["拒收", "警告", "警告"]
    assert table.notes == ("另有7条没有列出；全部请用 --format json，或用 -o 写到文件。",)


def test_tidied_values_do_not_fill_the_screen() -> None:
    """On a terminal ten of the harmless lines are enough; a file has all."""
    found = tuple(problem(Severity.NORMALISED) for _ in range(40))
    (short,) = problem_tables(evaluation(problems=found), limit=200)
    (whole,) = problem_tables(evaluation(problems=found))
    assert (len(short.rows), len(whole.rows)) == (10, 40)
    assert short.title == "已自动规范（40条）"


def test_what_was_read_is_not_said_twice() -> None:
    """The column 读到 is empty where the message quotes it."""
    found = (problem(read="１６", message="“１６”已按16处理。"), problem(read="约12", message="须为确数。"))
    assert column(problem_tables(evaluation(problems=found))[0], "read") == ["", "约12"]


def test_one_department_alone() -> None:
    """A call to one department has its own problems, and those that belong to nobody."""
    found = (problem(department="甲局"), problem(department="乙局"), problem(department=None))
    judged = evaluation(problems=found, missing=("丙局",))
    (table,) = problem_tables(judged, frozenset({"甲局"}))
    assert column(table, "department") == ["甲局", ""]
