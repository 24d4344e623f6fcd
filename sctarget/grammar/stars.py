"""The stars of a draft: which stand for a figure, for the name of the place, for a year, and which are only marks.

    figure  新品种*个   资金***万元   占财政支出的*        place  **县科技局      year  20**年      month  截至*月底
    mark    **粗体**   30家*   加*号为2020年数据   3*5     masked 12*家         date  **月**日

A run of stars is one star.  What is none of these stays as it is and is told.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from sctarget.grammar.numerals import DIGITS, PLAIN
from sctarget.model.units import find_unit

_RUN = re.compile(r"\*+")
_LEVELS = frozenset("县市区省州盟旗镇乡")
_NO_PLACE = tuple("级域直里内区场镇乡面况")
_MONTH = re.compile(r"截[至止](?:目前|到)?(?:20(?:[0-9]{2}|\*\*)年)?$")
_FOOTNOTE_BEFORE = re.compile(r"(?:(?<!增)加|带|标|打|注)$")
_FOOTNOTE_AFTER = re.compile(r"[号者的]")
_NOTE = re.compile(r"(?:^|注:?)[ \t*]*$")
_EXPLAINS = re.compile(r"[:为]|表示|注")
_LONGEST_UNIT = 5
_FULL_RUN = 2
_NEAR = 200
"""Words farther in front of a star say nothing of it."""


class Role(StrEnum):
    """What a run of stars stands for."""

    FIGURE = "figure"
    PLACE = "place"
    YEAR = "year"
    MONTH = "month"
    DATE = "date"
    MASKED = "masked"
    MARK = "mark"


class Star(NamedTuple):
    """A run of stars ``text[start:end]`` and what it stands for; ``level`` is the 县 of ``**县``."""

    start: int
    end: int
    role: Role
    level: str = ""


def find_stars(text: str) -> list[Star]:
    """Every run of stars in a text, in order; full-width stars as well."""
    plain = text.translate(PLAIN)
    runs = [match.span() for match in _RUN.finditer(plain)]
    bold = _bold(plain, runs)
    return [Star(start, end, Role.MARK) if (start, end) in bold else _star(plain, start, end) for start, end in runs]


def readable(text: str, stars: list[Star], year: int, month: int) -> tuple[str, dict[Star, int]]:
    """The draft as plain text that reads like any other, and where each figure's star stands in it.

    Marks are gone, ``**县`` is 我县, ``20**年`` the given year, other stars that are no figures 某.
    """
    plain = text.translate(PLAIN)
    pieces: list[str] = []
    places: dict[Star, int] = {}
    length = position = 0
    for star in stars:
        written = {
            Role.FIGURE: "*",
            Role.PLACE: "我",
            Role.YEAR: f"{year % 100:02d}",
            Role.MONTH: str(month),
            Role.MARK: "",
        }.get(star.role, "某")
        if star.role is Role.MARK and _between(plain, star.start, star.end, DIGITS):
            written = "x"
        pieces += [plain[position : star.start], written]
        length += star.start - position
        if star.role is Role.FIGURE:
            places[star] = length
        length += len(written)
        position = star.end
    return "".join((*pieces, plain[position:])), places


def _star(plain: str, start: int, end: int) -> Star:
    before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
    near = max(0, start - _NEAR)
    line = plain[max(near, plain.rfind("\n", near, start) + 1) : start]
    if _is_mark(plain, start, end, line):
        role = Role.MARK
    elif _is_year(plain, start, end):
        role = Role.YEAR
    elif after in _LEVELS and end - start >= _FULL_RUN and not plain.startswith(_NO_PLACE, end + 1):
        role = Role.PLACE
    elif after == "月" and _MONTH.search(line) and plain[end + 1 : end + 2] in {"底", "末"}:
        role = Role.MONTH
    elif after and after in "年月日号时":
        role = Role.DATE
    else:
        role = Role.MASKED if before in DIGITS else Role.FIGURE
    return Star(start, end, role, after if role is Role.PLACE else "")


def _is_year(plain: str, start: int, end: int) -> bool:
    """20**年."""
    before = plain[max(0, start - 3) : start]
    return (
        end - start == _FULL_RUN
        and before.endswith("20")
        and before[-3:-2] not in DIGITS
        and plain[end : end + 1] == "年"
    )


def _is_mark(plain: str, start: int, end: int, line: str) -> bool:
    """A bullet, a rule, a footnote mark, a multiplication, a wildcard."""
    after = plain[end : end + 1]
    if not line.strip(" \t*") and after in {"", " ", "\n", "\t"}:
        return True
    if _NOTE.search(line) and _EXPLAINS.match(plain, end):
        return True
    if _FOOTNOTE_BEFORE.search(line) and _FOOTNOTE_AFTER.match(plain, end):
        return True
    if _between(plain, start, end, frozenset(" ")) and not _unit_at(plain, end + 1):
        return True
    if _between(plain, start, end, DIGITS) or (after.isascii() and (after.isalnum() or after == ".")):
        return True
    return _ends_figure(line) and not _unit_at(plain, end)


def _ends_figure(line: str) -> bool:
    """Whether a number, or a number with its unit, stands directly in front: 1.27*, 30家*, 5%*."""
    tail = re.search(r"[0-9](?P<unit>[^0-9\s,。;:、()“”]{0,4})$", line)
    return tail is not None and (not tail["unit"] or find_unit(tail["unit"]) is not None)


def _between(plain: str, start: int, end: int, characters: frozenset[str]) -> bool:
    return plain[start - 1 : start] in characters and plain[end : end + 1] in characters


def _unit_at(plain: str, place: int) -> bool:
    """Whether a unit of measure begins here, 多 or 余 aside: 多万人次, 家, %."""
    start = place + 1 if plain[place : place + 1] in {"多", "余"} else place
    return any(
        (unit := find_unit(plain[start : start + length])) is not None and unit.text
        for length in range(1, _LONGEST_UNIT + 1)
    )


def _bold(plain: str, runs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The runs that only make what stands between them bold (Markdown), not two slots in one line."""
    found: set[tuple[int, int]] = set()
    waiting: tuple[int, int] | None = None
    for run in runs:
        if run[1] - run[0] < _FULL_RUN or _is_year(plain, *run):
            continue
        opening, waiting = waiting, run
        if opening is None or opening[1] - opening[0] != run[1] - run[0]:
            continue
        inside = plain[opening[1] : run[0]]
        if "\n" in inside or "**" in inside or inside != inside.strip() or not inside:
            continue
        if _slot_like(plain, opening) and _slot_like(plain, run):
            continue
        found |= {opening, run}
        waiting = None
    return found


def _slot_like(plain: str, run: tuple[int, int]) -> bool:
    after = plain[run[1] : run[1] + 1]
    return (after != "" and after in _LEVELS) or after == "年" or _unit_at(plain, run[1])
