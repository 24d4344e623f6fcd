"""Figures and targets → text, the inverse of the parser: ``parse_target(format_target(t), t.unit) == t``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.model.quantity import Basis, Change, Comparator, Quantity, Target, TargetForm
from sctarget.model.units import RANK, Unit

if TYPE_CHECKING:
    from decimal import Decimal

_BASES = {
    Basis.LAST_YEAR: "比上年",
    Basis.LAST_PERIOD: "环比",
    Basis.BASELINE: "比基期",
    Basis.UNSTATED: "",
}
_LASTS = {Basis.LAST_YEAR: "上年", Basis.LAST_PERIOD: "上期", Basis.BASELINE: "基期"}
_FRAMES = {
    Comparator.AT_LEAST: ("", "以上"),
    Comparator.ABOVE: ("超过", ""),
    Comparator.AT_MOST: ("", "以内"),
    Comparator.BELOW: ("低于", ""),
    Comparator.EQUAL: ("等于", ""),
    Comparator.RANGE: ("", ""),
}
_YEARS = frozenset(str(year) for year in range(1900, 2200))
"""So many 年 would read as a date, and are written with a separator: 2,000年."""


def format_quantity(quantity: Quantity) -> str:
    """A figure with its unit, e.g. ``0.16亿元``."""
    return _figure(quantity.value, quantity.unit)


def format_target(target: Target) -> str:
    """A target in its usual words, e.g. ``5家以上``, ``40%～60%``, ``力争比上年增长12%以上``."""
    stretch = "力争" if target.stretch else ""
    hold = "保持在" if target.hold else ""
    if target.form is TargetForm.DIRECTION:
        return stretch + hold + ("约" if target.approximate else "") + _direction(target)
    lead = _lead(target.change, target.unit, target.form)
    return f"{stretch}{lead}{hold}{_demand(target)}"


def _demand(target: Target) -> str:
    """The figure with what is demanded of it, e.g. ``超过5家``."""
    if target.form is TargetForm.SLOT:
        return _slot(target)
    if target.value is None:
        raise ValueError(target)
    if target.form is TargetForm.RANK and target.change is None:
        return _rank(target, target.value)
    doubling = target.form is TargetForm.GROWTH and target.unit.dimension == "doublings"
    body = ("翻" if doubling and not (target.change and target.change.down) else "") + _body(target, target.value)
    if target.approximate and target.comparator is Comparator.EQUAL:
        return f"{body}左右"
    before, after = _FRAMES[target.comparator]
    return f"{before}{'约' if target.approximate else ''}{body}{after}"


def _body(target: Target, value: Decimal) -> str:
    unit = RANK if target.form is TargetForm.RANK else target.unit
    if target.high is None:
        return _figure(value, unit)
    if unit.percent:
        return f"{_figure(value, unit)}～{_figure(target.high, unit)}"
    return f"{_digits(value)}—{_figure(target.high, unit)}"


def _rank(target: Target, value: Decimal) -> str:
    digits = _digits(value)
    if target.comparator is Comparator.AT_MOST:
        return f"不低于约第{digits}位" if target.approximate else f"前{digits}位"
    return f"第{digits}位左右" if target.approximate else f"等于第{digits}位"


def _slot(target: Target) -> str:
    about = "约" if target.approximate else ""
    if target.comparator is Comparator.EQUAL:
        return f"{about}*{target.unit}"
    if target.comparator is Comparator.ABOVE:
        return f"{about}*多{target.unit}"
    before, after = _FRAMES[target.comparator]
    return f"{before}{about}*{target.unit}{after}"


def _lead(change: Change | None, unit: Unit, form: TargetForm) -> str:
    """比上年年均增长, in front of the figure of a growth target."""
    if change is None:
        return ""
    words = _basis(change) + ("年均" if change.per_year else "")
    if change.to_multiple:
        return words + ("下降到" if change.down else "增长到")
    if form is TargetForm.RANK:
        return words + ("位次下降" if change.down else "位次提升")
    if change.down:
        return words + "下降"
    if unit.dimension == "doublings":
        return words
    return words + ("提高" if unit.dimension == "points" else "增长")


def _basis(change: Change) -> str:
    if change.basis is Basis.YEAR:
        return f"较{change.basis_year}年"
    return _BASES[change.basis]


def _direction(target: Target) -> str:
    places = "位次" if target.unit.text else ""
    return places + _movement(target.comparator, target.change or Change())


def _movement(comparator: Comparator, change: Change) -> str:
    yearly = "逐年" if change.per_year else ""
    if comparator is Comparator.ABOVE:
        return f"{_basis(change)}{yearly or '有所'}{'下降' if change.down else '提升'}"
    last = _LASTS.get(change.basis) or (f"{change.basis_year}年" if change.basis is Basis.YEAR else "")
    if comparator is Comparator.EQUAL:
        return f"{yearly}{'与' + last if last else ''}持平"
    if last:
        return f"{yearly}{'不高于' if change.down else '不低于'}{last}"
    return yearly + ("只减不增" if change.down else "只增不减")


def _figure(value: Decimal, unit: Unit) -> str:
    digits = _digits(value)
    if unit.text == "年" and digits in _YEARS:
        digits = f"{digits[0]},{digits[1:]}"
    return digits + unit.text


def _digits(value: Decimal) -> str:
    """All digits of a number in plain notation, e.g. ``0.10``."""
    return format(value, "f")
