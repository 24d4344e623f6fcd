"""The Word template that ``sctarget new`` copies: our own report with slots where the figures stand.

It is drawn by the same road as ``sctarget report -o 报告.docx``.  Columns take the width of what usually stands in
them, so cells are drawn with such texts first, which then give way to their tags.
"""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO

from sctarget.report.columns import REPORT_COLUMNS, REPORT_TASK_COLUMNS
from sctarget.report.document import Document, Heading, Text
from sctarget.report.table import Cell, Column, Table
from sctarget.writers.report_docx import render_docx

_SIGNED, _DATED = "示例县科学技术局", "　　　　年　　月　　日"
_INDICATORS = {
    "number": ("10", "{{ 项.序号 }}"),
    "name": ("规模以上工业企业研发经费支出占营业收入的比重", "{{ 项.名称 }}"),
    "target": ("力争达到0.16亿元以上", '{{ 项.目标原文 or "—" }}'),
    "actual": ("0.1728亿元（2022年）", '{{ 项.实际完成 or "—" }}'),
    "completion": ("112.8%", '{{ 项.完成率 or "—" }}'),
    "status": ("预计完成", "{{ 项.状态 }}"),
    "lead": ("县市场监管局", '{{ 项.责任单位 or "—" }}'),
}
_TASKS = {
    "number": ("11", "{{ 项.序号 }}"),
    "name": ("省级农业科技园区通过科技厅验收并投入使用", "{{ 项.名称 }}"),
    "due": ("2023年12月31日", "{{ 项.完成时限 }}"),
    "status": ("推进中（逾期）", "{{ 项.状态 }}"),
    "lead": ("县农业农村局", '{{ 项.责任单位 or "—" }}'),
}
_BLOCKS = (
    Text("{{ 开头 }}"),
    Heading(1, "一、", "总体情况"),
    Text("{{ 总体情况 }}"),
    Text("{%p if 未报送单位 %}"),
    Text("还没有交填报表的单位：{{ 未报送单位 }}。"),
    Text("{%p endif %}"),
    Heading(1, "二、", "主要指标情况"),
    Text("各项指标的情况见表1，逐项说明如下。"),
    "indicators",
    Text("{%p for 项 in 指标列表 %}"),
    Text("{{ 项.一句话 }}"),
    Text("{%p endfor %}"),
    Heading(1, "三、", "重点任务推进情况"),
    Text("{%p if 任务列表 %}"),
    Text("{{ 任务情况 }}，见表2。"),
    "tasks",
    Text("{%p else %}"),
    Text("计划没有列任务。"),
    Text("{%p endif %}"),
    Heading(1, "四、", "存在的问题及原因"),
    Text("{%p if not 统计.未达到 and not 统计.任务逾期 %}"),
    Text("没有未达到的指标和逾期的任务。"),
    Text("{%p endif %}"),
    Text("{%p for 项 in 指标列表 if 项.未达到 %}"),
    Text(
        "{{ 项.名称 }}{{ 项.状态 }}：目标{{ 项.目标原文 }}，实际{{ 项.实际完成|缺省(“没有数”) }}"
        "{% if 项.差额 %}，{{ 项.差额 }}{% endif %}。{{ 项.原因说明 }}"
    ),
    Text("{%p endfor %}"),
    Text("{%p for 项 in 任务列表 if 项.逾期 %}"),
    Text(
        "{{ 项.名称 }}应于{{ 项.完成时限 }}前完成，目前{{ 项.状态 }}。"
        "{% if 项.未达原因 %}{{ 项.责任单位 }}填报的原因：{{ 项.未达原因 }}。{% endif %}"
    ),
    Text("{%p endfor %}"),
    Text("{%p if 指标列表|selectattr(“未达到”)|selectattr(“改进措施”)|list %}"),
    Heading(1, "五、", "下一步工作"),
    Text("{%p for 项 in 指标列表 if 项.未达到 and 项.改进措施 %}"),
    Text("{{ 项.责任单位 }}：{{ 项.名称 }}，{{ 项.改进措施 }}。"),
    Text("{%p endfor %}"),
    Text("{%p endif %}"),
)


def starter_template() -> bytes:
    """The .docx; the same code gives the same bytes."""
    written: dict[str, str] = {_SIGNED: '{{ 落款单位 or "（单位名称）" }}'}
    tables = {
        "indicators": _table("表1　主要指标情况", REPORT_COLUMNS, _INDICATORS, "指标列表", written),
        "tasks": _table("表2　重点任务推进情况", REPORT_TASK_COLUMNS, _TASKS, "任务列表", written),
    }
    noted = tables["indicators"]._replace(notes=("注：“—”表示没有数据或不适用，不等于0。{{ 判定规则 }}",))
    blocks = tuple({**tables, "indicators": noted}[each] if isinstance(each, str) else each for each in _BLOCKS)
    drawn = render_docx(Document("{{ 分行标题 }}", blocks, "", _SIGNED, _DATED))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(drawn)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            text = source.read(entry).decode()
            if entry.filename == "word/document.xml":
                for sample, tag in written.items():
                    text = text.replace(f">{sample}<", f">{escape(tag, quote=False)}<")
            target.writestr(entry, text.replace("{{ 分行标题 }}</dc:title>", "报告模板</dc:title>").encode())
    return out.getvalue()


def _table(
    title: str, columns: tuple[Column, ...], cells: dict[str, tuple[str, str]], things: str, written: dict[str, str]
) -> Table:
    """A table of three rows, the middle one repeated, drawn with samples; ``written`` says what takes their place."""
    shown = tuple(column for column in columns if column.key in cells)
    first, last = f"〔{things}〕", f"〔{things}完〕"
    written |= {first: f"{{%tr for 项 in {things} %}}", last: "{%tr endfor %}"}
    written |= dict(cells.values())
    middle = tuple(Cell(cells[column.key][0]) for column in shown)
    rows = [tuple(Cell(mark if column.key == "name" else "　") for column in shown) for mark in (first, last)]
    return Table(title, shown, (rows[0], middle, rows[1]))
