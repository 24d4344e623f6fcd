"""Page → CSV, Markdown, HTML.  Text from people goes out as text: no formula, no markup, no control characters."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.report.table import EMPTY, page_columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.report.table import Cell, Column, Page, Table

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")
_MARKDOWN = re.compile(r"([\\`*_\[|~#])")
_CLASSES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "red", Light.GREY: "grey"}

_STYLE = """\
@page { size: A4 landscape; margin: 14mm 12mm; }
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif;
  font-size: 10.5pt; line-height: 1.5; color: #000; max-width: 297mm; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 16pt; text-align: center; }
h2 { font-size: 12pt; margin: 1.5em 0 .4em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #777; padding: 3px 6px; }
th { background: #f0f0f0; white-space: nowrap; }
td { overflow-wrap: break-word; }
td[style] { white-space: nowrap; }
td:nth-child(2) { min-width: 10em; }
td:nth-child(3) { min-width: 6em; }
tr.under { break-before: avoid; }
tr:has(+ .under) td { border-bottom: 1px dotted #999; }
tr.under td { border-top: 1px dotted #999; border-bottom: 1px solid #444;
  font-size: 9pt; color: #333; padding-left: 2em; overflow-wrap: anywhere; }
tr.under dl { margin: 0; display: flex; flex-wrap: wrap; gap: 0 1.5em; }
tr.under dt, tr.under dd { display: inline; margin: 0; }
.status { padding: .1em .4em; white-space: nowrap; }
.green { background: #e2f0d9; } .yellow { background: #fff2cc; }
.red { background: #f8cbad; } .grey { background: #ededed; }
footer, p.note { font-size: 9pt; color: #333; }
@media print { body { margin: 0; padding: 0; max-width: none; }
  .green, .yellow, .red, .grey, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


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
    return _tabulated(rows, captions, [table.columns[index].align for index in shown], "pipe")


def _tabulated(rows: list[list[str]], captions: list[str], aligns: Iterable[str], form: str) -> str:
    """Finished cells as a table; left-aligned ones are not filled up with blanks to the longest of their column."""
    from tabulate import tabulate

    colalign = ["" if align == "left" else align for align in aligns]
    return str(tabulate(rows, captions, form, disable_numparse=True, colalign=colalign))


def marked(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = _MARKDOWN.sub(r"\\\1", visible(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.strip().replace("\n", "<br>")


def render_html(page: Page) -> str:
    """The page as one self-contained HTML file that prints well on A4."""
    title = _text(page.title)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(f"<p>{_text(sentence)}</p>" for sentence in page.sentences),
    ]
    for table in page.tables:
        parts.append(f"<section>\n<h2>{_text(table.title)}</h2>")
        if table.rows:
            parts.append(_html_table(table))
        parts += [f'<p class="note">{_text(note)}</p>' for note in table.notes]
        parts.append("</section>")
    parts += ["<footer>", *(f"<p>{_text(note)}</p>" for note in page.notes), "</footer>", "</body>", "</html>"]
    return "\n".join(parts) + "\n"


def _html_table(table: Table) -> str:
    """The table with the details of each row in a row of their own below it, over all columns.

    tabulate has no cell over several columns, so the details end the last cell of their row and open the next one.
    """
    shown = page_columns(table)
    grid = [index for index in shown if table.columns[index].place != "line"]
    under = [index for index in shown if table.columns[index].place == "line"]
    captions = [_text(table.columns[index].caption) for index in grid]
    rows = []
    for row in table.rows:
        *cells, last = (_html_cell(row[index]) for index in grid)
        details = _html_details(row, under, table.columns)
        below = f'</td></tr>\n<tr class="under"><td colspan="{len(grid)}"><dl>{details}</dl>' if details else ""
        rows.append([*cells, last + below])
    return _tabulated(rows, captions, [table.columns[index].align for index in grid], "unsafehtml")


def _html_cell(cell: Cell) -> str:
    text = _text(cell.text) or EMPTY
    return f'<span class="status {_CLASSES[cell.light]}">{text}</span>' if cell.light else text


def _html_details(row: Sequence[Cell], under: Sequence[int], columns: Sequence[Column]) -> str:
    return "".join(
        f"<div><dt>{_text(columns[index].caption)}：</dt><dd>{_text(row[index].text)}</dd></div>"
        for index in under
        if row[index].text
    )


def _text(text: str) -> str:
    return escape(visible(text).strip()).replace("\n", "<br>")
