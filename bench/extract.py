"""Measure extract: a report of 300 pages against one of 30, and long runs of pieces that no one would write.

Time is that of the processor, measured in the same run; memory is the most that the whole process took.  Exit code 1
when a bound is not held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reports import HOSTILE, report

from sctarget.grammar.finder import find_records

SCTARGET = Path(sys.executable).with_name("sctarget")
PAGE = 2000
SHORT, LONG = 30 * PAGE, 300 * PAGE
TURNS = 3
HEAD = "示例县2024年工作要点\n"


def whole_process(command: list[str]) -> tuple[float, float]:
    """Seconds of processor time of one run and the most memory it took, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{command}: {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def least(command: list[str], turns: int = TURNS) -> tuple[float, float]:
    """The quickest of some runs, and its memory."""
    return min(whole_process(command) for _ in range(turns))


def finding(text: str) -> float:
    """Seconds of processor time to find the records of a text."""
    start = time.process_time()
    find_records(text)
    return time.process_time() - start


def growth(piece: str) -> float:
    """How much longer 40,000 characters of a piece take than 5,000: 8 when time is linear; trifles do not count."""
    short, long = (finding(HEAD + piece * (size // len(piece))) for size in (5_000, 40_000))
    return long / max(short, 0.02)


def main() -> int:
    """Print the figures and say which bounds hold."""
    bounds: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for size in (SHORT, LONG):
            paths[size] = Path(folder) / f"{size}.txt"
            paths[size].write_text(report(size), encoding="utf-8")
        for form in ("json", "table", "yaml"):
            taken = {size: least([str(SCTARGET), "extract", str(paths[size]), "--format", form]) for size in paths}
            (short, small), (long, large) = taken[SHORT], taken[LONG]
            print(f"{form}：60万字 {long:.1f} 秒 {large:.0f} MB，6万字 {short:.1f} 秒 {small:.0f} MB")
            bounds += [
                (f"{form} 60万字的秒数", long, 10.0),
                (f"{form} 60万字 / 6万字 用时", long / short, 12.0),
                (f"{form} 60万字 / 6万字 内存", large / small, 4.0),
            ]
    finding(HEAD + report(PAGE))
    worst = max((growth(piece), piece) for piece in HOSTILE)
    bounds.append((f"怪文字 4万字 / 5千字 用时，最差的是 {worst[1]!r}", worst[0], 16.0))
    missed = 0
    for name, figure, bound in bounds:
        held = figure <= bound
        missed += not held
        print(f"{'达到' if held else '未达到'}  {figure:6.2f}  <= {bound:<5g} {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
