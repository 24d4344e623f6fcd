"""Every worked example of docs/scoring.md comes out of the program as the page says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from evaluate.scoring_support import WORDS, adjustment, item, scores_of, scoring, weighed
from evaluate.support import indicator, make_plan

from sctarget.evaluate.points import Ground
from sctarget.evaluate.result import TaskVerdict
from sctarget.evaluate.score import task_score
from sctarget.model.actual import TaskState
from sctarget.model.grade import GRADE_WORDS, Grade
from sctarget.model.plan import Rounding, Rules, Task
from sctarget.model.source import Source
from sctarget.report.score_words import points_text, weight_text

LEVELS = {word: level for level, word in GRADE_WORDS.items()}
STATES = {"已完成": TaskState.DONE, "推进中": TaskState.IN_PROGRESS, "已终止": TaskState.TERMINATED}
PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")


def rows(section: int | str) -> list[list[str]]:
    """The example rows of a section."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")
    ]
    return [line for line in lines if re.fullmatch(rf"{section}-\d+", line[0])]


@pytest.mark.parametrize("row", rows(3), ids=lambda row: row[0])
def test_points_of_an_item(row: list[str]) -> None:
    """A clerk who recalculates the points of an item finds what the program gives."""
    _, demand, kind, other, actual, weight, rules, wanted = row
    keys: dict[str, Any] = {}
    judging = Rules()
    for part in filter(None, other.split("，")):
        name, _, value = part.partition("=")
        if name == "inverse":
            judging = judging._replace(inverse=value)
        elif name == "rounding":
            judging = judging._replace(rounding=Rounding(value))
        else:
            keys[name] = value
    one = weighed(indicator(None if demand == "无" else demand, kind, **keys), weight)
    found = scores_of([(one, WORDS.get(actual, actual))], rules, judging=judging).items[0]
    if wanted in {"未评", "不计"}:
        assert found.points is None
        assert (found.ground is Ground.NOT_APPLICABLE) == (wanted == "不计")
    else:
        assert str(found.points) == wanted


@pytest.mark.parametrize("row", rows("3b"), ids=lambda row: row[0])
def test_points_of_a_task(row: list[str]) -> None:
    """A person's grade brings the share that it names, without one what the page says."""
    _, state, graded, rules, wanted = row
    word = next((each for each in sorted(LEVELS, key=len, reverse=True) if graded.startswith(each)), "")
    part = graded.removeprefix(word).rstrip("%")
    grade = None
    if word:
        percent = Decimal(part).scaleb(-2) if part else None
        grade = Grade(LEVELS[word], "示例甲", date(2024, 1, 8), "专家组意见", percent)
    task = Task("x", "示例任务", Source("plan.yaml"), date(2023, 12, 31), reporters=("县科技局",), weight=Decimal(5))
    plan = replace(make_plan(tasks=(task,)), rules=Rules(scoring=scoring(rules)))
    found = task_score(TaskVerdict(task, STATES[state], overdue=False, grade=grade), plan, scoring(rules), task.due)
    assert found is not None
    assert str(found.points) == wanted


@pytest.mark.parametrize("row", rows(4), ids=lambda row: row[0])
def test_totals(row: list[str]) -> None:
    """A clerk who adds up the table comes to the total and finds its grade."""
    _, items, rules, added, wanted, grade = row
    total = scores_of(items, rules, *(adjustment(each) for each in filter(None, added.split("，")))).total
    assert ("无" if total.score is None else points_text(total.score, scoring(rules))) == wanted
    assert (total.grade or ("无" if total.score is None else "待定")) == grade


@pytest.mark.parametrize("row", rows(5), ids=lambda row: row[0])
def test_who_is_scored(row: list[str]) -> None:
    """Each department gets the points and the weight that the page gives it."""
    _, leads, helpers, rules, got, wanted = row
    one, value = item(got, "one", lead=tuple(leads.split("、")), support=tuple(helpers.split("、")))
    found = scores_of([(one, value)], rules).departments
    told = [
        f"{each.name}{points_text(each.total.score, scoring(rules))}/{weight_text(each.total.full)}"
        for each in found
        if each.total.score is not None
    ]
    assert told == wanted.split("，")


def test_there_are_examples() -> None:
    """The tables of the page are found at all."""
    assert [len(rows(section)) for section in (3, "3b", 4, 5)] == [36, 10, 16, 8]
