"""Board → one HTML file that needs nothing else: style, script and charts are inside (docs/report.md §8).

Everything is visible without the script, which only filters, sorts and folds.  A Content-Security-Policy lets nothing
run or load but the one style and the one script, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sctarget.report.table import EMPTY, page_columns
from sctarget.writers.page_list import indicator_list
from sctarget.writers.page_svg import slices_svg
from sctarget.writers.page_text import LIGHT_CLASSES, cell_html, escaped, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.report.board import Board, Section
    from sctarget.report.charts import Slice
    from sctarget.report.table import Column, Table

_SHORT = 6
"""Characters that stay on one line."""


def render_html(board: Board) -> str:
    """The page as text, e.g. ``render_html(board_of(evaluation))``."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    title = escaped(board.title)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<header>",
        f"<h1>{title}</h1>",
        f'<p class="about">{escaped(board.about)}</p>',
        _nav(board),
        "</header>",
        "<main>",
        *_summary(board),
        *indicator_list(board),
        *(_section(section) for section in board.sections),
        "</main>",
        _footer(board),
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _nav(board: Board) -> str:
    links = [("indicators", "指标")] if board.parts else []
    links += [(section.key, section.title) for section in board.sections]
    if len(links) == 1:
        return ""
    return "<nav>" + "".join(f'<a href="#{key}">{escaped(title)}</a>' for key, title in links) + "</nav>"


def _summary(board: Board) -> Iterable[str]:
    for number, sentence in enumerate(board.sentences):
        yield f'<p class="{"said" if number else "lead"}">{paragraph_text(sentence)}</p>'
    if board.slices:
        words = "，".join(f"{each.word}{each.size}项" for each in board.slices)
        yield slices_svg(board.slices, "whole", words)
        counts = (
            f'<li><i class="{LIGHT_CLASSES[each.light]}"></i><b>{each.size}</b>{each.word}</li>'
            for each in board.slices
        )
        yield f'<ul class="counts">{"".join(counts)}</ul>'


def _section(section: Section) -> str:
    first, *others = section.tables
    parts = [f"<p>{paragraph_text(sentence)}</p>" for sentence in section.sentences]
    parts += [_table(first, section.title, section.bars), *(_table(table, section.title) for table in others)]
    parts += map(_note, section.notes)
    return f'<section id="{section.key}"><h2>{escaped(section.title)}</h2>{"".join(parts)}</section>'


def _note(text: str) -> str:
    return f'<p class="note">{paragraph_text(text)}</p>'


def _table(table: Table, title: str, bars: Sequence[Sequence[Slice]] = ()) -> str:
    """A table under the heading ``title``, with a bar of its counts in each row where there are ``bars``."""
    shown = page_columns(table)
    columns = [table.columns[index] for index in shown]
    caption = f"<caption>{escaped(table.title)}</caption>" if table.title != title else ""
    heads = [f'<th scope="col"{_aligned(column.align)}>{escaped(column.caption)}</th>' for column in columns]
    if bars:
        heads.insert(1, '<th scope="col">各种情况</th>')
    rows = []
    for number, row in enumerate(table.rows):
        cells = [
            cell_html(row[index], escaped(column.caption), _kind(column, row[index].text))
            for index, column in zip(shown, columns, strict=True)
        ]
        if bars:
            cells.insert(1, f"<td>{slices_svg(bars[number], 'stack') if bars[number] else EMPTY}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    notes = "".join(map(_note, table.notes))
    return f"<table>{caption}<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table>{notes}"


def _kind(column: Column, text: str) -> str:
    """How a cell of a plain table is set; a short text and a date stay on one line."""
    kept = len(text) <= _SHORT or column.key == "due"
    return " ".join(name for name in (column.align if column.align != "left" else "", "keep" if kept else "") if name)


def _aligned(align: str) -> str:
    return "" if align == "left" else f' class="{align}"'


def _footer(board: Board) -> str:
    notes = "".join(map(_note, board.notes))
    return f"<footer>{notes}</footer>" if notes else ""
