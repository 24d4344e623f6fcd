"""Document → Word, laid out by GB/T 9704-2012 without red head, seal or imprint (docs/report.md §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.report.document import Heading, Text, annex_label
from sctarget.report.widths import LANDSCAPE, PORTRAIT
from sctarget.writers.gbt9704 import Layout, section_xml
from sctarget.writers.word_package import word_file
from sctarget.writers.word_xml import paragraph, run, table_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.report.document import Annex, Block, Document

_BLANK = paragraph("", "Normal")
_KEPT = "<w:keepNext/>"
_KEPT_BLANK = paragraph("", "Normal", _KEPT)
"""The page that is signed carries text as well (GB/T 9704-2012 §7.3.5), so its end is not torn off."""
_BREAK = "<w:pageBreakBefore/>"
_BODY_SIZE = 320
"""Twips of a 3号 character."""


def render_docx(document: Document, layout: Layout | None = None) -> bytes:
    """The .docx of a report or letter; the same document gives the same bytes."""
    layout = layout or Layout()
    parts = [paragraph(line, "Title") for line in document.title.split("\n")]
    parts.append(_BLANK)
    if document.addressee:
        parts.append(paragraph(document.addressee, "Addressee"))
    *blocks, last = document.blocks
    width = LANDSCAPE if document.landscape else PORTRAIT
    parts += _blocks(blocks, width)
    parts += _blocks([last], width, _KEPT if document.signature else "")
    parts += _annex_list(document.annexes)
    parts += _signature(document)
    turned = document.landscape
    for number, annex in enumerate(document.annexes, 1):
        if annex.landscape is not turned:
            parts.append(paragraph("", "SectionEnd", section_xml(layout, landscape=turned)))
        parts += _annex(annex, annex_label(number, len(document.annexes)), new_page=annex.landscape is turned)
        turned = annex.landscape
    if document.annexes:
        parts.append(paragraph("", "SectionEnd"))
    parts.append(section_xml(layout, landscape=turned))
    return word_file("".join(parts), layout, title=document.plain_title, author=document.signature)


def _blocks(blocks: Iterable[Block], width: int, kept: str = "") -> Iterable[str]:
    """Headings, paragraphs and tables; ``kept`` holds a paragraph on the page of what follows."""
    for block in blocks:
        if isinstance(block, Heading):
            yield paragraph(block.number + block.text, f"Heading{block.level}")
        elif isinstance(block, Text):
            lead = run(block.lead, "RunInKai" if block.level == 2 else "") if block.lead else ""  # noqa: PLR2004
            yield paragraph(block.text, "BodyText", kept, runs=lead)
        else:
            if block.title:
                yield paragraph(block.title, "Caption")
            yield table_xml(block, width)
            yield from (paragraph(note, "TableNote") for note in block.notes)


def _annex_list(annexes: tuple[Annex, ...]) -> list[str]:
    """附件：1.… under the body, the names below each other."""
    if not annexes:
        return []
    several = len(annexes) > 1
    lines = [_KEPT_BLANK]
    for number, annex in enumerate(annexes, 1):
        opening = "附件：" if number == 1 else ""
        name = f"{opening}{number}.{annex.title}" if several else f"{opening}{annex.title}"
        hang = (3 if number == 1 else 0) + (1 if several else 0)
        left = 6 if several else 5
        indent = (
            f'<w:ind w:leftChars="{100 * left}" w:left="{_BODY_SIZE * left}" '
            f'w:hangingChars="{100 * hang}" w:hanging="{_BODY_SIZE * hang}"/>'
        )
        lines.append(paragraph(name, "AnnexList", indent))
    return lines


def _signature(document: Document) -> list[str]:
    """No seal: one blank line; the name two characters from the right, the date beginning two characters after it.

    Where the date would come nearer than two characters to the edge, it stands there and the name moves left.
    """
    names = document.signature.split()
    if not names:
        return []
    name, date = (max(map(_characters, names)), _characters(document.dated))
    right = max(2, name - date)
    lines = [_KEPT_BLANK]
    lines += [_from_right(each, right + date + 2 - name if right == 2 else 2) for each in names]  # noqa: PLR2004
    return [*lines, _from_right(document.dated, right)] if document.dated else lines


def _from_right(text: str, characters: float) -> str:
    indent = f'<w:ind w:rightChars="{int(100 * characters)}" w:right="{int(_BODY_SIZE * characters)}"/>'
    return paragraph(text, "Signature", indent)


def _characters(text: str) -> float:
    return sum(0.5 if each.isascii() else 1 for each in text)


def _annex(annex: Annex, label: str, *, new_page: bool) -> Iterable[str]:
    yield paragraph(label, "AnnexLabel", _BREAK if new_page else "")
    yield _BLANK
    yield paragraph(annex.title, "Title")
    yield _BLANK
    yield from _blocks(annex.blocks, LANDSCAPE if annex.landscape else PORTRAIT)
