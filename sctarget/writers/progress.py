"""A progress bar for long work on a terminal; it costs nothing until the work turns out to be long."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

MANY = 100
LONG = 1.0
"""The bar appears when there are more than so many things, or after so many seconds."""

_REDRAW = 0.1


class Bar:
    """How far a piece of work is, e.g. ``读取填报表 ━━━━━ 120/500``; it leaves no trace on the screen."""

    def __init__(self, stream: TextIO, label: str, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._label, self._clock = stream, label, clock
        self._started = clock()
        self._drawn = self._started
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def update(self, done: int, total: int) -> None:
        """Tell how many of how many are done."""
        now = self._clock()
        if self._bar is None or self._task is None:
            if total <= MANY and now - self._started < LONG:
                return
            self._bar, self._task = self._begin(total)
        self._bar.update(self._task, completed=done, total=total)
        if now - self._drawn >= _REDRAW:
            self._drawn = now
            self._bar.refresh()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _begin(self, total: int) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        # drawn by hand: no second thread may live while worker processes are forked
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
            auto_refresh=False,
        )
        bar.start()
        return bar, bar.add_task(self._label, total=total)
