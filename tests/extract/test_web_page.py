"""Web pages: rows of tables, merged and nested cells, what is not shown, pages that are no good HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.grammar.finder import find_records
from sctarget.readers.document import read_document
from sctarget.readers.document_file import DocumentError

if TYPE_CHECKING:
    from pathlib import Path


def lines(folder: Path, page: str, name: str = "要点.html", encoding: str = "utf-8") -> list[str]:
    path = folder / name
    path.write_bytes(page.encode(encoding))
    return read_document(path).text.splitlines()


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>新增众创空间\n  2家。</p><p>孵化器1家。", ["新增众创空间2家。", "孵化器1家。"]),
        ("甲<br>乙<div>丙<span>丁</span></div>戊", ["甲", "乙", "丙丁", "戊"]),
        ("<p>a&amp;b&nbsp;c</p>", ["a&b\u00a0c"]),
        (
            "<script>var x='9家';</script><style>p{}</style><p hidden>藏</p><p style='display: none'>隐</p><p>见</p>",
            ["见"],
        ),
        ("<?xml version='1.0' encoding='gbk'?><html><body><p>文</p></body></html>", ["文"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", ["甲\t乙", "丙\t丁"]),
        ("<table><tr><td><p>一</p><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>", ["一", "甲\t乙"]),
        ("<table><tr><th colspan=2>题</th></tr><tr><td>甲</td><td>乙</td></tr></table>", ["题", "甲\t乙"]),
    ],
)
def test_what_is_shown_is_read(tmp_path: Path, page: str, wanted: list[str]) -> None:
    """Paragraphs and rows, as a reader sees them."""
    assert lines(tmp_path, page) == wanted


def test_merged_cells_are_spread_out(tmp_path: Path) -> None:
    """A head of two rows and a group over two rows."""
    page = (
        "<p>示例县科技创新规划（2024—2025年）</p><table><thead><tr><th rowspan=2>类别</th><th rowspan=2>指标名称</th>"
        "<th rowspan=2>单位</th><th colspan=2>目标值</th></tr><tr><th>2024年</th><th>2025年</th></tr></thead><tbody>"
        "<tr><td rowspan=2>主体</td><td>孵化器</td><td>家</td><td>1</td><td>2</td></tr>"
        "<tr><td>瞪羚企业</td><td>家</td><td>3</td><td>4</td></tr></tbody></table>"
    )
    found = find_records("\n".join(lines(tmp_path, page)))
    assert [(r.name, r.value, r.year, r.group.rpartition(" > ")[2]) for r in found] == [
        ("孵化器", "1", 2024, "主体"),
        ("孵化器", "2", 2025, "主体"),
        ("瞪羚企业", "3", 2024, "主体"),
        ("瞪羚企业", "4", 2025, "主体"),
    ]


def test_a_web_page_saved_as_doc_is_read(tmp_path: Path) -> None:
    """Old systems export HTML under the name .doc."""
    page = "<html><head><meta charset='gb2312'></head><body><p>新增众创空间2家。</p></body></html>"
    assert lines(tmp_path, page, "要点.doc", "gb18030") == ["新增众创空间2家。"]


def test_hostile_pages_come_to_an_end(tmp_path: Path) -> None:
    """Nesting without end and huge spans."""
    with pytest.raises(DocumentError, match="没有文字"):
        lines(tmp_path, "<div>" * 50_000 + "新增众创空间2家。")
    page = "<table><tr><td colspan=99999999 rowspan=99999999>甲</td><td>乙</td></tr></table>"
    assert lines(tmp_path, page)[0].startswith("甲\t")
