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
