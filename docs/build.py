"""Write the generated parts of the manual: real output in the READMEs, the commands page, the catalogue of problems.

``python docs/build.py`` writes them; ``python docs/build.py --check`` exits 1 and names what is stale.  A test does the
latter.  A generated block stands between ``<!-- output: sctarget … -->`` and ``<!-- /output -->``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starter import starter_template

from sctarget.cli.app import COMMANDS
from sctarget.cli.check import judge
from sctarget.cli.inputs import actual_paths, load_plan
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.model.wordings.context import CONTEXT_WORDINGS
from sctarget.model.wordings.decisions import DECISION_WORDINGS
from sctarget.model.wordings.figures import FIGURE_WORDINGS
from sctarget.model.wordings.forms import FORM_WORDINGS
from sctarget.model.wordings.plans import PLAN_WORDINGS
from sctarget.model.wordings.scores import SCORE_WORDINGS
from sctarget.model.wordings.verifying import VERIFYING_WORDINGS
from sctarget.report.plan_slots import COUNTS, PART_FIELDS, PLAN_FIELDS, WHOLE_FIELDS, make_slots
from sctarget.report.slot_fields import INDICATOR_FIELDS, TASK_FIELDS
from sctarget.report.slots import Nothing

if TYPE_CHECKING:
    from sctarget.report.slots import Slots

TOP = Path(__file__).parents[1]
LONGEST = 60
"""An example of a field is cut behind this many characters."""

FIELDS = re.compile(r"(<!-- fields: (?P<name>\w+) -->\n).*?(<!-- /fields -->)", re.DOTALL)
BLOCK = re.compile(r"(<!-- output: (?P<command>[^>]+?) -->\n).*?(<!-- /output -->)", re.DOTALL)


def output_of(command: str) -> str:
    """What a command line of ours prints at 100 columns, run at the top of the project."""
    words = command.split()
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", words[0], *words[1:]],
        cwd=TOP,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in {0, 1, 3}:
        sys.exit(f"{command}\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def with_output(text: str) -> str:
    """A page with every output block made anew."""
    return BLOCK.sub(
        lambda match: f"{match[1]}```text\n$ {match['command']}\n{output_of(match['command'])}\n```\n{match[3]}", text
    )


def commands_page() -> str:
    """The help of every command."""
    parts = ["# 命令\n", "本页由 `python docs/build.py` 从命令自带的说明生成。\n"]
    for name in ("", *COMMANDS):
        command = f"sctarget {name} --help".replace("  ", " ")
        parts.append(f"## sctarget {name}".rstrip() + f"\n\n```text\n{output_of(command)}\n```\n")
    return "\n".join(parts)


def problems_page() -> str:
    """The catalogue of problems, one table for each place where they arise."""
    parts = [
        "# 问题目录\n",
        "本页由 `python docs/build.py` 从 `sctarget/model/wordings` 生成。编码是稳定的：外部程序可以据此处理。\n",
        (
            "级别：已自动规范、提示、警告不影响退出码；暂不采用、拒收的数据不参与判定（`check` 退出码 3；"
            "计划文件的“拒收”即错误，`validate` 退出码 1）。`{…}` 是运行时填入的内容。\n"
        ),
    ]
    for title, wordings in (
        ("计划文件", PLAN_WORDINGS),
        ("填报表", FORM_WORDINGS),
        ("汇总判定", FIGURE_WORDINGS),
        ("前后对照", CONTEXT_WORDINGS),
        ("人工决定", DECISION_WORDINGS),
        ("计分", SCORE_WORDINGS),
        ("核定", VERIFYING_WORDINGS),
    ):
        parts.append(f"## {title}\n\n| 编码 | 级别 | 情形 | 说明文字 |\n|---|---|---|---|")
        for code, wording in wordings.items():
            level = SEVERITY_CHINESE[Severity(wording.severity)]
            message = wording.message.replace("|", "\\|").replace("\n", " ")
            parts[-1] += f"\n| `{code}` | {level} | {wording.title} | {message} |"
        parts[-1] += "\n"
    return "\n".join(parts)


@lru_cache
def example_slots(name: str) -> Slots:
    """Everything that a template can name in one of the examples."""
    plan = TOP / "examples" / name / "plan.yaml"
    return make_slots(judge(load_plan(plan), actual_paths(None, plan), None, plan))


def field_table(name: str) -> str:
    """What a template can name of one sort of thing, each with an example where one of the examples has it."""
    plans = [example_slots(each) for each in ("jingchuan-2023", "maiji-2022-2025", "dazhou-2020", "shili-2024")]
    if name == "整份":
        rows = [
            (f"`{{{{ {each.name} }}}}`", each.meaning, [plan.values[each.name] for plan in plans])
            for each in WHOLE_FIELDS
        ]
    elif name == "统计":
        rows = [
            (f"`{word}`", meaning, [plan.values["统计"][word] for plan in plans]) for word, meaning in COUNTS.items()
        ]
    elif name == "计划":
        rows = [
            (f"`{each.name}`", each.meaning, [plan.values["计划"][each.name] for plan in plans]) for each in PLAN_FIELDS
        ]
    else:
        fields = {"指标": INDICATOR_FIELDS, "任务": TASK_FIELDS, **PART_FIELDS}[name]
        entries = [entry for plan in plans for entry in plan.values[name]]
        rows = [(f"`{each.name}`", each.meaning, [entry[each.name] for entry in entries]) for each in fields]
    lines = [f"| {word} | {meaning} | {example(values)} |" for word, meaning, values in rows]
    return "\n".join(("| 写法 | 含义 | 例 |", "|---|---|---|", *lines))


def example(values: list[object]) -> str:
    """The first value that says something, on one line."""
    said = [each for each in values if not isinstance(each, Nothing)]
    if not said:
        return "—"
    value = next((each for each in said if each), said[0])
    text = ("是" if value else "否") if isinstance(value, bool) else " ".join(str(value).split())
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…").replace("|", "\\|")


def templates_page() -> str:
    """The page on Word templates with its tables of fields made anew."""
    text = (TOP / "docs" / "templates.md").read_text(encoding="utf-8")
    return FIELDS.sub(lambda match: f"{match[1]}{field_table(match['name'])}\n{match[3]}", text)


def pages() -> dict[Path, str | bytes]:
    """Every generated file and what should stand in it."""
    made: dict[Path, str | bytes] = {TOP / "templates" / "报告模板.docx": starter_template()}
    made |= {TOP / "docs" / "commands.md": commands_page(), TOP / "docs" / "problems.md": problems_page()}
    made[TOP / "docs" / "templates.md"] = templates_page()
    for name in ("README.md", "README.zh-CN.md", "docs/extract.md"):
        path = TOP / name
        made[path] = with_output(path.read_text(encoding="utf-8"))
    return made


def encoded(made: str | bytes) -> bytes:
    """The bytes of a page."""
    return made if isinstance(made, bytes) else made.encode("utf-8")


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` only compare."""
    stale = [(path, made) for path, made in pages().items() if not path.exists() or path.read_bytes() != encoded(made)]
    if "--check" in arguments:
        for path, _ in stale:
            sys.stdout.write(f"过期：{path.relative_to(TOP)}，请运行 python docs/build.py\n")
        return 1 if stale else 0
    for path, text in stale:
        path.write_bytes(encoded(text))
        sys.stdout.write(f"已重写 {path.relative_to(TOP)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
