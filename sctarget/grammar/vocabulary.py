"""The words of targets and cells, each with the part it plays (docs/grammar.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sctarget.model.quantity import Basis, Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """The part that a token plays; its value depends on it."""

    NUMBER = "number"  # Decimal
    UNIT = "unit"  # Unit
    YEAR = "year"  # int: 2020年
    BAD = "bad"  # (reason, advice): looks like a number and is none
    STAR = "star"
    SIGN = "sign"  # a minus, or - between two figures
    TO = "to"  # — ~ 至 到
    MORE = "more"  # 余 多 来 几 after a figure
    BOUND = "bound"  # Bound: 不少于, ≥, 控制在 before a figure
    AFTER = "after"  # Comparator: 以上, 以内
    AROUND = "around"  # 左右 上下 after a figure
    ABOUT = "about"  # 约 近 before a figure
    VERB = "verb"  # neutral: 达到 完成 新增
    STRETCH = "stretch"  # 力争
    HOLD = "hold"  # 保持在
    MOVE = "move"  # Move: 增长 下降
    MOVE_TO = "move_to"  # Bound: 增长到 降至
    DOUBLE = "double"  # 翻番 倍增: 1; 翻: 0, a number follows
    SINCE = "since"  # Basis: 同比 比上年 环比
    THAN = "than"  # 比 较 与
    LAST = "last"  # Basis: 上年 基期
    TAIL = "tail"  # 底 水平 相比 基础上, belongs to the year or 上年 before it
    PER_YEAR = "per_year"  # 年均 每年 逐年
    ADVERB = "adverb"  # 有较大 稳步 in front of a move
    DIRECTION = "direction"  # Direction: 只增不减
    COVER = "cover"  # 全覆盖
    FRONT = "front"  # 前 第
    RANK = "rank"  # 位次 排名
    AREA = "area"  # 全市 in front of a rank
    EACH = "each"  # 分别 各 均
    AND = "and"  # 和 、
    FROM = "from"  # 由 从
    EXPECTED = "expected"  # 预计
    OPEN = "open"
    CLOSE = "close"
    STOP = "stop"  # 。； at the end
    OTHER = "other"  # characters that are none of these
    END = "end"


class Bound(NamedTuple):
    """What a word in front of a figure demands; a weak one (控制在) gives way to 左右 and to a range."""

    comparator: Comparator
    weak: bool = False


class Move(NamedTuple):
    """A growth word; ``amount`` marks 增加, which without a basis only names an amount."""

    down: bool = False
    amount: bool = False


class Direction(NamedTuple):
    """A change without a figure: what is demanded of it, and whether it goes down."""

    comparator: Comparator
    down: bool = False


_AT_LEAST, _ABOVE = Comparator.AT_LEAST, Comparator.ABOVE
_AT_MOST, _BELOW = Comparator.AT_MOST, Comparator.BELOW
_EQUAL = Comparator.EQUAL

_TABLE: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.BOUND, Bound(_AT_LEAST), """
        不少于 不低于 不小于 不下于 不亚于 不得少于 不得低于 至少 至少达到 最少 最低 大于等于 大于或等于 ≥ >= =>
    """),
    (Kind.BOUND, Bound(_AT_MOST), """
        不超过 不高于 不大于 不多于 不超出 不得超过 不得高于 不得多于 至多 最多 最高 小于等于 小于或等于 ≤ <= =<
    """),
    (Kind.BOUND, Bound(_ABOVE), "超过 高于 大于 多于 超出 高出 超 >"),
    (Kind.BOUND, Bound(_BELOW), "低于 小于 少于 不足 不到 不满 未满 <"),
    (Kind.BOUND, Bound(_EQUAL), "等于 ="),
    (Kind.BOUND, Bound(_AT_LEAST, weak=True), "突破"),
    (Kind.BOUND, Bound(_AT_MOST, weak=True), "控制在 控制到 控制 限制在 严控在 严格控制在"),
    (Kind.MOVE_TO, Bound(_AT_LEAST, weak=True), """
        增长到 增长至 增长为 增加到 增加至 增到 增至 提高到 提高至 提升到 提升至 上升到 上升至 升到 升至 扩大到 扩大至
        发展到
    """),
    (Kind.MOVE_TO, Bound(_AT_MOST, weak=True), """
        降到 降至 降为 降低到 降低至 下降到 下降至 减到 减至 减少到 减少至 压缩到 压缩至 压减到 压减至 压降至 缩短到
        缩短至 缩减到 缩减至 回落到 回落至
    """),
    (Kind.AFTER, _AT_LEAST, """
        以上 及以上 或以上 及其以上 之上 起 (含) (含本数) (含)以上 (含本数)以上 以上(含) 以上(含本数)
    """),
    (Kind.AFTER, _AT_MOST, """
        以下 及以下 或以下 之下 以内 之内 内 封顶 (含)以下 (含本数)以下 以下(含) 以下(含本数) (含)以内 以内(含)
        以内(含本数)
    """),
    (Kind.AFTER, _ABOVE, "以外 (不含)以上 以上(不含) (不含本数)以上 以上(不含本数)"),
    (Kind.AFTER, _BELOW, "(不含)以下 以下(不含) (不含本数)以下 以下(不含本数) (不含)以内 以内(不含)"),
    (Kind.AROUND, None, "左右 上下 前后"),
    (Kind.ABOUT, None, "约 大约 约为 大概 近 将近 接近 大致 差不多 ≈"),
    (Kind.VERB, None, """
        达到 达 完成 实现 确保 保证 保障 必保 新增 净增 新建 新认定 新培育 新引进 建成 建设 建立 创建 打造 培育 认定
        引进 组建 选派 举办 开展 实施 落实 支持 转化 推广 示范 发展 形成 登记 备案 入库 拥有 全年 年内 全年完成 累计
        累计达到 累计完成 总数 总量 总数达到 总量达到 合计 共 共计 总计 为 是 应 应达到 须 需 要 将 达成 有望达到 计划
        目标 目标值 目标为
    """),
    (Kind.STRETCH, None, "力争 争取 努力 力求 冲刺 奋力 争 力争达到 努力达到 争取达到 全力争取"),
    (Kind.HOLD, None, """
        保持 保持在 稳定 稳定在 维持 维持在 巩固在 稳定保持在 继续保持 继续保持在 始终保持在
    """),
    (Kind.MOVE, Move(), """
        增长 提高 提升 上升 上涨 升 涨 增幅 增速 增长率 涨幅 增长幅度 提高幅度 扩大 增强 改善 优化 前移 上移 前进
        正增长 递增
    """),
    (Kind.MOVE, Move(amount=True), "增加 增"),
    (Kind.MOVE, Move(down=True), """
        下降 减少 降低 降 减 压减 缩减 削减 回落 降幅 下降幅度 下降率 缩短 缩小 压缩 后移 下移 递减 节约
    """),
    (Kind.DOUBLE, 1, "翻番 倍增"),
    (Kind.DOUBLE, 0, "翻"),
    (Kind.SINCE, Basis.LAST_YEAR, """
        同比 比上年 较上年 比去年 较去年 比上年同期 较上年同期 比去年同期 较去年同期 比上一年 较上一年 比上年度
        较上年度
    """),
    (Kind.SINCE, Basis.LAST_PERIOD, "环比 比上期 较上期 比上季度 较上季度 比上月 较上月"),
    (Kind.SINCE, Basis.BASELINE, "比基期 较基期 比基准年 较基准年"),
    (Kind.THAN, None, "比 较 与 在 同 相比 对比 相对"),
    (Kind.LAST, Basis.LAST_YEAR, "上年 去年 上一年 上年度 上年同期 去年同期"),
    (Kind.LAST, Basis.LAST_PERIOD, "上期 上季度 上月"),
    (Kind.LAST, Basis.BASELINE, "基期 基准年"),
    (Kind.TAIL, None, "年 底 末 年底 年末 水平 同期 相比 相比较 基础上 的 的水平 的基础上"),
    (Kind.PER_YEAR, None, "年均 年平均 平均每年 年均复合 每年 每年度 各年 逐年 连年 年年"),
    (Kind.ADVERB, None, """
        有 有所 有效 有较大 有明显 有显著 有大幅 有新的 较大 较大幅度 较快 明显 显著 大幅 大幅度 稳步 稳中 稳定 平稳
        持续 逐步 不断 进一步 快速 得到 得到较大 得到明显 切实 全面
    """),
    (Kind.DIRECTION, Direction(_AT_LEAST), "只增不减 不下降 不降低 不减少 不减 不降 不退步 不下滑 不后移"),
    (Kind.DIRECTION, Direction(_AT_LEAST, down=True), "只减不增 只降不升 不增加 不上升 不增长 不提高 不扩大"),
    (Kind.DIRECTION, Direction(_EQUAL), "持平 不变 保持稳定 保持持平 保持不变 总体稳定 基本稳定"),
    (Kind.COVER, None, "全覆盖 全部覆盖 全面覆盖"),
    (Kind.FRONT, None, "前 第"),
    (Kind.RANK, None, "位次 名次 排名 排位 位列 位居 位于 名列 进入 跻身 居 居于 列 进"),
    (Kind.AREA, None, "全国 全省 全市 全县 全区 全州 全盟 全旗 全自治区"),
    (Kind.EACH, None, "分别 分别为 分别达到 各 各达 各达到 均 均达到 每个 每家"),
    (Kind.AND, None, "和 及 以及 或 或者 并 、 , ;"),
    (Kind.FROM, None, "由 从"),
    (Kind.EXPECTED, None, "预计 预计数 预计完成 预估 预估数 预测 预期 估计 估算 暂估"),
    (Kind.TO, None, "— —— ~ ~~ 到 至"),
    (Kind.SIGN, None, "-"),
    (Kind.OPEN, None, "("),
    (Kind.CLOSE, None, ")"),
    (Kind.STOP, None, "。"),
    (Kind.STAR, None, "* ** ***"),
)  # fmt: skip

MORE = frozenset("余多来几")
"""After a figure: 二十余, 3500多."""


WORDS: dict[str, tuple[Kind, Any]] = {text: (kind, value) for kind, value, texts in _TABLE for text in texts.split()}
"""Every word in plain characters (``numerals.PLAIN``), with its part and its value."""


def lengths_by_start(words: Iterable[str]) -> dict[str, list[int]]:
    """For each first character the lengths of the words that begin with it, longest first."""
    lengths: dict[str, list[int]] = {}
    for word in sorted(words, key=len, reverse=True):
        sizes = lengths.setdefault(word[0], [])
        if not sizes or sizes[-1] != len(word):
            sizes.append(len(word))
    return lengths


WORD_LENGTHS = lengths_by_start(WORDS)
