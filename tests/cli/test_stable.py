"""Saved results are the same bytes on any computer, in any folder, at any time of day (docs/output.md §10)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.support import TOP, within

EXAMPLE = TOP / "examples" / "shili-2024"
FILES = {
    "check": ("json", "csv", "md", "html", "txt"),
    "collect": ("json", "csv", "xlsx"),
    "trend": ("json", "csv", "md"),
    "report": ("docx", "xlsx", "html", "md", "csv"),
}
ALL = """
import sys
from sctarget.cli.app import run
plan, out, files = sys.argv[1], sys.argv[2], sys.argv[3].split()
for each in files:
    command, ending = each.split(".")
    assert run([command, plan, "-o", f"{out}/{each}"]) in {0, 1, 3}, each
assert run(["convert", plan, f"{out}/plan.xlsx"]) == 0
assert run(["template", plan, "-o", f"{out}/forms"]) == 0
assert run(["report", plan, "--by", "department", "-o", f"{out}/by"]) == 0
assert run(["collect", plan, "--return-to", f"{out}/back", "--return-by", "2025-01-20"]) == 0
"""


def written(project: Path, plan: Path, out: Path, cwd: Path, **environment: str) -> dict[str, bytes]:
    """Everything that one process writes about a project: name → bytes."""
    out.mkdir()
    files = " ".join(f"{command}.{ending}" for command, endings in FILES.items() for ending in endings)
    subprocess.run(
        [sys.executable, "-c", ALL, str(plan), str(out), files],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8", **environment},
        check=True,
        capture_output=True,
    )
    assert project.is_dir()
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """Another folder, hash seed, time zone, locale, order and time of the files: every file is the same."""
    first, second = tmp_path / "one", tmp_path / "别处" / "two"
    shutil.copytree(EXAMPLE, first)
    (second / "actuals").mkdir(parents=True)
    for path in (*EXAMPLE.glob("*.yaml"), *sorted((EXAMPLE / "actuals").iterdir(), reverse=True)):
        copy = second / path.relative_to(EXAMPLE)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (981_000_000, 981_000_000))
    here = written(first, Path("plan.yaml"), tmp_path / "out1", first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    there = written(
        second, second / "plan.yaml", tmp_path / "out2", Path("/"), PYTHONHASHSEED="77", TZ="Asia/Shanghai", LC_ALL="C"
    )
    assert here.keys() == there.keys()
    assert len(here) > sum(map(len, FILES.values())) + 1
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize("example", ["shili-2024", "shili-2023", "maiji-2022-2025"])
def test_no_place_of_the_computer(tmp_path: Path, example: str) -> None:
    """No path of the computer stands in a saved result: files are named as the sender named them."""
    project = tmp_path / "保密的文件夹"
    shutil.copytree(EXAMPLE.parent / example, project)
    for name in ("check.json", "check.csv", "check.md", "check.html"):
        within("check", project / "plan.yaml", "-o", tmp_path / name)
        assert "保密的文件夹" not in (tmp_path / name).read_text("utf-8"), name
    for command in ("collect", "trend"):
        within(command, project / "plan.yaml", "-o", tmp_path / f"{command}.json")
        assert "保密的文件夹" not in (tmp_path / f"{command}.json").read_text("utf-8"), command


def test_order_of_the_files_named(tmp_path: Path) -> None:
    """Forms named one by one in any order give the same result."""
    forms = sorted((EXAMPLE / "actuals").glob("*.xlsx"))
    orders = (forms, forms[::-1])
    for number, order in enumerate(orders):
        within("check", EXAMPLE / "plan.yaml", *order, "-o", tmp_path / f"{number}.json")
    assert (tmp_path / "0.json").read_bytes() == (tmp_path / "1.json").read_bytes()
