"""Problems of returned workbooks."""

from sctarget.model.wordings.entry import Wording

_FILES: dict[str, Wording] = {
    "unreadable_empty": Wording("rejected", "空文件", "文件是空的（0字节）。请重新发送填报表。", (53,)),
    "unreadable_corrupt": Wording(
        "rejected", "文件损坏", "文件已损坏，打不开。请重新导出或者重新发送，不要在传输中途关闭。", (66,)
    ),
    "unreadable_unsafe": Wording(
        "rejected", "文件不安全", "文件不安全，没有打开：{why}。请用原填报表重新填写后另存为.xlsx。", (66,)
    ),
    "unreadable_too_large": Wording(
        "rejected", "文件过大", "文件过大，没有读取：{why}。请删去多余的行列、图片和空白格式后另存为.xlsx再报。", (66,)
    ),
    "unreadable_password": Wording(
        "rejected", "文件加密", "文件设有打开密码，读不了。请取消密码后重新保存、重报。", (52,)
    ),
    "unreadable_old_xls": Wording(
        "rejected",
        "旧格式改了扩展名",
        "内容是旧版.xls，扩展名却改成了新格式。请用WPS或Excel打开后另存为.xlsx再报。",
        (52,),
    ),
    "unreadable_ole": Wording(
        "rejected",
        "旧格式或加密",
        "内容是旧版Office格式，或者设有打开密码，里面找不到工作簿。请取消密码，用WPS或Excel打开后另存为.xlsx再报。",
        (52,),
    ),
    "unreadable_html": Wording(
        "rejected", "网页冒充表格", "内容是网页（系统导出的HTML），不是Excel工作簿。请打开后另存为.xlsx再报。", (52,)
    ),
    "unreadable_xml": Wording(
        "rejected", "XML文件", "内容是XML文本，不是Excel工作簿。请用WPS或Excel打开后另存为.xlsx再报。", (52,)
    ),
    "unreadable_pdf": Wording(
        "rejected", "PDF文件", "内容是PDF，数据无法读取。请报送填好的Excel填报表，PDF可作附件。", (54,)
    ),
    "unreadable_image": Wording(
        "rejected", "图片", "内容是图片或照片，数据无法读取。请报送填好的Excel填报表，图片可作附件。", (54,)
    ),
    "unreadable_document": Wording(
        "rejected", "文字文档", "内容是文字或演示文档，不是Excel工作簿。请在填报表中填写后重报。", (54,)
    ),
    "unreadable_archive": Wording(
        "rejected", "压缩包格式不支持", "这种压缩包（rar、7z等）打不开。请解压后直接报送，或者改用zip。", (54,)
    ),
    "unreadable_zip": Wording(
        "rejected", "不是工作簿的压缩包", "内容是普通压缩包，不是Excel工作簿。请解压后报送其中的填报表。", (54,)
    ),
    "unreadable_nested_zip": Wording(
        "rejected", "压缩包套压缩包", "压缩包里面还有压缩包，没有再打开。请解压后报送填报表。", (54,)
    ),
    "unreadable_text": Wording("rejected", "纯文本", "内容是纯文本，不是Excel工作簿。请在填报表中填写后重报。", (51,)),
    "unreadable_unknown": Wording(
        "rejected", "认不出的文件", "认不出这是什么文件，无法读取。请用WPS或Excel另存为.xlsx再报。"
    ),
    "unreadable_permission": Wording(
        "rejected", "打不开文件", "打不开文件：{why}。请检查权限，关闭正在使用它的程序，再试一次。"
    ),
    "unreadable_link": Wording(
        "rejected", "链接到别处", "这是指向报送文件夹之外的链接，没有读取。请把原文件放进报送文件夹。"
    ),
    "file_not_workbook": Wording(
        "warning", "不是工作簿", "无法读取：不是Excel工作簿，没有计入。如果它是佐证材料，请移出报送文件夹。", (54,)
    ),
    "file_open_elsewhere": Wording(
        "note", "文件正被打开", "这是编辑时产生的临时文件，说明同名文件正被打开；请确认已保存并关闭。", (53,)
    ),
    "file_duplicate": Wording("note", "重复文件", "与{other}内容完全相同，只计一次。", (48,)),
}

_SHEETS: dict[str, Wording] = {
    "form_not_found": Wording(
        "rejected", "找不到填报表", "没有找到填报表，工作表有：{sheets}。请用发出的填报表填写，不要新建表格。", (36,)
    ),
    "form_sheet_copied": Wording(
        "warning",
        "填报表有多份",
        "有几张填报表：{sheets}，其余的没有填或者填得相同，读了“{used}”。请确认填在这一张，下次删去其余的。",
        (36,),
    ),
    "form_sheets_differ": Wording(
        "rejected",
        "几张填报表不一致",
        "有几张填报表：{sheets}，填的不一样，不知道以哪张为准。请只留一张填好的，删去其余的，再重报。",
        (36,),
    ),
    "ids_missing": Wording(
        "warning", "隐藏列被删", "隐藏的A列（行编号）不见了，已改按指标名称对应。请核对，下次不要删除列。", (37,)
    ),
    "actual_column_missing": Wording(
        "rejected",
        "缺少本期累计完成列",
        "表头中没有“本期累计完成”一列，读到的表头是：{read}。请恢复表头后重报。",
        (35,),
    ),
    "column_repeated": Wording(
        "rejected",
        "列重复",
        "“{caption}”一列出现了不止一次（{cells}），不知道以哪列为准。请删去多余的列后重报。",
        (35,),
    ),
    "column_twice": Wording(
        "warning", "其他列重复", "“{caption}”一列出现了不止一次（{cells}），以最左一列为准。请核对。", (35,)
    ),
    "column_missing": Wording("note", "缺列", "表头中没有“{caption}”一列，该列内容按空白处理。", (35,)),
    "meta_missing": Wording(
        "rejected",
        "缺少标识表",
        "标识信息（隐藏的_meta表）不见了，不知道是哪家单位、哪一期；工作表有：{sheets}。请用发出的原表填写。",
        (36,),
    ),
    "wrong_plan": Wording(
        "rejected", "不是本计划的表", "这是计划“{read}”的填报表，本计划是“{plan}”。请改用本计划的填报表。", (40,)
    ),
    "wrong_period": Wording("rejected", "报告期无效", "报告期写的是“{read}”，认不出来。请用发出的原表填写。", (40,)),
    "other_year": Wording(
        "rejected",
        "不是本计划年度的表",
        "报告期是{read}，本计划从{plan}算起。请改用本期的填报表，不要重报以前的表。",
        (40,),
    ),
    "plan_changed": Wording("note", "计划有更新", "发出这张表以后计划有改动；数据照读，目标以现计划为准。"),
    "unknown_department": Wording(
        "rejected",
        "单位不在计划中",
        "填报单位“{read}”不在计划中。请核对单位名称，或者在计划的departments中加上别名。",
        (50,),
    ),
    "department_alias": Wording("note", "单位别名", "填报单位“{read}”按别名对应为“{name}”。", (50,)),
    "form_blank": Wording("quarantined", "空表", "整张表一个数也没有填，不算报送。请填写后重报。"),
    "macros_ignored": Wording("note", "带宏", "工作簿里有宏，只读了数据，没有运行。", (65,)),
    "formats_unseen": Wording(
        "note", "旧格式", "这种格式看不到公式、隐藏行列和批注，只读了保存的值。下次请报.xlsx。", (51,)
    ),
    "protection_removed": Wording(
        "note", "保护已取消", "填报表的保护被取消了；内容照读，名称、单位、目标以计划为准。", (60,)
    ),
    "filter_on": Wording("note", "筛选未取消", "填报表上的筛选没有取消，筛去的行也照读。下次请取消筛选后再报。", (32,)),
    "signature_empty": Wording(
        "warning", "签署栏未填", "表尾的{labels}没有填，数据照读。请补填，报送盖章件的应与电子表一致。", (58,)
    ),
    "day_normalised": Wording("normalised", "日期已规范", "填报日期“{read}”已按{day}读取。", (25,)),
    "day_unread": Wording(
        "warning", "填报日期不明", "填报日期填的是“{read}”，看不出是哪一天。请写成2023-10-12的样子。", (25,)
    ),
    "cells_merged_down": Wording(
        "note", "标识列有合并单元格", "“{caption}”一列有合并单元格（{area}），其中各行都按左上角的内容读取。", (33,)
    ),
    "sheet_extra": Wording(
        "note", "多出的工作表", "多出一张工作表“{sheet}”，里面的内容没有采用；数据请填在填报表中。", (36,)
    ),
    "sheet_hidden": Wording(
        "warning", "隐藏的工作表", "有隐藏的工作表“{sheet}”，里面有内容，没有采用。请确认不含应报数据。", (31,)
    ),
    "column_hidden": Wording("warning", "隐藏的列", "“{caption}”一列被隐藏，里面填了内容。数据照读，请核对。", (31,)),
    "row_hidden": Wording("warning", "隐藏的行", "“{name}”所在的行被隐藏，填的是“{read}”。数据照读，请核对。", (31,)),
    "row_repeated": Wording(
        "quarantined", "行重复", "“{name}”出现在几行（{cells}），不知道以哪行为准。请只保留一行后重报。", (34,)
    ),
    "row_missing": Wording("quarantined", "缺行", "表中没有“{name}”这一行。请补上，或者用发出的原表填写。", (34,)),
    "row_moved": Wording("note", "行有移动", "行的次序变了，已按隐藏的编号对应，不影响读数。", (34,)),
    "row_without_id": Wording(
        "warning", "多出的行", "多出一行“{name}”，填了“{read}”，没有编号，没有采用。请核对它应填在哪一项。", (34,)
    ),
    "row_total": Wording("note", "合计行", "“{name}”一行没有编号，填的“{read}”没有采用。", (61,)),
    "row_matched_by_name": Wording(
        "warning", "按名称对应", "这一行没有编号，按名称“{read}”对应为“{name}”。请核对。", (37,)
    ),
    "unknown_id": Wording(
        "warning", "编号不在计划中", "编号“{id}”（{name}）不在计划中，填的“{read}”没有采用。请核对是否用错了表。", (34,)
    ),
    "row_of_other": Wording(
        "warning", "不由该单位填报", "“{name}”不由{who}填报，填的“{read}”没有采用。如果应由其填报，请改计划的reporter。"
    ),
    "name_edited": Wording(
        "note", "名称被改", "指标名称由“{name}”改成了“{read}”；按隐藏的编号对应，以计划为准。", (37,)
    ),
    "unit_edited": Wording(
        "quarantined",
        "计量单位被改",
        "“{name}”的计量单位由“{unit}”改成了“{read}”，填的数不知道按哪个算。请改回后重报。",
        (39,),
    ),
    "target_edited": Wording(
        "warning",
        "目标被改",
        "“{name}”的目标值被改动：“{target}”→“{read}”。仍按计划的目标判定；目标确有调整的，请改计划。",
        (38,),
    ),
    "target_outdated": Wording("note", "目标已更新", "表上的目标是“{read}”，现计划是“{target}”，按现计划判定。", (38,)),
    "last_year_edited": Wording("note", "上年同期被改", "上年同期由“{known}”改成了“{read}”，仍用计划中的数。"),
    "last_year_unread": Wording(
        "warning", "上年同期读不出", "上年同期填的是“{read}”，读不出确数，没有采用。请改填数字。"
    ),
}

_CELLS: dict[str, Wording] = {
    "cell_blank": Wording(
        "quarantined", "未填报", "“{name}”没有填。请填数字；没有数据填“无”，未到统计期在数据状态选“未出数”。", (15,)
    ),
    "cell_no_data": Wording(
        "warning", "无数据", "“{name}”填的是“{read}”，按未报送处理，不当作0。请确认确实没有数据。", (14,)
    ),
    "cell_not_applicable": Wording(
        "quarantined", "不涉及待确认", "“{name}”有目标，却填了“{read}”。请确认是否确实与该单位无关。", (14,)
    ),
    "cell_not_applicable_monitored": Wording("note", "不涉及", "“{name}”填的是“{read}”，按不涉及处理。", (14,)),
    "cell_unpublished": Wording("note", "未出数", "“{name}”填的是“{read}”，按未出数处理；请选在数据状态一栏。"),
    "cell_word": Wording(
        "quarantined", "应填数字", "“{name}”填的是“{read}”，应当填数字。请改填到报告期末的累计数。", (17,)
    ),
    "cell_not_number": Wording(
        "quarantined", "读不出数", "“{name}”填的是“{read}”，读不出一个数。请只填数字，说明写在备注中。", (2, 62)
    ),
    "cell_several": Wording(
        "quarantined", "不止一个数", "“{name}”填的是“{read}”，里面不止一个数。请只填合计数，构成写在备注中。", (13,)
    ),
    "cell_punctuation": Wording(
        "quarantined",
        "小数点或千分位有误",
        "“{name}”填的是“{read}”，数字中间的符号不对。小数点请用“.”，千分位用“,”或者不写。",
        (8, 9),
    ),
    "cell_range": Wording("quarantined", "填了范围", "“{name}”填的是“{read}”，是一个范围。请改填确数。", (12,)),
    "cell_not_exact": Wording(
        "warning", "不是确数", "“{name}”填的是“{read}”，不是确数，暂按{value}{unit}计。请与填报单位核实。", (11,)
    ),
    "cell_estimate": Wording("note", "预计数", "“{name}”填的是“{read}”，按预计数{value}{unit}处理。", (56,)),
    "cell_normalised": Wording(
        "normalised", "已规范", "“{read}”已按{value}{unit}处理（{what}）。", (1, 2, 3, 4, 5, 8, 20, 59)
    ),
    "cell_chinese_number": Wording("note", "中文数字", "“{name}”填的是“{read}”，按{value}{unit}读取。", (10,)),
    "unit_converted": Wording("note", "已换算", "“{name}”填的是“{read}”，已换算为{value}{unit}。", (6,)),
    "unit_accepted": Wording(
        "note", "单位可替代", "“{name}”填的是“{read}”，计划允许用“{stated}”，按{value}{unit}处理。", (7,)
    ),
    "unit_differs": Wording(
        "warning",
        "单位不符",
        "“{name}”填的是“{read}”，单位“{stated}”与“{unit}”不是一回事，暂按{value}{unit}计。请核实。",
        (7,),
    ),
    "unit_confusable": Wording(
        "quarantined",
        "百分数单位混用",
        "“{name}”填的是“{read}”，计量单位是“{unit}”，“{stated}”与它相差一个数量级或含义不同。请改填。",
        (21,),
    ),
    "unit_inexact": Wording(
        "quarantined", "换算不尽", "“{name}”填的是“{read}”，不能精确换算为“{unit}”。请按“{unit}”填报。"
    ),
    "cell_negative": Wording("rejected", "不应为负", "“{name}”填的是“{read}”，不可能是负数。请核对后重报。", (18,)),
    "cell_negative_unusual": Wording("warning", "负数", "“{name}”填的是“{read}”，是负数，暂按此计。请核实。"),
    "cell_decimals": Wording(
        "quarantined", "应为整数", "“{name}”填的是“{read}”，按“{unit}”计应当是整数。请核对。", (19,)
    ),
    "percent_or_fraction": Wording(
        "quarantined",
        "百分数还是小数",
        "“{name}”填的是“{read}”：{value}是{value}%还是{times100}%？请填“{value}%”或者“{times100}%”。",
        (20,),
    ),
    "percent_format_wrong": Wording(
        "quarantined",
        "百分比格式有误",
        "“{name}”的单元格是百分比格式，显示为“{read}”，存的是{value}。是{value}%还是{read}？请改为常规格式后重填。",
        (20,),
    ),
    "percent_in_other_unit": Wording(
        "quarantined",
        "不应是百分比",
        "“{name}”的计量单位是“{unit}”，单元格却是百分比格式，显示为“{read}”。请改为常规格式后重填。",
        (20,),
    ),
    "percent_format_unseen": Wording(
        "warning",
        "看不到百分比格式",
        "“{name}”存的是{read}；这种文件格式看不出是否显示为百分比，暂按{read}%计。请核对，或者另存为.xlsx重报。",
        (20,),
    ),
    "cell_date": Wording(
        "quarantined",
        "成了日期",
        "“{name}”读到的是日期“{read}”（“12-15”之类会被自动转成日期）。请改为常规格式后重填数字。",
        (24,),
    ),
    "cell_boolean": Wording("rejected", "逻辑值", "“{name}”读到的是逻辑值{read}，不是数。请改填数字后重报。", (26,)),
    "cell_error": Wording("rejected", "公式出错", "“{name}”的单元格显示错误“{read}”。请直接填数字后重报。", (27,)),
    "cell_scientific": Wording(
        "quarantined",
        "科学计数或编码",
        "“{name}”填的是“{read}”，是科学计数法或者编码，精度可能已丢失。请写出完整数字。",
        (63,),
    ),
    "cell_struck": Wording(
        "quarantined", "带删除线", "“{name}”填的是“{read}”，带有删除线，不知道以哪个数为准。请只保留最终的数。", (57,)
    ),
    "cell_invisible": Wording(
        "note", "看不见的数", "“{name}”填的“{read}”用白色字或隐藏格式遮住了，照读；打印件上看不到它，请核对。", (64,)
    ),
    "cell_merged": Wording(
        "quarantined",
        "合并单元格",
        "“{name}”填的是“{read}”，在合并单元格（{area}）中，不知道归哪一项。请拆分后重填。",
        (33,),
    ),
    "formula_uncalculated": Wording(
        "quarantined",
        "公式没有结果",
        "“{name}”是公式“{formula}”，没有保存结果。请用WPS或Excel打开、保存后重报。",
        (28,),
    ),
    "text_uncalculated": Wording(
        "warning",
        "文字栏的公式没有结果",
        "“{name}”的“{caption}”是公式“{formula}”，没有保存结果，这段文字没有读到。请用WPS或Excel打开、保存后重报。",
        (28,),
    ),
    "formula_used": Wording("note", "填了公式", "“{name}”是公式“{formula}”，采用保存的结果“{read}”。", (30,)),
    "formula_external": Wording(
        "warning",
        "引用其他文件",
        "“{name}”的公式引用其他文件（{formula}），暂用保存的结果“{read}”。请改填数值。",
        (29,),
    ),
    "cell_note": Wording("note", "批注", "“{name}”有批注“{read}”，与读数无关，照读。", (55,)),
    "cell_note_figure": Wording(
        "warning", "批注涉及数据", "“{name}”有批注“{read}”。数据暂用，请确认它是否符合口径。", (55,)
    ),
    "remark_qualifies": Wording(
        "warning", "备注涉及口径", "“{name}”的备注写着“{read}”，可能影响数的口径。请核实。", (55, 56)
    ),
    "state_unknown": Wording(
        "warning",
        "数据状态不明",
        "“{name}”的数据状态填的是“{read}”，不在可选项中，填的数作为暂定数。请从下拉列表中选。",
    ),
    "state_contradicts": Wording(
        "quarantined", "数据状态矛盾", "“{name}”填了数“{read}”，数据状态却是“{state}”。请改正其中一处。"
    ),
    "task_blank": Wording(
        "quarantined", "任务未填", "任务“{name}”没有选完成情况。请选：未启动、推进中、已完成、已终止。", (15,)
    ),
    "task_word": Wording("note", "任务用词", "任务“{name}”填的是“{read}”，按“{word}”处理。"),
    "task_unknown": Wording(
        "quarantined", "任务情况读不懂", "任务“{name}”填的是“{read}”。请选：未启动、推进中、已完成、已终止。"
    ),
}

FORM_WORDINGS: dict[str, Wording] = {**_FILES, **_SHEETS, **_CELLS}
