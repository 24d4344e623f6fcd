"""``sctarget extract``: a plan document becomes a draft plan, every figure with its place in the text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sctarget.cli import console


class ExtractFormat(StrEnum):
    """How the records are printed."""

    TABLE = "table"
    JSON = "json"


def extract(
    document: Annotated[Path, typer.Argument(metavar="文件", help="计划、方案、要点或工作报告（.txt .md）。")],
    *,
    format_: Annotated[
        ExtractFormat, typer.Option("--format", metavar="table|json", help="table 供人核对，json 供程序读取。")
    ] = ExtractFormat.TABLE,
    year: Annotated[
        int | None, typer.Option("--year", metavar="年份", min=1900, max=2199, help="文件自己没写明是哪一年时填。")
    ] = None,
) -> int:
    """从文件里找出目标、实际数、待填空格和任务，每条都注明原文位置。"""
    from sctarget.grammar.finder import find_records
    from sctarget.readers.document import read_document

    loaded = read_document(document)
    records = find_records(loaded.text, year)
    from sctarget.writers.extract_json import render_extract_json

    console.write_line(render_extract_json(document.name, records))
    return 0
