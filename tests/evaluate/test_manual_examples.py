"""Every worked example of docs/judging.md comes out of the program as the page says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import indicator, judge, target

from sctarget.evaluate.result import LIGHTS, Light, Status
from sctarget.evaluate.rounding import plain_text, shown, shown_percent
from sctarget.model.grade import GRADE_WORDS, Grade
from sctarget.model.plan import PaceMethod, Revision, Rounding, Rules, Span

if TYPE_CHECKING:
    from sctarget.evaluate.result import Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")


def rows(pattern: str) -> list[list[str]]:
    """The table rows of the page whose first cell matches."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")
    ]
    return [line for line in lines if re.fullmatch(pattern, line[0])]


STATUS_ROWS = rows("[a-z_]+")
WORDS = {row[1]: Status(row[0]) for row in STATUS_ROWS}
EXAMPLES = rows(r"\d+-\d+")
DISPLAYS = [row for row in rows(r"[\d.]+") if len(row) == 4]


def options(text: str) -> dict[str, Any]:
    """The keys of a cell such as ``baseline=3 (2021)，binding``."""
    keys: dict[str, Any] = {}
    for part in filter(None, re.split("，", text)):
        name, _, value = part.partition("=")
        keys[name] = value or True
    return keys


def conclude(row: list[str]) -> Verdict:
    """The verdict of one example row."""
    _, over, demand, kind, other, when, actual, _ = row
    keys = options(other)
    as_of = keys.pop("as_of", None)
    late = keys.pop("back_loaded", "0/0/0").split("/")
    first, half, third = (Decimal(share).scaleb(-2) for share in late)
    rules = Rules(inverse=keys.pop("inverse", "T/A"), back_loaded=(first, half, third))
    if "span" in keys:
        keys["span"] = Span(keys["span"])
    if "pace" in keys:
        keys["pace"] = PaceMethod(keys["pace"])
    if "data_year" in keys:
        keys["data_year"] = int(keys["data_year"])
    if "milestones" in keys:
        stages = (stage.partition(" ") for stage in keys["milestones"].split("、"))
        keys["milestones"] = {period: words for period, _, words in stages}
    if "revised" in keys:
        day, _, words = keys["revised"].partition(" ")
        changed = Revision(target(words), words, date.fromisoformat(day) if day else None, None)
        keys["revised"] = (changed,)
    figure: dict[str, Any] = {}
    if "last_year" in keys:
        figure["last_year"] = Decimal(keys.pop("last_year"))
    if "grade" in keys:
        level = next(each for each, word in GRADE_WORDS.items() if word == keys["grade"])
        figure["grade"] = Grade(level, "示例甲", date(2024, 1, 10), "专家组意见")
        del keys["grade"]
    one = indicator(None if demand == "无" else demand, kind, **keys)
    return judge(one, actual, when, over=over, as_of=as_of, rules=rules, **figure)


def says(verdict: Verdict, claim: str) -> bool:
    """Whether a verdict says what one part of a result cell claims."""
    if claim in WORDS:
        return verdict.status is WORDS[claim]
    if claim == "参考":
        return verdict.pace is not None and verdict.pace.reference
    name, value = claim.split(" ")
    if name == "阶段":
        return verdict.milestone is not None and verdict.milestone.status is WORDS[value]
    pace, wanted = verdict.pace, verdict.indicator.target
    known: dict[str, Decimal | None] = {
        "目标": wanted.value if wanted else None,
        "完成率": verdict.completion,
        "增量完成率": verdict.progress,
        "差额": verdict.gap,
        "尚差": verdict.shortfall,
        "应达": pace.expected if pace else None,
        "应有": pace.expected_share if pace else None,
        "实际进度": pace.share if pace else None,
    }
    found = known[name]
    if found is None or value == "无":
        return found is None and value == "无"
    return value == (shown_percent(found, [Decimal(1)], Rules()) if value.endswith("%") else plain_text(found))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row[0])
def test_worked_example(row: list[str]) -> None:
    """A clerk who recalculates an example of the page finds what the program says."""
    verdict = conclude(row)
    wrong = [claim for claim in row[-1].split("；") if not says(verdict, claim)]
    assert not wrong, verdict


@pytest.mark.parametrize("row", DISPLAYS, ids=lambda row: row[0])
def test_displayed_example(row: list[str]) -> None:
    """The page's examples of display print as the page says."""
    value, digits, threshold, text = row
    assert shown(Decimal(value), int(digits), [Decimal(threshold)], Rounding.GBT8170) == text


def test_status_table_is_complete() -> None:
    """Every status stands on the page with the light it has in the program."""
    lights = {"绿": Light.GREEN, "黄": Light.YELLOW, "红": Light.RED, "灰": Light.GREY}
    assert {Status(row[0]): lights[row[2]] for row in STATUS_ROWS} == LIGHTS


def test_there_are_examples() -> None:
    """The tables of the page are found at all, section by section."""
    assert {row[0].split("-")[0] for row in EXAMPLES} == {"1", "2", "3", "4", "5", "6", "8", "11", "12"}
    assert len(DISPLAYS) == 6
