"""Fill in the forms of the examples the way departments do: plan.yaml + returns.yaml → actuals/*.xlsx.

    python examples/fill.py                     every example
    python examples/fill.py jingchuan-2023      one of them

Each form is what ``sctarget template`` writes; only the cells that people fill in are touched.  In returns.yaml
``actual: 16`` becomes a number and anything else, ``16家`` or ``１６``, the text that somebody typed.  The same input
gives the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml
from openpyxl import load_workbook
from openpyxl.writer.excel import ExcelWriter

from sctarget.model.form import COLUMNS, FORM_SHEET, MARKER, SIGNATURE_LABELS
from sctarget.model.period import Period, parse_period
from sctarget.readers.plan_yaml import read_plan
from sctarget.writers.form_xlsx import form_file_name, write_form

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sctarget.model.plan import Plan

EXAMPLES = Path(__file__).resolve().parent
CAPTIONS = {"last_year": "上年同期", **{column.key: column.caption for column in COLUMNS if column.editable}}
SHORT = {"source": "data_source"}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Answers(NamedTuple):
    """What one department filled in for one period; ``rows`` is id → key of the column → what was typed.

    ``edition`` goes behind the name of the file where a department sent several forms of one period.
    """

    department: str
    period: Period
    due: date | None
    rows: dict[str, dict[str, str]]
    signature: dict[str, str]
    edition: str = ""


def load_example(folder: Path) -> tuple[Plan, tuple[Answers, ...]]:
    """The plan of an example and what its departments filled in."""
    plan = read_plan(folder / "plan.yaml").value
    if plan is None:
        raise SystemExit(f"{folder / 'plan.yaml'} 有错误，请先运行 sctarget validate")
    return plan, read_answers(folder / "returns.yaml")


def read_answers(path: Path) -> tuple[Answers, ...]:
    """The returns of a file; ``remark``, ``source``, ``signature`` and ``due`` at its top hold for every form."""
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  (text only: builds no objects)
    usual = {SHORT.get(key, key): data[key] for key in ("remark", "source") if key in data}
    answers = []
    for item in data["returns"]:
        period = parse_period(item["period"])
        if period is None:
            raise SystemExit(f"{path}：“{item['period']}”不是报告期")
        due = data.get("due", {}).get(period.text)
        rows = {
            row: joined(usual, {SHORT.get(key, key): text for key, text in typed.items()})
            for row, typed in item["rows"].items()
        }
        signature = item.get("signature", data.get("signature", {}))
        day = date.fromisoformat(due) if due else None
        answers.append(Answers(item["department"], period, day, rows, signature, item.get("edition", "")))
    return tuple(answers)


def joined(usual: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """What stands in a row: its own words before the usual ones; remarks stand side by side."""
    both = usual | typed
    if "remark" in usual and "remark" in typed:
        both["remark"] = f"{typed['remark']}；{usual['remark']}"
    return both


def filled_forms(folder: Path) -> dict[str, bytes]:
    """The returned workbooks of an example by file name."""
    plan, returns = load_example(folder)
    return {file_name(plan, answers): fill_form(plan, answers) for answers in returns}


def file_name(plan: Plan, answers: Answers) -> str:
    """The name that the form went out under, with the edition where there are several."""
    name = Path(form_file_name(plan, answers.department, answers.period))
    return f"{name.stem}（{answers.edition}）{name.suffix}" if answers.edition else name.name


def fill_form(plan: Plan, answers: Answers) -> bytes:
    """One department's form with its answers typed in."""
    book = load_workbook(io.BytesIO(write_form(plan, answers.department, answers.period, answers.due)))
    sheet = book[FORM_SHEET]
    header = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == MARKER)
    columns = {sheet.cell(header, column).value: column for column in range(2, sheet.max_column + 1)}
    lines = {sheet.cell(row, 1).value: row for row in range(header + 1, sheet.max_row + 1)}
    for row, typed in answers.rows.items():
        if row not in lines:
            raise SystemExit(f"{answers.department} {answers.period} 的表里没有 {row}")
        for key, text in typed.items():
            type_in(sheet, lines[row], columns[CAPTIONS[key]], text)
    sign(sheet, answers.signature)
    return saved(book)


def type_in(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Put into a cell what a person typed: digits become a number, all else stays text."""
    cell = sheet.cell(row, column)
    if NUMBER.fullmatch(text):
        cell.value = Decimal(text)
        return
    cell.value = text
    cell.data_type = "s"


def sign(sheet: Worksheet, signature: dict[str, str]) -> None:
    """Fill in 填表人, 审核人, 联系电话 and 填报日期 at the foot."""
    for row in range(1, sheet.max_row + 1):
        for column in range(2, sheet.max_column + 1):
            label = str(sheet.cell(row, column).value or "").rstrip("：")
            if label in SIGNATURE_LABELS and label in signature:
                type_in(sheet, row, column + 1, signature[label])


def saved(book: Workbook) -> bytes:
    """The workbook as a file, without the time of day in it."""
    written, copy = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(info))
    return copy.getvalue()


def main(names: list[str]) -> None:
    """Write the actuals/ of the named examples, or of all; workbooks of an older returns.yaml go."""
    for folder in [EXAMPLES / name for name in names] or sorted(path.parent for path in EXAMPLES.glob("*/plan.yaml")):
        forms = filled_forms(folder)
        actuals = folder / "actuals"
        actuals.mkdir(exist_ok=True)
        for old in actuals.glob("*.xlsx"):
            if old.name not in forms:
                old.unlink()
        for name, data in forms.items():
            (actuals / name).write_bytes(data)
        print(f"{folder.name}：{len(forms)} 份填报表")


if __name__ == "__main__":
    main(sys.argv[1:])
