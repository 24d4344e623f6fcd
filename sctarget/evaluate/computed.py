"""Figures that come of others: formulas over indicators, counts of tasks (docs/judging.md §10).

A figure that was reported wins; what the others give is then only held against it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.answers import ABSENCE_WORDS, FINALITY, WEAKEST, Answer, task_answer_of
from sctarget.evaluate.derived import Computed, ComputedInput
from sctarget.evaluate.gap import in_unit
from sctarget.evaluate.rounding import decimals, plain_text, shown, to_decimal
from sctarget.model.actual import Absence, TaskState
from sctarget.model.formula import Formula, Name, Operator
from sctarget.model.growth import Need
from sctarget.model.period import parse_period
from sctarget.model.plan import Rollup
from sctarget.model.problem import Problem, make_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol

    from sctarget.evaluate.answers import Settled
    from sctarget.evaluate.derived import Base
    from sctarget.model.plan import Indicator, Plan, Rounding

    class Figures(Protocol):
        """Whoever knows the figures that others are computed of (``evaluate.known.Known``)."""

        plan: Plan

        @property
        def indicators(self) -> Mapping[str, Indicator]:
            """The indicators of the plan by id."""

        def answer_in(self, indicator: Indicator, settled: Settled) -> Answer:
            """What the forms of one period end say about an indicator."""

        def bases(self, indicator: Indicator, need: Need) -> Iterator[Base]:
            """What is known of an indicator for another period."""


_LONG = 8
_SHOWN = 4
_SYMBOLS = {"*": " × ", "/": " ÷ ", "+": " ＋ ", "-": " － "}
_OPEN = frozenset({Absence.UNREPORTED, Absence.UNPUBLISHED})


class _Fact(NamedTuple):
    """One input: what is shown of it, and the answer that it rests on."""

    shown: ComputedInput
    answer: Answer


def formula_answer(
    known: Figures, indicator: Indicator, formula: Formula, reported: Answer, settled: Settled
) -> Answer:
    """The answer on an indicator with a formula, from the forms of one period end."""
    unknown = [f"计划里没有“{name}”" for name in formula.names if name not in known.indicators]
    facts = [_fact(known, indicator, name, settled) for name in formula.names if name in known.indicators]
    lacking = "、".join([*unknown, *(fact.shown.lacking for fact in facts if fact.shown.lacking)])
    inputs = tuple(fact.shown for fact in facts)
    rounding = known.plan.rules.rounding
    problems: tuple[Problem, ...] = ()
    value = None
    if lacking:
        words = f"按公式算不出：{lacking}"
    else:
        values = _in_common_units(indicator, inputs)
        try:
            value = value_of(formula, values)
            words = _arithmetic(indicator, formula, inputs, values, value, rounding)
        except ZeroDivisionError:
            zero = "、".join(f"{each.indicator.label}是0" for each in inputs if not each.value)
            words = f"按公式算不出：除数为0{f'（{zero}）' if zero else ''}"
            facts_of = {"name": indicator.label, "formula": formula.text, "why": zero or "除数相减为0"}
            problems = (make_problem("formula_zero", indicator.source, indicator=indicator.id, **facts_of),)
    computed = Computed(None if value is None else to_decimal(value), words, inputs)
    if isinstance(reported.value, Decimal) and not _recomputed(indicator):
        checked = _checked(indicator, reported, computed, value, settled)
        return checked._replace(problems=(*checked.problems, *problems))
    if reported.value not in _OPEN and not _recomputed(indicator):
        return reported._replace(computed=computed, notes=(*reported.notes, words), problems=problems)
    return _used(reported, computed, facts)._replace(problems=problems)


def _recomputed(indicator: Indicator) -> bool:
    """Whether several departments report what cannot be added up, so that only the formula gives one figure."""
    return len(indicator.reporters) > 1 and not indicator.shared and indicator.rollup is not Rollup.LATEST


def _used(reported: Answer, computed: Computed, facts: Sequence[_Fact]) -> Answer:
    """The answer that the formula gives, or the absence of what it lacks."""
    answers = [fact.answer for fact in facts]
    value: Decimal | Absence = Absence.TO_VERIFY
    if computed.value is not None:
        value, computed = computed.value, computed._replace(used=True)
    else:
        absent = [answer.value for answer in answers if isinstance(answer.value, Absence)]
        value = next((each for each in WEAKEST if each in absent), Absence.TO_VERIFY)
    return reported._replace(
        value=value,
        sources=tuple(dict.fromkeys(source for answer in answers for source in answer.sources)),
        state=min((answer.state for answer in answers), key=FINALITY.__getitem__, default=None),
        provisional=any(answer.provisional for answer in answers),
        notes=(computed.words,),
        computed=computed,
    )


def _checked(
    indicator: Indicator, reported: Answer, computed: Computed, value: Fraction | None, settled: Settled
) -> Answer:
    """The reported figure, with a warning where the formula gives more than half a unit of its last digit away."""
    answer = reported._replace(computed=computed, notes=(*reported.notes, f"复核：{computed.words}"))
    if value is None or not isinstance(reported.value, Decimal):
        return answer
    half = Fraction(1, 2 * 10 ** decimals(reported.value))
    if abs(Fraction(reported.value) - value) <= half:
        return answer
    return _doubted(indicator, answer, "computed_differs", settled, words=computed.words)


def _doubted(indicator: Indicator, answer: Answer, code: str, settled: Settled, **facts: str) -> Answer:
    """The reported figure with a warning, unless a person has decided on it."""
    if any(figure.decided for _, figure in settled.figures.get(indicator.id, ())):
        return answer
    department, source = answer.sources[-1] if answer.sources else (None, indicator.source)
    figure = plain_text(answer.value) if isinstance(answer.value, Decimal) else ""
    problem = make_problem(
        code,
        source,
        read=source.raw,
        department=department,
        indicator=indicator.id,
        **{"name": indicator.label, "figure": f"{figure}{indicator.unit}", **facts},
    )
    return answer._replace(provisional=True, problems=(problem,))


def _fact(known: Figures, indicator: Indicator, name: str, settled: Settled) -> _Fact:
    """The figure of an input that belongs to the formula's own period: of its data year, however late it comes."""
    given = known.indicators[name]
    period = settled.period
    own = period.year + indicator.data_year
    answer = known.answer_in(given, settled) if given.data_year == indicator.data_year else Answer(Absence.UNREPORTED)
    if not isinstance(answer.value, Decimal) and answer.absence in _OPEN:
        wanted = parse_period(str(own)) if indicator.data_year or given.data_year else period
        base = next(known.bases(given, Need(wanted or period, 0)), None)
        if base is not None:
            answer = Answer(base.value, settled.period, base.sources, None, base.provisional)
            return _Fact(ComputedInput(given, base.value, base.period, base.sources), answer)
    if isinstance(answer.value, Decimal):
        when = parse_period(str(own)) if indicator.data_year else period
        return _Fact(ComputedInput(given, answer.value, when or period, answer.sources), answer)
    year = f"{own}年" if given.data_year != indicator.data_year else ""
    why = f"{ABSENCE_WORDS[answer.absence]}{f'（{given.reporters[0]}）' if given.reporters else ''}"
    if len(given.reporters) > 1 and answer.notes:
        why = answer.notes[-1]
    lacking = f"“{given.label}”{year}{why}"
    return _Fact(ComputedInput(given, None, None, answer.sources, lacking), answer)


def _in_common_units(indicator: Indicator, inputs: Sequence[ComputedInput]) -> dict[str, Fraction]:
    """The values of the inputs: of one dimension in one unit, that of the row itself, else that of the first."""
    units = {indicator.unit.dimension: indicator.unit}
    values = {}
    for given in inputs:
        unit = units.setdefault(given.indicator.unit.dimension, given.indicator.unit)
        value = given.value if given.value is not None else Decimal(0)
        exact = in_unit(value, given.indicator.unit, unit)
        values[given.indicator.id] = Fraction(value) if exact is None else exact
    return values


def value_of(formula: Formula, values: Mapping[str, Fraction]) -> Fraction:
    """The exact value of a formula, e.g. 0.18 / 10 * 100 is 9/5.  Raises ZeroDivisionError."""
    stack: list[Fraction] = []
    for step in formula.steps:
        if isinstance(step, Name):
            stack.append(values[step.id])
        elif isinstance(step, Decimal):
            stack.append(Fraction(step))
        elif step is Operator.NEGATE:
            stack.append(-stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(_joined(step, left, right))
    return stack.pop()


def _joined(operator: Operator, left: Fraction, right: Fraction) -> Fraction:
    if operator is Operator.ADD:
        return left + right
    if operator is Operator.SUBTRACT:
        return left - right
    return left * right if operator is Operator.MULTIPLY else left / right


def _arithmetic(
    indicator: Indicator,
    formula: Formula,
    inputs: Sequence[ComputedInput],
    values: Mapping[str, Fraction],
    value: Fraction,
    rounding: Rounding,
) -> str:
    """The formula with names and figures, e.g. 研发经费支出0.18亿元 ÷ 地区生产总值10亿元 × 100 ＝ 1.8%."""
    units = {indicator.unit.dimension: indicator.unit}
    parts = {}
    for given in inputs:
        unit = units.setdefault(given.indicator.unit.dimension, given.indicator.unit)
        parts[given.indicator.id] = f"{given.indicator.label}{_number(values[given.indicator.id], rounding)[1]}{unit}"
    text = re.sub(r"\s+", "", formula.text)
    said = re.sub(r"[a-z][a-z0-9_]*|[-+*/]", lambda found: parts.get(found[0]) or _SYMBOLS.get(found[0], ""), text)
    exact, number = _number(value, rounding)
    return f"{said.strip()} {'＝' if exact else '≈'} {number}{indicator.unit}"


def _number(value: Fraction, rounding: Rounding) -> tuple[bool, str]:
    """A number for people, and whether that is all of it."""
    exact = to_decimal(value)
    if decimals(exact) <= _LONG:
        return True, plain_text(exact)
    return False, shown(exact, _SHOWN, (), rounding)


def count_answer(known: Figures, indicator: Indicator, reported: Answer, settled: Settled) -> Answer:
    """The answer on an indicator that counts the tasks that are done; a task without a report leaves it open."""
    tasks = [task for task in known.plan.tasks if indicator.counts(task)]
    answers = [(task, task_answer_of(task, settled)) for task in tasks]
    done = sum(answer.state is TaskState.DONE for _, answer in answers)
    silent = [task.name for task, answer in answers if answer.state is TaskState.UNREPORTED]
    words = f"{len(tasks)}项任务中已完成{done}项"
    if silent:
        words += f"，没有报送的{len(silent)}项：{'、'.join(silent)}"
    value = None if silent or not tasks else Decimal(done)
    computed = Computed(value, words)
    if isinstance(reported.value, Decimal):
        answer = reported._replace(computed=computed, notes=(*reported.notes, f"复核：{words}"))
        if tasks and not done <= reported.value <= done + len(silent):
            return _doubted(indicator, answer, "count_differs", settled, words=words)
        return answer
    if reported.value not in _OPEN:
        return reported._replace(computed=computed, notes=(*reported.notes, words))
    return reported._replace(
        value=Absence.UNREPORTED if value is None else value,
        sources=tuple((each.department, each.source) for _, answer in answers for each in answer.reports),
        notes=(words,),
        computed=computed._replace(used=value is not None),
    )
