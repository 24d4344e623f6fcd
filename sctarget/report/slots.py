"""What a template may name: values that know their own names, and say what is missing (docs/templates.md)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_SUGGESTED = 3
_LIKE = 0.5


class Nothing(NamedTuple):
    """A field without a value: of what, which, and why; false, so that a template can give another text (``or``)."""

    owner: str
    field: str
    why: str

    def __bool__(self) -> bool:
        return False


class Entry:
    """One thing with named fields, e.g. an indicator; a field is worked out when it is asked for.

    ``entry["完成值"]`` is finished text, a yes or no, a listing, or Nothing; KeyError for an unknown field.
    """

    __slots__ = ("_fields", "kind", "label")

    def __init__(self, kind: str, label: str, fields: Mapping[str, Callable[[], Value]]) -> None:
        self.kind, self.label = kind, label
        self._fields = fields

    def __getitem__(self, name: str) -> Value:
        return self._fields[name]()

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def no_such(self, name: str) -> str:
        """What to say to somebody who asks for a field that there is not."""
        return f"{self.kind}没有“{name}”这一项。{meant(name, self._fields)}"


class Listing:
    """Things of one kind in order, each also found by its names; KeyError for an unknown or ambiguous name."""

    __slots__ = ("_entries", "_found", "kind")

    def __init__(self, kind: str, entries: Iterable[tuple[Entry, Iterable[Iterable[str]]]]) -> None:
        """``entries`` come with their names, the surest first: a name of the first rank beats one of the second."""
        self.kind = kind
        self._entries: list[Entry] = []
        ranks: dict[int, dict[str, list[Entry]]] = {}
        for entry, names in entries:
            self._entries.append(entry)
            for rank, words in enumerate(names):
                for word in dict.fromkeys(map(_plain, words)):
                    ranks.setdefault(rank, {}).setdefault(word, []).append(entry)
        self._found: dict[str, list[Entry]] = {}
        for rank in sorted(ranks):
            self._found = ranks[rank] | self._found

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, name: str) -> Entry:
        found = self._found[_plain(name)] if isinstance(name, str) else []
        if len(found) != 1:
            raise KeyError(name)
        return found[0]

    def __contains__(self, name: str) -> bool:
        return len(self._found.get(_plain(name), ())) == 1

    @property
    def names(self) -> list[str]:
        """Every name that finds exactly one thing."""
        return [name for name, found in self._found.items() if len(found) == 1]

    @property
    def ambiguous(self) -> set[str]:
        """Names that find several things."""
        return {name for name, found in self._found.items() if len(found) > 1}

    def no_such(self, name: str) -> str:
        """What to say to somebody who asks for a name that finds nothing, or too much."""
        found = self._found.get(_plain(name), [])
        if found:
            listed = "、".join(f"“{each.label}”" for each in found)
            return f"叫“{name}”的{self.kind}有{len(found)}个：{listed}。请写全名。"
        return f"计划里没有{self.kind}“{name}”。{meant(name, [entry.label for entry in self] + self.names)}"


Value: TypeAlias = str | int | Nothing | Entry | Listing


def _plain(name: str) -> str:
    """A name without the differences that nobody sees: full-width forms, spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def meant(word: str, choices: Iterable[str]) -> str:
    """The question which of the choices was meant, the most alike first; empty when none is like it."""
    from difflib import get_close_matches

    known = list(dict.fromkeys(choices))
    inside = [each for each in known if len(word) > 1 and (word in each or each in word) and len(each) > 1]
    close = get_close_matches(word, known, n=_SUGGESTED, cutoff=_LIKE)
    near = list(dict.fromkeys((*close, *inside)))[:_SUGGESTED]
    return f"是不是{'、'.join(f'“{each}”' for each in near)}？" if near else ""


class Slots(NamedTuple):
    """Every name that a template may begin with, and what it stands for; ``指标`` is always among them."""

    values: dict[str, Value]
    indicators: Listing

    def no_such(self, name: str) -> str:
        """What to say to somebody who begins with a name that there is not."""
        if name in self.indicators.ambiguous:
            return self.indicators.no_such(name)
        return f"没有“{name}”：不是指标的名称，也不是模板里可用的词。{meant(name, self.values)}"
