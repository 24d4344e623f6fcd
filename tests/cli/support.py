"""Run the command line the way a user does, and small projects to run it on."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from openpyxl import load_workbook

from sctarget.cli.app import run
from sctarget.model.form import COLUMNS, FORM_SHEET, HEADER_SEARCH_ROWS, MARKER
from sctarget.model.period import parse_period
from sctarget.readers.plan_yaml import read_plan
from sctarget.writers.form_xlsx import form_file_name, write_form

TOP = Path(__file__).parents[2]

PLAN = """\
plan:
  id: shili-2023
  title: 示例县2023年科技工作要点
  issuer: 县科技局
  period: 2023
indicators:
  - {id: rd, name: 研发经费支出, target: 0.16亿元以上, kind: flow, lead: 县统计局, group: 投入}
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局, group: 主体}
tasks:
  - {id: park, name: 农业科技园区通过验收, due: 2023-12-31, lead: 县科技局}
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def sctarget(*arguments: str | Path, cwd: Path | None = None, encoding: str = "utf-8", **environment: str) -> Ran:
    """One whole process of ours."""
    settings = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100", **environment}
    settings["PYTHONPATH"] = str(TOP)
    done = subprocess.run(
        [sys.executable, "-m", "sctarget", *map(str, arguments)],
        cwd=cwd,
        env=settings,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def within(*arguments: str | Path, columns: int = 100) -> Ran:
    """The same command line in this process, for tests of many runs; no other working folder, always UTF-8."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    with (
        mock.patch.dict(os.environ, {"COLUMNS": str(columns)}),
        mock.patch.multiple(sys, stdout=streams[0], stderr=streams[1]),
    ):
        code = run(list(map(str, arguments)))
    out, err = (stream.buffer.getvalue().decode() for stream in streams)
    return Ran(code, out, err)


def project(folder: Path, plan: str = PLAN) -> Path:
    """A project folder with the plan; returns the plan's path."""
    path = folder / "plan.yaml"
    path.write_text(plan, encoding="utf-8")
    (folder / "actuals").mkdir()
    return path


def answer(plan: Path, answers: dict[str, dict[str, object]], period: str = "2023", only: str | None = None) -> None:
    """Put filled forms into actuals/: indicator or task id → column key → what was typed."""
    loaded = read_plan(plan).value
    reported = parse_period(period)
    assert loaded is not None
    assert reported is not None
    for department in loaded.reporters:
        if only and department != only:
            continue
        book = load_workbook(io.BytesIO(write_form(loaded, department, reported, None)))
        sheet = book[FORM_SHEET]
        header = next(row for row in range(1, HEADER_SEARCH_ROWS + 1) if sheet.cell(row, 1).value == MARKER)
        for row in range(header + 1, sheet.max_row + 1):
            for key, typed in answers.get(str(sheet.cell(row, 1).value), {}).items():
                sheet.cell(row, 2 + [each.key for each in COLUMNS].index(key)).value = typed  # type: ignore[assignment]
        book.save(plan.parent / "actuals" / form_file_name(loaded, department, reported))


GOOD: dict[str, dict[str, object]] = {"rd": {"actual": 0.17}, "sme": {"actual": 16}, "park": {"actual": "已完成"}}
"""Answers with which everything is met."""
