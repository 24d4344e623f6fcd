"""How letters of responsibility, plans for several years, bulletins and rules of marking write figures (示例数据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.grammar.finder import find_records

if TYPE_CHECKING:
    from sctarget.grammar.found import Record

PLAN = "示例市2025年工作要点\n"
SEVERAL = "示例市企业培育三年行动方案（2023—2025年）\n"


def told(records: list[Record]) -> list[str]:
    """Name, demand, figure and year of each record that has a figure."""
    return [
        f"{r.name} {r.comparator}{r.value}{'-' + r.high if r.high else ''}{r.unit or ''}"
        for r in records
        if r.kind != "milestone"
    ]


SENTENCES = {
    "a label in front of a colon is the name": [
        ("1、国家高新技术企业：净增7家", ["国家高新技术企业 >=7家"]),
        ("2．技术合同成交额：达到3.2亿元，同比增长16%", ["技术合同成交额 >=3.2亿元", "技术合同成交额增长 >=16%"]),
        ("（三）科技型企业:新增45家，总数≥130家；", ["科技型企业 >=45家", "科技型企业总数 >=130家"]),
        ("4、农技培训班、科普讲座：各4场", ["农技培训班 >=4场", "科普讲座 >=4场"]),
        ("工作简报：每季度不少于3篇", ["工作简报 >=3篇"]),
        ("举办银企对接会：3场次；达成意向：20个，签约11个", ["银企对接会 >=3场次", "意向 >=20个", "意向签约 >=11个"]),
        ("城镇污水处理率：≥95％", ["城镇污水处理率 >=95%"]),
        ("主要目标：森林覆盖率达到41%。", ["森林覆盖率 >=41%"]),
    ],
    "marks and their conditions are no figures": [
        ("每少1家扣2分，最多扣10分。", []),
        ("完成率不足80%的不计分，每超5%加1分，最高加3分。", []),
        ("优良率低于90%的扣3分，满意度达到95%以上的得10分。", []),
        ("公众满意度得分达到92分。", ["公众满意度得分 >=92分"]),
        ("考核前三名分别奖励8万元、6万元、4万元。", []),
        ("对获奖单位给予一等奖20万元、二等奖10万元、三等奖5万元奖励。", []),
    ],
    "what one thing is set up for is no figure": [
        ("原则上按每2至5万居民设置1个服务站，全年新建服务站6个。", ["服务站 >=6个"]),
        ("按照每千名老人配备3名护理员的标准，新增护理员240名。", ["护理员 >=240名"]),
        ("是全市首批认定的4个特色小镇之一，新建幼儿园3所。", ["幼儿园 >=3所"]),
        ("县道208项目加快推进，新建农村公路36公里。", ["农村公路 >=36公里"]),
        ("13.321人才工程。引进博士12名。", ["博士 >=12名"]),
    ],
    "how big those are that another figure counts": [
        (
            "培育3家以上营业收入达到20亿元的龙头企业、30家以上产值过亿元企业。",
            ["营业收入达到20亿元的龙头企业 >=3家", "产值过亿元企业 >=30家"],
        ),
        ("年产值超过50亿元的园区达到3个。", ["年产值超过50亿元的园区 >=3个"]),
        ("集体经济收入20万元以上的村占比达到60%。", ["集体经济收入20万元以上的村占比 >=60%"]),
        ("产值2亿元以上企业智能化改造实现全覆盖，技改投资完成9亿元。", ["技改投资 >=9亿元"]),
    ],
    "from where it came": [
        ("将失业金标准由每月人均1200元以下提高到1500元。", ["失业金标准 >=1500元"]),
        ("劳动生产率从人均9.1万元提升到13万元以上。", ["劳动生产率 >=13万元"]),
        ("公办学位由不足万个增加到目前的2.3万个。", ["公办学位 >=2.3万个"]),
        ("基本服务清单扩大到9大类86项。", ["基本服务清单 >=86项"]),
        ("公共文化项目共12类64项，", ["公共文化项目 >=64项"]),
    ],
    "one thing said of a list": [
        ("小学教师、初中教师均占教师总数的44%。", ["小学教师占教师总数 >=44%", "初中教师占教师总数 >=44%"]),
        (
            "铁路货运量和水路货运量都达到全省总量的15%以上。",
            ["铁路货运量达到全省总量 >=15%", "水路货运量达到全省总量 >=15%"],
        ),
        (
            "职工医保、居民医保在政策范围内报销比例总体平均达到80%。",
            ["职工医保、居民医保在政策范围内报销比例总体平均 >=80%"],
        ),
    ],
    "a change in points is one of the share": [
        (
            "装备制造业增加值38亿元，占工业增加值的比重达到31%，比上年提高2.5个百分点。",
            [
                "装备制造业增加值 >=38亿元", "装备制造业增加值占工业增加值的比重 >=31%",
                "装备制造业增加值占工业增加值的比重提高 >=2.5个百分点",
            ],
        ),
        (
            "服务业税收9亿元，占税收总额的52%，提高1.1个百分点。",
            ["服务业税收 >=9亿元", "服务业税收占税收总额 >=52%", "服务业税收占税收总额提高 >=1.1个百分点"],
        ),
        ("出口额7亿元，增长6%，提高2个百分点。", ["出口额 >=7亿元", "出口额增长 >=6%", "出口额提高 >=2个百分点"]),
    ],
    "a share takes the whole of what it is of": [
        ("95%的乡镇卫生院、村卫生室建成标准科室。", ["乡镇卫生院、村卫生室建成标准科室 >=95%"]),
        ("80%以上的农村公路、桥梁实现管护。", ["农村公路、桥梁实现管护 >=80%"]),
        ("100%的社区、行政村设立服务站。", ["社区、行政村设立服务站 >=100%"]),
    ],
    "what alone says how the subject is counted": [
        ("养老金标准持续上调，月人均达到2310元。", ["养老金标准月人均 >=2310元"]),
        ("城乡低保标准分别提高到每人每月710元、每人每年6200元。", ["城镇低保标准 >=710元", "农村低保标准 >=6200元"]),
        ("每千人口医师数3.4人、护士数4.1人。", ["每千人口医师数 >=3.4人", "每千人口护士数 >=4.1人"]),
        ("孕产妇死亡率控制在11/10万以下。", ["孕产妇死亡率 <=11/10万"]),
        ("孕产妇死亡率、婴儿死亡率分别降至8/10万、3‰以下。", ["孕产妇死亡率 <=8/10万", "婴儿死亡率 <=3‰"]),
        ("旅游收入达到64亿元，相当于生产总值的11%。", ["旅游收入 >=64亿元", "旅游收入相当于生产总值 >=11%"]),
        ("酒店达到40家，其中五星级3家、四星级9家。", ["酒店 >=40家", "五星级酒店 >=3家", "四星级酒店 >=9家"]),
        ("秋粮产量8.2万吨，增产1.3%。", ["秋粮产量 >=8.2万吨", "秋粮产量增产 >=1.3%"]),
        ("贫困发生率3.1%，位次前移2位，带动农户640户。", ["贫困发生率 >=3.1%", "带动农户 >=640户"]),
    ],
    "what a change compares with": [
        ("水利投资9亿元，较“十二五”增长42%。", ["水利投资 >=9亿元", "水利投资增长 >=42%"]),
        ("增加值增长4%，较一季度提高0.4个百分点。", ["增加值增长 >=4%", "增加值提高 >=0.4个百分点"]),
        (
            "存贷款余额分别达到98亿元、61亿元，比年初净增16亿元、12亿元。",
            ["存款余额 >=98亿元", "贷款余额 >=61亿元", "存款余额净增 >=16亿元", "贷款余额净增 >=12亿元"],
        ),
        ("到位资金96亿元，为计划的118%。", ["到位资金 >=96亿元", "到位资金为计划 >=118%"]),
        ("生产总值320亿元，人均突破1万美元。", ["生产总值 >=320亿元", "人均生产总值 >=1万美元"]),
        ("生猪存栏42万头、出栏38万头。", ["生猪存栏 >=42万头", "生猪出栏 >=38万头"]),
        ("牛羊存栏分别为6万头、28万只。", ["牛存栏 >=6万头", "羊存栏 >=28万只"]),
        ("实施500万元以上项目158个，其中亿元以上项目18个。", ["500万元以上项目 >=158个", "亿元以上项目 >=18个"]),
    ],
    "sizes, spans and quoted names": [
        ("三年引进博士60名，两年建成仓库3座。", ["博士 >=60名", "仓库 >=3座"]),
        ("该市新增发明专利86件，栽培食用菌80万袋。", ["发明专利 >=86件", "栽培食用菌 >=80万袋"]),
        ("设立总规模10亿元的产业基金。", ["产业基金规模 >=10亿元"]),
        (
            "培育年产值50亿元以上企业3家、10亿元以上企业15家。",
            ["年产值50亿元以上企业 >=3家", "年产值10亿元以上企业 >=15家"],
        ),
        ("“示例贷”“科创贷”余额分别达到5亿元、3亿元。", ["“示例贷”余额 >=5亿元", "“科创贷”余额 >=3亿元"]),
        ("播种面积28万亩，单产390公斤。", ["播种面积 >=28万亩", "单产 >=390公斤"]),
        ("贡献率达到46％，比“九五”末提高6个百分点。", ["贡献率 >=46%", "贡献率提高 >=6个百分点"]),
    ],
    "two counts of one noun": [
        ("27个边远村全部通车，搬迁1032户4417名移民。", ["边远村 >=27个", "搬迁移民 >=1032户", "移民 >=4417名"]),
        ("帮扶86户311名困难群众。", ["帮扶困难群众 >=86户", "困难群众 >=311名"]),
        ("建成区面积扩大到21平方公里。", ["建成区面积 >=21平方公里"]),
    ],
    "marks of a rule in a list": [
        ("获一、二、三等奖的每项分别加5分、3分、1分。", []),
        ("得分85分以上为优秀，70—84分的为良好，60分以下定为不合格。", []),
        ("对一等奖奖励5万元，二等奖2万元。新建平台3个。", ["平台 >=3个"]),
    ],
    "signs and times in front, units as printed": [
        ("Ø 自2024年起每年遴选青年骨干20名、技术能手35名。", ["青年骨干 >=20名", "技术能手 >=35名"]),
        ("➢ 3年内新立项支持成果转化项目64项。", ["成果转化项目 >=64项"]),
        ("从2023年开始，每年择优评选资助博士后9人。", ["博士后 >=9人"]),
        ("检修农机1.2万台（套），筹集住房620套（户）。", ["检修农机 >=1.2万台（套）", "住房 >=620套（户）"]),
        ("不少于30名在一线带头的享受津贴的骨干。", ["在一线带头的享受津贴的骨干 >=30名"]),
        ("柔性引才45人次。厂房（二期）3万平方米已投入使用。", ["柔性引才 >=45人次", "厂房 =3万平方米"]),
    ],
}  # fmt: skip

CASES = [(mechanism, text, wanted) for mechanism, cases in SENTENCES.items() for text, wanted in cases]


@pytest.mark.parametrize(("_what", "text", "wanted"), CASES, ids=[f"{what}: {text[:16]}" for what, text, _ in CASES])
def test_what_a_sentence_wants(_what: str, text: str, wanted: list[str]) -> None:
    """The figures that are wanted with their names, and no others."""
    assert told(find_records(PLAN + text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "入库企业数量大幅增长，2023年、2024年、2025年分别达到300家、400家和520家。",
            [("入库企业", "300", 2023), ("入库企业", "400", 2024), ("入库企业", "520", 2025)],
        ),
        (
            "孵化器面积2024年和2025年底分别达到6万平方米、9万平方米。",
            [("孵化器面积", "6", 2024), ("孵化器面积", "9", 2025)],
        ),
        (
            "引进领军企业12家，其中2023年3家、2024年4家、2025年5家。",
            [("领军企业", "12", 2025), ("领军企业", "3", 2023), ("领军企业", "4", 2024), ("领军企业", "5", 2025)],
        ),
        (
            "第一、二、三季度末分别完成年度投资目标的15%、40%和75%。",
            [("完成年度投资目标", value, 2025) for value in ("15", "40", "75")],
        ),
    ],
)
def test_one_indicator_at_several_times(text: str, wanted: list[tuple[str, str, int]]) -> None:
    """A list of years or quarters in front of a list of figures gives each figure its own."""
    assert [(r.name, r.value, r.year) for r in find_records(SEVERAL + text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全县计划种植面积86万亩（水稻31万亩、玉米55万亩），备耕资金到位率达91%。", "target target target actual"),
        ("全年计划造林4.2万亩。已造林3.7万亩。", "target actual"),
        ("造林4万亩，完成年度计划的91%，计划生育率达96%，计划总投资24亿元。", "actual actual actual actual"),
    ],
)
def test_what_a_review_still_plans(text: str, wanted: str) -> None:
    """全县计划… in a report of what was done is a target, with what its bracket says."""
    found = find_records("示例县2025年上半年工作总结\n上半年，各项工作有序推进。" + text)
    assert " ".join(r.kind for r in found) == wanted


def test_the_years_of_an_address_that_plans_for_five() -> None:
    """今后五年 end four years after this one, 今年 is this one."""
    text = (
        "政府工作报告\n（2022年1月8日在示例县人民代表大会上）\n各位代表：\n一、过去五年工作回顾\n新增企业23家。\n"
        "二、今后五年的主要目标\n生产总值年均增长7%以上。\n三、今年重点工作\n新增企业9家以上。"
    )
    assert [(r.kind, r.value, r.year) for r in find_records(text)] == [
        ("actual", "23", 2021),
        ("target", "7", 2026),
        ("target", "9", 2022),
    ]


def test_who_leads_and_who_only_helps() -> None:
    """Beside 牵头单位 the 责任单位 help; a sentence that begins 一、二季度末 is no new part."""
    text = PLAN + "2.扩大投入。一、二季度末分别完成全年目标的20%、45%。（牵头单位：市科技局；责任单位：市统计局）"
    assert {(r.lead, r.support) for r in find_records(text)} == {(("市科技局",), ("市统计局",))}


ROWS = {
    "一、投入": [("科技支出", "亿元", "3.1", "5"), ("研发强度", "%", "1.52", "≥2.2")],
    "二、产出": [("成交额", "亿元", "8.4", "20左右"), ("专利", "件", "640", "1200"), ("标准", "项", "4", "9")],
}
WANTED = [("科技支出", "5", "3.1"), ("研发强度", "2.2", "1.52"), ("成交额", "20", "8.4"), ("专利", "1200", "640"),
          ("标准", "9", "4")]  # fmt: skip


@pytest.mark.parametrize("layout", ["numbered", "numeral apart", "in brackets", "no numbers", "spaces"])
def test_rows_that_only_name_the_rows_below(layout: str) -> None:
    """A plan's table of indicators in parts: 一、投入, 二、产出; the year before is where each target starts."""
    cells: list[str] = []
    rows: list[str] = []
    ordinal = 0
    for part, members in ROWS.items():
        rows.append(part)
        cells += {
            "numeral apart": [part[0], part[2:]],
            "in brackets": [f"（{part[0]}）{part[2:]}"],
            "no numbers": [part[2:]],
        }.get(layout, [part])
        for member in members:
            ordinal += 1
            rows.append(" ".join((str(ordinal), *member, "预期性")))
            cells += [*([] if layout == "no numbers" else [str(ordinal)]), *member, "预期性"]
    captions = ["序号", "指标名称", "单位", "2025年", "2030年", "属性"]
    head = [] if layout == "spaces" else captions[layout == "no numbers" :]
    text = "\n".join(["示例市“十五五”规划", "主要指标", *head, *cells, "注：示例数据。", "建设实验室4个。"])
    if layout == "spaces":
        text = "\n".join(
            ["示例市“十五五”规划", "主要指标", " ".join(captions), *rows, "注：示例数据。", "建设实验室4个。"]
        )
    found = find_records(text)
    assert [(r.name, r.value, r.baseline.value) for r in found if r.baseline] == WANTED
    assert [(r.name, r.year) for r in found if not r.baseline] == [("实验室", 2030)]


def test_brackets_inside_the_name_of_an_owner() -> None:
    """各县（市、区）政府 is one owner."""
    found = find_records(PLAN + "新增企业5家。（市工信局牵头，市财政局、各县（市、区）政府配合）")
    assert [(r.lead, r.support) for r in found] == [(("市工信局",), ("市财政局", "各县(市、区)政府"))]
