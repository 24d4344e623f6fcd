"""Records of a document → the table that a person reviews on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.grammar.found import Record

_KINDS = {"target": "目标", "actual": "实际", "slot": "待填", "milestone": "任务"}
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "range": ""}
_CAPTIONS = ("编号", "类别", "名称", "数值", "年份", "牵头单位", "原文")


def render_extract_table(document: str, records: Sequence[Record], width: int) -> str:
    """A review table, e.g. one row ``r1 目标 技术合同成交额 ≥1.17亿元 2023 县科技局 …``."""
    import io

    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{document}：读出{len(records)}条", show_lines=False)
    for caption in _CAPTIONS:
        table.add_column(caption, overflow="fold")
    for record in records:
        table.add_row(*(_escaped(cell) for cell in _cells(record)))
    stream = io.StringIO()
    Console(file=stream, width=max(width, 60), color_system=None).print(table)
    doubtful = [record for record in records if record.review]
    lines = [f"{record.id} 待核：{record.review}（{record.name}）" for record in doubtful]
    return stream.getvalue() + "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("[", "\\[")


def _cells(record: Record) -> tuple[str, ...]:
    value = f"{_SIGNS.get(record.comparator or '', record.comparator or '')}{record.value or ''}"
    value += f"—{record.high}" if record.high else ""
    value += record.unit or ""
    if record.kind == "slot":
        value = f"*{record.unit or ''}"
    quote = " ".join(record.quote.split())
    again = f"（同{record.restates}）" if record.restates else ""
    year = "" if record.year is None else str(record.year)
    lead = "、".join(record.lead)
    return record.id, _KINDS[record.kind], record.name + again, value, year, lead, quote
