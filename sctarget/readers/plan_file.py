"""The bytes of a plan file → text, or the reason why it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.readers.plan_log import PlanLog

MAX_BYTES = 20_000_000
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TYPED_CONTROLS = frozenset(map(ord, "\t\n\r"))
_FIRST_PRINTED, _DELETE, _LAST_CONTROL = 0x20, 0x7F, 0xA0
_HALVES = (0xD800, 0xE000)
_NO_CHARACTERS = frozenset({0xFFFE, 0xFFFF})
_FOREIGN_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


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
    if data.startswith(_UTF16_MARKS):
        log.whole("file_encoding", encoding="UTF-16（Unicode）")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_encoding(data, error.start, log)
        return None
    if not text.isprintable():
        text = text.translate(_FOREIGN_BREAKS) if any(mark in text for mark in "\x85\u2028\u2029") else text
        if strange := {each for each in set(text) if _never_typed(ord(each))}:
            found = min(map(text.index, strange))
            line = text.count("\n", 0, found)
            column = found - (text.rfind("\n", 0, found) + 1)
            log.at(line, column, "control_character", f"U+{ord(text[found]):04X}")
            return None
    return text


def _never_typed(code: int) -> bool:
    """Whether a character is one that YAML refuses: controls other than tab and line ends, half characters."""
    if code < _FIRST_PRINTED:
        return code not in _TYPED_CONTROLS
    return _DELETE <= code < _LAST_CONTROL or _HALVES[0] <= code < _HALVES[1] or code in _NO_CHARACTERS


def _report_encoding(data: bytes, start: int, log: PlanLog) -> None:
    line = data.count(b"\n", 0, start)
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", errors="replace"))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        log.at(line, column, "file_not_utf8")
    else:
        log.at(line, column, "file_encoding", encoding="GBK（GB18030，记事本里叫 ANSI）")
