"""``sctarget diff``: what two plans, two collected sets or two saved check results say differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import chosen_format
from sctarget.cli.options import TABLE_EXTENSIONS, AsTable, Force, TableFile, TableFormat

if TYPE_CHECKING:
    from sctarget.report.differences import Comparison

EXIT_DIFFERENT = 1
TERMINAL_ROWS = 200
"""More rows than a person scrolls through: the terminal shows the first and says how to get all."""


def diff(
    old: Annotated[Path, typer.Argument(metavar="原", help="计划、收回的报表或保存的判定结果。")],
    new: Annotated[Path, typer.Argument(metavar="现", help="与它比较的，须是同一种。")],
    *,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="计划", help="读收回的报表时所用的计划；不写则用报表旁边的，再没有用这里的 plan.yaml。"
        ),
    ] = None,
    format_: AsTable = None,
    output: TableFile = None,
    force: Force = False,
) -> int:
    """对照：两份计划、两次收表或两次判定结果有什么不同，结论为什么变。相同为0，有不同为1。"""
    from sctarget.cli.compared import compare

    chosen = chosen_format(format_, output, TABLE_EXTENSIONS, TableFormat.TABLE)
    if output:
        console.refuse_existing([output], force=force)
    comparison = compare(old, new, plan)
    if output:
        console.write_files({output: rendered(comparison, chosen)}, force=force)
        console.complain(f"已写出 {output}")
    elif chosen is TableFormat.TABLE:
        from sctarget.report.diff_view import diff_page
        from sctarget.writers.terminal import render_terminal

        page = diff_page(comparison, TERMINAL_ROWS)
        console.write_line(render_terminal(page, console.width(), color=console.colour_wanted("stdout")))
    else:
        console.write_bytes(rendered(comparison, chosen, console.output_encoding()))
    return 0 if comparison.same else EXIT_DIFFERENT


def rendered(comparison: Comparison, chosen: TableFormat, encoding: str = "utf-8") -> bytes:
    """The whole comparison in one of the formats, as the bytes of a file or a pipe."""
    if chosen is TableFormat.JSON:
        from sctarget.writers.diff_json import render_diff_json

        return console.encoded_json(render_diff_json(comparison), encoding)
    from sctarget.report.diff_view import diff_page, diff_records

    if chosen is TableFormat.TABLE:
        from sctarget.writers.terminal import render_terminal

        return render_terminal(diff_page(comparison), console.WIDE).encode()
    from sctarget.writers.text import render_csv, render_markdown

    if chosen is TableFormat.CSV:
        return render_csv([diff_records(comparison)]).encode("utf-8-sig")
    return render_markdown(diff_page(comparison)).encode(encoding, "replace")
