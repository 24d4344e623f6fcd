"""Small Word files written by hand, with the parts and the cuts that a test is about; and what stands in one."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sctarget.readers.document_file import word_file

if TYPE_CHECKING:
    from sctarget.model.document import WordFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {"document": "document.main", "header1": "header", "footer1": "footer", "footnotes": "footnotes"}


def paragraph(*runs: str, bold: bool = False) -> str:
    """A paragraph whose text is cut into these runs; ``bold`` makes every second run bold."""
    made = []
    for number, run in enumerate(runs):
        properties = "<w:rPr><w:b/></w:rPr>" if bold and number % 2 else ""
        escaped = run.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made.append(f'<w:r>{properties}<w:t xml:space="preserve">{escaped}</w:t></w:r>')
    return f"<w:p>{''.join(made)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table with one paragraph in each cell."""
    grid = "<w:gridCol w:w='2000'/>" * len(rows[0])
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def text_box(inside: str) -> str:
    """A paragraph with a text box, written twice as Word does: for itself and for older programs."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{box}</wps:txbx></w:drawing>'
        f'</mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{box}</v:textbox>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def word(body: str, **parts: str) -> bytes:
    """The bytes of a .docx; ``parts`` are header1, footer1, footnotes with what stands in them."""
    roots = {"header1": "hdr", "footer1": "ftr", "footnotes": "footnotes"}
    texts = {"document": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'}
    for name, inside in parts.items():
        text = f'<w:footnote w:id="2">{inside}</w:footnote>' if name == "footnotes" else inside
        texts[name] = f'<w:{roots[name]} xmlns:w="{W}">{text}</w:{roots[name]}>'
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{_KINDS[name]}+xml"/>'
        for name in texts
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        f'ContentType="application/octet-stream"/>{overrides}</Types>'
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{_KINDS[name]}" Target="{name}.xml"/>'
        for name in texts
        if name != "document"
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", _HEAD + types)
        archive.writestr("_rels/.rels", _HEAD + relations.format(main))
        archive.writestr("word/_rels/document.xml.rels", _HEAD + relations.format(links))
        archive.writestr("word/media/other.bin", bytes(range(256)))
        for name, text in texts.items():
            archive.writestr(f"word/{name}.xml", _HEAD + text)
    return written.getvalue()


def template(body: str, **parts: str) -> WordFile:
    """The same, read as a template or draft."""
    return word_file(word(body, **parts), "模板.docx")


def part(data: bytes, name: str = "document") -> ET.Element:
    """The XML of one part; fails where it is not sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(f"word/{name}.xml"))


def lines(data: bytes, name: str = "document") -> list[str]:
    """The text of every paragraph, line breaks as line feeds; text boxes are not told apart."""
    return [paragraph_text(each) for each in part(data, name).iter(f"{{{W}}}p")]


def paragraph_text(element: ET.Element) -> str:
    """The text of one paragraph."""
    marks = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(marks.get(each.tag, (each.text or "") if each.tag == f"{{{W}}}t" else "") for each in element.iter())


def rows(data: bytes) -> list[list[str]]:
    """The text of every table row, cell by cell."""
    return [
        ["\n".join(paragraph_text(each) for each in cell.iter(f"{{{W}}}p")) for cell in row.findall(f"{{{W}}}tc")]
        for row in part(data).iter(f"{{{W}}}tr")
    ]


def bold_texts(data: bytes) -> list[str]:
    """The text of every bold run."""
    runs = part(data).iter(f"{{{W}}}r")
    return [paragraph_text(run) for run in runs if run.find(f"{{{W}}}rPr/{{{W}}}b") is not None]
