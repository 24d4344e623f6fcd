"""A collection → what a clerk works through: who to chase, whom to ask what, and the consolidated table."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.collection import ReturnStatus
from sctarget.evaluate.result import Light
from sctarget.model.actual import Absence
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.report.columns import (
    CALL_COLUMNS,
    OUTSTANDING_COLUMNS,
    RETURN_COLUMNS,
    VERIFY_COLUMNS,
)
from sctarget.report.figures import chinese_date, place
from sctarget.report.problems import SEVERITY_LIGHTS, TIDIED_SHOWN, problem_table
from sctarget.report.table import Cell, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.collection import CollectedFigure, Collection, DepartmentReturn
    from sctarget.evaluate.verify_returns import VerifyReturn
    from sctarget.model.plan import Plan
    from sctarget.model.problem import Problem

RETURN_WORDS = {
    ReturnStatus.RETURNED: "已报",
    ReturnStatus.LATE: "迟报",
    ReturnStatus.MISSING: "未报送",
    ReturnStatus.REJECTED: "报来的表不能用",
    ReturnStatus.CONFLICT: "报来不同的表",
}

_RETURN_LIGHTS = {
    ReturnStatus.RETURNED: Light.GREEN,
    ReturnStatus.LATE: Light.YELLOW,
    ReturnStatus.MISSING: Light.RED,
    ReturnStatus.REJECTED: Light.RED,
    ReturnStatus.CONFLICT: Light.RED,
}
USE_WORDS = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实",
}
USABLE, BY_FORMULA = "采用", "由公式算出"
_SERIOUS = frozenset({Severity.WARNING, Severity.QUARANTINED, Severity.REJECTED})
RANKS = {severity: rank for rank, severity in enumerate(Severity)}
"""The weight of a problem; the heaviest comes first in every list."""

_ABSENT_CODES = frozenset({"not_returned", "form_blank"})
NOBODY, DECISIONS = "未能认出单位", "人工决定"
"""Headings of what belongs to no department: files that nobody is known to have sent, entries of decisions.yaml."""


def collected_page(collection: Collection, limit: int | None = None) -> Page:
    """Everything that ``collect`` shows, of each list the worst ``limit`` entries."""
    calls, tidied = sorted_problems(collection)
    tidied = [each for each in tidied if each.code != "late_return"]
    names = names_of(collection.plan)
    tables = [
        *_return_tables(collection, calls, limit),
        *verify_tables(collection),
        *_outstanding_tables(collection),
        *_call_tables(collection, calls, names, limit),
    ]
    if tidied:
        most = None if limit is None else min(limit, TIDIED_SHOWN)
        tables.append(problem_table("已自动规范", tidied, names, most))
    return Page(collection.plan.title, tuple(_sentences(collection, calls)), tuple(tables))


def of_department(collection: Collection, department: str) -> Collection:
    """The part of a collection that one department answers for; files that nobody is known to have sent stay."""
    owners = _file_owners(collection)
    return collection._replace(
        departments=tuple(each for each in collection.departments if each.department == department),
        figures=tuple(each for each in collection.figures if each.department == department),
        tasks=tuple(each for each in collection.tasks if each.department == department),
        problems=tuple(each for each in collection.problems if _owner(each, owners) in {None, department}),
        verifications=tuple(each for each in collection.verifications if each.department == department),
    )


def _owner(problem: Problem, owners: dict[str, str]) -> str | None:
    """Whose problem it is: said by the problem, or by who sent the file."""
    return problem.department or (owners.get(problem.source.file) if problem.source else None)


def _file_owners(collection: Collection) -> dict[str, str]:
    return {file: each.department for each in collection.departments for file in each.files}


def names_of(plan: Plan) -> dict[str, str]:
    """The name of every indicator and task by its id."""
    return {item.id: item.label for item in plan.indicators} | {task.id: task.name for task in plan.tasks}


def sorted_problems(collection: Collection) -> tuple[list[Problem], list[Problem]]:
    """What somebody must be asked about, and what was put in order; who is chased is not asked as well."""
    chased = {each.department for each in collection.departments_with(ReturnStatus.MISSING, ReturnStatus.REJECTED)}
    asked = [each for each in collection.problems if not (each.code in _ABSENT_CODES and each.department in chased)]
    return [each for each in asked if each.severity in _SERIOUS], [
        each for each in asked if each.severity not in _SERIOUS
    ]


def _sentences(collection: Collection, calls: list[Problem]) -> Iterable[str]:
    """E.g. 2023年三季度：9个单位应报，已报7个（迟报1个）、未报2个；应有数据78项，可用70项、待核实8项；需核实12条。"""
    counts = Counter(each.status for each in collection.departments)
    late = counts[ReturnStatus.LATE]
    returned = counts[ReturnStatus.RETURNED] + late
    parts = [f"已报{returned}个{f'（迟报{late}个）' if late else ''}"]
    lacking = {ReturnStatus.REJECTED: None, ReturnStatus.CONFLICT: None, ReturnStatus.MISSING: "未报"}
    parts += [f"{word or RETURN_WORDS[status]}{counts[status]}个" for status, word in lacking.items() if counts[status]]
    said = [f"{len(collection.departments)}个单位应报，{'、'.join(parts)}"]
    uses = {(each.indicator.id, each.department): use_of(each) for each in collection.figures}
    tally = Counter(use for use in uses.values() if use != BY_FORMULA)
    if tally:
        words = (USABLE, *USE_WORDS.values())
        found = "、".join(f"{'可用' if word == USABLE else word}{tally[word]}项" for word in words if tally[word])
        said.append(f"应有数据{tally.total()}项，{found}")
    tasks = {(each.task.id, each.department): each.usable for each in collection.tasks}
    if tasks:
        said.append(f"任务{len(tasks)}项，已报{sum(tasks.values())}项")
    if calls:
        said.append(f"需核实{len(calls)}条")
    when = collection.period.chinese if collection.period else "还没有读到任何填报表"
    yield f"{when}：{'；'.join(said)}。"
    if collection.due:
        yield f"报送截止{chinese_date(collection.due)}；迟报按文件时间认定，文件经复制、转存后时间会变，请核对。"
    if collection.others:
        forms = "、".join(f"{period.chinese}{count}份" for period, count in collection.others)
        yield f"另有其他报告期的填报表没有计入：{forms}。"


def _return_tables(collection: Collection, calls: list[Problem], limit: int | None) -> Iterable[Table]:
    order = sorted(collection.departments, key=lambda each: each.status is ReturnStatus.RETURNED)
    kept = set(order[:limit])
    shown = [each for each in collection.departments if each in kept]
    hidden = len(order) - len(shown)
    notes = (f"另有{hidden}个单位没有列出；全部请用 --format json，或用 -o 写到文件。",) if hidden else ()
    if shown:
        yield Table("报送情况", RETURN_COLUMNS, return_rows(collection, shown, calls), notes)


def return_rows(
    collection: Collection, departments: Iterable[DepartmentReturn], calls: list[Problem]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows of 报送情况 for some departments; ``calls`` are the problems that somebody must be asked about."""
    owed: dict[str, set[str]] = {}
    usable: dict[str, set[str]] = {}
    for figure in collection.figures:
        if (use := use_of(figure)) != BY_FORMULA:
            owed.setdefault(figure.department, set()).add(figure.indicator.id)
        if use == USABLE:
            usable.setdefault(figure.department, set()).add(figure.indicator.id)
    for report in collection.tasks:
        owed.setdefault(report.department, set()).add(report.task.id)
        if report.usable:
            usable.setdefault(report.department, set()).add(report.task.id)
    owners = _file_owners(collection)
    asked = Counter(_owner(each, owners) for each in calls)
    return tuple(
        (
            Cell(each.department),
            Cell(RETURN_WORDS[each.status], _RETURN_LIGHTS[each.status]),
            Cell(f"{each.received:%Y-%m-%d %H:%M}" if each.received else ""),
            Cell(f"{len(usable.get(each.department, ()))}/{len(owed.get(each.department, ()))}"),
            Cell(f"{asked[each.department]}条" if asked[each.department] else ""),
            Cell("；".join(each.files)),
        )
        for each in departments
    )


def verify_tables(collection: Collection) -> Iterable[Table]:
    """核定情况: every data department whose 核定表 was sent or came back."""
    if not collection.verifications:
        return
    rows = tuple(
        (
            Cell(each.department),
            Cell(*_verify_words(each)),
            Cell(f"{each.verified}/{each.rows}"),
            Cell(f"{each.used}项"),
            Cell("；".join(each.files)),
        )
        for each in collection.verifications
    )
    yield Table("核定情况", VERIFY_COLUMNS, rows, ("没有核定的项仍用自报数。",))


def _verify_words(each: VerifyReturn) -> tuple[str, Light]:
    if not each.returned:
        return "收到的是空表" if each.files else "没有收回", Light.RED
    return ("已收回", Light.GREEN) if each.verified == each.rows else ("尚未核定完", Light.YELLOW)


def _outstanding_tables(collection: Collection) -> Iterable[Table]:
    missing = collection.departments_with(ReturnStatus.MISSING)
    if not missing:
        return
    owed = Counter(each.department for each in collection.figures)
    owed.update(each.department for each in collection.tasks)
    known = {each.name: each for each in collection.plan.departments}
    rows = []
    for number, each in enumerate(missing, 1):
        facts = known.get(each.department)
        said = ["收到的是空表"] if each.blank else []
        if each.latest:
            said.append(f"最近一期是{each.latest.chinese}")
        texts = (
            str(number),
            each.department,
            str(owed[each.department]),
            (facts.contact if facts else None) or "",
            (facts.phone if facts else None) or "",
            "，".join(said),
        )
        rows.append(tuple(map(Cell, texts)))
    yield Table(f"未报送单位（{len(missing)}个）", OUTSTANDING_COLUMNS, tuple(rows))


def _call_tables(
    collection: Collection, calls: list[Problem], names: dict[str, str], limit: int | None
) -> Iterable[Table]:
    """需核实: a heading, then a table for each department, in the order of the plan; what is nobody's comes last."""
    if not calls:
        return
    owners = _file_owners(collection)
    kept = sorted(calls, key=lambda each: -RANKS[each.severity])[:limit]
    groups: dict[str, list[Problem]] = {each.department: [] for each in collection.departments}
    for problem in kept:
        groups.setdefault(_owner(problem, owners) or NOBODY, []).append(problem)
    unknown = groups.pop(NOBODY, [])
    hidden = len(calls) - len(kept)
    notes = (f"另有{hidden}条没有列出；全部请用 --format json，或用 -o 写到文件。",) if hidden else ()
    asked = len({_owner(each, owners) for each in calls} - {None})
    known = f"，{asked}个单位" if asked else ""
    yield Table(f"需核实（{len(calls)}条{known}）", CALL_COLUMNS, (), notes)
    presumed = {each.department for each in collection.departments if each.presumed}
    people = {each.name: f"{each.contact or ''} {each.phone or ''}".strip() for each in collection.plan.departments}
    for name, group in groups.items():
        if group:
            yield _call_table(name, group, names, people.get(name, ""), presumed=name in presumed)
    for name, group in (
        (NOBODY, [each for each in unknown if each.source is None or each.source.line is None]),
        (DECISIONS, [each for each in unknown if each.source and each.source.line is not None]),
    ):
        if group:
            yield _call_table(name, group, names, "", presumed=False)


def _call_table(name: str, problems: list[Problem], names: dict[str, str], who: str, *, presumed: bool) -> Table:
    files = {each.source.file for each in problems if each.source}
    one = len(files) == 1
    title = f"{name}（{len(problems)}条{f'，{who}' if who else ''}）{''.join(files) if one else ''}"
    rows = tuple(
        (
            Cell(SEVERITY_CHINESE[each.severity], SEVERITY_LIGHTS[each.severity]),
            Cell(_cell_of(each, short=one)),
            Cell(names.get(each.indicator or "", each.indicator or "")),
            Cell("" if each.read is None or each.read in each.message else each.read),
            Cell(each.code),
            Cell(each.message),
        )
        for each in problems
    )
    notes = ("不能读的文件是从文件名看出的单位，请核对。",) if presumed else ()
    return Table(title, CALL_COLUMNS, rows, notes)


def _cell_of(problem: Problem, *, short: bool) -> str:
    source = problem.source
    if source is None:
        return ""
    if source.line is not None:
        return f"第{source.line}行" if short else place(source)
    if not short:
        return place(source)
    return f"{source.sheet}!{source.cell}" if source.cell else source.sheet or "整个文件"


def use_of(collected: CollectedFigure) -> str:
    """What becomes of a figure, e.g. 采用 or 待核实."""
    if collected.usable:
        return USABLE
    figure = collected.figure
    if figure is None:
        return USE_WORDS[Absence.UNREPORTED]
    if isinstance(figure.value, Decimal):
        return USE_WORDS[Absence.TO_VERIFY]
    if collected.indicator.computed and figure.value is Absence.UNREPORTED:
        return BY_FORMULA
    return USE_WORDS[figure.value]
