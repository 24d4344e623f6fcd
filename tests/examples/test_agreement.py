"""The figures of every indicator of every example, character by character, in every format there is."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from examples.road import NAMES, run
from openpyxl import load_workbook
from page_reader import Reader
from word_layout import opened
from writers.test_book_xlsx import shown

from sctarget.report.board import board_of
from sctarget.report.book import book_of
from sctarget.report.figures import (
    actual_words,
    completion_words,
    demand_words,
    gap_words,
    pace_words,
    progress_words,
)
from sctarget.report.views import result_page
from sctarget.report.words import monitored, status_words
from sctarget.report.year_report import year_report
from sctarget.writers.book_xlsx import render_book
from sctarget.writers.json_out import render_check_json
from sctarget.writers.page_html import render_html
from sctarget.writers.report_docx import render_docx
from sctarget.writers.report_text import render_report_csv, render_report_markdown
from sctarget.writers.terminal import render_terminal
from sctarget.writers.text import render_csv, render_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sctarget.evaluate.result import Evaluation, Verdict

_CELL = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\`*_\[|~#])")
_ABSENT = {"", "—"}
WIDE = 500
"""Columns of a terminal on which nothing is wrapped."""


class Words(NamedTuple):
    """What is said of one indicator, wherever it is said; empty where there is nothing to say."""

    target: str
    actual: str
    completion: str
    progress: str
    gap: str
    pace: str
    status: str


CAPTIONS = {
    "目标": "target",
    "实际完成": "actual",
    "完成率": "completion",
    "增量完成率": "progress",
    "差额": "gap",
    "比序时": "pace",
    "状态": "status",
    "完成情况": "status",
}


def words_of(verdict: Verdict, judged: Evaluation) -> Words:
    return Words(
        demand_words(verdict),
        actual_words(verdict, judged),
        completion_words(verdict, judged.plan.rules),
        progress_words(verdict, judged.plan.rules),
        gap_words(verdict, judged.plan.rules),
        pace_words(verdict, judged.plan),
        status_words(verdict),
    )


def tables(lines: Iterator[Sequence[str]]) -> list[list[dict[str, str]]]:
    """Tables of rows of cells: each begins with its header and ends where a row has another number of cells."""
    found: list[list[dict[str, str]]] = []
    header: Sequence[str] = ()
    for line in lines:
        if len(line) < 2:
            header = ()
        elif not header:
            header = line
            found.append([])
        else:
            found[-1].append(dict(zip(header, line, strict=True)))
    return found


def markdown_rows(text: str) -> Iterator[Sequence[str]]:
    for line in text.splitlines():
        if line.startswith(("|:", "|-")):
            continue
        cells = [_ESCAPED.sub(r"\1", cell.strip()).replace("&gt;", ">") for cell in _CELL.split(line)[1:-1]]
        yield cells if line.startswith("|") else ()


def agree(rows: list[dict[str, str]], judged: Evaluation, number: str = "序号") -> set[str]:
    """Each row says what is true of its indicator; which kinds of words were compared."""
    by_number = {row[number]: row for row in rows}
    assert len(by_number) == len(judged.verdicts)
    compared = set()
    for place, verdict in enumerate(judged.verdicts, 1):
        row, words = by_number[str(place)], words_of(verdict, judged)._asdict()
        for caption, key in CAPTIONS.items():
            if caption not in row or (key == "status" and monitored(verdict.indicator)):
                continue
            said = "" if row[caption] in _ABSENT else row[caption]
            assert said == words[key], (verdict.indicator.label, caption)
            compared.add(key)
    return compared


def listing(found: list[list[dict[str, str]]]) -> list[dict[str, str]]:
    """The first table that lists the indicators."""
    return next(rows for rows in found if rows and "序号" in rows[0] and "实际完成" in rows[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_reads_the_same_in_every_format(name: str) -> None:
    """The report as Word, Markdown, CSV, page and workbook; the check on a terminal, as Markdown and CSV."""
    judged = run(name).evaluation
    document, page = year_report(judged), result_page(judged)
    main = (
        {"actual", "target", "completion"}
        if any(not monitored(each) for each in judged.plan.indicators)
        else {"actual"}
    )

    word = opened(render_docx(document)).tables[0]
    assert agree(listing(tables(iter([[cell.text for cell in row.cells] for row in word.rows]))), judged) >= main
    assert agree(listing(tables(markdown_rows(render_report_markdown(document)))), judged) >= main
    report = list(csv.reader(io.StringIO(render_report_csv(document))))
    assert agree(listing(tables(iter(report))), judged) >= main

    checked = list(csv.reader(io.StringIO(render_csv(page.tables))))
    assert agree(listing(tables(iter(checked))), judged) >= {*main, "actual"}
    assert agree(listing(tables(markdown_rows(render_markdown(page)))), judged) >= main

    lines = render_terminal(page, WIDE).splitlines()
    board = Reader(render_html(board_of(judged)))
    sheet = load_workbook(io.BytesIO(render_book(book_of(judged))))["指标"]
    captions = [cell.value for cell in sheet[1]]
    for number, verdict in enumerate(judged.verdicts, 1):
        label, words = verdict.indicator.label, words_of(verdict, judged)
        line = next(each for each in lines if each.startswith(f"{label} ") and f" {words.actual} " in f"{each} ")
        row = board.row(label, str(number))
        said = words[:-1] if monitored(verdict.indicator) else words
        for each in said:
            assert each in line or each == words.progress, (label, each)
            assert any(each in cell for cell in row), (label, each)
        for caption, key in CAPTIONS.items():
            if caption in captions and not (key == "status" and monitored(verdict.indicator)):
                assert shown(sheet, number + 1, caption) == words._asdict()[key], (label, caption)
        assert shown(sheet, number + 1, "指标") == label
        if words.actual:
            stated = shown(sheet, number + 1, "实际值") + shown(sheet, number + 1, "计量单位")
            assert words.actual.removeprefix("第").startswith(stated), label


@pytest.mark.parametrize("name", NAMES)
def test_json_tells_the_numbers_that_the_words_tell(name: str) -> None:
    """The exact number of JSON is the one in the words, where it is not endless; its own words are the plan's."""
    judged = run(name).evaluation
    listed = json.loads(render_check_json(judged))["indicators"]
    assert [each["id"] for each in listed] == [verdict.indicator.id for verdict in judged.verdicts]
    for told, verdict in zip(listed, judged.verdicts, strict=True):
        words = words_of(verdict, judged)
        assert bool(told["actual"]) == bool(words.actual)
        if told["actual"] and len(told["actual"]["value"]) < 12:
            number = f"{told['actual']['value']}{'' if words.actual.startswith('第') else told['actual']['unit']}"
            assert words.actual.removeprefix("第").startswith(number), verdict.indicator.label
        if told["target"]:
            assert words.target.startswith(told["target"]["text"])
        if told["gap"] and "." not in told["gap"] and words.gap and told["gap"] != "0":
            assert told["gap"].removeprefix("-") in words.gap
