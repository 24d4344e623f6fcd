"""Lines of decisions.yaml that change a score: what is read, what is refused, what is left to the other reader."""

from __future__ import annotations

import textwrap
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sctarget.model.period import parse_period
from sctarget.model.scoring import AdjustmentKind, Amount
from sctarget.readers.adjustments import ADJUSTMENT_KEYS, read_adjustments
from sctarget.readers.decisions import read_decisions
from sctarget.readers.plan_yaml import read_plan

PLAN = """\
plan:
  id: shili-2023
  title: 示例县2023年科技工作要点
  issuer: 县科技局
  period: 2023
  departments: [{name: 示例县科技局, aliases: [县科技局]}]
  %s
indicators:
  - {id: rd, name: 研发经费支出, target: 0.16亿元以上, kind: flow, lead: 县统计局, weight: 10}
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局}
"""
PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"


def files(
    folder: Path, decisions: str, rules: str = "rules: {scoring: {late: 0.5}}", weight: str = ", weight: 10"
) -> Path:
    """A plan with its decisions beside it; returns the path of the latter."""
    (folder / "plan.yaml").write_text((PLAN % rules).replace(", weight: 10", weight), encoding="utf-8")
    path = folder / "decisions.yaml"
    path.write_text(textwrap.dedent(decisions), encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[str], list[str]]:
    """What both readers say is wrong: codes with their lines."""
    plan = read_plan(path.parent / "plan.yaml").value
    assert plan is not None
    told = [
        [f"{each.source.line} {each.code}" for each in problems if each.source]
        for problems in (read_adjustments(path, plan).problems, read_decisions(path, plan).problems)
    ]
    return told[0], told[1]


def test_every_key_arrives(tmp_path: Path) -> None:
    """Names become the plan's, points and percentages are told apart, a late return costs what the plan says."""
    path = files(
        tmp_path,
        """\
        - action: deduct
          department: 县科技局
          indicator: rd
          points: 10%
          document: 示例发〔2023〕1号
          who: 示例甲
          when: 2023-12-01
          why: 台账差错
          period: 2023
        - {action: 迟报, department: 县统计局, who: 示例甲, when: 2023年12月2日, why: 迟交5天}
        - {action: bonus, indicator: rd, points: 1.5分, who: 示例乙, when: 2023-12-03, why: 获表彰}
        - {action: veto, department: 县科技局, who: 示例乙, when: 2023-12-04, why: 弄虚作假}
        """,
    )
    plan = read_plan(tmp_path / "plan.yaml").value
    assert plan is not None
    found = read_adjustments(path, plan)
    assert found.problems == ()
    first, late, bonus, veto = found.value
    assert (first.kind, first.points) == (AdjustmentKind.DEDUCT, Amount(Decimal("0.10"), share=True))
    assert (first.department, first.item, first.document) == ("示例县科技局", "rd", "示例发〔2023〕1号")
    assert (first.who, first.when, first.why, first.period) == (
        "示例甲",
        date(2023, 12, 1),
        "台账差错",
        parse_period("2023"),
    )
    assert (first.source.file, first.source.line) == (path.name, 1)
    assert (late.kind, late.points, late.when) == (AdjustmentKind.LATE, Amount(Decimal("0.5")), date(2023, 12, 2))
    assert (bonus.department, bonus.item, bonus.points) == (None, "rd", Amount(Decimal("1.5")))
    assert veto.points == Amount(Decimal(0))
    assert read_decisions(path, plan) == ((), ())


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{action: deduct, department: 县科技局, who: 甲, when: 2023-12-01, why: 差错}", "decision_incomplete"),
        ("{action: deduct, points: 1, who: 甲, when: 2023-12-01, why: 差错}", "decision_incomplete"),
        ("{action: deduct, department: 县科技局, points: 1, when: 2023-12-01, why: 差错}", "decision_incomplete"),
        (
            "{action: deduct, department: 县教育局, points: 1, who: 甲, when: 2023-12-01, why: 差错}",
            "decision_department_unknown",
        ),
        (
            "{action: deduct, indicator: rdd, points: 1, who: 甲, when: 2023-12-01, why: 差错}",
            "decision_indicator_unknown",
        ),
        ("{action: deduct, department: 县科技局, points: 一分, who: 甲, when: 2023-12-01, why: 差错}", "not_points"),
        ("{action: deduct, department: 县科技局, points: -1, who: 甲, when: 2023-12-01, why: 差错}", "not_points"),
        ("{action: deduct, department: 县科技局, points: 1, who: 甲, when: 去年, why: 差错}", "decision_date"),
        ("{action: deduct, department: 县科技局, point: 1, who: 甲, when: 2023-12-01, why: 差错}", "key_unknown"),
        ("{action: veto, department: 县科技局, points: 5, who: 甲, when: 2023-12-01, why: 造假}", "adjustment_points"),
        ("{action: exempt, indicator: rd, who: 甲, when: 2023-12-01, why: 取消}", "exempt_not_a_task"),
        ("{action: 免计, department: 县科技局, who: 甲, when: 2023-12-01, why: 取消}", "decision_incomplete"),
        ("{action: bonus, indicator: sme, points: 5, who: 甲, when: 2023-12-01, why: 表彰}", "adjustment_unweighted"),
    ],
)
def test_what_cannot_be_applied_is_refused(tmp_path: Path, entry: str, code: str) -> None:
    """A slip costs nobody points: the line is named, and not applied."""
    path = files(tmp_path, f"- {entry}\n")
    plan = read_plan(tmp_path / "plan.yaml").value
    assert plan is not None
    found = read_adjustments(path, plan)
    assert found.value == ()
    assert code in {each.code for each in found.problems}
    assert all(each.severity.blocking for each in found.problems)


def test_both_readers_share_the_file(tmp_path: Path) -> None:
    """Decisions on figures and adjustments of scores stand in one file; no reader trips over the other's."""
    path = files(
        tmp_path,
        """\
        - {indicator: rd, department: 县统计局, period: 2023, action: confirm, who: 甲, when: 2023-12-01, why: 核实}
        - {action: deduct, department: 县统计局, points: 1, who: 甲, when: 2023-12-01, why: 差错}
        - {action: fine, department: 县统计局, points: 1, who: 甲, when: 2023-12-01, why: 差错}
        """,
    )
    adjusting, deciding = read(path)
    assert adjusting == []
    assert "3 decision_action_unknown" in deciding
    assert not [each for each in deciding if each.startswith("2")]


def test_the_same_line_twice_counts_twice_and_is_told(tmp_path: Path) -> None:
    """Two equal deductions may be two events or one slip; both count, and the second line is named."""
    line = "- {action: deduct, department: 县统计局, points: 1, who: 甲, when: 2023-12-01, why: 差错}\n"
    path = files(tmp_path, line * 2)
    plan = read_plan(tmp_path / "plan.yaml").value
    assert plan is not None
    assert len(read_adjustments(path, plan).value) == 2
    assert read(path)[0] == ["2 adjustment_repeated"]


def test_adjustments_of_an_unscored_plan_are_told(tmp_path: Path) -> None:
    """Whoever deducts points where nothing has a weight is told that it did nothing."""
    path = files(
        tmp_path, "- {action: late, department: 县统计局, who: 甲, when: 2023-12-01, why: 迟交}\n", "groups: []", ""
    )
    assert read(path) == (["1 decision_incomplete"], ["1 adjustment_without_scoring"])


def test_no_file_no_adjustments(tmp_path: Path) -> None:
    """A project without decisions.yaml has none."""
    files(tmp_path, "")
    plan = read_plan(tmp_path / "plan.yaml").value
    assert plan is not None
    assert read_adjustments(tmp_path / "没有.yaml", plan) == ((), ())


def test_manual_names_every_key() -> None:
    """Each key of an adjustment stands in the manual."""
    text = PAGE.read_text(encoding="utf-8")
    assert [key for key in ADJUSTMENT_KEYS if f"{key}:" not in text and f"`{key}`" not in text] == []
