"""A small part of ``make fuzz`` on every test run, and the largest forms that anybody could send."""

from __future__ import annotations

import tracemalloc
from datetime import date
from typing import TYPE_CHECKING

import pytest
from damaged_forms import make_case
from forms_support import filled, make_plan, repacked

from sctarget.evaluate.assess import assess
from sctarget.evaluate.crosscheck import crosscheck
from sctarget.readers.returns import read_returns
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from pathlib import Path

PLAN = make_plan()
MEMORY = 600 * 1024 * 1024


def test_a_case_can_be_made_again() -> None:
    """A seed and a number give the same bytes, so that a failure can be looked at."""
    cases = [make_case(5, number) for number in range(40)]
    assert cases == [make_case(5, number) for number in range(40)]
    assert len({case.data for case in cases}) > 30


@pytest.mark.parametrize("seed", range(2))
def test_damage_is_told_and_never_raised(seed: int, tmp_path: Path) -> None:
    """Whatever arrives, the run ends with problems in words; every other file is still read."""
    (tmp_path / "好的.xlsx").write_bytes(filled(PLAN))
    for number in range(60):
        case = make_case(1000 + seed, number)
        path = tmp_path / case.name
        path.write_bytes(case.data)
        returned = read_returns([tmp_path], PLAN)
        path.unlink()
        assert "好的.xlsx" in {form.file for form in returned.value}
        evaluation = assess(PLAN, crosscheck(PLAN, returned.value), date(2023, 12, 31), returned.problems)
        assert all(problem.message for problem in evaluation.problems)


@pytest.mark.parametrize(
    "cell", ["", '<c r="H{0}" s="9"/>', '<c r="H{0}"><v>1</v></c>', '<c r="H{0}" t="inlineStr"><is><t>无</t></is></c>']
)
def test_two_hundred_thousand_rows(cell: str) -> None:
    """Empty, formatted or full: such a workbook is read or refused in words, and never fills the memory."""
    rows = "".join(f'<row r="{number}">{cell.format(number)}</row>' for number in range(1000, 201_000))
    data = repacked(
        filled(PLAN), {"xl/worksheets/sheet2.xml": lambda text: text.replace("</sheetData>", f"{rows}</sheetData>")}
    )
    tracemalloc.start()
    loaded = read_form(data, "a.xlsx", PLAN)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY
    if "<v>" in cell or "<t>" in cell:
        assert loaded.value is None
        assert [problem.code for problem in loaded.problems] == ["unreadable_too_large"]
    else:
        assert loaded.value is None or loaded.value.figures
