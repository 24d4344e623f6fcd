"""Word files: merged cells, automatic numbers, changes that are tracked, what hides in controls and boxes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document as Word

from sctarget.grammar.finder import find_records
from sctarget.readers.document import read_document
from sctarget.readers.document_file import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAN = "示例县2024年科技工作要点"


def docx(folder: Path, body: str, numbering: str = "") -> Path:
    """A .docx whose body is written out; numbering is the part of that name."""
    stream = io.BytesIO()
    word = Word()
    word.save(stream)
    path = folder / "要点.docx"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
            if name == "word/numbering.xml" and numbering:
                data = f"<w:numbering {W}>{numbering}</w:numbering>".encode()
            new.writestr(name, data)
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(each) for each in text.split('|'))}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).text.split("\n") if line]


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
)


def test_automatic_numbers_are_read_as_they_show(tmp_path: Path) -> None:
    """Headings that Word numbers itself are headings: the places of the figures name them."""
    body = p(PLAN) + p("主要目标", numbered(0)) + p("新增众创空间2家。") + p("重点任务", numbered(0))
    body += (
        p("平台", numbered(1))
        + p("新建实验室3家。", numbered(2))
        + p("新建中心1家。", numbered(2))
        + p("人才", numbered(1))
    )
    path = docx(tmp_path, body, NUMBERING)
    assert lines(path)[1:] == [
        "一、主要目标",
        "新增众创空间2家。",
        "二、重点任务",
        "（一）平台",
        "1.新建实验室3家。",
        "2.新建中心1家。",
        "（二）人才",
    ]
    found = find_records(read_document(path).text)
    assert [r.group for r in found][:2] == ["一、主要目标", "二、重点任务 > (一)平台 > 1.新建实验室3家"]


def test_merged_cells_are_spread_out(tmp_path: Path) -> None:
    """A head of two rows, a group over two rows, a title over all columns."""
    wide, tall, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        tr(tc("附表1 主要指标", '<w:gridSpan w:val="5"/>'))
        + tr(tc("类别", tall), tc("指标|名称", tall), tc("单位", tall), tc("目标值", wide))
        + tr(tc("", more), tc("", more), tc("", more), tc("2024年"), tc("2025年"))
        + tr(tc("主体", tall), tc("高新技术|企业"), tc("家"), tc("12"), tc("15"))
        + tr(tc("", more), tc("瞪羚企业"), tc("家"), tc("2"), tc("3"))
    )
    path = docx(tmp_path, p("示例县科技创新规划（2024—2025年）") + f"<w:tbl>{table}</w:tbl>")
    assert lines(path)[1:3] == ["附表1主要指标", "类别\t指标名称\t单位\t2024年目标值\t2025年目标值"]
    found = [(r.name, r.value, r.unit, r.year, r.group) for r in find_records(read_document(path).text)]
    assert found == [
        ("高新技术企业", "12", "家", 2024, "附表1主要指标 > 主体"),
        ("高新技术企业", "15", "家", 2025, "附表1主要指标 > 主体"),
        ("瞪羚企业", "2", "家", 2024, "附表1主要指标 > 主体"),
        ("瞪羚企业", "3", "家", 2025, "附表1主要指标 > 主体"),
    ]


def test_a_table_of_tasks_gives_each_figure_its_owner(tmp_path: Path) -> None:
    """The column 责任单位 is the owner of what stands in its row."""
    table = tr(tc("序号"), tc("重点任务"), tc("责任单位"), tc("配合单位"))
    table += tr(tc("1"), tc("新增众创空间2家，孵化器1家。"), tc("县科技局"), tc("县工信局、县财政局"))
    table += tr(tc("2"), tc("选派科技特派员60名。"), tc("县农业农村局"), tc(""))
    found = find_records(read_document(docx(tmp_path, p(PLAN) + f"<w:tbl>{table}</w:tbl>")).text)
    assert [(r.name, r.value, r.lead, r.support) for r in found] == [
        ("众创空间", "2", ("县科技局",), ("县工信局", "县财政局")),
        ("孵化器", "1", ("县科技局",), ("县工信局", "县财政局")),
        ("科技特派员", "60", ("县农业农村局",), ()),
    ]


def test_a_table_that_lays_out_the_page_is_read_as_paragraphs(tmp_path: Path) -> None:
    """A table inside a cell, or one column only: paragraphs stay paragraphs, the inner table stays a table."""
    inner = tr(tc("序号"), tc("指标名称"), tc("单位"), tc("2024年目标")) + tr(tc("1"), tc("孵化器"), tc("家"), tc("6"))
    outer = f"<w:tr><w:tc><w:tcPr/>{p(PLAN)}{p('新增众创空间2家。')}<w:tbl>{inner}</w:tbl>{p('完')}</w:tc></w:tr>"
    path = docx(tmp_path, f"<w:tbl>{outer}</w:tbl>")
    assert lines(path) == [PLAN, "新增众创空间2家。", "序号\t指标名称\t单位\t2024年目标", "1\t孵化器\t家\t6", "完"]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    """What was inserted counts, what was deleted does not; hidden text is not read."""
    body = p(PLAN) + (
        '<w:p><w:r><w:t>新增众创空间</w:t></w:r><w:del w:id="1"><w:r><w:delText>2</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>家。</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>孵化器9家。</w:t></w:r></w:p>"
    )
    assert lines(docx(tmp_path, body))[1] == "新增众创空间5家。"


def test_controls_and_boxes_are_read_contents_are_not(tmp_path: Path) -> None:
    """Text in content controls and text boxes counts once, the table of contents not; a soft return ends a line."""
    box = "<w:r><w:pict><w:txbxContent>" + p("新建实验室3家。") + "</w:txbxContent></w:pict></w:r>"
    contents = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f"<w:sdt>{contents}<w:sdtContent>{p('一、主要目标')}</w:sdtContent></w:sdt>"
        + p("二、保障措施……………12")
        + f"<w:sdt><w:sdtContent>{p(PLAN)}</w:sdtContent></w:sdt>"
        + f"<w:p><w:r><w:t>新增众创空间2家。</w:t><w:br/><w:t>孵化器1家。</w:t></w:r>{box}</w:p>"
    )
    assert lines(docx(tmp_path, body)) == [PLAN, "新增众创空间2家。", "孵化器1家。", "新建实验室3家。"]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A part that unpacks to hundreds of times its size is refused before it is read."""
    path = docx(tmp_path, p(PLAN))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.xml", b"\0" * 80_000_000)
    with pytest.raises(DocumentError, match="没有读"):
        read_document(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    """XML that declares entities could grow without end or read other files."""
    path = docx(tmp_path, p(PLAN))
    data = path.read_bytes()
    other = tmp_path / "坏.docx"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + text
            new.writestr(name, text)
    with pytest.raises(DocumentError, match="没有读"):
        read_document(other)


@pytest.mark.parametrize("damage", [b"\0", b"\xff" * 40])
def test_a_damaged_part_says_so(tmp_path: Path, damage: bytes) -> None:
    """Bytes that were lost on a memory stick, in a part beside the text: one sentence, no traceback."""
    path = docx(tmp_path, p(PLAN))
    data = path.read_bytes()
    start = data.index(b"word/styles.xml") + 200
    path.write_bytes(data[:start] + damage + data[start + len(damage) :])
    with pytest.raises(DocumentError, match="已损坏"):
        read_document(path)
