"""A Word document as bytes that were checked, and its parts that hold text."""

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
