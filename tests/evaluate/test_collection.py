"""What came back for a period: who, when, which figures count, and that check says the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from evaluate.support import form, indicator, make_plan, period

from sctarget.evaluate.assess import assess
from sctarget.evaluate.collection import Collection, ReturnStatus, collect_returns
from sctarget.evaluate.result import Status
from sctarget.model.actual import Absence
from sctarget.model.plan import Department, Task
from sctarget.model.problem import Severity, make_problem
from sctarget.model.source import Source

if TYPE_CHECKING:
    from sctarget.model.actual import FormReturn
    from sctarget.model.problem import Problem

ONE = indicator(key="x", reporters=("县科技局",))
TWO = indicator(key="y", name="投入", reporters=("县财政局",))
TASK = Task("park", "园区通过验收", Source("plan.yaml"), dt.date(2023, 12, 31), reporters=("县科技局",))
PLAN = make_plan(ONE, TWO, tasks=(TASK,), departments=(Department("县科技局", aliases=("科技局",)),))


def at(returned: FormReturn, text: str) -> FormReturn:
    """The form with the time of its file."""
    return returned._replace(modified=dt.datetime.fromisoformat(text).astimezone())


def statuses(collection: Collection) -> dict[str, str]:
    return {each.department: each.status.value for each in collection.departments}


def refused(file: str, department: str | None = None) -> Problem:
    return make_problem("unreadable_corrupt", Source(file), department=department)


SCIENCE = form({"x": "12"}, "2023Q3", tasks={"park": "in_progress"})
MONEY = form({"y": "9"}, "2023Q3", "县财政局")


def test_everything_returned() -> None:
    """All forms are there and clean: nothing to settle, every figure usable."""
    collection = collect_returns(PLAN, [SCIENCE, MONEY])
    assert statuses(collection) == {"县科技局": "returned", "县财政局": "returned"}
    assert collection.period == period("2023Q3")
    assert [(each.indicator.id, each.usable) for each in collection.figures] == [("x", True), ("y", True)]
    assert [(each.task.id, each.usable) for each in collection.tasks] == [("park", True)]
    assert collection.problems == ()
    assert not collection.untrusted


def test_who_returned_nothing_is_missing() -> None:
    """A department without a form is missing; the rows it owes are there and say so."""
    collection = collect_returns(PLAN, [SCIENCE])
    assert statuses(collection)["县财政局"] == "missing"
    row = collection.figures[1]
    assert (row.department, row.figure, row.usable, row.why) == ("县财政局", None, False, ("没有报送",))
    assert collection.untrusted


def test_a_blank_form_is_not_a_return() -> None:
    """A form as it was sent out counts as missing, with its file named."""
    blank = form(when="2023Q3", department="县财政局", blank=True)
    collection = collect_returns(PLAN, [SCIENCE, blank])
    money = collection.departments[1]
    assert (money.status, money.blank, money.files) == (ReturnStatus.MISSING, True, (blank.file,))
    assert collection.figures[1].why == ("收到的是空表",)


def test_a_blank_form_beside_a_filled_one_harms_nobody() -> None:
    """Who left the form as issued beside the filled one has returned; the blank one is noted, nothing else."""
    told = make_problem("form_blank", Source("blank.xlsx"), department="县财政局")
    blank = form(when="2023Q3", department="县财政局", blank=True, file="blank.xlsx")._replace(problems=(told,))
    collection = collect_returns(PLAN, [SCIENCE, MONEY, blank])
    money = collection.departments[1]
    assert (money.status, money.blank, money.files) == (ReturnStatus.RETURNED, False, (MONEY.file, "blank.xlsx"))
    assert [each.code for each in collection.problems] == ["blank_beside"]
    assert not collection.untrusted


def test_late_by_the_day_of_the_file() -> None:
    """A file of the due day is in time, one of the day after is late, with the time in a note."""
    due = dt.date(2023, 10, 10)
    forms = [at(SCIENCE, "2023-10-10T23:59"), at(MONEY, "2023-10-11T00:01")]
    collection = collect_returns(PLAN, forms, due=due)
    assert statuses(collection) == {"县科技局": "returned", "县财政局": "late"}
    (note,) = collection.problems
    assert (note.code, note.severity, note.department) == ("late_return", Severity.NOTE, "县财政局")
    assert "2023-10-11 00:01" in note.message
    assert "2023-10-10" in note.message
    assert not collection.untrusted
    assert statuses(collect_returns(PLAN, forms))["县财政局"] == "returned"


def test_a_correction_after_the_due_day_is_not_late() -> None:
    """Who returned in time and corrected later was in time."""
    first = at(SCIENCE._replace(file="a.xlsx", sha256="1"), "2023-10-09T12:00")
    second = at(form({"x": "13"}, "2023Q3", file="b.xlsx", round_=2), "2023-10-20T12:00")
    collection = collect_returns(PLAN, [first, second, MONEY], due=dt.date(2023, 10, 10))
    science = collection.departments[0]
    assert science.status is ReturnStatus.RETURNED
    assert science.files == ("a.xlsx", "b.xlsx")
    figure = collection.figures[0].figure
    assert figure is not None
    assert figure.value == Decimal(13)


def test_without_a_time_nobody_is_late() -> None:
    """A file whose time is not known is not held against anybody."""
    assert statuses(collect_returns(PLAN, [SCIENCE, MONEY], due=dt.date(2023, 10, 10)))["县财政局"] == "returned"


def test_the_same_file_twice_is_returned() -> None:
    """Copies are noted by the reader; the department has returned, and both files are named."""
    copy = make_problem(
        "file_duplicate", Source("b.xlsx", sha256=MONEY.sha256), department="县财政局", other=MONEY.file
    )
    collection = collect_returns(PLAN, [SCIENCE, MONEY], [copy])
    assert collection.departments[1].status is ReturnStatus.RETURNED
    assert collection.departments[1].files == (MONEY.file, "b.xlsx")
    assert not collection.untrusted


def test_two_different_returns_are_a_conflict() -> None:
    """Neither is used; both stand in the table, with the differing cells named once."""
    other = form({"x": "14"}, "2023Q3", file="最终版.xlsx", tasks={"park": "in_progress"})
    collection = collect_returns(PLAN, [SCIENCE, other, MONEY])
    assert statuses(collection) == {"县科技局": "conflict", "县财政局": "returned"}
    assert collection.departments[0].files == (SCIENCE.file, "最终版.xlsx")
    rows = [each for each in collection.figures if each.indicator.id == "x"]
    assert [each.figure.value for each in rows if each.figure] == [Decimal(12), Decimal(14)]
    assert [each.usable for each in rows] == [False, False]
    assert not any(each.usable for each in collection.tasks)
    assert all("不同的填报表" in each.why[0] for each in rows)
    (problem,) = [each for each in collection.problems if each.code == "conflict"]
    assert "12（县科技局_2023Q3.xlsx [填报表!H7]）" in problem.message
    assert collection.untrusted


def test_different_files_that_say_the_same_are_returned() -> None:
    """Saved twice, same figures: no conflict."""
    again = SCIENCE._replace(file="副本.xlsx", sha256="other")
    collection = collect_returns(PLAN, [SCIENCE, again, MONEY])
    assert statuses(collection)["县科技局"] == "returned"
    assert [each.code for each in collection.problems] == ["duplicate_return"]


@pytest.mark.parametrize(
    ("problem", "presumed"),
    [
        (refused("2023年三季度_县财政局.xlsx"), True),
        (refused("x.xlsx", "县财政局"), False),
    ],
)
def test_a_refused_file_is_not_silence(problem: Problem, presumed: bool) -> None:
    """Who sent something unreadable is asked to send it again, not accused of silence; a name only is a presumption."""
    collection = collect_returns(PLAN, [SCIENCE], [problem])
    money = collection.departments[1]
    assert problem.source is not None
    assert (money.status, money.files, money.presumed) == (ReturnStatus.REJECTED, (problem.source.file,), presumed)
    assert collection.figures[1].why == ("报来的表不能用",)


def test_a_refused_file_beside_a_good_one() -> None:
    """The good one counts; the refused file still has to be looked at."""
    collection = collect_returns(PLAN, [SCIENCE, MONEY], [refused("坏_县财政局.xlsx")])
    assert statuses(collection)["县财政局"] == "returned"
    assert collection.untrusted


def test_whose_a_file_is_must_be_clear_from_its_name() -> None:
    """The longest name counts, an alias too; two departments in one name, or a foreign one inside, are nobody's."""
    park = indicator(key="z", reporters=("县科技局产业园",))
    plan = make_plan(ONE, TWO, park, departments=(Department("县科技局", aliases=("教科局",)),))

    def who(file: str, department: str | None = None) -> list[str]:
        found = collect_returns(plan, [], [refused(file, department)])
        return [each.department for each in found.departments if each.status is ReturnStatus.REJECTED]

    assert who("县科技局产业园.xlsx") == ["县科技局产业园"]
    assert who("教科局报表.xlsx") == ["县科技局"]
    assert who("县科技局、县财政局.xlsx") == []
    assert who("县科技局.xlsx", "别处的局") == []
    assert who("报表.xlsx") == []


def test_quarantined_figures_are_listed_with_their_reason() -> None:
    """A figure that cannot be used is not lost: it is listed, and why."""
    bad = form({"x": Absence.TO_VERIFY}, "2023Q3")
    source = bad.figures[0].source
    problem = make_problem("cell_range", source, department="县科技局", indicator="x", read="12-15", name="省级平台数")
    collection = collect_returns(PLAN, [bad._replace(problems=(problem,)), MONEY])
    row = collection.figures[0]
    assert not row.usable
    assert row.why == (problem.message,)
    assert collection.untrusted


def test_contradicting_departments_settle_nothing() -> None:
    """One indicator from two departments with different values: both listed, neither usable, as in check."""
    stray = form({"y": "9", "x": "13"}, "2023Q3", "县财政局")
    collection = collect_returns(PLAN, [SCIENCE, stray])
    rows = [(each.department, each.usable) for each in collection.figures if each.indicator.id == "x"]
    assert rows == [("县科技局", False), ("县财政局", False)]
    assert assess(PLAN, [SCIENCE, stray]).verdicts[0].status is Status.TO_VERIFY


def test_other_periods_are_left_alone_and_counted() -> None:
    """The newest period is collected; older forms stay where they are, and the missing one's last period is named."""
    older = [form({"x": "5"}, "2023H1"), form({"y": "4"}, "2023H1", "县财政局")]
    collection = collect_returns(PLAN, [*older, SCIENCE])
    assert collection.period == period("2023Q3")
    assert collection.others == ((period("2023H1"), 2),)
    assert collection.departments[1].latest == period("2023H1")
    asked = collect_returns(PLAN, [*older, SCIENCE], period=period("2023H1"))
    assert statuses(asked) == {"县科技局": "returned", "县财政局": "returned"}
    assert asked.others == ((period("2023Q3"), 1),)


def test_a_period_of_which_nothing_came() -> None:
    """Asked for a period without any form, everybody is missing, whatever came before."""
    collection = collect_returns(PLAN, [SCIENCE], period=period("2023"))
    assert set(statuses(collection).values()) == {"missing"}
    assert collection.period == period("2023")


def test_nothing_came_at_all() -> None:
    """Without a single form there is no period, and everybody is missing."""
    collection = collect_returns(PLAN, [])
    assert collection.period is None
    assert set(statuses(collection).values()) == {"missing"}
    assert collection.untrusted


def test_check_and_collect_say_the_same() -> None:
    """Problems and missing departments are those of the verdicts."""
    bad = form({"x": Absence.UNREPORTED}, "2023Q3")
    blank = make_problem("cell_blank", bad.figures[0].source, department="县科技局", indicator="x", name="省级平台数")
    returns = [bad._replace(problems=(blank,)), form({"x": "14"}, "2023H1"), form({"y": "4"}, "2023H1", "县财政局")]
    loose = [refused("坏.xlsx")]
    evaluation = assess(PLAN, returns, problems=loose)
    collection = collect_returns(PLAN, returns, loose)
    assert collection.problems == evaluation.problems
    lacking = collection.departments_with(ReturnStatus.MISSING, ReturnStatus.REJECTED)
    assert tuple(each.department for each in lacking) == evaluation.missing


def test_an_alias_is_the_department() -> None:
    """A form signed with an alias counts for the department."""
    assert statuses(collect_returns(PLAN, [form({"x": "1"}, "2023Q3", "科技局"), MONEY]))["县科技局"] == "returned"
