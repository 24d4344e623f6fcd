"""What holds for every text and every figure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.grammar.target import GrammarError, parse_cell, parse_quantity, parse_target
from sctarget.grammar.tokens import tokenize
from sctarget.grammar.vocabulary import WORDS
from sctarget.grammar.wording import format_quantity, format_target
from sctarget.model.quantity import Basis, Change, Comparator, Quantity, Target, TargetForm
from sctarget.model.units import BASE_UNITS, MULTIPLIERS, RANK, Unit, declared_unit, find_unit

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = settings(max_examples=300, deadline=None)

NAMES = sorted(BASE_UNITS)
NAMES += [multiplier + name for multiplier in MULTIPLIERS for name in ("元", "人次", "亩", "千瓦")]
NAMES += [*MULTIPLIERS, "", "件/万人", "人年/万人", "元/公顷", "名(家)", "盏灯", "个(家)/万人"]
UNITS = st.sampled_from([declared_unit(name) for name in NAMES])
VALUES = st.builds(
    lambda sign, whole, decimals: Decimal(f"{sign}{whole}{decimals and '.' + decimals}"),
    st.sampled_from(["", "", ""]) | st.just("-"),
    st.integers(0, 10**15),
    st.text("0123456789", max_size=8),
).filter(lambda value: not (value == 0 and value.is_signed()))
RELATIVE = frozenset({"doublings", "places"})
LEVEL_UNITS = UNITS.filter(lambda unit: unit.dimension != "doublings")
BASES = st.one_of(
    st.sampled_from([(basis, None) for basis in Basis if basis is not Basis.YEAR]),
    st.integers(1900, 2199).map(lambda year: (Basis.YEAR, year)),
)
PLACES = declared_unit("位次")


@st.composite
def figures(draw: st.DrawFn, units: st.SearchStrategy[Unit]) -> Target:
    """A target with a figure or a range of figures."""
    comparator = draw(st.sampled_from(Comparator))
    value = draw(VALUES)
    high = None
    if comparator is Comparator.RANGE:
        high = value + abs(draw(VALUES.filter(bool)))
    flags = st.booleans()
    return Target(comparator, value, draw(units), high, approximate=draw(flags), stretch=draw(flags), hold=draw(flags))


def with_change(target: Target, form: TargetForm, unit: Unit, change: Change) -> Target:
    """The same demand, made of a change."""
    return Target(
        target.comparator, target.value, unit, target.high, form, change,
        target.approximate, target.stretch, target.hold,
    )  # fmt: skip


def _sayable(target: Target) -> bool:
    """Nobody says 翻−2番 or 翻1—2番."""
    if target.unit.dimension != "doublings":
        return True
    return target.high is None and target.value is not None and target.value >= 0


@st.composite
def growths(draw: st.DrawFn) -> Target:
    """比上年增长12%以上, 翻两番, 增长到2倍, 位次提升2位."""
    target = draw(figures(UNITS.filter(lambda unit: unit.dimension != "places")).filter(_sayable))
    form = draw(st.sampled_from([TargetForm.GROWTH, TargetForm.RANK]))
    unit = PLACES if form is TargetForm.RANK else target.unit
    basis, year = draw(BASES)
    multiple = unit.dimension == "times" and draw(st.booleans())
    return with_change(target, form, unit, Change(basis, year, draw(st.booleans()), draw(st.booleans()), multiple))


@st.composite
def directions(draw: st.DrawFn) -> Target:
    """有所提升, 不低于上年, 只增不减, 与上年持平."""
    comparator = draw(st.sampled_from([Comparator.ABOVE, Comparator.AT_LEAST, Comparator.EQUAL]))
    basis, year = draw(BASES)
    down = comparator is not Comparator.EQUAL and draw(st.booleans())
    unit = draw(st.sampled_from([PLACES, declared_unit("")]))
    change = Change(basis, year, down, draw(st.booleans()))
    flags = st.booleans()
    return Target(
        comparator, None, unit, form=TargetForm.DIRECTION, change=change, stretch=draw(flags), hold=draw(flags)
    )


@st.composite
def slots(draw: st.DrawFn) -> Target:
    """*多项, 增长*%."""
    comparator = draw(st.sampled_from([item for item in Comparator if item is not Comparator.RANGE]))
    basis, year = draw(BASES)
    unit = draw(LEVEL_UNITS)
    change = draw(st.none() | st.just(Change(basis, year, draw(st.booleans()), draw(st.booleans()))))
    flags = st.booleans()
    approximate = draw(flags)
    return Target(comparator, None, unit, None, TargetForm.SLOT, change, approximate, draw(flags), draw(flags))


@st.composite
def ranks(draw: st.DrawFn) -> Target:
    """前3位, 第3位左右."""
    flags = st.booleans()
    comparator = draw(st.sampled_from([Comparator.AT_MOST, Comparator.EQUAL]))
    value = Decimal(draw(st.integers(1, 300)))
    return Target(comparator, value, RANK, None, TargetForm.RANK, None, draw(flags), draw(flags), draw(flags))


def known(unit: Unit) -> Unit | None:
    """The declared unit that a plan would need: none for units of the table."""
    return None if find_unit(unit.text) else unit


@MANY
@given(st.one_of(figures(LEVEL_UNITS), growths(), directions(), slots(), ranks()))
def test_target_round_trip(target: Target) -> None:
    """What is printed for a target reads back as the same target, to the last digit."""
    text = format_target(target)
    read = parse_target(text, known(target.unit))
    assert read == target, text
    assert (str(read.value), str(read.high)) == (str(target.value), str(target.high))


@MANY
@given(VALUES, UNITS)
def test_quantity_round_trip(value: Decimal, unit: Unit) -> None:
    """What is printed for a figure reads back, by the plan's door and by the cell's."""
    quantity = Quantity(value, unit)
    text = format_quantity(quantity)
    read = parse_quantity(text, known(unit))
    assert (read, str(read.value)) == (quantity, str(value))
    assert parse_cell(text, unit).quantity == quantity


NUMERALS = "0123456789零〇一二三四五六七八九十百千万亿两壹拾半几余多点"
SIGNS = "%‰.,。，、·:+-—～/()（）*＊年月日OlI①½ \u3000\u200b\n"
ALPHABET = st.sampled_from([*WORDS, *NAMES, *NUMERALS, *SIGNS])


@MANY
@given(st.text(max_size=60) | st.lists(ALPHABET, max_size=12).map("".join))
def test_only_its_own_error(text: str) -> None:
    """No text of any kind brings a door down; an error names characters of the text."""
    for door in (parse_target, parse_quantity, lambda given: parse_cell(given, declared_unit("亿元"))):
        error = failure(door, text)
        if error is not None:
            assert 0 <= error.start <= error.end <= len(text)
            assert str(error).endswith("。")


def failure(door: Callable[[str], object], text: str) -> GrammarError | None:
    """The error of a door, or None when it understood the text."""
    try:
        door(text)
    except GrammarError as error:
        return error
    return None


@MANY
@given(st.text(max_size=60) | st.lists(ALPHABET, max_size=12).map("".join))
def test_every_character_is_in_a_token(text: str) -> None:
    """The lexer drops nothing but white space and invisible characters, and its places fit the text."""
    lexed = tokenize(text)
    covered = {place for token in lexed.tokens for place in range(token.start, token.end)}
    dropped = [char for place, char in enumerate(text.translate(PLAIN_SPACE)) if place not in covered]
    assert set("".join(dropped)) <= {" "}
    assert lexed.tokens[-1].end == len(lexed.text)


PLAIN_SPACE = dict.fromkeys(
    [*range(0x2000, 0x2010), *range(0x202A, 0x2030), *range(0x2060, 0x2065), 0xFE0E, 0xFE0F, 0xFEFF, 0xAD,
     0xA0, 0x1680, 0x205F, 0x3000, *range(9, 14), *range(0x1C, 0x20), 0x85, 0x2028, 0x2029],
    " ",
)  # fmt: skip


@MANY
@given(st.integers(0, 99_999_999_999))
def test_chinese_numerals(number: int) -> None:
    """Every whole number written out in Chinese reads as itself."""
    target = parse_target(spelled(number) + "家")
    assert target.value is not None
    assert target.value * target.unit.factor == number


def spelled(number: int) -> str:
    """A whole number in Chinese, e.g. 一万零五十."""
    digits, words = "零一二三四五六七八九", ["", "十", "百", "千"]
    sections = []
    for power in ("", "万", "亿"):
        number, part = divmod(number, 10_000)
        figures_ = [(int(char), words[3 - place]) for place, char in enumerate(f"{part:04}")]
        text = "".join(digits[figure] + word if figure else "零" for figure, word in figures_)
        while "零零" in text:
            text = text.replace("零零", "零")
        text = text.rstrip("零")
        sections.append(text + power if text else "零")
    joined = "".join(reversed(sections))
    while "零零" in joined:
        joined = joined.replace("零零", "零")
    return joined.strip("零") or "零"


@pytest.mark.parametrize("unit", ["元", "%", "家"])
def test_format_is_canonical(unit: str) -> None:
    """The usual words, and printing twice changes nothing."""
    first = format_target(parse_target(f"不少于5{unit}"))
    assert first == f"5{unit}以上"
    assert format_target(parse_target(first)) == first
