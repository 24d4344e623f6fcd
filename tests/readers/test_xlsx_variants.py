"""One form as many programs would save it: the figures are the same, whatever the XML looks like."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import edit, fill, filled, make_plan

from sctarget.readers.workbook import read_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.model.actual import FormReturn

PLAN = make_plan()
GOOD = fill(filled(PLAN), {("hi_tech", "reason"): "申报 推迟\n两个月", ("contracts", "remark"): "以登记系统为准"})
SHEET = "xl/worksheets/sheet2.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

Parts = dict[str, str]


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def essence(returned: FormReturn) -> list[object]:
    return [
        (item.indicator, item.value, item.last_year, item.reason, item.remark, item.source.cell)
        for item in returned.figures
    ] + [(task.task, task.state) for task in returned.tasks]


def read(data: bytes) -> FormReturn:
    loaded = read_form(data, "县科技局.xlsx", PLAN)
    assert loaded.value is not None, loaded.problems
    return loaded.value


EXPECTED = essence(read(GOOD))


def shared_strings(parts: Parts) -> Parts:
    """As Excel does: texts in a table of their own, some in runs with phonetic hints."""
    texts: list[str] = []

    def move(match: re.Match[str]) -> str:
        text = match[2] or ""
        runs = f"<r><rPr><b/></rPr><t>{text[:1]}</t></r><r><t xml:space='preserve'>{text[1:]}</t></r>"
        hint = '<rPh sb="0" eb="1"><t>ジ</t></rPh><phoneticPr fontId="1"/>'
        texts.append(
            f"<si>{runs}{hint}</si>"
            if len(texts) % 2 and "&" not in text
            else f"<si><t xml:space='preserve'>{text}</t></si>"
        )
        return f'<c{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    moved = {
        name: re.sub(r'<c([^>]*) t="inlineStr"><is><t(?: [^>]*)?>([^<]*)</t></is></c>', move, content)
        if "/worksheets/" in name
        else content
        for name, content in parts.items()
    }
    moved["xl/words.xml"] = f'<sst xmlns="{MAIN}" count="{len(texts)}">{"".join(texts)}</sst>'
    relation = f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="/xl/words.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    moved[rels] = moved[rels].replace("</Relationships>", relation)
    return moved


def strict(parts: Parts) -> Parts:
    return {name: content.replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE) for name, content in parts.items()}


def prefixed(parts: Parts) -> Parts:
    """As some .NET programs do: <x:row>."""
    changed = dict(parts)
    for name in parts:
        if name.startswith("xl/worksheets/") or name == "xl/styles.xml":
            body = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", parts[name])
            changed[name] = body.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return changed


def without_addresses(parts: Parts) -> Parts:
    """As small exporters do: no r= at all, so empty cells and rows hold the places."""

    def fill_row(match: re.Match[str]) -> str:
        cells, column = [], 1
        for cell in re.finditer(r'<c r="([A-Z]+)\d+"(.*?)(/>|>.*?</c>)', match[2], re.DOTALL):
            while column < ord(cell[1]) - 64:
                cells.append("<c/>")
                column += 1
            cells.append(f"<c{cell[2]}{cell[3]}")
            column += 1
        return f"<row>{''.join(cells)}</row>"

    changed = dict(parts)
    for name in (name for name in parts if "/worksheets/" in name):
        rows = re.findall(r'<row r="(\d+)"', parts[name])
        assert rows
        body, line = parts[name], 0
        pieces = []
        for match in re.finditer(r'<row r="(\d+)"[^>]*>(.*?)</row>', body, re.DOTALL):
            pieces += ["<row/>"] * (int(match[1]) - line - 1) + [fill_row(match)]
            line = int(match[1])
        start, end = body.index("<sheetData>") + len("<sheetData>"), body.index("</sheetData>")
        changed[name] = body[:start] + "".join(pieces) + body[end:]
    return changed


def rows_without_numbers(parts: Parts) -> Parts:
    """Addresses on the cells only: they say which row it is."""
    return {name: re.sub(r'<row r="\d+"', "<row", content) for name, content in parts.items()}


def moved_parts(parts: Parts) -> Parts:
    """Other folders, absolute targets, back slashes, capital letters."""
    changed = dict(parts)
    changed["xl/worksheets/BLATT.xml"] = changed.pop(SHEET)
    rels = changed.pop("xl/_rels/workbook.xml.rels")
    changed["xl/_rels/buch.xml.rels"] = rels.replace("/xl/worksheets/sheet2.xml", "worksheets\\Blatt.xml").replace(
        'Target="styles.xml"', 'Target="/xl/styles.xml"'
    )
    changed["xl/buch.xml"] = changed.pop("xl/workbook.xml")
    changed["_rels/.rels"] = re.sub(r'Target="/?xl/workbook.xml"', 'Target="/xl/buch.xml"', changed["_rels/.rels"])
    changed["[Content_Types].xml"] = changed["[Content_Types].xml"].replace("workbook.xml", "buch.xml")
    return changed


def another_folder(parts: Parts) -> Parts:
    """No folder of the name xl anywhere."""
    return {name.replace("xl/", "book/"): content.replace("xl/", "book/") for name, content in parts.items()}


def spaced(parts: Parts) -> Parts:
    """Pretty-printed, with comments, a byte order mark and values in white space."""
    changed = dict(parts)
    body = (
        parts[SHEET]
        .replace("<c ", "\n  <c ")
        .replace("</row>", "\n</row>")
        .replace("<v>16</v>", "<v> 1<!-- x -->6 </v>")
    )
    changed[SHEET] = "\ufeff<?xml version='1.0' encoding='UTF-8'?>\n<!-- made by hand -->" + body
    return changed


def texts_in_values(parts: Parts) -> Parts:
    """t="str" without a formula, numbers as 1.6E1, escaped line ends."""
    changed = dict(parts)
    body = re.sub(
        r'<c([^>]*) t="inlineStr"><is><t(?: [^>]*)?>([^<]*)</t></is></c>', r'<c\1 t="str"><v>\2</v></c>', parts[SHEET]
    )
    changed[SHEET] = body.replace("<v>16</v>", "<v>1.6E1</v>").replace("推迟\n两", "推迟_x000A_两")
    return changed


def reordered(parts: Parts) -> Parts:
    """Sheets in another order, rows from last to first, one more sheet before them."""
    changed = dict(parts)
    book = parts["xl/workbook.xml"]
    sheets = re.findall(r"<sheet [^>]*/>", book)
    changed["xl/workbook.xml"] = book.replace("".join(sheets), "".join(reversed(sheets)))
    rows = re.findall(r"<row .*?</row>", parts[SHEET], re.DOTALL)
    changed[SHEET] = parts[SHEET].replace("".join(rows), "".join(reversed(rows)))
    return changed


VARIANTS = [
    shared_strings,
    strict,
    prefixed,
    without_addresses,
    rows_without_numbers,
    moved_parts,
    another_folder,
    spaced,
    texts_in_values,
    reordered,
]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_same_figures_however_it_was_saved(variant: Callable[[Parts], Parts]) -> None:
    """Excel, WPS, LibreOffice and small exporters write the same form in different XML; we read one form."""
    before = parts_of(GOOD)
    after = variant(before)
    assert after != before
    returned = read(packed(after))
    assert essence(returned) == EXPECTED
    assert returned.problems == ()


def test_variants_together() -> None:
    """All of it at once is still the same form."""
    parts = parts_of(GOOD)
    for variant in (shared_strings, rows_without_numbers, prefixed, strict, moved_parts):
        parts = variant(parts)
    assert essence(read(packed(parts))) == EXPECTED


def with_cell(cell: str) -> bytes:
    """The form with other XML for the cell of 高新技术企业数 (``%`` stands for its style), ready for odd contents."""
    changed = parts_of(GOOD)
    changed[SHEET], count = re.subn(
        r'<c r="H5"( s="\d+")[^>]*><v>16</v></c>', lambda m: cell.replace("%", m[1]), changed[SHEET]
    )
    assert count == 1
    return packed(changed)


def first(data: bytes) -> tuple[object, list[str]]:
    returned = read(data)
    return returned.figures[0].value, [problem.code for problem in returned.problems]


CELLS = [
    ('<c r="H5"%><f>3+2</f><v>5</v></c>', Decimal(5), ["formula_used"]),
    ('<c r="H5"%><f>3+2</f><v/></c>', "to_verify", ["formula_uncalculated"]),
    ('<c r="H5"%><f>3+2</f></c>', "to_verify", ["formula_uncalculated"]),
    ('<c r="H5"% t="str"><f>A1&amp;""</f><v>5</v></c>', Decimal(5), ["cell_normalised", "formula_used"]),
    ('<c r="H5"% t="str"><f>""</f><v></v></c>', "unreported", ["cell_blank"]),
    ('<c r="H5"%><f t="shared" si="0"/><v>5</v></c>', Decimal(5), ["formula_used"]),
    ('<c r="H5"%><f t="array" ref="H5">SUM(1,4)</f><v>5</v></c>', Decimal(5), ["formula_used"]),
    ('<c r="H5"% t="e"><f>1/0</f><v>#DIV/0!</v></c>', "to_verify", ["cell_error"]),
    ('<c r="H5"% t="e"><v>#N/A</v></c>', "to_verify", ["cell_error"]),
    ('<c r="H5"% t="b"><v>1</v></c>', "to_verify", ["cell_boolean"]),
    ('<c r="H5"% t="d"><v>2023-12-15T00:00:00</v></c>', "to_verify", ["cell_date"]),
    ('<c r="H5"%/>', "unreported", ["cell_blank"]),
    ('<c r="H5"%></c>', "unreported", ["cell_blank"]),
    ('<c r="H5"%><v></v></c>', "unreported", ["cell_blank"]),
    ('<c r="H5"% t="inlineStr"><is><t xml:space="preserve">  \n </t></is></c>', "unreported", ["cell_blank"]),
    (
        '<c r="H5"% t="inlineStr"><is><t>1</t><rPh sb="0" eb="1"><t>9</t></rPh></is></c>',
        Decimal(1),
        ["cell_normalised"],
    ),
    ('<c r="H5"% t="inlineStr"><is><r><t>1</t></r><r><t>6</t></r></is></c>', Decimal(16), ["cell_normalised"]),
    ('<c r="h5"%><v>17</v></c>', Decimal(17), []),
    ('<c r="$H$5"%><v>17</v></c>', Decimal(17), []),
    ('<c r="H5"%><v>NaN</v></c>', "to_verify", ["cell_not_number"]),
    ('<c r="H5"%><v>1_6</v></c>', "to_verify", ["cell_several"]),
    ('<c r="H5"%><v>1E400</v></c>', "to_verify", ["cell_scientific"]),
    ('<c r="H5"% t="inlineStr"><is><t>16_x000D_</t></is></c>', Decimal(16), ["cell_normalised"]),
    ('<c r="H5"% t="inlineStr"><is><t>16_xD83D_</t></is></c>', "to_verify", ["cell_not_number"]),
    ('<c r="H5"% t="inlineStr"><is><t>_x001B_[31m16</t></is></c>', "to_verify", ["cell_several"]),
]


@pytest.mark.parametrize(("cell", "value", "codes"), CELLS, ids=[cell for cell, _, _ in CELLS])
def test_cells_as_programs_write_them(cell: str, value: object, codes: list[str]) -> None:
    """However a cell stands in the XML, it is a figure, an absence or a problem; never a wrong figure."""
    assert first(with_cell(cell)) == (value, codes)


def test_no_text_can_break_the_screen() -> None:
    """Half characters and control characters that a workbook hides in _x…_ do not reach what is printed."""
    for hidden in ("_xD83D_", "_x001B_[2J", "_x0000_", "\x9b31m"):
        data = with_cell(f'<c r="H5"% t="inlineStr"><is><t>16{hidden}</t></is></c>')
        (problem,) = read(data).problems
        assert "\ufffd" in (problem.read or "")
        problem.message.encode()


def test_zero_of_a_formula_that_was_never_calculated() -> None:
    """A program that leaves 0 behind its formulas and asks Excel to calculate on opening has counted nothing."""
    zero = with_cell('<c r="H5"%><f>SUM(X1:X9)</f><v>0</v></c>')
    assert "fullCalcOnLoad" in parts_of(zero)["xl/workbook.xml"]
    assert first(zero) == ("to_verify", ["formula_uncalculated"])
    parts = parts_of(zero)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('fullCalcOnLoad="1"', "")
    assert first(packed(parts)) == (Decimal(0), ["formula_used"])


BROKEN = [
    '<c r="H5"% t="s"><v>-1</v></c>',
    '<c r="H5"% t="s"><v>x</v></c>',
    '<c r="H5"% t="s"><v>99999</v></c>',
    '<c r="H5"%><v>16</v></c><c r="H5"><v>17</v></c>',
]


@pytest.mark.parametrize("cell", BROKEN)
def test_contradictory_xml_is_refused(cell: str) -> None:
    """A text that is not in the table of texts, or a cell that stands there twice, is not guessed at."""
    loaded = read_form(with_cell(cell), "a.xlsx", PLAN)
    assert loaded.value is None
    assert [problem.code for problem in loaded.problems] == ["unreadable_corrupt"]


def test_entry_names_that_stand_there_twice_are_refused() -> None:
    """Two parts of one name could be read as either."""
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/worksheets/sheet2.xml", parts_of(GOOD)[SHEET].replace("<v>16</v>", "<v>99</v>"))
    assert [problem.code for problem in read_form(target.getvalue(), "a.xlsx", PLAN).problems] == ["unreadable_corrupt"]


def copies(change: Callable[[Any], object], *, guide: bool = True) -> bytes:
    def add(book: Any) -> None:
        copy = book.copy_worksheet(book["填报表"])
        change(copy)
        if not guide:
            del book["填报说明"]

    return edit(GOOD, add)


def test_copies_of_the_form_are_not_chosen_from_silently() -> None:
    """Equal copies are told; a blank copy is told; two that differ are refused, guide sheet or not."""
    for guide in (True, False):
        data = copies(lambda _: None, guide=guide)
        assert first(data) == (Decimal(16), ["form_sheet_copied"])
        loaded = read_form(copies(lambda sheet: sheet.__setitem__("H5", 17), guide=guide), "a.xlsx", PLAN)
        assert loaded.value is None
        assert [problem.code for problem in loaded.problems] == ["form_sheets_differ"]
        assert "填报表、填报表 Copy" in loaded.problems[0].message


def test_the_filled_one_of_two_forms_is_read() -> None:
    """Somebody filled in the copy and left the original blank: the copy counts, and this is said."""

    def empty(book: Any) -> None:
        sheet = book["填报表"]
        book.copy_worksheet(sheet)
        for row in sheet.iter_rows(min_row=5, min_col=8, max_col=13):
            for cell in row:
                cell.value = None

    returned = read(edit(GOOD, empty))
    assert returned.figures[0].source.sheet == "填报表 Copy"
    assert [problem.code for problem in returned.problems] == ["form_sheet_copied", "protection_removed"]


def test_hidden_copies_count_as_copies() -> None:
    """A very hidden second form with another figure is as good a reason to ask as a visible one."""

    def hide(sheet: Any) -> None:
        sheet["H5"] = 17
        sheet.sheet_state = "veryHidden"

    loaded = read_form(copies(hide), "a.xlsx", PLAN)
    assert [problem.code for problem in loaded.problems] == ["form_sheets_differ"]
