"""A document becomes a draft plan that the other commands take without an edit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from extract.support import DOCUMENT

from sctarget.cli.app import run
from sctarget.model.problem import Severity
from sctarget.readers.dictionary import find_standard
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from sctarget.model.plan import Indicator

SHARED = os.environ.get("SCTARGET_SHARED")


def make_draft(tmp_path: Path, text: str = DOCUMENT) -> Path:
    document = tmp_path / "要点.txt"
    document.write_text(text, "utf-8")
    draft = tmp_path / "plan.yaml"
    assert run(["extract", str(document), "-o", str(draft), "--force"]) == 0
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
    assert text.count("\n    at: ") == text.count("\n    quote: ") == 10
    assert "standard: rd_expenditure" in text
    assert "at: 搭建平台 第6行" in text
    assert "review: 待核：" in text


def indicators(tmp_path: Path, text: str) -> dict[str, Indicator]:
    """The indicators of the draft of a document, by their labels."""
    plan = read_plan(make_draft(tmp_path, text)).value
    assert plan is not None
    return {each.label: each for each in plan.indicators}


def test_what_is_said_again_is_one_entry_with_what_each_place_tells(tmp_path: Path) -> None:
    """The table knows the base and the unit, the text the owner: the entry has all of it and both places."""
    text = (
        "示例县科技创新规划（2022—2025年）\n一、主要目标\n研发投入强度达到1.8%以上。\n二、任务\n"
        "全社会研发投入强度达到1.8%以上。（牵头单位：县统计局；配合单位：县科技局）\n附表 主要指标\n"
        "序号\t指标名称\t单位\t2021年\t2025年\n1\t研发经费投入强度\t%\t1.2*\t1.8\n注：加*号为2020年数据\n"
    )
    (found,) = indicators(tmp_path, text).values()
    assert found.at == ("主要目标 第3行", "任务 第5行", "附表 主要指标 第8行")
    assert (found.lead, found.support) == (("县统计局",), ("县科技局",))
    assert found.baseline is not None
    assert (str(found.baseline.value.value), found.baseline.year) == ("1.2", 2020)
    assert (found.standard, found.data_year) == ("rd_intensity", -1)


def test_earlier_years_of_one_indicator_are_its_milestones(tmp_path: Path) -> None:
    """到2023年1.5%, 到2025年1.8% is one indicator of the plan to 2025."""
    text = "示例县科技创新规划（2022—2025年）\n到2025年，研发投入强度达到1.8%。到2023年，研发投入强度达到1.5%以上。\n"
    (found,) = indicators(tmp_path, text).values()
    assert found.target_text == "达到1.8%"
    assert [(step.period.text, step.text) for step in found.milestones] == [("2023", "达到1.5%以上")]


def test_the_dictionary_gives_kind_source_data_year_and_pace(tmp_path: Path) -> None:
    """Firms certified in the fourth quarter are back-loaded, yearly statistics are not compared within the year."""
    text = (
        "示例县2024年科技工作要点\n高新技术企业达到12家，新增高新技术企业3家，"
        "研发经费支出达到1.3亿元，本级财政科技支出0.2亿元。\n"
    )
    found = indicators(tmp_path, text)
    facts = {label: (each.standard, each.kind, each.pace, each.data_year) for label, each in found.items()}
    assert facts == {
        "高新技术企业（期末）": ("hte_stock", "stock", "back_loaded", 0),
        "高新技术企业（新增）": ("hte_new", "flow", "back_loaded", 0),
        "研发经费支出": ("rd_expenditure", "flow", "none", -1),
        "本级财政科技支出": ("fiscal_st_exp", "flow", None, 0),
    }
    assert found["研发经费支出"].data_department == "统计部门"


def test_over_several_years_annual_figures_are_compared_at_the_ends_of_the_years(tmp_path: Path) -> None:
    """pace: none is for within a year."""
    text = "示例县科技创新规划（2022—2025年）\n研发投入强度达到1.8%以上，高新技术企业达到23家。\n"
    found = indicators(tmp_path, text)
    assert {label: each.pace for label, each in found.items()} == {"研发投入强度": None, "高新技术企业": "back_loaded"}


def test_look_alikes_are_asked_about(tmp_path: Path) -> None:
    """A name that is nearly a standard one, or easily mixed up with it, is for a person to settle."""
    text = "示例县2024年科技工作要点\n高技术产业营业收入达到3亿元，技术交易额达到2亿元。\n"
    found = indicators(tmp_path, text)
    assert {label: (each.standard, each.review) for label, each in found.items()} == {
        "高技术产业营业收入": (None, "待核：可能是标准指标“高新技术产业营业收入”，请按口径确认"),
        "技术交易额": (None, "待核：与标准指标“技术合同成交额”名称相近，不要混同"),
    }


def test_both_figures_of_a_disagreement_are_in_the_draft(tmp_path: Path) -> None:
    """Nothing is left out: each entry tells where the other figure stands."""
    found = indicators(tmp_path, "示例县2024年科技工作要点\n众创空间达到3家。\n附件\n众创空间达到4家。\n")
    assert [each.review for each in found.values()] == [
        "待核：文中两处不一致：另写4家（第4行）",
        "待核：文中两处不一致：另写3家（第2行）",
    ]


REVIEW = "示例区2023年科技工作总结\n示例区科技局\n一、2023年工作总结\n"


def test_a_report_of_what_was_done_gives_indicators_to_monitor(tmp_path: Path) -> None:
    """Its figures are the history of indicators without a target, also where one plan for next year stands behind."""
    done = "登记技术合同312份，登记科技成果43项，认定瞪羚企业3家，建成众创空间2家，选派科技特派员80名。\n"
    found = indicators(tmp_path, f"{REVIEW}{done}二、2024年工作打算\n新建孵化器1家。\n")
    assert [label for label, each in found.items() if each.target is not None] == ["孵化器"]
    assert len(found) == 6
    assert [str(quantity.value) for _, quantity in found["登记科技成果"].history] == ["43"]


def test_figures_that_are_no_entry_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan with a short review: last year's figure of an indicator is its history, the others are told."""
    text = f"{REVIEW}众创空间达到2家，登记科技成果43项。\n二、2024年工作打算\n众创空间达到3家。\n"
    found = indicators(tmp_path, text)
    assert [(period.text, str(each.value)) for period, each in found["众创空间"].history] == [("2023", "2")]
    assert "另有2个已完成的数没有列入" in capsys.readouterr().err


def test_a_document_without_an_issuer_says_so(tmp_path: Path) -> None:
    """The place to fill in is named at the head of the file."""
    draft = make_draft(tmp_path, "示例县2024年科技工作要点\n新增众创空间2家。\n").read_text("utf-8")
    assert "请把“待填单位”改成本单位的名称" in draft
    assert "待填单位" not in make_draft(tmp_path).read_text("utf-8")


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
