"""What one figure counts: the words in front of it, the subject of the figure before, or the noun behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar import lexicon, naming
from sctarget.grammar.admission import MONEY, RELATIVE

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure
    from sctarget.grammar.found import Baseline

_CLOSE = 6
_LONG_NAME = 40
_LONG_BEFORE = 30
_SHORT_STEM = 12
_LEAST_NOUN = 4
_SHORT_SHARE = 2
_PEOPLE = (
    "发放", "办理", "提供", "领取", "享受", "减免", "在", "深入", "开展", "帮助", "赴", "参加", "投身", "到", "前往",
    "驻",
)  # fmt: skip
_RECEIVING = ("向", "给")
_HELPING = frozenset({"推动", "组织", "为", "引导", "支持", "帮助", "启动"})
_ADDING = frozenset({"净增", "新增", "新认定", "净增加", "增"})
_MANNERS = frozenset(
    {"可比", "小幅", "大幅", "恢复性", "同口径", "可比口径", "按可比口径", "按可比价格", "名义", "实际"}
)
SINCE = (
    "[比较](?:上年|去年|前年|年初|上期|上季|上月|同期|上半年|[一二三]季度|“?[七八九十][一二三四]?五”?"
    "|(?:19|20)[0-9]{2}年)[^,0-9]{0,3}?"
)
"""With what a change compares, when that is all that stands in front of it."""
_OF_SIZE = "(?P<what>[^0-9]{0,8})[0-9.]+[百千万亿]*元(?:及)?以上的?(?P<noun>.{2,8})"
_YIELDED = frozenset({"增产", "减产", "同比增产", "同比减产"})
_TOTALS = frozenset({"总数", "总量", "总户数", "总人数", "总产值", "总规模", "总面积", "存量", "总额"})
_AMOUNTS = frozenset({"成交额", "合同额", "成交金额", "合同金额"})
_NO_NAMES = frozenset({"和", "与", "及", "年度", "全年"})
_CONTEXT_VERBS = (
    "依托", "在", "发挥", "做强", "提速", "加大对", "围绕", "聚焦", "针对", "从", "面向", "实施方案", "加快", "在建的",
    "现有",
    "全省", "联动", "运行", "深化", "覆盖", "由", "落实好", "巩固", "统筹", "用好", "协调", "联合", "第", "连续", "等",
    "贯彻", "落实到", "分解到", "下达到", "按照", "涉及", "包括", "抓实", "立足", "擦亮", "稳妥", "续建", "加快建设",
    "瞄准", "做好",
)  # fmt: skip
_ACHIEVING = ("建成", "新开工", "打造", "培育", "新增", "壮大", "完成", "实现")
_HAPPENED = "通过|获|入选|列入|认定|建成|投产|投用|开工|落地|竣工|签约|上市|完工|达产|出列|摘帽|退出|脱贫|创成|命名"
_LEVEL_BEHIND = "[A-Z甲乙丙丁一二三四五]{1,5}(?:级|类|等)$"
_COMPARED = ("高于", "低于", "高出", "低出", "超出", "超全")
_ABSTRACT = ("方面", "环节", "领域", "阶段", "层面", "维度", "关键", "问题", "原则", "主题", "步骤", "部分", "要点")
_NO_NOUN = r"(?:作用|试点|方案|行动|计划|续建[^,]*|加快发展|政策|攻坚战|改革|意见|措施|工作要求)$"
_ACTORS = "([^与]{0,6}?(?:企业|单位|机构|院所|农户|群众))(?:与.{0,60}?(?=联合|共同|合作))?(.{2,60})"
_BASE_BEHIND = "(?:比(?!例|重|率|值|较)|较|与)“?[^,比较与]{1,12}$"


class Named(NamedTuple):
    """One indicator of a figure: its name, the subject without growth, where its words begin and end."""

    name: str
    base: str
    figure: Figure
    start: int
    end: int
    doubt: str = ""
    baseline: Baseline | None = None
    year: int | None = None
    """The year of a figure in a list of years (2024年、2025年分别达到…); None when the sentence tells."""


class Place(NamedTuple):
    """Where a figure stands: ``left`` is in front of it from ``start`` on, ``right`` the noun behind it.

    ``near`` says that (almost) nothing stands between the last boundary and the figure; ``subject`` is what the figure
    before counted and ``earlier`` where its words began; ``before`` the subject of a clause without a figure.
    """

    left: str
    right: str
    start: int
    earlier: int
    near: bool
    subject: str
    before: str
    lead: str
    behind_end: int
    followed: bool


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def predicate(words: str, figure: Figure) -> str:
    """What a clause says of the subject before it when it names none: 占全市的, 超额完成年度任务的, 高于全省平均.

    A clause that begins with one of these and ends at a rate is about the figure in front.
    """
    relative = figure.unit is not None and figure.unit.dimension in RELATIVE
    text = _re("^(?:已|均|也|并|约|全面|圆满|提前|分别|、|,| )+").sub("", words)
    text = _re("(?<=[年期度成])[0-9][0-9.,]*[万亿]*[^0-9]{1,2}?(?=目标|任务|计划)").sub("", text)
    text = _re("[0-9][0-9.,]*[^0-9的]{1,4}的?$").sub("", text)
    match = _re(
        "((?:超额)?(?:完成|实现|达到)了?.{0,16}?(?:任务|目标|计划|指标|预算|序时进度|总量|总额|总数|总投资)(?:任务|目标|计划|值|数|量)?"
        "|超(?:过|出|额)?.{0,12}?(?:任务|目标|计划|指标|预算|进度)(?:任务|目标|值|数|量)?|占.{1,40}?(?:比重|比例)?"
        "|恢复[到至].{2,16}?水平|相当于.{2,16}?|为.{0,6}?(?:任务|目标|计划|预算)数?"
        "|(?:增速|增幅)?(?:高于|低于|快于|慢于|好于|高出|低出|超出|超过|超(?=全[国省市州县区])|领先|落后).{2,24}?)(?:的|为|达|达到)?"
    ).fullmatch(text)
    compared = match is not None and _re("增[速幅]").sub("", text, count=1).startswith(_COMPARED)
    return match.group(1) if match and (relative or compared) else ""


def name_figure(figure: Figure, place: Place, baseline: Baseline | None) -> Named | None:
    """The indicator that a figure counts; None when it counts nothing to report."""
    left = place.left if baseline is None else _re("^[ ,、]*[将把](?=.{2})|[由从][^由从]{0,24}$").sub("", place.left)
    if figure.unit is not None and figure.unit.dimension not in RELATIVE:
        left = _re(
            "(?<=.{3})(?:(?:增[速幅长])?(?:高于|快于|跑赢)[^,、0-9]{2,12}|(?:数量)?(?:实现)?(?:翻一?番|倍增))、(?=[^,、]{0,4}$)"
        ).sub("", left)
    words = naming.without_tail(left)
    if figure.unit is not None and figure.unit.text == "项" and left.endswith("计划"):
        words = left
    stem = _re("^[0-9][0-9.,]*[万亿]?[个家所名户项件](?=.{2})").sub("", naming.without_lead(words))
    stem = "" if all(char in lexicon.AUXILIARIES for char in stem) else stem
    raised = figure.move == "提升" and figure.unit is not None and figure.unit.countable
    if place.right and (raised or not figure.move) and not figure.rise_to:
        return _behind(figure, place, words, stem)
    borrowed = _said(figure, place, left) or _borrowed(figure, place, stem)
    if borrowed is not None:
        return borrowed._replace(baseline=baseline)
    return _in_front(figure, place, stem, baseline)


def _in_front(figure: Figure, place: Place, stem: str, baseline: Baseline | None) -> Named | None:
    """The noun in front of the figure: 科技进步贡献率|达到61%."""
    if not stem and not place.subject and place.near:
        stem = place.before
    if stem in lexicon.PER_EACH and (whole := place.before or place.subject):
        stem = stem + whole if stem == "人均" else whole + stem
    if _nothing(figure, stem):
        return None
    stem = _completed(figure, place, stem)
    times = figure.unit is not None and figure.unit.dimension == "times"
    if times and (stem.startswith("是") or stem.endswith(("平均水平", "上年", "去年", "同期"))):
        return None
    if len(stem) < 2 and not place.subject:  # noqa: PLR2004 - one character is no name
        return None
    doubt = "名称较长，请核对" if len(stem) > _LONG_NAME else ""
    name = stem if figure.rise_to else stem + figure.move
    return Named(name, stem, figure, place.start, figure.end, doubt, baseline)


def _said(figure: Figure, place: Place, left: str) -> Named | None:
    """What a clause says of the subject before it: 占全市的5%, 超额完成17%."""
    said = predicate(left.strip(" ,、"), figure)
    if left.rstrip().endswith("超额") and "完成" in place.lead:
        said = "超额完成"
    if not said or not place.subject:
        return None
    return Named(place.subject + said + figure.move, place.subject, figure, place.earlier, figure.end)


def _borrowed(figure: Figure, place: Place, stem: str) -> Named | None:
    """The subject of the figure before, for a clause that has none: 增长14%以上, 其中竣工80个."""
    subject = place.subject
    if not subject:
        return None
    bare = not stem or stem in lexicon.VERBS or (stem in {"支出", "比", "较"} and not figure.move)
    raised = _re(
        "(?:在?.{0,6}(?:基数|基础|水平)上(?P<on>增加|增长|提高|新增)?|[比较][^,比较]{1,14}?(?P<than>净增|增加|新增|多增|多|少))了?"
    ).fullmatch(stem)
    if raised:
        return Named(
            subject + (figure.move or raised["on"] or raised["than"] or ""), subject, figure, place.earlier, figure.end
        )
    since = figure.move and _re(SINCE).fullmatch(stem)
    stem = "" if since else stem
    manner = stem if stem in _YIELDED or stem in _MANNERS or _re("[两三四五]年平均").fullmatch(stem) else ""
    if stem in _YIELDED or (figure.move and (since or bare or manner)):
        return Named(subject + manner + figure.move, subject, figure, place.earlier, figure.end)
    if not stem and place.near:
        return Named(subject, subject, figure, place.earlier, figure.end)
    if stem in lexicon.ACTS and place.before.endswith(("项目", "工程", "企业")):
        return Named(place.before + stem, place.before, figure, place.start, figure.end)
    added = stem in _ADDING
    acted = stem in lexicon.ACTS and figure.unit is not None and figure.unit.countable
    return (
        Named(subject + (stem if acted else ""), subject, figure, place.start, figure.end) if added or acted else None
    )


def _nothing(figure: Figure, stem: str) -> bool:
    if not stem or stem in _NO_NAMES or stem.endswith(("落实到", "分解到", "下达到")):
        return True
    relative = figure.unit is not None and figure.unit.dimension in RELATIVE
    return relative and _re("(?:计划|目标|任务|预算)数?的?$").search(stem) is not None


def _completed(figure: Figure, place: Place, stem: str) -> str:
    """The name made whole: cut at its last verb, with the subject that its words lean on."""
    subject = place.subject
    if (kind := naming.crop_of(subject)) and stem in lexicon.YIELDS:
        return kind + stem
    stem = _re("(?<=.{2})(?<!重)(?:净增|新增|新认定|净增加)$").sub("", stem)
    if subject and _re("[0-9.]+[百千万亿]*元(?:及)?以上$").fullmatch(stem):
        stem += _re("^[0-9]*[百千万亿]+元(?:及)?以上").sub("", subject)
    sized, like = _re(_OF_SIZE).fullmatch(stem), _re(_OF_SIZE).fullmatch(subject)
    if sized and like and not sized["what"] and sized["noun"] == like["noun"]:
        stem = like["what"] + stem
    if stem in _AMOUNTS and subject.endswith("合同"):
        stem = naming.without_lead(subject.removeprefix("登记")) + stem
    stem = _cut(figure, stem)
    if naming.is_level(stem) and subject:
        end = _re(_LEVEL_BEHIND).search(subject)
        stem = subject[: end.start()] + stem if end else stem + naming.bare_noun(subject, kinds=stem in lexicon.KINDS)
    if subject and stem in _TOTALS:
        stem = subject.removesuffix("数") + stem
    elif subject and stem.startswith("占") and not stem.startswith("占地") and len(stem) > len("占比"):
        stem = subject + stem
    if figure.move and (base := _re(_BASE_BEHIND).search(stem)) and base.start() >= _LEAST_NOUN:
        stem = stem[: base.start()]
    stem = stem[1:] if len(stem) > 1 and stem[0] == "的" else stem
    relative = figure.unit is not None and figure.unit.dimension in RELATIVE
    stem = stem + "比" if relative and len(stem) > _SHORT_SHARE and stem.endswith("占") else stem
    return subject + stem if subject and _re("(?:比|较|高于|低于|快于|高出|好于)").match(stem) else stem


def _cut(figure: Figure, stem: str) -> str:
    unit = figure.unit
    stem = naming.without_reached(stem)
    counted = unit is not None and (unit.countable or unit.dimension in MONEY or not figure.explicit)
    if counted and not figure.move and not figure.explicit and not stem.endswith(("率", "比重", "强度", "额")):
        cut = naming.middle_cut(stem)
        stem = naming.without_lead(cut) if cut != stem else stem
    last = stem.rpartition("等")[2]
    return last if "等" in stem and "、" in stem and len(last) >= _LEAST_NOUN else stem


def _behind(figure: Figure, place: Place, words: str, stem: str) -> Named | None:
    """The noun behind the figure: 组建1家以上的|企业创新联合体."""
    unit = figure.unit
    share = unit is not None and unit.dimension == "ratio"
    acts = "、(?=[^、]{0,6}(?:新增|新建|建设|培育|完成|建成|打造|引进))"
    noun = place.right if share else _re(acts).split(place.right)[0]
    noun = "人" + noun if unit is not None and unit.text.endswith("人") and noun.startswith("口") else noun
    given = words.endswith(_RECEIVING)
    if given or (unit is not None and unit.dimension == "person"):
        if given and noun.startswith(_PEOPLE):
            return None
        places = [at for word in _PEOPLE if (at := noun.find(word)) > 1 and noun[at - 1] != "的"]
        noun = noun[: min(places)] if places else noun
    noun = _re("^(?:企业|单位|项目|个人)为(?=.{4})").sub("", noun)
    if place.subject and _re("(?:获|通过|入选|列入)[^、]{1,8}").fullmatch(noun) and not words.strip(" ,、:"):
        return Named(place.subject + noun, place.subject, figure, place.start, figure.end)
    noun = _re("(?<=.{2})(?:是|已|正在|如期|全部|均|都).*$").sub("", noun) if not share else noun
    noun = _re("(?<=.{2})\\([^()]{5,}\\)$").sub("", noun)
    noun = naming.without_tail(noun) if place.followed else noun
    opening, verb = _re("^(?:[全我].)?现有$").sub("", words.strip(" ,、:")), naming.ends_with_verb(words)
    if given or place.left.rstrip().endswith(("、", "和", "及", "与")):
        opening = stem = verb = ""
    end = max(place.behind_end - len(place.right) + len(noun), figure.end)
    if "为" in place.lead and not opening.endswith(("目标", "标准")):
        verb, opening = "为", opening + "为"
    if _existing(figure, place.right if noun == "问题" else noun, verb) or place.left.rstrip().endswith("在"):
        return None
    noun = _re("圆满.*$").sub("", noun) or noun
    actors = _re(_ACTORS).fullmatch(noun) if verb in _HELPING else None
    if actors:
        who, act = actors.groups()
        stop = figure.end + actors.end(1) if place.followed else end
        return Named(act if act.endswith(who) else act + who, noun, figure, place.start, stop)
    if opening and stem and not verb:
        return _without_verb(figure, place, opening, stem, noun, end)
    before = naming.without_lead(opening[: -len(verb)]) if verb and len(opening) > len(verb) else ""
    return Named(noun, noun, figure, place.start, end, "前文较长，请核对" if len(before) >= _LONG_BEFORE else "")


def _existing(figure: Figure, noun: str, verb: str) -> bool:
    """What there is already, or what is no thing to count: 6条续建高铁, 3个试点."""
    unit = figure.unit
    solved = _re("问题.{0,6}(?:整改|解决|化解|销号|办结)").match(noun) is not None
    if noun.startswith(("续建", "在建", "已建", "现有", "重点领域", *_ABSTRACT)) and not solved:
        return True
    if verb in {"开展", "实施"} and noun.startswith(("重点产业", "行动")):
        return True
    if unit is None:
        return False
    if "生产线" in noun and not unit.countable:
        return True
    loose = not verb or noun.endswith(("方案", "作用")) or unit.dimension in MONEY
    return loose and _re(_NO_NOUN).search(noun) is not None


def _without_verb(figure: Figure, place: Place, opening: str, stem: str, noun: str, end: int) -> Named | None:
    if figure.explicit and (opening.endswith(("达到", "超过", "率")) or figure.rise_to):
        return Named(stem, stem, figure, place.start, figure.end)
    if figure.unit is not None and figure.unit.dimension in RELATIVE:
        return Named(stem + noun if len(stem) < _SHORT_STEM else stem, stem, figure, place.start, end)
    listed = opening.endswith("等")
    context = opening.endswith(_CONTEXT_VERBS) or stem.startswith(("发挥", "依托", "围绕", "聚焦"))
    happened = any(word in opening for word in _ACHIEVING) or _re(_HAPPENED).search(noun)
    if context and not (listed and happened):
        return None
    size = "规模" if opening.endswith("规模") and noun.endswith("基金") else ""
    name = noun if size else naming.without_lead(naming.middle_cut(stem)) + noun
    if opening.endswith("的") or (listed and "、" in stem):
        name = noun
    elif listed:
        name = stem + noun
    return Named(name + size, noun, figure, place.start, end)
