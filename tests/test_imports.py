"""The road has one direction: which package may import which, watched over the import statements."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "sctarget"

ALLOWED = {
    "model": {"model"},
    "grammar": {"grammar", "model"},
    "evaluate": {"evaluate", "model"},
    "report": {"report", "evaluate", "grammar", "model"},
    "readers": {"readers", "grammar", "model"},
    "writers": {"writers", "report", "evaluate", "grammar", "model"},
    "cli": {"cli", "writers", "readers", "report", "evaluate", "grammar", "model"},
}
LIBRARIES = {
    "typer": {"cli"},
    "click": {"cli"},
    "openpyxl": {"readers", "writers"},
    "xlsxwriter": {"writers"},
    "docx": {"readers", "writers"},
    "python_calamine": {"readers"},
    "yaml": {"readers", "writers"},
    "pypdf": {"readers"},
    "docxtpl": {"writers"},
    "jinja2": {"writers"},
    "markupsafe": {"writers"},
    "lxml": {"readers", "writers"},
    "rich": {"writers"},
    "tabulate": {"writers"},
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: 相对导入看不出方向"
            names.append(node.module or "")
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_arrows_point_one_way(path: Path) -> None:
    """A newcomer who follows an import never walks back up the road."""
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "sctarget" and len(parts) > 1:
            assert parts[1] in ALLOWED[room(path)], f"{path} 不该导入 {name}"
        elif parts[0] in LIBRARIES:
            assert room(path) in LIBRARIES[parts[0]], f"{path} 不该导入 {name}"


def test_no_cycles() -> None:
    """No two modules need each other, also inside a folder and inside functions."""
    graph = {}
    for path in modules():
        name = ".".join(("sctarget", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        graph[name] = {each for each in imported(path) if each.startswith("sctarget.")}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, "循环导入：" + " → ".join((*trail, name))
        if name in done or name not in graph:
            return
        for each in graph[name]:
            visit(each, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())
    assert len(done) == len(graph)
