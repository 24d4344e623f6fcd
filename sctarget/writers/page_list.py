"""The indicators of a page: a line each with its chart, details below, tools to filter and sort (docs/report.md §8).

Each is a ``tbody`` of its own, so that the line and its details stay together wherever they are sorted or printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text
from sctarget.report.columns import OVERVIEW_COLUMNS
from sctarget.writers.page_svg import BULLET_KEY, bullet_svg, key_svg, trend_svg
from sctarget.writers.page_text import cell_html, escaped, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from decimal import Decimal

    from sctarget.report.board import Board, Entry

_PLACES = {column.key: place for place, column in enumerate(OVERVIEW_COLUMNS)}
_GRID = (
    ("name", ""),
    ("target", ""),
    ("actual", ""),
    ("chart", ""),
    ("completion", "progress"),
    ("gap", "pace"),
    ("status", ""),
    ("lead", ""),
)
"""The columns of the indicators, with what stands in small print below."""

_MANY = 5
_CHART = "实际与目标"
_DETAILS = [column.key for column in OVERVIEW_COLUMNS if column.place == "line" and column.key != "binding"]
_SORTS = (
    ("n", "number", "按计划次序"),
    ("urgency", "status", "按状态，差的在前"),
    ("rate", "completion", "按完成率，低的在前"),
    ("lack", "gap", "按尚差占目标的比例，多的在前"),
)
"""What can be sorted by: the data of a row, the column that shows it, the words."""


def indicator_list(board: Board) -> Iterable[str]:
    """The section of the indicators; nothing for a page without them."""
    if not board.parts:
        if board.parts is not None:
            yield "<p>没有符合条件的指标。</p>"
        return
    entries = [entry for _, found in board.parts for entry in found]
    shown = [(key, below) for key, below in _GRID if _any(key, entries) or (below and _any(below, entries))]
    yield '<section id="indicators"><h2>指标</h2>'
    yield _tools(board, {"number", *(key for key, _ in shown)})
    if _any("chart", entries):
        yield _key(entries)
    yield f'<table id="list"{" class=few" if len(shown) < _MANY else ""}>'
    yield f"<thead><tr>{_heading('number', 'n')}{''.join(_heading(key, _class(key)) for key, _ in shown)}</tr></thead>"
    for number, (title, found) in enumerate(board.parts):
        if len(board.parts) > 1:
            head = f'<tr><th colspan="{len(shown) + 1}" scope="rowgroup">{escaped(title)}</th></tr>'
            yield f'<tbody class="part" data-part="{number}">{head}</tbody>'
        yield from (_entry(entry, shown, number) for entry in found)
    yield "</table>"
    yield '<p id="none" class="note" hidden>没有符合条件的指标。</p></section>'


def _any(key: str, entries: Iterable[Entry]) -> bool:
    """Whether a column says anything; 监测 in every row does not."""
    if key == "chart":
        return any(entry.bullet for entry in entries)
    if key == "status":
        return any(entry.facts.status is not Status.MONITORED for entry in entries)
    return any(entry.text(key) for entry in entries)


def _class(key: str) -> str:
    """What the style calls a column."""
    return {"completion": "rate right", "actual": "actual right", "lead": "lead-by"}.get(key, key)


def _heading(key: str, kind: str) -> str:
    caption = _CHART if key == "chart" else OVERVIEW_COLUMNS[_PLACES[key]].caption
    sort = next((f' data-sort="{data}"' for data, column, _ in _SORTS if column == key), "")
    return f'<th scope="col" class="{kind}"{sort}>{caption}</th>'


def _key(entries: Sequence[Entry]) -> str:
    """What the signs of the charts mean, only those that occur."""
    kinds = {mark.kind for entry in entries if entry.bullet for mark in entry.bullet.marks}
    absent = {
        "基期": "baseline" not in kinds,
        "序时应达": "expected" not in kinds,
        "达到目标的范围": not any(entry.bullet and entry.bullet.good for entry in entries),
    }
    signs = (f"<span>{key_svg(drawing)}{word}</span>" for drawing, word in BULLET_KEY if not absent.get(word))
    return f'<p class="key">{"".join(signs)}</p>'


def _entry(entry: Entry, shown: Sequence[tuple[str, str]], part: int) -> str:
    facts = entry.facts
    data = (
        f' data-part="{part}" data-n="{entry.number}" data-status="{facts.status.value}"'
        f' data-urgency="{entry.urgency}" data-group="{entry.group}" data-owner="{" ".join(map(str, entry.owners))}"'
        f"{_exact('rate', facts.completion)}{_exact('lack', entry.lack)}{_exact('short', entry.shortfall)}"
    )
    cells = "".join(_grid_cell(entry, key, below) for key, below in shown)
    more = _more(entry, len(shown) + 1)
    return f'<tbody class="item"{data}><tr class="row"><td class="n">{entry.number}</td>{cells}</tr>{more}</tbody>'


def _exact(name: str, value: Decimal | None) -> str:
    return "" if value is None else f' data-{name}="{plain_text(value)}"'


def _grid_cell(entry: Entry, key: str, below: str) -> str:
    if key == "name":
        marks = "　".join(text for text in (entry.facts.group, entry.text("binding")) if text)
        return f'<th scope="row">{escaped(entry.text("name"))}<small>{escaped(marks)}</small></th>'
    if key == "chart":
        drawing = "" if entry.bullet is None else bullet_svg(entry.bullet, entry.facts.light)
        return f'<td class="chart">{drawing}</td>'
    cell = entry.cells[_PLACES[key]]
    small = ""
    if below and (text := entry.text(below)):
        small = f"<small>{OVERVIEW_COLUMNS[_PLACES[below]].caption} {escaped(text)}</small>"
    if key == "actual" and cell.text.endswith("）"):
        # which year, how final: below the number, so that numbers stand under numbers
        number, _, marks = cell.text.rpartition("（")
        cell, small = cell._replace(text=number), f"<small>（{escaped(marks)}</small>"
    return cell_html(cell, OVERVIEW_COLUMNS[_PLACES[key]].caption, _class(key), small)


def _more(entry: Entry, columns: int) -> str:
    """What is known beyond the line: the sentence, the trend, where the figure comes from."""
    listed = "".join(
        f"<dt>{OVERVIEW_COLUMNS[_PLACES[key]].caption}</dt><dd>{escaped(entry.text(key).strip())}</dd>"
        for key in _DETAILS
        if entry.text(key)
    )
    trend = "" if entry.trend is None else trend_svg(entry.trend)
    details = f"<dl>{listed}</dl>" if listed else ""
    sentence = paragraph_text(entry.facts.sentence)
    return f'<tr class="more"><td colspan="{columns}"><p>{sentence}</p>{trend}{details}</td></tr>'


def _tools(board: Board, shown: Container[str]) -> str:
    """Filters and sorting; hidden until the script runs."""
    selects = [
        _select("status", "状态", "全部状态", board.statuses),
        _select("owner", "单位", "全部单位", [(str(place), name) for place, name in enumerate(board.owners)]),
        _select("group", "分组", "全部分组", [(str(place), name) for place, name in enumerate(board.groups)]),
    ]
    first = "urgency" if board.order == "worst" else "n"
    orders = "".join(
        f'<option value="{key}"{" selected" if key == first else ""}>{word}</option>'
        for key, column, word in _SORTS
        if column in shown or key == first
    )
    return (
        f'<div class="tools" id="tools" hidden>{"".join(selects)}'
        '<label>查找<input id="text" type="search" autocomplete="off" placeholder="名称、单位、原因…"></label>'
        f'<label>排序<select id="order" autocomplete="off">{orders}</select></label>'
        '<button type="button" id="clear">清除条件</button>'
        '<button type="button" id="all" aria-pressed="false">全部展开</button>'
        '<output id="shown" aria-live="polite"></output></div>'
    )


def _select(key: str, caption: str, every: str, choices: Sequence[tuple[str, str]]) -> str:
    if len(choices) < 2:  # noqa: PLR2004  (one choice is none)
        return ""
    options = "".join(f'<option value="{value}">{escaped(name)}</option>' for value, name in choices)
    return (
        f'<label>{caption}<select id="{key}" autocomplete="off"><option value="">{every}</option>{options}'
        "</select></label>"
    )
