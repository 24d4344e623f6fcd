"""The plain rows and strings of a workbook, as every spreadsheet program writes them, read by one pattern.

Nine returns of ten hold nothing but cells with a value or a text, and a pattern reads those several times faster than
an XML parser builds its tree.  It has to account for every character: where anything else stands (formulas, rich text,
comments, other quotes, white space between cells) it says nothing, and the XML parser reads that part.  Both give the
same cells (``tests/readers/test_xlsx_plain.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.readers.sheets import MAX_COLUMNS, MAX_ROWS, Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[str, str, str], Cell | None]
    Known = dict[str, tuple[tuple[int, int], Cell | tuple[str, str, str] | None]]

_T = r'<t(?: xml:space="preserve")?>([^<]*)</t>'
_CELL = (
    r'r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(s|n|str|inlineStr|b|e)")?'
    rf"(?: ?/>|>(?:<v>([^<]*)</v>|<is>{_T}</is>|)</c>)"
)
_ROW = r'<row r="([1-9][0-9]{0,6})"([^<>&/]*?)( ?/)?>'
_STRINGS = rf'<si>{_T}(?:<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")?/>)?</si>|([\s\S])'
_START = r'(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>\s*)?<[A-Za-z]'
_ATTRIBUTE = r' ([A-Za-z]+|x14ac:dyDescent)="([^"]*)"'
_REFERENCE = r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));|&"
_CONTROLS = bytes(set(range(32)) - {9, 10})
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LARGEST = 2 * 1024 * 1024
"""A form is a hundredth of this; the XML parser takes less memory for what is larger."""

_REMEMBERED = 200
_MOST_KNOWN = 4096
"""What may be kept for the next workbook: so many cells, of so many characters each."""

_ON = frozenset({"1", "true", "on"})


class NotPlainError(Exception):
    """What stands there is more than the pattern knows; never leaves this package."""


class PlainRows(NamedTuple):
    """The cells with content by row and column, the hidden rows, and the rest of the XML around no ``sheetData``."""

    cells: dict[tuple[int, int], Cell]
    hidden: set[int]
    rest: bytes


def plain_rows(content: bytes, make: Make, known: Known) -> PlainRows | None:
    """The rows of a worksheet part, or None where the pattern does not cover it.

    ``make`` gives the cell of a style, a type and a content as they are stored (references of XML unresolved, no type
    for a number).  ``known`` keeps the cells of earlier sheets with the same styles: the forms of a plan share most.
    """
    start, end = content.find(_OPEN), content.find(_CLOSE)
    if start < 0 or end < start or content.count(b"sheetData") != 2 or len(content) > _LARGEST:  # noqa: PLR2004  (its two tags)
        return None
    rest = content[:start] + b"<sheetData/>" + content[end + len(_CLOSE) :]
    try:
        _check_frame(rest)
        cells, hidden = _cells(
            _decoded(content[start + len(_OPEN) : end]), make, known, extended=b" xmlns:x14ac=" in rest
        )
    except NotPlainError:
        return None
    return PlainRows(cells, hidden, rest)


def plain_strings(content: bytes) -> list[str] | None:
    """The shared strings of a workbook (``_x000D_`` unresolved), or None where the pattern does not cover them."""
    start, end = content.find(b"<si>"), content.find(b"</sst>")
    rest = content[:start] + content[end:]
    if (
        start < 0
        or end < start
        or len(content) > _LARGEST
        or rest.count(b"<sst ") != 1
        or rest.count(b"<") != 2 + rest.startswith(b"<?xml")
    ):
        return None
    try:
        _check_frame(rest)
        found: list[tuple[str, str]] = _pattern(_STRINGS).findall(_decoded(content[start:end]))
        if any(strange for _, strange in found):
            return None
        return [resolved(text) for text, _ in found]
    except NotPlainError:
        return None


def resolved(text: str) -> str:
    """Text with its XML references resolved.  Raises NotPlainError for one that XML does not have."""
    return _pattern(_REFERENCE).sub(_character, text) if "&" in text else text


def _cells(data: str, make: Make, known: Known, *, extended: bool) -> tuple[dict[tuple[int, int], Cell], set[int]]:
    cells: dict[tuple[int, int], Cell] = {}
    hidden: set[int] = set()
    kept = 0
    *rows, rest = data.split("</row>")
    for row in rows:
        head, *items = row.split("<c ")
        line, unseen = _row(head, extended)
        hidden.update(unseen)
        for item in items:
            place, kept_cell = known.get(item) or _remembered(item, make, known)
            if place[0] != line:
                raise NotPlainError
            cell = kept_cell if kept_cell is None or type(kept_cell) is Cell else make(*kept_cell)
            if cell is not None:
                cells[place] = cell
                kept += 1
    if rest:
        hidden.update(_rows(rest, extended)[1])
    if kept != len(cells):
        raise NotPlainError
    return cells, hidden


def _remembered(item: str, make: Make, known: Known) -> tuple[tuple[int, int], Cell | tuple[str, str, str] | None]:
    """The place of a cell and the cell, or what it is made of where it stands in the shared strings."""
    match = _pattern(_CELL).fullmatch(item)
    if match is None:
        raise NotPlainError
    address, style, kind, value, inline = match.groups("")
    if value if kind == "inlineStr" else inline:
        raise NotPlainError
    stored = (style, kind, inline or value)
    found = (_place(address), stored if kind == "s" and value else make(*stored))
    if len(item) <= _REMEMBERED:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[item] = found
    return found


def _row(head: str, extended: bool) -> tuple[int, tuple[int, ...]]:
    """The number of the row that a head opens, and the hidden ones among it and the empty rows before it."""
    line, hidden = _rows(head, extended)
    if line is None:
        raise NotPlainError
    return line, hidden


@lru_cache(maxsize=1024)
def _rows(text: str, extended: bool) -> tuple[int | None, tuple[int, ...]]:
    line, hidden, end = None, [], 0
    for match in _pattern(_ROW).finditer(text):
        number, attributes, closed = match.groups()
        if match.start() != end or line is not None or int(number) > MAX_ROWS:
            raise NotPlainError
        end = match.end()
        if _hides(attributes, extended):
            hidden.append(int(number))
        if not closed:
            line = int(number)
    if end != len(text):
        raise NotPlainError
    return line, tuple(hidden)


def _check_frame(rest: bytes) -> None:
    """What is cut out is content of an element only where there are no comments, CDATA or other encodings around."""
    declared = rest.startswith(b"<?xml")
    if b"<!" in rest or rest.count(b"<?") > declared or not _pattern(_START).match(_decoded(rest)):
        raise NotPlainError


def _decoded(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise NotPlainError from None
    if "]]>" in text or "\ufffe" in text or "\uffff" in text or len(content.translate(None, _CONTROLS)) < len(content):
        raise NotPlainError
    return text


@lru_cache(maxsize=512)
def _hides(attributes: str, extended: bool) -> bool:
    """Whether the attributes of a row hide it."""
    pattern = _pattern(_ATTRIBUTE)
    found = dict(pattern.findall(attributes))
    if "".join(f' {name}="{value}"' for name, value in found.items()) != attributes or "r" in found:
        raise NotPlainError
    if "x14ac:dyDescent" in found and not extended:
        raise NotPlainError
    return found.get("hidden") in _ON


@lru_cache(maxsize=8192)
def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    if column > MAX_COLUMNS:
        raise NotPlainError
    return int(address[len(letters) :]), column


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, named = match.groups()
    if named:
        return _NAMED[named]
    number = int(decimal or hexadecimal or "0", 10 if decimal else 16)
    if number in {9, 10, 13} or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number <= 0x10FFFF:  # noqa: PLR2004  (characters of XML 1.0)
        return chr(number)
    raise NotPlainError


@lru_cache(maxsize=8)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
