"""Two saved check results → verdicts that moved and why, and what changed without moving one (docs/diff.md §4)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from sctarget.evaluate.result import LIGHTS, Light, Status
from sctarget.evaluate.rounding import plain_text, shown_percent
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import DEFAULT_RULES, Rounding
from sctarget.model.saved import SavedTask, SavedVerdict
from sctarget.report.diff_causes import causes, task_causes
from sctarget.report.differences import ChangeKind, Compared, Comparison, Difference, Move, Shift, Side, shift
from sctarget.report.figures import trimmed
from sctarget.report.pairing import Named, pair_named
from sctarget.report.words import STATE_WORDS, TASK_WORDS, said_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.model.plan import Rules
    from sctarget.model.saved import SavedCheck

T = TypeVar("T", SavedVerdict, SavedTask)

_RANKS = {Light.RED: 1, Light.YELLOW: 2, Light.GREEN: 3}
_TASK_ORDER = (TaskState.TERMINATED, TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.DONE)
_SHARES = frozenset({"nearly", "behind", "far_behind", "tolerance"})
_RULES = {
    "nearly": "基本完成线",
    "behind": "滞后线",
    "far_behind": "严重滞后线",
    "rounding": "修约",
    "inverse": "上限类完成率公式",
    "tolerance": "左右的幅度",
    "scoring": "计分规则",
    "back_loaded": "后期集中的进度",
}


def compare_checks(old: SavedCheck, new: SavedCheck, files: tuple[str, str]) -> Comparison:
    """All that two check results say differently; indicators and tasks are matched by id, then by name."""
    found: list[Difference] = [*_rules(old, new)]
    renumbered: list[str] = []
    shown = _display(new)
    pairs, lone = _matched(old.verdicts, new.verdicts, renumbered)
    found += [each for one, other in pairs if (each := _verdict(one, other, old, new, shown))]
    found += [_lone(kind, "indicator", each, _status_words(each)) for kind, each in lone]
    tasks, lone_tasks = _matched(old.tasks, new.tasks, renumbered)
    found += [each for one, other in tasks if (each := _task(one, other, old, new))]
    found += [_lone(kind, "task", each, _task_words(each)) for kind, each in lone_tasks]
    found += [*_scores(old, new)]
    sides = [
        Side(file, each.title, as_of=each.as_of, fingerprint=each.fingerprint)
        for file, each in zip(files, (old, new), strict=True)
    ]
    notes = [f"编号变了、按名称对上的：{'、'.join(renumbered)}。"] if renumbered else []
    if old.plan != new.plan:
        notes.insert(0, f"两份结果不是同一个计划（{old.plan}、{new.plan}），按编号和名称对上来比。")
    return Comparison(Compared.CHECK, sides[0], sides[1], tuple(found), (*notes, *_problem_notes(old, new)))


def _matched(
    olds: tuple[T, ...], news: tuple[T, ...], renumbered: list[str]
) -> tuple[list[tuple[T, T]], list[tuple[ChangeKind, T]]]:
    """Entries that are one, in the order of the new result, and those that stand on one side only."""
    found = pair_named(*([Named(each.id, (each.label,)) for each in side] for side in (olds, news)))
    by_new = {new: olds[old] for old, new in found.items()}
    renumbered += [
        f"{each.label}（{by_new[number].id} → {each.id}）"
        for number, each in enumerate(news)
        if number in by_new and by_new[number].id != each.id
    ]
    pairs = [(by_new[number], each) for number, each in enumerate(news) if number in by_new]
    added = [(ChangeKind.ADDED, each) for number, each in enumerate(news) if number not in by_new]
    dropped = [(ChangeKind.DROPPED, each) for number, each in enumerate(olds) if number not in found]
    return pairs, added + dropped


def _rules(old: SavedCheck, new: SavedCheck) -> Iterable[Difference]:
    for key in dict.fromkeys((*old.rules, *new.rules)):
        before, after = old.rules.get(key, ""), new.rules.get(key, "")
        if before != after:
            caption = _RULES.get(key, key)
            changed = Shift(key, caption, _rule_words(key, before), _rule_words(key, after), before, after)
            yield Difference(ChangeKind.CHANGED, "rule", key, _RULES.get(key, key), (changed,))


def _rule_words(key: str, value: str) -> str:
    """A threshold as people say it, e.g. 90%."""
    return f"{trimmed(plain_text(Decimal(value) * 100))}%" if key in _SHARES and value else value


def _display(result: SavedCheck) -> Rules:
    """How percentages are rounded in a result."""
    known = {each.value: each for each in Rounding}
    return DEFAULT_RULES._replace(rounding=known.get(result.rules.get("rounding", ""), DEFAULT_RULES.rounding))


def _verdict(
    old: SavedVerdict, new: SavedVerdict, before: SavedCheck, after: SavedCheck, rules: Rules
) -> Difference | None:
    """One indicator: whatever of status, figure, target, rate and score differs, and why the status moved."""
    shifts = [*_verdict_shifts(old, new, rules)]
    moved = old.status != new.status or old.provisional != new.provisional
    if not shifts:
        return None
    why = causes(old, new, before, after) if moved or old.completion != new.completion else ()
    return Difference(
        ChangeKind.CHANGED,
        "indicator",
        new.id,
        new.label,
        tuple(shifts),
        why,
        _move(_light(old.status), _light(new.status)) if old.status != new.status else None,
        old.id if old.id != new.id else None,
        "、".join(new.lead),
        old_sources=old.sources,
        new_sources=new.sources,
    )


def _verdict_shifts(old: SavedVerdict, new: SavedVerdict, rules: Rules) -> Iterable[Shift]:
    if (old.status, old.provisional) != (new.status, new.provisional):
        yield Shift("status", "状态", _status_words(old), _status_words(new), old.status, new.status)
    yield from _figure_shifts(old, new)
    if old.target != new.target:
        yield Shift("target", "目标", _target_words(old), _target_words(new), _target_value(old), _target_value(new))
    for key, caption in (("completion", "完成率"), ("progress", "增量完成率")):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Shift(key, caption, _percent(before, rules), _percent(after, rules), _text(before), _text(after))
    yield from _plain_shifts(old, new, {"id": "编号", "score": "得分", "weight": "权重", "label": "名称"})


def _figure_shifts(old: SavedVerdict, new: SavedVerdict) -> Iterable[Shift]:
    if (old.value, old.unit) != (new.value, new.unit):
        yield Shift("actual", "实际", _figure(old), _figure(new), _text(old.value), _text(new.value))
    if old.value is None or new.value is None:
        return
    if old.period != new.period:
        yield shift("period", "数据期", old.period, new.period)
    if old.state != new.state:
        yield Shift("state", "数据状态", _state(old.state), _state(new.state), old.state, new.state)


def _plain_shifts(
    old: SavedVerdict | SavedTask, new: SavedVerdict | SavedTask, keys: dict[str, str]
) -> Iterable[Shift]:
    for key, caption in keys.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield shift("name" if key == "label" else key, caption, before, after)
    if old.lead != new.lead:
        yield shift("lead", "牵头单位", "、".join(old.lead), "、".join(new.lead))


def _target_words(each: SavedVerdict) -> str:
    return each.target.text if each.target else "没有目标"


def _target_value(each: SavedVerdict) -> str:
    return _text(each.target.value if each.target else None)


def _task(old: SavedTask, new: SavedTask, before: SavedCheck, after: SavedCheck) -> Difference | None:
    shifts = [*_task_shifts(old, new)]
    if not shifts:
        return None
    moved = (old.status, old.overdue) != (new.status, new.overdue)
    return Difference(
        ChangeKind.CHANGED,
        "task",
        new.id,
        new.label,
        tuple(shifts),
        task_causes(old, new, before, after) if moved else (),
        _task_move(old, new) if moved else None,
        old.id if old.id != new.id else None,
        "、".join(new.lead),
        old_sources=old.sources,
        new_sources=new.sources,
    )


def _task_shifts(old: SavedTask, new: SavedTask) -> Iterable[Shift]:
    if (old.status, old.overdue) != (new.status, new.overdue):
        yield Shift("status", "状态", _task_words(old), _task_words(new), old.status, new.status)
    yield from _plain_shifts(
        old, new, {"id": "编号", "due": "完成时限", "score": "得分", "weight": "权重", "label": "名称"}
    )


def _lone(kind: ChangeKind, section: str, each: SavedVerdict | SavedTask, words: str) -> Difference:
    sides = (words, "") if kind is ChangeKind.DROPPED else ("", words)
    codes = (each.status, "") if kind is ChangeKind.DROPPED else ("", each.status)
    found = (each.sources, ()) if kind is ChangeKind.DROPPED else ((), each.sources)
    return Difference(
        kind,
        section,
        each.id,
        each.label,
        (Shift("status", "状态", *sides, *codes),),
        department="、".join(each.lead),
        old_sources=found[0],
        new_sources=found[1],
    )


def _scores(old: SavedCheck, new: SavedCheck) -> Iterable[Difference]:
    """The score of the whole and of the departments."""
    if old.score != new.score:
        yield Difference(
            ChangeKind.CHANGED, "score", "total", "总得分", (shift("score", "得分", old.score, new.score),)
        )
    before = {each.department: each for each in old.departments}
    for each in new.departments:
        was = before.get(each.department)
        shifts = [
            shift(key, caption, getattr(was, key), getattr(each, key))
            for key, caption in (("score", "得分"), ("rank", "名次"))
            if was is not None and getattr(was, key) != getattr(each, key)
        ]
        if shifts:
            yield Difference(
                ChangeKind.CHANGED, "score", each.department, each.department, tuple(shifts), department=each.department
            )


def _problem_notes(old: SavedCheck, new: SavedCheck) -> Iterable[str]:
    """How many things somebody must be asked about came up, and how many are settled."""
    calls = [
        {
            (each.code, each.indicator, each.department, each.message)
            for each in side.problems
            if each.severity in _CALLS
        }
        for side in (old, new)
    ]
    came, gone = len(calls[1] - calls[0]), len(calls[0] - calls[1])
    if came or gone:
        yield f"需核实的：新出现{came}条，已了结{gone}条。"


_CALLS = frozenset({"rejected", "quarantined", "warning"})


def _light(status: str) -> Light:
    return LIGHTS[Status(status)] if status in set(Status) else Light.GREY


def _task_move(old: SavedTask, new: SavedTask) -> Move:
    """Overdue counts first, then how far it is; neither way where nothing was reported."""
    if old.overdue != new.overdue:
        return Move.WORSE if new.overdue else Move.BETTER
    if old.status not in _TASK_ORDER or new.status not in _TASK_ORDER:
        return Move.OTHER
    return Move.BETTER if _TASK_ORDER.index(new.status) > _TASK_ORDER.index(old.status) else Move.WORSE


def _move(before: Light, after: Light) -> Move:
    ranks = _RANKS.get(before), _RANKS.get(after)
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return Move.OTHER
    return Move.BETTER if ranks[1] > ranks[0] else Move.WORSE


def _status_words(each: SavedVerdict) -> str:
    if each.status not in set(Status):
        return each.status
    return said_status(Status(each.status), provisional=each.provisional and each.value is not None)


def _task_words(each: SavedTask) -> str:
    word = TASK_WORDS[TaskState(each.status)] if each.status in set(TaskState) else each.status
    return f"{word}（逾期）" if each.overdue else word


def _state(code: str) -> str:
    return STATE_WORDS[DataState(code)] if code in set(DataState) else "未说明"


def _figure(each: SavedVerdict) -> str:
    return "" if each.value is None else f"{plain_text(each.value)}{each.unit}"


def _percent(rate: Decimal | None, rules: Rules) -> str:
    return "" if rate is None else shown_percent(rate, (Decimal(1), rules.nearly), rules)


def _text(value: Decimal | None) -> str:
    return "" if value is None else trimmed(plain_text(value))
