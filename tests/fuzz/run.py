"""Read damaged forms by the thousand: no crash, no hang, no flood of memory; only problems told in words (make fuzz).

    FUZZ_RUNS=20000 FUZZ_SEED=7 python tests/fuzz/run.py
    python tests/fuzz/run.py 7:1234                            one case again, here, with its traceback

Each case goes the whole road of ``check`` in a child process that may take 1 GiB of memory and 5 seconds a case.  What
fails is kept in ``FUZZ_KEEP`` (a folder, fuzz-failures by default).  Exit code 1 when anything failed.
"""

from __future__ import annotations

import json
import os
import resource
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from damaged_forms import make_case
from forms_support import make_plan

from sctarget.cli.inputs import collected
from sctarget.evaluate.assess import assess
from sctarget.writers.json_out import render_check_json

if TYPE_CHECKING:
    from sctarget.model.plan import Plan

SECONDS = 5.0
MEMORY = 1024 * 1024 * 1024
SLICE = 500
"""Cases that one child reads; the next begins afresh, so that nothing is owed to what came long before."""


class Told(NamedTuple):
    """What a case came to: the codes of its problems, or how it failed."""

    number: int
    codes: tuple[str, ...]
    seconds: float
    failure: str = ""


def read_case(plan: Plan, folder: Path, seed: int, number: int) -> tuple[str, ...]:
    """One case on the road of ``check``; the codes of all problems."""
    case = make_case(seed, number)
    path = folder / case.name
    path.write_bytes(case.data)
    try:
        returned = collected(plan, [path], folder / "plan.yaml")
        evaluation = assess(plan, returned.value, date(2023, 12, 31), returned.problems)
        json.loads(render_check_json(evaluation).encode())
        return tuple(sorted({problem.code for problem in evaluation.problems}))
    finally:
        path.unlink()


def child(seed: int, first: int, last: int) -> None:
    """Read the cases in order and tell each as a line of JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    plan = make_plan()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            print(json.dumps(["begin", number]), flush=True)
            start = time.perf_counter()
            codes = read_case(plan, Path(folder), seed, number)
            print(json.dumps(["end", number, codes, time.perf_counter() - start]), flush=True)


def watch(seed: int, first: int, last: int) -> tuple[list[Told], int]:
    """Run a child over some cases; what each came to, and the first case that is still to be read."""
    command = [sys.executable, __file__, "child", str(seed), str(first), str(last)]
    told: list[Told] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        number = first
        while line := _line(process.stdout, SECONDS + 20 * (not told)):
            word, number, *rest = json.loads(line)
            if word == "end":
                told.append(Told(number, tuple(rest[0]), rest[1]))
        if len(told) == last - first:
            return told, last
        hung = process.poll() is None and line is None
        process.kill()
        lines = process.stderr.read().strip().splitlines()
        failure = f"超过 {SECONDS:g} 秒" if hung else f"进程终止：{lines[-1] if lines else process.wait()}"
    return [*told, Told(number, (), SECONDS if hung else 0, failure)], number + 1


def _line(stream: IO[str], seconds: float) -> str | None:
    """The next line, an empty string at the end, None when it does not come in time."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        return stream.readline() if selector.select(seconds) else None


def main() -> int:
    """Read all cases; print what they came to."""
    seed, runs = int(os.environ.get("FUZZ_SEED", "1")), int(os.environ.get("FUZZ_RUNS", "5000"))
    keep = Path(os.environ.get("FUZZ_KEEP", "fuzz-failures"))
    told: list[Told] = []
    begun, number = time.perf_counter(), 0
    while number < runs:
        found, number = watch(seed, number, min(runs, number + SLICE - number % SLICE))
        told += found
        for failed in found:
            if failed.failure:
                case = make_case(seed, failed.number)
                keep.mkdir(exist_ok=True)
                place = keep / f"{seed}-{failed.number}{Path(case.name).suffix}"
                place.write_bytes(case.data)
                print(f"失败 {seed}:{failed.number}（{place}）：{failed.failure}", flush=True)
    failures = sum(bool(each.failure) for each in told)
    codes = Counter(code for each in told for code in each.codes)
    print(f"{len(told)} 份损坏的报表（种子 {seed}），{time.perf_counter() - begun:.0f} 秒，失败 {failures}")
    slowest = max(told, key=lambda each: each.seconds)
    read = sum(not any(code.startswith(("unreadable", "file_")) for code in each.codes) for each in told)
    print(f"最慢 {slowest.seconds:.2f} 秒（{seed}:{slowest.number}），读成 {read} 份；各份的问题：")
    print("  ".join(f"{code} {times}" for code, times in codes.most_common()))
    return 1 if failures else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["child", chosen, start, stop]:
            child(int(chosen), int(start), int(stop))
        case [again]:
            chosen, start = again.split(":")
            with tempfile.TemporaryDirectory() as scratch:
                print(*read_case(make_plan(), Path(scratch), int(chosen), int(start)), sep="\n")
        case _:
            sys.exit(main())
