"""Rules between figures of one period: parts and whole, new and in all (docs/crosscheck.md)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import WIDE, decimals, plain_text
from sctarget.model.plan import Indicator, Kind, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sctarget.evaluate.context import Context, Seen

_MODIFIERS = (
    r"新增加|新增|净增|新认定|新建|新培育|认定|当年|年度|累计|总数|数量|总量|拥有量|拥有|存量|有效|期末|达到"
    r"|全县|全市|全区|数$|量$"
)
_ADDABLE = frozenset({Kind.FLOW, Kind.STOCK})


class RelationFinding(NamedTuple):
    """A figure that contradicts another, and what the wording needs to know."""

    seen: Seen
    facts: dict[str, str]


class RelationRule(NamedTuple):
    """A rule: its code, indicators with those that each is held against, and the figures that it doubts."""

    code: str
    applies: Callable[[Plan], dict[str, tuple[str, ...]]]
    check: Callable[[Seen, list[Seen], Context], Iterable[RelationFinding]]


def _wholes(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {item.id: item.parts for item in plan.indicators if item.parts and item.kind in _ADDABLE}


def _measured(whole: Seen, others: list[Seen]) -> list[tuple[Seen, Decimal]]:
    """The reported parts with their values in the unit of the whole."""
    from sctarget.model.parts import in_whole

    parts = []
    for part in others:
        if part.indicator.kind is not whole.indicator.kind or part.indicator.reporting is not whole.indicator.reporting:
            continue
        value = in_whole(part.value, part.indicator.unit, whole.indicator.unit)
        if value is not None:
            parts.append((part, value))
    return parts


def _part_exceeds_whole(whole: Seen, others: list[Seen], _context: Context) -> Iterator[RelationFinding]:
    """A part that is larger than what it is a part of."""
    larger = [part for part, value in _measured(whole, others) if value > whole.value]
    if larger:
        yield RelationFinding(whole, {"what": f"小于其中项{'、'.join(map(_cited, larger))}"})
    for part in larger:
        yield RelationFinding(part, {"what": f"大于它所属的{_cited(whole)}"})


def _parts_do_not_add_up(whole: Seen, others: list[Seen], context: Context) -> Iterator[RelationFinding]:
    """Two or more parts, all reported, whose sum is not the whole beyond what rounding explains."""
    parts = _measured(whole, others)
    if len(parts) < 2 or len(parts) < len(whole.indicator.parts) or any(value > whole.value for _, value in parts):  # noqa: PLR2004
        return
    total = Decimal(0)
    for _, value in parts:
        total = WIDE.add(total, value)
    slack = Decimal(0)
    if not whole.indicator.unit.countable:
        digits = max(decimals(value) for value in (whole.value, *(value for _, value in parts)))
        slack = WIDE.scaleb(Decimal(len(parts) + 1), -digits) / 2
    left = WIDE.subtract(whole.value, total)
    if abs(left) <= slack or (left > 0 and _more_parts(whole, context)):
        return
    listed = "、".join(_cited(part) for part, _ in parts)
    unit = whole.indicator.unit
    yield RelationFinding(whole, {"what": f"其中项{listed}合计{plain_text(total)}{unit}"})
    for part, _ in parts:
        yield RelationFinding(part, {"what": f"各其中项合计{plain_text(total)}{unit}，总数{_cited(whole)}"})


def _more_parts(whole: Seen, context: Context) -> bool:
    """Whether the plan's own targets show that there are parts that it does not list."""
    from sctarget.model.parts import goal_of, parts_goal

    asked, listed = goal_of(whole.indicator), whole.indicator.parts
    together = parts_goal(whole.indicator, [context.indicators[each] for each in listed if each in context.indicators])
    return asked is not None and together is not None and together < asked


def _stems(plan: Plan) -> dict[tuple[str, str], list[Indicator]]:
    """Indicators by what their name and scope say once 新增, 总数 and the like are taken away."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for item in plan.indicators:
        if item.kind in _ADDABLE:
            key = (re.sub(_MODIFIERS, "", item.name), re.sub(_MODIFIERS, "", item.scope or ""))
            found.setdefault(key, []).append(item)
    return found


def _new_ones(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Flows that have exactly one stock of the same name beside them."""
    pairs: dict[str, tuple[str, ...]] = {}
    for items in _stems(plan).values():
        flows = [item for item in items if item.kind is Kind.FLOW]
        stocks = [item for item in items if item.kind is Kind.STOCK]
        if len(flows) == 1 and len(stocks) == 1 and flows[0].unit == stocks[0].unit:
            pairs[flows[0].id] = (stocks[0].id,)
    return pairs


def _new_is_all(new: Seen, others: list[Seen], context: Context) -> Iterator[RelationFinding]:
    """新增 that equals what there is in all although there were some before, or that is even more."""
    stock = others[0]
    if new.value <= 0 or new.value < stock.value:
        return
    started = context.started(stock)
    doubted: tuple[Seen, ...] = (new, stock)
    if new.value == stock.value:
        if started == 0 or (started is None and _same_goals(new, stock, context)):
            return
        if started is not None:
            doubted = (stock,) if stock.value < started else (new,)
    before = "" if started is None else f"，此前已有{plain_text(started)}{stock.indicator.unit}"
    relation = "相同" if new.value == stock.value else "矛盾（新增多于总数）"
    for seen in doubted:
        yield RelationFinding(seen, {"what": f"与{_cited(stock if seen is new else new)}{relation}{before}"})


def _same_goals(new: Seen, stock: Seen, context: Context) -> bool:
    goals = context.goals(new.indicator, new.figure.period)
    return bool(goals) and goals == context.goals(stock.indicator, stock.figure.period)


def _cited(seen: Seen) -> str:
    """A figure as it is quoted, e.g. “省级平台”12家（县科技局.xlsx [填报表!H7]）."""
    return f"“{seen.indicator.label}”{plain_text(seen.value)}{seen.indicator.unit}（{seen.figure.source}）"


RELATION_RULES = (
    RelationRule("part_exceeds_whole", _wholes, _part_exceeds_whole),
    RelationRule("parts_do_not_add_up", _wholes, _parts_do_not_add_up),
    RelationRule("new_is_stock", _new_ones, _new_is_all),
)
"""Each is asked about every indicator that it applies to."""
