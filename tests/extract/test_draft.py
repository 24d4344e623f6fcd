"""A document becomes a draft plan that the other commands take without an edit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sctarget.cli.app import run
from sctarget.model.problem import Severity
from sctarget.readers.dictionary import find_standard
from sctarget.readers.plan_yaml import read_plan

DOCUMENT = """示例县2024年科技创新工作要点
示例县科技局
一、主要目标
全社会研发经费支出达到1.3亿元以上，高新技术企业达到12家，新增科技型中小企业20家以上。
二、重点任务
（一）搭建平台。新建市级技术创新中心2家，每年举办科技活动3场次。制定园区提升方案。（责任单位：县科技局、县工信局）
（二）服务农业。选派科技特派员60名左右，培育新品种*个，公民科学素质比例达到12%以上。
三、保障措施
县级财政科技支出达到0.2亿元以上。
"""
SHARED = os.environ.get("SCTARGET_SHARED")


def make_draft(tmp_path: Path, text: str = DOCUMENT) -> Path:
    document = tmp_path / "要点.txt"
    document.write_text(text, "utf-8")
    draft = tmp_path / "plan.yaml"
    assert run(["extract", str(document), "-o", str(draft)]) == 0
    return draft


def test_the_draft_is_a_valid_plan(tmp_path: Path) -> None:
    """validate finds no error; names, targets and owners are those of the document."""
    loaded = read_plan(make_draft(tmp_path))
    assert [p for p in loaded.problems if p.severity is Severity.REJECTED] == []
    plan = loaded.value
    assert plan is not None
    assert [indicator.name for indicator in plan.indicators] == [
        "全社会研发经费支出", "高新技术企业", "科技型中小企业", "市级技术创新中心", "科技活动", "科技特派员", "新品种",
        "公民科学素质比例", "县级财政科技支出",
    ]  # fmt: skip
    assert [task.name for task in plan.tasks] == ["园区提升方案"]


def test_every_record_says_where_it_comes_from(tmp_path: Path) -> None:
    """at and quote stand on each entry, the dictionary's id where the name is a standard one."""
    text = make_draft(tmp_path).read_text("utf-8")
    assert text.count("\n  at: ") == text.count("\n  quote: ") == 10
    assert "standard: rd_expenditure" in text
    assert "待核" in text


def test_the_draft_goes_through_template_and_check(tmp_path: Path) -> None:
    """extract → template → check without an edit; nothing is reported yet."""
    draft = make_draft(tmp_path)
    forms = tmp_path / "forms"
    assert run(["template", str(draft), "-o", str(forms), "--period", "2024"]) == 0
    sheets = sorted(map(str, forms.glob("*.xlsx")))
    assert sheets
    assert run(["check", str(draft), *sheets, "--as-of", "2024-12-31"]) == 3


def test_an_existing_draft_is_not_overwritten(tmp_path: Path) -> None:
    """A person may have worked on it: exit code 2, the file stays as it was."""
    draft = make_draft(tmp_path)
    draft.write_text("我改过的计划", "utf-8")
    assert run(["extract", str(tmp_path / "要点.txt"), "-o", str(draft)]) == 2
    assert draft.read_text("utf-8") == "我改过的计划"


def test_json_has_the_promised_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The schema's name and every key, figures as strings, years as integers."""
    make_draft(tmp_path)
    capsys.readouterr()
    assert run(["extract", str(tmp_path / "要点.txt"), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["document"]) == ("sctarget.extract/1", "要点.txt")
    first = document["targets"][0]
    assert set(first) == {
        "id", "kind", "name", "scope", "comparator", "value", "high", "unit", "year", "measure", "baseline", "lead",
        "support", "group", "start", "end", "quote", "restates", "review",
    }  # fmt: skip
    assert (first["value"], first["unit"], first["year"]) == ("1.3", "亿元", 2024)


def test_the_table_shows_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The default output names the figure, its year and its words."""
    make_draft(tmp_path)
    capsys.readouterr()
    assert run(["extract", str(tmp_path / "要点.txt")]) == 0
    shown = capsys.readouterr().out
    assert "≥1.3亿元" in shown
    assert "读出10条" in shown


def test_look_alikes_are_never_guessed() -> None:
    """科技型企业 is no 科技型中小企业, 技术交易额 no 技术合同成交额."""
    assert find_standard("科技型企业") is None
    assert find_standard("技术交易额") is None
    found = find_standard("全县技术合同成交额")
    assert found is not None
    assert found.id == "tech_contract_value"


@pytest.mark.skipif(SHARED is None, reason="SCTARGET_SHARED 没有设置：这里没有五份原件")
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_five_documents_become_valid_plans(tmp_path: Path, number: str) -> None:
    """extract → validate on the real documents."""
    (document,) = Path(str(SHARED)).glob(f"seeds/{number}*.txt")
    draft = tmp_path / "plan.yaml"
    assert run(["extract", str(document), "-o", str(draft)]) == 0
    assert [p for p in read_plan(draft).problems if p.severity is Severity.REJECTED] == []
