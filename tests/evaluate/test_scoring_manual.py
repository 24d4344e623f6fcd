"""Every worked example of docs/scoring.md comes out of the program as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from evaluate.scoring_support import WORDS, adjustment, item, scores_of, weighed
from evaluate.support import indicator

from sctarget.evaluate.points import Ground
from sctarget.model.plan import Rounding, Rules

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")


def rows(section: int) -> list[list[str]]:
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


@pytest.mark.parametrize("row", rows(4), ids=lambda row: row[0])
def test_totals(row: list[str]) -> None:
    """A clerk who adds up the table comes to the total and finds its grade."""
    _, items, rules, added, wanted, grade = row
    total = scores_of(items, rules, *(adjustment(each) for each in filter(None, added.split("，")))).total
    assert ("无" if total.score is None else f"{total.score:.2f}") == wanted
    assert (total.grade or ("无" if total.score is None else "待定")) == grade


@pytest.mark.parametrize("row", rows(5), ids=lambda row: row[0])
def test_who_is_scored(row: list[str]) -> None:
    """Each department gets the points and the weight that the page gives it."""
    _, leads, helpers, rules, got, wanted = row
    one, value = item(got, "one", lead=tuple(leads.split("、")), support=tuple(helpers.split("、")))
    found = scores_of([(one, value)], rules).departments
    told = [f"{each.name}{each.total.score:.2f}/{float(each.total.full):g}" for each in found]
    assert told == wanted.split("，")


def test_there_are_examples() -> None:
    """The tables of the page are found at all."""
    assert [len(rows(section)) for section in (3, 4, 5)] == [36, 16, 5]
