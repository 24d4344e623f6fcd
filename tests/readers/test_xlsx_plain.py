"""Plain sheets are read by a pattern, all others by the XML parser: both see the same, or the pattern says nothing."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from damaged_forms import make_case, seeds
from forms_support import blank_form, edit_part, filled, make_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.readers import xlsx
from sctarget.readers.archive import Parts, UnreadableError
from sctarget.readers.sheets import Cell
from sctarget.readers.xlsx_plain import NotPlainError, plain_rows, plain_strings, resolved

if TYPE_CHECKING:
    from sctarget.readers.sheets import Sheet


SHEET = "xl/worksheets/sheet2.xml"
PLAN = make_plan()
FORMS = {"filled": filled(PLAN), "blank": blank_form(PLAN), "shared": seeds()[2].data}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/actuals/*.xlsx"))


def seen(data: bytes) -> dict[str, Sheet] | str:
    """Every sheet of a workbook, or the code of what keeps it from being read."""
    try:
        book = xlsx.XlsxBook(Parts(data))
        return {name: book.sheet(name) for name in book.names}
    except UnreadableError as error:
        return error.code


def by_parser(data: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, Sheet] | str:
    """The same without the pattern."""
    with monkeypatch.context() as patch:
        patch.setattr(xlsx, "plain_rows", lambda *_: None)
        patch.setattr(xlsx, "plain_strings", lambda *_: None)
        return seen(data)


def is_plain(data: bytes, part: str = SHEET) -> bool:
    content = Parts(data).read(part)
    assert content is not None
    return plain_rows(content, lambda _, __, text: Cell("text", None, resolved(text)), {}) is not None


@pytest.mark.parametrize("form", FORMS)
def test_forms_as_programs_save_them_are_plain(form: str) -> None:
    """The fast way is the usual one: for inline texts and for shared ones."""
    assert is_plain(FORMS[form])
    strings = Parts(FORMS[form]).read("xl/sharedStrings.xml")
    assert (strings is not None) is (form == "shared")
    assert strings is None or plain_strings(strings)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_seen_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell for cell, hidden rows, merged cells and notes: the returned workbooks of the example projects."""
    data = path.read_bytes()
    assert is_plain(data)
    assert seen(data) == by_parser(data, monkeypatch)


@pytest.mark.parametrize(
    ("pattern", "replacement", "plain"),
    [
        (r'<c r="H5"', r'<c  r="H5"', False),
        (r'<c r="H5"', r'<c r="h5"', False),
        (r'<c r="H5"', r'<c r="H6"', False),
        (r'<c r="H5"', r'<c r="XFD5"', False),
        (r'<row r="5"', r'<row r="5" hidden="1"', True),
        (r'<row r="5"', r'<row r="5" hidden="true" spans="1:13"', True),
        (r'<row r="5"', r'<row r="5" x14ac:dyDescent="0.25"', False),
        (r'<row r="5"', r'<row r="5" ht="1" ht="2"', False),
        (r"</row>", r"</row><!-- x -->", False),
        (r"</row>", r'</row><row r="900" ht="3" hidden="1"/>', True),
        (r"</row>", r'</row><row r="30000"/>', False),
        (r"</row>", "</row>\n", False),
        (r'(<c r="C5"[^>]*>.*?</c>)', r"\1\1", False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5"><f>1+1</f><v>2</v></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><r><t>1</t></r></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>a&lt;&#x4E00;&amp;#1;</t></is></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>&nbsp;</t></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>&#0;</t></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>a]]&gt;b]]></t></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>a\rb</t></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="inlineStr"><is><t>_x000D__x005F_x0041_ \t 1</t></is></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="str"><v></v></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="e"><v>#N/A</v></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="b"><v>1</v></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="s"><v>99</v></c>', True),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="d"><v>2023-01-01</v></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" t="str"><is><t>1</t></is></c>', False),
        (r'<c r="H5"[^>]*>.*?</c>', '<c r="H5" s="9999999"><v>1.1699999999999999</v></c>', True),
        (r"<sheetData>(.*?)</sheetData>", r"<extLst><sheetData>\1</sheetData></extLst>", True),
        (r"<worksheet", r"<!DOCTYPE a><worksheet", False),
        (r"<worksheet", r'<?xml version="1.0" encoding="gbk"?><worksheet', False),
    ],
)
def test_what_is_not_plain_goes_to_the_parser(
    pattern: str, replacement: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One odd thing in a sheet: either the pattern is sure of it, or it leaves the sheet to the parser."""
    data = edit_once(FORMS["filled"], pattern, replacement)
    assert is_plain(data) is plain
    assert seen(data) == by_parser(data, monkeypatch)


def edit_once(data: bytes, pattern: str, replacement: str) -> bytes:
    content = Parts(data).read(SHEET)
    assert content is not None
    text, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.DOTALL)
    assert count
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            copy.writestr(info, text.encode() if info.filename == SHEET else source.read(info))
    return target.getvalue()


def test_damaged_forms_are_seen_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred forms with damaged XML: never does the pattern see what the parser does not."""
    for number in range(300):
        case = make_case(20231231, number)
        if case.data.startswith(b"PK"):
            assert seen(case.data) == by_parser(case.data, monkeypatch), number


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40), st.booleans())
def test_any_text_is_seen_the_same(text: str, inline: bool) -> None:
    """Whatever people write into a cell, as an own text or among the shared ones."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    cell = f'<c r="H5" t="{"inlineStr" if inline else "str"}">{{}}</c>'
    cell = cell.format(f"<is><t>{escaped}</t></is>" if inline else f"<v>{escaped}</v>")
    data = edit_part(FORMS["filled"], SHEET, r'<c r="H5"[^>]*>.*?</c>', cell.replace("\\", r"\\"))
    with pytest.MonkeyPatch.context() as patch:
        assert seen(data) == by_parser(data, patch)


def test_what_one_workbook_had_is_not_seen_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are remembered from form to form; with other styles, or another calendar, they mean something else."""
    whole = edit_once(FORMS["filled"], r'<c r="H5"( s="\d+")?[^>]*>.*?</c>', r'<c r="H5"\1><v>0.4</v></c>')
    percent = edit_part(whole, "xl/styles.xml", r'numFmtId="0"', 'numFmtId="9"')
    for data in (whole, percent, whole):
        assert seen(data) == by_parser(data, monkeypatch)
    assert seen(whole) != seen(percent)


@pytest.mark.parametrize(
    "text", ["&", "&;", "&#;", "&#x;", "&#xD800;", "&#55296;", "&#1114112;", "&#11;", "&lt", "&LT;"]
)
def test_references_that_xml_does_not_have(text: str) -> None:
    """They make a part broken; the pattern does not repair them."""
    with pytest.raises(NotPlainError):
        resolved(f"a{text}b")


def test_strings_with_hints_and_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared strings with Chinese Excel's phonetic hints are plain; rich ones are left to the parser."""
    phonetic = '</t><phoneticPr fontId="1" type="noConversion"/></si>'
    hint = edit_part(FORMS["shared"], "xl/sharedStrings.xml", "</t></si>", phonetic)
    rich = edit_part(FORMS["shared"], "xl/sharedStrings.xml", "<t[^>]*>([^<]*)</t>", r"<r><t>\1</t></r>")
    for data, plain in ((hint, True), (rich, False)):
        strings = Parts(data).read("xl/sharedStrings.xml")
        assert strings is not None
        assert (plain_strings(strings) is not None) is plain
        assert seen(data) == seen(FORMS["shared"]) == by_parser(data, monkeypatch)


def test_memory_for_the_next_workbook_is_bounded() -> None:
    """Thousands of different cells do not pile up."""
    chance, known = random.Random(1), {}  # type: ignore[var-annotated]
    for _ in range(20):
        cells = "".join(f'<c r="A{row}"><v>{chance.random()}</v></c>' for row in range(1, 2))
        rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{chance.random()}</v></c></row>' for row in range(2, 1000))
        content = f'<worksheet><sheetData><row r="1">{cells}</row>{rows}</sheetData></worksheet>'.encode()
        assert plain_rows(content, lambda *_: None, known) is not None
    assert 0 < len(known) <= 4096
