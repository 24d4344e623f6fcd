"""Returned files, folders and zips → returns; what cannot be read is listed, never the end (docs/forms.md)."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import stat
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import SctargetError
from sctarget.model.form import FormRows
from sctarget.model.problem import Loaded, Problem, make_problem
from sctarget.model.source import Source
from sctarget.readers.archive import MAX_FILE, READABLE, Parts, UnreadableError, file_kind
from sctarget.readers.sheets import printable
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Collection, Iterator, Sequence
    from concurrent.futures import Executor

    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan

MAX_ZIP = 256 * 1024 * 1024
"""No zip of returned workbooks is larger than this many bytes, nor four times as large unpacked."""

PATIENCE = 1.0
"""Seconds of work from which on several processes are worth their start, which takes a fifth of a second."""

_SAMPLE = 20
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".xltx", ".xltm")
_ARCHIVES = (".rar", ".7z", ".gz", ".tar")
_BESIDE = (".md", ".yaml", ".yml", ".json", ".tmp", ".py", ".gitignore", ".gitkeep")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_UTF8_NAME = 0x800
_NO_TIME = (1980, 1, 1, 23, 59, 59)
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "它已不在原处",
    errno.ELOOP: "链接绕回了自己",
    errno.EIO: "磁盘或网络出错",
    errno.EBUSY: "正被其他程序占用",
}


class MissingPathError(SctargetError):
    """A file or folder that was asked for and does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"找不到文件或文件夹：{path}")


class _Found(NamedTuple):
    """A file to be read, or why it could not be; ``asked`` when the user named it himself."""

    name: str
    data: bytes = b""
    code: str = ""
    why: str = ""
    asked: bool = False
    modified: dt.datetime | None = None
    more: int = 0


def read_returns(
    paths: Sequence[Path],
    plan: Plan,
    *,
    progress: Callable[[int, int], None] | None = None,
    executor: Callable[..., Executor] | None = None,
    patience: float = PATIENCE,
) -> Loaded[tuple[FormReturn, ...]]:
    """Every return among files, folders and zips, in the order of their names; a file that came twice counts once.

    ``progress`` is called with how many files have been read and how many are known of (zips add theirs when opened).
    What would take more than ``patience`` seconds here is read by an ``executor`` (one of concurrent.futures, made with
    ``initializer`` and ``initargs``; processes unless another is given).
    Raises MissingPathError for a path that does not exist.
    """
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110  (Path.exists raises where a folder above is closed to us)
            raise MissingPathError(path)
    returns: list[FormReturn] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    done, total = 0, _count(paths)
    for found, loaded in _read(_found(paths), plan, total, executor, patience):
        total += found.more
        if progress:
            progress(done, max(total, done))
        done += 1
        if loaded is None:
            problems.append(make_problem(found.code, Source(found.name), why=found.why))
            continue
        returned = loaded.value
        if returned is not None and returned.sha256 in seen:
            first = returns[seen[returned.sha256]]
            source = Source(found.name, sha256=returned.sha256)
            problems.append(make_problem("file_duplicate", source, department=returned.department, other=first.file))
            returns[seen[returned.sha256]] = first._replace(modified=_earlier(first.modified, found.modified))
            continue
        problems += loaded.problems
        if returned is not None:
            seen[returned.sha256] = len(returns)
            returns.append(returned._replace(modified=found.modified))
    if progress:
        progress(done, done)
    return Loaded(tuple(returns), tuple(problems))


def _read(
    files: Iterator[_Found], plan: Plan, expected: int, executor: Callable[..., Executor] | None, patience: float
) -> Iterator[tuple[_Found, Loaded[FormReturn | None] | None]]:
    """Each file with what was read from it; the first ones tell how long the rest would take, and whether here."""
    rows = FormRows(plan)
    spent, done = 0.0, 0
    waiting = (found if found.asked or found.code or _is_workbook(found) else _other(found) for found in files)
    for found in waiting:
        expected += found.more
        if found.code:
            yield found, None
            continue
        begun = perf_counter()
        loaded = read_form(found.data, found.name, plan, rows)
        spent += perf_counter() - begun
        done += 1
        yield found, loaded
        if done >= _SAMPLE and spent / done * (expected - done) > patience and (executor or (os.cpu_count() or 1) > 1):
            from sctarget.readers.pool import read_together

            together = read_together(waiting, plan, executor) if executor else read_together(waiting, plan)
            yield from together
            return


def _other(found: _Found) -> _Found:
    return found._replace(data=b"", code="file_not_workbook")


def original_files(paths: Sequence[Path], digests: Collection[str]) -> dict[str, bytes]:
    """The contents of returned files, members of zips too, by their SHA-256, as far as they are among ``digests``."""
    found: dict[str, bytes] = {}
    for each in _found(paths):
        digest = "" if each.code else hashlib.sha256(each.data).hexdigest()
        if digest in digests:
            found[digest] = each.data
    return found


def _count(paths: Sequence[Path]) -> int:
    """How many files there are to look at, without opening any."""
    return sum(
        sum(len(files) for _, _, files in os.walk(path)) if os.path.isdir(path) else 1  # noqa: PTH112  (as below)
        for path in paths
    )


def _earlier(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    """When a return that came twice came first."""
    return min(one, other) if one and other else one or other


def _found(paths: Sequence[Path]) -> Iterator[_Found]:
    for path in sorted(paths, key=lambda each: (each.name, each.as_posix())):
        if os.path.isdir(path):  # noqa: PTH112  (Path.is_dir raises where a folder above is closed to us)
            yield from _in_folder(path, f"{path.name}/" if len(paths) > 1 else "")
        else:
            yield from _one(path, _readable(path.name), asked=True)


def _in_folder(folder: Path, prefix: str) -> Iterator[_Found]:
    denied: list[OSError] = []
    inside = os.path.realpath(folder)
    for place, folders, files in os.walk(folder, onerror=denied.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in (*folders, *sorted(files))):
            name = _readable(prefix + path.relative_to(folder).as_posix())
            if os.path.islink(path) and not _lies_in(path, inside):  # noqa: PTH114  (the same)
                yield _Found(name, code="unreadable_link")
            elif path.name not in folders:
                yield from _one(path, name, asked=False)
    for error in denied:
        name = _readable(prefix + os.path.relpath(error.filename or folder, folder))
        yield _Found(name, code="unreadable_permission", why=_reason(error))


def _lies_in(path: Path, folder: str) -> bool:
    """Whether a link leads to something below a folder; one that leads to itself does not lead out of it."""
    return os.path.join(os.path.realpath(path), "").startswith(os.path.join(folder, ""))  # noqa: PTH118  (no Path: it raises on loops)


def _one(path: Path, name: str, *, asked: bool) -> Iterator[_Found]:
    skip = _skipped(path.name)
    if skip is not None and not (asked and skip == ""):
        if skip:
            yield _Found(name, code=skip)
        return
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            yield _Found(name, code="unreadable_permission", why="不是普通文件")
            return
        size = facts.st_size
        if size > (MAX_ZIP if path.suffix.lower() == ".zip" else MAX_FILE):
            yield _Found(name, code="unreadable_too_large", why=f"文件有{size // 1024 // 1024}MB")
            return
        data = path.read_bytes()
    except OSError as error:
        yield _Found(name, code="unreadable_permission", why=_reason(error))
        return
    yield from _unpacked(name, data, _local_time(facts.st_mtime), asked=asked)


def _local_time(seconds: float) -> dt.datetime | None:
    """The time of a file on this computer's clock, None where the file system gives none that exists."""
    try:
        return dt.datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _unpacked(name: str, data: bytes, modified: dt.datetime | None, *, asked: bool) -> Iterator[_Found]:
    if not data.startswith(b"PK") or name.lower().endswith(_WORKBOOKS):
        yield _Found(name, data, asked=asked, modified=modified)
        return
    try:
        parts = Parts(data, total=4 * MAX_ZIP)
        if _holds_workbook(parts):
            yield _Found(name, data, asked=asked, modified=modified)
            return
    except UnreadableError as error:
        yield _Found(name, code=error.code, why=str(error.facts.get("why", "")))
        return
    members = [(_entry_name(entry), entry) for entry in parts.entries if not entry.filename.endswith("/")]
    times: dict[str, int] = {}
    more = len(members) - 1
    for inner, entry in sorted(members, key=lambda member: member[0]):
        times[inner] = times.get(inner, 0) + 1
        again = f"（{times[inner]}）" if times[inner] > 1 else ""
        for found in _member(f"{name}/{inner}", again, parts, entry):
            yield found._replace(modified=_member_time(entry) or modified, more=more)
            more = 0


def _member_time(entry: zipfile.ZipInfo) -> dt.datetime | None:
    """When a file in a zip was last written, by the clock of the sender; None where the zip does not say."""
    if entry.date_time <= _NO_TIME:
        return None
    try:
        return dt.datetime(*entry.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _holds_workbook(parts: Parts) -> bool:
    return "[Content_Types].xml" in parts or "mimetype" in parts


def _member(name: str, again: str, parts: Parts, entry: zipfile.ZipInfo) -> Iterator[_Found]:
    skip = _skipped(name.rpartition("/")[2])
    if skip is not None or "/__MACOSX/" in name:
        if skip:
            yield _Found(name, code=skip)
        return
    if name.lower().endswith(".zip"):
        yield _Found(name, code="unreadable_nested_zip")
        return
    try:
        yield _Found(name + again, parts.read_entry(entry, MAX_FILE))
    except UnreadableError as error:
        yield _Found(name + again, code=error.code, why=str(error.facts.get("why", "")))


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name in a zip, GBK where the sender's system wrote it so, without ways out of the folder."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = entry.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    parts = printable(name).replace("\\", "/").replace(":", "").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "未命名"


def _readable(name: str) -> str:
    """A name for people, GBK where another system wrote it so, without control characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return printable(name)


def _skipped(file: str) -> str | None:
    """None for a file to look at, a code for one worth a word, an empty string for one to pass over in silence."""
    name = file.lower()
    if name.startswith("~$"):
        return "file_open_elsewhere"
    if name.startswith(".") or name in _SYSTEM or name.endswith(_BESIDE):
        return ""
    return None


def _is_workbook(found: _Found) -> bool:
    """Whether a file in a folder claims or turns out to be a workbook."""
    name = found.name.lower()
    if name.endswith((*_WORKBOOKS, *_ARCHIVES)):
        return True
    try:
        return file_kind(found.data, found.name)[0] in READABLE
    except UnreadableError:
        return False


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, "读取出错")
