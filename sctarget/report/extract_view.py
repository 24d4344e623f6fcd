"""Records of a document → the table that a person reviews: what is doubtful first, then all in their order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.report.origin import quote_of, where
from sctarget.report.table import Cell, Column, Page, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sctarget.grammar.found import Record

_KINDS = {"target": "目标", "slot": "待填", "actual": "实际", "milestone": "任务"}
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}
_COLUMNS = (
    Column("id", "编号"),
    Column("kind", "类别"),
    Column("name", "名称", width=24),
    Column("value", "数值", "right", width=10),
    Column("year", "年份"),
    Column("at", "位置", priority=1, width=20),
    Column("lead", "牵头单位", priority=2, width=16),
    Column("baseline", "基期", priority=3, width=14),
    Column("quote", "原文", priority=4, width=40),
    Column("review", "待核", place="line"),
)
_NOTHING = "没有读出目标、已完成的数、待填的空格或任务。请核对是不是这份文件；图片里的文字读不到。"


def extract_page(
    document: str, records: Sequence[Record], place: Callable[[int], str], most: int | None = None
) -> Page:
    """What was read from a document; ``most`` rows of each table are listed, all when None."""
    counts = Counter(record.kind for record in records)
    kinds = [f"{words}{counts[kind]}条" for kind, words in _KINDS.items() if counts[kind]]
    doubtful = [record for record in records if record.review]
    sure = [record for record in records if not record.review]
    again = sum(record.restates is not None for record in records)
    sentence = f"读出{len(records)}条：{'、'.join(kinds)}。" if records else _NOTHING
    sentence += f"其中{len(doubtful)}条待核，列在前面。" if doubtful else ""
    sentence += f"{again}条是前面说过的，注明“同”哪一条，写计划时合成一项。" if again else ""
    tables = [
        _table(title, each, place, most)
        for title, each in (("待核", doubtful), ("其余" if doubtful else "全部", sure))
        if each
    ]
    return Page(document, (sentence,), tuple(tables))


def _table(title: str, records: Sequence[Record], place: Callable[[int], str], most: int | None) -> Table:
    left = 0 if most is None else len(records) - most
    note = f"另有{left}条没有列出；全部写进文件：-o 核对表.txt，或 --format json。"
    rows = tuple(_row(record, place) for record in records[:most])
    return Table(title, _COLUMNS, rows, (note,) if left > 0 else ())


def _row(record: Record, place: Callable[[int], str]) -> tuple[Cell, ...]:
    name = f"{record.name}（{record.scope}）" if record.scope else record.name
    return (
        Cell(record.id),
        Cell(_KINDS[record.kind], Light.YELLOW if record.kind == "slot" else None),
        Cell(f"{name}（同{record.restates}）" if record.restates else name),
        Cell(figure_words(record)),
        Cell("" if record.year is None else str(record.year)),
        Cell(where(record, place)),
        Cell("、".join(record.lead)),
        Cell(_baseline(record)),
        Cell(quote_of(record)),
        Cell(record.review, Light.YELLOW if record.review else None),
    )


def figure_words(record: Record) -> str:
    """The figure with its direction, e.g. ≥0.16亿元, 3—5家, 60名左右; * for a slot, nothing for a deliverable."""
    if record.kind == "milestone":
        return ""
    if record.value is None:
        return f"*{record.unit or ''}"
    unit = record.unit or ""
    if record.comparator == "range":
        return f"{record.value}—{record.high}{unit}"
    about = "左右" if record.comparator == "=" and record.kind == "target" else ""
    return f"{_SIGNS.get(record.comparator or '', '')}{record.value}{unit}{about}"


def _baseline(record: Record) -> str:
    if record.baseline is None:
        return ""
    year = f"（{record.baseline.year}年）" if record.baseline.year else ""
    return f"{record.baseline.value}{record.unit or ''}{year}"
