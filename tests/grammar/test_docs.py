"""The tables of the manual say what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from sctarget.grammar.target import CellReading, GrammarError, parse_cell, parse_quantity, parse_target
from sctarget.grammar.wording import format_quantity, format_target
from sctarget.model.errors import UnitMismatchError
from sctarget.model.units import convert, declared_unit

DOCS = Path(__file__).parents[2] / "docs"


def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without their backquotes."""
    text = (DOCS / page).read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip("`") for cell in row] for row in rows]


def test_targets_of_the_manual() -> None:
    """Each way to write a target is read as its right column says, which reads the same."""
    rows = table("grammar.md", "目标可以怎样写")
    for written, canonical in rows:
        assert format_target(parse_target(written)) == canonical
        assert parse_target(canonical) == parse_target(written)
    assert len(rows) > 30


def test_refusals_of_the_manual() -> None:
    """Each way that is refused is refused for the reason given."""
    rows = table("grammar.md", "这样写会被指出")
    for written, reason in rows:
        with pytest.raises(GrammarError) as caught:
            parse_target(written)
        assert reason in str(caught.value)
    assert len(rows) > 10


def remarks(reading: CellReading) -> str:
    """What the manual's table says of a cell."""
    facts = {
        "约数": reading.approximate,
        "带比较词": reading.comparator is not None,
        "范围": reading.high is not None,
        "预计": reading.provisional,
    }
    return "、".join([*reading.normalised, *(word for word, holds in facts.items() if holds)])


def test_cells_of_the_manual() -> None:
    """Each cell is read as the manual says."""
    rows = table("grammar.md", "单元格")
    for written, unit, figure, remark in rows:
        reading = parse_cell(written, declared_unit(unit))
        assert (format_quantity(reading.quantity), remarks(reading)) == (figure, remark)
    assert len(rows) > 8


def test_units_of_the_manual() -> None:
    """Each conversion gives the figure printed, each refusal is refused."""
    for source, target in table("units.md", "能换算的"):
        read, expected = parse_quantity(source), parse_quantity(target)
        assert convert(read.value, read.unit, expected.unit) == expected.value
    for one, other in table("units.md", "不能换算的"):
        with pytest.raises(UnitMismatchError):
            convert(parse_quantity(f"5{one}").value, declared_unit(one), declared_unit(other))
