"""Letters: the notice that goes out with the forms, the one that comes with a form sent back (docs/returning.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sctarget.model.form import FORM_SHEET
from sctarget.model.plan import Department
from sctarget.report.document import Annex, Block, Document, Heading, Text
from sctarget.report.figures import chinese_date
from sctarget.report.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sctarget.model.period import Period
    from sctarget.model.plan import Plan
    from sctarget.report.mending import Mark, Mending

NAMED = 12
"""Up to so many departments are addressed by name; beyond that the list in the annex names them."""

_SHOWN = 60
_WEEK = "一二三四五六日"
_LISTED = (
    Column("number", "序号", "center", width=7),
    Column("department", "报送单位", width=17),
    Column("file", "填报表文件", width=40),
    Column("indicators", "指标项数", "center", width=8),
    Column("tasks", "任务项数", "center", width=8),
    Column("due", "报送截止时间", "center", width=24),
)

Copied = Literal["marked", "filled", "blank"]
"""What goes back: the return with its cells coloured, a fresh form with the usable answers, or one with none."""


def notice_letter(plan: Plan, files: Mapping[str, str], period: Period, due: date | None) -> Document:
    """The 报送通知 for a period; ``files`` are the form of each department, by its name."""
    counts = {name: _owed(plan, name) for name in files}
    indicators = sum(any(name in item.reporters for name in files) for item in plan.indicators)
    tasks = sum(any(name in item.reporters for name in files) for item in plan.tasks)
    what = "、".join(f"{word}{count}项" for word, count in (("指标", indicators), ("任务", tasks)) if count)
    issuer = plan.issuer or "本单位"
    basis = f"《{plan.title}》（{plan.document}）" if plan.document else f"《{plan.title}》"
    lines: list[Block] = [
        Text(f"为掌握{basis}确定的目标任务完成情况，现就报送{period.chinese}科技指标完成情况有关事项通知如下。"),
        Heading(1, "一、", "报送内容"),
        Text(
            f"报告期为{period.chinese}（{chinese_date(period.start)}至{chinese_date(period.end)}），共{what}，"
            f"由{len(files)}个单位填报。各单位的填报表随本通知一并发出，文件和项数见附件。"
        ),
        Heading(1, "二、", "填报要求"),
        Text(
            f"1. 只填“{FORM_SHEET}”中的黄色单元格，不要插入、删除行列，不要改动表头、指标名称、计量单位和年度目标；"
            "填法见工作簿中的“填报说明”。"
        ),
        Text(
            f"2. “本期累计完成”填{period.year}年1月1日起到报告期末的累计数，存量、比率填报告期末的数，"
            "“口径说明”另有规定的从其规定。只填数字，不带单位；百分数40%填40。"
        ),
        Text("3. 没有数据的填“无”，确实为零的才填0；预计数、快报数和未到统计期的，在“数据状态”中选明。"),
        Text("4. 未达到目标或者进度滞后的，请写明原因和改进措施；数据来源请写明统计年报、部门台账等出处。"),
        Text("5. 填报的数据须经本单位审核，填表人、审核人、联系电话填写齐全。涉密信息不得填报。"),
        Heading(1, "三、", "报送时间和方式"),
        Text(
            f"请{_until(due)}将填好的Excel文件原样发回{issuer}，不要转成PDF、图片或者其他格式。逾期未报的，将予以催报。"
        ),
        Text(f"填报中有疑问，请与{contact_words(plan)}联系。"),
    ]
    named = "、".join(files) if len(files) <= NAMED else "各有关单位"
    rows = tuple(
        (
            Cell(str(number)),
            Cell(name),
            Cell(file),
            Cell(str(counts[name][0])),
            Cell(str(counts[name][1])),
            Cell(chinese_date(due) if due else "另行通知"),
        )
        for number, (name, file) in enumerate(files.items(), 1)
    )
    return Document(
        f"关于报送{period.chinese}\n科技指标完成情况的通知",
        tuple(lines),
        f"{named}：",
        issuer,
        _blank_date(due),
        (Annex("填报表发放清单", (Table("", _LISTED, rows),)),),
    )


def return_letter(
    plan: Plan,
    mending: Mending,
    period: Period,
    back: str,
    due: date | None,
    copied: Copied = "marked",
) -> Document:
    """The short letter that comes with a form sent back as the file ``back``."""
    listed = [mark for mark in mending.marks if mark.listed]
    musts, doubts = [mark for mark in listed if mark.must], [mark for mark in listed if not mark.must]
    counted = "、".join(f"{len(found)}处{word}" for found, word in ((musts, "须改正"), (doubts, "请核实")) if found)
    until = f"请{_until(due) or '尽快'}在这份表上"
    opening = f"你单位报送的{period.chinese}科技指标完成情况填报表（{mending.file}）已收到。经核对，有{counted}。"
    how = {
        "marked": f"已在随附的“{back}”中用颜色标出，并在单元格批注里写明。{until}修改后直接发回",
        "filled": f"原文件的格式不便标注，已另附一份填报表“{back}”，读得出的数已经填好，要改的格用颜色标出。"
        f"{until}改好、补齐后发回",
        "blank": f"原文件中的数读不出来，已另附一份空白填报表“{back}”。{until}重新填写后发回",
    }[copied]
    lines: list[Block] = [Text(f"{opening}{how}；它代替原来报送的表，原表不要再发。")]
    parts = (("须改正（改正前不采用，标红色）", musts), ("请核实（无误的不用改，标橙色）", doubts))
    for chinese, (heading, found) in zip("一二", (part for part in parts if part[1]), strict=False):
        lines.append(Heading(1, f"{chinese}、", heading))
        lines += [Text(f"{index}. {mark_words(mark)}") for index, mark in enumerate(found, 1)]
    lines.append(Text(f"如有疑问，请与{contact_words(plan)}联系。"))
    return Document(
        f"关于修改{period.chinese}\n科技指标填报表的函",
        tuple(lines),
        f"{mending.department}：",
        plan.issuer or "",
        _blank_date(due),
    )


def mark_words(mark: Mark) -> str:
    """One thing to mend with its place, e.g. ``填报表!H5：“高新技术企业数”填的是“6+1”，里面不止一个数。``."""
    name = "" if mark.name in mark.message else mark.name
    where = f"{mark.sheet}!{mark.cell}" if mark.cell else ""
    head = f"{name}（{where}）" if name and where else name or where
    return f"{head}：{mark.message}" if head else mark.message


def contact_words(plan: Plan) -> str:
    """Whom to ask, e.g. ``县科技局（联系人：李某，电话：0000-0000000）``; the bare name when the plan knows no more."""
    known = issuer_of(plan)
    parts = (("联系人", known.contact), ("电话", known.phone))
    said = "，".join(f"{word}：{text}" for word, text in parts if text)
    return f"{known.name or '发文单位'}（{said}）" if said else known.name or "发文单位"


def issuer_of(plan: Plan) -> Department:
    """The department that sends the forms out, as far as the plan knows it."""
    for department in plan.departments:
        if plan.issuer is not None and plan.issuer in (department.name, *department.aliases):
            return department._replace(name=plan.issuer)
    return Department(plan.issuer or "")


def weekday_date(day: date) -> str:
    """A day with its weekday, e.g. 2023年10月10日（星期二）."""
    return f"{chinese_date(day)}（星期{_WEEK[day.weekday()]}）"


def _until(due: date | None) -> str:
    return f"于{weekday_date(due)}前" if due else ""


def _owed(plan: Plan, name: str) -> tuple[int, int]:
    return (
        sum(name in item.reporters for item in plan.indicators),
        sum(name in item.reporters for item in plan.tasks),
    )


def _blank_date(due: date | None) -> str:
    return f"{due.year}年　　月　　日" if due else "　　　　年　　月　　日"
