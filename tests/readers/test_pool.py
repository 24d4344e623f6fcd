"""Reading many files at once changes nothing but the time it takes."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from forms_support import fill, indicator, make_plan, period

from sctarget.readers.returns import read_returns
from sctarget.writers.form_xlsx import FormWriter

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.model.plan import Plan

TOWNS = tuple(f"示例镇{number:03d}" for number in range(60))


class Broken(ThreadPoolExecutor):
    """A pool whose processes are killed at once."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


def unable(**_: object) -> ProcessPoolExecutor:
    """A system that grants no processes."""
    raise OSError


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """Sixty towns' returns, among them a copy, damaged ones, one that is no workbook, and a zip of two more."""
    plan = make_plan(
        indicator("a", "甲", "家", "1", reporters=TOWNS), indicator("b", "乙", "亿元", "1.5", reporters=TOWNS), tasks=()
    )
    writer, folder = FormWriter(plan, period("2023"), None), tmp_path_factory.mktemp("returned")
    forms = [
        fill(writer.write(town), {("a", "actual"): number, ("b", "actual"): "约1.2" if number % 7 else 1.2})
        for number, town in enumerate(TOWNS)
    ]
    for number, data in enumerate(forms[:-2]):
        (folder / f"{number:03d}.xlsx").write_bytes(data[:-40] if number % 11 == 5 else data)
    (folder / "030副本.xlsx").write_bytes(forms[30])
    (folder / "041说明.pdf").write_bytes(b"%PDF-1.7")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, data in enumerate(forms[-2:]):
            archive.writestr(f"{number}.xlsx", data)
    (folder / "050.zip").write_bytes(packed.getvalue())
    return plan, folder


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor, Broken, unable])
def test_same_order_and_result(project: tuple[Plan, Path], executor: Any) -> None:
    """In processes, in threads, and where the pool breaks or cannot be had, the result is that of one process."""
    plan, folder = project
    alone = read_returns([folder], plan, patience=1e9)
    together = read_returns([folder], plan, executor=executor or ProcessPoolExecutor, patience=0)
    assert together == alone
    assert len(alone.value) == 55
    codes = {problem.code for problem in alone.problems}
    assert {"file_duplicate", "unreadable_corrupt", "file_not_workbook", "cell_not_exact"} <= codes


def test_few_files_start_no_processes(project: tuple[Plan, Path]) -> None:
    """A pool is not even asked for where there is little to read or the estimate is short."""
    plan, folder = project

    def forbidden(**_: object) -> ProcessPoolExecutor:
        raise AssertionError

    few = sorted(folder.glob("*.xlsx"))[:10]
    assert len(read_returns(few, plan, executor=forbidden, patience=0).value) == 9
    assert len(read_returns([folder], plan, executor=forbidden, patience=1e9).value) == 55


def test_progress_counts_every_file(project: tuple[Plan, Path]) -> None:
    """The bar runs from nothing to all, never back, also when several processes read."""
    plan, folder = project
    told: list[tuple[int, int]] = []
    read_returns([folder], plan, executor=ThreadPoolExecutor, patience=0, progress=lambda *step: told.append(step))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len(list(folder.iterdir())) + 1
