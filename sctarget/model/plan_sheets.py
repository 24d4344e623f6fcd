"""A plan as a workbook: its sheets, their captions, and what stands for what in a cell (docs/convert.md)."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Row: TypeAlias = dict[str, Value]
Sections: TypeAlias = dict[str, list[Row]]
"""Section → its rows, each key → value as the plan file writes it; ``plan`` has one row."""

Place: TypeAlias = tuple[str, int, str]
"""A value of a plan: section, number of the row from 0, key."""

SHEETS = {"plan": "计划", "departments": "责任单位", "indicators": "指标", "tasks": "任务"}

CAPTIONS: dict[str, dict[str, str]] = {
    "plan": {
        "id": "计划编号",
        "title": "计划名称",
        "issuer": "发文机关",
        "region": "行政区划代码",
        "period": "计划期",
        "document": "文号",
        "defaults": "缺省单位",
        "groups": "分组清单",
        "rules": "判定规则",
    },
    "departments": {
        "name": "单位名称",
        "aliases": "别名",
        "contact": "联系人",
        "phone": "联系电话",
        "members": "成员单位",
    },
    "indicators": {
        "id": "编号",
        "name": "指标名称",
        "scope": "范围",
        "group": "分组",
        "target": "目标",
        "kind": "类型",
        "unit": "计量单位",
        "unit_also": "通用单位",
        "lead": "牵头单位",
        "support": "配合单位",
        "reporter": "报送单位",
        "at": "出处",
        "baseline": "基期",
        "milestones": "阶段目标",
        "history": "历史数",
        "data_year": "数据年份",
        "binding": "约束性",
        "hold": "保持",
        "stretch": "力争",
        "span": "统计跨度",
        "by": "截止日期",
        "pace": "序时进度",
        "rollup": "汇总方式",
        "definition": "口径",
        "source": "数据来源",
        "aliases": "别名",
        "standard": "标准指标",
        "formula": "公式",
        "parts": "其中项",
        "count_of": "任务计数",
        "role": "用途",
        "weight": "权重",
        "scoring": "计分规则",
        "revised": "调整后目标",
        "quote": "原文",
        "review": "待核",
        "clause": "条款号",
        "reporting": "填报方式",
        "breakdown": "指标分解",
    },
    "tasks": {
        "id": "编号",
        "name": "任务名称",
        "due": "完成时限",
        "lead": "牵头单位",
        "support": "配合单位",
        "reporter": "报送单位",
        "group": "分组",
        "weight": "权重",
        "at": "出处",
        "quote": "原文",
        "review": "待核",
    },
}
"""Section → key → the caption of its column (of its row on the sheet of the plan), in the order of the manual."""

ITEM_CAPTION, CONTENT_CAPTION = "项目", "内容"

LISTS = frozenset(
    "lead support reporter at unit_also aliases parts members groups count_of".split()  # noqa: SIM905
)
"""Keys that take one text or several; several stand in a cell with 、 between them."""

NESTED = frozenset("target baseline milestones history revised breakdown defaults rules scoring".split())  # noqa: SIM905
"""Keys that take keys and values, in a cell as on one line of a plan file: ``{value: 1.27%, year: 2020}``."""

_FLAG = {"true": "是", "false": "否"}

WORDS: dict[str, dict[str, str]] = {
    "kind": {"flow": "当年量", "stock": "期末量", "ratio": "比率", "index": "指数或位次"},
    "reporting": {"cumulative": "累计数", "period": "本期数"},
    "span": {"year": "当年", "plan": "计划累计", "each_year": "每年"},
    "pace": {
        "linear": "均匀",
        "milestones": "按阶段目标",
        "back_loaded": "后期集中",
        "cagr": "年均增速",
        "none": "不算",
    },
    "data_year": {"0": "当年", "-1": "上一年"},
    "rollup": {"sum": "相加", "latest": "取最新", "recompute": "重算", "none": "不合成"},
    "binding": _FLAG,
    "hold": _FLAG,
    "stretch": _FLAG,
}
"""Key → value of the plan file → the word that stands for it in a cell."""

OPENERS = '{["'
"""A cell that begins with one of these is read as a plan file would be, where its key allows it."""


def usual(key: str, value: Value) -> Value:
    """One way of writing of those that mean the same: a list of one text is the text, 是 is true."""
    if isinstance(value, list) and len(value) == 1 and key in LISTS and key != "count_of":
        value = value[0]
    if isinstance(value, str):
        meant = {word: each for each, word in WORDS.get(key, {}).items()}
        return meant.get(value.strip(), value)
    return value
