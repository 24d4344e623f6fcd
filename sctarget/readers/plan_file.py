"""The bytes of a plan file → text, or the reason why it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.readers.plan_log import PlanLog

MAX_BYTES = 20_000_000
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_FOREIGN_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path, log: PlanLog) -> str | None:
    """The text of a plan file; None when it cannot be read as text, with the reason in the log."""
    try:
        if path.is_dir():
            log.whole("file_is_folder")
            return None
        if not path.exists():
            log.whole("file_missing")
            return None
        if not path.is_file():
            log.whole("file_not_regular")
            return None
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        log.whole("file_unreadable", reason=getattr(error, "strerror", None) or "路径无效")
        return None
    if len(data) > MAX_BYTES:
        log.whole("file_too_big", limit=MAX_BYTES // 1_000_000)
        return None
    return _decoded(data, log)


def _decoded(data: bytes, log: PlanLog) -> str | None:
    if data.startswith(_ARCHIVES):
        log.whole("file_not_text")
        return None
    if data.startswith(_WIDE):
        log.whole("file_encoding", encoding="UTF-16（Unicode）")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_encoding(data, error.start, log)
        return None
    if not text.isprintable():
        text = text.translate(_FOREIGN_BREAKS) if any(mark in text for mark in "\x85\u2028\u2029") else text
        if (found := _UNPRINTABLE.search(text)) is not None:
            line = text.count("\n", 0, found.start())
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1)
            log.at(line, column, "control_character", f"U+{ord(found.group()):04X}")
            return None
    return text


def _report_encoding(data: bytes, start: int, log: PlanLog) -> None:
    line = data.count(b"\n", 0, start)
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", errors="replace"))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        log.at(line, column, "file_not_utf8")
    else:
        log.at(line, column, "file_encoding", encoding="GBK（GB18030，记事本里叫 ANSI）")
