"""Why a verdict moved between two check results: what went into it that is not the same any more (docs/diff.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import TaskState
from sctarget.report.differences import Cause, Why
from sctarget.report.figures import place
from sctarget.report.words import TASK_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sctarget.model.saved import SavedCheck, SavedProblem, SavedTarget, SavedTask, SavedVerdict
    from sctarget.model.source import Source

_DECIDED = frozenset({"decision_applied", "decision_outdated"})
_SETTINGS = {"kind": "类型", "binding": "约束性", "baseline": "基期", "milestone": "阶段目标"}
_FEW = 3


def causes(old: SavedVerdict, new: SavedVerdict, before: SavedCheck, after: SavedCheck) -> tuple[Why, ...]:
    """All that changed of what an indicator's verdict rests on; ``unknown`` alone where nothing did."""
    found = [
        *_figure(old, new),
        *_verified(old, new),
        *_target(old.target, new.target),
        *_decisions(old.id, new.id, before, after),
        *_graded(old.graded, new.graded),
        *_settings(old, new),
        *_date(old, new, before, after),
        *_rules(before, after),
    ]
    return tuple(found) or _unknown(before, after)


def task_causes(old: SavedTask, new: SavedTask, before: SavedCheck, after: SavedCheck) -> tuple[Why, ...]:
    """The same of a task."""
    found = []
    if old.status != new.status:
        came = bool(new.sources) and not old.sources
        moved = (TASK_WORDS[TaskState(each)] if each in set(TaskState) else each for each in (old.status, new.status))
        words = "交来了表" if came else "报来的状态由{}改为{}".format(*moved)
        found.append(Why(Cause.FORM if came else Cause.FIGURE, f"{words}{_places(old.sources, new.sources)}"))
    if old.due != new.due:
        found.append(Why(Cause.TARGET, f"完成时限由{old.due}改为{new.due}"))
    found += [*_decisions(old.id, new.id, before, after), *_graded(old.graded, new.graded)]
    if old.overdue != new.overdue and before.as_of != after.as_of:
        found.append(Why(Cause.DATE, f"判定日由{before.as_of}到{after.as_of}"))
    return tuple(found) or _unknown(before, after)


def _figure(old: SavedVerdict, new: SavedVerdict) -> Iterable[Why]:
    """The figure itself: come in, changed, of a later period, gone."""
    cells = _places(old.sources, new.sources)
    before, after = (_number(each.value, each.unit) for each in (old, new))
    if old.value is None and new.value is None:
        if old.status != new.status and {(each.file, each.sha256) for each in old.sources} != {
            (each.file, each.sha256) for each in new.sources
        }:
            words = "交来的表变了" if old.sources else "交来了表，没有可以用的数"
            yield Why(Cause.FORM, f"{words}{cells}")
    elif old.value is None:
        yield Why(Cause.FORM, f"报来了数：{after}{cells}")
    elif new.value is None:
        yield Why(Cause.FIGURE, f"原来的数{before}不再采用{cells}")
    elif old.period != new.period:
        yield Why(Cause.FORM, f"有了{new.period}的数：{after}（原来是{old.period}的{before}）{cells}")
    elif old.value != new.value:
        yield Why(Cause.FIGURE, f"数由{before}改为{after}{cells}")
    elif old.provisional != new.provisional:
        yield Why(Cause.FIGURE, f"数没有变，{'变成暂定的' if new.provisional else '不再是暂定的'}{cells}")


def _verified(old: SavedVerdict, new: SavedVerdict) -> Iterable[Why]:
    """What the data department verified in between, or takes back."""
    yield from (Why(Cause.FIGURE, each) for each in new.verified if each not in old.verified)
    yield from (Why(Cause.FIGURE, f"不再有：{each}") for each in old.verified if each not in new.verified)


def _target(old: SavedTarget | None, new: SavedTarget | None) -> Iterable[Why]:
    if old == new:
        return
    words = [_demand(each) for each in (old, new)]
    by = f"（{new.revised}）" if new and new.revised and (old is None or old.revised != new.revised) else ""
    yield Why(Cause.TARGET, f"目标由{words[0]}改为{words[1]}{by}")


def _demand(target: SavedTarget | None) -> str:
    if target is None:
        return "没有目标"
    low, high = (None if each is None else plain_text(each) for each in (target.value, target.high))
    shown = "" if low is None or low in target.text else f"（{low}{f'—{high}' if high else ''}）"
    return f"“{target.text}”{shown}"


def _decisions(old_id: str, new_id: str, before: SavedCheck, after: SavedCheck) -> Iterable[Why]:
    """Decisions on this item that only one of the results knows; their own words say who, when and why."""
    known = [_decided(each, item) for each, item in ((before, old_id), (after, new_id))]
    told = [{_what(each) for each in side} for side in known]
    yield from (Why(Cause.DECISION, each.message.rstrip("。")) for each in known[1] if _what(each) not in told[0])
    yield from (
        Why(Cause.DECISION, f"不再有这个决定：{each.message.rstrip('。')}")
        for each in known[0]
        if _what(each) not in told[1]
    )


def _decided(result: SavedCheck, item: str) -> list[SavedProblem]:
    return [each for each in result.problems if each.code in _DECIDED and each.indicator == item]


def _what(problem: SavedProblem) -> tuple[str, str]:
    return problem.code, problem.message.partition("依据：")[0]


def _graded(before: str, after: str) -> Iterable[Why]:
    if before != after:
        yield Why(Cause.DECISION, "有了人工评定" if not before else "评定撤销了" if not after else "评定改了")


def _settings(old: SavedVerdict, new: SavedVerdict) -> Iterable[Why]:
    """Words of the plan that a verdict rests on besides its target; the milestone goes with the year."""
    changed = [caption for key, caption in _SETTINGS.items() if old.settings.get(key) != new.settings.get(key)]
    if changed:
        yield Why(Cause.PLAN, f"计划里的{'、'.join(changed)}变了")


def _date(old: SavedVerdict, new: SavedVerdict, before: SavedCheck, after: SavedCheck) -> Iterable[Why]:
    """The pace moved on with the date, or the period is over."""
    if before.as_of == after.as_of or (None in {old.value, new.value} and old.sources != new.sources):
        return
    moved = f"判定日由{before.as_of}到{after.as_of}"
    if old.expected is None or new.expected is None:
        yield Why(Cause.DATE, moved)
    elif old.expected != new.expected:
        yield Why(Cause.DATE, f"{moved}，应达由{_number(old.expected, old.unit)}到{_number(new.expected, new.unit)}")


def _rules(before: SavedCheck, after: SavedCheck) -> Iterable[Why]:
    if before.rules != after.rules:
        yield Why(Cause.RULES, "判定规则变了，见“规则”")


def _unknown(before: SavedCheck, after: SavedCheck) -> tuple[Why, ...]:
    if before.fingerprint != after.fingerprint:
        return (Why(Cause.PLAN, "计划别处改了，用 sctarget diff 比较两份计划可以看到"),)
    return (Why(Cause.UNKNOWN, "数、目标、决定、日期、规则都没有变，保存的结果里看不出原因；可能是程序版本不同"),)


def _number(value: Decimal | None, unit: str) -> str:
    """A figure with its unit; long fractions are cut, as the exact ones stand in the results."""
    if value is None:
        return ""
    text = plain_text(value)
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction[:_FEW]}…{unit}" if len(fraction) > 2 * _FEW else f"{text}{unit}"


def _places(old: tuple[Source, ...], new: tuple[Source, ...]) -> str:
    """Both cells, once where they are one, e.g. ``（a.xlsx [填报表!H7] → b.xlsx [填报表!H7]）``."""
    texts = [
        "、".join(map(place, side[:_FEW])) + (f"等{len(side)}处" if len(side) > _FEW else "") for side in (old, new)
    ]
    shown = " → ".join(dict.fromkeys(filter(None, texts)))
    return f"（{shown}）" if shown else ""
