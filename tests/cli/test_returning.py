"""Sending back and chasing from the command line: out, filled badly, back, corrected, accepted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import project, sctarget
from docx import Document
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLAN = """\
plan:
  id: shili-2023
  title: 示例县2023年科技工作要点
  issuer: 县科技局
  period: 2023
  departments:
    - {name: 县科技局, contact: 示例联系人, phone: 0000-0000000}
    - {name: 县教育局}
indicators:
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局}
  - {id: hi, name: 高新技术企业, target: 7家以上, kind: stock, lead: 县科技局}
  - {id: school, name: 科普示范学校, target: 3所, kind: stock, lead: 县教育局}
tasks:
  - {id: park, name: 农业科技园区通过验收, due: 2023-12-31, lead: 县科技局}
"""
FORM = "2023年三季度科技指标完成情况_县科技局"


def fill(path: Path, answers: Mapping[str, object], target: Path) -> None:
    """Type answers into a form as a person would, by the hidden id of the row, and sign it."""
    book = load_workbook(path)
    sheet = book["填报表"]
    for row in range(1, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value)
        if key in answers:
            sheet.cell(row, 8).value = answers[key]  # type: ignore[assignment]
        for column in range(2, 13):
            label = str(sheet.cell(row, column).value)
            if label.startswith(("填表人", "审核人", "联系电话", "填报日期")):
                sheet.cell(row, column + 1).value = "2023-10-08" if label.startswith("填报日期") else "示例"
    book.save(target)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose forms went out, and one of them came back with 6+1 in it."""
    project(tmp_path, PLAN)
    assert sctarget("template", "--period", "2023Q3", cwd=tmp_path).code == 0
    fill(
        tmp_path / "forms" / f"{FORM}.xlsx",
        {"sme": "12家", "hi": "6+1", "park": "推进中"},
        tmp_path / "actuals" / "一.xlsx",
    )
    return tmp_path


def collected(folder: Path) -> Any:
    return json.loads(sctarget("collect", "--format", "json", cwd=folder).out)


def test_the_whole_round(folder: Path) -> None:
    """What was filled badly goes back, comes back corrected, is accepted, replaces the first, and says what changed."""
    before = (folder / "actuals" / "一.xlsx").read_bytes()
    back = sctarget("collect", "--return-to", "退回", "--return-by", "2023-10-20", cwd=folder)
    assert back.code == 3
    assert "1 个单位的退回件" in back.err
    assert sorted(path.name for path in (folder / "退回").iterdir()) == [f"{FORM}_第2轮.xlsx", "退回说明_县科技局.docx"]
    assert (folder / "actuals" / "一.xlsx").read_bytes() == before
    letter = "\n".join(each.text for each in Document(str(folder / "退回" / "退回说明_县科技局.docx")).paragraphs)
    assert "“高新技术企业”填的是“6+1”" in letter
    assert "请于2023年10月20日（星期五）前" in letter
    assert not any(figure["indicator"] == "hi" for figure in collected(folder)["figures"])

    fill(folder / "退回" / f"{FORM}_第2轮.xlsx", {"hi": 7}, folder / "actuals" / "二.xlsx")
    result = collected(folder)
    figure = next(each for each in result["figures"] if each["indicator"] == "hi")
    assert (figure["value"], figure["source"]["file"]) == ("7", "二.xlsx")
    codes = [each["code"] for each in result["problems"] if each["department"] == "县科技局"]
    assert "superseded_return" in codes
    assert not {"conflict", "cell_several", "cell_note", "cell_note_figure"} & set(codes)
    changed = [each["message"] for each in result["problems"] if each["code"] == "figure_changed"]
    assert changed == ["“高新技术企业”本期累计完成从“6+1”改为“7”；已按新报的表读取。"]
    state = next(each for each in result["departments"] if each["department"] == "县科技局")
    assert state["status"] == "returned"


def test_the_letter_names_every_form_that_came(folder: Path) -> None:
    """Who sent two different forms reads the names of both, not of the one that happens to go back."""
    fill(folder / "forms" / f"{FORM}.xlsx", {"sme": 13, "hi": 6, "park": "推进中"}, folder / "actuals" / "二.xlsx")
    assert sctarget("collect", "--return-to", "退回", cwd=folder).code == 3
    letter = "\n".join(each.text for each in Document(str(folder / "退回" / "退回说明_县科技局.docx")).paragraphs)
    assert "填报表（一.xlsx、二.xlsx）已收到" in letter


def test_a_copy_that_settles_a_contradiction_says_what_each_form_had(folder: Path) -> None:
    """Sent back unchanged it stands for the first form; the figure of the other one is not dropped in silence."""
    fill(folder / "forms" / f"{FORM}.xlsx", {"sme": 12, "hi": 6, "park": "推进中"}, folder / "actuals" / "一.xlsx")
    fill(folder / "forms" / f"{FORM}.xlsx", {"sme": 13, "hi": 6, "park": "推进中"}, folder / "actuals" / "二.xlsx")
    assert sctarget("collect", "--return-to", "退回", cwd=folder).code == 3
    fill(folder / "退回" / f"{FORM}_第2轮.xlsx", {}, folder / "actuals" / "三.xlsx")
    changed = [each for each in collected(folder)["problems"] if each["code"] == "figure_changed"]
    assert [each["indicator"] for each in changed] == ["sme"]
    assert "从“12”（一.xlsx）、“13”（二.xlsx）改为“12”" in changed[0]["message"]


def test_nothing_is_overwritten_without_leave(folder: Path) -> None:
    """A second run leaves the first one's files alone, all of them; --force replaces them."""
    assert sctarget("collect", "--return-to", "退回", cwd=folder).code == 3
    (folder / "退回" / f"{FORM}_第2轮.xlsx").unlink()
    again = sctarget("collect", "--return-to", "退回", cwd=folder)
    assert again.code == 2
    assert "已存在" in again.err
    assert not (folder / "退回" / f"{FORM}_第2轮.xlsx").exists()
    assert sctarget("collect", "--return-to", "退回", "--force", cwd=folder).code == 3
    assert (folder / "退回" / f"{FORM}_第2轮.xlsx").exists()


def test_forms_are_not_sent_back_into_the_returns(folder: Path) -> None:
    """There the uncorrected copy would be read as the correction."""
    for place in ("actuals", "actuals/退回"):
        refused = sctarget("collect", "--return-to", place, cwd=folder)
        assert refused.code == 2
        assert "退回件会被当成收回的表" in refused.err
    assert [path.name for path in (folder / "actuals").iterdir()] == ["一.xlsx"]


def test_nothing_to_send_back_is_said(folder: Path) -> None:
    """A clean return gives no letter and no folder."""
    fill(folder / "forms" / f"{FORM}.xlsx", {"sme": 12, "hi": 6, "park": "推进中"}, folder / "actuals" / "一.xlsx")
    ran = sctarget("collect", "--return-to", "退回", cwd=folder)
    assert "没有要退回的表" in ran.err
    assert not (folder / "退回").exists()


def test_an_unreadable_file_goes_back_as_a_blank_form(folder: Path) -> None:
    """A web page under the name of a workbook: the letter says so, and a fresh form lies with it."""
    (folder / "actuals" / "一.xlsx").unlink()
    (folder / "actuals" / "县教育局.xls").write_text("<html><table></table></html>", encoding="utf-8")
    assert sctarget("collect", "--period", "2023Q3", "--return-to", "退回", cwd=folder).code == 3
    letter = "\n".join(each.text for each in Document(str(folder / "退回" / "退回说明_县教育局.docx")).paragraphs)
    assert "内容是网页" in letter
    assert "空白填报表" in letter
    book = load_workbook(folder / "退回" / "2023年三季度科技指标完成情况_县教育局_第2轮.xlsx")
    assert book.sheetnames[:3] == ["退回说明", "填报说明", "填报表"]


def test_a_reminder_can_be_pasted_into_a_chat(folder: Path) -> None:
    """Polite, with period, deadline, days late, what is missing and whom to ask."""
    ran = sctarget("collect", "--remind", "--due", "2023-10-10", "--today", "2023-10-13", cwd=folder)
    assert ran.code == 3
    assert "催报单（1个单位）" in ran.out
    message = next(line for line in ran.out.splitlines() if line.startswith("县教育局：您好！"))
    for part in ("2023年三季度", "2023年10月10日（星期二）", "已逾期3天", "科普示范学校", "0000-0000000", "谢谢"):
        assert part in message
    assert "县科技局：您好" not in ran.out


@pytest.mark.parametrize(("name", "start"), [("催报.txt", "2023年三季度催报"), ("催报.md", "# 2023年三季度催报")])
def test_the_reminder_goes_to_a_file(folder: Path, name: str, start: str) -> None:
    """Text or Markdown by the name of the file; what stands there is kept."""
    assert sctarget("collect", "--remind", "-o", name, cwd=folder).code == 3
    text = (folder / name).read_text(encoding="utf-8-sig")
    assert text.startswith(start)
    assert "县教育局：您好！" in text
    assert sctarget("collect", "--remind", "-o", name, cwd=folder).code == 2


def test_who_sent_something_unusable_is_told_so(folder: Path) -> None:
    """A blank form and two different ones are chased in other words than a missing one."""
    (folder / "actuals" / "教.xlsx").write_bytes(
        (folder / "forms" / "2023年三季度科技指标完成情况_县教育局.xlsx").read_bytes()
    )
    fill(folder / "forms" / f"{FORM}.xlsx", {"sme": 13, "hi": 6, "park": "推进中"}, folder / "actuals" / "二.xlsx")
    ran = sctarget("collect", "--remind", cwd=folder)
    assert "还没有填写" in ran.out
    assert "所填数据不一致" in ran.out
    assert "催报单（2个单位）" in ran.out


@pytest.mark.parametrize(
    "options",
    [
        ("--return-by", "2023-10-20"),
        ("--today", "2023-10-20"),
        ("--remind", "--today", "2023-10-20"),
        ("--remind", "--format", "json"),
        ("--remind", "-o", "x.xlsx"),
        ("--return-to", "plan.yaml"),
    ],
)
def test_options_that_make_no_sense_are_refused(folder: Path, options: tuple[str, ...]) -> None:
    """Said at once, in Chinese, with exit code 2 and nothing written."""
    before = sorted(path.name for path in folder.iterdir())
    ran = sctarget("collect", *options, cwd=folder)
    assert ran.code == 2
    assert ran.err
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_notice_goes_where_it_is_asked_for(tmp_path: Path) -> None:
    """A file or a folder, never among the forms; it lists every form that went out."""
    project(tmp_path, PLAN)
    ran = sctarget("template", "--period", "2023Q3", "--due", "2023-10-10", "--notice", "通知", cwd=tmp_path)
    assert ran.code == 0
    written = tmp_path / "通知" / "关于报送2023年三季度科技指标完成情况的通知.docx"
    table = Document(str(written)).tables[0]
    listed = {row.cells[2].text for row in table.rows[1:]}
    assert listed == {path.name for path in (tmp_path / "forms").iterdir()}
    refused = sctarget("template", "--period", "2023Q3", "--force", "--notice", "forms/通知.docx", cwd=tmp_path)
    assert refused.code == 2
    assert len(list((tmp_path / "forms").iterdir())) == 2
    again = sctarget("template", "--period", "2023Q3", "-o", "另", "--notice", "通知", cwd=tmp_path)
    assert again.code == 2
    assert not (tmp_path / "另").exists()


def test_a_notice_that_lacks_something_says_what(tmp_path: Path) -> None:
    """Without a deadline the notice is written, and the clerk is told what to add."""
    project(tmp_path, PLAN)
    ran = sctarget("template", "--period", "2023Q3", "--notice", "通知.docx", cwd=tmp_path)
    assert ran.code == 0
    assert "报送通知缺：截止日期（--due）。" in ran.err
    assert (tmp_path / "通知.docx").exists()
