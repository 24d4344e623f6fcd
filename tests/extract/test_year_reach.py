"""How far a year reaches inside a paragraph, and a review that no heading announces (all documents are 示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records

AIMS = [
    (
        "到2027年，产业规模明显扩大。高新技术企业达到60家；研发投入强度达到2.1%。\n到2035年，全面建成。公民科学素质比例达到25%以上。",
        [2027, 2027, 2035],
    ),
    ("力争到2028年底，体系基本形成。创新平台达到15个。技术合同成交额达到8亿元。", [2028, 2028]),
    ("到2030年，林业发展上新台阶。森林覆盖率达到40%。今年完成造林3万亩。", [2030, 2026]),
    ("开展科普活动20场。到2030年，平台达到9个。新增企业5家。", [2026, 2030, 2026]),
]


@pytest.mark.parametrize(("body", "years"), AIMS)
def test_a_deadline_that_opens_a_paragraph_holds_to_its_end(body: str, years: list[int]) -> None:
    """The sentences behind it go on with it unless they say their own; one in the middle holds for its sentence."""
    text = f"示例市2026年科技工作要点\n一、主要目标\n{body}"
    assert [record.year for record in find_records(text)] == years


PAST = [
    "2021年全市专利授权320件；技术合同成交额4.6亿元，增长12%；新增企业17家。",
    "2021年专利授权320件，比上年增加12件；企业总数517家；科技特派员83名。",
    "截至2021年底，企业517家；平台23个；孵化器3家。",
]


@pytest.mark.parametrize("body", PAST)
def test_a_year_that_opens_a_sentence_holds_behind_its_semicolons(body: str) -> None:
    """2021年A320件；B4.6亿元: both are of 2021, in a report that was given in 2023."""
    assert {record.year for record in find_records(f"示例县科技情况\n{body}", 2023)} == {2021}


COMPARED = [
    ("完成造林37万亩，是“十三五”的2.4倍，治理沙地6.5万亩。", [2025, 2025]),
    ("五年新增企业213家，比“十三五”多91家，森林覆盖率达到31.7%。", [2025, 2025]),
    ("累计投入资金43亿元，为“十三五”时期的1.6倍，新建学校27所。", [2025, 2025]),
]


@pytest.mark.parametrize(("body", "years"), COMPARED)
def test_a_five_year_plan_to_compare_with_dates_nothing(body: str, years: list[int]) -> None:
    """是“十三五”的2.4倍 tells of the five years before, not of the figures of the sentence."""
    text = f"2026年政府工作报告\n各位代表：\n一、“十四五”时期工作回顾\n{body}"
    found = [record for record in find_records(text) if record.value in {"37", "6.5", "213", "31.7", "43", "27"}]
    assert [record.year for record in found] == years


REVIEWS = [
    "这是科技实力大幅跃升的五年。\n研发投入强度提高到2.3%，高新技术企业达86家。",
    "这五年，我们坚持创新引领，研发投入强度提高到2.3%，高新技术企业达86家。",
    "过去五年，是极不平凡的五年。\n研发投入强度提高到2.3%，高新技术企业增至86家。",
    "这五年间，全市上下同心，研发投入强度提高到2.3%，高新技术企业达86家。",
]


@pytest.mark.parametrize("review", REVIEWS)
def test_a_passage_that_says_what_the_years_were_looks_back(review: str) -> None:
    """这是…的五年 opens a review, though the rest of the text plans; the next heading ends it."""
    text = f"{review}\n二、“十五五”主要目标\n平台达到12个。\n三、2026年重点任务\n今年新增平台3个以上。"
    found = [(record.kind, record.value, record.year) for record in find_records(text, 2026)]
    assert found == [
        ("actual", "2.3", 2025), ("actual", "86", 2025), ("target", "12", 2030), ("target", "3", 2026),
    ]  # fmt: skip


SINCE = [
    "“十四五”以来，高新技术企业由27家增加到64家。\n二、今年工作计划\n高新技术企业达到70家。",
    "全市“十四五”规划实施以来，高新技术企业增至64家。\n二、今年工作计划\n高新技术企业达到70家。",
    "刚刚过去的2024年，高新技术企业增至64家。\n2025年是承上启下的一年，做好今年的各项工作意义重大。\n高新技术企业达到70家。",
]


@pytest.mark.parametrize("text", SINCE)
def test_what_was_done_since_and_what_is_to_be_done_this_year(text: str) -> None:
    """“十四五”以来 looks back, 做好今年的各项工作 looks ahead, without a title that says so."""
    found = [(record.kind, record.value) for record in find_records(text, 2025)]
    assert found == [("actual", "64"), ("target", "70")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全县GDP137亿元，增长6.1%。", ["GDP", "GDP增长"]),
        ("实现GDP52.8亿元、GNP51亿元。", ["GDP", "GNP"]),
        ("其中GNP340万元，较上年增长5%。", ["GNP", "GNP增长"]),
        ("铺设DN300毫米管道，执行ISO9001标准，PM2.5浓度下降4%。", ["PM2.5浓度下降"]),
    ],
)
def test_an_indicator_in_letters_stands_right_in_front_of_its_figure(text: str, names: list[str]) -> None:
    """GDP137亿元 is a figure; the letters of pipes, standards and dust are none."""
    assert [record.name for record in find_records(f"示例县2022年工作总结\n{text}")] == names
