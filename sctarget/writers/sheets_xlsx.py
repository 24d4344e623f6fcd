"""Tables → sheets of a workbook: numbers as numbers, people's text never as a formula (docs/report.md §9).

Written with XlsxWriter: it only writes, in a third of the time that openpyxl takes, and its charts carry their data.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import xlsxwriter

from sctarget.evaluate.result import Light
from sctarget.report.table import visible
from sctarget.writers.number_cells import Number, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from sctarget.report.table import Cell, Column, Table

Property: TypeAlias = str | int | bool

FONT: dict[str, Property] = {"font_name": "宋体", "font_size": 11}
COLOURS = {Light.GREEN: "#C6EFCE", Light.YELLOW: "#FFEB9C", Light.RED: "#FFC7CE", Light.GREY: "#EDEDED"}
LINE_HEIGHT, ROW_HEIGHT = 15, 19
SOFT = "#595959"
PAGE_NUMBER = "&C第 &P 页，共 &N 页"

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001  (no time of day: the same data give the same bytes)
_MAX_TEXT = 32767
_MAX_LINES = 27
_MAX_NAME = 31
_FORMULA_STARTS = tuple("=+-@")
_FRAME = "#CFD4DA"
_HEAD: dict[str, Property] = {
    **FONT,
    "bold": True,
    "bg_color": "#EDEFF2",
    "border": 1,
    "border_color": _FRAME,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
_STEP = 200
_AROUND = 3
"""What a column needs beside its text: indents, the button of the filter."""
_PAPER, _TEXT = 175, 14
"""Columns as wide as this together print legibly on A4 landscape; texts may be broken to so much."""


def write_tables(tables: Sequence[Table], progress: Callable[[int, int], None] | None = None) -> bytes:
    """An .xlsx with a sheet for each table, for people to filter and sum.

    ``progress`` is called with how many rows of how many have been written.
    """
    target = io.BytesIO()
    with Workbook(target, "") as book:
        total = sum(len(table.rows) for table in tables)
        done = 0
        for table in tables:
            book.add_table(table, progress and _from(done, total, progress))
            done += len(table.rows)
    return target.getvalue()


def _from(done: int, total: int, progress: Callable[[int, int], None]) -> Callable[[int], None]:
    def told(row: int) -> None:
        if not (done + row) % _STEP:
            progress(done + row, total)

    return told


class Workbook:
    """A workbook that is being written; used with ``with``, at whose end it is finished."""

    def __init__(self, target: io.BytesIO, title: str) -> None:
        self.file: Any = xlsxwriter.Workbook(target, {"in_memory": True, "default_format_properties": FONT})
        self.file.set_properties({"title": visible(title)[:255], "author": "sctarget", "created": _STAMP})
        self._formats: dict[tuple[tuple[str, Property], ...], Format] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, value: object, at: object) -> None:
        self.file.close()

    def format(self, **properties: Property) -> Format:
        """A look, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format({**FONT, **properties})
        return self._formats[key]

    def add_sheet(self, name: str, heading: str = "") -> Worksheet:
        """A sheet for A4 with page numbers; ``heading`` stands above every page."""
        sheet: Worksheet = self.file.add_worksheet(name[:_MAX_NAME])
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        sheet.set_footer(PAGE_NUMBER)
        sheet.set_default_row(ROW_HEIGHT)
        if heading:
            sheet.set_header(f"&L{visible(heading).replace('&', '&&')[:200]}&R{name}")
        return sheet

    def add_table(self, table: Table, progress: Callable[[int], None] | None = None, heading: str = "") -> Worksheet:
        """A sheet with a table that prints landscape, as wide as the page, its head on every page.

        The head is frozen and can be filtered; columns for programs are not printed; notes stand below.
        """
        sheet = self.add_sheet(table.title, heading)
        table = table._replace(columns=_for_paper(table.columns))
        columns = table.columns
        last = max(len(columns) - 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, min(2, last))
        sheet.autofilter(0, 0, len(table.rows), last)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, len(table.rows) + len(table.notes), _printed(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width + _AROUND)
        self.fill(sheet, table, 0, progress)
        widths = [column.width for column in columns[: _printed(columns)]]
        for row, text in enumerate(table.notes, len(table.rows) + 1):
            self.paragraph(sheet, row, text, widths, font_color=SOFT)
        return sheet

    def paragraph(
        self, sheet: Worksheet, row: int, text: str, widths: Sequence[int], *, high: float = 1, **look: Property
    ) -> float:
        """A text over columns of these widths, as high as it needs and at least ``high`` lines; gives its points."""
        size = float(look.get("font_size", FONT["font_size"])) / float(FONT["font_size"])
        shown, whole = visible(text), max(sum(widths) - 4, 2)
        lines = -(-len(shown.encode("gbk", "replace")) * size // whole)
        points = max(lines, high) * LINE_HEIGHT * max(size, 1) + ROW_HEIGHT - LINE_HEIGHT
        sheet.set_row(row, points)
        style = self.format(**look, text_wrap=True, valign="vcenter", align="left")
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
        sheet.write_string(row, 0, shown, style)
        return points

    def fill(self, sheet: Worksheet, table: Table, top: int, progress: Callable[[int], None] | None = None) -> None:
        """Write head and rows from row ``top`` on, rows as high as their text needs, a colour for each light."""
        head = self.format(**_HEAD)
        sheet.set_row(top, 2 * LINE_HEIGHT + 3 if any(_wide(column) for column in table.columns) else 22)
        for place, column in enumerate(table.columns):
            sheet.write_string(top, place, column.caption, head)
        looks = [_Look(self, column) for column in table.columns]
        for number, row in enumerate(table.rows, 1):
            lines = max([look.lines(cell.text) for look, cell in zip(looks, row, strict=True)], default=1)
            if lines > 1:
                sheet.set_row(top + number, LINE_HEIGHT * min(lines, _MAX_LINES) + 4)
            for place, (look, cell) in enumerate(zip(looks, row, strict=True)):
                look.write(sheet, top + number, place, cell)
            if progress:
                progress(number)
        self._colour(sheet, table, top)

    def _colour(self, sheet: Worksheet, table: Table, top: int) -> None:
        """Conditional colours by the word that stands in the cell, which follow when somebody changes it."""
        for place in range(len(table.columns)):
            words = {row[place].text: row[place].light for row in table.rows if row[place].light}
            for word, light in words.items():
                if light is None or '"' in word:
                    continue
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._fill_of(light)}
                sheet.conditional_format(top + 1, place, top + len(table.rows), place, rule)

    def _fill_of(self, light: Light) -> Format:
        key = (("light", light),)
        if key not in self._formats:
            self._formats[key] = self.file.add_format({"bg_color": COLOURS[light], "font_color": "#000000"})
        return self._formats[key]


class _Look:
    """How the cells of one column look, and how they are written; those for programs keep to one line."""

    def __init__(self, book: Workbook, column: Column) -> None:
        self._book, self._right = book, column.align == "right"
        self._room, self._printed = max(column.width, 2), column.place != "data"
        self._all: dict[str, Property] = {"valign": "vcenter"}
        if self._printed:
            self._all |= {"border": 1, "border_color": _FRAME}
        self._align = column.align
        if column.align != "center":
            self._all["indent"] = 1
        text = {**self._all, "align": column.align, "text_wrap": self._printed}
        self._plain = book.format(**text)
        self._quoted = book.format(**text, quote_prefix=True)
        self._numbers: dict[str, Format] = {}

    def lines(self, text: str) -> int:
        """How many lines a text takes, a Chinese character being two wide."""
        if not self._printed or (2 * len(text) <= self._room and "\n" not in text):
            return 1
        widths = (len(part.encode("gbk", "replace")) for part in text.split("\n"))
        return sum(max(1, -(-width // self._room)) for width in widths)

    def write(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        """One cell: a number where it is one, else text that stays text."""
        if not cell.text:
            if self._printed:
                sheet.write_blank(row, place, None, self._plain)
            return
        number = number_of(cell) if self._align != "left" or cell.value is not None else None
        if number is None:
            text = visible(cell.text)
            if len(text) * 2 > _MAX_TEXT:
                text = _cut(text)
            look = self._quoted if text.startswith(_FORMULA_STARTS) else self._plain
            sheet.write_string(row, place, text, look)
        else:
            self._write_number(sheet, row, place, number)

    def _write_number(self, sheet: Worksheet, row: int, place: int, number: Number) -> None:
        look = self._numbers.get(number.format)
        if look is None:
            look = self._book.format(**self._all, num_format=number.format, align=self._align)
            self._numbers[number.format] = look
        if isinstance(number.value, dt.date):
            sheet.write_datetime(row, place, number.value, look)
        else:
            sheet.write_number(row, place, number.value, look)


def _cut(text: str) -> str:
    """As much as a cell can hold, counted as a spreadsheet does (an emoji is two), and a mark that there was more."""
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * _MAX_TEXT else units[: 2 * _MAX_TEXT - 2].decode("utf-16-le", "ignore") + "…"


def _wide(column: Column) -> bool:
    return len(column.caption.encode("gbk", "replace")) > column.width


def _for_paper(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with texts narrowed, the widest first, where the whole would print too small to read."""
    printed = columns[: _printed(columns)]
    spare = sum(column.width + _AROUND for column in printed) - _PAPER
    roomy = [column.width - _TEXT for column in printed if column.width > _TEXT]
    if spare <= 0 or not roomy:
        return columns
    share = min(spare, sum(roomy)) / sum(roomy)
    narrowed = [
        column._replace(width=column.width - round((column.width - _TEXT) * share)) if column.width > _TEXT else column
        for column in printed
    ]
    return (*narrowed, *columns[len(printed) :])


def _printed(columns: Iterable[Column]) -> int:
    """How many columns stand on paper; those for programs come last."""
    return max(sum(column.place != "data" for column in columns), 1)
