"""What a figure counts: the words in front of it or behind it, without verb, adverb, place and time."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from sctarget.grammar import lexicon
from sctarget.grammar.vocabulary import lengths_by_start

_SHORT = 3
_GROUNDS = ("示范基地", "种植基地", "养殖基地", "生产基地", "产业园", "产业带", "基地")
_REACHED = frozenset({"实现", "完成"})
_OF_REACHED = ("率", "额", "度", "情况", "值", "数", "量")
_AFTER_REACHED = "的率数额量情任"
_AFTER_VERB = "的率数面额量计登库型类中基工示方就长"
"""Behind a verb these characters make a noun of it: 建设工程, 新增长点."""
_BEFORE_VERBS: dict[str, tuple[str, ...]] = {
    "基本": ("消除", "满足", "普及", "覆盖", "控制"),
    "创新": (),
    **dict.fromkeys(("两年", "三年", "四年"), ()),
    **dict.fromkeys(("高标准", "高质量", "高水平"), ("推进", "做好")),
}
"""Words that go only in front of a verb, or of one of these: 基本建成, but not 基本服务清单."""
_PAIR = 2
_PAIRED = (("存", "存款", "贷款", "贷款"), ("城", "城镇", "乡", "农村"), ("进", "进口", "出口", "出口"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name)


_NUMBERING = (
    r"(?:[—\-·•●◆▪■□○※①-⑳*Øü➢►▶★☆✓√\ue000-\uf8ff]+|[A-H][.、]|[0-9]{1,2}[.、](?![0-9])|[0-9]{1,2}、(?=(?:19|20)[0-9]{2}年)|\([一二三四五六七八九十0-9]{1,3}\)"
    r"|[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六七八九十][,:])+"
)
_BUILT = r"新?\([改扩迁](?:[、,]?[改扩迁]){0,2}\)建|新?[新改扩迁续](?:[、,]?[改扩迁]){0,2}建"
_WHERE = "在[^在,、]{2,12}?(?=开展|实施|建设|举办|新建|设立|建立|组织|完成|实现|建成|布局|培训)"
_YEAR = (
    r"(?:从|自|在|于)?(?:(?:19|20)[0-9]{2}年(?:开始|起)|(?:到|至|力争到|截至|截止|到了|截止到|争取到|确保到|力争)?(?:19|20)[0-9]{2}年(?:度|[0-9]{1,2}月)?"
    r"(?:底|末|初)?(?:前|之前|以前|止)?"
    r"|(?:(?:截至|截止|到|至)(?:19|20)?[0-9]{2}年)?(?:截至|截止|到|至)?[0-9]{1,2}月(?:份|底|末)?(?:[0-9]{1,2}日)?(?:前|止)?"
    r"|(?:(?:19|20)[0-9]{2}[-—~至])?(?:19|20)[0-9]{2}年度?|前[0-9一二三四五六七八九十]{1,3}个月|[0-9一二三四五六七八九十两]{1,3}年内有?"
    r"|[0-9]{1,2}[-—~至][0-9]{1,2}月份?|[到至]?“十[一二三四五]?五”(?:期间|末|时期)?|到?20[0-9]{2}年)[,]?"
)


_LEVEL_ABOVE = "[省市州县区](?:级|委|政府)?"
_HANDED_DOWN = f"(?:国家|上级|{_LEVEL_ABOVE})(?:[、和及]{_LEVEL_ABOVE})?下达给?[我全]?[县市区省州旗镇乡局]的?(?=.{{2}})"
"""Who set a task: 省、市下达我县造林任务."""

_FROM_VAGUE = (
    "(?<=.{2})[由从][^,由从]{1,20}?(?:发展|增加|增长|提高|提升|扩大|上升|下降|减少|缩小|降低|压减|缩短)(?:到|至|为)了?"
    "(?:目前|现在|今年|当前|如今)?的?$"
)
"""From where it came when that is no figure: 由不足百个发展到目前的1735个."""
_INSIDE = (
    "(?<=.{2})(?:(?<![0-9一二三四五两])年内|全年|今年|年底前|当年|前三季度|上半年)(?:可|将|预计|力争|计划|共|累计)*(?:完成|实现)?"
    "|(?<=.{2})(?:预计|有望|可望)(?:完成|实现)?(?=.)"
)
_PLACE = "(?:地区|平原|流域|市|县|区|省|州|旗)"
_EVERYBODY = (
    "各(?:县|市|区|镇|乡|街道|地|州|旗|部门|单位|级)[(、,)市区镇乡街道办事处州旗级部门单位]*"
    "|(?:县|市|区)[(、][(、,)市区县]*"
)
_AHEAD = tuple(frozenset(words) for words in (lexicon.TIMES, lexicon.REGIONS, lexicon.ADVERBS, lexicon.VERBS))
_ACTIVE = (*lexicon.VERBS, *lexicon.ADVERBS)
_IDLE = frozenset({*lexicon.TIMES, *lexicon.REGIONS, *lexicon.ADVERBS, "含", "不含"}) - {"创新", "规划", "组织", "重点"}
"""Words that are no name when nothing stands behind them."""


def without_lead(words: str, *, verbs: bool = True) -> str:
    """The words without numbering, time, place, adverbs and (unless they carry the meaning) verbs in front."""
    text = words.strip(" ,、:\t")
    if verbs and (where := _pattern(_WHERE).match(text)):
        text = text[where.end() :]
    while True:
        before = text
        for name in (_NUMBERING, _YEAR, _HANDED_DOWN):
            match = _pattern(name).match(text)
            if match and (match.end() < len(text) or name is _NUMBERING):
                text = text[match.end() :]
        for group in _AHEAD if verbs else _AHEAD[:-1]:
            text = _without(text, group)
        if verbs and (built := _pattern(_BUILT).match(text)) and len(text) - built.end() > 1 and text[:2] != "续建":
            text = text[built.end() :]
        text = _without_auxiliaries(text)
        if match := _pattern(r"[县市区]?\([^()]{1,12}\)(?=.{2})").match(text):
            text = text[match.end() :]
        text = text.lstrip(" ,、:\t")
        if text.startswith("了") and len(text) > 1:
            text = text[1:]
        if text == before:
            text = "" if _pattern(_YEAR).fullmatch(text) else _pattern(_INSIDE).sub("", text)
            return "" if text in _IDLE or _pattern(_EVERYBODY).fullmatch(text) else text


def _without_auxiliaries(text: str) -> str:
    """将要新增 is 新增; 能源 and 可再生能源 stay."""
    for size in range(1, min(_SHORT, len(text))):
        if text[size - 1] not in lexicon.AUXILIARIES:
            break
        if text[size:].startswith(_ACTIVE):
            return text[size:]
    return text


def _without(text: str, group: frozenset[str]) -> str:
    """The text without the longest word of a group in front; a text that is such a word stays."""
    if text in group:
        return text
    for size in _lengths(group).get(text[:1], ()):
        word = text[:size]
        if word in group:
            return text if _stays(text, word) else text[size:]
    return text


@cache
def _lengths(group: frozenset[str]) -> dict[str, list[int]]:
    return lengths_by_start(group)


def _stays(text: str, word: str) -> bool:
    """Whether a word in front belongs to the name: 新 of 新产品, 培训 of 培训人次, 实施 of 实施方案."""
    rest = text[len(word) :]
    if word in lexicon.NOT_AHEAD and text.startswith(tuple(lexicon.NOT_AHEAD[word].split())):
        return True
    if word in _BEFORE_VERBS and not rest.startswith((*lexicon.VERBS, *_BEFORE_VERBS[word])):
        return True
    if word in lexicon.VERBS and rest.startswith(_OF_REACHED if word in _REACHED else lexicon.NOUN_ENDS):
        return True
    if (word in lexicon.KEPT and len(rest) <= _SHORT) or (rest == "项目" and word in lexicon.VERBS):
        return True
    return word in lexicon.REGIONS and (rest[:1] in "域重" or (len(rest) < _SHORT and rest not in lexicon.ADVERBS))


def without_tail(words: str) -> str:
    """The words without what leads over to the figure: 达到, 共, 首次, 已建设."""
    words = _pattern("(?<=.{2})(?:(?:成功|再)?(?:[迈跨跃登站]上|[迈跨越闯]过|跨越|冲破))了?$").sub(
        "", words.rstrip(" ,、:\t")
    )
    words = _pattern("(?<=.{2})(?:已经?|累计已?)(?:完成|建成|建设|实现|安装|落实|发放)$").sub(
        "", words.rstrip(" ,、:\t")
    )
    words = _pattern(
        "(?<=.{2})(?:(?:扩大|增加|拓展|扩展|提高|达|增)[到至]|达|共|共有|包括|涵盖|含)?[0-9]{1,3}个?大?类$"
    ).sub("", words)
    words = _pattern(_FROM_VAGUE).sub("", words)
    text = _pattern(
        "(?:从(?:19|20)[0-9]{2}年(?:开始|起)|连续(?:[0-9]{1,2}|[两三四五六七八九十])(?:年|个季度|个月))$"
    ).sub("", words.rstrip(" ,、:\t"))
    while True:
        before = text
        for word in lexicon.TAILS:
            if text.endswith(word) and len(text) > len(word) and not text.endswith(lexicon.BONDS):
                text = text[: -len(word)]
        text = text.rstrip(" ,、:\t")
        if text == before:
            return text


def middle_cut(words: str) -> str:
    """What follows the last verb inside a clause: 围绕产业链组建创新联合体 → 创新联合体."""
    best = -1
    for verb in lexicon.MIDDLE:
        place = words.rfind(verb)
        if place > 0 and len(words) - place - len(verb) >= _SHORT and place + len(verb) > best:
            before, after = words[place - 1], words[place + len(verb)]
            if verb == "建设" and before not in "院学业司区局县市园":
                continue
            joined = _AFTER_REACHED if verb in _REACHED else _AFTER_VERB
            if (
                before in "或和及与、"
                or words.startswith("建成区", place)
                or after in joined
                or (before in "产业发" and verb in {"开展", "认定"})
            ):
                continue
            best = place + len(verb)
    return words[best:] if best > 0 else words


def without_reached(words: str) -> str:
    """What was reached by whom, without the verb: 规上企业实现利润 is 规上企业利润."""
    match = _pattern(
        "(?!围绕|依托|通过|按照|针对|面向|聚焦|结合|充分|以)(.{2,14}?)(?:实现|完成)了?(?![率数额量情任的])(.{2,})"
    ).fullmatch(words)
    return match.group(1) + match.group(2) if match else words


def ends_with_verb(words: str) -> str:
    """The verb that words end with, e.g. 新建 of 年内新建; empty when none."""
    text = words.rstrip(" 了")
    sizes = range(min(_longest_verb(), len(text)), 0, -1)
    return next((text[-size:] for size in sizes if text[-size:] in lexicon.CREATE), "")


@cache
def _longest_verb() -> int:
    return max(map(len, lexicon.CREATE))


def listed(words: str) -> list[str]:
    """The members of a list; marks inside brackets and quotes part none: 镇(乡、街道)、村 → 镇(乡、街道), 村."""
    parts, depth, start = [], 0, 0
    for match in _pattern(r"[(《“]|[)》”]|以及|[、与]|和(?!谐|美)|及(?!以上|其|时)").finditer(words):
        sign = match.group()
        if sign in "(《“":
            if sign == "“" and not depth and words[match.start() - 1 : match.start()] == "”":
                parts.append(words[start : match.start()])
                start = match.start()
            depth += 1
        elif sign in ")》”":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(words[start : match.start()])
            start = match.end()
    return [part for part in (*parts, words[start:]) if part]


def split_names(words: str, count: int) -> list[str]:
    """The names of a coordination, e.g. 原煤、原油、天然气产量 → 原煤产量, 原油产量, 天然气产量."""
    parts = listed(words)
    if len(parts) != count:
        *ahead, last = words.split("、")
        parts = [part for part in (*ahead, *_pattern("[和及与]").split(last, maxsplit=1)) if part]
    if len(parts) != count and "、" in words:
        parts = [part for part in words.split("、") if part]
    if len(parts) != count == _PAIR:
        middle = words.rfind("和") if "和" in words else words.rfind("与")
        if middle > 0:
            parts = [words[:middle], words[middle + 1 :]]
    herds = _pattern("([猪牛羊禽兔]{2,4})(?=[存出]栏|肉|产量|饲养)").match(words)
    if len(parts) == 1 and herds and len(herds.group()) == count:
        return [herd + words[herds.end() :] for herd in herds.group()]
    if len(parts) == 1 and count == _PAIR:
        for pair, first, second in (
            ("城乡", "城镇", "农村"),
            ("存贷款", "存款", "贷款"),
            ("进出口", "进口", "出口"),
            ("省市", "省", "市"),
        ):
            if pair in words:
                return [words.replace(pair, first, 1), words.replace(pair, second, 1)]
    return share_head(parts) if len(parts) == count else []


def _written_out(parts: list[str]) -> list[str]:
    """The halves of a pair that share a character: 存、贷款余额 is 存款、贷款余额, 城、乡居民 is 城镇、农村居民."""
    made = list(parts)
    for index, (part, following) in enumerate(pairwise(parts)):
        for short, whole, second, other in _PAIRED:
            if part.endswith(short) and following.startswith(second):
                made[index] = part.removesuffix(short) + whole
                made[index + 1] = other + following.removeprefix(second)
    return made


def crop_of(name: str) -> str:
    """What was grown or kept: 粮食 of 粮食播种面积, 生猪 of 生猪出栏."""
    match = _pattern(
        "(.{2,12}?)(?:总)?(?:存栏量?|出栏量|(?:播种|种植|栽培|养殖|采收)?(?:总)?面积|播面|(?:总)?产量|总产|栽培量|饲养量|亩产|单产|产值|出栏)"
    ).fullmatch(name)
    return match.group(1) if match and match.group(1) not in {"播种", "种植", "栽培", "养殖"} else ""


def _shared_acts(parts: list[str]) -> list[str]:
    """Acts done to one noun: 专利申请和授权量 is 专利申请量, 专利授权量."""
    acts = "申请|受理|授权|注册|登记|签约|开工|竣工|投产|落地"
    first = _pattern(f"(.{{2,}}?)(?:{acts})([量数]?)").fullmatch(parts[0])
    rest = [_pattern(f"(?:{acts})([量数]?)").fullmatch(part) for part in parts[1:]]
    if first is None or not rest or any(each is None for each in rest):
        return parts
    counted = rest[-1].group(1) if rest[-1] is not None and not first.group(2) else ""
    return [parts[0] + counted, *(first.group(1) + part for part in parts[1:])]


def _common_place(parts: list[str]) -> str:
    """What stands behind the last place of a list of places: 甲地区、乙地区粮食产量 → 粮食产量."""
    if len(parts) < _PAIR or not all(_pattern(rf".+{_PLACE}").fullmatch(part) for part in parts[:-1]):
        return ""
    match = _pattern(rf".{{1,10}}?{_PLACE}(?!内|域|间)(.{{3,}})").fullmatch(parts[-1])
    return match.group(1) if match and not match.group(1).startswith(("及", "和")) else ""


def share_head(parts: list[str]) -> list[str]:
    """Parts of which only the last has the head noun get it too; a level alone gets the noun of the first."""
    parts = _shared_acts(_written_out(parts))
    if (kind := crop_of(parts[0])) and all(part in lexicon.YIELDS for part in parts[1:]):
        return [parts[0], *(kind + part for part in parts[1:])]
    last = parts[-1]
    if placed := _common_place(parts):
        return [part + placed for part in parts[:-1]] + [last]
    head = next((each for each in lexicon.HEADS if last.endswith(each) and len(last) > len(each)), "")
    if not head and all(len(part) <= _PAIR for part in parts[:-1]):
        head = next((each for each in _GROUNDS if last.endswith(each) and len(last) > len(each) + 1), "")
    own = (*lexicon.HEADS, head, "率") if head.endswith("率") else (*lexicon.HEADS, head)
    named = [part if not head or part.endswith(own) else part + head for part in parts]
    for level in lexicon.LEVELS:
        if named[-1] == level and len(named) > 1:
            named[-1] = level + bare_noun(named[0])
    return named


def bare_noun(name: str, *, kinds: bool = False) -> str:
    """The name without its level (or kind): 国家级企业技术中心 → 企业技术中心."""
    for level in lexicon.KINDS if kinds else lexicon.LEVELS:
        if name.startswith(level) and len(name) > len(level) + 1:
            return name[len(level) :].removeprefix("以上").removeprefix("及以上")
    return _pattern("^[一二三四五]?星级(?=.)").sub("", name)


def is_level(name: str) -> bool:
    """Whether a name is a level alone: 省级, 市级以上, B级."""
    return (
        _pattern("及?以上$").sub("", name) in (*lexicon.LEVELS, *lexicon.KINDS)
        or _pattern("[A-Z甲乙丙丁一二三四五]{1,5}(?:级|类|等)|[一二三四五]星级?").fullmatch(name) is not None
    )
