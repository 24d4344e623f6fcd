"""Every known defect of returned workbooks, 1 to 67, has a code of the catalogue and a test with its own workbook."""

from __future__ import annotations

import re
from pathlib import Path

from defects.test_cells import CASES

from sctarget.model.wordings import WORDINGS

HERE = Path(__file__).parent
NUMBERS = set(range(1, 68))
SETTLED_OTHERWISE: dict[int, str] = {}
"""Defects without a code of their own, and why."""

ALSO_WITHOUT_A_WORD = {
    53: "Thumbs.db、desktop.ini、.tmp 之类与报送无关，略过不提",
    56: "颜色不是数据，不看",
    60: "数据有效性被粘贴覆盖看不出原样，填的内容照样逐格检查",
}
"""Parts of a defect about which nothing is said, and why; their other parts have codes."""


def test_every_defect_has_a_code() -> None:
    """No defect is left out, none is made up, and what is passed over in silence is listed with its reason."""
    answered = {number for wording in WORDINGS.values() for number in wording.defects}
    assert answered | SETTLED_OTHERWISE.keys() == NUMBERS
    assert not answered & SETTLED_OTHERWISE.keys()
    assert answered >= ALSO_WITHOUT_A_WORD.keys()


def test_every_defect_has_a_test() -> None:
    """Each number stands in a table of cases or in the name of a test of this folder."""
    tested = {number for number, *_ in CASES}
    for path in HERE.glob("test_*.py"):
        text = path.read_text("utf-8")
        for name in re.findall(r"def test_defect((?:_\d+)+)", text):
            tested |= {int(number) for number in name.split("_") if number}
        if path.name != "test_cells.py":
            tested |= {int(number) for number in re.findall(r"^        \((\d\d), ", text, re.MULTILINE)}
    assert tested & NUMBERS == NUMBERS


def test_every_code_of_a_defect_is_tested() -> None:
    """A code that answers a defect is asserted in this folder or in the tests of the readers and of the judging."""
    folders = (HERE, HERE.parent / "readers", HERE.parent / "evaluate")
    texts = "".join(path.read_text("utf-8") for folder in folders for path in folder.glob("*.py"))
    assert [code for code, wording in WORDINGS.items() if wording.defects and f'"{code}"' not in texts] == []
