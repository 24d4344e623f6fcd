"""Page → CSV, Markdown.  Text from people goes out as text: no formula, no markup, no control characters."""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from typing import TYPE_CHECKING

from sctarget.report.table import EMPTY, page_columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.report.table import Page, Table

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")
_MARKDOWN = re.compile(r"([\\`*_\[|~#])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
"""An ampersand that would begin a character reference; the one of R&D stays as it is."""


def render_csv(tables: Iterable[Table], *, titled: bool = False) -> str:
    """Tables as CSV, without byte order mark, lines ending in CR LF.

    Tables with the same columns follow each other under one header; others come after an empty line, under their title
    when ``titled``.  Text that a spreadsheet would take for a formula gets a leading apostrophe; negative numbers stay
    numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for number, (columns, alike) in enumerate(groupby(tables, key=lambda table: table.columns)):
        if number:
            out.write("\r\n")
        members = list(alike)
        if titled and members[0].title:
            writer.writerow([harmless(members[0].title)])
        writer.writerow([column.caption for column in columns])
        for table in members:
            writer.writerows([[harmless(cell.text) for cell in row] for row in table.rows])
    return out.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula, e.g. ``'=1+1``."""
    text = visible(text)
    if text.lstrip().startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def render_markdown(page: Page) -> str:
    """The page as Markdown with pipe tables."""
    blocks = [f"# {marked(page.title)}", *map(marked, page.sentences)]
    for table in page.tables:
        blocks.append(f"## {marked(table.title)}")
        if table.rows:
            blocks.append(markdown_table(table))
        blocks += [marked(note) for note in table.notes]
    blocks += [marked(note) for note in page.notes]
    return "\n\n".join(blocks) + "\n"


def markdown_table(table: Table) -> str:
    """One table with pipes, without its title and notes."""
    shown = page_columns(table)
    captions = [table.columns[index].caption for index in shown]
    rows = [[marked(row[index].text) or EMPTY for index in shown] for row in table.rows]
    from tabulate import tabulate

    # left-aligned cells are not filled up with blanks to the longest of their column
    colalign = ["" if align == "left" else align for align in (table.columns[index].align for index in shown)]
    return str(tabulate(rows, captions, "pipe", disable_numparse=True, colalign=colalign))


def marked(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = _ENTITY.sub("&amp;", _MARKDOWN.sub(r"\\\1", visible(text))).replace("<", "&lt;").replace(">", "&gt;")
    return escaped.strip().replace("\n", "<br>")
