"""Records among each other: namesakes, restatements and figures that disagree (all figures are 示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records
from sctarget.readers.dictionary import standard_id

HEAD = "示例县2024年科技创新工作要点\n"


def read(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """id, what it says again, its scope, its doubt."""
    return [(r.id, r.restates, r.scope, r.review) for r in find_records(HEAD + text, None, standard_id)]


@pytest.mark.parametrize(
    "again",
    [
        "研发经费支出1600万元以上。",
        "研发经费投入达到0.16亿元。",
        "全社会研发经费支出0.160亿元以上。",
        "研发经费支出不少于０．１６亿元。",
    ],
)
def test_one_figure_in_other_words_is_said_again(again: str) -> None:
    """Another unit, another usual name, other digits: the same target, listed once."""
    assert read(f"研发经费支出达到0.16亿元以上。\n{again}\n") == [("r1", None, None, ""), ("r2", "r1", None, "")]


def test_two_figures_of_one_indicator_are_a_finding_at_both_places() -> None:
    """0.16亿元 in the text, 1700万元 in the annex: each place names the other one."""
    found = read("研发经费支出达到0.16亿元。\n附件：主要指标\n研发经费投入1700万元。\n")
    assert [(r[0], r[1], r[3]) for r in found] == [
        ("r1", None, "文中两处不一致：另写1700万元（r2）"),
        ("r2", None, "文中两处不一致：另写0.16亿元（r1）"),
    ]


def test_the_finding_says_where_the_other_figure_stands() -> None:
    """With the places of the document instead of our own ids."""
    found = find_records(HEAD + "众创空间达到3家。\n众创空间达到4家。\n", place=lambda start: f"第{start}字")
    assert [r.review for r in found] == ["文中两处不一致：另写4家（第27字）", "文中两处不一致：另写3家（第17字）"]


@pytest.mark.parametrize(
    "text",
    [
        "众创空间达到3家。\n到2025年，众创空间达到5家。\n",
        "众创空间达到3家。\n新增众创空间1家。\n",
        "技术合同成交额达到3亿元。\n登记技术合同86项。\n",
        "研发投入强度达到1.8%。\n研发投入强度提高0.2个百分点。\n",
        "一、任务\n（一）生物医药。\n1.药材加工。形成新产品2个以上。\n2.制剂研发。形成新产品5个以上。\n",
    ],
)
def test_other_years_measures_and_parts_are_no_disagreement(text: str) -> None:
    """Another year, an increase beside a level, another unit, another part of a chapter: two indicators."""
    assert [(again, doubt) for _, again, _, doubt in read(text)] == [(None, ""), (None, "")]


def test_a_table_without_units_is_compared_with_the_text() -> None:
    """The same number is said again, another one is a finding; both figures are of 2025."""
    text = (
        "示例县科技创新规划（2022—2025年）\n瞪羚企业达到9家，孵化器达到6家。\n附表\n"
        "序号\t指标名称\t单位\t2021年\t2025年\n1\t瞪羚企业\t\t3\t9\n2\t孵化器\t\t2\t7\n"
    )
    found = find_records(text)
    assert [(r.name, r.year, r.restates) for r in found] == [
        ("瞪羚企业", 2025, None),
        ("孵化器", 2025, None),
        ("瞪羚企业", 2025, "r1"),
        ("孵化器", 2025, None),
    ]
    assert [("不一致" in r.review) for r in found] == [False, True, False, True]


def test_namesakes_get_a_scope() -> None:
    """What is new in the year beside the number at its end, and one item for each part of a chapter."""
    found = read("新增瞪羚企业2家。\n瞪羚企业达到9家。\n")
    assert [(scope, doubt) for _, _, scope, doubt in found] == [("新增", ""), ("期末", "")]
    parts = "一、任务\n（一）产业\n1.生物医药\n形成新产品2个。\n2.装备制造\n形成新产品2个。\n"
    assert [(again, scope) for _, again, scope, _ in read(parts)] == [(None, "生物医药"), (None, "装备制造")]


def test_a_name_that_stands_once_has_no_scope() -> None:
    """scope is for namesakes only."""
    assert [scope for _, _, scope, _ in read("新增瞪羚企业2家。\n到2025年，瞪羚企业达到9家。\n")] == [None, None]


def test_an_actual_does_not_restate_a_target() -> None:
    """What was reached last year and what is wanted this year are two figures even where they are equal."""
    found = find_records("示例县2024年科技工作要点\n2023年，众创空间达到3家。到2023年底，众创空间达到3家。\n")
    assert {r.restates for r in found if r.kind == "target"} <= {None}
