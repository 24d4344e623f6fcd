"""``sctarget validate``: everything that is wrong with a plan file, in one pass."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import DEFAULT_PLAN, plan_path
from sctarget.cli.options import PlanPath


class ValidateFormat(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"


def validate(
    plan: PlanPath = DEFAULT_PLAN,
    *,
    format_: Annotated[
        ValidateFormat, typer.Option("--format", metavar="text|json", help="text 逐条列出，json 供程序读取。")
    ] = ValidateFormat.TEXT,
) -> int:
    """检查计划文件：一次列出全部问题，每条有行列号、读到的内容和改法。"""
    from sctarget.model.problem import Severity
    from sctarget.readers.plan_yaml import read_plan

    loaded = read_plan(plan_path(plan), standards=True)
    errors = sum(problem.severity is Severity.REJECTED for problem in loaded.problems)
    if format_ is ValidateFormat.JSON:
        from sctarget.writers.json_out import render_validate_json

        console.write_line(render_validate_json(loaded.problems))
    else:
        from sctarget.report.phrases import problem_lines, validate_summary

        for line in problem_lines(loaded.problems):
            console.write_line(line)
        console.write_line(validate_summary(plan, loaded))
    return 1 if errors or loaded.value is None else 0
