"""Evaluation → the page that is read on a screen: figures with charts, everything once (docs/report.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.report.actions import action_table
from sctarget.report.charts import bullet_of, slices_of, trend_of
from sctarget.report.columns import OVERVIEW_COLUMNS
from sctarget.report.facts import facts_of
from sctarget.report.figures import chinese_date, whole_percent
from sctarget.report.overall import remarks
from sctarget.report.phrases import rules_sentence, summary_sentence
from sctarget.report.problems import problem_tables
from sctarget.report.report_tables import file_table, source_table
from sctarget.report.table import visible
from sctarget.report.tallies import department_table, departments_of, tally, targeted
from sctarget.report.titles import over
from sctarget.report.views import (
    NO_GROUP,
    Selection,
    indicator_row,
    overview_parts,
    owners_of,
    selected_tasks,
    selected_verdicts,
    tasks_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.evaluate.trend import Point
    from sctarget.model.actual import FormReturn
    from sctarget.report.charts import Bullet, Slice, Trend
    from sctarget.report.document import Facts
    from sctarget.report.table import Cell, Page, Table
    from sctarget.report.views import Order


_PLACES = {column.key: place for place, column in enumerate(OVERVIEW_COLUMNS)}


class Entry(NamedTuple):
    """One indicator: its cells (a cell for each of OVERVIEW_COLUMNS), its facts, its charts, what it sorts by.

    ``owners`` and ``group`` are places in the lists of the board; ``urgency`` is its place with the worst first;
    ``lack`` is what is missing as a share of the target.
    """

    number: int
    cells: tuple[Cell, ...]
    facts: Facts
    bullet: Bullet | None
    trend: Trend | None
    owners: tuple[int, ...]
    group: int
    urgency: int
    shortfall: Decimal | None
    lack: Decimal | None

    def text(self, key: str) -> str:
        """The finished words of one of OVERVIEW_COLUMNS, e.g. of ``source``."""
        return self.cells[_PLACES[key]].text


class Section(NamedTuple):
    """A headed part of the page; ``bars`` is a bar for each row of its first table."""

    key: str
    title: str
    tables: tuple[Table, ...]
    bars: tuple[tuple[Slice, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Board(NamedTuple):
    """The whole page: title, what it is about, sentences, counts, indicators in parts, sections, notes at the foot.

    ``parts`` is None for a page without indicators, empty where none is selected.  ``owners``, ``groups`` and
    ``statuses`` (code and word) are what can be filtered by.
    """

    title: str
    about: str
    order: Order
    sentences: tuple[str, ...]
    slices: tuple[Slice, ...]
    parts: tuple[tuple[str, tuple[Entry, ...]], ...] | None
    owners: tuple[str, ...]
    groups: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]


def board_of(
    evaluation: Evaluation,
    selection: Selection | None = None,
    title: str = "",
    returns: Sequence[FormReturn] = (),
) -> Board:
    """What is shown of an evaluation, e.g. ``board_of(evaluation, Selection(order="plan"))``.

    ``returns`` are the forms of every period, for the course of the figures.
    """
    selection = selection or Selection(order="plan")
    parts, _ = overview_parts(evaluation, selection)
    chosen = tuple(verdict for part in parts for _, verdict in part.verdicts)
    narrowed = _narrowed(evaluation, selection, chosen)
    found = tally(chosen)
    owners = tuple(dict.fromkeys(name for each in chosen for name in owners_of(each.indicator)))
    groups = tuple(dict.fromkeys(each.indicator.group or NO_GROUP for each in chosen))
    lists = _Lists(_numbered(owners), _numbered(groups), _urgency(evaluation), _series(evaluation, returns))
    return Board(
        title or evaluation.plan.title,
        about_words(evaluation),
        selection.order,
        tuple(_sentences(evaluation, narrowed)),
        slices_of([(each.word, each.light, each.size) for each in found]) if targeted(evaluation) else (),
        tuple(
            (
                part.title,
                tuple(_entry(number, verdict, evaluation, lists) for number, verdict in part.verdicts),
            )
            for part in parts
        ),
        owners,
        groups if len(groups) > 1 else (),
        tuple((each.status.value, each.word) for each in found) if len(found) > 1 else (),
        tuple(_sections(narrowed, selection)),
        (rules_sentence(evaluation.plan.rules),) if targeted(evaluation) else (),
    )


def page_board(page: Page, evaluation: Evaluation) -> Board:
    """A page of tables alone, e.g. of scores."""
    sections = tuple(Section(f"part{number}", table.title, (table,)) for number, table in enumerate(page.tables, 1))
    return Board(
        page.title, about_words(evaluation), "plan", page.sentences, (), None, (), (), (), sections, page.notes
    )


def about_words(evaluation: Evaluation) -> str:
    """What the page or workbook is about, e.g. ``目标完成情况 · 截至2023年12月31日 · 时间进度100% · 示例县科技局``."""
    what = "目标完成情况" if over(evaluation) else "目标进展情况"
    if not targeted(evaluation):
        what = "指标数据"
    elapsed = whole_percent(evaluation.elapsed, evaluation.plan.rules)
    parts = (
        what,
        f"截至{chinese_date(evaluation.as_of)}",
        f"时间进度{elapsed}",
        visible(evaluation.plan.issuer or ""),
    )
    return " · ".join(part for part in parts if part)


def _narrowed(evaluation: Evaluation, selection: Selection, chosen: Iterable[Verdict]) -> Evaluation:
    """The evaluation with only what is selected, in the order of the plan."""
    wanted = {verdict.indicator.id for verdict in chosen}
    names = selection.departments
    tasks, _ = selected_tasks(evaluation, selection._replace(order="plan"))
    return evaluation._replace(
        tasks=tuple(task for _, task in tasks),
        verdicts=tuple(each for each in evaluation.verdicts if each.indicator.id in wanted),
        problems=tuple(
            each for each in evaluation.problems if not names or each.department is None or each.department in names
        ),
        missing=tuple(name for name in evaluation.missing if not names or name in names),
    )


class _Lists(NamedTuple):
    """Where everything stands in the lists of the page, and what was reported for it, by name or id."""

    owners: Mapping[str, int]
    groups: Mapping[str, int]
    urgency: Mapping[str, int]
    series: Mapping[str, tuple[Point, ...]]


def _series(evaluation: Evaluation, returns: Sequence[FormReturn]) -> Mapping[str, tuple[Point, ...]]:
    """The figures of several periods, by indicator; none where only one was returned."""
    if len({form.period for form in returns}) <= 1:
        return {}
    from sctarget.evaluate.trend import trends_of

    return {trend.verdict.indicator.id: trend.points for trend in trends_of(evaluation, returns)}


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _urgency(evaluation: Evaluation) -> dict[str, int]:
    worst, _ = selected_verdicts(evaluation, Selection())
    return _numbered(verdict.indicator.id for _, verdict in worst)


def _sentences(evaluation: Evaluation, narrowed: Evaluation) -> Iterable[str]:
    yield summary_sentence(evaluation)
    if len(narrowed.verdicts) < len(evaluation.verdicts):
        yield f"以下只列出所选的{len(narrowed.verdicts)}项指标。"
    yield from remarks(narrowed, "“问题”", short=True)


def _entry(number: int, verdict: Verdict, evaluation: Evaluation, lists: _Lists) -> Entry:
    indicator = verdict.indicator
    facts = facts_of(verdict, evaluation, lists.series.get(indicator.id, ()))
    return Entry(
        number,
        indicator_row(number, verdict, evaluation),
        facts,
        bullet_of(facts),
        trend_of(facts),
        tuple(dict.fromkeys(lists.owners[name] for name in owners_of(indicator))),
        lists.groups[indicator.group or NO_GROUP],
        lists.urgency[indicator.id],
        verdict.shortfall,
        _lack(verdict, facts),
    )


def _lack(verdict: Verdict, facts: Facts) -> Decimal | None:
    """How much is missing as a share of the target, so that 万元 and 家 can be sorted together."""
    if verdict.shortfall is None or not facts.low or not facts.high:
        return None
    bound = facts.high if facts.actual is not None and facts.actual > facts.high else facts.low
    return verdict.shortfall / abs(bound)


def _sections(evaluation: Evaluation, selection: Selection) -> Iterable[Section]:
    departments = departments_of(evaluation) if evaluation.verdicts else ()
    if departments and targeted(evaluation):
        bars = tuple(
            slices_of([(each.word, each.light, each.size) for each in department.tallies]) for department in departments
        )
        yield Section("departments", "按单位", (department_table(evaluation, departments),), bars)
    if evaluation.scores is not None:
        from sctarget.report.scores import score_page

        page = score_page(evaluation)
        yield Section("scores", "得分", page.tables, (), page.sentences[1:], page.notes[:1])
    if any(verdict.breakdown for verdict in evaluation.verdicts):
        from sctarget.report.splitting import split_table

        parts = split_table(evaluation, "")
        yield Section("breakdown", "分解", (parts,) if parts else ())
    tasks = tasks_table(evaluation, selection)
    if tasks:
        yield Section("tasks", "任务", tasks)
    actions = action_table(evaluation)
    if actions is not None:
        yield Section("problems", "问题", (actions,))
    sources = [source_table(evaluation, "来源"), file_table(evaluation, "收回的填报表")] if evaluation.verdicts else []
    sources += [table for table in problem_tables(evaluation) if table.title.startswith("已自动规范")]
    listed = tuple(table for table in sources if table is not None)
    if listed:
        yield Section("sources", "来源", listed)
