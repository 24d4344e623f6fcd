"""The account of a draft: every star with what was written for it, or why it stays (docs/drafts.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.grammar.stars import Role
from sctarget.report.columns import DRAFT_COLUMNS, LEFT_COLUMNS
from sctarget.report.table import Cell, Page, Table

if TYPE_CHECKING:
    from sctarget.report.starred import Filled, FilledDraft


def draft_page(name: str, draft: FilledDraft) -> Page:
    """Two lists: what a person must fill, and what was filled, to be read through once."""
    filled, left = len(draft.filled), len(draft.left)
    sentence = f"{name} 里要填的 * 共{filled + left}处：填了{filled}处，{f'{left}处没有填' if left else '都填上了'}。"
    open_ = [(each.quote, each.reason, "；".join(each.candidates)) for each in draft.left]
    tables = [
        Table(title, columns, tuple(_row(number, texts) for number, texts in enumerate(rows, 1)))
        for title, columns, rows in (
            ("没有填的", LEFT_COLUMNS, open_),
            ("已填的，请核对一遍", DRAFT_COLUMNS, _filled_rows(draft.filled)),
        )
        if rows
    ]
    return Page("", (sentence,), tuple(tables))


def _filled_rows(filled: tuple[Filled, ...]) -> list[tuple[str, ...]]:
    """One row for each figure; the name of the place, the year and the month stand once, behind them."""
    figures = [each for each in filled if each.star.role is Role.FIGURE]
    others: dict[str, list[Filled]] = {}
    for each in filled:
        if each.star.role is not Role.FIGURE:
            others.setdefault(each.indicator, []).append(each)
    rows: list[tuple[str, ...]] = [(each.quote, each.indicator, "；".join(each.notes), each.source) for each in figures]
    return rows + [
        (group[0].quote, name, f"共{len(group)}处" if len(group) > 1 else "", group[0].source)
        for name, group in others.items()
    ]


def _row(number: int, texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return (Cell(str(number)), *map(Cell, texts))
