"""``report --by department``: a 反馈单 for each department, in a folder (docs/scoring.md §9)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli import console
from sctarget.cli.inputs import load_plan, parse_day, progress_bar
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sctarget.report.document import Document
    from sctarget.writers.gbt9704 import Layout

NAMED = 6
"""So many departments without a 反馈单 are named on the screen."""


class ReportBy(StrEnum):
    """For whom a report is written of its own."""

    DEPARTMENT = "department"


class FeedbackFormat(StrEnum):
    """What a 反馈单 is written as."""

    DOCX = "docx"
    MD = "md"


class Paper(NamedTuple):
    """What the user says about the papers: title, signature, date, how pages look, by when to object, the format."""

    title: str | None
    issuer: str | None
    dated: str | None
    layout: Layout | None
    reply_by: str | None
    format: FeedbackFormat


def refuse_feedback_options(by: ReportBy | None, own: Mapping[str, object], others: Mapping[str, object]) -> None:
    """Raise UsageError for options that mean nothing without ``--by``, and for those that it excludes."""
    if by is None:
        given = [name for name, value in own.items() if value]
        if given:
            raise UsageError(f"{'、'.join(given)} 只用于各单位的反馈单，要和 --by department 一起用。")
        return
    given = [name for name, value in others.items() if value]
    if given:
        raise UsageError(f"--by department 写的是每个单位的反馈单，不能与 {'、'.join(given)} 同用。请去掉后面的。")


def write_feedback(
    plan: Path, paths: list[Path], day: date | None, folder: Path, names: Sequence[str], paper: Paper, *, force: bool
) -> int:
    """Write the 反馈单 of each department, or of those named, all of them or none."""
    from sctarget.cli.check import judge_all
    from sctarget.cli.returning import refuse_inside
    from sctarget.evaluate.departments import standings
    from sctarget.report.document import Frame
    from sctarget.report.feedback import feedback_letter, has_feedback
    from sctarget.report.figures import chinese_date
    from sctarget.report.phrases import summary_sentence
    from sctarget.report.views import make_selection
    from sctarget.writers.form_xlsx import safe_name

    if folder.suffix.lower() in {".docx", ".md", ".pdf", ".xlsx", ".html", ".csv"}:
        raise UsageError(f"--by department 每个单位写一个文件，-o 要写文件夹，如 -o 反馈单，不能写 {folder}。")
    if paper.layout is not None and paper.format is not FeedbackFormat.DOCX:
        raise UsageError("--fonts 和 --spacing 只用于 Word。请去掉它们，或去掉 --format。")
    refuse_inside(folder, paths, "-o", "反馈单")
    dated = chinese_date(parse_day(paper.dated, "--date")) if paper.dated else ""
    reply_by = parse_day(paper.reply_by, "--reply-by") if paper.reply_by else None
    loaded = load_plan(plan)
    wanted = make_selection(loaded, departments=names).departments
    evaluation = judge_all(loaded, paths, day, plan).evaluation
    chosen = [each for each in standings(evaluation) if not wanted or each.name in wanted]
    told = [each for each in chosen if has_feedback(each)]
    among = tuple(each.name for each in told)
    frame = Frame(paper.title or "", "", paper.issuer or "", dated)
    files: dict[Path, bytes] = {}
    with progress_bar("写反馈单") as progress:
        for number, each in enumerate(told):
            if progress:
                progress(number, len(told))
            path = folder / f"反馈单_{safe_name(each.name, among)}.{paper.format.value}"
            files[path] = _rendered(feedback_letter(each, evaluation, frame, reply_by), paper)
    console.write_files(files, force=force)
    console.complain(summary_sentence(evaluation))
    left = [each.name for each in chosen if not has_feedback(each)]
    if left:
        shown = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
        console.complain(f"{len(left)}个单位没有牵头、报送、计分的项目，不写反馈单：{shown}。")
    console.complain(f"已写出 {len(files)} 个单位的反馈单，在 {folder}")
    return 0


def _rendered(document: Document, paper: Paper) -> bytes:
    if paper.format is FeedbackFormat.MD:
        from sctarget.writers.report_text import render_report_markdown

        return render_report_markdown(document).encode("utf-8", "replace")
    from sctarget.writers.report_docx import render_docx

    return render_docx(document, paper.layout)
