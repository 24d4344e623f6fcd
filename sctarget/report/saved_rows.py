"""Rows of a consolidated table → a collected set, whether they come from a file or were collected just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.saved import SavedFigure, SavedSet
from sctarget.model.source import Source
from sctarget.report.collected import BY_FORMULA, RETURN_WORDS, USABLE, USE_WORDS
from sctarget.report.columns import RECORD_COLUMNS, RETURN_COLUMNS
from sctarget.report.record import record_table
from sctarget.report.words import STATE_WORDS, TASK_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sctarget.evaluate.collection import Collection
    from sctarget.report.table import Column

RECORD_SHEET, RETURNS_SHEET = "数据", "报送情况"
FORMULA, USABLE_CODE = "formula", "usable"
USES = {USABLE_CODE: USABLE, FORMULA: BY_FORMULA} | {absence.value: word for absence, word in USE_WORDS.items()}
STATES = {state.value: word for state, word in STATE_WORDS.items()}
TASKS = {state.value: word for state, word in TASK_WORDS.items()}
RETURNS = {status.value: word for status, word in RETURN_WORDS.items()}
"""Code → the word that a table has for it."""

_TEXTS = ("reason", "measures", "data_source", "remark")
_NEEDED = ("use", "department", "sort", "id", "period", "value")


def missing_captions(captions: Iterable[str]) -> list[str]:
    """The columns that a consolidated table must have and that are not there."""
    known = set(captions)
    return [column.caption for column in RECORD_COLUMNS if column.key in _NEEDED and column.caption not in known]


def set_of_rows(title: str, rows: Iterable[Mapping[str, str]], returns: Iterable[Mapping[str, str]]) -> SavedSet:
    """A collected set from the rows of its sheets 数据 and 报送情况, caption → text."""
    figures = tuple(_figure(_keyed(row, RECORD_COLUMNS)) for row in rows)
    periods = tuple(sorted({each.period for each in figures if each.period}))
    sent = [_keyed(row, RETURN_COLUMNS) for row in returns]
    period = periods[-1] if periods else ""
    departments = {(period, row["department"]): _code(RETURNS, row["status"]) for row in sent}
    return SavedSet(title, periods, figures, departments, whole=True)


def set_of_collections(collections: Iterable[Collection]) -> SavedSet:
    """A collected set from what was read just now, one collection a period."""
    figures: list[SavedFigure] = []
    departments: dict[tuple[str, str], str] = {}
    periods, title = [], ""
    for collection in collections:
        period, title = collection.period.text if collection.period else "", collection.plan.title
        periods.append(period)
        table = record_table(collection)
        keys = [column.key for column in table.columns]
        figures += [_figure({key: cell.text for key, cell in zip(keys, row, strict=True)}) for row in table.rows]
        departments |= {(period, each.department): each.status.value for each in collection.departments}
    return SavedSet(title, tuple(periods), tuple(figures), departments, whole=True)


def _keyed(row: Mapping[str, str], columns: Iterable[Column]) -> dict[str, str]:
    return {column.key: row.get(column.caption, "") for column in columns}


def _code(words: Mapping[str, str], word: str) -> str:
    """The code of a word; a word that is none of ours stays."""
    return next((code for code, each in words.items() if each == word), word)


def _figure(row: Mapping[str, str]) -> SavedFigure:
    file = row["file"]
    place = Source(
        file, row["sheet"] or None, row["cell"] or None, raw=row["raw"] or None, sha256=row["sha256"] or None
    )
    return SavedFigure(
        item=row["id"],
        label=row["name"],
        department=row["department"],
        period=row["period"],
        use=_code(USES, row["use"]),
        value=row["value"] or _code(TASKS, row["done"]),
        unit=row["unit"],
        state=_code(STATES, row["state"]),
        held=row["held"],
        texts={key: row[key] for key in _TEXTS},
        source=place if file else None,
    )
