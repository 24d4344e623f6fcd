""".ods (LibreOffice, WPS) from its own XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.readers.archive import UnreadableError
from sctarget.readers.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Sheet,
    clean_number,
    printable,
    shown_number,
    shown_percent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sctarget.readers.archive import Parts

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")
_MAX_DIGITS = 7
_DEEPEST = 50
_BREAKS = frozenset({"tab", "line-break"})
_CROSSED = ("text-line-through-style", "text-line-through-type")


class OdsBook:
    """A workbook in OpenDocument.  Raises UnreadableError where it is broken."""

    formats_seen = True
    macros = False

    def __init__(self, parts: Parts) -> None:
        root = parts.xml("content.xml")
        if root is None:
            raise UnreadableError("unreadable_corrupt")
        bodies = [element for element in root.iter() if _local(element.tag) == "spreadsheet"]
        tables = [table for body in bodies for table in body if _local(table.tag) == "table"]
        self._tables = {printable(_get(table, "name")): table for table in tables}
        if len(self._tables) < len(tables):
            raise UnreadableError("unreadable_corrupt")
        styles = [element for element in root.iter() if _local(element.tag) == "style"]
        unseen = {_get(style, "name") for style in styles if any(_get(part, "display") == "false" for part in style)}
        ranges = (element for element in root.iter() if _local(element.tag) == "database-range")
        shown = (each for each in ranges if _get(each, "display-filter-buttons") == "true")
        addresses = (_get(each, "target-range-address").partition(":")[0] for each in shown)
        self._filtered = {address.rpartition(".")[0].lstrip("$").strip("'") for address in addresses}
        self._struck = {_get(style, "name") for style in styles if any(_crosses_out(part) for part in style)}
        self.names = tuple(self._tables)
        self.hidden = frozenset(name for name, table in self._tables.items() if _get(table, "style-name") in unseen)

    def sheet(self, name: str) -> Sheet:
        """One sheet; repeated empty rows and cells are not written out."""
        sheet = Sheet(protected=_get(self._tables[name], "protected") == "true", filtered=name in self._filtered)
        line = 0
        for row in _rows(self._tables[name]):
            times = _times(row, "number-rows-repeated")
            cells = list(_cells(row, self._struck))
            for number in range(line + 1, line + 1 + (min(times, MAX_ROWS + 1) if cells else 0)):
                for column, cell, note in cells:
                    if cell is not None:
                        sheet.put(number, column, cell)
                    if note:
                        sheet.notes[number, column] = note
                if (visibility := _get(row, "visibility")) in {"collapse", "filter"}:
                    sheet.hidden_rows.add(number)
                    sheet.filtered = sheet.filtered or visibility == "filter"
            sheet.merge(_merged(row, line + 1))
            line += times
        column = 0
        for element in self._tables[name].iter():
            if _local(element.tag) == "table-column":
                times = _times(element, "number-columns-repeated")
                if _get(element, "visibility") == "collapse":
                    sheet.hidden_columns.append((column + 1, column + times))
                column += times
        return sheet


def _rows(table: Element) -> Iterator[Element]:
    return (element for element in table.iter() if _local(element.tag) == "table-row")


def _crosses_out(part: Element) -> bool:
    return any(_get(part, name) not in {"", "none"} for name in _CROSSED)


def _cells(row: Element, struck: set[str]) -> Iterator[tuple[int, Cell | None, str]]:
    column = 0
    for element in row:
        if _local(element.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        times = _times(element, "number-columns-repeated")
        cell = _cell(element)
        if cell is not None and struck and any(_get(part, "style-name") in struck for part in element.iter()):
            cell = cell._replace(struck=True)
        note = "\n".join(_text(child) for child in element if _local(child.tag) == "annotation")
        if cell is not None or note:
            for index in range(min(times, MAX_COLUMNS + 1)):
                yield column + 1 + index, cell, note
        column += times


def _cell(element: Element) -> Cell | None:  # noqa: PLR0911  (one line per sort of value)
    kind = _get(element, "value-type")
    formula = printable(_get(element, "formula")).removeprefix("of:").removeprefix("=") or None
    text = "\n".join(_text(child) for child in element if _local(child.tag) == "p")
    text = printable(text or _get(element, "string-value"))
    if text.startswith(_ERRORS):
        return Cell("error", None, text, formula=formula)
    if kind in {"float", "percentage", "currency"}:
        written = _get(element, "value")
        value = clean_number(written)
        if value is None:
            return Cell("text", None, text or printable(written) or "?", formula=formula)
        percent = kind == "percentage"
        shown = shown_percent(value) if percent else shown_number(written, value)
        return Cell("number", value, shown, percent, formula)
    if kind in {"date", "time"}:
        return Cell("date", None, text or printable(_get(element, f"{kind}-value")), formula=formula)
    if kind == "boolean":
        return Cell("bool", _get(element, "boolean-value") == "true", text or "TRUE", formula=formula)
    if text:
        return Cell("text", None, text, formula=formula)
    return None if formula is None else Cell("blank", None, "", formula=formula)


def _merged(row: Element, line: int) -> Iterator[tuple[int, int, int, int]]:
    column = 0
    for element in row:
        down, right = _times(element, "number-rows-spanned"), _times(element, "number-columns-spanned")
        if down > 1 or right > 1:
            yield line, column + 1, line + down - 1, column + right
        column += _times(element, "number-columns-repeated")


def _text(element: Element, depth: int = 0) -> str:
    """The text below an element; creator and date of a note are left out, runs of spaces are kept."""
    if depth > _DEEPEST:
        raise UnreadableError("unreadable_corrupt")
    pieces = [element.text or ""]
    for child in element:
        tag = _local(child.tag)
        if tag == "s":
            pieces.append(" " * min(_times(child, "c"), 100))
        elif tag in _BREAKS:
            pieces.append("\n")
        elif tag not in {"creator", "date", "annotation"}:
            pieces.append(_text(child, depth + 1))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _times(element: Element, name: str) -> int:
    text = _get(element, name)
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else 1


def _local(name: str) -> str:
    return name.rpartition("}")[2]
