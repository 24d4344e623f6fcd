"""Hostile and damaged workbooks: only problems, never an exception, in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from forms_support import edit_part, filled, make_plan

from sctarget.model.actual import Absence
from sctarget.readers.returns import read_returns
from sctarget.readers.workbook import read_form

PLAN = make_plan()
GOOD = filled(PLAN)
SHEET = "xl/worksheets/sheet2.xml"
DATA = Path(__file__).parent / "data"
MUTATIONS = int(os.environ.get("SCTARGET_MUTATIONS", "300"))
PIECES = [b"<", b">", b'"', b"</c>", b"<v>", b"<f>", b"\0", b"\xff", b"9" * 40, b"-1", b"A1048576", b"XFD1", b"&#0;",
          b"&amp;", b"<!--", b"]]>", b"_xD800_", b' r="H5"', b' hidden="1"', b' t="s"', b"1E999"]  # fmt: skip


def refusal(data: bytes, name: str = "a.xlsx") -> str:
    loaded = read_form(data, name, PLAN)
    assert loaded.value is None
    (problem,) = loaded.problems
    assert "请" in problem.message
    return problem.code


def sound(data: bytes, name: str) -> None:
    """What was read is figures, absences and problems that can be printed."""
    loaded = read_form(data, name, PLAN)
    assert loaded.value is not None or loaded.problems
    for problem in loaded.problems:
        problem.message.encode()
    for item in loaded.value.figures if loaded.value else ():
        assert isinstance(item.value, (Decimal, Absence))
        assert not isinstance(item.value, Decimal) or item.value.is_finite()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, doubled, or replaced by what belongs elsewhere."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0 if place < len(changed):
                changed[place] ^= 1 << chance.randrange(8)
            case 1:
                del changed[place : place + chance.randrange(1, 200)]
            case 2:
                changed[place:place] = chance.choice(PIECES)
            case 3:
                changed[place:place] = changed[place : place + chance.randrange(1, 400)]
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[place : place + 20] = changed[other : other + 20]
    return bytes(changed)


def with_part(data: bytes, chance: random.Random) -> bytes:
    """The workbook with one of its parts mutated and packed again, so that the damage gets past the check sums."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        names = source.namelist()
        likely = [name for name in names if name.endswith(("sheet2.xml", "sheet3.xml", "content.xml", "styles.xml"))]
        chosen = chance.choice([*likely, *likely, *names])
        for name in names:
            content = source.read(name)
            copy.writestr(name, mutated(content, chance) if name == chosen else content)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_mutated_forms_are_read_or_refused(kind: str) -> None:
    """A form damaged anywhere, in the zip or in its XML, never ends the run (more with SCTARGET_MUTATIONS)."""
    chance = random.Random(20231231)
    content = GOOD if kind == "xlsx" else (DATA / "form.ods").read_bytes()
    for number in range(MUTATIONS):
        damaged = with_part(content, chance) if number % 3 else mutated(content, chance)
        sound(damaged, f"a.{kind}")


def test_mutated_old_workbooks_are_read_or_refused() -> None:
    """The .xls reader may crash on damage; that is one problem of one file, not the end of our process."""
    chance = random.Random(3)
    content = (DATA / "form.xls").read_bytes()
    for _ in range(max(MUTATIONS // 10, 1)):
        sound(mutated(content, chance), "a.xls")


@pytest.mark.parametrize("share", range(1, 20))
def test_truncated_forms_are_told(share: int) -> None:
    """A download that stopped half-way is refused as damaged."""
    assert refusal(GOOD[: len(GOOD) * share // 20]) == "unreadable_corrupt"


def sheet_with(body: str) -> bytes:
    """The form with something else in front of its first row."""
    return edit_part(GOOD, SHEET, r"<sheetData>", f"<sheetData>{body}")


def rows_after(body: str) -> bytes:
    return edit_part(GOOD, SHEET, r"</sheetData>", f"{body}</sheetData>")


def test_formatted_empty_rows_do_not_matter() -> None:
    """Whoever formats rows far below the table still gets his form read."""
    rows = "".join(f'<row r="{line}" s="7" customFormat="1"><c r="B{line}" s="7"/></row>' for line in range(20, 60_000))
    loaded = read_form(rows_after(rows), "a.xlsx", PLAN)
    assert loaded.value is not None
    assert loaded.problems == ()


def test_a_million_formatted_rows_are_refused_with_advice() -> None:
    """All 1,048,576 rows formatted is beyond what a form can weigh; the message says what to delete."""
    rows = "".join(f'<row r="{line}" s="7" customFormat="1"/>' for line in range(20, 1_048_577))
    loaded = read_form(rows_after(rows), "a.xlsx", PLAN)
    assert [problem.code for problem in loaded.problems] == ["unreadable_too_large"]
    assert "请删去多余的行列" in loaded.problems[0].message


def test_all_columns_formatted() -> None:
    """16,384 empty formatted cells beside the table do not matter; one that is filled does."""

    def name(column: int) -> str:
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    cells = "".join(f'<c r="{name(column)}20" s="7"/>' for column in range(1, 16_385))
    loaded = read_form(rows_after(f'<row r="20">{cells}</row>'), "a.xlsx", PLAN)
    assert loaded.problems == ()
    assert refusal(rows_after('<row r="20"><c r="XFD20"><v>1</v></c></row>')) == "unreadable_too_large"


def test_many_elements_are_refused_before_they_take_memory() -> None:
    """Four million empty cells in one small file would need half a gigabyte; they are counted first."""
    assert refusal(sheet_with(f'<row r="1">{"<c/>" * 3_000_000}</row>')) in {
        "unreadable_too_large",
        "unreadable_unsafe",
    }


def test_memory_stays_bounded() -> None:
    """The worst file that is still parsed fits into 600 MB with everything else."""
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20));"
        "from sctarget.readers.archive import parse_xml, MAX_TAGS;"
        "parse_xml(b'<a>' + b'<c r=\"A1\"><v>1</v></c>' * (MAX_TAGS // 2 - 1) + b'</a>')"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_huge_table_of_texts_is_refused() -> None:
    """A table of texts larger than any form needs is refused, not loaded."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
        texts = b"".join(b"<si><t>%d</t></si>" % number for number in range(1_200_000))
        copy.writestr("xl/sharedStrings.xml", b"<sst>" + texts + b"</sst>")
    data = edit_part(target.getvalue(), SHEET, r'<c r="H5"([^>]*?)(?: t="n")?><v>16</v>', r'<c r="H5"\1 t="s"><v>3</v>')
    assert refusal(data) == "unreadable_too_large"


DEEP = ["<r>" * 5000 + "<t>1</t>" + "</r>" * 5000, "<r>" * 5 + "<t>1</t>" + "</r>" * 5]


@pytest.mark.parametrize("body", DEEP, ids=["5000", "5"])
def test_deeply_nested_texts_are_refused(body: str) -> None:
    """Runs in runs in runs are no text of ours and do not exhaust the stack."""
    cell = f'<c r="H5" t="inlineStr"><is>{body}</is></c>'
    assert refusal(edit_part(GOOD, SHEET, r'<c r="H5"[^>]*><v>16</v></c>', cell)) == "unreadable_corrupt"


def test_deeply_nested_ods_is_refused() -> None:
    """The same in .ods."""
    ods = (DATA / "form.ods").read_bytes()
    deep = "<text:span>" * 5000 + "16" + "</text:span>" * 5000
    assert refusal(edit_part(ods, "content.xml", "<text:p>16</text:p>", f"<text:p>{deep}</text:p>"), "a.ods") == (
        "unreadable_corrupt"
    )


ENTITIES = [
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/"> %p;]>',
]


@pytest.mark.parametrize("declaration", ENTITIES)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_entities_are_never_expanded(declaration: str, part: str) -> None:
    """A declaration in any part that we read is reason to refuse the file."""
    assert refusal(edit_part(GOOD, part, r"^(?:<\?xml[^>]*>)?", declaration)) == "unreadable_unsafe"


def test_utf16_does_not_smuggle_entities() -> None:
    """The same in another encoding."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.decode().encode("utf-16") if name == SHEET else content)
    assert refusal(target.getvalue()) == "unreadable_unsafe"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    """A workbook is stored or deflated; nothing else is unpacked."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w", method) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
    assert refusal(target.getvalue()) == "unreadable_corrupt"


def test_many_strange_rows_take_no_quadratic_time() -> None:
    """Ten thousand rows somebody pasted below the table are told, and quickly enough to wait for."""
    rows = "".join(
        f'<row r="{line}"><c r="C{line}" t="str"><v>粘贴{line}</v></c><c r="H{line}"><v>{line}</v></c></row>'
        for line in range(20, 10_020)
    )
    loaded = read_form(rows_after(rows), "a.xlsx", PLAN)
    assert loaded.value is not None
    assert {problem.code for problem in loaded.problems} == {"row_without_id"}
    assert loaded.value.figures[0].value == 16


def test_members_of_a_zip_with_the_same_name(tmp_path: Path) -> None:
    """Two files that end up under one name, names without end, with NUL or escape characters: all are listed apart."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.xlsx", GOOD)
        archive.writestr("../a.xlsx", GOOD + b" ")
        archive.writestr("\x1b[2Jb.xlsx", GOOD[:100])
        archive.writestr("XXXX", b"x")
    (tmp_path / "报送.zip").write_bytes(target.getvalue().replace(b"XXXX", b"\0\0\0\0"))
    loaded = read_returns([tmp_path], PLAN)
    assert sorted(item.file for item in loaded.value) == ["报送.zip/a.xlsx", "报送.zip/a.xlsx（2）"]
    assert sorted((item.code, str(item.source)) for item in loaded.problems) == [
        ("file_not_workbook", "报送.zip/未命名"),
        ("unreadable_corrupt", "报送.zip/\ufffd[2Jb.xlsx"),
    ]


def test_links_in_circles_and_to_nowhere(tmp_path: Path) -> None:
    """Links that lead round in circles, to nothing or out of the folder are listed; the rest is read."""
    (tmp_path / "县科技局.xlsx").write_bytes(GOOD)
    for name, target in (("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx"), ("c.xlsx", "nothing"), ("d", "/"), ("e", ".")):
        (tmp_path / name).symlink_to(target)
    os.mkfifo(tmp_path / "pipe.xlsx")
    loaded = read_returns([tmp_path], PLAN)
    assert [item.file for item in loaded.value] == ["县科技局.xlsx"]
    assert [(item.code, str(item.source)) for item in loaded.problems] == [
        ("unreadable_link", "d"),
        ("unreadable_permission", "a.xlsx"),
        ("unreadable_permission", "b.xlsx"),
        ("unreadable_permission", "c.xlsx"),
        ("unreadable_permission", "pipe.xlsx"),
    ]


def test_closed_doors_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a folder that we may not read are named, the rest is read."""
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(GOOD)
    (tmp_path / "sub").mkdir()
    read_bytes, scandir = Path.read_bytes, os.scandir

    def guarded(path: Path) -> bytes:
        if path.name == "a.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    def closed(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    monkeypatch.setattr(os, "scandir", closed)
    loaded = read_returns([tmp_path], PLAN)
    assert [item.file for item in loaded.value] == ["b.xlsx"]
    assert [(item.code, str(item.source)) for item in loaded.problems] == [
        ("unreadable_permission", "a.xlsx"),
        ("unreadable_permission", "sub"),
    ]
    assert all("没有权限" in item.message for item in loaded.problems)


def test_names_in_gbk_on_a_system_of_utf8(tmp_path: Path) -> None:
    """A file name that another system wrote in GBK is readable and printable."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "县科技局.xlsx".encode("gbk"))).write_bytes(GOOD)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    assert [item.file for item in read_returns([tmp_path], PLAN).value] == ["县科技局.xlsx"]
