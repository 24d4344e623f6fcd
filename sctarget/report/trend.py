"""Figures over the periods as tables: one row a period, what belongs to them all below (docs/output.md §8)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.derived import Origin
from sctarget.evaluate.rounding import plain_text, shown_percent
from sctarget.model.actual import Absence, DataState
from sctarget.report.columns import TREND_COLUMNS, TREND_RECORD_COLUMNS
from sctarget.report.figures import POINTS, chinese_date, figure, place, target_words, with_unit
from sctarget.report.outlook import forecast_words, required_words
from sctarget.report.table import Cell, Page, Table
from sctarget.report.words import STATE_WORDS, status_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.answers import Restated
    from sctarget.evaluate.result import Evaluation
    from sctarget.evaluate.trend import Change, Point, Trend
    from sctarget.model.actual import Figure
    from sctarget.model.plan import Indicator, Plan, Rules

DITTO = "〃"
"""Under the name of an indicator, for its further periods."""

BARS = "▁▂▃▄▅▆▇█"
_ENOUGH = 3
_ABSENCES = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实",
}
_ORIGINS = {
    Origin.HISTORY: "计划所载",
    Origin.BASELINE: "基期",
    Origin.RETURNED: "上年报的",
    Origin.LAST_YEAR: "本表所填",
}


def trend_page(evaluation: Evaluation, trends: Sequence[Trend], *, bars: bool = True) -> Page:
    """All that ``trend`` shows to people; ``bars`` draws the course of each indicator where the output can."""
    plan = evaluation.plan
    shown_ = [trend for trend in trends if trend.known]
    lacking = "、".join(trend.verdict.indicator.label for trend in trends if not trend.known)
    rows = tuple(row for trend in shown_ for row in _rows(trend, plan, bars=bars))
    notes = (f"各期都没有数的：{lacking}。",) if lacking else ()
    sentence = f"截至{chinese_date(evaluation.as_of)}，{len(shown_)}项指标有数，按报告期列出。"
    table = Table("各期完成情况", TREND_COLUMNS, rows)
    how = (
        "同比是与上年同期比，环比是与上一期比；百分数的变动是百分点。累计的当年量没有环比。"
        "预计和所需速度的算法见 sctarget explain 指标。"
    )
    return Page(plan.title, (sentence,), (table,) if rows else (), (*notes, how))


def _rows(trend: Trend, plan: Plan, *, bars: bool) -> list[tuple[Cell, ...]]:
    """One row a period; the last one carries what is said of the whole indicator."""
    verdict, indicator, rules = trend.verdict, trend.verdict.indicator, plan.rules
    rows = []
    for number, point in enumerate(trend.points):
        texts = {
            "name": DITTO if number else indicator.label,
            "period": period_words(point, indicator),
            "actual": value_words(point, indicator, rules),
            "own": "" if point.own is None else with_unit(figure(point.own, rules), indicator.unit),
            "year": change_words(point.year, indicator, rules),
            "previous": change_words(point.previous, indicator, rules),
            "completion": "" if point.completion is None else shown_percent(point.completion, (Decimal(1),), rules),
        }
        if number == len(trend.points) - 1:
            texts |= {
                "target": target_words(indicator),
                "status": status_words(verdict),
                "course": course(trend.known) if bars else "",
                "forecast": forecast_words(verdict, plan),
                "required": required_words(verdict, plan),
                "last_year": last_year_words(trend.points, indicator),
                "lacking": lacking_words(trend.points),
                "restated": "；".join(restated_words(trend.points, indicator)),
            }
        rows.append(tuple(Cell(texts.get(column.key, "")) for column in TREND_COLUMNS))
    return rows


def period_words(point: Point, indicator: Indicator) -> str:
    """The period as people say it, with the year of lagged data."""
    return f"{point.period.chinese}{f'（{point.day.year}年数据）' if indicator.data_year else ''}"


def value_words(point: Point, indicator: Indicator, rules: Rules) -> str:
    """The figure with its unit and state, e.g. ``0.9亿元（快报）``, or why there is none."""
    if not isinstance(point.value, Decimal):
        return _ABSENCES[point.value]
    text = with_unit(figure(point.value, rules), indicator.unit)
    if point.state in {DataState.ESTIMATE, DataState.FLASH}:
        return f"{text}（{STATE_WORDS[point.state]}）"
    return f"{text}（待确认）" if point.provisional else text


def change_words(moved: Change | None, indicator: Indicator, rules: Rules) -> str:
    """How much it moved, e.g. ``+12.5%``, ``-0.3个百分点``, ``由负转正``; empty where nothing is known."""
    if moved is None:
        return ""
    if moved.words:
        return moved.words
    if not moved.difference:
        return "持平"
    sign = "+" if moved.difference > 0 else "-"
    if moved.rate is not None:
        return f"{sign}{shown_percent(abs(moved.rate), (), rules)}"
    return f"{sign}{plain_text(abs(moved.difference))}{POINTS.get(indicator.unit.text, indicator.unit.text)}"


def last_year_words(points: Iterable[Point], indicator: Indicator) -> str:
    """Which figures 同比 was taken from, e.g. 2023H1 0.3亿元，2023Q3 0.5亿元（计划所载）."""
    by_origin: dict[Origin, list[str]] = {}
    for point in points:
        known = point.last_year
        if known is None or point.year is None:
            continue
        value = with_unit(plain_text(known.value), indicator.unit)
        other = "" if known.other is None else with_unit(plain_text(known.other), indicator.unit)
        doubt = f"，而本表上年同期填的是{other}" if other else ""
        by_origin.setdefault(known.origin, []).append(f"{point.period} {value}{doubt}")
    return "；".join(f"{'，'.join(texts)}（{_ORIGINS[origin]}）" for origin, texts in by_origin.items())


def lacking_words(points: Iterable[Point]) -> str:
    """Why there is no figure in a period, where more is known than the word in its row."""
    lacking = [point for point in points if isinstance(point.value, Absence) and point.notes]
    return "；".join(f"{point.period}：{'，'.join(point.notes)}" for point in lacking)


def restated_words(points: Iterable[Point], indicator: Indicator) -> list[str]:
    """Every figure that was replaced by a more final one, e.g. 2023Q3 预计12家 → 快报11家."""
    said = []
    for point in points:
        for line in _chains(point.restated):
            chain = " → ".join(_stated(each, indicator) for each in line)
            said.append(f"{point.period} {chain}（{'，'.join(place(each.source) for each in line)}）")
    return said


def _chains(restated: Iterable[Restated]) -> list[list[Figure]]:
    """The steps of each department joined: 预计 → 快报, 快报 → 最终 are one line of three figures."""
    chains: list[list[Figure]] = []
    for step in restated:
        for chain in chains:
            if chain[-1] is step.old or chain[-1] == step.old:
                chain.append(step.new)
                break
        else:
            chains.append([step.old, step.new])
    return chains


def _stated(each: Figure, indicator: Indicator) -> str:
    if not isinstance(each.value, Decimal):
        return _ABSENCES[each.value]
    return f"{STATE_WORDS[each.state or DataState.FINAL]}{with_unit(plain_text(each.value), indicator.unit)}"


def course(points: Sequence[Point]) -> str:
    """The course of three or more figures in blocks of eight heights, the lowest figure lowest, e.g. ▁▃▆█."""
    values = [point.value for point in points if isinstance(point.value, Decimal)]
    if len(values) < _ENOUGH:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return BARS[len(BARS) // 2] * len(values)
    return "".join(BARS[int((value - low) / (high - low) * (len(BARS) - 1))] for value in values)


def trend_records(trends: Sequence[Trend], rules: Rules) -> Table:
    """One row for every indicator and period, for programs."""
    rows = tuple(
        tuple(Cell(_record(trend, point, rules)[column.key]) for column in TREND_RECORD_COLUMNS)
        for trend in trends
        for point in trend.points
    )
    return Table("各期完成情况", TREND_RECORD_COLUMNS, rows)


def _state(point: Point) -> str:
    """How final the figure is, or why there is none."""
    if isinstance(point.value, Absence):
        return _ABSENCES[point.value]
    return STATE_WORDS[point.state or DataState.FINAL]


def _record(trend: Trend, point: Point, rules: Rules) -> dict[str, str]:
    indicator = trend.verdict.indicator
    return {
        "id": indicator.id,
        "name": indicator.label,
        "unit": indicator.unit.text,
        "period": point.period.text,
        "day": point.day.isoformat(),
        "value": plain_text(point.value) if isinstance(point.value, Decimal) else "",
        "state": _state(point),
        "own": "" if point.own is None else plain_text(point.own),
        "completion": "" if point.completion is None else shown_percent(point.completion, (Decimal(1),), rules),
        "last_year": "" if point.last_year is None else plain_text(point.last_year.value),
        "origin": "" if point.last_year is None else _ORIGINS[point.last_year.origin],
        "year": change_words(point.year, indicator, rules),
        "previous": change_words(point.previous, indicator, rules),
        "before": "" if point.before is None else point.before.text,
        "restated": "；".join(restated_words([point], indicator)),
        "source": "；".join(place(source) for _, source in point.sources),
    }
