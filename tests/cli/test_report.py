"""``sctarget report`` the way a clerk meets it: what is written, what is said, what is refused."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, PLAN, TOP, answer, project, sctarget
from openpyxl import load_workbook
from programs import needed
from pypdf import PdfReader
from word_layout import font_of, opened, paragraph, setting

from sctarget.cli import console

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
    assert "县统计局没有交2023年填报表，涉及指标和任务1项。" in text
    assert "研发经费支出应达到0.16亿元，县统计局没有交2023年填报表，未作判定。" in text


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


def test_html_is_one_page(tmp_path: Path) -> None:
    """With the title that was asked for, in the order of the plan; ``check`` writes the same page, the worst first."""
    plan = project(tmp_path)
    answer(plan, SHORT)
    assert sctarget("report", "-o", "报告.html", "--title", "2023年科技工作", cwd=tmp_path).code == 0
    text = (tmp_path / "报告.html").read_text("utf-8")
    assert "<h1>2023年科技工作</h1>" in text
    assert re.findall(r'data-n="(\d)"', text) == ["1", "2"]
    assert "科技型中小企业应达到16家，实际为12家，完成率75.0%，尚差4家，未完成。" in text
    assert "推进中（逾期）" in text
    assert sctarget("check", "-o", "结果.html", cwd=tmp_path).code == 1
    checked = (tmp_path / "结果.html").read_text("utf-8")
    assert re.findall(r'data-n="(\d)"', checked) == ["2", "1"]


def test_html_draws_every_period_that_was_returned(tmp_path: Path) -> None:
    """The course of a figure over the forms in actuals/, in ``report`` and in ``check``."""
    plan = project(tmp_path, PLAN.replace("target: 16家以上, kind: flow", "target: 16家以上, kind: stock"))
    for name, count in (("2023H1", 12), ("2023", 17)):
        answer(plan, {**GOOD, "sme": {"actual": count}}, name)
    assert sctarget("report", "-o", "报告.html", cwd=tmp_path).code == 0
    assert sctarget("check", "-o", "结果.html", cwd=tmp_path).code in {0, 3}
    for name in ("报告.html", "结果.html"):
        text = (tmp_path / name).read_text("utf-8")
        assert "<title>2023年上半年12家，2023年17家</title>" in text


def test_xlsx_is_a_workbook(tmp_path: Path) -> None:
    """The lists on their sheets, figures as numbers, the title that was asked for."""
    plan = project(tmp_path)
    answer(plan, SHORT)
    assert sctarget("report", "-o", "报告.xlsx", "--title", "2023年科技工作", cwd=tmp_path).code == 0
    book = load_workbook(tmp_path / "报告.xlsx")
    assert book.sheetnames == ["汇总", "指标", "按单位", "任务", "问题", "来源"]
    assert book["汇总"]["A1"].value == "2023年科技工作"
    header, first, *_ = book["指标"].iter_rows(values_only=True)
    assert dict(zip(header, first, strict=True))["实际值"] == 0.17


@pytest.mark.parametrize("option", [("--brief",), ("--to", "县人民政府"), ("--date", "2024-01-10"), ("--fonts", "gbk")])
def test_options_of_papers_are_refused_for_a_page(tmp_path: Path, option: tuple[str, ...]) -> None:
    """A page has no addressee, no signature and no fonts of ours: nothing is accepted and ignored."""
    project(tmp_path)
    for name in ("报告.html", "报告.xlsx"):
        ran = sctarget("report", "-o", name, *option, cwd=tmp_path)
        assert ran.code == 2
        assert option[0] in ran.err
        assert "请去掉" in ran.err


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


def test_word_and_one_page_for_the_leader(tmp_path: Path) -> None:
    """The .docx opens; addressee, issuer, date and title stand where they belong; no signature on --brief."""
    plan = project(tmp_path)
    answer(plan, SHORT)
    ran = sctarget(
        *("report", "-o", "报告.docx", "--to", "县人民政府", "--issuer", "示例县科技局", "--date", "2024-01-10"),
        *("--title", "年终报告", "--fonts", "windows", "--spacing", "28"),
        cwd=tmp_path,
    )
    assert ran.code == 0, ran.err
    word = opened((tmp_path / "报告.docx").read_bytes())
    texts = [each.text for each in word.paragraphs]
    assert texts[:3] == ["年终报告", "", "县人民政府："]
    assert texts[texts.index("2024年1月10日") - 1] == "示例县科技局"
    assert font_of(paragraph(word, "2项指标")) == ("仿宋", 16)
    assert setting(paragraph(word, "2项指标"), "w:pPr", "w:spacing", "w:line") == "560"
    assert sctarget("report", "-o", "简报.docx", "--brief", cwd=tmp_path).code == 0
    brief = [each.text for each in opened((tmp_path / "简报.docx").read_bytes()).paragraphs]
    assert brief[0] + brief[1] == "《示例县2023年科技工作要点》完成情况简报"
    assert "1.督办1项逾期的任务：农业科技园区通过验收（县科技局，应于12月31日前完成）。" in brief
    assert "年　　月" not in "".join(brief)


def test_options_that_would_do_nothing_are_refused(tmp_path: Path) -> None:
    """Fonts in Markdown, a signature on the brief: said, not swallowed."""
    project(tmp_path)
    for arguments, said in (
        (("-o", "报告.md", "--fonts", "gbk"), "--fonts 和 --spacing 只用于 .docx 和 .pdf"),
        (("-o", "报告.docx", "--brief", "--issuer", "甲"), "--brief 只有一页，没有落款"),
        (("-o", "报告.csv", "--to", "甲"), "用于成文的报告，不用于 报告.csv"),
        (("-o", "报告.csv", "--title", "甲"), "报告.csv 里只有表，没有标题"),
    ):
        ran = sctarget("report", *arguments, cwd=tmp_path)
        assert ran.code == 2
        assert said in ran.err


def test_pdf_needs_libreoffice(tmp_path: Path) -> None:
    """Without it: what to install or do instead, before anything is read; the old file stays."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    (tmp_path / "报告.pdf").write_bytes(b"old")
    ran = sctarget("report", "-o", "报告.pdf", "--force", cwd=tmp_path, PATH="")
    assert ran.code == 2
    assert "写 PDF 要用 LibreOffice" in ran.err
    assert (tmp_path / "报告.pdf").read_bytes() == b"old"


def test_a_libreoffice_that_fails_is_told(tmp_path: Path) -> None:
    """A broken converter gives its own words and a way out, never an empty PDF."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    broken = tmp_path / "bin" / "soffice"
    broken.parent.mkdir()
    broken.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no display')\n")
    broken.chmod(0o755)
    ran = sctarget("report", "-o", "报告.pdf", cwd=tmp_path, PATH=str(broken.parent))
    assert ran.code == 2
    assert "LibreOffice 没有转成 PDF：no display" in ran.err
    assert not (tmp_path / "报告.pdf").exists()


def test_pdf_through_libreoffice(tmp_path: Path) -> None:
    """The same pages as in Word."""
    needed("soffice", "LibreOffice")
    plan = project(tmp_path)
    answer(plan, SHORT)
    ran = sctarget("report", "-o", "简报.pdf", "--brief", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert len(PdfReader(tmp_path / "简报.pdf").pages) == 1
    there = subprocess.run(["fc-list", ":", "family"], capture_output=True, encoding="utf-8", check=True).stdout
    assert ("仿宋_GB2312" in ran.err) is ("仿宋_GB2312" not in there)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "文件正在 Excel、WPS 或 Word 中打开"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (OSError(errno.EROFS, "Read-only file system"), "这个盘是只读的"),
    ],
    ids=["open", "full", "read-only"],
)
def test_what_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, said: str
) -> None:
    """A file open in Word, a full disk, a read-only share: said in Chinese, the old report whole, nothing beside it."""
    old = tmp_path / "报告.docx"
    old.write_bytes(b"old")
    where = "replace" if isinstance(failure, PermissionError) else "write_bytes"

    def refuse(*_: object) -> None:
        raise failure

    monkeypatch.setattr(type(old), where, refuse)
    with pytest.raises(console.CannotWriteError, match=said):
        console.write_files({old: b"new"}, force=True)
    assert old.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["报告.docx"]


def test_a_scored_page_tells_its_score_once(tmp_path: Path) -> None:
    """The result above, how it came about in the part on scores; not both twice."""
    ran = sctarget("report", TOP / "examples" / "shili-2024" / "plan.yaml", "-o", tmp_path / "报告.html")
    assert ran.code == 0, ran.err
    text = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert text.count("计分：满分100分，得83.80分，等级良。") == 1
    assert text.count("得分率最低的：") == 1
    assert text.count("个单位平均81.40分") == 1


def test_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    """84 Chinese characters fit a file name and are written; two more are refused in Chinese, nothing is left over."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    assert sctarget("report", plan, "-o", tmp_path / f"{'名' * 84}.md").code == 0
    for force in ((), ("--force",)):
        ran = sctarget("report", plan, "-o", tmp_path / f"{'名' * 86}.md", *force)
        assert ran.code == 2
        assert "文件名太长，请改短" in ran.err
    assert not list(tmp_path.glob(".*"))


def test_a_disk_that_cannot_even_be_cleaned_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only share removing what was not written fails too: one message, no crash."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for where in ("write_bytes", "unlink"):
        monkeypatch.setattr(type(tmp_path), where, refuse)
    with pytest.raises(console.CannotWriteError, match="这个盘是只读的"):
        console.write_files({tmp_path / "报告.docx": b"new"})


def test_a_scored_plan_brings_its_self_evaluation(tmp_path: Path) -> None:
    """The report of a plan with weights has the self-evaluation once, with its total, reasons and how points came."""
    ran = sctarget("report", TOP / "examples" / "shili-2024" / "plan.yaml", "-o", tmp_path / "报告.md")
    assert ran.code == 0, ran.err
    text = (tmp_path / "报告.md").read_text(encoding="utf-8")
    assert text.count("得分情况") == 2, "in the list of annexes and above the annex"
    assert text.count("| 总得分（等级：良） |") == 1
    assert text.count("各单位得分（6个单位）") == 1
    assert text.count("计分规则：") == 1
    assert text.count("得分率最低的：") == 1
    assert "| 新上规企业尚未建立研发台账；改进措施：逐户辅导建账 | 8分×完成率91.2% |" in text
    other = sctarget("report", TOP / "examples" / "jingchuan-2023" / "plan.yaml", "-o", tmp_path / "其他.md")
    assert other.code == 0, other.err
    assert "得分" not in (tmp_path / "其他.md").read_text(encoding="utf-8")
