"""``sctarget collect``: what came back, who is missing, what a person must settle; the consolidated table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import (
    DECISIONS_FILE,
    DEFAULT_PLAN,
    actual_paths,
    collected,
    load_plan,
    named_departments,
    parse_day,
    progress_bar,
    reporting_period,
)
from sctarget.cli.options import Force, PlanPath, Returned
from sctarget.cli.returning import REMINDER_FILES, refuse_combinations, refuse_inside, send_back, write_reminders
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.evaluate.collection import Collection
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

EXIT_UNTRUSTED = 3
TERMINAL_ROWS = 200
"""More problems than a person scrolls through: the terminal shows the worst and says how to get all."""

TABLE_FILES = (".xlsx", ".csv", ".json")


class CollectFormat(StrEnum):
    """How the state of the returns is printed."""

    TABLE = "table"
    JSON = "json"


def collect(
    plan: PlanPath = DEFAULT_PLAN,
    files: Returned = None,
    *,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="报告期", help="收哪一期，如 2023Q3；不写则收最近有报送的一期。"),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="日期", help="报送截止日期，如 2023-10-10；文件时间在这天以后的列为迟报。"),
    ] = None,
    department: Annotated[str | None, typer.Option("--department", metavar="单位", help="只看这个单位。")] = None,
    format_: Annotated[
        CollectFormat, typer.Option("--format", metavar="table|json", help="屏幕上的输出格式。")
    ] = CollectFormat.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="文件", help="另把汇总表写到文件：.xlsx .csv .json；催报时是催报单：.txt .md。"
        ),
    ] = None,
    return_to: Annotated[
        Path | None,
        typer.Option(
            "--return-to", metavar="目录", help="把有问题的表退回：每个单位一份标了颜色和批注的副本、一封退回说明。"
        ),
    ] = None,
    return_by: Annotated[
        str | None, typer.Option("--return-by", metavar="日期", help="请各单位在这天前改好发回，写在退回说明里。")
    ] = None,
    remind: Annotated[
        bool, typer.Option("--remind", help="催报：列出没报、报不成的单位，各附一段可以直接粘贴发送的话。")
    ] = False,
    today: Annotated[
        str | None, typer.Option("--today", metavar="日期", help="催报时逾期天数从 --due 算到哪一天；不写则为今天。")
    ] = None,
    decide: Annotated[
        bool,
        typer.Option(
            "--decide",
            help="逐条提问暂不采用的数（确认、改正或不涉及）和要人评定的目标；答案写进计划旁边的 decisions.yaml。",
        ),
    ] = False,
    force: Force = False,
) -> int:
    """收表：谁没报、哪些数要核实、哪些已自动规范；可写出带出处的汇总表。"""
    refuse_combinations(return_to, return_by, due, today, remind=remind, json=format_ is CollectFormat.JSON)
    if output:
        refuse_output(output, REMINDER_FILES if remind else TABLE_FILES, force=force)
    deadline = parse_day(due, "--due") if due else None
    loaded = load_plan(plan)
    wanted = reporting_period(loaded, period) if period else None
    chosen = one_department(loaded, department) if department else None
    paths = actual_paths(files, plan)
    back_by = parse_day(return_by, "--return-by") if return_by else None
    day = parse_day(today, "--today") if today else None
    refuse_inside(return_to, paths)
    refuse_among_returns(output, paths)
    if decide:
        ask_about(loaded, paths, plan, chosen, wanted)
    returned = collected(loaded, paths, plan)

    from sctarget.cli.verifying import verifiers_asked
    from sctarget.evaluate.collection import collect_returns

    whole = collect_returns(
        loaded,
        returned.value,
        returned.problems,
        wanted,
        deadline,
        verifiers_asked(loaded, plan, returned.value, wanted),
    )
    collection = narrowed(whole, chosen)
    if return_to:
        asked = collection.period or wanted or reporting_period(loaded, None)
        send_back(collection, returned.value, paths, return_to, asked, back_by, force=force)
    if remind:
        asked = collection.period or wanted or reporting_period(loaded, None)
        write_reminders(collection, asked, day, output, force=force)
    else:
        if output:
            console.write_files({output: rendered(collection, output.suffix.lower())}, force=force)
        show(collection, format_)
    if output:
        console.complain(f"已写出 {output}")
    return EXIT_UNTRUSTED if whole.untrusted else 0


def refuse_output(output: Path, endings: Sequence[str], *, force: bool) -> None:
    """Raise UsageError for a file whose name does not say a format, or TargetExistsError for one that is there."""
    if output.suffix.lower() not in endings:
        raise UsageError(f"看不出 {output} 该写成什么格式。扩展名可用 {'、'.join(endings)}。")
    console.refuse_existing([output], force=force)


def refuse_among_returns(output: Path | None, paths: Sequence[Path]) -> None:
    """Raise UsageError for a file that would be read as a return the next time."""
    if output and any(path.is_dir() and output.resolve().is_relative_to(path.resolve()) for path in paths):
        raise UsageError(f"{output} 在收回的报表文件夹里面，下次会被当成收回的表。请用 -o 换一个位置。")


def one_department(plan: Plan, name: str) -> str:
    """A department that reports or verifies, by name or alias."""
    from sctarget.model.verify_form import verifiers

    known = tuple(dict.fromkeys((*plan.reporters, *verifiers(plan))))
    return named_departments(plan, [name], known, "报送单位")[0]


def narrowed(collection: Collection, department: str | None) -> Collection:
    """The part of one department, where one was named."""
    if department is None:
        return collection
    from sctarget.report.collected import of_department

    return of_department(collection, department)


def ask_about(plan: Plan, paths: list[Path], plan_path: Path, department: str | None, period: Period | None) -> None:
    """Ask about the figures that need a person, of all or one department; the answers go beside the plan."""
    from sctarget.cli.decide import ask

    returned = collected(plan, paths, plan_path)
    forms = [form for form in returned.value if department is None or form.department == department]
    ask(plan, forms, plan_path.parent / DECISIONS_FILE, until=period.end if period else None)


def show(collection: Collection, format_: CollectFormat) -> None:
    """The state of the returns to standard output."""
    if format_ is CollectFormat.JSON:
        from sctarget.writers.collect_json import render_collect_json

        encoding = console.output_encoding()
        console.write_bytes(console.encoded_json(render_collect_json(collection), encoding))
        return
    from sctarget.report.collected import collected_page
    from sctarget.writers.terminal import render_terminal

    page = collected_page(collection, TERMINAL_ROWS)
    console.write_line(render_terminal(page, console.width(), color=console.colour_wanted("stdout")))


def rendered(collection: Collection, extension: str) -> bytes:
    """The consolidated table as the bytes of a file."""
    if extension == ".json":
        from sctarget.writers.collect_json import render_collect_json

        return render_collect_json(collection).encode()
    from sctarget.report.record import record_table, record_tables

    if extension == ".csv":
        from sctarget.writers.text import render_csv

        return render_csv([record_table(collection)]).encode("utf-8-sig")
    from sctarget.writers.sheets_xlsx import write_tables

    with progress_bar("写出汇总表") as progress:
        return write_tables(record_tables(collection), progress)
