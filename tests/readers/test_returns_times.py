"""When a return was last written, and how far the reading is."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from typing import TYPE_CHECKING

from forms_support import blank_form, fill, filled, make_plan

from sctarget.readers.returns import read_returns

if TYPE_CHECKING:
    from pathlib import Path

PLAN = make_plan()
GOOD = filled(PLAN)
SCHOOL = fill(blank_form(PLAN, "县教育局"), {("school", "actual"): 3})


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone()


def put(path: Path, data: bytes, when: str) -> None:
    path.write_bytes(data)
    os.utime(path, (local(when).timestamp(),) * 2)


def times(*paths: Path) -> list[dt.datetime | None]:
    return [each.modified for each in read_returns(paths, PLAN).value]


def test_time_of_a_file(tmp_path: Path) -> None:
    """The time that the file system shows, on this computer's clock."""
    put(tmp_path / "a.xlsx", GOOD, "2023-10-09T17:30:00")
    assert times(tmp_path) == [local("2023-10-09T17:30:00")]


def test_time_in_a_zip(tmp_path: Path) -> None:
    """A zip knows when each file was written; where it does not say, its own time counts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.xlsx", (2023, 10, 11, 8, 0, 0)), GOOD)
        archive.writestr(zipfile.ZipInfo("b.xlsx", (1980, 1, 1, 0, 0, 0)), SCHOOL)
    put(tmp_path / "报送.zip", target.getvalue(), "2023-10-12T09:00:00")
    assert times(tmp_path) == [local("2023-10-11T08:00:00"), local("2023-10-12T09:00:00")]


def test_impossible_time_in_a_zip(tmp_path: Path) -> None:
    """A zip that claims month 15 is read all the same."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.xlsx", (2023, 10, 11, 8, 0, 0)), GOOD)
    stamp = ((2023 - 1980) << 9 | 10 << 5 | 11).to_bytes(2, "little")
    broken = ((2023 - 1980) << 9 | 15 << 5 | 11).to_bytes(2, "little")
    data = target.getvalue()
    assert data.count(stamp) >= 2
    put(tmp_path / "报送.zip", data.replace(stamp, broken), "2023-10-12T09:00:00")
    assert times(tmp_path) == [local("2023-10-12T09:00:00")]


def test_the_earlier_copy_counts(tmp_path: Path) -> None:
    """The same file sent again later does not make its department late."""
    put(tmp_path / "a(1).xlsx", GOOD, "2023-10-20T09:00:00")
    put(tmp_path / "a.xlsx", GOOD, "2023-10-09T09:00:00")
    assert times(tmp_path) == [local("2023-10-09T09:00:00")]


def test_progress_counts_files_and_what_zips_hold(tmp_path: Path) -> None:
    """Who watches sees the count rise to its end, with the files of a zip added when it is opened."""
    put(tmp_path / "a.xlsx", GOOD, "2023-10-09T09:00:00")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c.xlsx", SCHOOL)
        archive.writestr("d.pdf", b"%PDF-1.4")
        archive.writestr("e.pdf", b"%PDF-1.5")
    seen: list[tuple[int, int]] = []
    read_returns([tmp_path], PLAN, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[0] == (0, 2)
    assert seen[-1] == (4, 4)
    assert all(done <= total for done, total in seen)
