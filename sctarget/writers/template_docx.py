"""The bureau's own Word template, filled: docxtpl's tags, a sandbox, and every trouble with its place in one pass.

Part by part (text, headers, footers, notes): tags are put in order (``template_tags``), docxtpl turns them into a
Jinja template, Jinja fills it, and the result must be sound XML.  Nothing is evaluated twice: what people wrote goes in
as text (docs/templates.md).
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError

from sctarget.model.errors import SctargetError
from sctarget.writers.template_language import Findings, check_tags, make_environment
from sctarget.writers.template_tags import CELL, MARK, MARK_END, ROW, TABLE, P, Place, Tag, Trouble, prepare_tags
from sctarget.writers.word_zip import parsed, read_part, serialised, with_parts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from sctarget.model.document import WordFile
    from sctarget.report.slots import Slots

_NUMBER = re.compile(f"{MARK}(\\d+){MARK_END}")
_MANY = 10**6
"""More paragraphs than a part has."""
_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_ACROSS = (
    "填好后段落或表格不完整：for、if 跨了段落或表格的行。整段重复用“{%p for … %}”，表格整行重复用“{%tr for … %}”。"
)
_DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class TemplateTroubleError(SctargetError):
    """A template that cannot be filled: every trouble with its place."""

    def __init__(self, name: str, troubles: list[Trouble]) -> None:
        lines = list(dict.fromkeys(f"  {each.place}：{each.message}" for each in troubles))
        super().__init__("\n".join((f"模板 {name} 有{len(lines)}处填不上，没有写出文件：", *lines)))


def render_template(template: WordFile, slots: Slots) -> bytes:
    """The .docx of a template with every tag filled.  Raises TemplateTroubleError with all that is wrong."""
    filling = _Filling(slots)
    filled = {
        part.path: filling.fill(read_part(template.data, part.path), part.title, number * _MANY)
        for number, part in enumerate(template.parts)
    }
    if not filling.tags and not filling.troubles:
        raise SctargetError(
            f"{template.name} 里一处 {{{{ … }}}} 也没有，不像是模板。"
            "要填的地方写成“{{ 指标名称.完成值 }}”，写法见 docs/templates.md。"
        )
    troubles = sorted((*filling.troubles, *filling.findings.troubles), key=lambda each: each.place.order)
    if troubles:
        raise TemplateTroubleError(template.name, troubles)
    return with_parts(template.data, {path: data for path, data in filled.items() if data})


class _Filling:
    """One template while it is filled, part by part; what is wrong is collected."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.tags: list[Tag] = []
        self.findings = Findings(self.tags)
        self.troubles: list[Trouble] = []
        self._environment = make_environment(slots, self.findings)

    def fill(self, data: bytes, title: str, order: int) -> bytes:
        """The XML of one part, filled; empty when there is nothing to fill or something is wrong.

        ``order`` is the place of its first paragraph among those of all parts.
        """
        from lxml.etree import XMLSyntaxError

        root = parsed(data)
        first = len(self.tags)
        prepared = prepare_tags(root, title, self.tags, order)
        wrong, broken = check_tags(self.tags[first:], self._environment, self.slots)
        self.troubles += [*prepared.troubles, *wrong]
        if len(self.tags) == first or not prepared.paired or any(tag.opening == "{%" for tag in broken):
            return b""
        dropped = {number for number, tag in enumerate(self.tags) if tag in broken}
        text = self._text(root, Place(title, "", order), dropped)
        try:
            result = parsed(text.encode()) if text else None
        except XMLSyntaxError:
            self.troubles.append(Trouble(Place(title, "", order), _ACROSS))
            return b""
        if result is None:
            return b""
        _tidy(result)
        return serialised(result)

    def _text(self, root: Element, part: Place, dropped: set[int]) -> str:
        """What the template engine makes of a part; the tags in ``dropped`` are left out."""
        from docxtpl import DocxTemplate
        from lxml.etree import tostring

        source = DocxTemplate(io.BytesIO()).patch_xml(tostring(root, encoding="unicode"))
        try:
            return self._environment.from_string(_announced(source, dropped)).render(self.slots.values)
        except TemplateSyntaxError:
            self.troubles.append(Trouble(part, "for、if、else 的先后不对，请逐个核对。"))
        except _FAILURES:
            self.findings.add("算不出来。数已经是排好的文字，模板里不能再计算或比较大小。")
        return ""


def _announced(source: str, dropped: set[int]) -> str:
    """The template with every tag announced in front of it, so that a trouble is known by its place."""
    pieces = []
    position = 0
    for mark in _NUMBER.finditer(source):
        opening = max(source.rfind("{{", position, mark.start()), source.rfind("{%", position, mark.start()))
        pieces.append(source[position:opening])
        if int(mark.group(1)) in dropped:
            position = source.index("}}", mark.end()) + 2
        else:
            pieces += [f"{{{{ _at({mark.group(1)}) }}}}", source[opening : mark.start()]]
            position = mark.end()
    return "".join((*pieces, source[position:]))


def _tidy(root: Element) -> None:
    """What Word demands although a loop ran over nothing: no empty tables or rows, a paragraph in every cell."""
    for row in list(root.iter(ROW)):
        if row.find(f".//{CELL}") is None:
            row.getparent().remove(row)
    for table in list(root.iter(TABLE)):
        if table.find(ROW) is None and table.find(f".//{ROW}") is None:
            table.getparent().remove(table)
    for cell in root.iter(CELL):
        if not len(cell) or cell[-1].tag != P:
            cell.append(cell.makeelement(P))
    drawings = list(root.iter(_DOC_PROPERTIES))
    if len({each.get("id") for each in drawings}) < len(drawings):
        for number, each in enumerate(drawings, 1):
            each.set("id", str(number))
