"""The fill-in form as data: sheets, columns, locks, rows; its writer and its reader share this (docs/forms.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.history import last_year_value
from sctarget.model.period import year_end
from sctarget.model.plan import Kind, Span
from sctarget.model.quantity import Comparator, TargetForm

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.quantity import Target

FORM_VERSION = "1"
"""Version of the layout, kept in ``_meta`` of each workbook."""

GUIDE_SHEET = "填报说明"
FORM_SHEET = "填报表"
META_SHEET = "_meta"

MARKER = "sctarget-form"
"""Stands in column A of the header row and tells the form from every other sheet, whatever its name."""

HEADER_SEARCH_ROWS = 15
"""The header row stands within this many first rows."""


class Column(NamedTuple):
    """One column of the form: key in the program, caption on the sheet, width in characters, filled in or locked."""

    key: str
    caption: str
    width: int
    editable: bool = False


COLUMNS = (
    Column("number", "序号", 6),
    Column("name", "指标名称", 36),
    Column("unit", "计量单位", 10),
    Column("definition", "口径说明", 21),
    Column("target", "年度目标", 17),
    Column("last_year", "上年同期", 12),
    Column("actual", "本期累计完成", 15, editable=True),
    Column("state", "数据状态", 10, editable=True),
    Column("reason", "未达原因", 20, editable=True),
    Column("measures", "改进措施", 20, editable=True),
    Column("data_source", "数据来源", 14, editable=True),
    Column("remark", "备注", 14, editable=True),
)
"""The columns from B on; column A, hidden, holds the id of the row."""

STATE_WORDS = {
    "预计": "estimate",
    "快报": "flash",
    "最终": "final",
    "未出数": "unpublished",
    "不涉及": "not_applicable",
}
"""数据状态 drop-down; empty means 最终."""

TASK_WORDS = {"未启动": "not_started", "推进中": "in_progress", "已完成": "done", "已终止": "terminated"}
"""Drop-down of a task's 本期累计完成."""

META_KEYS = (
    "marker",
    "form_version",
    "plan_id",
    "fingerprint",
    "region",
    "department",
    "period",
    "round",
    "supersedes",
    "sort",
)
"""Keys in column A of ``_meta``, values in column B, as text.

``supersedes``, only on a form that was sent back, lists the SHA-256 of the returns that it replaces, a blank between;
``sort`` stands only on a form that asks for something else than a department's own figures.
"""

VERIFY_SORT = "verify"
"""``sort`` of the form on which a data department verifies what others reported."""

NOTE_START, NOTE_END = "【退回核对】", "【核对意见完】"
"""What stands between them in a cell note was written by us when the form was sent back."""

RETURN_SHEET = "退回说明"
"""First sheet of a form that was sent back: what to mend."""

SIGNATURE_LABELS = ("填表人", "审核人", "联系电话", "填报日期")

MONITORED_TEXT = "监测指标"
"""年度目标 of an indicator without a target."""

_SYMBOLS = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: "＞",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "＜",
    Comparator.EQUAL: "=",
}


_BOUNDS = {
    Comparator.AT_LEAST: ("", "以上"),
    Comparator.ABOVE: ("超过", ""),
    Comparator.AT_MOST: ("", "以内"),
    Comparator.BELOW: ("低于", ""),
}


class Layout(NamedTuple):
    """How one sort of form looks: its sheets and its columns from B on."""

    sheet: str
    guide: str
    columns: tuple[Column, ...]


FILL_IN = Layout(FORM_SHEET, GUIDE_SHEET, COLUMNS)
"""The form that a department reports its figures on."""


class FormRow(NamedTuple):
    """What one row of a department's form shows; ``indicator`` is None for a task.

    ``last_year`` is in the row's unit, None where the plan knows no figure (the cell is then filled in).
    ``reporter`` is there on a form on which another department verifies what that one reported.
    """

    id: str
    name: str
    unit: str
    definition: str
    target: str
    last_year: Decimal | None
    indicator: Indicator | None
    task: Task | None = None
    reporter: str | None = None

    @property
    def key(self) -> str:
        """What stands in column A of the row, unique on a form, e.g. ``hte`` or ``hte@县工信局``."""
        return self.id if self.reporter is None else f"{self.id}@{self.reporter}"


class FormRows:
    """The rows of every department's form; each row is made once for a period, however many departments share it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rows: dict[Period, tuple[FormRow, ...]] = {}
        self._split = any(item.breakdown for item in plan.indicators)
        self._owed: dict[str, list[int]] = {}
        reporters = (item.reporters for items in (plan.indicators, plan.tasks) for item in items)
        for number, owing in enumerate(reporters):
            for department in owing:
                self._owed.setdefault(department, []).append(number)

    def __contains__(self, department: str) -> bool:
        return department in self._owed

    def of(self, department: str, period: Period) -> tuple[FormRow, ...]:
        """A department's indicators, then its tasks, in the order of the plan."""
        rows = self._rows.get(period)
        if rows is None:
            rows = self._rows[period] = _all_rows(self._plan, period)
        owed = tuple(rows[number] for number in self._owed.get(department, ()))
        if not self._split:
            return owed
        return tuple(
            row
            if row.indicator is None
            else row._replace(target=own_target(self._plan, row.indicator, department, period))
            for row in owed
        )


def form_rows(plan: Plan, department: str, period: Period) -> tuple[FormRow, ...]:
    """The rows of one department's form."""
    return FormRows(plan).of(department, period)


def _all_rows(plan: Plan, period: Period) -> tuple[FormRow, ...]:
    indicators = (
        FormRow(
            item.id,
            item.label,
            item.unit.text,
            shown_definition(plan, item, period),
            shown_target(plan, item, period),
            last_year_value(item, period),
            item,
        )
        for item in plan.indicators
    )
    tasks = (
        FormRow(task.id, task.name, "", "", f"完成时限：\n{_day(task.due)}", None, None, task) for task in plan.tasks
    )
    return (*indicators, *tasks)


def own_target(plan: Plan, indicator: Indicator, department: str, period: Period) -> str:
    """The words of 年度目标 on one department's form: its own part, where the target is split over departments."""
    if indicator.breakdown:
        from sctarget.model.breakdown import own_part, part_indicator

        part = own_part(indicator, department)
        if part is not None:
            text = shown_target(plan, part_indicator(indicator, part), period)
            return text if len(part.reporters) == 1 else f"{part.name}合计{text}"
    return shown_target(plan, indicator, period)


def shown_target(plan: Plan, indicator: Indicator, period: Period) -> str:
    """The words of 年度目标: the year's milestone, else the target, e.g. ``65%以上（到2025年）`` in a longer plan."""
    in_year = [item for item in indicator.milestones if item.period.year == period.year]
    for milestone in in_year:
        if milestone.period.end == year_end(period.year):
            return _with_figure(plan, indicator, milestone.target, milestone.text, milestone.period)
    if indicator.target is None and not indicator.target_text:
        text = MONITORED_TEXT
    else:
        stated = indicator.target_text or _plain_target(indicator.target)
        revision = indicator.revision_on(period.end)
        target, text = (revision.target, revision.text) if revision else (indicator.target, stated)
        if target is not None and target.relative:
            from sctarget.model.growth import own_period

            text = _with_figure(plan, indicator, target, text, own_period(indicator, plan.period, period.year))
        if revision is not None:
            text = f"{text}\n（原目标{stated}）"
        if indicator.by is not None:
            text = f"{text}（{_day(indicator.by)}前）"
        elif plan.period.start.year != plan.period.end.year and indicator.span is not Span.EACH_YEAR:
            year = f"{indicator.due.year}年"
            text = text if year in text else f"{text}（到{year}）"
    for milestone in in_year:
        if milestone.period.end >= period.end:
            words = _with_figure(plan, indicator, milestone.target, milestone.text, milestone.period)
            return f"{text}；{milestone.period.chinese}：{words}"
    return text


def _with_figure(plan: Plan, indicator: Indicator, target: Target, text: str, period: Period) -> str:
    """Words of change with the figure that follows, where the plan knows what they are measured from.

    E.g. 比上年增长28%以上（30件以上）, 不低于上年（2022年58.2%）.
    """
    if not target.relative:
        return text
    from sctarget.model.growth import derived_in_plan

    found = derived_in_plan(indicator, target, text, plan, period)
    if found is None:
        return text
    need, level = found
    if level.form is TargetForm.DIRECTION:
        return f"{text}\n（{need.period.chinese}{level.value}{indicator.unit}）"
    return f"{text}\n（{_level_words(level)}）"


def shown_definition(plan: Plan, indicator: Indicator, period: Period) -> str:
    """The words of 口径说明: the plan's definition and what the figure covers."""
    notes = [indicator.definition or ""]
    if indicator.by_period:
        notes.append(f"只填本期（{_stretch(period)}）的数，不填累计数")
    elif indicator.data_year:
        notes.append(f"填{period.year + indicator.data_year}年数据")
    elif indicator.kind is Kind.FLOW and plan.period.start.year != plan.period.end.year:
        since = f"自{plan.period.start.year}年起累计"
        notes.append(since if indicator.span is Span.PLAN else f"{period.year}年当年数")
    if indicator.data_department:
        notes.append(f"以{indicator.data_department}数据为准")
    if indicator.computed:
        notes.append("由任务完成情况计数得出，可不填" if indicator.count_of else "由其他指标计算得出，可不填")
    return "；".join(note.rstrip("。；") for note in notes if note)


def _stretch(period: Period) -> str:
    """The months of a period, e.g. 4—6月."""
    first, last = period.start.month, period.end.month
    return f"{first}月" if first == last else f"{first}—{last}月"


def _plain_target(target: Target | None) -> str:
    if target is None or target.value is None:
        return ""
    if target.high is not None:
        return f"{target.value}～{target.high}{target.unit}"
    return f"{_SYMBOLS.get(target.comparator, '')}{target.value}{target.unit}"


def _level_words(target: Target) -> str:
    if target.form is TargetForm.RANK:
        return f"第{target.value}位"
    before, after = _BOUNDS.get(target.comparator, ("", ""))
    high = "" if target.high is None else f"～{target.high}"
    return f"{before}{target.value}{high}{target.unit}{after}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
