"""``sctarget collect`` the way a clerk runs it: exit code, streams, the lists, the files."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import GOOD, PLAN, answer, project, sctarget
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

WITH_CONTACT = PLAN.replace(
    "  period: 2023\n",
    "  period: 2023\n  region: '620821'\n  departments: [{name: 县统计局, contact: 示例联系人, phone: 0000-0000000}]\n",
)


def touch(path: Path, day: str) -> None:
    """Give a file the time of a day at noon."""
    import datetime as dt

    when = dt.datetime.fromisoformat(f"{day}T12:00").astimezone().timestamp()
    os.utime(path, (when, when))


def document(*arguments: str | Path, cwd: Path) -> dict[str, Any]:
    """The JSON of a run."""
    loaded: dict[str, Any] = json.loads(sctarget("collect", *arguments, "--format", "json", cwd=cwd).out)
    return loaded


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {each["department"]: each["status"] for each in found["departments"]}


def test_0_when_everything_is_there(tmp_path: Path) -> None:
    """All forms back and clean: exit 0, no list of anybody to call; nothing on standard error when piped."""
    answer(project(tmp_path), GOOD)
    ran = sctarget("collect", cwd=tmp_path)
    assert ran.code == 0, ran.out
    assert "2个单位应报，已报2个；应有数据2项，可用2项；任务1项，已报1项" in ran.out
    assert "未报送单位" not in ran.out
    assert ran.err == ""


def test_3_and_three_lists(tmp_path: Path) -> None:
    """One department missing, one with a range: exit 3; who to chase, with telephone, and what to ask."""
    plan = project(tmp_path, WITH_CONTACT)
    answer(plan, {**GOOD, "sme": {"actual": "12-15"}}, period="2023Q3", only="县科技局")
    ran = sctarget("collect", cwd=tmp_path, COLUMNS="80")
    assert ran.code == 3
    assert "2023年三季度：2个单位应报，已报1个、未报1个" in ran.out
    missing, asked = ran.out.split("未报送单位（1个）")[1].split("需核实（")
    assert "示例联系人" in missing
    assert "0000-0000000" in missing
    assert "县科技局（" in asked
    assert "“12-15”" in asked
    assert "填报表!H5" in asked
    assert all(len(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize("typed", ["12-15", True, "#REF!", None, "/"])
def test_check_says_the_same(tmp_path: Path, typed: object) -> None:
    """The problems of collect are those of check, and both exit with 3 or neither does."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": typed}})
    checked = sctarget("check", "--format", "json", "--fail-on", "none", cwd=tmp_path)
    ran = sctarget("collect", "--format", "json", cwd=tmp_path)
    assert json.loads(checked.out)["problems"] == json.loads(ran.out)["problems"]
    assert checked.code == ran.code


def test_the_document(tmp_path: Path) -> None:
    """The JSON has the promised keys; figures are text, the source is complete."""
    plan = project(tmp_path, WITH_CONTACT)
    answer(plan, {**GOOD, "rd": {"actual": "1700万元", "reason": "示例原因"}, "sme": {"actual": "12-15"}})
    found = document(cwd=tmp_path)
    assert list(found) == ["schema", "plan", "period", "departments", "figures", "problems", "verifications"]
    assert found["schema"] == "sctarget.collect/1"
    assert found["period"] == "2023"
    assert found["departments"][0] == {
        "department": "县统计局",
        "status": "returned",
        "files": ["2023年科技指标完成情况_县统计局.xlsx"],
    }
    (figure,) = found["figures"]
    digest = figure["source"].pop("sha256")
    assert len(digest) == 64
    assert figure == {
        "indicator": "rd",
        "department": "县统计局",
        "region": "620821",
        "period": "2023",
        "value": "0.17",
        "unit": "亿元",
        "state": "final",
        "reason": "示例原因",
        "measures": None,
        "source": {
            "file": "2023年科技指标完成情况_县统计局.xlsx",
            "sheet": "填报表",
            "cell": "H5",
            "raw": "1700万元",
        },
        "verified": None,
    }
    assert {"code", "severity", "department", "file", "sheet", "cell", "indicator", "read", "message"} == set(
        found["problems"][0]
    )


def test_late_missing_rejected_conflict(tmp_path: Path) -> None:
    """Every state of a department, met with files."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    science, statistics = (
        tmp_path / "actuals" / f"2023年科技指标完成情况_{name}.xlsx" for name in ("县科技局", "县统计局")
    )
    touch(science, "2023-10-10")
    touch(statistics, "2023-10-11")
    due = ("--due", "2023-10-10")
    assert statuses(document(*due, cwd=tmp_path)) == {"县统计局": "late", "县科技局": "returned"}
    ran = sctarget("collect", *due, cwd=tmp_path)
    assert ran.code == 0
    assert "已报2个（迟报1个）" in ran.out
    assert "2023-10-11 12:00" in ran.out
    statistics.write_bytes(b"PK\x03\x04 broken")
    assert statuses(document(cwd=tmp_path))["县统计局"] == "rejected"
    statistics.unlink()
    assert statuses(document(cwd=tmp_path))["县统计局"] == "missing"
    science.rename(tmp_path / "actuals" / "最终版.xlsx")
    answer(plan, {**GOOD, "sme": {"actual": 17}}, only="县科技局")
    found = document(cwd=tmp_path)
    assert statuses(found)["县科技局"] == "conflict"
    assert found["figures"] == []
    (conflict,) = [each for each in found["problems"] if each["code"] == "conflict"]
    assert "16" in conflict["message"]
    assert "17" in conflict["message"]
    assert "最终版.xlsx" in conflict["message"]


def test_files_folders_and_zips_with_gbk_names(tmp_path: Path) -> None:
    """What is named on the command line is read: a file, and a zip made on a Chinese Windows."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    science, statistics = sorted((tmp_path / "actuals").iterdir())
    with zipfile.ZipFile(tmp_path / "微信.zip", "w") as archive:
        archive.writestr("XXXXXXXX.xlsx", statistics.read_bytes())
    renamed = (tmp_path / "微信.zip").read_bytes().replace(b"XXXXXXXX", "县统计局".encode("gbk"))
    (tmp_path / "微信.zip").write_bytes(renamed)
    found = document(plan, science, tmp_path / "微信.zip", cwd=tmp_path)
    assert {each["department"]: each["files"] for each in found["departments"]} == {
        "县统计局": ["微信.zip/县统计局.xlsx"],
        "县科技局": [science.name],
    }


def test_the_period_asked_for(tmp_path: Path) -> None:
    """The latest reported one by default, another with --period; the rest is counted, not used."""
    plan = project(tmp_path)
    answer(plan, GOOD, period="2023H1")
    answer(plan, GOOD, period="2023Q3", only="县科技局")
    ran = sctarget("collect", cwd=tmp_path)
    assert "2023年三季度：2个单位应报，已报1个、未报1个" in ran.out
    assert "另有其他报告期的填报表没有计入：2023年上半年2份" in ran.out
    assert "最近一期是2023年上半年" in ran.out
    half = sctarget("collect", "--period", "2023H1", cwd=tmp_path)
    assert half.code == 0
    assert "2023年上半年：2个单位应报，已报2个" in half.out


def test_one_department(tmp_path: Path) -> None:
    """--department narrows the lists to one, and not the exit code."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": "12-15"}})
    ran = sctarget("collect", "--department", "县统计局", cwd=tmp_path)
    assert ran.code == 3
    assert "县科技局" not in ran.out
    found = document("--department", "县统计局", cwd=tmp_path)
    assert [each["indicator"] for each in found["figures"]] == ["rd"]
    wrong = sctarget("collect", "--department", "县城管局", cwd=tmp_path)
    assert wrong.code == 2
    assert "县统计局、县科技局" in wrong.err


def test_consolidated_workbook(tmp_path: Path) -> None:
    """-o writes every figure; the lists still stand on the screen; an existing file is kept."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": "12-15"}})
    target = tmp_path / "out" / "汇总.xlsx"
    ran = sctarget("collect", "-o", target, cwd=tmp_path)
    assert ran.code == 3
    assert "需核实" in ran.out
    assert f"已写出 {target}" in ran.err
    rows = list(load_workbook(target)["数据"].iter_rows(values_only=True))
    assert [row[:5] for row in rows[1:]] == [
        ("采用", "县统计局", "指标", "rd", "研发经费支出"),
        ("待核实", "县科技局", "指标", "sme", "科技型中小企业"),
        ("采用", "县科技局", "任务", "park", "农业科技园区通过验收"),
    ]
    before = target.read_bytes()
    again = sctarget("collect", "-o", target, cwd=tmp_path)
    assert again.code == 2
    assert "--force" in again.err
    assert target.read_bytes() == before
    assert sctarget("collect", "-o", target, "--force", cwd=tmp_path).code == 3


def test_consolidated_csv_and_json(tmp_path: Path) -> None:
    """The extension picks the format; CSV opens in Excel, formulas in people's text stay text."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "rd": {"actual": 0.17, "reason": "@SUM(1)"}})
    assert sctarget("collect", "-o", "a.csv", cwd=tmp_path).code == 0
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    first, *_ = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (first["编号"], first["数值"], first["计量单位"], first["单元格"]) == ("rd", "0.17", "亿元", "H5")
    assert first["未达原因"] == "'@SUM(1)"
    assert sctarget("collect", "-o", "a.json", cwd=tmp_path).code == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == document(cwd=tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.docx"], ".xlsx、.csv、.json"),
        (["--due", "月底"], "--due"),
        (["--period", "2024Q1"], "不在计划期"),
        (["plan.yaml", "没有.xlsx"], "没有.xlsx"),
        (["-o", "actuals/汇总.xlsx"], "会被当成收回的表"),
    ],
)
def test_2_when_it_cannot_be_done(tmp_path: Path, arguments: list[str], said: str) -> None:
    """What is impossible is refused before anything is read or written."""
    answer(project(tmp_path), GOOD)
    ran = sctarget("collect", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_2_without_a_folder_of_returns(tmp_path: Path) -> None:
    """No actuals/ beside the plan: said, with what to do."""
    plan = project(tmp_path)
    (tmp_path / "actuals").rmdir()
    ran = sctarget("collect", plan)
    assert ran.code == 2
    assert "actuals" in ran.err


def test_an_empty_folder_is_everybody_missing(tmp_path: Path) -> None:
    """Nothing has come yet: everybody is listed, and the data cannot be trusted."""
    project(tmp_path)
    ran = sctarget("collect", cwd=tmp_path)
    assert ran.code == 3
    assert "还没有读到任何填报表" in ran.out
    assert "未报送单位（2个）" in ran.out
    assert document(cwd=tmp_path)["period"] is None


def test_only_unreadable_files(tmp_path: Path) -> None:
    """A photo and a broken file are named, in the group of what nobody is known to have sent."""
    project(tmp_path)
    (tmp_path / "actuals" / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 photo")
    ran = sctarget("collect", cwd=tmp_path)
    assert ran.code == 3
    assert "未能认出单位（1条）照片.xlsx" in ran.out
    assert "图片" in ran.out


def test_a_gbk_console(tmp_path: Path) -> None:
    """An old Windows console gets its own encoding."""
    answer(project(tmp_path), GOOD)
    ran = sctarget("collect", "--format", "json", cwd=tmp_path, encoding="gbk")
    assert json.loads(ran.out)["departments"][0]["department"] == "县统计局"


def test_returns_are_never_changed(tmp_path: Path) -> None:
    """The files that came in are the same afterwards, times included."""
    answer(project(tmp_path), GOOD)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "actuals").iterdir()}
    sctarget("collect", "-o", "a.xlsx", cwd=tmp_path)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "actuals").iterdir()} == before
