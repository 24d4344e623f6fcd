"""The keys of a plan file, section by section, and the words people write instead of them (docs/plan-file.md)."""

from __future__ import annotations

ROOT_KEYS = {"plan": "计划 总体", "indicators": "指标 指标清单 预期指标", "tasks": "任务 重点任务 工作任务"}

PLAN_KEYS = {
    "id": "编号 标识",
    "title": "标题 名称 计划名称",
    "issuer": "发文机关 发布单位 印发单位",
    "region": "地区 区划 行政区划 行政区划代码",
    "period": "期间 年度 计划期 规划期",
    "document": "文号 发文字号 文件",
    "defaults": "默认 缺省",
    "departments": "单位 部门 责任单位",
    "groups": "分组 类别",
    "rules": "规则 判定规则",
}

DEFAULTS_KEYS = {
    "lead": "牵头 牵头单位 责任单位",
    "reporter": "报送 报送单位 填报单位",
    "source": "数据来源 核定单位 核定",
}

DEPARTMENT_KEYS = {
    "name": "名称 单位 单位名称",
    "aliases": "别名 简称",
    "contact": "联系人",
    "phone": "电话 联系电话",
    "members": "成员 成员单位 组成",
}

RULES_KEYS = {
    "nearly": "基本完成",
    "behind": "滞后",
    "far_behind": "严重滞后",
    "rounding": "修约",
    "inverse": "逆向指标",
    "tolerance": "允许偏差 容差",
    "scoring": "计分 评分",
    "back_loaded": "后期集中",
}

BACK_LOADED_KEYS = {"Q1": "一季度", "H1": "上半年 二季度 Q2", "Q3": "三季度"}

SCORING_KEYS = {
    "total": "总分 权重合计 满分",
    "by": "依据 计分依据",
    "floor": "起评线 起分线 最低完成率",
    "bonus_item": "单项加分上限 单项加分",
    "bonus_total": "加分上限 加分合计上限 累计加分上限",
    "tiers": "档次 定性档次",
    "grades": "等级 等次",
    "decimals": "小数位数 保留小数",
    "attribution": "归属 计分对象",
    "support_share": "配合单位计分 配合单位比例",
    "deviation": "偏离度",
    "late": "迟报 迟报扣分",
    "veto": "一票否决",
    "rank": "排名 排位",
}

TIER_KEYS = {"achieved": "达成", "partly": "部分达成"}

ITEM_SCORING_KEYS = {key: SCORING_KEYS[key] for key in ("by", "floor", "bonus_item")}

INDICATOR_KEYS = {
    "id": "编号 标识",
    "name": "名称 指标名称 指标",
    "scope": "范围 限定",
    "group": "分组 类别 分类",
    "target": "目标 目标值 指标值",
    "kind": "类型 性质 指标类型",
    "unit": "计量单位 单位",
    "unit_also": "其他单位 通用单位",
    "lead": "牵头 牵头单位 责任单位",
    "support": "配合 配合单位 协办 协办单位",
    "reporter": "报送 报送单位 填报单位",
    "at": "出处 位置",
    "baseline": "基期 基期值 基数",
    "milestones": "阶段目标 里程碑 分年目标",
    "history": "历史 历年 历史数据",
    "data_year": "数据年份 数据年",
    "binding": "约束性 约束",
    "hold": "保持",
    "stretch": "力争",
    "span": "跨度 统计跨度",
    "by": "截止 截止日期 期限 完成时限",
    "pace": "进度 序时进度",
    "rollup": "汇总 汇总方式",
    "definition": "口径 口径说明 统计口径",
    "source": "数据来源 来源 数据单位 数据部门",
    "aliases": "别名 简称",
    "standard": "标准指标 字典",
    "formula": "公式 计算公式",
    "parts": "其中 其中项 分项",
    "count_of": "计数 任务计数",
    "role": "角色 用途",
    "weight": "权重 分值",
    "scoring": "计分 评分",
    "revised": "调整 调整后目标 修订",
    "quote": "原文 引文",
    "review": "待核 待核实",
    "clause": "条款 条",
    "reporting": "填报方式 填数方式 报送方式",
    "breakdown": "分解 指标分解 目标分解",
}

TARGET_KEYS = {
    "at_least": "不低于 以上 至少",
    "at_most": "不超过 以内 至多",
    "above": "超过 高于",
    "below": "低于",
    "equals": "等于",
    "from": "从 下限",
    "to": "到 上限 至",
    "unit": "单位 计量单位",
}

BASELINE_KEYS = {"value": "值 数值 基期值", "year": "年 年份", "note": "说明 备注"}

REVISION_KEYS = {"target": "目标 调整后目标", "date": "日期 调整日期", "document": "文号 文件"}

TASK_KEYS = {
    "id": "编号 标识",
    "name": "名称 任务名称 任务",
    "due": "截止 截止日期 期限 完成时限",
    "lead": "牵头 牵头单位 责任单位",
    "support": "配合 配合单位 协办 协办单位",
    "reporter": "报送 报送单位 填报单位",
    "group": "分组 类别 分类",
    "weight": "权重 分值",
    "at": "出处 位置",
    "quote": "原文 引文",
    "review": "待核 待核实",
}

SECTIONS = {
    "文件顶层": ROOT_KEYS,
    "plan": PLAN_KEYS,
    "plan.defaults": DEFAULTS_KEYS,
    "plan.departments": DEPARTMENT_KEYS,
    "plan.rules": RULES_KEYS,
    "plan.rules.scoring": SCORING_KEYS,
    "plan.rules.scoring.tiers": TIER_KEYS,
    "plan.rules.back_loaded": BACK_LOADED_KEYS,
    "indicators": INDICATOR_KEYS,
    "indicators.scoring": ITEM_SCORING_KEYS,
    "target": TARGET_KEYS,
    "baseline": BASELINE_KEYS,
    "revised": REVISION_KEYS,
    "tasks": TASK_KEYS,
}
"""Every section and its keys; the manual and the JSON Schema are tested against it."""

KIND_WORDS = {
    "流量": "flow", "当年量": "flow", "当年值": "flow", "增量": "flow", "新增": "flow",
    "存量": "stock", "期末量": "stock", "期末值": "stock", "累计": "stock", "总量": "stock",
    "比率": "ratio", "比例": "ratio", "比重": "ratio", "占比": "ratio", "强度": "ratio",
    "指数": "index",
}  # fmt: skip
SPAN_WORDS = {
    "当年": "year", "年度": "year", "本年": "year",
    "全期": "plan", "累计": "plan", "规划期": "plan",
    "每年": "each_year", "各年": "each_year",
}  # fmt: skip
PACE_WORDS = {
    "线性": "linear", "均匀": "linear", "匀速": "linear",
    "阶段": "milestones", "阶段目标": "milestones", "里程碑": "milestones",
    "后期集中": "back_loaded", "年均增速": "cagr", "复合增速": "cagr", "无": "none", "不适用": "none",
}  # fmt: skip
REPORTING_WORDS = {
    "累计": "cumulative", "累计数": "cumulative",
    "本期": "period", "本期数": "period", "当期": "period", "分期": "period",
}  # fmt: skip
ROLLUP_WORDS = {
    "合计": "sum", "求和": "sum", "相加": "sum", "最新": "latest", "重算": "recompute", "无": "none", "不汇总": "none",
}  # fmt: skip
BASIS_WORDS = {"完成率": "completion", "增量完成率": "progress"}
ATTRIBUTION_WORDS = {
    "第一牵头单位": "first_lead", "各牵头单位": "each_lead", "平分": "split", "均分": "split",
}  # fmt: skip
ROUNDING_WORDS = {"四舍五入": "half_up", "四舍六入": "gbt8170", "四舍六入五留双": "gbt8170", "修约": "gbt8170"}
TRUE_WORDS = frozenset({"true", "是", "yes"})
FALSE_WORDS = frozenset({"false", "否", "no"})
