"""Targets that a plan writes with signs of comparison, as people read them aloud (docs/report.md §4)."""

from __future__ import annotations

import re

_SIGNS = "<>=＜＞＝≤≥≦≧⩽⩾"
_SIGNED = re.compile(rf"([{_SIGNS}]{{1,2}})\s*([^{_SIGNS}，；;。（(]*\d[^{_SIGNS}，；;。（(]*)")
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
_SPACE = re.compile(r"(?<=\d)\s+(?=\D)|(?<=[^\x00-\xff])\s+(?=\d)")


def spoken(words: str) -> str:
    """The words with each sign said in Chinese, e.g. ``>= 15 家`` is 15家以上, ``增长>12%`` is 增长超过12%."""
    return _SIGNED.sub(_said, words)


def _said(found: re.Match[str]) -> str:
    sign, demanded = found[1].translate(_PLAIN), found[2].strip()
    if sign not in _FRAMES:
        return found[0]
    before, after = _FRAMES[sign]
    return f"{before}{_SPACE.sub('', demanded)}{after}"
