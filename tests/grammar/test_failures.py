"""What is not understood is said: which characters, where, and what to write."""

from __future__ import annotations

import pytest

from sctarget.grammar.target import GrammarError, parse_cell, parse_quantity, parse_target
from sctarget.model.units import declared_unit

APART = "一个指标只写一个目标，请拆成几个指标分别写。"


@pytest.mark.parametrize(
    ("text", "place", "part", "message"),
    [
        ("5家吧", 3, "吧", "看不懂。请删去，目标写成如“5家以上”，说明写在备注里。"),
        ("5盏灯", 3, "灯", "看不懂。请删去，目标写成如“5家以上”，说明写在备注里。"),
        ("5粑", 2, "粑", "不是认识的计量单位。请改用常用单位，或在“unit”里写明这个单位。"),
        ("高企5家", 1, "高企", "看不懂。请只写目标值，如“5家以上”；指标名称写在“name”里。"),
        ("1,20", 1, "1,20", "里的逗号不合千分位（每三位一个）。小数点请用“.”，千分位请写成“1,200”。"),
        ("1，17亿元", 1, "1，17", "里的逗号不合千分位（每三位一个）。小数点请用“.”，千分位请写成“1,200”。"),
        ("1。17亿元", 1, "1。17", "里的小数点写成了“。”。小数点请用“.”。"),
        ("1·17亿元", 1, "1·17", "里的小数点写成了“·”。小数点请用“.”。"),
        ("1O家", 1, "1O", "里混有字母（O、l、I）。请把字母改为数字0或1。"),
        ("l6家", 1, "l6", "里混有字母（O、l、I）。请把字母改为数字0或1。"),
        ("О.5", 1, "О.5", "里混有字母（O、l、I）。请把字母改为数字0或1。"),
        ("3+2", 1, "3+2", "是一个算式。请写算好的一个数。"),
        ("1.2E+08", 1, "1.2E+08", "是科学记数法。请写出全部数字，如120000000。"),
        ("2023.12.5", 1, "2023.12.5", "像日期，不是数量。请只写数，日期另填。"),
        ("12月5日", 1, "12月5日", "像日期，不是数量。请只写数，日期另填。"),
        ("2023年12月", 1, "2023年12月", "像日期，不是数量。请只写数，日期另填。"),
        ("12:30", 1, "12:30", "像时间或比例，不是数量。请写一个数。"),
        ("1/2", 1, "1/2", "像分数或日期。请写成小数或“三分之一”。"),
        ("1.2.3.4", 1, "1.2.3.4", "有两个以上小数点。请写一个数，日期另填。"),
        ("5.家", 1, "5.", "小数点后没有数字。请补全小数或删去小数点。"),
        (".5", 1, ".", "小数点前没有数字。请写成“0.5”。"),
        ("①家", 1, "①", "不是普通数字。请用0—9或中文数字书写。"),
        ("½", 1, "½", "不是普通数字。请用0—9或中文数字书写。"),
        ("一百二", 1, "一百二", "不是完整的中文数字。请写成阿拉伯数字，或如“一百二十”“一百零二”。"),
        ("十几家", 1, "十几", "是概数，没有确数。请写成一个确数，如“15家”或“15家左右”。"),
        ("几十家", 1, "几十", "是概数，没有确数。请写成一个确数，如“15家”或“15家左右”。"),
        ("三四个", 1, "三四", "是概数或连写的数字。请写成一个确数，如“3家”。"),
        ("2万5", 1, "2万5", "写法不明确。请写成一个数，如“1.2亿元”“25000元”。"),
        ("分别达到3家和5家以上", 1, "分别达到", f"说明这里有几个目标。{APART}"),
        ("各1家以上", 1, "各", f"说明这里有几个目标。{APART}"),
        ("3家和5家以上", 3, "和", f"说明这里有几个目标。{APART}"),
        ("3家、5家", 3, "、", f"说明这里有几个目标。{APART}"),
        ("5家 6家", 4, "6", f"是第二个数。{APART}"),
        ("不超过5家以上", 1, "不超过5家以上", "里“不超过”与“以上”相矛盾。请只留一种说法。"),
        ("超过5家以上", 1, "超过5家以上", "里“超过”与“以上”相矛盾。请只留一种说法。"),
        ("控制在10%以上", 1, "控制在10%以上", "里“控制在”与“以上”相矛盾。请只留一种说法。"),
        ("5家左右以上", 3, "左右以上", "里“左右”与“以上”相矛盾。请只留一种说法。"),
        ("不超过3—5家", 1, "不超过3—5家", "与范围相矛盾。请只留一种说法。"),
        ("5—3家", 1, "5—3家", "范围的前一个数应小于后一个数。请核对两端，如“3—5家”。"),
        ("3家—5项", 1, "3家—5项", "两端单位不同：“家”与“项”。请用同一个单位写两端。"),
        ("2025年", 1, "2025年", "是年份，不是目标值。请把年份写在“by”或“milestones”里。"),
        ("到2025年达到65%", 1, "到2025年", "是期限，不是目标值。请把年份写在“by”或“milestones”里。"),
        ("从380元提高至1000元", 1, "从", "是起点，不是目标值。请只写要达到的数，起点写在“baseline”里。"),
        ("每年5家", 1, "每年", "后面没有“增长”或“下降”。每年同样的目标请删去这个词，并写“span: each_year”。"),
        ("比上年", 1, "比上年", "后面没有要求。请写如“比上年增长12%以上”“不低于上年”。"),
        ("全市5家", 1, "全市", "是范围，不是目标值。请删去，范围写在指标名称或“scope”里。"),
        ("超过第3位", 1, "超过第3位", "不能用于名次。请写“前3名”“第2位”。"),
        ("前0名", 1, "前0名", "不是名次。名次是从1开始的整数，请写“前3名”“第2位”。"),
        ("翻5家", 1, "翻5家", "后面应是“几番”。请写“翻一番”“翻两番”。"),
        ("增长下降5%", 1, "增长下降", "与“下降”方向相反。请只留一个。"),
        ("5家以上（含2家复审）", 5, "（含2家复审）", "看不懂。请删去，目标写成如“5家以上”，说明写在备注里。"),
    ],
)
def test_target_message(text: str, place: int, part: str, message: str) -> None:
    """Every message quotes the text, names the characters and their place, and says what to write."""
    with pytest.raises(GrammarError) as caught:
        parse_target(text)
    assert str(caught.value) == f"“{text}”第{place}个字起的“{part}”{message}"


@pytest.mark.parametrize(
    ("text", "place", "part", "message"),
    [
        ("完成", 1, "完成", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("见附件", 1, "见附件", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("同上", 1, "同", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("〃", 1, "〃", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("3（含2家复审）", 2, "（含2家复审）", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("省级3、市级5", 1, "省级3、市级5", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("3+2", 1, "3+2", "是一个算式。请写算好的一个数。"),
        ("/", 1, "/", "不是数量的一部分。请只填一个数，说明填在备注栏。"),
        ("-", 1, "-", "后面没有数。请写数和单位，如“5家以上”。"),
        ("1.2E+08", 1, "1.2E+08", "是科学记数法。请写出全部数字，如120000000。"),
    ],
)
def test_cell_message(text: str, place: int, part: str, message: str) -> None:
    """A cell that is not one figure says which characters are in the way."""
    with pytest.raises(GrammarError) as caught:
        parse_cell(text, declared_unit("家"))
    assert str(caught.value) == f"“{text}”第{place}个字起的“{part}”{message}"


@pytest.mark.parametrize("text", ["", "   "])
def test_empty(text: str) -> None:
    """Nothing at all is said to be nothing."""
    with pytest.raises(GrammarError) as caught:
        parse_target(text)
    assert str(caught.value) == "“”：没有读到数。请写数和单位，如“5家以上”。"


INEXACT = ["约1.27%", "1.27%左右", "1.2%—1.3%", "达到1.27%", "1.27%以上", "二十余家", "*", "全覆盖"]


@pytest.mark.parametrize("text", INEXACT)
def test_baseline_is_exact(text: str) -> None:
    """A baseline takes nothing but one exact figure."""
    with pytest.raises(GrammarError):
        parse_quantity(text)


def test_place_survives_normalisation() -> None:
    """The place counts characters of the text as it was typed, full-width and invisible ones included."""
    text = "\ufeff５\u200b家吧"
    with pytest.raises(GrammarError) as caught:
        parse_target(text)
    assert text[caught.value.start : caught.value.end] == "吧"
    assert caught.value.text == text


FILLERS = ["9", "一", "1,", "1.", "（", "不", "万", "达到", "*", "l", "-", " ", "2年", "\u200b"]


@pytest.mark.parametrize("filler", FILLERS)
def test_huge_text(filler: str) -> None:
    """A pasted page is refused at once, whatever it is made of."""
    for door in (parse_target, parse_quantity):
        with pytest.raises(GrammarError):
            door(filler * 500_000)
    with pytest.raises(GrammarError, match="太长"):
        parse_target("5家" + " " * 300)
    with pytest.raises(GrammarError, match="位数太多"):
        parse_target("9" * 61)
    with pytest.raises(GrammarError, match="位数太多"):
        parse_target("九" * 61)
