"""Look inside a Word file as Word does: what a paragraph does not say itself, its styles say."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph


def opened(data: bytes) -> Word:
    """A .docx as python-docx reads it."""
    return Document(io.BytesIO(data))


def paragraph(word: Word, start: str) -> Paragraph:
    """The first paragraph of the body that begins so."""
    return next(each for each in word.paragraphs if each.text.startswith(start))


def _layers(one: Paragraph, part: str) -> Iterator[BaseOxmlElement]:
    """The pPr or rPr that apply to a paragraph, the nearest first."""
    own = one._element.find(qn("w:pPr"))  # noqa: SLF001  (properties have no other door)
    if part == "w:pPr" and own is not None:
        yield own
    style = one.style
    while style is not None:
        properties = style.element.find(qn(part))
        if properties is not None:
            yield properties
        style = style.base_style


def setting(one: Paragraph, part: str, element: str, attribute: str) -> str | None:
    """One attribute of a paragraph's layout, e.g. ``setting(p, "w:pPr", "w:spacing", "w:line")``."""
    for properties in _layers(one, part):
        found = properties.find(qn(element))
        if found is not None and found.get(qn(attribute)) is not None:
            return str(found.get(qn(attribute)))
    return None


def font_of(one: Paragraph) -> tuple[str | None, float]:
    """East Asian font and size in points."""
    size = setting(one, "w:rPr", "w:sz", "w:val")
    return setting(one, "w:rPr", "w:rFonts", "w:eastAsia"), int(size or 0) / 2


def aligned(one: Paragraph) -> str | None:
    """How the lines stand, e.g. ``both``."""
    return setting(one, "w:pPr", "w:jc", "w:val")
