"""Problems that appear when the figures of several workbooks meet each other and the plan."""

from sctarget.model.wordings.entry import Wording

FIGURE_WORDINGS: dict[str, Wording] = {
    "future_period": Wording(
        "note",
        "报告期晚于判定日期",
        "报告期{period}到{end}才结束，晚于判定日期{as_of}，本次不用。要用它，请把判定日期（--as-of）改到{end}或之后。",
    ),
    "not_returned": Wording(
        "rejected",
        "没有报送",
        "{name}没有报送{period}的填报表{detail}，由它填报的指标和任务均无数。请催报，收到后放入同一文件夹再判定。",
        (40,),
    ),
    "late_return": Wording(
        "note",
        "迟报",
        "{name}{period}的填报表迟报：文件时间{time}，截止{due}。数据照用；文件时间会因复制、转存而变，请核对。",
        (67,),
    ),
    "duplicate_return": Wording(
        "normalised",
        "同一份表收到多次",
        "{name}{period}的填报表收到多份，所填数字完全相同，只用{kept}。",
        (48,),
    ),
    "blank_beside": Wording(
        "note",
        "另有一份空表",
        "{name}{period}另有一份没有填的空表，没有采用，已有{kept}。",
    ),
    "superseded_return": Wording(
        "note",
        "已有更新一轮的报送",
        "{name}{period}第{round}轮报送已由第{newer}轮（{kept}）代替，本表不用。",
        (48,),
    ),
    "figure_changed": Wording(
        "note",
        "退回后改了",
        "“{name}”{changes}；已按新报的表读取。",
    ),
    "outdated_return": Wording(
        "note",
        "已有更终的数",
        "{name}{period}另有一份数据更终的表（{kept}），本表不再采用。",
    ),
    "figure_restated": Wording(
        "note",
        "前后几次报的数",
        "“{name}”{period}报了几次：{chain}；按最后一个读取。",
    ),
    "conflict": Wording(
        "quarantined",
        "同一单位报送了不同的数",
        "{name}{period}报来{count}份不同的填报表，不同之处：{cells}。都不采用，请该单位确认以哪一份为准，只留一份。",
        (48,),
    ),
    "figure_twice": Wording(
        "note",
        "同一指标由多处报送，数字一致",
        "指标“{name}”有多处报送，数字一致：{cells}。按{value}判定。",
        (47,),
    ),
    "figure_conflict": Wording(
        "quarantined",
        "同一指标的数字互相矛盾",
        "指标“{name}”的数字不一致：{cells}。都不采用，请核实以哪个为准，另一处留空或改正后重报。",
        (47,),
    ),
    "outside_reporter": Wording(
        "note",
        "由计划以外的单位报送",
        "指标“{name}”应由{expected}报送，现按{who}报送的{value}判定。如属实，请在计划里把 reporter 改为{who}。",
    ),
    "outside_ignored": Wording(
        "note",
        "计划以外单位的数字没有采用",
        "指标“{name}”应由{expected}报送，{cells}没有采用。请与{expected}核对。",
    ),
    "figure_unknown": Wording(
        "warning",
        "计划里没有这个指标",
        "填报表里的编号“{read}”在计划里没有，这个数没有采用。请核对填报表是否由本计划生成。",
    ),
    "computed_differs": Wording(
        "warning",
        "报的数与公式算的不一致",
        "指标“{name}”报的是{figure}，按公式算是 {words}，相差超过末位半个单位，仍用报的数。请核对分子、分母和口径。",
    ),
    "formula_zero": Wording(
        "warning",
        "公式除数为零",
        "指标“{name}”的公式 {formula} 除数为0（{why}），算不出。请核对报来的数。",
    ),
    "count_differs": Wording(
        "warning",
        "报的项数与任务不一致",
        "指标“{name}”报的是{figure}，按任务数是：{words}，仍用报的数。请核对任务的完成情况。",
    ),
    "target_underived": Wording(
        "warning",
        "目标算不出数",
        "指标“{name}”的{what}“{read}”算不出要达到多少：{reason}。",
    ),
    "base_differs": Wording(
        "warning",
        "基数有两个说法",
        "指标“{name}”{period}的数有两个说法：{used}、{other}。目标按前一个推算，请核对。",
    ),
    "grade_needed": Wording(
        "warning",
        "要人评定",
        "指标“{name}”的目标“{text}”只有方向：{seen}。是否达成要人评定，请运行 sctarget collect --decide，"
        "或在 decisions.yaml 写 action: grade。",
    ),
    "target_unit": Wording(
        "warning",
        "目标与数据的计量单位不能换算",
        "指标“{name}”的{part}单位是“{read}”，数据单位是“{unit}”，不能精确换算，未作比较。请在计划里改为同类单位。",
    ),
}
