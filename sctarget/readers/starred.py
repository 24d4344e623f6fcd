"""A draft that is to be filled and written back: .txt, .md or .docx, with the place of every character.

Of a Word file: paragraphs as lines, the cells of a table row parted by tabs, then headers, footers, notes; text boxes
after the paragraph in which they hang.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.document import Draft, Piece, TextPart, WordFile
from sctarget.readers.document_file import TEXT, part_roots, read_bytes, text_file, unsuitable, word_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _ROW, _CELL = f"{_W}p", f"{_W}t", f"{_W}tr", f"{_W}tc"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_draft(path: Path) -> Draft:
    """A draft, e.g. ``汇报.docx``.  Raises DocumentError."""
    suffix = path.suffix.lower()
    data = read_bytes(path)
    if suffix == ".docx":
        return word_draft(word_file(data, path.name))
    if suffix in TEXT:
        file = text_file(data, path.name)
        return Draft(file.text, file)
    raise unsuitable(path.name, suffix, ".docx 或 .txt")


def word_draft(file: WordFile) -> Draft:
    """The text of a Word file with the place of its characters."""
    writing = _Writing()
    for part, root in part_roots(file):
        writing.part(root, part)
    return Draft("".join(writing.text), file, tuple(writing.pieces))


class _Writing:
    """The text so far, and where its characters stand."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self._length = 0

    def part(self, root: Element, part: TextPart) -> None:
        """Add one part."""
        numbers = {id(node): number for number, node in enumerate(root.iter(_T))}
        for element, end in _blocks(root):
            for node in _own(element):
                text = _MARKS.get(node.tag, node.text or "")
                if node.tag == _T and text:
                    self.pieces.append(Piece(part.path, numbers[id(node)], self._length, len(text)))
                self._add(text)
            self._add(end)

    def _add(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)


def _blocks(element: Element) -> Iterator[tuple[Element, str]]:
    """Every paragraph in order, with what ends it: a tab inside a table row, a line feed elsewhere."""
    for child in element:
        if child.tag == _P:
            yield child, "\n"
            yield from _blocks(child)
        elif child.tag == _ROW:
            cells = [list(_blocks(cell)) for cell in _cells(child)]
            for number, paragraphs in enumerate(cells):
                last = "\n" if number == len(cells) - 1 else "\t"
                yield from paragraphs[:-1]
                yield from ((paragraph, last) for paragraph, _ in paragraphs[-1:])
        else:
            yield from _blocks(child)


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row itself, also those in content controls, not those of tables inside them."""
    for child in row:
        if child.tag == _CELL:
            yield child
        else:
            yield from _cells(child)


def _own(element: Element) -> Iterator[Element]:
    """The text, tabs and breaks of a paragraph without those of text boxes in it."""
    for child in element:
        if child.tag == _T or child.tag in _MARKS:
            yield child
        elif child.tag != _P:
            yield from _own(child)
