"""``sctarget check``: judge every figure and show what is met, what is missing and who owes it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sctarget.cli import console
from sctarget.cli.inputs import (
    DEFAULT_PLAN,
    actual_paths,
    chosen_format,
    collected,
    load_plan,
    parse_day,
    scored,
    words,
)
from sctarget.cli.options import AsOf, Force, Involved, PlanPath, Returned
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sctarget.evaluate.result import Evaluation
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan
    from sctarget.report.board import Board
    from sctarget.report.table import Page
    from sctarget.report.views import Selection

EXIT_FINDINGS = 1
EXIT_UNTRUSTED = 3
TERMINAL_ROWS = 200
"""More indicators than a person scrolls through: the terminal shows the worst and says how to get all."""


class CheckFormat(StrEnum):
    """How the result is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


class FailOn(StrEnum):
    """From which findings on the exit code is 1."""

    NONE = "none"
    MISSED = "missed"
    BEHIND = "behind"


class Order(StrEnum):
    """In which order indicators stand."""

    WORST = "worst"
    PLAN = "plan"


class By(StrEnum):
    """What the table is parted by."""

    DEPARTMENT = "department"
    GROUP = "group"


class View(StrEnum):
    """What is shown: how each figure stands, or the points it brings."""

    RESULT = "result"
    SCORE = "score"


EXTENSIONS = {
    ".json": CheckFormat.JSON,
    ".csv": CheckFormat.CSV,
    ".md": CheckFormat.MARKDOWN,
    ".html": CheckFormat.HTML,
    ".htm": CheckFormat.HTML,
    ".txt": CheckFormat.TABLE,
}


def check(
    plan: PlanPath = DEFAULT_PLAN,
    files: Returned = None,
    *,
    as_of: AsOf = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="none|missed|behind",
            help="有哪些情况时退出码为 1：missed 未完成、严重滞后、任务逾期；behind 另加滞后；none 都不算。",
        ),
    ] = FailOn.MISSED,
    format_: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format", metavar="table|json|csv|markdown|html", help="输出格式；不写则看 -o 的扩展名，否则表格。"
        ),
    ] = None,
    order: Annotated[
        Order | None,
        typer.Option(
            "--order", metavar="worst|plan", help="worst 差的在前（默认），plan 按计划顺序；JSON 总按计划顺序。"
        ),
    ] = None,
    by: Annotated[
        By | None, typer.Option("--by", metavar="department|group", help="按责任单位或按分组分开列表。")
    ] = None,
    view: Annotated[
        View,
        typer.Option(
            "--view",
            metavar="result|score",
            help="result 完成情况；score 计分（绩效自评表和各单位得分），计划里要有 weight。",
        ),
    ] = View.RESULT,
    department: Involved = None,
    group: Annotated[str | None, typer.Option("--group", metavar="分组", help="只看这个分组。")] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="状态", help="只看这些状态，中文或英文，多个用逗号隔开，如 未完成,滞后。"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="写到文件：.json .csv .md .html .txt。")
    ] = None,
    force: Force = False,
) -> int:
    """判定：读计划和收回的报表，列出完成情况、尚差多少、谁负责、出自哪个格子。"""
    chosen = chosen_format(format_, output, EXTENSIONS, CheckFormat.TABLE)
    if chosen is CheckFormat.JSON and (order or by or view is View.SCORE):
        raise UsageError("--order、--by、--view 只用于表格类输出，JSON 按计划顺序全部列出。请去掉它们，或换 --format。")
    if view is View.SCORE and by is By.GROUP:
        raise UsageError("计分的总分不按分组算，--view score 只能配 --by department；只看一个分组请用 --group。")
    if output:
        console.refuse_existing([output], force=force)
    day = parse_day(as_of, "--as-of") if as_of else None
    loaded = load_plan(plan)
    if view is View.SCORE:
        from sctarget.report.scores import require_weights

        require_weights(loaded)
        order = order or Order.PLAN
    if chosen is CheckFormat.JSON and not (department or group or status):
        selection = None
    else:
        from sctarget.report.views import make_selection

        selection = make_selection(
            loaded,
            order=(order or Order.WORST).value,
            by=by.value if by else None,
            departments=words(department),
            groups=words(group),
            statuses=words(status),
            limit=TERMINAL_ROWS if chosen is CheckFormat.TABLE and output is None else None,
        )
    judged = judge_all(loaded, actual_paths(files, plan), day, plan)
    evaluation = judged.evaluation
    if output:
        console.write_files({output: rendered(judged, selection, chosen, view=view)}, force=force)
        console.complain(f"已写出 {output}")
    elif chosen is CheckFormat.TABLE:
        show_table(evaluation, selection, view)
    else:
        console.write_bytes(rendered(judged, selection, chosen, console.output_encoding(), view))
    return exit_code(evaluation, fail_on)


class Judged(NamedTuple):
    """The verdicts, and the forms of every period that they rest on."""

    evaluation: Evaluation
    returns: tuple[FormReturn, ...]


def judge(plan: Plan, paths: list[Path], day: date | None, plan_path: Path) -> Evaluation:
    """Read the returned workbooks and judge the plan on them."""
    return judge_all(plan, paths, day, plan_path).evaluation


def judge_all(plan: Plan, paths: list[Path], day: date | None, plan_path: Path) -> Judged:
    """The same with the forms that were read, for whoever shows the course of the figures."""
    from sctarget.evaluate.assess import NoDateError, assess

    returned = collected(plan, paths, plan_path)
    try:
        evaluation = scored(assess(plan, returned.value, day, returned.problems), plan_path)
        return Judged(evaluation, tuple(returned.value))
    except NoDateError:
        from sctarget.report.phrases import problem_lines

        for line in problem_lines(returned.problems):
            console.complain(line)
        raise


def show_table(evaluation: Evaluation, selection: Selection | None, view: View = View.RESULT) -> None:
    """The result to standard output, the problems below it to standard error (docs/output.md)."""
    from sctarget.report.views import problem_page
    from sctarget.writers.terminal import render_terminal

    page = view_page(evaluation, selection, view)
    console.write_line(render_terminal(page, console.width(), color=console.colour_wanted("stdout")))
    problems = problem_page(evaluation, selection)
    if problems.tables:
        console.complain("\n" + render_terminal(problems, console.width(), color=console.colour_wanted("stderr")))


def view_page(evaluation: Evaluation, selection: Selection | None, view: View) -> Page:
    """What one view shows, without the problems."""
    if view is View.SCORE:
        from sctarget.report.scores import score_page

        return score_page(evaluation, selection)
    if selection is not None and selection.by == "department":
        from sctarget.report.by_department import department_page

        return department_page(evaluation, selection)
    from sctarget.report.views import result_page

    return result_page(evaluation, selection)


def view_board(judged: Judged, selection: Selection | None, view: View) -> Board:
    """What one view shows on an HTML page."""
    evaluation = judged.evaluation
    from sctarget.report.board import board_of, page_board

    if view is View.SCORE:
        return page_board(view_page(evaluation, selection, view), evaluation)
    return board_of(evaluation, selection, returns=judged.returns)


def rendered(
    judged: Judged,
    selection: Selection | None,
    chosen: CheckFormat,
    encoding: str = "utf-8",
    view: View = View.RESULT,
) -> bytes:
    """The whole result in one of the formats, as the bytes of a file or a pipe; CSV and HTML are UTF-8 everywhere."""
    evaluation = judged.evaluation
    if chosen is CheckFormat.JSON:
        from sctarget.writers.json_out import render_check_json

        return console.encoded_json(render_check_json(narrowed(evaluation, selection), evaluation), encoding)
    if chosen is CheckFormat.HTML:
        from sctarget.writers.page_html import render_html

        return render_html(view_board(judged, selection, view)).encode("utf-8", "replace")
    from sctarget.report.views import problem_page

    result = view_page(evaluation, selection, view)
    page = result._replace(tables=(*result.tables, *problem_page(evaluation, selection).tables))
    if chosen is CheckFormat.TABLE:
        from sctarget.writers.terminal import render_terminal

        return render_terminal(page, console.WIDE).encode()
    from sctarget.writers.text import render_csv, render_markdown

    if chosen is CheckFormat.CSV:
        return render_csv(result.tables).encode("utf-8-sig")
    return render_markdown(page).encode(encoding, "replace")


def narrowed(evaluation: Evaluation, selection: Selection | None) -> Evaluation:
    """The evaluation with only the chosen indicators and tasks, in the order of the plan; its summary counts those."""
    if selection is None:
        return evaluation
    from sctarget.report.views import selected_tasks, selected_verdicts

    chosen = selection._replace(order="plan")
    verdicts, _ = selected_verdicts(evaluation, chosen)
    tasks, _ = selected_tasks(evaluation, chosen)
    return evaluation._replace(verdicts=tuple(each for _, each in verdicts), tasks=tuple(each for _, each in tasks))


def exit_code(evaluation: Evaluation, fail_on: FailOn) -> int:
    """3 where the data cannot be trusted yet, else 1 for the findings asked about, else 0."""
    from sctarget.evaluate.result import Status

    if evaluation.missing or any(problem.severity.blocking for problem in evaluation.problems):
        return EXIT_UNTRUSTED
    minded = {
        FailOn.NONE: frozenset[Status](),
        FailOn.MISSED: frozenset({Status.UNMET, Status.FAR_BEHIND}),
        FailOn.BEHIND: frozenset({Status.UNMET, Status.FAR_BEHIND, Status.BEHIND}),
    }[fail_on]
    found = any(verdict.status in minded for verdict in evaluation.verdicts)
    overdue = fail_on is not FailOn.NONE and any(task.overdue for task in evaluation.tasks)
    return EXIT_FINDINGS if found or overdue else 0
