"""One returned workbook → figures, task reports, problems; rows by id, columns by caption (docs/forms.md)."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sctarget.model.actual import Absence, Figure, FormReturn, TaskReport, TaskState, Verification
from sctarget.model.form import (
    FILL_IN,
    HEADER_SEARCH_ROWS,
    MARKER,
    META_SHEET,
    NOTE_END,
    NOTE_START,
    RETURN_SHEET,
    SIGNATURE_LABELS,
    VERIFY_SORT,
    FormRows,
)
from sctarget.model.period import parse_period
from sctarget.model.problem import Loaded, Problem, make_problem
from sctarget.model.source import Source
from sctarget.model.units import find_unit
from sctarget.readers.archive import READABLE, UnreadableError, file_kind
from sctarget.readers.cells import (
    Place,
    brief,
    explained,
    read_answer,
    read_note,
    read_quietly,
    read_remark,
    read_task,
    squeeze,
)
from sctarget.readers.signature import read_day, read_foot
from sctarget.readers.xlsx import XlsxBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sctarget.model.form import FormRow, Layout
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan
    from sctarget.model.units import Unit
    from sctarget.readers.sheets import Book, Cell, Sheet

_LETTERS = 26
_DIGEST = r"[0-9a-f]{64}"
_OUR_NOTE = f"(?s){NOTE_START}.*?{NOTE_END}"
_TOTALS = ("合计", "小计", "总计", "注：", "注:", "备注", "说明")
_DOUBTS = frozenset({"row_hidden", "cell_note_figure", "remark_qualifies"})
"""Warnings of a row that make its figure provisional."""


class _Columns:
    """The columns of one sort of form, as a reader looks for them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.keys = {squeeze(column.caption): column.key for column in layout.columns}
        self.captions = {column.key: column.caption for column in layout.columns}
        self.editable = tuple(column.key for column in layout.columns if column.editable)


_FILL_IN = _Columns(FILL_IN)


class _Form(NamedTuple):
    """Where the form stands: its header row, the column of ids (0 when it was deleted), the other columns by key."""

    name: str
    sheet: Sheet
    header: int
    ids: int
    columns: dict[str, int]
    repeated: dict[str, list[int]]


class _Meta(NamedTuple):
    """Who returned the form, for which period, and in which round."""

    department: str
    period: Period
    round: int
    current: bool
    supersedes: str | None
    rows: tuple[FormRow, ...]
    verifies: bool


class _RejectedError(UnreadableError):
    """A workbook that is refused for what it says; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_form(data: bytes, name: str, plan: Plan, rows: FormRows | None = None) -> Loaded[FormReturn | None]:
    """A returned workbook, e.g. ``read_form(path.read_bytes(), path.name, plan)``; None when it had to be refused.

    ``rows`` are those of the plan's forms, for who reads many and makes them once.
    Its problems stand in the return and in the result.  Nothing in ``data`` makes it raise.
    """
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name, sha256=digest)
    try:
        book = _open(data, name)
        returned = _Reader(book, source, plan, rows or FormRows(plan)).read()
    except _RejectedError as rejected:
        return Loaded(None, (rejected.problem,))
    except UnreadableError as unreadable:
        return Loaded(None, (make_problem(unreadable.code, source, **unreadable.facts),))
    return Loaded(returned, returned.problems)


def cell_address(row: int, column: int) -> str:
    """The name of a cell, e.g. H7 for row 7, column 8."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _open(data: bytes, name: str) -> Book:
    kind, parts = file_kind(data, name)
    if parts is not None and kind == "xlsx":
        return XlsxBook(parts)
    if parts is not None and kind == "ods":
        from sctarget.readers.ods import OdsBook

        return OdsBook(parts)
    if kind in READABLE:
        from sctarget.readers.legacy import LegacyBook

        return LegacyBook(data)
    raise UnreadableError("unreadable_zip")


class _Reader:
    """Reads one workbook; collects problems on the way."""

    def __init__(self, book: Book, source: Source, plan: Plan, rows: FormRows) -> None:
        self._book = book
        self._rows = rows
        self._source = source
        self._plan = plan
        self._problems: list[Problem] = []
        self._columns = _FILL_IN
        self._department: str | None = None
        self._unseen = False

    def read(self) -> FormReturn:
        """The whole return.  Raises UnreadableError when it has to be refused."""
        meta = self._read_meta()
        form = self._find_form()
        if form.columns.get("actual") is None:
            captions = "、".join(form.sheet.text(form.header, column) for column in self._used_columns(form))
            raise self._reject("actual_column_missing", form, read=captions)
        if "actual" in form.repeated:
            raise self._reject(
                "column_repeated", form, caption=self._columns.captions["actual"], cells=_list_cells(form, "actual")
            )
        rows = {row.key: row for row in meta.rows}
        lines = self._match(form, rows)
        blank = not any(self._filled(form, line, rows[key]) for key, found in lines.items() for line in found)
        figures: list[Figure] = []
        tasks: list[TaskReport] = []
        verified: list[Verification] = []
        self._note_sheets(form)
        if blank:
            self._say("form_blank", self._at(form))
        else:
            self._note_form(form, lines)
            for key, row in rows.items():
                if row.reporter is not None:
                    verified += self._read_verified(form, lines.get(key, []), row, meta)
                elif row.task is not None:
                    tasks += self._read_task(form, lines.get(key, []), row, meta)
                else:
                    figures += self._read_figure(form, lines.get(key, []), row, meta)
        return FormReturn(
            self._source.file,
            self._source.sha256 or "",
            meta.department,
            meta.period,
            meta.round,
            blank,
            tuple(figures),
            tuple(tasks),
            tuple(self._problems),
            supersedes=meta.supersedes,
            verifies=meta.verifies,
            verifications=tuple(verified),
        )

    def _problem(
        self, code: str, source: Source, *, read: str | None = None, indicator: str | None = None, **facts: object
    ) -> Problem:
        shown = {key: brief(fact) for key, fact in facts.items()}
        return make_problem(code, source, read=read, department=self._department, indicator=indicator, **shown)

    def _say(
        self, code: str, source: Source, *, read: str | None = None, indicator: str | None = None, **facts: object
    ) -> None:
        self._problems.append(self._problem(code, source, read=read, indicator=indicator, **facts))

    def _reject(self, code: str, form: _Form | None = None, *, read: str | None = None, **facts: str) -> _RejectedError:
        return _RejectedError(self._problem(code, self._at(form) if form else self._source, read=read, **facts))

    def _at(self, form: _Form, line: int = 0, column: int = 0, raw: str | None = None) -> Source:
        cell = cell_address(line, column) if line and column else None
        return Source(self._source.file, form.name, cell, raw=raw, sha256=self._source.sha256)

    def _read_meta(self) -> _Meta:
        facts = self._meta_facts()
        if facts is None:
            raise self._reject("meta_missing", sheets="、".join(self._book.names))
        plan, written = self._plan, facts.get("department", "")
        owing: FormRows | tuple[str, ...] = self._rows
        verifies = facts.get("sort") == VERIFY_SORT
        if verifies:
            from sctarget.model.verify_form import VERIFY, verifiers

            owing, self._columns = verifiers(plan), _Columns(VERIFY)
        department = written if written in owing else _department_of(plan, written, owing)
        self._department = department or written or None
        if facts.get("plan_id") != plan.id:
            raise self._reject("wrong_plan", read=facts.get("plan_id", ""), plan=plan.id)
        period = parse_period(facts.get("period", ""))
        if period is None:
            raise self._reject("wrong_period", read=facts.get("period", ""))
        if department is None:
            raise self._reject("unknown_department", read=written)
        if period.end < plan.period.start:
            raise self._reject("other_year", read=period.chinese, plan=plan.period.chinese)
        if department != written:
            self._say("department_alias", self._source, read=written, name=department)
        current = facts.get("fingerprint") == plan.fingerprint
        if not current:
            self._say("plan_changed", self._source)
        number = facts.get("round", "1")
        round_ = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1  # noqa: PLR2004
        replaced = " ".join(each for each in facts.get("supersedes", "").split() if re.fullmatch(_DIGEST, each))
        if verifies:
            from sctarget.model.verify_form import verify_rows

            rows = verify_rows(plan, department, period)
        else:
            rows = self._rows.of(department, period)
        return _Meta(department, period, round_, current, replaced or None, rows, verifies)

    def _meta_facts(self) -> dict[str, str] | None:
        for name in sorted(self._book.names, key=lambda name: name != META_SHEET):
            if name != META_SHEET and name not in self._book.hidden:
                continue
            sheet = self._book.sheet(name)
            facts = {sheet.text(line, 1): sheet.text(line, 2) for line in range(1, HEADER_SEARCH_ROWS + 1)}
            if facts.get("marker") == MARKER:
                return facts
        return None

    def _find_form(self) -> _Form:
        ours = self._columns.layout
        names = sorted(self._book.names, key=lambda name: (name != ours.sheet, name == ours.guide))
        marked = [form for name in names if name != ours.guide and (form := self._form_in(name, _marker_row))]
        if marked:
            return self._only(marked)
        named = [form for name in names if (form := self._form_in(name, self._caption_row))]
        if not named:
            raise self._reject("form_not_found", sheets="、".join(self._book.names))
        form = self._only(named)
        self._say("ids_missing", self._at(form))
        return form

    def _only(self, forms: list[_Form]) -> _Form:
        """The form among its copies: the one that was filled in, or any where all say the same."""
        if len(forms) == 1:
            return forms[0]
        answers = [_answers(form, self._columns.editable) for form in forms]
        filled = [(form, given) for form, given in zip(forms, answers, strict=True) if given]
        sheets = "、".join(form.name for form in forms)
        if any(given != filled[0][1] for _, given in filled[1:]):
            raise self._reject("form_sheets_differ", sheets=sheets)
        chosen = filled[0][0] if filled else forms[0]
        self._say("form_sheet_copied", self._source, sheets=sheets, used=chosen.name)
        return chosen

    def _form_in(self, name: str, find: Callable[[Sheet], tuple[int, int] | None]) -> _Form | None:
        if name == META_SHEET:
            return None
        sheet = self._book.sheet(name)
        place = find(sheet)
        if place is None:
            return None
        found: dict[str, list[int]] = {}
        captions = sorted((column, cell.text) for (line, column), cell in sheet.cells.items() if line == place[0])
        for column, text in captions:
            if (key := self._columns.keys.get(squeeze(text))) is not None:
                found.setdefault(key, []).append(column)
        repeated = {key: columns for key, columns in found.items() if len(columns) > 1}
        return _Form(name, sheet, place[0], place[1], {key: columns[0] for key, columns in found.items()}, repeated)

    def _caption_row(self, sheet: Sheet) -> tuple[int, int] | None:
        for line in range(1, HEADER_SEARCH_ROWS + 1):
            keys = {self._columns.keys.get(squeeze(cell.text)) for (row, _), cell in sheet.cells.items() if row == line}
            if {"name", "actual"} <= keys:
                return line, 0
        return None

    def _used_columns(self, form: _Form) -> list[int]:
        return sorted(column for line, column in form.sheet.cells if line == form.header and column != form.ids)

    def _match(self, form: _Form, rows: dict[str, FormRow]) -> dict[str, list[int]]:
        """The lines of each id, and a word on every line that belongs to none."""
        lines: dict[str, list[int]] = {}
        strange: list[int] = []
        used = sorted(set(map(itemgetter(0), form.sheet.cells)))
        for line in used[bisect(used, form.header) :]:
            key = form.sheet.text(line, form.ids) if form.ids else ""
            if key in rows:
                lines.setdefault(key, []).append(line)
            elif key:
                self._say_foreign(form, line, key)
            else:
                strange.append(line)
        self._match_by_name(form, rows, lines, strange)
        places = [lines[key][0] for key in rows if key in lines]
        if places != sorted(places):
            self._say("row_moved", self._at(form))
        return lines

    def _say_foreign(self, form: _Form, line: int, key: str) -> None:
        read = self._text(form, line, "actual")
        source = self._at(form, line, form.columns["actual"], read)
        known = _name_of(self._plan, key)
        if known is not None:
            self._say("row_of_other", source, read=read, indicator=key, name=known, who=self._department)
        else:
            name = self._text(form, line, "name") or "没有名称"
            self._say("unknown_id", source, read=read, id=key, name=name)

    def _match_by_name(
        self, form: _Form, rows: dict[str, FormRow], lines: dict[str, list[int]], strange: Iterable[int]
    ) -> None:
        said = ((line, self._text(form, line, "name"), self._text(form, line, "actual")) for line in strange)
        lacking = [(line, name, read) for line, name, read in said if name or read]
        if not lacking:
            return
        names: dict[str, str] = {}
        for row in rows.values():
            for text in (row.name, *(row.indicator.aliases if row.indicator else ())):
                names.setdefault(squeeze(f"{text}{row.reporter or ''}"), row.key)
        taken = set(lines)
        for line, name, read in lacking:
            key = names.get(squeeze(f"{name}{self._text(form, line, 'reporter')}"))
            if key is not None and key not in taken:
                lines.setdefault(key, []).append(line)
                if form.ids:
                    source = self._at(form, line, form.columns.get("name", 0))
                    self._say("row_matched_by_name", source, read=name, indicator=key, name=rows[key].name)
            elif read and not _signs(form, line):
                code = "row_total" if squeeze(name).startswith(_TOTALS) else "row_without_id"
                self._say(code, self._at(form, line, form.columns["actual"], read), read=read, name=name)

    def _cell(self, form: _Form, line: int, key: str) -> Cell | None:
        return form.sheet.cells.get((line, form.columns.get(key, 0)))

    def _text(self, form: _Form, line: int, key: str) -> str:
        cell = form.sheet.cells.get((line, form.columns.get(key, 0)))
        return "" if cell is None else cell.text.strip()

    def _locked(self, form: _Form, line: int, key: str) -> str:
        """The text of a printed cell; in merged cells it stands in the first of them."""
        column = form.columns.get(key, 0)
        if text := self._text(form, line, key):
            return text
        for top, left, bottom, right in form.sheet.merged:
            if top <= line <= bottom and left <= column <= right:
                return form.sheet.text(top, left)
        return ""

    def _filled(self, form: _Form, line: int, row: FormRow) -> bool:
        keys = self._columns.editable
        if row.indicator is not None and row.last_year is None:
            keys = (*keys, "last_year")
        cells = (self._cell(form, line, key) for key in keys)
        return any(cell is not None and (cell.kind == "blank" or bool(squeeze(cell.text))) for cell in cells)

    def _note_form(self, form: _Form, lines: dict[str, list[int]]) -> None:
        """What is remarkable about the workbook as a whole."""
        book, sheet = self._book, form.sheet
        if book.macros:
            self._say("macros_ignored", self._source)
        if not book.formats_seen:
            self._say("formats_unseen", self._source)
        if sheet.protected is False:
            self._say("protection_removed", self._at(form))
        used = [line for found in lines.values() for line in found]
        for column in self._columns.layout.columns:
            number = form.columns.get(column.key)
            if number is None:
                self._say("column_missing", self._at(form), caption=column.caption)
                continue
            if column.key in form.repeated:
                self._say("column_twice", self._at(form), caption=column.caption, cells=_list_cells(form, column.key))
            hidden = (column.editable or column.key == "last_year") and any(
                first <= number <= last for first, last in sheet.hidden_columns
            )
            if hidden and any(sheet.text(line, number) for line in used):
                self._say("column_hidden", self._at(form, form.header, number), caption=column.caption)
                self._unseen = self._unseen or column.key == "actual"
        if sheet.filtered:
            self._say("filter_on", self._at(form))
        self._note_merged(form, used)
        self._note_signature(form, used)

    def _note_signature(self, form: _Form, used: list[int]) -> None:
        foot = read_foot(form.sheet, form.header, used)
        if foot.lacking:
            self._say("signature_empty", self._at(form), labels="、".join(foot.lacking))
        if foot.day is None:
            return
        line, column, written = foot.day
        day, usual = read_day(written)
        source = self._at(form, line, column, written)
        if day is None:
            self._say("day_unread", source, read=written)
        elif not usual:
            self._say("day_normalised", source, read=written, day=day.isoformat())

    def _note_merged(self, form: _Form, used: list[int]) -> None:
        """Printed columns in which cells were merged: every row that they cover is read with the text of the first."""
        captions = self._columns.captions
        for caption, column in ((captions[key], form.columns.get(key, 0)) for key in ("name", "unit", "target")):
            for top, left, bottom, right in form.sheet.merged:
                covered = [line for line in used if top <= line <= bottom]
                if left <= column <= right and covered and (top < bottom or left < right):
                    area = f"{cell_address(top, left)}:{cell_address(bottom, right)}"
                    self._say("cells_merged_down", self._at(form, top, left), caption=caption, area=area)

    def _note_sheets(self, form: _Form) -> None:
        """Sheets that are none of ours but hold something."""
        ours = {META_SHEET, self._columns.layout.guide, RETURN_SHEET, form.name}
        for name in self._book.names:
            if name not in ours and self._book.sheet(name).cells and not self._form_in(name, _marker_row):
                self._say("sheet_hidden" if name in self._book.hidden else "sheet_extra", self._source, sheet=name)

    def _single(self, form: _Form, lines: list[int], row: FormRow) -> int | None:
        """The line of a row, None when it is missing or there are several."""
        if len(lines) == 1:
            return lines[0]
        if not lines and (row.indicator is None or not row.indicator.computed):
            self._say("row_missing", self._at(form), indicator=row.id, name=row.name)
        if lines:
            cells = "、".join(cell_address(line, form.columns["actual"]) for line in lines)
            self._say(
                "row_repeated",
                self._at(form, lines[0], form.columns["actual"]),
                indicator=row.id,
                name=row.name,
                cells=cells,
            )
        return None

    def _read_figure(self, form: _Form, lines: list[int], row: FormRow, meta: _Meta) -> list[Figure]:
        indicator = row.indicator
        line = self._single(form, lines, row)
        if indicator is None or not lines:
            return []
        if line is None:
            raw = "、".join(self._text(form, number, "actual") for number in lines)
            source = self._at(form, lines[0], form.columns["actual"], raw)
            return [Figure(row.id, meta.department, meta.period, Absence.TO_VERIFY, source)]
        cell = self._cell(form, line, "actual")
        raw = "" if cell is None else cell.text
        place = Place(self._at(form, line, form.columns["actual"], raw), meta.department, row.id, row.name)
        answer = read_answer(
            cell, self._text(form, line, "state"), indicator, place, formats_seen=self._book.formats_seen
        )
        merged = self._merged_area(form, line)
        if merged is None or cell is not None:
            self._problems += answer.problems
        before = len(self._problems)
        value, doubtful = answer.value, self._check_row(form, line, row, place, meta)
        warned = any(problem.code in _DOUBTS for problem in self._problems[before:])
        held = answer.held
        if merged is not None or (doubtful is not None and isinstance(value, Decimal)):
            held = value if isinstance(value, Decimal) else held
            value = Absence.TO_VERIFY
        figure = isinstance(value, Decimal)
        by_name = not form.ids or form.sheet.text(line, form.ids) != row.key
        return [
            Figure(
                row.id,
                meta.department,
                meta.period,
                value,
                place.source,
                answer.state if figure or value is Absence.TO_VERIFY else None,
                figure and (answer.provisional or warned or by_name or self._unseen),
                self._last_year(form, line, row, meta),
                reason=explained(self._text(form, line, "reason")),
                measures=explained(self._text(form, line, "measures")),
                data_source=self._text(form, line, "data_source") or None,
                remark=self._text(form, line, "remark") or None,
                held=held,
            )
        ]

    def _read_verified(self, form: _Form, lines: list[int], row: FormRow, meta: _Meta) -> list[Verification]:
        """What was verified in a row, with the self-report printed beside it; a blank cell verifies nothing."""
        line = self._single(form, lines, row) if lines else None
        if line is None or row.indicator is None or row.reporter is None:
            return []
        cell = self._cell(form, line, "actual")
        figure = None
        if cell is not None and (cell.kind == "blank" or squeeze(cell.text)):
            figure = self._read_figure(form, [line], row, meta)[0]
        printed = self._cell(form, line, "reported")
        reported = None
        if printed is not None and squeeze(printed.text):
            source = self._at(form, line, form.columns["reported"], printed.text)
            reported = read_quietly(printed, row.indicator, Place(source, meta.department, row.id, row.name))
        return [Verification(row.id, row.reporter, figure, reported)]

    def _merged_area(self, form: _Form, line: int) -> str | None:
        """The merged cells that 本期累计完成 of a line belongs to, e.g. H5:H6, or None."""
        column = form.columns["actual"]
        for top, left, bottom, right in form.sheet.merged:
            if top <= line <= bottom and left <= column <= right:
                return f"{cell_address(top, left)}:{cell_address(bottom, right)}"
        return None

    def _check_row(self, form: _Form, line: int, row: FormRow, place: Place, meta: _Meta) -> str | None:
        """Problems of the row around the figure; the code of one that keeps the figure from being used, or None."""
        sheet, column, raw = form.sheet, form.columns["actual"], place.source.raw or ""
        doubtful = None
        if (area := self._merged_area(form, line)) is not None:
            doubtful = "cell_merged"
            self._problems.append(place.problem(doubtful, raw, area=area))
        unit = self._locked(form, line, "unit")
        if unit != row.unit and "unit" in form.columns and row.indicator and not _same_unit(unit, row.indicator.unit):
            doubtful = "unit_edited"
            self._say(
                doubtful,
                self._at(form, line, form.columns["unit"]),
                read=unit,
                indicator=row.id,
                name=row.name,
                unit=row.unit,
            )
        name, target = self._locked(form, line, "name"), self._locked(form, line, "target")
        if name != row.name and "name" in form.columns and squeeze(name) != squeeze(row.name):
            self._say(
                "name_edited", self._at(form, line, form.columns["name"]), read=name, indicator=row.id, name=row.name
            )
        if target != row.target and "target" in form.columns and squeeze(target) != squeeze(row.target):
            code = "target_edited" if meta.current else "target_outdated"
            source = self._at(form, line, form.columns["target"])
            self._say(code, source, read=target, indicator=row.id, name=row.name, target=row.target)
        if (cell := self._cell(form, line, "actual")) is not None and cell.unseen and raw.strip():
            self._problems.append(place.problem("cell_invisible", raw.strip()))
        if line in sheet.hidden_rows and raw.strip():
            self._problems.append(place.problem("row_hidden", raw.strip()))
        if sheet.notes and (note := re.sub(_OUR_NOTE, "", sheet.notes.get((line, column), "")).strip()):
            self._problems.append(read_note(note, place))
        if remark := self._text(form, line, "remark"):
            self._problems += read_remark(remark, place)
        self._check_texts(form, line, row)
        return doubtful

    def _check_texts(self, form: _Form, line: int, row: FormRow) -> None:
        """Formulas that nobody calculated where words are expected: told, since their words cannot be read."""
        for key in ("state", "reason", "measures", "data_source", "remark"):
            cell = self._cell(form, line, key)
            if cell is not None and cell.kind == "blank":
                source, formula = self._at(form, line, form.columns[key]), brief(f"={cell.formula}")
                self._say(
                    "text_uncalculated",
                    source,
                    indicator=row.id,
                    name=row.name,
                    caption=self._columns.captions[key],
                    formula=formula,
                )

    def _last_year(self, form: _Form, line: int, row: FormRow, meta: _Meta) -> Decimal | None:
        cell = self._cell(form, line, "last_year")
        if cell is None or row.indicator is None or not squeeze(cell.text):
            return row.last_year
        if cell.kind == "number" and cell.value == row.last_year and not (cell.percent or cell.formula or cell.struck):
            return row.last_year
        source = self._at(form, line, form.columns["last_year"], cell.text)
        read = read_quietly(cell, row.indicator, Place(source, meta.department, row.id, row.name))
        if row.last_year is None:
            if read is None:
                self._say("last_year_unread", source, read=cell.text.strip(), indicator=row.id)
            return read
        if read != row.last_year and meta.current:
            self._say("last_year_edited", source, read=cell.text.strip(), indicator=row.id, known=row.last_year)
        return row.last_year

    def _read_task(self, form: _Form, lines: list[int], row: FormRow, meta: _Meta) -> list[TaskReport]:
        line = self._single(form, lines, row)
        if line is None:
            if not lines:
                return []
            raw = "、".join(self._text(form, number, "actual") for number in lines)
            source = self._at(form, lines[0], form.columns["actual"], raw)
            return [TaskReport(row.id, meta.department, meta.period, TaskState.UNREPORTED, source)]
        cell = self._cell(form, line, "actual")
        source = self._at(form, line, form.columns["actual"], "" if cell is None else cell.text)
        place = Place(source, meta.department, row.id, row.name)
        reported = read_task(cell, place)
        if cell is not None or self._merged_area(form, line) is None:
            self._problems += reported.problems
        doubtful = self._check_row(form, line, row, place, meta)
        state = TaskState.UNREPORTED if doubtful == "cell_merged" else reported.state
        reason, measures = (explained(self._text(form, line, key)) for key in ("reason", "measures"))
        evidence, remark = (self._text(form, line, key) or None for key in ("data_source", "remark"))
        return [TaskReport(row.id, meta.department, meta.period, state, source, reason, measures, evidence, remark)]


def _signs(form: _Form, line: int) -> bool:
    """Whether a line is the foot, with 填表人 and the other labels."""
    texts = (cell.text[:9] for (row, _), cell in form.sheet.cells.items() if row == line)
    return any(squeeze(text).startswith(SIGNATURE_LABELS) for text in texts)


def _marker_row(sheet: Sheet) -> tuple[int, int] | None:
    found = (
        place
        for place, cell in sheet.cells.items()
        if MARKER in cell.text and place[0] <= HEADER_SEARCH_ROWS and cell.text.strip() == MARKER
    )
    return min(found, default=None)


def _answers(form: _Form, editable: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What was filled in by id (by name where there are no ids), for telling copies of a form apart."""
    keys = [form.columns[key] for key in editable if key in form.columns]
    found: dict[str, tuple[str, ...]] = {}
    for line in sorted({line for line, _ in form.sheet.cells if line > form.header}):
        texts = tuple(form.sheet.text(line, column) for column in keys)
        row = form.sheet.text(line, form.ids or form.columns.get("name", 0))
        if row and any(texts):
            found[row] = (*found.get(row, ()), *texts)
    return found


def _same_unit(written: str, unit: Unit) -> bool:
    return squeeze(written) == squeeze(unit.text) or find_unit(squeeze(written)) == unit


def _list_cells(form: _Form, key: str) -> str:
    return "、".join(cell_address(form.header, column) for column in form.repeated[key])


def _name_of(plan: Plan, key: str) -> str | None:
    """The name of an indicator or task of the plan, or None."""
    names = {item.id: item.label for item in plan.indicators} | {task.id: task.name for task in plan.tasks}
    return names.get(key)


def _department_of(plan: Plan, written: str, owing: FormRows | tuple[str, ...]) -> str | None:
    """The department's name in the plan, by name or alias, or None."""
    if not written:
        return None
    for department in plan.departments:
        if written == department.name or written in department.aliases:
            return department.name
    return written if written in owing else None
