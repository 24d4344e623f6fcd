"""Documents that are changed and written back: a text file with its encoding, a Word file with its parts."""

from __future__ import annotations

from typing import NamedTuple


class TextPart(NamedTuple):
    """One part of a .docx with paragraphs: its path in the zip, and how people call it, e.g. 页脚."""

    path: str
    title: str


class WordFile(NamedTuple):
    """A sound .docx: name, bytes, text parts, the main text (正文) first."""

    name: str
    data: bytes
    parts: tuple[TextPart, ...]


class TextFile(NamedTuple):
    """A plain text as it stood in its file, line ends included, with its encoding and byte order mark."""

    name: str
    raw: str
    encoding: str
    mark: bytes

    @property
    def text(self) -> str:
        """The text with a line feed at every line's end."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n")


class Piece(NamedTuple):
    """Characters of a draft that stand in one text node: its part, its number there (from 0), where they begin."""

    part: str
    node: int
    start: int
    length: int


class Draft(NamedTuple):
    """A draft to be filled: its text, the file that it came from, and for Word where each character stands."""

    text: str
    file: TextFile | WordFile
    pieces: tuple[Piece, ...] = ()


class Edit(NamedTuple):
    """``text[start:end]`` of a draft becomes ``written``; never across a line's end."""

    start: int
    end: int
    written: str
