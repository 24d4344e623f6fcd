"""People's text in HTML, attributes and SVG: shown as it is, never obeyed."""

from __future__ import annotations

from sctarget.evaluate.result import Light
from sctarget.report.table import visible

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
