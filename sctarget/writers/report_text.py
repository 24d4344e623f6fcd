"""Document → Markdown and CSV; the same sentences and tables as in Word (docs/report.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.report.document import Heading, Text, annex_label
from sctarget.writers.text import markdown_table, marked, render_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.report.document import Block, Document


def render_report_markdown(document: Document) -> str:
    """The report as Markdown with pipe tables."""
    parts = [f"# {marked(document.plain_title)}", marked(document.addressee), *_blocks(document.blocks)]
    if document.annexes:
        labels = [
            f"{number}.{annex.title}" if len(document.annexes) > 1 else annex.title
            for number, annex in enumerate(document.annexes, 1)
        ]
        parts.append(marked(f"附件：{' '.join(labels)}"))
    parts += [marked(document.signature), marked(document.dated.strip())]
    for number, annex in enumerate(document.annexes, 1):
        label = annex_label(number, len(document.annexes))
        parts += [f"## {label} {marked(annex.title)}", *_blocks(annex.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {marked(block.number + block.text)}"
        elif isinstance(block, Text):
            yield (f"**{marked(block.lead)}** " if block.lead else "") + marked(block.text)
        else:
            if block.title:
                yield f"**{marked(block.title)}**"
            yield markdown_table(block)
            yield from map(marked, block.notes)


def render_report_csv(document: Document) -> str:
    """Every table of the report under its caption, without byte order mark."""
    return render_csv(document.tables, titled=True)
