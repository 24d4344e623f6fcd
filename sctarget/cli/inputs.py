"""What commands read: the plan beside which everything stands, and the returned workbooks."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sctarget.cli import console
from sctarget.model.errors import SctargetError, UsageError
from sctarget.model.period import Period, parse_period

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan
    from sctarget.model.problem import Loaded

F = TypeVar("F", bound=StrEnum)

DEFAULT_PLAN = Path("plan.yaml")
DEFAULT_ACTUALS = "actuals"
DEFAULT_FORMS = "forms"
DECISIONS_FILE = "decisions.yaml"


class InvalidPlanError(SctargetError):
    """A plan with errors, which only ``validate`` may go on with."""

    def __init__(self, path: Path, errors: int) -> None:
        super().__init__(
            f"计划文件 {path} 有 {errors} 处错误（见上），改好后再运行；详细检查：sctarget validate {path}"
        )


def plan_path(path: Path) -> Path:
    """The plan file, or a failure that says what stands there instead."""
    if path.is_dir():
        inside = path / DEFAULT_PLAN
        hint = f"计划文件是不是 {inside}？" if inside.is_file() else "请给出其中的计划文件，如 plan.yaml。"
        raise UsageError(f"{path} 是文件夹，不是计划文件。{hint}")
    if not path.exists():
        raise UsageError(
            f"找不到计划文件 {path}。请在项目文件夹里运行，或写出计划文件的位置；新建项目：sctarget new 目录名"
        )
    return path


def load_plan(path: Path) -> Plan:
    """The plan, its errors told on standard error; raises InvalidPlanError when it has any."""
    from sctarget.model.problem import Severity
    from sctarget.readers.plan_yaml import read_plan

    loaded = read_plan(plan_path(path))
    errors = [problem for problem in loaded.problems if problem.severity is Severity.REJECTED]
    if errors or loaded.value is None:
        from sctarget.report.phrases import problem_lines

        console.complain("\n".join(problem_lines(errors)))
        raise InvalidPlanError(path, len(errors))
    return loaded.value


def actual_paths(files: list[Path] | None, plan: Path) -> list[Path]:
    """The given files and folders, else ``actuals/`` beside the plan; each must exist."""
    if files:
        for path in files:
            if not path.exists():
                raise UsageError(f"找不到 {path}。请检查填报表的位置。")
        return files
    folder = plan.parent / DEFAULT_ACTUALS
    if not folder.is_dir():
        raise UsageError(
            f"计划旁边没有 {DEFAULT_ACTUALS} 文件夹（{folder}）。请把收回的填报表放进去，或在命令后写出它们的位置。"
        )
    return [folder]


def collected(plan: Plan, paths: list[Path], plan_path: Path) -> Loaded[tuple[FormReturn, ...]]:
    """The returns as ``check``, ``collect`` and ``explain`` see them: read, checked against each other, decided upon.

    The problems are those that stand in no return: files that could not be read, copies, decisions that fit nothing.
    """
    from sctarget.evaluate.crosscheck import crosscheck
    from sctarget.model.problem import Loaded
    from sctarget.readers.returns import read_returns

    with progress_bar("读取填报表") as progress:
        read = read_returns(paths, plan, progress=progress)
    inside = {problem for form in read.value for problem in form.problems}
    loose = tuple(problem for problem in read.problems if problem not in inside)
    written = plan_path.parent / DECISIONS_FILE
    if not written.exists():
        return Loaded(crosscheck(plan, read.value), loose)
    from sctarget.evaluate.decide import apply_decisions
    from sctarget.readers.decisions import read_decisions

    decisions = read_decisions(written, plan)
    decided = apply_decisions(plan, crosscheck(plan, read.value, decisions.value), decisions.value)
    return Loaded(decided.value, (*loose, *decisions.problems, *decided.problems))


def scored(evaluation: Evaluation, plan_path: Path) -> Evaluation:
    """The evaluation with its scores, where the plan gives weights, and with what scoring found."""
    if evaluation.plan.rules.scoring is None:
        return evaluation
    from sctarget.evaluate.score_findings import unexplained
    from sctarget.evaluate.score_total import score_plan
    from sctarget.readers.adjustments import read_adjustments

    read = read_adjustments(plan_path.parent / DECISIONS_FILE, evaluation.plan)
    evaluation = evaluation._replace(scores=score_plan(evaluation, read.value))
    return evaluation._replace(problems=(*evaluation.problems, *read.problems, *unexplained(evaluation)))


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Whom to tell how far long work is: a bar on a terminal, None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from sctarget.writers.progress import Bar

    bar = Bar(sys.stderr, label)
    try:
        yield bar.update
    finally:
        bar.close()


def chosen_format(asked: F | None, output: Path | None, extensions: dict[str, F], usual: F) -> F:
    """The format asked for, else the one of the file's extension, else the usual one."""
    if output is None:
        return asked or usual
    by_name = extensions.get(output.suffix.lower())
    if asked is None and by_name is None:
        raise UsageError(f"看不出 {output} 该写成什么格式。扩展名可用 {'、'.join(extensions)}，或用 --format 写明。")
    if asked and by_name and asked is not by_name:
        raise UsageError(f"--format {asked.value} 与文件名 {output} 的扩展名不一致。请改其中一个。")
    return asked or by_name or usual


def words(text: str | None) -> list[str]:
    """The words of an option, parted by commas of either width, e.g. ``未完成,滞后``."""
    return [each.strip() for each in re.split("[,，、]", text or "") if each.strip()]


def parse_day(text: str, option: str) -> date:
    """A day, or the last day of a period: 2023-06-30, 2023Q2, 2023."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    period = parse_period(text)
    if period is None:
        raise UsageError(f"{option} 的“{text}”不是日期或报告期。请写成 2023-06-30、2023Q2、2023H1、2023-06 或 2023。")
    return period.end


def parse_period_option(text: str) -> Period:
    """A reporting period, e.g. 2023Q3."""
    period = parse_period(text)
    if period is None or period.start.year != period.end.year:
        raise UsageError(f"--period 的“{text}”不是报告期。请写成 2023、2023H1、2023Q2 或 2023-06。")
    return period


def named_departments(plan: Plan, names: list[str] | None, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Those of some departments that are asked for, by name or alias; all when none is named."""
    called = {alias: each.name for each in plan.departments for alias in (each.name, *each.aliases)}
    wanted = [called.get(name, name) for name in names or known]
    for name in wanted:
        if name not in known:
            raise UsageError(f"“{name}”不是{what}。{what}有：{'、'.join(known)}")
    return tuple(dict.fromkeys(wanted))


def reporting_period(plan: Plan, text: str | None) -> Period:
    """The period asked for, within the plan; a one-year plan defaults to its year."""
    if text is None:
        if plan.period.start.year != plan.period.end.year:
            raise UsageError(
                f"这是{plan.period.chinese}的计划，请用 --period 写明报告期，如 --period {plan.period.start.year}"
            )
        return plan.period
    period = parse_period_option(text)
    if period.end < plan.period.start or period.start > plan.period.end:
        raise UsageError(f"报告期 {period.text} 不在计划期 {plan.period.text} 之内。请改正 --period。")
    return period
