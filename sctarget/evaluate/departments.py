"""Verdicts and scores by department: what each owes, helps with and reports, and how it stands (docs/scoring.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from sctarget.evaluate.result import TaskVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.evaluate.points import DepartmentScore
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Indicator, Plan, Task

Role = Literal["lead", "support", "reporter"]


class Standing(NamedTuple):
    """One department: ``role`` is the most that it is to any item, None where only an adjustment names it.

    ``verdicts`` and ``tasks`` are what it owes (each lead owes in full), ``helped`` the indicators and tasks that it
    only supports, ``reported`` those that it only reports; ``score`` is None where it is scored for nothing.
    """

    name: str
    role: Role | None
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]
    helped: tuple[Verdict | TaskVerdict, ...]
    reported: tuple[Verdict | TaskVerdict, ...]
    score: DepartmentScore | None


def standings(evaluation: Evaluation) -> tuple[Standing, ...]:
    """The departments in the order of the plan, those that it does not list behind them as they come up."""
    found: dict[str, list[tuple[Role, Verdict | TaskVerdict]]] = {}
    roles: dict[str, list[Role]] = {}
    for item in _items(evaluation.plan):
        for name, role in _roles(item):
            roles.setdefault(name, []).append(role)
    results: tuple[Verdict | TaskVerdict, ...] = (*evaluation.verdicts, *evaluation.tasks)
    for result in results:
        for name, role in _roles(item_of(result)):
            found.setdefault(name, []).append((role, result))
    scored = {each.name: each for each in evaluation.scores.departments} if evaluation.scores else {}
    listed = (each.name for each in evaluation.plan.departments if each.name in roles or each.name in scored)
    return tuple(
        _standing(name, roles.get(name, []), found.get(name, []), scored.get(name))
        for name in dict.fromkeys((*listed, *roles, *scored))
    )


def _owing(item: Indicator | Task) -> tuple[str, ...]:
    """Who owes an item: its leads, else those who report it."""
    return item.lead or item.reporters


def item_of(result: Verdict | TaskVerdict) -> Indicator | Task:
    """The indicator or task that was judged."""
    return result.task if isinstance(result, TaskVerdict) else result.indicator


def _items(plan: Plan) -> Iterator[Indicator | Task]:
    yield from plan.indicators
    yield from plan.tasks


def _roles(item: Indicator | Task) -> Iterator[tuple[str, Role]]:
    """Each department of an item with the most that it is to it."""
    roles: dict[str, Role] = dict.fromkeys(_owing(item), "lead")
    for name in item.support:
        roles.setdefault(name, "support")
    for name in item.reporters:
        roles.setdefault(name, "reporter")
    yield from roles.items()


def _standing(
    name: str,
    roles: list[Role],
    found: list[tuple[Role, Verdict | TaskVerdict]],
    score: DepartmentScore | None,
) -> Standing:
    order: tuple[Role, ...] = ("lead", "support", "reporter")
    owed = [result for role, result in found if role == "lead"]
    return Standing(
        name,
        next((role for role in order if role in roles), None),
        tuple(each for each in owed if not isinstance(each, TaskVerdict)),
        tuple(each for each in owed if isinstance(each, TaskVerdict)),
        tuple(result for role, result in found if role == "support"),
        tuple(result for role, result in found if role == "reporter"),
        score,
    )
