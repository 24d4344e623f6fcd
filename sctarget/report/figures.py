"""One verdict's figures as people write them: target, actual, rates, difference, pace, place (docs/output.md).

Actual figures keep the digits that were reported; what is computed is rounded for display only and never onto the
other side of a threshold (GB/T 8170-2008, judged on unrounded values).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from sctarget.evaluate.gap import in_unit, widened
from sctarget.evaluate.pace import several_years
from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import WIDE, decimals, plain_text, shown, shown_percent, to_decimal
from sctarget.grammar.wording import format_target
from sctarget.model.plan import Kind, PaceMethod, Rules, Span
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.spoken import spoken
from sctarget.model.units import RANK, Unit
from sctarget.report.words import DONE, PACE_WORDS, STATE_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sctarget.evaluate.derived import Derivation
    from sctarget.evaluate.result import Actual, Evaluation, MilestoneVerdict, TaskVerdict, Verdict
    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.quantity import Quantity, Target
    from sctarget.model.source import Source

_LONG = 8
POINTS = {"%": "个百分点", "‰": "个千分点"}
_LIMITS = frozenset({Comparator.AT_MOST, Comparator.BELOW})
_DIFFERENCES = {
    Comparator.AT_LEAST: ("超目标", "尚差", "与目标持平"),
    Comparator.ABOVE: ("超目标", "尚差", "与目标持平，须超过"),
    Comparator.AT_MOST: ("超上限", "低于上限", "与上限持平"),
    Comparator.BELOW: ("超上限", "低于上限", "与上限持平，须低于"),
    Comparator.EQUAL: ("超目标", "尚差", "与目标一致"),
    Comparator.RANGE: ("高于区间", "低于区间", "在区间内"),
}
"""What is said of a figure above, below and at what is demanded."""


def figure(value: Decimal, rules: Rules, thresholds: Iterable[Decimal] = ()) -> str:
    """A figure with its own digits; one with endless digits (a quotient) is rounded, never across a threshold."""
    if decimals(value) <= _LONG:
        return plain_text(value)
    return shown(value, 4, thresholds, rules.rounding)


def with_unit(number: str, unit: Unit) -> str:
    """A figure with its unit of measure, e.g. 0.18亿元, 41.5%, 第3位."""
    return f"第{number}位" if unit == RANK else f"{number}{unit.text}"


def chinese_date(day: date) -> str:
    """A day without leading zeros, e.g. 2023年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def place(source: Source) -> str:
    """Where something was read, e.g. ``教育局.xlsx [填报表!H7]`` or ``plan.yaml:12:5``."""
    if source.line is not None and source.column is None and not source.sheet:
        return f"{source.file}:{source.line}"
    return str(source)


def row_value(value: Decimal, unit: Unit, indicator: Indicator) -> Decimal:
    """A value of the plan in the unit of the indicator's row; as it is where the two measure different things."""
    if unit == indicator.unit:
        return value
    converted = in_unit(value, unit, indicator.unit, indicator.unit_also)
    return value if converted is None or converted == value else to_decimal(converted)


def target_bounds(indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """The target's value and upper end in the unit of the row."""
    target = indicator.target
    if target is None:
        return None, None
    low, high = (
        None if each is None else row_value(each, target.unit, indicator) for each in (target.value, target.high)
    )
    return low, high


def milestone_value(milestone: MilestoneVerdict, indicator: Indicator) -> Decimal | None:
    """The interim target in the unit of the row; None where it has no figure."""
    target = milestone.target
    return None if target.value is None else row_value(target.value, target.unit, indicator)


def row_quantity(quantity: Quantity, indicator: Indicator) -> Decimal:
    """A baseline or an earlier figure in the unit of the row."""
    return row_value(quantity.value, quantity.unit, indicator)


def target_words(indicator: Indicator) -> str:
    """The target in the document's own words, its signs read aloud; empty for a monitored indicator."""
    if indicator.target_text:
        return spoken(indicator.target_text)
    return format_target(indicator.target) if indicator.target else ""


def target_figure(indicator: Indicator) -> str:
    """The figure that is demanded, in the unit the plan writes, e.g. ``0.16亿元``, ``40%～60%``; empty without one."""
    target = indicator.target
    if target is None or target.value is None or target.form is TargetForm.DIRECTION:
        return target_words(indicator)
    unit = target.unit if target.unit.text else indicator.unit
    if target.high is None:
        return with_unit(plain_text(target.value), unit)
    low = with_unit(plain_text(target.value), unit) if unit.percent else plain_text(target.value)
    return f"{low}～{with_unit(plain_text(target.high), unit)}"


def demand_words(verdict: Verdict) -> str:
    """The target in its own words, with the figure that follows from them and the target that it replaced.

    E.g. 比上年增长28%以上（30件以上） or 12家以上（原目标15家以上）.
    """
    indicator, demanded = verdict.indicator, verdict.demanded
    words = target_words(indicator)
    if demanded is None:
        return words
    added = [derived_words(indicator.target, demanded.derivation, indicator.unit)]
    if demanded.original is not None:
        added.append(f"原目标{spoken(demanded.original[1])}")
    marks = "；".join(each for each in added if each)
    return f"{words}（{marks}）" if marks else words


def derived_words(target: Target | None, derivation: Derivation | None, unit: Unit) -> str:
    """What words of change come to, e.g. 30件以上; of a direction the figure that it is measured from, 2022年58%."""
    if target is None or derivation is None or derivation.base is None or target.value is None:
        return ""
    if target.form is TargetForm.DIRECTION:
        return f"{derivation.base.period.chinese}{with_unit(plain_text(derivation.base.value), unit)}"
    return format_target(replace(target, stretch=False, hold=False))


def actual_words(verdict: Verdict, evaluation: Evaluation) -> str:
    """The actual figure, e.g. ``1.32亿元（预计）`` or ``2.65%（2022年）``; empty when there is none."""
    actual, indicator = verdict.actual, verdict.indicator
    if actual is None:
        return ""
    text = actual_figure(verdict, evaluation.plan.rules)
    marks = []
    if indicator.data_year:
        marks.append(f"{figure_year(actual, indicator)}年")
    elif evaluation.period is not None and actual.period != evaluation.period:
        marks.append(actual.period.chinese)
    if verdict.computed is not None and verdict.computed.used:
        marks.append("计数" if indicator.count_of else "按公式")
    if provisional := provisional_word(verdict):
        marks.append(provisional)
    return f"{text}（{'，'.join(marks)}）" if marks else text


def actual_figure(verdict: Verdict, rules: Rules) -> str:
    """The bare actual figure with its unit, e.g. ``1.32亿元``; empty when there is none."""
    number = actual_number(verdict, rules)
    return with_unit(number, verdict.indicator.unit) if number else ""


def actual_number(verdict: Verdict, rules: Rules) -> str:
    """The actual figure without its unit, e.g. ``1.32``; empty when there is none."""
    if verdict.actual is None:
        return ""
    bounds = [each for each in target_bounds(verdict.indicator) if each is not None]
    return figure(verdict.actual.value, rules, bounds)


def figure_year(actual: Actual, indicator: Indicator) -> int:
    """The year that the figure itself is about, earlier than the reporting year for lagged data."""
    return actual.period.year + indicator.data_year


def provisional_word(verdict: Verdict) -> str:
    """Why a figure is not final yet: 预计, 快报, or 待确认 where it was accepted with a warning."""
    if verdict.actual is None or not verdict.provisional:
        return ""
    state = STATE_WORDS.get(verdict.actual.state, "") if verdict.actual.state else ""
    return state if state in {"预计", "快报"} else "待确认"


def completion_words(verdict: Verdict, rules: Rules) -> str:
    """完成率, e.g. ``112.8%``; empty where there is none."""
    if verdict.completion is None:
        return ""
    return shown_percent(verdict.completion, (Decimal(1), rules.nearly), rules)


def progress_words(verdict: Verdict, rules: Rules) -> str:
    """增量完成率, e.g. ``47.9%``; a figure worse than the baseline is said in words, not as a negative rate."""
    if verdict.progress is None:
        return ""
    if verdict.progress < 0:
        baseline, actual = verdict.indicator.baseline, verdict.actual
        if baseline is not None and actual is not None:
            return "低于基期" if actual.value < row_quantity(baseline.value, verdict.indicator) else "高于基期"
        return "劣于基期"
    return shown_percent(verdict.progress, (Decimal(1), rules.nearly), rules)


def gap_words(verdict: Verdict, rules: Rules) -> str:
    """The difference from the target as people say it, e.g. 尚差4件, 超目标0.15亿元, 尚差1.2个百分点."""
    target, gap = verdict.indicator.target, verdict.gap
    if target is None or gap is None or verdict.actual is None:
        return ""
    ranked = verdict.indicator.unit == RANK
    if target.form is TargetForm.DIRECTION:
        over, under, even = _direction_words(verdict, ranked=ranked)
    elif ranked and target.comparator is Comparator.AT_MOST:
        over, under, even = "尚差", "好于目标", "与目标持平"
    else:
        over, under, even = _DIFFERENCES[Comparator.RANGE if widened(target) else target.comparator]
    if not gap:
        return even
    return f"{over if gap > 0 else under}{gap_amount(verdict, rules)}"


def gap_amount(verdict: Verdict, rules: Rules) -> str:
    """How much lies between the figure and the target, without its sign, e.g. ``4件``, ``1.2个百分点``."""
    return "" if verdict.gap is None else amount_words(verdict.gap, verdict.indicator, rules)


def amount_words(difference: Decimal, indicator: Indicator, rules: Rules) -> str:
    """A difference between two figures of an indicator, without its sign, e.g. ``0.5个百分点`` between two %."""
    ranked = indicator.unit == RANK or (indicator.target is not None and indicator.target.form is TargetForm.RANK)
    unit = "位" if ranked else POINTS.get(indicator.unit.text, indicator.unit.text)
    return f"{figure(difference.copy_abs(), rules, (Decimal(0),))}{unit}"


def _direction_words(verdict: Verdict, *, ranked: bool) -> tuple[str, str, str]:
    """What is said of a figure above, below and at the one that it is measured from; a smaller rank is a better one."""
    derivation = verdict.demanded.derivation if verdict.demanded else None
    start = derivation.base.period.chinese if derivation and derivation.base else "原来"
    percent = verdict.indicator.unit.percent
    over, under = ("后退", "提升") if ranked else ("提高", "降低") if percent else ("增加", "减少")
    return f"比{start}{over}", f"比{start}{under}", f"与{start}持平"


def lag(verdict: Verdict, plan: Plan) -> Decimal | None:
    """How far the share done is behind the expected share (a fraction, negative when ahead), None without pace."""
    pace = verdict.pace
    if pace is None or pace.share is None:
        return None
    behind = WIDE.subtract(pace.expected_share, pace.share)
    return behind.copy_negate() if spends_a_limit(verdict.indicator, plan) else behind


def running(verdict: Verdict) -> bool:
    """Whether the target is neither reached nor wholly due on the figure's date: then pace says more than the rate."""
    return verdict.pace is not None and verdict.pace.expected_share < 1 and verdict.status not in DONE


def spends_a_limit(indicator: Indicator, plan: Plan) -> bool:
    """Whether the share done is the part of a limit that is used up (``<=`` flow), so that more of it is worse."""
    if indicator.kind is not Kind.FLOW or indicator.target is None or indicator.target.comparator not in _LIMITS:
        return False
    return indicator.span is not Span.YEAR or not several_years(plan)


def pace_words(verdict: Verdict, plan: Plan) -> str:
    """Where the figure stands against 序时进度, e.g. 落后5.6个百分点; empty where pace says nothing."""
    behind, rules = lag(verdict, plan), plan.rules
    if behind is None or not running(verdict):
        return ""
    if not behind:
        return "与序时持平"
    if verdict.status is Status.ON_PACE and behind > rules.behind:
        return _whole_words(verdict)
    lines = [WIDE.scaleb(each, 2) for each in (rules.behind, rules.far_behind)]
    points = shown(WIDE.scaleb(behind.copy_abs(), 2), 1, lines, rules.rounding)
    if spends_a_limit(verdict.indicator, plan):
        return f"{'多用' if behind > 0 else '少用'}{points}个百分点"
    return f"{'落后' if behind > 0 else '超前'}{points}个百分点"


def _whole_words(verdict: Verdict) -> str:
    """Why a count is on pace although its share is behind: it has every whole piece that is due by now."""
    pace, actual, unit = verdict.pace, verdict.actual, verdict.indicator.unit
    if pace is None or actual is None:
        return ""
    if actual.value > pace.expected:
        return "未超应有整数"
    return f"应达不足{with_unit('1', unit)}" if pace.expected < 1 else "已达到应有整数"


def expected_words(verdict: Verdict, evaluation: Evaluation) -> str:
    """Where the figure should stand, by which method and on which dates, e.g. 应达0.58亿元（进度50%），按月匀速."""
    pace = verdict.pace
    if pace is None or pace.method is PaceMethod.NONE or not running(verdict):
        return ""
    rules = evaluation.plan.rules
    expected = expected_figure(verdict, rules)
    parts = [f"{expected}（进度{whole_percent(pace.expected_share, rules)}）", PACE_WORDS[pace.method]]
    if pace.date != evaluation.as_of:
        parts.append(f"数据时点{chinese_date(pace.date)}")
    if pace.due != evaluation.plan.period.end:
        parts.append(f"目标时点{chinese_date(pace.due)}")
    if pace.reference:
        parts.append("仅供参考")
    return "，".join(parts)


def expected_figure(verdict: Verdict, rules: Rules) -> str:
    """The bare figure that is expected on the figure's date, e.g. ``61.2%``; empty without pace."""
    pace, indicator = verdict.pace, verdict.indicator
    if pace is None:
        return ""
    opening = None if indicator.baseline is None else row_quantity(indicator.baseline.value, indicator)
    known = (opening, verdict.actual.value if verdict.actual else None, *target_bounds(indicator))
    least = 2 if indicator.unit.dimension == "money" else 1
    places = max(least, *(min(decimals(each), 4) for each in known if each is not None))
    thresholds = () if verdict.actual is None else (verdict.actual.value,)
    return with_unit(trimmed(shown(pace.expected, places, thresholds, rules.rounding)), indicator.unit)


def trimmed(number: str) -> str:
    """A computed figure without needless zeros: ``50.0`` is ``50``."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def whole_percent(share: Decimal, rules: Rules) -> str:
    """A share of time or of an expected figure, e.g. ``50%`` or ``37.5%``."""
    return trimmed(shown_percent(share, (Decimal(0), Decimal(1)), rules).removesuffix("%")) + "%"


def milestone_words(verdict: Verdict) -> str:
    """How the interim target of the year stands, e.g. ``2023年58%：完成``."""
    milestone = verdict.milestone
    if milestone is None:
        return ""
    demanded = spoken(milestone.text) or format_target(milestone.target)
    for period, derivation in verdict.demanded.stages if verdict.demanded else ():
        if period == milestone.period:
            words = derived_words(milestone.target, derivation, verdict.indicator.unit)
            demanded = f"{demanded}（{words}）" if words else demanded
    return f"{milestone.period.chinese}{demanded}：{STATUS_WORDS[milestone.status]}"


def baseline_words(indicator: Indicator) -> str:
    """The baseline with its own year, e.g. ``1.27%（2020年）``."""
    baseline = indicator.baseline
    if baseline is None:
        return ""
    note = f"，{baseline.note}" if baseline.note else ""
    return (
        f"{with_unit(plain_text(row_quantity(baseline.value, indicator)), indicator.unit)}（{baseline.year}年{note}）"
    )


def source_words(verdict: Verdict) -> str:
    """Every cell that was read; what was typed is added where it reads differently or gave no figure."""
    if verdict.indicator.count_of and verdict.computed is not None and verdict.computed.used:
        return "各项任务的填报，见任务表"
    actual, several = verdict.actual, len(verdict.sources) > 1
    places = []
    for department, source in verdict.sources:
        text = f"{department}：{place(source)}" if several else place(source)
        plainly = actual is not None and not several and reads_as(source.raw, actual.value, verdict.indicator.unit)
        places.append(text if plainly or not source.raw else f"{text} 原填“{source.raw}”")
    return "；".join(places)


def reads_as(raw: str | None, value: Decimal, unit: Unit) -> bool:
    """Whether what was typed is just the figure, with or without its unit, so that nobody need see it again."""
    if raw is None:
        return True
    text = raw.strip().removesuffix(unit.text)
    try:
        return text.isascii() and Decimal(text) == value
    except InvalidOperation:
        return False


def said(verdict: TaskVerdict, key: Literal["reason", "measures", "evidence"]) -> str:
    """What the departments wrote about a task; each is named when several wrote."""
    texts = [(report.department, getattr(report, key)) for report in verdict.reports]
    several = len(verdict.reports) > 1
    return "；".join(f"{department}：{text}" if several else text for department, text in texts if text)
