"""Every worked example of docs/judging.md comes out of the program as the page says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evaluate.support import evaluate, form, indicator, make_plan, target

from sctarget.evaluate.result import LIGHTS, Light, Status
from sctarget.evaluate.rounding import plain_text, shown, shown_percent
from sctarget.grammar.target import parse_quantity
from sctarget.model.actual import Absence
from sctarget.model.form import TASK_WORDS
from sctarget.model.grade import GRADE_WORDS, Grade
from sctarget.model.plan import PaceMethod, Revision, Rounding, Rules, Span, Task
from sctarget.model.source import Source
from sctarget.report.outlook import required_words

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Plan

PAGE = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")


def rows(pattern: str) -> list[list[str]]:
    """The table rows of the page whose first cell matches."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")
    ]
    return [line for line in lines if re.fullmatch(pattern, line[0])]


STATUS_ROWS = rows("[a-z_]+")
WORDS = {row[1]: Status(row[0]) for row in STATUS_ROWS}
EXAMPLES = [row for row in rows(r"\d+-\d+") if len(row) == 8]
COMPUTED = [row for row in rows(r"\d+-\d+") if len(row) == 6]
DISPLAYS = [row for row in rows(r"[\d.]+") if len(row) == 4]


def options(text: str) -> dict[str, Any]:
    """The keys of a cell such as ``baseline=3 (2021)，binding``."""
    keys: dict[str, Any] = {}
    for part in filter(None, re.split("，", text)):
        name, _, value = part.partition("=")
        keys[name] = value or True
    return keys


def conclude(row: list[str]) -> tuple[Verdict, Plan]:
    """The verdict of one example row, and the plan that it was judged by."""
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
        keys["milestones"] = {stage: words for stage, _, words in stages}
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
    figures = dict(part.split(" ") for part in actual.split("、")) if "、" in actual else {when: actual}
    plan = make_plan(one, over=over, rules=rules)
    forms = [form({"x": value}, past, **figure) for past, value in figures.items()]
    return evaluate(plan, *forms, as_of=as_of).verdicts[0], plan


def says_ahead(verdict: Verdict, claim: str, plan: Plan) -> bool | None:
    """Whether a verdict says what is claimed of the end; None where the claim is about something else."""
    forecast = verdict.outlook.forecast if verdict.outlook else None
    if claim == "不作预计":
        return forecast is None
    if claim in {"能达到", "不能达到"}:
        return forecast is not None and forecast.meets is (claim == "能达到")
    return required_words(verdict, plan) == claim if claim.startswith(("前", "剩余")) else None


def says(verdict: Verdict, claim: str, plan: Plan) -> bool:
    """Whether a verdict says what one part of a result cell claims."""
    if claim in WORDS:
        return verdict.status is WORDS[claim]
    if claim == "参考":
        return verdict.pace is not None and verdict.pace.reference
    if (said := says_ahead(verdict, claim, plan)) is not None:
        return said
    name, value = claim.split(" ")
    if name == "阶段":
        return verdict.milestone is not None and verdict.milestone.status is WORDS[value]
    pace, outlook, wanted = verdict.pace, verdict.outlook, verdict.indicator.target
    known: dict[str, Decimal | None] = {
        "目标": wanted.value if wanted else None,
        "完成率": verdict.completion,
        "增量完成率": verdict.progress,
        "差额": verdict.gap,
        "尚差": verdict.shortfall,
        "应达": pace.expected if pace else None,
        "应有": pace.expected_share if pace else None,
        "实际进度": pace.share if pace else None,
        "预计": outlook.forecast.value if outlook and outlook.forecast else None,
        "最慢": outlook.forecast.low if outlook and outlook.forecast else None,
        "最快": outlook.forecast.high if outlook and outlook.forecast else None,
        "所需": outlook.required.needed.amount if outlook and outlook.required else None,
    }
    found = known[name]
    if found is None or value == "无":
        return found is None and value == "无"
    return value == (shown_percent(found, [Decimal(1)], Rules()) if value.endswith("%") else plain_text(found))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row[0])
def test_worked_example(row: list[str]) -> None:
    """A clerk who recalculates an example of the page finds what the program says."""
    verdict, plan = conclude(row)
    wrong = [claim for claim in row[-1].split("；") if not says(verdict, claim, plan)]
    assert not wrong, verdict


def compute(row: list[str]) -> Evaluation:
    """The evaluation of one example row of section 10; what is computed comes first in the plan."""
    _, formula, unit, given, reported, _ = row
    parts = [part.split("=") for part in given.split("，")]
    absences = {word: Absence(status.value) for word, status in WORDS.items() if status.value in list(Absence)}
    if formula == "count_of":
        states = {**{state: word for word, state in TASK_WORDS.items()}, "unreported": "未报送"}
        sorts = [
            next(key for key, word in states.items() if word == name) for name, many in parts for _ in range(int(many))
        ]
        tasks = tuple(
            Task(f"t{number}", f"任务{number}", Source("plan.yaml"), date(2023, 12, 31), reporters=("县科技局",))
            for number in range(len(sorts))
        )
        done = {task.id: sort for task, sort in zip(tasks, sorts, strict=True) if sort != "unreported"}
        one = indicator(None, unit=unit, count_of="tasks")
        return evaluate(make_plan(one, tasks=tasks), form({"x": reported} if reported else {}, tasks=done))
    one = indicator(None, "ratio", unit=unit, formula=formula)
    figures = {name: parse_quantity(text) for name, text in parts if text not in absences}
    inputs = [
        indicator(None, key=name, role="input", unit=figures[name].unit.text if name in figures else "亿元")
        for name, _ in parts
    ]
    values = {name: str(figures[name].value) if name in figures else absences[text] for name, text in parts}
    return evaluate(make_plan(one, *inputs), form(values | ({"x": reported} if reported else {})))


@pytest.mark.parametrize("row", COMPUTED, ids=lambda row: row[0])
def test_computed_example(row: list[str]) -> None:
    """A clerk who works out a formula or counts the tasks of the page finds what the program says."""
    result = compute(row)
    verdict = result.verdicts[0]
    for claim in row[-1].split("；"):
        name, _, value = claim.partition(" ")
        if name == "数" and value == "无":
            assert verdict.actual is None
        elif name == "数":
            assert verdict.actual is not None
            digits = len(value.partition(".")[2])
            assert shown(verdict.actual.value, digits, [], Rounding.GBT8170) == value
        elif name == "问题":
            assert [problem.code for problem in result.problems] == [value]
        elif name == "暂定":
            assert verdict.provisional
        else:
            assert verdict.status is WORDS[name]


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
    assert {row[0].split("-")[0] for row in EXAMPLES} == {"1", "2", "3", "4", "5", "6", "8", "11", "12", "13"}
    assert len(DISPLAYS) == 6
    assert {row[0].split("-")[0] for row in COMPUTED} == {"10"}
