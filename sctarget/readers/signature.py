"""The foot of a form: who filled it in, who checked it, and on which day (docs/forms.md)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.form import SIGNATURE_LABELS

if TYPE_CHECKING:
    from collections.abc import Collection

    from sctarget.readers.sheets import Cell, Sheet

DAY_LABEL = "填报日期"
_SIGNED = tuple(label for label in SIGNATURE_LABELS if label != "联系电话")
_FIRST = tuple({label[0] for label in _SIGNED})
_LABELS = re.compile(f"({'|'.join(SIGNATURE_LABELS)})")
_BLANK = re.compile(r"[\s\u200b\ufeff：:_＿]+")
_PRINTED = frozenset({"年月日", "年月"})
"""What a paper form prints for a date to be written into."""

_WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
_USUAL = re.compile(r"\d{4}-\d\d?-\d\d?|\d{4}年\d\d?月\d\d?日")
_SERIAL = re.compile(r"[34]\d{4}|5[0-4]\d{3}")
_SERIAL_START = date(1899, 12, 30)


class Foot(NamedTuple):
    """Which of 填表人, 审核人, 填报日期 are empty, and where the day was written (row, column, text)."""

    lacking: tuple[str, ...]
    day: tuple[int, int, str] | None


def read_foot(sheet: Sheet, header: int, rows: Collection[int]) -> Foot:
    """The signatures of a form whose header and ``rows`` are known.

    An answer stands beside its label or in its cell; one cell may hold all of them, 填表人：示例 审核人：示例.
    """
    signed: set[str] = set()
    day = None
    for (line, column), cell in sheet.cells.items():
        if not cell.text.lstrip().startswith(_FIRST) or line <= header or line in rows:
            continue
        before, *pieces = _LABELS.split(_BLANK.sub("", cell.text))
        for label, written in zip(pieces[::2], pieces[1::2], strict=True) if not before else ():
            place, answer = (line, column), written
            if not answer and label == pieces[-2]:
                place, answer = _beside(sheet, line, column)
            if answer and answer not in _PRINTED:
                signed.add(label)
                if label == DAY_LABEL and _undated(sheet.cells.get(place), answer):
                    day = (*place, answer)
    return Foot(tuple(label for label in _SIGNED if label not in signed), day)


def read_day(text: str) -> tuple[date | None, bool]:
    """The day that somebody wrote and whether it was written in the usual way, e.g. 2023.12.5, 20231205, 45265."""
    written = unicodedata.normalize("NFKC", text)
    if _SERIAL.fullmatch(written):
        return _SERIAL_START + timedelta(days=int(written)), False
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None, False
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day), bool(_USUAL.fullmatch(written))
    except ValueError:
        return None, False


def _beside(sheet: Sheet, line: int, column: int) -> tuple[tuple[int, int], str]:
    """The answer right of a label, one or two columns on; nothing where the next label stands there."""
    for step in (1, 2):
        answer = _BLANK.sub("", sheet.text(line, column + step))
        if answer:
            return (line, column + step), "" if answer.startswith(SIGNATURE_LABELS) else answer
    return (line, column), ""


def _undated(cell: Cell | None, answer: str) -> bool:
    """Whether a text still has to be understood as a day; cells with a date format are days already."""
    return cell is not None and cell.kind != "date" and bool(answer)
