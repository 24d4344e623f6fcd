"""The HTML page in a real browser: filters, sorting, folding, the console, the network, paper."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from browser_support import Browser, needs_browser
from examples.road import NAMES, run
from programs import needed
from report.support import evaluation, indicator, verdict

from sctarget.evaluate.result import Status
from sctarget.report.board import board_of
from sctarget.report.views import Selection
from sctarget.writers.page_html import render_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sctarget.evaluate.result import Evaluation

pytestmark = needs_browser

ORDER = "[...document.querySelectorAll('#list tbody.item')].map(item => item.dataset.n).join(' ')"
SHOWN = ORDER.replace(".map", ".filter(item => item.offsetParent).map")
TEXT = "document.body.innerText"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


def rates() -> Evaluation:
    """Rates that sort differently as text than as numbers, shortfalls in different units."""
    return evaluation(
        (
            verdict(indicator("甲", "100", "家", group="主体", lead=("县科技局",)), Status.UNMET, "9"),
            verdict(indicator("乙", "10", "亿元", group="投入", lead=("县财政局",)), Status.EXCEEDED, "12"),
            verdict(indicator("丙", "1000", "万元", group="投入", lead=("县财政局",)), Status.UNMET, "850"),
            verdict(indicator("丁", "5", "家", group="主体", lead=("县科技局",)), Status.UNREPORTED),
            verdict(indicator("戊", "4", "项", group="主体", lead=("县科技局",)), Status.MET, "4"),
        )
    )


def opened(
    browser: Browser, folder: Path, judged: Evaluation, selection: Selection | None = None, **more: bool
) -> None:
    path = folder / "报告.html"
    path.write_text(render_html(board_of(judged, selection)), "utf-8")
    browser.open(path, **more)


def choose(browser: Browser, field: str, value: str) -> None:
    """Pick or type something, with the event that a person causes."""
    browser.run(
        f"(() => {{ const field = document.getElementById('{field}'); field.value = '{value}';"
        f" field.dispatchEvent(new Event(field.tagName === 'INPUT' ? 'input' : 'change')); }})()"
    )


def head(browser: Browser, key: str) -> str:
    """Click on the arrow in a heading; what the heading then says about its order."""
    said = browser.run(
        f"(() => {{ const th = document.querySelector('th[data-sort={key}]'); th.querySelector('button').click();"
        " return th.getAttribute('aria-sort'); })()"
    )
    assert isinstance(said, str)
    return said


def test_sorting_is_by_number(browser: Browser, tmp_path: Path) -> None:
    """9 % stands before 85 % and 120 %, what has no rate last; a second click turns it round."""
    opened(browser, tmp_path, rates())
    assert browser.run(ORDER) == "1 2 3 4 5"
    assert head(browser, "rate") == "ascending"
    assert browser.run(ORDER) == "1 3 5 2 4"
    assert head(browser, "rate") == "descending"
    assert browser.run(ORDER) == "2 5 3 1 4"
    assert head(browser, "n") == "ascending"
    assert browser.run(ORDER) == "1 2 3 4 5"


def test_sorting_by_shortfall_and_status(browser: Browser, tmp_path: Path) -> None:
    """尚差 compares shares of the target, the most first; 状态 puts the worst first, as check does."""
    opened(browser, tmp_path, rates())
    choose(browser, "order", "lack")
    assert browser.run(ORDER) == "1 3 2 5 4"
    choose(browser, "order", "urgency")
    assert browser.run(ORDER) == "1 3 4 5 2"


def test_filters(browser: Browser, tmp_path: Path) -> None:
    """By status, department, group and words; together; and all gone with one click."""
    opened(browser, tmp_path, rates())
    choose(browser, "status", "unmet")
    assert browser.run(SHOWN) == "1 3"
    assert browser.run("document.getElementById('shown').textContent") == "5项中的2项"
    owner = browser.run("[...document.getElementById('owner').options].find(o => o.text === '县财政局').value")
    choose(browser, "owner", owner)
    assert browser.run(SHOWN) == "3"
    choose(browser, "text", "没有这样的")
    assert browser.run(SHOWN) == ""
    assert "没有符合条件的指标。" in browser.run(TEXT)
    browser.run("document.getElementById('clear').click()")
    assert browser.run(SHOWN) == "1 2 3 4 5"
    assert "没有符合条件的指标。" not in browser.run(TEXT)
    choose(browser, "text", "１０００万元")
    assert browser.run(SHOWN) == "3"


def test_details_fold(browser: Browser, tmp_path: Path) -> None:
    """Closed at first, one by one or all together; a screen reader is told."""
    opened(browser, tmp_path, rates())
    sentence = "丙应达到1000万元，实际为850万元"
    assert sentence not in browser.run(TEXT)
    browser.run("document.querySelectorAll('.fold')[2].click()")
    assert sentence in browser.run(TEXT)
    assert "甲应达到" not in browser.run(TEXT)
    assert browser.run("document.querySelectorAll('.fold')[2].getAttribute('aria-expanded')") == "true"
    browser.run("document.getElementById('all').click()")
    assert "甲应达到100家" in browser.run(TEXT)
    browser.run("document.getElementById('all').click()")
    assert sentence not in browser.run(TEXT)


def test_parts_stay_together(browser: Browser, tmp_path: Path) -> None:
    """Sorting goes on inside each group, and a group without a match loses its heading."""
    opened(browser, tmp_path, rates(), Selection(order="plan", by="group"))
    assert browser.run(ORDER) == "1 4 5 2 3"
    head(browser, "rate")
    assert browser.run(ORDER) == "1 5 4 3 2"
    choose(browser, "status", "exceeded")
    assert "投入：" in browser.run("document.getElementById('list').innerText")
    assert "主体：" not in browser.run("document.getElementById('list').innerText")


def test_without_script_everything_is_there(browser: Browser, tmp_path: Path) -> None:
    """Every line with its details; no tool that would do nothing."""
    opened(browser, tmp_path, rates(), script=False)
    pdf = browser.pdf()
    text = words_of(pdf, tmp_path)
    assert "丙应达到1000万元" in text
    assert "戊4项，如数完成" in text
    assert "清除条件" not in text


def words_of(pdf: bytes, folder: Path) -> str:
    """The text of a PDF without its blanks and line breaks."""
    reader = needed("pdftotext", "poppler-utils")
    path = folder / "print.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([reader, "-raw", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"[^\S\f]", "", done.stdout.decode())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1280, 400])
def test_examples_fit_and_are_quiet(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """No error in the console, nothing asked of the network, nothing wider than the window."""
    path = tmp_path / "报告.html"
    path.write_text(render_html(board_of(run(name).evaluation)), "utf-8")
    browser.open(path, width=width)
    assert browser.complaints == []
    assert browser.requests == [path.as_uri()]
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("document.documentElement.lang") == "zh-CN"
    wide = "[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().right > innerWidth + 1).length"
    assert browser.run(wide) == 0


def test_a_long_caption_on_a_phone_has_its_lines(browser: Browser, tmp_path: Path) -> None:
    """偏差原因分析及改进措施 beside one short line takes two lines and covers nothing; empty values have no row."""
    path = tmp_path / "报告.html"
    path.write_text(render_html(board_of(run("shili-2024").evaluation)), "utf-8")
    browser.open(path, width=400)
    cell = (
        "[...document.querySelectorAll('td[data-l=偏差原因分析及改进措施]')].find(c => c.innerText === '（未填原因）')"
    )
    assert browser.run(f"{cell}.getBoundingClientRect().height") >= 36
    shown = "[...document.querySelectorAll('td.empty')].filter(c => c.getBoundingClientRect().height).length"
    assert browser.run(shown) == 0


def test_policy_stops_what_was_smuggled_in(browser: Browser, tmp_path: Path) -> None:
    """Even if an element got in, it could neither run nor load."""
    path = tmp_path / "报告.html"
    smuggled = "<script>window.evil = 1</script><img src='http://127.0.0.1:9/x.png' onerror='window.evil = 2'></main>"
    path.write_text(render_html(board_of(rates())).replace("</main>", smuggled), "utf-8")
    browser.open(path)
    assert browser.run("window.evil === undefined")
    assert len(browser.complaints) >= 2


def test_print_on_a4(browser: Browser, tmp_path: Path) -> None:
    """Landscape A4, the head on every page, no line torn over two pages, no tool on paper."""
    judged = evaluation(
        tuple(
            verdict(indicator(f"第{number:03d}号{'名称很长' * (50 + number % 17)}到头", "10", "家"), Status.UNMET, "9")
            for number in range(120)
        )
    )
    opened(browser, tmp_path, judged)
    pdf = browser.pdf()
    pages = words_of(pdf, tmp_path).split("\f")
    listed = [page for page in pages if "实际与目标" in page and "完成率" in page]
    assert len(listed) > 3
    assert re.search(rb"/MediaBox \[0 0 84[12][\d.]* 59[45][\d.]*\]", pdf)
    for page in listed:
        assert "序号指标目标" in page
        assert re.search(r"第\d+页，共\d+页", page)
        assert re.findall(r"第\d{3}号名称很长", page)
        assert len(re.findall("很长到头10家以上9家90.0%", page)) == len(re.findall(r"\d第\d{3}号名称很长", page))
    assert "清除条件" not in "".join(pages)


def test_two_thousand_indicators_answer(browser: Browser, tmp_path: Path) -> None:
    """A province's plan can still be filtered and sorted."""
    judged = evaluation(
        tuple(verdict(indicator(f"指标{number}", "2000", "家"), Status.UNMET, str(number)) for number in range(2000))
    )
    opened(browser, tmp_path, judged)
    choose(browser, "order", "lack")
    assert browser.run(ORDER).startswith("1 2 3 4 5 6 7 8 9 10 11")
    choose(browser, "text", "指标1999")
    assert browser.run(SHOWN) == "2000"
