"""The five plans say what the five documents say."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from examples.road import DOCUMENTS, EXAMPLES, NAMES

from sctarget.model.problem import Severity
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from sctarget.model.plan import Indicator, Plan

SHARED = os.environ.get("SCTARGET_SHARED")
GOLD = dict(zip(DOCUMENTS, ("000", "001", "002", "003", "004"), strict=True))
COUNTS = dict(zip(NAMES, (28, 26, 32, 23, 16, 19, 15), strict=True))
needs_gold = pytest.mark.skipif(not SHARED, reason="没有设 SCTARGET_SHARED，标注数据不在这里")


def plan_of(name: str) -> Plan:
    plan = read_plan(EXAMPLES / name / "plan.yaml").value
    assert plan is not None
    return plan


def gold(name: str) -> list[dict[str, Any]]:
    path = Path(SHARED or "") / "gold" / f"{GOLD[name]}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def figures(name: str, kind: str) -> list[dict[str, Any]]:
    """The figures that count: neither said before nor doubtful."""
    return [row for row in gold(name) if row["kind"] == kind and not row["restates"] and not row["borderline"]]


def wide(text: str) -> str:
    return text.replace("(", "（").replace(")", "）")


def candidates(plan: Plan, row: dict[str, Any]) -> list[Indicator]:
    names = {wide(text) for text in (row["name"], *row["also"])}
    return [item for item in plan.indicators if names & {item.name, *item.aliases}]


@pytest.mark.parametrize("name", NAMES)
def test_plan_is_read_without_a_complaint(name: str) -> None:
    """Validating an example prints nothing to repair."""
    problems = read_plan(EXAMPLES / name / "plan.yaml").problems
    assert [problem.message for problem in problems if problem.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("name", NAMES)
def test_number_of_indicators(name: str) -> None:
    """Each document's distinct figures are all there, once."""
    assert len(plan_of(name).indicators) == COUNTS[name]


@needs_gold
@pytest.mark.parametrize("name", ["jingchuan-2023", "maiji-2022-2025", "dazhou-2020"])
def test_every_target_of_the_document_is_in_the_plan(name: str) -> None:
    """No target is forgotten, and value, unit, comparator and year are those of the document."""
    plan = plan_of(name)
    found: set[str] = set()
    for row in figures(name, "target"):
        fitting = [item for item in candidates(plan, row) if item.id not in found and same_target(item, row)]
        assert fitting, f"{row['id']} {row['name']} {row['value']}{row['unit']}"
        found.add(fitting[0].id)
    assert found == {item.id for item in plan.indicators}


def same_target(item: Indicator, row: dict[str, Any]) -> bool:
    return (
        item.target is not None
        and item.target.value == Decimal(row["value"])
        and item.target.comparator == row["comparator"]
        and (row["unit"] is None or item.target.unit.text == row["unit"])
        and item.due.year == row["year"]
        and (item.kind == row["measure"] or (item.kind == "index" and row["measure"] == "ratio"))
    )


@needs_gold
@pytest.mark.parametrize("name", ["jingchuan-2023", "maiji-2022-2025", "dazhou-2020"])
def test_what_is_said_twice_has_two_places(name: str) -> None:
    """A target that the document repeats is one indicator with a place for each time."""
    plan = plan_of(name)
    rows = {row["id"]: row for row in gold(name) if row["kind"] == "target"}
    for row in rows.values():
        if row["restates"]:
            first = rows[row["restates"]]
            fitting = [item for item in candidates(plan, first) if same_target(item, first)]
            said = 1 + sum(other["restates"] == first["id"] for other in rows.values())
            assert len(fitting) == 1, row["id"]
            assert len(fitting[0].at) == said, row["id"]


@needs_gold
def test_baselines_and_departments_of_maiji() -> None:
    """Each table row keeps its own base year; each clause its lead and support departments."""
    plan = plan_of("maiji-2022-2025")
    for row in gold("maiji-2022-2025"):
        if row["kind"] != "target":
            continue
        fitting = [item for item in candidates(plan, row) if same_target(item, row)]
        assert fitting, row["id"]
        if row["baseline"]:
            base = fitting[0].baseline
            assert base is not None
            assert (base.value.value, base.year) == (Decimal(row["baseline"]["value"]), row["baseline"]["year"])
        if row["lead"]:
            owed = [(item.lead, item.support) for item in fitting]
            assert (tuple(row["lead"]), tuple(row["support"])) in owed, row["id"]
    years = [item.baseline.year for item in plan.indicators if item.baseline]
    assert (years.count(2020), years.count(2021)) == (8, 7)


@needs_gold
@pytest.mark.parametrize("name", ["jingchuan-2023", "maiji-2022-2025", "dazhou-2020"])
def test_milestones_of_the_document_are_tasks(name: str) -> None:
    """Every named deliverable with an end state is a task."""
    tasks = [task.name for task in plan_of(name).tasks]
    wanted = [wide(row["name"]) for row in figures(name, "milestone")]
    missing = [deliverable for deliverable in wanted if not any(deliverable in task for task in tasks)]
    assert missing == []


@needs_gold
@pytest.mark.parametrize(("name", "kind"), [("xixia-2022", "actual"), ("county-2023", "slot")])
def test_monitored_figures(name: str, kind: str) -> None:
    """Figures without a target stand in the plan under the document's name and unit."""
    plan = plan_of(name)
    for row in figures(name, kind):
        fitting = candidates(plan, row)
        assert len(fitting) == 1, row["id"]
        assert fitting[0].target is None
        assert fitting[0].kind == row["measure"]
        if row["unit"]:
            assert wide(fitting[0].unit.text) == wide(row["unit"])


def test_same_name_is_told_apart_by_scope() -> None:
    """高新技术企业 twice in 泾川, 新产品、新技术、新工艺 five times in 麦积: the labels differ."""
    for name in NAMES:
        labels = [item.label for item in plan_of(name).indicators]
        assert len(set(labels)) == len(labels)
    maiji = [item.scope for item in plan_of("maiji-2022-2025").indicators if item.name == "新产品、新技术、新工艺"]
    assert maiji == ["装备制造", "生物医药", "装配式建筑", "新材料、数字技术", "民生改善"]


def test_collectives_send_a_form_to_each_member() -> None:
    """各镇 and 街道 are expanded: three members get a form, the collective none."""
    reporters = plan_of("maiji-2022-2025").reporters
    assert {"示例镇甲", "示例镇乙", "示例街道"} <= set(reporters)
    assert not {"各镇", "街道"} & set(reporters)
