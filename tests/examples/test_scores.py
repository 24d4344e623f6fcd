"""The scored example on the real road: its points were worked out by hand (examples/shili-2024/expected.json)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from examples.road import expected, run

from sctarget.report.deductions import deductions_of

MANUAL = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
FEEDBACK = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in MANUAL.splitlines() if line.startswith("| 9-")
]

if TYPE_CHECKING:
    from sctarget.evaluate.points import Scores


def scores() -> Scores:
    """The scores of the example."""
    found = run("shili-2024").evaluation.scores
    assert found is not None
    return found


def test_points_of_every_item() -> None:
    """Each indicator and task has the points that a calculator gives."""
    pinned = expected("shili-2024")["scores"]["items"]
    found = {each.item.id: each.points for each in scores().items}
    assert found == {key: None if points is None else Decimal(points) for key, points in pinned.items()}


def test_total_of_the_plan() -> None:
    """83.96 points of 97 are 86.56 of 100; half a point for a late return, one off, one on, 2.26 beyond the limit."""
    pinned, total = expected("shili-2024")["scores"]["total"], scores().total
    assert {key: getattr(total, key) for key in pinned} == {
        key: value if key == "grade" else Decimal(value) for key, value in pinned.items()
    }
    assert [float(each.points) for each in total.adjusted] == [-0.5, -1, 1, 0]


def test_every_department() -> None:
    """Full marks, score, grade and rank; 一票否决 takes the grade of a department that had 89.85 out of 100."""
    found = {
        each.name: [each.total.full, each.total.score, each.total.grade, each.rank] for each in scores().departments
    }
    pinned = expected("shili-2024")["scores"]["departments"]
    assert found == {
        name: [Decimal(full), Decimal(score), grade, rank] for name, (full, score, grade, rank) in pinned.items()
    }
    assert [each.name for each in scores().worst] == ["示例县教育局", "示例县科技局"]


def test_lost_points_without_a_reason() -> None:
    """The two items that 教育局 lost without a word are warnings and change no exit code."""
    told = [each for each in run("shili-2024").evaluation.problems if each.code == "score_lost_unexplained"]
    assert [each.indicator for each in told] == ["science_visits", "science_teachers"]
    assert not any(each.severity.blocking for each in told)


@pytest.mark.parametrize("row", FEEDBACK, ids=lambda row: row[0])
def test_deductions_of_the_manual(row: list[str]) -> None:
    """Full marks, the sum of the deductions, what was added, what was given back and the score: as the page says."""
    _, name, full, lost, added, back, score = row
    (department,) = (each for each in scores().departments if each.name == name)
    total = department.total
    deductions = deductions_of(total, run("shili-2024").evaluation)
    bonuses = sum((part.bonus for part in total.parts), Fraction(0))
    bonuses += sum(each.points for each in total.adjusted if each.points > 0)
    found = [total.full, sum(each.lost for each in deductions), bonuses, total.lift, total.score]
    assert found == [Fraction(text.rpartition("＝")[2]) for text in (full, lost, added, back, score)]
    assert total.score == total.full - sum(each.lost for each in deductions) + bonuses - total.excess + total.lift
