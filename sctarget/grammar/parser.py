"""Parser: tokens → target.  It starts at any token and stops behind the target, so that running text can use it too.

    target     = {lead} core {tail} ["。" | "；"]
    core       = figure [to figure] | slot | move | direction | rank | "全覆盖" | doubling
    figure     = ["-"] number [more] [unit]            16家 · 1,200份 · 2万多人次 · 三分之一 · -0.5%
    to         = "—" | "～" | "-" | "至" | "到"          3—5家 · 40%～60%
    lead       = verb | stretch | hold | bound | about | since | "年均" | move | move-to | area
    bound      = "不少于" | "不超过" | "控制在" | "超过" | "低于" | "≥" …
    since      = "同比" | "环比" | ("比" | "较" | "与" | "在") base ["相比" | "基础上"]
    base       = "上年" | "上期" | "基期" | year ["底"]
    move       = "增长" | "提高" | "下降" | "减少" …        比上年增长12%以上 · 下降3%
    move-to    = "增长到" | "提高到" | "降至" …             增长到2倍 (×2); with other units a plain level
    doubling   = "翻番" | "倍增" | "翻" figure             翻两番
    tail       = "以上" | "以内" | "以下" | "(含)" | "左右" …
    slot       = "*" ["多"] [unit]                       *多项
    rank       = ("前" | "第") number ["名" | "位"]         进入全市前三
    direction  = {adverb} move | bound base ["水平"] | "只增不减" | "持平" …

以上, 以下, 以内 include the number, 超过 and 低于 exclude it (民法典 1259).  A bare figure is a floor.  Words that
demand different things of one figure (不超过5家以上) are an error, words that agree may be stacked (力争达到70家以上).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.vocabulary import Direction, Kind, Move
from sctarget.model.errors import UnitMismatchError
from sctarget.model.quantity import Basis, Change, Comparator, Target, TargetForm
from sctarget.model.units import BASE_UNITS, NO_UNIT, RANK, Unit, convert, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.grammar.tokens import Token

_PERCENT, _DOUBLINGS, _PLACES = BASE_UNITS["%"], BASE_UNITS["番"], BASE_UNITS["位次"]
_RELATIVE = frozenset({"ratio", "points", "times", "doublings"})
_STRICT = frozenset({Comparator.ABOVE, Comparator.BELOW})
_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_RANK_UNITS = frozenset({"", "名", "位", "家", "个", "位次", "个位次"})

_MARKS = frozenset(
    {Kind.VERB, Kind.STRETCH, Kind.HOLD, Kind.ABOUT, Kind.PER_YEAR, Kind.ADVERB, Kind.RANK, Kind.AREA}
)
_BASES = frozenset({Kind.YEAR, Kind.SINCE, Kind.LAST})
_BEHIND_YEAR = frozenset({Kind.TAIL, Kind.END, Kind.NUMBER})

_NEAR = 12
"""A figure within so many tokens belongs to the same enumeration."""

_EXAMPLE = "请写数和单位，如“5家以上”"
_APART = "一个指标只写一个目标，请拆成几个指标分别写"
_RANKS = "请写“前3名”“第2位”"
_YEAR_PLACE = "请把年份写在“by”或“milestones”里"
_UNEXPECTED = {
    Kind.END: ("没有读到数", _EXAMPLE),
    Kind.NUMBER: ("是第二个数", _APART),
    Kind.YEAR: ("是年份，不是目标值", _YEAR_PLACE),
    Kind.FROM: ("是起点，不是目标值", "请只写要达到的数，起点写在“baseline”里"),
    Kind.UNIT: ("前面缺数", _EXAMPLE),
    Kind.EXPECTED: ("不是目标的写法", "请删去，只写目标值"),
}
_MISPLACED = ("不能放在这里", "请写成如“5家以上”“不超过10%”“比上年增长12%以上”")


class _Demand(NamedTuple):
    """One word that demands something of the figure."""

    comparator: Comparator
    weak: bool
    token: Token


class Parser:
    """One target, read from ``tokens[place]`` on; afterwards ``place`` is the first token behind it.

    ``unit_stated`` and ``explicit`` then say whether a unit and a comparator were written.
    """

    __slots__ = (
        "basis", "basis_token", "basis_year", "bounds", "core", "declared", "direction", "explicit", "high", "marks",
        "move", "move_to", "place", "text", "tokens", "unit", "unit_stated", "value",
    )  # fmt: skip

    def __init__(self, text: str, tokens: Sequence[Token], place: int = 0, declared: Unit | None = None) -> None:
        self.text = text
        self.tokens = tokens
        self.place = place
        self.declared = declared
        self.marks: dict[Kind, Token] = {}
        self.bounds: list[_Demand] = []
        self.value: Decimal | None = None
        self.high: Decimal | None = None
        self.unit = NO_UNIT
        self.unit_stated = self.explicit = False
        self.core: Kind | None = None
        self.direction: Direction | None = None
        self.basis: Basis | None = None
        self.basis_token: Token | None = None
        self.basis_year: int | None = None
        self.move: Token | None = None
        self.move_to: Token | None = None

    def target(self) -> Target:
        """The target that stands here; raises GrammarError when none does."""
        self._leads()
        self._core()
        self._tails()
        return self._result()

    def fail(self, token: Token, reason: str, advice: str, end: int | None = None) -> NoReturn:
        """Raises the error that names this token."""
        raise GrammarError(self.text, token.start, token.end if end is None else end, reason, advice)

    def unexpected(self, token: Token) -> NoReturn:
        """Raises the error for a token that cannot stand where it stands."""
        kind = token.kind
        following = self.tokens[self.place + 1] if self.place + 1 < len(self.tokens) else token
        for near in (token, following):
            if near.kind is Kind.BAD:
                self.fail(near, *near.value)
        if kind in {Kind.EACH, Kind.AND} and self._figure_follows():
            self.fail(token, "说明这里有几个目标", _APART)
        if kind is Kind.TO and following.kind is Kind.YEAR:
            self.fail(token, "是期限，不是目标值", _YEAR_PLACE, following.end)
        if kind in {Kind.OTHER, Kind.OPEN}:
            self._unknown(token)
        self.fail(token, *_UNEXPECTED.get(kind, _MISPLACED))

    def _unknown(self, token: Token) -> NoReturn:
        if self.core is None:
            self.fail(token, "看不懂", "请只写目标值，如“5家以上”；指标名称写在“name”里")
        if token.kind is Kind.OTHER and self.core is Kind.NUMBER and not self.unit_stated and not self.explicit:
            self.fail(token, "不是认识的计量单位", "请改用常用单位，或在“unit”里写明这个单位")
        end = self.tokens[-1].end if token.kind is Kind.OPEN else token.end
        self.fail(token, "看不懂", "请删去，目标写成如“5家以上”，说明写在备注里", end)

    def _figure_follows(self) -> bool:
        following = self.tokens[self.place : self.place + _NEAR]
        return any(token.kind in {Kind.NUMBER, Kind.STAR} for token in following)

    def _leads(self) -> None:
        tokens = self.tokens
        while True:
            token = tokens[self.place]
            kind = token.kind
            if kind is Kind.NUMBER:
                return
            if kind in _MARKS:
                self.marks[kind] = token
            elif kind is Kind.BOUND or kind is Kind.MOVE_TO:
                self.bounds.append(_Demand(token.value.comparator, token.value.weak, token))
                self.move_to = token if kind is Kind.MOVE_TO else self.move_to
            elif kind is Kind.MOVE:
                self._set_move(token)
            elif self._base_here(token):
                self._since(token)
                continue
            else:
                return
            self.place += 1

    def _set_move(self, token: Token) -> None:
        if self.move is not None and self.move.value.down is not token.value.down:
            first = self.move
            self.fail(first, f"与“{self.text[token.start : token.end]}”方向相反", "请只留一个", token.end)
        if self.move is None or not token.value.amount:
            self.move = token

    def _base_here(self, token: Token) -> bool:
        if token.kind is Kind.YEAR:
            return self.tokens[self.place + 1].kind in _BEHIND_YEAR
        return token.kind in {Kind.SINCE, Kind.THAN, Kind.LAST}

    def _since(self, first: Token) -> None:
        """同比, 比上年, 较2020年底, 与基期相比, 在上年基础上, and 上年水平 alone."""
        token = first
        self.place += 1
        if token.kind is Kind.THAN:
            token = self.tokens[self.place]
            self.place += 1
        if token.kind not in _BASES:
            self.fail(first, "后面缺比较对象", "请写“比上年”“比基期”或“较2020年”")
        year = token.value if token.kind is Kind.YEAR else None
        basis = token.value if year is None else Basis.YEAR
        if self.basis is not None and (self.basis, self.basis_year) != (basis, year):
            self.fail(token, "与前面的比较对象不同", "请只留一个比较对象")
        self.basis, self.basis_year, self.basis_token = basis, year, first
        while self.tokens[self.place].kind is Kind.TAIL:
            self.place += 1
        self._distance(first)

    def _distance(self, first: Token) -> None:
        """高于上年2个百分点 is a rise of 2 points: the comparator in front of the base becomes the move."""
        if self.tokens[self.place].kind is not Kind.NUMBER or not self.bounds or self.move is not None:
            return
        demand = self.bounds[-1]
        if demand.comparator in _STRICT and demand.token.end <= first.start:
            self.bounds.pop()
            move = Move(down=demand.comparator is Comparator.BELOW)
            self.move = demand.token._replace(kind=Kind.MOVE, value=move)

    def _core(self) -> None:
        token = self.tokens[self.place]
        self.core = kind = token.kind
        if kind is Kind.NUMBER or kind is Kind.SIGN:
            self.core = Kind.NUMBER
            self._figures()
        elif kind is Kind.STAR:
            self._slot()
        elif kind is Kind.DOUBLE:
            self._doubling(token)
        elif kind is Kind.FRONT:
            self._rank(token)
        elif kind is Kind.COVER:
            self.place += 1
            self.value, self.unit, self.unit_stated = Decimal(100), _PERCENT, True
        elif kind is Kind.DIRECTION:
            self.place += 1
            self.direction = token.value
        elif self.move is not None or self._compared():
            self.core = Kind.DIRECTION
        else:
            self.core = None
            self._no_core(token)

    def _compared(self) -> bool:
        """Whether a base stands by itself (不低于上年, 达到上年水平), not behind 比."""
        alone = self.basis_token is not None and self.basis_token.kind in {Kind.LAST, Kind.YEAR}
        return alone and (bool(self.bounds) or Kind.VERB in self.marks)

    def _no_core(self, token: Token) -> NoReturn:
        base = self.basis_token
        if token.kind is not Kind.END or base is None:
            self.unexpected(token)
        if base.kind is Kind.YEAR:
            self.fail(base, *_UNEXPECTED[Kind.YEAR])
        self.fail(base, "后面没有要求", "请写如“比上年增长12%以上”“不低于上年”")

    def _figures(self) -> None:
        first = self.tokens[self.place]
        low, unit = self._figure()
        self.value, self.unit, self.unit_stated = low, unit or NO_UNIT, unit is not None
        kind = self.tokens[self.place].kind
        if kind is Kind.TO or kind is Kind.SIGN:
            following = self.tokens[self.place + 1].kind
            if following is Kind.NUMBER or following is Kind.SIGN:
                self.place += 1
                high, high_unit = self._figure()
                self._range(first, low, unit, high, high_unit)
        if self.unit_stated:
            self._bare_multiplier(first)
        elif self.declared is not None:
            self.unit = self.declared

    def _figure(self) -> tuple[Decimal, Unit | None]:
        first = token = self.tokens[self.place]
        if token.kind is Kind.SIGN:
            self.place += 1
            token = self.tokens[self.place]
            if token.kind is not Kind.NUMBER:
                self.fail(first, "后面没有数", _EXAMPLE)
        value: Decimal = token.value
        if first is not token and value:
            value = value.copy_negate()
        return value, self._unit()

    def _unit(self) -> Unit | None:
        """The unit behind the figure or star at ``place``, past 余 and 多; None when there is none."""
        self.place += 1
        token = self.tokens[self.place]
        while token.kind is Kind.MORE:
            self.marks[Kind.MORE] = token
            self.place += 1
            token = self.tokens[self.place]
        if token.kind is not Kind.UNIT:
            return None
        self.place += 1
        unit: Unit = token.value
        return unit

    def _range(self, first: Token, low: Decimal, unit: Unit | None, high: Decimal, high_unit: Unit | None) -> None:
        if unit is None and high_unit is not None:
            self.unit, self.unit_stated = high_unit, True
        elif unit is not None and high_unit is not None and unit != high_unit:
            if unit.dimension == "number":
                unit = scaled(unit, high_unit) or unit
            try:
                high = convert(high, high_unit, unit)
            except UnitMismatchError:
                reason = f"两端单位不同：“{unit}”与“{high_unit}”"
                self.fail(first, reason, "请用同一个单位写两端", self._last_end())
            self.unit = unit
        if low >= high:
            self.fail(first, "范围的前一个数应小于后一个数", "请核对两端，如“3—5家”", self._last_end())
        self.high = high

    def _last_end(self) -> int:
        return self.tokens[self.place - 1].end

    def _bare_multiplier(self, first: Token) -> None:
        """1.17亿 where the unit is declared as 亿元 or 万元."""
        declared = self.declared
        if self.unit.dimension != "number" or declared is None or declared.dimension == "number":
            return
        unit = scaled(self.unit, declared)
        if unit is None:
            self.fail(first, f"的“{self.unit}”不能用于单位“{declared}”", "请写全单位", self._last_end())
        self.unit = unit

    def _slot(self) -> None:
        unit = self._unit()
        self.unit, self.unit_stated = unit or self.declared or NO_UNIT, unit is not None

    def _doubling(self, token: Token) -> None:
        self.place += 1
        self.value, self.unit, self.unit_stated = Decimal(1), _DOUBLINGS, True
        if token.value:
            return
        if self.tokens[self.place].kind is not Kind.NUMBER:
            self.fail(token, "后面缺数", "请写“翻一番”“翻两番”")
        self.value, unit = self._figure()
        if unit is not _DOUBLINGS:
            self.fail(token, "后面应是“几番”", "请写“翻一番”“翻两番”", self._last_end())

    def _rank(self, token: Token) -> None:
        self.place += 1
        if self.tokens[self.place].kind is not Kind.NUMBER:
            self.fail(token, "后面缺名次", _RANKS)
        value, unit = self._figure()
        if value != value.to_integral_value() or value < 1 or (unit is not None and unit.text not in _RANK_UNITS):
            self.fail(token, "不是名次", f"名次是从1开始的整数，{_RANKS}", self._last_end())
        self.value, self.unit, self.unit_stated = value, RANK, True

    def _tails(self) -> None:
        while True:
            token = self.tokens[self.place]
            if token.kind is Kind.AFTER:
                self.bounds.append(_Demand(token.value, weak=False, token=token))
            elif token.kind is Kind.AROUND:
                self.bounds.append(_Demand(Comparator.EQUAL, weak=False, token=token))
                self.marks[Kind.ABOUT] = token
            else:
                return
            self.place += 1

    def _result(self) -> Target:
        comparator = self._comparator()
        form, change = TargetForm.LEVEL, None
        approximate = Kind.ABOUT in self.marks or Kind.MORE in self.marks
        if self.core is Kind.DIRECTION:
            form, self.unit = TargetForm.DIRECTION, NO_UNIT if Kind.RANK not in self.marks else _PLACES
            comparator, change = self._direction(comparator)
        elif self.core is Kind.STAR:
            form, change = TargetForm.SLOT, None if self.move is None else self._change()
            approximate = Kind.ABOUT in self.marks
            if not self.explicit:
                comparator = Comparator.ABOVE if Kind.MORE in self.marks else Comparator.EQUAL
        elif self.core is Kind.FRONT:
            form, comparator = TargetForm.RANK, self._rank_comparator(comparator)
        else:
            form, change = self._form()
        area = self.marks.get(Kind.AREA)
        if area is not None and form is not TargetForm.RANK:
            self.fail(area, "是范围，不是目标值", "请删去，范围写在指标名称或“scope”里")
        stretch, hold = Kind.STRETCH in self.marks, Kind.HOLD in self.marks
        return Target(comparator, self.value, self.unit, self.high, form, change, approximate, stretch, hold)

    def _comparator(self) -> Comparator:
        """What all words together demand; the error names the two that disagree."""
        self.explicit = bool(self.bounds)
        if not self.bounds:
            strong = weak = None
        else:
            strong, weak = self._agreed(weak=False), self._agreed(weak=True)
            self._check_direction(strong, weak)
        if self.high is not None:
            if strong is not None and strong.token.kind is not Kind.AROUND:
                self._contradict(strong.token, self.tokens[self.place - 1], "与范围相矛盾")
            return Comparator.RANGE
        if strong is not None:
            return strong.comparator
        if Kind.ABOUT in self.marks:
            return Comparator.EQUAL
        return Comparator.AT_LEAST if weak is None else weak.comparator

    def _agreed(self, *, weak: bool) -> _Demand | None:
        found: _Demand | None = None
        for demand in self.bounds:
            if demand.weak is weak:
                if found is not None and found.comparator is not demand.comparator:
                    self._contradict(found.token, demand.token)
                found = demand
        return found

    def _check_direction(self, strong: _Demand | None, weak: _Demand | None) -> None:
        if strong is None or weak is None or strong.comparator is Comparator.EQUAL:
            return
        multiple = self.move_to is not None and self.unit.dimension == "times"
        if (strong.comparator in _UPWARD) is not (weak.comparator in _UPWARD) and not multiple:
            self._contradict(weak.token, strong.token)

    def _contradict(self, first: Token, second: Token, reason: str = "") -> NoReturn:
        if first.start > second.start:
            first, second = second, first
        one, other = self.text[first.start : first.end], self.text[second.start : second.end]
        self.fail(first, reason or f"里“{one}”与“{other}”相矛盾", "请只留一种说法", second.end)

    def _form(self) -> tuple[TargetForm, Change | None]:
        """Whether a figure is a level, a growth or a move of places."""
        dimension = self.unit.dimension
        rank = self.marks.get(Kind.RANK)
        if self.move is not None and (dimension == "places" or (rank is not None and self.unit.text in _RANK_UNITS)):
            self.unit = _PLACES
            return TargetForm.RANK, self._change()
        if rank is not None:
            self.fail(rank, "后面应是名次", _RANKS, self._last_end())
        if dimension == "times" and self.move is None and (self.move_to is not None or self.basis_token is not None):
            return TargetForm.GROWTH, self._change(to_multiple=True)
        if dimension == "doublings" or (self.move is not None and not self._amount(self.move.value)):
            return TargetForm.GROWTH, self._change()
        self._check_level()
        return TargetForm.LEVEL, None

    def _amount(self, move: Move) -> bool:
        """增加20家 without a basis only names an amount."""
        absolute = self.unit.dimension not in _RELATIVE
        return move.amount and absolute and self.basis is None and Kind.PER_YEAR not in self.marks

    def _check_level(self) -> None:
        if self.basis_token is not None:
            advice = "请写“比上年增长12%以上”；只要求达到某数时删去比较对象，基数写在“baseline”里"
            self.fail(self.basis_token, "后面缺“增长”或“下降”", advice)
        yearly = self.marks.get(Kind.PER_YEAR)
        if yearly is not None:
            self.fail(yearly, "后面没有“增长”或“下降”", "每年同样的目标请删去这个词，并写“span: each_year”")

    def _change(self, *, to_multiple: bool = False) -> Change:
        down = self.move is not None and self.move.value.down
        if to_multiple and self.move_to is not None:
            down = self.move_to.value.comparator is Comparator.AT_MOST
        yearly = Kind.PER_YEAR in self.marks
        return Change(self.basis or Basis.UNSTATED, self.basis_year, down, yearly, to_multiple)

    def _rank_comparator(self, comparator: Comparator) -> Comparator:
        """A place or a better one: 前3名, 不低于第3位."""
        if comparator in _STRICT:
            self.fail(self.bounds[0].token, "不能用于名次", _RANKS, self._last_end())
        return comparator if comparator is Comparator.EQUAL else Comparator.AT_MOST

    def _direction(self, comparator: Comparator) -> tuple[Comparator, Change]:
        """有较大提升 (above what was), 不低于上年 (at least), 只增不减, 持平."""
        down = self.move is not None and self.move.value.down
        if self.direction is not None:
            comparator, down = self.direction
        elif self.move is not None:
            if self.bounds:
                self.fail(self.bounds[0].token, "后面没有数", "请写数和单位，如“增长5%以上”")
            comparator = Comparator.ABOVE
        elif comparator in {Comparator.AT_MOST, Comparator.BELOW}:
            down = True
            comparator = Comparator.AT_LEAST if comparator is Comparator.AT_MOST else Comparator.ABOVE
        return comparator, Change(self.basis or Basis.UNSTATED, self.basis_year, down, Kind.PER_YEAR in self.marks)
