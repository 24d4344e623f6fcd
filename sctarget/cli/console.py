"""Streams and disk: what goes where, in which encoding, and files that are never left half written."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sctarget.model.errors import SctargetError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMED = 3
"""So many files are named in a sentence."""

WIDE = 160
"""Columns of a table that goes into a file or a pipe."""


_ERRORS = {
    errno.ENOSPC: "磁盘满了，请腾出空间或换一个盘",
    errno.EDQUOT: "超出了磁盘配额，请腾出空间或换一个盘",
    errno.EROFS: "这个盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请改短",
    errno.EINVAL: "文件名里有系统不允许的字符，请改名",
    errno.EIO: "磁盘读写出错，请检查磁盘或换一个盘",
}
"""What the system says, in words that help."""


class TargetExistsError(SctargetError):
    """Files that would be overwritten without leave."""

    def __init__(self, paths: list[Path]) -> None:
        first = "、".join(map(str, paths[:NAMED]))
        shown = first if len(paths) <= NAMED else f"{first} 等{len(paths)}个文件"
        super().__init__(f"{shown} 已存在，没有覆盖。确要覆盖请加 --force，或换一个位置。")


class CannotWriteError(SctargetError):
    """A file that the system does not let us write."""

    def __init__(self, path: Path, failure: OSError) -> None:
        why = {
            "PermissionError": "没有写入权限，或文件正在 Excel、WPS 或 Word 中打开，请关闭后重试",
            "FileNotFoundError": "所在的文件夹不存在，请先建立",
            "NotADirectoryError": "上一级不是文件夹",
            "IsADirectoryError": "这是一个文件夹，请给出文件名",
            "FileExistsError": "同名的文件挡住了要建的文件夹",
        }.get(type(failure).__name__) or _ERRORS.get(failure.errno or 0, failure.strerror or "原因不明")
        super().__init__(f"{path} 写不进去：{why}。")


def prepare_streams() -> None:
    """Let no character that a GBK console lacks stop the output: it is replaced by a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def write_line(text: str) -> None:
    """One result, or part of it, to standard output."""
    with _to_stdout():
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def write_bytes(data: bytes) -> None:
    """Bytes to standard output as they are, e.g. CSV with its byte order mark."""
    with _to_stdout():
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()


def complain(text: str) -> None:
    """Progress and problems, to standard error."""
    flush()
    sys.stderr.write(text if text.endswith("\n") else text + "\n")


def flush() -> None:
    """Push out what is buffered, so that a closed pipe or a full disk is noticed here and not at exit."""
    with _to_stdout():
        sys.stdout.flush()


@contextmanager
def _to_stdout() -> Iterator[None]:
    """Say in words that what is printed cannot be kept, e.g. ``> 结果.csv`` on a full disk."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as failure:
        abandon_output()
        raise CannotWriteError(Path("标准输出"), failure) from failure


def abandon_output() -> None:
    """After a closed pipe (``| head``): nothing more can be said, and the interpreter must not try."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def colour_wanted(stream: Literal["stdout", "stderr"]) -> bool:
    """Colour only on a terminal, and not under NO_COLOR (no-color.org: any value but the empty one)."""
    return bool(getattr(sys, stream).isatty()) and not os.environ.get("NO_COLOR")


def width() -> int:
    """How many columns a person sees: COLUMNS, else the terminal, else WIDE for a file or a pipe."""
    return shutil.get_terminal_size((WIDE, 50)).columns


def output_encoding() -> str:
    """The encoding of standard output, e.g. gbk on an old Windows console."""
    return sys.stdout.encoding or "utf-8"


def can_show(text: str) -> bool:
    """Whether standard output has these characters."""
    try:
        text.encode(output_encoding())
    except UnicodeEncodeError:
        return False
    return True


def encoded_json(text: str, encoding: str) -> bytes:
    r"""JSON in an encoding; characters that it lacks become ``\uXXXX``, so that nothing is lost."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(json.loads(text), ensure_ascii=True, indent=2).encode(encoding) + b"\n"


def refuse_existing(paths: list[Path], *, force: bool) -> None:
    """Raise TargetExistsError when any of the files is there already and ``force`` was not given."""
    if force:
        return
    there = [path for path in paths if _exists(path)]
    if there:
        raise TargetExistsError(there)


def _exists(path: Path) -> bool:
    """Whether a file is there; one whose place the system refuses to look at is told when it is written."""
    try:
        return path.exists()
    except OSError:
        return False


def write_files(files: dict[Path, bytes], *, force: bool = False) -> None:
    """Write several files, all or none: each beside its place first, then all moved into it."""
    refuse_existing(list(files), force=force)
    waiting: list[tuple[Path, Path]] = []
    try:
        for number, (path, data) in enumerate(files.items()):
            if _exists(path) and path.is_dir():
                raise CannotWriteError(path, IsADirectoryError())
            beside = path.with_name(f".sctarget-{os.getpid()}-{number}.part")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                waiting.append((beside, path))
                beside.write_bytes(data)
            except OSError as failure:
                raise CannotWriteError(path, failure) from failure
        for beside, path in waiting:
            try:
                beside.replace(path)
            except OSError as failure:
                raise CannotWriteError(path, failure) from failure
    finally:
        for beside, _ in waiting:
            with suppress(OSError):
                beside.unlink()
