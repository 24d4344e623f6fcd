"""Tables in running text: cells on lines of their own, between bars, with merged and empty cells (示例数据)."""

from __future__ import annotations

import random

import pytest

from sctarget.grammar.finder import find_records

TITLE = "2021年示例县乡村振兴任务清单\n\n"


def lines(*cells: str) -> str:
    """Cells on lines of their own, as a web page leaves them."""
    return TITLE + "\n\n".join(cells) + "\n"


def test_captions_say_what_a_column_is() -> None:
    """序号, indicator, unit, target and owner; a row without its unit, one with a target that is no figure."""
    text = lines(
        "序号", "考核内容", "单位", "年度目标", "责任部门",
        "1", "增加值增幅", "%", "≥2%", "县农业局",
        "2", "粮食安全责任", "良好以上", "县粮食局",
        "3", "播种面积", "万亩", "0.07", "县农业局",
        "4", "家禽出栏", "万只", "5", "县畜牧局",
        "5", "水产品产量", "42", "县海洋局",
    )  # fmt: skip
    assert [(r.name, r.comparator, r.value, r.unit, r.lead) for r in find_records(text)] == [
        ("增加值增幅", ">=", "2", "%", ("县农业局",)),
        ("播种面积", ">=", "0.07", "万亩", ("县农业局",)),
        ("家禽出栏", ">=", "5", "万只", ("县畜牧局",)),
        ("水产品产量", ">=", "42", None, ("县海洋局",)),
    ]


@pytest.mark.parametrize("bar", ["", "|"])
def test_a_table_of_work_and_how_far_it_is(bar: str) -> None:
    """One column is the plan, one the report; a merged cell of owners goes on below."""
    cells = [
        "序号", "项目内容", "牵头单位", "落实情况",
        "1", "新增老年大学3所。", "县教育局", "基本完成。", "建成老年大学2所。",
        "2", "开展职业培训3350人次。", "提前完成年度任务。", "开展职业培训4348人次。",
        "3", "新建床位10张。", "县卫健局", "完成新建床位10张。",
    ]  # fmt: skip
    text = TITLE + f"\n{bar}\n".join(cells)
    assert [(r.kind, r.name, r.value, r.lead) for r in find_records(text)] == [
        ("target", "老年大学", "3", ("县教育局",)),
        ("actual", "老年大学", "2", ("县教育局",)),
        ("target", "职业培训", "3350", ("县教育局",)),
        ("actual", "职业培训", "4348", ("县教育局",)),
        ("target", "床位", "10", ("县卫健局",)),
        ("actual", "床位", "10", ("县卫健局",)),
    ]


def test_target_and_result_in_one_row() -> None:
    """年度目标 and 完成值 give a target and an actual of one name."""
    text = TITLE + "序号\t指标\t单位\t年度目标\t完成值\n1\t孵化器\t家\t6\t7\n2\t技术合同\t亿元\t1.5\t1.2\n"
    assert [(r.kind, r.name, r.value, r.unit) for r in find_records(text)] == [
        ("target", "孵化器", "6", "家"),
        ("actual", "孵化器", "7", "家"),
        ("target", "技术合同", "1.5", "亿元"),
        ("actual", "技术合同", "1.2", "亿元"),
    ]


def test_a_table_without_ordinals() -> None:
    """Captions on lines of their own, then rows of as many cells; spaces inside a year do not matter."""
    text = lines(
        "指标名称", "单位", "2020 年", "2025 年", "属性",
        "研发投入强度", "%", "1.5", "2.3", "预期性",
        "高新技术企业数", "家", "45", "100", "预期性",
    )  # fmt: skip
    found = find_records(text)
    assert [(r.name, r.value, r.unit, r.year) for r in found] == [
        ("研发投入强度", "2.3", "%", 2025),
        ("高新技术企业数", "100", "家", 2025),
    ]
    assert [(r.baseline.value, r.baseline.year) for r in found if r.baseline] == [("1.5", 2020), ("45", 2020)]


def test_rows_whose_header_stands_elsewhere() -> None:
    """A passage cut out of a table: ordinal, name, unit, two values; the last one is the target."""
    text = lines(
        "6", "投入", "研发投入占比", "%", "2.4", "2.8", "7", "企业占比", "%", "25", "40", "8", "专家", "13", "23"
    )
    assert [(r.name, r.value, r.baseline and r.baseline.value) for r in find_records(text)] == [
        ("研发投入占比", "2.8", "2.4"),
        ("企业占比", "40", "25"),
        ("专家", "23", "13"),
    ]


def test_rows_parted_by_spaces() -> None:
    """As a PDF gives them."""
    text = TITLE + "序号 指标名称 单位 2020年实际 2025年目标\n1 研发投入强度 % 1.27 1.8\n2 孵化器 家 13 23\n"
    assert [(r.name, r.value, r.baseline and r.baseline.year) for r in find_records(text)] == [
        ("研发投入强度", "1.8", 2020),
        ("孵化器", "23", 2020),
    ]


def test_a_table_with_bars_where_a_task_is_the_name() -> None:
    """目标任务 names the rows; leaders and deadlines are no owners; an empty cell stays empty."""
    text = TITLE + (
        "|序号|目标任务|责任领导|牵头单位|配合单位|完成时限|\n|---|---|---|---|---|---|\n"
        "|1|新增高新技术企业10家以上，总数达到45家|甲某|区科技局|区税务局、各镇|12月|\n"
        "|2|研发经费占比达到2.1%|甲某|区统计局||12月|\n"
    )
    assert [(r.name, r.value, r.lead, r.support) for r in find_records(text)] == [
        ("高新技术企业", "10", ("区科技局",), ("区税务局", "各镇")),
        ("高新技术企业总数", "45", ("区科技局",), ("区税务局", "各镇")),
        ("研发经费占比", "2.1", ("区统计局",), ()),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_tables_put_together_at_random(seed: int) -> None:
    """Columns in any order, values that look like ordinals, missing units: every target is found."""
    chance = random.Random(seed)
    optional = [name for name in ("计量单位", "责任单位", "备注") if chance.random() < 0.6]
    columns = ["指标名称", *optional, "目标值"]
    tail = columns[1:]
    chance.shuffle(tail)
    columns = ["指标名称", *tail]
    wanted = []
    cells = ["序号", *columns]
    for ordinal in range(1, chance.randint(3, 9)):
        name = chance.choice(["孵化器数量", "科普场馆", "专家团队", "示范基地"]) + "甲乙丙丁戊己庚辛"[ordinal - 1]
        value = str(chance.randint(1, 12)) if "计量单位" in columns else f"{chance.randint(1, 99)}.5"
        filled = {"指标名称": name, "计量单位": "家", "责任单位": "县科技局", "备注": "按季报送", "目标值": value}
        cells += [str(ordinal), *(filled[column] for column in columns)]
        wanted.append((name, value, "家" if "计量单位" in columns else None))
    assert [(r.name, r.value, r.unit) for r in find_records(lines(*cells))] == wanted


GOALS = [
    ("高新技术企业新增数量", "高新技术企业申报成功数", "≥6家"),
    ("产学研合作项目数量", "全年开展合作项目数量", "≥10项"),
    ("科技成果转化项目数量", "科技成果转化项目数量", "≥8项"),
    ("科普宣传活动次数", "科普宣传活动次数", "3次"),
]
WANTED = [(name, ">=", value.strip("≥家项次")) for name, _, value in GOALS]


@pytest.mark.parametrize("broken", [False, True])
def test_goals_of_a_budget_in_levels(broken: bool) -> None:
    """Merged cells of the upper levels, a column that only explains, a figure on the line below its words."""
    rows = [" ".join(goal) for goal in GOALS]
    rows[0] = "产出指标 数量指标 " + rows[0]
    rows[2] = rows[2].replace(" ≥8项", "\n≥8项") if broken else rows[2]
    head = "部门整体支出绩效目标申报表\n（2022年度）\n一级指标 二级指标 三级指标 指标内容 指标值及单位\n"
    assert [(r.name, r.comparator, r.value) for r in find_records(head + "\n".join(rows) + "\n")] == WANTED


def test_goals_of_a_budget_between_bars() -> None:
    """The same between bars, with empty cells behind."""
    rows = ["|".join(f" {cell} " for cell in goal) + "| |||" for goal in GOALS]
    rows[0] = "产出指标 | 数量指标 |" + rows[0]
    head = "2022年度支出绩效目标申报表\n"
    head += "部门整体 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标内容 | 指标值 | 备注 | |\n"
    assert [(r.name, r.comparator, r.value) for r in find_records(head + "\n".join(rows) + "\n")] == WANTED
