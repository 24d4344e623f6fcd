"""``report --by department``: a paper for each department, in Word and Markdown, never over what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, TOP, answer, project, sctarget
from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

PLAN = TOP / "examples" / "shili-2024" / "plan.yaml"


def test_a_word_file_for_each_department(tmp_path: Path) -> None:
    """Opened again each has its addressee, its points, its deductions with 文号, the day for objections."""
    ran = sctarget("report", PLAN, "--by", "department", "-o", tmp_path / "反馈单", "--reply-by", "2025-01-25")
    assert ran.code == 0, ran.err
    assert "已写出 6 个单位的反馈单" in ran.err
    assert ran.out == ""
    names = ["农业农村局", "工信局", "市场监管局", "教育局", "科技局", "财政局"]
    assert sorted(path.name for path in (tmp_path / "反馈单").iterdir()) == sorted(
        f"反馈单_示例县{name}.docx" for name in names
    )
    document = Document(str(tmp_path / "反馈单" / "反馈单_示例县工信局.docx"))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "示例县工信局：" in said
    assert any("得17.97分（百分制89.85分），等级差（一票否决）" in text for text in said)
    assert any("请于2025年1月25日（星期六）前向示例县科技局" in text for text in said)
    deductions = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert deductions[3] == [
        "3", "扣分：单位工业增加值能耗", "1.00", "核查发现能耗台账两处差错（示例甲，2025-01-18）", "—",
        "示例考办〔2025〕2号",
    ]  # fmt: skip
    assert [row[2] for row in deductions[1:]] == ["0.70", "0.33", "1.00", "—", "2.03"]


def test_one_department_in_markdown_under_our_own_title(tmp_path: Path) -> None:
    """An alias finds the department; title, signature and date are those given."""
    ran = sctarget(
        "report", PLAN, "--by", "department", "-o", tmp_path / "单", "--department", "县教育局", "--format", "md",
        "--title", "示例县2024年度考核反馈单", "--issuer", "示例县考核办", "--date", "2025-01-20",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    (path,) = (tmp_path / "单").iterdir()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 示例县2024年度考核反馈单\n\n示例县教育局：")
    assert text.endswith("示例县考核办\n\n2025年1月20日\n")
    assert "“科普活动参与人次”5分得了0.00分，未达原因没有填" in text


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """One file that is there already stops all of them; --force writes them."""
    folder = tmp_path / "反馈单"
    folder.mkdir()
    (folder / "反馈单_示例县财政局.docx").write_bytes(b"mine")
    asked = ("report", PLAN, "--by", "department", "-o", folder)
    refused = sctarget(*asked)
    assert refused.code == 2
    assert "没有覆盖" in refused.err
    assert [path.read_bytes() for path in folder.iterdir()] == [b"mine"]
    assert sctarget(*asked, "--force").code == 0
    assert len(list(folder.iterdir())) == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "反馈单.docx"], "-o 要写文件夹"),
        (["-o", "反馈单", "--brief"], "不能与 --brief 同用"),
        (["-o", "反馈单", "--to", "县人民政府"], "不能与 --to 同用"),
        (["-o", "反馈单", "--department", "没有的局"], "计划里没有单位“没有的局”"),
        (["-o", "actuals/反馈单"], "反馈单会被当成收回的表"),
        (["-o", "反馈单", "--reply-by", "下周"], "--reply-by"),
        (["-o", "反馈单", "--format", "md", "--fonts", "gbk"], "--fonts 和 --spacing 只用于 Word"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, options: list[str], said: str) -> None:
    """A wrong option is a usage error that says what to do, and nothing is written."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    ran = sctarget("report", "--by", "department", *options, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "反馈单").exists()


@pytest.mark.parametrize("option", [("--department", "县科技局"), ("--reply-by", "2024-01-20"), ("--format", "md")])
def test_options_of_the_feedback_need_it(tmp_path: Path, option: tuple[str, str]) -> None:
    """An option that would be ignored is refused."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    ran = sctarget("report", "-o", "报告.docx", *option, cwd=tmp_path)
    assert ran.code == 2
    assert "要和 --by department 一起用" in ran.err


def test_a_plan_without_weights_has_letters_too(tmp_path: Path) -> None:
    """Verdicts are told without points."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    assert sctarget("report", "--by", "department", "-o", "反馈单", "--format", "md", cwd=tmp_path).code == 0
    text = (tmp_path / "反馈单" / "反馈单_县统计局.md").read_text(encoding="utf-8")
    assert "研发经费支出" in text
    assert "分值" not in text
