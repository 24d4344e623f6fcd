"""The columns of every table, in the order of the paper forms (docs/output.md §3, §4)."""

from __future__ import annotations

from sctarget.report.table import Column

OVERVIEW_COLUMNS = (
    Column("number", "序号", "right", place="page"),
    Column("id", "编号", place="data"),
    Column("name", "指标", width=16),
    Column("group", "分组", place="data"),
    Column("target", "目标", priority=1, width=12),
    Column("actual", "实际完成", "right", width=10),
    Column("completion", "完成率", "right", priority=2),
    Column("progress", "增量完成率", "right", priority=6),
    Column("pace", "比序时", "right", priority=5, width=10),
    Column("gap", "差额", "right", priority=3, width=12),
    Column("status", "状态", width=12),
    Column("lead", "牵头单位", priority=4, width=12),
    Column("support", "配合单位", place="data"),
    Column("kind", "类型", place="data"),
    Column("unit", "计量单位", place="data"),
    Column("target_value", "目标值", "right", place="data"),
    Column("actual_value", "实际值", "right", place="data"),
    Column("gap_value", "差额值", "right", place="data"),
    Column("period", "数据期", place="data"),
    Column("state", "数据状态", place="data"),
    Column("reported_value", "自报值", "right", place="data"),
    Column("verified_difference", "核定差", "right", place="data"),
    Column("binding", "性质", place="line"),
    Column("baseline", "基期", place="line"),
    Column("expected", "序时应达", place="line"),
    Column("milestone", "阶段目标", place="line"),
    Column("forecast", "预计", place="line"),
    Column("required", "所需速度", place="line"),
    Column("reporter", "报送单位", place="line"),
    Column("source", "来源", place="line"),
    Column("reason", "未达原因", place="line"),
    Column("measures", "改进措施", place="line"),
    Column("notes", "说明", place="line"),
    Column("at", "原文位置", place="data"),
)

TASK_COLUMNS = (
    Column("number", "序号", "right", place="page"),
    Column("id", "编号", place="data"),
    Column("name", "任务", width=24),
    Column("group", "分组", place="data"),
    Column("due", "完成时限", priority=2, width=14),
    Column("status", "状态", width=12),
    Column("lead", "牵头单位", priority=1, width=12),
    Column("support", "配合单位", place="data"),
    Column("reporter", "报送单位", place="line"),
    Column("source", "来源", place="line"),
    Column("reason", "未达原因", place="line"),
    Column("measures", "改进措施", place="line"),
    Column("evidence", "佐证", place="line"),
    Column("at", "原文位置", place="data"),
)

SCORE_COLUMNS = (
    Column("sort", "类别", place="data"),
    Column("number", "序号", "right", place="page"),
    Column("id", "编号", place="data"),
    Column("group", "一级指标", width=10, place="page"),
    Column("name", "二级指标", width=18),
    Column("target", "年度指标值", priority=3, width=12),
    Column("actual", "实际完成值", "right", priority=1, width=10),
    Column("completion", "完成率", "right", priority=5),
    Column("progress", "增量完成率", "right", place="data"),
    Column("weight", "分值", "right", width=4),
    Column("points", "得分", "right", width=6),
    Column("status", "状态", priority=6, width=12),
    Column("lead", "牵头单位", priority=7, width=12),
    Column("reason", "偏差原因分析及改进措施", priority=4, width=32),
    Column("ground", "计分说明", place="line"),
    Column("source", "来源", place="data"),
)
"""绩效自评表, in the order of the paper form; the sums below the items are rows of it."""

PAPER_SCORE_KEYS = frozenset(("number", "group", "name", "target", "actual", "weight", "points", "reason", "ground"))
"""What a self-evaluation on paper has of these; status and owner stand in the other tables of its report."""

DEPARTMENT_SCORE_COLUMNS = (
    Column("department", "单位", width=16),
    Column("items", "项数", "right", priority=1, width=4),
    Column("weight", "分值", "right", width=4),
    Column("points", "得分", "right", width=6),
    Column("hundred", "百分制", "right", width=6),
    Column("grade", "等级", width=4),
    Column("rank", "位次", "right", width=4),
    Column("adjusted", "加减分", priority=2, width=14),
    Column("worst", "得分率最低的两项", priority=3, width=28),
)

DEPARTMENT_COLUMNS = (
    Column("department", "单位", width=16),
    Column("role", "角色", priority=6, width=14),
    Column("items", "指标", "right", width=4),
    Column("statuses", "完成情况", priority=1, width=22),
    Column("tasks", "任务", priority=5, width=14),
    Column("weight", "分值", "right", width=4),
    Column("points", "得分", "right", width=6),
    Column("hundred", "百分制", "right", priority=4, width=6),
    Column("grade", "等级", priority=2, width=4),
    Column("rank", "位次", "right", width=4),
    Column("adjusted", "加减分", priority=3, width=20),
    Column("scored", "计分", priority=7, width=22),
)
"""Each department on one line: what it owes, how that stands, what it scores and for what."""

FEEDBACK_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "指标或任务", width=24),
    Column("target", "目标", width=15),
    Column("actual", "实际完成", "center", width=13),
    Column("completion", "完成率", "center", width=9),
    Column("pace", "比序时", "center", width=11),
    Column("status", "完成情况", "center", width=10),
    Column("weight", "分值", "center", width=5),
    Column("points", "得分", "center", width=7),
)
"""What one department is told of its items, on an upright page."""

DEDUCTION_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "扣分项目", width=20),
    Column("lost", "扣分", "center", width=7),
    Column("why", "扣分原因", width=28),
    Column("reason", "你单位的说明", width=28),
    Column("paper", "依据", "center", width=16),
)
"""扣分明细 of one department."""

MISSING_COLUMNS = (
    Column("number", "序号", "right", place="page"),
    Column("department", "单位", width=16),
    Column("items", "应报项数", "right"),
    Column("contact", "联系人", priority=1),
    Column("phone", "电话", priority=1, width=12),
)

PROBLEM_COLUMNS = (
    Column("severity", "处理"),
    Column("department", "单位", priority=2, width=12),
    Column("indicator", "指标", priority=3, width=16),
    Column("read", "读到", priority=1, width=12),
    Column("code", "代码", place="data"),
    Column("source", "位置", place="line"),
    Column("message", "说明", place="line"),
)

RETURN_COLUMNS = (
    Column("department", "单位", width=16),
    Column("status", "报送情况"),
    Column("received", "文件时间", priority=2, width=16),
    Column("usable", "可用/应报", "right", priority=1),
    Column("to_settle", "需核实", "right"),
    Column("files", "文件", width=60, place="page"),
)

VERIFY_COLUMNS = (
    Column("department", "核定单位", width=16),
    Column("status", "核定表"),
    Column("verified", "已核定/应核定", "right", priority=1),
    Column("used", "采用", "right", priority=2),
    Column("files", "文件", width=60, place="page"),
)

OUTSTANDING_COLUMNS = (*MISSING_COLUMNS, Column("remark", "说明", priority=2, width=12))

CALL_COLUMNS = (
    Column("severity", "处理"),
    Column("cell", "位置", width=10),
    Column("indicator", "指标", priority=2, width=16),
    Column("read", "读到", priority=1, width=12),
    Column("code", "代码", place="data"),
    Column("message", "说明", place="line"),
)
"""需核实 of one department: it is on the telephone and has its form open."""

RECORD_COLUMNS = (
    Column("use", "采用情况", width=10),
    Column("department", "单位", width=16),
    Column("sort", "类别", width=6),
    Column("id", "编号", width=20),
    Column("name", "名称", width=36),
    Column("period", "报告期", width=9),
    Column("value", "数值", "right", width=12),
    Column("unit", "计量单位", width=9),
    Column("done", "完成情况", width=9),
    Column("state", "数据状态", width=9),
    Column("held", "待核实数", "right", width=12),
    Column("provisional", "暂定", width=6),
    Column("why", "核对说明", width=60),
    Column("raw", "原填", width=14, place="data"),
    Column("reason", "未达原因", width=24, place="data"),
    Column("measures", "改进措施", width=24, place="data"),
    Column("data_source", "数据来源", width=18, place="data"),
    Column("remark", "备注", width=18, place="data"),
    Column("region", "行政区划", width=10, place="data"),
    Column("file", "文件", width=40, place="data"),
    Column("sheet", "工作表", width=9, place="data"),
    Column("cell", "单元格", width=8, place="data"),
    Column("sha256", "SHA-256", width=66, place="data"),
)
"""The consolidated table: one row for each cell that is owed (docs/collect.md §4); ``data`` is not printed."""

TREND_COLUMNS = (
    Column("name", "指标", width=16),
    Column("period", "报告期", width=12),
    Column("actual", "实际完成", "right", width=10),
    Column("own", "其中本期", "right", priority=3),
    Column("year", "同比", "right", priority=1),
    Column("previous", "环比", "right", priority=2),
    Column("completion", "完成率", "right", priority=1),
    Column("target", "目标", place="line"),
    Column("status", "状态", place="line"),
    Column("course", "走势", place="line"),
    Column("forecast", "预计", place="line"),
    Column("required", "所需速度", place="line"),
    Column("last_year", "上年同期", place="line"),
    Column("restated", "更正", place="line"),
    Column("lacking", "无数", place="line"),
)
"""Figures over the periods: one row a period, the lines under the last period of each indicator."""

TREND_RECORD_COLUMNS = (
    Column("id", "编号"),
    Column("name", "指标"),
    Column("unit", "计量单位"),
    Column("period", "报告期"),
    Column("day", "数据日期"),
    Column("value", "实际值", "right"),
    Column("state", "数据状态"),
    Column("own", "其中本期", "right"),
    Column("completion", "完成率", "right"),
    Column("last_year", "上年同期", "right"),
    Column("origin", "上年同期出自"),
    Column("year", "同比", "right"),
    Column("previous", "环比", "right"),
    Column("before", "环比的上期"),
    Column("restated", "更正"),
    Column("source", "来源"),
)
"""The same for programs: one row for every indicator and period."""

FINDING_COLUMNS = (
    Column("severity", "处理", width=11),
    Column("department", "单位", width=16),
    Column("indicator", "指标", width=30),
    Column("read", "读到", width=18),
    Column("code", "代码", width=22),
    Column("file", "文件", width=40),
    Column("sheet", "工作表", width=9),
    Column("cell", "单元格", width=8),
    Column("message", "说明", width=80),
)
"""Every problem of a collection, in its workbook."""

REPORT_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "指标", width=22),
    Column("target", "目标", width=15),
    Column("actual", "实际完成", "center", width=13),
    Column("completion", "完成率", "center", width=9),
    Column("pace", "比序时", "center", width=11),
    Column("status", "完成情况", "center", width=10),
    Column("lead", "责任单位", "center", width=12),
)
"""The indicators in the body of a report: what fits an upright page (docs/report.md §4)."""

REPORT_TASK_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "任务", width=40),
    Column("due", "完成时限", "center", width=15),
    Column("status", "状态", "center", width=14),
    Column("lead", "责任单位", "center", width=18),
    Column("evidence", "佐证", width=24),
    Column("source", "来源", width=28),
)

UNFINISHED_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "指标或任务", width=22),
    Column("target", "目标或完成时限", width=15),
    Column("actual", "实际完成", "center", width=13),
    Column("gap", "差额", "center", width=14),
    Column("status", "完成情况", "center", width=11),
    Column("lead", "责任单位", "center", width=13),
    Column("reason", "未达原因", width=24),
    Column("measures", "改进措施", width=24),
)

SOURCE_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "指标", width=20),
    Column("at", "目标出处", width=16),
    Column("earlier", "基期或上年", "center", width=16),
    Column("actual", "实际完成", "center", width=19),
    Column("progress", "增量完成率", "center", width=10),
    Column("state", "数据状态", "center", width=12),
    Column("source", "数据来源", width=20),
    Column("checks", "核对情况和说明", width=26),
)

SPLIT_COLUMNS = (
    Column("name", "指标", width=26),
    Column("part", "分解到", width=16),
    Column("target", "分解目标", width=13),
    Column("actual", "实际完成", "center", width=13),
    Column("completion", "完成率", "center", width=9),
    Column("gap", "差额", "center", width=14),
    Column("status", "完成情况", "center", width=11),
    Column("source", "来源", width=22),
)
"""A target split over departments or periods: one row a part."""

FILE_COLUMNS = (
    Column("department", "单位", width=20),
    Column("file", "填报表文件", width=50),
    Column("sha256", "校验码（SHA-256）前16位", width=24),
)

BRIEF_COLUMNS = (
    Column("name", "指标", width=26),
    Column("target", "目标", width=14),
    Column("actual", "实际完成", "center", width=13),
    Column("gap", "差额", "center", width=14),
    Column("status", "完成情况", "center", width=10),
    Column("lead", "责任单位", "center", width=12),
)
"""What is not reached, on the one page for a leader."""

ACTION_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("status", "情况", "center", width=14),
    Column("name", "事项", width=26),
    Column("department", "单位", width=16),
    Column("what", "说明", width=46),
    Column("reason", "未达原因", width=30),
    Column("measures", "改进措施", width=30),
    Column("source", "位置", width=34),
)
"""What somebody must act on, whatever it is: an indicator, a task, a form, a cell."""

BOOK_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "指标", width=28),
    Column("target", "目标", width=17),
    Column("actual", "实际值", "right", width=10),
    Column("unit", "计量单位", "center", width=9),
    Column("completion", "完成率", "right", width=9),
    Column("progress", "增量完成率", "right", width=11),
    Column("gap", "差额", width=17),
    Column("pace", "比序时", width=16),
    Column("status", "状态", "center", width=14),
    Column("lead", "责任单位", width=15),
    Column("group", "分组", width=12, place="data"),
    Column("binding", "性质", width=8, place="data"),
    Column("target_value", "目标值", "right", width=11, place="data"),
    Column("target_high", "目标上限", "right", width=11, place="data"),
    Column("gap_value", "差额值", "right", width=11, place="data"),
    Column("baseline", "基期值", "right", width=11, place="data"),
    Column("baseline_year", "基期年份", width=9, place="data"),
    Column("last_year", "上年值", "right", width=11, place="data"),
    Column("period", "数据期", width=14, place="data"),
    Column("state", "数据状态", width=14, place="data"),
    Column("expected", "序时应达", width=30, place="data"),
    Column("milestone", "阶段目标", width=20, place="data"),
    Column("forecast", "预计", width=30, place="data"),
    Column("required", "所需速度", width=30, place="data"),
    Column("reason", "未达原因", width=30, place="data"),
    Column("measures", "改进措施", width=30, place="data"),
    Column("support", "配合单位", width=18, place="data"),
    Column("reporter", "报送单位", width=18, place="data"),
    Column("notes", "说明", width=30, place="data"),
    Column("at", "目标出处", width=24, place="data"),
    Column("id", "编号", width=20, place="data"),
)
"""The indicators in a workbook: numbers bare, with their unit beside them; ``data`` is not printed."""

BOOK_TASK_COLUMNS = (
    Column("number", "序号", "center", width=5),
    Column("name", "任务", width=44),
    Column("due", "完成时限", "center", width=16),
    Column("status", "状态", "center", width=16),
    Column("lead", "责任单位", width=18),
    Column("evidence", "佐证", width=26),
    Column("reason", "未达原因", width=28),
    Column("measures", "改进措施", width=28),
    Column("group", "分组", width=12, place="data"),
    Column("support", "配合单位", width=18, place="data"),
    Column("reporter", "报送单位", width=18, place="data"),
    Column("at", "原文位置", width=24, place="data"),
    Column("id", "编号", width=20, place="data"),
)

PLACE_COLUMNS = (
    Column("sort", "类别", width=6),
    Column("name", "指标或任务", width=30),
    Column("department", "填报单位", width=16),
    Column("file", "文件", width=44),
    Column("sheet", "工作表", width=9),
    Column("cell", "单元格", width=7),
    Column("raw", "原填", width=16),
    Column("used", "采用", "center", width=6),
    Column("state", "数据状态", width=14),
    Column("checks", "核对情况和说明", width=44),
    Column("at", "目标出处", width=24, place="data"),
    Column("id", "编号", width=20, place="data"),
    Column("sha256", "SHA-256", width=66, place="data"),
)
"""Every cell that was read, one to a row."""

DRAFT_COLUMNS = (
    Column("number", "序号", "right"),
    Column("quote", "原句", width=40),
    Column("indicator", "填的是", width=24),
    Column("notes", "注意", width=14),
    Column("source", "出处", width=30, priority=1),
)
"""What was written for the stars of a draft."""

LEFT_COLUMNS = (
    Column("number", "序号", "right"),
    Column("quote", "原句", width=40),
    Column("reason", "为什么没有填", width=30),
    Column("candidates", "可能是", width=24),
)
"""The stars that stay in a draft."""
