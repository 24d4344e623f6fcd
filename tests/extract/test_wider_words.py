"""Thresholds that are passed, rates in pairs, people in 万, sizes and classes that only describe (示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records

REVIEW = "示例县2023年工作总结\n"
PLAN = "示例县2023年工作要点\n"

NAMED = [
    (
        "地区生产总值迈上400亿元台阶，达到413.6亿元，增长5.7%。",
        [("413.6", "地区生产总值"), ("5.7", "地区生产总值增长")],
    ),
    ("存款余额跨过500亿元门槛，达到507亿元。", [("507", "存款余额")]),
    ("外贸进出口成功突破十亿元大关，达到11.3亿元。", [("11.3", "外贸进出口")]),
    ("工业产值跃上80亿元新台阶，同比增长9.1%。", [("9.1", "工业产值增长")]),
    ("高中毛入学率和巩固率达99%。", [("99", "高中毛入学率"), ("99", "巩固率")]),
    (
        "垃圾收集率、污水处理率、道路硬化率达到96%。",
        [("96", "垃圾收集率"), ("96", "污水处理率"), ("96", "道路硬化率")],
    ),
    ("来电接通率与诉求办结率98.5%。", [("98.5", "来电接通率"), ("98.5", "诉求办结率")]),
    ("免费体检惠及6.3万妇女。", [("6.3", "妇女")]),
    ("发放消费券，惠及近8万游客；组织免费体检4万老年人。", [("8", "游客"), ("4", "免费体检老年人")]),
    ("供水工程惠及30余万农户。", [("30", "农户")]),
    ("巡察反馈的62个问题全部整改到位。", [("62", "巡察反馈问题")]),
    ("东村、西村、南村等9个贫困村摘帽。", [("9", "贫困村摘帽")]),
    ("东村、北村等4个村创成省级美丽村庄。", [("4", "村创成省级美丽村庄")]),
    ("全区先后有87人获得技能等级证书。", [("87", "获得技能等级证书")]),
    ("居民人均可支配收入增速快于经济增速、达到3.1万元。", [("3.1", "居民人均可支配收入")]),
    ("路网密度由每百平方公里38公里提高到每百平方公里45公里。", [("45", "路网密度")]),
    ("绿地从“十三五”末的人均9.3平方米增加到人均11.2平方米。", [("11.2", "绿地")]),
    (
        "新增省级重点实验室2家、市级5家，总数分别达到7家、16家。",
        [("2", "省级重点实验室"), ("5", "市级重点实验室"), ("7", "省级重点实验室总数"), ("16", "市级重点实验室总数")],
    ),
    ("科研院所达8家、孵化器达6家，总面积3万平方米。", [("8", "科研院所"), ("6", "孵化器")]),
    ("城乡居民收入倍差1.87，出生人口性别比108.3。", [("1.87", "城乡居民收入倍差"), ("108.3", "出生人口性别比")]),
    ("到位资金9.4亿元，比上年多1.3亿元。", [("9.4", "到位资金"), ("1.3", "到位资金多")]),
    ("集体经济年收入20万元以上的村占比达到71%，50万元以上的村达到18个。", [("18", "50万元以上的村")]),
    ("工业总量连跨三个百亿元台阶，由217亿元增加到521亿元。", [("521", "工业总量")]),
    ("科技型企业数量翻番、达到170家，研发机构实现倍增、突破90家。", [("170", "科技型企业"), ("90", "研发机构")]),
    ("市、县下达我镇造林任务1.7万亩，上级下达我县改厕任务3200户。", [("1.7", "造林任务"), ("3200", "改厕任务")]),
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text for text, _ in NAMED])
def test_what_the_figures_of_a_review_count(text: str, names: list[tuple[str, str]]) -> None:
    """Each figure below has the name in front of it; a threshold that was passed names nothing of its own."""
    found = [(record.value, record.name) for record in find_records(REVIEW + text)]
    assert [each for each in found if each[0] in {value for value, _ in names}] == names


PLANNED = [
    ("建成600亩规模以上茶园8个。", [("8", "个")]),
    ("新建300平方米展厅2个、500吨冷库3座。", [("2", "个"), ("3", "座")]),
    ("改造5000平方米老旧小区11个。", [("11", "个")]),
    ("中层干部累计参加培训不少于2个月。", [("2", "个月")]),
    ("青年教师3年内累计跟班学习不少于4个月。", [("4", "个月")]),
    ("新进人员挂职锻炼不少于6个月。", [("6", "个月")]),
]


@pytest.mark.parametrize(("text", "figures"), PLANNED, ids=[text for text, _ in PLANNED])
def test_sizes_describe_and_stretches_of_learning_count(text: str, figures: list[tuple[str, str]]) -> None:
    """How big each thing is is no target; how long people learn is one."""
    assert [(record.value, record.unit) for record in find_records(PLAN + text)] == figures


@pytest.mark.parametrize(
    "text",
    [
        "被列为全国48个试点城市之一。",
        "入选全省20个典型案例。",
        "成为京津冀13个中心城市、综合交通枢纽城市。",
        "全面消除年人均收入7200元以下贫困现象。",
        "基本消除经营性收入20万元以下薄弱村。",
        "到省城仅需2个半小时。",
    ],
)
def test_classes_and_floors_are_no_figures(text: str) -> None:
    """How many there are beside the one spoken of, what counts as poor, and a time of travel."""
    assert find_records(REVIEW + text) == []
