"""The parts of a split target as rows and words (docs/judging.md §16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.breakdown import total_words
from sctarget.report.columns import OVERVIEW_COLUMNS, SPLIT_COLUMNS
from sctarget.report.figures import actual_words, completion_words, gap_words, source_words, target_words
from sctarget.report.table import Cell, Table
from sctarget.report.words import status_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sctarget.evaluate.result import Evaluation, PartVerdict, Verdict
    from sctarget.model.plan import Part

Row = tuple[Cell, ...]
_BLANK = Cell("")
_WHOLE = frozenset({"number", "group", "lead", "support", "at"})
"""What a part's row leaves to that of the whole, besides all that stands on lines of its own."""


def part_name(part: Part) -> str:
    """Who or when, e.g. 东关街道 or 至2023年二季度末: the figure of a period counts from the start of the year."""
    return part.name if part.period is None else f"至{part.period.chinese}末"


def _seen(evaluation: Evaluation, each: PartVerdict) -> Evaluation:
    """The evaluation in whose words a part is told: one of a period need not say again which period it is."""
    actual = each.verdict.actual
    return evaluation if each.part.period is None or actual is None else evaluation._replace(period=actual.period)


def part_rows(
    verdict: Verdict, evaluation: Evaluation, make_row: Callable[[int, Verdict, Evaluation], Row]
) -> Iterator[Row]:
    """The rows below an indicator's own, in the columns of the overview; ``make_row`` makes that of any verdict."""
    for each in verdict.breakdown:
        made = make_row(0, each.verdict, _seen(evaluation, each))
        row = dict(zip((column.key for column in OVERVIEW_COLUMNS), made, strict=True))
        name = part_name(each.part)
        row |= {"id": Cell(f"{verdict.indicator.id}/{each.part.name}"), "name": Cell(f"其中：{name}")}
        row |= {column.key: _BLANK for column in OVERVIEW_COLUMNS if column.place == "line" or column.key in _WHOLE}
        yield tuple(row[column.key] for column in OVERVIEW_COLUMNS)


def split_table(evaluation: Evaluation, title: str) -> Table | None:
    """Every part of every split target, with what the parts come to together; None where nothing is split."""
    rows: list[Row] = []
    notes = []
    for verdict in evaluation.verdicts:
        rows += [_row(verdict, each, evaluation) for each in verdict.breakdown]
        words = total_words(verdict.indicator) if verdict.breakdown else ""
        if words:
            notes.append(f"{verdict.indicator.label}：{words}。")
    return Table(title, SPLIT_COLUMNS, tuple(rows), tuple(notes)) if rows else None


def _row(verdict: Verdict, each: PartVerdict, evaluation: Evaluation) -> Row:
    own, rules = each.verdict, evaluation.plan.rules
    texts = {
        "name": verdict.indicator.label,
        "part": part_name(each.part),
        "target": target_words(own.indicator),
        "actual": actual_words(own, _seen(evaluation, each)),
        "completion": completion_words(own, rules),
        "gap": gap_words(own, rules),
        "status": status_words(own),
        "source": source_words(own),
    }
    return tuple(Cell(texts[column.key], own.light if column.key == "status" else None) for column in SPLIT_COLUMNS)


def split_lines(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """The parts in an explanation, one a line, below what they come to together."""
    if not verdict.breakdown:
        return []
    rules = evaluation.plan.rules
    lines = []
    if words := total_words(verdict.indicator):
        lines.append(f"{words}（docs/judging.md 第16节）")
    for each in verdict.breakdown:
        own = each.verdict
        said = [f"分到{target_words(own.indicator)}"]
        if own.actual is not None:
            said.append(f"实际{actual_words(own, _seen(evaluation, each))}")
        if own.completion is not None:
            said.append(f"完成率{completion_words(own, rules)}")
        said += [text for text in (gap_words(own, rules), status_words(own)) if text]
        lines.append(f"{part_name(each.part)}：{'，'.join(said)}")
    return lines
