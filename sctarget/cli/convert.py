"""``sctarget convert``: a plan as a workbook and back, nothing lost."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import InvalidPlanError, load_plan
from sctarget.cli.options import Force
from sctarget.model.errors import SctargetError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.model.plan import Plan
    from sctarget.model.plan_sheets import Place, Sections
    from sctarget.model.problem import Loaded, Problem
    from sctarget.model.source import Source
    from sctarget.readers.plan_book import PlanBook

_TEXTS, _BOOKS = frozenset({".yaml", ".yml"}), frozenset({".xlsx"})
_LINE = re.compile(r"第(\d+)行")
_TELL_LINES = frozenset(
    {"key_repeated", "department_near", "id_repeated", "name_repeated", "id_missing", "name_missing"}
)
"""Problems that name another line of the plan file."""


class NotTheSameError(SctargetError):
    """A plan that does not come back as it went in."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target} 没有写出：读回来与原计划不一致（可能有单元格容不下的长文字）。原文件没有改动。")


def convert(
    source: Annotated[Path, typer.Argument(metavar="原计划", help="计划文件（.yaml）或计划工作簿（.xlsx）。")],
    target: Annotated[Path, typer.Argument(metavar="新文件", help="要写的文件；扩展名 .xlsx 或 .yaml 决定方向。")],
    *,
    force: Force = False,
) -> int:
    """计划互转：计划文件（YAML）与工作簿（Excel）来回转换，内容不变；工作簿里的错误指到单元格。"""
    ways = source.suffix.lower(), target.suffix.lower()
    if ways[0] in _TEXTS and ways[1] in _BOOKS:
        console.refuse_existing([target], force=force)
        return _to_book(source, target, force=force)
    if ways[0] in _BOOKS and ways[1] in _TEXTS:
        console.refuse_existing([target], force=force)
        return _to_text(source, target, force=force)
    raise UsageError("convert 在 .yaml 和 .xlsx 之间转换，如 sctarget convert plan.yaml plan.xlsx，或反过来。")


def _to_book(source: Path, target: Path, *, force: bool) -> int:
    from sctarget.readers.plan_book import read_plan_book, read_plan_text
    from sctarget.writers.plan_text import write_plan_text
    from sctarget.writers.plan_xlsx import write_plan_book

    plan = load_plan(source)
    sections = read_plan_text(source)
    data = write_plan_book(sections)
    back = read_plan_book(data, str(target))
    again, loaded = _read_back(write_plan_text(back.sections)[0])
    if back.problems or back.sections != sections or again != sections or loaded.value is None:
        raise NotTheSameError(target)
    if loaded.value.fingerprint != plan.fingerprint:
        raise NotTheSameError(target)
    console.write_files({target: data}, force=force)
    if any(line.lstrip().startswith("#") or " #" in line for line in source.read_text("utf-8-sig").splitlines()):
        console.complain("注释（# 后面的文字）没有带到工作簿里，其余内容都在。")
    console.write_line(_summary(target, plan))
    return 0


def read_book(source: Path) -> tuple[Plan, Sections]:
    """The plan of a workbook and its values, its errors told on standard error.  Raises InvalidPlanError."""
    from sctarget.report.phrases import problem_lines

    _, _, sections, loaded = _read_book(source)
    errors = [problem for problem in loaded.problems if problem.severity.blocking]
    if errors or loaded.value is None or sections is None:
        console.complain("\n".join(problem_lines(errors)))
        raise InvalidPlanError(source, len(errors))
    return loaded.value, sections


def _read_book(source: Path) -> tuple[PlanBook, str, Sections | None, Loaded[Plan | None]]:
    """A workbook's values, the text of the plan file that they make, and what the plan reader says of it, by cell."""
    from sctarget.model.problem import Loaded
    from sctarget.readers.plan_book import read_plan_book
    from sctarget.writers.plan_text import write_plan_text

    try:
        data = source.read_bytes()
    except OSError as failure:
        raise UsageError(f"{source} 读不了（{failure.strerror}）。请检查位置，或关闭占用它的程序后重试。") from failure
    book = read_plan_book(data, str(source))
    text, places = write_plan_text(book.sections)
    sections, loaded = _read_back(text)
    problems = (*book.problems, *_in_cells(loaded.problems, places, book.cells, str(source)))
    return book, text, sections, Loaded(loaded.value, problems)


def _to_text(source: Path, target: Path, *, force: bool) -> int:
    from sctarget.report.phrases import problem_lines

    book, text, sections, loaded = _read_book(source)
    problems = loaded.problems
    if problems:
        console.complain("\n".join(problem_lines(problems)))
    errors = sum(problem.severity.blocking for problem in problems)
    if errors or loaded.value is None:
        console.complain(f"{source}：{errors}处错误，没有写出 {target}。改好后再运行一次。")
        return 1
    if sections != book.sections:
        raise NotTheSameError(target)
    console.write_files({target: text.encode()}, force=force)
    console.write_line(_summary(target, loaded.value))
    return 0


def _read_back(text: str) -> tuple[Sections | None, Loaded[Plan | None]]:
    """What the plan reader makes of a text: its values (None when it cannot be judged) and its problems."""
    from sctarget.readers.plan_book import read_plan_text
    from sctarget.readers.plan_yaml import read_plan

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_bytes(text.encode())
        loaded = read_plan(path)
        return None if loaded.value is None else read_plan_text(path), loaded


def _in_cells(
    problems: Sequence[Problem], places: dict[int, Place], cells: dict[Place, Source], file: str
) -> list[Problem]:
    """Problems of the text made of a workbook, each at the cell that it comes from."""
    from dataclasses import replace

    from sctarget.model.source import Source

    def cell(line: int | None) -> Source:
        place = places.get(line or 0)
        return cells[place] if place else Source(file)

    def named(match: re.Match[str]) -> str:
        there = cell(int(match[1]))
        return f"{there.sheet}!{there.cell}" if there.cell else match[0]

    def in_cells(problem: Problem) -> Problem:
        source = cell(problem.source.line if problem.source else None)
        read = problem.read or ""
        if problem.code not in _TELL_LINES:
            return replace(problem, source=source)
        if not read or _LINE.fullmatch(read):
            return replace(
                problem, source=source, message=_LINE.sub(named, problem.message), read=_LINE.sub(named, read) or None
            )
        # what people wrote stays as it is, also where it speaks of a line
        message = read.join(_LINE.sub(named, part) for part in problem.message.split(read))
        return replace(problem, source=source, message=message)

    return [in_cells(problem) for problem in problems]


def _summary(target: Path, plan: Plan) -> str:
    return f"已写出 {target}：{len(plan.indicators)}项指标、{len(plan.tasks)}项任务。"
