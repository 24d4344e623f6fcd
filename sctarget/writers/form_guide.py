"""What the sheet 填报说明 tells the person who fills the form in (docs/forms.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.form import FORM_SHEET, TASK_WORDS, FormRow
from sctarget.model.plan import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sctarget.model.period import Period
    from sctarget.model.plan import Plan


def guidance(plan: Plan, rows: tuple[FormRow, ...], department: str, period: Period, due: date | None) -> Iterable[str]:
    """The numbered sentences of the sheet, without their numbers."""
    issuer = next((item for item in plan.departments if item.name == plan.issuer or plan.issuer in item.aliases), None)
    who = plan.issuer or "发表单位"
    contact = "，".join(part for part in (issuer.contact, issuer.phone) if part) if issuer else ""
    help_from = f"{who}（{contact}）" if contact else who
    when = (
        f"请于{due.year}年{due.month}月{due.day}日（星期{'一二三四五六日'[due.weekday()]}）前"
        if due
        else "请按通知规定的时间"
    )
    yield f"本表由{department}填写，报告期为{period.chinese}，依据：{plan.title}。"
    yield f"{when}将本表（Excel文件）发回{who}；同时报送签字盖章件的，纸质件与电子表应当一致。"
    yield f"在“{FORM_SHEET}”中只填黄色单元格，其余单元格已锁定；列宽、行高可以调整。"
    yield (
        f"“本期累计完成”填{period.year}年1月1日起到报告期末的累计数；存量、比率填报告期末的数，"
        f"“口径说明”另有规定的，从其规定{_exceptions(plan, rows, period)}。"
    )
    yield "只填数字，不带单位，按“计量单位”一栏换算好再填：计量单位是“亿元”，1800万元填0.18。"
    yield "计量单位是“%”的，40%填40，不要填0.4，也不要把单元格改成百分比格式。"
    yield "请填确数，不要填“约12”“12—15”“15以上”；需要说明的，写在“备注”中。"
    yield "没有数据的填“无”，不要填0；确实为零的才填0。"
    yield "“数据状态”为空表示最终数；预计数选“预计”，快报数选“快报”，未到统计期的选“未出数”，与本单位无关的选“不涉及”。"
    yield f"任务行在“本期累计完成”中选择：{'、'.join(TASK_WORDS)}。"
    yield "未达到目标或者进度滞后的，请填写“未达原因”和“改进措施”；“数据来源”写明统计年报、部门台账等出处。"
    yield "“上年同期”为黄色的，请一并填写上年同一时期的数。"
    yield "不要插入、删除行列，不要排序、合并单元格，也不要改动工作表名称；不要把几张表合并成一张。"
    yield "涉密信息不得填报。"
    yield f"填写中有疑问，请联系{help_from}。"


def _exceptions(plan: Plan, rows: tuple[FormRow, ...], period: Period) -> str:
    """The rows of this form whose figures do not count from 1 January, in words."""
    indicators = [row.indicator for row in rows if row.indicator is not None]
    first, lags = plan.period.start.year, sorted({item.data_year for item in indicators if item.data_year})
    said = [f"写“填{period.year + lag}年数据”的，填{period.year + lag}年的数" for lag in lags]
    if any(item.by_period for item in indicators):
        said.append(f"写“只填本期”的，只填{period.chinese}当期的数，由程序逐期相加")
    cumulative = (
        item for item in indicators if item.kind is Kind.FLOW and item.span is Span.PLAN and not item.by_period
    )
    if first < period.year and any(not item.data_year for item in cumulative):
        said.insert(0, f"写“自{first}年起累计”的，从{first}年1月1日算起")
    return f"：{'；'.join(said)}" if said else ""
