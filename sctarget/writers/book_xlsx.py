"""Book → .xlsx: the first sheet in words, counts and native charts, then a list on each sheet (docs/report.md §9)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sctarget.evaluate.result import Light, Status
from sctarget.report.book import Bars
from sctarget.writers.sheets_xlsx import ROW_HEIGHT, SOFT, Workbook

if TYPE_CHECKING:
    from sctarget.report.book import Book, Stack
    from sctarget.report.table import Table
    from sctarget.writers.sheets_xlsx import Property

_BARS = {Light.GREEN: "#3F8F5F", Light.YELLOW: "#C99A1E", Light.RED: "#C0473F", Light.GREY: "#868E97"}
_PARTS = {
    Status.EXCEEDED: "#2C6E49",
    Status.MET: "#4C9A6A",
    Status.ON_PACE: "#8CC3A0",
    Status.NEARLY: "#E3BC55",
    Status.BEHIND: "#C99A1E",
    Status.UNMET: "#C0473F",
    Status.FAR_BEHIND: "#8E2F29",
    Status.OPEN: "#5F6B78",
    Status.UNPUBLISHED: "#868E97",
    Status.TO_VERIFY: "#A5ACB3",
    Status.UNREPORTED: "#C2C7CC",
    Status.NOT_APPLICABLE: "#DADDE0",
    Status.MONITORED: "#B7C4D1",
}
"""Several statuses of one light stand side by side in a bar: shades tell them apart, the legend has their words."""

_INK, _FAINT, _LINE = "#333333", "#E4E6E9", "#7F1A14"
_WIDTHS = (12, 18, 10, 12, 12, 12, 12)
_CHART_WIDTH, _SCALE = 645, 76
_POINTS = 0.75
"""Of a pixel."""

_PAGE = 930
"""Points of an upright page at that scale."""

_FEW = 20
_SMALL = {"size": 9, "color": _INK}


def render_book(book: Book) -> bytes:
    """The workbook as bytes, e.g. ``render_book(book_of(evaluation))``."""
    target = io.BytesIO()
    with Workbook(target, book.title) as written:
        first = _Summary(written, book.title)
        for table in book.sheets:
            written.add_table(table, heading=book.title)
        first.say(book.title, high=2, bold=True, font_size=18)
        first.say(book.about, font_color=SOFT)
        first.skip()
        for number, sentence in enumerate(book.sentences):
            first.say(sentence, font_size=12, bold=number == 0)
        first.skip()
        first.count(book.counts)
        for chart in book.charts:
            first.draw(chart)
        for note in book.notes:
            first.say(note, font_color=SOFT, font_size=10)
        first.finish()
    return target.getvalue()


class _Summary:
    """The first sheet, from top to bottom; upright, and a chart is not torn over two pages."""

    def __init__(self, book: Workbook, title: str) -> None:
        self._book, self._row, self._points = book, 0, 0.0
        self._breaks: list[int] = []
        self._sheet = book.add_sheet("汇总", title)
        self._sheet.hide_gridlines(2)
        self._sheet.set_print_scale(_SCALE)
        for place, width in enumerate(_WIDTHS):
            self._sheet.set_column(place, place, width)

    def say(self, text: str, *, high: float = 1, **look: Property) -> None:
        """A paragraph over the whole width."""
        self._points += self._book.paragraph(self._sheet, self._row, text, _WIDTHS, high=high, **look)
        self._row += 1

    def skip(self) -> None:
        """An empty row."""
        self._row += 1
        self._points += ROW_HEIGHT

    def count(self, table: Table) -> None:
        """A small table, and an empty row."""
        self._book.fill(self._sheet, table, self._row)
        self._row += len(table.rows) + 2
        self._points += ROW_HEIGHT * (len(table.rows) + 2)

    def draw(self, chart: Bars | Stack) -> None:
        """A chart as high as its bars need, on the next page where it does not fit on this one."""
        drawn, bars = _bars(self._book, chart) if isinstance(chart, Bars) else _stack(self._book, chart)
        pixels = 100 + (20 if bars <= _FEW else 18) * bars
        rows = -(-pixels * _POINTS // ROW_HEIGHT) + 1
        if self._points + rows * ROW_HEIGHT > _PAGE:
            self._breaks.append(self._row)
            self._points = 0
        drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12, "bold": True, "color": _INK}})
        drawn.set_size({"width": _CHART_WIDTH, "height": pixels})
        drawn.set_chartarea({"border": {"color": _FAINT}})
        self._sheet.insert_chart(self._row, 0, drawn, {"object_position": 2, "y_offset": 6})
        self._row += int(rows)
        self._points += rows * ROW_HEIGHT

    def finish(self) -> None:
        """Say what is printed."""
        self._sheet.set_h_pagebreaks(self._breaks)
        self._sheet.print_area(0, 0, self._row, len(_WIDTHS) - 1)


def _names(name: str) -> dict[str, Any]:
    """The axis of the names, read from the top down."""
    return {"reverse": True, "num_font": _SMALL, "line": {"color": SOFT}, "major_tick_mark": "none", "name": name}


def _bars(book: Workbook, chart: Bars) -> tuple[Any, int]:
    """Horizontal bars in the order of the plan, each with its figure and colour; the strong grid line is 100 %."""
    rows = len(chart.lights)
    drawn = book.file.add_chart({"type": "bar"})
    drawn.add_series(
        {
            "name": "完成率",
            "categories": [chart.sheet, 1, chart.names, rows, chart.names],
            "values": [chart.sheet, 1, chart.values, rows, chart.values],
            "gap": 45,
            "points": [{"fill": {"color": _BARS[light]}} for light in chart.lights],
            "data_labels": {
                "value": True,
                "font": _SMALL,
                "custom": [{"value": label} if label else {"delete": True} for label in chart.labels],
            },
        }
    )
    drawn.set_y_axis(_names(""))
    drawn.set_x_axis(
        {
            "min": 0,
            "max": chart.most / 100,
            "major_unit": 1,
            "minor_unit": 0.25,
            "num_format": "0%",
            "num_font": _SMALL,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": _LINE, "width": 1.25}},
            "minor_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.75}},
        }
    )
    drawn.set_legend({"none": True})
    return drawn, rows


def _stack(book: Workbook, chart: Stack) -> tuple[Any, int]:
    """A bar for each department, parted by status."""
    drawn = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    for status, place in chart.parts:
        drawn.add_series(
            {
                "name": [chart.sheet, 0, place],
                "categories": [chart.sheet, 1, chart.names, chart.rows, chart.names],
                "values": [chart.sheet, 1, place, chart.rows, place],
                "fill": {"color": _PARTS[status]},
                "gap": 45,
            }
        )
    drawn.set_y_axis(_names(""))
    drawn.set_x_axis(
        {
            "min": 0,
            "num_format": "0",
            "num_font": _SMALL,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.75}},
        }
    )
    drawn.set_legend({"position": "bottom", "font": _SMALL})
    return drawn, chart.rows + 2
