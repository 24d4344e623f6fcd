"""Decisions → lines of decisions.yaml; what a person wrote there stays as it is (docs/decisions.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.evaluate.rounding import plain_text
from sctarget.model.decision import Action
from sctarget.model.form import TASK_WORDS
from sctarget.model.grade import GRADE_WORDS

if TYPE_CHECKING:
    from sctarget.model.decision import Decision

HEADER = """\
# 人工决定：交回的数不能直接采用时，由谁、何时、为什么怎样处理。
# action：confirm 确认（数是对的）、correct 改正（改用 value）、waive 不涉及、grade 评定（达成、部分达成、未达成）。
# raw 是作决定时格子里的原文；格子以后变了，这条决定就不再采用。说明见 docs/decisions.md。
"""

_PLAIN = re.compile(r"[a-z][a-z0-9_]*|[0-9]{4}(?:[HQ][1-4]|-[0-9]{2}){0,1}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_WIDE = 0xFFFF


def append_decision(text: str, decision: Decision, unit: str = "") -> str:
    """The text of a decisions.yaml with one more entry at its end; an empty text gets a word of explanation first.

    ``unit`` is the row's unit, written behind the value so that a person reads it, e.g. ``value: "1.2亿元"``.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    first = _ITEM.search(text)
    before = text if text.strip() else HEADER.replace("\n", ending)
    if not before.endswith(("\n", "\r")):
        before += ending
    return before + "".join(f"{first[1] if first else ''}{line}{ending}" for line in _lines(decision, unit))


def _lines(decision: Decision, unit: str) -> list[str]:
    facts = {
        "indicator": decision.indicator,
        "department": decision.department,
        "period": decision.period.text,
        "action": decision.action.value,
        "value": _value(decision, unit),
        "grade": None if decision.grade is None else GRADE_WORDS[decision.grade],
        "share": None if decision.share is None else f"{plain_text((decision.share * 100).normalize())}%",
        "raw": decision.raw,
        "who": decision.who,
        "when": decision.when.isoformat(),
        "why": decision.why,
    }
    entries = [f"{key}: {_scalar(value)}" for key, value in facts.items() if value is not None]
    return [f"{'  ' if number else '- '}{entry}" for number, entry in enumerate(entries)]


def _value(decision: Decision, unit: str) -> str | None:
    if decision.state is not None:
        return next(word for word, state in TASK_WORDS.items() if state == decision.state)
    if decision.value is None or decision.action is Action.WAIVE:
        return None
    return f"{plain_text(decision.value)}{unit}"


def _scalar(text: str) -> str:
    """A text that YAML reads back unchanged: bare where it cannot mean anything else, else in double quotes."""
    return text if _PLAIN.fullmatch(text) else f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\U{code:08X}" if code > _WIDE else f"\\u{code:04X}"
