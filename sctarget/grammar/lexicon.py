"""The words that names shed or keep: times, places, adverbs, verbs in front; what leads over to a figure behind."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


TIMES = _words("""
    全年 年内 今年 今年以来 目前 五年 一年来 五年来 三年来 近三年来 近三年 当年 每年 年底前 截至目前
    截止目前 本年度 年度 五年来共 一年 去年 上半年 下半年 明年 年底 力争年内 近年来 前三季度 前两个季度 一季度 至目前
    每月 每季度 每周 每半年 每学期
    到目前 二季度 三季度 四季度 今年来 本年 全年来 截止到目前 年末 年初
""")
"""When: 年内, 截至目前."""

ADVERBS = _words("""
    力争 争取 确保 努力 全力 积极 其中 包括 包含 并 使 让 也 全面 着力 进一步 有序 稳步 切实 持续 大力 加快 重点
    继续 先后 共 累计 同时 及时 深入 主动 高标准 高质量 高水平 不断 力求 奋力 有效 成功 顺利 圆满
    预计 预测 另 以及 和 与
    及 、 且 滚动 在 还 至少 分别 创新 基本 已 均 各 牢牢 柔性 组织 指导 帮助 鼓励 推动 支持 引导 助力 促进 带动 为
    轮换 接续 首次 又 共同 联合 规划 对 把 年产 择优 计划 必须 合计 总计 大约 有可能 共有 现已 现 现有 同比 环比
""")
"""How: 力争, 累计, 进一步."""

AUXILIARIES = _words("""
    能 可 要 再 将 新 须 应 有 拟
""")
"""Words that go only when a verb or an adverb follows: 将新增, 新增, but not 能源, 新产品."""

REGIONS = _words("""
    全县 全市 全省 全区 全州 全国 我县 我市 我省 我区 全系统 全行业 全镇 全乡 全村 我镇 我乡 全盟 全旗
    全自治区 市里 全域
""")
"""Whose: 全县, 我市."""

NOT_AHEAD: dict[str, str] = {
    "重点": "重点",
    "和": "和美 和谐",
    "联合": "联合实验室 联合体",
    "组织": "组织部 组织化",
    "带动": "带动力 带动农 带动就业 带动群众 带动贫困 带动脱贫 带动增收 带动村 带动间接",
    "对": "对外",
    "共": "共建 共同 共享",
    "现": "现代 现场 现金 现有 现状 现役 现行",
    "并": "并网",
    "高质量": "高质量发展",
    "高标准": "高标准农田",
    "计划": "计划生育 计划总投资 计划投资 计划免疫 计划外 计划内 计划任务",
    "柔性": "柔性引才 柔性制造 柔性生产 柔性电子",
    "全国": "全国冠军 全国纪录 全国重点",
    "有效": "有效发明 有效灌溉 有效专利 有效期",
    "为": "为民 为经营",
    "基本": "基本医疗 基本养老 基本公共 基本农田 基本烟田 基本建设",
    "各": "各类 各项 各级 各镇 各种",
    "年产": "年产值 年产量",
    "增加": "增加值",
    "创": "创新 创业 创投 创意",
    "建成": "建成区",
    "建": "建筑 建材 建制 建档",
    "获": "获得感",
    "有": "有效 有机 有色 有关",
    "在": "在线 在校 在岗 在建 在职 在孵 在册 在学 在研 在统",
}
"""Words that begin with one of ours and keep it."""

PLAIN_VERBS = _words("""
    新培育认定 培育认定 新认定 新培育 新引进 新增 净增 新建 新修 新开工 新签约 新签 新改建 新创建 新组建 新设立
    新开通 新获批 新入库 新注册 组织实施 联合实施 部署实施 深入实施 推广应用 推荐上报 柔性引进 评选认定 评审认定
    组织鉴定 推广实施 引进落地 认定和创建 引进和培育 培育和引进 新建和改造提升 新建改扩建 新建和提升 新建、改扩建
    新建和改造 新建和改扩建 新建改造 引进培育 培育引进 制定修订 制修订 认定 选派 组建 培育 建成 形成 实施 开发 攻克
    育成 建设 创建 打造 引进 争取 举办 吸纳 取得 安排 投入 完成 实现 落实 开展 建立 设立 搭建 培养 获得 获 荣获 创
    发展 布局 启动 推进 开工 制定 突破 选树 培训 创办 办好 办理 达成 解决 新入规 完善提升 新改扩建 奖励 扩建 改扩建
    改造提升 抓好 发放 兑现 筹集 拨付 征集 命名 推荐 申报 招引 储备 签约 推广 转化 转移转化 引进转化 运行 达到 保持
    拥有 建 增加 扶持 招募 出台 推出 提前 收集 扩种 树立 签订 签署 引育 引培 招录 聘请 投放 研制 整合 购置 采购
    设置 配备 配置 铺设 架设 栽植 栽种 种植 补充 修建 新修建 修复 建成投用 建成投产 建成投运 建成运营 建成开放
    建成启用 竣工投产 开工建设 启动建设 启动实施 加快建设 推动建设 支持建设 建设完成 建设改造 改建 迁建 改造建设
    改造升级 超额完成 提前完成 实施完成 申请 下达 发布 印发 编制 对接 筹建 支付 评选出 核准 审批设立 走访 接待
    动员 募集 整合资金 促成 遴选 选拔 评选资助 选拔资助 培养资助 立项支持 引进扶持
""")
"""Verbs of making and reaching, each with 新 in front as well (``VERBS``)."""

VERBS = (*PLAIN_VERBS, "增设", *("新" + verb for verb in PLAIN_VERBS if not verb.startswith("新")))
"""Verbs of making and reaching; 增设 without 新, for 新增设备 is 新增 and 设备."""

ALSO_CREATE = _words("""
    上报 下放 为 出让 创成 力争 办成 升级改造 取消 处置 复垦 安置 完成省下达 实施建设 帮助 建成通车 开发建设 引导
    资助 评选资助 选拔资助 培养资助 引进扶持 遴选 选拔 立项支持 立项
    打破 扶持创业 推动 支持 改造 整治 新增布局 治理 消除 清理 盘活 确保 组织 落地 评选 达 释放
""")
"""More verbs that a counted thing may follow: 盘活3处."""

CREATE = frozenset({*VERBS, *ALSO_CREATE}) - frozenset(_words("保持 发展 培训 抓好 拥有 达到 运行"))
"""Verbs that a counted thing may follow."""

KEPT = _words("""
    申报 申请 储备 培训 转移转化 转化 办理 转移 扩建 改扩建 发放 运行 抓好 启动 推荐 提前 转移就业 开工 发展 推进
    投入
""")
"""Verbs that stay when the name needs them: what was counted is the act."""

MIDDLE = _words("""
    新建和改扩建 联合实施 组织实施 部署实施 柔性引进 推荐上报 推广应用 评选认定 组织鉴定 新认定 新培育认定 新培育
    组建 新建 举办 吸纳 建成 选派 攻克 育成 打造 引进 实施 培育 完成 开展 争取 新增 创建 设立 建立 认定 奖励 建设
    共获 荣获 获得 实现
""")
"""Verbs at which the words inside a clause are cut: 围绕产业链组建|创新联合体."""

TAILS = _words("""
    在 有 共有 总量达到 达到 共计 合计 共 的 首次 仅 数量 约 近 已 累计 目标 力争 计划 总额达 : 预计 分别 确保 争取
    努力 也 都 将 要 再 只 不 又 使 到
""")
"""What leads over to the figure: 达到, 共计, 首次."""

BONDS = _words("""
    签约 节约 集约 契约 履约 续约 预约 违约 现有 落实到 分解到 下达到
""")
"""Words that end like 约 (about) or 到 and keep it."""

LEVELS = _words("""
    国家级 省级 地级 乡级 镇级 村级 校级 厅级 市级 县级 区级 自治区级 州级 国家 省 市
""")
"""Levels that alone are no name."""

PER_EACH = _words("""
    月人均 年人均 人均 户均 月均 年均 平均 人均月
""")
"""What alone says how the subject before is counted: 养老金连续上调,月人均达到2900元."""

KINDS = _words("""
    公办 民办 国有 民营 外资 内资 省属 市属 县属 区属
""")
"""Kinds that alone are no name either: 幼儿园177所(公办58所)."""

YIELDS = _words("""
    产量 总产 总产量 产值 总产值 亩产 单产 平均亩产 平均单产 存栏 投产面积
""")
"""What a crop or a herd brings; alone they belong to the crop named before."""

HEADS = _words("""
    居民人均可支配收入 人均可支配收入 业务办理时限 办理时限 人均纯收入 总产值 年产值 产业增加值 增加值 产量 产值
    销售收入 营业收入 投资 覆盖率 普及率 处理率 比率 比例 占比 面积 总量 排放量 人数 总额 产能 收入 达标率 利用率
    合格率 里程 饲养量 存栏量 出栏量 拥有量 入学率 就业率 毛入学率 贷款余额 存款余额 余额 出栏 存栏 排放总量
    排放强度 比重 增速 浓度 规模 数量 支出 参保率 回收率
""")
"""Head nouns that a list shares: 小麦、玉米产量."""

NOUN_ENDS = _words("""
    类 率 数 面积 任务 工作 资金 收入 规模 额 度 期 型 性 用地 中心 水平 强度 面 人数 人次 里程 库 比例 比重 的
    方案 量 业 就业
""")
"""Behind a verb these make a noun of it: 实施方案, 建设用地."""

ACTS = _words("""
    立项 入库 完工 建成 建成投产 建成投用 开业 开工 开工建设 投产 投用 新建 新开工 竣工 竣工投产 签约 纳统 续建 落地
    达产 通车
""")
"""Words that alone say what was done with the subject before (其中开工110个、竣工80个)."""
