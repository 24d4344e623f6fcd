"""Which indicator the words around a star mean: by exact name, alias or the standard dictionary, never by likeness.

The usual words are taken off first: the place, 的, 了, 数, brackets, R&D for 研发 (docs/drafts.md §2).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.naming import ends_with_verb
from sctarget.grammar.numerals import PLAIN
from sctarget.model.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.standard import Standard

ADDING = ("新增", "净增", "新认定", "新培育", "新引进", "新登记", "新备案", "新入库", "新建", "新组建")
"""Words that count what came during the year, not what there is."""

_THERE = re.compile("达到|总数|总量|拥有|保有|共有|现有|已有|累计")
"""Words that count what there is."""

_VERB = re.compile("^(?:建成|拥有|共有|现有|已有|完成|实现)")
"""Verbs that may be left on a name and say nothing of what is counted."""

_MAKING = frozenset(
    ["认定", "评选认定", "评审认定", "组建", "创建", "设立", "建立", "建设", "引进", "柔性引进", "打造", "命名", "举办"]
)
"""Verbs that count what was made during the year, where 累计 or 达到 does not say otherwise."""

_PLAIN_VERBS = _MAKING | frozenset(
    [
        "达到", "保持", "拥有", "完成", "实现", "建成", "建", "形成", "取得", "获得", "获", "荣获", "共获", "登记",
        "备案", "入库", "选派", "轮换选派", "开展", "实施", "组织实施", "推广", "推广应用", "争取", "安排", "投入",
        "落实", "培训", "组织鉴定", "转化", "攻克", "育成", "开发", "兑现", "发放", "拨付", "筹集", "为", "力争",
        "确保", "达",
    ]
)  # fmt: skip
"""Verbs that say no more than that it was done; 申报, 推荐, 吸纳, 支持 and others count something else."""

_AREA = re.compile("^(?:全县|全市|全省|全区|全州|本县|本市|本区|我县|我市|我省|我区|区域内)")
_QUIET = re.compile(r"[\s\W_]|[的了]")
_SOFT = re.compile("先后|仅(?=占)")
_COUNT = re.compile("(?<=.{2})(?:数量|个数|数)$")
_LEVEL = re.compile(
    "(?:国家|自治区|省|市|县|区|州|本)级(?:及?以上)?|国家(?!高新技术企业|科技型中小企业)|全国|^自治区|^[省市县区](?![场域])"
)
_PLACE = re.compile(
    "(?:中共)?(?!科技|创新|全|各|我|本|强|建设|国家|示范)(?P<name>[\u4e00-\u9fff]{1,14}?)(?P<level>[省市县区州盟旗])"
)
_OPENING = re.compile(
    r"(?:关于)?(?:印发|下达|做好|公布)?[《“\s]*(?:[0-9]{4}(?:[—\-~至][0-9]{4})?年?度?)?\s*",
)
_LIKE = 0.55
_CANDIDATES = 3


class Match(NamedTuple):
    """The indicators that a name means; when there are none, why the nearest one is not meant (may be empty)."""

    verdicts: list[Verdict]
    refusal: str = ""


class Names:
    """The names of a plan's indicators, to be asked with the words of a draft."""

    def __init__(self, evaluation: Evaluation, standard: Callable[[str], Standard | None]) -> None:
        self._standard = standard
        self._verdicts = evaluation.verdicts
        self.places = place_names(evaluation.plan)
        self._near: dict[str, list[Verdict]] = {}
        self._keys = [self._own_keys(each.indicator) for each in evaluation.verdicts]

    def find(self, name: str, lead: str) -> Match:
        """The indicators that ``name`` means; ``lead`` are the words in front of the star since the clause began."""
        adding = next((word for word in ADDING if word in lead and word not in name), "")
        verb = "" if adding else _verb_of(name, lead)
        if (adding or verb) and (found := self._of_its_own(f"{adding or verb}{name}", name)):
            return Match(found)
        if verb and verb not in _PLAIN_VERBS:
            return Match([], f"原句说的是“{verb}”的数，计划里没有这样的指标")
        found = self._known(name) or self._exactly(_VERB.sub("", name))
        flows = [each for each in found if each.indicator.kind is Kind.FLOW]
        made = adding or (verb if verb in _MAKING and not _THERE.search(lead) else "")
        if made and found and not flows:
            return Match([], f"原句说的是“{made}”的数，指标“{found[0].indicator.label}”是总数")
        if made:
            found = flows
        elif len(found) > 1 and _THERE.search(lead):
            found = [each for each in found if each.indicator.kind is not Kind.FLOW] or found
        return Match(found, "" if found else self._look_alike(name))

    def nearest(self, name: str) -> list[Verdict]:
        """The indicators whose names are most like it, the most alike first; for people to choose from."""
        key = self.key(name)
        if key not in self._near:
            scores = [max(_likeness(key, each) for each in keys) for keys in self._keys]
            likely = [number for number, score in enumerate(scores) if score >= _LIKE]
            likely.sort(key=lambda number: -scores[number])
            self._near[key] = [self._verdicts[number] for number in likely[:_CANDIDATES]]
        return self._near[key]

    def key(self, name: str) -> str:
        """What a name is compared by."""
        text = name.translate(PLAIN).upper().replace("R&D", "研发").replace("GDP", "地区生产总值")
        text = _AREA.sub("", text.strip())
        for level, place in self.places.items():
            text = text.removeprefix(place + level)
        return _COUNT.sub("", _QUIET.sub("", _SOFT.sub("", text)))

    def _own_keys(self, indicator: Indicator) -> set[str]:
        scoped = f"{indicator.scope or ''}{indicator.name}"
        return {self.key(each) for each in (indicator.name, indicator.label, scoped, *indicator.aliases)}

    def _known(self, name: str) -> list[Verdict]:
        return self._exactly(name) or self._by_dictionary(name)

    def _of_its_own(self, whole: str, name: str) -> list[Verdict]:
        """The indicators that a name with its verb means, where the verb makes it another thing: 吸纳技术合同成交额."""
        own, bare = self._standard(whole), self._standard(name)
        distinct = own is not None and (bare is None or own.id != bare.id)
        return self._exactly(whole) or (self._by_dictionary(whole) if distinct else [])

    def _exactly(self, name: str) -> list[Verdict]:
        key = self.key(name)
        return [each for each, keys in zip(self._verdicts, self._keys, strict=True) if key in keys]

    def _by_dictionary(self, name: str) -> list[Verdict]:
        """Indicators of the same standard indicator whose names speak of the same levels (国家级, 省级)."""
        meant = self._standard(name)
        if meant is None:
            return []
        levels = self._levels(name)
        return [
            each
            for each in self._verdicts
            if self._standard_id(each.indicator) == meant.id and self._levels(each.indicator.name) == levels
        ]

    def _levels(self, name: str) -> set[str]:
        """The levels that a name speaks of; 本级 is the plan's own."""
        own = next(reversed(self.places), "本")
        return {f"{own}级" if found == "本级" else found for found in _LEVEL.findall(name)}

    def _standard_id(self, indicator: Indicator) -> str | None:
        known = self._standard(indicator.name)
        return indicator.standard or (None if known is None else known.id)

    def _look_alike(self, name: str) -> str:
        """What the dictionary says of a name that is easily taken for an indicator of the plan."""
        key = self.key(name)
        for verdict in self._verdicts:
            label, known = verdict.indicator.label, self._standard(verdict.indicator.name)
            if known is not None and key in set(map(self.key, known.not_same)):
                return f"“{name}”与“{label}”不是同一个指标"
            if known is not None and key in set(map(self.key, known.hints)):
                return f"“{name}”不一定就是“{label}”，请人来定"
        return ""


def _verb_of(name: str, lead: str) -> str:
    """The verb in front of a name, or in front of the star when the name stands behind it: 吸纳|技术合同成交额."""
    plain = lead.translate(PLAIN)
    place = plain.rfind(name)
    words = plain if place < 0 else plain[:place]
    return ends_with_verb(words)


def _likeness(one: str, other: str) -> float:
    if one and other and (one in other or other in one):
        return 1 - abs(len(one) - len(other)) / (2 * max(len(one), len(other)))
    return SequenceMatcher(None, one, other).ratio()


def place_names(plan: Plan) -> dict[str, str]:
    """What the plan's places are called by their level, the plan's own last: 天水市麦积区 is 市: 天水, 区: 麦积."""
    found: dict[str, str] = {}
    for text in (plan.title, plan.issuer or ""):
        position = _OPENING.match(text)
        start = position.end() if position else 0
        while place := _PLACE.match(text, start):
            found.pop(place["level"], None)
            found[place["level"]] = place["name"]
            start = place.end()
    return found
