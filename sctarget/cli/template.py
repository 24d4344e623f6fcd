"""``sctarget template``: one fill-in workbook for each department that reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import DEFAULT_FORMS, DEFAULT_PLAN, load_plan, named_departments, parse_day, reporting_period
from sctarget.cli.options import Force, PlanPath
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sctarget.model.period import Period
    from sctarget.model.plan import Plan


def template(
    plan: PlanPath = DEFAULT_PLAN,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="报表…", help="只与 --verify 一起用：收回的填报表、文件夹或压缩包；不写则读计划旁边的 actuals。"
        ),
    ] = None,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="目录", help="填报表写到哪个文件夹。")] = Path(
        DEFAULT_FORMS
    ),
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="报告期", help="如 2023、2023H1、2023Q2、2023-06；一年期计划可不写，按全年。"),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="日期", help="报送截止日期，如 2023-10-10，印在表上。")
    ] = None,
    department: Annotated[
        list[str] | None, typer.Option("--department", metavar="单位", help="只生成这些单位的表，可写多次。")
    ] = None,
    notice: Annotated[
        Path | None,
        typer.Option(
            "--notice",
            metavar="文件或目录",
            help="另写一份报送通知（Word，附发放清单）：文件名.docx，或放它的文件夹；不放在填报表的文件夹里。",
        ),
    ] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="改为生成核定表：每个数据来源单位（source）一个，印着各单位的自报数，核定数由其填写。",
        ),
    ] = False,
    force: Force = False,
) -> int:
    """生成填报表：每个报送单位一个 Excel 文件，可直接发出；--verify 生成核定表。"""
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} 是一个文件，不能当作文件夹。请用 -o 换一个位置。")
    if verify:
        from sctarget.cli.verifying import Asked, write_verify_forms

        if notice:
            raise UsageError("--notice 是填报表的报送通知，不能与 --verify 一起用。请去掉其中一个。")
        day = parse_day(due, "--due") if due else None
        return write_verify_forms(plan, files, Asked(output, period, day, department), force=force)
    if files:
        raise UsageError(f"生成填报表只要计划文件，用不着 {files[0]}。要生成核定表请加 --verify。")
    from sctarget.writers.form_xlsx import FormWriter, form_file_name

    loaded = load_plan(plan)
    reported = reporting_period(loaded, period)
    deadline = parse_day(due, "--due") if due else None
    departments = wanted_departments(loaded, department)
    paths = {name: output / form_file_name(loaded, name, reported) for name in departments}
    letter = notice_path(notice, reported, output) if notice else None
    console.refuse_existing([*paths.values(), *([letter] if letter else [])], force=force)
    writer = FormWriter(loaded, reported, deadline)
    written = {path: writer.write(name) for name, path in paths.items()}
    if letter:
        written[letter] = written_notice(loaded, {name: path.name for name, path in paths.items()}, reported, deadline)
    console.write_files(written, force=force)
    for path in written:
        console.write_line(str(path))
    console.complain(f"共 {len(paths)} 个单位的填报表，报告期 {reported.chinese}，写在 {output}。")
    return 0


def notice_path(asked: Path, period: Period, forms: Path) -> Path:
    """The file of the notice; a name without .docx is a folder.  Raises UsageError for the folder of the forms."""
    if asked.suffix.lower() in {".doc", ".pdf", ".txt", ".md"}:
        raise UsageError(f"报送通知写成 .docx，不能写成 {asked}。")
    named = asked.suffix.lower() == ".docx" and not asked.is_dir()
    path = asked if named else asked / f"关于报送{period.chinese}科技指标完成情况的通知.docx"
    if path.parent.resolve() == forms.resolve():
        raise UsageError(f"{forms} 只放填报表。请把报送通知写到别处，如 --notice 通知.docx")
    return path


def written_notice(plan: Plan, files: dict[str, str], period: Period, due: date | None) -> bytes:
    """The notice that goes out with the forms; what it lacks is told on standard error."""
    from sctarget.report.letters import issuer_of, notice_letter
    from sctarget.writers.report_docx import render_docx

    issuer = issuer_of(plan)
    lacking = [
        word
        for word, there in (
            ("截止日期（--due）", due),
            ("发文单位（计划的 issuer）", plan.issuer),
            ("发文单位的联系人和电话（计划的 departments 中 contact、phone）", issuer.contact or issuer.phone),
        )
        if not there
    ]
    if lacking:
        console.complain(f"报送通知缺：{'；'.join(lacking)}。请补上后重新生成，或在 Word 里补写。")
    return render_docx(notice_letter(plan, files, period, due))


def wanted_departments(plan: Plan, names: list[str] | None) -> tuple[str, ...]:
    """The reporting departments asked for, by name or alias; all when none is named."""
    if not plan.reporters:
        raise UsageError("计划里没有任何指标或任务需要报送，没有表可发。")
    return named_departments(plan, names, plan.reporters, "报送单位")
