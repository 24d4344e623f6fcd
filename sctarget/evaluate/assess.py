"""Plan + returned forms + date → Evaluation (docs/judging.md)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.gap import Demand, completion, demand_of, in_unit, progress, widened, worse
from sctarget.evaluate.gather import Answer, TaskAnswer, gather, reported_until
from sctarget.evaluate.pace import (
    Course,
    Unpaced,
    course_of,
    due_of,
    elapsed_share,
    other_year,
    outdated,
    pace_of,
    several_years,
)
from sctarget.evaluate.result import Actual, Evaluation, MilestoneVerdict, Rates, Status, TaskVerdict, Verdict
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.evaluate.status import Situation, status_of
from sctarget.model.actual import Absence, Figure, FormReturn, TaskState
from sctarget.model.errors import SctargetError
from sctarget.model.plan import Indicator, Kind, Plan, Span, Task
from sctarget.model.problem import Problem, make_problem
from sctarget.model.quantity import Comparator, TargetForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sctarget.model.units import Unit

_FORMS = {TargetForm.GROWTH: "增长类目标", TargetForm.DIRECTION: "只有方向的目标", TargetForm.RANK: "位次目标"}


class NoDateError(SctargetError):
    """Neither a date was given nor anything reported, so there is no day to judge on."""

    def __init__(self) -> None:
        super().__init__("没有收到可用的填报表，也没有指定判定日期。请用 --as-of 指定日期，例如 --as-of 2023-12-31。")


class _Judged(NamedTuple):
    """A verdict with the problems that came up on the way."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()


def assess(
    plan: Plan, returns: Sequence[FormReturn], as_of: date | None = None, problems: Sequence[Problem] = ()
) -> Evaluation:
    """Judge every indicator and task of a plan on a day, e.g. ``assess(plan, returns, date(2023, 12, 31))``.

    ``as_of`` defaults to the end of the latest reported period.  ``problems`` (of reading) come first in the result,
    then those of the forms that were used, then those found here; those of forms that were not used are left out.
    Raises NoDateError when there is no day to judge on.
    """
    day = as_of or reported_until(returns)
    if day is None:
        raise NoDateError
    gathered = gather(plan, returns, day)
    judged = [_judge(plan, indicator, gathered.answers[indicator.id], day) for indicator in plan.indicators]
    given = [problem for problem in problems if problem not in gathered.set_aside]
    found = (*given, *gathered.problems, *(problem for item in judged for problem in item.problems))
    return Evaluation(
        plan,
        day,
        gathered.period,
        to_decimal(elapsed_share(plan.period.start, plan.period.end, day)),
        tuple(item.verdict for item in judged),
        tuple(_judge_task(task, gathered.tasks[task.id], day) for task in plan.tasks),
        tuple(dict.fromkeys(found)),
        gathered.missing,
    )


def _judge(plan: Plan, indicator: Indicator, answer: Answer, as_of: date) -> _Judged:
    blocks, remarks = _unsupported(indicator, answer)
    problems = [_unsupported_problem(indicator, what, blocked=what in blocks) for what in (*blocks, *remarks)]
    notes = [*answer.notes, *(f"暂不支持：{what}（{indicator.source}）" for what in (*blocks, *remarks))]
    if indicator.data_year and answer.period:
        notes.insert(0, f"数据年份{answer.period.year + indicator.data_year}")
    blank = Verdict(
        indicator,
        Status.TO_VERIFY,
        reason=answer.reason,
        measures=answer.measures,
        notes=tuple(notes),
        sources=answer.sources,
        last_year=answer.last_year,
        remark=answer.remark,
    )
    if isinstance(answer.value, Absence) or answer.period is None:
        by_formula = bool(indicator.formula) and answer.absence is Absence.UNREPORTED
        status = Status.TO_VERIFY if by_formula else Status(answer.absence.value)
        milestone = _milestone(indicator, as_of, status)
        absent = blank._replace(status=status, milestone=milestone)
        return _Judged(_with_latest(absent, answer.latest), tuple(problems))
    base, mismatched = _baseline(indicator)
    problems += mismatched
    figure_end = answer.period.end
    actual = Actual(answer.value, answer.period, answer.state, answer.sources)
    milestone = _milestone(indicator, as_of, None)
    if milestone is not None:
        status = _milestone_status(plan, indicator, milestone, actual, base, as_of)
        milestone = milestone._replace(status=status)
    seen = blank._replace(actual=actual, provisional=answer.provisional, milestone=milestone)
    if not _has_target(indicator):
        return _Judged(seen._replace(status=Status.MONITORED), tuple(problems))
    if outdated(indicator, plan, figure_end, as_of):
        early = blank._replace(status=Status.UNREPORTED, milestone=milestone)
        return _Judged(_with_latest(early, answer.figure(indicator)), tuple(problems))
    if blocks:
        return _Judged(seen, tuple(problems))
    demand = _demand(plan, indicator)
    if demand is None:
        problems.append(_unit_problem(indicator, "目标", indicator.target.unit if indicator.target else indicator.unit))
        return _Judged(seen, tuple(problems))
    return _Judged(_compare(plan, seen, actual, demand, base, as_of), tuple(problems))


def _compare(plan: Plan, seen: Verdict, actual: Actual, demand: Demand, base: Fraction | None, as_of: date) -> Verdict:
    """The verdict of a usable figure against a target that can be compared."""
    indicator, rules, value, figure_end = seen.indicator, plan.rules, Fraction(actual.value), actual.period.end
    found = course_of(indicator, plan, demand, value, base, figure_end)
    course = found if isinstance(found, Course) else None
    refused = (f"序时进度：{found.why}",) if isinstance(found, Unpaced) and found.refused else ()
    situation = situation_of(plan, indicator, figure_end, as_of)
    rates = Rates(completion(demand, value, rules.inverse), progress(demand, value, base))
    return seen._replace(
        status=status_of(demand, value, base, situation, course, rules),
        gap=to_decimal(demand.gap(value)),
        shortfall=to_decimal(demand.shortfall(value)),
        completion=_decimal(rates.completion),
        progress=_decimal(rates.progress),
        rates=rates,
        pace=None if course is None else pace_of(course, indicator, rules),
        notes=(*seen.notes, *_remarks(plan, indicator, demand, value, base, figure_end), *refused),
    )


def situation_of(plan: Plan, indicator: Indicator, figure_end: date, as_of: date) -> Situation:
    """What a verdict depends on besides the figures, for a figure of a period's end judged on a day."""
    flow = indicator.kind is Kind.FLOW
    return Situation(
        over=as_of >= due_of(indicator, plan, figure_end),
        flow=flow,
        cumulative=flow and not other_year(indicator, plan, figure_end),
        hold=indicator.hold or (indicator.target is not None and indicator.target.hold),
        binding=indicator.binding,
    )


def _remarks(
    plan: Plan, indicator: Indicator, demand: Demand, actual: Fraction, base: Fraction | None, figure_end: date
) -> list[str]:
    """What a reader of the verdict should know about how it came about."""
    target, unit = indicator.target, indicator.unit
    remarks = []
    if target is not None and target.approximate:
        if widened(target):
            low, high = plain_text(to_decimal(demand.low)), plain_text(to_decimal(demand.high))
            tolerance = plain_text(to_decimal(Fraction(plan.rules.tolerance) * 100))
            remarks.append(f"目标是约数，按上下浮动{tolerance}%即{low}—{high}{unit}判定")
        else:
            remarks.append("目标带“约”，按所写数字判定，不放宽")
    if demand.comparator in {Comparator.ABOVE, Comparator.BELOW} and actual == demand.low:
        remarks.append("目标不含本数，实际恰好等于目标，不算达到")
    if base is not None and indicator.baseline is not None and worse(demand, actual, base):
        was = f"{plain_text(indicator.baseline.value.value)}{indicator.baseline.value.unit.text or unit}"
        remarks.append(f"{'低于' if actual < base else '高于'}基期（{indicator.baseline.year}年{was}）")
    if indicator.by is not None and figure_end > indicator.by:
        remarks.append(f"完成期限是{indicator.by.isoformat()}，所判数据截至{figure_end.isoformat()}，是否按期请核实")
    if other_year(indicator, plan, figure_end):
        remarks.append(f"目标是{indicator.due.year}年的当年数，所判是{figure_end.year}年的当年数")
    return remarks


def _milestone(indicator: Indicator, as_of: date, status: Status | None) -> MilestoneVerdict | None:
    """The interim target of the as-of year: the latest that is due, else the next one; its status may still be open."""
    ordered = sorted(indicator.milestones, key=lambda item: (item.period.end, item.period.start))
    this_year = [item for item in ordered if item.period.end.year == as_of.year]
    if not this_year:
        return None
    chosen = next((item for item in reversed(this_year) if item.period.end <= as_of), this_year[0])
    return MilestoneVerdict(chosen.period, chosen.target, chosen.text, status or Status.TO_VERIFY)


def _milestone_status(
    plan: Plan, indicator: Indicator, milestone: MilestoneVerdict, actual: Actual, base: Fraction | None, as_of: date
) -> Status:
    """The status of an interim target, judged like a year's target."""
    end, figure_end = milestone.period.end, actual.period.end
    if figure_end < end <= as_of:
        return Status.UNREPORTED
    own_year = indicator.kind is Kind.FLOW and indicator.span is not Span.PLAN
    if own_year and figure_end.year != end.year:
        return Status.OPEN
    stage = replace(
        indicator,
        target=milestone.target,
        due=end,
        span=Span.EACH_YEAR if own_year and several_years(plan) else indicator.span,
        milestones=tuple(item for item in indicator.milestones if item.period.end < end),
    )
    demand = _demand(plan, stage)
    if demand is None:
        return Status.TO_VERIFY
    value = Fraction(actual.value)
    found = course_of(stage, plan, demand, value, base, figure_end)
    course = found if isinstance(found, Course) else None
    return status_of(demand, value, base, situation_of(plan, stage, figure_end, as_of), course, plan.rules)


def _with_latest(verdict: Verdict, latest: Figure | None) -> Verdict:
    if latest is None or isinstance(latest.value, Absence):
        return verdict
    note = f"最近一期 {latest.period}：{plain_text(latest.value)}{verdict.indicator.unit}"
    return verdict._replace(latest=latest, notes=(*verdict.notes, note))


def _has_target(indicator: Indicator) -> bool:
    target = indicator.target
    return target is not None and target.form is not TargetForm.SLOT and indicator.role != "input"


def _demand(plan: Plan, indicator: Indicator) -> Demand | None:
    if indicator.target is None:
        return None
    return demand_of(indicator.target, indicator.unit, plan.rules, indicator.unit_also)


def _baseline(indicator: Indicator) -> tuple[Fraction | None, list[Problem]]:
    if indicator.baseline is None:
        return None, []
    quantity = indicator.baseline.value
    base = in_unit(quantity.value, quantity.unit, indicator.unit, indicator.unit_also)
    return base, [] if base is not None else [_unit_problem(indicator, "基期", quantity.unit)]


def _unit_problem(indicator: Indicator, part: str, unit: Unit) -> Problem:
    return make_problem(
        "target_unit",
        indicator.source,
        read=unit.text,
        indicator=indicator.id,
        name=indicator.label,
        part=part,
        unit=indicator.unit.text,
    )


def _unsupported(indicator: Indicator, answer: Answer) -> tuple[list[str], list[str]]:
    """What cannot be judged yet: what keeps the indicator from a verdict, and what only is left out."""
    blocks: list[str] = []
    remarks: list[str] = []
    if _has_target(indicator) and indicator.target is not None and indicator.target.form in _FORMS:
        blocks.append(_FORMS[indicator.target.form])
    if indicator.count_of:
        blocks.append("任务计数")
    if indicator.revised:
        blocks.append("调整后目标")
    if indicator.formula:
        (blocks if answer.absence is answer.value else remarks).append("公式")
    if any(item.target.form in _FORMS for item in indicator.milestones):
        remarks.append("增长、方向或位次类的阶段目标")
    remarks += [what for what in indicator.unsupported if what not in (*blocks, *remarks)]
    return blocks, remarks


def _unsupported_problem(indicator: Indicator, what: str, *, blocked: bool) -> Problem:
    stopped = blocked and _has_target(indicator)
    effect = "本次记为待核实，请人工判定。" if stopped else "其余照常判定，请人工核对这一项。"
    return make_problem(
        "unsupported", indicator.source, indicator=indicator.id, name=indicator.label, what=what, effect=effect
    )


def _judge_task(task: Task, answer: TaskAnswer, as_of: date) -> TaskVerdict:
    settled = answer.state in {TaskState.DONE, TaskState.TERMINATED}
    return TaskVerdict(task, answer.state, as_of >= task.due and not settled, answer.reports)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else to_decimal(value)
