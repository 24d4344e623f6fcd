"""Folders, zips and lists of returned files: everything is read or named."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from forms_support import blank_form, fill, filled, make_plan

from sctarget.model.errors import SctargetError
from sctarget.readers.returns import read_returns

if TYPE_CHECKING:
    from pathlib import Path

PLAN = make_plan()
GOOD = filled(PLAN)
SCHOOL = fill(blank_form(PLAN, "县教育局"), {("school", "actual"): 3})


def names(folder: Path, *paths: Path) -> tuple[list[str], list[tuple[str, str]]]:
    loaded = read_returns(paths or (folder,), PLAN)
    problems = [(problem.code, str(problem.source.file) if problem.source else "") for problem in loaded.problems]
    return [item.file for item in loaded.value], problems


def test_folder_is_read_with_what_lies_beside(tmp_path: Path) -> None:
    """Forms in folders below are found in order; system files are passed over, other documents are named."""
    (tmp_path / "教育").mkdir()
    (tmp_path / "教育" / "县教育局.xlsx").write_bytes(SCHOOL)
    (tmp_path / "科技局.xlsx").write_bytes(GOOD)
    for name in ("Thumbs.db", "desktop.ini", ".~lock.科技局.xlsx#", "a.tmp", "说明.md", "plan.yaml", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "~$科技局.xlsx").write_bytes(b"x")
    (tmp_path / "佐证.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "空.xlsx").write_bytes(b"")
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.rglob("*") if path.is_file()}
    files, problems = names(tmp_path)
    assert files == ["科技局.xlsx", "教育/县教育局.xlsx"]
    assert sorted(problems) == [
        ("file_not_workbook", "佐证.pdf"),
        ("file_open_elsewhere", "~$科技局.xlsx"),
        ("unreadable_empty", "空.xlsx"),
    ]
    after = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_missing_path_is_a_failure(tmp_path: Path) -> None:
    """A path that somebody typed and that is not there stops the run with its name."""
    with pytest.raises(SctargetError, match="没有这个"):
        read_returns((tmp_path / "没有这个",), PLAN)


def test_named_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A PDF named on the command line is refused as a PDF."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert names(tmp_path, tmp_path / "a.pdf") == ([], [("unreadable_pdf", "a.pdf")])


def test_same_file_twice_counts_once(tmp_path: Path) -> None:
    """A copy of a return is noted and not counted again."""
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (tmp_path / "a(1).xlsx").write_bytes(GOOD)
    assert names(tmp_path) == (["a(1).xlsx"], [("file_duplicate", "a.xlsx")])


def test_zip_with_gbk_names_and_ways_out(tmp_path: Path) -> None:
    """Names written by a Chinese Windows are readable, ../ leads nowhere, a zip in the zip is named."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("XXXXXXXX.xlsx", GOOD)
        archive.writestr("../../etc/b.xlsx", SCHOOL)
        archive.writestr("__MACOSX/._b.xlsx", b"x")
        archive.writestr("in.zip", b"PK\x03\x04")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")
    data = target.getvalue().replace(b"XXXXXXXX", "县科技局".encode("gbk"))
    (tmp_path / "报送.zip").write_bytes(data)
    files, problems = names(tmp_path)
    assert sorted(files) == ["报送.zip/etc/b.xlsx", "报送.zip/县科技局.xlsx"]
    assert sorted(problems) == [
        ("file_not_workbook", "报送.zip/photo.jpg"),
        ("unreadable_nested_zip", "报送.zip/in.zip"),
    ]
    assert not (tmp_path.parent / "etc").exists()


def test_broken_zip_and_rar_are_named(tmp_path: Path) -> None:
    """What cannot be unpacked is refused, the rest is read."""
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "b.rar").write_bytes(b"Rar!\x1a\x07")
    (tmp_path / "c.xlsx").write_bytes(GOOD)
    assert names(tmp_path) == (["c.xlsx"], [("unreadable_corrupt", "a.zip"), ("unreadable_archive", "b.rar")])


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file elsewhere is named and not read."""
    (tmp_path / "outside.xlsx").write_bytes(GOOD)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.xlsx").symlink_to(tmp_path / "outside.xlsx")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert names(tmp_path, tmp_path / "in") == ([], [("unreadable_link", "link.xlsx")])


def test_two_folders_keep_their_names_apart(tmp_path: Path) -> None:
    """With several folders the folder stands before the file name."""
    for folder, data in (("q1", GOOD), ("q2", SCHOOL)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes(data)
    assert names(tmp_path, tmp_path / "q1", tmp_path / "q2")[0] == ["q1/a.xlsx", "q2/a.xlsx"]
