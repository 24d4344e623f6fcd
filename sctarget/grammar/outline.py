"""Running text → its frame: paragraphs with their headings, whether they review or plan, and the year they speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sctarget.grammar.numerals import BLANK, PLAIN
from sctarget.grammar.tense import first_mode, mode_of_body, mode_of_heading
from sctarget.grammar.tight import Tight
from sctarget.grammar.wrapped import unwrapped
from sctarget.grammar.years import (
    PLAN_TITLE,
    REVIEW_TITLE,
    Spoken,
    horizon_of,
    spoken_years,
    title_roles,
    year_in,
)

_HEADINGS = (
    r"[一二三四五六七八九十]{1,3}[、.](?![一二三四五六七八九十]{1,2}[、季产])",
    r"第[一二三四五六七八九十]{1,3}[章节篇]",
    r"\([一二三四五六七八九十]{1,3}\)",
    r"[0-9]{1,2}[.、](?![0-9])",
    r"[一二三四五六七八九十]{1,2}是",
)
_NEXT_PART = (
    r"(?:[。;!?)] *| )(?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,2}[、季产])"
    r"|\([一二三四五六七八九十]{1,3}\))"
)
"""Behind it a numbered part begins; 一、二季度末 is none."""
_GLUED = (
    "(?:^|[ >|《])([^,。;:|>/ 《》]{0,30}(?:(?:19|20)[0-9]{2}|[二一〇零○][〇零○一二三四五六七八九]{3})年"
    "[^,。;:|]{0,30}?(?:总结|汇报|要点|计划|方案|规划|报告|清单|任务|目标(?![是为])|意见|成效显著))"
)
_BARE_HEADING = "[^,、。;:《》“”0-9]{0,12}(?:19|20)[0-9]{2}年?[^,。;《》“”]{2,}"
_TITLED = (
    r"[一二三四五六七八九十]{1,3}、[^ ,。;:]{2,24} (?=[^ ])|\([一二三四五六七八九十]{1,3}\)[^ ,。;:]{2,24} (?=[^ ])"
)
_LONGEST_HEADING = 60
_SHORT_HEADING = 34
_KINDS = "|".join((*PLAN_TITLE, *REVIEW_TITLE, "报告"))
_MARKED = re.compile(r"[。\t|]")
"""What no heading holds: a sentence's end, the marks between the cells of a table."""
_TITLE_LINES = 60
_FIVE_YEARS = 5
_PROSE = 3
"""So many sentences are no title with text behind it."""
_TITLE_REACH = 900


class Paragraph(NamedTuple):
    """One paragraph in plain characters: where it starts, its headings, whether it reviews, its year.

    ``calendar`` says what 今(年), 本, 去, 上, 明 and 来 mean in it; it is empty when no year is known.  ``first`` is
    the first year of a plan for several: what stands before it is past.
    """

    start: int
    text: str
    group: str
    review: bool
    year: int | None
    calendar: dict[str, int]
    heading: bool
    first: int | None = None


class _Block(NamedTuple):
    """A paragraph before its year is known: ``path`` are the headings above it, ``head`` its own."""

    start: int
    text: str
    path: tuple[tuple[int, str], ...]
    head: tuple[int, str] | None
    review: bool
    whole: bool


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name)


def plain_text(text: str) -> str:
    """The same text in plain characters, one for one, its wrapped lines joined."""
    return unwrapped(text.translate(PLAIN).replace(BLANK, " "))


def _bare(line: str) -> str:
    """A line as its words are read: without blanks at its ends and stray spaces inside."""
    return Tight.of(line).text.strip()


def heading_level(line: str) -> int | None:
    """How deep a line stands as a heading, 0 outermost; None when it is none."""
    if not line or len(line) > _LONGEST_HEADING:
        return None
    for level, pattern in enumerate(_HEADINGS):
        if _pattern(pattern).match(line):
            return level
    if line.startswith("#"):
        return 0
    if len(line) <= _SHORT_HEADING and line[-1] == ":" and not any(char in line for char in ",。;"):
        return 1
    return None


def inline_heading(line: str) -> tuple[int, str] | None:
    """The level and the title of a numbered paragraph that goes on behind its title: ``(一)加强领导。成立…``."""
    for level, pattern in enumerate(_HEADINGS):
        match = _pattern(pattern).match(line)
        if match:
            stop = _pattern("[。:;,]").search(line, match.end(), _LONGEST_HEADING)
            return level, line[: stop.start() if stop else len(line) if len(line) <= _LONGEST_HEADING else 20]
    return None


def document_title(lines: list[str]) -> str:
    """The line that names the document: the first of the early lines that names a year and a kind of document."""
    best = ""
    read = 0
    for index, line in enumerate(lines[:_TITLE_LINES]):
        read += len(line)
        if read > _TITLE_REACH:
            break
        whole = line
        if line and index + 1 < len(lines) and _pattern(r"\([^()]{4,16}\)").fullmatch(lines[index + 1]):
            whole = line + lines[index + 1]
        named = len(line) <= _LONGEST_HEADING and not _MARKED.search(line) and heading_level(line) is None
        if named and any(word in line for word in (*PLAN_TITLE, *REVIEW_TITLE, "报告")) and _kind_of_title(whole):
            if year_in(whole):
                return whole
            if not best and _pattern(rf".{{4,}}(?:{_KINDS})(?:\([^()]*\))?").fullmatch(line):
                best = line
    return best or _glued_title(lines) or _headline(lines)


def _headline(lines: list[str]) -> str:
    """A first line that names a year, but no kind of document: 2022年全市科技工作会议."""
    first = next((line for line in lines if line), "")
    plain = len(first) <= _LONGEST_HEADING and not any(sign in first for sign in "。,;:")
    return first if plain and heading_level(first) is None and _kind_of_title(first) and year_in(first) else ""


def _kind_of_title(line: str) -> bool:
    """Not the caption of a field of the page (发布时间:…, 索引号) nor the words of a sentence."""
    if any(sign in line for sign in ">»|"):
        return False
    return not _pattern("^(?:索 ?引|发布|发文|成文|组配|来源|信息|类别|主题|公开|所属|文号|字号|您)").match(line)


def _glued_title(lines: list[str]) -> str:
    """A title that stands in one line with the text behind it: 示例县2020年工作总结今年以来,…"""
    read = 0
    for line in lines[:_TITLE_LINES]:
        read += len(line)
        if len(line) > _LONGEST_HEADING and heading_level(line[:_LONGEST_HEADING]) is None:
            match = _pattern(_GLUED).search(line, 0, _TITLE_REACH)
            if match:
                return match.group(1)
            if line.count("。") >= _PROSE:
                break
        if read > _TITLE_REACH:
            break
    return ""


def read_outline(text: str, year: int | None) -> tuple[list[Paragraph], int | None]:
    """The paragraphs of a document with their frame; ``year`` is the one in which it speaks, None when not told."""
    lines = _lines(plain_text(text))
    stripped = [_bare(line) for _, line in lines]
    title = document_title(stripped)
    blocks = _blocks(lines, title, review=first_mode(stripped, title, year))
    spoken = _spoken(blocks, stripped, title, year)
    return _dated(blocks, spoken), spoken.base


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text; one that holds several numbered parts (一、…。二、…) is taken apart."""
    lines: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        start = 0
        for stop in [*(match.end() for match in _pattern(_NEXT_PART).finditer(line)), len(line)]:
            title = _pattern(_TITLED).match(line, start, stop) if len(line) > _LONGEST_HEADING else None
            if title is not None:
                lines.append((place + start, title.group()))
                start = title.end()
            lines.append((place + start, line[start:stop]))
            start = stop
        place += len(line) + 1
    return lines


def _blocks(lines: list[tuple[int, str]], title: str, *, review: bool) -> list[_Block]:
    blocks: list[_Block] = []
    path: list[tuple[int, str]] = []
    planned = title_roles(title).plan
    for start, line in lines:
        bare = _bare(line)
        level = heading_level(bare)
        head = inline_heading(bare) or ((level, bare) if level is not None else None)
        if bare and bare in title:
            head = None
        elif head is None and len(bare) <= _SHORT_HEADING and _is_bare_heading(bare):
            head = (0, bare)
        if head is not None:
            path = [each for each in path if each[0] < head[0]] + [head]
            review = mode_of_heading(*head, review=review)
        elif bare:
            review = mode_of_body(bare[:60], planned, review=review)
        whole = level is not None and len(bare) < _LONGEST_HEADING
        blocks.append(_Block(start, line, tuple(path), head, review, whole))
    return blocks


def _is_bare_heading(line: str) -> bool:
    return _pattern(_BARE_HEADING).fullmatch(line) is not None and not _MARKED.search(line)


def _spoken(blocks: list[_Block], stripped: list[str], title: str, year: int | None) -> Spoken:
    headings = [block.head[1] for block in blocks if block.head is not None and block.head[0] <= 1]
    bodies = [
        (_bare(block.text), block.review)
        for block in blocks
        if not block.whole and any(char in block.text for char in ",。;") and _bare(block.text) != title
    ]
    return spoken_years(year, title, headings, bodies or [(" ".join(stripped), False)], stripped)


def _dated(blocks: list[_Block], spoken: Spoken) -> list[Paragraph]:
    """The paragraphs with their years: the heading's, else the document's for its reviews or for its plans."""
    paragraphs: list[Paragraph] = []
    section: int | None = None
    section_level = 0
    horizons = _horizons(blocks, spoken)
    for block, horizon in zip(blocks, horizons, strict=True):
        head = block.head
        if head is not None and (head[0] <= section_level or section is None):
            found = _heading_year(head[1], block, spoken)
            section, section_level = (found, head[0]) if found or head[0] <= section_level else (section, section_level)
        year = spoken.review if block.review else spoken.plan
        year = section if section is not None else year if year is not None else spoken.base
        group = " > ".join(title.rstrip(":") for _, title in block.path)
        calendar = _calendar(block, spoken, year, dated=section is not None)
        far = horizon is not None and section is None
        year, first = (horizon, spoken.now) if far else (year, spoken.first)
        facts = (block.start, block.text, group, block.review, year, calendar, block.whole, first)
        paragraphs.append(Paragraph(*facts))
    return paragraphs


def _horizons(blocks: list[_Block], spoken: Spoken) -> list[int | None]:
    """For each paragraph of a plan the year that its section aims at, where that is later than the year given.

    A section without a year of its own goes on with that of the section before.
    """
    made: list[int | None] = []
    if spoken.now is None or spoken.plan != spoken.now:
        return [None for _ in blocks]
    carried: int | None = None
    first = 0
    while first < len(blocks):
        last = first + 1
        while last < len(blocks) and not (blocks[last].head is not None and blocks[last].path[0] is blocks[last].head):
            last += 1
        bodies = [_bare(block.text) for block in blocks[first:last] if not (block.review or block.whole)]
        told = horizon_of([body for body in bodies if body], spoken.now, first=carried is None)
        carried = told if told is not None else carried if _undated(bodies, spoken.now) else None
        made += [None if block.review else carried for block in blocks[first:last]]
        first = last
    return made


def _undated(bodies: list[str], now: int) -> bool:
    return not any("今年" in body or f"{now}年" in body for body in bodies)


def _calendar(block: _Block, spoken: Spoken, year: int | None, *, dated: bool) -> dict[str, int]:
    """The years that 今年, 去年, 明年 stand for; a plan behind its summary calls its own year 明年 as well.

    ``dated`` says that a heading names the year of the block, which goes before the one that a person gave.
    """
    now = spoken.plan if block.review and spoken.address and spoken.plan is not None else year
    now = spoken.now if spoken.now is not None and not dated else now
    if now is None:
        return {}
    coming = now if spoken.looks_back and not spoken.address and not block.review else now + 1
    return {"今": now, "本": now, "去": now - 1, "上": now - 1, "明": coming, "来": coming}


def _heading_year(words: str, block: _Block, spoken: Spoken) -> int | None:
    """The year that a heading names; 今后五年 in an address of 2022 end with 2026."""
    if block.head is not None and block.head[0]:
        words = _pattern("“?十[一二三四]?五”?").sub("", words)
    roles = title_roles(words)
    coming = not block.review and _pattern("(?:今后|未来|接下来)(?:的)?五年").search(words) is not None
    if coming and spoken.plan is not None and year_in(words) is None:
        return spoken.plan + _FIVE_YEARS - 1
    told = roles.review if block.review else roles.plan
    found = told if told is not None else year_in(words)
    return None if "到" in words and not block.whole else found


def _issuers(line: str) -> str:
    """Who sends a document out, by the line that says so: one office, or several with blanks or 、 between them."""
    office = r"[^\s|:,。;()〔〕“”《》、]{2,20}(?:局|委员会|人民政府|办公室|厅|委)"
    found = _pattern(rf"({office}(?:[ 、]{office}){{0,3}})(?:关于|$| )").search(line.strip().replace("\u3000", " "))
    return "" if found is None else found.group(1).replace(" ", "、")


def read_frame(text: str, year: int | None) -> tuple[str, str, int | None, int | None]:
    """What a document says of itself: title, issuer, first and last year of its plan (empty or None when not told)."""
    lines = _lines(plain_text(text))
    stripped = [_bare(line) for _, line in lines]
    title = document_title(stripped)
    blocks = _blocks(lines, title, review=first_mode(stripped, title, year))
    spoken = _spoken(blocks, stripped, title, year)
    issuer = next((found for _, line in lines[:60] if (found := _issuers(line))), "")
    issued = _pattern("《([^《》]{6,})》的通知").search(title)
    title = issued.group(1) if issued else title
    last = spoken.base
    first = spoken.first if spoken.first is not None and last is not None and spoken.first <= last else last
    return title, issuer, first, last
