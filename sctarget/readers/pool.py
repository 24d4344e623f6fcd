"""Many forms read in several processes; the order and the results are those of one (docs/forms.md)."""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from sctarget.model.form import FormRows
from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan
    from sctarget.model.problem import Loaded

    Answer = Loaded[FormReturn | None]

_CHUNK = 16
_AHEAD = 6
"""So many chunks of so many files are under way at once, and no more are held in memory."""


class Waiting(Protocol):
    """A file that waits to be read, or (with a ``code``) one that cannot be."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def data(self) -> bytes:
        """What is in it."""

    @property
    def code(self) -> str:
        """Why it is not read; empty when it is."""


W = TypeVar("W", bound=Waiting)


def read_together(
    files: Iterator[W], plan: Plan, make: Callable[..., Executor] = ProcessPoolExecutor
) -> Iterator[tuple[W, Answer | None]]:
    """Each file with what was read from it, in their order; None for those that have a code.

    ``make`` is called with ``initializer`` and ``initargs`` as the classes of concurrent.futures are.  Where processes
    cannot be had, or end, the files are read here.
    """
    rows = FormRows(plan)
    try:
        pool = make(initializer=_prepare, initargs=(plan,))
    except (OSError, ImportError, NotImplementedError):
        pool = None
    under_way: deque[tuple[list[W], Future[list[Answer]] | None]] = deque()
    try:
        while chunk := list(islice(files, _CHUNK)):
            under_way.append((chunk, _submitted(pool, chunk)))
            if len(under_way) > _AHEAD:
                yield from _answered(*under_way.popleft(), plan, rows)
        while under_way:
            yield from _answered(*under_way.popleft(), plan, rows)
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: Executor | None, chunk: list[W]) -> Future[list[Answer]] | None:
    if pool is None:
        return None
    try:
        return pool.submit(_read_chunk, [(file.name, file.data) for file in chunk if not file.code])
    except (BrokenExecutor, OSError):
        return None


def _answered(
    chunk: list[W], future: Future[list[Answer]] | None, plan: Plan, rows: FormRows
) -> Iterator[tuple[W, Answer | None]]:
    read: Iterator[Answer]
    try:
        read = iter(future.result()) if future is not None else _read_here(chunk, plan, rows)
    except (BrokenExecutor, OSError):
        read = _read_here(chunk, plan, rows)
    for file in chunk:
        yield file, None if file.code else next(read)


def _read_here(chunk: list[W], plan: Plan, rows: FormRows) -> Iterator[Answer]:
    return (read_form(file.data, file.name, plan, rows) for file in chunk if not file.code)


_prepared: list[tuple[Plan, FormRows]] = []


def _prepare(plan: Plan) -> None:
    """What a worker needs for every file is sent to it once."""
    _prepared[:] = [(plan, FormRows(plan))]


def _read_chunk(files: list[tuple[str, bytes]]) -> list[Answer]:
    plan, rows = _prepared[0]
    return [read_form(data, name, plan, rows) for name, data in files]
