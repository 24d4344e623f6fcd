"""Targets that a plan writes with signs of comparison, as people read them aloud (docs/report.md §4)."""

from __future__ import annotations

import re

_SIGNS = "<>=＜＞＝≤≥≦≧⩽⩾"
_SIGNED = rf"([{_SIGNS}]{{1,2}})\s*([^{_SIGNS}，；;。（(]*\d[^{_SIGNS}，；;。（(]*)"
_PLAIN = str.maketrans(
    {"＜": "<", "＞": ">", "＝": "=", "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "⩽": "<=", "⩾": ">="}
)
_FRAMES = {
    ">=": ("", "以上"),
    "=>": ("", "以上"),
    "<=": ("", "以内"),
    "=<": ("", "以内"),
    ">": ("超过", ""),
    "<": ("低于", ""),
    "=": ("", ""),
    "==": ("", ""),
}
_SPACE = r"(?<=\d)\s+(?=\D)|(?<=[^\x00-\xff])\s+(?=\d)"
"""Patterns are compiled where a plan has signs, which few have; every run imports this module."""


def spoken(words: str) -> str:
    """The words with each sign said in Chinese, e.g. ``>= 15 家`` is 15家以上, ``增长>12%`` is 增长超过12%."""
    return re.sub(_SIGNED, _said, words) if any(sign in words for sign in _SIGNS) else words


def _said(found: re.Match[str]) -> str:
    sign, demanded = found[1].translate(_PLAIN), found[2].strip()
    if sign not in _FRAMES:
        return found[0]
    before, after = _FRAMES[sign]
    return f"{before}{re.sub(_SPACE, '', demanded)}{after}"
