"""What a target of a plan may say, and how it is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sctarget.grammar.target import parse_target
from sctarget.model.quantity import Basis, Change, Comparator, Target, TargetForm
from sctarget.model.units import RANK, Unit, declared_unit

LEVELS = [
    ("0.16亿元", ">=", "0.16", "亿元"),
    ("0.18亿元以上", ">=", "0.18", "亿元"),
    ("达到0.16亿元以上", ">=", "0.16", "亿元"),
    ("达到０．１６亿元以上", ">=", "0.16", "亿元"),
    ("0.10亿元", ">=", "0.10", "亿元"),
    ("5家", ">=", "5", "家"),
    ("５家", ">=", "5", "家"),
    ("5家。", ">=", "5", "家"),
    (" 5 家 以上 ", ">=", "5", "家"),
    ("5\u200b家以上", ">=", "5", "家"),
    ("1\u200b6家以上", ">=", "16", "家"),
    (">=5家", ">=", "5", "家"),
    ("≥5家", ">=", "5", "家"),
    ("＞＝5家", ">=", "5", "家"),
    (">5家", ">", "5", "家"),
    ("≤10%", "<=", "10", "%"),
    ("＜5%", "<", "5", "%"),
    ("=27项", "=", "27", "项"),
    ("等于27项", "=", "27", "项"),
    ("不少于5家", ">=", "5", "家"),
    ("不低于8%", ">=", "8", "%"),
    ("至少5家", ">=", "5", "家"),
    ("至少达到5家以上", ">=", "5", "家"),
    ("突破1000亿元", ">=", "1000", "亿元"),
    ("力争突破120万辆", ">=", "120", "万辆"),
    ("完成6000万元以上", ">=", "6000", "万元"),
    ("新增1家以上", ">=", "1", "家"),
    ("净增5家", ">=", "5", "家"),
    ("增加20家", ">=", "20", "家"),
    ("全年完成10000次", ">=", "10000", "次"),
    ("年内累计达到51所", ">=", "51", "所"),
    ("确保达到95%以上", ">=", "95", "%"),
    ("提高到65%", ">=", "65", "%"),
    ("增至1000元", ">=", "1000", "元"),
    ("5家及以上", ">=", "5", "家"),
    ("5家（含）以上", ">=", "5", "家"),
    ("5家以上（含）", ">=", "5", "家"),
    ("超过5家", ">", "5", "家"),
    ("高于60%", ">", "60", "%"),
    ("5家以外", ">", "5", "家"),
    ("10%以内", "<=", "10", "%"),
    ("10%以下", "<=", "10", "%"),
    ("不超过10%", "<=", "10", "%"),
    ("不高于10%", "<=", "10", "%"),
    ("控制在10%以内", "<=", "10", "%"),
    ("控制在11‰以内", "<=", "11", "‰"),
    ("控制在10%", "<=", "10", "%"),
    ("降至5%以下", "<=", "5", "%"),
    ("压缩至5个工作日以内", "<=", "5", "个工作日"),
    ("半个月以内", "<=", "0.5", "个月"),
    ("低于5%", "<", "5", "%"),
    ("不足3个", "<", "3", "个"),
    ("控制在低于5%", "<", "5", "%"),
    ("1,200份以上", ">=", "1200", "份"),
    ("１，２００份", ">=", "1200", "份"),
    ("1 200份", ">=", "1200", "份"),
    ("1\u00a0234\u00a0567.50元", ">=", "1234567.50", "元"),
    ("1\u2009200份", ">=", "1200", "份"),
    ("6000万元", ">=", "6000", "万元"),
    ("2万人次", ">=", "2", "万人次"),
    ("1亿1700万元", ">=", "11700", "万元"),
    ("1亿500万元", ">=", "10500", "万元"),
    ("1万2000元", ">=", "12000", "元"),
    ("4000亿", ">=", "4000", "亿"),
    ("1亿千瓦", ">=", "1", "亿千瓦"),
    ("2千瓦", ">=", "2", "千瓦"),
    ("15万P", ">=", "15", "万P"),
    ("10.5亿美元", ">=", "10.5", "亿美元"),
    ("十六家", ">=", "16", "家"),
    ("十家", ">=", "10", "家"),
    ("两千三百人", ">=", "2300", "人"),
    ("壹拾贰家", ">=", "12", "家"),
    ("一百零五项", ">=", "105", "项"),
    ("一百五十万元", ">=", "150", "万元"),
    ("两万三千五百元", ">=", "23500", "元"),
    ("一亿一千七百万元", ">=", "11700", "万元"),
    ("三点五万元", ">=", "3.5", "万元"),
    ("二〇二五家", ">=", "2025", "家"),
    ("百分之五十", ">=", "50", "%"),
    ("百分之12.5以上", ">=", "12.5", "%"),
    ("千分之三以内", "<=", "3", "‰"),
    ("三分之一以上", ">=", "33.33333333333333333333333333", "%"),
    ("四分之三", ">=", "75", "%"),
    ("0.6件/万人", ">=", "0.6", "件/万人"),
    ("20人年／万人以上", ">=", "20", "人年/万人"),
    ("114名（家）", ">=", "114", "名(家)"),
    ("114名(家)以上", ">=", "114", "名(家)"),
    ("5名(含)以上", ">=", "5", "名"),
    ("2个百分点", ">=", "2", "个百分点"),
    ("9年以上", ">=", "9", "年"),
    ("3起以内", "<=", "3", "起"),
    ("3吨标准煤", ">=", "3", "吨标准煤"),
    ("-3%以上", ">=", "-3", "%"),
    ("－3%以上", ">=", "-3", "%"),
    ("−0.5%以上", ">=", "-0.5", "%"),
    ("0", ">=", "0", ""),
    ("20231205", ">=", "20231205", ""),
    ("全覆盖", ">=", "100", "%"),
    ("实现全覆盖", ">=", "100", "%"),
    ("5位以上", ">=", "5", "位"),
]


@pytest.mark.parametrize(("text", "comparator", "value", "unit"), LEVELS)
def test_level(text: str, comparator: str, value: str, unit: str) -> None:
    """The figure, its digits, the unit and the direction come out as they were written."""
    target = parse_target(text)
    assert (target.comparator, str(target.value), target.unit.text) == (comparator, value, unit)
    assert (target.form, target.change, target.high, target.approximate) == (TargetForm.LEVEL, None, None, False)


def test_equal_without_verbs() -> None:
    """力争 and 保持 are told apart from plain demands, and judged alike."""
    floor = Comparator.AT_LEAST
    assert parse_target("力争达到70家以上") == Target(floor, Decimal(70), declared_unit("家"), stretch=True)
    assert parse_target("保持在200人以上") == Target(floor, Decimal(200), declared_unit("人"), hold=True)
    assert parse_target("稳定在78%以上").hold
    both = parse_target("力争保持95%以上")
    assert both == Target(floor, Decimal(95), declared_unit("%"), stretch=True, hold=True)


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("约12家", "=", "12", "家"),
        ("12家左右", "=", "12", "家"),
        ("控制在5.5%左右", "=", "5.5", "%"),
        ("接近20家", "=", "20", "家"),
        ("≈12", "=", "12", ""),
        ("二十余家", ">=", "20", "家"),
        ("20多家", ">=", "20", "家"),
        ("30几家", ">=", "30", "家"),
        ("2万多人次", ">=", "2", "万人次"),
        ("20余万元", ">=", "20", "万元"),
        ("约20家以上", ">=", "20", "家"),
    ],
)
def test_approximation(text: str, comparator: str, value: str, unit: str) -> None:
    """约, 左右 and 余 leave the figure readable and say that it is not exact."""
    target = parse_target(text)
    assert (target.comparator, str(target.value), target.unit.text) == (comparator, value, unit)
    assert target.approximate


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3—5家", "3", "5", "家"),
        ("3-5家", "3", "5", "家"),
        ("3——5家", "3", "5", "家"),
        ("3家～5家", "3", "5", "家"),
        ("3到5家", "3", "5", "家"),
        ("3至5家", "3", "5", "家"),
        ("40%～60%", "40", "60", "%"),
        ("控制在40%~60%", "40", "60", "%"),
        ("12—15", "12", "15", ""),
        ("100～150亩", "100", "150", "亩"),
        ("-3～-1", "-3", "-1", ""),
        ("8000万—1.2亿元", "8000", "12000", "万元"),
        ("5000万元至1亿元", "5000", "10000", "万元"),
        ("三至五家", "3", "5", "家"),
    ],
)
def test_range(text: str, low: str, high: str, unit: str) -> None:
    """A range has two ends in one unit."""
    target = parse_target(text)
    assert (target.comparator, str(target.value), str(target.high)) == (Comparator.RANGE, low, high)
    assert target.unit.text == unit


UNSTATED, LAST_YEAR = Basis.UNSTATED, Basis.LAST_YEAR


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit", "change"),
    [
        ("增长12%以上", ">=", "12", "%", Change()),
        ("比上年增长12%以上", ">=", "12", "%", Change(LAST_YEAR)),
        ("同比增长12%", ">=", "12", "%", Change(LAST_YEAR)),
        ("环比增长2%", ">=", "2", "%", Change(Basis.LAST_PERIOD)),
        ("比基期提高2个百分点", ">=", "2", "个百分点", Change(Basis.BASELINE)),
        ("较2020年提高0.5个百分点", ">=", "0.5", "个百分点", Change(Basis.YEAR, 2020)),
        ("比2020年底增长10%", ">=", "10", "%", Change(Basis.YEAR, 2020)),
        ("在2020年的基础上增长10%", ">=", "10", "%", Change(Basis.YEAR, 2020)),
        ("与上年相比增长10%", ">=", "10", "%", Change(LAST_YEAR)),
        ("年均增长10%", ">=", "10", "%", Change(per_year=True)),
        ("力争比上年增长10%", ">=", "10", "%", Change(LAST_YEAR)),
        ("翻一番", ">=", "1", "番", Change()),
        ("翻两番以上", ">=", "2", "番", Change()),
        ("比2005年翻一番", ">=", "1", "番", Change(Basis.YEAR, 2005)),
        ("倍增", ">=", "1", "番", Change()),
        ("增长2倍", ">=", "2", "倍", Change()),
        ("增长到2倍", ">=", "2", "倍", Change(to_multiple=True)),
        ("达到2020年的2倍", ">=", "2", "倍", Change(Basis.YEAR, 2020, to_multiple=True)),
        ("下降15%", ">=", "15", "%", Change(down=True)),
        ("下降3%以上", ">=", "3", "%", Change(down=True)),
        ("降幅不低于4%", ">=", "4", "%", Change(down=True)),
        ("减少一半", ">=", "50", "%", Change(down=True)),
        ("增幅不低于8%", ">=", "8", "%", Change()),
        ("增速达到6%", ">=", "6", "%", Change()),
        ("增速高于6%", ">", "6", "%", Change()),
        ("涨幅控制在3%以内", "<=", "3", "%", Change()),
        ("高于上年2个百分点以上", ">=", "2", "个百分点", Change(LAST_YEAR)),
        ("低于上年2个百分点", ">=", "2", "个百分点", Change(LAST_YEAR, down=True)),
        ("比上年增加20家", ">=", "20", "家", Change(LAST_YEAR)),
        ("增长-1%", ">=", "-1", "%", Change()),
    ],
)
def test_growth(text: str, comparator: str, value: str, unit: str, change: Change) -> None:
    """What a growth is measured from, which way it goes, and ×2 against ×3."""
    target = parse_target(text)
    assert (target.comparator, str(target.value), target.unit.text) == (comparator, value, unit)
    assert (target.form, target.change) == (TargetForm.GROWTH, change)


def test_growth_around_and_between() -> None:
    """5.5%左右 is a point with a tolerance, 5%—5.5% a range of growth."""
    around = parse_target("增长5.5%左右")
    assert (around.comparator, around.approximate, around.form) == ("=", True, "growth")
    between = parse_target("增长5%—5.5%")
    assert (str(between.value), str(between.high), between.form) == ("5", "5.5", TargetForm.GROWTH)


@pytest.mark.parametrize(
    ("text", "comparator", "change"),
    [
        ("有较大提升", ">", Change()),
        ("稳步提升", ">", Change()),
        ("持续增长", ">", Change()),
        ("同比增长", ">", Change(LAST_YEAR)),
        ("逐年下降", ">", Change(down=True, per_year=True)),
        ("有所下降", ">", Change(down=True)),
        ("不低于上年", ">=", Change(LAST_YEAR)),
        ("不低于上年水平", ">=", Change(LAST_YEAR)),
        ("达到上年水平", ">=", Change(LAST_YEAR)),
        ("不高于上年", ">=", Change(LAST_YEAR, down=True)),
        ("高于上年", ">", Change(LAST_YEAR)),
        ("低于2020年", ">", Change(Basis.YEAR, 2020, down=True)),
        ("只增不减", ">=", Change()),
        ("只减不增", ">=", Change(down=True)),
        ("与上年持平", "=", Change(LAST_YEAR)),
        ("保持稳定", "=", Change()),
    ],
)
def test_direction(text: str, comparator: str, change: Change) -> None:
    """A direction without a figure is a target without a value, never a zero."""
    target = parse_target(text)
    assert (target.form, target.value, target.comparator, target.change) == ("direction", None, comparator, change)


RANKS = [("前三", 3), ("前3名", 3), ("进入前十", 10), ("第2位", 2), ("全市第一", 1)]


@pytest.mark.parametrize(("text", "value"), RANKS)
def test_rank(text: str, value: int) -> None:
    """A rank is met by the same place or a better one."""
    assert parse_target(text) == Target(Comparator.AT_MOST, Decimal(value), RANK, form=TargetForm.RANK)


def test_rank_moves() -> None:
    """位次提升2位 is a move of places, not a place."""
    target = parse_target("全省位次比上年提升2位以上")
    assert (target.form, target.comparator, str(target.value), target.unit.text) == ("rank", ">=", "2", "位次")
    assert target.change == Change(LAST_YEAR)


@pytest.mark.parametrize(
    ("text", "comparator", "unit"),
    [
        ("*", "=", ""),
        ("＊家", "=", "家"),
        ("*多项", ">", "项"),
        ("*多万人次", ">", "万人次"),
        ("超过*家", ">", "家"),
        ("*家以上", ">=", "家"),
        ("不超过*%", "<=", "%"),
        ("达到*万元", "=", "万元"),
    ],
)
def test_slot(text: str, comparator: str, unit: str) -> None:
    """An empty slot of a draft keeps its unit and its comparator."""
    target = parse_target(text)
    assert (target.form, target.value, target.comparator, target.unit.text) == ("slot", None, comparator, unit)


def test_declared_unit() -> None:
    """The plan's ``unit:`` serves where the text has none, and its own word is known behind a number."""
    lamps = declared_unit("盏灯")
    assert parse_target("5以上", lamps).unit == lamps
    assert parse_target("5盏灯以上", lamps).unit == lamps
    assert parse_target("5万元以上", declared_unit("亿元")).unit.text == "万元"
    assert parse_target("0.6件以上", declared_unit("件/万人")).unit.text == "件"


@pytest.mark.parametrize(
    ("text", "declared", "unit", "factor"),
    [
        ("1.17亿", "万元", "亿元", 10**8),
        ("2万", "人次", "万人次", 10**4),
        ("2万", "万", "万", 10**4),
        ("2万", "盏灯", "万盏灯", 10**4),
    ],
)
def test_bare_multiplier(text: str, declared: str, unit: str, factor: int) -> None:
    """A multiplier alone takes the declared unit: 1.17亿 in a row of 万元 is 1.17亿元."""
    read: Unit = parse_target(text, declared_unit(declared)).unit
    assert (read.text, int(read.factor)) == (unit, factor)
