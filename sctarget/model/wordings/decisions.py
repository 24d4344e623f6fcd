"""Problems of decisions.yaml, and what became of each decision (docs/decisions.md)."""

from sctarget.model.wordings.entry import Wording

DECISION_WORDINGS: dict[str, Wording] = {
    "decisions_not_file": Wording(
        "rejected", "决定文件读不了", "这里应是一个文本文件，记录人工决定。请移走现在的内容，或改正它的名字。"
    ),
    "decision_incomplete": Wording(
        "rejected", "决定缺项", "这一条决定缺少“{read}”，没有采用。请补上：{read}: {example}"
    ),
    "decision_task": Wording(
        "rejected",
        "任务的决定写法",
        "任务“{name}”的决定只能写 action: correct（value 写未启动、推进中、已完成或已终止）或 action: grade（评定），"
        "不能写“{read}”。",
    ),
    "decision_indicator_unknown": Wording(
        "rejected", "决定的指标不存在", "计划里没有编号为“{read}”的指标或任务，这一条没有采用。{hint}请核对 indicator。"
    ),
    "decision_department_unknown": Wording(
        "rejected", "决定的单位不存在", "计划里没有单位“{read}”，这一条没有采用。{hint}请核对 department。"
    ),
    "decision_action_unknown": Wording(
        "rejected",
        "决定写法不明",
        "action 只能写 confirm（确认）、correct（改正）、waive（不涉及）或 grade（评定），不能写“{read}”。"
        "加减分写 bonus（加分）、deduct（扣分）、late（迟报）、veto（一票否决）或 exempt（任务免计）。",
    ),
    "decision_date": Wording("rejected", "决定日期看不懂", "when 写的“{read}”不是日期。请写成 2023-10-12 的样子。"),
    "decision_value": Wording("rejected", "决定的数用不了", "“{name}”的 value 用不了：{reason}"),
    "decision_value_needless": Wording(
        "rejected", "不涉及却写了数", "定为不涉及的，不能同时写 value“{read}”。请删去 value，或把 action 改为 correct。"
    ),
    "decision_grade_figure": Wording(
        "rejected",
        "有数的目标不用评定",
        "“{name}”的目标有数可比，按数判定，不用人评定，这一条没有采用。要改数请写 action: correct。",
    ),
    "decision_grade_value": Wording(
        "rejected", "评定却写了数", "评定写 grade，不能同时写 value“{read}”。要改数请另写一条 action: correct。"
    ),
    "decision_grade_unknown": Wording(
        "rejected", "评定写法不明", "grade 只能写达成、部分达成或未达成，不能写“{read}”。"
    ),
    "decision_share": Wording(
        "rejected",
        "得分比例不在档内",
        "评定为{grade}的，share 要在{low}%到{high}%之间（下限含在内），不能写“{read}”。请核对评定结果和比例。",
    ),
    "decision_replaced": Wording(
        "note", "决定写了两次", "对“{name}”的同一个格子，这里又作了决定，以这一条为准，第{first}行的不用。"
    ),
    "decision_applied": Wording(
        "note", "已按人工决定处理", "“{name}”{was}，已由{who}于{when}{done}，理由：{why}。依据：{place}。"
    ),
    "decision_outdated": Wording(
        "warning",
        "决定之后格子又变了",
        "“{name}”曾由{who}于{when}{done}，那时格子里是“{was}”，现在是“{now}”，这个决定没有采用。请重新核实后另作决定。",
    ),
    "decision_without_value": Wording(
        "warning",
        "确认了却没有数",
        "{who}于{when}确认了“{name}”，但格子里的“{read}”读不出一个数，没有采用。请在 value 写明确认的是多少。",
    ),
    "decision_value_differs": Wording(
        "warning",
        "确认的数不一致",
        "{who}于{when}确认“{name}”为{value}，格子里读到的却是{found}，没有采用。请核对；要改数请写 action: correct。",
    ),
    "decision_without_raw": Wording(
        "warning",
        "决定没有原文",
        "对“{name}”的决定没有写 raw，以后格子变了也看不出来；已照决定处理。请补上：raw: {fixed}",
    ),
    "decision_unmatched": Wording(
        "note", "决定没有对应的数", "{owner}{period}没有交来“{name}”，{who}于{when}作的决定没有采用，先留着。"
    ),
    "adjustment_without_scoring": Wording(
        "warning",
        "没有计分却有加减分",
        "这里写了加减分，计划里却没有一项有 weight（权重），不计分，这一条没有采用。请在计划里写权重，或删去这一条。",
    ),
    "adjustment_repeated": Wording(
        "warning",
        "加减分写了两次",
        "这一条与第{first}行完全相同（{read}），两条都计了。若是重复，请删去一条；若是两次，请在 why 里分别写明。",
    ),
    "adjustment_unweighted": Wording(
        "rejected",
        "没有权重的条目不能单独加减分",
        "“{name}”没有权重，不知道算到谁的分上，这一条没有采用。请写 department。",
    ),
    "adjustment_points": Wording(
        "rejected",
        "这里不写分数",
        "{what}，points“{read}”没有用，这一条没有采用。请删去 points，要扣分的另写一条 deduct。",
    ),
    "exempt_not_a_task": Wording(
        "rejected",
        "指标不用免计",
        "免计只用于任务，“{read}”不是任务，这一条没有采用。指标不涉及的，请写 action: waive（docs/decisions.md）。",
    ),
}
"""A code never changes its meaning."""
