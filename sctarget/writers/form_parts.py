"""The parts of the fill-in workbook that are the same in every one, and the XML of a cell (docs/forms.md).

Written as text, not built as objects: a bureau sends hundreds of forms that differ in a few cells, and the parts they
share are finished once.  ``tests/writers/test_form_parts.py`` holds the result against a workbook built by openpyxl.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

PLAIN, GUIDE_TITLE, LINE, TITLE, NOTE, HEADING, TEXT, CENTRED, LEFT = range(9)
OPEN_CENTRED, OPEN_LEFT, LABEL, SIGNATURE = range(9, 13)
"""Cell styles, in the order of ``_FORMATS``; OPEN cells and SIGNATURE are unlocked and yellow."""

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STAMP = (1980, 1, 1, 0, 0, 0)
_MAX_TEXT = 32767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_FONT = "宋体"
_FONTS = (
    '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    *(
        f'<font>{bold}<sz val="{size}"/>{colour}<name val="{_FONT}"/></font>'
        for size, bold, colour in (
            (11, "", ""),
            (18, "<b/>", ""),
            (12, "", ""),
            (20, "<b/>", ""),
            (10, "", '<color rgb="FF595959"/>'),
            (11, "<b/>", ""),
        )
    ),
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    *(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/><bgColor rgb="{rgb}"/></patternFill></fill>'
        for rgb in ("FFE7E6E6", "FFFFF2CC")
    ),
)
_THIN = 'style="thin"><color rgb="FF808080"/>'
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border>",
    f"<border><left {_THIN}</left><right {_THIN}</right><top {_THIN}</top><bottom {_THIN}</bottom><diagonal/></border>",
    f"<border><left/><right/><top/><bottom {_THIN}</bottom><diagonal/></border>",
)
_FORMATS = (
    (0, 0, 0, "", 0),
    (2, 0, 0, "center", 0),
    (3, 0, 0, "left", 0),
    (4, 0, 0, "center", 0),
    (5, 0, 0, "left", 0),
    (6, 2, 1, "center", 0),
    (1, 0, 0, "", 0),
    (1, 0, 1, "center", 0),
    (1, 0, 1, "left", 0),
    (1, 3, 1, "center", 0),
    (1, 3, 1, "left", 0),
    (1, 0, 0, "right", 0),
    (1, 3, 2, "left", 49),
)
"""Font, fill, border, horizontal alignment, number format of each style."""


def _cell_format(font: int, fill: int, border: int, horizontal: str, number_format: int) -> str:
    inside = f'<alignment horizontal="{horizontal}" vertical="center" wrapText="1"/>' if horizontal else ""
    if fill == len(_FILLS) - 1:
        inside += '<protection locked="0"/>'
    applied = ' applyProtection="1"' if fill == len(_FILLS) - 1 else ""
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" '
        f'applyFill="1" applyBorder="1" applyAlignment="1" applyNumberFormat="1"{applied}>{inside}</xf>'
    )


def _counted(tag: str, items: tuple[str, ...]) -> str:
    return f'<{tag} count="{len(items)}">{"".join(items)}</{tag}>'


STYLES = (
    f"{_HEAD}<styleSheet {_MAIN}>{_counted('fonts', _FONTS)}{_counted('fills', _FILLS)}{_counted('borders', _BORDERS)}"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f"{_counted('cellXfs', tuple(_cell_format(*each) for each in _FORMATS))}"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="1"><dxf><font><b/><color rgb="FFC00000"/></font></dxf></dxfs></styleSheet>'
)
"""One differential format: bold red, for what is below zero."""

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def constant_parts(sheets: int) -> dict[str, str]:
    """The parts that a workbook of so many sheets always has."""
    numbers = range(1, sheets + 1)
    overrides = (
        ("xl/workbook.xml", f"{_TYPES}.sheet.main+xml"),
        *((f"xl/worksheets/sheet{number}.xml", f"{_TYPES}.worksheet+xml") for number in numbers),
        ("xl/styles.xml", f"{_TYPES}.styles+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    )
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
            + "</Types>"
        ),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": (
            f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>sctarget</Application></Properties>"
        ),
        "xl/_rels/workbook.xml.rels": _relationships(
            *((f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
            (f"{_OFFICE}/styles", "styles.xml"),
        ),
        "xl/styles.xml": STYLES,
    }


def _relationships(*items: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def core_properties(title: str) -> str:
    """Who wrote the workbook and what it is; the time is fixed, so that the same plan gives the same bytes."""
    stamp = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{what}>'
        for what in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>sctarget</dc:creator>{stamp}</cp:coreProperties>"
    )


def workbook(sheets: Mapping[str, str], active: int, names: Mapping[str, str]) -> str:
    """The workbook of these sheets (name → visible, hidden or veryHidden); ``names`` are defined for the active one."""
    listed = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{number}"{"" if state == "visible" else f" state={state!r}"} '
        f'r:id="rId{number}"/>'
        for number, (name, state) in enumerate(sheets.items(), 1)
    )
    defined = "".join(
        f'<definedName name="{name}" localSheetId="{active}">{escaped(area)}</definedName>'
        for name, area in names.items()
    )
    return (
        f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="{active}"/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{defined}</definedNames>"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )


def worksheet(inside: str) -> str:
    """A sheet's part around its elements."""
    return f"{_HEAD}<worksheet {_MAIN}>{inside}</worksheet>"


def row(number: int, cells: str, height: float | None = None) -> str:
    """A row of finished cells, its height in points."""
    high = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{number}"{high}>{cells}</row>'


def text_cell(address: str, text: str, style: int) -> str:
    """A cell with people's text, which never is a formula whatever it begins with."""
    if not text:
        return blank_cell(address, style)
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_kept(text)}</t></is></c>'


def number_cell(address: str, value: int | Decimal, style: int) -> str:
    """A cell with a number, all of its digits."""
    return f'<c r="{address}" s="{style}"><v>{value:f}</v></c>'


def blank_cell(address: str, style: int) -> str:
    """A cell without content that has a style."""
    return f'<c r="{address}" s="{style}"/>'


def _kept(text: str) -> str:
    """Text as XML; what a spreadsheet would take for one of its own escapes (``_x0041_``) is escaped too."""
    clean = _CONTROL.sub("", text)[:_MAX_TEXT]
    if "_x" in clean:
        clean = _LOOKS_ESCAPED.sub("_x005F_", clean)
    return escaped(clean)


def escaped(text: str) -> str:
    """Text as XML, in elements and in attributes."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "\r" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        text = text.replace("\r", "&#13;")
    return text


def packed(parts: Mapping[str, str]) -> bytes:
    """The parts as one .xlsx, without the time of day in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return target.getvalue()
