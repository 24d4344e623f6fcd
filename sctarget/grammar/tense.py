"""Whether a text reviews what was done or plans what is wanted: by its title, its headings, its words, its figures."""

from __future__ import annotations

import re
from functools import cache

from sctarget.grammar.years import DONE_TITLE, FIVE_YEARS, PLAN_TITLE, REVIEW_TITLE, title_roles

_OPENING = 60
_OPENING_TEXT = 1500
_SHORT_LINE = 34
_PAIR = 2
_SMALL = 20
_LARGE = 100
_DOUBT = 4
"""A single odd figure says nothing."""
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
_PAST = (
    r"同比|圆满|[比较](?:上年|去年)|已|累计|截[至止]|以来|完成率|了(?!解)|荣?获(?!得感)|被评为|被认定|首次|位居|排名|居全"
    r"|成功|顺利|前三季度|据统计|[0-9]月份|[0-9][-—~至][0-9]{1,2}月|超额|提前|成效|明显|得到"
    r"|[高低超][于出].{0,10}[0-9.]+个百分点|占.{1,16}的[0-9.]+%"
)
_AHEAD = (
    r"[0-9](?:%|‰|[^0-9,。;]{1,4}?)(?:以上|以内|左右|以下)|力争|确保(?!了)|(?<![高加降升增展大至])到20[0-9]{2}年"
    r"|不低于|不少于|不超过|争创|今年要|要[加大推坚]|目标[:是为]|必须"
)
_BOTH = "(?:总结|回顾|汇报)[^。]{0,24}?(?:部署|安排|谋划|研究|打算)[^。,]{0,20}"
"""A meeting or a report that does both says nothing of the text behind it."""
_URGING = "加快|稳步|扎实|统筹|高质量|努力|守牢|锚定|着力|大力|持续|进一步|坚持|推进|深入|积极|鼓励|完善|健全|支持"
_COUNTED = r"(?<![0-9.年第(])([0-9]{1,12}(?:\.[0-9]{1,6})?)(?=%|[万亿]|[家个项件人名户次亩元吨篇所])"
"""Figures with a unit that counts."""

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


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name)


def _mode_of(words: str, *, review: bool) -> bool:
    """Whether text behind these words reviews what was done; as before when they do not say."""
    plan = max((words.rfind(mark) for mark in _PLAN_MARKS), default=-1)
    past = max((words.rfind(mark) for mark in _REVIEW_MARKS), default=-1)
    if plan == past:
        return review
    return past > plan


def mode_of_heading(level: int, words: str, *, review: bool) -> bool:
    """The same for a heading; an outermost one tells by its last word as well: 二、2024年工作目标."""
    plain = _pattern(r"[^\w》”)]+$").sub("", words)
    if level == 0 and _pattern("(?:目标|计划|打算|要点|部署|安排|思路)$|^.{0,4}展望").search(plain):
        return False
    if level == 0 and _pattern("(?:回顾|总结|成效|成绩|进展|情况)$|^.{0,4}回顾").search(plain):
        return True
    return _mode_of(words, review=review)


def mode_of_body(opening: str, plan: int | None, *, review: bool) -> bool:
    """The same for the beginning of a paragraph, where only a whole phrase counts; ``plan`` is the title's year."""
    if _pattern("[^,。;:]{0,6}“?十[一二三四]?五”?(?:规划)?(?:实施|开局)?以来").match(opening):
        return True
    five = _pattern("“?(十[一二三四]?五)”?(?:期间|时期|以来)").match(opening)
    if five and plan is not None and five.group(1) in FIVE_YEARS:
        return FIVE_YEARS[five.group(1)] < plan
    if _pattern(
        r"(?:目标(?:任务)?(?:建议|初步安排)?(?:是|为|:)|总体要求|总体思路|(?<![及和与、])下一步|下半年,|做好(?:今年|全年|明年|20[0-9]{2}年)的?(?:各项)?工作|今年,?(?:我们|全?[市县省区州])?(?:要|计划|将))"
    ).search(opening):
        return False
    if _pattern(
        "去年,(?!同期)|(?:这|过去)(?:些年|几年|五年|一年)?,?是.{2,30}的(?:五年|一年|几年)|这(?:五年|一年)[,来间]"
    ).match(opening):
        return True
    if _pattern(
        "(?:(?:19|20)[0-9]{2}年|明年|新的一年),?(?:我[们局市县区省委办]|全[市县区省局]|[省市县区]?科技局)*,?(?:将|要|计划|力争|拟)"
    ).match(opening):
        return False
    return review or any(mark in opening[:36] for mark in _BODY_REVIEW)


def _opens_plan(line: str, opening: str) -> bool:
    """Whether a line opens a plan: a heading that names one, a sentence that says what the goals are.

    紧盯发展目标，狠抓落实 only mentions them.
    """
    marks = [mark for mark in _PLAN_MARKS if mark in opening]
    if len(line) <= _SHORT_LINE or not any(sign in line for sign in ",。;"):
        return bool(marks)
    return any(line.startswith(mark) or _pattern(f"{mark}.{{0,6}}?(?:是|为|:|如下)").search(opening) for mark in marks)


def first_mode(lines: list[str], title: str, year: int | None = None) -> bool:
    """Whether a document begins by reviewing: its title tells, else its first marks, else its words and figures.

    ``year`` is the one in which it speaks: a text that opens with the year before (2020年，全区…) looks back.
    """
    roles = title_roles(title)
    if roles.review is not None or DONE_TITLE.search(title) or any(word in title for word in REVIEW_TITLE):
        return True
    if any(word in title for word in PLAN_TITLE):
        return False
    text = ""
    for line in lines:
        opening = _pattern(_BOTH).sub("", line[:_OPENING])
        if any(mark in opening for mark in _REVIEW_MARKS) and not any(mark in opening for mark in _PLAN_MARKS):
            return True
        if line and _opens_plan(line, opening):
            if not text:
                return False
            break
        text += line
        if len(text) > _OPENING_TEXT:
            break
    opened = _pattern("[^0-9,。;:]{0,8}((?:19|20)[0-9]{2})年(?!起|开始|以来|[-—~至到])").match(text)
    if opened and year is not None and int(opened.group(1)) == year - 1:
        return True
    return _looks_back(text)


def _looks_back(text: str) -> bool:
    """Whether words and figures speak of what was done: 同比, 已, odd figures; not 力争, 以上, 大力推进."""
    if _pattern("(?:总结|汇报|通报|报告)如下").search(text):
        return True
    odd = sum(_is_odd(figure) for figure in _pattern(_COUNTED).findall(text))
    past = len(_pattern(_PAST).findall(text)) * 5 + odd * 3
    plan = len(_pattern(_AHEAD).findall(text)) * 6 + len(_pattern(_URGING).findall(text))
    return past > max(plan, _DOUBT)


def _is_odd(figure: str) -> bool:
    """A figure that nobody would plan: 1157, 630.47; targets are round."""
    whole, _, decimals = figure.partition(".")
    if decimals:
        return (len(decimals) >= _PAIR or int(whole) >= _LARGE) and not decimals.endswith("5")
    return int(whole) > _SMALL and whole[-1] not in "05"
