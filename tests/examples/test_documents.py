"""The sample documents go the whole way: read, checked, made into forms, into a workbook and back, and revised."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document as Word
from examples.road import EXAMPLES
from openpyxl import load_workbook
from pdf_support import paragraphs

from sctarget.cli.app import run
from sctarget.model.problem import Severity
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from sctarget.model.plan import Plan

DOCUMENTS = EXAMPLES / "documents"
SHARED = os.environ.get("SCTARGET_SHARED")
SAMPLES = [path for path in sorted(DOCUMENTS.iterdir()) if path.name != "README.md"]
SEEDS = sorted(Path(SHARED).glob("seeds/*.txt")) if SHARED else []
EVERY = [*SAMPLES, *SEEDS]


def plan_of(path: Path) -> Plan:
    """A plan in which validate finds no error."""
    loaded = read_plan(path, standards=True)
    assert [each for each in loaded.problems if each.severity is Severity.REJECTED] == []
    assert loaded.value is not None
    return loaded.value


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem[:3])
def test_the_whole_way_without_an_edit(path: Path, tmp_path: Path) -> None:
    """extract, validate, template, check: the forms come back empty, so everything is unreported and nothing fails."""
    draft, forms = tmp_path / "plan.yaml", tmp_path / "forms"
    assert run(["extract", str(path), "-o", str(draft)]) == 0
    assert run(["validate", str(draft)]) == 0
    plan = plan_of(draft)
    assert all(each.at and each.quote for each in plan.indicators)
    assert all(each.at and each.quote for each in plan.tasks)
    year = str(plan.period.end.year)
    assert run(["template", str(draft), "-o", str(forms), "--period", year]) == 0
    sheets = sorted(map(str, forms.glob("*.xlsx")))
    assert len(sheets) == len(plan.reporters)
    assert run(["check", str(draft), *sheets, "--as-of", f"{year}-12-31"]) == 3


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem[:3])
def test_a_draft_goes_through_a_workbook_unchanged(path: Path, tmp_path: Path) -> None:
    """plan.yaml, plan.xlsx and back: the same plan, line for line but for comments and empty lines."""
    draft, book, back = tmp_path / "plan.yaml", tmp_path / "plan.xlsx", tmp_path / "back.yaml"
    assert run(["extract", str(path), "-o", str(draft)]) == 0
    assert run(["convert", str(draft), str(book)]) == 0
    assert run(["convert", str(book), str(back)]) == 0
    assert plan_of(back).fingerprint == plan_of(draft).fingerprint
    body = [line for line in draft.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert back.read_text("utf-8").splitlines() == body
    assert load_workbook(book)["指标"].max_row == len(plan_of(draft).indicators) + 1


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem[:3])
def test_the_same_document_again_changes_nothing(path: Path, tmp_path: Path) -> None:
    """--update with what the plan was made from leaves every byte."""
    draft = tmp_path / "plan.yaml"
    assert run(["extract", str(path), "-o", str(draft)]) == 0
    before = draft.read_bytes()
    assert run(["extract", str(path), "--update", str(draft), "-o", str(draft)]) == 0
    assert draft.read_bytes() == before


def test_the_revised_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the two sample documents differ in, and only that."""
    draft = tmp_path / "plan.yaml"
    assert run(["extract", str(DOCUMENTS / "要点.txt"), "-o", str(draft)]) == 0
    capsys.readouterr()
    assert run(["extract", str(DOCUMENTS / "要点（修订）.txt"), "--update", str(draft), "-o", str(draft)]) == 0
    assert "改动3项、新增1项、删去1项、不变24项。" in capsys.readouterr().out
    reviews = {each.label: each.review for each in plan_of(draft).indicators}
    told = {label: review for label, review in reviews.items() if review and "按口径确认" not in review}
    assert told == {
        "高新技术企业（期末）": "待核：原文由“达到28家”改为“达到30家”（主要目标 第11行）",
        "技术合同成交额": "待核：原文由“突破3.2亿元”改为“突破4亿元”（主要目标 第11行）",
        "高新技术企业（新增）": "待核：原文由“6家”改为“8家”（培育创新主体 第14行）",
        "瞪羚企业": "待核：新增",
        "实用技术培训": "待核：新文件“要点（修订）.txt”中没有找到这一条",
    }


def test_one_text_reads_the_same_in_every_format(tmp_path: Path) -> None:
    """Typed, from Word, from the web, from a PDF with wrapped lines: the same plan but for the places."""
    lines = [line for line in (DOCUMENTS / "要点.txt").read_text("utf-8").splitlines() if line]
    word = Word()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(tmp_path / "要点.docx"))
    (tmp_path / "要点.html").write_text("".join(f"<p>{line}</p>\n" for line in lines), "utf-8")
    (tmp_path / "要点.pdf").write_bytes(paragraphs([lines[:6], lines[6:11], lines[11:]]))
    plans = []
    for path in (DOCUMENTS / "要点.txt", *sorted(tmp_path.glob("要点.*"))):
        draft = tmp_path / f"{path.suffix[1:]}.yaml"
        assert run(["extract", str(path), "-o", str(draft)]) == 0
        plans.append(plan_of(draft))
    first = [(each.label, each.target_text, each.lead, each.support, each.quote) for each in plans[0].indicators]
    assert len(first) == 26
    for plan in plans[1:]:
        assert [(e.label, e.target_text, e.lead, e.support, e.quote) for e in plan.indicators] == first
        assert plan.title == plans[0].title
    assert [plan.indicators[0].at[0].split()[-1] for plan in plans] == ["第11行", "第7段", "第7段", "第2页"]
