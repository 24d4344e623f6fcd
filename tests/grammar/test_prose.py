"""Prose between figures is passed over in one step; nothing that the lexer knows is passed over with it."""

from __future__ import annotations

from sctarget.grammar.tokens import tokenize
from sctarget.grammar.vocabulary import WORDS, Kind
from sctarget.model.units import BASE_UNITS

PROSE = "蓝天白云绿水青山" * 20


def test_every_word_is_found_behind_prose() -> None:
    """A word of the grammar behind prose is the same token as alone."""
    for word in WORDS:
        alone = [(token.kind, token.value) for token in tokenize(word).tokens]
        behind = [(token.kind, token.value) for token in tokenize(PROSE + word).tokens]
        assert behind[-len(alone) :] == alone, word


def test_numerals_and_units_are_found_inside_prose() -> None:
    """Chinese numerals of every sort and units behind a figure."""
    for code in range(0x4E00, 0xA000):
        if chr(code).isnumeric():
            kinds = {token.kind for token in tokenize(f"{PROSE}{chr(code)}{PROSE}").tokens}
            assert kinds & {Kind.NUMBER, Kind.BAD} or chr(code) in "十百千万亿", chr(code)
    for unit in BASE_UNITS:
        found = [token.kind for token in tokenize(f"{PROSE}3{unit}").tokens]
        assert Kind.UNIT in found, unit


def test_prose_is_one_token() -> None:
    """However long it is, and as it is in a short text."""
    for text in (PROSE, PROSE[:8]):
        assert [token.kind for token in tokenize(text).tokens] == [Kind.OTHER, Kind.END]
