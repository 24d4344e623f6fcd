"""``sctarget report`` the way a clerk meets it: what is written, what is said, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, answer, project, sctarget

if TYPE_CHECKING:
    from pathlib import Path

SHORT: dict[str, dict[str, object]] = {
    **GOOD,
    "sme": {"actual": 12, "reason": "两家企业迁出", "measures": "摸排后补报"},
    "park": {"actual": "推进中"},
}


def test_a_report_says_what_is_done_what_is_not_and_why(tmp_path: Path) -> None:
    """Title, overall result, each indicator, the department's own reason and measure, the task that is overdue."""
    plan = project(tmp_path)
    answer(plan, SHORT)
    ran = sctarget("report", "-o", "报告.md", cwd=tmp_path)
    assert ran.code == 0, ran.err
    text = (tmp_path / "报告.md").read_text("utf-8")
    for said in (
        "# 关于《示例县2023年科技工作要点》目标完成情况的报告",
        "2项指标中完成1项、未完成1项；1项任务中推进中1项，其中逾期1项。",
        "科技型中小企业应达到16家，实际为12家，完成率75.0%，尚差4家，未完成。",
        "县科技局填报的原因：“两家企业迁出”。",
        "科技型中小企业：摸排后补报。",
        "以下没有提出改进措施，请责任单位补报：农业科技园区通过验收（县科技局）。",
        "附件1 未完成事项清单",
    ):
        assert said in text
    assert "已写出 报告.md" in ran.err
    assert not ran.out


def test_mid_year_it_is_a_report_on_progress(tmp_path: Path) -> None:
    """Half-way the title says 上半年 and 进展, and the time that has passed stands in front."""
    plan = project(tmp_path)
    answer(plan, GOOD, "2023H1")
    assert sctarget("report", "-o", "报告.md", cwd=tmp_path).code == 0
    text = (tmp_path / "报告.md").read_text("utf-8")
    assert text.startswith("# 关于《示例县2023年科技工作要点》上半年目标进展情况的报告\n")
    assert "时间进度为50%。" in text


def test_what_was_not_returned_stands_in_the_report_and_on_the_screen(tmp_path: Path) -> None:
    """A report can be written before everybody has returned, but nobody can overlook it."""
    plan = project(tmp_path)
    answer(plan, GOOD, only="县科技局")
    ran = sctarget("report", "-o", "报告.md", cwd=tmp_path)
    assert ran.code == 0
    assert "1个单位未报送：县统计局。" in ran.err
    text = (tmp_path / "报告.md").read_text("utf-8")
    assert "县统计局没有交填报表，涉及指标和任务1项。" in text
    assert "研发经费支出应达到0.16亿元，县统计局没有交填报表，未作判定。" in text


def test_csv_holds_every_table_under_its_caption(tmp_path: Path) -> None:
    """For Excel and WPS: byte order mark, captions, and no formula of a department runs."""
    plan = project(tmp_path)
    answer(plan, {**SHORT, "sme": {"actual": 12, "reason": "-两家迁出"}})
    assert sctarget("report", "-o", "报告.csv", cwd=tmp_path).code == 0
    data = (tmp_path / "报告.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "表1 2023年度科技指标完成情况" in text
    assert "'-两家迁出" in text


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """Not overwritten without --force; with it, replaced."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    (tmp_path / "报告.md").write_text("旧", "utf-8")
    ran = sctarget("report", "-o", "报告.md", cwd=tmp_path)
    assert ran.code == 2
    assert "已存在" in ran.err
    assert (tmp_path / "报告.md").read_text("utf-8") == "旧"
    assert sctarget("report", "-o", "报告.md", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "报告.md").read_text("utf-8") != "旧"


@pytest.mark.parametrize("name", ["报告.doc", "报告", "报告.json"])
def test_a_name_that_means_no_format_is_refused(tmp_path: Path, name: str) -> None:
    """Before anything is read: which endings there are."""
    project(tmp_path)
    ran = sctarget("report", "-o", name, cwd=tmp_path)
    assert ran.code == 2
    assert "扩展名可用" in ran.err


def test_without_a_file_name_it_says_what_is_missing(tmp_path: Path) -> None:
    """A report goes into a file, never on the screen."""
    project(tmp_path)
    ran = sctarget("report", cwd=tmp_path)
    assert ran.code == 2
    assert "-o" in ran.err
