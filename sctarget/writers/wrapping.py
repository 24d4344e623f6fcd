"""Chinese text → lines for a terminal: which pieces stay together, and where a line may end."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import cell_len, chop_cells

_OPENING = r"（《〈「『【“‘(\[{＜＞"
_CLOSING = r"，。、；：？！）》〉」』】”’％%…·,.;:?!)\]}～/"
_WESTERN = r"!-~\u00a1-\u2e7f"
_BRACKETED = r"（[^（）]{1,5}）|\[[^\[\]]{1,16}\]"
_TOGETHER = (
    r"\d+年\d+月(?:\d+日)?",
    rf"[{_WESTERN}]*\d(?:[十百千万亿]+[^ {_OPENING}{_WESTERN}]|[^ {_OPENING}{_WESTERN}])",
    rf"[{_WESTERN}]+",
    r"[^ ]",
)
_ENDS = tuple("，。、；：")
_PIECE = re.compile(rf" +|(?:{_BRACKETED}|[{_OPENING}]*(?:{'|'.join(_TOGETHER)}))[{_CLOSING}]*")


def pieces(text: str) -> list[str]:
    """What stays on one line: a character with the marks that cling to it, a word, 0.16亿元, （预计）."""
    return _PIECE.findall(text)


def longest_piece(text: str) -> int:
    """The width of the widest piece, in halves of a Chinese character."""
    return max(map(cell_len, pieces(text)), default=0)


def wrap(text: str, width: int) -> list[str]:
    """Lines of a text no wider than ``width``; only a piece that is wider itself is broken."""
    lines, line = [], ""
    for piece in pieces(text):
        if cell_len((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = chop_cells(piece.lstrip(), width) or [""]
        lines += full
    return [*lines, line.rstrip()]


def balance(text: str, width: int) -> list[str]:
    """As few lines, broken at punctuation where that can be had, else about as wide as each other.

    No single character is left over: 省级科技创新平台 in 12 becomes 省级科技 and 创新平台.
    """
    if cell_len(text) <= width:
        return [text]
    fewest = wrap(text, width)
    narrower = (wrap(text, each) for each in range(max(cell_len(text) // len(fewest), 1), width))
    return max([*(lines for lines in narrower if len(lines) <= len(fewest)), fewest], key=_breaks_at_punctuation)


def _breaks_at_punctuation(lines: list[str]) -> int:
    return sum(left[-1:] in _ENDS or right[:1] == "（" for left, right in pairwise(lines))
