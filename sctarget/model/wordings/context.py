"""Problems that only the context shows: the plan, earlier periods, other figures (docs/crosscheck.md)."""

from sctarget.model.wordings.entry import Wording

CONTEXT_WORDINGS: dict[str, Wording] = {
    "scale_slip": Wording(
        "quarantined",
        "数量级可疑",
        "“{name}”填的是“{read}”，是{words}（{known}）的{times}，可能{suspect}（差{factor}）：照读是{plain}，"
        "否则是{other}。没有采用，请核对计量单位和小数点后改填，或由人工确认。",
        (22, 23),
    ),
    "below_last_period": Wording(
        "quarantined",
        "累计值小于上期",
        "累计值小于上期：“{name}”填的是“{read}”，{period}已报{earlier}（{where}）。"
        "如果填的是当期数，累计应为{sum}。没有采用，请改填1月1日（或计划期初）起的累计数。",
        (42,),
    ),
    "below_last_estimate": Wording(
        "warning",
        "累计值小于上期预计",
        "“{name}”填的是“{read}”，小于{period}的预计数或快报数{earlier}（{where}），暂按此计。"
        "请确认是核减，不是只填了当期数（那样累计应为{sum}）。",
        (42,),
    ),
    "zero_after_figure": Wording(
        "warning",
        "由有变零",
        "“{name}”填的是“{read}”，{words}却是{known}，暂按0计。请确认确实为零；没有数据应填“无”。",
        (16,),
    ),
    "jump_unexplained": Wording(
        "warning",
        "变动过大未说明",
        "“{name}”填的是“{read}”，在{words}，暂按此计。请核对，并在“未达原因”或“备注”中说明。",
        (45,),
    ),
    "jump_explained": Wording(
        "note", "变动过大已说明", "“{name}”填的是“{read}”，在{words}；填报单位的说明：{why}。照读。", (45,)
    ),
    "part_exceeds_whole": Wording(
        "quarantined",
        "其中项大于总数",
        "“{name}”填的是“{read}”，{what}，分项不可能大于总数。没有采用，请核对后改填。",
        (46,),
    ),
    "parts_do_not_add_up": Wording(
        "quarantined",
        "分项之和不等于总数",
        "“{name}”填的是“{read}”，{what}，两者不等。没有采用，请核对后改填。",
        (46,),
    ),
    "new_is_stock": Wording(
        "quarantined",
        "新增与总数混填",
        "“{name}”填的是“{read}”，{what}，新增数和期末总数可能填混了。没有采用，请分别核对后改填。",
        (43,),
    ),
    "same_as_last_period": Wording(
        "warning",
        "与上期完全相同",
        "与上期完全相同：{count}个数都与{period}（{file}）一样，暂按此计。请确认不是把上期的表又报了一遍。",
        (41,),
    ),
    "equals_targets": Wording(
        "warning",
        "全部等于目标",
        "有目标的{count}个数全都恰好等于目标，暂按此计。请确认填的是实际完成数，不是照抄目标。",
        (44,),
    ),
    "all_zero": Wording(
        "warning", "全部为零", "填的{count}个数全是0，暂按0计。请确认确实为零；没有数据应填“无”。", (16,)
    ),
    "file_name_other": Wording(
        "warning",
        "文件名与填报单位不符",
        "文件名写的是“{other}”，表内标识是“{name}”，以表内标识为准。请核对是否用错了别家的表。",
        (49,),
    ),
}
"""A code never changes its meaning."""
