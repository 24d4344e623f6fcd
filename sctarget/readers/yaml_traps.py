"""Where YAML's own grammar trips a clerk: what was meant, and the quoted form to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import yaml

_BREAKS = r"\r\n|[\r\n]"
_ENTRY = r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s:：'\"{}\[\],#&*!|>%@`-][^\s:：{}\[\],]*) *: +(?P<value>\S.*)"
_GLUED = r"(?P<lead>\s*(?:- +)*)(?P<key>[A-Za-z_]\w*|[\u4e00-\u9fff]{1,8})(?P<colon> *：\s*|:)(?P<value>.*)"
_SWALLOWED = r"[ \n]([a-z_]{2,20})[:：](?!//)"
_COMMENT = r"\s+#.*$"
_FLOW_END = r"[,}\]]"
_SHORT = 40


class Trap(NamedTuple):
    """A known slip: its code, place (from 0), the text read, how to write it, the line read as it was meant."""

    code: str
    line: int
    column: int
    read: str
    fixed: str = ""
    repaired: str | None = None


def split_lines(text: str) -> list[str]:
    """The lines as the parser counts them."""
    return re.split(_BREAKS, text)


def quoted(value: str) -> str:
    """A text in the quotes that YAML reads back unchanged, e.g. ``"%"``."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def glued_entry(text: str) -> str | None:
    """How to write ``name:技术`` or ``name：技术``, whose colon separates nothing for YAML; None for other texts."""
    match = re.fullmatch(_GLUED, text)
    if match is None or (match["colon"] == ":" and match["value"][:1] in {"", " ", "/"}):
        return None
    return f"{match['key']}: {match['value']}".rstrip()


def swallowed_key(value: str) -> str | None:
    """The key of a line that YAML took for the rest of the text above it, e.g. ``target：`` in ``指标 target：5家``."""
    match = re.search(_SWALLOWED, value)
    return None if match is None else match[1]


def find_trap(lines: list[str], error: yaml.YAMLError) -> Trap:
    """What a parser error most likely comes from, e.g. ``unit: %`` or a colon without its blank."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Trap("yaml_syntax", 0, 0, "")
    context = getattr(error, "context_mark", None) or mark
    problem = str(getattr(error, "problem", ""))
    about = str(getattr(error, "context", "") or "")
    line, column = _last_place(lines, mark.line, mark.column)
    return (
        _tab_trap(lines, line, column, problem)
        or _scan_trap(lines, context.line, context.column, about, problem)
        or _token_trap(lines, line, column, problem)
        or _colon_trap(lines, line, column, context.line, problem)
        or _open_trap(lines, context.line, context.column, about)
        or _alignment_trap(lines, line, problem)
        or Trap("yaml_syntax", line, column, lines[line].strip()[:_SHORT])
    )


def _last_place(lines: list[str], line: int, column: int) -> tuple[int, int]:
    if line < len(lines) and (lines[line].strip() or line == 0):
        return line, column
    line = min(line, len(lines) - 1)
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, max(len(lines[line]) - 1, 0)


def _tab_trap(lines: list[str], line: int, column: int, problem: str) -> Trap | None:
    if "\t" not in problem and "tab" not in problem and "cannot start any token" not in problem:
        return None
    text = lines[line]
    indent = text[: _indent(text)]
    if "\t" not in indent and text[column : column + 1] != "\t":
        return None
    return Trap("yaml_tab", line, indent.index("\t") if "\t" in indent else column, text.strip()[:_SHORT])


def _scan_trap(lines: list[str], line: int, column: int, about: str, problem: str) -> Trap | None:
    if "block scalar" in about:
        code = "yaml_block_mark"
    elif "alias" in about:
        code = "yaml_star"
    elif "anchor" in about:
        code = "yaml_ampersand"
    elif " tag" in about:
        code = "yaml_exclamation"
    elif "escape" in problem:
        return Trap("yaml_escape", line, column, lines[line][column:][:_SHORT])
    elif "quoted scalar" in about:
        return Trap("yaml_unclosed_quote", line, column, lines[line][column:][:_SHORT])
    else:
        return None
    return _quote_value(lines, line, column, code)


def _token_trap(lines: list[str], line: int, column: int, problem: str) -> Trap | None:
    starts_nothing = "cannot start any token" in problem
    if not starts_nothing and not ("node content" in problem and lines[line][column : column + 1] in {",", "}", "]"}):
        if "sequence entries" in problem:
            return _quote_value(lines, line, column, "yaml_dash")
        return None
    code = "yaml_block_mark" if lines[line][column : column + 1] in {">", "|"} else "yaml_reserved"
    return _quote_value(lines, line, column, code)


def _colon_trap(lines: list[str], line: int, column: int, context_line: int, problem: str) -> Trap | None:
    if "expected ':'" not in problem and "mapping values are not allowed" not in problem:
        return None
    before = line - 1
    while before > 0 and not lines[before].strip():
        before -= 1
    for number in dict.fromkeys((line, context_line, before)):
        if 0 <= number < len(lines) and (trap := _glued_trap(lines[number], number)):
            return trap
    entry = re.match(_ENTRY, lines[line])
    if entry is not None and entry.start("value") <= column and "mapping values" in problem:
        return _quote_value(lines, line, entry.start("value"), "yaml_inner_colon")
    if "mapping values" in problem:
        return Trap("yaml_indent", line, _indent(lines[line]), lines[line].strip()[:_SHORT])
    return Trap("yaml_no_colon", context_line, _indent(lines[context_line]), lines[context_line].strip()[:_SHORT])


def _glued_trap(text: str, line: int) -> Trap | None:
    match = re.fullmatch(_GLUED, re.sub(_COMMENT, "", text).rstrip())
    if match is None:
        return None
    full_width = "：" in match["colon"]
    if not full_width and match["value"][:1] in {"", " "}:
        return None
    fixed = f"{match['key']}: {match['value']}".rstrip()
    code = "yaml_full_width_colon" if full_width else "yaml_colon_blank"
    repaired = f"{match['lead']}{match['key']}:{' ' if match['value'] else ''}{match['value']}"
    return Trap(code, line, match.start("key"), text.strip()[:_SHORT], fixed, repaired)


def _open_trap(lines: list[str], line: int, column: int, about: str) -> Trap | None:
    if "flow" not in about or line >= len(lines):
        return None
    return Trap("yaml_unclosed_bracket", line, column, lines[line][column:][:_SHORT])


def _alignment_trap(lines: list[str], line: int, problem: str) -> Trap | None:
    text = lines[line]
    if "expected key" in problem or "block end" in problem:
        entry = re.match(_ENTRY, text)
        if entry is not None and entry["value"][0] in "\"'":
            return _quote_value(lines, line, entry.start("value"), "yaml_after_quote")
    if any(word in problem for word in ("expected key", "block end", "'-' indicator", "document start")):
        return Trap("yaml_indent", line, _indent(text), text.strip()[:_SHORT])
    return None


def _quote_value(lines: list[str], line: int, column: int, code: str) -> Trap | None:
    """The trap whose cure is to put the value that starts at ``column`` into quotes."""
    if line >= len(lines):
        return None
    text = lines[line]
    head, tail = text[:column], text[column:]
    if _within_brackets(head):
        close = re.search(_FLOW_END, tail)
        value = (tail[: close.start()] if close else tail).rstrip()
    else:
        value = re.sub(_COMMENT, "", tail).rstrip()
    if not value or (value[0] in "\"'" and code != "yaml_after_quote"):
        return None
    rest = tail[len(value) :]
    key = head.replace("{", ",").replace("[", ",").rpartition(",")[2].strip().removeprefix("- ")
    meant = f"[{value[2:].strip()}]" if value.startswith("- ") else quoted(value)
    fixed = f"{key} {meant}" if key.endswith(":") else meant
    return Trap(code, line, column, value[:_SHORT], fixed, head + meant + rest)


def _within_brackets(head: str) -> bool:
    return head.count("{") + head.count("[") > head.count("}") + head.count("]")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
