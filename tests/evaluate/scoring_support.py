"""Scored plans in a short notation: ``9/10`` is an item of 10 points of which 9 were reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evaluate.support import DEPARTMENT, evaluate, form, indicator, make_plan

from sctarget.evaluate.score_total import score_plan
from sctarget.model.actual import Absence
from sctarget.model.grade import Tiers
from sctarget.model.plan import Rules
from sctarget.model.scoring import Adjustment, AdjustmentKind, Amount, Attribution, Basis, Grade, Scoring
from sctarget.model.source import Source

if TYPE_CHECKING:
    from sctarget.evaluate.points import Scores
    from sctarget.evaluate.result import Evaluation
    from sctarget.model.plan import Indicator, Task

WORDS = {
    "未报送": Absence.UNREPORTED,
    "待核实": Absence.TO_VERIFY,
    "未出数": Absence.UNPUBLISHED,
    "不涉及": Absence.NOT_APPLICABLE,
}
KINDS = {
    "加分": AdjustmentKind.BONUS,
    "扣分": AdjustmentKind.DEDUCT,
    "迟报": AdjustmentKind.LATE,
    "一票否决": AdjustmentKind.VETO,
    "免计": AdjustmentKind.EXEMPT,
}


def amount(text: str) -> Amount:
    """``2`` points or ``8%``."""
    if text.endswith("%"):
        return Amount(Decimal(text[:-1]).scaleb(-2), share=True)
    return Amount(Decimal(text))


def share(text: str) -> Decimal:
    """``60%`` as a fraction."""
    return Decimal(text.rstrip("%")).scaleb(-2)


def scoring(text: str = "") -> Scoring:
    """The rules of a cell such as ``floor=60%，bonus_item=2，grades=好85 一般0``."""
    keys: dict[str, Any] = {}
    for part in filter(None, text.split("，")):
        name, _, value = part.partition("=")
        if name in {"floor", "support_share", "deviation"}:
            keys[name] = share(value)
        elif name in {"bonus_item", "bonus_total", "late"}:
            keys[name] = amount(value)
        elif name == "decimals":
            keys[name] = int(value)
        elif name == "tiers":
            keys[name] = Tiers(*map(share, value.split("/")))
        elif name == "by":
            keys[name] = Basis(value)
        elif name == "attribution":
            keys[name] = Attribution(value)
        elif name == "grades":
            keys[name] = tuple(
                Grade(each.rstrip("0123456789"), Decimal(each.lstrip("好一般"))) for each in value.split(" ")
            )
        else:
            raise AssertionError(part)
    return Scoring(**keys)


def item(text: str, key: str, **keys: Any) -> tuple[Indicator, str | Absence]:
    """The indicator of ``9/10`` or ``未报送/5``, and what is reported of it."""
    got, _, weight = text.partition("/")
    made = indicator(f">= {weight} 家", key=key, weight=Decimal(weight), **{"name": f"指标{key}", **keys})
    return made, WORDS.get(got, got)


def adjustment(text: str, department: str | None = DEPARTMENT, on: str | None = None) -> Adjustment:
    """``扣分1``, ``加分5%``, ``一票否决``; ``on`` is the id of an item."""
    word = next(each for each in KINDS if text.startswith(each))
    rest = text.removeprefix(word)
    points = amount(rest) if rest else Amount(Decimal(0))
    source = Source("decisions.yaml", line=1, column=3)
    return Adjustment(KINDS[word], points, "示例甲", date(2024, 1, 8), "示例理由", source, department, on)


def scores_of(
    items: str | list[tuple[Indicator, str | Absence]],
    rules: str = "",
    *adjustments: Adjustment,
    as_of: str | None = None,
    when: str = "2023",
    judging: Rules | None = None,
) -> Scores:
    """The scores of items such as ``50/50，45/50``, all of them owed and reported by one department."""
    made = (
        [item(text, f"i{number}") for number, text in enumerate(items.split("，"))] if isinstance(items, str) else items
    )
    plan = make_plan(*(one for one, _ in made), rules=(judging or Rules())._replace(scoring=scoring(rules)))
    returned = form({one.id: value for one, value in made}, when)
    found = score_plan(evaluate(plan, returned, as_of=as_of), adjustments)
    assert found is not None
    return found


def scored(
    items: list[tuple[Indicator, str | Absence]],
    rules: str = "",
    *adjustments: Adjustment,
    tasks: tuple[Task, ...] = (),
    states: dict[str, str] | None = None,
    when: str = "2023",
    **said: Any,
) -> Evaluation:
    """A plan judged and scored; ``said`` goes to every figure (reason, measures, remark)."""
    plan = make_plan(*(one for one, _ in items), tasks=tasks, rules=Rules()._replace(scoring=scoring(rules)))
    returned = form({one.id: value for one, value in items}, when, tasks=states, **said)
    evaluation = evaluate(plan, returned)
    return evaluation._replace(scores=score_plan(evaluation, adjustments))


def weighed(one: Indicator, weight: str) -> Indicator:
    """The indicator with a weight."""
    return replace(one, weight=Decimal(weight))
