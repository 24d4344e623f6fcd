"""``sctarget report``: the report that a bureau sends up, in the format that the file name asks for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sctarget.cli import console
from sctarget.cli.check import judge_all
from sctarget.cli.inputs import DEFAULT_PLAN, actual_paths, load_plan, parse_day, words
from sctarget.cli.options import AsOf, Force, PlanPath, Returned
from sctarget.cli.report_feedback import FeedbackFormat, Paper, ReportBy, refuse_feedback_options, write_feedback
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation
    from sctarget.model.actual import FormReturn
    from sctarget.report.document import Document, Frame
    from sctarget.writers.gbt9704 import Layout


TOLD = 20
"""So many figures that could not be used are listed on the screen; the annex has them all."""


class FontPreset(StrEnum):
    """Which names the fonts of GB/T 9704 have on the machines that will open the file."""

    GB2312 = "gb2312"
    WINDOWS = "windows"
    GBK = "gbk"


class Spacing(StrEnum):
    """Points of a line."""

    NARROW = "28"
    EXACT = "28.95"
    WIDE = "29"


class ReportView(StrEnum):
    """What is written instead of the whole report."""

    SCORE = "score"


class Wish(NamedTuple):
    """What the user asked for beside the format; and the forms that were read, for the course of the figures."""

    frame: Frame
    brief: bool
    view: ReportView | None
    layout: Layout | None
    returns: tuple[FormReturn, ...]


class Format(NamedTuple):
    """What writes one format; ``paper`` where there is an addressee and a signature, ``pages`` where fonts matter."""

    render: Callable[[Evaluation, Wish], bytes]
    paper: bool = True
    pages: bool = False


def report(
    plan: PlanPath = DEFAULT_PLAN,
    files: Returned = None,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="文件",
            help="写到哪个文件，扩展名定格式：.docx .pdf .xlsx .html .md .csv；有 --by 时是文件夹。",
        ),
    ],
    as_of: AsOf = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="只写一页：一句话结论、没达到的和责任单位、请领导决定的事项。")
    ] = False,
    view: Annotated[
        ReportView | None,
        typer.Option("--view", metavar="score", help="只写绩效自评表和各单位得分，计划里要有 weight。"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="模板", help="填自己的 Word 模板（.docx），写法见 docs/templates.md。"),
    ] = None,
    draft: Annotated[
        Path | None,
        typer.Option(
            "--draft",
            metavar="稿子",
            help="把稿子（.docx .txt）里的 * 换成数；拿不准的留着，列出原因，退出码 1。见 docs/drafts.md。",
        ),
    ] = None,
    by: Annotated[
        ReportBy | None,
        typer.Option(
            "--by", metavar="department", help="给每个单位写一份反馈单：完成情况、得分、扣分明细、要补报的事项。"
        ),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option("--department", metavar="单位", help="只写这些单位的反馈单，用顿号隔开；和 --by 一起用。"),
    ] = None,
    reply_by: Annotated[
        str | None,
        typer.Option(
            "--reply-by", metavar="日期", help="反馈单里写的异议反馈截止日期；不写则不写日期。和 --by 一起用。"
        ),
    ] = None,
    format_: Annotated[
        FeedbackFormat | None,
        typer.Option("--format", metavar="docx|md", help="反馈单的格式，不写则 docx；和 --by 一起用。"),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="标题", help="标题；不写则按计划名称拟定。")] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="单位", help="主送机关，如 县人民政府；不写则没有这一行。")
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="单位", help="落款单位；不写则用计划的发文单位。")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="日期", help="成文日期，如 2024-01-10；不写则空着待签。")
    ] = None,
    fonts: Annotated[
        FontPreset | None,
        typer.Option(
            "--fonts",
            metavar="gb2312|windows|gbk",
            help="Word 里的字体：gb2312 仿宋_GB2312 等（默认），windows 系统自带的仿宋、楷体，gbk 方正字库。",
        ),
    ] = None,
    spacing: Annotated[
        Spacing | None,
        typer.Option("--spacing", metavar="28|28.95|29", help="正文行距（磅），默认 28.95，一页 22 行。"),
    ] = None,
    force: Force = False,
) -> int:
    """写报告：年终写完成情况，年中写进展情况和序时进度；每个未完成的都写明差多少、原因和措施。"""
    day = parse_day(as_of, "--as-of") if as_of else None
    beside = {"--department": department, "--reply-by": reply_by, "--format": format_}
    refuse_feedback_options(
        by, beside, {"--brief": brief, "--view": view, "--template": template, "--draft": draft, "--to": to}
    )
    if by is not None:
        paper = Paper(title, issuer, date, layout(fonts, spacing), reply_by, format_ or FeedbackFormat.DOCX)
        return write_feedback(plan, actual_paths(files, plan), day, output, words(department), paper, force=force)
    if template is not None or draft is not None:
        from sctarget.cli.report_own import own_filler, tell_account

        given = {"--brief": brief, "--view": view, "--title": title, "--to": to, "--issuer": issuer, "--date": date}
        given |= {"--fonts": fonts, "--spacing": spacing}
        fill = own_filler(template, draft, output, [name for name, value in given.items() if value])
        console.refuse_existing([output], force=force)
        evaluation = judge_all(load_plan(plan), actual_paths(files, plan), day, plan).evaluation
        made = fill(evaluation)
        console.write_files({output: made.data}, force=force)
        code = tell_account(made)
        tell(evaluation, output)
        return code
    from sctarget.report.document import Frame
    from sctarget.report.figures import chinese_date

    chosen = output_format(output)
    if not chosen.pages and (fonts or spacing):
        raise UsageError(f"--fonts 和 --spacing 只用于 .docx 和 .pdf，不用于 {output.name}。请去掉它们。")
    if not chosen.paper and (brief or to or issuer or date):
        raise UsageError(f"--brief、--to、--issuer、--date 用于成文的报告，不用于 {output.name}。请去掉它们。")
    if brief and view:
        raise UsageError("--brief 和 --view score 各写各的，不能同用。请去掉一个。")
    if title and (chosen.render is _csv or (view and chosen.render is _xlsx)):
        raise UsageError(f"{output.name} 里只有表，没有标题。请去掉 --title。")
    if brief and (issuer or date):
        raise UsageError("--brief 只有一页，没有落款。请去掉 --issuer 和 --date。")
    console.refuse_existing([output], force=force)
    dated = chinese_date(parse_day(date, "--date")) if date else ""
    loaded = load_plan(plan)
    if view:
        from sctarget.report.scores import require_weights

        require_weights(loaded)
    judged = judge_all(loaded, actual_paths(files, plan), day, plan)
    frame = Frame(title or "", to or "", issuer or "", dated)
    wish = Wish(frame, brief, view, layout(fonts, spacing), judged.returns)
    console.write_files({output: chosen.render(judged.evaluation, wish)}, force=force)
    tell(judged.evaluation, output)
    return 0


def output_format(output: Path) -> Format:
    """What writes the format of a file name.  Raises UsageError for names that mean none, before anything is read."""
    known = {
        ".docx": Format(_word, pages=True),
        ".pdf": Format(_pdf, pages=True),
        ".xlsx": Format(_xlsx, paper=False),
        ".html": Format(_html, paper=False),
        ".htm": Format(_html, paper=False),
        ".md": Format(_markdown),
        ".csv": Format(_csv, paper=False),
    }
    found = known.get(output.suffix.lower())
    if found is None:
        raise UsageError(f"看不出 {output} 该写成什么格式。扩展名可用 {'、'.join(known)}。")
    if found.render is _pdf:
        from sctarget.cli.pdf import converter

        converter()
    return found


def layout(fonts: FontPreset | None, spacing: Spacing | None) -> Layout | None:
    """How pages are laid out, None where the user leaves it to us."""
    if fonts is None and spacing is None:
        return None
    from sctarget.writers.gbt9704 import make_layout

    return make_layout((fonts or FontPreset.GB2312).value, (spacing or Spacing.EXACT).value)


def _document(evaluation: Evaluation, wish: Wish) -> Document:
    if wish.brief:
        from sctarget.report.brief import brief_report

        return brief_report(evaluation, wish.frame)
    if wish.view:
        from sctarget.report.self_evaluation import self_evaluation

        return self_evaluation(evaluation, wish.frame)
    from sctarget.report.year_report import year_report

    return year_report(evaluation, wish.frame)


def _word(evaluation: Evaluation, wish: Wish) -> bytes:
    from sctarget.writers.report_docx import render_docx

    return render_docx(_document(evaluation, wish), wish.layout)


def _pdf(evaluation: Evaluation, wish: Wish) -> bytes:
    from sctarget.cli.pdf import absent_fonts, pdf_of
    from sctarget.writers.gbt9704 import Layout

    layout = wish.layout or Layout()
    absent = absent_fonts(each for each in layout.fonts if isinstance(each, str))
    if absent:
        console.complain(f"这台电脑没有字体：{'、'.join(absent)}。PDF 里用别的字体代替；Word 文件不受影响。")
    return pdf_of(_word(evaluation, wish._replace(layout=layout)))


def _xlsx(evaluation: Evaluation, wish: Wish) -> bytes:
    if wish.view:
        from sctarget.report.book_lists import score_lists
        from sctarget.writers.sheets_xlsx import write_tables

        return write_tables(score_lists(evaluation))
    from sctarget.report.book import book_of
    from sctarget.writers.book_xlsx import render_book

    return render_book(book_of(evaluation, wish.frame.title))


def _html(evaluation: Evaluation, wish: Wish) -> bytes:
    from sctarget.report.board import board_of, page_board
    from sctarget.writers.page_html import render_html

    if wish.view:
        from sctarget.report.scores import score_page

        page = score_page(evaluation)
        board = page_board(page._replace(title=wish.frame.title or page.title), evaluation)
    else:
        board = board_of(evaluation, title=wish.frame.title, returns=wish.returns)
    return render_html(board).encode("utf-8", "replace")


def _markdown(evaluation: Evaluation, wish: Wish) -> bytes:
    from sctarget.writers.report_text import render_report_markdown

    return render_report_markdown(_document(evaluation, wish)).encode("utf-8", "replace")


def _csv(evaluation: Evaluation, wish: Wish) -> bytes:
    from sctarget.writers.report_text import render_report_csv

    return render_report_csv(_document(evaluation, wish)).encode("utf-8-sig", "replace")


def tell(evaluation: Evaluation, output: Path) -> None:
    """What was written and what it does not rest on, to standard error."""
    from sctarget.report.phrases import missing_sentence, problem_lines, summary_sentence

    blocking = [each for each in evaluation.problems if each.severity.blocking and each.code != "not_returned"]
    for line in (*problem_lines(blocking[:TOLD]), missing_sentence(evaluation)):
        if line:
            console.complain(line)
    if len(blocking) > TOLD:
        console.complain(f"另有{len(blocking) - TOLD}处数据没有采用，见报告附件。")
    console.complain(summary_sentence(evaluation))
    console.complain(f"已写出 {output}")
