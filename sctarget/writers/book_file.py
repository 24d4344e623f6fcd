"""A workbook of openpyxl → the bytes of its file, without the time of day: the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook

_ENTRY_STAMP = (1980, 1, 1, 0, 0, 0)
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001  (workbooks know no time zone)


def book_bytes(book: Workbook) -> bytes:
    """The file, its parts and itself stamped with fixed days; who made it, and when, stays as the book says."""
    book.properties.modified = STAMP
    written, copy = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _ENTRY_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return copy.getvalue()
