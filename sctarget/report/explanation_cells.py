"""The cells behind a verdict: what each says, which were not used and why (docs/output.md §7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.editions import editions_of
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Absence
from sctarget.report.explanation_parts import counted_lines, part_figures
from sctarget.report.figures import place, with_unit
from sctarget.report.phrases import one_line
from sctarget.report.words import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.derived import Computed
    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.model.actual import Figure, FormReturn, Verified
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator
    from sctarget.model.source import Source

_ABSENCES = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实，没有采用",
}


def cell_lines(verdict: Verdict, evaluation: Evaluation, forms: Sequence[FormReturn]) -> list[str]:
    """Every cell that the figure rests on, then those that were not used."""
    indicator, computed = verdict.indicator, verdict.computed
    figures = [each for form in forms for each in form.figures if each.indicator == indicator.id]
    said = {each.source: each for each in figures}
    verifying = {each.source: each for each in verdict.verified}
    lines = _computed_lines(computed) if computed else []
    lines += counted_lines(indicator, evaluation)
    own = () if computed and (computed.used or verdict.actual is None) else verdict.sources
    for department, source in own:
        figure = said.get(source)
        if (verified := verifying.get(source)) is not None:
            lines += _verified_cell(verified, indicator)
        elif figure is None:
            lines += cell(department, None, source, "")
        else:
            lines += cell(department, figure.period, source, _reading(figure, indicator))
    if verdict.actual is not None and len(verdict.actual.sources) > 1 and own:
        total = with_unit(plain_text(verdict.actual.value), indicator.unit)
        lines.append(f"以上合成一个数：{total}（docs/judging.md 第{'14.2' if indicator.by_period else '7.5'}条）")
    used = {source for _, source in verdict.sources} | {each.origin for each in verdict.verified}
    blank = indicator.computed and Absence.UNREPORTED
    others = [each for each in figures if each.source not in used and each.value is not blank]
    replaced = _replaced(forms)
    others.sort(key=lambda each: each.source in replaced)
    others.sort(key=lambda each: each.period.end, reverse=True)
    lines += [
        f"{_standing(each, evaluation, replaced)}：{each.period.chinese} {each.department}，{_reading(each, indicator)}"
        f"（{place(each.source)}）"
        for each in others
    ]
    lines += part_figures(verdict, evaluation)
    now = evaluation.period
    if not verdict.sources and not any(now is not None and each.period.end == now.end for each in others):
        waiting = [name for name in indicator.reporters if name in evaluation.missing]
        lines.insert(0, f"没有收到{'、'.join(waiting)}当期的填报表" if waiting else "没有当期的数")
    return lines


def _verified_cell(verified: Verified, indicator: Indicator) -> list[str]:
    """A verified figure with its cell, then the self-report that it takes the place of."""
    value = with_unit(plain_text(verified.value), indicator.unit)
    lines = cell(f"{verified.department}核定", None, verified.source, f"读作{value}，以此为准")
    if verified.origin is None:
        return [*lines, f"{verified.reporter}没有报送"]
    was = "" if verified.reported is None else f"自报{with_unit(plain_text(verified.reported), indicator.unit)}"
    lines += cell(f"{verified.reporter}自报", None, verified.origin, was or "没有自报数")
    if verified.difference:
        change = plain_text(verified.difference)
        lines.append(f"核定数 − 自报数 = {'+' if verified.difference > 0 else ''}{change}（docs/verifying.md）")
    return lines


def _computed_lines(computed: Computed) -> list[str]:
    """What a formula or a count of tasks rests on, each figure with its cells, and what it gives."""
    lines = []
    for given in computed.inputs:
        if given.value is None:
            lines.append(f"{given.lacking}")
            continue
        when = given.period.chinese if given.period else ""
        lines.append(
            f"{given.indicator.label}（{given.indicator.id}）{when}：{plain_text(given.value)}{given.indicator.unit}"
        )
        lines += [f"  {department}：{place(source)}" for department, source in given.sources]
    used = "" if computed.used or computed.value is None else "（没有采用，用报的数）"
    return [*lines, f"{computed.words}{used}（docs/judging.md 第10节）"]


def _replaced(forms: Sequence[FormReturn]) -> frozenset[Source]:
    """The cells of forms that a later round or more final figures took the place of."""
    groups: dict[tuple[str, Period], list[FormReturn]] = {}
    for form in forms:
        groups.setdefault((form.department, form.period), []).append(form)
    editions = [editions_of(group) for group in groups.values() if len(group) > 1]
    old = (form for each in editions for form in (*each.replaced, *each.outdated))
    return frozenset(figure.source for form in old for figure in form.figures)


def _standing(figure: Figure, evaluation: Evaluation, replaced: frozenset[Source]) -> str:
    """Why a figure is not the one that was judged, e.g. 往期，已被更正."""
    word = unused(figure.period, evaluation)
    if figure.source not in replaced:
        return word
    return f"{word}，已被更正" if word == "往期" else "已被更正"


def unused(period: Period, evaluation: Evaluation) -> str:
    """Why what was reported for a period is not what was judged."""
    now = evaluation.period
    if now is not None and period.end < now.end:
        return "往期"
    return "判定日以后的" if period.end > evaluation.as_of else "没有采用"


def cell(department: str, period: Period | None, source: Source, reading: str) -> list[str]:
    """A cell with its department and period, what was typed and how it is read, and the hash of its file."""
    raw = one_line(source.raw or "").strip()
    typed = f"原填“{raw}”" if raw else "没有填"
    when = "" if period is None else f" {period.chinese}"
    lines = [f"{department}{when}：{place(source)}", f"  {typed}{f'，{reading}' if reading else ''}"]
    return [*lines, f"  SHA-256 {source.sha256}"] if source.sha256 else lines


def _reading(figure: Figure, indicator: Indicator) -> str:
    if isinstance(figure.value, Decimal):
        state = f"（{STATE_WORDS[figure.state]}）" if figure.state else ""
        value = f"{with_unit(plain_text(figure.value), indicator.unit)}{state}"
        return f"按人工决定采用{value}" if figure.decided else f"读作{value}"
    held = "" if figure.held is None else f"，像是{with_unit(plain_text(figure.held), indicator.unit)}"
    by_decision = "按人工决定为" if figure.decided else ""
    return f"{by_decision}{_ABSENCES[figure.value]}{held}"
