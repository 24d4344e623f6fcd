"""The progress bar: silent for short work, there for long work, gone afterwards."""

from __future__ import annotations

import io

from sctarget.writers.progress import LONG, MANY, Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_few_files_show_nothing() -> None:
    """Nothing flickers over the screen for a handful of forms."""
    stream = Terminal()
    bar = Bar(stream, "读取填报表", Clock())
    for done in range(MANY + 1):
        bar.update(done, MANY)
    bar.close()
    assert stream.getvalue() == ""


def test_many_files_show_how_far_it_is() -> None:
    """More than a hundred forms: the bar counts them."""
    stream, clock = Terminal(), Clock()
    bar = Bar(stream, "读取填报表", clock)
    bar.update(0, 500)
    clock.now = 0.5
    bar.update(123, 500)
    shown = stream.getvalue()
    bar.close()
    assert "读取填报表" in shown
    assert "123/500" in shown


def test_slow_files_show_after_a_second() -> None:
    """Few but slow: after a second the bar appears."""
    stream, clock = Terminal(), Clock()
    bar = Bar(stream, "读取填报表", clock)
    bar.update(1, 9)
    assert stream.getvalue() == ""
    clock.now = LONG
    bar.update(2, 9)
    clock.now += 1
    bar.update(3, 9)
    bar.close()
    assert "3/9" in stream.getvalue()


def test_it_can_be_closed_twice() -> None:
    """Closing what was never shown, or is gone, does nothing."""
    bar = Bar(Terminal(), "读取填报表", Clock())
    bar.close()
    bar.update(0, 500)
    bar.close()
    bar.close()
