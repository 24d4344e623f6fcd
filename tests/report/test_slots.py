"""What a template can name, and what is said of what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from report.support import evaluation, indicator, pace, task, verdict

from sctarget.evaluate.result import Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import Department, Kind
from sctarget.model.quantity import Comparator
from sctarget.report.plan_slots import COUNTS, PART_FIELDS, PLAN_FIELDS, WHOLE_FIELDS, make_slots
from sctarget.report.slot_fields import INDICATOR_FIELDS, TASK_FIELDS
from sctarget.report.slots import Entry, Listing, Nothing, Slots

if TYPE_CHECKING:
    from sctarget.report.slots import Value

SHORT = verdict(
    indicator(
        "高技术产业营业收入", "0.5", text="达到0.5亿元以上", group="产业", lead=("县工信局",), aliases=("高技术营收",)
    ),
    Status.UNMET,
    "0.43",
    reason="两户企业停产",
    state=DataState.FLASH,
    provisional=True,
)
RATE = verdict(
    indicator(
        "资产负债率", "40", "%", Comparator.RANGE, high="60", kind=Kind.RATIO, baseline=("62", 2022), scope="国企"
    ),
    Status.UNMET,
    "35",
)
NONE = verdict(indicator("发明专利拥有量", "30", "件", text="30件", kind=Kind.STOCK), Status.UNREPORTED)
DONE = task(state=TaskState.DONE, group="园区")
LATE = task("平台上线", TaskState.IN_PROGRESS, overdue=True)


def slots() -> Slots:
    departments = (Department("县工信局", aliases=("工信局",), contact="示例"),)
    return make_slots(evaluation((SHORT, RATE, NONE), (DONE, LATE), missing=("县科技局",), departments=departments))


def listing(name: str) -> Listing:
    found = slots().values[name]
    assert isinstance(found, Listing)
    return found


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("高技术产业营业收入", "实际值", "0.43"),
        ("高技术产业营业收入", "完成值", "0.43亿元"),
        ("高技术产业营业收入", "实际完成", "0.43亿元（快报）"),
        ("高技术产业营业收入", "目标值", "0.5"),
        ("高技术产业营业收入", "目标", "0.5亿元"),
        ("高技术产业营业收入", "目标原文", "达到0.5亿元以上"),
        ("高技术产业营业收入", "单位", "亿元"),
        ("高技术产业营业收入", "完成率", "86.0%"),
        ("高技术产业营业收入", "尚差", "0.07亿元"),
        ("高技术产业营业收入", "差额", "尚差0.07亿元"),
        ("高技术产业营业收入", "状态", "未完成（预计）"),
        ("高技术产业营业收入", "数据状态", "快报"),
        ("高技术产业营业收入", "数据期", "2023年"),
        ("高技术产业营业收入", "牵头单位", "县工信局"),
        ("高技术产业营业收入", "未达原因", "两户企业停产"),
        ("高技术产业营业收入", "序号", 1),
        ("高技术产业营业收入", "已完成", False),
        ("高技术产业营业收入", "暂定", True),
        ("资产负债率（国企）", "目标值", "40～60"),
        ("资产负债率（国企）", "目标", "40%～60%"),
        ("资产负债率（国企）", "尚差", "5个百分点"),
        ("资产负债率（国企）", "基期", "62%（2022年）"),
        ("资产负债率（国企）", "比基期", "比2022年下降27个百分点"),
        ("资产负债率（国企）", "名称", "资产负债率（国企）"),
        ("发明专利拥有量", "状态", "未报送"),
        ("发明专利拥有量", "目标", "30件"),
        ("发明专利拥有量", "有数据", False),
    ],
)
def test_the_fields_of_an_indicator(name: str, field: str, value: Value) -> None:
    """实际值 is the bare number, 完成值 has its unit; differences of percentages are 个百分点."""
    assert listing("指标")[name][field] == value


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [
        ("发明专利拥有量", "实际值", "县统计局没有填报"),
        ("发明专利拥有量", "完成率", "县统计局没有填报"),
        ("高技术产业营业收入", "增量完成率", "计划里没有基期，或基期已经达到目标"),
        ("高技术产业营业收入", "改进措施", "报送单位没有填"),
        ("高技术产业营业收入", "配合单位", "计划里没有写"),
        ("资产负债率（国企）", "同比", "没有上年同期数"),
    ],
)
def test_a_field_without_a_value_says_why(name: str, field: str, why: str) -> None:
    """It is no empty text and no 0, and false in a condition."""
    value = listing("指标")[name][field]
    assert value == Nothing(name, field, why)
    assert not value


@pytest.mark.parametrize(
    "name",
    ["高技术产业营业收入", "高技术营收", " 高技术产业 营业收入", SHORT.indicator.id],
)
def test_an_indicator_is_found_by_any_of_its_names(name: str) -> None:
    """Name, alias, id, spaces aside."""
    assert listing("指标")[name].label == "高技术产业营业收入"


@pytest.mark.parametrize("name", ["资产负债率", "资产负债率（国企）", "资产负债率(国企)"])
def test_brackets_may_be_half_width(name: str) -> None:
    """The scope is part of the full name; the bare name is enough where it is alone."""
    assert listing("指标")[name].label == "资产负债率（国企）"


def test_a_name_of_two_needs_its_scope() -> None:
    """Two indicators of one name: the bare name finds none and says which there are."""
    twins = tuple(verdict(indicator("新产品", "2", "个", scope=scope), Status.MET, "2") for scope in ("装备", "医药"))
    made = make_slots(evaluation(twins))
    assert "新产品" not in made.values
    assert made.no_such("新产品") == "叫“新产品”的指标有2个：“新产品（装备）”、“新产品（医药）”。请写全名。"


def test_words_of_the_language_win_over_names() -> None:
    """An indicator called 任务 is still found by 指标["任务"]."""
    made = make_slots(evaluation((verdict(indicator("任务", "2", "项"), Status.MET, "2"),)))
    assert isinstance(made.values["任务"], Listing)
    assert made.indicators["任务"]["完成值"] == "2项"


def test_the_whole() -> None:
    """The summary sentence, the day, the counts, who has not returned."""
    values = slots().values
    assert values["判定日期"] == "2023年12月31日"
    assert values["总体情况"] == (
        "截至2023年12月31日（时间进度100%），3项指标中未完成2项，另有1项未报送；2项任务中已完成1项、推进中1项，其中逾期1项。"
    )
    assert values["未报送单位"] == "县科技局"
    counts = values["统计"]
    assert isinstance(counts, Entry)
    assert all(isinstance(counts[name], int) for name in COUNTS)
    assert [counts[name] for name in ("指标", "完成", "未完成", "未报送", "任务", "任务已完成", "任务逾期")] == [
        3, 0, 2, 1, 2, 1, 1,
    ]  # fmt: skip


def test_tasks_groups_and_departments() -> None:
    """Each with its own list; a department by its alias, with what it leads."""
    assert listing("任务")["平台上线"]["状态"] == "推进中（逾期）"
    assert listing("任务")["平台上线"]["已完成"] is False
    group = listing("分组")["产业"]
    assert group["指标情况"] == "1项指标中未完成1项"
    assert isinstance(group["任务情况"], Nothing)
    department = listing("单位")["工信局"]
    assert (department["名称"], department["联系人"]) == ("县工信局", "示例")
    own = department["指标"]
    assert isinstance(own, Listing)
    assert [each.label for each in own] == ["高技术产业营业收入"]


def test_no_field_fails_whatever_the_case() -> None:
    """Every field of every thing gives a value or says why it has none, also mid-year and without figures."""
    running = verdict(indicator("科技型中小企业", "16", "家"), Status.BEHIND, "7", pace=pace("0.4375", "0.5", "8"))
    made = make_slots(evaluation((SHORT, RATE, NONE, running), (DONE, LATE)))
    for name, count in (("指标", 4), ("任务", 2), ("分组", 2), ("单位", 3)):
        things = made.values[name]
        assert isinstance(things, Listing)
        assert len(things) == count
        fields = [*(INDICATOR_FIELDS if name == "指标" else TASK_FIELDS if name == "任务" else PART_FIELDS[name])]
        for entry in things:
            for field in fields:
                value = entry[field.name]
                assert value != ""
                assert not isinstance(value, Nothing) or value.why
    assert {field.name for field in WHOLE_FIELDS} <= set(made.values)
    plan = made.values["计划"]
    assert isinstance(plan, Entry)
    assert all(plan[field.name] != "" for field in PLAN_FIELDS)
    assert plan["名称"] == "示例县2023年科技工作要点（示例数据）"


def test_why_a_target_is_not_reached() -> None:
    """The department's own reason; that it gave none; why there is no figure, which is nobody's silence."""
    unpublished = verdict(indicator("综合指数", "22", "%"), Status.UNPUBLISHED)
    found = make_slots(evaluation((SHORT, RATE, unpublished))).values["指标"]
    assert isinstance(found, Listing)
    words = [found[name]["原因说明"] for name in ("高技术产业营业收入", "资产负债率（国企）", "综合指数")]
    assert words == ["县统计局填报的原因：“两户企业停产”。", "县统计局未说明原因。", "统计数据尚未公布。"]


def test_an_unknown_word_names_what_was_meant() -> None:
    """The nearest names are offered; something quite different gets no guess."""
    assert listing("指标").no_such("发明专利拥有") == "计划里没有指标“发明专利拥有”。是不是“发明专利拥有量”？"
    assert listing("指标").no_such("瞪羚") == "计划里没有指标“瞪羚”。"
    assert "“完成值”" in listing("指标")["发明专利拥有量"].no_such("完成直")
    assert "是不是“判定日期”" in slots().no_such("判定日")
