"""A Word file from its parts: the same parts give the same bytes, and no name of a person or machine gets in."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from sctarget.writers.gbt9704 import footer_xml
from sctarget.writers.word_styles import SETTINGS, font_table_xml, styles_xml
from sctarget.writers.word_xml import plain_xml

if TYPE_CHECKING:
    from sctarget.writers.gbt9704 import Layout

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f'xmlns:r="{_OFFICE}"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STAMP = (1980, 1, 1, 0, 0, 0)

_FOOTERS = {
    f"{kind}-{side}": footer_xml(even=side == "even", landscape=kind == "landscape")
    for kind in ("page", "landscape")
    for side in ("default", "even")
}


def word_file(body: str, layout: Layout, *, title: str, author: str) -> bytes:
    """The .docx whose body is this text of paragraphs, tables and sections."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((name, f"{_OFFICE}/{name}", f"{name}.xml") for name in ("styles", "settings", "fontTable")),
            *((name, f"{_OFFICE}/footer", f"{name}.xml") for name in _FOOTERS),
        ),
        "word/styles.xml": f"<w:styles {_W}>{styles_xml(layout)}</w:styles>",
        "word/settings.xml": f"<w:settings {_W}>{SETTINGS}</w:settings>",
        "word/fontTable.xml": f"<w:fonts {_W}>{font_table_xml(layout)}</w:fonts>",
        **{f"word/{name}.xml": f"<w:ftr {_W} {_R}>{text}</w:ftr>" for name, text in _FOOTERS.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, (_HEAD + text).encode("utf-8"))
    return out.getvalue()


def _relations(*targets: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types() -> str:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        **{f"/word/{name}.xml": f"{_TYPE}.{name}+xml" for name in ("styles", "settings", "fontTable")},
        **{f"/word/{name}.xml": f"{_TYPE}.footer+xml" for name in _FOOTERS},
    }
    inside = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'
    )


def _core(title: str, author: str) -> str:
    """Title and issuing body; no person, no time, so that the same report is the same file."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain_xml(title)}</dc:title><dc:creator>{plain_xml(author)}</dc:creator></cp:coreProperties>"
    )
