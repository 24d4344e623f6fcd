"""``sctarget report``: the report that a bureau sends up, in the format that the file name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.check import judge
from sctarget.cli.inputs import DEFAULT_PLAN, actual_paths, load_plan, parse_day
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation
    from sctarget.report.document import Document


def report(
    plan: Annotated[Path, typer.Argument(metavar="计划", help="计划文件。")] = DEFAULT_PLAN,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="报表…", help="收回的填报表、文件夹或压缩包；不写则读计划旁边的 actuals。"),
    ] = None,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="写到哪个文件，扩展名定格式：.md .csv。")
    ],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="日期", help="判定到哪一天，如 2023-06-30 或 2023Q2；不写则按最近一期的期末。"),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="标题", help="标题；不写则按计划名称拟定。")] = None,
    force: Annotated[bool, typer.Option("--force", help="同名文件已存在时覆盖。")] = False,
) -> int:
    """写报告：年终写完成情况，年中写进展情况和序时进度；每个未完成的都写明差多少、原因和措施。"""
    from sctarget.report.year_report import Frame, year_report

    render = renderer(output)
    console.refuse_existing([output], force=force)
    day = parse_day(as_of, "--as-of") if as_of else None
    evaluation = judge(load_plan(plan), actual_paths(files, plan), day, plan)
    document = year_report(evaluation, Frame(title=title or ""))
    console.write_files({output: render(document)}, force=force)
    tell(evaluation, output)
    return 0


def renderer(output: Path) -> Callable[[Document], bytes]:
    """What writes a document in the format of a file name.  Raises UsageError for names that mean no format."""
    known: dict[str, Callable[[Document], bytes]] = {".docx": _docx, ".md": _markdown, ".csv": _csv}
    found = known.get(output.suffix.lower())
    if found is None:
        raise UsageError(f"看不出 {output} 该写成什么格式。扩展名可用 {'、'.join(known)}。")
    return found


def _docx(document: Document) -> bytes:
    from sctarget.writers.report_docx import render_docx

    return render_docx(document)


def _markdown(document: Document) -> bytes:
    from sctarget.writers.report_text import render_report_markdown

    return render_report_markdown(document).encode("utf-8", "replace")


def _csv(document: Document) -> bytes:
    from sctarget.writers.report_text import render_report_csv

    return render_report_csv(document).encode("utf-8-sig", "replace")


def tell(evaluation: Evaluation, output: Path) -> None:
    """What was written and what it does not rest on, to standard error."""
    from sctarget.report.phrases import missing_sentence, problem_lines, summary_sentence

    blocking = [each for each in evaluation.problems if each.severity.blocking and each.code != "not_returned"]
    for line in (*problem_lines(blocking), missing_sentence(evaluation)):
        if line:
            console.complain(line)
    console.complain(summary_sentence(evaluation))
    console.complain(f"已写出 {output}")
