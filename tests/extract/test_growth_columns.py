"""Tables with a column of growth and columns that tell neither a target nor a result (示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records

Row = tuple[str, str, str, str | None, int | None]


def told(text: str) -> list[Row]:
    """The kind, name, value, unit and year of everything that a text holds."""
    return [(r.kind, r.name, r.value or "", r.unit, r.year) for r in find_records(text)]


@pytest.mark.parametrize("mark", ["\n", "\n\n", "\t", "|"])
def test_growth_has_a_figure_of_its_own(mark: str) -> None:
    """Cells one a line, or between tabs or bars: the value has its unit, the growth has %; — is no figure."""
    rows = [
        ("项目名称", "计量单位", "数值", "增幅（%）"),
        ("工业增加值", "亿元", "87.3", "6.4"),
        ("技术合同成交额", "万元", "5310", "-2.7"),
        ("高新技术企业", "家", "46", "—"),
    ]
    text = "2022年示例县科技指标完成情况\n\n" + "\n".join(mark.join(row) for row in rows) + "\n"
    assert told(text) == [
        ("actual", "工业增加值", "87.3", "亿元", 2022),
        ("actual", "工业增加值增幅", "6.4", "%", 2022),
        ("actual", "技术合同成交额", "5310", "万元", 2022),
        ("actual", "技术合同成交额增幅", "-2.7", "%", 2022),
        ("actual", "高新技术企业", "46", "家", 2022),
    ]


def test_a_bulletin_compares_with_the_year_before() -> None:
    """比上年增长 is growth, no starting value; a unit in the caption is the column's."""
    text = "示例市2023年统计公报\n产品名称|产量（万吨）|比上年增长（%）\n粮食|31.6|2.2\n蔬菜|104|3.9\n水果|15.7|-0.4\n"
    found = find_records(text)
    assert [(r.kind, r.name, r.value, r.unit) for r in found] == [
        ("actual", "粮食", "31.6", "万吨"), ("actual", "粮食增长", "2.2", "%"),
        ("actual", "蔬菜", "104", "万吨"), ("actual", "蔬菜增长", "3.9", "%"),
        ("actual", "水果", "15.7", "万吨"), ("actual", "水果增长", "-0.4", "%"),
    ]  # fmt: skip
    assert [r.baseline for r in found] == [None] * 6


def test_growth_that_is_wanted_and_growth_that_was_reached() -> None:
    """预期增长 is a target; the growth beside a starting value is not reported."""
    text = (
        "示例县2025年主要目标任务\n指标|单位|2024年完成|增速|2025年目标|预期增长\n"
        "固定资产投资|亿元|52|3.1%|56|7%\n零售总额|亿元|33|4.4%|35|6%\n"
    )
    assert told(text) == [
        ("target", "固定资产投资", "56", "亿元", 2025), ("target", "固定资产投资增长", "7", "%", 2025),
        ("target", "零售总额", "35", "亿元", 2025), ("target", "零售总额增长", "6", "%", 2025),
    ]  # fmt: skip


def test_an_indicator_that_is_growth_is_not_said_twice() -> None:
    """工业增加值增速 with a column of plain values stays as it is; in a plan the values are targets."""
    text = "示例县2024年工作要点\n指标\n单位\n指标值\n工业增加值增速\n%\n7\n技术合同额\n亿元\n3\n新建平台\n家\n2\n"
    assert told(text) == [
        ("target", "工业增加值增速", "7", "%", 2024),
        ("target", "技术合同额", "3", "亿元", 2024),
        ("target", "平台", "2", "家", 2024),
    ]


@pytest.mark.parametrize("merged", [False, True])
def test_goals_in_levels_one_cell_a_line(merged: bool) -> None:
    """一级, 二级, 三级指标 one cell a line; the upper levels stand once when their cells are merged."""
    rows = [
        ("产出指标", "数量指标", "举办创新讲座场次", "≥16场"),
        ("产出指标", "数量指标", "选派专家人数", "≥34人"),
        ("产出指标", "质量指标", "课题结题率", "≥92%"),
        ("效益指标", "社会效益指标", "带动农户数", "≥260户"),
    ]
    cells = ["一级指标", "二级指标", "三级指标", "指标值"]
    above: tuple[str, ...] = ("", "")
    for row in rows:
        cells += [cell for at, cell in enumerate(row) if not (merged and at < len(above) and above[at] == cell)]
        above = row[:2]
    text = "2023年度项目支出绩效目标表\n\n" + "\n".join(cells) + "\n以上目标由县科技局负责解释。\n"
    assert [(r.name, r.comparator, r.value, r.unit) for r in find_records(text)] == [
        ("创新讲座场次", ">=", "16", "场"), ("专家人数", ">=", "34", "人"),
        ("课题结题率", ">=", "92", "%"), ("带动农户数", ">=", "260", "户"),
    ]  # fmt: skip


def test_goals_in_levels_with_what_was_reached() -> None:
    """A second column of figures says what was reached; the marks behind it are not read; words are no figures."""
    cells = [
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值",
        "产出指标", "数量指标", "检测样品批次", "≥420批次", "436批次", "10",
        "质量指标", "数据上报及时性", "及时", "及时", "5",
        "检测合格率", "≥97%", "98.2%", "10",
        "效益指标", "公众知晓率", "≥85%", "88%", "15",
    ]  # fmt: skip
    found = find_records("2023年度绩效自评表\n\n" + "\n".join(cells) + "\n")
    assert [(r.kind, r.name, r.value) for r in found if r.name != "数据上报及时性"] == [
        ("target", "检测样品批次", "420"), ("actual", "检测样品批次", "436"),
        ("target", "检测合格率", "97"), ("actual", "检测合格率", "98.2"),
        ("target", "公众知晓率", "85"), ("actual", "公众知晓率", "88"),
    ]  # fmt: skip
