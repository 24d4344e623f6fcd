"""People's text in HTML, attributes and SVG: shown as it is, never obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Light
from sctarget.report.table import EMPTY, visible

if TYPE_CHECKING:
    from sctarget.report.table import Cell

LIGHT_CLASSES = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "red", Light.GREY: "grey"}


def escaped(text: str) -> str:
    """Text for an element or a quoted attribute; control and direction-changing characters are written out."""
    text = visible(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def paragraph_text(text: str) -> str:
    """Text for an element, its line breaks kept."""
    return escaped(text.strip()).replace("\n", "<br>")


def cell_html(cell: Cell, caption: str, kind: str, small: str = "") -> str:
    """A cell with its caption for narrow windows, the light behind its word, ``small`` print below."""
    text = paragraph_text(cell.text)
    if cell.light and text:
        text = f'<span class="s {LIGHT_CLASSES[cell.light]}">{text}</span>'
    names = " ".join(name for name in (kind, "" if text else "empty", "zero" if text == "0" else "") if name)
    named = f' class="{names}"' if names else ""
    return f'<td{named} data-l="{caption}">{text or EMPTY}{small}</td>'
