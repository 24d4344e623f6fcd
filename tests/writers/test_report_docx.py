"""The Word report, reopened: GB/T 9704-2012 inside, people's text untouched, nothing of ours or theirs leaks."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from word_layout import aligned, font_of, opened, paragraph, setting

from sctarget.report.document import Annex, Document, Heading, Text
from sctarget.report.table import Cell, Column, Table
from sctarget.report.widths import LANDSCAPE, PORTRAIT
from sctarget.writers.gbt9704 import FONTS, SPACINGS, make_layout
from sctarget.writers.report_docx import render_docx

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table(
    "表1　示例指标完成情况",
    (Column("number", "序号", "center", width=5), Column("name", "指标", width=22), Column("actual", "实际", "right")),
    ((Cell("1"), Cell("高新技术企业"), Cell("3家")), (Cell("2"), Cell("示例数据"), Cell(""))),
    ("注：示例数据。",),
)
REPORT = Document(
    "关于示例目标\n完成情况的报告",
    (
        Text("截至2023年12月31日，“示例”完成3项——均为示例数据。"),
        Heading(1, "一、", "总体情况"),
        Heading(2, "（一）", "投入"),
        Text("尚差4件。", "1.示例指标。"),
        Text("示例任务。", "（一）已完成1项。", level=2),
        TABLE,
        Heading(3, "1.", "示例"),
        Heading(4, "（1）", "示例"),
    ),
    "县人民政府：",
    "示例县科学技术局",
    "2024年1月10日",
    (
        Annex("未完成事项清单", (TABLE,), landscape=True),
        Annex("数据来源", (TABLE,), landscape=True),
        Annex("说明", (Text("示例。"),)),
    ),
)


def word(document: Document = REPORT, fonts: str = "gb2312", spacing: str = "28.95") -> Word:
    return opened(render_docx(document, make_layout(fonts, spacing)))


def parts(document: Document = REPORT) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def test_the_page_is_that_of_an_official_document() -> None:
    """A4; 37 mm above, 28 mm at the binding, 35 and 26 mm; a grid of 28.95 points and 28 characters."""
    section = word().sections[0]
    sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(each.mm) for each in sides if each is not None] == [37, 28, 35, 26]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  (the grid has no interface)
    assert grid is not None
    assert [grid.get(qn(f"w:{key}")) for key in ("type", "linePitch", "charSpace")] == ["linesAndChars", "579", "-848"]


@pytest.mark.parametrize("spacing", SPACINGS)
def test_a_page_holds_22_lines_of_28_characters(spacing: str) -> None:
    """Also off the grid, which not every program draws: no 23rd line, no 29th character, no comma in the margin."""
    written = word(spacing=spacing)
    body, section = paragraph(written, "截至"), written.sections[0]
    line = int(setting(body, "w:pPr", "w:spacing", "w:line") or 0)
    assert section.page_height is not None
    assert section.top_margin is not None
    assert section.bottom_margin is not None
    height = (section.page_height - section.top_margin - section.bottom_margin) / 635
    assert 22 * line <= height < 23 * line
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    width = (section.page_width - section.left_margin - section.right_margin) / 635
    pitch = font_of(body)[1] * 20 + int(setting(body, "w:rPr", "w:spacing", "w:val") or 0)
    assert 28 * pitch <= width < 29 * pitch
    assert setting(body, "w:pPr", "w:spacing", "w:lineRule") == "exact"
    for off in ("w:widowControl", "w:overflowPunct", "w:autoSpaceDE"):
        assert setting(body, "w:pPr", off, "w:val") == "0"


@pytest.mark.parametrize("fonts", FONTS)
def test_fonts_stand_in_the_styles_by_name(fonts: str) -> None:
    """小标宋 二号, 仿宋 三号, 黑体, 楷体; all four names of a style alike, no theme that would win over them."""
    written, names = word(fonts=fonts), FONTS[fonts]
    found = {
        start: font_of(paragraph(written, start))
        for start in ("关于示例目标", "截至", "一、", "（一）投入", "1.示例", "（1）")
    }
    assert found == {
        "关于示例目标": (names.title, 22),
        "截至": (names.body, 16),
        "一、": (names.hei, 16),
        "（一）投入": (names.kai, 16),
        "1.示例": (names.body, 16),
        "（1）": (names.body, 16),
    }
    styles = parts()["word/styles.xml"]
    assert "Theme" not in styles
    for fonts_element in ET.fromstring(styles).iter(f"{W}rFonts"):
        assert len({fonts_element.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
    assert 'w:eastAsia="zh-CN"' in styles
    assert "w:color " not in styles


def test_the_title_stands_in_for_a_font_that_windows_lacks() -> None:
    """小标宋 is not part of Windows: 宋体 in bold there, never bold 小标宋."""
    title = "Title"
    assert word(fonts="windows").styles[title].font.bold is True
    assert not word(fonts="gb2312").styles[title].font.bold


def test_missing_fonts_have_other_names_to_go_by() -> None:
    """The font table tells Word under which names a machine may have the same face; nothing is embedded."""
    table = ET.fromstring(parts()["word/fontTable.xml"])
    names = {each.get(f"{W}name"): each.find(f"{W}altName") for each in table}
    body = names["仿宋_GB2312"]
    assert body is not None
    assert "FangSong" in str(body.get(f"{W}val"))
    assert not [name for name in parts() if "fonts/" in name]


def test_headings_are_real_and_their_numbers_are_typed() -> None:
    """The navigation pane works, and a heading pasted elsewhere keeps its number."""
    written = word()
    found = [
        (each.style.name, each.text) for each in written.paragraphs if each.style and "eading" in str(each.style.name)
    ]
    assert found == [
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）投入"),
        ("Heading 3", "1.示例"),
        ("Heading 4", "（1）示例"),
    ]
    assert "w:numPr" not in parts()["word/document.xml"]
    for start in ("一、", "截至", "1.示例指标"):
        assert setting(paragraph(written, start), "w:pPr", "w:ind", "w:firstLineChars") == "200"
    lead = paragraph(written, "（一）已完成").runs[0]
    assert (lead.text, lead.style.name) == ("（一）已完成1项。", "段首标题")


def test_pages_are_numbered_alike_on_every_sheet() -> None:
    """— 1 — in 四号 宋体, right on odd and left on even pages; a turned sheet has it where an upright one has."""
    written = word()
    assert written.settings.odd_and_even_pages_header_footer
    upright, turned = written.sections[0], written.sections[1]
    for footer, side, indent in (
        (upright.footer, "right", "w:rightChars"),
        (upright.even_page_footer, "left", "w:leftChars"),
    ):
        number = footer.paragraphs[0]
        assert (number.text, aligned(number), font_of(number)) == ("— 1 —", side, ("宋体", 14))
        assert setting(number, "w:pPr", "w:ind", indent) == "100"
        assert [each.text for each in number._element.iter(qn("w:instrText"))] == [" PAGE "]  # noqa: SLF001
    for footer, side in ((turned.footer, "right"), (turned.even_page_footer, "left")):
        cell = footer.tables[0].rows[0].cells[0]
        assert (cell.paragraphs[0].text, aligned(cell.paragraphs[0])) == ("— 1 —", side)
        direction = cell._tc.tcPr.find(qn("w:textDirection"))  # noqa: SLF001
        assert direction is not None
        assert direction.get(qn("w:val")) == "tbRl"


def test_annexes_follow_on_pages_of_their_own() -> None:
    """Two turned ones in one section, an upright one behind; the margins turn with the sheet; names under the body."""
    written = word()
    assert [each.orientation for each in written.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    turned = written.sections[1]
    sides = (turned.top_margin, turned.right_margin, turned.bottom_margin, turned.left_margin)
    assert [round(each.mm) for each in sides if each is not None] == [28, 37, 26, 35]
    texts = [each.text for each in written.paragraphs]
    first = texts.index("附件：1.未完成事项清单")
    assert texts[first + 1 : first + 3] == ["2.数据来源", "3.说明"]
    for label in ("附件1", "附件2", "附件3"):
        assert font_of(paragraph(written, label)) == ("黑体", 16)
    assert setting(paragraph(written, "附件2"), "w:pPr", "w:pageBreakBefore", "w:val") is None
    assert paragraph(written, "附件2").paragraph_format.page_break_before
    assert not paragraph(written, "附件1").paragraph_format.page_break_before


def test_the_signature_stands_at_the_right_with_its_date() -> None:
    """The date begins two characters after the name; neither comes nearer than two characters to the edge."""
    assert _right_indents(REPORT) == ["250", "200"]
    assert _right_indents(REPORT._replace(dated="2024年1月5日")) == ["200", "200"]
    assert _right_indents(REPORT._replace(signature="县科技局")) == ["650", "200"]
    assert _right_indents(REPORT._replace(signature="示例市示例县科学技术局办公室")) == ["200", "750"]


def _right_indents(document: Document) -> list[str | None]:
    written = word(document)
    signed = [each for each in written.paragraphs if each.style is not None and each.style.name == "Signature"]
    return [setting(each, "w:pPr", "w:ind", "w:rightChars") for each in signed]


def test_the_signature_is_not_torn_from_the_text() -> None:
    """The last paragraph, the list of annexes and the signature keep together."""
    written = word(REPORT._replace(blocks=(Text("一。"), Text("二。"))))
    texts = [each.text for each in written.paragraphs]
    last = texts.index("二。")
    signed = texts.index("2024年1月10日")
    assert all(_kept(each) for each in written.paragraphs[last : signed + 1])
    assert not _kept(written.paragraphs[last - 1])


def _kept(one: Paragraph) -> bool:
    style = one.style
    return bool(one.paragraph_format.keep_with_next or (style and style.paragraph_format.keep_with_next))


def test_tables_print_well() -> None:
    """Caption above, notes below, head repeated, rows whole, thin lines all round, no fill, never an empty cell."""
    written = word()
    table = written.tables[0]
    head, row = table.rows[0]._tr, table.rows[1]._tr  # noqa: SLF001
    for each, element in ((head, "w:tblHeader"), (head, "w:cantSplit"), (row, "w:cantSplit")):
        assert each.xpath(f"w:trPr/{element}")
    assert not row.xpath("w:trPr/w:tblHeader")
    assert table._tbl.xpath("preceding-sibling::w:p[1]//w:t/text()") == ["表1　示例指标完成情况"]  # noqa: SLF001
    assert table._tbl.xpath("following-sibling::w:p[1]//w:t/text()") == ["注：示例数据。"]  # noqa: SLF001
    assert font_of(paragraph(written, "表1")) == ("黑体", 15)
    assert aligned(paragraph(written, "表1")) == "center"
    assert table.rows[2].cells[2].text == "—"
    body = table.rows[1].cells[1].paragraphs[0]
    assert font_of(body) == ("仿宋_GB2312", 10.5)
    assert setting(body, "w:pPr", "w:spacing", "w:line") == "340"
    styles = parts()["word/styles.xml"]
    assert re.findall(r'<w:(top|left|bottom|right|insideH|insideV) w:val="single"', styles) == [
        "top", "left", "bottom", "right", "insideH", "insideV",
    ]  # fmt: skip
    assert "w:shd" not in styles + parts()["word/document.xml"]


def test_no_table_is_wider_than_its_page() -> None:
    """156 mm upright, 225 mm turned, whatever the cells hold; the columns fill the width exactly."""
    long = Table("", TABLE.columns, ((Cell("1"), Cell("长" * 400), Cell("x" * 300)),))
    for landscape, whole in ((False, PORTRAIT), (True, LANDSCAPE)):
        written = word(REPORT._replace(annexes=(Annex("甲", (long, TABLE), landscape=landscape),)))
        for table in written.tables[1:]:
            widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]  # noqa: SLF001
            assert sum(widths) == whole
            assert min(widths) > 400


NASTY = (
    "<script>alert(1)</script> & {{ 注入 }} {% raw %} | =1+1 “引号”",
    "控制\x00\x08\x1b[31m符\ufffe\ud800号",
    "表情😀家庭，从右到左：שלום عربى",
    "字" * 10_000,
    "两行\n文字",
)


@pytest.mark.parametrize("text", NASTY, ids=["markup", "control", "emoji", "long", "lines"])
def test_text_from_people_is_text(text: str) -> None:
    """In the title, a paragraph, a heading, a cell and a note: nothing is lost, nothing is run, the file opens."""
    table = TABLE._replace(rows=((Cell("1"), Cell(text), Cell("")),), notes=(text,), title=text)
    document = REPORT._replace(title=text, blocks=(Text(text, text), Heading(1, "一、", text), table), signature=text)
    for part in parts(document).values():
        ET.fromstring(part)
    written = word(document)
    expected = text.encode("utf-8", "backslashreplace").decode()
    for control, shown in (("\x00", r"\x00"), ("\x08", r"\x08"), ("\x1b", r"\x1b"), ("\ufffe", r"\ufffe")):
        expected = expected.replace(control, shown)
    assert written.tables[0].rows[1].cells[1].text == expected
    assert paragraph(written, "一、").text == "一、" + expected


def test_a_row_taller_than_a_page_may_break() -> None:
    """A cell of 10,000 characters must not be cut off at the foot of a page."""
    table = TABLE._replace(rows=((Cell("1"), Cell("字" * 10_000), Cell("")), (Cell("2"), Cell("短"), Cell(""))))
    rows = word(REPORT._replace(blocks=(table,))).tables[0].rows
    assert [len(each._tr.xpath("w:trPr/w:cantSplit")) for each in rows] == [1, 0, 1]  # noqa: SLF001


def test_quotes_and_dashes_are_drawn_as_chinese_ones() -> None:
    """“ ” — … take the Western font and half a place unless the run says that they are Chinese."""
    runs = paragraph(word(), "截至")._element.iter(qn("w:rFonts"))  # noqa: SLF001
    assert [each.get(qn("w:hint")) for each in runs] == ["eastAsia"]


def test_the_file_names_no_person() -> None:
    """Title and issuing body stand in the properties, no user, no machine, no time: the same report, the same bytes."""
    properties = word().core_properties
    assert (properties.title, properties.author) == ("关于示例目标完成情况的报告", "示例县科学技术局")
    assert not properties.last_modified_by
    assert not properties.comments
    assert render_docx(REPORT) == render_docx(REPORT)


ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl "
    "cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation evenAndOddHeaders "
    "drawingGridHorizontalSpacing characterSpacingControl compat themeFontLang clrSchemeMapping decimalSymbol "
    "listSeparator",
    "compat": "spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone "
    "ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "tbl": "tblPr tblGrid tr",
}
"""The order of elements that the schema of WordprocessingML (ISO/IEC 29500-1) asks for."""


PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/page-even.xml",
    "word/landscape-default.xml",
)


@pytest.mark.parametrize("part", PARTS)
def test_elements_stand_in_the_order_of_the_schema(part: str) -> None:
    """Word refuses, or repairs with a warning, what LibreOffice reads without a word."""
    seen = 0
    for element in ET.fromstring(parts()[part]).iter():
        order = ORDERS.get(element.tag.removeprefix(W))
        if order is None:
            continue
        places = [order.split().index(child.tag.removeprefix(W)) for child in element]
        assert all(left <= right for left, right in pairwise(places)), ET.tostring(element, "unicode")[:400]
        seen += 1
    assert seen
