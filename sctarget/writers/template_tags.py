"""The tags of a Word template ({{ … }}, {% … %}, {# … #}): made whole, made plain, each with its place.

Word cuts a tag into several runs, turns its quotes into “ ” and lets a Chinese keyboard type ｛｛ and （）.  Here each
tag is put back into the run where it begins, with ASCII punctuation outside quotes, text inside quotes as escapes that
no later step can misread, and a mark at its end that says which tag of the template it is (docs/templates.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sctarget.writers.word_zip import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, T, TABLE, ROW, CELL, BOX = (f"{W}{name}" for name in ("p", "t", "tbl", "tr", "tc", "txbxContent"))
MARK, MARK_END = "\ue000", "\ue001"
"""Around the number of a tag: characters that nobody types."""

_AROUND = 14
_LONG_TAG = 60
_DELIMITER = re.compile("[{｛][{｛%％#]|[}｝%％#][}｝]")
_CLOSING = {"{": "}}", "%": "%}", "#": "#}"}
_OPENING = {"}}": "{{", "%}": "{%", "#}": "{#"}
_NARROW = str.maketrans("｛｝％", "{}%")
_PLAIN = str.maketrans("（）［］【】｛｝，．：｜＝！＞＜＋－＊／％＿　\xa0", "()[][]{},.:|=!><+-*/%_  ")
_QUOTES = {'"': '"', "'": "'", "＂": "＂", "“": "”", "‘": "’", "”": "”", "’": "’", "「": "」"}
_ODD = re.compile(r"[^\w\s，。；：、（）—·+\-/*.,:;=!?]")
_LEVEL = re.compile(r"(tr|tc|p|r)\s+(?=\S)")
_WORD = re.compile(r"[A-Za-z_]+")
_BLOCKS = {"for": "endfor", "if": "endif", "with": "endwith"}
_MIDDLE = {"elif": ("if",), "else": ("if", "for")}
_OTHERS = frozenset({"set", "vm", "hm", "colspan", "cellbg"})
_ROOM = {"tr": "表格的一行", "tc": "表格的一格", "p": "一段", "r": "一小段文字", "": "一段里的文字"}


class Place(NamedTuple):
    """Where a tag stands: e.g. 正文表1第2行第3格, and the words around it with the tag itself."""

    where: str
    around: str
    order: int = 0
    """Of the paragraph, through all parts."""

    def __str__(self) -> str:
        return f"{self.where}“{self.around}”" if self.around else self.where


class Trouble(NamedTuple):
    """What is wrong at one place, in a sentence that says what to do."""

    place: Place
    message: str


class Prepared(NamedTuple):
    """What is wrong with the tags of a part, and whether its blocks are at least in pairs."""

    troubles: list[Trouble]
    paired: bool


class Tag(NamedTuple):
    """One tag: ``{{`` or ``{%``, the level (tr, tc, p, r) of a block tag, its content, its place."""

    opening: str
    level: str
    content: str
    place: Place

    @property
    def word(self) -> str:
        """What a block tag begins with, e.g. ``for``."""
        found = _WORD.match(self.content)
        return found.group() if found else ""


class _Span(NamedTuple):
    start: int
    end: int
    text: str


def prepare_tags(root: Element, title: str, tags: list[Tag], order: int = 0) -> Prepared:
    """Put every tag of a part (an lxml element) in order; add it to ``tags``, whose index is the number in its mark.

    ``order`` is that of the part's first paragraph.  A tag that is not closed or not known is told and taken out, so
    that the others can be looked at.
    """
    troubles: list[Trouble] = []
    first = len(tags)
    written = 0
    for number, paragraph in enumerate(root.iter(P), order):
        nodes = list(_own_text(paragraph))
        text = "".join(node.text or "" for node in nodes)
        room = next(iter(paragraph.iterancestors(CELL, BOX)), None)
        written += room is None and bool(text)
        if _DELIMITER.search(text):
            place = Place(title + _place_words(root, room, written, title), "", number)
            _rewrite(nodes, _spans(text, place, tags, troubles))
    unpaired = _unpaired(tags[first:])
    return Prepared(troubles + unpaired, not unpaired)


def _place_words(root: Element, room: Element | None, written: int, title: str) -> str:
    """Where a paragraph stands in its part: 第4段, 表1第2行第3格, 文本框."""
    if room is None:
        return f"第{written}段" if title == "正文" else ""
    if room.tag == BOX:
        return "文本框"
    row = next(room.iterancestors(ROW))
    table = next(row.iterancestors(TABLE))
    rows = [each for each in table.iter(ROW) if next(each.iterancestors(TABLE)) is table]
    cells = [each for each in row.iter(CELL) if next(each.iterancestors(ROW)) is row]
    return f"表{list(root.iter(TABLE)).index(table) + 1}第{rows.index(row) + 1}行第{cells.index(room) + 1}格"


def _own_text(element: Element) -> Iterator[Element]:
    """The text nodes of a paragraph, without those of the text boxes in it."""
    for child in element:
        if child.tag == T:
            yield child
        elif child.tag != P:
            yield from _own_text(child)


def _spans(text: str, paragraph: Place, tags: list[Tag], troubles: list[Trouble]) -> list[_Span]:
    """The tags of one paragraph as they are to be written."""
    spans = []
    position = 0
    while found := _DELIMITER.search(text, position):
        start, two = found.start(), found.group().translate(_NARROW)
        position = found.end()
        if two[0] != "{":
            place = paragraph._replace(around=_around(text, start, position))
            troubles.append(
                Trouble(place, f"有“{two}”，前面没有与它成对的“{{{two[0].replace('}', '{')}”。请补上或删去。")
            )
            continue
        end = _end(text, position, _CLOSING[two[1]])
        place = paragraph._replace(around=_around(text, start, end or position))
        if end is None:
            message = f"有“{two}”，同一段里没有与它成对的“{_CLOSING[two[1]]}”。请补上，整个标记要在一段之内。"
            troubles.append(Trouble(place, message))
            spans.append(_Span(start, position, ""))
            continue
        position = end
        if two == "{#":
            spans.append(_Span(start, end, text[start:end].translate(_NARROW)))
            continue
        tag, written = _tag(two, text[start + 2 : end - 2], place, len(tags))
        if trouble := _unknown(tag):
            troubles.append(Trouble(place, trouble))
            spans.append(_Span(start, end, ""))
        else:
            tags.append(tag)
            spans.append(_Span(start, end, written))
    return spans


def _end(text: str, position: int, closing: str) -> int | None:
    """Where a tag ends, quoted text skipped; None when another one begins first or the paragraph ends."""
    while position < len(text):
        two = text[position : position + 2].translate(_NARROW)
        if two == closing:
            return position + 2
        if two in {"{{", "{%"}:
            return None
        quoted = _quoted(text, position) if text[position] in _QUOTES and closing != "#}" else None
        position = quoted or position + 1
    return None


def _quoted(text: str, start: int) -> int | None:
    """Where the quoted text that begins here ends; “ ” may stand inside “ ”; None when it does not end."""
    opening = text[start]
    closing = _QUOTES[opening]
    if opening == closing:
        end = text.find(closing, start + 1)
        return end + 1 if end > 0 else None
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == opening) - (text[place] == closing)
        if not depth:
            return place + 1
    return None


def _around(text: str, start: int, end: int) -> str:
    """A tag with a few words on both sides, on one line."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    tag = (
        text[start:end] if end - start <= _LONG_TAG else f"{text[start : start + _LONG_TAG - 4]}…{text[end - 2 : end]}"
    )
    left, right = "…" if start > _AROUND else "", "…" if end + _AROUND < len(text) else ""
    return " ".join(f"{left}{before}{tag}{after}{right}".split())


def _tag(opening: str, inside: str, place: Place, number: int) -> tuple[Tag, str]:
    """The tag, and how it is written for the template engine."""
    left = "-" if inside[:1] in {"-", "－"} else ""
    right = "-" if inside[len(left) :][-1:] in {"-", "－"} else ""
    content = _normal(inside[len(left) : len(inside) - len(right)]).strip()
    level = _LEVEL.match(content if opening == "{%" else inside)
    if level and opening == "{%":
        content = content[level.end() :]
    tag = Tag(opening, level.group(1) if level else "", content, place)
    if tag.word in {"vm", "hm"} and opening == "{%":
        return tag, f"{{% {tag.word} %}}"
    closing = "}}" if opening == "{{" else "%}"
    return tag, f"{opening}{tag.level or left} {content} {MARK}{number}{MARK_END}{right}{closing}"


def _normal(inside: str) -> str:
    """The content of a tag with plain punctuation; quoted text keeps its characters, odd ones as escapes."""
    inside = inside.replace(MARK, "").replace(MARK_END, "")
    parts = []
    position = 0
    while position < len(inside):
        end = _quoted(inside, position) if inside[position] in _QUOTES else None
        if end is None:
            parts.append(inside[position].translate(_PLAIN))
            position += 1
        else:
            quoted = inside[position + 1 : end - 1]
            parts.append('"' + _ODD.sub(_escape, quoted) + '"')
            position = end
    return "".join(parts)


def _escape(odd: re.Match[str]) -> str:
    return f"\\U{ord(odd.group()):08x}"


def _unknown(tag: Tag) -> str:
    """What is wrong with a tag by its kind alone."""
    if tag.opening == "{{":
        return f"不支持“{{{{{tag.level} …}}}}”，请写成“{{{{ … }}}}”。" if tag.level else ""
    if tag.word in _BLOCKS or tag.word in _BLOCKS.values() or tag.word in _MIDDLE or tag.word in _OTHERS:
        return ""
    return f"不支持“{{% {tag.word or tag.content} … %}}”。可以用 for、if、set，见 docs/templates.md。"


def _unpaired(tags: list[Tag]) -> list[Trouble]:
    """Blocks of one part that are not closed, or closed at another level than they were opened."""
    troubles = []
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.opening != "{%":
            continue
        ends = tag.word in _BLOCKS.values()
        if tag.word in _BLOCKS:
            open_tags.append(tag)
        elif ends or tag.word in _MIDDLE:
            opened = open_tags.pop() if ends and open_tags else next(iter(open_tags[-1:]), None)
            wanted = (tag.word.removeprefix("end"),) if ends else _MIDDLE[tag.word]
            if opened is None or opened.word not in wanted:
                troubles.append(Trouble(tag.place, f"“{tag.word}”前面没有与它成对的“{'”或“'.join(wanted)}”。"))
            elif opened.level != tag.level:
                message = f"“{_written(tag)}”与前面的“{_written(opened)}”要写成一样的：都管{_ROOM[opened.level]}。"
                troubles.append(Trouble(tag.place, message))
    return troubles + [
        Trouble(tag.place, f"“{tag.word}”没有结束。请在后面加上“{{%{tag.level} {_BLOCKS[tag.word]} %}}”。")
        for tag in open_tags
    ]


def _written(tag: Tag) -> str:
    return f"{{%{tag.level} {tag.word} %}}"


def _rewrite(nodes: list[Element], spans: list[_Span]) -> None:
    """Write the tags back, each into the text node where it begins, and take its rest out of those behind."""
    starts = []
    total = 0
    for node in nodes:
        starts.append(total)
        total += len(node.text or "")
    for span in reversed(spans):
        written = span.text
        for node, start in zip(nodes, starts, strict=True):
            text = node.text or ""
            first, last = max(span.start - start, 0), min(span.end - start, len(text))
            if first >= last:
                continue
            node.text = text[:first] + written + text[last:]
            node.set(SPACE, "preserve")
            written = ""
