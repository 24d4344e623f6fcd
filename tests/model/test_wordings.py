"""The catalogue of problems: every code is there once and used, every message says what to do or what was done."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sctarget.model.problem import Severity
from sctarget.model.wordings import WORDINGS
from sctarget.model.wordings.context import CONTEXT_WORDINGS
from sctarget.model.wordings.decisions import DECISION_WORDINGS
from sctarget.model.wordings.figures import FIGURE_WORDINGS
from sctarget.model.wordings.forms import FORM_WORDINGS
from sctarget.model.wordings.plans import PLAN_WORDINGS
from sctarget.model.wordings.scores import SCORE_WORDINGS
from sctarget.model.wordings.verifying import VERIFYING_WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "sctarget"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "wordings" not in path.parts]
REPORTS = {"make_problem", "problem", "_problem", "_say", "_reject", "_refuse", "_about", "whole", "UnreadableError"}
REPORTS |= {"FigureRule", "RelationRule", "FormRule"}
"""Functions whose first argument is a code."""

INSTRUCTION = re.compile(
    r"请|例如|要写|要有|只用|只能|只写|写成|要写明|用 sctarget|计划文件是|区划代码是|\{hint\}$|\{reason\}。?$"
)
DONE = re.compile(
    r"按.*(?:处理|读取|判定|为准|对应|换算)|已|照读|只计|只用|不用|不影响|没有(?:采用|运行|读取|计入)|仍(?:按|用)|采用|\{effect\}$"
)


def literals(node: ast.AST) -> Iterator[str]:
    """The texts that an expression can be: its constant, or both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def reported() -> Iterator[tuple[str, str]]:
    """(module, code) of every problem that the package makes with a code written out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if node.args and (name in REPORTS or (name == "add" and len(node.args) > 1)):
                yield from ((path.name, code) for code in literals(node.args[0]))
            for keyword in node.keywords:
                if keyword.arg == "code":
                    yield from ((path.name, code) for code in literals(keyword.value))


def test_codes_are_unique_over_all_catalogues() -> None:
    """A code means one thing, whichever part of the program reports it; none is written twice in its catalogue."""
    catalogues = (
        PLAN_WORDINGS, FORM_WORDINGS, FIGURE_WORDINGS, CONTEXT_WORDINGS, DECISION_WORDINGS, SCORE_WORDINGS,
        VERIFYING_WORDINGS,
    )  # fmt: skip
    assert len(WORDINGS) == sum(len(catalogue) for catalogue in catalogues)
    for path in sorted((PACKAGE / "model" / "wordings").glob("*.py")):
        keys = [
            key.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        ]
        assert len(keys) == len(set(keys)), path.name


def test_reported_codes_exist() -> None:
    """No problem is reported with a code that the catalogue does not know."""
    found = list(reported())
    assert len(found) > 100
    assert [item for item in found if item[1] not in WORDINGS] == []


def test_codes_are_used() -> None:
    """No wording waits for a problem that nobody reports."""
    texts = {
        node.value
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(WORDINGS.keys() - texts) == []


@pytest.mark.parametrize("code", WORDINGS)
def test_wording(code: str) -> None:
    """Each has a known severity, a short Chinese title, and a message that leaves nobody wondering what to do."""
    wording = WORDINGS[code]
    severity = Severity(wording.severity)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
    assert 0 < len(wording.title) <= 16
    assert re.search(r"[\u4e00-\u9fff]", wording.title + wording.message)
    assert INSTRUCTION.search(wording.message) or (not severity.blocking and DONE.search(wording.message)), wording


@pytest.mark.parametrize("code", WORDINGS)
def test_wording_can_be_filled(code: str) -> None:
    """A message is a template with named places only."""
    names = [name for _, name, _, _ in string.Formatter().parse(WORDINGS[code].message) if name is not None]
    assert all(name.isidentifier() for name in names)
    assert "某" in WORDINGS[code].message.format(**dict.fromkeys(names, "某")) or not names
