"""What GB/T 9704-2012 asks of a Word file: page, grid, fonts, headings, page numbers (docs/report.md §6).

The standard fixes the result, 22 lines of 28 characters in a block of 156 × 225 mm, not a setting of Word.  225 mm are
22 lines of 28.95 points; 156 mm are 28 characters of 15.79 points, 848/4096 less than a 3号 character.  The grid of the
page says so; the styles do it by themselves (exact lines, characters a quarter point closer) and are off the grid,
which not every program draws alike.
"""

from __future__ import annotations

from typing import NamedTuple

from sctarget.report.widths import PORTRAIT

_SHORT, _LONG = 11906, 16838
_TOP, _LEFT, _RIGHT = 2098, 1587, 1474
_FOOTER = 1417
"""The line of the page number is 7 mm below the text block."""


class Fonts(NamedTuple):
    """Fonts by name; a bold title stands in for 小标宋 where only 宋体 is at hand."""

    body: str
    kai: str
    hei: str
    title: str
    song: str
    bold_title: bool = False


FONTS = {
    "gb2312": Fonts("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"),
    "windows": Fonts("仿宋", "楷体", "黑体", "宋体", "宋体", bold_title=True),
    "gbk": Fonts("方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正小标宋_GBK", "方正书宋_GBK"),
}
"""Presets: fonts installed by hand in many offices, those of Windows, those of 信创 machines."""


class Layout(NamedTuple):
    """Fonts, the line in twips, and the bottom margin that keeps 22 of them on a page."""

    fonts: Fonts = FONTS["gb2312"]
    line: int = 579
    bottom: int = 1984


SPACINGS = {"28": (560, 1984), "28.95": (579, 1984), "29": (580, 1928)}
"""Points of a line → its twips and the bottom margin: 22 lines of 29 points need 34 mm at the bottom."""


def make_layout(fonts: str = "gb2312", spacing: str = "28.95") -> Layout:
    """The layout of a preset of fonts and a line spacing in points, e.g. ``make_layout("windows", "28")``."""
    return Layout(FONTS[fonts], *SPACINGS[spacing])


def section_xml(layout: Layout, *, landscape: bool = False) -> str:
    """The page: A4, margins, footers, grid; a landscape page is the upright one turned clockwise, its margins too."""
    kind = "landscape" if landscape else "page"
    footers = "".join(f'<w:footerReference w:type="{side}" r:id="{kind}-{side}"/>' for side in ("default", "even"))
    if landscape:
        size = f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
        top, right, bottom, left = _LEFT, _TOP, _RIGHT, layout.bottom
    else:
        size = f'<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>'
        top, right, bottom, left = _TOP, _RIGHT, layout.bottom, _LEFT
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/>{size}'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{_FOOTER}" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{layout.line}" w:charSpace="-848"/></w:sectPr>'
    )


_PAGE = "".join(
    f"<w:r>{inside}</w:r>"
    for inside in (
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t>',
    )
)


def footer_xml(*, even: bool, landscape: bool) -> str:
    """``— 1 —`` one character from the outer edge: right on odd pages, left on even ones.

    On a turned page it stands where it stands on the others when the sheet is held upright: in the left margin, read
    from top to bottom.
    """
    indent = '<w:ind w:leftChars="100" w:left="280"/>' if even else '<w:ind w:rightChars="100" w:right="280"/>'
    side = "left" if even else "right"
    number = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{_PAGE}</w:p>'
    if not landscape:
        return number
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{_FOOTER - 30}" w:tblpY="{_LEFT}"/><w:tblW w:w="400" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="400"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{PORTRAIT}" w:hRule="exact"/></w:trPr>'
        '<w:tc><w:tcPr><w:tcW w:w="400" w:type="dxa"/><w:textDirection w:val="tbRl"/>'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'{number}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr></w:p>'
    )
