"""Bare ``sctarget`` in a project folder: where it stands and what to type next (docs/returning.md)."""

from __future__ import annotations

from pathlib import Path

from sctarget.cli import console
from sctarget.cli.inputs import DEFAULT_ACTUALS, DEFAULT_FORMS, DEFAULT_PLAN, collected
from sctarget.model.problem import Loaded, Severity


def show_status() -> int:
    """Say what has gone out, what is back, what needs a person, and the next command."""
    from sctarget.evaluate.collection import collect_returns
    from sctarget.readers.plan_yaml import read_plan
    from sctarget.readers.returns import read_returns
    from sctarget.report.standing import Step, next_steps, standing_lines, step_lines

    read = read_plan(DEFAULT_PLAN)
    plan = read.value
    errors = sum(problem.severity is Severity.REJECTED for problem in read.problems)
    if plan is None or errors:
        lines = [f"{DEFAULT_PLAN} 有 {errors} 处错误，改好才能往下走。"]
        steps: tuple[Step, ...] = (Step("sctarget validate", "列出错误的位置和改法"),)
    else:
        forms, actuals = Path(DEFAULT_FORMS), Path(DEFAULT_ACTUALS)
        sent = read_returns([forms], plan).value if forms.is_dir() else ()
        returned = collected(plan, [actuals], DEFAULT_PLAN) if actuals.is_dir() else Loaded(())
        newest = max((form.period for form in (*sent, *returned.value)), key=lambda each: each.end, default=None)
        asked = [form.department for form in sent if form.verifies and form.period == newest]
        collection = collect_returns(plan, returned.value, returned.problems, newest, awaited=asked)
        lines = standing_lines(collection, sent, DEFAULT_FORMS, DEFAULT_ACTUALS)
        steps = next_steps(collection, sent)
    for line in (*lines, "", *step_lines(steps), "全部命令：sctarget --help"):
        console.write_line(line)
    return 0
