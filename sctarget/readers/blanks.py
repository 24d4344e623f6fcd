"""Blanks that typesetting puts beside Chinese characters, and what is left when lines become one."""

from __future__ import annotations

import re

_CJK = r"\u2e80-\u9fff\uff00-\uffef“”‘’…—"
_LATIN = "0-9A-Za-z%％*＊"
_BETWEEN = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}{_LATIN}])|(?<=[{_LATIN}]) +(?=[{_CJK}])")


def without_blanks(line: str) -> str:
    """The line without blanks beside Chinese characters, e.g. 2024 年 is 2024年; those between Latin words stay."""
    return _BETWEEN.sub("", line.strip(" "))
