"""``breakdown:`` of an indicator: a target split over departments or periods (docs/judging.md §16)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.breakdown import amount, room, stages, total_words
from sctarget.model.period import parse_period
from sctarget.model.plan import Kind, Part, Span
from sctarget.model.quantity import Comparator
from sctarget.readers.plan_fields import is_blank, split_number
from sctarget.readers.plan_quantities import bare_figure, fit_target, parsed_target
from sctarget.readers.yaml_nodes import Scalar
from sctarget.readers.yaml_traps import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.model.plan import Indicator, Milestone
    from sctarget.model.quantity import Target
    from sctarget.readers.plan_fields import Fields
    from sctarget.readers.plan_frame import Frame
    from sctarget.readers.plan_quantities import Row
    from sctarget.readers.yaml_nodes import Mapping

_EXAMPLE = "breakdown: {县工信局: 10家, 东关街道: 6家}"
_REFUSED = {
    "reporter": "各部分由自己报送",
    "formula": "由公式算出的数不分开报",
    "count_of": "由任务计数的数不分开报",
    "rollup": "各部分的数总是相加",
}
_NOT_ADDABLE = {Kind.RATIO: "比率", Kind.INDEX: "指数或位次"}


class Split(NamedTuple):
    """What was read: the parts, and who reports them (nobody in particular where they are periods)."""

    parts: tuple[Part, ...] = ()
    reporters: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()


def read_breakdown(frame: Frame, fields: Fields, row: Row, main: Target | None, kind: Kind, span: Span | None) -> Split:
    """The parts of a target; what cannot be one is reported and left out."""
    node = fields.mapping("breakdown", _EXAMPLE)
    if node is None:
        return Split()
    entry = fields.entries["breakdown"]
    if kind in _NOT_ADDABLE:
        fields.add("breakdown_not_addable", entry, read=fields.label, kind=_NOT_ADDABLE[kind])
        return Split()
    if main is None:
        fields.add("breakdown_without_target", entry, read=fields.label)
        return Split()
    for key, why in _REFUSED.items():
        if key in fields.entries:
            fields.add("breakdown_beside", fields.entries[key], read=key, why=why)
    parts = list(_parts(frame, fields, node, row, main))
    timed = [part for part in parts if part.period is not None]
    if timed and len(timed) < len(parts):
        fields.add("breakdown_mixed", entry, read=next(part.name for part in parts if part.period is None))
        return Split()
    if timed:
        return _over_time(frame, fields, sorted(parts, key=_end), row, kind, span)
    _check_owners(fields, parts)
    reporters = tuple(dict.fromkeys(name for part in parts for name in part.reporters))
    return Split(tuple(parts), reporters)


def _parts(frame: Frame, fields: Fields, node: Mapping, row: Row, main: Target) -> Iterator[Part]:
    for name_node, value in node.pairs:
        if is_blank(value) and (split := split_number(node, name_node)):
            name, joined = split
            fields.add("yaml_comma", joined, fixed=f"{name}: {quoted(joined.value)}")
        elif type(value) is not Scalar or is_blank(value):
            fields.add("not_a_text", value, read=name_node.value, key="breakdown")
        elif (target := _target(fields, value, row, main)) is not None:
            period = parse_period(name_node.value)
            name = period.text if period else frame.departments.one_name(name_node)
            owed = () if period else frame.departments.expand((name,))
            text = value.value.strip()
            yield Part(name, target, f"{text}{row.unit}" if text[-1].isdecimal() else text, owed, period)


def check_breakdown(indicator: Indicator, fields: Fields) -> None:
    """Parts that do not make up their target, and the room that they leave beyond it."""
    left, words = room(indicator), total_words(indicator)
    entry = fields.entries["breakdown"]
    target = indicator.target
    exact = target is not None and target.comparator is Comparator.EQUAL
    if left is None:
        fields.add("breakdown_unchecked", entry, read=indicator.target_text)
    elif left < 0 or (exact and left):
        fields.add("breakdown_short", entry, words=words.removesuffix("，留有余量"))
    elif left:
        fields.add("breakdown_room", entry, words=words)


def _target(fields: Fields, node: Scalar, row: Row, main: Target) -> Target | None:
    """The target of a part: a figure in the unit of the row, or in one that converts, in the direction of the whole."""
    target = parsed_target(fields, node, row.unit)
    if target is None:
        return None
    if bare_figure(node, row.unit) and main.comparator is not Comparator.RANGE:
        target = replace(target, comparator=main.comparator)
    fitted = fit_target(fields, node, target, row)
    value = amount(fitted, row.unit)
    if value is None and fitted.unit.dimension != row.unit.dimension:
        return None
    if value is None or fitted.comparator is not main.comparator:
        fields.add("breakdown_direction", node)
        return None
    if row.unit.countable and value != value.to_integral_value():
        fields.add("breakdown_fraction", node, unit=row.unit.text)
        return None
    return fitted


def _end(part: Part) -> tuple[int, int]:
    period = part.period
    return (0, 0) if period is None else (period.end.toordinal(), period.start.toordinal())


def _check_owners(fields: Fields, parts: list[Part]) -> None:
    """One department in two parts cannot say which figure is for which."""
    seen: dict[str, Part] = {}
    for part in parts:
        for name in part.reporters:
            if (other := seen.setdefault(name, part)) is not part:
                facts = {"one": f"{other.name}：{other.text}", "other": f"{part.name}：{part.text}"}
                fields.add("breakdown_twice", fields.entries["breakdown"], read=name, **facts)


def _over_time(frame: Frame, fields: Fields, parts: list[Part], row: Row, kind: Kind, span: Span | None) -> Split:
    """Parts of periods: of what adds up over time, one after another, within the plan."""
    entry, whole = fields.entries["breakdown"], frame.period
    periods = [part.period for part in parts if part.period is not None]
    why = ""
    if kind is not Kind.FLOW:
        why = "期末量不按时间相加；各期末要达到的数请写 milestones"
    elif "milestones" in fields.entries:
        why = "按报告期分解就是阶段目标，不能再写 milestones"
    elif "data_year" in fields.entries:
        why = "滞后的数据（data_year）不按报告期分解"
    elif any(one.end >= other.start for one, other in pairwise(periods)):
        why = "各期有重叠。这里写每一期自己的数；到某一期末累计应达到的数请写 milestones"
    elif whole and not all(whole.start <= each.start <= each.end <= whole.end for each in periods):
        why = f"有的不在计划期 {whole.text} 之内"
    elif frame.multi_year and span is not Span.PLAN:
        why = "多年计划里只有全期累计的（span: plan）才按报告期分解"
    if why:
        fields.add("breakdown_periods", entry, read="、".join(part.name for part in parts), why=why)
        return Split()
    return Split(tuple(parts), (), stages(parts, row.unit))
