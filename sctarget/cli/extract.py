"""``sctarget extract``: a plan document becomes a draft plan, every figure with its place in the text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.options import Force
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.report.draft import Draft


class ExtractFormat(StrEnum):
    """How the records are printed."""

    TABLE = "table"
    JSON = "json"
    YAML = "yaml"


_MOST_SHOWN = 200
"""Rows of a table on the screen; a file gets all."""

_FORMS = {
    ".yaml": ExtractFormat.YAML,
    ".yml": ExtractFormat.YAML,
    ".json": ExtractFormat.JSON,
    ".txt": ExtractFormat.TABLE,
}


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
        typer.Option("-o", "--output", metavar="文件", help="写入文件：.yaml 计划草稿，.json 数据，.txt 核对表。"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年份", min=1900, max=2199, help="文件自己没写明是哪一年（“今年”）时填。"),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option(
            "--update",
            metavar="计划",
            help="与人改过的计划对照，列出新增、改动、删去、不变；加 -o 写出并入后的计划（可写回同一个文件），"
            "已有的内容一字不动。",
        ),
    ] = None,
    force: Force = False,
) -> int:
    """从文件里找出目标、实际数、待填空格和任务，每条都注明原文位置。"""
    from sctarget.cli.documents import draft_of, frame_of, read_records

    form = _form(format_, output)
    if update is not None:
        from sctarget.cli.extract_update import update_plan

        return update_plan(document, year, update, output, form.value, force=force)
    if output is not None:
        console.refuse_existing([output], force=force)
    read = read_records(document, year)
    told = f"共{len(read.records)}条"
    if form is ExtractFormat.JSON:
        from sctarget.writers.extract_json import render_extract_json

        result = render_extract_json(document.name, read.records)
    elif form is ExtractFormat.YAML:
        from sctarget.writers.draft_yaml import render_draft

        frame = frame_of(read)
        draft = draft_of(read, frame)
        result, told = render_draft(draft, frame), _summary(draft)
    else:
        from sctarget.report.extract_view import extract_page
        from sctarget.writers.terminal import render_terminal

        page = extract_page(document.name, read.records, read.document.place, _MOST_SHOWN if output is None else None)
        colour = output is None and console.colour_wanted("stdout")
        result = render_terminal(page, console.WIDE if output else console.width(), color=colour)
    if output is None:
        console.write_line(result)
        return 0
    console.write_files({output: result.encode("utf-8")}, force=force)
    console.complain(f"已写出 {output}：{told}。")
    return 0


def _summary(draft: Draft) -> str:
    """What was written, e.g. 指标28项、任务3项，其中5项待核."""
    tasks = sum(entry.section == "tasks" for entry in draft.entries)
    doubts = sum("review" in entry.row for entry in draft.entries)
    rest = f"；另有{draft.reported}个已完成的数没有列入（与目标同名的写在 history 里）" if draft.reported else ""
    return f"指标{len(draft.entries) - tasks}项、任务{tasks}项，其中{doubts}项待核（写有 review 的）{rest}"


def _form(format_: ExtractFormat | None, output: Path | None) -> ExtractFormat:
    """What is written: as ``--format`` says, else as the extension does; the two must not contradict each other."""
    named = None if output is None else _FORMS.get(output.suffix.lower())
    if output is None:
        return format_ or ExtractFormat.TABLE
    if named is None and format_ is None:
        raise UsageError(
            f"{output.name} 的扩展名看不出要写什么。请用 .yaml（计划草稿）、.json 或 .txt（核对表），或加 --format。"
        )
    if None not in {named, format_} and named is not format_:
        raise UsageError(f"--format {format_} 与 {output.name} 的扩展名不一致。请去掉 --format，或换一个扩展名。")
    return format_ or named or ExtractFormat.TABLE
