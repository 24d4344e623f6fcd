"""Owners in brackets behind a paragraph: ``(牵头单位:…;配合单位:…)``, ``(…牵头,…按职责分工负责)``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_LEADS = (
    "牵头单位",
    "责任单位",
    "牵头部门",
    "责任部门",
    "主办单位",
    "负责单位",
    "承办单位",
    "责任领导单位",
    "实施单位",
    "牵头:",
    "责任:",
    "牵头科室",
    "责任科室",
)
_SUPPORTS = ("配合单位", "协办单位", "参与单位", "配合部门", "协同单位", "参加单位", "协作单位", "配合:", "配合科室")
_LONGEST_NAME = 30
_TRAIL = (
    "按职责分工负责",
    "分别负责",
    "共同负责",
    "按职责负责",
    "等按职责分工负责",
    "按职责分工落实",
    "负责",
    "牵头",
    "配合",
    "参与",
    "按照职责分工负责",
    "分工负责",
)


class Owners(NamedTuple):
    """Who owes what stands in front: ``start`` to ``end`` is the bracket."""

    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...]


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r"[(\[][^()\[\]]{2,400}(?:\([^()]{0,20}\)[^()\[\]]{0,300}){0,4}[)\]]")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"[\s(\[]*((?:牵头|责任|主办|负责|主管|承办|落实|实施|配合|协办|协同|参与|协作|分管|包联)*"
        r"(?:单位|部门|科室|领导|人|主体|县领导|市领导))\s*:\s*"
    )


@cache
def _first() -> re.Pattern[str]:
    """Beside one of these 责任单位 only help."""
    return re.compile("(?:牵头|主办)(?:单位|部门|科室)?:")


def owner_line(text: str) -> Owners | None:
    """A line that only says who owes what stands above it: 牵头责任单位:县科技局。  Leaders are no owners."""
    match = _label().match(text)
    if match is None:
        return None
    if _brackets().match(text.strip()):
        lead, support = _read(text.strip()[1:-1])
        return Owners(0, len(text), lead, support)
    label, names = match.group(1), text[match.end() :]
    if label.endswith(("领导", "人")):
        return Owners(0, len(text), (), ())
    if _label().search(names) or "单位:" in names or "部门:" in names:
        lead, support = _read(text.strip())
        return Owners(0, len(text), lead, support)
    second = any(word in label for word in ("配合", "协办", "协同", "参与", "协作"))
    found = tuple(dict.fromkeys(_names(names)))
    return Owners(0, len(text), () if second else found, found if second else ())


def find_owners(text: str) -> list[Owners]:
    """The brackets of a plain paragraph that name owners, in order."""
    found = []
    for match in _brackets().finditer(text):
        inner = match.group()[1:-1]
        if not (
            any(word in inner for word in (*_LEADS, *_SUPPORTS))
            or inner.rstrip("。").endswith(("负责", "牵头", "配合"))
        ):
            continue
        lead, support = _read(inner)
        if lead or support:
            found.append(Owners(match.start(), match.end(), lead, support))
    return found


def _read(inner: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead: list[str] = []
    support: list[str] = []
    labelled = any(word in inner for word in (*_LEADS, *_SUPPORTS))
    led = labelled and _first().search(inner) is not None
    for part in re.split("[;。]|,(?=[^,]{0,6}(?:单位|部门):)", inner) if labelled else inner.split(","):
        label, sign, names = part.partition(":")
        if labelled and sign and ("领导" in label or "责任人" in label or "联系" in label):
            continue
        if labelled and sign:
            helping = any(word.rstrip(":") in label for word in _SUPPORTS) or (led and "责任" in label)
            target = support if helping else lead
            target += _names(names)
        elif labelled:
            (support or lead).extend(_names(part))
        elif part.strip().endswith("牵头") or not lead:
            lead += _names(part)
        else:
            support += _names(part)
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support))


def _names(text: str) -> list[str]:
    body = text.strip(" 。,、;")
    for word in _TRAIL:
        if body.endswith(word):
            body = body[: -len(word)]
            break
    names = []
    for piece in re.split(r"[、,](?![^()]*\))", body):
        for name in re.split("及(?!其)", piece):
            cut = name.split("等")[0].strip() if "等" in name else name.strip()
            if cut and len(cut) <= _LONGEST_NAME:
                names.append(cut)
    return names
