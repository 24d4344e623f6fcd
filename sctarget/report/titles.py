"""The title of a report, broken into lines where its meaning allows (GB/T 9704-2012 §7.3.1)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sctarget.evaluate.pace import several_years
from sctarget.report.figures import chinese_date
from sctarget.report.table import visible
from sctarget.report.words import monitored

if TYPE_CHECKING:
    from datetime import date

    from sctarget.evaluate.result import Evaluation

LINE = 19
"""So many characters of 22 points fit a line of 156 mm, with one to spare for fonts that draw digits wide."""

_WORDS = tuple(
    word
    for words in (
        "关于 科技 创新 工作 要点 实施 方案 行动 计划 规划 意见 办法 目标 任务 指标 完成 进展 情况 报告 的报告 简报",
        "年度 工作要点 工作情况 工作方案 工作汇报 实施方案 上半年 前三季度 一季度 发展 改革 推进 落实 建设",
        "监测 数据 重点 目标责任书 责任书 科学技术 科技创新 科技强县 强科技",
    )
    for word in words.split()
)
"""Words of titles that are not cut."""

_OPENING, _CLOSING = set("《“（〔("), set("》”）〕)、，：；的")
_BAD = 10**9
_MONTHS = {3: "一季度", 6: "上半年", 9: "前三季度"}


def over(evaluation: Evaluation) -> bool:
    """Whether the plan is to be judged for good: a report on results, not on progress."""
    return evaluation.as_of >= evaluation.plan.period.end


def report_title(evaluation: Evaluation) -> str:
    """The title on one line, e.g. ``关于《示例县2023年科技创新工作要点》目标完成情况的报告``."""
    plan = evaluation.plan
    about = "指标" if all(monitored(each) for each in plan.indicators) else "目标"
    about = about if plan.indicators else "任务"
    when = "" if over(evaluation) else reported_span(evaluation.as_of, year=several_years(plan))
    what = f"{about}完成情况" if over(evaluation) else f"{about}进展情况"
    return f"关于《{quoted_title(plan.title)}》{when}{what}的报告"


def quoted_title(title: str) -> str:
    """A plan's title for use inside 《》, whose own brackets become 〈〉."""
    return visible(title).replace("\n", "").translate(str.maketrans("《》", "〈〉"))


def reported_span(day: date, *, year: bool) -> str:
    """What the figures of a day cover, e.g. 前三季度, 1—5月, 2023年上半年; ``year`` names the year as well."""
    from calendar import monthrange

    prefix = f"{day.year}年" if year else ""
    if day.day != monthrange(day.year, day.month)[1]:
        return f"截至{chinese_date(day)}"
    if day.month == 12:  # noqa: PLR2004
        return f"{day.year}年度" if year else "全年"
    return prefix + (_MONTHS.get(day.month) or (f"1—{day.month}月" if day.month > 1 else "1月"))


def broken_title(title: str, line: int = LINE) -> str:
    """A title in as few lines as it needs, about equally long, parted between words, e.g. behind 》."""
    title = title.strip()
    count = -int(-_length(title) // line)
    if count <= 1 or "\n" in title:
        return title
    for lines in range(count, count + 3):
        cuts = _best(title, lines, line)
        if cuts is not None:
            edges = [0, *cuts, len(title)]
            return "\n".join(title[left:right] for left, right in pairwise(edges))
    return title


def _length(text: str) -> float:
    return sum(0.6 if each.isascii() else 1 for each in text)


def _best(title: str, lines: int, line: int) -> list[int] | None:
    """The cheapest way to cut a title into so many lines; None where no line would fit."""
    costs = [_cost(title, place) for place in range(len(title) + 1)]
    even = _length(title) / lines
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, 0): (0, [])}
    for number in range(1, lines + 1):
        for end in [len(title)] if number == lines else range(1, len(title)):
            found = None
            for start in range(end):
                before = best.get((number - 1, start))
                length = _length(title[start:end])
                if before is None or length > line or costs[end] >= _BAD:
                    continue
                price = before[0] + costs[end] + (length - even) ** 2
                if found is None or price < found[0]:
                    found = price, [*before[1], end]
            if found is not None:
                best[number, end] = found
    if (lines, len(title)) not in best:
        return None
    return best[lines, len(title)][1][:-1]


def _cost(title: str, place: int) -> float:
    """How bad it is to cut in front of a character: nothing behind 》, little between words, never inside a number."""
    if place in {0, len(title)}:
        return 0
    before, after = title[place - 1], title[place]
    if before in _OPENING or after in _CLOSING or (before.isascii() and after.isascii()):
        return _BAD
    if before.isdecimal() and after in "年月日季":
        return _BAD
    if before in "》）" or after in "《（":
        return 0
    inside = any(
        title[start : start + len(word)] == word
        for word in _WORDS
        for start in range(max(0, place - len(word) + 1), place)
    )
    starts = any(title.startswith(word, place) for word in _WORDS) or before in "年县市区省"
    return 200 if inside else 4 if starts else 40
