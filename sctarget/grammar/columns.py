"""What the columns of a table say, and which cell of a row stands in which column.

A caption gives its column a role (年度目标 → wanted, 完成情况 → done, 牵头单位 → lead); the cells of a row are laid
over the columns from left to right so that kinds and roles agree best: merged and empty cells are simply missing.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from sctarget.grammar.figures import Figure, find_figures
from sctarget.grammar.tokens import tokenize
from sctarget.grammar.years import year_in
from sctarget.model.units import find_unit


class Cell(NamedTuple):
    """One cell: its text in plain characters and where it stands."""

    text: str
    start: int


class Role(Enum):
    """What a column holds."""

    ORDINAL = "序号"
    GROUP = "类别"
    TEXT = "指标"
    UNIT = "单位"
    BASE = "基期"
    DONE = "完成情况"
    WANT = "目标"
    GROWTH = "增速"
    LEAD = "牵头单位"
    SUPPORT = "配合单位"
    NOTE = "备注"


class Column(NamedTuple):
    """A caption with its role, and the year that it names."""

    caption: str
    role: Role
    year: int | None

    @property
    def neutral(self) -> bool:
        """Whether the caption tells neither a target nor a result: 指标值, 绝对数, 2023年, 同比增长."""
        bare = _re(f"(?:{_BARE_VALUE}|(?:19|20)[0-9]{{2}}年?)(?:\\([^()]*\\))?").fullmatch(self.caption)
        said = _re("目标|计划|预期|任务|完成|实际").search(self.caption)
        return bare is not None or (self.role is Role.GROWTH and said is None)

    @property
    def reached(self) -> bool:
        """Whether the caption says that its figures were reached."""
        return self.role is Role.DONE or (
            self.role is Role.GROWTH and _re("完成|实际").search(self.caption) is not None
        )

    @property
    def unit(self) -> str | None:
        """The unit that the caption names behind its words: 增速(%), 总量(亿元)."""
        match = _re(r"\(([^()]{1,8})\)$").search(self.caption)
        return match.group(1) if match and find_unit(match.group(1)) is not None else None


class Kind(Enum):
    """What a cell looks like."""

    NUMBER = "number"
    UNIT = "unit"
    OWNER = "owner"
    STATE = "state"
    EMPTY = "empty"
    WORDS = "words"
    SENTENCE = "sentence"


_BARE_VALUE = "指标值|数值|绝对[数值额量]|实绩|总量|数量|产量|本年|全年|当年"
"""A caption that says of its figures neither that they are wanted nor that they were reached."""
_GROWN_OF = (
    "(?:(?:19|20)[0-9]{2}年|年均|年度|全年|实际|名义|预期|预计|目标|计划|完成|累计|[比较]?(?:上|去)年|同期|同比)*"
)
_CAPTIONS: tuple[tuple[Role, str], ...] = (
    (Role.ORDINAL, "^(?:序号|编号|序)$"),
    (
        Role.NOTE,
        "完成率|完成比例|备注|时限|时间|评分|联系|措施|依据|来源|说明|分值|权重|得分|属性|性质|责任人|领导|日期|频次|公式|原因|位次|排名|名次",
    ),
    (Role.SUPPORT, "(?:配合|协办|参与|协同|协作)(?:单位|部门|科室|处室)?"),
    (Role.LEAD, "(?:责任|牵头|主管|主办|负责|承办|实施|落实|承担|完成|填报)(?:单位|部门|科室|处室|主体)"),
    (Role.UNIT, "^(?:计量)?单位$"),
    (
        Role.GROWTH,
        f"^{_GROWN_OF}(?:增速|增幅|增长率?|增减率?)(?:目标|情况)?%?(?:\\(|$)|^同比[±增减]*%?(?:\\(|$)|^[比较](?:上|去)年",
    ),
    (Role.BASE, "现状|基期|基数|基准|上年|去年"),
    (Role.DONE, "完成|进展|落实情况|实际|进度|实绩|成效|累计"),
    (Role.GROUP, "类别|类型|分类|领域|大类|板块|一级|二级|考核项目|部门整体"),
    (Role.WANT, "目标|任务数|指标值|计划数|预期|计划值|任务量"),
    (Role.WANT, f"^(?:{_BARE_VALUE})(?:\\(|$)"),
    (Role.TEXT, "指标|项目|任务|内容|名称|工作|事项|举措|要求"),
)
_OWNER = (
    "[^0-9,。;:%]{1,60}(?:局|委|办|院|公司|中心|部|会|站|所|厅|集团|镇|乡|街道|办事处|政府|园区|大队|支队|单位|部门|处)"
)
_STATE = (
    "(?:已|均|基本|全部|提前|超额|正在|未|按期|按序时|按计划|全面|部分|持续)*"
    "(?:完成|推进|启动|达标|实施|建设|开工|竣工|达序时)(?:年度任务|全年任务|任务|中)?。?"
)
_OF_YEAR = "(?:预计|年度|规划)?(?:实际|目标|完成|现状|预期|规划|计划|基期|基数|指标)?(?:完成)?(?:值|数|量|情况)?"
_EXPLAINED = "指标(?:内容|解释|说明|释义)"
"""Beside 三级指标 these only explain it."""
_LONGEST_WORDS = 20
_PAIR = 2
_NEVER = -9.0
_FITS: dict[Kind, dict[Role, float]] = {
    Kind.NUMBER: {
        Role.WANT: 4, Role.DONE: 4, Role.BASE: 4, Role.GROWTH: 4, Role.NOTE: 1, Role.TEXT: -2, Role.GROUP: -3,
    },
    Kind.UNIT: {Role.UNIT: 5, Role.TEXT: 1, Role.GROUP: 0, Role.NOTE: 0},
    Kind.OWNER: {Role.LEAD: 3, Role.SUPPORT: 3, Role.NOTE: 2, Role.TEXT: 1, Role.GROUP: 0, Role.DONE: 0, Role.WANT: -1},
    Kind.STATE: {Role.DONE: 3, Role.NOTE: 1, Role.WANT: 0, Role.TEXT: 0, Role.GROUP: 0},
    Kind.EMPTY: dict.fromkeys(Role, 1),
    Kind.WORDS: {
        Role.TEXT: 3, Role.GROUP: 1, Role.NOTE: 1, Role.WANT: 1, Role.DONE: 1, Role.BASE: 0, Role.LEAD: -1,
        Role.SUPPORT: -1,
    },
    Kind.SENTENCE: {Role.TEXT: 2, Role.WANT: 1, Role.DONE: 2, Role.NOTE: 1, Role.LEAD: -3, Role.GROUP: -2},
}  # fmt: skip
_MISSING = {Role.GROUP: 0.0, Role.NOTE: -0.5, Role.LEAD: -1.0, Role.SUPPORT: -1.0, Role.UNIT: -1.0}
_GOES_ON = frozenset({Role.TEXT, Role.WANT, Role.DONE, Role.LEAD, Role.SUPPORT, Role.NOTE, Role.GROUP})


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def role_of(caption: str) -> Role | None:
    """The role of a column by its caption; None for words that are no caption of ours."""
    for role, pattern in _CAPTIONS:
        if _re(pattern).search(caption):
            return role
    return Role.WANT if year_in(caption) is not None else None


def columns_of(captions: list[str]) -> list[Column]:
    """The columns of a header; a year and the words below it are one caption (2025年 · 目标值)."""
    joined: list[str] = []
    for caption in (caption.replace(" ", "") for caption in captions):
        if joined and _re("(?:19|20)[0-9]{2}年").fullmatch(joined[-1]) and _re(_OF_YEAR).fullmatch(caption):
            joined[-1] += caption
        else:
            joined.append(caption)
    made = [Column(caption, role_of(caption) or Role.NOTE, year_in(caption)) for caption in joined]
    if "三级指标" in joined:
        made = [each._replace(role=Role.NOTE) if _re(_EXPLAINED).fullmatch(each.caption) else each for each in made]
    if all(column.role is not Role.TEXT for column in made):
        named = next((column for column in made if column.role is Role.WANT and column.year is None), None)
        made = [column._replace(role=Role.TEXT) if column is named else column for column in made]
    wanted = [column.year for column in made if column.role is Role.WANT]
    first = next((each for each in made if each.role in {Role.WANT, Role.DONE, Role.BASE}), None)
    latest, undated = max((year for year in wanted if year is not None), default=0), None in wanted
    return [_started(column, first, latest, len(wanted), undated=undated) for column in made]


def _started(column: Column, first: Column | None, latest: int, wanted: int, *, undated: bool) -> Column:
    """A figure of an earlier year beside a target is where it starts: 2021年实际值, 2025年目标值."""
    later = column.year is not None and latest > column.year
    if column.role is Role.DONE and column.year is not None and wanted and (later or undated):
        return column._replace(role=Role.BASE)
    if (
        column.role is Role.WANT
        and "目标" not in column.caption
        and column is first
        and later
        and wanted == len("两年")
    ):
        return column._replace(role=Role.BASE)
    return column


def figure_of(text: str) -> Figure | None:
    """The figure that is all of a cell: ≥2%, 55.4*, 3家以上."""
    plain = text.rstrip("* ")
    if not plain or len(plain) > _LONGEST_WORDS:
        return None
    figures = find_figures(plain, tokenize(plain).tokens)
    whole = len(figures) == 1 and not plain[: figures[0].lead].strip() and not plain[figures[0].end :].strip()
    return figures[0] if whole and figures[0].value is not None else None


def kind_of(text: str) -> Kind:
    """What a cell looks like."""
    if text in {"", "/", "-", "—", "——", "--", "\\"}:
        return Kind.EMPTY
    if figure_of(text) is not None:
        return Kind.NUMBER
    unit = find_unit(text) if len(text) <= _LONGEST_WORDS else None
    if unit is not None and unit.text:
        return Kind.UNIT
    if _re(_STATE).fullmatch(text):
        return Kind.STATE
    if _re(rf"{_OWNER}(?:等)?(?:[、, ]{_OWNER})*(?:等)?").fullmatch(text):
        return Kind.OWNER
    return Kind.SENTENCE if len(text) > _LONGEST_WORDS or any(char in text for char in ",。;") else Kind.WORDS


def lay(cells: list[Cell], columns: list[Column]) -> list[list[Cell]]:
    """The cells of each column, so that kinds and roles agree best.

    A column may stay empty (a merged cell) or go on in a second cell; the best way is found from left to right.
    """
    size = len(columns)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for index in range(1, size + 1):
        best.append((best[-1][0] + _MISSING.get(columns[index - 1].role, -2.0), ()))
    for cell in cells:
        fits = _FITS[kind_of(cell.text)]
        fresh: list[tuple[float, tuple[int, ...]]] = [(_NEVER * 100, ())]
        for index in range(size):
            role = columns[index].role
            score = fits.get(role, _NEVER)
            opened = best[index][0] + score, (*best[index][1], index)
            above = best[index + 1]
            goes_on = role in _GOES_ON and score > 0 and above[1] and above[1][-1] == index
            held = (above[0] + score / 4 - 1, (*above[1], index)) if goes_on else opened
            skipped = fresh[index][0] + _MISSING.get(role, -2.0), fresh[index][1]
            fresh.append(max(opened, held, skipped, key=lambda pair: pair[0]))
        best = fresh
    laid: list[list[Cell]] = [[] for _ in columns]
    for cell, place in zip(cells, best[size][1], strict=True):
        laid[place].append(cell)
    return laid
