"""A draft with stars: what is certain is filled, what is not stays and says why.  All figures are 示例数据."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.support import evaluation, indicator, period, verdict

from sctarget.evaluate.result import Actual, Evaluation, Status, Verdict
from sctarget.model.actual import DataState
from sctarget.model.plan import Kind, Span
from sctarget.model.units import declared_unit
from sctarget.readers.dictionary import find_standard
from sctarget.report.starred import FilledDraft, fill_draft
from sctarget.report.starred_names import place_names


def watched(
    name: str,
    value: str | None,
    unit: str,
    kind: Kind = Kind.FLOW,
    *,
    when: str = "2023",
    state: DataState = DataState.FINAL,
    **more: Any,
) -> Verdict:
    """A monitored indicator with its figure; ``state`` and ``when`` belong to the figure."""
    item = indicator(name, None, unit, kind=kind, id=f"i{sum(map(ord, name + str(more)))}", **more)
    status = Status.MONITORED if value is not None else Status.UNREPORTED
    return verdict(item, status, value, when=when, state=state, provisional=state is not DataState.FINAL)


CONTRACTS = watched("技术合同成交额", "1.32", "亿元", aliases=("技术市场合同成交金额",))
SMES = watched("科技型中小企业", "19", "家")
HIGH_NEW = watched("高新技术企业", "2", "家", scope="新增")
HIGH = watched("高新技术企业", "23", "家", Kind.STOCK, scope="期末")
LABS = watched("省级重点实验室", "1", "家", Kind.STOCK)
TRAINED = watched("科技培训人次", "12000", "人次", aliases=("培训",), state=DataState.ESTIMATE)
EXPERTS = watched("科技特派员", "86", "名", Kind.STOCK)
SHARE = watched("科技支出占财政支出", "1.46", "%", Kind.RATIO)
THREE_YEARS = watched("财政科技投入", "5400", "万元", Kind.STOCK, definition="近三年累计")
FUNDS = watched("科技扶持资金", "1260", "万元", Kind.STOCK, definition="累计争取数")
RESEARCH = watched("全社会研发经费支出", "0.1728", "亿元", data_year=-1)
PATENTS = watched("专利申报量", None, "件")
INDEX = watched("科技创新指数", "62.5", "", Kind.INDEX)
FISCAL = watched("本级财政科技支出", "0.18", "亿元")
PLATFORMS = watched("创新平台", "3", "家", Kind.STOCK, unit_also=(declared_unit("个"),))
ALL = (
    CONTRACTS, SMES, HIGH_NEW, HIGH, LABS, TRAINED, EXPERTS, SHARE, THREE_YEARS, FUNDS, RESEARCH, PATENTS, PLATFORMS,
    INDEX, FISCAL,
)  # fmt: skip


def judged(*verdicts: Verdict) -> Evaluation:
    return evaluation(verdicts or ALL, title="示例县2023年科技工作要点（示例数据）", issuer="示例县科技局")


def fill(text: str, result: Evaluation | None = None) -> FilledDraft:
    return fill_draft(text, result or judged(), find_standard)


def filled_text(text: str, result: Evaluation | None = None) -> str:
    made = text
    for edit in sorted(fill(text, result).edits, reverse=True):
        made = made[: edit.start] + edit.written + made[edit.end :]
    return made


@pytest.mark.parametrize(
    ("draft", "filled"),
    [
        ("技术合同成交额达到*亿元。", "技术合同成交额达到1.32亿元。"),
        ("完成技术合同成交额*万元。", "完成技术合同成交额13200万元。"),
        ("技术市场合同成交金额***元。", "技术市场合同成交金额132000000元。"),
        ("技术合同认定登记额为*亿元。", "技术合同认定登记额为1.32亿元。"),
        ("全县科技型中小企业＊家。", "全县科技型中小企业19家。"),
        ("入库科技型中小企业*余家。", "入库科技型中小企业19家。"),
        ("培训*多万人次。", "培训1.2万人次。"),
        ("选派*名科技特派员。", "选派86名科技特派员。"),
        ("选派科技特派员*人。", "选派科技特派员86人。"),
        ("新增高新技术企业*家，高新技术企业达到*家。", "新增高新技术企业2家，高新技术企业达到23家。"),
        ("科技型中小企业、高新技术企业分别达到*家和*家。", "科技型中小企业、高新技术企业分别达到19家和23家。"),
        ("科技支出占财政支出的*，有所提高。", "科技支出占财政支出的1.46%，有所提高。"),
        ("科技支出仅占财政支出的*%。", "科技支出仅占财政支出的1.46%。"),
        ("近三年来，财政科技投入累计*亿元。", "近三年来，财政科技投入累计0.54亿元。"),
        ("科技扶持资金累计*万元。", "科技扶持资金累计1260万元。"),
        ("今年以来，累计完成技术合同成交额*亿元。", "今年以来，累计完成技术合同成交额1.32亿元。"),
        ("建成创新平台*个。", "建成创新平台3个。"),
        ("累计认定省级重点实验室*家。", "累计认定省级重点实验室1家。"),
        ("· 科技型中小企业：*家", "· 科技型中小企业：19家"),
        ("科技创新指数达到*。", "科技创新指数达到62.5。"),
        ("县级财政科技支出*万元。", "县级财政科技支出1800万元。"),
        ("2022年，全社会研发经费支出*亿元。", "2022年，全社会研发经费支出0.1728亿元。"),
        ("**县20**年科技工作（截至20**年*月底）。", "示例县2023年科技工作（截至2023年12月底）。"),
        ("**技术合同成交额**达到*亿元。", "**技术合同成交额**达到1.32亿元。"),
        ("科技型中小企业*家（加*号为预计数），合作3*5次。", "科技型中小企业19家（加*号为预计数），合作3*5次。"),
    ],
)
def test_what_is_certain_is_filled(draft: str, filled: str) -> None:
    """In the draft's own unit, exactly; 多 goes, 占…的 brings its %, the place and the year are known."""
    assert filled_text(draft) == filled
    assert not fill(draft).left


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        ("科技型企业*家。", "“科技型企业”不一定就是“科技型中小企业”，请人来定"),
        ("专精特新中小企业*家。", "“专精特新中小企业”与“科技型中小企业”不是同一个指标"),
        ("市级重点实验室*家。", "计划里没有指标“市级重点实验室”"),
        ("瞪羚企业*家。", "计划里没有指标“瞪羚企业”"),
        ("高新技术企业*家。", "计划里有2个指标叫“高新技术企业”"),
        ("新增省级重点实验室*家。", "原句说的是“新增”的数，指标“省级重点实验室”是总数"),
        ("高新技术企业达到*家，其中规上企业*家。", "计划里没有指标“规上企业”"),
        ("技术合同成交额*项。", "原句的单位是“项”，指标“技术合同成交额”的单位是“亿元”"),
        ("科技特派员*人次。", "原句的单位是“人次”，指标“科技特派员”的单位是“名”"),
        ("科技型中小企业*个。", "原句的单位是“个”，指标“科技型中小企业”的单位是“家”"),
        ("科技支出占财政支出的*个百分点。", "原句的单位是“个百分点”"),
        ("科技型中小企业达到*。", "没有写单位"),
        ("技术合同成交额同比增长*%。", "计划里没有指标“技术合同成交额增长”"),
        ("近三年来，技术合同成交额*亿元。", "原句说的是“近三年来”，指标“技术合同成交额”是当年数"),
        ("“十四五”以来，技术合同成交额*亿元。", "原句说的是“十四五以来”，指标“技术合同成交额”是当年数"),
        ("截至2023年底，累计完成技术合同成交额*亿元。", "原句说的是“累计”，指标“技术合同成交额”是当年数"),
        ("技术合同成交额年均*亿元。", "原句说的是年均数"),
        ("财政科技投入*万元。", "指标“财政科技投入”的口径是“近三年累计”，原句说的不是"),
        ("近五年来，财政科技投入累计*万元。", "口径是“近三年累计”，原句说的不是"),
        ("科技扶持资金*万元。", "指标“科技扶持资金”是累计数，原句没有说累计"),
        ("2022年，技术合同成交额*亿元。", "原句说的是2022年，现有的数是2023年的"),
        ("去年技术合同成交额*亿元。", "原句说的是“去年”的数"),
        ("2023年，全社会研发经费支出*亿元。", "原句说的是2023年，现有的数是2022年的"),
        ("上半年，技术合同成交额*亿元。", "原句说的是“上半年”，现有的是2023年的数"),
        ("截至6月底，科技型中小企业*家。", "原句说的是“6月底”，现有的是2023年的数"),
        ("三季度，科技型中小企业*家。", "原句说的是“三季度”，现有的是2023年的数"),
        ("全市科技型中小企业*家。", "原句说的是全市，计划是县的"),
        ("力争科技型中小企业达到*家。", "原句说的是目标或打算（“力争”），不是完成数"),
        ("技术合同成交额年度目标*亿元。", "计划里没有指标“技术合同成交额年度”"),
        ("三、下一步打算\n完成科技型中小企业*家。", "这一部分写的是“下一步”，不是完成数"),
        ("技术合同成交额超过*亿元。", "原句说的是约数或界限（“超过”）"),
        ("技术合同成交额近*亿元。", "原句说的是约数或界限（“近”）"),
        ("科技型中小企业达到*家以上。", "原句说的是约数或界限（“以上”）"),
        ("专利申报量*件。", "“专利申报量”没有数：县统计局没有填报"),
        ("省级财政科技支出*万元。", "计划里没有指标“省级财政科技支出”"),
        ("全国重点实验室*家。", "计划里没有指标“全国重点实验室”"),
        ("签约技术合同成交额*亿元。", "原句说的是“签约”的数"),
        ("申报科技型中小企业*家。", "原句说的是“申报”的数"),
        ("推荐*名科技特派员。", "原句说的是“推荐”的数"),
        ("吸纳技术合同成交额*亿元。", "原句说的是“吸纳”的数"),
        ("认定省级重点实验室*家。", "原句说的是“认定”的数，指标“省级重点实验室”是总数"),
        ("科技型中小企业*—*家。", "原句写的是一个范围"),
        ("科技型中小企业*家，*家。", "前面已经有“科技型中小企业”的数"),
        ("企业12*家。", "只遮住了一部分数字"),
        ("*月*日召开会议。", "看不出是哪一天"),
        ("比20**年提高。", "看不出是哪一年"),
        ("**市的经验。", "从计划里看不出“**市”的名称"),
        ("会议开了*次，效果很好。", ""),
    ],
)
def test_what_is_not_certain_stays(draft: str, reason: str) -> None:
    """Another indicator, span, dimension, year, area, a target, a rough figure, no figure: the star stays."""
    result = fill(draft)
    assert reason in result.left[-1].reason
    last = result.left[-1].star
    assert all(edit.start != last.start for edit in result.edits)
    assert "【" in result.left[-1].quote


def test_candidates_come_with_their_figures() -> None:
    """What may have been meant is listed, so that a person can type it."""
    left = fill("高新技术企业*家。").left[0]
    assert left.candidates == ("高新技术企业（新增）2家", "高新技术企业（期末）23家")
    assert left.quote == "高新技术企业【*】家"


def test_the_account_says_what_to_look_at() -> None:
    """Provisional figures, figures of another year, 每年 and a dropped 多 are noted; the quote reads as filled."""
    result = fill("每年选派科技特派员*名，培训*多万人次，全社会研发经费支出*亿元。")
    assert [each.notes for each in result.filled] == [
        ("原句说“每年”，填的是一年的数",),
        ("预计数", "去掉了“多”"),
        ("是2022年的数",),
    ]
    assert result.filled[1].quote.startswith("每年选派科技特派员86名，培训【1.2】万人次，全社会研发经费支出0.1728亿元")
    assert result.filled[0].source == "2023年科技指标完成情况_县统计局.xlsx [填报表!H7]"


@pytest.mark.parametrize(
    ("title", "issuer", "places"),
    [
        ("示例县2023年要点", None, {"县": "示例"}),
        ("示例市示范区工作方案", "示例市科技局", {"市": "示例"}),
        ("关于印发《2023年示例市样本区要点》", None, {"市": "示例", "区": "样本"}),
        ("科技强县行动方案", "县科技局", {}),
        ("2022—2025年某某自治县规划", "中共某某自治县委", {"县": "某某自治"}),
    ],
)
def test_places_come_from_title_and_issuer(title: str, issuer: str | None, places: dict[str, str]) -> None:
    """The plan's own place is the last; a title that only speaks of counties names none."""
    assert place_names(replace(judged().plan, title=title, issuer=issuer)) == places


def test_a_plan_of_years_counts_since_it_began() -> None:
    """A figure that counts since the plan began fills 十四五以来 and 累计, not a year's sentence."""
    platforms = watched("众创空间", "4", "家", span=Span.PLAN)
    made = judged(platforms)
    result = made._replace(plan=replace(made.plan, period=period("2021-2025")))
    assert filled_text("“十四五”以来，新增众创空间*家。", result) == "“十四五”以来，新增众创空间4家。"
    assert "没有说累计" in fill("新增众创空间*家。", result).left[0].reason


def test_half_a_year() -> None:
    """In a report on half a year, 上半年 and 6月底 fit and 全年 does not."""
    contracts = watched("技术合同成交额", "0.5", "亿元", when="2023H1")
    result = judged(contracts)._replace(as_of=date(2023, 6, 30), period=period("2023H1"))
    assert filled_text("上半年，技术合同成交额*亿元。", result) == "上半年，技术合同成交额0.5亿元。"
    assert filled_text("截至*月底，技术合同成交额*亿元。", result) == "截至6月底，技术合同成交额0.5亿元。"
    assert "“全年”" in fill("全年技术合同成交额*亿元。", result).left[0].reason


def test_a_table_of_the_draft() -> None:
    """A star alone in a cell: its row names the indicator, its column asks for the figure, the unit stands beside."""
    draft = (
        "指标名称\t计量单位\t年度目标\t完成情况\t同比\n"
        "技术合同成交额\t万元\t11700\t*\t*\n"
        "科技型中小企业（家）\t\t16\t*\t—\n"
        "瞪羚企业\t家\t*\t*\t—\n"
    )
    result = fill(draft)
    assert [each.written for each in result.filled] == ["13200", "19"]
    assert [each.reason for each in result.left] == [
        "这一栏是“同比”，不是完成数",
        "计划里没有指标“瞪羚企业”",
        "计划里没有指标“瞪羚企业”",
    ]


def test_a_held_figure_is_not_used() -> None:
    """A figure that waits for confirmation fills nothing."""
    held = Verdict(SMES.indicator, Status.TO_VERIFY, notes=("数据待核实",))
    assert "没有数：" in fill("科技型中小企业*家。", judged(held)).left[0].reason


_PIECES = (
    "* ** *** ＊ 技术合同成交额 科技型中小企业 达到 家 万元 亿元 多 余 % 占 的 ， 。 县 20 年 月底 截至 新增 其中 "
    "近三年 累计 ： 3 — ( ) 目标 培训 万人次 完成情况 指标名称 x **县 “ ”"
)


@given(st.lists(st.sampled_from([*_PIECES.split(), "\n", "\t", " "]), max_size=30))
def test_only_stars_change(pieces: list[str]) -> None:
    """Whatever the text: each star is filled or left, nothing else is touched but 多 and 余 behind a star."""
    text = "".join(pieces)
    result = fill(text)
    for edit in result.edits:
        old = text[edit.start : edit.end]
        assert set(old) <= {"*", "＊"} or old in {"多", "余"}
        assert "*" not in edit.written
    stars = [each.star for each in result.filled] + [each.star for each in result.left]
    assert len(set(stars)) == len(stars)
    assert all(set(text[star.start : star.end]) <= {"*", "＊"} for star in stars)
    assert [edit.start for edit in result.edits] == sorted({edit.start for edit in result.edits})


def test_endless_digits_are_rounded_and_exact_ones_are_not() -> None:
    """A quotient is rounded for display; a converted figure keeps every digit."""
    actual = SHARE.actual
    assert isinstance(actual, Actual)
    third = SHARE._replace(actual=actual._replace(value=actual.value / 3))
    assert filled_text("科技支出占财政支出的*。", judged(third)) == "科技支出占财政支出的0.4867%。"
