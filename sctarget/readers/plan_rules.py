"""Rules of judging that a plan sets for itself; what it does not say keeps its default (docs/plan-file.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.plan import Rounding, Rules
from sctarget.readers.plan_fields import Fields
from sctarget.readers.plan_keys import BACK_LOADED_KEYS, ROUNDING_WORDS, RULES_KEYS

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.readers.yaml_nodes import Node

INVERSE_FORMULAS = ("T/A", "2-A/T")


def read_rules(plan: Fields) -> Rules:
    """The rules of a plan, e.g. ``rules: {nearly: 85%, rounding: half_up}``."""
    node = plan.mapping("rules", "rules: {nearly: 90%}")
    if node is None:
        return Rules()
    fields = Fields(plan.log, node, RULES_KEYS)
    default = Rules()
    rules = Rules(
        nearly=fields.share("nearly", default.nearly),
        behind=fields.share("behind", default.behind),
        far_behind=fields.share("far_behind", default.far_behind),
        rounding=fields.choice("rounding", Rounding, ROUNDING_WORDS) or default.rounding,
        inverse=_inverse(fields, default.inverse),
        tolerance=fields.share("tolerance", default.tolerance),
        back_loaded=_back_loaded(fields, default.back_loaded),
    )
    if "scoring" in fields.entries:
        from sctarget.readers.plan_scoring import read_scoring

        rules = rules._replace(scoring=read_scoring(fields))
    if rules.behind > rules.far_behind:
        fields.add("rules_order", _place(fields, "behind", "far_behind"), read=f"{rules.behind} > {rules.far_behind}")
    return rules


def _place(fields: Fields, *keys: str) -> Node:
    return next((fields.entries[key] for key in keys if key in fields.entries), fields.node)


def _inverse(fields: Fields, default: str) -> str:
    node = fields.scalar("inverse")
    if node is None:
        return default
    written = "".join(node.value.split()).upper().replace("−", "-").replace("－", "-")
    if written in INVERSE_FORMULAS:
        return written
    fields.add("value_unknown", node, key="inverse", hint=f"可以写：{'、'.join(INVERSE_FORMULAS)}。")
    return default


def _back_loaded(fields: Fields, default: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    node = fields.mapping("back_loaded", "back_loaded: {Q1: 0%, H1: 10%, Q3: 40%}")
    if node is None:
        return default
    inner = Fields(fields.log, node, BACK_LOADED_KEYS)
    shares = [default[0]]
    for key in BACK_LOADED_KEYS:
        shares.append(inner.share(key, shares[-1]))
    if sorted(shares) != shares:
        texts = "、".join(inner.text(key) or "…" for key in BACK_LOADED_KEYS)
        inner.add("shares_backward", node, read=texts)
    _, first, half, third = shares
    return first, half, third
