"""Page → text for a terminal: columns by width, Chinese wrapped well, details under their row, colour with its word.

The layout is ours and Rich only paints: a Rich table cannot put a line under a row, breaks Chinese text inside words
and needs seconds for thousands of rows.  Without colour Rich is not even imported.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.result import Light
from sctarget.model.units import MULTIPLIERS
from sctarget.report.table import EMPTY, page_columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sctarget.report.table import Cell, Column, Page, Table

_GAP = 2
_INDENT = "  "
_NARROWEST = 40
_STYLES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "bold red", Light.GREY: "bright_black"}
_DETAIL = "dim"
_HEADER = "bold"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】”’％%…·,.;:?!)]}～/")
_NOT_LAST = frozenset("（《〈「『【“‘([{＜＞/")


class Span(NamedTuple):
    """A piece of a line in one style."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


class Ruler:
    """Widths of text in halves of a Chinese character; on GBK consoles ambiguous characters (“—”) are wide as well."""

    def __init__(self, *, wide_ambiguous: bool = False) -> None:
        wide = "WFA" if wide_ambiguous else "WF"

        @cache
        def one(character: str) -> int:
            if unicodedata.combining(character):
                return 0
            return 2 if unicodedata.east_asian_width(character) in wide else 1

        self.one = one

    def width(self, text: str) -> int:
        """The width of a text on one line."""
        return len(text) if text.isascii() else sum(map(self.one, text))

    def pad(self, text: str, width: int, align: str) -> str:
        """A text filled up with blanks."""
        blanks = " " * (width - self.width(text))
        return blanks + text if align == "right" else text + blanks

    def longest_piece(self, text: str) -> int:
        """The width of the widest piece that cannot be broken."""
        return max(map(self.width, pieces(text)), default=0)

    def wrap(self, text: str, width: int) -> list[str]:
        """Lines no wider than ``width``, broken between Chinese characters or at blanks, never inside 0.16 or GDP."""
        lines = []
        for paragraph in text.split("\n"):
            line, used = "", 0
            for piece in self._fitting(pieces(paragraph), width):
                size = self.width(piece)
                if used + self.width(piece.rstrip()) > width and line:
                    lines.append(line.rstrip())
                    line, used = "", 0
                    if piece.isspace():
                        continue
                line, used = line + piece, used + size
            lines.append(line.rstrip())
        return lines

    def balance(self, text: str, width: int) -> list[str]:
        """Lines no wider than ``width`` and about as wide as each other, so that no single character is left over."""
        if self.width(text) <= width:
            return [text]
        lines = self.wrap(text, width)
        for narrower in range(width - 1, width // 2, -1):
            tried = self.wrap(text, narrower)
            if len(tried) > len(lines):
                break
            lines = tried
        return lines

    def _fitting(self, parts: Iterable[str], width: int) -> Iterator[str]:
        for part in parts:
            if self.width(part) <= width:
                yield part
                continue
            line, used = "", 0
            for character in part:
                size = self.one(character)
                if used + size > width and line:
                    yield line
                    line, used = "", 0
                line, used = line + character, used + size
            yield line


def pieces(text: str) -> list[str]:
    """The text in pieces that stay on one line: a Chinese character with the marks that cling to it, a word, 0.16亿."""
    result: list[str] = []
    for character in text:
        if result and _clings(result[-1], character):
            result[-1] += character
        else:
            result.append(character)
    return result


def _clings(piece: str, after: str) -> bool:
    before = piece[-1]
    if " " in (before, after):
        return after == " " != before
    if after in _NOT_FIRST or before in _NOT_LAST:
        return True
    if before in _NOT_FIRST and not before.isascii():
        return False
    if before.isdigit() or (before in MULTIPLIERS and piece[-2:-1].isdigit()):
        return True
    return _western(before) and _western(after)


def _western(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in "WFA"


def render_terminal(page: Page, width: int, *, color: bool = False, wide_ambiguous: bool = False) -> str:
    """The page as text no wider than ``width``, with ANSI colours when asked for, e.g. ``render_terminal(page, 80)``.

    ``wide_ambiguous`` is for consoles that show “—” and “×” as wide as a Chinese character (GBK code pages).
    """
    lines = layout(page, max(width, _NARROWEST), Ruler(wide_ambiguous=wide_ambiguous))
    if not color:
        return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lines)
    return _painted(lines)


def _painted(lines: Iterable[Line]) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    def paint(span: Span) -> str:
        style = Style.parse(span.style)
        return style.render(span.text, color_system=ColorSystem.STANDARD) if span.style else span.text

    return "".join("".join(map(paint, line)) + "\n" for line in lines)


def layout(page: Page, width: int, ruler: Ruler) -> list[Line]:
    """The lines of a page, each in pieces with their style."""
    lines = _plain(one_line(page.title), width, ruler, _HEADER) if page.title else []
    for sentence in page.sentences:
        lines += _plain(sentence, width, ruler)
    for table in page.tables:
        if lines:
            lines.append(())
        lines += _table_lines(table, width, ruler)
    if page.notes:
        lines.append(())
    for note in page.notes:
        lines += _plain(note, width, ruler, _DETAIL)
    return lines


def one_line(text: str) -> str:
    """People's text without line breaks."""
    return visible(text).replace("\n", " ")


def _plain(text: str, width: int, ruler: Ruler, style: str = "") -> list[Line]:
    return [(Span(line, style),) for line in ruler.wrap(visible(text), width)]


def _table_lines(table: Table, width: int, ruler: Ruler) -> list[Line]:
    lines = _plain(one_line(table.title), width, ruler, _HEADER)
    shown = page_columns(table, "page")
    grid = [index for index in shown if table.columns[index].place == "column"]
    if table.rows:
        columns, widths = fit(table, grid, width, ruler)
        under = [index for index in shown if index not in columns]
        header = [table.columns[index].caption for index in columns]
        lines += _row_lines(header, columns, widths, table.columns, ruler, [_HEADER] * len(columns))
        total = sum(widths) + _GAP * (len(widths) - 1)
        lines.append((Span("─" * (total // ruler.one("─")), _DETAIL),))
        for row in table.rows:
            texts = [one_line(row[index].text) or EMPTY for index in columns]
            styles = [_STYLES[light] if (light := row[index].light) else "" for index in columns]
            lines += _row_lines(texts, columns, widths, table.columns, ruler, styles)
            lines += _detail_lines(row, under, table.columns, width, ruler)
    for note in table.notes:
        lines += _plain(note, width, ruler, _HEADER)
    return lines


def fit(table: Table, grid: Sequence[int], width: int, ruler: Ruler) -> tuple[list[int], list[int]]:
    """Which columns stand side by side and how wide: the least important go until the rest is comfortable."""
    natural, least = {}, {}
    for index in grid:
        column = table.columns[index]
        texts = {one_line(row[index].text) for row in table.rows}
        widest = max(map(ruler.width, texts))
        caption = ruler.width(column.caption)
        unbroken = max(map(ruler.longest_piece, texts))
        natural[index] = max(widest, caption)
        least[index] = min(natural[index], max(min(unbroken, width // 4), column.width, caption))
    columns = list(grid)
    while len(columns) > 1 and _total(columns, least) > width:
        going = max(columns, key=lambda index: (table.columns[index].priority, index))
        if not table.columns[going].priority:
            break
        columns.remove(going)
    spare = width - _total(columns, least)
    widths = dict(least)
    for index in sorted(columns, key=lambda index: natural[index] - least[index]):
        extra = max(0, min(natural[index] - least[index], spare))
        widths[index] += extra
        spare -= extra
    while _total(columns, widths) > width:
        widest_column = max(columns, key=lambda index: widths[index])
        widths[widest_column] -= 1
    return columns, [widths[index] for index in columns]


def _total(columns: Sequence[int], widths: dict[int, int]) -> int:
    return sum(widths[index] for index in columns) + _GAP * (len(columns) - 1)


def _row_lines(
    texts: Sequence[str],
    columns: Sequence[int],
    widths: Sequence[int],
    described: Sequence[Column],
    ruler: Ruler,
    styles: Sequence[str],
) -> list[Line]:
    cells = [ruler.balance(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = []
    for number in range(max(map(len, cells))):
        spans = []
        for position, (cell, index, width) in enumerate(zip(cells, columns, widths, strict=True)):
            text = ruler.pad(cell[number] if number < len(cell) else "", width, described[index].align)
            spans.append(Span(text, styles[position]))
            spans.append(Span(" " * _GAP))
        lines.append(tuple(spans[:-1]))
    return lines


def _detail_lines(
    row: Sequence[Cell], under: Sequence[int], described: Sequence[Column], width: int, ruler: Ruler
) -> list[Line]:
    lines: list[str] = []
    room = width - len(_INDENT)
    for index in under:
        text = one_line(row[index].text)
        if not text:
            continue
        part = f"{described[index].caption}：{text}"
        if lines and ruler.width(lines[-1]) + _GAP + ruler.width(part) <= room:
            lines[-1] += " " * _GAP + part
        else:
            first = ruler.wrap(part, room)[0]
            lines.append(first)
            if rest := part[len(first) :].lstrip():
                lines += [_INDENT + each for each in ruler.wrap(rest, room - len(_INDENT))]
    return [(Span(_INDENT + line, _DETAIL),) for line in lines]
