"""A plan that people worked on against the draft of a revised document: what was added, changed, dropped, what stays.

Nothing that stands in the plan is rewritten.  A change is told in ``review`` of the entry, an entry that the document
no longer has stays, a new one is added (docs/extract.md).
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.plan import Indicator
from sctarget.report.doubts import TO_REVIEW
from sctarget.report.draft_target import figures_differ
from sctarget.report.pairing import pair_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.model.plan import Plan, Task
    from sctarget.model.plan_sheets import Row
    from sctarget.report.draft import Draft, Entry

_ADDED = "新增"
_MARKS = re.compile(r"；?(?:原文由“[^“”]*”改为“[^“”]*”（.*?）|新文件“[^“”]*”中没有找到这一条)(?=；|$)")
_INNER_QUOTES = str.maketrans("“”；", "‘’，")


class ChangeKind(StrEnum):
    """What a revised document means for one entry."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    SAME = "same"
    OWN = "own"
    """Made by hand: it quotes no document."""


class Change(NamedTuple):
    """One entry of the plan (``number`` within its section), of the document, or of both.

    ``before`` and ``after`` are the words of what differs, e.g. 达到3家以上.  ``review`` is what the entry's key must
    say, None for no such key.  ``leads`` are who leads by the plan and by the document where the two differ: people
    settle that, no mark is made.
    """

    kind: ChangeKind
    section: str
    number: int | None
    old: Indicator | Task | None
    new: Entry | None
    before: str = ""
    after: str = ""
    review: str | None = None
    leads: tuple[str, str] | None = None

    @property
    def label(self) -> str:
        """The entry's name, as the plan has it where it is there."""
        if self.old is not None:
            return self.old.label if isinstance(self.old, Indicator) else self.old.name
        row: Row = self.new.row if self.new is not None else {}
        return f"{row.get('name')}（{row['scope']}）" if "scope" in row else str(row.get("name"))


class Revision(NamedTuple):
    """All changes, those that need a person first, and the new entries with the number of the one they follow."""

    changes: tuple[Change, ...]
    additions: tuple[tuple[str, Row, int | None], ...]

    def count(self, kind: ChangeKind) -> int:
        """How many entries a revised document concerns in this way."""
        return sum(change.kind is kind for change in self.changes)


def revise(plan: Plan, draft: Draft, document: str) -> Revision:
    """What a revised document changes in a plan; ``document`` is its name for the marks."""
    changes: list[Change] = []
    additions: list[tuple[str, Row, int | None]] = []
    names = _Names(plan)
    sections: dict[str, Sequence[Indicator | Task]] = {"indicators": plan.indicators, "tasks": plan.tasks}
    for section, olds in sections.items():
        news = [entry for entry in draft.entries if entry.section == section]
        pairs = pair_entries(olds, news)
        taken = {pair.new: old for old, pair in pairs.items()}
        behind: int | None = None
        for number, new in enumerate(news):
            if number in taken:
                behind = taken[number]
                continue
            row = names.free(new.row)
            doubts = str(row.get("review", "")).removeprefix(TO_REVIEW)
            marked = {**row, "review": TO_REVIEW + "；".join(filter(None, (_ADDED, doubts)))}
            changes.append(Change(ChangeKind.ADDED, section, None, None, new._replace(row=marked)))
            additions.append((section, marked, behind))
        for number, old in enumerate(olds):
            pair = pairs.get(number)
            differing = None if pair is None else _differing(old, news[pair.new], loose=pair.loose)
            entry = None if pair is None else news[pair.new]
            change = _compared(section, number, old, entry, differing, document)
            changes.append(change._replace(leads=names.other_leads(old, entry)))
    order = list(ChangeKind)
    return Revision(tuple(sorted(changes, key=lambda change: order.index(change.kind))), tuple(additions))


def _differing(old: Indicator | Task, new: Entry, *, loose: bool) -> tuple[str, str] | None:
    """The words that differ, before and after; None where the document says the same."""
    if loose:
        return old.quote or old.name, str(new.row.get("quote", new.row["name"]))
    return figures_differ(old, new.row) if isinstance(old, Indicator) else None


def _compared(
    section: str,
    number: int,
    old: Indicator | Task,
    new: Entry | None,
    differing: tuple[str, str] | None,
    document: str,
) -> Change:
    if new is None and not old.quote:
        return Change(ChangeKind.OWN, section, number, old, None, review=old.review)
    if new is None:
        mark = f"新文件“{_plain_quotes(document)}”中没有找到这一条"
        return Change(ChangeKind.DROPPED, section, number, old, None, review=_with_mark(old.review, mark))
    if differing is None:
        return Change(ChangeKind.SAME, section, number, old, new, review=_with_mark(old.review, ""))
    before, after = differing
    mark = f"原文由“{_plain_quotes(before)}”改为“{_plain_quotes(after)}”（{_place(new)}）"
    return Change(ChangeKind.CHANGED, section, number, old, new, before, after, _with_mark(old.review, mark))


def _place(new: Entry) -> str:
    at = new.row["at"]
    return str(at[0] if isinstance(at, list) else at)


def _plain_quotes(words: str) -> str:
    """Words that stand between “ and ”, which then mark their ends."""
    return words.translate(_INNER_QUOTES)


def _with_mark(review: str | None, mark: str) -> str | None:
    """A review with this mark in place of what earlier comparisons said; people's own words stay as they are."""
    told = review or ""
    rest = _MARKS.sub("", told)
    if rest == told and (not mark or mark in told):
        return review
    kept = [part for part in (rest.removeprefix(TO_REVIEW).strip("；"), mark) if part]
    if not kept:
        return None
    own = bool(rest) and not rest.startswith(TO_REVIEW)
    return ("" if own else TO_REVIEW) + "；".join(kept)


class _Names:
    """Ids and names that are taken, so that a new entry gets others."""

    def __init__(self, plan: Plan) -> None:
        self._ids = {item.id for item in plan.indicators} | {item.id for item in plan.tasks}
        self._labels = {(item.name, item.scope) for item in plan.indicators}
        self._labels |= {(alias, None) for item in plan.indicators for alias in item.aliases}
        self._numbers: Counter[str] = Counter()
        self._groups: Sequence[str] = plan.groups
        self._bodies = {alias: each.name for each in plan.departments for alias in each.aliases}

    def free(self, row: Row) -> Row:
        """The row with an id and a name with scope that the plan does not have yet, in a group that it knows."""
        stem = str(row["id"]).rstrip("0123456789").rstrip("_")
        found = str(row["id"])
        while found in self._ids:
            self._numbers[stem] += 1
            found = f"{stem}_{self._numbers[stem] + 1}"
        self._ids.add(found)
        made = {**row, "id": found}
        if "due" not in row:
            name, scope = str(row["name"]), str(row["scope"]) if "scope" in row else None
            if (name, scope) in self._labels:
                scope = "，".join(filter(None, (scope, str(row.get("group", "")), found)))
                made["scope"] = scope
            self._labels.add((name, scope))
        if self._groups and made.get("group") not in self._groups:
            made.pop("group", None)
        return made

    def other_leads(self, old: Indicator | Task, new: Entry | None) -> tuple[str, str] | None:
        """Who leads by the plan and by the document, where these are not the same bodies under any of their names."""
        if new is None or "lead" not in new.row:
            return None
        written = new.row["lead"]
        named = [str(each) for each in written] if isinstance(written, list) else [str(written)]
        known = {_short(each) for each in old.lead}
        meant = [_short(self._bodies.get(each, each)) for each in named]
        if all(any(one.endswith(other) or other.endswith(one) for one in known) for other in meant):
            return None
        return "、".join(old.lead), "、".join(named)


def _short(body: str) -> str:
    return body.replace("科学技术", "科技")
