"""Measure reading returned forms and writing blank ones, beside what people would use instead, in the same run.

400 forms (示例数据) of 30 rows stand for the 2,000 of a province: everything is linear in their number.  Half of them
are as a spreadsheet program saves them (shared strings), half as a program fills them in.  Every peer runs in a
process of its own, timed from its first file to its last (imports are not counted); they take turns, each the best of
its turns.  Exit code 1 when a bound is not held.

    python bench/collect.py            all of it
    python bench/collect.py ours DIR   one peer over a project made before
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from project import UNITS

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = int(os.environ.get("BENCH_FILES", "400"))
ROWS = 30
TURNS = 3
FEW_FORMS = 60


def plan_text(departments: int) -> str:
    """A plan of 30 indicators that every department reports."""
    members = ", ".join(f"示例镇{number:04d}" for number in range(departments))
    lines = ["plan:", "  id: bench", "  title: 示例数据计划", "  issuer: 示例县科技局", "  period: 2023"]
    lines += [f"  departments: [{{name: 各镇, members: [{members}]}}]", "indicators:"]
    for number in range(ROWS):
        unit = UNITS[number % len(UNITS)]
        decimals = ".5" if unit in {"亿元", "%"} else ""
        lines += [
            f"  - id: ind_{number}",
            f"    name: 示例指标{number}的名称",
            f"    target: {number + 20}{decimals}{unit}以上",
            f"    kind: {'ratio' if unit == '%' else ('stock', 'flow')[number % 2]}",
            "    lead: 各镇",
            f"    baseline: {{value: {number + 10}{decimals}{unit}, year: 2022}}",
            "    definition: 示例口径说明",
        ]
    return "\n".join(lines) + "\n"


def make_project(folder: Path, departments: int, odd: int = 0) -> None:
    """The plan and a filled form of every department; every so many-th form needs the second look (a formula)."""
    from forms_support import shared_strings

    from sctarget.model.period import parse_period
    from sctarget.readers.plan_yaml import read_plan
    from sctarget.writers.form_xlsx import FormWriter, form_file_name

    (folder / "actuals").mkdir(parents=True)
    (folder / "plan.yaml").write_text(plan_text(departments), encoding="utf-8")
    plan, period = read_plan(folder / "plan.yaml").value, parse_period("2023")
    assert plan is not None  # noqa: S101 - a bench plan that does not load has nothing to measure
    assert period is not None  # noqa: S101
    writer = FormWriter(plan, period, None)
    for number, department in enumerate(plan.reporters):
        data = filled(writer.write(department), number, formula=bool(odd) and number % odd == 0)
        path = folder / "actuals" / form_file_name(plan, department, period)
        path.write_bytes(shared_strings(data) if number % 2 else data)


def filled(form: bytes, number: int, *, formula: bool) -> bytes:
    """The form with a figure in every row, its signatures, and where wanted a formula in one cell."""
    from forms_support import repacked

    def answered(text: str) -> str:
        for row in range(5, 5 + ROWS):
            value = f"{row + 16 + number % 7}{'.5' if row % 5 in {1, 2} else ''}"
            before, after = text.split(f'<c r="H{row}" s="', 1)
            style, rest = after.split('"/>', 1)
            sum_of = f"<f>{value}+0</f>" if formula and row == 9 else ""
            text = f'{before}<c r="H{row}" s="{style}">{sum_of}<v>{value}</v></c>{rest}'
        for place in ("D", "H", "K", "M"):
            blank = f'<c r="{place}{ROWS + 6}" s="12"/>'
            name = "2024-01-05" if place == "M" else f"示例{number % 50}"
            signed = f'<c r="{place}{ROWS + 6}" s="12" t="inlineStr"><is><t>{name}</t></is></c>'
            text = text.replace(blank, signed)
        return text

    return repacked(form, {"xl/worksheets/sheet2.xml": answered})


def files_of(folder: Path) -> list[Path]:
    """The returned forms of the project."""
    return sorted((folder / "actuals").glob("*.xlsx"))


def floor(folder: Path) -> None:
    """Unzip every part and run expat over it, and nothing else."""
    for path in files_of(folder):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                expat.ParserCreate().Parse(archive.read(name), True)  # noqa: FBT003  (expat knows no names)


def calamine(folder: Path) -> None:
    """The values of every sheet, by the fastest reader there is."""
    from python_calamine import CalamineWorkbook

    for path in files_of(folder):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def script(folder: Path, engine: str) -> None:
    """What an analyst would write: who returned it, the figures by id, one table; no checks."""
    import pandas as pd

    frames = []
    for path in files_of(folder):
        sheets = pd.read_excel(path, sheet_name=["填报表", "_meta"], header=None, engine=engine)
        meta = dict(zip(sheets["_meta"][0], sheets["_meta"][1], strict=True))
        raw = sheets["填报表"]
        header = raw.index[raw[0] == "sctarget-form"][0]
        frame = raw.iloc[header + 1 :].copy()
        frame.columns = ["id", *raw.iloc[header, 1:]]
        frame = frame[frame["id"].notna()]
        frame["value"] = pd.to_numeric(frame["本期累计完成"], errors="coerce")
        frames.append(frame.assign(file=path.name, department=meta["department"], period=meta["period"]))
    assert len(pd.concat(frames)) == ROWS * len(frames)  # noqa: S101 - a script that loses rows is no peer


def ours(folder: Path) -> None:
    """Everything that collect does with the files: one process, all checks."""
    from sctarget.evaluate.crosscheck import crosscheck
    from sctarget.readers.plan_yaml import read_plan
    from sctarget.readers.returns import read_returns

    plan = read_plan(folder / "plan.yaml").value
    assert plan is not None  # noqa: S101
    read = read_returns([folder / "actuals"], plan, patience=1e9)
    figures = [figure for form in crosscheck(plan, read.value) for figure in form.figures]
    assert len(figures) == ROWS * len(files_of(folder))  # noqa: S101


def writing(folder: Path) -> None:
    """Blank forms of all departments, as template writes them."""
    from sctarget.model.period import parse_period
    from sctarget.readers.plan_yaml import read_plan
    from sctarget.writers.form_xlsx import FormWriter

    plan, period = read_plan(folder / "plan.yaml").value, parse_period("2023")
    assert plan is not None  # noqa: S101
    assert period is not None  # noqa: S101
    writer = FormWriter(plan, period, None)
    for department in plan.reporters:
        writer.write(department)


def writing_openpyxl(folder: Path) -> None:
    """The same form built with openpyxl, some of them."""
    from form_reference import reference_form

    from sctarget.model.period import parse_period
    from sctarget.readers.plan_yaml import read_plan

    plan, period = read_plan(folder / "plan.yaml").value, parse_period("2023")
    assert plan is not None  # noqa: S101
    assert period is not None  # noqa: S101
    for department in plan.reporters[:FEW_FORMS]:
        reference_form(plan, department, period, None)


PEERS: dict[str, Callable[[Path], None]] = {
    "floor": floor,
    "calamine": calamine,
    "pandas+calamine": lambda folder: script(folder, "calamine"),
    "pandas+openpyxl": lambda folder: script(folder, "openpyxl"),
    "ours": ours,
    "writing": writing,
    "writing openpyxl": writing_openpyxl,
}


def measure(name: str, folder: Path) -> None:
    """One peer in this process: milliseconds a file, and the process's largest size in KiB."""
    gc.set_threshold(50_000, 20, 20)
    warm = folder.parent / "warm"
    PEERS[name](warm)
    begun = time.perf_counter()
    PEERS[name](folder)
    spent = time.perf_counter() - begun
    count = FEW_FORMS if name == "writing openpyxl" else len(files_of(folder))
    print(spent * 1000 / count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def run(name: str, folder: Path) -> tuple[float, int]:
    """One peer in a process of its own."""
    command = [sys.executable, __file__, name, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    spent, size = done.stdout.split()
    return float(spent), int(size)


def main() -> int:
    """Print the table of ratios and say which bounds hold."""
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        make_project(base / "warm", 4)
        make_project(base / "clean", FILES)
        make_project(base / "odd", FILES, odd=20)
        make_project(base / "quarter", FILES // 4)
        runs = [(name, "clean") for name in PEERS] + [("ours", "odd"), ("floor", "odd"), ("ours", "quarter")]
        times: dict[tuple[str, str], list[float]] = {each: [] for each in runs}
        sizes: dict[tuple[str, str], int] = {}
        for _ in range(TURNS):
            for each in runs:
                spent, sizes[each] = run(each[0], base / each[1])
                times[each].append(spent)
    best = {each: min(spent) for each, spent in times.items()}
    mine, least = best["ours", "clean"], best["floor", "clean"]
    grown = (sizes["ours", "clean"] - sizes["ours", "quarter"]) / (FILES - FILES // 4)
    bounds = [
        ("收表 / 解压+expat", mine / least, "<=", 3.0),
        ("收表（5% 要细看）/ 解压+expat", best["ours", "odd"] / best["floor", "odd"], "<=", 6.0),
        ("pandas+openpyxl / 收表", best["pandas+openpyxl", "clean"] / mine, ">=", 15.0),
        ("pandas+calamine / 收表", best["pandas+calamine", "clean"] / mine, ">=", 2.0),
        ("openpyxl 写表 / 写表", best["writing openpyxl", "clean"] / best["writing", "clean"], ">=", 3.0),
        ("每多一份表多占的内存（KiB）", grown, "<=", 64.0),
    ]
    print(f"{FILES} 份 {ROWS} 行的填报表，每份毫秒（{TURNS} 次中最快的，交替运行）：")
    print("  ".join(f"{name} {spent:.2f}" for (name, where), spent in best.items() if where == "clean"))
    missed = 0
    for name, ratio, sense, bound in bounds:
        held = ratio <= bound if sense == "<=" else ratio >= bound
        missed += not held
        print(f"{'达到' if held else '未达到'}  {ratio:6.2f}  {sense} {bound:<5g} {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
