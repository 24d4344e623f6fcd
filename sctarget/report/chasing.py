"""Chasing: the 催报 list and one message per department, ready to paste into a chat (docs/returning.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.collection import ReturnStatus
from sctarget.report.figures import chinese_date
from sctarget.report.letters import contact_words, weekday_date
from sctarget.report.table import Cell, Column, Page, Table, visible

if TYPE_CHECKING:
    from datetime import date

    from sctarget.evaluate.collection import Collection, DepartmentReturn
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan

_COLUMNS = (
    Column("number", "序号", "right", width=4),
    Column("department", "单位", width=20),
    Column("why", "情况", width=24),
    Column("owed", "应报", width=16),
    Column("contact", "联系人", width=10),
    Column("phone", "电话", width=16),
)
_NAMED = 6


class Reminder(NamedTuple):
    """What is said to one department: why it is chased, and the message."""

    department: str
    why: str
    owed: str
    message: str


def reminders(collection: Collection, period: Period, due: date | None, today: date) -> tuple[Reminder, ...]:
    """One reminder for each department whose form is missing, blank, unreadable or contradicted by another."""
    chased = (ReturnStatus.MISSING, ReturnStatus.REJECTED, ReturnStatus.CONFLICT)
    return tuple(_reminder(collection.plan, each, period, due, today) for each in collection.departments_with(*chased))


def reminder_page(plan: Plan, found: tuple[Reminder, ...], period: Period, due: date | None, today: date) -> Page:
    """The 催报 list; the messages follow it as text."""
    if not found:
        return Page(f"{period.chinese}催报", (f"{period.chinese}的填报表已全部收到，没有要催的单位。",), ())
    known = {each.name: each for each in plan.departments}
    rows = []
    for number, each in enumerate(found, 1):
        department = known.get(each.department)
        contact, phone = (department.contact, department.phone) if department else (None, None)
        texts = (str(number), each.department, each.why, each.owed, contact or "", phone or "")
        rows.append(tuple(Cell(text) for text in texts))
    when = f"报送截止时间{chinese_date(due)}，{_lateness(due, today)}。" if due else "没有写明报送截止时间（--due）。"
    table = Table(f"催报单（{len(found)}个单位）", _COLUMNS, tuple(rows))
    return Page(f"{period.chinese}催报", (when,), (table,))


def message_lines(found: tuple[Reminder, ...]) -> list[str]:
    """The messages under each other, each below the name of its department."""
    lines: list[str] = []
    for each in found:
        lines += [f"—— 发给{visible(each.department)} ——", visible(each.message), ""]
    return lines[:-1]


def _reminder(plan: Plan, sent: DepartmentReturn, period: Period, due: date | None, today: date) -> Reminder:
    name = sent.department
    indicators = [item.label for item in plan.indicators if name in item.reporters]
    tasks = [item.name for item in plan.tasks if name in item.reporters]
    owed = "、".join(f"{word}{len(items)}项" for word, items in (("指标", indicators), ("任务", tasks)) if items)
    named = [*indicators, *tasks]
    listed = "、".join(named[:_NAMED]) + (f"等{len(named)}项" if len(named) > _NAMED else "")
    form = f"{period.chinese}科技指标完成情况填报表"
    files = "、".join(sent.files)
    if sent.status is ReturnStatus.CONFLICT:
        why = f"报来{len(sent.files)}份不同的表"
        state = f"贵单位报来的{form}有{len(sent.files)}份（{files}），所填数据不一致，目前都没有采用"
        wish = "烦请确认以哪一份为准，只报一份"
    elif sent.status is ReturnStatus.REJECTED:
        why = "报来的文件读不了"
        state = f"贵单位报来的{form}（{files}）无法读取，数据没有采用"
        wish = "烦请用原来发出的Excel填报表填写后重新报送"
    elif sent.blank:
        why = "报来的是空表"
        state = f"贵单位报来的{form}（{files}）还没有填写"
        wish = "烦请填写后重新报送"
    else:
        why = f"未报送（上一次报的是{sent.latest.chinese}）" if sent.latest else "未报送"
        state = f"贵单位的{form}目前还没有收到"
        wish = "烦请尽快填报"
    when = ""
    if due is not None:
        when = f"报送截止时间为{weekday_date(due)}，{_lateness(due, today)}。"
    message = (
        f"{name}：您好！{state}。{when}须填报{owed}（{listed}）。{wish}，发回{plan.issuer or '我单位'}；"
        f"如已报送，请忽略本消息。有疑问请联系{contact_words(plan)}。谢谢支持！"
    )
    return Reminder(name, why, owed, message)


def _lateness(due: date, today: date) -> str:
    days = (today - due).days
    if days > 0:
        return f"已逾期{days}天"
    return f"还有{-days}天" if days else "今天到期"
