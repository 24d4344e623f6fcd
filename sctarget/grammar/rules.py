"""Numbers that set a rule or belong to a noun, and are no figures: 每少1家扣2分, 每3万居民设1所, 产值过亿元的企业."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sctarget.grammar.admission import MONEY
from sctarget.grammar.numerals import DIGITS

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure

_REACH = 60
_NEAR = 12
_SCORED = "(?:加|扣|扣减|扣除|减|倒扣|计|记|得|奖励|折算)(?:最多|最高|不超过|至多)?$"
_CONDITION = (
    "(?:的)?,?(?:每|另|再|各|一次性)?(?:最高|最多)?"
    "(?:不[得计加扣]分|扣|加|减|不得|不予|予以|给予|免于|取消|视为|视同|按|得|计)"
)
_SIZES = "(?:收入|产值|营收|销售额|交易额|投资额?|纳税额?|税收|利润|资产|总额|规模|面积|产能|注册资本|主营)$"
_HOLDER = (
    "(?:的[^,、。;]{0,16}?|[^,、。;的0-9]{0,6}?)(?:企业|项目|单位|园区|集群|基地|市场|街道|平台|商户|合作社|大户|农户|景区|"
    "品牌|产品|家庭农场|商圈|楼宇|村庄|机构|公司)"
)


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def sets_rule(text: str, figure: Figure, start: int, end: int) -> bool:
    """Whether a number of the clause ``text[start:end]`` is no figure of its own."""
    left, right = text[start : figure.start], text[figure.end : min(end, figure.end + _REACH)]
    if figure.unit is None or figure.value is None:
        return False
    return (
        _named(figure.unit.text, left, right, moved=bool(figure.move))
        or _scores(text, figure, left, right)
        or _standard(left)
        or _size(left, right, figure)
    )


def _named(unit: str, left: str, right: str, *, moved: bool) -> bool:
    """Part of a name or of another count: 省道208项目, 121人才工程, 9大类86项; a move by 2位; 每3万居民; 4个…之一."""
    if left.endswith("每") or _re("^[^,。;、的]{0,20}之一").match(right):
        return True
    road = unit == "项" and left.endswith(("国道", "省道", "县道", "乡道", "高速")) and right.startswith("目")
    person = unit == "人" and right.startswith("才")
    return road or person or (unit == "位" and moved) or (unit in {"类", "大类"} and right[:1] in DIGITS)


def _scores(text: str, figure: Figure, left: str, right: str) -> bool:
    """加1分, 每少1家扣2分, 低于60%的不得分."""
    marks = figure.unit is not None and figure.unit.text == "分"
    if marks and _re(_SCORED).search(left) and "得分" not in left[-3:]:
        return True
    if marks and _re("(?:之间)?的?,?(?:为|评为|定为|属|确定为|评定为)").match(right):
        return True
    behind = right or text[figure.end : figure.end + _NEAR]
    failed = _re("(?:低于|不足|不到|少于|未达到?|未完成)$").search(left) is not None
    counted = failed or behind.startswith("的") or _re("每(?:少|多|超|增加|减少|低|高|降|有)").search(left) is not None
    return counted and _re(_CONDITION).match(behind) is not None


def _standard(left: str) -> bool:
    """按每3万居民设置1所: what one of them is set up for."""
    setting = "(?:按照?|原则上).{0,12}每.{0,40}?(?:设置|设立|设|配备|配置|建设|建)(?:不少于|至少)?$"
    return _re(setting).search(left) is not None


def _size(left: str, right: str, figure: Figure) -> bool:
    """年销售收入达5亿元的企业, 营收2亿元以上企业: how big those are that another figure counts."""
    unit = figure.unit
    if unit is None or (unit.dimension not in MONEY and unit.dimension not in {"area", "mass"}):
        return False
    if figure.end > figure.stop and _re("的?[^,、。;0-9]{0,10}(?:项目|企业|工程|单位)(?:共|达到|达|为)?[0-9]").match(
        right
    ):
        return True
    lead = _re("(?:达到|达|超过|超|过|在|为|不低于|不少于)$").sub("", left)
    return _re(_SIZES).search(lead) is not None and _re(_HOLDER).match(right) is not None
