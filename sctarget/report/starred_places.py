"""A star alone in the cell of a draft's table: the row names the indicator, the head of the column says what is asked.

指标名称 | 计量单位 | 年度目标 | 完成情况
众创空间 | 家       | 1        | *
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.found import Record
from sctarget.model.units import find_unit
from sctarget.report.starred_rules import Slot

if TYPE_CHECKING:
    from sctarget.report.starred_names import Match, Names

_DONE = re.compile("完成|实际|现状|本期|累计|数值|情况")
_OTHER = re.compile("目标|计划|任务|增长|增幅|增速|同比|上年|去年|率|比重|差")
_UNIT_HEAD = re.compile(r"\s*(?:计量)?单位\s*")
_LABEL = re.compile(r"([^\s,。;:、*]{2,40}): ?$")
_LONGEST_LABEL = 42
_LONGEST_UNIT = 5
_NEAR = 20
_BRACKET = re.compile(r"\(([^()]{1,8})\)\s*$")


class CellSlot(NamedTuple):
    """A star in a table cell: its slot, and what its row names; ``refusal`` if another thing is asked."""

    slot: Slot
    match: Match
    refusal: str = ""


def table_heads(plain: str) -> dict[int, list[str]]:
    """For each row of a table, by the place where its line begins, the cells of the table's first row.

    A table are lines of equally many cells; its first row has no head.
    """
    heads: dict[int, list[str]] = {}
    head: list[str] | None = None
    start = 0
    for line in plain.split("\n"):
        cells = line.split("\t")
        if head is not None and len(cells) == len(head) > 1:
            heads[start] = head
        else:
            head = cells
        start += len(line) + 1
    return heads


def cell_slot(plain: str, place: int, heads: dict[int, list[str]], names: Names) -> CellSlot | None:
    """The star at ``place`` of a draft's plain text as that of a table cell; None where it stands in no table."""
    start, end = plain.rfind("\n", 0, place) + 1, plain.find("\n", place)
    head = heads.get(start)
    row = plain[start : end if end >= 0 else len(plain)].split("\t")
    column = plain.count("\t", start, place)
    cell = row[column].strip()
    if head is None or not cell.startswith("*"):
        return None
    name, match = _named(row[:column], names)
    asked = head[column].strip()
    record = Record("", "slot", name, start, end, cell, unit=_unit(cell[1:], row, head, column), at=place)
    slot = Slot(record, asked, cell[1:], asked, "")
    if not _DONE.search(asked) or _OTHER.search(asked):
        return CellSlot(slot, match, f"这一栏是“{asked}”，不是完成数")
    return CellSlot(slot, match)


def label_slot(plain: str, place: int, names: Names) -> CellSlot | None:
    """The star at ``place`` behind a name and a colon; None where there is none."""
    near = max(0, place - _LONGEST_LABEL)
    start = max(near, plain.rfind("\n", near, place) + 1)
    label = _LABEL.search(plain, start, place)
    if label is None:
        return None
    rest = plain[place + 1 : place + 1 + _NEAR].split("\n", 1)[0]
    units = (find_unit(rest.lstrip("多余")[:length]) for length in range(_LONGEST_UNIT, 0, -1))
    unit = next((each.text for each in units if each is not None and each.text), None)
    name = _BRACKET.sub("", label[1]).strip()
    record = Record("", "slot", name, label.start(1), place, plain[label.start(1) : place + 1], unit=unit, at=place)
    return CellSlot(Slot(record, plain[start:place], rest, label[1], label[1]), names.find(name, ""))


def _named(cells: list[str], names: Names) -> tuple[str, Match]:
    """The indicator that the cells in front of the star name, without a unit in brackets behind the name."""
    found = [(name, names.find(name, "")) for name in (_BRACKET.sub("", cell).strip() for cell in cells) if name]
    exact = [each for each in found if each[1].verdicts]
    if exact:
        return exact[0]
    return max(found, key=lambda each: len(each[0]), default=("", names.find("", "")))


def _unit(behind: str, row: list[str], head: list[str], column: int) -> str | None:
    """The unit behind the star, in the column 计量单位, or in brackets behind the head or the name."""
    beside = [row[number] for number, caption in enumerate(head) if _UNIT_HEAD.fullmatch(caption)]
    brackets = [found[1] for text in (head[column], *row[:column]) if (found := _BRACKET.search(text))]
    for text in (behind, *beside, *brackets):
        unit = find_unit(text.strip().lstrip("多余"))
        if unit is not None and unit.text:
            return unit.text
    return None
