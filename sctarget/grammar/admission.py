"""Which numbers of a sentence are figures to report: not dates, levels, capacities, policy constants."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sctarget.grammar import naming
from sctarget.grammar.asides import HIDDEN
from sctarget.grammar.numerals import DIGITS
from sctarget.model.quantity import Comparator, TargetForm

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure
    from sctarget.model.units import Unit

RELATIVE = frozenset({"ratio", "points", "times", "doublings", "score", "months", "days", "working_days", "age"})
MONEY = frozenset({"money", "usd", "hkd", "eur"})
_TIME_UNITS = frozenset({"months", "days", "working_days", "duration"})
_CAPACITIES = frozenset({"mass", "length", "power", "area"})
_NO_TARGET = frozenset({"voltage", "age", "apparent_power", "celsius", "decibel"})
_PLACES = frozenset("省市县区镇乡村")
_NO_UNITS = frozenset("级层版型代点面页本道案")
_ENDS = frozenset({",", "。", ";", "、", ""})
_SCORES = ("指数", "系数", "得分", "倍差", "性别比")
_PURE = ("指数", "系数", "得分", "倍差", "比", "率", "分值", "综合评分")
_SPANS = ("时间", "时限", "期限", "年限", "天数", "工期", "周期", "时长", "期")
_LASTING = ("培训", "学习", "锻炼", "实践", "挂职", "服务", "跟班", "轮训")
"""What people do for a time: 累计参加培训不少于3个月."""
_POLICY = ("奖励", "补助", "补贴", "给予", "资金扶持", "奖补", "减按", "加计扣除", "报销", "罚款", "贴息")
_GRANTS = ("给予", "补助", "奖励", "按照", "不低于", "处以")
_COUNTS = ("资金", "经费", "投资", "收入", "产值", "人次", "人数", "人员", "人口", "户数", "总数", "数量", "总量")
_GOALS = ("目标", "任务", "计划", "指标", "预算", "任务数", "目标数", "计划数")
_AWARDED = (
    "(?:奖励|补助|补贴|资助|奖补|支持|给予)(?:企业|单位|个人|团队|平台|机构|每家|每户|每人|其)(?:负责人|法人)?(?:最高|不超过|人民币)?$"
    "|一次性(?:奖励|补助|补贴|资助|给予)"
)
_CAPACITY_VERBS = ("占地", "投资", "投资上", "日产", "年产", "年处理", "日处理", "年加工")
_ATTRIBUTE_VERBS = (
    *_CAPACITY_VERBS, "总投资", "产值", "营收", "年营业收入", "面积", "注册资本", "超", "规模",
    "主营业务收入", "投资总额", "合同额", "纳税", "距离", "收入过", "产值过", "过",
)  # fmt: skip
_HOLDERS = ("的企业", "的单位", "的个人", "的项目", "的人员", "的机构", "的地区", "的规上")
_NEAR_TEXT = 60
_NEAR_GOAL = 8
_POLICY_REACH = 30
_SHORT_LINK = 3


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _people() -> re.Pattern[str]:
    return re.compile(
        "[^,、。;0-9]{0,4}(?:人口|农民|农户|群众|居民|劳动力|学生|师生|老人|老年人|儿童|婴?幼儿|市民|职工|青年|妇女|残疾人|党员|游客|旅客|用户|家庭|患者)(?![县市乡村])"
    )


def usable(text: str, figure: Figure) -> bool:
    """Whether a number of a plain text can be a figure to report at all, by its form and its unit."""
    if figure.form in {TargetForm.RANK, TargetForm.DIRECTION}:
        return False
    if figure.value is None:
        return True
    before = text[figure.start - 1 : figure.start]
    if text[figure.start] not in DIGITS:
        return _spelled_out(text, figure)
    glued = _glued(before) and figure.lead == figure.start and not _abbreviated(text, figure)
    if glued or _titled(text, figure):
        return False
    if figure.unit is None:
        scored = figure.explicit or text[: figure.lead].endswith(_SCORES)
        return scored and text[figure.end : figure.end + 1] in _ENDS and text[: figure.lead].endswith(_PURE)
    return before != "第" and _unit_fits(text, figure, figure.unit) and not _is_ratio_of_three(text, figure)


def _titled(text: str, figure: Figure) -> bool:
    """The year of a title without 年: 2020县教育局工作总结."""
    return (
        not text[: figure.start].strip() and _re("(?:19|20)[0-9]{2}[县市区省乡镇村]").match(text.lstrip()) is not None
    )


def _glued(before: str) -> bool:
    return bool(before) and before.isascii() and (before.isalpha() or before in "+-_/.")


def _abbreviated(text: str, figure: Figure) -> bool:
    """An indicator in letters right in front of its figure: GDP117亿元, CPI2%; not DN300毫米, PM2.5."""
    worth = figure.unit is not None and (figure.unit.dimension in MONEY or figure.unit.dimension == "ratio")
    letters = _re("(?:^|[^A-Za-z0-9-])[A-Z]{3,5}$")
    return worth and letters.search(text[max(0, figure.start - _NEAR_GOAL) : figure.start]) is not None


def _spelled_out(text: str, figure: Figure) -> bool:
    """A Chinese numeral counts only with its demand and its unit: 达到十家以上, not 一批, not 四个方面."""
    closed = text[figure.end : figure.end + 1] in ",、。;和"
    return figure.explicit and figure.unit is not None and closed and figure.unit.dimension.startswith("count")


def _unit_fits(text: str, figure: Figure, unit: Unit) -> bool:
    near = text[figure.end : figure.end + 1]
    among = unit.text in _PLACES and (text[figure.start - 1] in _PLACES or near == "中" or near.isdigit())
    if among or (unit.text == "个" and near in {"亿", "万", "半"}):
        return False
    lived = unit.dimension == "age" and "寿命" in text[max(0, figure.lead - _SHORT_LINK) : figure.lead]
    if (unit.dimension in _NO_TARGET and not figure.move and not lived) or unit.text in _NO_UNITS:
        return False
    if unit.text == "成" and text[figure.end : figure.end + 1] not in _ENDS:
        return False
    if unit.dimension == "number":
        counted = figure.explicit or text[: figure.lead].endswith(_COUNTS)
        return _people().match(text, figure.end) is not None or (text[figure.end : figure.end + 1] in _ENDS and counted)
    if unit.dimension in _TIME_UNITS:
        limit = text[: figure.lead].endswith(_SPANS) or (figure.explicit and text[: figure.lead].endswith(_LASTING))
        return bool(figure.move or figure.rise_to or limit) and unit.text not in {"日", "月"}
    return True


def _is_ratio_of_three(text: str, figure: Figure) -> bool:
    """One of the figures of 10:60:29."""
    ahead = figure.bare and text[figure.start - 1 : figure.start] == ":" and text[figure.start - 2] in DIGITS
    return text[figure.end : figure.end + 1] == ":" or ahead


def describes(text: str, figure: Figure, following: Figure | None, start: int, end: int) -> bool:
    """Whether a figure only describes what another one counts: 占地50亩以上住宅小区8个.

    ``start`` and ``end`` are those of the figure's clause.
    """
    left = text[start : figure.lead]
    right = text[figure.end : min(end, figure.end + _NEAR_TEXT)]
    if following is not None and figure.end <= following.lead < end:
        between = text[figure.end : following.lead]
        owned = _share_of(left, between, figure, following) or _belongs(left, between, figure, following)
        if owned or _size_of(between, figure, following):
            return True
        if text[figure.end : following.start].strip() == "的" and left.endswith(_GOALS):
            return True
        if "完成" in text[max(start, figure.start - _NEAR_GOAL) : figure.start] and _re(
            "的?(?:目标)?(?:任务|目标|计划)数?的?"
        ).fullmatch(between):
            return True
    return _one_of(left, right, figure) or _threshold(left, right, figure) or _capacity(left, right, figure)


def is_granted(text: str, figure: Figure, start: int, end: int) -> bool:
    """Whether a figure of the clause ``text[start:end]`` is a policy constant: 给予10万元奖励."""
    return _policy(text[start : figure.lead], text[figure.end : min(end, figure.end + _NEAR_TEXT)], figure)


def goes_on(text: str, granted: Figure | None, figure: Figure) -> bool:
    """Whether a sum goes on with the one granted before: 分别奖励5万元、3万元; 一等奖10万元,二等奖5万元."""
    if granted is None or granted.unit is None or figure.unit is None or figure.unit.dimension not in MONEY:
        return False
    between = text[granted.end : figure.start]
    same = granted.unit.dimension in MONEY and len(between) <= _NEAR_GOAL
    return same and _re("[、,和及]?(?:[一二三]等奖|第[一二三]名|[省市县区]级|国家级)?").fullmatch(between) is not None


def _share_of(left: str, between: str, figure: Figure, following: Figure) -> bool:
    """14个重点产业产值占…80%以上: the count belongs to the subject of the share."""
    share = following.unit is not None and following.unit.dimension in RELATIVE and figure.bare
    between = _re(r"\([^()]*\)").sub("", between)
    return share and "、" not in between and not naming.ends_with_verb(left) and len(between) > _SHORT_LINK


def _belongs(left: str, between: str, figure: Figure, following: Figure) -> bool:
    if "均" in following.each and "、" in left and figure.bare:
        return True
    if between.startswith("的") and left.endswith(("上", "占地", "投资")):
        return True
    relative = following.unit is not None and following.unit.dimension in RELATIVE
    if between.startswith("的") and figure.end > figure.stop and relative:
        return True
    if between[:1] in {"、", ",", "和", "及"} or between[-1:] in {"、", "和", "及"}:
        return False
    if left.endswith(_ATTRIBUTE_VERBS) and not left.endswith(("完成投资", "总投资")):
        return True
    floor = figure.end > figure.stop and figure.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}
    return floor and between[:1] != "的" and not naming.ends_with_verb(left)


def _size_of(between: str, figure: Figure, following: Figure) -> bool:
    """How big each of the things is that the next figure counts: 建成500平方米展厅2个, 300亩以上茶园6个."""
    counted = following.bare and following.unit is not None and following.unit.countable
    noun = _re("的?[^,、;。0-9和及与的占]{2,14}").fullmatch(between)
    made = naming.middle_cut(between) != between or naming.without_lead(between) != between
    return (
        counted and figure.unit is not None and figure.unit.dimension in _CAPACITIES and noun is not None and not made
    )


def _policy(left: str, right: str, figure: Figure) -> bool:
    money = figure.unit is not None and figure.unit.dimension in MONEY
    if (left.endswith(_GRANTS) and not _funded(left)) or (money and _re(_AWARDED).search(left)):
        return True
    relative = figure.unit is not None and figure.unit.dimension in RELATIVE
    granted = (
        _re("^的?.{0,4}(?:标准|比例)?(?:给予|予以|进行)?.{0,12}(?:奖励|补助|补贴|资助|奖补)$").match(right) is not None
    )
    if granted and (money or relative) and (right[:1] == "的" or left.startswith("按") or "给予" in left):
        return True
    if right.strip() == "的" or (money and _re("(?:单个|每个|每家|同一).{0,6}$").search(left)):
        return True
    if right[:1] != "的":
        return False
    condition = bool(left.strip()) and (left[0] == "对" or "凡" in left or right.startswith(_HOLDERS))
    relative = relative or (money and left[:1] == "对")
    return any(word in right[:_POLICY_REACH] for word in _POLICY) or (relative and condition)


def _funded(left: str) -> bool:
    """Money that came from above, no promise: 中央财政补助800万元."""
    came = _re("(?:中央|国家|[省市县区](?:级|里)?)(?:财政|资金|预算)?补助$").search(left)
    return came is not None and not _re("给予|享受|对|按").search(left)


def _one_of(left: str, right: str, figure: Figure) -> bool:
    """How many there are beside the one that is spoken of: 被列为全国36个重点城市, 入选全省100个案例."""
    whole = "(?:全[国省市区州]|国内|世界|全球|长三角|珠三角|京津冀|[^,。;、]{2,4}[省市州区])$"
    named = _re(f"(?:列为|确定为|成为|跻身|列入|入选|位列){whole}").search(left)
    counted = figure.unit is not None and figure.unit.countable
    return counted and right[:1] not in _ENDS and named is not None


def _threshold(left: str, right: str, figure: Figure) -> bool:
    """What makes people or places poor or big: 消除年收入8000元以下贫困现象, 产值5亿元以上企业."""
    bounded = figure.end > figure.stop and figure.unit is not None and figure.unit.dimension in MONEY
    kind = "的?[^,。;、0-9]{0,6}(?:现象|村|户|家庭|人口|群体|人群|企业|单位|人员|项目)"
    return bounded and left.endswith(("收入", "产值", "营收", "税收", "资产")) and _re(kind).match(right) is not None


def _sized(figure: Figure) -> bool:
    return figure.unit is not None and (figure.unit.dimension in MONEY or figure.unit.dimension in _CAPACITIES)


def _capacity(left: str, right: str, figure: Figure) -> bool:
    """7万吨锌基合金项目, 进资300万元以上的项目: how big a thing is, not a target."""
    if left.endswith(("该", "这", "上述", "前述")) or _re("[^,、。的]{1,6}以上的").match(right):
        return True
    thing = _sized(figure) and _re("的.{0,16}?(?:项目|企业|单位|园区|工程|村|农户)").match(right)
    yearly = right[:1] == "的" and _re("年[^,、。;0-9年]{2,8}$").search(left)
    if figure.end > figure.stop and (thing or yearly):
        return True
    relative = figure.unit is not None and figure.unit.dimension in RELATIVE
    if not relative and left.endswith(_CAPACITY_VERBS) and right[:1] not in {"", "、"}:
        return True
    if figure.unit is None or figure.unit.dimension not in _CAPACITIES or not figure.bare or not left.strip():
        return False
    listed = figure.unit.dimension == "area" and left.endswith(("和", "与", "及"))
    started = _re("[由从][^,。;0-9]{0,16}(?:均|每[^,。;0-9]{1,6})$").search(left) is not None
    if listed or started or left.endswith(("由", "从", "的", "建设")) or naming.ends_with_verb(left):
        return False
    return right[:1] not in {"", "、", "的", "(", "以", HIDDEN} and not right.startswith(
        ("已", "建成", "竣工", "投入使用", "投用")
    )
