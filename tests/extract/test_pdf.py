"""PDF files: lines of the page become paragraphs again, tables become rows, what is no text of the document goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import sctarget
from pdf_support import locked, paragraphs, pdf

from sctarget.grammar.finder import find_records
from sctarget.readers.document import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.readers.document import Document

BODY = (
    "坚持以企业为主体、市场为导向，推动产学研深度融合，全社会研发经费支出达到1.3亿元以上，高新技术企业达到12家，"
    "新增科技型中小企业20家以上，技术合同成交额达到2.35亿元。（牵头单位：县科技局；配合单位：县统计局、县工信局）"
)


def read(folder: Path, data: bytes) -> Document:
    path = folder / "要点.pdf"
    path.write_bytes(data)
    return read_document(path)


def test_lines_are_joined_and_edges_dropped(tmp_path: Path) -> None:
    """One paragraph is one line again; the running title and the page numbers are gone, headings stand alone."""
    other = BODY.replace("县统计局、县工信局", "县审计局")
    pages = [
        ["示例县2024年科技创新工作要点", "一、主要目标", BODY],
        ["二、重点任务", other],
        ["三、保障措施", BODY[9:]],
    ]
    document = read(tmp_path, paragraphs(pages))
    assert document.text.splitlines() == [line for page in pages for line in page]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """The page number and the running title between its two halves do not part a sentence."""
    full = "一" * 28
    top = [(60.0, 40.0, "示例县科技局文件"), (60.0, 90.0, "　　" + "甲" * 26)]
    pages = [
        [*top, (60.0, 116.0, "乙" * 24 + "新增众创"), (280.0, 810.0, "— 1 —")],
        [(60.0, 40.0, "示例县科技局文件"), (60.0, 90.0, "空间3家。"), (280.0, 810.0, "— 2 —")],
        [(60.0, 40.0, "示例县科技局文件"), (60.0, 90.0, full), (280.0, 810.0, "— 3 —")],
    ]
    document = read(tmp_path, pdf(pages))
    assert "新增众创空间3家。" in document.text
    assert document.place(document.text.index("众创空间")) == "第1页"
    assert document.place(document.text.index(full)) == "第3页"


def test_records_name_the_page(tmp_path: Path) -> None:
    """The place that people can turn to is the page; owners are found behind the joined paragraph."""
    pages = [["示例县2024年科技创新工作要点"], ["一、主要目标", BODY], ["二、保障"]]
    document = read(tmp_path, paragraphs(pages))
    found = find_records(document.text)
    assert [(r.name, r.value, r.lead) for r in found] == [
        ("全社会研发经费支出", "1.3", ("县科技局",)),
        ("高新技术企业", "12", ("县科技局",)),
        ("科技型中小企业", "20", ("县科技局",)),
        ("技术合同成交额", "2.35", ("县科技局",)),
    ]
    assert document.place(found[0].start) == "第2页"


def table(middle: bool) -> bytes:
    """A table with names broken over three lines; the other cells stand at the top or at the middle of their row."""
    texts = [(60.0, 90.0, "示例县科技创新规划（2021—2025年）")]
    columns = (60.0, 120.0, 280.0, 360.0, 460.0)
    texts += [
        (x, 130.0, text) for x, text in zip(columns, ["序号", "指标名称", "单位", "2020年", "2025年"], strict=True)
    ]
    rows = [
        ("1", ["全社会研发经费", "支出占地区生产", "总值比重"], "%", "1.27*", "1.8"),
        ("2", ["高新技术企业"], "家", "12", "23"),
        ("3", ["每万人口高价值", "发明专利", "拥有量"], "件", "0.5", "0.6"),
    ]
    top = 160.0
    for number, names, unit, before, after in rows:
        at = top + (len(names) // 2 * 22 if middle else 0)
        texts += [(60.0, at, number), (280.0, at, unit), (360.0, at, before), (460.0, at, after)]
        texts += [(120.0, top + 22 * index, name) for index, name in enumerate(names)]
        top += 22 * len(names) + 14
    texts.append((60.0, top, "注：加*号为2019年数据"))
    return pdf([texts])


@pytest.mark.parametrize("middle", [False, True])
def test_a_table_becomes_rows(tmp_path: Path, middle: bool) -> None:
    """Columns by their place under the head, broken names whole, the star's year from the note."""
    found = find_records(read(tmp_path, table(middle)).text)
    assert [(r.name, r.unit, r.value, r.year) for r in found] == [
        ("全社会研发经费支出占地区生产总值比重", "%", "1.8", 2025),
        ("高新技术企业", "家", "23", 2025),
        ("每万人口高价值发明专利拥有量", "件", "0.6", 2025),
    ]
    assert [(r.baseline.value, r.baseline.year) for r in found if r.baseline] == [
        ("1.27", 2019),
        ("12", 2020),
        ("0.5", 2020),
    ]


def test_blanks_of_typesetting_are_no_text(tmp_path: Path) -> None:
    """2024 年 and 12 家 are 2024年 and 12家; blanks between Latin words stay."""
    document = read(tmp_path, pdf([[(60, 90, "示例县 2024 年科技工作要点 新增 R&D Center 12 家 。")]]))
    assert document.text == "示例县2024年科技工作要点新增R&D Center 12家。\n"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\nxref\n", pdf([[(60, 90, "示例")]])[:300]])
def test_a_broken_pdf_says_so(tmp_path: Path, data: bytes) -> None:
    """Cut short or empty: one Chinese sentence, no traceback and no English remark of the library."""
    (tmp_path / "坏.pdf").write_bytes(data)
    ran = sctarget("extract", "坏.pdf", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == "错误：坏.pdf 已损坏，不是完整的 PDF。请重新导出一份再试。\n"


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    """AES, which needs a library that we do not bring: told like any other lock, no traceback."""
    (tmp_path / "密.pdf").write_bytes(locked())
    ran = sctarget("extract", "密.pdf", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.startswith("错误：密.pdf 加了密，读不出来。")
