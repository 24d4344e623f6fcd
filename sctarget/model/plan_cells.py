"""Keys and values of a plan as people write them in one cell: ``1.27%（2020年）`` for a baseline (docs/convert.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sctarget.model.plan_sheets import Value

_DATED = frozenset({"milestones", "history"})
_BASELINE = re.compile(r"(?P<value>[^（）()]+)[（(](?P<year>[0-9]{4})年(?:[，,](?P<note>[^（）()]+))?[）)]")
_REVISED = re.compile(
    r"(?P<target>[^（）()]+)[（(](?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[，,](?P<document>[^（）()，,]+)[）)]"
)
_PERIOD = re.compile(r"([0-9]{4}(?:H[12]|Q[1-4]|-[0-9]{2})?)年?[：:](.+)")
_PART = re.compile(r"([^：:；;]+)[：:](.+)")
_BODY = re.compile(r"(牵头|报送|数据来源)[：:](.+)")
_BODIES = {"lead": "牵头", "reporter": "报送", "source": "数据来源"}


def plain_words(key: str, value: Value) -> str | None:
    """What a clerk reads for a value with keys of its own; None where only ``{key: value}`` says it all.

    E.g. ``{2023: 1.5%, 2024: 1.6%}`` is 2023年：1.5%；2024年：1.6%.
    """
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        return None
    texts = {name: str(each) for name, each in value.items()}
    words = _worded(key, texts)
    return words if words is not None and from_words(key, words) == value else None


def _worded(key: str, texts: dict[str, str]) -> str | None:
    if key == "baseline" and {"value", "year"} <= texts.keys():
        note = f"，{texts['note']}" if "note" in texts else ""
        return f"{texts['value']}（{texts['year']}年{note}）"
    if key == "revised" and {"target", "date", "document"} <= texts.keys():
        return f"{texts['target']}（{texts['date']}，{texts['document']}）"
    if key in _DATED:
        return "；".join(f"{period}{'年' if len(period) == 4 else ''}：{text}" for period, text in texts.items())  # noqa: PLR2004
    if key == "breakdown":
        return "；".join(f"{name}：{text}" for name, text in texts.items())
    if key == "defaults" and texts.keys() <= _BODIES.keys():
        return "；".join(f"{_BODIES[name]}：{text}" for name, text in texts.items())
    return None


def from_words(key: str, text: str) -> Value | None:
    """The inverse of ``plain_words``; None for a text that is written otherwise."""
    plain = text.strip()
    pattern = {"baseline": _BASELINE, "revised": _REVISED}.get(key)
    if pattern is not None:
        match = pattern.fullmatch(plain)
        return None if match is None else {name: each.strip() for name, each in match.groupdict().items() if each}
    if key in _DATED:
        return _pairs(_PERIOD, plain)
    if key == "breakdown":
        return _pairs(_PART, plain)
    if key == "defaults":
        found = _pairs(_BODY, plain)
        meant = {words: name for name, words in _BODIES.items()}
        return None if found is None else {meant[name]: each for name, each in found.items()}
    return None


def _pairs(pattern: re.Pattern[str], text: str) -> dict[str, Value] | None:
    found: dict[str, Value] = {}
    for part in re.split("[；;]", text):
        match = pattern.fullmatch(part.strip())
        if match is None or match[1] in found:
            return None
        found[match[1]] = match[2].strip()
    return found
