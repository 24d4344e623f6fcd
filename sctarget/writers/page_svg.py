"""Charts → inline SVG; every position was decided in ``report.charts`` (docs/report.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.writers.page_text import LIGHT_CLASSES, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sctarget.evaluate.result import Light
    from sctarget.report.charts import Bullet, Slice, Trend

_WIDE, _HIGH = 168, 22
_LEFT, _ACROSS, _TOP, _UP = 40, 350, 26, 64


def bullet_svg(bullet: Bullet, light: Light) -> str:
    """The bar of the figure, the zone where the target is reached, and marks across them."""
    parts = [f'<rect class="track" y="5" width="{_WIDE}" height="12"/>']
    if bullet.good is not None:
        start, end = bullet.good
        parts.append(f'<rect class="good" x="{_x(start)}" y="5" width="{_x(end - start)}" height="12"/>')
    if bullet.bar is not None:
        left, right = sorted((bullet.zero, bullet.bar))
        colour = LIGHT_CLASSES[light]
        parts.append(f'<rect class="{colour}" x="{_x(left)}" y="8" width="{_x(right - left)}" height="6"/>')
        if bullet.beyond:
            parts.append(f'<path class="{colour}" d="M{_WIDE - 12} 3l12 8l-12 8z"/>')
    for mark in bullet.marks:
        x = _x(mark.place)
        if mark.kind == "target":
            parts.append(f'<path class="goal" d="M{x} 2v18"/>')
        elif mark.kind == "baseline":
            parts.append(f'<circle class="base" cx="{x}" cy="11" r="3"/>')
        else:
            parts.append(f'<path class="due" d="M{x} 7l-4 -7h8z"/>')
    return (
        f'<svg class="bullet" role="img" viewBox="0 0 {_WIDE} {_HIGH}">'
        f"<title>{escaped(bullet.words)}</title>{''.join(parts)}</svg>"
    )


def _x(share: Decimal) -> str:
    return f"{share * _WIDE:.1f}"


BULLET_KEY = (
    ('<rect class="grey" y="6" width="22" height="6"/>', "实际"),
    ('<path class="goal" d="M11 1v16"/>', "目标"),
    ('<rect class="good" y="3" width="22" height="12"/>', "达到目标的范围"),
    ('<circle class="base" cx="11" cy="9" r="3"/>', "基期"),
    ('<path class="due" d="M11 13l-4 -7h8z"/>', "序时应达"),
)
"""What the parts of a bullet chart mean: drawing and word."""


def key_svg(drawing: str) -> str:
    """One sign of the legend."""
    return f'<svg viewBox="0 0 22 18" aria-hidden="true">{drawing}</svg>'


def trend_svg(trend: Trend) -> str:
    """The figures over the periods, each with its value above and its period below."""
    places = [(_LEFT + dot.across * _ACROSS, _TOP + (1 - dot.up) * _UP, dot) for dot in trend.dots]
    parts = []
    if trend.target is not None:
        aim = f"{_TOP + (1 - trend.target) * _UP:.1f}"
        parts.append(
            f'<path class="aim" d="M0 {aim}h460"/><text class="soft" x="460" y="{aim}" dy="-4" text-anchor="end">'
        )
        parts.append("目标</text>")
    parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)}"/>')
    for x, y, dot in places:
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>')
        if not dot.labelled:
            continue
        parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" dy="-8" text-anchor="middle">{escaped(dot.figure)}</text>'
            f'<text class="soft" x="{x:.1f}" y="112" text-anchor="middle">{escaped(dot.period)}</text>'
        )
    return (
        f'<svg class="trend" role="img" viewBox="0 0 460 118"><title>{escaped(trend.words)}</title>'
        f"{''.join(parts)}</svg>"
    )


def slices_svg(slices: Sequence[Slice], shape: str, words: str = "") -> str:
    """Counts as one bar over the whole width; without ``words`` it only repeats what stands beside it."""
    rects = "".join(
        f'<rect class="{LIGHT_CLASSES[each.light]}" x="{each.start * 1000:.1f}" '
        f'width="{(each.end - each.start) * 1000:.1f}" height="20"/>'
        for each in slices
    )
    said = f' role="img"><title>{escaped(words)}</title>' if words else ' aria-hidden="true">'
    return f'<svg class="{shape}" viewBox="0 0 1000 20" preserveAspectRatio="none"{said}{rects}</svg>'
