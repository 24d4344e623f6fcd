"""Page → text for a terminal: Rich draws the grid; which columns fit, where lines end and the details are decided here.

A Rich table has no place under a row, so each row with details ends a table and the next one goes on with the same
column widths.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table as Grid
from rich.text import Text

from sctarget.evaluate.result import Light
from sctarget.report.table import EMPTY, page_columns, visible
from sctarget.writers.wrapping import balance, longest_piece, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from sctarget.report.table import Cell, Column, Page, Table

_GAP = 2
_INDENT = "  "
_NARROWEST = 40
_STYLES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "bold red", Light.GREY: "bright_black"}
_DETAIL = "dim"
_HEADER = "bold"


def render_terminal(page: Page, width: int, *, color: bool = False) -> str:
    """The page as text no wider than ``width``, with ANSI colours if asked for, e.g. ``render_terminal(page, 80)``."""
    width = max(width, _NARROWEST)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        height=1,
        color_system="standard" if color else None,
        force_terminal=color,
        force_jupyter=False,
        no_color=not color,
        legacy_windows=False,
    )
    console.print(Group(*_page(page, width)))
    return out.getvalue() if color else "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _page(page: Page, width: int) -> Iterator[RenderableType]:
    if page.title:
        yield _lines(page.title, width, _HEADER)
    for sentence in page.sentences:
        yield _lines(sentence, width)
    for number, table in enumerate(page.tables):
        if number or page.title or page.sentences:
            yield Text()
        yield from _table(table, width)
    if page.notes:
        yield Text()
    for note in page.notes:
        yield _lines(note, width, _DETAIL)


def _lines(text: str, width: int, style: str = "") -> Text:
    return _text(wrap(one_line(text), width), style)


def _text(lines: Sequence[str], style: str = "") -> Text:
    return Text("\n".join(lines), style, no_wrap=True)


def one_line(text: str) -> str:
    """People's text without line breaks."""
    return visible(text).replace("\n", " ")


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    yield _lines(table.title, width, _HEADER)
    if table.rows:
        yield from _rows(table, width)
    for note in table.notes:
        yield _lines(note, width, _HEADER)


def _rows(table: Table, width: int) -> Iterator[RenderableType]:
    shown = page_columns(table, "page")
    widths = fit(table, [index for index in shown if table.columns[index].place == "column"], width)
    under = [index for index in shown if index not in widths]
    grid = _grid(table.columns, widths, header=True)
    for row in table.rows:
        grid.add_row(*(_cell(row[index], wide) for index, wide in widths.items()))
        if details := _details(row, under, table.columns, width):
            yield grid
            yield _text(details, _DETAIL)
            grid = _grid(table.columns, widths, header=False)
    if grid.row_count:
        yield grid


def _grid(columns: Sequence[Column], widths: dict[int, int], *, header: bool) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, padding=(0, _GAP - 1, 0, 0), border_style=_DETAIL, show_header=header)
    for index, wide in widths.items():
        caption = _text(balance(columns[index].caption, wide))
        grid.add_column(caption, width=wide, justify=columns[index].align, header_style=_HEADER)
    return grid


def _cell(cell: Cell, width: int) -> Text:
    return _text(balance(one_line(cell.text) or EMPTY, width), _STYLES[cell.light] if cell.light else "")


def fit(table: Table, grid: Sequence[int], width: int) -> dict[int, int]:
    """The columns side by side and how wide each is: the least important go until the rest is comfortable."""
    natural, least = {}, {}
    for index in grid:
        column = table.columns[index]
        texts = {one_line(row[index].text) for row in table.rows}
        caption = cell_len(column.caption)
        natural[index] = max(caption, *map(cell_len, texts))
        unbroken = min(max(map(longest_piece, texts)), width // 4)
        least[index] = min(natural[index], max(unbroken, column.width, caption))
    widths = dict(least)
    while _total(widths) > width:
        going = max(widths, key=lambda index: (table.columns[index].priority, index))
        if not table.columns[going].priority:
            break
        del widths[going]
    for index in sorted(widths, key=lambda index: natural[index] - least[index]):
        widths[index] = min(natural[index], widths[index] + max(0, width - _total(widths)))
    while _total(widths) > width:
        widths[max(widths, key=lambda index: widths[index])] -= 1
    return widths


def _total(widths: dict[int, int]) -> int:
    return sum(widths.values()) + _GAP * len(widths) - 1


def _details(row: Sequence[Cell], under: Sequence[int], columns: Sequence[Column], width: int) -> list[str]:
    """What did not fit beside, packed into lines; a text longer than a line stands alone and hangs."""
    lines: list[str] = []
    room = width - len(_INDENT)
    packed = False
    for index in under:
        text = one_line(row[index].text)
        if not text:
            continue
        part = f"{columns[index].caption}：{text}"
        if packed and cell_len(f"{lines[-1]}{_INDENT}{part}") <= width:
            lines[-1] += f"{_INDENT}{part}"
            continue
        first, *rest = wrap(part, room)
        if rest:
            rest = wrap(part[len(first) :].lstrip(), room - len(_INDENT))
        lines += [_INDENT + first, *(_INDENT * 2 + each for each in rest)]
        packed = not rest
    return lines
