"""Formulas over indicator ids, e.g. ``rd_expenditure / gdp * 100``: checked here, computed when judging.

- formula: term (("+" | "-") term)*
- term: factor (("*" | "/") factor)*
- factor: "-"* (number | id | "(" formula ")")
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\s*(?:(?P<id>[a-z][a-z0-9_]*)|[0-9]+(?:\.[0-9]+)?|(?P<mark>[-+*/()]))")
_LONGEST = 2000


class Formula(NamedTuple):
    """The ids that a formula needs, in its order; ``error`` says in Chinese what was not understood."""

    names: tuple[str, ...]
    error: str | None = None


class _Reading:
    """What stands behind the tokens so far: whether a value is ``wanted`` next, how many brackets are open."""

    __slots__ = ("depth", "names", "wanted")

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.wanted = True
        self.depth = 0

    def take_value(self, text: str, name: str | None) -> str | None:
        """Read a number or an id; the complaint where none may stand."""
        if not self.wanted:
            return f"“{text}”前面缺运算符"
        if name:
            self.names[name] = None
        self.wanted = False
        return None

    def take_mark(self, mark: str) -> str | None:
        """Read an operator or a bracket; the complaint where it may not stand."""
        if mark == "(" and self.wanted:
            self.depth += 1
        elif mark == ")" and not self.wanted and self.depth:
            self.depth -= 1
        elif mark in "+-*/" and not self.wanted:
            self.wanted = True
        elif mark != "-":
            return f"“{mark}”的位置不对"
        return None

    def complaint(self) -> str | None:
        """What is missing at the end."""
        if self.wanted:
            return "公式没有写完"
        if self.depth:
            return "括号没有配对"
        return None if self.names else "公式里没有指标编号"


def check_formula(text: str) -> Formula:
    """The ids of a formula, or why it is none."""
    if len(text) > _LONGEST:
        return Formula((), f"公式超过{_LONGEST}个字")
    reading = _Reading()
    text = text.rstrip()
    position = 0
    error = None
    while position < len(text) and error is None:
        match = _TOKEN.match(text, position)
        if match is None:
            error = f"“{text[position:].strip()[:20]}”看不懂"
        else:
            position = match.end()
            mark = match["mark"]
            error = reading.take_mark(mark) if mark else reading.take_value(match[0].strip(), match["id"])
    return Formula(tuple(reading.names), error or reading.complaint())
