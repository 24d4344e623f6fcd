"""The automatic numbers of a Word file: what 一、 (一) 1. stands in front of a paragraph, as Word shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting "  # noqa: SIM905
    "ideographDigital ideographEnclosedCircle".split()
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLACE = re.compile("%([1-9])")


class _Level(NamedTuple):
    """One level of a list: how its numbers look (``form``), the text around them, where they begin."""

    form: str
    text: str
    start: int


class Numbers:
    """Counts the numbered paragraphs of a text in their order."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else _styles(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        for each in numbering.iterfind(f"{W}abstractNum"):
            levels = {int(_of(level, "ilvl") or 0): _level(level) for level in each.iterfind(f"{W}lvl")}
            self._abstract[_of(each, "abstractNumId")] = levels
        for each in numbering.iterfind(f"{W}num"):
            link = each.find(f"{W}abstractNumId")
            starts = {}
            for change in each.iterfind(f"{W}lvlOverride"):
                start = change.find(f"{W}startOverride")
                if start is not None and _of(start, "val").isdigit():
                    starts[int(_of(change, "ilvl") or 0)] = int(_of(start, "val"))
            if link is not None:
                self._lists[_of(each, "numId")] = (_of(link, "val"), starts)

    def label(self, properties: Element | None) -> str:
        """What stands in front of the next paragraph; empty when it is not numbered."""
        found = self._place(properties)
        if found is None:
            return ""
        identity, level = found
        abstract, starts = self._lists.get(identity, ("", {}))
        levels = self._abstract.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if identity not in self._begun:
            self._begun.add(identity)
            for each, start in starts.items():
                if each < _LEVELS:
                    counts[each] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if levels[level].form in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda match: _shown(int(match[1]) - 1, counts, levels), levels[level].text)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self._styles.get(_of(style, "val")) if style is not None else None
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        identity, level = _list_of(own)
        if identity is None:
            identity = inherited[0] if inherited else None
        return None if identity in {None, "0"} else (str(identity), min(level or 0, _LEVELS - 1))


def _styles(styles: Element) -> dict[str, tuple[str, int]]:
    """Style → list and level, its own or that of the style it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        name = _of(style, "styleId")
        numbers = style.find(f"{W}pPr/{W}numPr")
        own[name] = (None, None) if numbers is None else _list_of(numbers)
        base = style.find(f"{W}basedOn")
        if base is not None:
            based[name] = _of(base, "val")
    found: dict[str, tuple[str, int]] = {}
    for name, (identity, level) in own.items():
        list_id, depth = identity, level
        seen = {name}
        up = based.get(name)
        while list_id is None and up is not None and up not in seen:
            seen.add(up)
            list_id, above = own.get(up, (None, None))
            depth = above if depth is None else depth
            up = based.get(up)
        if list_id not in {None, "0"}:
            found[name] = (str(list_id), min(depth or 0, _LEVELS - 1))
    return found


def _list_of(numbers: Element) -> tuple[str | None, int | None]:
    identity, level = numbers.find(f"{W}numId"), numbers.find(f"{W}ilvl")
    depth = _of(level, "val") if level is not None else ""
    return (None if identity is None else _of(identity, "val")), int(depth) if depth.isdigit() else None


def _level(level: Element) -> _Level:
    form, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    first = "" if start is None else _of(start, "val")
    return _Level(
        "decimal" if form is None else _of(form, "val"),
        "" if text is None else _of(text, "val"),
        int(first) if first.isdigit() else 1,
    )


def _shown(level: int, counts: list[int | None], levels: dict[int, _Level]) -> str:
    known = levels.get(level)
    count = counts[level] if level < _LEVELS else None
    number = count if count is not None else known.start if known else 1
    form = known.form if known else "decimal"
    if form in _CHINESE:
        return _chinese(number)
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % len(_STEMS)]
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and number <= 20:  # noqa: PLR2004
        return chr(0x2460 + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """A number up to 99 in Chinese numerals, e.g. 十二; larger ones digit by digit."""
    if number > 99:  # noqa: PLR2004
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _of(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(f"{W}{name}") or ""
