"""Characters and numbers: full-width forms, digits with separators, Chinese numerals → Decimal (GB/T 15835-2011).

    arabic  = digits ["." digits] | d{1,3} ("," ddd)+ ["." digits] | d{1,3} (" " ddd)+ ["." digits]
    chinese = [section 亿] [section 万] section [点 figures] | figures with 〇, at least four
    section = [figure 千] [figure 百] [figure 十] [figure], with 零 over a gap

Every function reads once from left to right; no number has more than ``MAX_DIGITS`` digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

MAX_DIGITS = 60
"""More digits than this are no figure that anybody reports."""

BLANK = "\u200b"
"""What every invisible character becomes in plain text."""

_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\ufe0e\ufe0f"
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LIKE = {
    "-": "−﹣‐‑", "—": "–―─⸺﹘", "~": "〜∼˜", "·": "•‧・∙", ",": "٬", "%": "﹪", "(": "﹙〔", ")": "﹚〕",
    ".": "﹒", "≥": "≧⩾", "≤": "≦⩽", "*": "﹡∗✱", "/": "∕⁄", "〇": "○◯", "≈": "≒≃",
}  # fmt: skip
PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(char): BLANK for char in _INVISIBLE},
    **{ord(char): " " for char in _SPACES},
    **{ord(char): plain for plain, chars in _LIKE.items() for char in chars},
}
"""``str.translate`` table: one character for one, so that places in the text stay the same."""

DIGITS = frozenset("0123456789")
_FIGURES = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "貳": 2, "參": 3, "陸": 6, "叄": 3,
}  # fmt: skip
_SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
_BIG = {"万": 4, "萬": 4, "亿": 8, "億": 8}
CHINESE_START = frozenset(_FIGURES) | {"十", "拾"}
"""Characters that a Chinese numeral can begin with."""
_CHINESE = CHINESE_START | frozenset(_SMALL) | frozenset(_BIG) | {"点"}

LOOKALIKES = frozenset("OoIl|ОоοΟІі")
"""Letters that are typed for 0 and 1."""
_SUSPECT = frozenset(",.。·:+×/ eE-年月") | LOOKALIKES
_PATTERNS = {
    "run": r"[0-9]+(?:[,.。·:][0-9]+)*",
    "grouped": r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?",
    "spaced": r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?",
    "sum": r"[0-9.]+(?:[+×][0-9.]+)+",
    "scientific": r"[0-9.]+[eE][+-]?[0-9]+",
    "date": r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
    r"|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日?",
    "fraction": r"[0-9]+/[0-9]+",
    "mixed": r"[0-9OoIl|ОоοΟІі]+(?:\.[0-9OoIl|ОоοΟІі]+)?",
}
_LETTERS = "里混有字母（O、l、I）"
_NO_LETTERS = "请把字母改为数字0或1"
_ODD = (
    ("-/.年月", "date", "像日期，不是数量", "请只写数，日期另填"),
    (LOOKALIKES, "mixed", _LETTERS, _NO_LETTERS),
    ("eE", "scientific", "是科学记数法", "请写出全部数字，如120000000"),
    ("+×", "sum", "是一个算式", "请写算好的一个数"),
    ("/", "fraction", "像分数或日期", "请写成小数或“三分之一”"),
)
_SEPARATORS = frozenset(",.。·:")
_POINT = "小数点请用“.”"
_WRONG_SIGNS = (
    (",", "里的逗号不合千分位（每三位一个）", f"{_POINT}，千分位请写成“1,200”"),
    ("。", "里的小数点写成了“。”", _POINT),
    ("·", "里的小数点写成了“·”", _POINT),
    (":", "像时间或比例，不是数量", "请写一个数"),
    (".", "有两个以上小数点", "请写一个数，日期另填"),
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


_YEAR_LENGTH = 4


class Number(NamedTuple):
    """A number read at a place: its value, where it ends, what was written otherwise than in plain digits.

    ``value`` is None when the characters are no number; ``reason`` and ``advice`` then say why and what to write.
    """

    value: Decimal | None
    end: int
    note: str = ""
    reason: str = ""
    advice: str = ""


def read_arabic(text: str, start: int) -> Number:
    """The number at a digit of a plain text, e.g. ``1,200.5`` or a bad one such as ``1,20``."""
    end = start + 1
    size = len(text)
    while end < size and text[end] in DIGITS:
        end += 1
    if end < size and text[end] == "." and end + 1 < size and text[end + 1] in DIGITS:
        end += 2
        while end < size and text[end] in DIGITS:
            end += 1
    if end < size and text[end] in _SUSPECT and (odd := _read_odd(text, start, end)):
        return odd
    if end - start > MAX_DIGITS:
        return Number(None, end, reason="位数太多", advice=f"请核对，一个数不超过{MAX_DIGITS}位")
    return Number(Decimal(text[start:end]), end)


def _read_odd(text: str, start: int, end: int) -> Number | None:
    """What stands at a number that goes on in an unusual way, or None when it is a usual one."""
    following = text[end]
    if following == "/" and text.startswith(("10万", "十万"), end + 1):
        return None
    for signs, name, reason, advice in _ODD:
        if following in signs and (match := _pattern(name).match(text, start)):
            return Number(None, match.end(), reason=reason, advice=advice)
    if following == " " and (match := _pattern("spaced").match(text, start)):
        return _grouped(match.group(), match.end())
    if following in _SEPARATORS:
        return _separated(text, start, end)
    return None


def read_lookalike(text: str, start: int) -> Number | None:
    """The bad number that begins with a letter typed for a digit, e.g. ``l6``; None when no digit follows."""
    after = start + 2 if text[start + 1 : start + 2] == "." else start + 1
    if text[after : after + 1] not in DIGITS:
        return None
    match = _pattern("mixed").match(text, start)
    return None if match is None else Number(None, match.end(), reason=_LETTERS, advice=_NO_LETTERS)


def _separated(text: str, start: int, end: int) -> Number | None:
    match = _pattern("run").match(text, start)
    run = text[start:end] if match is None else match.group()
    stop = start + len(run)
    if stop <= end:
        if text[end] == ".":
            return Number(None, end + 1, reason="小数点后没有数字", advice="请补全小数或删去小数点")
        return None
    if _pattern("grouped").fullmatch(run):
        return _grouped(run, stop)
    for sign, reason, advice in _WRONG_SIGNS:
        if sign in run:
            return Number(None, stop, reason=reason, advice=advice)
    return None


def _grouped(run: str, end: int) -> Number:
    digits = run.replace(",", "").replace(" ", "")
    if len(digits) > MAX_DIGITS:
        return Number(None, end, reason="位数太多", advice=f"请核对，一个数不超过{MAX_DIGITS}位")
    return Number(Decimal(digits), end, note="千分位")


def read_chinese(text: str, start: int) -> Number:
    """The Chinese numeral at a place; 万 and 亿 at its end are left to the unit, e.g. 一百五十(万元)."""
    end = start
    size = len(text)
    while end < size and text[end] in _CHINESE:
        end += 1
    while end > start + 1 and text[end - 1] == "点":
        end -= 1
    run = text[start:end]
    if end - start > MAX_DIGITS:
        return Number(None, end, reason="位数太多", advice=f"请核对，一个数不超过{MAX_DIGITS}位")
    body = run.rstrip("万萬亿億")
    stop = start + len(body)
    whole, point, decimals = body.partition("点")
    tail = run[len(body) :]
    if not point and len(whole) > 1 and all(char in _FIGURES for char in whole):
        return _positional(whole, stop)
    value = _whole(whole + ("" if point else tail))
    if value is None or (point and not all(char in _FIGURES for char in decimals)):
        reason = "不是完整的中文数字"
        return Number(None, stop, reason=reason, advice="请写成阿拉伯数字，或如“一百二十”“一百零二”")
    if point:
        figures = "".join(str(_FIGURES[char]) for char in decimals)
        return Number(Decimal(f"{value}.{figures}"), stop, note="中文数字")
    return Number(Decimal(value // _tens(sum(_BIG[char] for char in tail))), stop, note="中文数字")


def _positional(run: str, end: int) -> Number:
    values = [_FIGURES[char] for char in run]
    if 0 in values or len(values) >= _YEAR_LENGTH:
        return Number(Decimal("".join(map(str, values))), end, note="中文数字")
    return Number(None, end, reason="是概数或连写的数字", advice="请写成一个确数，如“3家”")


def _whole(run: str) -> int | None:
    """The value of a structured numeral without a point; None when it is malformed."""
    for big, power in (("亿", 8), ("億", 8), ("万", 4), ("萬", 4)):
        head, sign, tail = run.rpartition(big)
        if sign:
            upper = _whole(head)
            lower = _whole(tail) if tail else 0
            if upper is None or lower is None or lower >= _tens(power):
                return None
            return upper * _tens(power) + lower
    return _section(run)


def _section(run: str) -> int | None:
    """A numeral below 10,000: 千, 百, 十 in this order, 零 over a gap."""
    value, place = 0, 4
    figure: int | None = None
    zero = False
    for char in run:
        power = _SMALL.get(char)
        if power is None:
            read = _FIGURES.get(char)
            if read is None or figure is not None:
                return None
            if read == 0:
                zero = True
            else:
                figure = read
            continue
        if figure is None and power == 1 and (value == 0 or zero):
            figure = 1
        if figure is None or power >= place:
            return None
        value += figure * _tens(power)
        place, figure, zero = power, None, False
    if figure is None:
        return value if run else None
    return value + figure if place == 1 or zero or value == 0 else None


def _tens(power: int) -> int:
    return int(10**power)
