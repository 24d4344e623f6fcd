"""Lexer: text → tokens with kind and place.  It never fails: what it does not know is a token of kind OTHER or BAD.

Characters are first made plain one for one (full-width → ASCII), so ``start`` and ``end`` count characters of the text
as it was given.  Only white space and invisible characters give no token; both are recorded in ``Lexed.notes``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sctarget.grammar.numerals import (
    BLANK,
    CHINESE_START,
    DIGITS,
    LOOKALIKES,
    PLAIN,
    Number,
    read_arabic,
    read_chinese,
    read_lookalike,
)
from sctarget.grammar.vocabulary import MORE, WORD_LENGTHS, WORDS, Kind, lengths_by_start
from sctarget.model.units import BASE_UNITS, MULTIPLIERS, Unit, find_unit


class Token(NamedTuple):
    """``text[start:end]``, the part it plays, and what it is worth (a Decimal, a Unit, …)."""

    kind: Kind
    start: int
    end: int
    value: Any = None


class Lexed(NamedTuple):
    """A text taken apart; the last token is END.  ``notes`` name what was put right: 千分位, 中文数字, 零宽字符."""

    text: str
    tokens: list[Token]
    notes: set[str]


_UNIT_LENGTHS = lengths_by_start(BASE_UNITS)
_MULTIPLIER_START = frozenset("十百千万亿")
_SPACE = frozenset(" \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_VAGUE = (
    "几十", "几百", "几千", "几万", "几亿", "数十", "数百", "数千", "数万", "若干", "上百", "上千", "上万", "过百",
    "过千", "成百", "成千", "好几", "几个", "几家", "几项", "近百", "近千",
)  # fmt: skip
_VAGUE_START = frozenset(word[0] for word in _VAGUE)
_FRACTIONS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_VAGUE_NUMBER = ("是概数，没有确数", "请写成一个确数，如“15家”或“15家左右”")
_COLLOQUIAL = ("写法不明确", "请写成一个数，如“1.2亿元”“25000元”")
_NUMERALS = (
    "一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零"
)
"""Chinese characters that Unicode calls numeric."""

_PROSE = 80
"""Longer texts are prose, in which most characters mean nothing to the lexer."""

_YEARS = range(1900, 2200)
_YEAR_LENGTH = 4


def tokenize(source: str, declared: Unit | None = None) -> Lexed:
    """The tokens of a text, e.g. 达到 · 0.18 · 亿元 · 以上.

    ``declared`` is a unit of the plan whose word is known after a number although no table has it.
    """
    text = source.translate(PLAIN)
    if BLANK in text:
        return _without_blanks(text, declared)
    return Lexed(text, *_scan(text, declared))


def _without_blanks(text: str, declared: Unit | None) -> Lexed:
    places = [place for place, char in enumerate(text) if char != BLANK]
    places.append(len(text))
    tokens, notes = _scan(text.replace(BLANK, ""), declared)
    moved = [
        Token(kind, places[start], places[end - 1] + 1 if end > start else places[start], value)
        for kind, start, end, value in tokens
    ]
    return Lexed(text, moved, notes | {"零宽字符"})


def _scan(text: str, declared: Unit | None) -> tuple[list[Token], set[str]]:
    tokens: list[Token] = []
    notes: set[str] = set()
    place, size = 0, len(text)
    figure = False
    dull = _dull() if size > _PROSE else None
    while place < size:
        char = text[place]
        if char in _SPACE:
            notes.add("空白")
            place += 1
            continue
        if figure:
            figure = False
            end = _scan_unit(text, place, declared, tokens)
            if end > place:
                place = end
                continue
        if dull is not None and (idle := dull.match(text, place)) is not None:
            place = _other(place, idle.end(), tokens)
            continue
        if char in DIGITS:
            place, figure = _scan_number(text, place, read_arabic(text, place), tokens, notes)
            continue
        end = _scan_word(text, place, tokens)
        if end > place:
            figure = tokens[-1].kind is Kind.STAR
            place = end
        elif char in CHINESE_START or char == "半" or text[place : place + 3] in _FRACTIONS:
            place, figure = _scan_chinese(text, place, tokens, notes)
        else:
            place = _scan_other(text, place, tokens)
    tokens.append(Token(Kind.END, size, size))
    return tokens, notes


def _scan_word(text: str, place: int, tokens: list[Token]) -> int:
    for length in WORD_LENGTHS.get(text[place], ()):
        end = place + length
        word = WORDS.get(text[place:end])
        if word is not None and end <= len(text):
            tokens.append(Token(word[0], place, end, word[1]))
            return end
    return place


def _scan_other(text: str, place: int, tokens: list[Token]) -> int:
    char = text[place]
    if char in _VAGUE_START:
        for word in _VAGUE:
            if text.startswith(word, place):
                tokens.append(Token(Kind.BAD, place, place + len(word), _VAGUE_NUMBER))
                return place + len(word)
    if char in LOOKALIKES and (odd := read_lookalike(text, place)):
        tokens.append(Token(Kind.BAD, place, odd.end, (odd.reason, odd.advice)))
        return odd.end
    if char == ".":
        decimal = text[place + 1 : place + 2] in DIGITS
        kind = Kind.BAD if decimal else Kind.STOP
        tokens.append(Token(kind, place, place + 1, ("小数点前没有数字", "请写成“0.5”")))
        return place + 1
    if char > "\x7f" and char.isnumeric():
        reason = ("不是普通数字", "请用0—9或中文数字书写")
        tokens.append(Token(Kind.BAD, place, place + 1, reason))
        return place + 1
    return _other(place, place + 1, tokens)


def _other(place: int, end: int, tokens: list[Token]) -> int:
    if tokens and tokens[-1].kind is Kind.OTHER and tokens[-1].end == place:
        tokens[-1] = tokens[-1]._replace(end=end)
    else:
        tokens.append(Token(Kind.OTHER, place, end))
    return end


@cache
def _dull() -> re.Pattern[str]:
    """Runs of Chinese characters with which nothing begins that the lexer knows: most of a report."""
    telling = {*WORD_LENGTHS, *_VAGUE_START, *LOOKALIKES, *CHINESE_START, "半", *(each[0] for each in _FRACTIONS)}
    han = "".join(sorted(each for each in {*telling, *_NUMERALS} if "\u4e00" <= each <= "\u9fff"))
    return re.compile(f"[^\\x00-\u4dff\ua000-\U0010ffff{han}]+")


def _scan_number(text: str, place: int, number: Number, tokens: list[Token], notes: set[str]) -> tuple[int, bool]:
    value, end, note, reason, advice = number
    if note:
        notes.add(note)
    if value is None:
        tokens.append(Token(Kind.BAD, place, end, (reason, advice)))
        return end, True
    following = text[end : end + 1]
    if following == "年" and end - place == _YEAR_LENGTH and int(value) in _YEARS:
        tokens.append(Token(Kind.YEAR, place, end + 1, int(value)))
        return end + 1, False
    if following in _MULTIPLIER_START:
        return _scan_multiplied(text, place, value, end, tokens), True
    tokens.append(Token(Kind.NUMBER, place, end, value))
    return end, True


def _scan_multiplied(text: str, place: int, value: Decimal, end: int, tokens: list[Token]) -> int:
    """A number before 万 or 亿: alone (6000·万元), or going on behind it (1亿1700·万元 is 11700·万元)."""
    after = end + 2 if text[end : end + 2] in MULTIPLIERS else end + 1
    if after >= len(text) or text[after] not in DIGITS:
        tokens.append(Token(Kind.NUMBER, place, end, value))
        return end
    rest = read_arabic(text, after)
    power = MULTIPLIERS[text[end:after]]
    lower = 0
    if rest.value is not None:
        for length in (2, 1):
            lower = MULTIPLIERS.get(text[rest.end : rest.end + length], 0)
            if lower:
                break
    room = power - lower
    whole = rest.value is not None and value == int(value) and room > 0
    if not whole or rest.value is None or not (rest.value < 10**room and (lower or rest.value >= 10 ** (room - 1))):
        tokens.append(Token(Kind.BAD, place, rest.end, _COLLOQUIAL))
        return rest.end
    tokens.append(Token(Kind.NUMBER, place, rest.end, int(value) * 10**room + rest.value))
    return rest.end


def _scan_chinese(text: str, place: int, tokens: list[Token], notes: set[str]) -> tuple[int, bool]:
    """A Chinese numeral, or a fraction of them: 三分之一 is 33.33… %, 百分之五十 is 50 %."""
    notes.add("中文数字")
    sign = _FRACTIONS.get(text[place : place + 3])
    if half := _read_half(text, place):
        tokens += half
        return half[-1].end, False
    if text[place] == "半":
        return _scan_other(text, place, tokens), False
    if sign:
        whole, above = None, place + 3
    else:
        whole = read_chinese(text, place)
        if text[whole.end : whole.end + 1] == "几" or (text[place] == "十" and text[place + 1 : place + 2] == "几"):
            tokens.append(Token(Kind.BAD, place, whole.end + 1, _VAGUE_NUMBER))
            return whole.end + 1, True
        if not text.startswith("分之", whole.end):
            return _scan_number(text, place, whole, tokens, set())
        above = whole.end + 2
    char = text[above : above + 1]
    part = read_arabic(text, above) if char in DIGITS else None
    if char in CHINESE_START:
        part = read_chinese(text, above)
    share = part.value if part else None
    if part is None or share is None or (whole is not None and not whole.value):
        end = part.end if part else above
        tokens.append(Token(Kind.BAD, place, end, ("不是完整的分数", "请写成“三分之一”或“50%”")))
        return end, False
    if whole is not None and whole.value is not None:
        share = share * 100 / whole.value
    tokens.append(Token(Kind.NUMBER, place, part.end, share))
    tokens.append(Token(Kind.UNIT, part.end, part.end, find_unit(sign or "%")))
    return part.end, False


def _read_half(text: str, place: int) -> list[Token]:
    """一半 is 50 %, 半个月 is 0.5 个月; empty when neither stands here."""
    if text.startswith("一半", place):
        end = place + 2
        return [Token(Kind.NUMBER, place, end, Decimal(50)), Token(Kind.UNIT, end, end, find_unit("%"))]
    if text[place] != "半":
        return []
    unit, end = match_unit(text, place + 1)
    if unit is None:
        return []
    return [Token(Kind.NUMBER, place, place + 1, Decimal("0.5")), Token(Kind.UNIT, place + 1, end, unit)]


def _scan_unit(text: str, place: int, declared: Unit | None, tokens: list[Token]) -> int:
    """The unit behind a figure, longest first, with 余 or 多 in front of it or inside (2万多人次)."""
    start = place
    if text[place] in MORE:
        tokens.append(Token(Kind.MORE, place, place + 1))
        place += 1
        while place < len(text) and text[place] in _SPACE:
            place += 1
    unit, end = match_unit(text, place, declared)
    if unit is None:
        return max(place, start)
    body = text[place:end]
    if unit.text != body:
        inside = next((index for index, char in enumerate(body) if char in MORE), -1)
        if inside >= 0 and place == start:
            tokens.append(Token(Kind.MORE, place + inside, place + inside + 1))
    tokens.append(Token(Kind.UNIT, place, end, unit))
    return end


def match_unit(text: str, place: int, declared: Unit | None = None) -> tuple[Unit | None, int]:
    """The longest unit that stands at a place, and where it ends; (None, place) when none does."""
    unit, end = _match_plain(text, place)
    following = text[end : end + 1]
    if unit is not None and following == "/":
        _, stop = _match_plain(text, end + 1)
        joined = find_unit(text[place:stop])
        if joined is not None:
            unit, end = joined, stop
    elif unit is not None and following == "(":
        stop = _match_simple(text, end + 1) + 1
        joined = find_unit(text[place:stop])
        if joined is not None:
            unit, end = joined, stop
    if declared is not None and len(declared.text) > end - place:
        plain = declared.text.translate(PLAIN)
        if text.startswith(plain, place):
            return declared, place + len(plain)
    return unit, end


def _match_plain(text: str, place: int) -> tuple[Unit | None, int]:
    end = _match_simple(text, place)
    if end > place:
        return find_unit(text[place:end]), end
    if text[place : place + 1] in _MULTIPLIER_START:
        return _match_multiplied(text, place)
    return None, place


def _match_simple(text: str, place: int) -> int:
    if place < len(text):
        for length in _UNIT_LENGTHS.get(text[place], ()):
            end = place + length
            if text[place:end] in BASE_UNITS and end <= len(text):
                return end
    return place


def _match_multiplied(text: str, place: int) -> tuple[Unit | None, int]:
    """A unit with a multiplier in front (万元, 万多人次), or the multiplier alone (万)."""
    after = place + 2 if text[place : place + 2] in MULTIPLIERS else place + 1
    base = after + 1 if text[after : after + 1] in MORE else after
    end = _match_simple(text, base)
    if end > base:
        unit = find_unit(text[place:after] + text[base:end])
        if unit is not None:
            return unit, end
    if base > after:
        return find_unit(text[place:after]), base
    return find_unit(text[place:after]), after
