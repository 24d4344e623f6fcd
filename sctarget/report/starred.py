"""A draft with stars, filled: every star that is certain gets its figure, every other stays and says why.

    技术合同成交额达到*亿元，育成新品种*多个，科技支出占财政支出的*
    技术合同成交额达到1.32亿元，育成新品种16个，科技支出占财政支出的1.27%

The words around a star are read by the same finder as plan documents (docs/drafts.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.rounding import to_decimal
from sctarget.grammar.finder import find_records
from sctarget.grammar.stars import Role, Star, find_stars, readable
from sctarget.model.document import Edit
from sctarget.model.units import Unit, find_unit
from sctarget.report.absences import why_absent
from sctarget.report.figures import actual_words, figure, figure_year, provisional_word, source_words, target_bounds
from sctarget.report.starred_names import Match, Names
from sctarget.report.starred_places import cell_slot, label_slot, table_heads
from sctarget.report.starred_rules import Slot, why_not

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from sctarget.evaluate.result import Evaluation, Verdict
    from sctarget.grammar.found import Record
    from sctarget.model.plan import Indicator, Rules
    from sctarget.model.standard import Standard

_SENTENCE = re.compile(r"[。；;！!？?\n]")
_CLAUSE = re.compile(r"[,，:：]")
_AROUND = 30
_LONGEST = 400
_OTHER_YEAR = re.compile(r"(?:[比较与由从自到—\-~]|(?<!截)至)20$")
_MORE = frozenset("多余")


class Filled(NamedTuple):
    """A star that got its figure: what was written, for what, from where, what to know; ``quote`` are its words."""

    star: Star
    written: str
    indicator: str
    source: str
    notes: tuple[str, ...] = ()
    quote: str = ""


class Left(NamedTuple):
    """A star that stays: why, and which indicators may be meant, with their figures; ``quote`` are its words."""

    star: Star
    reason: str
    candidates: tuple[str, ...] = ()
    quote: str = ""


class FilledDraft(NamedTuple):
    """What is to be changed in a draft, and the account of every star in it."""

    edits: tuple[Edit, ...]
    filled: tuple[Filled, ...]
    left: tuple[Left, ...]


def fill_draft(text: str, evaluation: Evaluation, standard: Callable[[str], Standard | None]) -> FilledDraft:
    """Decide every star of a draft; ``standard`` finds the standard indicator that a name stands for."""
    day = evaluation.as_of
    stars = find_stars(text)
    plain, places = readable(text, stars, day.year, day.month)
    records = {each.at: each for each in find_records(plain, day.year) if each.kind == "slot"}
    filler = _Filler(text, plain, evaluation, Names(evaluation, standard))
    outcomes = [
        filler.figure(star, places[star], records.get(places[star])) if star in places else filler.other(star)
        for star in stars
        if star.role is not Role.MARK
    ]
    edits = [edit for each in outcomes if isinstance(each, Filled) for edit in _edits(each, text)]
    quotes = _quotes(text, edits, outcomes)
    outcomes = [each._replace(quote=quote) for each, quote in zip(outcomes, quotes, strict=True)]
    return FilledDraft(
        tuple(edits),
        tuple(each for each in outcomes if isinstance(each, Filled)),
        tuple(each for each in outcomes if isinstance(each, Left)),
    )


def _edits(filled: Filled, text: str) -> list[Edit]:
    """The star becomes what is written; 多 and 余 behind a figure go."""
    star = filled.star
    edits = [Edit(star.start, star.end, filled.written)]
    if star.role is Role.FIGURE and text[star.end : star.end + 1] in _MORE:
        edits.append(Edit(star.end, star.end + 1, ""))
    return edits


def _quotes(text: str, edits: list[Edit], outcomes: list[Filled | Left]) -> list[str]:
    """The words around each star as they read when all is filled."""
    pieces: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    length = position = 0
    for edit in (*edits, Edit(len(text), len(text), "")):
        length += edit.start - position
        pieces += [text[position : edit.start], edit.written]
        places[edit.start] = (length, length + len(edit.written))
        length += len(edit.written)
        position = edit.end
    final = "".join(pieces)
    starts = [edit.start for edit in edits]
    quotes = []
    for each in outcomes:
        star = each.star
        if star.start in places:
            start, end = places[star.start]
        else:
            before = bisect_left(starts, star.start)
            shift = 0 if not before else places[starts[before - 1]][1] - edits[before - 1].end
            start, end = star.start + shift, star.end + shift
        quotes.append(_quote(final, start, end))
    return quotes


def _quote(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``, cut where it is long."""
    nearby = text[max(0, start - _AROUND) : start]
    broken = [each.end() for each in _SENTENCE.finditer(nearby)]
    opening = nearby[broken[-1] :] if broken else f"…{nearby}" if start > _AROUND else nearby
    following = text[end : end + _AROUND]
    stop = _SENTENCE.search(following)
    closing = following[: stop.start()] if stop else f"{following}…" if end + _AROUND < len(text) else following
    return " ".join(f"{opening}【{text[start:end]}】{closing}".split())


class _Filler:
    """Decides one star after the other."""

    def __init__(self, text: str, plain: str, evaluation: Evaluation, names: Names) -> None:
        self.text, self.plain = text, plain
        self.evaluation = evaluation
        self.names = names
        self._heads = table_heads(plain)

    def other(self, star: Star) -> Filled | Left:
        """A star for the place, a year or a month."""
        day = self.evaluation.as_of
        if star.role is Role.PLACE:
            name = self.names.places.get(star.level)
            if name:
                return Filled(star, name, f"地名：{name}{star.level}", "计划")
            return Left(star, f"从计划里看不出“**{star.level}”的名称")
        if star.role is Role.YEAR and not _OTHER_YEAR.search(self.text[max(0, star.start - 4) : star.start]):
            return Filled(star, f"{day.year % 100:02d}", f"年份：{day.year}年", "判定日期")
        if star.role is Role.MONTH and day.day == monthrange(day.year, day.month)[1]:
            return Filled(star, str(day.month), f"月份：{day.month}月", "判定日期")
        if star.role is Role.MASKED:
            return Left(star, "只遮住了一部分数字，看不出原来是什么")
        return Left(star, "看不出是哪一年" if star.role is Role.YEAR else "是日期，看不出是哪一天")

    def figure(self, star: Star, place: int, record: Record | None) -> Filled | Left:
        """A star for a figure."""
        if record is not None:
            slot = self._slot(place, record)
            return self._decided(star, slot, self.names.find(record.name, slot.lead), "")
        cell = cell_slot(self.plain, place, self._heads, self.names) or label_slot(self.plain, place, self.names)
        if cell is None:
            return Left(star, "前后的话看不出是哪个指标的数")
        return self._decided(star, cell.slot, cell.match, cell.refusal)

    def _decided(self, star: Star, slot: Slot, match: Match, refusal: str) -> Filled | Left:
        name = slot.record.name
        if not match.verdicts:
            reason = match.refusal or f"计划里没有指标“{name}”"
            return self._left(star, reason, self.names.nearest(name))
        if len(match.verdicts) > 1:
            return self._left(star, f"计划里有{len(match.verdicts)}个指标叫“{name}”", match.verdicts)
        verdict = match.verdicts[0]
        refusal = refusal or why_not(slot, verdict, self.evaluation)
        written = ""
        if verdict.actual is None:
            refusal = refusal or f"“{verdict.indicator.label}”没有数：{why_absent(verdict, self.evaluation)}"
        elif not refusal:
            rules = self.evaluation.plan.rules
            written, refusal = in_words_of(slot, verdict.actual.value, verdict.indicator, rules)
        return self._left(star, refusal, [verdict]) if refusal else self._filled(star, slot, verdict, written)

    def _filled(self, star: Star, slot: Slot, verdict: Verdict, written: str) -> Filled:
        notes = []
        if provisional := provisional_word(verdict):
            notes.append(f"{provisional}数")
        if verdict.actual is not None:
            year = figure_year(verdict.actual, verdict.indicator)
            if year != self.evaluation.as_of.year:
                notes.append(f"是{year}年的数")
        if "每年" in slot.clause:
            notes.append("原句说“每年”，填的是一年的数")
        more = self.text[star.end : star.end + 1]
        if more in _MORE:
            notes.append(f"去掉了“{more}”")
        indicator = f"{verdict.indicator.label}：{actual_words(verdict, self.evaluation)}"
        return Filled(star, written, indicator, source_words(verdict), tuple(notes))

    def _slot(self, place: int, record: Record) -> Slot:
        """The words around a star in the plain text."""
        plain = self.plain
        nearby = plain[max(0, place - _LONGEST) : place]
        broken = [each.end() for each in _SENTENCE.finditer(nearby)]
        before = nearby[broken[-1] :] if broken else nearby
        after = _SENTENCE.split(plain[place + 1 : place + 1 + _LONGEST], maxsplit=1)[0]
        return Slot(record, before, after, _CLAUSE.split(before)[-1], plain[min(record.start, place) : place])

    def _left(self, star: Star, reason: str, candidates: list[Verdict]) -> Left:
        shown = (f"{each.indicator.label}{actual_words(each, self.evaluation) or '（没有数）'}" for each in candidates)
        return Left(star, reason, tuple(shown))


def in_words_of(slot: Slot, value: Decimal, indicator: Indicator, rules: Rules) -> tuple[str, str]:
    """The figure as the draft's unit wants it, and why it cannot be so: 1.32亿元 is 13200 before 万元."""
    bounds = [each for each in target_bounds(indicator) if each is not None]
    own = figure(value, rules, bounds)
    unit = find_unit(slot.record.unit) if slot.record.unit else None
    if unit is None:
        if indicator.unit.dimension == "ratio" and "占" in slot.record.name + slot.clause:
            return own + indicator.unit.text, ""
        return ("", "原句的空格后面没有写单位") if indicator.unit.text else (own, "")
    converted = _converted(value, indicator.unit, unit)
    if converted is not None:
        lines = [each for each in (_converted(bound, indicator.unit, unit) for bound in bounds) if each is not None]
        return figure(converted, rules, lines), ""
    if any(unit.same_dimension(each) for each in indicator.unit_also):
        return own, ""
    return "", f"原句的单位是“{unit.text}”，指标“{indicator.label}”的单位是“{indicator.unit.text}”"


def _converted(value: Decimal, source: Unit, target: Unit) -> Decimal | None:
    if not source.same_dimension(target):
        return None
    if source.factor == target.factor:
        return value
    return to_decimal(Fraction(value) * Fraction(source.factor) / Fraction(target.factor))
