"""``sctarget new``: a project folder with a commented plan to start from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sctarget.cli import console
from sctarget.cli.options import Force
from sctarget.model.errors import UsageError

REPORT_TEMPLATE = "报告模板.docx"
"""Drawn by docs/starter.py."""


class PlanSort(StrEnum):
    """Which starter plan is copied."""

    ANNUAL = "annual"
    MULTI_YEAR = "multi-year"


def templates_folder() -> Path:
    """Where the starter files are: inside the installed package, or at the top of a source checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def new(
    folder: Annotated[Path, typer.Argument(metavar="目录", help="要新建的项目文件夹。")],
    *,
    kind: Annotated[
        PlanSort, typer.Option("--kind", metavar="annual|multi-year", help="年度计划 annual，或跨年度计划 multi-year。")
    ] = PlanSort.ANNUAL,
    force: Force = False,
) -> int:
    """新建项目：带注释的 plan.yaml、放收回报表的 actuals 文件夹、报告模板、使用说明。"""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} 是一个文件，不能当作项目文件夹。请换一个名字。")
    templates = templates_folder()
    files = {
        folder / "plan.yaml": (templates / f"plan-{kind.value}.yaml").read_bytes(),
        folder / "使用说明.md": (templates / "使用说明.md").read_bytes(),
        folder / REPORT_TEMPLATE: (templates / REPORT_TEMPLATE).read_bytes(),
        folder
        / "actuals"
        / "收回的报表放在这里.md": "把各单位交回的填报表（.xlsx）放进本文件夹，文件名不限。\n".encode(),
    }
    console.write_files(files, force=force)
    console.write_line(
        f"已建好 {folder}：\n"
        f"  {folder / 'plan.yaml'}    计划，按注释改成自己的指标\n"
        f"  {folder / 'actuals'}      收回的填报表放在这里\n"
        f"  {folder / REPORT_TEMPLATE}  报告的 Word 模板，可以改成自己单位的样子（docs/templates.md）\n"
        f"  {folder / '使用说明.md'}  一页说明\n"
        f"下一步：改好计划后运行 sctarget validate {folder / 'plan.yaml'}"
    )
    return 0
