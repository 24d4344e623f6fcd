"""``sctarget explain``: how one verdict came about, from the words of the plan to the status."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sctarget.cli import console
from sctarget.cli.inputs import DEFAULT_PLAN, actual_paths, collected, load_plan, parse_day, scored
from sctarget.cli.options import AsOf, PlanPath, Returned
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.model.plan import Indicator, Plan, Task

COMFORTABLE = 100
"""Longer lines than this are hard to read."""

_SUGGESTED = 6


class ExplainFormat(StrEnum):
    """How the explanation is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"


class NoSuchItemError(UsageError):
    """A word that names no indicator or task, or several."""


def explain(
    indicator: Annotated[str, typer.Argument(metavar="指标", help="指标或任务的编号，或者它的名称、别名。")],
    plan: PlanPath = DEFAULT_PLAN,
    files: Returned = None,
    *,
    as_of: AsOf = None,
    format_: Annotated[
        ExplainFormat, typer.Option("--format", metavar="text|markdown", help="text 打在屏幕上，markdown 便于粘贴。")
    ] = ExplainFormat.TEXT,
) -> int:
    """说明一个结论怎么来的：目标原文、每个格子、每步换算和决定、算式、所依据的规则。"""
    from sctarget.evaluate.assess import assess
    from sctarget.report.explanation import explain_indicator, explain_task
    from sctarget.writers.explanation_text import render_explanation, render_explanation_markdown

    day = parse_day(as_of, "--as-of") if as_of else None
    loaded = load_plan(plan)
    key = find_item(loaded, indicator).id
    returned = collected(loaded, actual_paths(files, plan), plan)
    evaluation = scored(assess(loaded, returned.value, day, returned.problems), plan)
    for verdict in evaluation.verdicts:
        if verdict.indicator.id == key:
            explanation = explain_indicator(verdict, evaluation, returned.value)
    for task in evaluation.tasks:
        if task.task.id == key:
            explanation = explain_task(task, evaluation, returned.value)
    if format_ is ExplainFormat.MARKDOWN:
        console.write_line(render_explanation_markdown(explanation))
    else:
        console.write_line(render_explanation(explanation, min(console.width(), COMFORTABLE)))
    return 0


def find_item(plan: Plan, word: str) -> Indicator | Task:
    """The indicator or task of an id or an exact name.  Raises NoSuchItemError with what may have been meant."""
    word = word.strip()
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    found = [item for item in items if item.id == word] or [item for item in items if word in _names(item)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "；".join(f"{item.id}（{_names(item)[0]}）" for item in found)
        raise NoSuchItemError(f"“{word}”有{len(found)}个：{listed}。请写编号。")
    near = _near(items, word)
    hint = f"是不是：{'；'.join(near)}？" if near else "编号和名称见计划文件。"
    raise NoSuchItemError(f"计划里没有编号或名称为“{word}”的指标或任务。{hint}")


def _names(item: Indicator | Task) -> list[str]:
    """The full name first, then every other exact name."""
    names = [getattr(item, "label", item.name), item.name, *getattr(item, "aliases", ())]
    return list(dict.fromkeys(names))


def _near(items: tuple[Indicator | Task, ...], word: str) -> list[str]:
    from difflib import get_close_matches

    shown = {name: f"{item.id}（{_names(item)[0]}）" for item in items for name in (item.id, *_names(item))}
    inside = [name for name in shown if word and (word in name or name in word)]
    close = get_close_matches(word, list(shown), n=_SUGGESTED, cutoff=0.5)
    return list(dict.fromkeys(shown[name] for name in (*inside, *close)))[:_SUGGESTED]
