"""The whole road of one example: plan, returned workbooks, verdicts."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sctarget.cli.inputs import collected, scored
from sctarget.evaluate.assess import assess
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Plan
    from sctarget.model.problem import Problem

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DOCUMENTS = ("jingchuan-2023", "maiji-2022-2025", "xixia-2022", "dazhou-2020", "county-2023")
NAMES = (*DOCUMENTS, "shili-2023", "shili-2024")


class Run(NamedTuple):
    """What an example gave."""

    plan: Plan
    plan_problems: tuple[Problem, ...]
    evaluation: Evaluation

    def verdict(self, indicator: str) -> Verdict:
        return next(item for item in self.evaluation.verdicts if item.indicator.id == indicator)


@lru_cache
def run(name: str) -> Run:
    """Judge an example as ``sctarget check`` does."""
    path = EXAMPLES / name / "plan.yaml"
    loaded = read_plan(path)
    assert loaded.value is not None
    returned = collected(loaded.value, [path.parent / "actuals"], path)
    evaluation = scored(assess(loaded.value, returned.value, None, returned.problems), path)
    return Run(loaded.value, loaded.problems, evaluation)


def expected(name: str) -> dict[str, Any]:
    """The pinned verdicts of an example."""
    data: dict[str, Any] = json.loads((EXAMPLES / name / "expected.json").read_text("utf-8"))
    return data
