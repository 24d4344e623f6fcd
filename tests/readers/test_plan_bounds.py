"""Files that are no plan, are far too big, or want to harm: a clear message in bounded time, never a traceback."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.readers import plan_file, yaml_nodes
from sctarget.readers.plan_log import PlanLog
from sctarget.readers.plan_yaml import read_plan
from sctarget.readers.yaml_nodes import parse_nodes

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "plan: {id: shili, title: 示例, issuer: 县科技局, period: 2023}\nindicators:\n"


def codes(path: Path) -> list[str]:
    """The codes of a file's problems, which must make it unusable."""
    loaded = read_plan(path)
    assert loaded.value is None
    return [problem.code for problem in loaded.problems]


def write(tmp_path: Path, text: str) -> Path:
    """A plan file with a text."""
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_missing_file(tmp_path: Path) -> None:
    """A wrong path is said to be one, with the path as typed."""
    loaded = read_plan(tmp_path / "没有.yaml")
    assert [problem.code for problem in loaded.problems] == ["file_missing"]
    assert str(loaded.problems[0].source) == str(tmp_path / "没有.yaml")


def test_folder_instead_of_file(tmp_path: Path) -> None:
    """Somebody gives the folder of the plan."""
    assert codes(tmp_path) == ["file_is_folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_does_not_block(tmp_path: Path) -> None:
    """A named pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path / "pipe") == ["file_not_regular"]


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission to read names the reason."""
    path = write(tmp_path, HEAD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    loaded = read_plan(path)
    assert [problem.code for problem in loaded.problems] == ["file_unreadable"]
    assert "Permission denied" in loaded.problems[0].message


def test_name_with_nul() -> None:
    """A path that no file system takes is a message as well."""
    assert codes(pathlib.Path("a\0b.yaml"))[0] in {"file_unreadable", "file_missing"}


def test_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the bound is not read to its end."""
    monkeypatch.setattr(plan_file, "MAX_BYTES", 1_000_000)
    assert codes(write(tmp_path, "#" * 1_000_001)) == ["file_too_big"]


def test_hundred_thousand_indicators(tmp_path: Path) -> None:
    """100,000 indicators are refused with their number and the limit."""
    rows = "".join(f"  - {{id: i{number}, name: 指标{number}}}\n" for number in range(100_000))
    loaded = read_plan(write(tmp_path, HEAD + rows))
    assert [problem.message for problem in loaded.problems] == [
        "“indicators”有 100000 项，超过上限 20000 项。请拆成几个计划文件。"
    ]


def test_endless_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of entries are refused before they are read."""
    monkeypatch.setattr(yaml_nodes, "MAX_ITEMS", 1000)
    assert codes(write(tmp_path, f"a: [{'x,' * 1001}]")) == ["yaml_too_many"]


def test_billion_laughs(tmp_path: Path) -> None:
    """Aliases of aliases stop at the bound instead of filling the memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert codes(write(tmp_path, "\n".join(lines))) == ["yaml_alias_limit"]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_endless_nesting(tmp_path: Path, text: str) -> None:
    """Brackets without end do not exhaust the stack."""
    assert "yaml_depth" in codes(write(tmp_path, text)) or "yaml_complex_key" in codes(write(tmp_path, text))


def test_long_cycle_of_formulas(tmp_path: Path) -> None:
    """A cycle through thousands of indicators is found without recursion and printed short."""
    rows = "".join(
        f"  - {{id: i{n}, name: 指标{n}, unit: 家, kind: stock, formula: i{(n + 1) % 3000} + 1}}\n" for n in range(3000)
    )
    loaded = read_plan(write(tmp_path, HEAD + rows))
    cycles = [problem for problem in loaded.problems if problem.code == "reference_cycle"]
    assert [problem.read for problem in cycles] == ["i0 → i1 → i2 → i3 → i4 → … → i0"]


def test_no_object_is_built_from_a_tag(tmp_path: Path) -> None:
    """A tag that would run a command is refused, and nothing runs."""
    victim = tmp_path / "victim"
    text = f"{HEAD}  - {{id: one, name: !!python/object/apply:os.mkdir ['{victim.as_posix()}']}}\n"
    assert "yaml_tag" in codes(write(tmp_path, text))
    assert not victim.exists()


def test_foreign_line_breaks_do_not_shift_lines(tmp_path: Path) -> None:
    """Invisible line separators from the web count as blanks, as editors count them."""
    loaded = read_plan(write(tmp_path, f"# a\u2028b\x85c\n{HEAD}  - {{id: one, nam: 第一项}}\n"))
    unknown = [problem for problem in loaded.problems if problem.code == "key_unknown"]
    assert unknown[0].source is not None
    assert (unknown[0].source.line, unknown[0].source.column) == (4, 15)


def test_all_problems_in_one_pass_with_their_columns(tmp_path: Path) -> None:
    """What stands behind a place that YAML cannot read keeps its own line and column."""
    text = f"{HEAD}  - {{id: one, unit: %, nam: 甲}}\n  - id: two\n    name: @甲\n    tagret: 5家\n"
    loaded = read_plan(write(tmp_path, text))
    places = [
        (problem.source.line, problem.source.column, problem.code)
        for problem in loaded.problems
        if problem.source and problem.code.startswith(("yaml", "key"))
    ]
    assert places == [
        (3, 21, "yaml_reserved"),
        (3, 24, "key_unknown"),
        (5, 11, "yaml_reserved"),
        (6, 5, "key_unknown"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "unit: %",
        "target: >=5家",
        "target: *",
        "a: b: c",
        "name：甲\nb: c",
        "a:\n\tb: c",
        'a: "b',
        "a: [b",
        "a: b\n  c: d",
    ],
)
def test_both_parsers_tell_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the C library of YAML the messages are the same."""

    def told() -> list[tuple[str, str]]:
        log = PlanLog("plan.yaml")
        parse_nodes(text, log)
        return [(problem.code, str(problem.source)) for problem in log.problems]

    usual = told()
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert usual
    assert told() == usual


SAMPLE = f"""{HEAD}  - id: one
    name: 第一项
    target: 达到0.16亿元以上
    kind: flow
    baseline: {{value: 0.10亿元, year: 2020}}
    milestones: {{2023H1: 0.1亿元}}
    at: [正文, 附件]
tasks:
  - {{id: two, name: 验收, due: 2023-12-31}}
"""
SLIPS = st.sampled_from(
    [*"%*&!@`>|-?:：{}[],#'\"\\ \n\t~=0年家约", "\u200b", "\x00", "\u2028", ": ", "\n- ", "<<: ", "*a"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 6), SLIPS), min_size=1, max_size=6))
def test_no_slip_of_the_pen_raises(tmp_path_factory: pytest.TempPathFactory, slips: list[tuple[int, int, str]]) -> None:
    """Whatever happens to a plan file while typing, the result is a plan or problems with their places."""
    text = SAMPLE
    for place, length, slip in slips:
        text = text[:place] + slip + text[place + length :]
    loaded = read_plan(write(tmp_path_factory.mktemp("slips"), text))
    assert loaded.value is not None or loaded.problems
    for problem in loaded.problems:
        assert problem.source is not None
        assert problem.source.line is None or problem.source.line >= 1
        assert problem.source.column is None or problem.source.column >= 1
        assert problem.message
