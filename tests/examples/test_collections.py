"""On every example, what collect calls usable is what check judged, and both name the same problems."""

from __future__ import annotations

import pytest
from examples.road import EXAMPLES, NAMES

from sctarget.cli.inputs import collected, load_plan
from sctarget.evaluate.assess import assess
from sctarget.evaluate.collection import ReturnStatus, collect_returns


@pytest.mark.parametrize("name", NAMES)
def test_check_and_collect_agree(name: str) -> None:
    """What is judged is usable and what is usable is judged; no problem is told by one of them only.

    A count of tasks rests on the cells of tasks, which are no figures.
    """
    path = EXAMPLES / name / "plan.yaml"
    plan = load_plan(path)
    returned = collected(plan, [path.parent / "actuals"], path)
    evaluation = assess(plan, returned.value, problems=returned.problems)
    collection = collect_returns(plan, returned.value, returned.problems)
    assert set(collection.problems) == set(evaluation.problems)
    judged = {
        (department, source.file, source.cell)
        for verdict in evaluation.verdicts
        if verdict.actual and verdict.indicator.count_of is None
        for department, source in verdict.actual.sources
    }
    usable = {
        (each.department, each.figure.source.file, each.figure.source.cell)
        for each in collection.figures
        if each.usable and each.figure
    }
    assert usable == judged
    lacking = collection.departments_with(ReturnStatus.MISSING, ReturnStatus.REJECTED)
    assert tuple(each.department for each in lacking) == evaluation.missing
