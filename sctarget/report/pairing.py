"""Which entry of a plan is which of a document's draft: by name, by words, by standard indicator, by place."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from sctarget.model.plan import Indicator, Task
    from sctarget.report.draft import Entry

_FIGURES = re.compile("[0-9０-９.．,，%％*]+|以上|以内|左右|达到|不少于|力争")
_QUIET = re.compile(r"[\s\W_]|[的数量]")
_ALIKE = 0.72
_MOST_COMPARED = 40_000


class Pair(NamedTuple):
    """The number of the new entry that an old one is; ``loose`` when only the likeness of the words says so."""

    new: int
    loose: bool = False


def pair_entries(olds: Sequence[Indicator | Task], news: Sequence[Entry]) -> dict[int, Pair]:
    """Number of an old entry → the new one that it is; the surest signs decide first, each entry once."""
    pairing = _Pairing(len(olds), len(news))
    for old_keys, new_keys in _SIGNS:
        pairing.by_key([old_keys(old) for old in olds], [new_keys(new) for new in news])
    pairing.by_likeness([_words(old.quote, old.name) for old in olds], [_new_words(new) for new in news])
    return pairing.found


class Named(NamedTuple):
    """What is known by an id and by names, the first of which is the full one."""

    id: str
    names: tuple[str, ...]


def pair_named(olds: Sequence[Named], news: Sequence[Named]) -> dict[int, int]:
    """Number of an old entry → the new one that it is: by id, then by name where the id changed.

    An id that stands for another name is not believed while an entry of the old name is there under another id.
    """
    pairing = _Pairing(len(olds), len(news))
    labels = [[_plain(each.names[0]) for each in side] for side in (olds, news)]
    elsewhere = [
        {label: each.id for label, each in zip(*both, strict=True)} for both in zip(labels, (olds, news), strict=True)
    ]

    def known(each: Named, label: str, others: dict[str, str]) -> list[Hashable]:
        return [each.id] if others.get(label, each.id) == each.id else []

    signs: tuple[tuple[Iterable[Iterable[Hashable]], Iterable[Iterable[Hashable]]], ...] = (
        (
            [known(each, label, elsewhere[1]) for each, label in zip(olds, labels[0], strict=True)],
            [known(each, label, elsewhere[0]) for each, label in zip(news, labels[1], strict=True)],
        ),
        ([[label] for label in labels[0]], [[label] for label in labels[1]]),
        ([map(_plain, each.names) for each in olds], [map(_plain, each.names) for each in news]),
        ([[each.id] for each in olds], [[each.id] for each in news]),
    )
    for old_keys, new_keys in signs:
        pairing.by_key(list(old_keys), list(new_keys))
    return {old: pair.new for old, pair in pairing.found.items()}


class _Pairing:
    """Pairs found so far, and what is still free."""

    def __init__(self, olds: int, news: int) -> None:
        self.found: dict[int, Pair] = {}
        self._olds = dict.fromkeys(range(olds))
        self._news = dict.fromkeys(range(news))

    def _pair(self, old: int, new: int, *, loose: bool = False) -> None:
        self.found[old] = Pair(new, loose)
        del self._olds[old]
        del self._news[new]

    def by_key(self, olds: Sequence[Iterable[Hashable]], news: Sequence[Iterable[Hashable]]) -> None:
        """Pair what has a key in common: in order, where as many have it on both sides."""
        mine: dict[Hashable, list[int]] = defaultdict(list)
        theirs: dict[Hashable, list[int]] = defaultdict(list)
        for number in self._olds:
            for key in filter(None, olds[number]):
                mine[key].append(number)
        for number in self._news:
            for key in filter(None, news[number]):
                theirs[key].append(number)
        for key, there in mine.items():
            left = [number for number in there if number in self._olds]
            right = [number for number in theirs[key] if number in self._news]
            if len(left) == len(right):
                for old, new in zip(left, right, strict=True):
                    self._pair(old, new)

    def by_likeness(self, olds: Sequence[str], news: Sequence[str]) -> None:
        """Pair what is left by how much alike the words are, the most alike first."""
        if len(self._olds) * len(self._news) > _MOST_COMPARED:
            return
        candidates = []
        for new in self._news:
            matcher = SequenceMatcher(None, "", news[new], autojunk=False)
            for old in self._olds:
                matcher.set_seq1(olds[old])
                if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE and matcher.ratio() >= _ALIKE:
                    candidates.append((-matcher.ratio(), old, new))
        for _, old, new in sorted(candidates):
            if old in self._olds and new in self._news:
                self._pair(old, new, loose=olds[old] != news[new])


def _plain(text: object) -> str:
    return _QUIET.sub("", str(text))


def _words(quote: str | None, name: str) -> str:
    """The words of an entry without figures, so that a changed figure changes nothing."""
    return _plain(_FIGURES.sub("", quote or name))


def _new_words(new: Entry) -> str:
    return _words(str(new.row.get("quote", "")), str(new.row["name"]))


def _old_labels(old: Indicator | Task) -> list[Hashable]:
    scope = getattr(old, "scope", None)
    return [(_plain(name), scope) for name in (old.name, *getattr(old, "aliases", ()))]


def _new_label(new: Entry) -> list[Hashable]:
    scope = new.row.get("scope")
    return [(_plain(new.row["name"]), None if scope is None else str(scope))]


def _standard(value: object, kind: object) -> list[Hashable]:
    return [(str(value), str(kind))] if value else []


_SIGNS: tuple[tuple[Callable[[Indicator | Task], Iterable[Hashable]], Callable[[Entry], Iterable[Hashable]]], ...] = (
    (
        lambda old: [(key, _words(old.quote, old.name)) for key in _old_labels(old)] if old.quote else [],
        lambda new: [(key, _new_words(new)) for key in _new_label(new)],
    ),
    (_old_labels, _new_label),
    (lambda old: [_plain(old.quote)] if old.quote else [], lambda new: [_plain(new.row.get("quote", ""))]),
    (
        lambda old: _standard(getattr(old, "standard", None), getattr(old, "kind", None)),
        lambda new: _standard(new.row.get("standard"), new.row.get("kind")),
    ),
    (lambda old: [_words(old.quote, "")] if old.quote else [], lambda new: [_new_words(new)]),
    (lambda old: [_plain(old.name)], lambda new: [_plain(new.row["name"])]),
)
"""Signs that two entries are one, the surest first: name and words, name, quotation, standard indicator, words."""
