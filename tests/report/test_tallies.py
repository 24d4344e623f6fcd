"""Counts by status and by department."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report.support import evaluation, indicator, task, verdict

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.model.plan import Department, Indicator
from sctarget.report.tallies import BEST_FIRST, department_table, departments_of, tally
from sctarget.report.views import NO_DEPARTMENT

if TYPE_CHECKING:
    from sctarget.report.table import Table


def of(department: str, name: str, target: str = "10") -> Indicator:
    return indicator(name, target, "家", lead=(department,) if department else (), reporters=())


def table(*judged: object, **more: object) -> Table:
    found = evaluation(*judged, **more)  # type: ignore[arg-type]
    return department_table(found, departments_of(found))


def rows(found: Table) -> list[dict[str, str]]:
    captions = [column.caption for column in found.columns]
    return [dict(zip(captions, (cell.text for cell in row), strict=True)) for row in found.rows]


def test_every_status_has_its_place() -> None:
    """A status left out of the order would vanish from every count."""
    assert sorted(BEST_FIRST) == sorted(Status)


def test_counts_by_status_from_green_to_grey() -> None:
    """What does not occur is not counted."""
    verdicts = [
        verdict(of("甲局", "一"), Status.UNREPORTED),
        verdict(of("甲局", "二"), Status.MET, "10"),
        verdict(of("甲局", "三"), Status.UNMET, "1"),
        verdict(of("甲局", "四"), Status.MET, "10"),
    ]
    assert [(each.word, each.size) for each in tally(verdicts)] == [("完成", 2), ("未完成", 1), ("未报送", 1)]


def test_departments_in_the_order_of_the_plan() -> None:
    """With a column for every status that occurs anywhere, the rates, the tasks; what nobody owes last."""
    found = rows(
        table(
            (
                verdict(of("", "无主"), Status.MET, "10"),
                verdict(of("乙局", "一"), Status.EXCEEDED, "30"),
                verdict(of("乙局", "二"), Status.UNMET, "5"),
                verdict(of("甲局", "三"), Status.UNREPORTED),
            ),
            (task("园区", TaskState.DONE), task("办法", TaskState.IN_PROGRESS, overdue=True)),
            departments=(Department("甲局"), Department("乙局")),
        )
    )
    assert [row["单位"] for row in found] == ["甲局", "乙局", "县科技局", NO_DEPARTMENT]
    assert found[1] == {
        "单位": "乙局",
        "指标数": "2",
        "超额完成": "1",
        "完成": "0",
        "未完成": "1",
        "未报送": "0",
        "平均完成率": "75.0%",
        "完成率最低的": "二 50.0%",
        "任务数": "0",
        "已完成任务": "0",
        "逾期任务": "0",
    }
    assert (found[0]["平均完成率"], found[0]["完成率最低的"]) == ("", "")
    assert (found[2]["任务数"], found[2]["已完成任务"], found[2]["逾期任务"]) == ("2", "1", "1")


def test_an_average_does_not_hide_the_worst() -> None:
    """300 % of one does not make up for 0 % of another, and a mean just below 100 % is not printed as 100.0 %."""
    found = table(
        (verdict(of("甲局", "一"), Status.EXCEEDED, "30"), verdict(of("甲局", "二", "10000"), Status.UNMET, "9999"))
    )
    (row,) = rows(found)
    assert row["平均完成率"] == "99.995%"
    assert row["完成率最低的"] == "二 99.99%"
    mean = found.rows[0][[column.key for column in found.columns].index("mean")]
    assert mean.value == Decimal("0.99995")
