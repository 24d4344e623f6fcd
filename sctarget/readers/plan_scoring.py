"""The rules of scoring that a plan sets, for all its items and for one (docs/scoring.md)."""

from __future__ import annotations

import re
from decimal import Decimal

from sctarget.model.grade import Tiers
from sctarget.model.scoring import Amount, Attribution, Basis, Grade, ItemRule, Scoring
from sctarget.readers.plan_fields import Fields
from sctarget.readers.plan_keys import ATTRIBUTION_WORDS, BASIS_WORDS, ITEM_SCORING_KEYS, SCORING_KEYS, TIER_KEYS
from sctarget.readers.yaml_nodes import Scalar

_AMOUNT = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(%|％|分)?")
_BEST = 100
_MOST_DECIMALS = 4


def read_scoring(rules: Fields) -> Scoring:
    """The ``scoring`` of a plan's rules, e.g. ``scoring: {total: 100, floor: 60%, bonus_item: 2}``."""
    node = rules.mapping("scoring", "scoring: {total: 100}")
    default = Scoring()
    if node is None:
        return default
    fields = Fields(rules.log, node, SCORING_KEYS)
    scoring = Scoring(
        total=fields.number("total"),
        by=fields.choice("by", Basis, BASIS_WORDS) or default.by,
        floor=fields.share("floor", default.floor),
        bonus_item=read_amount(fields, "bonus_item") or default.bonus_item,
        bonus_total=read_amount(fields, "bonus_total"),
        tiers=_tiers(fields),
        grades=_grades(fields) or default.grades,
        decimals=_decimals(fields, default.decimals),
        attribution=fields.choice("attribution", Attribution, ATTRIBUTION_WORDS) or default.attribution,
        support_share=fields.share("support_share", default.support_share),
        deviation=fields.share("deviation", default.deviation),
        late=read_amount(fields, "late"),
        veto=fields.text("veto"),
        rank=fields.flag("rank"),
    )
    names = [grade.name for grade in scoring.grades]
    if scoring.veto is not None and scoring.veto not in names:
        fields.add("value_unknown", fields.entries["veto"], key="veto", hint=f"等级有：{'、'.join(names)}。")
    return scoring


def read_item_rule(indicator: Fields, key: str) -> ItemRule | None:
    """What one indicator does otherwise, e.g. ``scoring: {by: progress, floor: 100%}``."""
    node = indicator.mapping(key, "scoring: {floor: 100%}")
    if node is None:
        return None
    fields = Fields(indicator.log, node, ITEM_SCORING_KEYS, indicator.owner)
    floor = fields.share("floor", Decimal(0)) if fields.scalar("floor") else None
    return ItemRule(fields.choice("by", Basis, BASIS_WORDS), floor, read_amount(fields, "bonus_item"))


def read_amount(fields: Fields, key: str) -> Amount | None:
    """Points or a share of points, e.g. ``2``, ``0.5分``, ``8%``."""
    node = fields.scalar(key)
    if node is None:
        return None
    match = _AMOUNT.fullmatch(node.value.strip())
    if match is None:
        fields.add("not_points", node, key=key)
        return None
    value = Decimal(match[1])
    return Amount(value.scaleb(-2), share=True) if match[2] in {"%", "％"} else Amount(value)


def _decimals(fields: Fields, default: int) -> int:
    number = fields.number("decimals")
    if number is None:
        return default
    if number != int(number) or number > _MOST_DECIMALS:
        fields.add("scoring_decimals", fields.entries["decimals"], most=_MOST_DECIMALS)
        return default
    return int(number)


def _tiers(fields: Fields) -> Tiers:
    """The tiers of people's grades, e.g. ``{achieved: 80%, partly: 50%}``."""
    default = Tiers()
    node = fields.mapping("tiers", "tiers: {achieved: 80%, partly: 60%}")
    if node is None:
        return default
    inner = Fields(fields.log, node, TIER_KEYS)
    tiers = Tiers(inner.share("achieved", default.achieved), inner.share("partly", default.partly))
    if not 0 < tiers.partly < tiers.achieved < 1:
        percents = (f"{(each * 100).normalize():f}%" for each in tiers)
        fields.add("tiers_wrong", node, read="、".join(percents))
    return tiers


def _grades(fields: Fields) -> tuple[Grade, ...] | None:
    """The bands of a mapping such as ``{优: 90, 良: 80, 中: 60, 差: 0}``, the best first."""
    node = fields.mapping("grades", "grades: {优: 90, 良: 80, 中: 60, 差: 0}")
    if node is None:
        return None
    grades = []
    for name, limit in node.pairs:
        text = limit.value.strip() if isinstance(limit, Scalar) else ""
        match = _AMOUNT.fullmatch(text)
        if match is None or match[2] in {"%", "％"} or Decimal(match[1]) > _BEST:
            fields.add("grade_limit", limit, read=text, name=name.value)
            return None
        grades.append(Grade(name.value.strip(), Decimal(match[1])))
    grades.sort(key=lambda grade: -grade.least)
    limits = {grade.least for grade in grades}
    names = {grade.name for grade in grades}
    if len(limits) < len(grades) or len(names) < len(grades) or grades[-1].least != 0:
        written = "、".join(f"{grade.name} {grade.least}" for grade in grades)
        fields.add("grades_wrong", node, read=written)
        return None
    return tuple(grades)
