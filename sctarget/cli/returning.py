"""What ``collect`` does beyond showing: forms sent back with a letter each, and reminders (docs/returning.md)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sctarget.cli import console
from sctarget.cli.inputs import progress_bar
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.collection import Collection
    from sctarget.model.actual import FormReturn
    from sctarget.model.period import Period

REMINDER_FILES = (".txt", ".md")


def refuse_combinations(
    return_to: Path | None, return_by: str | None, due: str | None, today: str | None, *, remind: bool, json: bool
) -> None:
    """Raise UsageError for options that say nothing without each other, or contradict each other."""
    if return_by and not return_to:
        raise UsageError("--return-by 要和 --return-to 一起用。")
    if today and not remind:
        raise UsageError("--today 要和 --remind 一起用。")
    if today and not due:
        raise UsageError("--today 要和 --due 一起用：没有截止日期，算不出逾期几天。")
    if remind and json:
        raise UsageError("催报（--remind）没有 JSON 格式。请去掉其中一个。")


def refuse_inside(
    folder: Path | None, paths: Sequence[Path], option: str = "--return-to", what: str = "退回件"
) -> None:
    """Raise UsageError when papers would be written into a folder of returns: they would be read as returns."""
    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} 是一个文件，不能当作文件夹。请用 {option} 换一个位置。")
    place = folder.resolve()
    for path in paths:
        if path.is_dir() and place.is_relative_to(path.resolve()):
            raise UsageError(
                f"{folder} 在收回的报表 {path} 里面，{what}会被当成收回的表。"
                f"请用 {option} 换一个位置，如 {what.removesuffix('件')}。"
            )


def send_back(
    collection: Collection,
    returns: Sequence[FormReturn],
    paths: Sequence[Path],
    folder: Path,
    period: Period,
    due: date | None,
    *,
    force: bool,
) -> None:
    """Write, for each department with problems, a marked copy of its form and a letter; all of them or none."""
    from sctarget.readers.returns import original_files
    from sctarget.report.letters import return_letter
    from sctarget.report.mending import mendings
    from sctarget.writers.form_xlsx import form_file_name
    from sctarget.writers.report_docx import render_docx
    from sctarget.writers.return_xlsx import write_return

    plan = collection.plan
    wanted = {each.department for each in collection.departments}
    mending = [each for each in mendings(collection, returns) if each.department in wanted]
    if not mending:
        console.complain("没有要退回的表。")
        return
    names = {each.department: Path(form_file_name(plan, each.department, period)) for each in mending}
    books = {each.department: folder / f"{names[each.department].stem}_第{each.round}轮.xlsx" for each in mending}
    letters = {name: folder / f"退回说明_{file.stem.partition('_')[2]}.docx" for name, file in names.items()}
    console.refuse_existing([*books.values(), *letters.values()], force=force)
    originals = original_files(paths, {each.sha256 for each in mending if each.sha256})
    files: dict[Path, bytes] = {}
    with progress_bar("写退回件") as progress:
        for number, each in enumerate(mending):
            if progress:
                progress(number, len(mending))
            book, letter = books[each.department], letters[each.department]
            sent = write_return(plan, each, originals.get(each.sha256, b""), period, due)
            files[book] = sent.data
            placed = each._replace(marks=sent.marks)
            files[letter] = render_docx(return_letter(plan, placed, period, book.name, due, sent.copied))
    console.write_files(files, force=force)
    console.complain(f"已写出 {len(mending)} 个单位的退回件（标好的表和退回说明），在 {folder}")


def write_reminders(
    collection: Collection, period: Period, today: date | None, output: Path | None, *, force: bool
) -> None:
    """Write the 催报 list and the messages to a file or standard output."""
    from sctarget.report.chasing import message_lines, reminder_page, reminders
    from sctarget.writers.terminal import render_terminal

    day = today or datetime.now().astimezone().date()
    found = reminders(collection, period, collection.due, day)
    page = reminder_page(collection.plan, found, period, collection.due, day)
    messages = "\n".join(message_lines(found))
    if output is None:
        console.write_line(render_terminal(page, console.width(), color=console.colour_wanted("stdout")))
        if messages:
            console.write_line("\n" + messages)
    elif output.suffix.lower() == ".md":
        from sctarget.writers.text import render_markdown

        quoted = "\n".join(f"> {line}" if line and not line.startswith("——") else line for line in messages.split("\n"))
        console.write_files({output: f"{render_markdown(page).rstrip()}\n\n{quoted}\n".encode()}, force=force)
    else:
        text = f"{render_terminal(page, console.WIDE).rstrip()}\n\n{messages}".rstrip() + "\n"
        console.write_files({output: text.encode("utf-8-sig")}, force=force)
