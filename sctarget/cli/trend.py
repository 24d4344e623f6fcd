"""``sctarget trend``: every figure over the periods, with 同比, 环比, forecast and the rate still required."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.explain import find_item
from sctarget.cli.inputs import DEFAULT_PLAN, actual_paths, chosen_format, collected, load_plan, parse_day, words
from sctarget.cli.options import (
    TABLE_EXTENSIONS,
    AsOf,
    AsTable,
    Force,
    Involved,
    PlanPath,
    Returned,
    TableFile,
    TableFormat,
)
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.evaluate.trend import Trend


def trend(
    plan: PlanPath = DEFAULT_PLAN,
    files: Returned = None,
    *,
    as_of: AsOf = None,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", metavar="指标", help="只看这些指标，编号、名称或别名，多个用逗号隔开。"),
    ] = None,
    department: Involved = None,
    format_: AsTable = None,
    output: TableFile = None,
    force: Force = False,
) -> int:
    """走势：各指标逐期的数、同比、环比、占目标多少、更正过的数、年底预计和剩余时间所需的速度。"""
    from sctarget.evaluate.assess import assess
    from sctarget.evaluate.trend import trends_of
    from sctarget.model.plan import Indicator
    from sctarget.report.views import make_selection

    chosen = chosen_format(format_, output, TABLE_EXTENSIONS, TableFormat.TABLE)
    if output:
        console.refuse_existing([output], force=force)
    day = parse_day(as_of, "--as-of") if as_of else None
    loaded = load_plan(plan)
    wanted = [find_item(loaded, word) for word in words(indicator)]
    for item in wanted:
        if not isinstance(item, Indicator):
            raise UsageError(f"“{item.name}”是任务，没有走势。--indicator 请写指标。")
    selection = make_selection(loaded, departments=words(department))
    returned = collected(loaded, actual_paths(files, plan), plan)
    evaluation = assess(loaded, returned.value, day, returned.problems)
    ids = {item.id for item in wanted}
    trends = tuple(
        each
        for each in trends_of(evaluation, returned.value)
        if selection.wants(each.verdict.indicator) and (not ids or each.verdict.indicator.id in ids)
    )
    if output:
        console.write_files({output: rendered(evaluation, trends, chosen)}, force=force)
        console.complain(f"已写出 {output}")
    elif chosen is TableFormat.TABLE:
        show_table(evaluation, trends)
    else:
        console.write_bytes(rendered(evaluation, trends, chosen, console.output_encoding()))
    return 0


def show_table(evaluation: Evaluation, trends: tuple[Trend, ...]) -> None:
    """The table to standard output; whether figures need a person, to standard error."""
    from sctarget.report.trend import BARS, trend_page
    from sctarget.writers.terminal import render_terminal

    page = trend_page(evaluation, trends, bars=console.can_show(BARS))
    console.write_line(render_terminal(page, console.width(), color=console.colour_wanted("stdout")))
    unsettled = sum(problem.severity.blocking for problem in evaluation.problems)
    if unsettled:
        console.complain(f"当期有{unsettled}处数据没有采用或没有报来，详见 sctarget check。")


def rendered(evaluation: Evaluation, trends: tuple[Trend, ...], chosen: TableFormat, encoding: str = "utf-8") -> bytes:
    """The whole result in one of the formats, as the bytes of a file or a pipe."""
    if chosen is TableFormat.JSON:
        from sctarget.writers.trend_json import render_trend_json

        return console.encoded_json(render_trend_json(evaluation, trends), encoding)
    from sctarget.report.trend import trend_page, trend_records

    if chosen is TableFormat.TABLE:
        from sctarget.writers.terminal import render_terminal

        return render_terminal(trend_page(evaluation, trends), console.WIDE).encode()
    from sctarget.writers.text import render_csv, render_markdown

    if chosen is TableFormat.CSV:
        return render_csv([trend_records(trends, evaluation.plan.rules)]).encode("utf-8-sig")
    return render_markdown(trend_page(evaluation, trends)).encode(encoding, "replace")
