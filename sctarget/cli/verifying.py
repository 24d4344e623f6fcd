"""``sctarget template --verify``: one workbook for each data department, the self-reports in it (docs/verifying.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli import console
from sctarget.cli.inputs import (
    DEFAULT_FORMS,
    actual_paths,
    collected,
    load_plan,
    named_departments,
    reporting_period,
)
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sctarget.model.actual import FormReturn
    from sctarget.model.period import Period
    from sctarget.model.plan import Plan


class Asked(NamedTuple):
    """Where the workbooks go, for which period (as written), until when, and for which data departments."""

    output: Path
    period: str | None
    due: date | None
    departments: list[str] | None


def write_verify_forms(path: Path, files: list[Path] | None, asked: Asked, *, force: bool) -> int:
    """Write one 核定表 for each data department, with what has been reported until now."""
    from sctarget.evaluate.gather import gather
    from sctarget.writers.verify_xlsx import verify_file_name, write_verify_form

    plan = load_plan(path)
    departments = _wanted(plan, asked.departments)
    paths = actual_paths(files, path)
    wanted = reporting_period(plan, asked.period) if asked.period else None
    returned = collected(plan, paths, path).value
    period = wanted or latest_period(returned)
    if period is None:
        raise UsageError("还没有收到填报表，没有自报数可核定。请先收表，或用 --period 写明报告期。")
    forms = [form for form in returned if form.period == period]
    gathered = gather(plan, forms, period.end)
    targets = {name: asked.output / verify_file_name(plan, name, period) for name in departments}
    console.refuse_existing(list(targets.values()), force=force)
    written = {
        target: write_verify_form(plan, name, period, gathered, asked.due, _round(name, forms))
        for name, target in targets.items()
    }
    console.write_files(written, force=force)
    for target in written:
        console.write_line(str(target))
    console.complain(f"共 {len(written)} 个单位的核定表，报告期 {period.chinese}，写在 {asked.output}。")
    if gathered.missing:
        console.complain(f"还没有报送的单位：{'、'.join(gathered.missing)}；它们的“自报数”空着。")
    return 0


def latest_period(returned: Sequence[FormReturn]) -> Period | None:
    """The latest period of which something was reported."""
    filled = [form.period for form in returned if not form.blank and not form.verifies]
    return max(filled, key=lambda period: (period.end, -period.start.toordinal()), default=None)


def _wanted(plan: Plan, names: list[str] | None) -> tuple[str, ...]:
    """The data departments asked for, by name or alias; all when none is named."""
    from sctarget.model.verify_form import sources_without_body, verifiers

    known = verifiers(plan)
    strange = sources_without_body(plan)
    if strange:
        console.complain(
            f"数据来源“{'”“'.join(strange)}”不是计划里的单位，没有核定表；要它核定，请写进 plan.departments。"
        )
    if not known:
        raise UsageError(
            "计划里没有哪一项要核定：请在指标的 source 或 plan.defaults 的 source 写数据来源单位（不是报送单位自己）。"
        )
    return named_departments(plan, names, known, "核定单位")


def _round(department: str, forms: Sequence[FormReturn]) -> int:
    """The number of the workbook: one more than the newest of this department that came back."""
    return 1 + max((form.round for form in forms if form.verifies and form.department == department), default=0)


def verifiers_asked(plan: Plan, path: Path, returned: Sequence[FormReturn], wanted: Period | None) -> tuple[str, ...]:
    """The data departments whose 核定表 for the period lies in the folder of forms beside the plan, so was sent."""
    folder, period = path.parent / DEFAULT_FORMS, wanted or latest_period(returned)
    if period is None or not folder.is_dir():
        return ()
    from sctarget.model.verify_form import verifiers
    from sctarget.writers.verify_xlsx import verify_file_name

    return tuple(name for name in verifiers(plan) if (folder / verify_file_name(plan, name, period)).exists())
