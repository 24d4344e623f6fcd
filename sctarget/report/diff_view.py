"""A comparison → what people read: how much differs, then each thing with both sides, the cells and the reasons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.report.diff_figures import TEXT_KEYS
from sctarget.report.differences import Cause, ChangeKind, Compared, Move
from sctarget.report.figures import place
from sctarget.report.table import EMPTY, Cell, Column, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

from sctarget.report.differences import Comparison, Difference, Shift, Side

KIND_WORDS = {ChangeKind.CHANGED: "改动", ChangeKind.ADDED: "新增", ChangeKind.DROPPED: "删去"}
SORT_WORDS = {Compared.PLAN: "两份计划", Compared.COLLECT: "两次收表", Compared.CHECK: "两次判定"}
SECTION_WORDS = {
    "plan": "计划",
    "department": "单位",
    "indicator": "指标",
    "task": "任务",
    "rule": "规则",
    "score": "得分",
}
CAUSE_WORDS = {
    Cause.FORM: "报来了",
    Cause.FIGURE: "数变了",
    Cause.TARGET: "目标变了",
    Cause.DECISION: "人工决定",
    Cause.DATE: "日期走了",
    Cause.RULES: "规则变了",
    Cause.PLAN: "计划变了",
    Cause.UNKNOWN: "看不出",
}
MOVE_WORDS = {Move.BETTER: "变好", Move.WORSE: "变差", Move.OTHER: "其他变化"}

_LIGHTS = {ChangeKind.CHANGED: Light.YELLOW, ChangeKind.ADDED: Light.GREEN, ChangeKind.DROPPED: Light.RED}
_MOVE_LIGHTS = {Move.BETTER: Light.GREEN, Move.WORSE: Light.RED, Move.OTHER: Light.GREY}
_DITTO = "〃"

_PLAN_COLUMNS = (
    Column("kind", "变化", width=6),
    Column("name", "名称", width=24),
    Column("field", "项目", width=12),
    Column("before", "原", width=22),
    Column("after", "现", width=22),
    Column("id", "编号", width=16, place="page"),
    Column("note", "说明", priority=1, width=14),
)
_FIGURE_COLUMNS = (
    Column("kind", "变化", width=6),
    Column("name", "名称", width=24),
    Column("department", "单位", width=12),
    Column("field", "项目", width=10),
    Column("before", "原", "right", width=14),
    Column("after", "现", "right", width=14),
    Column("period", "报告期", priority=2, width=8),
    Column("places", "出处", priority=1, width=40, place="line"),
)
_MOVED_COLUMNS = (
    Column("name", "名称", width=20),
    Column("before", "原状态", width=12),
    Column("after", "现状态", width=12),
    Column("old_rate", "原完成率", "right", width=8),
    Column("new_rate", "现完成率", "right", width=8),
    Column("department", "牵头单位", priority=2, width=12),
    Column("why", "原因", width=30, place="line"),
)
_STILL_COLUMNS = (
    Column("kind", "变化", width=6),
    Column("name", "名称", width=24),
    Column("before", "原", "right", width=12),
    Column("after", "现", "right", width=12),
    Column("old_rate", "原完成率", "right", width=8),
    Column("new_rate", "现完成率", "right", width=8),
    Column("department", "牵头单位", priority=2, width=12),
    Column("others", "另有", place="line", width=30),
    Column("why", "原因", place="line", width=30),
    Column("places", "出处", place="line", width=40),
)
_OTHER_COLUMNS = (
    Column("kind", "变化", width=6),
    Column("name", "名称", width=24),
    Column("field", "项目", width=10),
    Column("before", "原", "right", width=16),
    Column("after", "现", "right", width=16),
    Column("department", "牵头单位", priority=2, width=12),
    Column("places", "出处", priority=1, width=40, place="line"),
)
RECORD_COLUMNS = (
    Column("kind", "变化"),
    Column("section", "类别"),
    Column("id", "编号"),
    Column("old_id", "原编号"),
    Column("name", "名称"),
    Column("department", "单位"),
    Column("period", "报告期"),
    Column("field", "项目"),
    Column("before", "原"),
    Column("after", "现"),
    Column("move", "走向"),
    Column("why", "原因"),
    Column("old_places", "原出处"),
    Column("new_places", "现出处"),
    Column("note", "说明"),
)
"""The same for programs: one row for everything that differs."""


def diff_page(comparison: Comparison, limit: int | None = None) -> Page:
    """All that ``diff`` shows to people, of each table the first ``limit`` rows."""
    title = f"{SORT_WORDS[comparison.sort]}对照"
    sides = f"原：{_side(comparison.old)}；现：{_side(comparison.new)}。"
    if comparison.same:
        return Page(title, (sides, f"{_same_words(comparison)}。"), (), comparison.notes)
    views = {Compared.PLAN: _plan_tables, Compared.COLLECT: _figure_tables, Compared.CHECK: _check_tables}
    tables = tuple(_shortened(table, limit) for table in views[comparison.sort](comparison) if table.rows)
    return Page(title, (sides, f"{_counts(comparison)}。"), tables, comparison.notes)


def _shortened(table: Table, limit: int | None) -> Table:
    hidden = 0 if limit is None else len(table.rows) - limit
    if hidden <= 0:
        return table
    return table._replace(rows=table.rows[:limit], notes=(f"另有{hidden}行没有列出；全部请用 -o 写到文件。",))


def _side(side: Side) -> str:
    """One of the two, e.g. check-6.json（示例县2023年科技工作要点，截至2023-06-30）."""
    when = f"截至{side.as_of}" if side.as_of else "、".join(side.periods)
    inside = "，".join(filter(None, (side.title, when)))
    return f"{side.file}（{inside}）" if inside else side.file


def _same_words(comparison: Comparison) -> str:
    if comparison.sort is Compared.CHECK and comparison.old.as_of != comparison.new.as_of:
        return "除判定日外相同：状态、数、目标、完成率、得分都没有变"
    return {
        Compared.PLAN: "两份计划相同",
        Compared.COLLECT: "两次收的数相同",
        Compared.CHECK: "两次判定相同",
    }[comparison.sort]


def _counts(comparison: Comparison) -> str:
    """E.g. 结论变了的指标5项（变好3项、变差1项、其他变化1项）；另有指标改动2项."""
    found: list[str] = []
    moved = [each for each in comparison.differences if each.move is not None]
    for section in ("indicator", "task"):
        ways = Counter(each.move for each in moved if each.section == section)
        if ways:
            shown = "、".join(f"{MOVE_WORDS[move]}{ways[move]}项" for move in Move if ways[move])
            found.append(
                f"{'状态' if section == 'task' else '结论'}变了的{SECTION_WORDS[section]}{ways.total()}项（{shown}）"
            )
    rest = [each for each in comparison.differences if each.move is None]
    for section, word in SECTION_WORDS.items():
        kinds = Counter(each.kind for each in rest if each.section == section)
        shown = "、".join(
            f"{KIND_WORDS[kind]}{kinds[kind]}{_measure(comparison, section)}" for kind in ChangeKind if kinds[kind]
        )
        if shown:
            found.append(f"{word}{shown}")
    return "；".join(found)


def _measure(comparison: Comparison, section: str) -> str:
    if section == "department":
        return "个"
    return "处" if comparison.sort is Compared.COLLECT or section in {"plan", "rule", "score"} else "项"


def _plan_tables(comparison: Comparison) -> Iterable[Table]:
    order = {kind: number for number, kind in enumerate(ChangeKind)}
    for section in ("plan", "department", "indicator", "task"):
        mine = sorted(
            (each for each in comparison.differences if each.section == section), key=lambda each: order[each.kind]
        )
        yield Table(SECTION_WORDS[section], _PLAN_COLUMNS, tuple(_rows(mine, _PLAN_COLUMNS)))


def _figure_tables(comparison: Comparison) -> Iterable[Table]:
    titles = {"department": "报送情况", "indicator": "报来后变了的数", "task": "报来后变了的任务"}
    several = len({each.period for each in comparison.differences}) > 1
    columns = tuple(column for column in _FIGURE_COLUMNS if several or column.key != "period")
    for section, title in titles.items():
        mine = [each for each in comparison.differences if each.section == section and not _only_texts(each)]
        yield Table(title, columns, tuple(_rows(mine, columns)))
    texts = [each for each in comparison.differences if _only_texts(each)]
    yield Table("只改了文字的", columns, tuple(_rows(texts, columns)))


def _only_texts(each: Difference) -> bool:
    return all(one.key in TEXT_KEYS for one in each.shifts)


def _check_tables(comparison: Comparison) -> Iterable[Table]:
    order = {move: number for number, move in enumerate((Move.WORSE, Move.BETTER, Move.OTHER))}
    moved = sorted(
        (each for each in comparison.differences if each.move), key=lambda each: order[each.move or Move.OTHER]
    )
    for section, title in (("indicator", "结论变了的指标"), ("task", "状态变了的任务")):
        rows = tuple(_moved_row(each) for each in moved if each.section == section)
        yield Table(title, _MOVED_COLUMNS, rows)
    rest = [each for each in comparison.differences if each.move is None]
    still = tuple(_still_row(each) for each in rest if each.section == "indicator")
    yield Table("结论没有变、别处变了的指标", _STILL_COLUMNS, still)
    for section, title in (("task", "别处变了的任务"), ("score", "得分"), ("rule", "规则")):
        yield Table(
            title, _OTHER_COLUMNS, tuple(_rows([each for each in rest if each.section == section], _OTHER_COLUMNS))
        )


def _moved_row(each: Difference) -> tuple[Cell, ...]:
    status, rate = each.shift("status"), each.shift("completion")
    texts = {
        "name": _named(each),
        "before": status.before if status else "",
        "after": status.after if status else "",
        "old_rate": rate.before if rate else "",
        "new_rate": rate.after if rate else "",
        "department": each.department,
        "why": "；".join(why.words for why in each.why),
    }
    light = _MOVE_LIGHTS[each.move or Move.OTHER]
    return tuple(Cell(texts[column.key], light if column.key == "after" else None) for column in _MOVED_COLUMNS)


def _still_row(each: Difference) -> tuple[Cell, ...]:
    """An indicator that only one result has, or whose status did not change; the figure in front, the rest below."""
    figure, rate = each.shift("actual") or each.shift("status"), each.shift("completion")
    others = (one for one in each.shifts if one not in {figure, rate})
    texts = {
        "kind": KIND_WORDS[each.kind],
        "name": _named(each),
        "before": figure.before if figure else "",
        "after": figure.after if figure else "",
        "old_rate": rate.before if rate else "",
        "new_rate": rate.after if rate else "",
        "department": each.department,
        "others": "；".join(f"{one.caption}由{one.before or EMPTY}到{one.after or EMPTY}" for one in others),
        "why": "" if figure else "；".join(why.words for why in each.why),
        "places": _both_places(each) if figure else "",
    }
    light = _LIGHTS[each.kind]
    return tuple(Cell(texts[column.key], light if column.key == "kind" else None) for column in _STILL_COLUMNS)


def _named(each: Difference) -> str:
    return f"{each.name}（编号原为{each.old_id}）" if each.old_id else each.name


def _rows(differences: Iterable[Difference], columns: Sequence[Column]) -> Iterable[tuple[Cell, ...]]:
    """One row for each thing that differs; what is said once of the whole entry stands in its first row."""
    for each in differences:
        for number, one in enumerate(each.shifts):
            texts = {
                "kind": _DITTO if number else KIND_WORDS[each.kind],
                "name": _DITTO if number else each.name,
                "field": one.caption,
                "before": one.before or EMPTY,
                "after": one.after or EMPTY,
                "department": _DITTO if number else each.department,
                "period": each.period,
                "id": _DITTO if number else each.id,
                "note": one.note,
                "places": "" if number else _both_places(each),
            }
            light = None if number else _LIGHTS[each.kind]
            yield tuple(Cell(texts[column.key], light if column.key == "kind" else None) for column in columns)


def _both_places(each: Difference) -> str:
    """Both cells, e.g. ``a.xlsx [填报表!H7] → b.xlsx [填报表!H7]``."""
    old, new = _places(each)
    if not old or not new:
        return old or new
    return old if old == new else f"{old} → {new}"


def _places(each: Difference) -> tuple[str, str]:
    old, new = ("、".join(map(place, side)) for side in (each.old_sources, each.new_sources))
    return old, new


def diff_records(comparison: Comparison) -> Table:
    """One row for everything that differs, for programs; exact values, not rounded ones."""
    rows = tuple(_record(each, one) for each in comparison.differences for one in each.shifts)
    return Table("对照", RECORD_COLUMNS, rows)


def _record(each: Difference, one: Shift) -> tuple[Cell, ...]:
    old, new = _places(each)
    exact = one.key in {"completion", "progress", "actual", "value"}
    texts = {
        "kind": KIND_WORDS[each.kind],
        "section": SECTION_WORDS[each.section],
        "id": each.id,
        "old_id": each.old_id or "",
        "name": each.name,
        "department": each.department,
        "period": each.period,
        "field": one.caption,
        "before": one.old if exact else one.before,
        "after": one.new if exact else one.after,
        "move": MOVE_WORDS[each.move] if each.move and one.key == "status" else "",
        "why": "；".join(why.words for why in each.why) if one.key in {"status", "completion"} else "",
        "old_places": old,
        "new_places": new,
        "note": one.note,
    }
    return tuple(Cell(texts[column.key]) for column in RECORD_COLUMNS)
