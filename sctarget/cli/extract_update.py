"""``sctarget extract --update``: a revised document into a plan that people worked on, nothing of theirs rewritten."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli import console
from sctarget.cli.inputs import load_plan
from sctarget.model.errors import SctargetError, UsageError

if TYPE_CHECKING:
    from sctarget.model.plan import Plan
    from sctarget.model.plan_sheets import Row
    from sctarget.report.draft import Draft
    from sctarget.report.revision import Revision


class NothingInCommonError(UsageError):
    """A document that has nothing to do with the plan."""

    def __init__(self, plan: Path, document: str) -> None:
        super().__init__(
            f"{document} 与 {plan} 没有一条对得上，像是另一份文件，没有并入。"
            "请核对文件；另起一份计划用 -o 新文件.yaml。"
        )


class OtherYearError(UsageError):
    """A document of another year than the plan's."""

    def __init__(self, document: str, spoken: int, plan: Path, period: str, last: int) -> None:
        super().__init__(
            f"{document} 说的是{spoken}年，{plan} 的计划期是 {period}，像是另一份计划，没有并入。"
            f"确要并入请加 --year {last}；另起一份计划用 -o 新文件.yaml。"
        )


class CannotSpliceError(SctargetError):
    """A plan file in which a change cannot be made without touching what people wrote."""

    def __init__(self, plan: Path) -> None:
        super().__init__(
            f"{plan} 的写法特殊（如用了别名记号 *），没法只改一条而不动别处，所以没有改动。"
            "请先用 sctarget convert 换成 .xlsx 再换回来，写法就统一了。"
        )


class Updated(NamedTuple):
    """A plan file with what a revised document changes in it, and the comparison."""

    data: bytes
    revision: Revision
    lines: dict[str, int]
    """Line of each entry's id in the file."""


def update_plan(document: Path, year: int | None, path: Path, output: Path | None, form: str, *, force: bool) -> int:
    """Compare a document with a plan and print the comparison; ``form`` yaml writes the plan with it merged in."""
    from sctarget.cli.documents import draft_of, read_records, spoken_year
    from sctarget.report.draft import Frame

    onto_itself = form == "yaml" and output is not None and output.exists() and path.exists() and output.samefile(path)
    if output is not None and not onto_itself:
        console.refuse_existing([output], force=force)
    if path.suffix.lower() == ".xlsx":
        raise UsageError(f"{path} 是工作簿。请先换成计划文件：sctarget convert {path} plan.yaml，并入后再换回来。")
    plan = load_plan(path)
    first, last = plan.period.start.year, plan.period.end.year
    read = read_records(document, year, otherwise=last)
    spoken = spoken_year(read)
    if spoken is not None and not first <= spoken <= last:
        raise OtherYearError(document.name, spoken, path, plan.period.text, last)
    draft = draft_of(read, Frame(document.name, plan.title, plan.issuer or "", first, last))
    updated = merge(path, plan, draft, document.name)
    if form == "json":
        from sctarget.writers.extract_json import render_extract_json

        result = render_extract_json(document.name, read.records, updated.revision)
    elif form == "yaml" and output is None:
        result = updated.data.decode("utf-8-sig")
    else:
        written = output if form == "yaml" else None
        result = _comparison(updated, plan, written or path, document.name, written=written is not None)
    if output is None:
        console.write_line(result)
    elif form == "yaml":
        console.write_files({output: updated.data}, force=True)
        console.write_line(result)
        console.complain(f"已写出 {output}。")
    else:
        console.write_files({output: result.encode("utf-8")}, force=force)
        console.complain(f"已写出 {output}。")
    return 0


def _comparison(updated: Updated, plan: Plan, plan_file: Path, document: str, *, written: bool) -> str:
    """The comparison as a table; lines are those of the file that the reader has before him."""
    from sctarget.report.revision_view import revision_page
    from sctarget.writers.terminal import render_terminal

    page = revision_page(updated.revision, str(plan_file), document, updated.lines if written else _lines(plan))
    if not written:
        page = page._replace(notes=(f"只作了对照，没有写文件；并入请加 -o {plan_file}。",))
    return render_terminal(page, console.width(), color=console.colour_wanted("stdout"))


def merge(path: Path, plan: Plan, draft: Draft, document: str) -> Updated:
    """The plan file with new entries added and ``review`` of the others set; all else stays byte for byte."""
    from sctarget.readers.plan_places import find_places
    from sctarget.report.revision import ChangeKind, revise
    from sctarget.writers.plan_splice import Addition, Splice

    revision = revise(plan, draft, document)
    if not any(change.kind in {ChangeKind.SAME, ChangeKind.CHANGED} for change in revision.changes):
        raise NothingInCommonError(path, document)
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    splice = Splice(text, find_places(text))
    for change in revision.changes:
        if change.old is not None and change.number is not None and change.review != change.old.review:
            splice.set_review(change.section, change.number, change.review)
    splice.add([Addition(*addition) for addition in revision.additions])
    made = splice.result()
    lines = _checked(path, text, made, added=len(revision.additions))
    return Updated(data[: len(data) - len(text.encode())] + made.encode(), revision, lines)


def _checked(path: Path, before: str, after: str, *, added: int) -> dict[str, int]:
    """Line of each entry; raises CannotSpliceError unless the text is a good plan with every old value in it."""
    from sctarget.readers.plan_book import read_plan_text
    from sctarget.readers.plan_yaml import read_plan

    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.yaml", Path(folder) / "new.yaml"
        old.write_bytes(before.encode())
        new.write_bytes(after.encode())
        loaded = read_plan(new)
        if loaded.value is None:
            raise CannotSpliceError(path)
        sections, made = read_plan_text(old), read_plan_text(new)
    for section, rows in sections.items():
        there = iter(made[section])
        if not all(any(_without_review(row) == _without_review(each) for each in there) for row in rows):
            raise CannotSpliceError(path)
    if sum(map(len, made.values())) != sum(map(len, sections.values())) + added:
        raise CannotSpliceError(path)
    return _lines(loaded.value)


def _lines(plan: Plan) -> dict[str, int]:
    """Line of each entry's id in the plan's file."""
    items = [(item.id, item.source) for item in plan.indicators] + [(item.id, item.source) for item in plan.tasks]
    return {identity: source.line or 0 for identity, source in items}


def _without_review(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "review"}
