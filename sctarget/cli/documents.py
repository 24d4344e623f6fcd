"""A plan document on the command line: its text, its records, the draft made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.grammar.found import Record
    from sctarget.readers.document import Document
    from sctarget.report.draft import Draft, Frame


class Read(NamedTuple):
    """A document with the records found in it; ``year`` is the one that the command line gives."""

    path: Path
    document: Document
    year: int | None
    records: list[Record]


def read_records(path: Path, year: int | None, otherwise: int | None = None) -> Read:
    """The document and every target, actual, slot and deliverable of it.  Raises DocumentError.

    ``otherwise`` is the year for a document that does not say its own.
    """
    from sctarget.grammar.finder import find_records
    from sctarget.grammar.outline import read_frame
    from sctarget.readers import dictionary
    from sctarget.readers.document import read_document
    from sctarget.report.doubts import reviewed

    document = read_document(path)
    if year is None and otherwise is not None and read_frame(document.text, None)[3] is None:
        year = otherwise
    records = find_records(document.text, year, dictionary.standard_id, document.place)
    return Read(path, document, year, reviewed(records, dictionary))


def frame_of(read: Read) -> Frame:
    """What the document says of itself; raises UsageError when nobody says which year it speaks of."""
    from sctarget.grammar.outline import read_frame
    from sctarget.report.draft import Frame

    title, issuer, first, last = read_frame(read.document.text, read.year)
    if last is None:
        raise UsageError(f"{read.path.name} 没有写明是哪一年的计划。请加 --year，如 --year 2023。")
    return Frame(read.path.name, title or read.path.stem, issuer, first or last, last)


def spoken_year(read: Read) -> int | None:
    """The last year of which the document speaks, None when it does not say."""
    from sctarget.grammar.outline import read_frame

    return read_frame(read.document.text, read.year)[3]


def draft_of(read: Read, frame: Frame) -> Draft:
    """The draft plan of a document; raises UsageError when there is nothing to plan in it."""
    from sctarget.readers import dictionary
    from sctarget.report.draft import draft_plan

    draft = draft_plan(read.records, frame, dictionary, read.document.place)
    if not draft.entries:
        raise UsageError(
            f"{read.path.name} 里没有读出目标、已完成的数、空格或任务，没有可写的计划。请核对是不是这份文件。"
        )
    return draft
