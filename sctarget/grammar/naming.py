"""What a figure counts: the words in front of it or behind it, without verb, adverb, place and time."""

from __future__ import annotations

import re
from functools import cache

_TIMES = (
    "到“十五”末", "全年", "年内", "今年", "今年以来", "目前", "五年", "一年来", "五年来", "三年来", "近三年来",
    "近三年", "当年", "每年", "年底前",
    "截至目前", "截止目前", "本年度", "年度", "五年来共", "一年", "去年", "上半年", "下半年", "明年", "年底",
    "力争年内", "近年来",
)  # fmt: skip
_ADVERBS = (
    "力争", "争取", "确保", "努力", "全力", "积极", "其中", "并", "要", "再", "将", "使", "让", "也", "全面", "着力",
    "进一步", "有序",
    "稳步", "切实", "持续", "大力", "加快", "重点", "继续", "先后", "共", "累计", "同时", "及时", "深入", "主动",
    "高标准", "高质量", "高水平",
    "不断", "力求", "奋力", "有效", "成功", "顺利", "圆满", "预计", "另", "以及", "和", "与", "及", "、", "且",
    "滚动", "实际", "在", "还", "至少", "分别",
    "创新", "基本", "已", "均", "各", "牢牢", "柔性", "组织", "指导", "帮助", "鼓励", "推动", "支持", "引导", "助力",
    "促进", "带动", "为",
    "轮换", "新", "接续", "首次", "又", "共同", "联合", "规划", "可", "能", "对", "把", "年产",
)  # fmt: skip
_NOT_AHEAD: dict[str, str] = {
    "新": "新农合 新修 新改 新产品 新品种 新能源 新材料 新型 新技术 新工艺 新兴 新一代 新入 新建 新增",
    "实际": "实际到位 实际利用 实际使用",
    "创新": "创新型 创新平台 创新联合 创新中心 创新创业 创新能力 创新主体",
    "重点": "重点",
    "和": "和美 和谐",
    "联合": "联合实验室 联合体",
    "组织": "组织部 组织化",
    "带动": "带动力",
    "再": "再生",
    "对": "对外",
    "共": "共建 共同 共享",
    "并": "并网",
    "能": "能源 能耗",
    "可": "可再生 可支配",
    "高质量": "高质量发展",
    "高标准": "高标准农田",
    "全国": "全国冠军 全国纪录 全国重点",
    "有效": "有效发明 有效灌溉 有效专利",
    "为": "为民 为经营",
    "基本": "基本医疗 基本养老 基本公共 基本农田 基本烟田 基本建设",
    "各": "各类 各项 各级 各镇 各种",
    "要": "要素",
    "年产": "年产值",
    "在": "在线 在校 在岗 在建 在职 在孵 在册 在学 在研 在统",
}
"""Words that begin with one of ours and keep it."""

_REGIONS = (
    "全县", "全市", "全省", "全区", "全州", "全国", "我县", "我市", "我省", "我区", "全盟", "全旗", "全自治区",
    "全州", "市里", "全域",
)  # fmt: skip
VERBS = (
    "新培育认定", "培育认定", "新认定", "新培育", "新引进", "新增", "净增", "新建", "新修", "新开工", "新签约", "新签",
    "新改建", "新创建", "新组建", "新设立", "新开通", "新获批", "新入库", "新注册",
    "组织实施", "联合实施", "部署实施", "深入实施", "推广应用", "推荐上报", "柔性引进", "评选认定", "评审认定",
    "组织鉴定", "推广实施", "引进落地", "认定和创建", "引进和培育", "培育和引进", "新建和改造提升", "新建改扩建",
    "新建和提升", "新建、改扩建", "新建和改造", "新建和改扩建", "新建改造", "引进培育", "培育引进", "制定修订",
    "制修订",
    "认定", "选派", "组建", "培育", "建成", "形成", "实施", "开发", "攻克", "育成", "建设", "创建", "打造", "引进",
    "争取", "举办", "吸纳", "取得", "安排", "投入",
    "完成", "实现", "落实", "开展", "建立", "设立", "搭建", "培养", "获得", "获", "荣获", "创", "发展", "布局",
    "启动", "推进", "开工", "制定", "突破", "选树", "培训", "创办",
    "办好", "办理", "达成", "解决", "新入规", "完善提升", "新改扩建", "奖励", "扩建", "改扩建", "改造提升", "抓好",
    "发放", "兑现", "筹集", "拨付", "征集", "命名", "推荐", "申报", "招引", "储备", "签约", "推广", "转化",
    "转移转化", "引进转化", "运行", "达到", "保持", "拥有", "建", "增加", "扶持", "招募", "出台", "推出", "提前",
)  # fmt: skip
_KEPT = (
    "申报",
    "储备",
    "培训",
    "转移转化",
    "转化",
    "办理",
    "转移",
    "扩建",
    "改扩建",
    "发放",
    "运行",
    "抓好",
    "启动",
    "推荐",
    "提前",
    "转移就业",
    "开工",
    "发展",
    "推进",
    "投入",
)
"""Verbs that stay when the name needs them: what was counted is the act."""

CREATE = frozenset(VERBS) | {
    "建成通车", "评选", "办好", "办成", "建成投运", "下放", "清理", "取消", "打破", "改造", "升级改造", "出让",
    "整治", "治理", "创成", "新增布局",
    "新开通", "改建", "推动", "帮助", "组织", "为", "引导", "支持", "达", "确保", "力争", "安置", "消除", "复垦",
    "盘活", "释放", "扶持创业", "处置", "建设改造",
    "完成省下达", "开发建设", "落地", "实施建设", "启动建设", "开工建设", "上报", "奖励",
}  # fmt: skip
CREATE -= {"抓好", "运行", "发展", "达到", "保持", "拥有", "培训"}
_MIDDLE = (
    "新建和改扩建", "联合实施", "组织实施", "部署实施", "柔性引进", "推荐上报", "推广应用", "评选认定", "组织鉴定",
    "新认定", "新培育认定", "新培育",
    "组建", "新建", "举办", "吸纳", "建成", "选派", "攻克", "育成", "打造", "引进", "实施", "培育", "完成", "开展",
    "争取", "新增", "创建", "设立", "建立", "认定", "奖励", "建设", "共获", "荣获", "获得", "实现",
)  # fmt: skip
_TAILS = (
    "总量达到",
    "达到",
    "共计",
    "合计",
    "共",
    "的",
    "首次",
    "仅",
    "数量",
    "约",
    "近",
    "已",
    "累计",
    "目标",
    "力争",
    "计划",
    "总额达",
    ":",
    "预计",
    "分别",
    "确保",
    "争取",
    "努力",
    "也",
    "都",
    "将",
    "要",
    "再",
    "只",
    "不",
    "又",
    "使",
)
_LEVELS = ("国家级", "省级", "市级", "县级", "区级", "自治区级", "州级", "国家", "省", "市")
HEADS = (
    "居民人均可支配收入", "人均可支配收入", "业务办理时限", "办理时限", "人均纯收入", "总产值", "年产值",
    "产业增加值", "增加值", "产量", "产值", "销售收入", "营业收入", "投资", "覆盖率",
    "普及率", "处理率", "比率", "比例", "占比", "面积", "总量", "排放量", "人数", "总额", "产能", "收入", "达标率",
    "利用率", "合格率", "里程", "饲养量", "存栏量", "出栏量", "拥有量", "入学率", "就业率", "毛入学率",
    "贷款余额", "存款余额", "余额", "出栏", "存栏", "排放总量", "排放强度", "比重", "增速", "浓度", "规模", "数量",
    "支出", "参保率", "回收率",
)  # fmt: skip


_NOUN_ENDS = (
    "类",
    "率",
    "数",
    "面积",
    "任务",
    "工作",
    "资金",
    "收入",
    "规模",
    "额",
    "度",
    "期",
    "型",
    "性",
    "用地",
    "创新",
    "中心",
    "水平",
    "强度",
    "面",
    "人数",
    "人次",
    "里程",
    "库",
    "比例",
    "比重",
    "的",
    "方案",
    "量",
    "业",
    "就业",
)
_SHORT = 3
_PAIR = 2


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(name)


_NUMBERING = (
    r"(?:[—\-·•●◆▪■□○※①-⑳*]+|[0-9]{1,2}[.、](?![0-9])|\([一二三四五六七八九十0-9]{1,3}\)"
    r"|[一二三四五六七八九十]{1,2}[是要、]|第[一二三四五六七八九十][,:])+"
)
_YEAR = (
    r"(?:从|自|在|于)?(?:(?:到|至|力争到|截至|截止|到了|截止到|争取到|确保到|力争)?(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?"
    r"(?:底|末|初)?(?:前|之前|以前|止)?"
    r"|[0-9]{1,2}月底前|“十[一二三四五]?五”(?:期间|末|时期)?|到?20[0-9]{2}年)[,]?"
)


def without_lead(words: str, *, verbs: bool = True) -> str:
    """The words without numbering, time, place, adverbs and (unless they carry the meaning) verbs in front."""
    text = words.strip(" ,、:\t")
    while True:
        before = text
        for name in (_NUMBERING, _YEAR):
            match = _pattern(name).match(text)
            if match and (match.end() < len(text) or name is _NUMBERING):
                text = text[match.end() :]
        for group in (_TIMES, _REGIONS, _ADVERBS, VERBS if verbs else ()):
            text = _without(text, group)
        text = text.lstrip(" ,、:\t")
        if text.startswith("了") and len(text) > 1:
            text = text[1:]
        if text == before:
            return text


def _without(text: str, words: tuple[str, ...]) -> str:
    best = ""
    if text in words:
        return text
    for word in words:
        if len(word) > len(best) and text.startswith(word) and len(text) > len(word):
            best = word
    if not best or _stays(text, best):
        return text
    return text[len(best) :]


def _stays(text: str, word: str) -> bool:
    """Whether a word in front belongs to the name: 新 of 新产品, 培训 of 培训人次, 实施 of 实施方案."""
    rest = text[len(word) :]
    if word in _NOT_AHEAD and text.startswith(tuple(_NOT_AHEAD[word].split())):
        return True
    if word in {"高标准", "高质量", "高水平"} and not rest.startswith((*VERBS, "推进", "做好")):
        return True
    if word in VERBS and rest.startswith(_NOUN_ENDS):
        return True
    if (word in _KEPT and len(rest) <= _SHORT) or (rest == "项目" and word in VERBS):
        return True
    return word in _REGIONS and (rest[:1] in "域重" or len(rest) < _SHORT)


def without_tail(words: str) -> str:
    """The words without what leads over to the figure: 达到, 共, 首次."""
    text = words.rstrip(" ,、:\t")
    while True:
        before = text
        for word in _TAILS:
            if text.endswith(word) and len(text) > len(word) and not text.endswith(("签约", "节约", "集约", "契约")):
                text = text[: -len(word)]
        text = text.rstrip(" ,、:\t")
        if text == before:
            return text


def middle_cut(words: str) -> str:
    """What follows the last verb inside a clause: 围绕产业链组建创新联合体 → 创新联合体."""
    best = -1
    for verb in _MIDDLE:
        place = words.rfind(verb)
        if place > 0 and len(words) - place - len(verb) >= _SHORT and place + len(verb) > best:
            before, after = words[place - 1], words[place + len(verb)]
            if verb == "建设" and before not in "院学业司区局县市园":
                continue
            if after in "的率数面额量计登库型类中基工示方就" or (before in "产业发" and verb in {"开展", "认定"}):
                continue
            best = place + len(verb)
    return words[best:] if best > 0 else words


def ends_with_verb(words: str) -> str:
    """The verb that words end with, e.g. 新建 of 年内新建; empty when none."""
    text = words.rstrip(" 了")
    best = ""
    for verb in CREATE:
        if text.endswith(verb) and len(verb) > len(best):
            best = verb
    return best


def split_names(words: str, count: int) -> list[str]:
    """The names of a coordination, e.g. 原煤、原油、天然气产量 → 原煤产量, 原油产量, 天然气产量."""
    parts = [part for part in _pattern(r"[、和及与]|以及").split(words) if part]
    if len(parts) != count:
        joined = words.split("、")
        last = _pattern(r"[和及与]").split(joined[-1], maxsplit=1)
        candidates = [*joined[:-1], *last]
        parts = [part for part in candidates if part]
    if len(parts) != count and "、" in words:
        parts = [part for part in words.split("、") if part]
    if len(parts) != count:
        halves = [words[m.start() + 1 :] for m in _pattern("和|与|及").finditer(words)]
        if count == _PAIR and halves:
            middle = words.rfind("和") if "和" in words else words.rfind("与")
            if middle > 0:
                parts = [words[:middle], words[middle + 1 :]]
    if len(parts) == 1 and count == _PAIR:
        for pair, first, second in (("城乡", "城镇", "农村"), ("进出口", "进口", "出口"), ("省市", "省", "市")):
            if pair in words:
                return [words.replace(pair, first, 1), words.replace(pair, second, 1)]
    if len(parts) != count:
        return []
    return share_head(parts)


def share_head(parts: list[str]) -> list[str]:
    """Parts of which only the last has the head noun get it too; a level alone gets the noun of the first."""
    last = parts[-1]
    head = next((each for each in HEADS if last.endswith(each) and len(last) > len(each)), "")
    named = [part if not head or part.endswith(HEADS) else part + head for part in parts]
    for level in _LEVELS:
        if named[-1] == level and len(named) > 1:
            named[-1] = level + bare_noun(named[0])
    return named


def bare_noun(name: str) -> str:
    """The name without its level: 国家级企业技术中心 → 企业技术中心."""
    for level in _LEVELS:
        if name.startswith(level) and len(name) > len(level) + 1:
            return name[len(level) :].removeprefix("以上").removeprefix("及以上")
    return name


ACTS = frozenset([
    "新建", "续建", "竣工投产", "建成投产", "开工建设", "建成投用", "开工", "竣工", "投产", "签约", "开业", "建成",
    "投用", "落地",
    "达产", "完工", "纳统", "入库", "通车", "新开工",
])  # fmt: skip
"""Words that alone say what was done with the subject before (其中开工110个、竣工80个)."""


def is_level(name: str) -> bool:
    """Whether a name is a level alone: 省级."""
    return name in _LEVELS
