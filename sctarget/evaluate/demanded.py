"""What a plan says → what is demanded on a day: the target in force, in figures (docs/judging.md §8, §11).

The step of the road before judging.  Only an indicator whose words alone do not say it (比上年增长28%以上, a revised
target) comes here; what comes out is the same indicator with its target and milestones as levels of the row's unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.derived import Base, Demanded, Derivation, Origin
from sctarget.evaluate.rounding import plain_text
from sctarget.model.growth import (
    Derived,
    Need,
    Unclear,
    derive,
    need_of,
    own_period,
    rate_row,
    unclear,
)
from sctarget.model.problem import Problem, make_problem
from sctarget.model.quantity import Basis, Change, Comparator, Target, TargetForm
from sctarget.model.spoken import spoken
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Milestone, Plan, Revision
    from sctarget.model.units import Unit

_ORIGINS = {Origin.HISTORY: "计划里的历史数", Origin.BASELINE: "计划里的基期", Origin.LAST_YEAR: "填报表“上年同期”栏"}
_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.BELOW})


class Sighting(NamedTuple):
    """Where the question is asked: the plan, the day, and who knows the figures that changes are measured from."""

    plan: Plan
    day: date
    bases: Callable[[Indicator, Need], Iterator[Base]]


class _Outcome(NamedTuple):
    """A target as far as it could be brought into figures; without a value where it could not."""

    target: Target | None
    derivation: Derivation | None = None
    lacking: str | None = None
    waiting: bool = False
    problems: tuple[Problem, ...] = ()


class Settlement(NamedTuple):
    """An indicator as it is demanded, how that came about, whether it rests on a figure that is not final."""

    indicator: Indicator
    demanded: Demanded
    provisional: bool
    problems: tuple[Problem, ...]


def settle(sighting: Sighting, indicator: Indicator, year: int) -> Settlement:
    """The indicator as it is demanded on a day; ``year`` is that of the figure (for what is demanded every year)."""
    revision = indicator.revision_on(sighting.day)
    stated, text = (revision.target, revision.text) if revision else (indicator.target, indicator.target_text)
    period = own_period(indicator, sighting.plan.period, year)
    main = _outcome(sighting, indicator, stated, text or "", period)
    stages = [
        (each, _outcome(sighting, indicator, each.target, each.text, each.period)) for each in indicator.milestones
    ]
    problems = [*main.problems, *(each for _, outcome in stages for each in outcome.problems)]
    problems += _lacking(indicator, "目标", text or "", main)
    for each, outcome in stages:
        problems += _lacking(indicator, f"{each.period.chinese}的阶段目标", each.text, outcome)
    limit = main.target if revision is not None and main.target is not None and main.target.value is not None else None
    after = revision.date if revision else None
    milestones = tuple(_capped(each, outcome.target, limit, after) for each, outcome in stages)
    coming = min(
        (each for each in indicator.revised if each.date is not None and each.date > sighting.day),
        key=lambda each: each.date or sighting.day,
        default=None,
    )
    demanded = Demanded(
        stated,
        main.derivation,
        main.lacking,
        main.waiting,
        revision,
        (indicator.target, indicator.target_text or "") if revision and indicator.target else None,
        coming,
        tuple((each.period, outcome.derivation) for each, outcome in stages if outcome.derivation),
    )
    base = main.derivation.base if main.derivation else None
    effective = replace(indicator, target=main.target, target_text=text, milestones=milestones)
    return Settlement(effective, demanded, base is not None and base.provisional, tuple(dict.fromkeys(problems)))


def _lacking(indicator: Indicator, what: str, text: str, outcome: _Outcome) -> list[Problem]:
    """Why a target has no figures, unless time will tell."""
    if outcome.lacking is None or outcome.waiting:
        return []
    facts = {"name": indicator.label, "what": what, "reason": outcome.lacking}
    return [make_problem("target_underived", indicator.source, read=text, indicator=indicator.id, **facts)]


def _capped(milestone: Milestone, target: Target | None, limit: Target | None, after: date | None) -> Milestone:
    """An interim target that asks more than a target revised before it is due gives way to that one."""
    if target is None:
        return milestone
    changed = limit is not None and after is not None and milestone.period.end >= after
    return milestone._replace(target=limit if changed and limit is not None and _beyond(target, limit) else target)


def _beyond(target: Target, limit: Target) -> bool:
    """Whether a target asks more than another of its kind."""
    comparable = target.comparator is limit.comparator and target.unit == limit.unit
    if not comparable or target.value is None or limit.value is None:
        return False
    if limit.comparator in _UPWARD:
        return target.value > limit.value
    return limit.comparator in _DOWNWARD and target.value < limit.value


def _outcome(sighting: Sighting, indicator: Indicator, target: Target | None, text: str, period: Period) -> _Outcome:
    if target is None or not target.relative:
        return _Outcome(target)
    unknown = replace(target, value=None, high=None)
    plan = sighting.plan
    why = unclear(indicator, target, text)
    if why is None and rate_row(indicator, target, text):
        words = f"本行报的就是增速，目标“{text}”与报来的增速直接比"
        ends = tuple(each for each in (target.value, target.high) if each is not None)
        return _Outcome(target, Derivation("rate", None, 0, ends, whole=False, words=words))
    need = why or need_of(indicator, target, plan.period, period)
    if isinstance(need, Unclear):
        return _Outcome(unknown, lacking=need.reason)
    found = list(sighting.bases(indicator, need))
    if not found:
        waiting = need.period.end > sighting.day
        reason = f"要和{need.period.chinese}的数比，{'那时的数还没有' if waiting else _where_to_write(need)}"
        return _Outcome(unknown, lacking=reason, waiting=waiting)
    derived = derive(indicator, target, found[0].value, need.years, plan.rules.tolerance)
    if isinstance(derived, Unclear):
        return _Outcome(unknown, lacking=derived.reason)
    words = _words(indicator, target, found[0], need, derived)
    derivation = Derivation(_method(target), found[0], need.years, derived.exact, derived.whole, words)
    return _Outcome(derived.target, derivation, problems=tuple(_contradictions(indicator, found)))


def _where_to_write(need: Need) -> str:
    written = f"history: {{{need.period}: 数和单位}}"
    return f"没有找到这个数。请在计划里写 {written}，或者收齐那一期的表、填写“上年同期”"


def _contradictions(indicator: Indicator, found: list[Base]) -> Iterator[Problem]:
    """Final figures of the same period that are not the one that was used."""
    used, *others = found
    for other in others:
        if other.value != used.value and not other.provisional:
            yield make_problem(
                "base_differs",
                other.sources[0][1] if other.sources else None,
                read=plain_text(other.value),
                department=other.sources[0][0] if other.sources else None,
                indicator=indicator.id,
                name=indicator.label,
                period=used.period.chinese,
                used=base_words(used, indicator.unit),
                other=base_words(other, indicator.unit),
            )


def demanded_notes(demanded: Demanded) -> Iterator[str]:
    """What a reader of a verdict should know about where its target comes from."""
    revision, coming = demanded.revision, demanded.coming
    if revision is not None:
        was = f"原目标“{spoken(demanded.original[1])}”，" if demanded.original else ""
        yield f"{was}调整为“{spoken(revision.text)}”{revision_words(revision)}"
    if coming is not None:
        yield f"将调整为“{spoken(coming.text)}”{revision_words(coming)}，判定日期还没有生效"
    if demanded.derivation is not None:
        yield f"目标推算：{demanded.derivation.words}"
    for period, derivation in demanded.stages:
        yield f"{period.chinese}阶段目标推算：{derivation.words}"
    if demanded.lacking:
        yield f"目标算不出数：{demanded.lacking}"


def revision_words(revision: Revision) -> str:
    """The day and the document that changed a target, in brackets, e.g. （2023-10-20，示例发〔2023〕8号）."""
    facts = [revision.date.isoformat() if revision.date else "没有写日期", *filter(None, [revision.document])]
    return f"（{'，'.join(facts)}）"


def base_words(base: Base, unit: Unit) -> str:
    """A figure that something is measured from, with its period and place, e.g. 2022年23件（计划里的历史数）."""
    where = _ORIGINS.get(base.origin) or (str(base.sources[0][1]) if base.sources else "")
    final = "，不是最终数" if base.provisional else ""
    return f"{base.period.chinese}{_figure(base.value, unit)}（{where}{final}）"


def _figure(value: Decimal, unit: Unit) -> str:
    return f"第{plain_text(value)}位" if unit == RANK else f"{plain_text(value)}{unit}"


def _method(target: Target) -> str:
    if target.form is not TargetForm.GROWTH:
        return target.form.value
    known = {"ratio": "growth", "points": "points", "times": "multiple", "doublings": "multiple"}
    return known.get(target.unit.dimension, "amount")


def _words(indicator: Indicator, target: Target, base: Base, need: Need, derived: Derived) -> str:
    """How the figure follows, e.g. 2022年23件（计划里的历史数）× (1 ＋ 28%) ＝ 29.44件，取整件为30件."""
    change, unit = target.change or Change(), indicator.unit
    start = base_words(base, unit)
    assumed = need.assumed and change.basis is Basis.UNSTATED
    said = f"；目标没有写和谁比，按{need.period.chinese}" if assumed else ""
    if target.form is TargetForm.DIRECTION:
        return f"和{start}比{said}"
    stated = [each for each in (target.value, target.high) if each is not None]
    if change.down and not change.to_multiple and len(derived.exact) == len(stated):
        stated.reverse()
    if len(derived.exact) > len(stated) or target.approximate:
        said = f"，“左右”按上下浮动{said}"
    steps = "、".join(_step(target, each, need.years) for each in stated)
    exact = "—".join(_figure(each, unit) for each in derived.exact)
    pieces = [derived.target.value, derived.target.high]
    whole = "—".join(_figure(each, unit) for each in pieces if each is not None)
    return f"{start}{steps} ＝ {exact}{f'，取整为{whole}' if derived.whole else ''}{said}"


def _step(target: Target, stated: Decimal, years: int) -> str:
    change, unit = target.change or Change(), target.unit
    amount = f"{plain_text(stated)}{unit}"
    sign = "－" if change.down else "＋"
    yearly = change.per_year and years > 1
    if target.form is TargetForm.RANK:
        way = "下降" if change.down else "提升"
        return f"，{'每年' if yearly else ''}{way}{plain_text(stated)}位{f'，{years}年' if yearly else ''}"
    if unit.dimension == "doublings":
        return f" × 2^{plain_text(stated)}"
    if change.to_multiple:
        return f" × {plain_text(stated)}"
    if unit.dimension in {"ratio", "times"}:
        part = plain_text(stated) if unit.dimension == "times" else amount
        return f" × (1 {sign} {part}){f'^{years}' if yearly else ''}"
    return f" {sign} {amount}{f' × {years}' if yearly else ''}"
