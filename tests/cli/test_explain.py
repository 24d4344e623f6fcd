"""sctarget explain on the command line: which item is meant, what is printed, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, TOP, answer, project, sctarget, within
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
    assert "判定日以后的：2023年 县统计局，读作0.1728亿元" in ran.out


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


def lines_of(example: str, word: str, *options: str) -> list[str]:
    """The lines of an example's explanation, not broken."""
    ran = within("explain", word, TOP / "examples" / example / "plan.yaml", *options, "--format", "markdown")
    assert ran.code == 0, ran.err
    return [line.removeprefix("- ").replace("\\", "") for line in ran.out.splitlines()]


def test_counted_tasks_are_named() -> None:
    """Of 4 tasks done of 5 a leader sees which one is not, how far it is and who has it."""
    lines = lines_of("shili-2023", "key_tasks")
    assert "没有完成的：完成企业研发机构摸底（推进中，逾期，示例县工信局）" in lines
    assert any(line.startswith("已完成的：召开科技创新大会、") for line in lines)


def test_parts_beside_their_whole() -> None:
    """Every part with its figure and status, and what they come to: 2 + 3 + 1 are the 6 of the whole."""
    lines = lines_of("shili-2023", "platforms")
    assert "其中：重点实验室2个（完成）；技术创新中心3个（超额完成）；科普基地1家（完成）" in lines
    assert "其中项合计6个，与总数相等" in lines


def test_a_superseded_figure_says_so() -> None:
    """The estimate of December that January's final figure replaced is marked, also when it is long past."""
    old = "2022年科技指标完成情况_区科技局（12月预计）.xlsx [填报表!H8]"
    assert f"已被更正：2022年 区科技局，读作14家（预计）（{old}）" in lines_of(
        "maiji-2022-2025", "hte_stock", "--as-of", "2022"
    )
    assert f"往期，已被更正：2022年 区科技局，读作14家（预计）（{old}）" in lines_of("maiji-2022-2025", "hte_stock")


def test_figures_of_other_periods_in_the_plan() -> None:
    """Interim targets and the history that the plan itself knows stand with the target."""
    assert "阶段目标：2022年15家；2023年17家；2024年20家" in lines_of("maiji-2022-2025", "hte_stock")
    assert "历史数：2022年23份" in lines_of("shili-2023", "contracts")


def test_which_of_two_targets_counts() -> None:
    """A revised target is judged by when the day is behind it; before, the original one, and what is coming."""
    assert "判定日期在调整之后，按调整后的目标判（docs/judging.md 第11.1条）" in lines_of("shili-2023", "hte")
    early = lines_of("shili-2023", "hte", "--as-of", "2023-06-30")
    assert "将调整为“12家以上”（2023-10-20，示例政发〔2023〕8号），判定日期还没有生效" in early
    assert not any("判定日期在调整之后" in line for line in early)


@pytest.mark.parametrize(
    ("example", "word", "said"),
    [
        ("shili-2023", "rd_intensity", "研发经费支出1.66亿元 ÷ 地区生产总值96.5亿元 × 100 ≈ 1.7202%"),
        ("shili-2023", "contracts", "目标推算：2022年23份（计划里的历史数） × (1 ＋ 28%) ＝ 29.44份，取整为30份"),
        ("shili-2023", "satisfaction", "由示例甲于2024-01-15评定为达成（92%）"),
        ("shili-2024", "energy", "没有达到目标：6分 × 完成率94.5%（0.945454545454…） = 5.672727272727…"),
        ("shili-2024", "demo_bases", "经决定不涉及，不计分"),
        ("dazhou-2020", "tech_contract_value", "照平均速度，2020年底约3080万元（2870—3270万元），不能达到目标"),
        ("dazhou-2020", "tech_contract_value", "前9个月月均256.67万元，剩余3个月需月均1096.67万元"),
        ("maiji-2022-2025", "tech_commissioner", "以上合成一个数：212人"),
        ("county-2023", "fiscal_st_share", "数据部门还没有公布当期的数：未出数"),
    ],
)
def test_the_ground_of_every_kind(example: str, word: str, said: str) -> None:
    """Derived targets, formulas, grades, points, forecast, required rate, sums, absences: each in one sentence."""
    assert any(said in line for line in lines_of(example, word))


@pytest.mark.parametrize(
    ("example", "word", "sentence"),
    [
        ("shili-2023", "contracts", "技术合同数30份，如数完成年度目标30份（比上年增长28%以上），比上年增长30.4%。"),
        ("shili-2024", "energy", "应控制在0.52吨标准煤/万元以内，实际为0.55吨标准煤/万元"),
        (
            "dazhou-2020",
            "tech_contract_value",
            "比序时进度落后33.8个百分点（应达4200万元），尚差3290万元，进度严重滞后。",
        ),
        ("county-2023", "fiscal_st_share", "科技投入占本级财政预算支出尚未出数。"),
    ],
)
def test_one_sentence_for_a_leader(example: str, word: str, sentence: str) -> None:
    """Right under the verdict one sentence says it all, in the words of the report."""
    lines = lines_of(example, word)
    said = lines[lines.index("## 结论") + 3]
    assert said.startswith("一句话：")
    assert sentence in said


def test_the_plan_is_named_without_its_folder(plan: Path) -> None:
    """What is pasted into a note names the plan's line, not the folders of this computer."""
    out = within("explain", "rd", plan.resolve()).out
    assert "计划文件：plan.yaml:3:5" in out
    assert str(plan.parent) not in out
