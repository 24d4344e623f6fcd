"""One page for a leader: the result in a sentence, what is not reached and who owes it, what is to be decided.

What does not fit the page is counted, the worst stays (docs/report.md §7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.pace import several_years
from sctarget.evaluate.result import Status
from sctarget.report.absences import form_words
from sctarget.report.columns import BRIEF_COLUMNS
from sctarget.report.document import Block, Document, Heading, Text
from sctarget.report.figures import actual_words, chinese_date, demand_words, gap_words
from sctarget.report.numbering import heading_number
from sctarget.report.phrases import summary_sentence
from sctarget.report.report_tables import ABSENT, SHORT, overdue, responsible, short_of, sole_owner
from sctarget.report.shortcomings import explained_by_tasks
from sctarget.report.table import Cell, Table, visible
from sctarget.report.titles import broken_title, over, quoted_title, reported_span
from sctarget.report.views import badness
from sctarget.report.widths import row_lines
from sctarget.report.words import monitored, status_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.report.document import Frame

_PAGE = 620
"""Points of text on a page: 22 lines of 28.95, less a little for fonts that are wider than ours."""
_LINE, _TITLE_LINE, _ROW_LINE, _ROW_MORE = 29, 35, 17, 4
_CHARACTERS = 27
_ROWS = 4
"""So many rows come before the names among the decisions, which come before further rows."""
_NAMED = 4
"""So many names of one decision are listed at most."""


class _Ask(NamedTuple):
    """What somebody above must decide or press for: ``督办{}项逾期的任务`` and whom or what it is about."""

    what: str
    names: list[str]

    def said(self, listed: int) -> str:
        """The sentence with so many of the names, e.g. ``督办3项逾期的任务：修订办法（县科技局）等。``"""
        counted = self.what.format(len(self.names))
        if not listed:
            return f"{counted}。"
        more = "等" if len(self.names) > listed else ""
        return f"{counted}：{'；'.join(self.names[:listed])}{more}。"


def brief_report(evaluation: Evaluation, frame: Frame) -> Document:
    """The page for a leader; a title of the user's own stands instead of ours."""
    title = broken_title(frame.title or _title(evaluation))
    opening: list[Block] = [Text(summary_sentence(evaluation) + _score(evaluation))]
    wanted = _wanted(evaluation)
    above = _TITLE_LINE * (title.count("\n") + 1) + _LINE * (3 if frame.addressee else 2)
    room = _PAGE - above - _height(opening)
    section = 2 if evaluation.verdicts else 1
    closing = _closing(_asks(evaluation), section, room, lambda left: len(_fitting(wanted, evaluation, left)))
    listing = _listing(evaluation, wanted, _fitting(wanted, evaluation, room - _height(closing)))
    addressee = f"{frame.addressee.rstrip('：:')}：" if frame.addressee else ""
    return Document(title, (*opening, *listing, *closing), addressee)


def _score(evaluation: Evaluation) -> str:
    if evaluation.scores is None:
        return ""
    from sctarget.report.score_words import short_sentence

    return short_sentence(evaluation.scores)


def _title(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    when = "" if over(evaluation) else reported_span(evaluation.as_of, year=several_years(plan))
    return f"《{quoted_title(plan.title)}》{when}{'完成' if over(evaluation) else '进展'}情况简报"


def _wanted(evaluation: Evaluation) -> list[Verdict]:
    """What is not reached, the worst first; for a plan that only watches, its indicators."""
    if _watching(evaluation):
        return list(evaluation.verdicts)
    short = [each for each in enumerate(evaluation.verdicts) if each[1].status in SHORT]
    return [each for _, each in sorted(short, key=lambda item: badness(item[0], item[1], evaluation.plan))]


def _watching(evaluation: Evaluation) -> bool:
    return all(monitored(each) for each in evaluation.plan.indicators)


def _listing(evaluation: Evaluation, wanted: Sequence[Verdict], kept: Sequence[Verdict]) -> list[Block]:
    """The indicators that found room, in the order of the plan, and how many did not."""
    if not evaluation.verdicts:
        return []
    title = "没有达到的指标" if over(evaluation) else "滞后的指标"
    heading = Heading(1, heading_number(1, 1), "主要数据" if _watching(evaluation) else title)
    if not wanted:
        absent = any(each.status in ABSENT for each in short_of(evaluation))
        return [heading, Text("有数据的指标中没有；另有指标还没有数据。" if absent else "没有。")]
    shown = {each.indicator.id for each in kept}
    table = _table([each for each in evaluation.verdicts if each.indicator.id in shown], evaluation)
    if len(kept) < len(wanted):
        more = len(wanted) - len(kept)
        table = table._replace(notes=(f"注：共{len(wanted)}项，这里列{len(kept)}项，另有{more}项见报告全文。",))
    return [heading, table]


def _fitting(ranked: Sequence[Verdict], evaluation: Evaluation, room: float) -> list[Verdict]:
    """As many of the first as find room, with a note about the rest where there is one."""
    kept: list[Verdict] = []
    for verdict in ranked:
        note = 0 if len(kept) + 1 == len(ranked) else 2 * _ROW_LINE
        if _table_height(_table([*kept, verdict], evaluation)) + note > room:
            break
        kept.append(verdict)
    return kept


def _table(verdicts: Sequence[Verdict], evaluation: Evaluation) -> Table:
    rows = []
    for verdict in verdicts:
        texts = {
            "name": verdict.indicator.label,
            "target": demand_words(verdict),
            "actual": actual_words(verdict, evaluation),
            "gap": gap_words(verdict, evaluation.plan.rules),
            "status": "" if verdict.status is Status.MONITORED else status_words(verdict),
            "lead": "" if _watching(evaluation) and sole_owner(evaluation) else responsible(verdict.indicator),
        }
        light = verdict.light if texts["status"] else None
        rows.append(tuple(Cell(texts[each.key], light if each.key == "status" else None) for each in BRIEF_COLUMNS))
    return Table("", BRIEF_COLUMNS, tuple(rows))


def _asks(evaluation: Evaluation) -> list[_Ask]:
    short, missing = short_of(evaluation), evaluation.missing
    unsent = [
        each for each in short if each.status is Status.UNREPORTED and set(each.indicator.reporters).isdisjoint(missing)
    ]
    silent = [each for each in short if each.status in SHORT and not each.reason and not explained_by_tasks(each)]
    asks = (
        _Ask("核实{}项存疑的数据", _owned([each for each in short if each.status is Status.TO_VERIFY])),
        _Ask("督办{}项逾期的任务", [_task_words(each, evaluation) for each in overdue(evaluation)]),
        _Ask(f"督促{{}}个单位补交{form_words(evaluation)}", list(missing)),
        _Ask("补报{}项指标的数据", _owned(unsent)),
        _Ask("说明{}项指标没有达到的原因", _owned(silent)),
    )
    return [each for each in asks if each.names]


def _closing(asks: Sequence[_Ask], section: int, room: float, rows_in: Callable[[float], int]) -> list[Block]:
    """The decisions that are asked for, numbered; names are listed as far as the first rows keep their room."""
    if not asks:
        return []
    listed = [0] * len(asks)
    rows = min(_ROWS, rows_in(room - _height(_decisions(asks, listed, section))))
    for more in range(1, _NAMED + 1):
        for place, ask in enumerate(asks):
            tried = [*listed[:place], more, *listed[place + 1 :]]
            if len(ask.names) >= more and listed[place] == more - 1:
                fits = room - _height(_decisions(asks, tried, section))
                listed = tried if fits >= 0 and rows_in(fits) >= rows else listed
    return _decisions(asks, listed, section)


def _decisions(asks: Sequence[_Ask], listed: Sequence[int], section: int) -> list[Block]:
    texts = [ask.said(count) for ask, count in zip(asks, listed, strict=True)]
    numbered = [Text(f"{heading_number(3, number)}{visible(text)}") for number, text in enumerate(texts, 1)]
    return [Heading(1, heading_number(1, section), "请领导决定的事项"), *numbered]


def _owned(verdicts: Sequence[Verdict]) -> list[str]:
    return [f"{each.indicator.label}（{responsible(each.indicator)}）" for each in verdicts]


def _task_words(verdict: TaskVerdict, evaluation: Evaluation) -> str:
    due = verdict.task.due
    day = f"{due.month}月{due.day}日" if due.year == evaluation.as_of.year else chinese_date(due)
    return f"{verdict.task.name}（{responsible(verdict.task)}，应于{day}前完成）"


def _height(blocks: Sequence[Block]) -> float:
    """Points that headings and paragraphs take."""
    return sum(
        _LINE if isinstance(each, Heading) else _LINE * _lines(each.text, _CHARACTERS, indent=2)
        for each in blocks
        if not isinstance(each, Table)
    )


def _lines(text: str, width: float, indent: int = 0) -> int:
    """Lines of so many characters that a text fills; a letter or digit takes up to three quarters of one."""
    length = indent + sum(0.75 if each.isascii() else 1 for each in text)
    return max(1, -int(-length // width))


def _table_height(table: Table) -> float:
    return _ROW_LINE + _ROW_MORE + sum(_ROW_LINE * lines + _ROW_MORE for lines in row_lines(table))
