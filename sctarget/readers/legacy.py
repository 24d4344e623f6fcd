""".xls and .xlsb through python-calamine, which tells values and merged ranges only; in a process of its own.

Some damaged files end the process that reads them; that process is not ours (docs/forms.md).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sctarget.readers.archive import UnreadableError
from sctarget.readers.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, clean_number, printable

_CHILD = Path(__file__).with_name("legacy_child.py")
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 30
_NOT_READ = 1
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class LegacyBook:
    """An .xls or .xlsb workbook.  Raises UnreadableError where it is broken, locked or too large."""

    formats_seen = False
    macros = False

    def __init__(self, data: bytes) -> None:
        document = _document(data)
        if document.get("error") == "password":
            raise UnreadableError("unreadable_password")
        if document.get("error") == "large":
            raise UnreadableError("unreadable_too_large", why=f"内容超出{MAX_ROWS}行×{MAX_COLUMNS}列")
        self._sheets = {printable(sheet["name"]): sheet for sheet in document["sheets"]}
        if len(self._sheets) < len(document["sheets"]):
            raise UnreadableError("unreadable_corrupt")
        self.names = tuple(self._sheets)
        self.hidden = frozenset(name for name, sheet in self._sheets.items() if sheet["hidden"])

    def sheet(self, name: str) -> Sheet:
        """The values of one sheet."""
        sheet = Sheet()
        for line, column, kind, text in self._sheets[name]["cells"]:
            sheet.put(line, column, _cell(kind, text))
        sheet.merge((top, left, bottom, right) for top, left, bottom, right in self._sheets[name]["merged"])
        return sheet


def _document(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", "-X", "utf8", str(_CHILD), str(MAX_ROWS), str(MAX_COLUMNS), str(_MEMORY)]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  (our own script)
    except subprocess.TimeoutExpired:
        raise UnreadableError("unreadable_too_large", why="读取它用时过长") from None
    if ended.returncode == _NOT_READ:
        raise UnreadableError("unreadable_corrupt")
    if ended.returncode:
        raise UnreadableError("unreadable_too_large", why="读取它要占用过多内存")
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


def _cell(kind: str, text: str) -> Cell:
    if kind == "number":
        number = clean_number(text)
        return Cell("text", None, text) if number is None else Cell("number", number, f"{number:f}")
    if kind == "bool":
        return Cell("bool", text == "TRUE", text)
    text = printable(text)
    return Cell("error" if kind == "text" and text in _ERRORS else kind, None, text)
