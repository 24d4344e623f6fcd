"""decisions.yaml as people write it: what is taken, and what is refused with its line and column."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from forms_support import DEPARTMENT, indicator, make_plan, period

from sctarget.grammar.errors import GrammarError
from sctarget.model.actual import TaskState
from sctarget.model.decision import Action, Decision
from sctarget.model.grade import GradeLevel, Tiers
from sctarget.model.quantity import TargetForm
from sctarget.model.scoring import Scoring
from sctarget.model.source import Source
from sctarget.readers.decisions import UnusableValueError, parse_decisions, read_decisions, read_value
from sctarget.readers.plan_log import PlanLog
from sctarget.writers.decisions_yaml import HEADER, append_decision

if TYPE_CHECKING:
    from sctarget.model.problem import Loaded

PLAN = make_plan()
INDICATORS = {item.id: item for item in PLAN.indicators}
GOOD = {
    "indicator": "hi_tech",
    "department": "县科技局",
    "period": "2023Q3",
    "action": "correct",
    "value": "16家",
    "raw": "'约16'",
    "who": "示例甲",
    "when": "2023-10-12",
    "why": "电话核实",
}


def entry(**changes: str | None) -> str:
    """One entry as a person writes it; a key changed to None is left out."""
    facts = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in facts.items()) + "\n"


def read(text: str) -> Loaded[tuple[Decision, ...]]:
    return parse_decisions(text, PLAN, PlanLog("decisions.yaml"))


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


def test_an_entry_is_read_with_its_place() -> None:
    """Every fact of a decision arrives, the value as an exact number of the row's unit."""
    loaded = read("# 示例数据\n" + entry())
    assert loaded.problems == ()
    (decision,) = loaded.value
    assert decision == Decision(
        "hi_tech",
        DEPARTMENT,
        period("2023Q3"),
        Action.CORRECT,
        "示例甲",
        date(2023, 10, 12),
        "电话核实",
        Source("decisions.yaml", line=2, column=3),
        Decimal(16),
        "约16",
    )


@pytest.mark.parametrize(
    ("word", "action"),
    [("确认", Action.CONFIRM), ("confirm", Action.CONFIRM), ("改正", Action.CORRECT), ("waive", Action.WAIVE)],
)
def test_actions_may_be_chinese(word: str, action: Action) -> None:
    """A clerk writes 确认 as well as confirm."""
    value = None if action is Action.WAIVE else "16"
    (decision,) = read(entry(action=word, value=value)).value
    assert decision.action is action


def test_a_department_may_be_called_by_its_alias() -> None:
    """县科学技术局 in the file is the 县科技局 of the plan."""
    (decision,) = read(entry(department="县科学技术局")).value
    assert decision.department == DEPARTMENT


def test_a_date_may_be_written_in_chinese() -> None:
    """2023年10月12日 is a date too."""
    assert read(entry(when="2023年10月12日")).value[0].when == date(2023, 10, 12)


@pytest.mark.parametrize("missing", ["indicator", "department", "period", "action", "who", "when", "why", "value"])
def test_what_is_missing_is_said(missing: str) -> None:
    """Without who, when, why (or what) nothing is decided; the message says what to add."""
    for text in (entry(**{missing: None}), entry(**{missing: ""})):
        loaded = read(text)
        assert loaded.value == ()
        (problem,) = loaded.problems
        assert problem.code == "decision_incomplete"
        assert problem.severity == "rejected"
        assert f"{missing}: " in problem.message
        assert str(problem.source) == "decisions.yaml:1:3"


@pytest.mark.parametrize(
    ("changes", "code", "hint"),
    [
        ({"indicator": "hitech"}, "decision_indicator_unknown", "是不是“hi_tech”？"),
        ({"indicator": "高企数"}, "decision_indicator_unknown", "是不是“hi_tech”？"),
        ({"indicator": "zzz"}, "decision_indicator_unknown", "请核对 indicator"),
        ({"department": "县科技"}, "decision_department_unknown", "是不是“县科技局”？"),
        ({"action": "同意"}, "decision_action_unknown", "确认"),
        ({"period": "2023年三季度"}, "not_a_period", "是不是“2023Q3”？"),
        ({"when": "上周"}, "decision_date", "2023-10-12"),
        ({"when": "2023-13-01"}, "decision_date", "2023-13-01"),
        ({"value": "约16家"}, "decision_value", "不是确数"),
        ({"value": "15-17"}, "decision_value", "不是确数"),
        ({"value": "16项"}, "decision_value", "请按“家”写"),
        ({"value": "见附件"}, "decision_value", "不是数量"),
        ({"action": "不涉及"}, "decision_value_needless", "删去 value"),
        ({"by": "某人"}, "key_unknown", "这里可以写：indicator"),
        ({"raw": "[16]"}, "not_a_text", "raw"),
    ],
)
def test_what_cannot_be_understood_is_refused(changes: dict[str, str], code: str, hint: str) -> None:
    """Nothing is guessed: the entry is not applied, and the message says what to write."""
    loaded = read(entry(**changes))
    assert loaded.value == ()
    assert [problem.code for problem in loaded.problems] == [code]
    assert hint in loaded.problems[0].message
    source = loaded.problems[0].source
    assert source is not None
    assert source.line is not None


def test_all_errors_are_found_in_one_pass_and_good_entries_stay() -> None:
    """One wrong entry does not hide the next, nor spoil the one that is right."""
    loaded = read(entry(who=None) + entry(indicator="share", value="0.4%") + entry(action="同意", when="昨天"))
    assert [decision.indicator for decision in loaded.value] == ["share"]
    assert sorted(problem.code for problem in loaded.problems) == [
        "decision_action_unknown",
        "decision_date",
        "decision_incomplete",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("decisions: []\n", "not_a_list"),
        ("- 确认\n", "not_a_mapping"),
        (entry(value="%16"), "yaml_reserved"),
        ("- indicator: hi_tech\n  indicator: share\n", "key_repeated"),
    ],
)
def test_a_file_of_another_shape(text: str, code: str) -> None:
    """A file that is no list of entries is said to be none; a broken one decides nothing."""
    loaded = read(text)
    assert loaded.value == ()
    assert code in [problem.code for problem in loaded.problems]


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "\n\n", "[]\n"])
def test_an_empty_file_decides_nothing(text: str) -> None:
    """A file that waits for its first entry is no error."""
    assert read(text) == ((), ())


def test_the_last_entry_on_one_state_of_a_cell_counts() -> None:
    """Who changes his mind adds a line; the earlier one is said to be replaced."""
    loaded = read(entry(value="15家") + entry(value="16家") + entry(raw="'17'", value="17"))
    assert [decision.value for decision in loaded.value] == [16, 17]
    (problem,) = loaded.problems
    assert problem.code == "decision_replaced"
    assert "第1行" in problem.message


TASK: dict[str, str | None] = {"indicator": "park", "value": "已完成", "raw": "基本完成"}


def test_a_task_is_decided_by_its_state() -> None:
    """For a task the value is one of the four words of its drop-down; written, it reads back."""
    (decision,) = read(entry(**TASK)).value
    assert (decision.indicator, decision.state, decision.value) == ("park", TaskState.DONE, None)
    (again,) = read(append_decision("", decision)).value
    assert again._replace(source=decision.source) == decision


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": "差不多"}, "decision_task"),
        ({"action": "waive", "value": None}, "decision_task"),
        ({"action": "confirm"}, "decision_task"),
        ({"value": None}, "decision_incomplete"),
    ],
)
def test_what_cannot_be_decided_about_a_task(changes: dict[str, str | None], code: str) -> None:
    """A task has no figure to confirm, and cannot be waived."""
    loaded = read(entry(**(TASK | changes)))
    assert loaded.value == ()
    assert [problem.code for problem in loaded.problems] == [code]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("contracts", "1.2", "1.2"),
        ("contracts", "1.2亿元", "1.2"),
        ("contracts", "12000万元", "1.2"),
        ("contracts", "1.2亿", "1.2"),
        ("hi_tech", "１６家", "16"),
        ("hi_tech", "1,016", "1016"),
        ("share", "40%", "40"),
        ("share", "40", "40"),
        ("share", "0.4%", "0.4"),
        ("envoys", "120家", "120"),
        ("coverage", "3.2件/万人", "3.2"),
    ],
)
def test_a_decided_value_is_in_the_unit_of_its_row(key: str, text: str, value: str) -> None:
    """A value may be written in any unit that converts exactly; 0.10 stays exact."""
    assert read_value(text, INDICATORS[key]) == Decimal(value)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("share", "0.4", "0.4%还是40%"),
        ("share", "40个百分点", "不是“%”"),
        ("hi_tech", "16项", "“项”"),
        ("hi_tech", "16以上", "不是确数"),
        ("hi_tech", "预计16", "不是确数"),
        ("hi_tech", "3+2", "算式"),
    ],
)
def test_a_value_that_leaves_a_doubt_is_refused(key: str, text: str, said: str) -> None:
    """0.4 in a percent row is asked about, as on the form."""
    with pytest.raises((UnusableValueError, GrammarError), match=re.escape(said)):
        read_value(text, INDICATORS[key])


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    """Most projects have no decisions.yaml, and that is nothing to report."""
    assert read_decisions(tmp_path / "decisions.yaml", PLAN) == ((), ())


def test_files_that_are_none(tmp_path: Path) -> None:
    """A folder, or a file in GBK, is said to be that."""
    (tmp_path / "decisions.yaml").mkdir()
    assert [each.code for each in read_decisions(tmp_path / "decisions.yaml", PLAN).problems] == ["decisions_not_file"]
    other = tmp_path / "other.yaml"
    other.write_bytes(entry().encode("gb18030"))
    assert [each.code for each in read_decisions(other, PLAN).problems] == ["file_encoding"]


@pytest.mark.parametrize(
    "raw",
    [
        "约16",
        "",
        "3+2（含\n2家）",
        "# 注释",
        "'单' \"双\" \\ : - *",
        "\u200b16\u3000",
        "a\tb",
        "𠮷",
        "\u2028",
        "%",
        "no",
    ],
)
@pytest.mark.parametrize("action", list(Action))
def test_what_is_written_reads_back(action: Action, raw: str) -> None:
    """Whatever stood in the cell, the entry says it again unchanged."""
    graded = action is Action.GRADE
    value = None if graded or action is Action.WAIVE else Decimal("0.10")
    decision = Decision(
        "park" if graded else "contracts",
        DEPARTMENT,
        period("2023-09"),
        action,
        "示例甲: “主任”",
        date(2023, 10, 12),
        '口径：- 不含"上年" #1',
        Source("decisions.yaml", line=4, column=3),
        value,
        raw,
        grade=GradeLevel.PARTLY if graded else None,
        share=Decimal("0.655") if graded else None,
    )
    loaded = read(append_decision("", decision, "亿元"))
    assert loaded.problems == ()
    assert loaded.value == (decision,)
    assert str(loaded.value[0].value) == str(value)


@pytest.mark.parametrize("before", [entry(), entry().rstrip(), "# 我的备注\r\n" + entry().replace("\n", "\r\n")])
def test_a_person_s_own_lines_stay(before: str) -> None:
    """Adding an entry touches nothing that stands in the file, comments and line ends included."""
    decision = read(entry(indicator="share", value="41%", raw="'41左右'")).value[0]
    after = append_decision(before, decision, "%")
    assert after.startswith(before)
    assert ("\r\n" in before) == ("\r\n" in after[len(before) :])
    assert [each.indicator for each in read(after).value] == ["hi_tech", "share"]
    assert HEADER not in after


def test_the_example_of_the_manual() -> None:
    """The entry that docs/decisions.md shows is read as it says."""
    page = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    plan = make_plan(indicator("fiscal_st_exp", "本级财政科技支出", "亿元", "0.18", reporters=("县财政局",)))
    loaded = parse_decisions(example, plan, PlanLog("decisions.yaml"))
    assert loaded.problems == ()
    assert [(each.value, each.raw) for each in loaded.value] == [(Decimal("0.18"), "1.8千万")]


def test_an_indented_list_goes_on_indented() -> None:
    """A person who indents the list gets the new entry at the same place."""
    before = "".join(f"  {line}\n" for line in entry().splitlines())
    after = append_decision(before, read(entry(indicator="share", value="41%")).value[0], "%")
    assert len(read(after).value) == 2


def graded(**changes: str | None) -> str:
    """A grade for the task of the plan as a person writes it."""
    facts: dict[str, str | None] = {"indicator": "park", "action": "grade", "grade": "达成", "raw": "'已完成'"}
    return entry(value=None, **(facts | changes))


@pytest.mark.parametrize(
    ("word", "share", "level"),
    [
        ("达成", "80%", GradeLevel.ACHIEVED),
        ("达成", "100", GradeLevel.ACHIEVED),
        ("部分达成", "79.9%", GradeLevel.PARTLY),
        ("missed", "0%", GradeLevel.MISSED),
        ("未达成", None, GradeLevel.MISSED),
    ],
)
def test_a_grade_is_read_with_its_share(word: str, share: str | None, level: GradeLevel) -> None:
    """达成 takes 80 to 100 %, 部分达成 60 up to 80, 未达成 less; the share may be left out."""
    loaded = read(graded(grade=word, share=share))
    assert loaded.problems == ()
    (decision,) = loaded.value
    assert (decision.action, decision.grade, decision.value) == (Action.GRADE, level, None)
    assert decision.share == (None if share is None else Decimal(share.rstrip("%")) / 100)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": None}, "decision_incomplete"),
        ({"grade": "优秀"}, "decision_grade_unknown"),
        ({"share": "79%"}, "decision_share"),
        ({"grade": "部分达成", "share": "80%"}, "decision_share"),
        ({"grade": "未达成", "share": "-1"}, "decision_share"),
        ({"indicator": "hi_tech"}, "decision_grade_figure"),
    ],
)
def test_what_is_no_grade(changes: dict[str, str | None], code: str) -> None:
    """A tier that is not there, a share of another tier, a target that has a figure: refused with the reason."""
    assert codes(graded(**changes)) == [code]


def test_a_grade_takes_no_value() -> None:
    """Whoever wants to change the figure writes an entry of its own."""
    assert codes(graded() + "  value: 16\n") == ["decision_grade_value"]


def test_a_direction_can_be_graded_beside_its_figure() -> None:
    """有较大提升: one entry corrects the figure, another grades it; both stay."""
    rising = replace(INDICATORS["share"], target=replace(INDICATORS["share"].target, form=TargetForm.DIRECTION))  # type: ignore[type-var]
    plan = make_plan(rising)
    text = entry(indicator="share", value="41%", raw="'41左右'") + graded(indicator="share", raw="'41左右'")
    loaded = parse_decisions(text, plan, PlanLog("decisions.yaml"))
    assert loaded.problems == ()
    assert [each.action for each in loaded.value] == [Action.CORRECT, Action.GRADE]


def test_the_plan_may_set_the_tiers() -> None:
    """Where 部分达成 begins at 50 % by the plan, 55 % fits it; by the usual tiers it does not."""
    text = graded(grade="部分达成", share="55%")
    assert codes(text) == ["decision_share"]
    rules = PLAN.rules._replace(scoring=Scoring(tiers=Tiers(partly=Decimal("0.5"))))
    loaded = parse_decisions(text, replace(PLAN, rules=rules), PlanLog("decisions.yaml"))
    assert loaded.problems == ()
    assert loaded.value[0].share == Decimal("0.55")
