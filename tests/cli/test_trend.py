"""sctarget trend on the command line: what is shown, in which format, for whom."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from cli.support import PLAN, answer, project, sctarget
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A project with three quarters; the science bureau reports its second one late and only as an estimate."""
    path = project(tmp_path, PLAN)
    for period, rd, sme in (("2023Q1", 0.02, 2), ("2023H1", 0.06, 6), ("2023Q3", 0.12, 12)):
        state = "预计" if period == "2023H1" else None
        answer(path, {"rd": {"actual": rd, "last_year": 0.05}, "sme": {"actual": sme, "state": state}}, period)
    return path


@pytest.mark.parametrize("columns", ["80", "200"])
def test_a_table_for_people(plan: Path, columns: str) -> None:
    """Every period stands there with its state, and below it where the year will end and how fast it must go."""
    ran = sctarget("trend", plan, COLUMNS=columns)
    assert ran.code == 0, ran.err
    words = "".join(ran.out.split())
    assert "2023年上半年" in words
    assert "6家（预计）" in words
    assert "预计：照平均速度，2023年底约16家（14—18家），能达到目标" in words
    assert "所需速度：前9个月月均1.3家，剩余3个月需月均1.4家" in words
    assert "走势：▁▃█" in words
    assert max(len(line) for line in ran.out.splitlines()) <= int(columns)


def test_one_indicator_of_one_department(plan: Path) -> None:
    """--indicator takes names and ids, --department leaves only what that department owes."""
    ran = sctarget("trend", plan, "--indicator", "科技型中小企业")
    assert "科技型中小企业" in ran.out
    assert "研发经费支出" not in ran.out
    ran = sctarget("trend", plan, "--department", "县统计局")
    assert "研发经费支出" in ran.out
    assert "科技型中小企业" not in ran.out
    assert sctarget("trend", plan, "--indicator", "park").code == 2
    unknown = sctarget("trend", plan, "--indicator", "科技型企业")
    assert unknown.code == 2
    assert "是不是" in unknown.err


def test_json_for_programs(plan: Path) -> None:
    """The document names its schema and holds every point, forecast and rate as exact figures."""
    ran = sctarget("trend", plan, "--format", "json")
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert list(document) == ["schema", "plan", "as_of", "periods", "indicators", "problems"]
    assert document["schema"] == "sctarget.trend/1"
    assert document["periods"] == ["2023Q1", "2023H1", "2023Q3"]
    money, count = document["indicators"]
    assert list(count) == [
        "id", "name", "scope", "kind", "unit", "reporting", "target", "status", "light", "points", "forecast",
        "no_forecast", "required", "notes",
    ]  # fmt: skip
    point = count["points"][1]
    assert list(point) == [
        "period", "date", "value", "absence", "state", "provisional", "own", "completion", "year_on_year",
        "on_previous", "restated", "notes", "sources",
    ]  # fmt: skip
    assert (point["value"], point["state"], point["completion"]) == ("6", "estimate", "0.375")
    assert count["forecast"]["value"] == "16"
    last = money["points"][2]["year_on_year"]
    assert last == {
        "base": "0.05", "difference": "0.07", "rate": "1.4", "words": None, "origin": "last_year", "typed": None,
    }  # fmt: skip


def test_csv_opens_in_excel(plan: Path) -> None:
    """One row for every indicator and period, UTF-8 with its mark."""
    ran = sctarget("trend", plan, "--format", "csv")
    assert ran.out.startswith("\ufeff编号,指标")
    rows = list(csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff"))))
    assert [(row["编号"], row["报告期"], row["实际值"]) for row in rows[-2:]] == [
        ("sme", "2023H1", "6"),
        ("sme", "2023Q3", "12"),
    ]


def test_earlier_days_and_files(plan: Path, tmp_path: Path) -> None:
    """--as-of looks back; -o writes by extension and never over a file that is there."""
    ran = sctarget("trend", plan, "--as-of", "2023H1")
    assert "2023年三季度" not in ran.out
    target = tmp_path / "走势.md"
    assert sctarget("trend", plan, "-o", target).code == 0
    assert "| 指标" in target.read_text(encoding="utf-8")
    assert sctarget("trend", plan, "-o", target).code == 2
    assert sctarget("trend", plan, "-o", tmp_path / "走势.docx").code == 2


def test_a_gbk_console_shows_the_course(plan: Path) -> None:
    """The blocks are in GBK; a console without them gets the table without the course."""
    assert "▁▃█" in sctarget("trend", plan, encoding="gbk").out
    narrow = sctarget("trend", plan, encoding="latin-1")
    assert narrow.code == 0


def test_what_came_to_nothing_is_pointed_at(plan: Path) -> None:
    """A figure that was not used is no silent hole: the command names check."""
    answer(plan, {"rd": {"actual": "1+2"}, "sme": {"actual": 13}}, "2023-10")
    ran = sctarget("trend", plan)
    assert ran.code == 0
    assert "sctarget check" in ran.err


def test_quarters_from_the_form_to_the_sum(tmp_path: Path) -> None:
    """The form asks for the quarter alone, check adds the quarters up, trend shows both and names a missing one."""
    plan = project(tmp_path, PLAN.replace("target: 16家以上,", "target: 16家以上, reporting: period,"))
    for period, sme in (("2023Q1", 7), ("2023Q2", 3)):
        answer(plan, {"rd": {"actual": 0.1}, "sme": {"actual": sme}}, period)
    book = load_workbook(next((tmp_path / "actuals").glob("*二季度*县科技局*")))
    form = [str(cell.value) for line in book["填报表"].iter_rows() for cell in line if cell.value]
    assert "只填本期（4—6月）的数，不填累计数" in form
    guide = "".join(str(cell.value or "") for line in book["填报说明"].iter_rows() for cell in line)
    assert "写“只填本期”的，只填2023年二季度当期的数，由程序逐期相加" in guide
    judged = json.loads(sctarget("check", plan, "--format", "json").out)
    assert not [each for each in judged["problems"] if each["indicator"] == "sme"]
    count = judged["indicators"][1]
    assert (count["actual"]["value"], len(count["actual"]["sources"])) == ("10", 2)
    assert "本期数合计：2023年一季度7家＋2023年二季度3家" in count["notes"]
    shown = "".join(sctarget("trend", plan, "--indicator", "sme").out.split())
    assert "10家3家" in shown
    assert "-57.1%" in shown
    answer(plan, {"rd": {"actual": 0.2}, "sme": {"actual": 2}}, "2023Q4")
    gone = "".join(sctarget("trend", plan, "--indicator", "sme").out.split())
    assert "缺2023年三季度的本期数，不能合计" in gone
