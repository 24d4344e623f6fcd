"""核定表: written with what was reported, filled in by the data department, read back (docs/verifying.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import answer, project, sctarget
from openpyxl import load_workbook

from sctarget.model.form import HEADER_SEARCH_ROWS, MARKER

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

PLAN = """\
plan:
  id: shili-2023
  title: 示例县2023年科技工作要点
  issuer: 县科技局
  period: 2023
  defaults: {source: 统计局}
  departments:
    - {name: 县统计局, aliases: [统计局]}
    - {name: 各街道, members: [东关街道, 西关街道]}
indicators:
  - {id: hte, name: 高新技术企业数, target: 12家以上, kind: stock, lead: 县工信局}
  - {id: value, name: 技术合同成交额, target: 1.2亿元以上, kind: flow, lead: 县科技局}
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局, reporter: 各街道}
  - {id: rd, name: 研发投入强度, target: 1.8%以上, kind: ratio, lead: 县统计局}
  - {id: patents, name: 专利授权量, kind: flow, unit: 件, lead: 县科技局, source: 专利登记系统}
"""
REPORTED: dict[str, dict[str, object]] = {
    "hte": {"actual": 13},
    "value": {"actual": "13200万元", "state": "快报"},
    "rd": {"actual": 1.9},
    "patents": {"actual": 30},
}
NAME = "2023年科技指标核定表_县统计局.xlsx"


def reported(folder: Path) -> Path:
    """A project in which everybody but 西关街道 has reported."""
    plan = project(folder, PLAN)
    answer(plan, {**REPORTED, "sme": {"actual": 10}})
    (folder / "actuals" / "2023年科技指标完成情况_西关街道.xlsx").unlink()
    return plan


def sheet_of(path: Path) -> tuple[Worksheet, int, dict[str, int]]:
    """The 核定表 with its header row and the columns by caption."""
    sheet = load_workbook(path)["核定表"]
    header = next(row for row in range(1, HEADER_SEARCH_ROWS + 1) if sheet.cell(row, 1).value == MARKER)
    return sheet, header, {str(sheet.cell(header, column).value): column for column in range(2, 13)}


def verify(folder: Path, answers: dict[str, Any], name: str = NAME) -> None:
    """Fill the 核定表 in and put it beside the other returns: row → 核定数, or (核定数, 核定说明)."""
    path = folder / "forms" / NAME
    book = load_workbook(path)
    sheet = book["核定表"]
    _, header, columns = sheet_of(path)
    for row in range(header + 1, sheet.max_row + 1):
        if (typed := answers.get(str(sheet.cell(row, 1).value))) is not None:
            value, reason = typed if isinstance(typed, tuple) else (typed, None)
            sheet.cell(row, columns["核定数"]).value = value
            sheet.cell(row, columns["核定说明"]).value = reason
    book.save(folder / "actuals" / name)


def test_the_workbook_shows_every_report_with_its_cell(tmp_path: Path) -> None:
    """One row for each indicator and reporter; the report is locked, 核定数 and 核定说明 open and empty."""
    reported(tmp_path)
    ran = sctarget("template", "--verify", "--due", "2024-01-20", cwd=tmp_path)
    assert (ran.code, ran.out.splitlines()) == (0, [f"forms/{NAME}"])
    assert "专利登记系统" in ran.err
    assert "还没有报送的单位：西关街道" in ran.err
    sheet, header, columns = sheet_of(tmp_path / "forms" / NAME)
    captions = "序号 指标名称 报送单位 计量单位 口径说明 年度目标 自报数 自报情况 自报出处 核定数 核定说明"
    assert list(columns) == captions.split()
    rows = [[sheet.cell(row, column).value for column in range(1, 13)] for row in range(header + 1, header + 5)]
    form = "2023年科技指标完成情况_{}.xlsx [填报表!H5]"
    picked = [(row[0], row[2], row[3], row[7], row[8], row[9], row[10], row[11]) for row in rows]
    assert picked == [
        ("hte@县工信局", "高新技术企业数", "县工信局", 13, "最终", form.format("县工信局"), None, None),
        (
            "value@县科技局",
            "技术合同成交额",
            "县科技局",
            1.32,
            "快报",
            f"{form.format('县科技局')}，原填“13200万元”",
            None,
            None,
        ),
        ("sme@东关街道", "科技型中小企业", "东关街道", 10, "最终", form.format("东关街道"), None, None),
        ("sme@西关街道", "科技型中小企业", "西关街道", None, "未报送", None, None, None),
    ]
    assert sheet.protection.sheet
    for row in range(header + 1, header + 5):
        locked = [sheet.cell(row, column).protection.locked for column in range(2, 13)]
        assert locked == [True] * 9 + [False] * 2
    checks = {str(check.sqref): (check.type, check.operator) for check in sheet.data_validations.dataValidation}
    assert checks == {f"K{header + 1} K{header + 2} K{header + 3} K{header + 4}": ("decimal", "greaterThanOrEqual")}
    signed = [cell.value for row in sheet.iter_rows(min_row=header + 5) for cell in row if cell.value]
    assert signed == ["填表人：", "审核人：", "联系电话：", "填报日期："]
    assert "反馈截止时间：2024年1月20日" in str(sheet["B2"].value)


def test_the_verified_figure_wins_everywhere(tmp_path: Path) -> None:
    """Filled in and put among the returns, it is judged, and shown beside the report in every output."""
    plan = reported(tmp_path)
    answer(plan, {"sme": {"actual": 7}}, only="西关街道")
    sctarget("template", "--verify", cwd=tmp_path)
    verify(tmp_path, {"hte@县工信局": (11, "2家已过有效期"), "value@县科技局": 1.32, "sme@东关街道": 9})
    document = json.loads(sctarget("check", "--format", "json", cwd=tmp_path).out)
    items = {each["id"]: each for each in document["indicators"]}
    assert items["hte"]["actual"]["value"] == "11"
    assert items["hte"]["status"] == "nearly"
    found = items["hte"]["verified"]
    (row,) = found.pop("items")
    assert found == {"value": "11", "reported": "13", "difference": "-2"}
    assert (row["reporter"], row["reason"], row["source"]["department"]) == ("县工信局", "2家已过有效期", "县统计局")
    assert (row["source"]["file"], row["source"]["sheet"], row["source"]["cell"]) == (NAME, "核定表", "K5")
    assert row["reported_source"]["raw"] == "13"
    assert items["value"]["verified"]["difference"] == "0"
    sums = items["sme"]["verified"]
    assert (sums["value"], sums["reported"], sums["difference"]) == ("16", "17", "-1")
    assert items["rd"]["verified"] is None
    csv = sctarget("check", "--format", "csv", "--order", "plan", cwd=tmp_path).out.splitlines()
    header, first = csv[0].lstrip("\ufeff").split(","), csv[1].split(",")
    shown = dict(zip(header, first, strict=True))
    assert (shown["实际值"], shown["自报值"], shown["核定差"]) == ("11", "13", "-2")
    assert (
        "县工信局自报13家，经县统计局核定为11家，核减2家（2家已过有效期）"
        in sctarget("check", cwd=tmp_path, COLUMNS="200").out
    )
    told = sctarget("explain", "hte", cwd=tmp_path).out
    assert "县统计局核定：" in told
    assert "原填“11”，读作11家，以此为准" in told
    assert "县工信局自报：" in told
    assert "核定数 − 自报数 = -2" in told
    assert "尚未核定1项" in sctarget("check", cwd=tmp_path, COLUMNS="200").err
    sctarget("report", "-o", "r.md", cwd=tmp_path)
    report = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "自报13家，经县统计局核定为11家" in report
    assert "东关街道自报10家，经县统计局核定为9家" in report
    assert "自报：县工信局 填报表!H5" in report
    sctarget("report", "-o", "r.xlsx", cwd=tmp_path)
    places = load_workbook(tmp_path / "r.xlsx")["来源"]
    rows = [[str(cell.value) for cell in row] for row in places.iter_rows()]
    own = [row for row in rows if "高新技术企业数" in row]
    assert [(NAME in row, "自报" in row) for row in own] == [(True, False), (False, True)]


def test_collect_knows_both_sorts_of_forms(tmp_path: Path) -> None:
    """The departments owe what they owed; the 核定表 is waited for once it lies in forms/, and is nobody's return."""
    plan = reported(tmp_path)
    answer(plan, {"sme": {"actual": 7}}, only="西关街道")
    assert sctarget("collect", cwd=tmp_path).code == 0
    sctarget("template", "--verify", cwd=tmp_path)
    waiting = sctarget("collect", "--format", "json", cwd=tmp_path)
    assert waiting.code == 3
    found = json.loads(waiting.out)
    assert found["verifications"] == [
        {"department": "县统计局", "status": "missing", "rows": 4, "verified": 0, "used": 0, "files": []}
    ]
    assert {each["status"] for each in found["departments"]} == {"returned"}
    assert "没有收回" in sctarget("collect", cwd=tmp_path).out
    assert "核定表：县统计局没有收回" in sctarget(cwd=tmp_path).out
    verify(tmp_path, {"hte@县工信局": 11})
    back = sctarget("collect", "--format", "json", cwd=tmp_path)
    assert back.code == 0
    found = json.loads(back.out)
    assert [(each["status"], each["verified"], each["used"]) for each in found["verifications"]] == [("returned", 1, 1)]
    assert len(found["departments"]) == 5
    figure = next(each for each in found["figures"] if each["indicator"] == "hte")
    assert (figure["value"], figure["verified"]) == (
        "11", {"department": "县统计局", "reported": "13", "difference": "-2"},
    )  # fmt: skip
    assert "尚未核定完" in sctarget("collect", cwd=tmp_path).out
    assert "核定表：县统计局已核定1项，共4项" in sctarget(cwd=tmp_path).out
    assert "尚未核定完" in sctarget("collect", "--department", "统计局", cwd=tmp_path).out


def test_defects_go_through_the_same_catalogue(tmp_path: Path) -> None:
    """约12 is used with a warning, text is held back, both at the verifier's cell; the report of the latter stays."""
    plan = reported(tmp_path)
    answer(plan, {"sme": {"actual": 7}}, only="西关街道")
    sctarget("template", "--verify", cwd=tmp_path)
    verify(tmp_path, {"hte@县工信局": "约12", "value@县科技局": "1.2-1.3", "sme@东关街道": "9家"})
    ran = sctarget("check", "--format", "json", cwd=tmp_path)
    assert ran.code == 3
    found = json.loads(ran.out)
    problems = {(each["code"], each["cell"]) for each in found["problems"] if each["department"] == "县统计局"}
    assert {("cell_not_exact", "K5"), ("cell_range", "K6")} <= problems
    values = {each["id"]: each["actual"]["value"] for each in found["indicators"]}
    assert (values["hte"], values["value"], values["sme"]) == ("12", "1.32", "16")


def test_a_second_workbook_shows_the_reports_not_what_was_verified(tmp_path: Path) -> None:
    """After the report changed, the next 核定表 (round 2) asks about the new one."""
    plan = reported(tmp_path)
    sctarget("template", "--verify", cwd=tmp_path)
    verify(tmp_path, {"hte@县工信局": 11, "value@县科技局": 1.3}, name="第一次.xlsx")
    answer(plan, {"hte": {"actual": 14}}, only="县工信局")
    warned = sctarget("check", cwd=tmp_path, COLUMNS="200")
    assert "核定时自报数是13家，现在是14家" in warned.err
    assert sctarget("template", "--verify", "--force", cwd=tmp_path).code == 0
    sheet, header, columns = sheet_of(tmp_path / "forms" / NAME)
    assert [sheet.cell(header + row, columns["自报数"]).value for row in (1, 2)] == [14, 1.32]
    meta = load_workbook(tmp_path / "forms" / NAME)["_meta"]
    facts = {str(meta.cell(row, 1).value): meta.cell(row, 2).value for row in range(1, 11)}
    assert (facts["sort"], facts["round"], facts["department"]) == ("verify", "2", "县统计局")
    verify(tmp_path, {"hte@县工信局": 13})
    values = {
        each["id"]: each["actual"]["value"]
        for each in json.loads(sctarget("check", "--format", "json", cwd=tmp_path).out)["indicators"]
        if each["actual"]
    }
    assert (values["hte"], values["value"]) == ("13", "1.3")


def test_sorted_or_renamed_it_is_still_known(tmp_path: Path) -> None:
    """Rows moved and the file renamed: the hidden column tells which report each figure answers for."""
    reported(tmp_path)
    sctarget("template", "--verify", cwd=tmp_path)
    path = tmp_path / "forms" / NAME
    book = load_workbook(path)
    sheet = book["核定表"]
    _, header, columns = sheet_of(path)
    rows = [[sheet.cell(header + row, column).value for column in range(1, 13)] for row in range(1, 5)]
    for place, row in enumerate(reversed(rows), header + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(place, column).value = value
        if row[0] == "sme@东关街道":
            sheet.cell(place, columns["核定数"]).value = 9
    book.save(tmp_path / "actuals" / "反馈.xlsx")
    found = json.loads(sctarget("check", "--format", "json", cwd=tmp_path).out)["problems"]
    assert [each["message"] for each in found if each["code"] == "figure_verified"] == [
        "“科技型中小企业”：东关街道自报10家，经县统计局核定为9家，核减1家。已按核定数采用。"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("actuals",), "要生成核定表请加 --verify"),
        (("--verify", "--notice", "x.docx"), "不能与 --verify 一起用"),
        (("--verify", "--department", "县工信局"), "“县工信局”不是核定单位。核定单位有：县统计局"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """Options that say nothing together are refused with what to do; nothing is written."""
    reported(tmp_path)
    ran = sctarget("template", "plan.yaml", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err.replace("\n", "")
    assert not (tmp_path / "forms").exists()


def test_without_a_data_department_or_a_report(tmp_path: Path) -> None:
    """A plan in which nobody verifies, and one for which nothing has come yet, are told apart."""
    plan = project(tmp_path, PLAN)
    assert "还没有收到填报表" in sctarget("template", "--verify", cwd=tmp_path).err
    plan.write_text(PLAN.replace("  defaults: {source: 统计局}\n", ""), encoding="utf-8")
    assert "计划里没有哪一项要核定" in sctarget("template", "--verify", cwd=tmp_path).err


def test_without_the_hidden_column_names_and_reporters_tell_the_rows(tmp_path: Path) -> None:
    """Column A and one row deleted: the rest is matched by name and reporter, the row that is gone stays unverified."""
    plan = reported(tmp_path)
    answer(plan, {"sme": {"actual": 7}}, only="西关街道")
    sctarget("template", "--verify", cwd=tmp_path)
    verify(tmp_path, {"sme@东关街道": 9, "sme@西关街道": 6}, name="反馈.xlsx")
    book = load_workbook(tmp_path / "actuals" / "反馈.xlsx")
    book["核定表"].delete_rows(5)
    book["核定表"].delete_cols(1)
    book.save(tmp_path / "actuals" / "反馈.xlsx")
    ran = sctarget("check", "--format", "json", cwd=tmp_path)
    found = json.loads(ran.out)
    assert ran.code == 0
    (sums,) = (each["verified"] for each in found["indicators"] if each["id"] == "sme")
    assert [(each["reporter"], each["value"]) for each in sums["items"]] == [("东关街道", "9"), ("西关街道", "6")]
    assert "高新技术企业数（县工信局）" in next(
        each["message"] for each in found["problems"] if each["code"] == "verification_incomplete"
    )
