"""Whether a figure may stand where a star is: what the sentence says of span, year, area and exactness.

Each rule looks at the words of the sentence and says why not; none of them says yes (docs/drafts.md §3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.pace import several_years
from sctarget.grammar.numerals import PLAIN
from sctarget.model.plan import Kind, Span
from sctarget.report.figures import figure_year

if TYPE_CHECKING:
    from sctarget.evaluate.result import Actual, Evaluation, Verdict
    from sctarget.grammar.found import Record
    from sctarget.model.plan import Indicator

_AIMS = re.compile(
    "力争|争取(?:达到|完成|实现)|目标|计划(?:达到|完成|新增)|(?<!模)拟|将达|要达到|应达|预期|任务数|确保"
)
_PARTS = re.compile("下一?步|打算|明年|下年度|工作计划|工作安排|工作思路|目标任务")
_ROUGH = re.compile(
    "(?:近|(?<![节签履预集条契公])约|接近|超过|突破|逾|超|不足|不到|至少|不少于|不低于|高于|低于|(?<!通)过)$"
)
_RANGE = re.compile(r"[*0-9][^,。;:、*0-9]{0,3}(?:[—~\-]+|至)$")
_RANGE_AFTER = re.compile(r"[^,。;:、*0-9]{0,3}(?:[—~\-]+|至)[*0-9]")
_ROUGH_AFTER = re.compile("以上|以内|以下|左右|上下|几")
_LAST = re.compile("去年|上年|上一年|(?<!比)(?<!较)同期")
_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_MANY = re.compile(
    "(?:近|过去|前)?(?<![0-9])(?P<count>[0-9]{1,2}|[二两三四五六七八九十]{1,2})个?年(?:来|间|内|累计|共)|"
    "(?P<vague>近年来|多年来|历年|近几年|几年来)|(?P<plan>“?十[一二三四五]五”?(?:期间|以来|时期))"
)
_DIGITS = {each: str(number) for number, each in enumerate("〇一二三四五六七八九")} | {"两": "2", "十": "10"}
_THIS_YEAR = re.compile("今年|本年|当年|年内|全年|上半年|季度|(?<![0-9])1[—-][0-9]{1,2}月")
_WITHIN = re.compile(f"{_THIS_YEAR.pattern}|(?:19|20)[0-9]{{2}}年")
_SPANS = {"上半年": 6, "一季度": 3, "前三季度": 9, "三季度末": 9, "全年": 12, "年度": 12}
_NOT_CUMULATIVE = re.compile("(?<!前)(?:二|三|四)季度(?!末)|下半年")
_MONTH = re.compile("(?<![0-9])([0-9]{1,2})月(?:份|底|末)?")
_AREAS = re.compile("[全我本]([国省市县区州])")


class Slot(NamedTuple):
    """A star that stands for a figure, with its words: ``before`` and ``after`` it in the sentence, in plain text.

    ``clause`` is what stands in front since the last comma; ``lead`` since the words of the record begin.
    """

    record: Record
    before: str
    after: str
    clause: str
    lead: str


def why_not(slot: Slot, verdict: Verdict, evaluation: Evaluation) -> str:
    """Why the figure of this indicator may not stand in this sentence; empty when nothing speaks against it."""
    return (
        _inexact(slot)
        or _intended(slot)
        or _borrowed(slot)
        or _elsewhere(slot, evaluation)
        or _other_span(slot, verdict.indicator, evaluation)
        or ("" if verdict.actual is None else _other_time(slot, verdict.actual, verdict.indicator))
    )


def _inexact(slot: Slot) -> str:
    if _RANGE.search(slot.before) or _RANGE_AFTER.match(slot.after):
        return "原句写的是一个范围"
    found = _ROUGH.search(slot.clause.rstrip()) or _ROUGH_AFTER.match(slot.after) or _after_unit(slot)
    return f"原句说的是约数或界限（“{found.group()}”），填确数就不通了" if found else ""


def _after_unit(slot: Slot) -> re.Match[str] | None:
    unit = slot.record.unit or ""
    rest = slot.after.lstrip("多余")
    return _ROUGH_AFTER.match(rest, len(unit)) if unit and rest.startswith(unit) else None


def _intended(slot: Slot) -> str:
    clause = slot.clause.replace(slot.record.name, "")
    found = _AIMS.search(clause)
    if found:
        return f"原句说的是目标或打算（“{found.group()}”），不是完成数"
    part = _PARTS.search(slot.record.group)
    return f"这一部分写的是“{part.group()}”，不是完成数" if part else ""


def _borrowed(slot: Slot) -> str:
    """其中新增*家 counts a part of what the clause before names; 19家，*家 counts something that is not named."""
    name = slot.record.name
    if name in slot.clause:
        return ""
    if "其中" in slot.clause:
        return "“其中”的数要另有指标"
    place = slot.before.rfind(name)
    behind = slot.before[place + len(name) :] if place >= 0 else ""
    return f"前面已经有“{name}”的数" if "*" in behind else ""


def _elsewhere(slot: Slot, evaluation: Evaluation) -> str:
    """全市 in a county's plan."""
    from sctarget.report.starred_names import place_names

    own = next(reversed(place_names(evaluation.plan)), "")
    areas = _AREAS.findall(slot.before)
    if not own or not areas or areas[-1] == own:
        return ""
    return f"原句说的是全{areas[-1]}，计划是{own}的"


def _other_span(slot: Slot, indicator: Indicator, evaluation: Evaluation) -> str:
    """累计 over years against a year's own figure, 近三年 against 当年."""
    if "年均" in slot.clause:
        return "原句说的是年均数"
    said, own = _years_said(slot.before), _MANY.search(_told(indicator))
    total = "累计" in slot.clause and not _within_year(slot.before)
    if own is not None:
        same = said is not None and _years(said) == _years(own)
        return "" if same else f"指标“{indicator.label}”的口径是“{_bare(own)}”，原句说的不是"
    if indicator.kind is not Kind.FLOW:
        return _span_of_level(slot, indicator, said if total else None)
    if indicator.span is Span.PLAN and several_years(evaluation.plan):
        return _span_of_plan(indicator, said, total=total)
    summed = _bare(said) if said else "累计" if total and "累计" not in _told(indicator) else ""
    return f"原句说的是“{summed}”，指标“{indicator.label}”是当年数" if summed else ""


def _years_said(before: str) -> re.Match[str] | None:
    """The years over which a sentence speaks where the star stands; 今年 behind 近三年 speaks of one again."""
    years = list(_MANY.finditer(before))
    one = list(_WITHIN.finditer(before))
    return None if not years or (one and one[-1].start() > years[-1].start()) else years[-1]


def _span_of_level(slot: Slot, indicator: Indicator, summed: re.Match[str] | None) -> str:
    """A figure as of a day; ``summed`` are the years over which the sentence adds up."""
    if "累计" in (indicator.definition or "") and "累计" not in slot.clause:
        return f"指标“{indicator.label}”是累计数，原句没有说累计"
    if summed is not None and not summed["vague"]:
        return f"原句说的是“{_bare(summed)}”的累计数，指标“{indicator.label}”不是"
    return ""


def _span_of_plan(indicator: Indicator, said: re.Match[str] | None, *, total: bool) -> str:
    """A figure that counts everything since the plan began."""
    if said is not None and not said["plan"]:
        return f"原句说的是“{_bare(said)}”，指标“{indicator.label}”是计划开始以来的累计数"
    if said is None and not total:
        return f"指标“{indicator.label}”是计划开始以来的累计数，原句没有说累计"
    return ""


def _within_year(before: str) -> bool:
    """Whether 累计 adds up within the year: 今年以来累计; not 截至2023年底累计."""
    return (_THIS_YEAR if re.search("截[至止]", before) else _WITHIN).search(before) is not None


def _bare(found: re.Match[str]) -> str:
    """What was found, without quotation marks, to be quoted itself."""
    return found.group().replace("“", "").replace("”", "")


def _told(indicator: Indicator) -> str:
    return "；".join(each for each in (indicator.name, indicator.scope, indicator.definition) if each).translate(PLAIN)


def _years(span: re.Match[str]) -> str:
    count = span["count"] or ""
    return "".join(_DIGITS.get(each, each) for each in count) or span.group()


def _other_time(slot: Slot, actual: Actual, indicator: Indicator) -> str:
    """Another year, or another part of the year, than the figure is about."""
    if last := _LAST.search(slot.clause):
        return f"原句说的是“{last.group()}”的数"
    year = figure_year(actual, indicator)
    years = _YEAR.findall(slot.before)
    if years and int(years[-1]) != year:
        return f"原句说的是{years[-1]}年，现有的数是{year}年的"
    if indicator.data_year:
        return ""
    if single := _NOT_CUMULATIVE.search(slot.before):
        return f"原句说的是“{single.group()}”，现有的是{actual.period.chinese}的数"
    until = actual.period.end.month
    months = [(word, month) for word, month in _SPANS.items() if word in slot.before]
    months += [(found.group(), int(found[1])) for found in _MONTH.finditer(slot.before)][-1:]
    for word, month in months:
        if month != until:
            return f"原句说的是“{word}”，现有的是{actual.period.chinese}的数"
    return ""
