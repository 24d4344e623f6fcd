"""A letter as a Word document laid out by GB/T 9704-2012, without red head, seal or imprint (docs/returning.md)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from sctarget.report.letters import Letter
    from sctarget.report.table import Table

_BODY, _TITLE, _HEADING, _DIGITS = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
_BODY_SIZE, _TITLE_SIZE, _TABLE_SIZE, _PAGE_SIZE = 16, 22, 10.5, 14
_LINE, _TITLE_LINE = 28.95, 35
_TEXT_WIDTH = 156
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_STAMP = (1980, 1, 1, 0, 0, 0)


def render_letter(letter: Letter) -> bytes:
    """The .docx of a letter; the same letter gives the same bytes."""
    word = Document()
    for paragraph in list(word.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001  (python-docx has no other way)
    _set_styles(word)
    _set_page(word.sections[0])
    _number_pages(word)
    _add_title(word, letter.title)
    _add(word, "")
    _add(word, letter.addressee)
    for line in letter.lines:
        paragraph = _add(word, line.text, font=_HEADING if line.kind == "heading" else _BODY)
        _indent(paragraph)
        paragraph.paragraph_format.keep_with_next = line.kind == "heading"
    if letter.annex is not None:
        _add(word, "")
        _indent(_add(word, f"附件：{letter.annex.title}"))
    _sign(word, letter)
    if letter.annex is not None:
        _add_annex(word, letter.annex)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = letter.title.replace("\n", ""), letter.signature, ""
    properties.created = properties.modified = _STAMP
    return _saved(word)


def _set_styles(word: Word) -> None:
    normal: ParagraphStyle = word.styles["Normal"]
    _set_font(normal.element.get_or_add_rPr(), _BODY)
    normal.font.size = Pt(_BODY_SIZE)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    layout.widow_control = False
    defaults = word.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")


def _set_font(properties: BaseOxmlElement, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _set_page(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  (the line grid has no interface)
    if grid is not None:
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "579")


def _number_pages(word: Word) -> None:
    """``— 1 —`` one character from the right edge on odd pages and from the left edge on even ones."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        layout = paragraph.paragraph_format
        layout.tab_stops.clear_all()
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if side is WD_ALIGN_PARAGRAPH.RIGHT:
            layout.right_indent = Pt(_PAGE_SIZE)
        else:
            layout.left_indent = Pt(_PAGE_SIZE)
        _run(paragraph, "— ", _DIGITS, _PAGE_SIZE)
        for kind, instruction in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
            run = paragraph.add_run()
            _set_font(run._element.get_or_add_rPr(), _DIGITS)  # noqa: SLF001
            run.font.size = Pt(_PAGE_SIZE)
            if kind == "text":
                run.text = instruction
                continue
            field = OxmlElement("w:instrText" if instruction else "w:fldChar")
            if instruction:
                field.text = f" {instruction} "
            else:
                field.set(qn("w:fldCharType"), kind)
            run._element.append(field)  # noqa: SLF001
        _run(paragraph, " —", _DIGITS, _PAGE_SIZE)


def _add(word: Word, text: str, *, font: str = _BODY, size: float = _BODY_SIZE, line: float = _LINE) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(line)
    if text:
        _run(paragraph, text, font, size)
    return paragraph


def _add_title(word: Word, text: str) -> None:
    for line in text.split("\n"):
        title = _add(word, line, size=_TITLE_SIZE, font=_TITLE, line=_TITLE_LINE)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _unsnap(title)


def _unsnap(paragraph: Paragraph) -> None:
    """Take a paragraph off the line grid, which would stretch it to whole lines of the body."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001
    spacing = properties.find(qn("w:spacing"))
    if spacing is not None:
        spacing.addprevious(off)


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(_CONTROL.sub("", text))
    run.font.size = Pt(size)
    _set_font(run._element.get_or_add_rPr(), font)  # noqa: SLF001  (the interface knows no East Asian font)


def _indent(paragraph: Paragraph, characters: int = 2) -> None:
    """First line in by so many characters, also after the size is changed."""
    paragraph.paragraph_format.first_line_indent = Pt(_BODY_SIZE * characters)
    indent = paragraph._element.get_or_add_pPr().find(qn("w:ind"))  # noqa: SLF001
    if indent is not None:
        indent.set(qn("w:firstLineChars"), str(100 * characters))


def _sign(word: Word, letter: Letter) -> None:
    """Signature and date without a seal: the signature two characters from the right, its date below."""
    if not letter.signature:
        return
    _add(word, "")
    for text in (letter.signature, letter.dated):
        paragraph = _add(word, text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(2 * _BODY_SIZE)
        paragraph.paragraph_format.keep_together = True


def _add_annex(word: Word, table: Table) -> None:
    head = _add(word, "附件", font=_HEADING)
    head.runs[0].add_break(WD_BREAK.PAGE)
    head.runs[0]._element.insert(1, head.runs[0]._element[-1])  # noqa: SLF001  (the break comes before the word)
    _add(word, "")
    _add_title(word, table.title)
    _unsnap(_add(word, "", line=16))
    grid = word.add_table(rows=0, cols=len(table.columns))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    whole = sum(column.width for column in table.columns)
    widths = [Mm(_TEXT_WIDTH * column.width / whole) for column in table.columns]
    for line, width in zip(grid.columns, widths, strict=True):
        line.width = width
    captions = [column.caption for column in table.columns]
    for number, texts in enumerate([captions, *([cell.text for cell in row] for row in table.rows)]):
        row = grid.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width, column in zip(row.cells, texts, widths, table.columns, strict=True):
            cell.width = width
            centred = number == 0 or column.align == "right" or column.key == "due"
            _fill(cell, text, _HEADING if number == 0 else _BODY, centred=centred)


def _fill(cell: _Cell, text: str, font: str, *, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(18)
    _unsnap(paragraph)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, font, _TABLE_SIZE)


def _saved(word: Word) -> bytes:
    written, copy = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return copy.getvalue()
