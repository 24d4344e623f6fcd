"""The one failure of the quantity grammar."""

from __future__ import annotations

from sctarget.model.errors import SctargetError

_SHOWN = 40
"""So many characters of a text are quoted in a message."""


class GrammarError(SctargetError):
    """A text that is not a figure or a target: ``text[start:end]`` are the characters that were not understood.

    The message names them with their place and says what to write, e.g. ``“5家吧”第3个字起的“吧”看不懂。请删去…``.
    """

    def __init__(self, text: str, start: int, end: int, reason: str, advice: str) -> None:
        self.text = text
        self.start = start
        self.end = end
        part = text[start : min(end, start + 2 * _SHOWN)].strip()
        place = f"第{start + 1}个字起的“{_short(part)}”" if part else "："
        around = text if len(text) <= 2 * _SHOWN else text[max(0, start - _SHOWN // 2) : start + _SHOWN]
        super().__init__(f"“{_short(around.strip())}”{place}{reason}。{advice}。")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
