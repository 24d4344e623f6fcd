"""Plans found in plans/good and plans/bad: dropping a file there adds a test.

The problems expected of ``x.yaml`` stand in ``x.txt`` beside it; SCTARGET_UPDATE=1 rewrites them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sctarget.model.wordings.plans import PLAN_WORDINGS
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from sctarget.model.problem import Problem

PLANS = Path(__file__).parent / "plans"
GOOD = sorted((PLANS / "good").glob("*.yaml"))
BAD = sorted((PLANS / "bad").glob("*.yaml"))
TESTED_ELSEWHERE = {
    "file_missing",
    "file_is_folder",
    "file_not_regular",
    "file_unreadable",
    "file_too_big",
    "too_many_items",
    "yaml_too_many",
}


def line_of(problem: Problem) -> str:
    """A problem as a line of the expected output."""
    source = problem.source
    place = f"{source.line}:{source.column}" if source and source.line else "-"
    return f"{place} {problem.severity.value} {problem.code}\n    {problem.read}\n    {problem.message}\n"


def check_against_expected(path: Path) -> None:
    """Compare the problems of a plan with the text beside it."""
    found = "".join(line_of(problem) for problem in read_plan(path, standards=True).problems)
    expected = path.with_suffix(".txt")
    if os.environ.get("SCTARGET_UPDATE"):
        expected.write_text(found, encoding="utf-8")
    assert found == (expected.read_text(encoding="utf-8") if expected.exists() else "")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_plan_loads(path: Path) -> None:
    """A good plan can be judged; what is said about it are notes."""
    loaded = read_plan(path, standards=True)
    assert loaded.value is not None
    assert not [problem for problem in loaded.problems if problem.severity.blocking]
    check_against_expected(path)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_plan_says_what_to_do(path: Path) -> None:
    """Every problem of a bad plan is told in one pass, in the order of the lines, each with what to do about it."""
    loaded = read_plan(path, standards=True)
    assert loaded.problems
    blocking = [problem for problem in loaded.problems if problem.severity.blocking]
    assert (loaded.value is None) == bool(blocking)
    check_against_expected(path)


def test_every_code_has_a_bad_plan() -> None:
    """No problem of a plan file goes without an example that shows its message."""
    seen = {problem.code for path in (*GOOD, *BAD) for problem in read_plan(path, standards=True).problems}
    assert set(PLAN_WORDINGS) - seen == TESTED_ELSEWHERE
