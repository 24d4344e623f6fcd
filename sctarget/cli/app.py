"""The Typer app, the Chinese of the library's own words, and the one place where failures become exit codes."""

from __future__ import annotations

import gettext
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import click
import typer

from sctarget import __version__
from sctarget.cli import console
from sctarget.model.errors import SctargetError

EXIT_UNABLE = 2
EXIT_INTERRUPTED = 130
EXIT_CRASH = 70

app = typer.Typer(
    name="sctarget",
    help="科技指标目标管理：计划（YAML）→ 填报表（Excel）→ 判定 → 报告。",
    epilog="先运行 sctarget new 目录名 建一个项目；各命令的用法：sctarget 命令 --help",
    add_completion=False,
    suggest_commands=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="显示版本号。")] = False,
) -> int:
    """科技指标目标管理：计划（YAML）→ 填报表（Excel）→ 判定 → 报告。"""
    if version:
        console.write_line(f"sctarget {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        if Path("plan.yaml").is_file():
            from sctarget.cli.status import show_status

            return show_status()
        console.write_line(context.get_help())
    return 0


COMMANDS = (
    "new",
    "extract",
    "convert",
    "validate",
    "template",
    "collect",
    "check",
    "report",
    "explain",
    "trend",
    "diff",
)
"""The commands; each is the function of its name in the module of its name."""


def prepare(arguments: list[str]) -> None:
    """Give the app its commands; when one is named, only that one, since importing and describing each takes time."""
    named = next((each for each in arguments if not each.startswith("-")), None)
    app.registered_commands.clear()
    for name in (named,) if named in COMMANDS else COMMANDS:
        command = getattr(import_module(f"sctarget.cli.{name}"), str(name))
        app.command(name, options_metavar="[选项]")(command)


def speak_chinese() -> None:
    """Point the command-line library's message catalogue at ours; it looks it up by the LANGUAGE of the process."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(Path(__file__).parents[1] / "locale"))


def run(arguments: list[str]) -> int:
    """Run one command line, e.g. ``["check", "plan.yaml"]``; returns the exit code and never raises.

    Exit codes: README.zh-CN.md (0 done, 1 findings, 2 unable, 3 data not to be trusted, 70 crash).
    """
    console.prepare_streams()
    speak_chinese()
    try:
        prepare(arguments)
        code = app(arguments, prog_name="sctarget", standalone_mode=False)
        console.flush()
    except click.Abort:
        console.complain("已中断，没有写出任何不完整的文件。")
        return EXIT_INTERRUPTED
    except click.ClickException as failure:
        show_misuse(failure)
        return EXIT_UNABLE
    except SctargetError as failure:
        console.complain(f"错误：{failure}")
        return failure.exit_code
    except BrokenPipeError:
        console.abandon_output()
        return 0
    except Exception as crash:  # noqa: BLE001 - the one catch: a crash must not look like a finding (exit code 1)
        return report_crash(crash)
    return code if isinstance(code, int) else 0


def show_misuse(failure: click.ClickException) -> None:
    """How the command is used and what was wrong, without the English full stop behind a missing argument."""
    if isinstance(failure, click.MissingParameter):
        failure = click.UsageError(failure.format_message().rstrip(".") + "。", failure.ctx)
    failure.show()


def report_crash(crash: Exception) -> int:
    """Tell our own fault from the user's, with what a report needs; exit code 70."""
    import traceback

    console.complain(
        "程序内部出错，这不是您的数据或操作的问题。原始文件没有被改动。\n"
        f"请把下面的内容和所用的命令一起反馈给维护人员（README“反馈问题”一节），版本 {__version__}，"
        f"Python {sys.version.split()[0]}：\n" + "".join(traceback.format_exception(crash)).rstrip()
    )
    return EXIT_CRASH
