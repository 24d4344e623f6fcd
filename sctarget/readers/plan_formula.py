"""Formulas over indicator ids, e.g. ``rd_expenditure / gdp * 100``: text → steps in reverse Polish order.

- formula: term (("+" | "-") term)*
- term: factor (("*" | "/") factor)*
- factor: "-"* (number | id | "(" formula ")")

Operators wait on a stack until one that binds less tightly comes: no recursion, however deep the brackets are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sctarget.model.formula import Formula, Name, Operator, Step

_TOKEN = re.compile(r"\s*(?:(?P<id>[a-z][a-z0-9_]*)|[0-9]+(?:\.[0-9]+)?|(?P<mark>[-+*/()]))")
_LONGEST = 2000
_BINDING = {
    Operator.ADD: 1,
    Operator.SUBTRACT: 1,
    Operator.MULTIPLY: 2,
    Operator.DIVIDE: 2,
    Operator.NEGATE: 3,
}


class ParsedFormula(NamedTuple):
    """A formula as far as it was understood; ``error`` says in Chinese what was not."""

    formula: Formula
    error: str | None = None


class _Reading:
    """What stands behind the tokens so far: whether a value is ``wanted`` next, which operators and brackets wait."""

    __slots__ = ("names", "steps", "waiting", "wanted")

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.steps: list[Step] = []
        self.waiting: list[Operator | None] = []
        self.wanted = True

    def take_value(self, text: str, name: str | None) -> str | None:
        """Read a number or an id; the complaint where none may stand."""
        if not self.wanted:
            return f"“{text}”前面缺运算符"
        if name:
            self.names[name] = None
        self.steps.append(Name(name) if name else Decimal(text))
        self.wanted = False
        return None

    def take_mark(self, mark: str) -> str | None:
        """Read an operator or a bracket; the complaint where it may not stand."""
        if mark == "(" and self.wanted:
            self.waiting.append(None)
        elif mark == ")" and not self.wanted and None in self.waiting:
            self._unwind(0)
            self.waiting.pop()
        elif mark in "+-*/" and not self.wanted:
            operator = Operator(mark)
            self._unwind(_BINDING[operator])
            self.waiting.append(operator)
            self.wanted = True
        elif mark == "-":
            self.waiting.append(Operator.NEGATE)
        else:
            return f"“{mark}”的位置不对"
        return None

    def _unwind(self, binding: int) -> None:
        """Do what waits and binds at least as tightly, back to the last open bracket."""
        while self.waiting and (operator := self.waiting[-1]) is not None and _BINDING[operator] >= binding:
            self.steps.append(operator)
            self.waiting.pop()

    def finish(self) -> str | None:
        """Do what still waits; what is missing at the end."""
        if self.wanted:
            return "公式没有写完"
        if None in self.waiting:
            return "括号没有配对"
        self._unwind(0)
        return None if self.names else "公式里没有指标编号"


def parse_formula(text: str) -> ParsedFormula:
    """The formula of a text, or why it is none."""
    if len(text) > _LONGEST:
        return ParsedFormula(Formula(text, (), ()), f"公式超过{_LONGEST}个字")
    reading = _Reading()
    text = text.strip()
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
    error = error or reading.finish()
    return ParsedFormula(Formula(text, tuple(reading.steps), tuple(reading.names)), error)
