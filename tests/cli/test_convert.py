"""A plan goes into a workbook and comes back unchanged; what is wrong in a workbook is told with its cell."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import PLAN, TOP, sctarget
from openpyxl import load_workbook

from sctarget.model.plan_sheets import CAPTIONS, SHEETS
from sctarget.model.problem import Severity
from sctarget.model.source import Source
from sctarget.readers.plan_book import read_plan_book
from sctarget.readers.plan_keys import SECTIONS
from sctarget.readers.plan_yaml import read_plan
from sctarget.writers.plan_text import write_plan_text
from sctarget.writers.plan_xlsx import write_plan_book

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

PLANS = [*sorted((TOP / "examples").glob("*/plan.yaml")), *sorted((TOP / "templates").glob("*.yaml"))]

NASTY = [
    "=1+1",
    "+86",
    "-5",
    "@某",
    "#REF!",
    "0.10",
    "2023",
    "007",
    "1e5",
    "no",
    "~",
    "null",
    '"引号"',
    "'单引号'",
    "甲: 乙",
    "甲 # 乙",
    "结尾:",
    "- 列表",
    "[方括号]",
    "{花括号: 1}",
    "a, b",
    "一行\n两行",
    "甲\t乙",
    "\\反斜杠\\n",
    "_x000D_",
    "_x0041_x0042_",
    "𠮷𬭎",
    "全角　空格",
    "第3条、第4条",
    "“*”",
    "*",
    "&锚",
    "!标签",
    "|",
    ">",
    "%",
    "`",
    "2023-12-31",
    "12:30",
    "<<",
    "---",
    "a:b",
    "：",
    "零\u200b宽",
    "字" * 3000,
]


def without_places(value: Any) -> Any:
    """A plan without where it was read."""
    if isinstance(value, Source):
        return None
    if dataclasses.is_dataclass(value):
        return [without_places(getattr(value, each.name)) for each in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [without_places(each) for each in value]
    return value


def book_of(folder: Path, plan: str = PLAN) -> Path:
    """A workbook made from a plan."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    ran = sctarget("convert", "plan.yaml", "plan.xlsx", cwd=folder)
    assert ran.code == 0, ran.err
    return folder / "plan.xlsx"


def cell_of(sheet: Worksheet, caption: str, row: int) -> str:
    """The cell under a caption, e.g. E3."""
    column = next(cell.column_letter for cell in sheet[1] if cell.value == caption)
    return f"{column}{row}"


def typed(book: Path, sheet: str, caption: str, row: int, value: str) -> str:
    """Type something into the cell under a caption; returns which one that is."""
    workbook = load_workbook(book)
    cell = cell_of(workbook[sheet], caption, row)
    workbook[sheet][cell] = value
    workbook.save(book)
    return cell


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_there_and_back(path: Path, tmp_path: Path) -> None:
    """Every plan that we ship comes back from the workbook with the same fingerprint and the same values."""
    assert len(PLANS) == 9
    book, text = tmp_path / "甲.xlsx", tmp_path / "乙.yaml"
    there = sctarget("convert", path, book)
    assert there.code == 0, there.err
    assert "注释" in there.err
    back = sctarget("convert", book, text)
    assert back.code == 0, back.err
    before, after = read_plan(path).value, read_plan(text).value
    assert before is not None
    assert after is not None
    assert after.fingerprint == before.fingerprint
    assert without_places(after) == without_places(before)


@pytest.mark.parametrize("text", NASTY, ids=lambda each: ascii(each)[:20])
def test_any_text_survives(text: str, tmp_path: Path) -> None:
    """What looks like a formula, a number or YAML's own signs is a text in the workbook and in the plan file."""
    sections: Any = {
        "plan": [{"id": "a", "title": text, "groups": [text, "乙"], "rules": {"nearly": text}}],
        "departments": [{"name": text, "aliases": text, "members": [text, text]}],
        "indicators": [{"id": "x", "target": text, "at": text, "quote": text, "history": {"2022": text}}],
        "tasks": [{"id": "y", "name": text, "review": text}],
    }
    data = write_plan_book(sections)
    read = read_plan_book(data, "甲.xlsx")
    assert read.problems == ()
    assert read.sections == sections
    path = tmp_path / "甲.xlsx"
    path.write_bytes(data)
    workbook = load_workbook(path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    written, places = write_plan_text(sections)
    assert len(written.splitlines()) == len(places) + 4


def test_any_quotation_goes_through_the_command(tmp_path: Path) -> None:
    """A quotation of the document is the same text in the plan that comes back, and again from its own workbook."""
    sections: Any = {
        "plan": [{"id": "a", "title": "示例", "issuer": "县科技局", "period": "2023"}],
        "indicators": [
            {"id": f"x{number}", "name": f"甲{number}", "target": "5家", "kind": "flow", "quote": text, "at": text}
            for number, text in enumerate(NASTY)
        ],
    }
    (tmp_path / "a.xlsx").write_bytes(write_plan_book(sections))
    for pair in (("a.xlsx", "a.yaml"), ("a.yaml", "b.xlsx"), ("b.xlsx", "b.yaml")):
        ran = sctarget("convert", *pair, cwd=tmp_path)
        assert ran.code == 0, ran.err
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()
    plan = read_plan(tmp_path / "b.yaml").value
    assert plan is not None
    assert [each.quote for each in plan.indicators] == [text.strip() for text in NASTY]
    assert [each.at for each in plan.indicators] == [(text.strip(),) for text in NASTY]


def test_captions_cover_every_key() -> None:
    """Every key of a plan file has one column, and no two columns of a sheet have one name."""
    pairs = {"plan": "plan", "departments": "plan.departments", "indicators": "indicators", "tasks": "tasks"}
    for section, keys in pairs.items():
        expected = [key for key in SECTIONS[keys] if (section, key) != ("plan", "departments")]
        assert sorted(CAPTIONS[section]) == sorted(expected)
        assert len(set(CAPTIONS[section].values())) == len(expected)


def test_problem_names_the_cell(tmp_path: Path) -> None:
    """A target nobody understands is told with its cell, and no plan file is written."""
    book = book_of(tmp_path)
    cell = typed(book, "指标", "目标", 3, "若干吧")
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert f"plan.xlsx [指标!{cell}]: 错误[" in ran.err
    assert "没有写出" in ran.err
    assert not (tmp_path / "新.yaml").exists()


def test_message_names_the_other_cell(tmp_path: Path) -> None:
    """A repeated id is told with the cell of the first one, not with a line of a file that nobody sees."""
    book = book_of(tmp_path)
    typed(book, "任务", "编号", 2, "sme")
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert "[任务!A2]: 错误[id_repeated]" in ran.err
    assert "指标!A3" in ran.err


def test_what_people_wrote_about_lines_stays(tmp_path: Path) -> None:
    """A name that itself speaks of a line of a document is quoted as it was written."""
    book = book_of(tmp_path)
    for row in (2, 3):
        typed(book, "指标", "指标名称", row, "附表第9行")
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert "“附表第9行”与指标!" in ran.err


def test_unknown_caption(tmp_path: Path) -> None:
    """A column that is not known is told with the caption that was probably meant, never left out in silence."""
    book = book_of(tmp_path)
    cell = typed(book, "指标", "目标", 1, "目标值")
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert f"plan.xlsx [指标!{cell}]: 错误[key_unknown]" in ran.err
    assert "是不是“目标”？" in ran.err


def test_broken_braces_and_errors_of_excel(tmp_path: Path) -> None:
    """A brace that is not closed and an error value are told with their cells."""
    book = book_of(tmp_path)
    cells = typed(book, "指标", "基期", 2, "{value: 1亿元"), typed(book, "指标", "阶段目标", 3, "=1/0")
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert f"[指标!{cells[0]}]: 错误[" in ran.err
    assert f"[指标!{cells[1]}]: " in ran.err


def test_what_a_clerk_types(tmp_path: Path) -> None:
    """Numbers, Chinese words and 、 typed into cells mean what they show; columns may move, rows stay empty."""
    book = book_of(tmp_path)
    workbook = load_workbook(book)
    sheet = workbook["指标"]
    answers: dict[str, str | int] = {
        "编号": "new_one", "指标名称": "新建平台", "目标": "{at_least: 3}", "类型": "期末量", "计量单位": "个",
        "牵头单位": "县科技局、县统计局", "约束性": "是", "权重": 5, "数据年份": "上一年",
        "基期": "2个（2022年，快报）",
        "历史数": "2021年：1个；2022年：2个", "汇总方式": "相加",
    }  # fmt: skip
    for caption, value in answers.items():
        sheet[cell_of(sheet, caption, 6)] = value
    sheet.insert_cols(1)
    workbook["任务"][cell_of(workbook["任务"], "完成时限", 2)] = date(2023, 11, 30)
    workbook.save(book)
    ran = sctarget("convert", "plan.xlsx", "新.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.err
    loaded = read_plan(tmp_path / "新.yaml")
    assert [each for each in loaded.problems if each.severity is Severity.REJECTED] == []
    assert loaded.value is not None
    last = loaded.value.indicators[-1]
    assert (last.id, last.kind, last.lead, last.binding) == ("new_one", "stock", ("县科技局", "县统计局"), True)
    assert str(last.weight) == "5"
    assert (last.data_year, last.rollup) == (-1, "sum")
    assert last.baseline is not None
    assert (str(last.baseline.value.value), last.baseline.year, last.baseline.note) == ("2", 2022, "快报")
    assert [(period.text, str(each.value)) for period, each in last.history] == [("2021", "1"), ("2022", "2")]
    assert loaded.value.tasks[0].due == date(2023, 11, 30)


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    """An existing file stays as it is unless --force is given, in both directions."""
    book = book_of(tmp_path)
    before = (tmp_path / "plan.yaml").read_bytes(), book.read_bytes()
    for pair in (("plan.yaml", "plan.xlsx"), ("plan.xlsx", "plan.yaml")):
        ran = sctarget("convert", *pair, cwd=tmp_path)
        assert ran.code == 2
        assert "--force" in ran.err
    assert before == ((tmp_path / "plan.yaml").read_bytes(), book.read_bytes())
    assert sctarget("convert", "plan.xlsx", "plan.yaml", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "plan.yaml").read_bytes() != before[0]


WIDE = """\
plan:
  id: a
  title: 示例2022—2025年计划
  issuer: 县科技局
  period: 2022-2025
  defaults: {lead: 县科技局, reporter: 县统计局}
indicators:
  - id: x
    name: 甲
    target: 1.8%以上
    baseline: {value: 1.27%, year: 2020, note: 表中一栏}
    milestones: {2023: 1.5%, 2024: 1.6%}
  - {id: y, name: 乙, target: 5家, kind: stock, history: {2021: 2家, 2022H1: 1家}}
  - id: z
    name: 丙
    target: 5家
    kind: stock
    revised: {target: 6家, date: 2023-10-20, document: 示例发〔2023〕8号}
"""


def test_nested_values_stand_in_plain_words(tmp_path: Path) -> None:
    """A clerk reads 1.27%（2020年） and not braces, wherever that loses nothing."""
    book = load_workbook(book_of(tmp_path, WIDE))
    sheet = book["指标"]
    shown = {
        caption: sheet[cell_of(sheet, caption, row)].value
        for caption, row in [("基期", 2), ("阶段目标", 2), ("历史数", 3)]
    }
    assert shown == {
        "基期": "1.27%（2020年，表中一栏）",
        "阶段目标": "2023年：1.5%；2024年：1.6%",
        "历史数": "2021年：2家；2022H1：1家",
    }
    assert sheet[cell_of(sheet, "调整后目标", 4)].value == "6家（2023-10-20，示例发〔2023〕8号）"
    assert book["计划"]["B8"].value == "牵头：县科技局；报送：县统计局"


@pytest.mark.parametrize(
    "value",
    [
        {"value": "3（暂）", "year": "2020"},
        {"value": "3家", "year": "2020", "note": ""},
        {"year": "2020", "value": "3家"},
        {"value": "3家"},
        {"2023": "1；2024年：5"},
        {"2023": {"at_least": "3"}},
        "1.27%（2020年）",
        "2023年：1.5%",
        "牵头：县科技局",
    ],
    ids=str,
)
def test_what_plain_words_cannot_say_keeps_its_braces(value: Any) -> None:
    """Brackets in a figure, parts that are missing, texts that look like our words: all come back as they were."""
    sections: Any = {
        "plan": [{"id": "a", "defaults": value}],
        "departments": [],
        "indicators": [{"id": "x", "baseline": value, "milestones": value, "history": value, "revised": value}],
        "tasks": [],
    }
    read = read_plan_book(write_plan_book(sections), "甲.xlsx")
    assert read.problems == ()
    assert read.sections == sections


def test_the_workbook_is_easy_on_the_clerk(tmp_path: Path) -> None:
    """Columns nobody uses are folded away but there, the head stays in view, every column explains itself."""
    book = load_workbook(book_of(tmp_path, WIDE))
    sheet = book["指标"]
    hidden = [sheet[f"{letter}1"].value for letter, each in sheet.column_dimensions.items() if each.hidden]
    assert "公式" in hidden
    assert not {"指标名称", "目标", "类型", "基期", "待核"} & set(hidden)
    assert sorted(str(cell.value) for cell in sheet[1]) == sorted(CAPTIONS["indicators"].values())
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C2", "$1:$1", "landscape")
    assert book.active is sheet
    prompts = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert prompts.keys() == set(CAPTIONS["indicators"].values())
    assert prompts["类型"].formula1 == '"当年量,期末量,比率,指数或位次"'
    guide = {(row[0].value, row[1].value): row[2].value for row in book["说明"].iter_rows(min_row=2)}
    for section, name in SHEETS.items():
        for caption in CAPTIONS[section].values():
            assert guide[name, caption]


@pytest.mark.parametrize("pair", [("plan.yaml", "b.yaml"), ("plan.xlsx", "b.xlsx"), ("plan.yaml", "b.csv"), ("a", "b")])
def test_direction_comes_from_the_extensions(pair: tuple[str, str], tmp_path: Path) -> None:
    """Two files of one kind, or of an unknown one, are a mistake of the command."""
    ran = sctarget("convert", *pair, cwd=tmp_path)
    assert ran.code == 2
    assert "convert 在 .yaml 和 .xlsx 之间转换" in ran.err


def test_no_plan_in_the_workbook(tmp_path: Path) -> None:
    """A missing, a foreign and a damaged workbook are told in one sentence."""
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    book = book_of(tmp_path)
    workbook = load_workbook(book)
    del workbook["计划"]
    workbook.save(tmp_path / "别.xlsx")
    for name in ("没有.xlsx", "坏.xlsx", "别.xlsx"):
        ran = sctarget("convert", name, "新.yaml", cwd=tmp_path)
        assert ran.code == 2, ran.err
        assert ran.err.startswith("错误：")
        assert "Traceback" not in ran.err


def test_plan_with_errors_is_not_converted(tmp_path: Path) -> None:
    """A plan file with errors is told as validate does, and no workbook is written."""
    (tmp_path / "plan.yaml").write_text(PLAN.replace("kind: flow", "knd: flow"), encoding="utf-8")
    ran = sctarget("convert", "plan.yaml", "plan.xlsx", cwd=tmp_path)
    assert ran.code == 2
    assert "key_unknown" in ran.err
    assert not (tmp_path / "plan.xlsx").exists()
