"""指标分解 from the plan to every output, as a clerk goes (docs/judging.md §16)."""

from __future__ import annotations

import json
from pathlib import Path

from cli.support import answer, project, sctarget
from openpyxl import load_workbook

PLAN = (Path(__file__).parents[1] / "readers" / "plans" / "good" / "breakdown.yaml").read_text(encoding="utf-8")


def answered(folder: Path) -> Path:
    """A project in which everybody has reported; each department answers what its own form asks."""
    plan = project(folder, PLAN)
    by_name = {"县工业和信息化局": (9, 70000), "东关街道": (5, None), "西关街道": (4, None), "县科技局": (None, 100000)}
    for name, (sme, cost) in by_name.items():
        cost_text = None if cost is None else f"{cost}元"
        answer(plan, {"sme": {"actual": sme}, "cost": {"actual": cost_text}, "value": {"actual": 1.25}}, only=name)
    answer(plan, {"hte": {"actual": 7}}, only="甲县")
    answer(plan, {"hte": {"actual": 4}}, only="乙县")
    return plan


def test_every_output_shows_the_parts(tmp_path: Path) -> None:
    """Rows below the indicator in the table and CSV, a list in JSON, a section of the page, an annex of the report."""
    answered(tmp_path)
    document = json.loads(sctarget("check", "--format", "json", cwd=tmp_path).out)
    items = {each["id"]: each for each in document["indicators"]}
    assert [
        (each["part"], each["reporters"], each["text"], each["target"], each["actual"], each["gap"], each["status"])
        for each in items["sme"]["breakdown"]
    ] == [
        ("县工业和信息化局", ["县工业和信息化局"], "10家", "10", "9", "-1", "nearly"),
        ("各街道", ["东关街道", "西关街道"], "8家", "8", "9", "1", "exceeded"),
    ]
    assert [each["target"] for each in items["value"]["breakdown"]] == ["0.2", "0.5", "1.2"]
    assert [each["completion"] for each in items["sme"]["breakdown"]] == ["0.9", "1.125"]
    csv = sctarget("check", "--format", "csv", "--order", "plan", cwd=tmp_path).out.splitlines()
    assert [line.split(",")[1] for line in csv[1:5]] == ["sme", "sme/县工业和信息化局", "sme/各街道", "hte"]
    shown = sctarget("check", cwd=tmp_path, COLUMNS="160").out
    assert "其中：县工业和信息化局" in shown
    assert "其中：至2023年二季度末" in shown
    assert "分解合计18家，比目标16家多2家，留有余量" in sctarget("explain", "sme", cwd=tmp_path).out
    sctarget("report", "-o", "r.md", cwd=tmp_path)
    assert "指标分解完成情况" in (tmp_path / "r.md").read_text(encoding="utf-8")
    sctarget("check", "-o", "r.html", cwd=tmp_path)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    sctarget("report", "-o", "r.xlsx", cwd=tmp_path)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "r.xlsx")["分解"].iter_rows()]
    assert rows[1][:5] == ["科技型中小企业", "县工业和信息化局", "10家", "9家", 0.9]
    assert 'id="breakdown"' in page
    assert "各街道" in page


def test_the_plan_survives_its_workbook(tmp_path: Path) -> None:
    """plan.xlsx shows the parts as a clerk writes them, and gives the same plan back."""
    plan = project(tmp_path, PLAN)
    assert sctarget("convert", plan, "plan.xlsx", cwd=tmp_path).code == 0
    sheet = load_workbook(tmp_path / "plan.xlsx")["指标"]
    captions = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, captions.index("指标分解") + 1).value == "县工信局：10家；各街道：8"
    assert sctarget("convert", "plan.xlsx", "again.yaml", cwd=tmp_path).code == 0
    asked = ("--as-of", "2023-12-31", "--format", "json")
    found = [json.loads(sctarget("check", name, *asked, cwd=tmp_path).out) for name in ("plan.yaml", "again.yaml")]
    assert found[0]["plan"]["fingerprint"] == found[1]["plan"]["fingerprint"]
    assert [each["breakdown"] for each in found[0]["indicators"]] == [
        each["breakdown"] for each in found[1]["indicators"]
    ]


def test_verified_parts(tmp_path: Path) -> None:
    """A data department verifies each part beside the part's own target."""
    plan = answered(tmp_path)
    text = plan.read_text(encoding="utf-8").replace(
        "issuer: 县科技局", "issuer: 县科技局\n  defaults: {source: 县统计局}"
    )
    plan.write_text(text.replace("- {name: 各街道", "- 县统计局\n    - {name: 各街道"), encoding="utf-8")
    assert sctarget("template", "--verify", cwd=tmp_path).code == 0
    sheet = load_workbook(tmp_path / "forms" / "2023年科技指标核定表_县统计局.xlsx")["核定表"]
    rows = {str(sheet.cell(row, 1).value): row for row in range(5, 10)}
    assert [sheet.cell(rows[key], 7).value for key in ("sme@县工业和信息化局", "sme@东关街道")] == [
        "10家",
        "各街道合计8家",
    ]
