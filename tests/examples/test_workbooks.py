"""The returned workbooks of the examples are what examples/fill.py writes, and say that they are made up."""

from __future__ import annotations

import io
import runpy
from typing import TYPE_CHECKING, Any

import pytest
from examples.road import EXAMPLES, NAMES
from openpyxl import load_workbook

from sctarget.model.form import COLUMNS, FORM_SHEET

if TYPE_CHECKING:
    from pathlib import Path

FILL = runpy.run_path(str(EXAMPLES / "fill.py"))
MADE_UP = [name for name in NAMES if name != "xixia-2022"]
REMARK = 2 + [column.key for column in COLUMNS].index("remark")
NAME = 2 + [column.key for column in COLUMNS].index("name")


def cells(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.mark.parametrize("name", NAMES)
def test_actuals_are_what_fill_writes(name: str) -> None:
    """After a change of plan, returns or form, actuals/ has to be written anew: python examples/fill.py."""
    written = FILL["filled_forms"](EXAMPLES / name)
    stored = {path.name: path.read_bytes() for path in (EXAMPLES / name / "actuals").iterdir()}
    assert stored.keys() == written.keys()
    for file, data in written.items():
        assert cells(stored[file]) == cells(data), file


@pytest.mark.parametrize("name", MADE_UP)
def test_made_up_figures_are_marked(name: str) -> None:
    """Whoever opens a workbook with invented figures reads 示例数据 in every row that is filled in."""
    for path in (EXAMPLES / name / "actuals").glob("*.xlsx"):
        sheet = load_workbook(path)[FORM_SHEET]
        rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value]
        assert rows
        assert all("示例数据" in str(sheet.cell(row, REMARK).value) for row in rows), path.name


@pytest.mark.parametrize("name", NAMES)
def test_guide_of_an_example(name: str) -> None:
    """Each folder says which document it is, what is real and what is made up."""
    text = (EXAMPLES / name / "README.md").read_text("utf-8")
    assert "- 文件：" in text
    assert "- 真实的：" in text
    assert "- 示例" in text
    assert f"sctarget check examples/{name}/plan.yaml" in text


def test_an_unknown_row_is_refused(tmp_path: Path) -> None:
    """A slip in returns.yaml is told instead of being written nowhere."""
    folder = tmp_path / "county-2023"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes((EXAMPLES / "county-2023" / "plan.yaml").read_bytes())
    (folder / "returns.yaml").write_text(
        "returns:\n  - {department: 县财政局, period: 2023H1, rows: {no_such_row: {actual: 1}}}\n", "utf-8"
    )
    with pytest.raises(SystemExit, match="no_such_row"):
        FILL["filled_forms"](folder)
