"""Whole strings → targets, figures, cells: three thin doors to one parser (docs/grammar.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.parser import Parser
from sctarget.grammar.tokens import Token, tokenize
from sctarget.grammar.vocabulary import Kind
from sctarget.model.quantity import Comparator, Quantity, Target
from sctarget.model.units import RANK

if TYPE_CHECKING:
    from decimal import Decimal

    from sctarget.model.units import Unit

MAX_LENGTH = 200
"""Longer texts are no target."""

_FIGURE = frozenset({Kind.NUMBER, Kind.UNIT, Kind.SIGN, Kind.END})
_CELL = _FIGURE | {Kind.BOUND, Kind.AFTER, Kind.AROUND, Kind.ABOUT, Kind.MORE, Kind.TO}
_PLACES = frozenset({"名", "位", "位次", "个位次"})
_EXACT_FIGURE = "这里要一个确数，请只写数和单位，如“1.27%”"
_CELL_FIGURE = "请只填一个数，说明填在备注栏"


class CellReading(NamedTuple):
    """What a cell says: one figure, and how it was written.

    ``quantity`` is in the unit that was stated, else in the row's; ``comparator`` only when one was written (≥15,
    15以上); ``high`` when a range was written; ``normalised`` says in Chinese what was put right; ``provisional``
    when 预计 or 预估 stood there.
    """

    quantity: Quantity
    unit_stated: bool
    comparator: Comparator | None
    high: Decimal | None
    approximate: bool
    normalised: tuple[str, ...]
    provisional: bool


def parse_target(text: str, unit: Unit | None = None) -> Target:
    """The target that a whole string states, e.g. ``达到0.16亿元以上`` or ``比上年增长12%以上``.

    ``unit`` is the declared unit: used when the text has none, its word is accepted behind a number.  Raises
    GrammarError.
    """
    _check_length(text)
    lexed = tokenize(text, unit)
    parser = Parser(text, lexed.tokens, 0, unit)
    target = parser.target()
    last = lexed.tokens[parser.place]
    if last.kind is Kind.STOP or (last.kind is Kind.AND and text[last.start] in ";；,，"):
        last = lexed.tokens[parser.place + 1]
    if last.kind is not Kind.END:
        parser.unexpected(lexed.tokens[parser.place])
    return target


def parse_quantity(text: str, unit: Unit | None = None) -> Quantity:
    """The exact figure that a whole string states, e.g. ``1.27%`` or ``1,200份``.  Raises GrammarError."""
    _check_length(text)
    lexed = tokenize(text, unit)
    tokens = _without_ordinal(text, lexed.tokens, unit)
    parser = Parser(text, tokens, 0, unit)
    _check_kinds(parser, tokens, _FIGURE, _EXACT_FIGURE)
    target = parser.target()
    if target.high is not None or target.value is None:
        raise GrammarError(text, 0, len(text), "是一个范围", _EXACT_FIGURE)
    if tokens[parser.place].kind is not Kind.END:
        parser.unexpected(tokens[parser.place])
    return _quantity(target.value, target.unit, unit)


def parse_cell(text: str, unit: Unit) -> CellReading:
    """The figure that a cell of the row's unit holds, e.g. ``１，２００份``, ``约12家``, in a row of ranks ``第2位``.

    Raises GrammarError when it is not one figure (见附件, 3+2, 省级3、市级5).
    """
    _check_length(text)
    lexed = tokenize(text, unit)
    tokens, provisional = _without_expected(text, lexed.tokens)
    tokens = _without_ordinal(text, tokens, unit)
    parser = Parser(text, tokens, 0, unit)
    _check_kinds(parser, tokens, _CELL, _CELL_FIGURE)
    target = parser.target()
    if tokens[parser.place].kind is not Kind.END or target.value is None:
        parser.unexpected(tokens[parser.place])
    return CellReading(
        _quantity(target.value, target.unit, unit),
        parser.unit_stated,
        _written(target, explicit=parser.explicit),
        target.high,
        target.approximate,
        _normalised(text, lexed.notes, stated=parser.unit_stated),
        provisional,
    )


def _written(target: Target, *, explicit: bool) -> Comparator | None:
    around = target.approximate and target.comparator is Comparator.EQUAL
    return target.comparator if explicit and target.high is None and not around else None


def _check_length(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise GrammarError(text, 0, MAX_LENGTH, f"太长（{len(text)}个字符）", f"请写成不超过{MAX_LENGTH}个字符")


def _check_kinds(parser: Parser, tokens: list[Token], allowed: frozenset[Kind], advice: str) -> None:
    for place, token in enumerate(tokens):
        if token.kind not in allowed:
            if token.kind is Kind.BAD:
                parser.fail(token, *token.value)
            end = tokens[-1].end if token.kind in {Kind.OTHER, Kind.OPEN, Kind.AND} else token.end
            parser.place = place
            parser.fail(token, "不是数量的一部分", advice, end)


def _without_expected(source: str, tokens: list[Token]) -> tuple[list[Token], bool]:
    """The tokens without 预计, bare or in brackets, and without the apostrophe that makes a number text in Excel."""
    first = tokens[0]
    if first.kind is Kind.OTHER and first.end == 1 and source[0] in "'’‘`":
        tokens = tokens[1:]
    if all(token.kind is not Kind.EXPECTED for token in tokens):
        return tokens, False
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        kinds = [token.kind for token in tokens[place : place + 3]]
        if kinds == [Kind.OPEN, Kind.EXPECTED, Kind.CLOSE]:
            place += 3
        elif kinds[0] is Kind.EXPECTED:
            place += 1
        else:
            kept.append(tokens[place])
            place += 1
    return kept, True


def _without_ordinal(text: str, tokens: list[Token], unit: Unit | None) -> list[Token]:
    """In a row of ranks, the tokens without 第: 第2位 is the figure 2."""
    first = tokens[0]
    return tokens[1:] if unit == RANK and first.kind is Kind.FRONT and text[first.start] == "第" else tokens


def _quantity(value: Decimal, stated: Unit, row: Unit | None) -> Quantity:
    """A figure in its unit; in a row of ranks 2名 and 2位 are places, not people."""
    return Quantity(value, RANK if row == RANK and stated.text in _PLACES else stated)


def _normalised(text: str, notes: set[str], *, stated: bool) -> tuple[str, ...]:
    found = []
    if any("\uff01" <= char <= "\uff5e" for char in text):
        found.append("全角字符")
    if text != text.strip():
        found.append("首尾空白")
    elif "空白" in notes:
        found.append("空白")
    found += [note for note in ("千分位", "零宽字符", "中文数字") if note in notes]
    if stated:
        found.append("单位")
    return tuple(found)


__all__ = ["CellReading", "GrammarError", "parse_cell", "parse_quantity", "parse_target"]
