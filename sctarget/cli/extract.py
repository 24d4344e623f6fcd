"""``sctarget extract``: a plan document becomes a draft plan, every figure with its place in the text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sctarget.cli import console
from sctarget.model.errors import UsageError


class ExtractFormat(StrEnum):
    """How the records are printed."""

    TABLE = "table"
    JSON = "json"
    YAML = "yaml"


def extract(
    document: Annotated[
        Path, typer.Argument(metavar="文件", help="计划、方案、要点或工作报告（.txt .md .docx .html .pdf）。")
    ],
    *,
    format_: Annotated[
        ExtractFormat | None,
        typer.Option("--format", metavar="table|json|yaml", help="table 供人核对，json 供程序读取，yaml 是计划草稿。"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="写入文件：.yaml 是计划草稿，.json 供程序读取。"),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="年份", min=1900, max=2199, help="文件自己没写明是哪一年时填。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="同名文件已存在时覆盖。")] = False,
) -> int:
    """从文件里找出目标、实际数、待填空格和任务，每条都注明原文位置。"""
    from sctarget.grammar.finder import find_records
    from sctarget.readers.dictionary import standard_id
    from sctarget.readers.document import read_document

    form = _form(format_, output)
    if output is not None:
        console.refuse_existing([output], force=force)
    loaded = read_document(document)
    records = find_records(loaded.text, year, standard_id)
    if form is ExtractFormat.JSON:
        from sctarget.writers.extract_json import render_extract_json

        result = render_extract_json(document.name, records)
    elif form is ExtractFormat.YAML:
        from sctarget.grammar.outline import read_frame
        from sctarget.readers.dictionary import find_standard
        from sctarget.writers.draft_yaml import Frame, render_draft

        title, issuer, first, last = read_frame(loaded.text, year)
        if last is None:
            raise UsageError(f"{document.name} 没有写明是哪一年的计划。请加 --year，如 --year 2023。")
        frame = Frame(document.name, title or document.stem, issuer, first or last, last)
        result = render_draft(loaded.text, records, frame, find_standard)
    else:
        from sctarget.writers.extract_table import render_extract_table

        result = render_extract_table(document.name, records, console.width())
    if output is None:
        console.write_line(result)
        return 0
    console.write_files({output: result.encode("utf-8")}, force=force)
    targets = sum(record.kind == "target" for record in records)
    slots = sum(record.kind == "slot" for record in records)
    doubts = sum(bool(record.review) for record in records)
    console.complain(f"已写出 {output}：目标{targets}个，待填空格{slots}个，共{len(records)}条，其中{doubts}条待核。")
    return 0


def _form(format_: ExtractFormat | None, output: Path | None) -> ExtractFormat:
    by_name = {".yaml": ExtractFormat.YAML, ".yml": ExtractFormat.YAML, ".json": ExtractFormat.JSON}
    if format_ is not None:
        return format_
    if output is None:
        return ExtractFormat.TABLE
    form = by_name.get(output.suffix.lower())
    if form is None:
        raise UsageError(f"{output.name} 的扩展名看不出要写什么。请用 .yaml（计划草稿）或 .json，或加 --format。")
    return form
