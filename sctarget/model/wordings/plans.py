"""Problems of a plan file."""

from __future__ import annotations

from sctarget.model.wordings.entry import Wording

_FILES = {
    "file_missing": Wording(
        "rejected", "找不到文件", "找不到这个计划文件。请核对路径；还没有计划时，用 sctarget new 建一个。"
    ),
    "file_is_folder": Wording("rejected", "给的是文件夹", "这是一个文件夹，不是计划文件。请给出其中的 plan.yaml。"),
    "file_not_regular": Wording(
        "rejected", "不是普通文件", "这不是普通文件。请把计划存成一个 .yaml 文件再给出它的路径。"
    ),
    "file_unreadable": Wording(
        "rejected", "文件读不了", "文件读不了（{reason}）。请检查权限，或关闭占用它的程序后重试。"
    ),
    "file_too_big": Wording("rejected", "文件太大", "文件超过 {limit} MB，不像一份计划。请检查是否给错了文件。"),
    "file_not_text": Wording(
        "rejected", "不是文本文件", "这是 Office、PDF 或压缩文件，不是计划文件。计划文件是扩展名为 .yaml 的文本文件。"
    ),
    "file_encoding": Wording(
        "rejected", "编码不是 UTF-8", "文件的编码是{encoding}。请在编辑器里“另存为”，编码选 UTF-8。"
    ),
    "file_not_utf8": Wording(
        "rejected",
        "编码不是 UTF-8",
        "从这里起不是 UTF-8 文字。请在编辑器里“另存为”，编码选 UTF-8；若文件已损坏，请找回原件。",
    ),
    "control_character": Wording("rejected", "控制字符", "这里有看不见的控制字符 {read}。请删去它，或重新键入这一行。"),
}

_YAML = {
    "yaml_reserved": Wording(
        "rejected", "值以特殊符号开头", "值不能这样开头（YAML 的特殊符号）。请加引号，写成 {fixed}"
    ),
    "yaml_block_mark": Wording(
        "rejected", "“>”不加引号", "“>”和“|”在 YAML 里表示分行的段落，不是大于号。请加引号，写成 {fixed}"
    ),
    "yaml_star": Wording("rejected", "“*”不加引号", "“*”在 YAML 里是别名记号。请加引号，写成 {fixed}"),
    "yaml_ampersand": Wording("rejected", "“&”不加引号", "“&”在 YAML 里是锚点记号。请加引号，写成 {fixed}"),
    "yaml_exclamation": Wording("rejected", "“!”不加引号", "“!”在 YAML 里是类型标签记号。请加引号，写成 {fixed}"),
    "yaml_dash": Wording("rejected", "“-”的位置不对", "“-”在键的同一行不能开始列表。请写成 {fixed}"),
    "yaml_inner_colon": Wording(
        "rejected", "值里有冒号", "值里有“: ”（冒号加空格），YAML 会当成另一个键。请加引号，写成 {fixed}"
    ),
    "yaml_after_quote": Wording("rejected", "引号后面还有字", "引号外面还有字。请把整个值放进一对引号里，写成 {fixed}"),
    "yaml_full_width_colon": Wording(
        "rejected", "全角冒号", "键后面用了全角冒号“：”。请用半角冒号加一个空格，写成 {fixed}"
    ),
    "yaml_colon_blank": Wording("rejected", "冒号后缺空格", "冒号后面缺一个空格。请写成 {fixed}"),
    "yaml_swallowed": Wording(
        "rejected",
        "下一行并进了这个值",
        "“{read}”这一行缩进过深，被并进了上面的值。请把它与上面的键左对齐，冒号用半角并空一格。",
    ),
    "yaml_comma": Wording("rejected", "数里的逗号", "花括号里的逗号会把这个数拆成两项。请加引号，写成 {fixed}"),
    "yaml_tab": Wording("rejected", "用了制表符", "这里有制表符（Tab）。请换成空格；缩进每层两个空格。"),
    "yaml_indent": Wording(
        "rejected",
        "缩进不齐",
        "这一行的缩进与上下文对不上。请与同级的键左对齐，下一级多缩进两个空格；上一行已有值的键下面不能再缩进。",
    ),
    "yaml_no_colon": Wording(
        "rejected", "缺冒号", "这一行没有“键: 值”的冒号。请补上半角冒号和一个空格；若是上一行文字的续行，请多缩进两格。"
    ),
    "yaml_unclosed_quote": Wording(
        "rejected", "引号没有收尾", "从这里开始的引号没有收尾。请在值的末尾补上同样的引号。"
    ),
    "yaml_unclosed_bracket": Wording(
        "rejected", "括号没有配对", "从这里开始的括号里有写不通的地方，或没有收尾。请检查逗号，补上“]”或“}}”。"
    ),
    "yaml_escape": Wording("rejected", "反斜线", "双引号里的反斜线“\\”有特殊含义。请改用单引号，或把它删去。"),
    "yaml_syntax": Wording(
        "rejected",
        "写法不通",
        "这里的写法 YAML 读不通。请对照 docs/plan-file.md 的例子检查这一行和上一行的缩进、引号和冒号。",
    ),
    "yaml_tag": Wording("rejected", "类型标签", "不接受类型标签 {read}。请删去它；若这是文字，请加引号。"),
    "yaml_alias_unknown": Wording(
        "rejected", "没有这个别名", '“*”在 YAML 里是别名记号，而前面没有这个锚点。请加引号，写成 "{read}"'
    ),
    "yaml_alias_limit": Wording(
        "rejected", "别名太多", "别名（*）展开后超过 {limit} 项，已停止读取。请直接写出内容，不用别名。"
    ),
    "yaml_merge": Wording("rejected", "不支持合并键", "不支持合并键“<<”。请直接写出各键。"),
    "yaml_depth": Wording(
        "rejected", "嵌套太深", "嵌套超过 {limit} 层，计划文件不需要这么深。请检查这里的括号或缩进。"
    ),
    "yaml_too_many": Wording(
        "rejected",
        "内容太多",
        "文件里的行数和逗号超过 {limit} 万，没有读取。一份计划至多 20000 个指标，请拆成几个文件。",
    ),
    "yaml_documents": Wording(
        "rejected", "多份文档", "一个文件里只能有一份计划，这里用“---”开始了第二份。请拆成几个文件。"
    ),
    "yaml_complex_key": Wording(
        "rejected",
        "键不是文字",
        "键应是文字，这里却是括号里的内容。若花括号是文字的一部分（如“{{{{ }}}}”），请给整个值加引号。",
    ),
}

_FORM = {
    "key_unknown": Wording("rejected", "不认识的键", "不认识的键“{read}”。{hint}"),
    "key_repeated": Wording(
        "rejected", "键重复", "“{read}”在同一处写了两次（第一次在第{first}行）。请合并或删去一个。"
    ),
    "value_unknown": Wording("rejected", "不认识的取值", "“{key}”不能写“{read}”。{hint}"),
    "not_a_text": Wording("rejected", "应是文字", "“{key}”这里应是一段文字或一个数，却是别的内容。请改写成一个值。"),
    "not_a_mapping": Wording("rejected", "应是键和值", "“{key}”要写成若干“键: 值”。例如 {example}"),
    "not_a_list": Wording("rejected", "应是列表", "“{key}”要写成列表。例如 {example}"),
    "not_a_flag": Wording("rejected", "应是是或否", "“{key}”只能写 true（是）或 false（否），不能写“{read}”。"),
    "not_a_number": Wording("rejected", "应是数", "“{key}”要写成不带单位的数，如 5 或 2.5，不能写“{read}”。"),
    "not_a_share": Wording(
        "rejected", "应是份额", "“{key}”要写成 0 到 1 的小数或百分数，如 0.9 或 90%，不能写“{read}”。"
    ),
    "not_a_year": Wording("rejected", "应是年份", "“{key}”要写成四位年份，如 2020，不能写“{read}”。"),
    "not_an_offset": Wording(
        "rejected", "数据年份差", "“{key}”要写成 {lowest} 到 0 的整数（-1 表示用上一年的数），不能写“{read}”。"
    ),
    "not_a_date": Wording(
        "rejected", "日期看不懂", "“{read}”不是日期。请写成 2023-12-31 的样子，也可写期间，如 2023Q3。{hint}"
    ),
    "not_a_period": Wording(
        "rejected", "期间看不懂", "“{read}”不是期间。请写成 2023、2023H1、2023Q3、2023-09 或 2022-2025。{hint}"
    ),
}

_PLAN = {
    "plan_empty": Wording(
        "rejected", "空的计划文件", "文件里没有内容（或只有注释）。用 sctarget new 可得到一份带说明的样例。"
    ),
    "plan_missing": Wording("rejected", "缺 plan", "缺少 plan 一节。请在开头写 {example}"),
    "plan_key_missing": Wording("rejected", "plan 缺键", "plan 缺少“{read}”。例如 {example}"),
    "plan_without_items": Wording(
        "rejected",
        "没有指标和任务",
        "计划里没有指标，也没有任务。请在 indicators: 下面写指标，或在 tasks: 下面写任务。",
    ),
    "plan_id_form": Wording(
        "rejected", "计划编号写法", "计划编号只用字母、数字、“-”“_”“.”，如 shili-2023，不能写“{read}”。"
    ),
    "region_form": Wording(
        "rejected", "区划代码写法", '区划代码是 2 到 12 位数字或字母，如 "620821"，不能写“{read}”。'
    ),
    "rules_order": Wording(
        "rejected", "规则前后矛盾", "滞后的界限大于严重滞后的界限（{read}）。请使 behind 不大于 far_behind。"
    ),
    "shares_backward": Wording(
        "rejected",
        "份额倒退",
        "back_loaded 是到季末为止累计的份额，应一期不比一期小，这里是 {read}。请写成 {{Q1: 0%, H1: 10%, Q3: 40%}} 的样子。",
    ),
    "department_name": Wording(
        "rejected", "单位缺名称", "登记的单位要有名称。请写成 {{name: 县科技局, aliases: [科技局]}} 或只写名称。"
    ),
    "department_repeated": Wording(
        "rejected", "单位名称重复登记", "“{read}”已是“{holder}”的名称或别名。请只登记一次。"
    ),
    "department_cycle": Wording("rejected", "成员循环", "“{read}”的成员里又包含它自己。请改正 members。"),
    "department_joined": Wording(
        "warning",
        "像是几个单位",
        "“{read}”按一个单位读取。若是几个单位，请写成 [{parts}]；若确是一个，请在 plan.departments 登记。",
    ),
    "department_collective": Wording(
        "note",
        "统称没有成员",
        "“{read}”像是几个单位的统称。请在 plan.departments 写明 members，才能给每个单位发填报表。",
    ),
    "department_near": Wording(
        "warning",
        "单位名称相近",
        "“{read}”与第{line}行的“{other}”像是同一个单位。若是，请统一写法，或在 plan.departments 里用 aliases 连起来。",
    ),
    "too_many_items": Wording(
        "rejected", "条目太多", "“{read}”有 {count} 项，超过上限 {limit} 项。请拆成几个计划文件。"
    ),
}

_ITEMS = {
    "id_missing": Wording("rejected", "缺编号", "“{read}”没有编号。请加一行 id，用小写字母开头，如 id: rd_intensity"),
    "id_form": Wording("rejected", "编号写法", "编号只用小写字母、数字和“_”，以字母开头，不能写“{read}”。{hint}"),
    "id_repeated": Wording("rejected", "编号重复", "编号“{read}”在第{first}行已经用过。请换一个；指标和任务的编号不能相同。"),
    "name_missing": Wording("rejected", "缺名称", "“{read}”没有名称。请加一行 name，写文件里的叫法。"),
    "name_repeated": Wording("rejected", "名称重复", "“{read}”与第{first}行同名。请用 scope 写明各自的范围，如 scope: 生物医药"),
    "alias_taken": Wording("warning", "别名冲突", "别名“{read}”也是指标 {holder} 的名称或别名。请删去其中一个，免得填报时认错行。"),
    "kind_missing": Wording("rejected", "缺 kind", "“{read}”{unit}，要写明 kind：flow 当年新增或当年完成的量，stock 期末总量，ratio 比率，index 指数或位次。"),
    "span_missing": Wording("warning", "缺 span", "“{read}”是多年计划里的当年量，没有写 span，按 year（各年自己的量）判定。累计数写 span: plan，每年同一目标写 span: each_year。"),
    "span_not_flow": Wording("warning", "span 只对当年量有用", "span 只对 kind: flow 有用，这里是 {kind}，不起作用。请删去 span 或改 kind。"),
    "reporting_not_flow": Wording("rejected", "不能分期相加", "reporting 只用于逐期相加的当年量，这里有 {what}，不能相加。请删去 reporting。"),
    "target_unreadable": Wording("rejected", "目标看不懂", "{reason}"),
    "target_direction": Wording("rejected", "目标方向不明", "目标要有且只有一个方向：at_least、at_most、above、below、equals 之一，或 from 与 to 成对；这里是“{read}”。例如 {example}"),
    "range_order": Wording("rejected", "区间上下限", "区间的下限不小于上限（{read}）。请核对 from 和 to。"),
    "figure_unreadable": Wording("rejected", "数看不懂", "{reason}"),
    "unit_mismatch": Wording("rejected", "计量单位不一致", '这里的单位“{found}”不能换算成本指标的单位“{unit}”。请统一；若两个单位通用，请写 unit_also: ["{found}"]'),
    "plan_unit_inexact": Wording("rejected", "换算除不尽", "这里的数从“{found}”换算成“{unit}”除不尽。请让 unit 与原文的单位一致。"),
    "unit_unreadable": Wording("rejected", "计量单位写法", '计量单位只写单位本身，如 家、亿元、"%"，不能写“{read}”。'),
    "unit_unknown": Wording("note", "不认识的计量单位", "单位表里没有“{read}”，按独立的计数单位处理，不与别的单位换算。{hint}"),
    "unit_missing": Wording("warning", "没有计量单位", "“{read}”没有计量单位。请加 unit；本来没有单位的指数请写 kind: index"),
    "baseline_incomplete": Wording("rejected", "基期不全", "基期缺少“{read}”。请写成 {example}"),
    "baseline_late": Wording("rejected", "基期晚于目标年", "基期 {read} 年晚于目标的数据年份 {year} 年。请核对 year 和 data_year。"),
    "baseline_same_year": Wording("warning", "基期与目标同年", "基期 {read} 年就是目标的数据年份 {year} 年，算不出增量。请核对 year 和 data_year。"),
    "target_worse": Wording("warning", "目标低于基期", "目标“{read}”还不如基期（{baseline}{unit}）。请核对目标的方向和两个数。"),
    "milestone_outside": Wording("warning", "阶段目标在计划期外", "阶段目标 {found} 不在计划期 {period} 之内。请核对年份。"),
    "milestones_backward": Wording("warning", "阶段目标倒退", "阶段目标一期比一期低（{read}）。请核对各期的数。"),
    "milestone_beyond": Wording("warning", "阶段目标与目标不一致", "阶段目标（{read}）与最终目标“{target}”对不上。请核对。"),
    "pace_without_milestones": Wording("rejected", "没有阶段目标", "pace: milestones 要有 milestones。请写出阶段目标，或改 pace: linear"),
    "pace_refused": Wording("warning", "年均增速算不出", "pace: cagr 在这里用不上：{why}。不推算序时进度，期满再判。请核对基期和目标，或改用 linear、milestones。"),
    "revision_incomplete": Wording("rejected", "调整不全", "调整后目标缺少“{read}”。请写成 {example}"),
    "revision_undated": Wording("warning", "调整没有日期", "调整后目标“{read}”没有写日期，一律当作已经生效。请写上，如 date: 2023-10-20"),
    "change_unclear": Wording("warning", "目标算不出数", "“{read}”算不出要达到多少：{reason}。"),
    "base_unknown": Wording("note", "基数待报", "“{read}”要和{period}的数比，计划里没有，判定时用收回的表和“上年同期”栏里的数。已知的，请写 history: {{{key}: 数和单位}}。"),
    "growth_row": Wording("warning", "按增速报数", "“{read}”没有写 unit，也没有基期和历史数，按本行自己报增速（%）判定。报的是数额的，请写 unit，如 unit: 亿元"),
    "day_outside": Wording("warning", "日期在计划期外", "“{key}”写的“{read}”不在计划期 {period} 之内。请核对年份。"),
    "group_unknown": Wording("warning", "分组不在清单里", "分组“{read}”不在 plan.groups 里。{hint}"),
    "reporter_missing": Wording("rejected", "没有报送单位", "“{read}”没有牵头单位，计划也没有 defaults 和 issuer，不知道由谁报送。请写 lead 或 plan.defaults。"),
    "reference_unknown": Wording("rejected", "引用的编号不存在", "“{key}”里的“{read}”不存在。{hint}请核对编号。"),
    "reference_cycle": Wording("rejected", "循环引用", "“{key}”互相引用成了圈：{read}。请去掉其中一处。"),
    "formula_unreadable": Wording("rejected", "公式看不懂", "公式只用指标编号、数、+ - * / 和半角括号，如 rd_expenditure / gdp * 100：{reason}。"),
    "formula_years": Wording("warning", "公式的数据年份", "公式要{year}的数，“{name}”报的是再早{lag}年的（data_year: {data_year}），会缺数。请给本项也写 data_year: {data_year}"),
    "count_of_unit": Wording("rejected", "计数行的单位", "count_of 数的是任务项数，本行却以“{unit}”计。请写 unit: 项"),
    "count_of_few": Wording("warning", "任务比目标少", "计划里只有{count}项可数的任务，目标却是“{read}”。请补上没有列出的任务，或核对目标。"),
    "parts_below_whole": Wording("note", "其中项合计少于总目标", "各其中项的目标合计{total}{unit}，比“{read}”少{short}{unit}，按还有没列出的部分处理。列漏了的，请补在 parts 里。"),
    "parts_not_addable": Wording("note", "其中项不能相加", "“{part}”的类型或单位与总数不同，不与总数核对。请核对 kind 和 unit。"),
    "breakdown_not_addable": Wording("rejected", "比率不能分解", "“{read}”是{kind}，各部分加不起来，不能写 breakdown。请删去；各单位另有要求的，分别写成指标。"),
    "breakdown_without_target": Wording("rejected", "没有目标可分解", "“{read}”没有目标，不能写 breakdown。请写上 target，或删去 breakdown。"),
    "breakdown_beside": Wording("rejected", "分解了不必再写", "写了 breakdown，就不能再写 {read}：{why}。请删去其中一个。"),
    "breakdown_mixed": Wording("rejected", "分解的对象不一", "breakdown 的各部分要么都是单位，要么都是报告期（如 2023Q1）；“{read}”不是报告期。请分开写。"),
    "breakdown_direction": Wording("rejected", "分解的数", "分解的每一部分写一个数，方向与目标相同，不能写“{read}”。请写成 10家 这样的数。"),
    "breakdown_fraction": Wording("rejected", "分解出小数", "“{read}”不是整数，以“{unit}”计的只能分解成整数。请改成整数，合计不少于目标。"),
    "breakdown_twice": Wording("rejected", "同一单位分到两份", "“{read}”既在“{one}”里，又在“{other}”里，分不清它报的数算哪一份。请只留一处。"),
    "breakdown_periods": Wording("rejected", "不能按时间分解", "不能分解到 {read}：{why}。请改正，或删去 breakdown。"),
    "breakdown_short": Wording("rejected", "分解合计与目标不符", "{words}。请核对各部分的数：合计应当做得到目标。"),
    "breakdown_room": Wording("note", "分解留有余量", "{words}。不影响判定。"),
    "breakdown_unchecked": Wording("note", "分解合计没有核对", "目标“{read}”要推算才有数，分解合计没有与它核对。请自行核对。"),
    "count_of_unknown": Wording("rejected", "计数对象不明", "count_of 要写任务编号的列表、任务的分组名，或 tasks（全部任务），不能写“{read}”。{hint}"),
    "weights_total": Wording("rejected", "权重合计不符", "各项权重合计 {read}，与 rules.scoring.total 的 {total} 不符。请核对各项 weight。"),
    "scoring_without_weights": Wording("warning", "有计分规则没有权重", "写了 rules.scoring，却没有一项有 weight，不计分。请给指标和任务写上 weight，或删去 scoring。"),
    "weight_without_target": Wording("warning", "没有目标却有权重", "“{name}”没有目标，weight 的 {read} 分无法评，一直是未评。请写上 target，或把权重移到别的指标。"),
    "not_points": Wording("rejected", "分数写法", "“{key}”要写分数或百分数，如 2、0.5分、8%，不能写“{read}”。"),
    "grade_limit": Wording("rejected", "等级分数线", "等级“{name}”要写它的最低分，0 到 100，如 {name}: 80，不能写“{read}”。"),
    "tiers_wrong": Wording("rejected", "评定的档次", "达成（achieved）的下限要比部分达成（partly）的高，都在 0 和 100% 之间；这里是：{read}。例如 tiers: {{achieved: 80%, partly: 60%}}"),
    "grades_wrong": Wording("rejected", "等级划分", "等级的名称和最低分各不相同，最低的一档从 0 起；这里是：{read}。例如 grades: {{优: 90, 良: 80, 中: 60, 差: 0}}"),
    "scoring_decimals": Wording("rejected", "得分小数位数", "decimals 要写 0 到 {most} 的整数，不能写“{read}”。"),
    "standard_unknown": Wording("warning", "没有这个标准指标", "标准指标字典里没有“{read}”。{hint}不对应标准指标的，请删去 standard。"),
    "standard_name": Wording("warning", "名称与标准指标不符", "standard: {standard} 是“{meaning}”，与“{read}”不是同一指标。{hint}请核对 standard。"),
    "standard_kind": Wording("warning", "类型与标准指标不符", "标准指标“{meaning}”（{standard}）是{usual}，这里按{read}。{hint}新增数与总数不是同一指标，请核对 kind 和 standard。"),
    "standard_unit": Wording("warning", "单位与标准指标不符", "标准指标“{meaning}”（{standard}）以“{usual}”计，这里的单位是“{read}”。请核对 unit 和 standard。"),
    "to_review": Wording("note", "待核", "这一条标了待核：{read}。核实后请删去 review。"),
}  # fmt: skip

PLAN_WORDINGS: dict[str, Wording] = {**_FILES, **_YAML, **_FORM, **_PLAN, **_ITEMS}
