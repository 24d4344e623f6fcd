"""What ``diff`` was given: recognised by what it is, read, and compared with the other (docs/diff.md §1)."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli.inputs import DEFAULT_ACTUALS, DEFAULT_PLAN, collected, load_plan
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from sctarget.model.plan import Plan
    from sctarget.model.saved import SavedCheck, SavedSet
    from sctarget.report.diff_plan import PlanSide
    from sctarget.report.differences import Comparison

_PLANS = frozenset({".yaml", ".yml"})
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
_SAVEABLE = "sctarget check --format json -o 结果.json"


class Sort(Enum):
    """What a file or a folder is."""

    PLAN = "计划"
    RETURNS = "收回的报表"
    RECORD = "收表的汇总"
    JSON = "保存的结果"


class Given(NamedTuple):
    """One of the two: where it is, what it is, and its bytes where it is one file."""

    path: Path
    sort: Sort
    data: bytes = b""


def compare(old: Path, new: Path, plan: Path | None) -> Comparison:
    """What two files or folders say differently.  Raises UsageError for what cannot be compared."""
    from sctarget.model.saved import SavedCheck, SavedSet

    sides = _given(old), _given(new)
    files = _names(old, new)
    if all(side.sort is Sort.PLAN for side in sides):
        from sctarget.report.diff_plan import compare_plans

        before, after = (_plan_side(side, file) for side, file in zip(sides, files, strict=True))
        return compare_plans(before, after)
    if any(side.sort is Sort.PLAN for side in sides):
        raise _mixed(sides, files)
    values = [_read(side, file, plan) for side, file in zip(sides, files, strict=True)]
    if isinstance(values[0], SavedCheck) and isinstance(values[1], SavedCheck):
        from sctarget.report.diff_verdicts import compare_checks

        return compare_checks(values[0], values[1], files)
    if isinstance(values[0], SavedSet) and isinstance(values[1], SavedSet):
        from sctarget.report.collected import names_of
        from sctarget.report.diff_figures import compare_sets

        return compare_sets(values[0], values[1], files, names_of(load_plan(plan)) if plan else None)
    words = [("判定结果" if isinstance(value, SavedCheck) else "收表") for value in values]
    raise UsageError(
        f"{files[0]} 是{words[0]}，{files[1]} 是{words[1]}，不能比较。请给出两份计划、两次收表，或两次判定结果。"
    )


def _mixed(sides: tuple[Given, Given], files: tuple[str, str]) -> UsageError:
    told = "，".join(f"{file} 是{side.sort.value}" for file, side in zip(files, sides, strict=True))
    return UsageError(f"{told}，不能比较。请给出两份计划、两次收表，或两次判定结果。")


def _names(old: Path, new: Path) -> tuple[str, str]:
    """How the two are called: their names, with as many folders before as tell them apart."""
    parts = [Path(os.path.abspath(path)).parts[1:] for path in (old, new)]  # noqa: PTH100  (links keep their names)
    length = 1
    while parts[0] != parts[1] and parts[0][-length:] == parts[1][-length:]:
        length += 1
    return "/".join(parts[0][-length:]), "/".join(parts[1][-length:])


def _given(path: Path) -> Given:
    if not path.exists():
        raise UsageError(f"找不到 {path}。请检查它的位置。")
    if path.is_dir():
        if (path / DEFAULT_PLAN).is_file():
            raise UsageError(
                f"{path} 是项目文件夹。请写明：计划 {path / DEFAULT_PLAN}，收回的报表 {path / DEFAULT_ACTUALS}。"
            )
        return Given(path, Sort.RETURNS)
    ending = path.suffix.lower()
    if ending in _PLANS:
        return Given(path, Sort.PLAN)
    if ending == ".zip":
        return Given(path, Sort.RETURNS)
    data = _bytes(path)
    if ending == ".json":
        return Given(path, Sort.JSON, data)
    if ending == ".csv":
        return Given(path, Sort.RECORD, data)
    if ending in _BOOKS:
        from sctarget.readers.saved_table import BookSort, book_sort
        from sctarget.report.saved_rows import RECORD_SHEET

        sorts = {BookSort.PLAN: Sort.PLAN, BookSort.RECORD: Sort.RECORD, BookSort.OTHER: Sort.RETURNS}
        return Given(path, sorts[book_sort(data, str(path), RECORD_SHEET)], data)
    raise UsageError(
        f"看不出 {path} 是什么。能比较的：计划（.yaml .xlsx）、收回的报表（文件夹、.zip）、"
        f"收表的汇总（collect -o 写的 .json .xlsx .csv）、判定结果（{_SAVEABLE}）。"
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failure:
        raise UsageError(f"{path} 读不了（{failure.strerror}）。请检查位置，或关闭占用它的程序后重试。") from failure


def _plan_side(side: Given, file: str) -> PlanSide:
    from sctarget.report.diff_plan import PlanSide

    if side.path.suffix.lower() in _PLANS:
        from sctarget.readers.plan_book import read_plan_text

        return PlanSide(file, load_plan(side.path), read_plan_text(side.path))
    from sctarget.cli.convert import read_book

    return PlanSide(file, *read_book(side.path))


def _read(side: Given, file: str, plan: Path | None) -> SavedCheck | SavedSet:
    if side.sort is Sort.JSON:
        from sctarget.readers.saved_json import read_saved_json

        return read_saved_json(side.data, file)
    if side.sort is Sort.RECORD:
        return _record(side, file)
    return _returns(side.path, plan)


def _record(side: Given, file: str) -> SavedSet:
    from sctarget.readers.saved_table import read_book_rows, read_csv_rows
    from sctarget.report.saved_rows import RECORD_SHEET, RETURNS_SHEET, missing_captions, set_of_rows

    if side.path.suffix.lower() == ".csv":
        rows, returns = read_csv_rows(side.data, file), []
    else:
        rows = read_book_rows(side.data, file, RECORD_SHEET)
        returns = read_book_rows(side.data, file, RETURNS_SHEET)
    lacking = missing_captions(rows[0]) if rows else []
    if lacking or not rows:
        why = f"没有“{'”“'.join(lacking)}”这些列" if lacking else "没有数据行"
        raise UsageError(f"{file} 不是 sctarget collect -o 写出的汇总表：{why}。判定结果请保存为 JSON：{_SAVEABLE}。")
    return set_of_rows("", rows, returns)


def _returns(path: Path, plan: Path | None) -> SavedSet:
    """The returns as ``collect`` sees them, every period; read by the plan named, beside them, or here."""
    from sctarget.evaluate.collection import collect_returns
    from sctarget.report.saved_rows import set_of_collections

    chosen = plan or _plan_beside(path)
    loaded: Plan = load_plan(chosen)
    returned = collected(loaded, [path], chosen)
    periods = sorted({form.period for form in returned.value if not form.blank}, key=lambda each: (each.end, each.text))
    if not periods:
        raise UsageError(f"{path} 里没有读到填好的填报表。请核对位置，或用 sctarget collect 看是什么原因。")
    return set_of_collections(collect_returns(loaded, returned.value, returned.problems, each) for each in periods)


def _plan_beside(path: Path) -> Path:
    beside = path.resolve().parent
    for folder in (beside, *([beside.parent] if beside.name == DEFAULT_ACTUALS else []), Path()):
        if (folder / DEFAULT_PLAN).is_file():
            return folder / DEFAULT_PLAN
    raise UsageError(f"{path} 旁边和当前文件夹里都没有 plan.yaml，读不了报表。请用 --plan 写明计划。")
