"""Figures that a data department verified (核定数) take the place of the self-reports (docs/verifying.md)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.answers import value_text
from sctarget.evaluate.decide import settles
from sctarget.evaluate.rounding import WIDE, plain_text
from sctarget.model.actual import Absence, Figure, Verification, Verified
from sctarget.model.problem import Problem, make_problem
from sctarget.model.source import Source
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.answers import Settled
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator, Plan

_NAMED = 8
_KEPT = Context(prec=15)


class Answered(NamedTuple):
    """A verified figure as it stands on a returned 核定表: who signed it, what it says, which self-report it is for."""

    figure: Figure
    value: Decimal
    reported: Decimal | None


def with_verified(plan: Plan, settled: Settled, forms: Iterable[FormReturn]) -> Settled:
    """The figures of one period end with every 核定数 that answers for the present self-report in its place.

    One that answers for an older self-report is told and not used; two that differ leave the figure to be settled.
    """
    sent = [form for form in forms if form.verifies and form.period.end == settled.period.end]
    if not sent:
        return settled
    work = _Work(settled)
    known = {item.id: item for item in plan.indicators}
    for (key, reporter), answers in given(sent).items():
        work.settle(known[key], reporter, answers)
    told = [problem for form in sent for problem in form.problems if problem.code != "form_blank"]
    told += [
        problem for name in dict.fromkeys(form.department for form in sent) for problem in _lacking(plan, name, sent)
    ]
    return settled._replace(
        used=work.used,
        figures=work.figures(),
        problems=[*(each for each in settled.problems if each not in work.ended), *told, *work.problems],
    )


def _same(printed: Decimal | None, now: Decimal | None) -> bool:
    """Whether the self-report on a 核定表 is the present one; a spreadsheet keeps 15 digits of it."""
    if printed is None or now is None:
        return printed is now
    return _KEPT.plus(printed) == _KEPT.plus(now)


def given(sent: Sequence[FormReturn]) -> dict[tuple[str, str], list[Answered]]:
    """Every figure that was verified, by indicator and reporting department."""
    found: dict[tuple[str, str], list[Answered]] = {}
    for row in rows_of(sent):
        if row.figure is not None and isinstance(row.figure.value, Decimal):
            answer = Answered(row.figure, row.figure.value, row.reported)
            found.setdefault((row.indicator, row.reporter), []).append(answer)
    return found


def self_reported(figure: Figure | None) -> Decimal | None:
    """What a department reported in figures, also where it is held back; None where nothing can be read."""
    if figure is None:
        return None
    if figure.verified is not None:
        return figure.verified.reported
    return figure.value if isinstance(figure.value, Decimal) else figure.held


def amount(value: Decimal, indicator: Indicator) -> str:
    """A figure with its unit, e.g. 12家 or 第3位."""
    return f"第{plain_text(value)}位" if indicator.unit == RANK else f"{plain_text(value)}{indicator.unit}"


class _Work:
    """The forms of a period on their way: what is used, what was found, which problems a verified figure ends."""

    def __init__(self, settled: Settled) -> None:
        self._settled = settled
        self.used = dict(settled.used)
        self.problems: list[Problem] = []
        self.ended: set[Problem] = set()
        self._alone: list[tuple[str, Figure]] = []

    def figures(self) -> dict[str, list[tuple[str, Figure]]]:
        """Every figure by indicator, with those of departments that returned no form."""
        found: dict[str, list[tuple[str, Figure]]] = {}
        signed = [(name, figure) for name, form in self.used.items() for figure in form.figures]
        for name, figure in (*signed, *self._alone):
            found.setdefault(figure.indicator, []).append((name, figure))
        return found

    def settle(self, indicator: Indicator, reporter: str, answers: list[Answered]) -> None:
        """What the verified figures of one cell come to."""
        form = self.used.get(reporter)
        present = None if form is None else next((f for f in form.figures if f.indicator == indicator.id), None)
        now = self_reported(present)
        fitting = [each._replace(reported=now) for each in answers if _same(each.reported, now)]
        if reporter in self._settled.conflicts:
            self._refuse(indicator, reporter, answers, "该单位报来不同的填报表，待其确认")
        elif not fitting:
            was = answers[-1].reported
            before = "没有自报数" if was is None else f"自报数是{amount(was, indicator)}"
            after = "没有能用的自报数" if now is None else f"是{amount(now, indicator)}"
            place = f"（{present.source}）" if present is not None else ""
            self._refuse(indicator, reporter, answers, f"核定时{before}，现在{after}{place}")
            if present is not None and isinstance(present.value, Decimal):
                self._put(reporter, replace(present, provisional=True))
        elif len({each.value for each in fitting}) > 1:
            cells = "，".join(f"{amount(each.value, indicator)}（{each.figure.source}）" for each in fitting)
            self._say("verification_conflict", indicator, reporter, fitting[-1], cells=cells)
            blank = present or replace(fitting[-1].figure, department=reporter)
            self._put(reporter, replace(blank, value=Absence.TO_VERIFY, held=now, provisional=False))
        else:
            self._use(indicator, reporter, present, fitting[-1])

    def _use(self, indicator: Indicator, reporter: str, present: Figure | None, answer: Answered) -> None:
        verified = verified_by(indicator, reporter, present, answer)
        figure = replace(answer.figure, department=reporter, verified=verified, reason=None)
        if present is not None:
            figure = replace(
                present,
                value=answer.value,
                source=answer.figure.source,
                provisional=answer.figure.provisional,
                held=None,
                verified=verified,
            )
            self.ended |= {
                each
                for each in self._settled.problems
                if each.department == reporter and settles(each, indicator.id, present.source)
            }
        self._put(reporter, figure)
        self._say("figure_verified", indicator, reporter, answer, words=verified.words)

    def _put(self, reporter: str, figure: Figure) -> None:
        form = self.used.get(reporter)
        if form is None:
            self._alone.append((reporter, figure))
            return
        others = tuple(figure if each.indicator == figure.indicator else each for each in form.figures)
        known = any(each.indicator == figure.indicator for each in form.figures)
        self.used[reporter] = form._replace(figures=others if known else (*others, figure))

    def _refuse(self, indicator: Indicator, reporter: str, answers: list[Answered], why: str) -> None:
        value = "、".join(dict.fromkeys(amount(each.value, indicator) for each in answers))
        self._say("verification_unused", indicator, reporter, answers[-1], value=value, why=why)

    def _say(self, code: str, indicator: Indicator, reporter: str, answer: Answered, **facts: str) -> None:
        figure = answer.figure
        self.problems.append(
            make_problem(
                code,
                figure.source,
                read=figure.source.raw,
                department=reporter,
                indicator=indicator.id,
                **{"name": indicator.label, "who": figure.department, "reporter": reporter, **facts},
            )
        )


def verified_by(indicator: Indicator, reporter: str, present: Figure | None, answer: Answered) -> Verified:
    """A verified figure beside the self-report that it takes the place of, with its sentence."""
    reported, who = answer.reported, answer.figure.department
    if reported is None:
        why = Absence.UNREPORTED if present is None or isinstance(present.value, Decimal) else present.value
        difference, said, change = None, f"{reporter}{value_text(why)}", ""
    else:
        difference = WIDE.subtract(answer.value, reported).normalize(WIDE)
        said = f"{reporter}自报{amount(reported, indicator)}"
        change = f"，{_change(difference, indicator)}"
    words = f"{said}，经{who}核定为{amount(answer.value, indicator)}{change}"
    if answer.figure.reason:
        words += f"（{' '.join(answer.figure.reason.split())}）"
    origin = None if present is None else present.source
    source, reason = answer.figure.source, answer.figure.reason
    return Verified(who, reporter, answer.value, reported, difference, source, origin, reason, words)


def _change(difference: Decimal, indicator: Indicator) -> str:
    if not difference:
        return "与自报数一致"
    unit = "位" if indicator.unit == RANK else "个百分点" if indicator.unit.text == "%" else indicator.unit.text
    return f"{'核增' if difference > 0 else '核减'}{plain_text(difference.copy_abs())}{unit}"


def rows_of(sent: Iterable[FormReturn]) -> Iterable[Verification]:
    """Every row of some returned 核定表."""
    return (row for form in sent for row in form.verifications)


def outstanding(plan: Plan, department: str, sent: Sequence[FormReturn]) -> list[str]:
    """What a data department has not verified yet, in words, e.g. 高新技术企业数（县工信局）."""
    from sctarget.model.verify_form import verify_rows

    own = [form for form in sent if form.department == department]
    done = {(row.indicator, row.reporter) for row in rows_of(own) if row.figure is not None}
    rows = verify_rows(plan, department, own[0].period) if own else ()
    return [f"{row.name}（{row.reporter}）" for row in rows if (row.id, row.reporter or "") not in done]


def _lacking(plan: Plan, department: str, sent: Sequence[FormReturn]) -> Iterable[Problem]:
    """A note on what a data department left blank."""
    waiting = outstanding(plan, department, sent)
    if waiting:
        form = max((form for form in sent if form.department == department), key=lambda each: each.round)
        more = f"等{len(waiting)}项" if len(waiting) > _NAMED else ""
        yield make_problem(
            "verification_incomplete",
            Source(form.file, sha256=form.sha256),
            department=department,
            who=department,
            period=form.period.chinese,
            count=str(len(waiting)),
            rows="、".join(waiting[:_NAMED]) + more,
        )
