"""Styles, settings and font names of a Word file after GB/T 9704-2012 (docs/report.md §6).

Fonts stand in the styles, never in the text, and no style refers to a theme, which would win over them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sctarget.writers.gbt9704 import Layout

_BODY, _TITLE, _CAPTION, _NUMBER, _TABLE = 32, 44, 30, 28, 21
"""Half-points of 三号, 二号, 小三, 四号, 五号."""
_TITLE_LINE, _TABLE_LINE = 700, 340
"""Twips: 35 and 17 points."""
_CUSTOM = ' w:customStyle="1"'
_CLOSER = '<w:snapToGrid w:val="0"/><w:spacing w:val="-5"/>'
_NATURAL = '<w:spacing w:val="0"/>'

_SUBSTITUTES = {
    "仿宋_GB2312": "仿宋,FangSong,方正仿宋_GBK,华文仿宋",
    "楷体_GB2312": "楷体,KaiTi,方正楷体_GBK,华文楷体",
    "方正小标宋简体": "方正小标宋_GBK,小标宋,宋体",
    "黑体": "SimHei,方正黑体_GBK",
    "宋体": "SimSun,方正书宋_GBK",
    "仿宋": "FangSong,仿宋_GB2312,方正仿宋_GBK",
    "楷体": "KaiTi,楷体_GB2312,方正楷体_GBK",
    "方正仿宋_GBK": "仿宋_GB2312,仿宋,FangSong",
    "方正楷体_GBK": "楷体_GB2312,楷体,KaiTi",
    "方正黑体_GBK": "黑体,SimHei",
    "方正小标宋_GBK": "方正小标宋简体,宋体",
    "方正书宋_GBK": "宋体,SimSun",
}
"""Names under which a machine may have the same face; a hint for Word, nothing is embedded."""


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(
    name: str, shown: str, paragraph: str = "", characters: str = "", *, based: str = "Normal", more: str = ""
) -> str:
    return (
        f'<w:style w:type="paragraph"{"" if shown.isascii() else _CUSTOM} w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="{based}"/>{more}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _line(twips: int) -> str:
    return f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'


def _align(side: str) -> str:
    return f'<w:jc w:val="{side}"/>'


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles_xml(layout: Layout) -> str:
    """Every style that a report or a letter uses; headings are the real Heading 1–4, their numbers are typed."""
    return "".join((_defaults(layout), _text_styles(layout), _heading_styles(layout), _table_styles(layout)))


def _defaults(layout: Layout) -> str:
    fonts = _fonts(layout.fonts.body)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f"{_line(layout.line)}{_align('both')}</w:pPr><w:rPr>{fonts}{_CLOSER}{_size(_BODY)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )


def _text_styles(layout: Layout) -> str:
    fonts = layout.fonts
    title = _fonts(fonts.title) + ("<w:b/>" if fonts.bold_title else "") + _NATURAL + _size(_TITLE)
    kept = "<w:keepNext/><w:keepLines/>"
    return "".join(
        (
            _style("Title", "Title", _line(_TITLE_LINE) + _align("center"), title),
            _style("BodyText", "Body Text", _INDENT),
            _style("Addressee", "主送机关"),
            _style("Signature", "Signature", kept + _align("right")),
            _style("AnnexList", "附件说明", "<w:keepNext/>" + _align("left")),
            _style("AnnexLabel", "附件标记", "<w:keepNext/>", _fonts(fonts.hei)),
            _style("SectionEnd", "分节", _line(20), _size(2)),
            _style("Footer", "footer", _line(360), _fonts(fonts.song) + _NATURAL + _size(_NUMBER)),
            _RUN_IN.format(_fonts(fonts.kai)),
        )
    )


_RUN_IN = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="RunInKai"><w:name w:val="段首标题"/>'
    "<w:qFormat/><w:rPr>{}</w:rPr></w:style>"
)
_GRID = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportGrid"><w:name w:val="公文表格"/>'
    '<w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>{}</w:tblBorders><w:tblCellMar>{}</w:tblCellMar></w:tblPr></w:style>"
)


def _heading_styles(layout: Layout) -> str:
    fonts = layout.fonts
    return "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/>{_INDENT}<w:outlineLvl w:val="{level - 1}"/>',
            _fonts(font),
        )
        for level, font in enumerate((fonts.hei, fonts.kai, fonts.body, fonts.body), 1)
    )


def _table_styles(layout: Layout) -> str:
    hei, small = _fonts(layout.fonts.hei), _NATURAL + _size(_TABLE)
    margins = "".join(
        f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in zip(_SIDES, (28, 57, 28, 57), strict=False)
    )
    return "".join(
        (
            _style(
                "Caption", "caption", "<w:keepNext/>" + _line(layout.line) + _align("center"), hei + _size(_CAPTION)
            ),
            _style("TableText", "表格文字", _line(_TABLE_LINE) + _align("left"), small),
            _style("TableAnywhere", "表格长字符", '<w:wordWrap w:val="0"/>', based="TableText"),
            _style("TableCentred", "表格居中", _align("center"), based="TableText"),
            _style("TableRight", "表格靠右", _align("right"), based="TableText"),
            _style("TableHead", "表头", _align("center"), hei, based="TableText"),
            _style("TableNote", "表注", _line(_TABLE_LINE), small),
            _GRID.format(_BORDERS, margins),
        )
    )


SETTINGS = (
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
    '<w:drawingGridHorizontalSpacing w:val="160"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
"""Odd and even pages differ; no squeezing of punctuation, which would break the grid of 28 characters."""


def font_table_xml(layout: Layout) -> str:
    """The fonts by name with other names of the same face, for machines that lack them."""
    names = dict.fromkeys(each for each in layout.fonts if isinstance(each, str))
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{_SUBSTITUTES[name]}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in names
    )
