"""A plan in a workbook, or its YAML nodes → its values, each with its cell (docs/convert.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.errors import SctargetError
from sctarget.model.plan_cells import from_words
from sctarget.model.plan_sheets import (
    CAPTIONS,
    CONTENT_CAPTION,
    ITEM_CAPTION,
    LISTS,
    NESTED,
    OPENERS,
    SHEETS,
    usual,
)
from sctarget.model.problem import Problem, make_problem
from sctarget.model.source import Source
from sctarget.readers.archive import file_kind
from sctarget.readers.plan_file import read_text
from sctarget.readers.plan_keys import SECTIONS
from sctarget.readers.plan_log import PlanLog
from sctarget.readers.suggest import Hints, is_it
from sctarget.readers.xlsx import XlsxBook
from sctarget.readers.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.model.plan_sheets import Place, Row, Sections, Value
    from sctarget.readers.sheets import Cell, Sheet

_KEYS = {"plan": "plan", "departments": "plan.departments", "indicators": "indicators", "tasks": "tasks"}
_LETTERS = 26


class NotAPlanBookError(SctargetError):
    """A workbook in which no plan can be found."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} {why}请用 sctarget convert plan.yaml plan.xlsx 写出的工作簿。")


class PlanBook(NamedTuple):
    """The values of a workbook, the cell of each, and what could not be read."""

    sections: Sections
    cells: dict[Place, Source]
    problems: tuple[Problem, ...]


def read_plan_text(path: Path) -> Sections:
    """The values of a plan file without errors.  Raises SctargetError when it is none."""
    log = PlanLog(str(path))
    text = read_text(path, log)
    root = None if text is None else parse_nodes(text, log)
    if not isinstance(root, Mapping) or log.failed:
        raise SctargetError(f"{path} 不是能用的计划文件。详细检查：sctarget validate {path}")
    top = {key.value: value for key, value in root.pairs}
    plan = top.get("plan")
    heading = {key.value: value for key, value in plan.pairs} if isinstance(plan, Mapping) else {}
    departments = heading.pop("departments", None)
    return {
        "plan": [_row(heading, log)],
        "departments": _rows(departments, log),
        "indicators": _rows(top.get("indicators"), log),
        "tasks": _rows(top.get("tasks"), log),
    }


def _rows(node: Node | None, log: PlanLog) -> list[Row]:
    if not isinstance(node, Sequence):
        return []
    return [
        _row({key.value: value for key, value in item.pairs}, log)
        if isinstance(item, Mapping)
        else _row({"name": item}, log)
        for item in node.items
    ]


def _row(entries: dict[str, Node], log: PlanLog) -> Row:
    row: Row = {}
    for key, node in entries.items():
        value = usual(key, _value(node, log))
        if not isinstance(value, str) or value.strip():
            row[key] = value
    return row


def _value(node: Node, log: PlanLog) -> Value:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_value(item, log) for item in node.items]
    found: dict[str, Value] = {}
    for key, item in node.pairs:
        if key.value in found:
            log.add("key_repeated", key, first=key.line + 1)
        found[key.value] = _value(item, log)
    return found


def read_plan_book(data: bytes, file: str) -> PlanBook:
    """The values of a workbook with the sheets 计划, 责任单位, 指标, 任务; columns are found by their captions.

    Raises NotAPlanBookError when it is no .xlsx or has no sheet 计划, UnreadableError when it is broken.
    """
    kind, parts = file_kind(data, file)
    if kind != "xlsx" or parts is None:
        raise NotAPlanBookError(file, "不是 .xlsx 工作簿。")
    book = XlsxBook(parts)
    if SHEETS["plan"] not in book.names:
        raise NotAPlanBookError(file, f"没有工作表“{SHEETS['plan']}”。")
    reading = _Reading(file)
    for section, title in SHEETS.items():
        if title in book.names:
            reading.read(section, book.sheet(title))
    return PlanBook(reading.sections, reading.cells, tuple(reading.problems))


class _Reading:
    """One pass over the sheets."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._hints = Hints()
        self.sections: Sections = {section: [] for section in SHEETS}
        self.cells: dict[Place, Source] = {}
        self.problems: list[Problem] = []

    def read(self, section: str, sheet: Sheet) -> None:
        """Read one sheet."""
        if section == "plan":
            keys = self._keys(section, {row: (row, 1) for row, column in sheet.cells if column == 1 and row > 1}, sheet)
            found = {key: (row, 2) for row, key in keys.items()}
            if sheet.text(1, 1) != ITEM_CAPTION or sheet.text(1, 2) != CONTENT_CAPTION:
                raise NotAPlanBookError(self._file, f"的“计划”表第1行不是“{ITEM_CAPTION}”“{CONTENT_CAPTION}”两列。")
            self._add(section, sheet, found)
            return
        keys = self._keys(section, {column: (1, column) for row, column in sheet.cells if row == 1}, sheet)
        uncaptioned = [place for place in sheet.cells if place[1] not in keys and sheet.text(1, place[1]) == ""]
        for row, column in uncaptioned:
            if sheet.text(row, column):
                self._tell("key_unknown", section, (row, column), sheet.text(row, column), hint="这一列没有表头。")
        for row in sorted({row for row, _ in sheet.cells if row > 1}):
            self._add(section, sheet, {key: (row, column) for column, key in keys.items()})

    def _keys(self, section: str, places: dict[int, tuple[int, int]], sheet: Sheet) -> dict[int, str]:
        captions = {caption: key for key, caption in CAPTIONS[section].items()}
        found: dict[int, str] = {}
        first: dict[str, int] = {}
        for number, place in sorted(places.items()):
            caption = "".join(sheet.text(*place).split())
            key = captions.get(caption) or (caption if caption in CAPTIONS[section] else None)
            if not caption:
                continue
            if key is None:
                meant = self._hints.nearest(caption, captions)
                if meant is None:
                    known = self._hints.nearest_key(caption, SECTIONS[_KEYS[section]])
                    meant = CAPTIONS[section].get(known or "")
                hint = is_it(meant) or f"可以写：{'、'.join(captions)}。"
                self._tell("key_unknown", section, place, caption, hint=hint)
            elif key in first:
                self._tell("key_repeated", section, place, caption, first=places[first[key]][0])
            else:
                first[key] = number
                found[number] = key
        return found

    def _add(self, section: str, sheet: Sheet, places: dict[str, tuple[int, int]]) -> None:
        row: Row = {}
        number = len(self.sections[section])
        for key, place in places.items():
            cell = sheet.cells.get(place)
            if cell is None or not (cell.kind in {"blank", "error"} or cell.text.strip()):
                continue
            source = self._source(section, place)
            self.cells[section, number, key] = source
            if cell.kind in {"blank", "error"}:
                code = "cell_error" if cell.kind == "error" else "formula_uncalculated"
                name = CAPTIONS[section][key]
                self.problems.append(make_problem(code, source, read=cell.text, name=name, formula=cell.formula))
                row[key] = cell.text
                continue
            row[key] = usual(key, self._cell_value(key, _shown(cell), source))
        if row:
            self.sections[section].append(row)

    def _cell_value(self, key: str, text: str, source: Source) -> Value:
        plain = text.strip()
        if key in LISTS | NESTED and plain[0] in OPENERS:
            log = PlanLog(self._file)
            node = parse_nodes(plain, log)
            value: Value = text if node is None else _value(node, log)
            self.problems += [
                Problem(each.code, each.severity, each.message, source, read=each.read) for each in log.problems
            ]
            return value
        if (meant := from_words(key, plain)) is not None:
            return meant
        if key in LISTS and "、" in plain:
            return [each.strip() for each in plain.split("、") if each.strip()]
        return text

    def _tell(
        self, code: str, section: str, place: tuple[int, int], read: str, *, hint: str = "", first: int = 0
    ) -> None:
        self.problems.append(make_problem(code, self._source(section, place), read=read, hint=hint, first=first))

    def _source(self, section: str, place: tuple[int, int]) -> Source:
        row, column = place
        letters = ""
        while column:
            column, rest = divmod(column - 1, _LETTERS)
            letters = chr(65 + rest) + letters
        return Source(self._file, sheet=SHEETS[section], cell=f"{letters}{row}")


def _shown(cell: Cell) -> str:
    """What a clerk typed: a date without the serial number behind it, everything else as it shows."""
    return cell.text.partition("（序列值")[0] if cell.kind == "date" else cell.text
