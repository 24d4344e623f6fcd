"""The JSON Schema, the manual and the reader know the same keys; templates are valid as they stand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from sctarget.readers.plan_keys import SECTIONS
from sctarget.readers.plan_yaml import read_plan

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "sctarget" / "data" / "plan.schema.json").read_text(encoding="utf-8"))
MANUAL = (ROOT / "docs" / "plan-file.md").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates").glob("*.yaml"))
PLANS = [
    *TEMPLATES,
    *sorted((Path(__file__).parent / "plans" / "good").glob("*.yaml")),
    *sorted((ROOT / "examples").glob("*/plan.yaml")),
]
PLACES: dict[str, list[Any]] = {
    "文件顶层": [],
    "plan": ["plan"],
    "plan.defaults": ["plan", "properties", "defaults"],
    "plan.departments": ["plan", "properties", "departments", "items", "anyOf", 1],
    "plan.rules": ["plan", "properties", "rules"],
    "plan.rules.scoring": ["plan", "properties", "rules", "properties", "scoring"],
    "plan.rules.back_loaded": ["plan", "properties", "rules", "properties", "back_loaded"],
    "indicators": ["indicator"],
    "plan.rules.scoring.tiers": [
        *("plan", "properties", "rules", "properties", "scoring", "properties", "tiers"),
    ],
    "indicators.scoring": ["item_scoring"],
    "target": ["target", "anyOf", 1],
    "baseline": ["indicator", "properties", "baseline"],
    "revised": ["revision"],
    "tasks": ["task"],
}


def plain(value: Any) -> Any:
    """What an editor checks: JSON, with dates and keys as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def errors(text: str, loader: type[yaml.BaseLoader | yaml.SafeLoader] = yaml.BaseLoader) -> list[str]:
    """What the schema has against a plan whose values are read as texts, or typed as another loader does."""
    document = plain(yaml.load(text, loader))  # noqa: S506  (our own files)
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def properties(section: str) -> dict[str, Any]:
    """The properties that the schema gives a section."""
    place = SCHEMA["$defs"] if PLACES[section] else SCHEMA
    for step in PLACES[section]:
        place = place[step]
    found: dict[str, Any] = place["properties"]
    return found


def test_schema_is_one() -> None:
    """The schema keeps to its own standard."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_good_plans_fit_the_schema(path: Path) -> None:
    """An editor has nothing against a plan that the program takes."""
    assert errors(path.read_text(encoding="utf-8-sig")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_fit_the_schema_with_types(path: Path) -> None:
    """Editors that read 2023 as a number and true as a truth value have nothing against the templates either."""
    assert errors(path.read_text(encoding="utf-8"), yaml.SafeLoader) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_schema_and_reader_know_the_same_keys(section: str) -> None:
    """Each key is completed by editors with a Chinese description, and no other."""
    assert list(properties(section)) == list(SECTIONS[section])
    for key, rule in properties(section).items():
        described = rule.get("description") or SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]].get("description")
        assert described, key


@pytest.mark.parametrize("section", SECTIONS)
def test_manual_names_every_key(section: str) -> None:
    """Each key stands in the manual."""
    missing = [key for key in SECTIONS[section] if f"`{key}`" not in MANUAL]
    assert missing == []


@pytest.mark.parametrize(
    "indicator",
    [
        "{id: one, name: 甲, targt: 5家}",
        "{id: One, name: 甲}",
        "{name: 甲}",
        "{id: one, name: 甲, kind: flows}",
        "{id: one, name: 甲, target: {at_least: 1, at_most: 2}}",
        "{id: one, name: 甲, target: {from: 1}}",
        "{id: one, name: 甲, baseline: {value: 1}}",
        "{id: one, name: 甲, milestones: {2023年: 1家}}",
        "{id: one, name: 甲, data_year: 1}",
        "{id: one, name: 甲, binding: 约束性}",
        "{id: one, name: 甲, weight: 5分}",
        "{id: one, name: 甲, revised: {date: 2023-10-20}}",
    ],
)
def test_schema_refuses_what_the_reader_refuses(tmp_path: Path, indicator: str) -> None:
    """Editors mark the same slips that validate reports."""
    text = f"plan: {{id: shili, title: 示例, issuer: 县科技局, period: 2023}}\nindicators:\n  - {indicator}\n"
    assert errors(text)
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_plan(path).value is None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_are_valid_as_they_stand(path: Path) -> None:
    """A new plan starts without a single problem."""
    loaded = read_plan(path)
    assert loaded.value is not None
    assert loaded.problems == ()
