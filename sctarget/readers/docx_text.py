"""Word files → paragraphs and rows of tables: automatic numbers written out, insertions kept, deletions left out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from sctarget.readers.document_file import DocumentError
from sctarget.readers.docx_numbers import Numbers
from sctarget.readers.grids import GridCell, grid_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from sctarget.model.document import WordFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}pPr", f"{W}rPr", f"{W}sectPr", _FALLBACK})
_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError, SyntaxError, OSError, EOFError,
    RuntimeError,
)  # fmt: skip
"""What a package with missing or damaged parts makes the libraries raise."""

_CONTENTS = re.compile(r"^(?:toc|目录)", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*[0-9]{1,4}$")
_MOST_SPANNED = 200


def lines_of_docx(word: WordFile) -> list[str]:
    """The lines of a Word file.  Raises DocumentError.

    python-docx opens the package; the text is read from its elements, since its paragraphs leave out what was inserted
    under track changes, what stands in content controls and the automatic numbers.
    """
    from docx import Document as Package
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import PackageNotFoundError

    try:
        package = Package(io.BytesIO(word.data))
        kinds = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING)
        links = {link.reltype: link for link in package.part.rels.values() if not link.is_external}
        styles, numbering = (
            getattr(links[kind].target_part, "element", None) if kind in links else None for kind in kinds
        )
        return list(_Reading(styles, numbering).lines(package.element.body))
    except (PackageNotFoundError, *_BROKEN) as failure:
        raise DocumentError(f"{word.name} 已损坏，不是完整的 .docx。请用 Word 或 WPS 打开后另存一份再试。") from failure


class _Reading:
    """One pass over the text, which counts its automatic numbers."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._numbers = Numbers(styles, numbering)
        self._names = {} if styles is None else {_value(each, "styleId"): _style_name(each) for each in styles}

    def lines(self, parent: Element) -> Iterator[str]:
        """The lines of what a body, a cell or a text box holds."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from grid_lines(self._rows(child))
            elif isinstance(child.tag, str) and child.tag not in _GONE and not _is_contents(child):
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        label = self._numbers.label(properties)
        style = None if properties is None else properties.find(f"{W}pStyle")
        if style is not None and _CONTENTS.match(self._names.get(_value(style, "val"), "")):
            return
        boxes: list[Element] = []
        text = "".join(_pieces(paragraph, boxes))
        first, *rest = text.split("\n")
        if _LEADERS.search(first) and not rest:
            return
        yield f"{label}{first}" if first.strip() else first
        yield from rest
        for box in boxes:
            yield from self.lines(box)

    def _rows(self, table: Element) -> list[list[GridCell]]:
        """The rows of a table; a cell that goes on from the row above makes the one above taller."""
        rows: list[list[GridCell]] = []
        above: dict[int, tuple[int, int]] = {}
        for row in _inside(table, f"{W}tr"):
            cells: list[GridCell] = []
            column = 0
            for cell in _inside(row, f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                wide = _number(properties, "gridSpan")
                merge = None if properties is None else properties.find(f"{W}vMerge")
                if merge is not None and _value(merge, "val") != "restart" and column in above:
                    place, index = above[column]
                    rows[place][index] = rows[place][index]._replace(rows=len(rows) - place + 1)
                else:
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = (len(rows), len(cells))
                    nested = next(cell.iter(f"{W}tbl"), None) is not None
                    cells.append(GridCell(tuple(self.lines(cell)), wide, 1, nested))
                column += wide
            rows.append(cells)
        return rows


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The children of a tag, also those inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"}:
            yield from _inside(child, tag)


def _pieces(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The texts of a paragraph; the text boxes that hang on it are put aside."""
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        elif isinstance(tag, str) and tag not in _GONE:
            yield from _pieces(child, boxes)


def _is_hidden(run: Element) -> bool:
    properties = run.find(f"{W}rPr")
    hidden = None if properties is None else properties.find(f"{W}vanish")
    return hidden is not None and _value(hidden, "val") not in {"0", "false", "off"}


def _is_contents(element: Element) -> bool:
    """Whether a content control is the table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in _value(gallery, "val").lower()


def _style_name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else _value(name, "val")


def _value(element: Element, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _number(properties: Element | None, name: str) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else _value(found, "val")
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdigit() else 1
