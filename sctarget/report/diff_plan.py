"""Two plans → what differs, key by key, in the words that the plan file has (docs/diff.md §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.plan_cells import plain_words
from sctarget.model.plan_sheets import CAPTIONS, WORDS
from sctarget.report.differences import ChangeKind, Compared, Comparison, Difference, Side, shift
from sctarget.report.draft_target import same_target
from sctarget.report.pairing import Named, pair_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.plan_sheets import Row, Sections, Value
    from sctarget.report.differences import Shift

_SECTIONS = {"departments": "department", "indicators": "indicator", "tasks": "task"}
_SHOWN = ("target", "due", "baseline", "lead", "weight")
"""What is said of an entry that only one of the plans has."""

SAME_DEMAND = "写法不同，要求相同"


class PlanSide(NamedTuple):
    """A plan as it was judged and as its file says it."""

    file: str
    plan: Plan
    sections: Sections

    @property
    def side(self) -> Side:
        """How the plan is called."""
        return Side(self.file, self.plan.title, fingerprint=self.plan.fingerprint)


def compare_plans(old: PlanSide, new: PlanSide) -> Comparison:
    """All that two plans say differently; entries are matched by id, then by name."""
    found = [*_plan_keys(old, new)]
    notes = []
    for section in _SECTIONS:
        differences, renumbered = _entries(section, old, new)
        found += differences
        if renumbered:
            notes.append(f"编号变了、按名称对上的：{'、'.join(renumbered)}。")
    if not found and old.plan.fingerprint != new.plan.fingerprint:
        notes.append("内容相同，只是次序或写法不同。")
    return Comparison(Compared.PLAN, old.side, new.side, tuple(found), tuple(notes))


def _plan_keys(old: PlanSide, new: PlanSide) -> Iterable[Difference]:
    before, after = (each.sections["plan"][0] if each.sections["plan"] else {} for each in (old, new))
    shifts = tuple(_shifts("plan", before, after))
    if shifts:
        yield Difference(ChangeKind.CHANGED, "plan", new.plan.id, "计划", shifts)


def _entries(section: str, old: PlanSide, new: PlanSide) -> tuple[list[Difference], list[str]]:
    """What differs in one list of both plans, and the names of those that were matched in spite of another id."""
    olds, news = old.sections.get(section, []), new.sections.get(section, [])
    pairs = pair_named([_named(row) for row in olds], [_named(row) for row in news])
    by_new = {each: before for before, each in pairs.items()}
    found, renumbered = [], []
    for number, row in enumerate(news):
        before = by_new.get(number)
        if before is None:
            found.append(_alone(ChangeKind.ADDED, section, row))
            continue
        shifts = tuple(_shifts(section, olds[before], row, _indicators(section, olds[before], row, old, new)))
        old_id, new_id = (_text("id", each.get("id", "")) for each in (olds[before], row))
        if old_id != new_id:
            renumbered.append(f"{_label(row)}（{old_id} → {new_id}）")
        if shifts:
            moved = old_id if old_id != new_id else None
            found.append(Difference(ChangeKind.CHANGED, _SECTIONS[section], new_id, _label(row), shifts, old_id=moved))
    dropped = [_alone(ChangeKind.DROPPED, section, row) for number, row in enumerate(olds) if number not in pairs]
    return [*found, *dropped], renumbered


def _named(row: Row) -> Named:
    """What an entry goes by; a bare name says nothing where a scope tells namesakes apart."""
    aliases = row.get("aliases", [])
    more = [_text("name", each) for each in (aliases if isinstance(aliases, list) else [aliases])]
    return Named(_text("id", row.get("id", row.get("name", ""))), (_label(row), *more))


def _label(row: Row) -> str:
    name, scope = _text("name", row.get("name", "")), _text("scope", row.get("scope", ""))
    return f"{name}（{scope}）" if scope else name


def _alone(kind: ChangeKind, section: str, row: Row) -> Difference:
    """An entry that only one of the plans has, with what it demands."""
    told = ((key, _text(key, row[key])) for key in _SHOWN if key in row)
    added = kind is ChangeKind.ADDED
    shifts = tuple(
        shift(key, CAPTIONS[section][key], "" if added else words, words if added else "") for key, words in told
    )
    return Difference(kind, _SECTIONS[section], _text("id", row.get("id", "")), _label(row), shifts)


def _shifts(section: str, old: Row, new: Row, judged: tuple[Indicator, Indicator] | None = None) -> Iterable[Shift]:
    """Key by key what two rows say differently, in the order of the manual."""
    for key, caption in CAPTIONS[section].items():
        if old.get(key) == new.get(key):
            continue
        before, after = (_text(key, row[key]) if key in row else "" for row in (old, new))
        note = SAME_DEMAND if key == "target" and judged and _same_demand(*judged) else ""
        yield shift(key, caption, before, after, note)


def _indicators(section: str, old: Row, new: Row, one: PlanSide, other: PlanSide) -> tuple[Indicator, Indicator] | None:
    if section != "indicators":
        return None
    before = next((each for each in one.plan.indicators if each.id == old.get("id")), None)
    after = next((each for each in other.plan.indicators if each.id == new.get("id")), None)
    return (before, after) if before and after else None


def _same_demand(old: Indicator, new: Indicator) -> bool:
    """Whether two targets in different words demand the same, e.g. 0.18亿元以上 and 1800万元以上."""
    return old.target is not None and new.target is not None and same_target(old.target, new.target, old)


def _text(key: str, value: Value) -> str:
    """A value as a clerk reads it, e.g. ``1.27%（2020年）`` for a baseline."""
    if isinstance(value, str):
        return WORDS.get(key, {}).get(value, value)
    if isinstance(value, list):
        return (
            "；".join(_text(key, each) for each in value)
            if key == "revised"
            else "、".join(_text(key, each) for each in value)
        )
    if (words := plain_words(key, value)) is not None:
        return words
    return "，".join(f"{name}：{_text(name, each)}" for name, each in value.items())
