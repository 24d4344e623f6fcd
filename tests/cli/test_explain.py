"""sctarget explain on the command line: which item is meant, what is printed, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, answer, project, sctarget
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """\
plan: {id: shili-2023, title: 示例县2023年科技工作要点, issuer: 县科技局, period: 2023}
indicators:
  - id: rd
    name: 研发经费支出
    target: 达到0.16亿元以上
    kind: flow
    lead: 县统计局
    at: 预期指标第2条
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局, aliases: [科小]}
  - {id: hte_new, name: 高新技术企业, scope: 新增, target: 1家以上, kind: flow, lead: 县科技局}
  - {id: hte_stock, name: 高新技术企业, scope: 期末, target: 3家以上, kind: stock, lead: 县科技局}
tasks:
  - {id: park, name: 农业科技园区通过验收, due: 2023-12-31, lead: 县科技局}
"""
ANSWERS: dict[str, dict[str, object]] = {
    **GOOD,
    "rd": {"actual": "1728万元"},
    "hte_new": {"actual": 1},
    "hte_stock": {"actual": 3},
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = project(tmp_path, PLAN)
    answer(path, ANSWERS)
    return path


def test_the_way_of_a_figure_from_cell_to_status(plan: Path) -> None:
    """Target with its places, cell with hash, conversion, every quotient with its numbers, the rule: exit 0."""
    ran = sctarget("explain", "rd", plan, COLUMNS="80")
    assert ran.code == 0, ran.err
    lines = [line.strip() for line in ran.out.splitlines()]
    assert lines[0] == "研发经费支出（rd）"
    assert "原文：达到0.16亿元以上" in lines
    assert "读作：0.16亿元以上（≥，含本数）" in lines
    assert "文件里的位置：预期指标第2条" in lines
    assert any(line.startswith("SHA-256 ") and len(line) == 72 for line in lines)
    assert "原填“1728万元”，读作0.1728亿元（最终）" in lines
    assert "已换算为0.1728亿元" in ran.out
    assert "完成率 = 实际 ÷ 目标 = 0.1728 ÷ 0.16 = 108.0%（精确值 1.08）" in lines
    assert "差额 = 实际 － 目标 = 0.1728 － 0.16 = 0.0128亿元（超目标0.0128亿元）" in lines
    assert "所以是超额完成（docs/judging.md 第4节）" in lines
    assert max(map(cell_len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("word", ["sme", "科技型中小企业", "科小", " 科小 "])
def test_an_item_goes_by_id_name_or_alias(plan: Path, word: str) -> None:
    """The exact id, the name, or any alias."""
    assert sctarget("explain", word, plan).out.startswith("科技型中小企业（sme）")


def test_a_name_with_its_scope(plan: Path) -> None:
    """高新技术企业（期末） is one of two of that name."""
    assert "（hte_stock）" in sctarget("explain", "高新技术企业（期末）", plan).out


def test_a_name_that_two_share(plan: Path) -> None:
    """The bare name is ambiguous: both are listed with their ids, exit 2."""
    ran = sctarget("explain", "高新技术企业", plan)
    assert ran.code == 2
    assert "hte_new（高新技术企业（新增））；hte_stock（高新技术企业（期末））" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [("研发经费", "rd（研发经费支出）"), ("smee", "sme（"), ("园区验收", "park（"), ("zzzz", "见计划文件")],
)
def test_an_unknown_word(plan: Path, word: str, meant: str) -> None:
    """What may have been meant is suggested, exit 2."""
    ran = sctarget("explain", word, plan)
    assert ran.code == 2
    assert meant in ran.err


def test_a_task(plan: Path) -> None:
    """Tasks are explained too: who reported what, where, and whether it is overdue."""
    ran = sctarget("explain", "农业科技园区通过验收", plan)
    assert ran.code == 0
    assert "截至2023年12月31日：已完成" in ran.out
    assert "原填“已完成”" in ran.out
    assert "已有结果，不算逾期" in ran.out


def test_as_of_an_earlier_day(plan: Path) -> None:
    """On 30 June nothing had come in; the explanation says so, and why that is 未报送."""
    ran = sctarget("explain", "rd", plan, "--as-of", "2023-06-30")
    assert ran.code == 0
    assert "截至2023年6月30日：未报送" in ran.out
    assert "没有采用：2023年 县统计局，读作0.1728亿元" in ran.out


def test_files_may_be_named(plan: Path, tmp_path: Path) -> None:
    """PLAN and FILES stand behind the indicator as in check."""
    (file,) = (tmp_path / "actuals").glob("*县统计局.xlsx")
    assert "超额完成" in sctarget("explain", "rd", plan, file).out


def test_as_markdown(plan: Path) -> None:
    """For pasting into a note: headings and lists, people's marks escaped."""
    out = sctarget("explain", "rd", plan, "--format", "markdown").out
    assert out.startswith("# 研发经费支出（rd）\n")
    assert "## 计算\n\n- 差额 = " in out
    assert "\\[填报表!H5\\]" in out


def test_a_decision_is_part_of_the_way(plan: Path) -> None:
    """Who decided what, when and why stands with the cell that he decided on."""
    answer(plan, {**ANSWERS, "rd": {"actual": "见附件"}}, only="县统计局")
    entry = (
        '- {indicator: rd, department: 县统计局, period: 2023, action: 改正, value: 0.17亿元, raw: "见附件",\n'
        "   who: 示例甲, when: 2024-01-05, why: 电话补报}\n"
    )
    (plan.parent / "decisions.yaml").write_text(entry, encoding="utf-8")
    out = "".join(line.strip() for line in sctarget("explain", "rd", plan).out.splitlines())
    assert "原填“见附件”，按人工决定采用0.17亿元" in out
    assert "已由示例甲于2024-01-05改正为0.17亿元，理由：电话补报" in out
    assert "decisions.yaml:1:3" in out
    assert "0.17 ÷ 0.16 = 106.2%（精确值 1.0625）" in out
