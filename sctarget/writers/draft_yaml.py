"""A draft plan → the text of a plan file, one key a line, entries apart (docs/extract.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.report.draft import UNKNOWN_ISSUER
from sctarget.writers.plan_text import write_plan_text

if TYPE_CHECKING:
    from sctarget.report.draft import Draft, Frame

_HEADER = """\
# 由 sctarget extract 从“{document}”读出的草稿，请逐条核对。
# quote 是原文，at 是原文位置；写有 review 的地方程序没有把握，核对后删去这一行。
# 检查：sctarget validate 本文件；改完即可发填报表：sctarget template 本文件 -o forms --period {period}
"""
_NO_ISSUER = f"# 原文没有写明发文机关：请把“{UNKNOWN_ISSUER}”改成本单位的名称，共两处。\n"


def render_draft(draft: Draft, frame: Frame) -> str:
    """A plan file for a draft, with comments for the person who goes through it."""
    sections = {
        "plan": [draft.head],
        "departments": list(draft.departments),
        **{
            section: [entry.row for entry in draft.entries if entry.section == section]
            for section in ("indicators", "tasks")
        },
    }
    text, _ = write_plan_text(sections)
    spaced = text.replace("\n  - ", "\n\n  - ").replace(":\n\n  - ", ":\n  - ")
    for section in ("indicators", "tasks"):
        spaced = spaced.replace(f"\n{section}:\n", f"\n\n{section}:\n")
    header = _HEADER.format(document=" ".join(frame.document.split()), period=frame.last)
    return f"{header}{'' if frame.issuer else _NO_ISSUER}\n{spaced}"
