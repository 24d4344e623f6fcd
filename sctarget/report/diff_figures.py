"""Two collected sets → what changed after it was sent: figure by figure, with both cells (docs/diff.md §3)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sctarget.model.actual import DataState
from sctarget.model.errors import SctargetError
from sctarget.report.differences import ChangeKind, Compared, Comparison, Difference, Shift, Side, shift
from sctarget.report.pairing import Named, pair_named
from sctarget.report.saved_rows import RETURNS, STATES, TASKS, USABLE_CODE, USES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sctarget.model.saved import SavedFigure, SavedSet

_TEXTS = {"reason": "未达原因", "measures": "改进措施", "data_source": "数据来源", "remark": "备注"}
TEXT_KEYS = frozenset(_TEXTS)
"""What differs without touching a figure or a state."""


class NoCommonPeriodError(SctargetError):
    """Two collected sets that are not of the same period."""

    def __init__(self, old: SavedSet, new: SavedSet) -> None:
        before, after = ("、".join(each.periods) or "没有数据" for each in (old, new))
        super().__init__(
            f"两次收表没有相同的报告期（{before}；{after}），逐项比较没有意义。各期之间的变化请用 sctarget trend。"
        )


def compare_sets(
    old: SavedSet, new: SavedSet, files: tuple[str, str], names: Mapping[str, str] | None = None
) -> Comparison:
    """All figures and task states that differ, by period and department; ``names`` are those of the plan by id.

    Raises NoCommonPeriodError.
    """
    if not set(old.periods) & set(new.periods):
        raise NoCommonPeriodError(old, new)
    whole = old.whole and new.whole
    sides = [Side(file, each.title, periods=each.periods) for file, each in zip(files, (old, new), strict=True)]
    notes = [] if whole else ["汇总的 JSON 只列能用的数，所以只比能用的数；任务没有比。"]
    labels = {**(names or {}), **{each.item: each.label for side in (old, new) for each in side.figures if each.label}}
    items, renumbered = _paired_items(old, new)
    if renumbered:
        notes.append(f"编号变了、按名称对上的：{'、'.join(renumbered)}。")
    periods = frozenset(
        old.periods if not old.whole else new.periods if not new.whole else (*old.periods, *new.periods)
    )
    before, after = (_by_key(_kept(side, periods, whole=whole), items) for side in (old, new))
    found = [*_returns(old, new, periods)]
    for key in dict.fromkeys((*after, *before)):
        difference = _compared(before.get(key), after.get(key), labels)
        if difference is not None:
            found.append(difference)
    return Comparison(Compared.COLLECT, sides[0], sides[1], tuple(found), tuple(notes))


def _paired_items(old: SavedSet, new: SavedSet) -> tuple[dict[str, str], list[str]]:
    """Old id → the id that the new set has for it, where these differ, and how to say so."""
    olds, news = (_items(side) for side in (old, new))
    pairs = pair_named(olds, news)
    moved = {olds[one].id: news[other].id for one, other in pairs.items() if olds[one].id != news[other].id}
    by_id = {each.id: each.names[0] for each in news}
    return moved, [f"{by_id[after]}（{before} → {after}）" for before, after in moved.items()]


def _items(side: SavedSet) -> list[Named]:
    return [Named(each, (label or each,)) for each, label in {one.item: one.label for one in side.figures}.items()]


def _kept(side: SavedSet, periods: frozenset[str], *, whole: bool) -> Iterable[SavedFigure]:
    """What is compared: of a set beside one that only knows usable figures, only those."""
    return (each for each in side.figures if each.period in periods and (whole or _usable_figure(each)))


def _usable_figure(each: SavedFigure) -> bool:
    return each.use == USABLE_CODE and _number(each.value) is not None


def _by_key(figures: Iterable[SavedFigure], items: Mapping[str, str]) -> dict[tuple[str, str, str, int], SavedFigure]:
    """Period, department, item, and which of several forms that contradict each other → the figure."""
    found: dict[tuple[str, str, str, int], SavedFigure] = {}
    for each in figures:
        key, number = (each.period, each.department, items.get(each.item, each.item)), 0
        while (*key, number) in found:
            number += 1
        found[(*key, number)] = each
    return found


def _returns(old: SavedSet, new: SavedSet, periods: frozenset[str]) -> Iterable[Difference]:
    """Who sent a form in between, or took one back."""
    for key in dict.fromkeys((*new.departments, *old.departments)):
        before, after = old.departments.get(key, ""), new.departments.get(key, "")
        if key[0] in periods and before and after and before != after:
            shown = Shift("status", "报送情况", RETURNS.get(before, before), RETURNS.get(after, after), before, after)
            yield Difference(ChangeKind.CHANGED, "department", key[1], key[1], (shown,), period=key[0])


def _compared(old: SavedFigure | None, new: SavedFigure | None, labels: Mapping[str, str]) -> Difference | None:
    there = new or old
    if there is None:
        return None
    shifts = tuple(_shifts(old, new))
    said = [each is not None and (each.value or each.held) for each in (old, new)]
    if not shifts or not any((*said, old and new)):
        return None
    kind = ChangeKind.CHANGED if all(said) else ChangeKind.ADDED if said[1] else ChangeKind.DROPPED
    moved = old.item if old and new and old.item != new.item else None
    return Difference(
        ChangeKind.CHANGED if not any(said) else kind,
        "indicator" if _is_figure(old, new) else "task",
        there.item,
        labels.get(there.item, there.item),
        shifts,
        old_id=moved,
        department=there.department,
        period=there.period,
        old_sources=(old.source,) if old and old.source else (),
        new_sources=(new.source,) if new and new.source else (),
    )


def _is_figure(*sides: SavedFigure | None) -> bool:
    known = [each for each in sides if each]
    return any(each.unit or each.held or _number(each.value) is not None for each in known)


def _shifts(old: SavedFigure | None, new: SavedFigure | None) -> Iterable[Shift]:
    """What differs in a cell and its row; where one side has no figure, only that."""
    before, after = _value(old), _value(new)
    if before != after:
        yield Shift("value", "数" if _is_figure(old, new) else "状态", _shown(old), _shown(new), before, after)
    kept = [each.held if each else "" for each in (old, new)]
    held = kept[0] != kept[1] and not (before or after)
    if held:
        yield Shift("held", "待核实数", _shown(old), _shown(new), kept[0], kept[1])
    if old is None or new is None:
        return
    if old.item != new.item:
        yield shift("id", "编号", old.item, new.item)
    if before and after:
        yield from _typed_shifts(old, new, same=before == after)
    if old.use != new.use and not held and before == after:
        yield Shift("use", "采用情况", USES.get(old.use, old.use), USES.get(new.use, new.use), old.use, new.use)
    if bool(before) == bool(after):
        for key, caption in _TEXTS.items():
            if key in old.texts and key in new.texts and old.texts[key].strip() != new.texts[key].strip():
                yield shift(key, caption, old.texts[key].strip(), new.texts[key].strip())


def _typed_shifts(old: SavedFigure, new: SavedFigure, *, same: bool) -> Iterable[Shift]:
    """The state of a figure, and what was typed where that reads as the same figure."""
    if old.state != new.state:
        before, after = (STATES.get(each.state or DataState.FINAL, each.state) for each in (old, new))
        yield Shift("state", "数据状态", before, after, old.state, new.state)
    typed = [(each.source.raw if each.source else None) or "" for each in (old, new)]
    if same and typed[0] != typed[1]:
        yield shift("raw", "原填", typed[0], typed[1])


def _value(each: SavedFigure | None) -> str:
    """The figure in plain notation, so that 12 and 12.0 are one; the state of a task as it is."""
    if each is None or not each.value:
        return ""
    number = _number(each.value)
    if number is None:
        return each.value
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _shown(each: SavedFigure | None) -> str:
    """The figure with its unit; why there is none."""
    if each is None:
        return ""
    if each.value:
        return TASKS.get(each.value, f"{each.value}{each.unit}")
    use = USES.get(each.use, each.use)
    return f"{each.held}{each.unit}（{use}）" if each.held else use


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
