"""Running text → its frame: paragraphs, headings, sentences, who owns what, which year it speaks of, plan or review."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sctarget.grammar.numerals import BLANK, PLAIN

_HEADINGS = (
    r"[一二三四五六七八九十]{1,3}[、.]",
    r"第[一二三四五六七八九十]{1,3}[章节篇]",
    r"\([一二三四五六七八九十]{1,3}\)",
    r"[0-9]{1,2}[.、](?![0-9])",
    r"[一二三四五六七八九十]{1,2}是",
)
_LONGEST_HEADING = 60
_SHORT_HEADING = 34
_OPENING_TEXT = 1500
_PLAN_TITLE = ("要点", "方案", "计划", "规划", "分工", "目标", "任务", "意见", "责任书", "安排", "行动")
_REVIEW_TITLE = ("总结", "汇报", "回顾", "完成情况", "进展情况", "工作情况")
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
    "上年工作", "去年工作", "面临的形势", "发展现状", "发展基础",
    "执行情况", "运行情况", "发展情况", "落实情况", "主要工作成果", "所做的工作", "取得的成效", "取得成效",
)  # fmt: skip
_REVIEW_CUES = (
    "了",
    "明显",
    "得到",
    "首次",
    "顺利",
    "圆满",
    "累计",
    "获",
    "成功",
    "提高到",
    "位居",
    "成效",
    "已",
    "取得新",
    "通过了",
    "排名",
)
_PLAN_CUES = (
    "力争", "确保", "争取", "加快", "着力", "大力", "持续", "进一步", "坚持", "以内", "左右", "到20", "必须",
)  # fmt: skip
_BODY_REVIEW = (
    "一年来",
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
_FIVE_YEARS = {"十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}


class Paragraph(NamedTuple):
    """One line of the document in plain characters: where it starts, its headings, whether it reviews, its year."""

    start: int
    text: str
    group: str
    review: bool
    year: int | None
    heading: bool


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name)


def plain_text(text: str) -> str:
    """The same text in plain characters, one for one."""
    return text.translate(PLAIN).replace(BLANK, " ")


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
            stop = line.find("。", 0, _LONGEST_HEADING)
            return (level, line[:stop]) if stop > 0 else (level, line[: min(len(line), 20)])
    return None


def document_title(lines: list[str]) -> str:
    """The line that names the document: the last of the early lines that names a year and a kind of document."""
    best = ""
    for line in lines[:60]:
        if (
            len(line) <= _LONGEST_HEADING
            and "。" not in line
            and any(word in line for word in (*_PLAN_TITLE, *_REVIEW_TITLE))
            and (_year_in(line) or not best)
            and heading_level(line) is None
        ):
            best = line if not best or not _year_in(best) else best
    return best


def _year_in(line: str) -> int | None:
    match = _pattern(r"((?:19|20)[0-9]{2})(?:年|[-—~至]+((?:19|20)[0-9]{2})年)").search(line)
    if match:
        return int(match.group(2) or match.group(1))
    match = _pattern("(?:[〇零一二三四五六七八九]{4})年").search(line)
    if match:
        digits = "".join(str("〇一二三四五六七八九".find(char.replace("零", "〇"))) for char in match.group()[:4])
        return int(digits) if digits.isdigit() and digits[:2] in {"19", "20"} else None
    return None


def plan_year(lines: list[str], title: str) -> int | None:
    """The year that a document speaks for: its title's, else its five-year plan's, else its early headings'."""
    spoken = [year for part in _pattern("[与和及暨]").split(title) if (year := _year_in(part))]
    if spoken:
        return max(spoken)
    five = _pattern("“?(十[一二三四五]?五)”?").search(title)
    if five and five.group(1) in _FIVE_YEARS:
        return _FIVE_YEARS[five.group(1)]
    years = [year for line in lines if heading_level(line) is not None and (year := _year_in(line))]
    if years:
        return max(years)
    for line in lines:
        match = _pattern("((?:19|20)[0-9]{2})年(?:是|全?[市县区省]|度?(?:经济|工作|科技|政府|主要))").search(line)
        if match:
            return int(match.group(1))
    return None


def read_outline(text: str, year: int | None) -> tuple[list[Paragraph], int | None]:
    """The paragraphs of a document with their frame; ``year`` is the one in which it speaks, None when not told."""
    lines: list[tuple[int, str]] = []
    place = 0
    for line in plain_text(text).split("\n"):
        lines.append((place, line))
        place += len(line) + 1
    stripped = [line.strip() for _, line in lines]
    title = "" if year is not None else document_title(stripped)
    base = year if year is not None else plan_year(stripped, title)
    review = _first_mode(stripped, title)
    first = _first_year(title)
    summary = any(word in title for word in _REVIEW_TITLE)
    paragraphs: list[Paragraph] = []
    path: list[tuple[int, str]] = []
    section: int | None = None
    section_level = 0
    for (start, line), bare in zip(lines, stripped, strict=True):
        level = heading_level(bare)
        head: tuple[int, str] | None = (level, bare) if level is not None else inline_heading(bare)
        if bare == title:
            head = None
        elif level is None and head is None and 0 < len(bare) <= _SHORT_HEADING and _year_in(bare) and "。" not in bare:
            head = (0, bare)
        if head is not None:
            path = [each for each in path if each[0] < head[0]] + [head]
            review = _mode_of(head[1], review=review)
            if head[0] <= section_level or section is None:
                found = _year_in(head[1]) if level is not None or "到" not in head[1] else None
                section, section_level = (
                    (found, head[0]) if found or head[0] <= section_level else (section, section_level)
                )
        elif bare:
            opening = bare[:60]
            review = _mode_of_body(opening, review=review)
            summary = summary or (review and "今年以来" in opening)
        group = " > ".join(each[1].rstrip(":") for each in path)
        spoken = section if section is not None else base
        if spoken is not None and review and section is None and not summary:
            spoken = first - 1 if first is not None else spoken - 1
        paragraphs.append(
            Paragraph(start, line, group, review, spoken, level is not None and len(bare) < _LONGEST_HEADING)
        )
    return paragraphs, base


def _mode_of(words: str, *, review: bool) -> bool:
    """Whether text behind these words reviews what was done; as before when they do not say."""
    plan = max((words.rfind(mark) for mark in _PLAN_MARKS), default=-1)
    past = max((words.rfind(mark) for mark in _REVIEW_MARKS), default=-1)
    if plan == past:
        return review
    return past > plan


def _mode_of_body(opening: str, *, review: bool) -> bool:
    """The same for the beginning of a paragraph, where only a whole phrase counts."""
    if _pattern(
        r"(?:目标(?:任务)?(?:建议|初步安排)?(?:是|为|:)|总体要求|总体思路|下一步|下半年,|今年,?(?:要|我们要))"
    ).search(opening):
        return False
    if any(mark in opening[:36] for mark in _BODY_REVIEW):
        return True
    return review


def _first_mode(lines: list[str], title: str) -> bool:
    if any(word in title for word in _REVIEW_TITLE):
        return True
    if any(word in title for word in _PLAN_TITLE):
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
    past = sum(text.count(cue) for cue in _REVIEW_CUES)
    plan = sum(text.count(cue) for cue in _PLAN_CUES)
    return past > plan


def read_frame(text: str, year: int | None) -> tuple[str, str, int | None, int | None]:
    """What a document says of itself: title, issuer, first and last year of its plan (empty or None when not told)."""
    lines = [line.strip() for line in plain_text(text).split("\n")]
    title = document_title(lines)
    last = year if year is not None else plan_year(lines, title)
    first = _first_year(title)
    issuer = ""
    for line in lines[:60]:
        match = _pattern(r"([^\s|:,。;()〔〕“”《》、]{2,20}(?:局|委员会|人民政府|办公室|厅|委))(?:关于|$| )").search(
            line
        )
        if match and not issuer:
            issuer = match.group(1)
    return title, issuer, first if first is not None and last is not None and first <= last else last, last


def _first_year(title: str) -> int | None:
    """The first year of a plan for several years; None for one year's."""
    match = _pattern("((?:19|20)[0-9]{2})年?[-—~至]+(?:19|20)[0-9]{2}年").search(title)
    if match:
        return int(match.group(1))
    five = _pattern("“?(十[一二三四五]?五)”?").search(title)
    return _FIVE_YEARS[five.group(1)] - 4 if five and five.group(1) in _FIVE_YEARS else None


def five_year_end(text: str) -> int | None:
    """The last year of a five-year plan that a text names, e.g. 2015 for “十二五”."""
    match = _pattern("“(十[一二三四五]?五)”(?!末)").search(text)
    return _FIVE_YEARS.get(match.group(1)) if match else None
