""".xlsx and .xlsm from their own XML: values together with formulas, errors, formats, hidden rows, notes.

A form has a few hundred cells, so one pass that sees everything costs as little as a fast reader that sees only values,
and nothing can be seen differently by two readers (docs/forms.md).
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.readers.archive import UnreadableError, parse_xml
from sctarget.readers.sheets import Cell, Sheet, clean_number, printable, shown_date, shown_number, shown_percent
from sctarget.readers.xlsx_plain import plain_rows, plain_strings, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sctarget.readers.archive import Parts
    from sctarget.readers.xlsx_plain import Known

_ESCAPED = r"_x([0-9A-Fa-f]{4})_"
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_QUOTED = r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.'
_DATE_LETTERS = r"[ymdhs年月日]"
_MAX_DIGITS = 9
_DEEPEST = 3
_SMALL = 16 * 1024
_LARGEST_STYLES = 64 * 1024
"""Parts, and styles, of up to so many bytes are kept for the next workbook."""

_ON = frozenset({"1", "true", "on"})
_PERCENT_FORMATS = frozenset({9, 10})
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


class Format(NamedTuple):
    """What a cell format does to a number: percent, date; ``struck`` text is crossed out, ``unseen`` text invisible."""

    percent: bool = False
    date: bool = False
    struck: bool = False
    unseen: bool = False


_PLAIN = Format()


class XlsxBook:
    """A workbook in Office Open XML.  Raises UnreadableError where it is broken."""

    formats_seen = True

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        path = next(
            (target for kind, target in self._relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        content = self._parts.read(path)
        if content is None:
            raise UnreadableError("unreadable_corrupt")
        root, relations = _small(content), self._relations(path)
        self._paths: dict[str, str] = {}
        hidden = set()
        for sheet in _all(root, "sheet"):
            name = printable(sheet.get("name", ""))
            if name in self._paths:
                raise UnreadableError("unreadable_corrupt")
            kind, target = relations.get(_attribute(sheet, "id"), ("", ""))
            if kind != "worksheet" or target not in self._parts:
                continue
            self._paths[name] = target
            if sheet.get("state", "visible") != "visible":
                hidden.add(name)
        properties = next(_all(root, "workbookPr"), None)
        self._from_1904 = properties is not None and properties.get("date1904") in _ON
        calculation = next(_all(root, "calcPr"), None)
        self._uncalculated = calculation is not None and calculation.get("fullCalcOnLoad") in _ON
        self.names = tuple(self._paths)
        self.hidden = frozenset(hidden)
        self.macros = any(name.endswith("vbaproject.bin") for name in self._parts.names)
        self._by_kind = dict(relations.values())
        self._strings: list[tuple[str, bool]] | None = None
        self._indexed: dict[str, tuple[str, bool]] = {}
        self._formats: tuple[Format, ...] | None = None
        self._styles: dict[str, Format] = {}
        self._sheets: dict[str, Sheet] = {}

    def sheet(self, name: str) -> Sheet:
        """One sheet with everything that its XML says of its cells."""
        if name not in self._sheets:
            self._sheets[name] = self._read(self._paths[name])
        return self._sheets[name]

    def _read(self, path: str) -> Sheet:
        content = self._parts.read(path)
        sheet = Sheet(protected=False)
        if content is None:
            return sheet
        plain = plain_rows(content, self._plain_cell, self._known())
        shared: dict[str, str] = {}
        for part in parse_xml(content) if plain is None else _small(plain.rest):
            tag = _local(part.tag)
            if tag == "sheetData" and plain is not None:
                sheet.cells, sheet.hidden_rows = plain.cells, plain.hidden
            elif tag == "sheetData":
                self._read_rows(part, sheet, shared)
            elif tag == "cols":
                sheet.hidden_columns += [
                    (_number(item.get("min")), _number(item.get("max"))) for item in part if item.get("hidden") in _ON
                ]
            elif tag == "sheetProtection":
                sheet.protected = part.get("sheet") in _ON
            elif tag == "autoFilter":
                sheet.filtered = True
            elif tag == "mergeCells":
                sheet.merge(area for item in part if (area := _area(item.get("ref", ""))))
        self._read_notes(path, sheet)
        return sheet

    def _read_rows(self, data: Element, sheet: Sheet, shared: dict[str, str]) -> None:
        line = 0
        for row in data:
            line = _number(row.get("r")) or line + 1
            column = 0
            for item in row:
                place = _place(item.get("r", ""))
                line, column = place or (line, column + 1)
                if len(item) and (cell := self._cell(item, shared)) is not None:
                    sheet.put(line, column, cell)
            if row.get("hidden") in _ON:
                sheet.hidden_rows.add(line)

    def _known(self) -> Known:
        """The cells of earlier workbooks with the same styles."""
        self._format(None)
        return _known_cells(self._formats or (), self._from_1904)

    def _plain_cell(self, style: str, kind: str, text: str) -> Cell | None:
        """A cell that is nothing but its content, e.g. style 7, type ``s``, content 12 (of the shared strings)."""
        form = self._styles.get(style)
        if form is None:
            form = self._styles[style] = self._format(style)
        if kind == "inlineStr":
            return _text(_unescape(resolved(text)), form, None, struck=False)
        if not text:
            return None
        if kind == "s":
            return _text_cell(*(self._indexed.get(text) or self._shared_string(text)), form)
        if kind in {"", "n"}:
            return _numeric(text, form, None, from_1904=self._from_1904)
        return self._valued(kind, resolved(text), form, None)

    def _cell(self, item: Element, shared: dict[str, str]) -> Cell | None:
        value = formula = inline = None
        for child in item:
            tag = _local(child.tag)
            if tag == "v":
                value = child.text or ""
            elif tag == "f":
                formula = _formula(child, shared)
            elif tag == "is":
                inline = child
        kind = item.get("t", "n")
        form = self._format(item.get("s"))
        if inline is not None:
            text, struck = _rich(inline)
            return _text(text, form, formula, struck=struck)
        if value is None or (value == "" and kind != "str"):
            return None if formula is None else Cell("blank", None, "", formula=formula)
        return self._valued(kind, value, form, formula)

    def _valued(self, kind: str, value: str, form: Format, formula: str | None) -> Cell | None:
        if kind == "n":
            cell = _numeric(value, form, formula, from_1904=self._from_1904)
            if formula is not None and cell.value == 0 and self._uncalculated:
                return Cell("blank", None, "", formula=formula)
            return cell
        if kind == "s":
            text, struck = self._shared_string(value)
            return _text(text, form, formula, struck=struck)
        if kind == "b":
            true = value.strip() in _ON
            return Cell("bool", true, "TRUE" if true else "FALSE", formula=formula)
        text = _unescape(value)
        if kind in {"e", "d"}:
            return Cell("error" if kind == "e" else "date", None, text, formula=formula)
        return Cell("text", None, text, formula=formula, struck=form.struck) if text or formula is not None else None

    def _format(self, index: str | None) -> Format:
        number = _number(index)
        if self._formats is None:
            content = self._parts.read(self._by_kind.get("styles", "xl/styles.xml")) or b""
            self._formats = (_formats_of if len(content) <= _LARGEST_STYLES else _formats_of.__wrapped__)(content)
        return self._formats[number] if number < len(self._formats) else _PLAIN

    def _shared_string(self, index: str) -> tuple[str, bool]:
        if self._strings is None:
            self._strings = _read_strings(self._parts.read(self._by_kind.get("sharedStrings", "xl/sharedStrings.xml")))
            self._indexed = {str(number): string for number, string in enumerate(self._strings)}
        index = index.strip()
        number = _number(index)
        if (not number and index.strip("0")) or number >= len(self._strings):
            raise UnreadableError("unreadable_corrupt")
        return self._strings[number]

    def _read_notes(self, path: str, sheet: Sheet) -> None:
        for kind, target in self._relations(path).values():
            root = self._parts.xml(target) if kind == "comments" else None
            if root is None:
                continue
            for comment in _all(root, "comment"):
                if place := _place(comment.get("ref", "")):
                    sheet.notes[place] = _rich(comment)[0].strip()

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Relation id → (last word of its kind, path of its target in the zip)."""
        folder, name = posixpath.split(path)
        content = self._parts.read(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if content is None:
            return {}
        return (_related if len(content) <= _SMALL else _related.__wrapped__)(content, folder)


@lru_cache(maxsize=64)
def _related(content: bytes, folder: str) -> dict[str, tuple[str, str]]:
    found = {}
    for item in parse_xml(content):
        if item.get("TargetMode") != "External":
            written = item.get("Target", "").replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, written)).lstrip("/")
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target)
    return found


def _small(content: bytes) -> Element:
    """The XML of a part that many workbooks have in common: the same bytes are not parsed again.  Never changed."""
    return (_parsed if len(content) <= _SMALL else parse_xml)(content)


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Element:
    return parse_xml(content)


def _read_strings(content: bytes | None) -> list[tuple[str, bool]]:
    if content is None:
        return []
    plain = plain_strings(content)
    if plain is not None:
        return [(_unescape(text), False) for text in plain]
    return [_rich(item) for item in parse_xml(content) if _local(item.tag) == "si"]


@lru_cache(maxsize=8)
def _known_cells(_formats: tuple[Format, ...], _from_1904: bool) -> Known:
    return {}


@lru_cache(maxsize=4096)
def _text_cell(text: str, struck: bool, form: Format) -> Cell | None:
    return _text(text, form, None, struck=struck)


@lru_cache(maxsize=16)
def _formats_of(content: bytes) -> tuple[Format, ...]:
    """The cell formats of a styles part; the forms of a plan share a few of them."""
    return tuple(_read_formats(parse_xml(content))) if content else ()


def _text(text: str, form: Format, formula: str | None, *, struck: bool) -> Cell | None:
    if not text:
        return None
    return Cell("text", None, text, formula=formula, struck=struck or form.struck, unseen=form.unseen)


def _numeric(value: str, form: Format, formula: str | None, *, from_1904: bool) -> Cell:
    number = clean_number(value)
    if number is None:
        return Cell("text", None, printable(value), formula=formula)
    if form.date:
        return Cell("date", number, shown_date(number, from_1904=from_1904), formula=formula)
    return Cell(
        "number",
        number,
        shown_percent(number) if form.percent else shown_number(value, number),
        form.percent,
        formula,
        form.struck,
        form.unseen,
    )


def _formula(element: Element, shared: dict[str, str]) -> str:
    text = element.text or ""
    if element.get("t") == "shared":
        key = element.get("si", "")
        if text:
            shared[key] = text
        else:
            text = shared.get(key, "")
    return printable(text) or "…"


def _read_formats(root: Element) -> list[Format]:
    codes: dict[int, str] = {}
    fonts: list[tuple[bool, bool]] = []
    formats: list[Format] = []
    for part in root:
        tag = _local(part.tag)
        if tag == "numFmts":
            codes.update((_number(item.get("numFmtId")), item.get("formatCode", "")) for item in part)
        elif tag == "fonts":
            fonts += [(any(_switched_on(child, "strike") for child in font), any(map(_white, font))) for font in part]
        elif tag == "cellXfs":
            for item in part:
                number, font = _number(item.get("numFmtId")), _number(item.get("fontId"))
                code = codes.get(number)
                percent, date = (
                    (number in _PERCENT_FORMATS, number in _DATE_FORMATS) if code is None else _meaning(code)
                )
                struck, white = fonts[font] if font < len(fonts) else (False, False)
                formats.append(Format(percent, date, struck, white or code == ";;;"))
    return formats


def _meaning(code: str) -> tuple[bool, bool]:
    """Whether a format code shows percent, and whether it shows dates, e.g. ``[Red]0.0%;-0.0%``."""
    bare = re.sub(_QUOTED, "", code, flags=re.IGNORECASE)
    return "%" in bare, bare.lower() != "general" and bool(re.search(_DATE_LETTERS, bare, flags=re.IGNORECASE))


def _rich(element: Element, depth: int = 0) -> tuple[str, bool]:
    """The text of a string item without its phonetic hints, and whether a part of it is struck through."""
    if depth > _DEEPEST:
        raise UnreadableError("unreadable_corrupt")
    pieces: list[str] = []
    struck = False
    for child in element:
        tag = _local(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag in {"r", "text"}:
            text, crossed = _rich(child, depth + 1)
            pieces.append(text)
            struck = struck or (crossed and bool(text.strip()))
        elif tag == "rPr":
            struck = struck or any(_switched_on(item, "strike") for item in child)
    return _unescape("".join(pieces)), struck


def _switched_on(element: Element, tag: str) -> bool:
    return _local(element.tag) == tag and element.get("val", "1") not in {"0", "false"}


def _white(element: Element) -> bool:
    return _local(element.tag) == "color" and element.get("rgb", "").upper() in {"FFFFFFFF", "00FFFFFF"}


def _unescape(text: str) -> str:
    if "_x" in text:
        text = re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return printable(text)


def _all(root: Element, tag: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element.tag) == tag)


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name in whatever namespace, e.g. ``r:id``."""
    return next((value for key, value in element.items() if key.endswith("}" + name)), "")


def _number(text: str | None) -> int:
    """A small whole number, 0 when it is none."""
    return int(text) if text and len(text) <= _MAX_DIGITS and text.isascii() and text.isdigit() else 0


@lru_cache(maxsize=8192)
def _place(address: str) -> tuple[int, int] | None:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return (*start, *end) if start and end else None
