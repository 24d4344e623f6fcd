"""The figures of real documents (needs the annotated documents beside the repository)."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sctarget.grammar.target import parse_target
from sctarget.model.quantity import TargetForm
from sctarget.model.units import find_unit

SHARED = os.environ.get("SCTARGET_SHARED")
pytestmark = pytest.mark.skipif(SHARED is None, reason="SCTARGET_SHARED 未设置：没有标注文档")


def records(kind: str) -> list[dict[str, Any]]:
    """All annotated figures of a kind."""
    folder = Path(SHARED or "")
    files = [*sorted(folder.glob("gold/*.jsonl")), *sorted(folder.glob("more/gold/*.jsonl"))]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [record for record in map(json.loads, lines) if record["kind"] == kind]


def number(text: str) -> Decimal:
    """The value as annotated, Chinese where the document has it so."""
    return {"一": Decimal(1), "半": Decimal("0.5")}.get(text) or Decimal(text)


def test_annotated_targets() -> None:
    """Every figure that people found in real plans can be written in a plan file."""
    found = [record for record in records("target") if record["value"]]
    for record in found:
        unit = record["unit"] or ""
        sign = "" if record["comparator"] == "range" else record["comparator"]
        high = f"—{record['high']}" if record.get("high") else ""
        target = parse_target(f"{sign}{record['value']}{high}{unit}")
        assert target.comparator == record["comparator"], record["quote"]
        assert (target.value, target.unit.text) == (number(record["value"]), unit), record["quote"]
    assert len(found) > 300


def test_annotated_units() -> None:
    """All units of real documents are known without being declared."""
    found = {record["unit"] for kind in ("target", "actual", "slot") for record in records(kind) if record["unit"]}
    assert {unit for unit in found if find_unit(unit) is None} == set()


def test_annotated_slots() -> None:
    """The empty slots of the draft keep comparator and unit."""
    for record in records("slot"):
        more = "多" if record["comparator"] == ">" else ""
        target = parse_target(f"*{more}{record['unit'] or ''}")
        assert target.form is TargetForm.SLOT
        assert (target.comparator, target.unit.text) == (record["comparator"], record["unit"] or "")
