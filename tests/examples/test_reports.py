"""The reports of the five examples: one result in many renderers, and what comes out of a printer."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest
from examples.road import NAMES, run
from page_reader import Reader
from programs import needed
from pypdf import PdfReader
from report.support import evaluation, indicator, task, verdict
from word_layout import opened

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.report.board import board_of
from sctarget.report.brief import brief_report
from sctarget.report.document import Frame, Heading, Text
from sctarget.report.report_tables import short_of
from sctarget.report.table import EMPTY, page_columns
from sctarget.report.year_report import year_report
from sctarget.writers.page_html import render_html
from sctarget.writers.report_docx import render_docx
from sctarget.writers.report_text import render_report_csv, render_report_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.evaluate.result import Evaluation

_MARKDOWN_ESCAPES = re.compile(r"\\([\\`*_\[|~#])")


def plain(markdown: str) -> str:
    """What a reader of the rendered Markdown sees."""
    text = _MARKDOWN_ESCAPES.sub(r"\1", markdown)
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("** ", "")
        .replace("**", "")
        .replace("<br>", "\n")
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_the_same_to_the_character(name: str) -> None:
    """Each sentence and each cell of the report stands in Word, Markdown and CSV as it was made, once."""
    document = year_report(run(name).evaluation)
    word = opened(render_docx(document))
    paragraphs = [each.text for each in word.paragraphs]
    markdown, csv = plain(render_report_markdown(document)), render_report_csv(document)
    for block in document.blocks:
        if isinstance(block, Text):
            assert block.lead + block.text in paragraphs
            assert block.lead + block.text in markdown
        elif isinstance(block, Heading):
            assert block.number + block.text in paragraphs
            assert block.number + block.text in markdown
    assert len(word.tables) == len(document.tables)
    for table, printed in zip(document.tables, word.tables, strict=True):
        shown = page_columns(table)
        expected = [[row[index].text or EMPTY for index in shown] for row in table.rows]
        assert [[cell.text for cell in row.cells] for row in printed.rows[1:]] == expected
        for row in table.rows:
            for index in shown:
                assert row[index].text in markdown
                assert row[index].text.replace('"', '""') in csv


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_report_says(name: str) -> None:
    """Sentences and figures of every indicator stand on the HTML page as they stand in Word."""
    document = year_report(run(name).evaluation)
    page = Reader(render_html(board_of(run(name).evaluation)))
    for number, facts in enumerate(document.facts, 1):
        assert facts.sentence in page.texts
        line = page.row(facts.label, str(number))
        for word in (facts.target_word, facts.actual_word):
            assert word == "" or word in line
        assert facts.completion_word == "" or any(cell.startswith(facts.completion_word) for cell in line)
        assert facts.status is Status.MONITORED or facts.status_word in line


@pytest.mark.parametrize("name", NAMES)
def test_nothing_unfinished_is_left_out(name: str) -> None:
    """Every indicator has its sentence in the order of its group, every one that is not reached is a problem."""
    judged = run(name).evaluation
    document = year_report(judged)
    text = "\n".join(each.lead + each.text for each in document.blocks if isinstance(each, Text))
    assert len(document.facts) == len(judged.verdicts)
    assert all(each.sentence in text for each in document.facts)
    problems = document.blocks.index(Heading(1, "四、", "存在的问题及原因")) if short_of(judged) else 0
    told = [each.lead + each.text for each in document.blocks[problems:] if isinstance(each, Text)]
    for each in judged.verdicts:
        if each.status in {Status.UNMET, Status.NEARLY, Status.BEHIND, Status.FAR_BEHIND, Status.UNREPORTED}:
            assert any(each.indicator.label in text for text in told), each.indicator.id


def test_what_is_behind_says_how_fast_it_must_go() -> None:
    """The rate up to now, the rate that is needed and where it will stand: 2310 ÷ 9, 3290 ÷ 3, 2310 ＋ 256.67 × 3."""
    document = year_report(run("dazhou-2020").evaluation)
    told = next(each.text for each in document.blocks if isinstance(each, Text) and each.lead == "1.技术合同登记额。")
    assert "前9个月月均256.67万元，剩余3个月需月均1096.67万元。照平均速度，2020年底约3080万元" in told
    assert any(
        isinstance(each, Text)
        and each.text.startswith("目前没有滞后、但照已有速度推算到期达不到目标的是高新技术企业（期末）")
        for each in document.blocks
    )


def forty_missed() -> Evaluation:
    """A made-up plan of 40 indicators with long names, all missed, tasks overdue, departments silent (示例数据)."""
    judged = tuple(
        verdict(
            indicator(f"示例的第{number}项名称相当长的科技创新指标完成情况", "100", "家", lead=("示例县科学技术局",)),
            Status.UNMET,
            "12",
            reason="示例" if number % 2 else None,
        )
        for number in range(40)
    )
    tasks = tuple(
        task(f"示例任务{number}通过省级验收并投入使用", TaskState.IN_PROGRESS, overdue=True) for number in range(9)
    )
    return evaluation(judged, tasks, missing=tuple(f"示例县第{number}局" for number in range(9)))


def test_the_brief_keeps_the_worst_and_counts_the_rest() -> None:
    """Forty missed targets do not fit a page: it says how many there are and how many stand elsewhere."""
    document = brief_report(forty_missed(), Frame())
    table = document.tables[0]
    listed = len(table.rows)
    assert 4 <= listed < 40
    assert table.notes == (f"注：共40项，这里列{listed}项，另有{40 - listed}项见报告全文。",)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """Every report and brief as LibreOffice prints it, all in one go."""
    program = needed("soffice", "LibreOffice")
    folder: Path = tmp_path_factory.mktemp("printed")
    for name in NAMES:
        judged = run(name).evaluation
        (folder / f"report-{name}.docx").write_bytes(render_docx(year_report(judged)))
        (folder / f"brief-{name}.docx").write_bytes(render_docx(brief_report(judged, Frame(addressee="县人民政府"))))
    (folder / "brief-forty.docx").write_bytes(render_docx(brief_report(forty_missed(), Frame())))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: PdfReader(io.BytesIO(path.read_bytes())) for path in folder.glob("*.pdf")}


@pytest.mark.parametrize("name", [*NAMES, "forty"])
def test_the_brief_is_one_page(name: str, printed: dict[str, PdfReader]) -> None:
    """A deputy county head gets one sheet, whatever the plan holds."""
    assert len(printed[f"brief-{name}"].pages) == 1


def bare(text: str) -> str:
    """Letters and digits of a text; a PDF may give 人 as ⼈, and a comma that hangs in the margin not at all."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_printed(name: str, printed: dict[str, PdfReader]) -> None:
    """A table that runs over pages loses no row; pages are numbered through to the last annex."""
    pages = ["".join(page.extract_text().split()) for page in printed[f"report-{name}"].pages]
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in page
    whole = bare("".join(page.replace(f"—{number}—", "") for number, page in enumerate(pages, 1)))
    for each in year_report(run(name).evaluation).facts:
        assert bare(each.sentence) in whole
