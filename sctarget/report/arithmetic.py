"""The arithmetic of one verdict, line by line with its numbers (docs/judging.md §2, §3, §5, §6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.compare import situation_of
from sctarget.evaluate.gap import Demand, aim_from, completion, demand_of, in_unit, progress, widened
from sctarget.evaluate.pace import Course, Unpaced, course_of
from sctarget.evaluate.rounding import plain_text, shown_percent, to_decimal
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.report.figures import POINTS, gap_words, milestone_value, spends_a_limit, with_unit
from sctarget.report.words import STATUS_WORDS

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.evaluate.status import Situation
    from sctarget.model.plan import Indicator, Rules

_DIGITS = 12
SYMBOLS = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: "＞",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "＜",
    Comparator.EQUAL: "＝",
}


class Case(NamedTuple):
    """What a figure was compared with, exactly: everything in the unit of the row."""

    demand: Demand
    value: Fraction
    base: Fraction | None
    course: Course | Unpaced
    situation: Situation


def case_of(verdict: Verdict, evaluation: Evaluation) -> Case | None:
    """The numbers behind a verdict that rests on a comparison; None for every other."""
    indicator, actual, plan = verdict.indicator, verdict.actual, evaluation.plan
    if indicator.target is None or actual is None or verdict.gap is None:
        return None
    demand = demand_of(indicator.target, indicator.unit, plan.rules, indicator.unit_also)
    if demand is None:
        return None
    value, baseline, end = Fraction(actual.value), indicator.baseline, actual.period.end
    base = None
    if baseline is not None:
        base = in_unit(baseline.value.value, baseline.value.unit, indicator.unit, indicator.unit_also)
    course = course_of(indicator, plan, demand, value, base, end)
    return Case(demand, value, base, course, situation_of(plan, indicator, end, evaluation.as_of))


def number(value: Fraction | Decimal) -> str:
    """A number with its own digits, endless ones cut with a mark, e.g. ``1.128205128205…``."""
    text = plain_text(value if isinstance(value, Decimal) else to_decimal(value))
    whole, _, digits = text.partition(".")
    return f"{whole}.{digits[:_DIGITS]}…" if len(digits) > _DIGITS else text


def percent(share: Fraction | Decimal, rules: Rules) -> str:
    """A share as a percentage that crosses neither 100 % nor the limit of 基本完成."""
    exact = share if isinstance(share, Decimal) else to_decimal(share)
    return shown_percent(exact, (Decimal(1), rules.nearly), rules)


def demand_text(demand: Demand, indicator: Indicator) -> str:
    """What is demanded as a formula, e.g. ``≥ 1.17亿元`` or ``在 40—60% 之间``."""
    if demand.comparator is Comparator.RANGE:
        return f"在 {number(demand.low)}—{with_unit(number(demand.high), indicator.unit)} 之间"
    return f"{SYMBOLS[demand.comparator]} {with_unit(number(demand.low), indicator.unit)}"


def arithmetic_lines(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """差额, 尚差, 完成率, 增量完成率 of a verdict, or why there are none."""
    case = case_of(verdict, evaluation)
    if case is None:
        return []
    return [
        *_gap_lines(verdict, case, evaluation),
        _completion_line(case, evaluation.plan.rules),
        *_progress_lines(case, evaluation.plan.rules),
    ]


def _rate(name: str, formula: str, numbers: str, rate: Fraction, rules: Rules) -> str:
    exact = number(rate)
    return f"{name} = {formula} = {numbers} = {percent(rate, rules)}（精确值 {exact}）"


def _gap_lines(verdict: Verdict, case: Case, evaluation: Evaluation) -> list[str]:
    demand, value, unit = case.demand, case.value, verdict.indicator.unit
    words = gap_words(verdict, evaluation.plan.rules)
    if demand.comparator is Comparator.RANGE:
        if demand.low <= value <= demand.high:
            return ["差额：实际在区间之内，为 0"]
        end, name = (demand.high, "上限") if value > demand.high else (demand.low, "下限")
    else:
        end, name = demand.low, "原来" if demand.form is TargetForm.DIRECTION else "目标"
    gap = with_unit_difference(demand.gap(value), verdict.indicator)
    missing = with_unit_difference(demand.shortfall(value), verdict.indicator)
    lines = [f"差额 = 实际 － {name} = {number(value)} － {number(end)} = {gap}（{words}）"]
    if unit.text or missing != "0":
        lines.append(f"尚差 = {missing}")
    return lines


def with_unit_difference(value: Fraction, indicator: Indicator) -> str:
    """A difference of two figures with its unit: that of percentages is in 个百分点."""
    return f"{number(value)}{POINTS.get(indicator.unit.text, indicator.unit.text)}"


def _completion_line(case: Case, rules: Rules) -> str:
    demand, value = case.demand, case.value
    rate = completion(demand, value, rules.inverse)
    ranged = demand.comparator is Comparator.RANGE
    if rate is None:
        return f"完成率：不计算（{_no_rate(case)}）"
    if ranged and demand.low <= value <= demand.high:
        return "完成率：实际在区间之内，按 100%"
    if demand.downward and rules.inverse == "2-A/T":
        numbers = f"2 － {number(value)} ÷ {number(demand.high)}"
        return _rate("完成率", "2 － 实际 ÷ 目标", numbers, rate, rules)
    if demand.downward or (ranged and value > demand.high):
        name = "上限" if ranged else "目标"
        return _rate("完成率", f"{name} ÷ 实际", f"{number(demand.high)} ÷ {number(value)}", rate, rules)
    name = "下限" if ranged else "目标"
    return _rate("完成率", f"实际 ÷ {name}", f"{number(value)} ÷ {number(demand.low)}", rate, rules)


def _no_rate(case: Case) -> str:
    demand = case.demand
    if not demand.rated:
        return "位次没有完成率" if demand.form is TargetForm.RANK else "只说方向的目标没有完成率"
    if demand.form is TargetForm.GROWTH and case.value <= 0:
        return "增速不大于 0，只看差几个百分点"
    return "实际为 0，不能作除数" if demand.downward and demand.high > 0 else "目标不大于 0"


def _progress_lines(case: Case, rules: Rules) -> list[str]:
    demand, value, base = case.demand, case.value, case.base
    if base is None or not demand.rated:
        return []
    done, aim = progress(demand, value, base), aim_from(demand, base)
    if done is None or aim is None:
        return [f"增量完成率：不计算（基期 {number(base)} 已达到目标）"]
    if demand.comparator is Comparator.RANGE:
        left, whole = demand.shortfall(value), abs(aim - base)
        numbers = f"({number(whole)} － {number(left)}) ÷ {number(whole)}"
        return [_rate("增量完成率", "(基期离区间 － 实际离区间) ÷ 基期离区间", numbers, done, rules)]
    numbers = f"({number(value)} － {number(base)}) ÷ ({number(aim)} － {number(base)})"
    return [_rate("增量完成率", "(实际 － 基期) ÷ (目标 － 基期)", numbers, done, rules)]


def pace_lines(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """Where the figure should stand, how it was worked out, and how far it is behind."""
    case, pace = case_of(verdict, evaluation), verdict.pace
    if case is None or isinstance(case.course, Unpaced) or pace is None:
        return []
    lines = [part for part in pace.inputs.split("；") if part]
    course, rules = case.course, evaluation.plan.rules
    if course.share is None:
        return lines
    opening, aim = course.start[1], course.aim[1]
    start = f" － {number(opening)}" if opening else ""
    bottom = f"({number(aim)}{start})" if opening else number(aim)
    top = f"({number(case.value)}{start})" if opening else number(case.value)
    if case.demand.upward or case.demand.downward:
        share = f"实际进度 = {top} ÷ {bottom} = {percent(course.share, rules)}"
        lines.append(f"{share}（精确值 {number(course.share)}）")
    expected, done = f"{number(course.expected_share * 100)}%", f"{number(course.share * 100)}%"
    behind, limit = course.lag > 0, spends_a_limit(verdict.indicator, evaluation.plan)
    word = ("多用" if behind else "少用") if limit else ("落后" if behind else "超前")
    if behind is limit:
        formula = f"{word} = 实际进度 － 应有进度 = {done} － {expected}"
    else:
        formula = f"{word} = 应有进度 － 实际进度 = {expected} － {done}"
    lines.append(f"{formula} = {number(abs(course.lag) * 100)} 个百分点")
    if case.situation.over:
        lines.append("已经期满，序时进度不作结论的依据")
    if course.reference:
        lines.append("应达数是两点之间推算出来的，仅供参考")
    return lines


def milestone_lines(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """The interim target of the year, in figures."""
    milestone, indicator, actual = verdict.milestone, verdict.indicator, verdict.actual
    if milestone is None:
        return []
    lines = [f"{milestone.period.chinese}：{milestone.text}"]
    wanted = milestone_value(milestone, indicator)
    demand = demand_of(milestone.target, indicator.unit, evaluation.plan.rules, indicator.unit_also)
    if wanted is not None and demand is not None and actual is not None and not widened(milestone.target):
        value = Fraction(actual.value)
        gap = with_unit_difference(demand.gap(value), indicator)
        reached = "达到" if demand.satisfied(value) else "没有达到"
        lines.append(f"要求 {demand_text(demand, indicator)}，实际 {number(value)}，差额 {gap}，{reached}")
    lines.append(f"阶段结论：{STATUS_WORDS[milestone.status]}（docs/judging.md 第6节）")
    return lines
