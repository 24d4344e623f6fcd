"""Which year a document speaks of: what its title, headings and first words say, else the date it was issued.

review   the year that it looks back on      2019年工作总结
plan     the year that it plans for          2020年工作计划, 2022—2025年 (its last)
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

FIVE_YEARS = {"十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
PLAN_TITLE = (
    "要点", "方案", "计划", "规划", "分工", "目标", "任务", "意见", "责任书", "责任状", "安排", "行动", "思路", "打算",
    "清单", "实事", "部署", "草案", "措施", "责任分解",
)  # fmt: skip
REVIEW_TITLE = (
    "总结", "汇报", "回顾", "完成情况", "进展", "工作情况", "成效", "执行情况", "落实情况", "情况", "统计", "公报",
    "数据", "述职", "综述", "成绩", "纪实", "年度报告", "进度", "公示", "通报", "简报", "快报", "成果",
)  # fmt: skip
DONE_TITLE = re.compile("(?:超额|顺利|圆满|全面|提前)(?:完成|实现)")
"""A headline that says that all was done names the tasks, but is no plan."""
_NUMERALS = "〇一二三四五六七八九"
_PART_OF_YEAR = ("上半年", "季度", "月", "半年", "下半年")
_MEETING = re.compile("工作会议|局长会议|厅长会议|主任会议|会议上的|工作会上")
_ADDRESS = re.compile("各位代表|过去(?:的)?一年|刚刚过去|政府工作报告")
_LOOKING_BACK = re.compile(
    r"过去(?:的)?一年|刚刚过去|过去(?:的)?五年|这是[^,。]{2,30}的五年|(?:^|[。;])这五年[,间来]|各位代表|五年来|[,。;]五年(?!计划|规划)|(?<![比较与同])去年(?!同期|同比)"
)
_THIS_YEAR = re.compile(
    "今年以来|年初以来|今年(?:上半年|前|[0-9]{1,2}[-—~至])"
    "|(?:^|[,。;:)])(?:今年)?(?:上半年|[一二三]季度末?|[前首一二三]{1,2}个?季度|前[0-9一二三四五六七八九十]{1,3}个月"
    "|[0-9]{1,2}[-—~至][0-9]{1,2}月份?)(?!同期|任务|目标|计划)"
)
"""A review that speaks of a part of the year speaks of the year that is not over yet."""
_LEAD = re.compile(r"[^0-9,。;:]{0,4}((?:19|20)[0-9]{2})年(?:度|以来|末|是|,|我|全|[市县区省局]|在|,)?")
_DEADLINE = re.compile(r"(?:到|至|力争|前)((?:19|20)[0-9]{2})年")
_IN_FIVE = re.compile("(?:到|在)?“?(十[一二三四]?五)”?(?:时期|期间|末|期末)")
_COMING = re.compile(r"[^0-9,。;:]{0,4}((?:19|20)[0-9]{2})年,?[^0-9,。;:]{0,6}?(?:将|要|计划|力争|拟|重点|目标)")
"""A year in front of what is still to come: 2023年,我们将…."""
_DATED = re.compile("(?<![比较与从自由到至0-9])((?:19|20)[0-9]{2})年(?:末|底|度|,|全年|上半年|前)")
_REVIEWED = re.compile(r"(?:总结|回顾)了?((?:19|20)[0-9]{2})年[^,。;以]{0,12}(?:工作|情况|成绩)")
_HELD = re.compile(r"((?:19|20)[0-9]{2})年[^,。;:]{0,16}?(?:工作|局长|厅长|主任)会议(?:上|召开|在|获悉)")
_HELD_ON = re.compile(r"((?:19|20)[0-9]{2})年([0-9]{1,2})月[0-9]{1,2}日,?(?:在|于|[^,。]{2,24}第).{2,50}(?:会议|大会)")
_PLANNED = re.compile(r"(?:部署|安排|谋划)了?((?:19|20)[0-9]{2})年")
_STATED = re.compile(r"((?:19|20)[0-9]{2})年(?:是|全?[市县区省]|度?(?:经济|工作|科技|政府|主要))")
_ISSUED = re.compile(
    r"(?:(?:发布|更新|成文|发文|印发|生成|上传|添加)(?:时间|日期)|日期|时间|发表于|发布于|来源[^0-9]{0,20}|^)"
    r"[: \[]{0,4}"
    r"((?:19|20)[0-9]{2})[-/.年] ?([0-9]{1,2})(?=[-/.月])"
)
_AFFAIRS = (
    "生产总值|财政总?收入|预算收入", "固定资产投资|社会消费品|进出口", "居民人均|农民人均",
    "就业|失业率|社会保险|低保|养老", "学校|幼儿园|义务教育|中小学", "医院|卫生院|医疗|医保|疾病",
    "公路|铁路|机场|道路", "棚户区|老旧小区|住房|城镇化|污水|自来水|管网", "粮食|农村|脱贫|乡村",
    "旅游|图书馆|体育|文艺", "安全生产|信访|治安|防洪|地震", "人大代表|政协|议案|提案|行政审批",
    "空气质量|森林|水质|生态保护",
)  # fmt: skip
_BROAD = 2
_WINTER = 3
_AUTUMN = 11
_ISSUE_LINES = 40
_DEAREST_LINE = 80
_MOST_LEADS = 400
_OPENING = 16
_LONGEST_OPENING = 300


class Spoken(NamedTuple):
    """The years of a document; ``first`` is the first one of a plan for several.

    An address (政府工作报告) speaks in the year that it plans for, a summary (工作总结) in the one that it reviews.
    """

    review: int | None
    plan: int | None
    first: int | None = None
    address: bool = False
    looks_back: bool = False
    now: int | None = None
    """The year of 今年 as a person gave it; None when the document alone tells."""

    @property
    def base(self) -> int | None:
        """The year of the document as a whole."""
        return self.plan if self.plan is not None else self.review


class Roles(NamedTuple):
    """What a title says: 2019年工作总结和2020年工作思路 reviews 2019 and plans for 2020."""

    review: int | None = None
    plan: int | None = None
    other: int | None = None
    first: int | None = None


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(
        r"(?<![0-9])((?:19|20)[0-9]{2}) ?年?[-—~至]+ ?((?:19|20)[0-9]{2})(?! ?[0-9-])"
        r"|(?<![0-9])((?:19|20)[0-9]{2}) ?年(?! ?[0-9]{1,2}月(?:[0-9]|$))"
        r"|([〇零○一二三四五六七八九]{4})年"
        r"|(?<![第一二三四五六七八九])[“\"]?(十[一二三四五]?五)[”\"]?(?![年个家条项届次大])"
    )


def year_in(words: str) -> int | None:
    """The last year that a line names first: 2020年 is 2020, 2022—2025年 is 2025, 二〇二一年 is 2021."""
    found = _years(words)
    return found[0][2] if found else None


def _years(words: str) -> list[tuple[int, int, int, int]]:
    """Every year of a title: where its words begin and end, its last year and its first."""
    found = []
    for match in _mention().finditer(words):
        first, last, single, spelled, five = match.groups()
        if first:
            found.append((match.start(), match.end(), int(last), int(first)))
        elif single:
            found.append((match.start(), match.end(), int(single), int(single)))
        elif spelled:
            year = int("".join(str(_NUMERALS.find("〇" if char in "零○" else char)) for char in spelled))
            if str(year)[:2] in {"19", "20"}:
                found.append((match.start(), match.end(), year, year))
        elif five in FIVE_YEARS:
            found.append((match.start(), match.end(), FIVE_YEARS[five], FIVE_YEARS[five] - 4))
    return found


def title_roles(words: str) -> Roles:
    """What the years of a title or heading are for."""
    found = _years(words)
    made = Roles()
    for index, (start, end, last, first) in enumerate(found):
        stop = found[index + 1][0] if index + 1 < len(found) else len(words)
        after = words[end:stop]
        review, plan = _modes(after)
        if not (review or plan) and index == len(found) - 1:
            review, plan = _modes(words[found[index - 1][1] if index else 0 : start])
        if review:
            made = made._replace(review=last)
        if plan:
            later = review and not any(word in after for word in _PART_OF_YEAR)
            made = made._replace(plan=last + later, first=first if first != last else made.first)
        if not (review or plan):
            made = made._replace(other=max(last, made.other or 0), first=first if first != last else made.first)
    return made


def _modes(words: str) -> tuple[bool, bool]:
    """Whether words name a review and whether they name a plan; in 计划执行情况 the last word decides."""
    review = plan = False
    for part in re.split("[与和及暨、]", words):
        if DONE_TITLE.search(part):
            review = True
            continue
        back = max((part.rfind(word) + len(word) for word in REVIEW_TITLE if word in part), default=-1)
        ahead = max((part.rfind(word) + len(word) for word in PLAN_TITLE if word in part), default=-1)
        review |= back > ahead or ("工作报告" in part and "政府" not in part)
        plan |= ahead > back
    return review, plan


def spoken_years(
    year: int | None, title: str, headings: list[str], bodies: list[tuple[str, bool]], lines: list[str]
) -> Spoken:
    """The years of a document.

    ``year`` is given by a person and goes before its title; ``bodies`` are its paragraphs, each with whether it
    reviews; ``lines`` are all of them, for the date of issue.
    """
    given = Roles(other=year) if year is not None else title_roles(title)
    review, plan, now, first = given.review, given.plan, given.other, given.first
    for line in headings:
        roles = title_roles(line)
        review = roles.review if review is None else review
        plan = roles.plan if plan is None else plan
    if now is None and review is None and plan is None:
        now = _from_address(lines)
    if now is None and review is None and plan is None:
        review, plan = _from_meeting(bodies)
    if now is None and review is None and plan is None:
        review, plan = _from_words(bodies, review, plan)
    if now is None and review is None and plan is None:
        review, plan = _from_issue(lines, back=any(tense for _, tense in bodies))
    address = _MEETING.search(title) is not None or any(
        _ADDRESS.search(words) for words in (title, *headings, *(body for body, _ in bodies))
    )
    captions = any(len(line) <= _OPENING * 2 and _THIS_YEAR.search(line) for line in lines)
    same = captions or any(_THIS_YEAR.search(body[:_DEAREST_LINE]) for body, tense in bodies if tense)
    spoken = _completed(review, plan, now, first, bodies, address=address, same=same)
    return spoken._replace(address=address, looks_back=any(tense for _, tense in bodies), now=year)


def _completed(
    review: int | None, plan: int | None, now: int | None, first: int | None, bodies: list[tuple[str, bool]], *,
    address: bool, same: bool,
) -> Spoken:  # fmt: skip
    """The missing one of the years: a report in a new year looks back on the last, a summary plans for the next."""
    planned = any(not tense for _, tense in bodies)
    if now is not None:
        back = (
            address
            or (planned and plan == now)
            or _is_broad(bodies)
            or any(_LOOKING_BACK.search(body) for body, _ in bodies)
            or any(lead.group(1) == str(now - 1) for body, tense in bodies if tense and (lead := _LEAD.match(body)))
        )
        back = back and not same
        review = (now - back) if review is None else review
        coming = next((int(told.group(1)) for body, _ in bodies if (told := _COMING.match(body))), now)
        plan = (coming if coming == review + 1 else now) if plan is None else plan
        return Spoken(review, plan, first)
    if plan is not None and review is None:
        review = (first if first is not None else plan) - (not same)
        return Spoken(review, plan, first)
    if review is not None and plan is None:
        plan = review + planned
        return Spoken(review, plan, first)
    return Spoken(review, plan, first)


def _is_broad(bodies: list[tuple[str, bool]]) -> bool:
    """Whether a review goes over all the affairs of a place, as the address of a government in the new year does."""
    text = "".join(body for body, tense in bodies if tense)
    return sum(re.search(affair, text) is not None for affair in _AFFAIRS) >= _BROAD


def _from_address(lines: list[str]) -> int | None:
    """The year in which an address was held, (2022年1月6日在…会议上); one of the last months speaks for the next."""
    for line in lines[:_ISSUE_LINES]:
        match = _HELD_ON.search(line) if len(line) <= _DEAREST_LINE else None
        if match is not None:
            return int(match.group(1)) + (int(match.group(2)) > _AUTUMN - 1)
    return None


def _from_meeting(bodies: list[tuple[str, bool]]) -> tuple[int | None, int | None]:
    """The years of a meeting that sums up the one and plans for the other: 总结2021年工作，部署2022年任务."""
    text = "\n".join(body[:_LONGEST_OPENING] for body, _ in bodies[:_MOST_LEADS])
    review, plan = _REVIEWED.search(text), _PLANNED.search(text) or _HELD.search(text)
    return int(review.group(1)) if review else None, int(plan.group(1)) if plan else None


def _from_words(bodies: list[tuple[str, bool]], review: int | None, plan: int | None) -> tuple[int | None, int | None]:
    """The years that paragraphs open with (2019年,全市…), else those that they name most (到2025年, 2023年末)."""
    deadlines: Counter[int] = Counter()
    dates: Counter[int] = Counter()
    stated: int | None = None
    for body, tense in bodies[:_MOST_LEADS]:
        lead = _LEAD.match(body.lstrip())
        if lead and not body.lstrip().startswith(("到", "至", "比", "较", "与", "从", "自", "由")):
            if tense and review is None:
                review = int(lead.group(1))
            elif not tense and plan is None:
                plan = int(lead.group(1))
        deadlines.update(int(year) for year in ([] if tense else _DEADLINE.findall(body)))
        dates.update(int(year) for year in (_DATED.findall(body) if tense else []))
        if not tense and plan is None and len(found := _years(body[:_OPENING])) == 1 and found[0][3] < found[0][2]:
            plan = found[0][2]
        if stated is None and (told := _STATED.search(body)):
            stated = int(told.group(1))
    if review is None and plan is None:
        plan = stated if stated is not None else next((year for year, _ in deadlines.most_common(1)), None)
        review = next((year for year, _ in dates.most_common(1)), None) if plan is None else None
    return review, plan


def _from_issue(lines: list[str], *, back: bool) -> tuple[int | None, int | None]:
    """The year of a document that was issued on a date: a review of January speaks of the year before."""
    dated = [line for line in lines if line.strip()]
    for line in [*dated[:_ISSUE_LINES], *dated[: -_ISSUE_LINES - 1 : -1]]:
        match = _ISSUED.search(line) if len(line) <= _DEAREST_LINE * 2 else None
        if match is not None:
            year, month = int(match.group(1)), int(match.group(2))
            if back:
                return year - (month <= _WINTER), None
            return None, year + (month > _AUTUMN)
    return None, None


def horizon_of(bodies: list[str], now: int, *, first: bool) -> int | None:
    """The year by which a section wants all that it names: 到2015年，建成国家创新型城市。  None when it plans for now.

    Only the beginning counts, for what stands behind may look farther ahead than its section; and that must open with
    the year unless it is the ``first`` one to name a year.
    """
    text = "\n".join(bodies)
    if re.search(f"今年|本年|(?<!每)年内|全年|年底前|{now}年", text):
        return None
    five = next((match for body in bodies if (match := _IN_FIVE.match(body))), None)
    if first and five is not None and FIVE_YEARS.get(five.group(1), 0) > now:
        return FIVE_YEARS[five.group(1)]
    for body in bodies[: 1 + first]:
        for sentence in re.split("[。;]", body[: _LONGEST_OPENING if first else _OPENING]):
            aim = _DEADLINE.search(sentence)
            bare = aim is not None and re.search("[0-9]", sentence[: aim.start()] + sentence[aim.end() :]) is None
            if aim is not None and int(aim.group(1)) > now and (bare or body.find(aim.group()) <= _OPENING // 2):
                return int(aim.group(1))
    return None


def five_year_end(text: str) -> int | None:
    """The last year of a five-year plan that a text names, e.g. 2015 for “十二五”; not of one it compares with."""
    if ending := re.search("(?:^|[,:;。到至])“(十[一二三四五]?五)”(?:规划)?(?:期)?末(?!的|相比|时的)", text):
        return FIVE_YEARS.get(ending.group(1))
    behind = "末|初|(?:时期|期间|同期|总量)?的?[0-9.]+倍"
    match = re.search(f"(?<![比较是为与同从自由])“(十[一二三四五]?五)”(?!{behind})", text)
    return FIVE_YEARS.get(match.group(1)) if match else None
