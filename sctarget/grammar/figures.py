"""Running text → figures: every number with its unit and the words around it that demand something of it.

The tokens come from the one lexer, the meaning from the one parser; here is only decided where the parser starts.

    figure = {lead} number [to number] [unit] {tail}
    lead   = 达到 | 不少于 | 增长 | 比上年 | 分别 | 力争 | 累计 | …      directly in front of the number
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.numerals import DIGITS
from sctarget.grammar.parser import Parser
from sctarget.grammar.vocabulary import Kind
from sctarget.model.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.grammar.tokens import Token
    from sctarget.model.quantity import Comparator, TargetForm
    from sctarget.model.units import Unit

_NEUTRAL = frozenset(
    [
        "达到",
        "达",
        "完成",
        "实现",
        "为",
        "是",
        "应达到",
        "累计",
        "累计达到",
        "累计完成",
        "共",
        "共计",
        "合计",
        "总计",
        "达成",
        "有望达到",
        "全年",
        "年内",
        "全年完成",
        "将",
        "约为",
    ]
)
_LEADS = frozenset(
    {Kind.BOUND, Kind.MOVE_TO, Kind.STRETCH, Kind.HOLD, Kind.ABOUT, Kind.EXPECTED, Kind.EACH, Kind.MOVE, Kind.PER_YEAR,
     Kind.SINCE, Kind.DOUBLE, Kind.SIGN}
)  # fmt: skip
_BASE = frozenset({Kind.YEAR, Kind.LAST, Kind.TAIL})
_SPLIT = frozenset({Kind.EACH, Kind.EXPECTED})
_BASE_WORDS = 3
_BONDS = frozenset("履签续预违节集契条公")
"""In front of 约 they make a noun of it: 履约16个."""
_AVERAGES = frozenset("平人户")
"""In front of 均 they make an average of it: 高于平均增速2个百分点."""
_PLACES = frozenset("县市区省镇乡村州")
_DONE = frozenset({Kind.VERB, Kind.MOVE, Kind.MOVE_TO, Kind.HOLD})
_PAST = " \t\n了"
_ALSO_LEAD = ("首次", "仅", "共", "的")


class Figure(NamedTuple):
    """One figure: ``text[lead:end]`` with its words, ``text[start:end]`` without those in front."""

    lead: int
    start: int
    end: int
    value: str | None
    high: str | None
    unit: Unit | None
    comparator: Comparator
    move: str
    each: str
    rise_to: bool
    explicit: bool
    total: bool
    form: TargetForm
    bare: bool
    """Whether nothing but the number stands here: no word in front, none behind."""
    more: bool
    stop: int
    """Where number and unit end; 以上 stands behind."""


def find_figures(text: str, tokens: Sequence[Token]) -> list[Figure]:
    """Every figure of a plain text in order, e.g. of ``高新技术企业达到23家以上``."""
    found: list[Figure] = []
    tokens = _without_past(text, tokens)
    place, size = 0, len(tokens)
    while place < size:
        kind = tokens[place].kind
        if kind is Kind.NUMBER or kind is Kind.STAR:
            figure, place = _figure_at(text, tokens, place)
            if figure is not None:
                found.append(figure)
        else:
            place += 1
    return found


def _without_past(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens without 了 behind a verb: 增长了13% is 增长13%."""
    kept: list[Token] = []
    for token in tokens:
        past = text[token.start : token.end] == "了"
        if not (past and kept and kept[-1].kind in _DONE and kept[-1].end == token.start):
            kept.append(token)
    return kept


def _figure_at(text: str, tokens: Sequence[Token], place: int) -> tuple[Figure | None, int]:
    token = tokens[place]
    if token.kind is Kind.STAR and not _is_slot(text, tokens, place):
        return None, place + 1
    before = tokens[place - 1] if place else None
    if before is not None and before.kind is Kind.FRONT and before.end == token.start:
        return None, place + 1
    first, move = _walk_back(text, tokens, place)
    parser, target = None, None
    for start in _starts(tokens, first, place):
        parser = Parser(text, tokens, start)
        try:
            target = parser.target()
        except GrammarError:
            continue
        break
    if parser is None or target is None:
        return None, place + 1
    after = parser.place
    stop = _stop(tokens, place, after)
    end = tokens[after - 1].end
    unit: Unit | None = target.unit if target.unit.text else None
    if unit is None:
        unit, end = _bracketed_unit(text, end)
        stop = max(stop, end) if unit is not None else stop
    lead = tokens[first].start
    words = [text[each.start : each.end] for each in tokens[first:place]]
    numbers = [each for each in tokens[place:after] if each.kind is Kind.NUMBER]
    value = None if token.kind is Kind.STAR else _printed(text, token)
    high = _printed(text, numbers[1]) if target.high is not None and len(numbers) > 1 else None
    if value is not None and place > first and tokens[place - 1].kind is Kind.SIGN:
        value = "-" + value
    kinds = {each.kind for each in tokens[first:place]}
    return Figure(
        lead,
        token.start,
        end,
        value,
        high,
        unit,
        target.comparator,
        move,
        next((word for word in words if word[0] in "分各均每"), ""),
        Kind.MOVE_TO in kinds,
        parser.explicit or Kind.HOLD in kinds or any(word.endswith("达到") or word == "达" for word in words),
        any("累计" in word or word in {"共", "共计", "合计", "总计"} for word in words),
        target.form,
        first == place and after - place <= len(numbers) + (unit is not None),
        Kind.MORE in parser.marks,
        stop,
    ), max(after, place + 1)


def _stop(tokens: Sequence[Token], place: int, after: int) -> int:
    stop = tokens[place].end
    for token in tokens[place:after]:
        if token.kind in {Kind.AFTER, Kind.AROUND}:
            break
        stop = token.end
    return stop


def _is_slot(text: str, tokens: Sequence[Token], place: int) -> bool:
    """A star that stands for a figure: not a footnote mark behind a number, not the name of a place (**县)."""
    token = tokens[place]
    if place and tokens[place - 1].kind in {Kind.NUMBER, Kind.UNIT} and tokens[place - 1].end == token.start:
        return False
    if token.end - token.start > 1:
        return False
    following = text[token.end : token.end + 1]
    if text[token.start - 1 : token.start] == "\\" or (following.isascii() and following.isalnum()):
        return False
    return following not in _PLACES and not text.startswith(("号", " "), token.end)


def _printed(text: str, token: Token) -> str:
    written = text[token.start : token.end]
    plain = written.replace(",", "").replace(" ", "")
    return plain if plain.replace(".", "", 1).isdigit() and plain[0] in DIGITS else str(token.value)


def _bracketed_unit(text: str, end: int) -> tuple[Unit | None, int]:
    """34.75(件/万人): the unit in brackets behind the number."""
    if text[end : end + 1] != "(":
        return None, end
    close = text.find(")", end, end + 12)
    if close < 0:
        return None, end
    unit = find_unit(text[end + 1 : close])
    return (unit, close + 1) if unit is not None and unit.text else (None, end)


def _starts(tokens: Sequence[Token], first: int, place: int) -> list[int]:
    """Where the parser may start: in front of all leading words, behind 分别, at the number itself."""
    starts = [first]
    for index in range(first, place):
        if tokens[index].kind in _SPLIT:
            starts = [index + 1]
    middle = next(
        (i for i in range(starts[0], place) if tokens[i].kind in {Kind.BOUND, Kind.MOVE_TO, Kind.MOVE}), place
    )
    return [*starts, *([middle] if middle != place else []), place]


def _walk_back(text: str, tokens: Sequence[Token], place: int) -> tuple[int, str]:
    """The first leading word in front of a number, and the growth words among them as they stand (年均增长)."""
    first = place
    index = place - 1
    while index >= 0:
        token = tokens[index]
        if text[token.end : tokens[index + 1].start].strip(_PAST) or "\n" in text[token.end : tokens[index + 1].start]:
            break
        kind = token.kind
        word = text[token.start : token.end]
        ahead = text[token.start - 1 : token.start]
        if (
            (word == "约" and ahead in _BONDS)
            or (word[0] == "均" and ahead in _AVERAGES)
            or (word == "有" and ahead == "现")
        ):
            break
        if kind in _LEADS or (kind is Kind.VERB and word in _NEUTRAL) or word in _ALSO_LEAD:
            if kind is Kind.SIGN and text[token.start - 1 : token.start] in DIGITS:
                break
            first = index
        elif kind in _BASE or kind is Kind.ADVERB:
            start = index
            while start > 0 and tokens[start].kind in _BASE and index - start < _BASE_WORDS:
                start -= 1
            if kind is not Kind.ADVERB and tokens[start].kind is not Kind.THAN:
                break
            first = index = start
        else:
            break
        index -= 1
    moves = [token for token in tokens[first:place] if token.kind in {Kind.MOVE, Kind.PER_YEAR}]
    growth = (
        "".join(text[token.start : token.end] for token in moves) if any(t.kind is Kind.MOVE for t in moves) else ""
    )
    return first, growth
