"""Tables on a page of a PDF whose columns are kept by blanks → rows, cells parted by tabs.

The head names the columns; what stands below one of them is its cell.  A name that is broken over several lines is put
together again, whether the other cells of its row stand at its top or at its middle.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CAPTIONS = frozenset(
    "序号 编号 指标 指标名称 主要指标 具体指标 名称 项目 单位 计量单位 类别 类型 领域 属性 指标属性 责任单位 牵头单位 "  # noqa: SIM905
    "配合单位 责任部门 目标 目标值 基期 现状 备注 完成时限".split()
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?年?(?:目标值?|现状|实际值?|基期值?|完成值?|预期值?)?\*?")
_PIECE = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"[<>≤≥=]{0,2}-?[0-9][0-9.,]*[%‰]?\*?(?:以上|以下|以内|左右)?")
_END = re.compile(r"\s*(?:注|备注|说明|附件|附表|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_FEWEST_CAPTIONS = 3
_SLACK = 4


class _Piece(NamedTuple):
    text: str
    start: int

    @property
    def middle(self) -> float:
        return self.start + len(self.text) / 2


def has_table(page: str) -> bool:
    """Whether a line of the page names the columns of a table."""
    return any(_is_head([_Piece(word, 0) for word in re.split(r" +(?!年)", line.strip())]) for line in page.split("\n"))


def with_rows(lines: list[str]) -> list[str]:
    """The lines of a page as laid out, each table's made rows."""
    made: list[str] = []
    place = 0
    while place < len(lines):
        head = _pieces(lines[place])
        if not _is_head(head):
            made.append(lines[place])
            place += 1
            continue
        end = place + 1
        while end < len(lines) and _belongs(lines[end], head):
            end += 1
        made += ["\t".join(_plain(piece.text) for piece in head), *_rows(lines[place + 1 : end], head)]
        place = end
    return made


def _is_head(pieces: list[_Piece]) -> bool:
    words = ["".join(piece.text.split()) for piece in pieces]
    named = sum(word in _CAPTIONS for word in words)
    dated = sum(_YEARS.fullmatch(word) is not None for word in words)
    return named + dated >= _FEWEST_CAPTIONS and named + dated >= len(words) - 1 and named > 1


def _pieces(line: str) -> list[_Piece]:
    return [_Piece(match.group(), match.start()) for match in _PIECE.finditer(line)]


def _belongs(line: str, head: list[_Piece]) -> bool:
    """Whether a line below a head is of its table: every piece fits into a column."""
    pieces = _pieces(line)
    if not pieces or _END.match(line):
        return False
    return all(len(piece.text) <= _room(_column(piece, head), head) + _SLACK for piece in pieces)


def _room(column: int, head: list[_Piece]) -> int:
    start = head[column].start
    before = head[column - 1].start + len(head[column - 1].text) if column else 0
    after = head[column + 1].start if column + 1 < len(head) else start + len(head[column].text) + 2 * _SLACK
    return after - before


def _column(piece: _Piece, head: list[_Piece]) -> int:
    return min(range(len(head)), key=lambda column: abs(head[column].middle - piece.middle))


def _rows(lines: list[str], head: list[_Piece]) -> list[str]:
    cells = [[(_column(piece, head), piece.text) for piece in _pieces(line)] for line in lines]
    anchors = [number for number, line in enumerate(cells) if _is_anchor(line)]
    if not anchors:
        return [" ".join(line.split()) for line in lines]
    rows = []
    above = anchors[0]
    begin = 0
    for number, anchor in enumerate(anchors):
        following = anchors[number + 1] if number + 1 < len(anchors) else len(cells)
        loose = following - anchor - 1
        below = min(above, loose) if anchors[0] else loose
        end = len(cells) if number + 1 == len(anchors) else anchor + 1 + below
        row = [""] * len(head)
        for line in cells[begin:end]:
            for column, text in line:
                row[column] += text
        rows.append("\t".join(map(_plain, row)))
        begin, above = end, loose - below
    return rows


def _is_anchor(line: list[tuple[int, str]]) -> bool:
    """Whether a line carries the figures of a row, or its ordinal with another cell."""
    columns = dict(line)
    figures = sum(_FIGURE.fullmatch(text) is not None for column, text in line if column)
    return figures > 0 or (columns.get(0, "").isdigit() and len(columns) > 1)


def _plain(text: str) -> str:
    return "".join(text.split())
