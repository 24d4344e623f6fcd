"""A revision → what the clerk reads: how much changed, then every entry with both wordings and both places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.report.revision import ChangeKind
from sctarget.report.table import Cell, Column, Page, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sctarget.report.revision import Change, Revision

KIND_WORDS = {
    ChangeKind.CHANGED: "改动",
    ChangeKind.ADDED: "新增",
    ChangeKind.DROPPED: "删去",
    ChangeKind.SAME: "不变",
    ChangeKind.OWN: "自行添加",
}
_LIGHTS = {ChangeKind.CHANGED: Light.YELLOW, ChangeKind.ADDED: Light.GREEN, ChangeKind.DROPPED: Light.RED}
_COLUMNS = (
    Column("change", "变化"),
    Column("name", "名称", width=26),
    Column("before", "计划里", width=20),
    Column("after", "新文件", width=20),
    Column("line", "计划第几行", align="right"),
    Column("at", "原文位置", priority=1, width=18),
    Column("quote", "新文件原文", priority=2, width=30, place="line"),
    Column("lead", "牵头单位不同", place="line"),
)
_NOTES = (
    "改动：计划里的条目一个字不动，只写 review；核对后自己改 target 等，再删去 review。",
    "删去：新文件里没有，条目留着，确实取消的再自己删。",
)


def revision_page(revision: Revision, plan: str, document: str, lines: Mapping[str, int]) -> Page:
    """The comparison of a plan with a revised document; ``lines`` gives the line of an entry's id in the plan file."""
    counts = "、".join(
        f"{KIND_WORDS[kind]}{revision.count(kind)}项"
        for kind in ChangeKind
        if kind is not ChangeKind.OWN or revision.count(kind)
    )
    differing = tuple(_row(change, lines) for change in revision.changes if change.kind in _LIGHTS)
    same = tuple(_row(change, lines) for change in revision.changes if change.kind not in _LIGHTS)
    tables = [Table("有变化的", _COLUMNS, differing, _NOTES)] if differing else []
    tables += [Table("不变的", _COLUMNS, same)] if same else []
    return Page(f"{plan} 与 {document} 对照", (f"{counts}。",), tuple(tables))


def _row(change: Change, lines: Mapping[str, int]) -> tuple[Cell, ...]:
    row = change.new.row if change.new is not None else {}
    identity = change.old.id if change.old is not None else str(row["id"])
    line = lines.get(identity)
    target = str(row.get("target", ""))
    before = change.before or (getattr(change.old, "target_text", None) or "")
    at = row.get("at", "")
    return (
        Cell(KIND_WORDS[change.kind], _LIGHTS.get(change.kind)),
        Cell(change.label),
        Cell(before),
        Cell(change.after or target),
        Cell("" if line is None else str(line)),
        Cell("、".join(map(str, at)) if isinstance(at, list) else str(at)),
        Cell(str(row.get("quote", "")) if change.kind in _LIGHTS else ""),
        Cell("计划写{}，新文件写{}".format(*change.leads) if change.leads else ""),
    )
