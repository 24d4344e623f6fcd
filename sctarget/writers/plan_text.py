"""The values of a plan → the text of a plan file, one line for each (docs/convert.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.model.plan_sheets import CAPTIONS

if TYPE_CHECKING:
    from sctarget.model.plan_sheets import Place, Row, Sections, Value

_BARE = re.compile(r"(?:-?[0-9]|[^\W_]|[（《〔“])[^\n]*")
_NEVER_BARE = re.compile(r": |:$| #|[\[\]{},\"'\\]|^\s|\s$")
_WIDE = 0xFFFF
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_plan_text(sections: Sections) -> tuple[str, dict[int, Place]]:
    """The text of a plan file, and which value stands on which of its lines (from 1).

    Reading the text gives the same values, whatever characters they hold.
    """
    lines: list[str] = []
    places: dict[int, Place] = {}

    def add_rows(section: str, indent: str) -> None:
        for number, row in enumerate(sections.get(section, ())):
            keys = [key for key in CAPTIONS[section] if key in row]
            places.update((len(lines) + place, (section, number, key)) for place, key in enumerate(keys, start=1))
            lines.extend(entry_lines(section, row, indent))

    lines.append("plan:")
    for row in sections.get("plan", ()):
        for key in (each for each in CAPTIONS["plan"] if each in row):
            lines.append(f"  {key}: {flow(row[key])}")
            places[len(lines)] = ("plan", 0, key)
    if sections.get("departments"):
        lines.append("  departments:")
        add_rows("departments", "    ")
    for section in ("indicators", "tasks"):
        if sections.get(section):
            lines.append(f"{section}:")
            add_rows(section, "  ")
    return "\n".join(lines) + "\n", places


def entry_lines(section: str, row: Row, indent: str) -> list[str]:
    """The lines of one entry of a list, its dash behind the indent."""
    keys = [f"{key}: {flow(row[key])}" for key in CAPTIONS[section] if key in row]
    return [f"{indent}{'  ' if number else '- '}{key}" for number, key in enumerate(keys)]


def flow(value: Value) -> str:
    """A value on one line, e.g. ``{value: 1.27%, year: 2020}``, quoted where YAML would take it for something else."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{flow(key)}: {flow(item)}' for key, item in value.items())}}}"
    if value.isprintable() and _BARE.fullmatch(value) and not _NEVER_BARE.search(value):
        return value
    return quoted(value)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\U{code:08X}" if code > _WIDE else f"\\u{code:04X}"
