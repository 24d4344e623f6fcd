"""Formulas, counts of tasks and parts: what will not give what the plan expects (docs/judging.md §10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.growth import EXACT
from sctarget.model.parts import goal_of, in_whole, parts_goal
from sctarget.model.quantity import TargetForm
from sctarget.model.units import NO_UNIT, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sctarget.model.formula import Formula
    from sctarget.model.plan import Indicator, Task
    from sctarget.readers.plan_fields import Fields

_YEARS = {0: "当年", -1: "上年"}


def check_formula(indicator: Indicator, formula: Formula, known: Mapping[str, Indicator], fields: Fields) -> None:
    """Inputs that speak of an earlier year than the formula."""
    for name in formula.names:
        given = known.get(name)
        if given is not None and given.data_year < indicator.data_year:
            fields.add(
                "formula_years",
                fields.entries["formula"],
                read=formula.text,
                year=_YEARS.get(indicator.data_year, f"前{-indicator.data_year}年"),
                name=given.label,
                lag=indicator.data_year - given.data_year,
                data_year=given.data_year,
            )


def check_count(indicator: Indicator, tasks: Sequence[Task], fields: Fields) -> None:
    """A unit in which tasks are not counted, a target that the tasks of the plan can never reach."""
    node = fields.entries["count_of"]
    if indicator.unit != NO_UNIT and not indicator.unit.countable:
        fields.add("count_of_unit", node, unit=indicator.unit.text)
        return
    counted = [task for task in tasks if indicator.counts(task)]
    target = indicator.target
    if target is None or target.form is not TargetForm.LEVEL or target.value is None or not counted:
        return
    if target.value > len(counted):
        fields.add("count_of_few", node, read=indicator.target_text, count=len(counted))


def check_parts(whole: Indicator, parts: Sequence[Indicator], fields: Fields) -> None:
    """Parts that cannot be added up, targets of parts that do not make up that of the whole."""
    node = fields.entries["parts"]
    for part in parts:
        if part.kind is not whole.kind or in_whole(EXACT.create_decimal(1), part.unit, whole.unit) is None:
            fields.add("parts_not_addable", node, read=part.id, part=part.label)
    asked, together = goal_of(whole), parts_goal(whole, parts)
    if len(parts) > 1 and asked is not None and together is not None and together < asked:
        fields.add(
            "parts_below_whole",
            node,
            read=whole.target_text,
            total=plain(together.normalize(EXACT)),
            short=plain(EXACT.subtract(asked, together).normalize(EXACT)),
            unit=whole.unit.text,
        )
