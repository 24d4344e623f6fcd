"""Deliverables without a figure (milestones): a verb of making, and a thing with a name and an end state."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

_MAKE = (
    "制订出台", "制订",
    "研究制定出台", "研究制定", "制定出台", "制定实施", "制定发布", "制定印发", "编制完成", "编制印发", "编制实施",
    "出台实施", "出台并实施", "修订完善", "制定完善", "细化制定", "启动实施", "开工建设", "建成投产", "建成投用",
    "建成投运", "建成通车",
    "建成运营", "开通运营", "全面建成", "基本建成", "建立健全", "建立完善", "研究建立", "制定", "出台", "修订",
    "编制", "印发", "建立", "设立", "成立", "签署", "签订", "组建", "构建", "搭建", "建成", "创建", "创设",
    "完成", "开工", "投用", "投运", "启用", "绘制", "公布", "发布", "筹建", "召开",
)  # fmt: skip
_THINGS = (
    "方案", "办法", "意见", "平台", "数据库", "项目库", "培育库", "专家库", "人才库", "机制", "制度", "清单", "规划",
    "机场", "工程", "指南", "条例", "协议", "图谱",
    "规定", "细则", "措施", "领导小组", "专班", "科技计划", "专项", "中心", "体系规划", "行动计划", "增收计划",
    "政策", "规范", "标准", "目录", "工作", "现场会", "高铁", "高速", "水库", "管理办法", "环网", "三期", "二期",
    "四期", "一期",
)  # fmt: skip
_WITHOUT_END: dict[str, str] = {
    "完成": "换届工作 主体工程 工程 规划 方案编制 编制工作",
    "组建": "领导小组 专班 集团 公司",
    "构建": "平台",
    "建立": "项目库 培育库 数据库 专家库 人才库 平台 清单",
    "建立健全": "项目库 数据库",
    "建立完善": "项目库 数据库",
    "编制": "清单",
    "制定": "方案 办法 意见 条例 政策 清单 细则 指南 图谱 目录 规划",
    "制订": "方案 办法 意见 条例 政策 清单 细则 指南 图谱 目录 规划",
    "搭建": "平台",
    "创建": "中心 园区 开发区",
    "召开": "现场会",
    "发布": "清单 目录 指南 规划",
    "设立": "科技计划 专项 中心 基金",
    "全面建成": "园区 开发区 工程 基地 平台",
    "启动实施": "工程 专项",
    "筹建": "中心",
    "公布": "指南 流程图 清单 目录",
    "建成": "工程 机场 高铁 高速 中心 平台 环网 园区 水库 项目 二期 三期 四期 一期",
    "开工": "工程 二期 三期 一期 四期",
    "开工建设": "机场 工程 二期 三期 一期 四期 高铁 高速 水库",
}
"""For each verb the ends that its thing must have; other verbs take any of ``_THINGS``."""

_VAGUE = (
    "一批",
    "系列",
    "各类",
    "若干",
    "一系列",
    "更加",
    "相关",
    "新一轮",
    "更多",
    "有关",
    "相应",
    "科学合理",
    "全方位",
    "多层次",
    "年度",
    "本实施",
    "区域化",
    "高效率",
    "如下",
    "以下",
    "本方案",
)
_BY_THE_WAY = (
    "按照",
    "根据",
    "围绕",
    "依据",
    "对照",
    "鼓励",
    "支持",
    "探索",
    "参与",
    "协助",
    "配合",
    "以",
)
_IMPROVING = (
    "提升", "增强", "优化", "改善", "加强", "突破", "发展", "进步", "更", "健全", "提高", "目标", "初步", "明显",
    "显著", "有效", "良性", "协调",
)  # fmt: skip
"""A state that gets better has no end to check."""

_LONGEST = 60
_SHORTEST = 3
_SHORTEST_NAME = 5
_SHORTEST_PART = 4
_LATEST_VERB = 24
_LONGEST_PIECE = 200


class Undertaking(NamedTuple):
    """One deliverable: ``text[start:end]`` and its name."""

    start: int
    end: int
    name: str


@cache
def _makes() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_MAKE, key=len, reverse=True)))


@cache
def _passes() -> re.Pattern[str]:
    return re.compile(r"[^,。;:、]{4,40}?(?:顺利|成功)?通过[^,。;:、]{0,16}?(?:验收|认定|评审|考核)(?![^,。;:、])")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile("(?:制定|出台|修订|签署|签订|编制完成|编制|发布)(《[^《》]{4,60}》)")


@cache
def _covered() -> re.Pattern[str]:
    return re.compile("实现([^,。;:]{2,30})全覆盖$")


@cache
def _done_by() -> re.Pattern[str]:
    return re.compile(r"(?:年|[0-9]月)底?前,?(?:要)?(?:在全国所有市县)?(?:基本)?(?:实现|完成|做到)([^,。;:]{4,60})")


@cache
def _deadline() -> re.Pattern[str]:
    return re.compile(
        "(?:到|至|力争到|在|争取)?(?:(?:19|20)[0-9]{2}年|今年|明年)?(?:年|上半年|[0-9]{1,2}月)?"
        "(?:底|末|底之)?(?:前|以前|之前)?"
    )


@cache
def _demanded() -> re.Pattern[str]:
    return re.compile(
        "([^,。;:]{4,40}?)(?:总体|基本|全部|全面)?(?:得到|实现)?(?:消除|建成|竣工|通车|投用|投产|清零)"
        "|(?:基本|全面|力争|确保|要|全部)*(?:实现|完成|做到|建成(?!区)|消除)([^,。;:]{4,60})"
    )


def find_undertakings(
    text: str, start: int, end: int, taken: list[tuple[int, int]], *, heading: bool = False
) -> list[Undertaking]:
    """The deliverables of one sentence of a plain text, outside the places where figures stand."""
    found: list[Undertaking] = []
    place = start
    dated = False
    for piece in re.split("([,;:。])", text[start:end]):
        stop = place + len(piece)
        index = bisect_left(taken, (stop, 0))
        free = not index or taken[index - 1][1] <= place
        if _SHORTEST < len(piece) <= _LONGEST_PIECE and free:
            found += _clause(text, place, stop, heading=heading) or (_reached(text, place, stop) if dated else [])
        dated = (dated and piece == ",") or (len(piece) > 1 and _deadline().fullmatch(piece.strip()) is not None)
        place = stop
    return found


def _clause(text: str, start: int, end: int, *, heading: bool) -> list[Undertaking]:
    clause = text[start:end]
    passed = _passes().search(clause)
    if passed:
        name = passed.group().replace("顺利", "").replace("确保", "").strip()
        return [Undertaking(start + passed.start(), start + passed.end(), name)]
    if heading:
        return []
    titled = _titled().search(clause)
    if titled and not clause[titled.end() :].startswith(("的", "精神", "要求")):
        return [Undertaking(start + titled.start(), start + titled.end(), titled.group(1))]
    covered = _covered().search(clause)
    if covered:
        return [Undertaking(start + covered.start(), start + covered.end(), covered.group(1) + "全覆盖")]
    done = _done_by().search(clause)
    if done and not any(char.isdigit() for char in done.group(1)):
        return [Undertaking(start + done.start(), start + done.end(), name) for name in _objects(done.group(1))]
    return _made(clause, start, end)


def _reached(text: str, start: int, end: int) -> list[Undertaking]:
    """What a deadline in front demands: 9月底前,完成户厕整改; 到2030年,黑臭水体总体消除."""
    clause = text[start:end]
    match = _demanded().fullmatch(clause.strip())
    name = match and next(part for part in match.groups() if part)
    if not name or any(char.isdigit() for char in name) or any(word in name for word in (*_VAGUE, *_IMPROVING)):
        return []
    return [Undertaking(start, end, name)]


def _made(clause: str, start: int, end: int) -> list[Undertaking]:
    """A verb of making and its thing: 设立区级科技计划."""
    match = _makes().search(clause)
    if match is None or match.start() > _LATEST_VERB:
        return []
    body = clause[match.end() :]
    name = body.strip(" 、").removesuffix("和目标")
    clean = body and len(body) <= _LONGEST and body[0] not in "了的率完健" and "《" not in body
    if not clean or any(char.isdigit() for char in body) or any(word in body for word in _VAGUE):
        return []
    ends = _WITHOUT_END.get(match.group())
    named = name.endswith(tuple(ends.split()) if ends else _THINGS) and len(name) >= _SHORTEST_NAME
    if not named or any(word in clause[: match.start()] for word in _BY_THE_WAY):
        return []
    return [Undertaking(start + match.start(), end, each) for each in _objects(name)]


def _objects(name: str) -> list[str]:
    """The things of a list; marks inside brackets and between quotes part none: 各省(自治区、直辖市)平台."""
    name = re.sub("^和(?:实施|组织实施|落实)", "", name)
    parts = re.split(r"、(?!“)(?![^(]*\))|(?<=[台库制案法单南])和", name)
    if len(parts) > 1 and all(len(part) >= _SHORTEST_PART for part in parts):
        return parts
    return [name]
