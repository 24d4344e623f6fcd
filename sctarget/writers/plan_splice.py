"""Single changes to the text of a plan file; everything else stays as a person wrote it, byte for byte.

A library that loads YAML and writes it anew (ruamel.yaml) keeps comments, but lays out lists, quotes and long lines in
its own way; a clerk who compares two versions would see changes that nobody made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.writers.plan_text import entry_lines, flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sctarget.model.plan_places import EntryPlace, SectionPlace
    from sctarget.model.plan_sheets import Row


class Addition(NamedTuple):
    """A new entry and the number of the one that it goes behind, None for the end of its section."""

    section: str
    row: Row
    behind: int | None


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class Splice:
    """A plan file's text with the places of its entries, and the changes to make to it."""

    def __init__(self, text: str, places: Mapping[str, SectionPlace]) -> None:
        self.text = text
        self.places = places
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._edits: list[_Edit] = []

    def set_review(self, section: str, number: int, words: str | None) -> None:
        """Write ``review:`` of an entry, in place or behind its last key; None takes it away."""
        entry = self.places[section].entries[number]
        there = entry.keys.get("review")
        if there is None:
            if words is not None:
                self._append_key(entry, f"review: {flow(words)}")
        elif words is None:
            self._remove_key(entry, "review")
        else:
            value = there[1]
            blank = " " if value.start == value.end else ""
            self._edit(value.start, value.end, f"{blank}{flow(words)}{self._break if value.block else ''}")

    def _append_key(self, entry: EntryPlace, line: str) -> None:
        if entry.flow:
            last = max((value.end for _, value in entry.keys.values()), default=entry.span.end - 1)
            self._edit(last, last, f", {line}")
        else:
            place = self._behind(entry.span.end)
            self._edit(place, place, self._lines([f"{' ' * entry.column}{line}"], place))

    def _remove_key(self, entry: EntryPlace, key: str) -> None:
        name, value = entry.keys[key]
        if not entry.flow:
            start = self.text.rfind("\n", 0, name.start) + 1
            if self.text[start : name.start].strip() == "":
                self._edit(start, self._behind(value.end), "")
            return
        before = [end.end for start, end in entry.keys.values() if end.end <= name.start]
        self._edit(max(before, default=name.start), value.end, "")

    def add(self, additions: Iterable[Addition]) -> None:
        """Put new entries behind those that they follow in the document."""
        by_section: dict[str, list[Addition]] = {}
        for addition in additions:
            by_section.setdefault(addition.section, []).append(addition)
        for section, added in by_section.items():
            there = self.places.get(section)
            if there is None or (not there.entries and not there.flow):
                self._start_section(section, there, [each.row for each in added])
            elif there.flow:
                rows = "".join(f", {flow(dict(each.row))}" for each in added)
                last = there.entries[-1].span.end if there.entries else there.span.start + 1
                self._edit(last, last, rows if there.entries else rows.removeprefix(", "))
            else:
                for each in added:
                    self._add_behind(section, there, each)

    def _add_behind(self, section: str, there: SectionPlace, addition: Addition) -> None:
        number = len(there.entries) - 1 if addition.behind is None else addition.behind
        place = self._past_comments(self._behind(there.entries[number].span.end), there.column)
        lines = entry_lines(section, addition.row, " " * there.column)
        self._edit(place, place, self._lines(["", *lines] if self._spaced(there) else lines, place))

    def _past_comments(self, place: int, column: int) -> int:
        """Behind the comments that are indented as what stands in front of them."""
        while True:
            end = self.text.find("\n", place)
            line = self.text[place : len(self.text) if end < 0 else end]
            bare = line.lstrip(" ")
            if not bare.startswith("#") or len(line) - len(bare) <= column:
                return place
            place = min(place + len(line) + 1, len(self.text))

    def _spaced(self, there: SectionPlace) -> bool:
        """Whether an empty line stands between the entries of a section."""
        start = self.text.rfind("\n", 0, there.entries[-1].span.start) + 1
        return len(there.entries) > 1 and self.text[max(0, start - 4) : start].replace("\r", "").endswith("\n\n")

    def _start_section(self, section: str, there: SectionPlace | None, rows: Sequence[Row]) -> None:
        lines = [line for row in rows for line in entry_lines(section, row, "  ")]
        if there is None:
            place = len(self.text)
            self._edit(place, place, self._lines(["", f"{section}:", *lines], place))
        else:
            place = self._behind(there.span.end)
            self._edit(place, place, self._lines(lines, place))

    def _behind(self, end: int) -> int:
        """Where the line after the one that ends a value begins."""
        if end and self.text[end - 1] == "\n":
            return end
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1

    def _lines(self, lines: Sequence[str], place: int) -> str:
        unended = place == len(self.text) and place > 0 and self.text[-1] != "\n"
        first = self._break if unended and not any(edit.start == place for edit in self._edits) else ""
        return first + "".join(f"{line}{self._break}" for line in lines)

    def _edit(self, start: int, end: int, text: str) -> None:
        self._edits.append(_Edit(start, end, text))

    def result(self) -> str:
        """The text with all changes made; changes at one place stand in the order in which they were asked for."""
        pieces = []
        place = 0
        for edit in sorted(self._edits, key=lambda each: each.start):
            pieces += [self.text[place : edit.start], edit.text]
            place = edit.end
        return "".join([*pieces, self.text[place:]])
