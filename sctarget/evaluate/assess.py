"""Plan + returned forms + date → Evaluation (docs/judging.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.compare import graded, unit_problem, verdict_on
from sctarget.evaluate.gap import in_unit
from sctarget.evaluate.gather import gather, reported_until
from sctarget.evaluate.known import Known
from sctarget.evaluate.pace import due_of, elapsed_share, outdated
from sctarget.evaluate.result import Actual, Evaluation, Status, TaskVerdict, Verdict
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.model.actual import Absence, Figure, FormReturn, TaskState
from sctarget.model.errors import SctargetError
from sctarget.model.quantity import TargetForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from sctarget.evaluate.answers import Answer, TaskAnswer
    from sctarget.evaluate.demanded import Settlement
    from sctarget.evaluate.result import MilestoneVerdict
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.problem import Problem


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
    known = Known(plan, gathered, day)
    judged = [_whole(known, indicator) for indicator in plan.indicators]
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


def _whole(known: Known, indicator: Indicator) -> _Judged:
    """One indicator with the parts that its target is split into."""
    judged = _judge(known, indicator)
    if not indicator.breakdown:
        return judged
    from sctarget.evaluate.breakdown import part_verdicts

    parts = part_verdicts(known, indicator, lambda now, part: _judge(now, part).verdict)
    return judged._replace(verdict=judged.verdict._replace(breakdown=parts))


def _judge(known: Known, indicator: Indicator) -> _Judged:
    """One indicator, step by step: what is known of it, what is demanded, how the two compare."""
    plan, as_of = known.plan, known.day
    answer = known.answer(indicator)
    settled = None if indicator.plain else _settle(known, indicator, answer)
    problems, indicator = [*answer.problems], settled.indicator if settled else indicator
    problems += settled.problems if settled and _has_target(indicator) else ()
    blank = Verdict(
        indicator,
        Status.TO_VERIFY,
        reason=answer.reason,
        measures=answer.measures,
        notes=tuple(_notes(indicator, answer, settled)),
        sources=answer.sources,
        last_year=answer.last_year,
        remark=answer.remark,
        demanded=settled.demanded if settled else None,
        grade=answer.grade,
        computed=answer.computed,
        verified=answer.verified,
    )
    if isinstance(answer.value, Absence) or answer.period is None:
        status = Status(answer.absence.value)
        absent = blank._replace(status=status, milestone=_milestone(known, indicator, absent=status))
        return _Judged(graded(_with_latest(absent, answer.latest), over=as_of >= indicator.due), tuple(problems))
    base, mismatched = _baseline(indicator)
    problems += mismatched
    actual = Actual(answer.value, answer.period, answer.state, answer.sources)
    milestone = _milestone(known, indicator, actual, base)
    provisional = answer.provisional or (settled is not None and settled.provisional)
    seen = blank._replace(actual=actual, provisional=provisional, milestone=milestone)
    if not _has_target(indicator):
        return _Judged(seen._replace(status=Status.MONITORED), tuple(problems))
    if outdated(indicator, plan, answer.period.end, as_of):
        early = blank._replace(status=Status.UNREPORTED, milestone=milestone)
        return _Judged(_with_latest(early, answer.figure(indicator)), tuple(problems))
    verdict, found = verdict_on(plan, seen, actual, base, as_of)
    if len(known.gathered.settled) > 1 or as_of < due_of(indicator, plan, actual.period.end):
        from sctarget.evaluate.over_time import over_time

        verdict = over_time(known, verdict, base)
    return _Judged(verdict, (*problems, *found))


def _settle(known: Known, indicator: Indicator, answer: Answer) -> Settlement:
    from sctarget.evaluate.demanded import Sighting, settle

    year = answer.period.year if answer.period else known.day.year
    return settle(Sighting(known.plan, known.day, known.bases), indicator, year)


def _milestone(
    known: Known,
    indicator: Indicator,
    actual: Actual | None = None,
    base: Fraction | None = None,
    absent: Status | None = None,
) -> MilestoneVerdict | None:
    if not indicator.milestones:
        return None
    from sctarget.evaluate.milestone import milestone_of, milestone_status

    milestone = milestone_of(indicator, known.day, absent)
    if milestone is None or actual is None:
        return milestone
    return milestone._replace(status=milestone_status(known.plan, indicator, milestone, actual, base, known.day))


def _notes(indicator: Indicator, answer: Answer, settled: Settlement | None) -> Iterator[str]:
    """What a reader should know before the figures are compared."""
    if indicator.data_year and answer.period:
        yield f"数据年份{answer.period.year + indicator.data_year}"
    yield from answer.notes
    if settled is not None:
        from sctarget.evaluate.demanded import demanded_notes

        yield from demanded_notes(settled.demanded)
    if answer.grade is not None:
        yield answer.grade.words


def _with_latest(verdict: Verdict, latest: Figure | None) -> Verdict:
    if latest is None or isinstance(latest.value, Absence):
        return verdict
    note = f"最近一期 {latest.period}：{plain_text(latest.value)}{verdict.indicator.unit}"
    return verdict._replace(latest=latest, notes=(*verdict.notes, note))


def _has_target(indicator: Indicator) -> bool:
    target = indicator.target
    return target is not None and target.form is not TargetForm.SLOT and indicator.role != "input"


def _baseline(indicator: Indicator) -> tuple[Fraction | None, list[Problem]]:
    if indicator.baseline is None:
        return None, []
    quantity = indicator.baseline.value
    base = in_unit(quantity.value, quantity.unit, indicator.unit, indicator.unit_also)
    return base, [] if base is not None else [unit_problem(indicator, "基期", quantity.unit)]


def _judge_task(task: Task, answer: TaskAnswer, as_of: date) -> TaskVerdict:
    settled = answer.state in {TaskState.DONE, TaskState.TERMINATED}
    return TaskVerdict(task, answer.state, as_of >= task.due and not settled, answer.reports, answer.grade)
