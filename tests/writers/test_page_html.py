"""The HTML page, reopened with a parser: what stands in it, what it may load, what people's text becomes."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_reader import Reader
from report.support import evaluation, indicator, pace, problem, task, verdict

from sctarget.evaluate.result import Evaluation, Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.quantity import Comparator
from sctarget.report.board import board_of
from sctarget.report.views import Selection
from sctarget.report.words import STATUS_WORDS
from sctarget.writers import page_html
from sctarget.writers.page_html import render_html

if TYPE_CHECKING:
    from sctarget.evaluate.result import Verdict

NASTY = '=HYPERLINK("http://x","点")|<script>alert(1)</script>`x`\n第二行\x1b[31m'
STYLE = Path(page_html.__file__).with_name("page.css").read_text("utf-8")


def sample() -> Evaluation:
    return evaluation(
        (
            verdict(indicator("支出", "0.18", "亿元", group="投入"), Status.UNMET, "0.10", reason=NASTY, at="H5"),
            verdict(indicator("强度", "1.8", "%"), Status.MET, "1.80", provisional=True, state=DataState.ESTIMATE),
            verdict(indicator("没报", "5", "家"), Status.UNREPORTED),
        ),
        (task(),),
        (problem(read=NASTY),),
    )


def read(judged: Evaluation, selection: Selection | None = None) -> Reader:
    return Reader(render_html(board_of(judged, selection)))


def test_one_whole_page_that_loads_nothing() -> None:
    """Chinese, UTF-8, every element closed, no address but places inside the page."""
    text = render_html(board_of(sample()))
    page = Reader(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')
    assert page.open == []
    assert {value for _, name, value in page.attributes if name in {"src", "href"}} <= {
        f"#{key}" for key in page.values("id")
    }
    assert {"link", "img", "iframe", "object", "base", "form"}.isdisjoint(page.tags)
    assert "url(" not in text
    assert "@import" not in text
    assert "<title>示例县2023年科技工作要点（示例数据）</title>" in text


def test_only_the_style_and_the_script_inside_may_run() -> None:
    """The policy names both by the hash of what stands in the page; no style or handler in an attribute."""
    text = render_html(board_of(sample()))
    page = Reader(text)
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none';")
    for kind in ("style", "script"):
        inside = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not page.values("style")
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_a_line_says_what_the_table_says() -> None:
    """Figures with their units, the status as a word with its colour."""
    page = read(sample())
    assert page.row("支出")[0] == "1"
    assert page.row("支出")[2:7] == ["0.18亿元以上", "0.10亿元", "", "55.6%", "尚差0.08亿元"]
    assert page.row("支出")[7] == "未完成"
    assert page.row("强度")[3] == "1.80%（预计）"
    assert page.row("强度")[7] == "预计完成"
    assert page.row("没报")[3:8] == ["—", "", "—", "—", "未报送"]
    assert {"s red", "s green", "s grey"} <= set(page.values("class"))


def test_details_say_where_a_figure_comes_from() -> None:
    """The sentence, the department's reason with its second line, the cell; also without the script."""
    page = read(sample())
    under = page.rows[page.rows.index(page.row("支出")) + 1]
    assert len(under) == 1
    assert "支出应达到0.18亿元，实际为0.10亿元，完成率55.6%，尚差0.08亿元，未完成。" in under[0]
    assert "来源2023年科技指标完成情况_县统计局.xlsx [填报表!H5]" in under[0]
    assert "第二行\\x1b[31m" in under[0]
    assert "<script>alert(1)</script>" in under[0]
    assert page.tags.count("script") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onload="x',
        "' evil='",
        "</title></svg>",
        "{{ x }}",
        "a\u202eb",
        "\x00\x07",
        "]]>",
        "😀",
    ],
)
def test_text_of_people_stays_text_everywhere(text: str) -> None:
    """In elements, in attributes, in the words of a chart: as it was typed, odd characters written out."""
    item = indicator(text, "10", "家", group=text, lead=(text,), text=text, baseline=("1", 2022), reporters=(text,))
    judged = evaluation(
        (verdict(item, Status.UNMET, "9", reason=text), verdict(indicator("乙", "1", "家"), Status.MET, "1")),
        (task(text, TaskState.NOT_STARTED, overdue=True),),
        (problem(message=text, read=text),),
        title=text,
        missing=(text,),
        issuer=text,
    )
    source = render_html(board_of(judged))
    page = Reader(source)
    assert page.open == []
    assert page.tags.count("script") == 1
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "evil"]
    assert not set("\x00\x07\u202e") & set(source)
    shown = {"a\u202eb": "a\\u202eb", "\x00\x07": "\\x00\\x07"}.get(text, text)
    assert page.row(shown)[1] == shown + shown
    assert f"实际9家，目标“{shown}”，基期1家（2022年）" in page.texts


def test_ten_thousand_characters() -> None:
    """A very long reason is there to its last character."""
    reason = "长" * 9_999 + "完"
    assert any(
        reason in text for text in read(evaluation((verdict(indicator(), Status.UNMET, "0.1", reason=reason),))).texts
    )


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.MONITORED])
def test_every_status_has_its_word(status: Status) -> None:
    """Colour alone says nothing on a black-and-white printer."""
    page = read(evaluation((verdict(indicator("甲", "10", "家"), status, "9"),)))
    assert page.row("甲")[7] == STATUS_WORDS[status]


def test_no_column_says_the_same_in_every_row() -> None:
    """A plan of figures to watch has no empty targets, no rates, no 监测 in every row."""
    item = indicator("人口", None, "万人")
    page = read(evaluation((verdict(item, Status.MONITORED, "23.5"),)))
    assert page.rows[0] == ["序号", "指标", "实际完成", "牵头单位"]
    assert page.row("人口") == ["1", "人口", "23.5万人", "县统计局"]
    assert "bullet" not in page.values("class")


def test_display_guard_reaches_the_page() -> None:
    """未完成 never stands beside 100.0%."""
    text = render_html(board_of(evaluation((verdict(indicator("甲", "60", "分"), Status.UNMET, "59.99"),))))
    assert "99.98%" in text
    assert "100.0%" not in text


def bodies(judged: Evaluation, selection: Selection | None = None) -> list[dict[str, str]]:
    """The data that the script sorts and filters by, one for each indicator."""
    text = render_html(board_of(judged, selection))
    found = re.findall(r'<tbody class="item[^"]*"([^>]*)>', text)
    return [dict(re.findall(r'data-(\w+)="([^"]*)"', each)) for each in found]


def test_data_of_a_line_is_exact() -> None:
    """What sorting compares is the exact value; 尚差 also as a share of the target, so that 万元 and 家 compare."""
    first, second, third = bodies(sample())
    assert first["rate"] == "0.5555555555555555555555555556"
    assert (first["short"], first["n"], first["status"]) == ("0.08", "1", "unmet")
    assert first["lack"] == "0.4444444444444444444444444444"
    assert (second["rate"], second["lack"]) == ("1", "0")
    assert "rate" not in third
    assert [each["urgency"] for each in (first, second, third)] == ["0", "2", "1"]


def test_departments_are_found_whatever_their_part() -> None:
    """Filtering by a department finds what it leads, helps with and reports, as ``check --department`` does."""
    judged = evaluation(
        (
            verdict(indicator("甲", lead=("县科技局",), support=("县财政局",)), Status.MET, "0.16"),
            verdict(indicator("乙", lead=("县财政局",), reporters=("县财政局",)), Status.MET, "0.16"),
        )
    )
    assert [each["owner"] for each in bodies(judged)] == ["0 1 2", "1"]
    text = render_html(board_of(judged))
    options = re.findall(r'<option value="(\d+)">([^<]*)</option>', text)
    assert options == [("0", "县科技局"), ("1", "县财政局"), ("2", "县统计局")]


def test_order_and_parts_of_check() -> None:
    """``--by group`` keeps the groups together, ``--order worst`` the worst first in each."""
    judged = evaluation(
        (
            verdict(indicator("甲", group="投入"), Status.MET, "0.16"),
            verdict(indicator("乙", group="产出"), Status.UNMET, "0.1"),
            verdict(indicator("丙", group="投入"), Status.UNMET, "0.1"),
        ),
        groups=("投入", "产出"),
    )
    page = read(judged, Selection(by="group"))
    heads = [row[0] for row in page.rows if len(row) == 1 and "：" in row[0] and "指标中" in row[0]]
    assert heads == ["投入：2项指标中完成1项、未完成1项", "产出：1项指标中未完成1项"]
    assert [each["n"] for each in bodies(judged, Selection(by="group"))] == ["3", "1", "2"]
    assert [each["part"] for each in bodies(judged, Selection(by="group"))] == ["0", "0", "1"]
    assert ("option", "value", "urgency") in page.attributes


def test_a_selection_says_that_it_is_one() -> None:
    """Only the chosen indicators, and a sentence that there are more."""
    page = read(sample(), Selection(statuses=frozenset({"unmet"})))
    assert "以下只列出所选的1项指标。" in page.texts
    assert len(bodies(sample(), Selection(statuses=frozenset({"unmet"})))) == 1
    assert "没有符合条件的指标。" in read(sample(), Selection(statuses=frozenset({"behind"}))).texts


def test_sections_follow_each_other() -> None:
    """Indicators, departments, tasks, problems, sources, the rules at the foot."""
    page = read(sample())
    assert [
        value for value in page.values("id") if value in page.values("href") or f"#{value}" in page.values("href")
    ] == [
        "indicators",
        "departments",
        "tasks",
        "problems",
        "sources",
    ]
    assert any(text.startswith("判定规则：") for text in page.texts)


def luminance(colour: str) -> float:
    """How bright a colour is (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE))


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        *((f"{light}-ink", light, 4.5) for light in ("green", "yellow", "red", "grey")),
        *((f"{light}-bar", "white", 3.0) for light in ("green", "yellow", "red", "grey")),
        *((ink, paper, 4.5) for ink in ("ink", "soft", "accent") for paper in ("white", "faint")),
    ],
)
def test_colours_can_be_read(ink: str, paper: str, least: float) -> None:
    """Words on their colour, and bars on white, have the contrast of WCAG AA."""
    colours = COLOURS | {"white": "#ffffff"}
    assert contrast(colours[ink], colours[paper]) >= least


def svg_of(found: Verdict, part: str) -> str:
    """The chart of a verdict, as SVG."""
    text = render_html(board_of(evaluation((found,))))
    chart = re.search(rf'<svg class="{part}".*?</svg>', text)
    assert chart is not None
    return chart.group()


def test_bullet_chart_stands_where_the_figures_are() -> None:
    """Half of the target: the bar ends half way to the mark; baseline and pace have theirs; words say the same."""
    item = indicator("甲", "10", "家", baseline=("2", 2022))
    found = verdict(item, Status.BEHIND, "5", pace=pace("0.3", "0.5", "6"))
    chart = svg_of(found, "bullet")
    goal = re.search(r'class="goal" d="M([\d.]+) ', chart)
    bar = re.search(r'<rect class="yellow" x="([\d.]+)" y="8" width="([\d.]+)"', chart)
    base = re.search(r'class="base" cx="([\d.]+)"', chart)
    due = re.search(r'class="due" d="M([\d.]+) ', chart)
    assert goal is not None
    assert bar is not None
    assert base is not None
    assert due is not None
    whole = float(goal[1])
    assert float(bar[1]) == 0
    assert float(bar[2]) == pytest.approx(whole / 2, abs=0.2)
    assert float(base[1]) == pytest.approx(whole / 5, abs=0.2)
    assert float(due[1]) == pytest.approx(whole * 0.6, abs=0.2)
    assert "<title>实际5家，目标“10家以上”，基期2家（2022年），序时应达6家</title>" in chart
    assert 'role="img"' in chart


def test_limit_is_good_to_the_left() -> None:
    """A limit is kept on the other side of its mark than a target is reached."""
    limit = svg_of(verdict(indicator("甲", "10", "天", Comparator.AT_MOST), Status.MET, "8"), "bullet")
    target = svg_of(verdict(indicator("甲", "10", "天"), Status.UNMET, "8"), "bullet")
    assert '<rect class="good" x="0.0"' in limit
    assert '<rect class="good" x="155.6"' in target


def test_trend_labels_its_points() -> None:
    """Baseline, last year and now, each with figure and year, the words for those who cannot see it."""
    item = indicator("甲", "10", "家", baseline=("2", 2021))
    chart = svg_of(verdict(item, Status.UNMET, "5", last_year=Decimal(4)), "trend")
    assert re.findall("<text[^>]*>([^<]*)</text>", chart) == ["目标", "2家", "2021年", "4家", "2022年", "5家", "2023年"]
    assert "<title>2021年2家，2022年4家，2023年5家</title>" in chart
    assert chart.count("<circle") == 3


def test_one_figure_has_no_trend() -> None:
    """A line needs two ends."""
    text = render_html(board_of(evaluation((verdict(indicator("甲", "10", "家"), Status.UNMET, "5"),))))
    assert 'class="trend"' not in text
