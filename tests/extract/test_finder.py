"""Sentences of plans and reports, with what a clerk would write down from them (all figures are 示例数据)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from sctarget.grammar.finder import find_records

if TYPE_CHECKING:
    from sctarget.grammar.found import Record

PLAN = "示例市2024年科技创新工作要点\n"


def targets(sentence: str, head: str = PLAN) -> list[Record]:
    return [record for record in find_records(head + sentence) if record.kind != "milestone"]


def read(sentence: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(r.name, r.comparator, r.value, r.unit) for r in targets(sentence)]


CASES = [
    ("科技进步贡献率达到61%以上。", [("科技进步贡献率", ">=", "61", "%")]),
    ("全市登记失业率控制在4.2%以内。", [("登记失业率", "<=", "4.2", "%")]),
    ("新增省级工程研究中心3家。", [("省级工程研究中心", ">=", "3", "家")]),
    ("组建2家以上的产业研究院。", [("产业研究院", ">=", "2", "家")]),
    ("举办9场“科技大讲堂”活动。", [("“科技大讲堂”活动", ">=", "9", "场")]),
    ("推荐上报4个以上省级野外站。", [("省级野外站", ">=", "4", "个")]),
    (
        "瞪羚企业、雏鹰企业分别达到12家和30家以上。",
        [("瞪羚企业", ">=", "12", "家"), ("雏鹰企业", ">=", "30", "家")],
    ),
    (
        "新增瞪羚企业和独角兽企业各1家以上。",
        [("瞪羚企业", ">=", "1", "家"), ("独角兽企业", ">=", "1", "家")],
    ),
    (
        "小麦、玉米、大豆产量分别达到30万吨、25万吨、2万吨。",
        [("小麦产量", ">=", "30", "万吨"), ("玉米产量", ">=", "25", "万吨"), ("大豆产量", ">=", "2", "万吨")],
    ),
    (
        "认定市级重点实验室3家、企业研发中心8个、科普基地2个。",
        [
            ("市级重点实验室", ">=", "3", "家"),
            ("企业研发中心", ">=", "8", "个"),
            ("科普基地", ">=", "2", "个"),
        ],
    ),
    (
        "一般公共预算收入达到31亿元以上，增长6%。",
        [("一般公共预算收入", ">=", "31", "亿元"), ("一般公共预算收入增长", ">=", "6", "%")],
    ),
    (
        "实施亿元以上项目90个，其中新开工40个、竣工25个。",
        [
            ("亿元以上项目", ">=", "90", "个"),
            ("亿元以上项目开工", ">=", "40", "个"),
            ("亿元以上项目竣工", ">=", "25", "个"),
        ],
    ),
    ("单位产品能耗下降3%。", [("单位产品能耗下降", ">=", "3", "%")]),
    ("建设分布式储能站3—5座。", [("分布式储能站", "range", "3", "座")]),
    ("地区生产总值增长6%左右。", [("地区生产总值增长", "=", "6", "%")]),
    ("每万人口发明专利拥有量力争达到7.5件。", [("每万人口发明专利拥有量", ">=", "7.5", "件")]),
    (
        "高标准厂房由12万平方米扩大到20万平方米。",
        [("高标准厂房", ">=", "20", "万平方米")],
    ),
    (
        "城乡居民人均可支配收入分别增长7%和8%左右。",
        [("城镇居民人均可支配收入增长", "=", "7", "%"), ("农村居民人均可支配收入增长", "=", "8", "%")],
    ),
    ("新建占地30亩以上产业园4个。", [("占地30亩以上产业园", ">=", "4", "个")]),
    ("全社会研发投入强度提高0.2个百分点。", [("全社会研发投入强度提高", ">=", "0.2", "个百分点")]),
    ("办结时限压缩至3个工作日以内。", [("办结时限", "<=", "3", "个工作日")]),
    ("建成国家级孵化器1家、省级4家。", [("国家级孵化器", ">=", "1", "家"), ("省级孵化器", ">=", "4", "家")]),
]


@pytest.mark.parametrize(("sentence", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_sentence_gives_its_targets(sentence: str, wanted: list[tuple[str, str, str, str]]) -> None:
    """Comparators before and after, coordination, shared heads, borrowed subjects, ranges."""
    assert read(sentence) == wanted


@pytest.mark.parametrize(("sentence", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_full_width_digits_and_commas_read_the_same(sentence: str, wanted: list[tuple[str, str, str, str]]) -> None:
    """２０ and ％ typed with a Chinese keyboard are the same figures, printed in ASCII digits."""
    wide = sentence.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%"})
    assert [(value, unit) for _, _, value, unit in read(wide)] == [(value, unit) for _, _, value, unit in wanted]


def test_generated_lists_come_back_in_any_order() -> None:
    """Names, verbs and figures put together at random are all found, with their names."""
    chance = random.Random(7)
    names = [
        "瞪羚企业",
        "众创空间",
        "院士工作站",
        "农业示范基地",
        "概念验证中心",
        "星创天地",
        "技术经纪机构",
        "产业联盟",
    ]
    for _ in range(60):
        chosen = chance.sample(names, chance.randint(1, 4))
        figures = [str(chance.randint(1, 900)) for _ in chosen]
        tail = chance.choice(["以上", "", "左右"])
        verb = chance.choice(["新增", "培育", "建成", "认定"])
        mark = chance.choice(["、", "，"])
        sentence = verb + mark.join(f"{n}{v}家{tail}" for n, v in zip(chosen, figures, strict=True)) + "。"
        found = [(r.name, r.value, r.comparator) for r in targets(sentence)]
        sign = "=" if tail == "左右" else ">="
        assert found == [(n, v, sign) for n, v in zip(chosen, figures, strict=True)], sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "深入实施“1358”工程，落实科技创新32条措施。",
        "按照国发〔2021〕15号文件要求，3月12日前完成申报。",
        "对首次认定的企业给予20万元奖励。",
        "三次产业结构调整为12:48:40。",
        "以第三次全国农业普查为契机，完善四个机制。",
        "研发费用占主营业务收入比重超过5%的企业，优先给予支持。",
        "抓好6条续建高速公路建设。",
        "**县高度重视科技工作。",
    ],
)
def test_what_is_no_target_is_left_alone(sentence: str) -> None:
    """Campaign names, document numbers, dates, grants, ratios of three, what is there already, names of places."""
    assert targets(sentence) == []


def test_owners_in_brackets_go_to_the_figures_in_front() -> None:
    """牵头单位 and 配合单位 behind a paragraph; 各镇、街道 are two."""
    found = targets(
        "建成科普馆2座。（牵头单位：县科协；配合单位：县科技局、各镇、街道。）\n新增农技站5个。（县农业农村局负责）"
    )
    assert [(r.lead, r.support) for r in found] == [
        (("县科协",), ("县科技局", "各镇", "街道")),
        (("县农业农村局",), ()),
    ]


def test_years_come_from_title_deadline_and_section() -> None:
    """今年 is the title's year, 到2027年 the deadline, 去年 is an actual."""
    found = targets("新增高新技术企业9家。到2027年，高新技术企业达到80家。2023年，高新技术企业达到61家。")
    assert [(r.kind, r.year) for r in found] == [("target", 2024), ("target", 2027), ("actual", 2023)]


def test_a_review_gives_actuals_and_its_plan_targets() -> None:
    """One report, two halves: what was done last year and what is wanted this year."""
    text = "一、2023年工作回顾\n登记技术合同86项，成交额2.4亿元。\n二、2024年主要目标\n技术合同成交额达到3亿元以上。\n"
    found = find_records(text)
    assert [(r.kind, r.year, r.value) for r in found] == [
        ("actual", 2023, "86"),
        ("actual", 2023, "2.4"),
        ("target", 2024, "3"),
    ]


def test_empty_slots_keep_their_unit() -> None:
    """A draft with stars in place of figures."""
    found = targets("引进新品种*个，推广实用技术*多项。")
    assert [(r.kind, r.name, r.value, r.unit) for r in found] == [
        ("slot", "新品种", None, "个"),
        ("slot", "实用技术", None, "项"),
    ]


def test_a_table_whose_cells_stand_on_lines_of_their_own() -> None:
    """Copied from a web page: ordinal, name, unit, two values; the star moves the base year."""
    cells = "表1 主要指标|序号|指标名称|单位|2021年|实际值|2025年|目标值|1|研发投入强度|%|1.2*|2.0|2|瞪羚企业|家|3|9"
    text = "示例县科技创新规划（2022—2025年）\n" + cells.replace("|", "\n") + "\n注：加*号为2020年数据\n"
    found = find_records(text)
    assert [(r.name, r.value, r.unit, r.year) for r in found] == [
        ("研发投入强度", "2.0", "%", 2025),
        ("瞪羚企业", "9", "家", 2025),
    ]
    assert [(r.baseline.value, r.baseline.year) for r in found if r.baseline] == [("1.2", 2020), ("3", 2021)]


@pytest.mark.parametrize("sign", ["\t", " | "])
def test_a_table_of_rows(sign: str) -> None:
    """One row a line, cells parted by tabs or bars."""
    rows = [["序号", "指标名称", "单位", "2020年", "2025年"], ["1", "孵化器数", "家", "2", "6"]]
    text = "示例县科技创新规划（2021—2025年）\n" + "\n".join(sign.join(row) for row in rows)
    (found,) = find_records(text)
    assert (found.name, found.value, found.unit, found.year) == ("孵化器数", "6", "家", 2025)
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline.year) == ("2", 2020)


def test_a_table_that_lost_its_marks() -> None:
    """Figures that run together are parted where they agree with the growth printed behind them."""
    text = "专栏：主要指标序号指标2010年2015年2015年比2010年增长"
    text += "1废水排放总量（万吨）200.0180.0-10%2达标率（%）72808个百分点"
    found = find_records(text, 2011)
    assert [(r.value, r.unit, r.comparator) for r in found] == [
        ("180.0", "万吨", "<="),
        ("-10", "%", "<="),
        ("80", "%", ">="),
        ("8", "个百分点", ">="),
    ]


def test_deliverables_without_a_figure_are_milestones() -> None:
    """A named thing with an end state; promoting and improving are none."""
    text = (
        PLAN + "制定科技园区提升方案。设立县级自筹科技计划。深入推进体制改革。完善服务机制。示例园区顺利通过省级验收。"
    )
    names = [record.name for record in find_records(text) if record.kind == "milestone"]
    assert names == ["科技园区提升方案", "县级自筹科技计划", "示例园区通过省级验收"]


def test_deadlines_make_milestones() -> None:
    """What a date demands is a milestone when it has an end to check; a state that gets better is none."""
    text = (
        PLAN
        + "9月底前，完成农村户厕整改和验收。到2030年，建成区黑臭水体总体得到消除。年底前，创新能力得到明显提升。"
        + "2025年底前实现各省（自治区、直辖市）平台应接尽接、服务事项应上尽上。制订农村垃圾处置设施建设规划。"
    )
    found = [(record.name, record.year) for record in find_records(text) if record.kind == "milestone"]
    assert found == [
        ("农村户厕整改和验收", 2024),
        ("建成区黑臭水体", 2030),
        ("各省(自治区、直辖市)平台应接尽接", 2025),
        ("服务事项应上尽上", 2025),
        ("农村垃圾处置设施建设规划", 2024),
    ]


def test_what_is_said_twice_restates() -> None:
    """The second mention names the first; other figures do not."""
    text = PLAN + "一、目标\n众创空间达到6家。\n二、任务\n全市众创空间达到6家以上，孵化器达到6家。\n"
    found = find_records(text)
    assert [(r.id, r.restates) for r in found] == [("r1", None), ("r2", "r1"), ("r3", None)]


def test_places_count_characters_of_the_text() -> None:
    """start and end cut the quote out of the document, full-width spaces and all."""
    text = PLAN + "　　其中：新增示范基地１２个，培训３，０００人次。"
    for record in find_records(text):
        assert text[record.start : record.end] == record.quote


@pytest.mark.parametrize(
    "hostile",
    [
        "，" * 20000,
        "产量、" * 8000,
        "1" * 20000,
        "“" * 20000,
        "(牵头" * 8000,
        "分别达到3家和" * 3000,
        "从3家增加到" * 3000,
        "序号" * 9000,
        "3家和" * 4000,
        "甲3家和" * 4000,
        "*个、" * 2000,
        "（一）" * 3000,
        "指标\n单位\n%\n1\n" * 1000,
        "（牵头单位：县科技局；配合单位：" * 1500,
        "国发〔2021〕" * 3000,
        "\t" * 20000,
        "1,." * 8000,
    ],
)
def test_hostile_text_comes_to_an_end(hostile: str) -> None:
    """Nothing backtracks without bound, and nonsense gives (almost) nothing."""
    assert len(find_records(hostile, 2024)) <= 1
