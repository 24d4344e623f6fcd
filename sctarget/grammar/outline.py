"""Running text → its frame: paragraphs with their headings, whether they review or plan, and the year they speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sctarget.grammar.numerals import BLANK, PLAIN
from sctarget.grammar.wrapped import unwrapped
from sctarget.grammar.years import FIVE_YEARS, PLAN_TITLE, REVIEW_TITLE, Spoken, spoken_years, title_roles, year_in

_HEADINGS = (
    r"[一二三四五六七八九十]{1,3}[、.]",
    r"第[一二三四五六七八九十]{1,3}[章节篇]",
    r"\([一二三四五六七八九十]{1,3}\)",
    r"[0-9]{1,2}[.、](?![0-9])",
    r"[一二三四五六七八九十]{1,2}是",
)
_NEXT_PART = r"[。;!?)] *(?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
_LONGEST_HEADING = 60
_SHORT_HEADING = 34
_OPENING_TEXT = 1500
_KINDS = "|".join((*PLAN_TITLE, *REVIEW_TITLE, "报告"))
_TITLE_LINES = 60
_TITLE_REACH = 900
_PLAN_MARKS = (
    "工作计划", "下一步", "工作打算", "总体要求", "奋斗目标", "主要目标", "预期目标", "主要任务", "目标任务",
    "重点任务", "今后五年", "意见建议", "工作重点", "工作要点", "工作思路", "工作安排", "发展目标", "总体目标",
    "预期指标",
    "主要指标", "保障措施", "重点工作安排", "今年工作", "今年的工作", "工作部署",
)  # fmt: skip
_REVIEW_MARKS = (
    "工作总结", "工作回顾", "工作情况", "开展情况", "完成情况", "主要成效", "一年来", "五年来", "过去一年", "过去五年",
    "过去的一年", "刚刚过去", "取得的成绩", "今年以来", "近年来", "发展成就", "工作进展", "主要成绩", "存在问题",
    "存在的问题",
    "上年工作", "去年工作", "面临的形势", "发展现状", "现实基础", "发展基础",
    "执行情况", "运行情况", "发展情况", "落实情况", "主要工作成果", "所做的工作", "取得的成效", "取得成效",
)  # fmt: skip
_REVIEW_CUE = (
    "了|明显|得到|首次|顺利|圆满|累计|获(?!得感)|成功|提高到|位居|成效|已|取得新|排名|同比|比上年|以来|被评为|被认定|完成率"
    "|[0-9]月份|[0-9][-—~至][0-9]{1,2}月|截[至止]|前三季度|上半年"
)
_PLAN_CUE = (
    "力争|确保|争取|加快|着力|大力|持续|进一步|坚持|以内|左右|(?<![高加降升增展至])到20"
    "|必须|(?<!规模)以上|不低于|将(?!军)"
)
_BODY_REVIEW = (
    "一年来",
    "半年来",
    "五年来",
    "过去一年",
    "过去五年",
    "过去的一年",
    "刚刚过去",
    "今年以来",
    "近年来",
    "过去的五年",
    "上半年,",
)


class Paragraph(NamedTuple):
    """One paragraph in plain characters: where it starts, its headings, whether it reviews, its year.

    ``calendar`` says what 今(年), 本, 去, 上, 明 and 来 mean in it; it is empty when no year is known.
    """

    start: int
    text: str
    group: str
    review: bool
    year: int | None
    calendar: dict[str, int]
    heading: bool


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
            return level, line[: stop.start() if stop else 20]
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
        named = len(line) <= _LONGEST_HEADING and "。" not in line and heading_level(line) is None
        if named and any(word in line for word in (*PLAN_TITLE, *REVIEW_TITLE, "报告")) and _kind_of_title(whole):
            if year_in(whole):
                return whole
            if not best and _pattern(rf".{{4,}}(?:{_KINDS})(?:\([^()]*\))?").fullmatch(line):
                best = line
    return best or _glued_title(lines)


def _kind_of_title(line: str) -> bool:
    """Not the caption of a field of the page (发布时间:…, 索引号) nor the words of a sentence."""
    return not _pattern("^(?:索 ?引|发布|发文|成文|组配|来源|信息|类别|主题|公开|所属|文号|字号|您)").match(line)


def _glued_title(lines: list[str]) -> str:
    """A title that stands in one line with the text behind it: 示例县2020年工作总结今年以来,…"""
    read = 0
    for line in lines[:_TITLE_LINES]:
        read += len(line)
        if len(line) > _LONGEST_HEADING and heading_level(line[:_LONGEST_HEADING]) is None:
            match = _pattern(
                "[^,。;:|>/ ]{0,30}(?:(?:19|20)[0-9]{2}|[二一〇零○][〇零○一二三四五六七八九]{3})年[^,。;:|]{0,30}?"
                "(?:总结|汇报|要点|计划|方案|规划|报告|清单|任务|目标|意见|成效显著)"
            ).match(line)
            if match:
                return match.group()
        if read > _TITLE_REACH:
            break
    return ""


def read_outline(text: str, year: int | None) -> tuple[list[Paragraph], int | None]:
    """The paragraphs of a document with their frame; ``year`` is the one in which it speaks, None when not told."""
    lines = _lines(plain_text(text))
    stripped = [line.strip() for _, line in lines]
    title = document_title(stripped)
    blocks = _blocks(lines, title, review=_first_mode(stripped, title))
    spoken = _spoken(blocks, stripped, title, year)
    return _dated(blocks, spoken), spoken.base


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text; one that holds several numbered parts (一、…。二、…) is taken apart."""
    lines: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        start = 0
        for match in _pattern(_NEXT_PART).finditer(line):
            lines.append((place + start, line[start : match.end()]))
            start = match.end()
        lines.append((place + start, line[start:]))
        place += len(line) + 1
    return lines


def _blocks(lines: list[tuple[int, str]], title: str, *, review: bool) -> list[_Block]:
    blocks: list[_Block] = []
    path: list[tuple[int, str]] = []
    planned = title_roles(title).plan
    for start, line in lines:
        bare = line.strip()
        level = heading_level(bare)
        head = inline_heading(bare) or ((level, bare) if level is not None else None)
        if bare and bare in title:
            head = None
        elif level is None and head is None and 0 < len(bare) <= _SHORT_HEADING and year_in(bare) and "。" not in bare:
            head = (0, bare)
        if head is not None:
            path = [each for each in path if each[0] < head[0]] + [head]
            review = _mode_of_heading(*head, review=review)
        elif bare:
            review = _mode_of_body(bare[:60], planned, review=review)
        whole = level is not None and len(bare) < _LONGEST_HEADING
        blocks.append(_Block(start, line, tuple(path), head, review, whole))
    return blocks


def _spoken(blocks: list[_Block], stripped: list[str], title: str, year: int | None) -> Spoken:
    headings = [block.head[1] for block in blocks if block.head is not None and block.head[0] <= 1]
    bodies = [
        (block.text.strip(), block.review)
        for block in blocks
        if not block.whole and any(char in block.text for char in ",。;") and block.text.strip() != title
    ]
    return spoken_years(year, title, headings, bodies or [(" ".join(stripped), False)], stripped)


def _dated(blocks: list[_Block], spoken: Spoken) -> list[Paragraph]:
    """The paragraphs with their years: the heading's, else the document's for its reviews or for its plans."""
    paragraphs: list[Paragraph] = []
    section: int | None = None
    section_level = 0
    for block in blocks:
        head = block.head
        if head is not None and (head[0] <= section_level or section is None):
            found = _heading_year(head[1], block)
            section, section_level = (found, head[0]) if found or head[0] <= section_level else (section, section_level)
        year = spoken.review if block.review else spoken.plan
        year = section if section is not None else year if year is not None else spoken.base
        group = " > ".join(title.rstrip(":") for _, title in block.path)
        calendar = _calendar(block, spoken, year)
        paragraphs.append(Paragraph(block.start, block.text, group, block.review, year, calendar, block.whole))
    return paragraphs


def _calendar(block: _Block, spoken: Spoken, year: int | None) -> dict[str, int]:
    """The years that 今年, 去年, 明年 stand for; a plan behind its summary calls its own year 明年 as well."""
    now = spoken.plan if block.review and spoken.address and spoken.plan is not None else year
    if now is None:
        return {}
    coming = now if spoken.looks_back and not spoken.address and not block.review else now + 1
    return {"今": now, "本": now, "去": now - 1, "上": now - 1, "明": coming, "来": coming}


def _heading_year(words: str, block: _Block) -> int | None:
    roles = title_roles(words)
    told = roles.review if block.review else roles.plan
    found = told if told is not None else year_in(words)
    return None if "到" in words and not block.whole else found


def _mode_of(words: str, *, review: bool) -> bool:
    """Whether text behind these words reviews what was done; as before when they do not say."""
    plan = max((words.rfind(mark) for mark in _PLAN_MARKS), default=-1)
    past = max((words.rfind(mark) for mark in _REVIEW_MARKS), default=-1)
    if plan == past:
        return review
    return past > plan


def _mode_of_heading(level: int, words: str, *, review: bool) -> bool:
    """The same for a heading; an outermost one tells by its last word as well: 二、2024年工作目标."""
    plain = _pattern(r"[^\w》”)]+$").sub("", words)
    if level == 0 and _pattern("(?:目标|计划|打算|要点|部署|安排|思路)$|^.{0,4}展望").search(plain):
        return False
    if level == 0 and _pattern("(?:回顾|总结|成效|成绩|进展|情况)$|^.{0,4}回顾").search(plain):
        return True
    return _mode_of(words, review=review)


def _mode_of_body(opening: str, plan: int | None, *, review: bool) -> bool:
    """The same for the beginning of a paragraph, where only a whole phrase counts; ``plan`` is the title's year."""
    five = _pattern("“?(十[一二三四]?五)”?(?:期间|时期|以来)").match(opening)
    if five and plan is not None and five.group(1) in FIVE_YEARS:
        return FIVE_YEARS[five.group(1)] < plan
    if _pattern(
        r"(?:目标(?:任务)?(?:建议|初步安排)?(?:是|为|:)|总体要求|总体思路|下一步|下半年,|今年,?(?:要|我们要))"
    ).search(opening):
        return False
    if any(mark in opening[:36] for mark in _BODY_REVIEW):
        return True
    return review


def _first_mode(lines: list[str], title: str) -> bool:
    roles = title_roles(title)
    if roles.review is not None or any(word in title for word in REVIEW_TITLE):
        return True
    if any(word in title for word in PLAN_TITLE):
        return False
    text = ""
    for line in lines:
        opening = line[:_LONGEST_HEADING]
        if any(mark in opening for mark in _REVIEW_MARKS) and not any(mark in opening for mark in _PLAN_MARKS):
            return True
        if line and any(mark in opening for mark in _PLAN_MARKS):
            if not text:
                return False
            break
        text += line
        if len(text) > _OPENING_TEXT:
            break
    if _pattern("(?:总结|汇报|通报|报告)如下").search(text):
        return True
    return len(_pattern(_REVIEW_CUE).findall(text)) > len(_pattern(_PLAN_CUE).findall(text))


def read_frame(text: str, year: int | None) -> tuple[str, str, int | None, int | None]:
    """What a document says of itself: title, issuer, first and last year of its plan (empty or None when not told)."""
    lines = _lines(plain_text(text))
    stripped = [line.strip() for _, line in lines]
    title = document_title(stripped)
    blocks = _blocks(lines, title, review=_first_mode(stripped, title))
    spoken = _spoken(blocks, stripped, title, year)
    issuer = ""
    for line in stripped[:60]:
        match = _pattern(r"([^\s|:,。;()〔〕“”《》、]{2,20}(?:局|委员会|人民政府|办公室|厅|委))(?:关于|$| )").search(
            line
        )
        if match and not issuer:
            issuer = match.group(1)
    last = spoken.base
    first = spoken.first if spoken.first is not None and last is not None and spoken.first <= last else last
    return title, issuer, first, last
