"""``sctarget report`` with a file of the user's own: a Word template, or a draft with stars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, answer, project, sctarget
from word_support import lines, paragraph, rows, table, word

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = word(
    paragraph("{{ 计划.名称 }}：{{ 指标情况 }}。研发经费{{ 研发经费支出.完成值 }}，完成率{{ rd.完成率 }}。")
    + table(
        ("指标", "完成", "原因"),
        ("{%tr for 项 in 指标列表 %}", "", ""),
        ("{{ 项.名称 }}", '{{ 项.实际完成 or "—" }}', '{{ 项.未达原因|缺省("—") }}'),
        ("{%tr endfor %}", "", ""),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in which everything is returned."""
    answer(project(tmp_path), GOOD)
    return tmp_path


def test_a_template_is_filled(folder: Path) -> None:
    """By name, by id, and row by row; nothing else is said than of any report."""
    (folder / "T.docx").write_bytes(TEMPLATE)
    ran = sctarget("report", "--template", "T.docx", "-o", "报告.docx", cwd=folder)
    assert (ran.code, ran.out) == (0, ""), ran.err
    data = (folder / "报告.docx").read_bytes()
    assert lines(data)[0] == (
        "示例县2023年科技工作要点：2项指标中完成2项。研发经费0.17亿元，完成率106.2%。"  # 0.17 ÷ 0.16 is 106.25 %
    )
    assert rows(data)[1:] == [["研发经费支出", "0.17亿元", "—"], ["科技型中小企业", "16家", "—"]]
    assert "已写出 报告.docx" in ran.err


def test_a_template_that_lacks_something_writes_nothing(folder: Path) -> None:
    """Every trouble in one pass with its place; exit code 2; an older report stays as it was."""
    (folder / "T.docx").write_bytes(word(paragraph("{{ 研发.完成值 }}，原因{{ sme.未达原因 }}")))
    (folder / "报告.docx").write_bytes(b"old")
    ran = sctarget("report", "--template", "T.docx", "-o", "报告.docx", "--force", cwd=folder)
    assert ran.code == 2
    assert "模板 T.docx 有2处填不上，没有写出文件：" in ran.err
    assert "没有“研发”" in ran.err
    assert "“科技型中小企业”没有未达原因：报送单位没有填。" in ran.err
    assert (folder / "报告.docx").read_bytes() == b"old"


def test_an_unreported_figure_says_who_owes_it(tmp_path: Path) -> None:
    """A slot without a figure names the department that has not returned."""
    answer(project(tmp_path), GOOD, only="县科技局")
    (tmp_path / "T.docx").write_bytes(word(paragraph("{{ rd.实际值 }}")))
    ran = sctarget("report", "--template", "T.docx", "-o", "报告.docx", cwd=tmp_path)
    assert ran.code == 2
    assert "“研发经费支出”没有实际值：县统计局没有交2023年填报表。" in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--template", "T.docx", "-o", "a.pdf"), "模板填好以后是 Word 文件"),
        (("--template", "没有.docx", "-o", "a.docx"), "没有.docx 不存在"),
        (("--template", "旧.doc", "-o", "a.docx"), "旧.doc 是旧版 Word 文件"),
        (("--template", "T.docx", "--draft", "稿.txt", "-o", "a.docx"), "--template 不能与 --draft 同用"),
        (("--template", "T.docx", "--title", "标题", "-o", "a.docx"), "--template 不能与 --title 同用"),
        (("--draft", "稿.txt", "--brief", "--fonts", "gbk", "-o", "a.txt"), "--draft 不能与 --brief、--fonts 同用"),
        (("--draft", "稿.txt", "-o", "a.docx"), "稿子是“.txt”文件，填好后也是"),
        (("--draft", "空.txt", "-o", "a.txt"), "空.txt 里没有要填的 *"),
        (("--draft", "稿.txt", "-o", "稿.txt"), "已存在，没有覆盖"),
    ],
)
def test_what_does_not_go_together_is_said(folder: Path, options: tuple[str, ...], said: str) -> None:
    """Before anything is read or written."""
    (folder / "T.docx").write_bytes(TEMPLATE)
    (folder / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "稿.txt").write_text("研发经费支出*亿元。", encoding="utf-8")
    (folder / "空.txt").write_text("研发经费支出0.17亿元。", encoding="utf-8")
    ran = sctarget("report", *options, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_draft_is_filled(folder: Path) -> None:
    """All stars filled: exit code 0, the account on standard output."""
    (folder / "稿.txt").write_text("研发经费支出*万元，科技型中小企业*多家。", encoding="gb18030")
    ran = sctarget("report", "--draft", "稿.txt", "-o", "成稿.txt", cwd=folder, COLUMNS="160")
    assert ran.code == 0, ran.err
    assert (folder / "成稿.txt").read_text("gb18030") == "研发经费支出1700万元，科技型中小企业16家。"
    assert "要填的 * 共2处：填了2处，都填上了。" in ran.out
    assert "研发经费支出：0.17亿元" in ran.out
    assert "去掉了“多”" in ran.out
    assert "已写出 成稿.txt" in ran.err


def test_what_is_left_in_a_draft_is_listed(folder: Path) -> None:
    """One star is not certain: it stays, the rest is filled and written, exit code 1."""
    body = paragraph("研发经费支出*亿元，", "瞪羚企业", "*", "家。", bold=True)
    (folder / "稿.docx").write_bytes(word(body))
    ran = sctarget("report", "--draft", "稿.docx", "-o", "成稿.docx", cwd=folder, COLUMNS="160")
    assert ran.code == 1
    assert lines((folder / "成稿.docx").read_bytes()) == ["研发经费支出0.17亿元，瞪羚企业*家。"]
    assert "填了1处，1处没有填。" in ran.out
    assert "瞪羚企业【*】家" in ran.out
    assert "计划里没有指标“瞪羚企业”" in ran.out


@pytest.mark.parametrize("kind", ["annual", "multi-year"])
def test_a_new_project_has_a_template_that_works(tmp_path: Path, kind: str) -> None:
    """``new`` copies it; with the forms sent back empty it says what is missing, not that it cannot be filled."""
    assert sctarget("new", tmp_path / "新", "--kind", kind).code == 0
    folder = tmp_path / "新"
    year = "2024" if "2024" in (folder / "plan.yaml").read_text("utf-8") else "2023"
    assert sctarget("template", "--period", year, cwd=folder).code == 0
    for form in (folder / "forms").glob("*.xlsx"):
        form.rename(folder / "actuals" / form.name)
    ran = sctarget("report", "--template", "报告模板.docx", "-o", "报告.docx", cwd=folder)
    assert ran.code == 0, ran.err
    text = lines((folder / "报告.docx").read_bytes())
    assert any("还没有交填报表的单位：" in line for line in text)
    assert not any("{" in line for line in text)
