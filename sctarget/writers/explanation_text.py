"""An explanation → lines for a terminal or a page of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.report.table import visible
from sctarget.writers.wrapping import wrap

if TYPE_CHECKING:
    from sctarget.report.explanation import Explanation

_INDENT = 2
_NARROWEST = 40
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def render_explanation(explanation: Explanation, width: int) -> str:
    """Parts with their lines below, no line wider than ``width`` halves of a Chinese character."""
    width = max(width, _NARROWEST)
    lines = wrap(visible(explanation.title), width)
    for section in explanation.sections:
        lines += ["", section.title]
        for line in section.lines:
            body = visible(line).strip()
            indent = _INDENT + len(line) - len(line.lstrip(" "))
            first, *rest = wrap(body, width - indent - _INDENT)
            lines.append(" " * indent + first)
            lines += [" " * (indent + _INDENT) + each for each in rest]
    return "\n".join(lines) + "\n"


def render_explanation_markdown(explanation: Explanation) -> str:
    """The same as headings and lists, people's own marks escaped."""
    lines = [f"# {_escaped(explanation.title)}"]
    for section in explanation.sections:
        lines += ["", f"## {section.title}", ""]
        for line in section.lines:
            lines.append(f"{line[: len(line) - len(line.lstrip(' '))]}- {_escaped(line.strip())}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", visible(text).replace("\n", " "))
