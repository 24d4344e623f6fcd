"""A small made-up plan (示例数据) and helpers that fill its form in as a person would."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from sctarget.model.form import COLUMNS, MARKER, SIGNATURE_LABELS
from sctarget.model.period import parse_period
from sctarget.model.plan import Baseline, Department, Indicator, Kind, Milestone, Plan, Task
from sctarget.model.quantity import Comparator, Quantity, Target
from sctarget.model.source import Source
from sctarget.model.units import declared_unit
from sctarget.readers.plan_formula import parse_formula
from sctarget.writers.form_xlsx import write_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.period import Period

PLAN_SOURCE = Source("plan.yaml", line=1, column=1)
DEPARTMENT = "县科技局"


def period(text: str) -> Period:
    """A period that is known to be well written."""
    found = parse_period(text)
    assert found is not None
    return found


PER_PERSON = parse_formula("patents / people").formula


def indicator(key: str, name: str, unit: str, target: str | None, kind: Kind = Kind.FLOW, **extra: Any) -> Indicator:
    """An indicator of the science bureau, its target "at least" the number given."""
    measure = declared_unit(unit)
    wanted = None if target is None else Target(Comparator.AT_LEAST, Decimal(target), measure)
    words = None if target is None else f"{target}{unit}以上"
    given: dict[str, Any] = {"reporters": (DEPARTMENT,), "due": date(2023, 12, 31), **extra}
    return Indicator(key, name, PLAN_SOURCE, kind, measure, target=wanted, target_text=words, **given)


def make_plan(*indicators: Indicator, **extra: Any) -> Plan:
    """A plan for 2023; without indicators given, one of each sort."""
    chosen = indicators or (
        indicator("hi_tech", "高新技术企业数", "家", "15", Kind.STOCK, aliases=("高企数",)),
        indicator(
            "contracts",
            "技术合同成交额",
            "亿元",
            "1.17",
            history=((period("2022Q3"), Quantity(Decimal("1.05"), declared_unit("亿元"))),),
        ),
        indicator("share", "规上企业研发活动覆盖率", "%", "40", Kind.RATIO),
        indicator("patents", "专利授权量", "件", None),
        indicator("envoys", "科技特派员", "名", "114", Kind.STOCK, unit_also=(declared_unit("家"),)),
        indicator("coverage", "万人口发明专利拥有量", "件/万人", None, Kind.RATIO, formula=PER_PERSON),
        indicator("school", "科普示范学校", "所", "3", reporters=("县教育局",)),
    )
    given: dict[str, Any] = {
        "tasks": (Task("park", "农业科技园区通过验收", PLAN_SOURCE, date(2023, 12, 31), reporters=(DEPARTMENT,)),),
        "departments": (
            Department("县科技局", aliases=("县科学技术局",), contact="示例联系人", phone="0000-0000000"),
            Department("县教育局"),
        ),
        "issuer": "县科技局",
        "region": "620821",
        "fingerprint": "f1",
    }
    plan = Plan("demo-2023", "示例县2023年科技创新工作要点", PLAN_SOURCE, period("2023"), indicators=chosen, **given)
    return replace(plan, **extra)


def blank_form(
    plan: Plan, department: str = DEPARTMENT, when: str = "2023Q3", due: date | None = date(2023, 10, 15)
) -> bytes:
    """The form as it is sent out."""
    return write_form(plan, department, period(when), due)


def edit(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody changed something in it."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def header_row(sheet: Worksheet) -> int:
    """The row in which the marker stands."""
    for number in range(1, 16):
        if sheet.cell(number, 1).value == MARKER:
            return number
    raise AssertionError("no marker")


def row_of(sheet: Worksheet, key: str) -> int:
    """The row of an id."""
    for number in range(1, sheet.max_row + 1):
        if sheet.cell(number, 1).value == key:
            return number
    raise AssertionError(key)


def column_of(key: str) -> int:
    """The column of a field on a form nobody touched."""
    return 2 + [column.key for column in COLUMNS].index(key)


def fill(data: bytes, answers: dict[tuple[str, str], Any]) -> bytes:
    """The form filled in and signed: (row id, column key) → what was typed."""

    def change(book: Workbook) -> None:
        sheet = book["填报表"]
        for (row, column), value in answers.items():
            sheet.cell(row_of(sheet, row), column_of(column)).value = value
        sign(sheet)

    return edit(data, change)


def sign(sheet: Worksheet, text: str | None = "示例") -> None:
    """Write behind 填表人, 审核人, 联系电话 and 填报日期 at the foot."""
    labels = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).rstrip("：") in SIGNATURE_LABELS]
    assert len(labels) == len(SIGNATURE_LABELS)
    for cell in labels:
        sheet.cell(cell.row or 1, (cell.column or 1) + 1).value = (
            "2023-10-12" if text and "日期" in str(cell.value) else text
        )


def filled(plan: Plan, **extra: Any) -> bytes:
    """A form of ``make_plan()`` in which all is well, with some answers changed: ``hi_tech="约12"``."""
    answers: dict[str, Any] = {
        "hi_tech": 16,
        "contracts": 1.2,
        "share": 41.5,
        "patents": 80,
        "envoys": 120,
        "park": "推进中",
    }
    known = {item.id for item in plan.indicators} | {task.id for task in plan.tasks}
    cells = {(row, "actual"): value for row, value in {**answers, **extra}.items() if row in known}
    return fill(blank_form(plan), cells)


def repacked(data: bytes, changes: dict[str, Callable[[str], str]], more: dict[str, str] | None = None) -> bytes:
    """The workbook with the XML of some parts changed and some parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            change = changes.get(info.filename)
            content = source.read(info)
            copy.writestr(info, content if change is None else change(content.decode()))
        for name, text in (more or {}).items():
            copy.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def shared_strings(data: bytes) -> bytes:
    """The workbook as a spreadsheet program saves it: its texts in a part of their own."""
    texts: dict[str, int] = {}
    inline = re.compile(r'(<c r="[A-Z0-9]+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def moved(match: re.Match[str]) -> str:
        return f'{match[1]} t="s"><v>{texts.setdefault(match[2], len(texts))}</v></c>'

    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    related = f'<Relationship Id="rId99" Type="{office}" Target="sharedStrings.xml"/></Relationships>'
    changed = repacked(
        data,
        {
            "[Content_Types].xml": lambda text: text.replace("</Types>", declared),
            "xl/_rels/workbook.xml.rels": lambda text: text.replace("</Relationships>", related),
            **{f"xl/worksheets/sheet{number}.xml": lambda text: inline.sub(moved, text) for number in (1, 2, 3)},
        },
    )
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    return repacked(changed, {}, {"xl/sharedStrings.xml": strings})


def edit_part(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The workbook with the XML of one part changed; fails when the pattern is not there."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                text, count = re.subn(pattern, replacement, content.decode(), flags=re.DOTALL)
                assert count, f"{pattern} not in {part}"
                content = text.encode()
            copy.writestr(info, content)
    return target.getvalue()


__all__ = [
    "Baseline",
    "Milestone",
    "blank_form",
    "column_of",
    "edit",
    "edit_part",
    "fill",
    "filled",
    "header_row",
    "indicator",
    "make_plan",
    "period",
    "repacked",
    "replace",
    "row_of",
    "shared_strings",
    "sign",
]
