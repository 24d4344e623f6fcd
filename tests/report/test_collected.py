"""The page of ``collect``: sentences, who to chase, one group of questions for each telephone call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluate.support import form, indicator, make_plan

from sctarget.evaluate.collection import Collection, collect_returns
from sctarget.model.actual import Absence
from sctarget.model.plan import Department
from sctarget.model.problem import make_problem
from sctarget.model.source import Source
from sctarget.report.collected import collected_page, of_department
from sctarget.report.record import record_table

if TYPE_CHECKING:
    from sctarget.model.actual import FormReturn
    from sctarget.model.problem import Problem
    from sctarget.report.table import Page, Table

NAMES = ("县科技局", "县财政局", "县统计局")
PLAN = make_plan(
    *(indicator(key=f"k{number}", name=f"指标{number}", reporters=(name,)) for number, name in enumerate(NAMES)),
    departments=(Department("县财政局", contact="示例联系人", phone="0000-0000000"),),
)


def returned(number: int, *codes: str) -> FormReturn:
    """The form of a department, with these problems at its only figure."""
    name, key = NAMES[number], f"k{number}"
    sent = form({key: "5"}, "2023Q3", name)
    facts = {"name": f"指标{number}", "value": "5", "unit": "家", "what": "单位", "read": "约5"}
    problems = tuple(
        make_problem(code, sent.figures[0].source, department=name, indicator=key, **facts) for code in codes
    )
    return sent._replace(problems=problems)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def titles(page: Page) -> list[str]:
    return [table.title for table in page.tables]


def page_of(*forms: FormReturn, loose: tuple[Problem, ...] = (), limit: int | None = None) -> Page:
    return collected_page(collect_returns(PLAN, forms, loose), limit)


def test_one_group_for_each_call_in_the_order_of_the_plan() -> None:
    """Who must be called stands with telephone and file, then everything to ask; the worst does not come first."""
    page = page_of(returned(1, "cell_not_exact"), returned(0, "cell_range", "cell_not_exact", "cell_normalised"))
    assert titles(page) == [
        "报送情况",
        "未报送单位（1个）",
        "需核实（3条，2个单位）",
        "县科技局（2条）县科技局_2023Q3.xlsx",
        "县财政局（1条，示例联系人 0000-0000000）县财政局_2023Q3.xlsx",
        "已自动规范（1条）",
    ]
    assert [row[:3] for row in texts(page.tables[3])] == [
        ["暂不采用", "填报表!H7", "指标0"],
        ["警告", "填报表!H7", "指标0"],
    ]
    assert texts(page.tables[1])[0][1:3] == ["县统计局", "1"]


def test_the_sentence_counts_what_there_is() -> None:
    """Departments and figures are counted; what is not there is not mentioned."""
    bad = returned(0, "cell_range")
    held = replace(bad.figures[0], value=Absence.TO_VERIFY)
    page = page_of(bad._replace(figures=(held,)), returned(1))
    assert page.sentences == (
        "2023年三季度：3个单位应报，已报2个、未报1个；应有数据3项，可用1项、未报送1项、待核实1项；需核实1条。",
    )


def test_who_is_chased_is_not_asked_as_well() -> None:
    """A missing department and a blank form stand in the first list only."""
    blank = form(when="2023Q3", department="县财政局", blank=True)
    told = make_problem("form_blank", Source(blank.file), department="县财政局")
    page = page_of(returned(0), blank._replace(problems=(told,)))
    assert titles(page) == ["报送情况", "未报送单位（2个）"]
    assert [row[-1] for row in texts(page.tables[1])] == ["收到的是空表", ""]


def test_unreadable_files_go_to_their_department_or_to_nobody() -> None:
    """A name in the file's name is a presumption and says so; the rest is nobody's and comes last."""
    files = ("照片.jpg", "坏_县统计局.xlsx")
    page = page_of(
        returned(0), returned(1), loose=tuple(make_problem("unreadable_corrupt", Source(file)) for file in files)
    )
    assert titles(page)[1:] == [
        "需核实（2条，1个单位）",
        "县统计局（1条）坏_县统计局.xlsx",
        "未能认出单位（1条）照片.jpg",
    ]
    assert "文件名" in page.tables[2].notes[0]
    assert page.tables[3].notes == ()
    assert texts(page.tables[0])[2][1] == "报来的表不能用"


def test_entries_of_the_decisions_stand_apart() -> None:
    """A faulty entry of decisions.yaml is no return that could not be read, whoever it names."""
    place = Source("decisions.yaml", line=3, column=5)
    loose = tuple(make_problem("unreadable_corrupt", place, department=name) for name in (None, "县统计局"))
    page = page_of(returned(0), returned(1), loose=loose)
    assert titles(page)[1:] == [
        "未报送单位（1个）",
        "需核实（2条，1个单位）",
        "县统计局（1条）decisions.yaml",
        "人工决定（1条）decisions.yaml",
    ]
    assert texts(page.tables[4])[0][1] == "第3行"


def test_late_returns_stand_in_the_first_table_only() -> None:
    """Who was late and when is seen at once, and not repeated below."""
    late = returned(0)._replace(modified=dt.datetime.fromisoformat("2023-10-11T09:05").astimezone())
    collection = collect_returns(PLAN, [late, returned(1), returned(2)], due=dt.date(2023, 10, 10))
    page = collected_page(collection)
    assert titles(page) == ["报送情况"]
    assert texts(page.tables[0])[0][:3] == ["县科技局", "迟报", "2023-10-11 09:05"]
    assert "已报3个（迟报1个）" in page.sentences[0]
    assert "2023年10月10日" in page.sentences[1]


def test_a_long_list_keeps_the_worst_and_says_so() -> None:
    """On a terminal the worst problems are kept, with how many are not shown."""
    page = page_of(*(returned(number, "cell_not_exact") for number in (0, 1)), returned(2, "cell_negative"), limit=1)
    assert titles(page)[1:] == ["需核实（3条，3个单位）", "县统计局（1条）县统计局_2023Q3.xlsx"]
    assert "另有2条" in page.tables[1].notes[0]
    assert "另有2个单位" in page.tables[0].notes[0]


def test_one_department_keeps_what_nobody_signed() -> None:
    """Narrowed to one department, a file of unknown origin is still shown; another's problems are not."""
    loose = [make_problem("unreadable_corrupt", Source(file)) for file in ("照片.jpg", "坏_县统计局.xlsx")]
    whole: Collection = collect_returns(PLAN, [returned(0, "cell_range"), returned(1, "cell_range")], loose)
    part = of_department(whole, "县财政局")
    assert [each.department for each in part.departments] == ["县财政局"]
    assert [each.indicator.id for each in part.figures] == ["k1"]
    assert [(each.code, each.source and each.source.file) for each in part.problems] == [
        ("unreadable_corrupt", "照片.jpg"),
        ("cell_range", "县财政局_2023Q3.xlsx"),
    ]


def test_a_formula_row_need_not_be_filled() -> None:
    """What is computed from other figures is neither missing nor counted."""
    computed = indicator(key="k9", name="拥有量", formula="k0 / k1", reporters=("县科技局",))
    plan = replace(PLAN, indicators=(*PLAN.indicators, computed))
    first = form({"k0": "5", "k9": Absence.UNREPORTED}, "2023Q3", "县科技局")
    collection = collect_returns(plan, [first, returned(1), returned(2)])
    assert "应有数据3项，可用3项" in collected_page(collection).sentences[0]
    row = next(row for row in texts(record_table(collection)) if row[3] == "k9")
    assert row[0] == "由公式算出"


def test_values_that_are_not_used_cannot_be_summed() -> None:
    """数值 holds usable figures only; the others stand in a column of their own."""
    other = form({"k0": "7"}, "2023Q3", "县科技局", file="副本.xlsx")
    table = record_table(collect_returns(PLAN, [returned(0), other, returned(1)]))
    columns = [column.key for column in table.columns]
    value, held = columns.index("value"), columns.index("held")
    assert [(row[0], row[value], row[held]) for row in texts(table)] == [
        ("待核实", "", "5"),
        ("待核实", "", "7"),
        ("采用", "5", ""),
        ("未报送", "", ""),
    ]
