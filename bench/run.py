"""Measure what a person waits for, as ratios to ``python -c pass`` measured side by side in the same run.

Every command is a whole process.  The commands take turns (interleaved), each the median of its turns, so that a busy
moment of the machine hits all alike.  Exit code 1 when a bound is not held.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from project import build, plan_text

from sctarget.readers.plan_yaml import read_plan

TURNS = 15
HERE = Path(__file__).parent
SCTARGET = Path(sys.executable).with_name("sctarget")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed package has its bytecode; a checkout gets it at the first run, unless the variable forbids it."""


def whole_process(command: list[str]) -> float:
    """Seconds of wall time of one run."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
    if done.returncode not in {0, 1}:
        sys.exit(f"{command}: {done.stderr.decode()}")
    return time.perf_counter() - start


def medians(commands: dict[str, list[str]], turns: int = TURNS) -> dict[str, float]:
    """Median seconds of each command, taking turns."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        whole_process(command)
    for _ in range(turns):
        for name, command in commands.items():
            times[name].append(whole_process(command))
    return {name: statistics.median(each) for name, each in times.items()}


def plan_loads(path: Path, turns: int = TURNS) -> tuple[float, float]:
    """Median seconds of our load (places, validation, grammar) and of a bare CSafeLoader load, taking turns."""
    ours, bare = [], []
    for _ in range(turns):
        start = time.perf_counter()
        loaded = read_plan(path)
        ours.append(time.perf_counter() - start)
        if loaded.value is None:
            sys.exit("\n".join(problem.message for problem in loaded.problems[:3]))
        del loaded
        start = time.perf_counter()
        with path.open(encoding="utf-8") as stream:
            yaml.load(stream, yaml.CSafeLoader)
        bare.append(time.perf_counter() - start)
    return statistics.median(ours), statistics.median(bare)


def main() -> int:
    """Print the table of ratios and say which bounds hold."""
    with tempfile.TemporaryDirectory() as folder:
        plan = build(Path(folder) / "project")
        python, tool = sys.executable, str(SCTARGET)
        seconds = medians(
            {
                "pass": [python, "-c", "pass"],
                "--version": [tool, "--version"],
                "--help": [tool, "--help"],
                "check json": [tool, "check", str(plan), "--format", "json"],
                "check table": [tool, "check", str(plan), "--format", "table"],
                "pandas+calamine": [python, str(HERE / "peer.py"), "calamine", str(plan)],
                "pandas+openpyxl": [python, str(HERE / "peer.py"), "openpyxl", str(plan)],
            }
        )
        large = Path(folder) / "large.yaml"
        large.write_text(plan_text(1000, 40), encoding="utf-8")
        ours, bare = plan_loads(large)
    unit = seconds["pass"]
    bounds = [
        ("--version / pass", seconds["--version"] / unit, "<=", 2.0),
        ("--help / pass", seconds["--help"] / unit, "<=", 8.0),
        ("check 30×10 JSON / pass", seconds["check json"] / unit, "<=", 12.0),
        ("check 30×10 表格 / pass", seconds["check table"] / unit, "<=", 18.0),
        ("pandas+calamine / check JSON", seconds["pandas+calamine"] / seconds["check json"], ">=", 3.0),
        ("pandas+openpyxl / check JSON", seconds["pandas+openpyxl"] / seconds["check json"], ">=", 5.0),
        ("1000 指标计划 / CSafeLoader", ours / bare, "<=", 1.0),
    ]
    print(f"python -c pass = {unit * 1000:.1f} ms（每项 {TURNS} 次的中位数，交替运行）")
    missed = 0
    for name, ratio, sense, bound in bounds:
        held = ratio <= bound if sense == "<=" else ratio >= bound
        missed += not held
        print(f"{'达到' if held else '未达到'}  {ratio:6.2f}  {sense} {bound:<5g} {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
