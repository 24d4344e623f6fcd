"""Points → totals of the plan and of each department, with what is added and taken away (docs/scoring.md §4–§6)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.points import HUNDRED, PENDING, Adjusted, DepartmentScore, Ground, ItemScore, Part, Scores, Total
from sctarget.evaluate.rounding import to_decimal
from sctarget.evaluate.score import indicator_score, rounded_points, task_score
from sctarget.model.scoring import Adjustment, AdjustmentKind, Amount, Attribution, Scoring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Indicator, Plan, Rounding, Task


def score_plan(evaluation: Evaluation, adjustments: Sequence[Adjustment] = ()) -> Scores | None:
    """The scores of a judged plan, None where nothing in it has a weight."""
    plan, scoring, day = evaluation.plan, evaluation.plan.rules.scoring, evaluation.as_of
    if scoring is None:
        return None
    counting = [each for each in adjustments if each.counts_on(day)]
    exempt = {each.item: each for each in counting if each.kind is AdjustmentKind.EXEMPT}
    counting = [each for each in counting if each.kind is not AdjustmentKind.EXEMPT]
    found = [indicator_score(verdict, plan, scoring, day) for verdict in evaluation.verdicts]
    found += [task_score(verdict, plan, scoring, day, exempt.get(verdict.task.id)) for verdict in evaluation.tasks]
    items = tuple(score for score in found if score is not None)
    adding = _Adding(scoring, plan.rules.rounding, items)
    borne: dict[str, list[Part]] = {}
    owing: dict[str, dict[str, Fraction]] = {}
    for score in items:
        for name, (share, lead) in bearers_of(score.item, scoring).items():
            borne.setdefault(name, []).append(adding.part(score, share, lead=lead))
            if lead:
                owing.setdefault(score.item.id, {})[name] = share
    concerning: dict[str, list[tuple[Adjustment, Fraction]]] = {}
    for each in counting:
        for name, share in _concerned(each, owing).items():
            concerning.setdefault(name, []).append((each, share))
    departments = []
    for name in _ordered(plan, (*borne, *concerning)):
        own = borne.get(name, [])
        total = adding.total(own, concerning.get(name, ()))
        departments.append(DepartmentScore(name, any(each.lead for each in own), total))
    full = {each.name: each.total.full for each in departments}
    whole = adding.total(
        [adding.part(score, Fraction(1)) for score in items],
        [(_in_points(each, full), Fraction(1)) for each in counting],
        of_all=True,
    )
    return Scores(scoring, items, whole, ranked(tuple(departments)))


def bearers_of(item: Indicator | Task, scoring: Scoring) -> dict[str, tuple[Fraction, bool]]:
    """Who is scored for an item: the share of its weight by department, and whether as a lead.

    Without a lead department those who report it stand in.
    """
    leads = item.lead or item.reporters
    if scoring.attribution is Attribution.FIRST_LEAD:
        leads = leads[:1]
    share = Fraction(1, len(leads)) if scoring.attribution is Attribution.SPLIT and leads else Fraction(1)
    found = dict.fromkeys(leads, (share, True))
    if scoring.support_share:
        for name in item.support:
            found.setdefault(name, (Fraction(scoring.support_share), False))
    return found


def _concerned(adjustment: Adjustment, owing: dict[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    """Which departments an adjustment concerns, and how much of it: the one it names, else those who owe the item."""
    if adjustment.department is not None:
        return {adjustment.department: Fraction(1)}
    return owing.get(adjustment.item or "", {})


def _in_points(adjustment: Adjustment, full: dict[str, Fraction]) -> Adjustment:
    """An adjustment of a share of a department's points, in points, for the total of the plan."""
    if adjustment.points.share and adjustment.item is None and adjustment.department is not None:
        points = to_decimal(adjustment.points.of(full[adjustment.department]))
        return adjustment._replace(points=Amount(points))
    return adjustment


def _ordered(plan: Plan, names: Iterable[str]) -> list[str]:
    """Departments in the order of the plan, others as they come up."""
    known = dict.fromkeys(names)
    listed = dict.fromkeys(each.name for each in plan.departments if each.name in known)
    return list(listed | known)


def grade_of(hundred: Fraction, scoring: Scoring) -> str:
    """The grade of an exact score out of 100: each band holds its lower limit and not its upper one."""
    return next((each.name for each in scoring.grades if hundred >= each.least), scoring.grades[-1].name)


def ranked(departments: tuple[DepartmentScore, ...]) -> tuple[DepartmentScore, ...]:
    """The departments with their ranks, equal scores sharing one (1, 1, 3); none while something is not scored."""
    if any(each.total.pending for each in departments):
        return departments
    found = [each.total.hundred for each in departments]
    ranks: dict[Fraction | None, int | None] = {None: None}
    for number, hundred in enumerate(sorted((each for each in found if each is not None), reverse=True), 1):
        ranks.setdefault(hundred, number)
    return tuple(each._replace(rank=ranks[own]) for each, own in zip(departments, found, strict=True))


class _Adding:
    """Adds up rounded parts by the rules of one plan."""

    def __init__(self, scoring: Scoring, rounding: Rounding, items: Iterable[ItemScore]) -> None:
        self._scoring, self._rounding = scoring, rounding
        self._weights = {score.item.id: Fraction(score.weight) for score in items}

    def part(self, score: ItemScore, share: Fraction, *, lead: bool = True) -> Part:
        """What an item brings to a total that has this share of it: of a lead exactly, of a helper rounded once."""
        weight = Fraction(score.weight) * share
        if score.points is None or score.exact is None:
            return Part(score, share, weight, None, lead)
        points = Fraction(score.points) * share if lead else self._rounded(score.exact * share, weight)
        return Part(score, share, weight, points, lead)

    def total(
        self,
        parts: Sequence[Part],
        adjustments: Sequence[tuple[Adjustment, Fraction]],
        *,
        of_all: bool = False,
    ) -> Total:
        """The sum of parts and adjustments; ``of_all``: that of the plan, which no veto of a department grades."""
        full = sum((part.weight for part in parts), Fraction(0))
        removed = sum((part.weight for part in parts if part.score.ground is Ground.NOT_APPLICABLE), Fraction(0))
        pending = sum((part.weight for part in parts if part.score.ground in PENDING), Fraction(0))
        counted = full - removed
        earned = sum((part.points for part in parts if part.points is not None), Fraction(0))
        scale = full / counted if counted else Fraction(0)
        rescaled = self._rescaled(earned * scale, full) if removed and counted else earned
        adjusted = tuple(Adjusted(each, self._signed(each, share, full)) for each, share in adjustments)
        bonuses = sum((part.bonus for part in parts), Fraction(0))
        bonuses += sum(each.points for each in adjusted if each.points > 0)
        excess = self._excess(bonuses, full)
        added = rescaled + sum(each.points for each in adjusted) - excess
        lift = max(Fraction(0), -added)
        score = added + lift if counted else None
        highest = added + lift + pending * scale
        vetoed = not of_all and any(each.adjustment.kind is AdjustmentKind.VETO for each in adjusted)
        return Total(
            tuple(parts), full, removed, pending, earned, rescaled, adjusted, excess, lift, score, highest,
            self._grade(score, highest, full, vetoed=vetoed), vetoed,
        )  # fmt: skip

    def _limits(self, full: Fraction) -> list[Fraction]:
        """The points of a whole at which the grade changes."""
        return [full * Fraction(each.least) / HUNDRED for each in self._scoring.grades]

    def _rescaled(self, value: Fraction, full: Fraction) -> Fraction:
        """Rounded once, unless ``full`` is endless itself: 20/3 of 20/3 are full marks."""
        return self._rounded(value, *self._limits(full)) if Fraction(to_decimal(full)) == full else value

    def _rounded(self, value: Fraction, *lines: Fraction) -> Fraction:
        return Fraction(rounded_points(value, lines, self._scoring.decimals, self._rounding))

    def _signed(self, adjustment: Adjustment, share: Fraction, full: Fraction) -> Fraction:
        """The points of an adjustment; a percentage is one of its item's weight, without an item of the whole."""
        if adjustment.kind is AdjustmentKind.VETO:
            return Fraction(0)
        whole = self._weights.get(adjustment.item, Fraction(0)) if adjustment.item else full
        size = self._rounded(adjustment.points.of(whole)) * share
        return size if adjustment.kind is AdjustmentKind.BONUS else -size

    def _excess(self, bonuses: Fraction, full: Fraction) -> Fraction:
        limit = self._scoring.bonus_total
        if limit is None:
            return Fraction(0)
        return self._rounded(max(Fraction(0), bonuses - limit.of(full)))

    def _grade(self, score: Fraction | None, highest: Fraction, full: Fraction, *, vetoed: bool) -> str | None:
        """The grade; None while what is not scored yet can still change it."""
        if vetoed:
            return self._scoring.vetoed
        if score is None:
            return None
        low = grade_of(score * HUNDRED / full, self._scoring)
        return low if low == grade_of(highest * HUNDRED / full, self._scoring) else None
