"""``report --view score``: the self-evaluation table as a paper of its own, in every format."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, TOP, answer, project, sctarget
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

PLAN = TOP / "examples" / "shili-2024" / "plan.yaml"


def written(path: Path, *options: str) -> Path:
    ran = sctarget("report", PLAN, "--view", "score", "-o", path, *options)
    assert ran.code == 0, ran.err
    return path


def test_word_on_turned_pages(tmp_path: Path) -> None:
    """The paper form with every addend and the total, the departments, our own signature; nothing else."""
    document = Document(str(written(tmp_path / "自评表.docx", "--issuer", "示例县考核办", "--date", "2025-01-20")))
    assert {section.orientation for section in document.sections} == {WD_ORIENT.LANDSCAPE}
    own, departments = document.tables
    rows = [[cell.text for cell in row.cells] for row in own.rows]
    assert rows[0][:7] == ["序号", "一级指标", "二级指标", "年度指标值", "实际完成值", "分值", "得分"]
    assert rows[6][2:7] == ["技术合同成交额", "达到2.4亿元以上", "2.05亿元（预计）", "8", "6.83"]
    assert rows[-1][2] == "总得分（等级：良）"
    assert rows[-1][5:7] == ["100", "83.80"]
    assert len(departments.rows) == 7
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[-2:] == ["示例县考核办", "2025年1月20日"]
    assert "附件" not in "".join(texts)


def test_a_workbook_to_sum(tmp_path: Path) -> None:
    """Points are numbers: whoever adds up the column of the items comes to the sum below."""
    book = load_workbook(written(tmp_path / "自评表.xlsx"))
    assert book.sheetnames == ["自评表", "各单位得分"]
    rows = [[cell.value for cell in row] for row in book["自评表"].iter_rows()]
    head = next(row for row in rows if "得分" in row)
    name, points = head.index("二级指标"), head.index("得分")
    sums = {str(row[name]): row[points] for row in rows}
    assert sums["总得分（等级：良）"] == pytest.approx(83.80)
    items = [cell for row in rows[rows.index(head) + 1 :][:18] if isinstance(cell := row[points], int | float)]
    assert sum(items) == pytest.approx(83.96)


@pytest.mark.parametrize("suffix", [".md", ".csv", ".html"])
def test_texts(tmp_path: Path, suffix: str) -> None:
    """The same total in Markdown, CSV and HTML."""
    text = written(tmp_path / f"自评表{suffix}").read_text(encoding="utf-8-sig")
    assert "总得分（等级：良）" in text
    assert "83.80" in text
    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert ["序号", "一级指标", "二级指标"] in [row[:3] for row in rows]


def test_a_plan_without_weights_has_none(tmp_path: Path) -> None:
    """It says what is missing, and writes nothing."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    ran = sctarget("report", "--view", "score", "-o", "自评表.docx", cwd=tmp_path)
    assert ran.code == 2
    assert "weight" in ran.err
    assert not (tmp_path / "自评表.docx").exists()


@pytest.mark.parametrize("options", [("--brief",), ("--by", "department")])
def test_one_paper_at_a_time(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Options that ask for another paper are refused."""
    ran = sctarget("report", PLAN, "--view", "score", "-o", tmp_path / "x.docx", *options)
    assert ran.code == 2
    assert "--view" in ran.err
