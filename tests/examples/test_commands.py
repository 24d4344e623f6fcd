"""``sctarget`` runs inside the example folders, with nothing but the name of the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from examples.road import EXAMPLES, NAMES, expected

EXIT = {"jingchuan-2023": 1, "maiji-2022-2025": 1, "xixia-2022": 0, "dazhou-2020": 3, "county-2023": 0}


def sctarget(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an example's folder."""
    return subprocess.run(
        [sys.executable, "-m", "sctarget", *arguments],
        cwd=EXAMPLES / name,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_check_finds_plan_and_workbooks_by_itself(name: str) -> None:
    """In an example's folder ``sctarget check`` needs no argument, and its exit code says how things stand."""
    done = sctarget(name, "check", "--format", "json")
    assert done.returncode == EXIT[name], done.stderr
    shown = json.loads(done.stdout)
    assert {row["id"]: row["status"] for row in shown["indicators"]} == expected(name)["indicators"]


def test_findings_may_be_shown_without_failing() -> None:
    """The table of 泾川 ends 0 when nothing is to count as a failure: nothing there is untrusted."""
    done = sctarget("jingchuan-2023", "check", "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert "技术市场合同成交金额" in done.stdout
