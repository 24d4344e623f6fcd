"""Typed numbers of headings (GB/T 9704-2012 §7.3.3) and lists of names in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.report.document import Level

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_NAMED = 8


def chinese_number(number: int) -> str:
    """1 to 99 as they number headings, e.g. ``十二``, ``二十``."""
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def heading_number(level: Level, number: int) -> str:
    """The typed number of a heading: 一、 （一） 1. （1）; beyond 99 in digits."""
    if level == 1:
        return f"{chinese_number(number) if number < _TEN**2 else number}、"
    if level == 2:  # noqa: PLR2004
        return f"（{chinese_number(number) if number < _TEN**2 else number}）"
    return f"{number}." if level == 3 else f"（{number}）"  # noqa: PLR2004


def named(names: Sequence[str], limit: int | None = _NAMED) -> str:
    """Names in a sentence; those that hold a 、 themselves are set in quotes; 等 stands for the rest of a long list."""
    shown = names[:limit]
    quoted = [f"“{name}”" if set("、，；") & set(name) else name for name in shown]
    return "、".join(quoted) + ("等" if len(shown) < len(names) else "")
