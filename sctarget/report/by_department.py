"""The departments side by side: what each owes, how that stands, what it scores and for what (docs/scoring.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.departments import standings
from sctarget.report.columns import DEPARTMENT_COLUMNS
from sctarget.report.table import Cell, Page, Table
from sctarget.report.tallies import tally, task_tally
from sctarget.report.views import result_page

if TYPE_CHECKING:
    from sctarget.evaluate.departments import Standing
    from sctarget.evaluate.points import DepartmentScore
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Rules
    from sctarget.report.views import Selection

_OWED = "指标、任务按牵头单位数，几个单位牵头的各算一项；没有牵头单位的算报送单位的。"


def department_page(evaluation: Evaluation, selection: Selection) -> Page:
    """The result parted by department, and the departments side by side at its end."""
    page = result_page(evaluation, selection)
    return page._replace(tables=(*page.tables, *by_department_table(evaluation, selection)))


def by_department_table(evaluation: Evaluation, selection: Selection) -> tuple[Table, ...]:
    """One line for each department, or each chosen one, in the order of the plan; by rank where the plan ranks.

    None where only a part of the indicators is shown: the counts and points are of all.
    """
    if selection.groups or selection.statuses:
        return ()
    found = [each for each in standings(evaluation) if not selection.departments or each.name in selection.departments]
    if not found:
        return ()
    notes = [_OWED]
    scoring = evaluation.plan.rules.scoring
    if scoring is not None:
        from sctarget.report.score_words import attribution_text

        notes.append(f"得分{attribution_text(scoring)}；位次按百分制，相同的并列，有单位还有未评的项就都不排。")
        if scoring.rank:
            found.sort(key=_by_rank)
    rows = tuple(_row(each, evaluation.plan.rules) for each in found)
    return (Table(f"各单位（{len(found)}个）", DEPARTMENT_COLUMNS, rows, tuple(notes)),)


def role_text(standing: Standing) -> str:
    """What a department is to the plan, e.g. ``牵头、配合1项``."""
    said = ["牵头"] if standing.role == "lead" else []
    said += [
        f"{word}{len(found)}项" for word, found in (("配合", standing.helped), ("报送", standing.reported)) if found
    ]
    return "、".join(said)


def statuses_text(standing: Standing) -> str:
    """The indicators by status, the best first, e.g. ``超额完成2、未完成2``."""
    return "、".join(f"{each.word}{each.size}" for each in tally(standing.verdicts))


def tasks_text(standing: Standing) -> str:
    """The tasks by state, e.g. ``已完成1、推进中（逾期）1``."""
    return "、".join(f"{word}{size}" for word, _, size in task_tally(standing.tasks))


def _by_rank(standing: Standing) -> tuple[bool, int]:
    rank = standing.score.rank if standing.score else None
    return rank is None, rank or 0


def _row(standing: Standing, rules: Rules) -> tuple[Cell, ...]:
    texts = {
        "department": standing.name,
        "role": role_text(standing),
        "items": str(len(standing.verdicts)),
        "statuses": statuses_text(standing),
        "tasks": tasks_text(standing),
    }
    if standing.score is not None:
        from sctarget.report.scores import department_texts

        texts |= {**department_texts(standing.score, rules), "scored": scored_text(standing.score)}
    return tuple(Cell(texts.get(column.key, "")) for column in DEPARTMENT_COLUMNS)


def scored_text(department: DepartmentScore) -> str:
    """For what a department is scored, e.g. ``牵头6项（其中1项平分）、配合1项``."""
    leading = [part for part in department.total.parts if part.lead]
    shared = sum(part.share != 1 for part in leading)
    helping = len(department.total.parts) - len(leading)
    said = [f"牵头{len(leading)}项{f'（其中{shared}项平分）' if shared else ''}"] if leading else []
    said += [f"配合{helping}项"] if helping else []
    return "、".join(said) or "只有加减分"
