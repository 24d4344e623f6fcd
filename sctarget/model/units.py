"""Units of measure (计量单位): dimensions, exact factors; convert or refuse.

A unit is a measure word, optionally with a multiplier in front (万元, 万人次) or a rate of two units
(件/万人).  Two units convert when they measure the same dimension; 家 and 项 do not, nor do % and 百分点.
The rules are in docs/units.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache

from sctarget.model.errors import UnitMismatchError

MULTIPLIERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
"""Multiplier words and the power of ten that each stands for."""

_MEASURES: dict[str, tuple[str, str]] = {
    "元": ("money", "1"), "美元": ("usd", "1"), "港元": ("hkd", "1"), "欧元": ("eur", "1"), "日元": ("jpy", "1"),
    "%": ("ratio", "0.01"), "‰": ("ratio", "0.001"), "‱": ("ratio", "0.0001"), "成": ("ratio", "0.1"),
    "/10万": ("ratio", "0.00001"), "/十万": ("ratio", "0.00001"),
    "个百分点": ("points", "0.01"), "百分点": ("points", "0.01"),
    "个千分点": ("points", "0.001"), "千分点": ("points", "0.001"),
    "倍": ("times", "1"), "番": ("doublings", "1"),
    "分": ("score", "1"),
    "亩": ("area", "1"), "公顷": ("area", "15"), "平方米": ("area", "0.0015"), "㎡": ("area", "0.0015"),
    "平方公里": ("area", "1500"), "平方千米": ("area", "1500"),
    "毫克": ("mass", "0.000001"), "克": ("mass", "0.001"), "公斤": ("mass", "1"), "千克": ("mass", "1"),
    "斤": ("mass", "0.5"), "担": ("mass", "50"), "吨": ("mass", "1000"),
    "吨标准煤": ("coal_equivalent", "1"), "吨标煤": ("coal_equivalent", "1"),
    "吨二氧化碳": ("carbon_dioxide", "1"), "吨二氧化碳当量": ("carbon_dioxide", "1"),
    "千瓦时": ("energy", "1"), "度": ("energy", "1"), "兆瓦时": ("energy", "1000"), "吉瓦时": ("energy", "1000000"),
    "瓦": ("power", "0.001"), "千瓦": ("power", "1"), "兆瓦": ("power", "1000"), "吉瓦": ("power", "1000000"),
    "千伏安": ("apparent_power", "1"), "千伏": ("voltage", "1"),
    "厘米": ("length", "0.01"), "毫米": ("length", "0.001"), "米": ("length", "1"), "公里": ("length", "1000"),
    "千米": ("length", "1000"),
    "立方米": ("volume", "1"), "升": ("volume", "0.001"), "毫升": ("volume", "0.000001"),
    "秒": ("duration", "1"), "分钟": ("duration", "60"), "小时": ("duration", "3600"), "个小时": ("duration", "3600"),
    "学时": ("class_hours", "1"), "课时": ("class_hours", "1"), "个学时": ("class_hours", "1"),
    "个课时": ("class_hours", "1"),
    "天": ("days", "1"), "日": ("days", "1"), "工作日": ("working_days", "1"), "个工作日": ("working_days", "1"),
    "月": ("months", "1"), "个月": ("months", "1"), "年": ("months", "12"), "周岁": ("age", "1"), "岁": ("age", "1"),
    "人年": ("person_years", "1"), "位次": ("places", "1"), "个位次": ("places", "1"),
    "P": ("computing_power", "1"), "PFlops": ("computing_power", "1"), "PFLOPS": ("computing_power", "1"),
    "EFlops": ("computing_power", "1000"), "EFLOPS": ("computing_power", "1000"),
    "℃": ("celsius", "1"), "摄氏度": ("celsius", "1"), "分贝": ("decibel", "1"),
    "微克/立方米": ("concentration", "1"), "毫克/立方米": ("concentration", "1000"),
    "毫克/升": ("water_concentration", "1"),
}  # fmt: skip
_PERSONS = ("人", "名", "位")
_COUNTS = """
    家 个 户 所 项 件 份 种 类 场 次 期 场次 人次 批 批次 届 组 套 台 辆 艘 架 部 本 篇 册 卷 条 款 宗 起 例
    处 座 栋 幢 间 片 块 村 镇 乡 街道 社区 县 市 区 园区 基地 支 队 团 对 双 头 只 羽 匹 尾 株 棵 粒 枚 颗
    门 节 课 班 轮 站 点 床 张 单 笔 户次 家次 台套 台次 车次 班次 人份 件次 项次 层 级 面 幅 首 盏 口 眼 道 根
    标段 品种 品牌 案 案件 卡 盘 剂 剂次 针 瓶 箱 包 桶 车 船 航班 条次 学位 人天 人日 栏 盒 网点 机组 台班 集 封 句
    标台 机柜 标准机架 吨公里 人公里 标箱 袋 罐 盆 桌 车位 床位 座位 平台 亩次 人户 篇次 幅次 支队 座次 套次
"""
_SCALES = frozenset({"ratio", "points", "times", "doublings", "places", "age", "score", "celsius", "decibel"})
"""Dimensions whose units take no multiplier: there is no 万%."""

_SIGNS = str.maketrans("（）％／", "()%/")
_LONGEST = 20
_MAX_DIGITS = 400
_EXACT = Context(prec=_MAX_DIGITS, traps=[Inexact, InvalidOperation], Emin=-9999, Emax=9999)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, e.g. 万元: text as printed, its dimension, how many base units one of it is."""

    text: str
    dimension: str
    factor: Decimal = Decimal(1)

    @property
    def countable(self) -> bool:
        """Whether its figures are whole numbers (家, 项, 人), e.g. not 万人次 and not 亿元."""
        return self.factor == 1 and (self.dimension.startswith("count:") or self.dimension == "person")

    @property
    def percent(self) -> bool:
        """Whether figures stand on the percent scale, where 0.4 and 40 are easily mixed up."""
        return self.dimension in {"ratio", "points"}

    def same_dimension(self, other: Unit) -> bool:
        """Whether figures in the two units can be compared, e.g. 万元 and 亿元."""
        return self.dimension == other.dimension

    def __str__(self) -> str:
        return self.text


NO_UNIT = Unit("", "number")
"""A bare number, e.g. an index printed without a unit."""

RANK = Unit("位", "rank")
"""A place in a ranking (前三, 第2位): smaller is better, no rate."""


def _base_units() -> dict[str, Unit]:
    table = {text: Unit(text, dimension, Decimal(factor)) for text, (dimension, factor) in _MEASURES.items()}
    table.update((text, Unit(text, "person")) for text in _PERSONS)
    table.update((text, Unit(text, f"count:{text}")) for text in _COUNTS.split())
    return table


BASE_UNITS = _base_units()
"""Every measure word that is known, without multipliers."""


@lru_cache(maxsize=4096)
def find_unit(text: str) -> Unit | None:
    """The unit that a whole string names, or None, e.g. ``find_unit("万人次")``.

    Knows multipliers (万元), rates (件/万人) and composites (名(家)); brackets and signs may be full-width.
    """
    text = text.strip().translate(_SIGNS)
    if not text or len(text) > _LONGEST:
        return None if text else NO_UNIT
    if (known := BASE_UNITS.get(text)) is not None:
        return known
    if "(" in text:
        return _composite(text)
    if "/" in text:
        above, _, below = text.partition("/")
        top, bottom = find_unit(above), find_unit(below)
        return _rate(text, top, bottom) if top and bottom and above and below and "/" not in below else None
    return _multiplied(text)


def _composite(text: str) -> Unit | None:
    outer, _, inner = text.partition("(")
    if inner[-1:] != ")" or inner == ")" or not outer or "(" in inner:
        return None
    return Unit(text, f"count:{text}") if find_unit(outer) and find_unit(inner[:-1]) else None


def _multiplied(text: str) -> Unit | None:
    for length in (2, 1):
        power = MULTIPLIERS.get(text[:length])
        if power is None:
            continue
        if len(text) == length:
            return Unit(text, "number", Decimal(1).scaleb(power))
        base = BASE_UNITS.get(text[length:])
        if base is not None and base.dimension not in _SCALES:
            return Unit(text, base.dimension, base.factor.scaleb(power))
    return None


def _rate(text: str, top: Unit, bottom: Unit) -> Unit:
    """Two units as one, e.g. 件/万人; one whose factor has endless digits (元/公顷) converts with nothing else."""
    try:
        factor = _EXACT.divide(top.factor, bottom.factor)
    except Inexact:
        return Unit(text, text)
    return Unit(text, f"{top.dimension}/{bottom.dimension}", factor)


def declared_unit(text: str) -> Unit:
    """The unit of a string that a plan declares with ``unit:``; an unknown word is a count of its own."""
    return find_unit(text) or Unit(text.strip(), f"count:{text.strip()}")


def scaled(multiplier: Unit, declared: Unit) -> Unit | None:
    """A multiplier that stood alone, applied to a declared unit: 1.17亿 in a row of 万元 is 1.17 亿元.

    None where the unit takes no multiplier (万%).
    """
    if declared.dimension in _SCALES:
        return None
    base = declared.text
    for length in (2, 1):
        if base[:length] in MULTIPLIERS and base[length:]:
            base = base[length:]
            break
    unit = find_unit(multiplier.text + base)
    if unit is not None and unit.dimension == declared.dimension:
        return unit
    factor = _EXACT.multiply(declared.factor, multiplier.factor)
    return Unit(multiplier.text + declared.text, declared.dimension, factor)


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """The same amount in another unit, exactly, e.g. 1800 万元 is 0.18 亿元.

    Raises UnitMismatchError where the dimensions differ or the result would have endless digits.
    """
    if source.dimension != target.dimension:
        raise UnitMismatchError(source.text, target.text)
    if source.factor == target.factor:
        return value
    try:
        result = _EXACT.divide(_EXACT.multiply(value, source.factor), target.factor)
    except Inexact:
        raise UnitMismatchError(source.text, target.text) from None
    return plain(result.normalize(_EXACT))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent in front of the point: 2E+3 becomes 2000, -0 becomes 0."""
    if value == 0:
        return abs(value)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return value.quantize(Decimal(1), context=_EXACT)
    return value
