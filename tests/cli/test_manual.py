"""The manual and the program say the same, in Chinese."""

from __future__ import annotations

import gettext
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import click
import pytest
import typer
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from cli.support import TOP, sctarget

from sctarget.cli.app import app, prepare

prepare([])
GROUP = cast("click.Group", typer.main.get_command(app))
LOCALE = TOP / "sctarget" / "locale" / "zh_CN" / "LC_MESSAGES"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOT_FOR_USERS = re.compile(
    r"editor|Windows error|shell completion|Shell completion|declaration|flag for true/false|Could not determine name|"
    r"No options defined|Unknown color|^d$"
)


def options() -> list[tuple[str, click.Parameter]]:
    return [(name, each) for name, command in GROUP.commands.items() for each in command.params]


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_every_command_says_what_it_does(name: str) -> None:
    """A command has Chinese help and a place in both manuals."""
    assert CHINESE.search(GROUP.commands[name].help or "")
    for page in ("README.md", "README.zh-CN.md", "docs/commands.md"):
        assert f"sctarget {name}" in (TOP / page).read_text(encoding="utf-8"), page


@pytest.mark.parametrize(("name", "option"), options(), ids=lambda each: getattr(each, "name", each))
def test_every_option_says_what_it_does(name: str, option: click.Parameter) -> None:
    """An option has Chinese help and stands on the commands page."""
    assert CHINESE.search(getattr(option, "help", None) or ""), f"{name} {option.name}"
    page = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
    section = page.split(f"## sctarget {name}\n")[1].split("\n## ")[0]
    shown = option.opts[-1] if isinstance(option, click.Option) else str(option.metavar)
    assert shown in section


@pytest.mark.parametrize("arguments", [[], *([name] for name in GROUP.commands)], ids=str)
def test_help_is_chinese(arguments: list[str]) -> None:
    """No English word of the library is left in the help."""
    ran = sctarget(*arguments, "--help")
    assert ran.code == 0
    assert "用法：" in ran.out
    assert not re.search(r"Usage|Options|Arguments|Commands|Show this|default:|required|TEXT|PATH", ran.out)


def test_every_word_of_the_library_is_translated() -> None:
    """What click or typer may say to a user is in our catalogue, so an update cannot bring English back unseen."""
    with (LOCALE / "messages.po").open("rb") as stream:
        ours = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(stream)}
    missing = set()
    for library in (click, typer):
        folder = str(Path(str(library.__file__)).parent)
        for file, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")]):
            text = message if isinstance(message, str) else message[0]
            if (
                Path(file).name not in {"rich_utils.py", "cli.py"}
                and not NOT_FOR_USERS.search(text)
                and text not in ours
            ):
                missing.add(text)
    assert not missing


def test_the_compiled_catalogue_is_current() -> None:
    """make locale was run after the last change of the words."""
    with (LOCALE / "messages.po").open("rb") as stream:
        words = {message.id: message.string for message in read_po(stream) if message.id}
    with (LOCALE / "messages.mo").open("rb") as stream:
        spoken = gettext.GNUTranslations(stream)
    assert len(words) > 50
    for said, meant in words.items():
        if isinstance(said, str):
            assert spoken.gettext(said) == meant
        else:
            one, several = said
            assert meant
            assert spoken.ngettext(one, several, 2) == meant[0]


def test_generated_pages_are_current() -> None:
    """README output, the commands page and the catalogue of problems are what the program says today."""
    done = subprocess.run(
        [sys.executable, "docs/build.py", "--check"], cwd=TOP, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_of_the_manual_lead_somewhere() -> None:
    """A relative link in any page points to a file that is there."""
    for page in [*TOP.glob("*.md"), *(TOP / "docs").glob("*.md"), *TOP.glob("examples/*/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_the_schema_travels_with_the_package() -> None:
    """Editors find the JSON Schema inside the package."""
    schema = json.loads((TOP / "sctarget" / "data" / "plan.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"].keys() >= {"plan", "indicators", "tasks"}
