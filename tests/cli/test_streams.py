"""What goes where: pipes, encodings, colours, files that must stay whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.support import GOOD, TOP, answer, project, sctarget

from sctarget import __version__


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = project(tmp_path)
    answer(path, GOOD)
    return path


def test_version_and_bare_command() -> None:
    """The version alone; without a command, what commands there are."""
    assert sctarget("--version").out == f"sctarget {__version__}\n"
    assert "validate" in sctarget().out


def test_gbk_console(plan: Path) -> None:
    """A GBK console of an old Windows prints everything, no traceback, no lost Chinese."""
    for arguments in (
        ["check", plan],
        ["check", plan, "--format", "markdown"],
        ["check", "--help"],
        ["validate", plan],
    ):
        ran = sctarget(*arguments, encoding="gbk")
        assert ran.code == 0, ran.err
        assert "?" not in ran.out.replace("[选项]", "")


def test_json_survives_gbk(plan: Path) -> None:
    """JSON on a GBK pipe still says the same."""
    direct = json.loads(sctarget("check", plan, "--format", "json").out)
    assert json.loads(sctarget("check", plan, "--format", "json", encoding="gbk").out) == direct


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full，不能装作磁盘满了")
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "html"])
def test_a_full_disk_behind_a_redirection(plan: Path, form: str) -> None:
    """``check > 结果`` on a full disk says so and exits 2; no crash, no result that looks whole."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sctarget", "check", plan, "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "错误：标准输出 写不进去：磁盘满了，请腾出空间或换一个盘。\n"


def test_no_colour_when_redirected(plan: Path) -> None:
    """A redirected table holds no escape sequences."""
    assert "\x1b" not in sctarget("check", plan).out


def test_html_is_what_its_head_says(plan: Path) -> None:
    """Redirected into a file on a GBK console, HTML is still the UTF-8 that its head declares."""
    settings = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONPATH": str(TOP)}
    done = subprocess.run(
        [sys.executable, "-m", "sctarget", "check", str(plan), "--format", "html"],
        env=settings,
        capture_output=True,
        check=True,
    )
    page = done.stdout.decode("utf-8")
    assert '<meta charset="utf-8">' in page
    assert "研发经费支出" in page


def test_colour_on_a_terminal_unless_refused(plan: Path) -> None:
    """On a terminal the lights are coloured; NO_COLOR turns that off."""
    pty = pytest.importorskip("pty", reason="没有伪终端的系统")
    shown = {}
    for name, setting in (("colour", {}), ("plain", {"NO_COLOR": "1"})):
        master, slave = pty.openpty()
        settings = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {
            "TERM": "xterm-256color",
            "PYTHONPATH": str(TOP),
        }
        with subprocess.Popen(
            [sys.executable, "-m", "sctarget", "check", str(plan)], stdout=slave, stderr=slave, env=settings | setting
        ) as process:
            os.close(slave)
            chunks = []
            try:
                while chunk := os.read(master, 65536):
                    chunks.append(chunk)
            except OSError:
                pass
            assert process.wait() == 0
        os.close(master)
        shown[name] = b"".join(chunks).decode("utf-8")
    assert "\x1b[32m" in shown["colour"] or "\x1b[1;32m" in shown["colour"]
    assert "\x1b" not in shown["plain"]


@pytest.mark.parametrize("kind", ["annual", "multi-year"])
def test_a_new_project_finds_nothing_wrong_with_itself(tmp_path: Path, kind: str) -> None:
    """What ``new`` puts into actuals/ is no return and no problem: only the missing departments are told."""
    assert sctarget("new", "项目", "--kind", kind, cwd=tmp_path).code == 0
    ran = sctarget("check", "项目/plan.yaml", "--as-of", "2023-06-30", "--format", "json", cwd=tmp_path)
    assert {each["code"] for each in json.loads(ran.out)["problems"]} <= {"not_returned"}


def test_csv_opens_in_excel(plan: Path) -> None:
    """CSV begins with the byte order mark; each list has rows as long as its head: indicators, then tasks."""
    target = plan.parent / "结果.csv"
    assert sctarget("check", plan, "-o", target).code == 0
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lists = data.decode("utf-8-sig").split("\r\n\r\n")
    indicators, tasks = (list(csv.reader(io.StringIO(each))) for each in lists)
    for rows in (indicators, tasks):
        assert {len(row) for row in rows} == {len(rows[0])}
    assert sorted(row[1] for row in indicators[1:]) == ["rd", "sme"]
    assert tasks[1][1:3] == ["park", "农业科技园区通过验收"]


@pytest.mark.parametrize("name", ["结果.json", "结果.csv", "结果.md", "结果.html", "结果.txt"])
def test_no_overwriting_unasked(plan: Path, name: str) -> None:
    """A file that exists stays as it is until --force."""
    target = plan.parent / name
    target.write_text("旧的", encoding="utf-8")
    ran = sctarget("check", plan, "-o", target)
    assert ran.code == 2
    assert "已存在" in ran.err
    assert target.read_text(encoding="utf-8") == "旧的"
    assert sctarget("check", plan, "-o", target, "--force").code == 0
    assert "研发经费支出" in target.read_text(encoding="utf-8-sig")
    assert not [each for each in plan.parent.iterdir() if each.name.endswith(".part")]


def test_template_writes_all_or_nothing(plan: Path) -> None:
    """One form that exists stops the whole run before anything is written."""
    folder = plan.parent / "发出"
    assert sctarget("template", plan, "-o", folder).code == 0
    names = sorted(each.name for each in folder.iterdir())
    assert len(names) == 2
    (folder / names[0]).unlink()
    kept = (folder / names[1]).read_bytes()
    ran = sctarget("template", plan, "-o", folder)
    assert ran.code == 2
    assert sorted(each.name for each in folder.iterdir()) == [names[1]]
    assert (folder / names[1]).read_bytes() == kept


def test_returned_workbooks_are_never_touched(plan: Path) -> None:
    """check reads; the bytes in actuals/ stay what they were."""

    def prints() -> dict[str, str]:
        return {
            each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in (plan.parent / "actuals").iterdir()
        }

    before = prints()
    sctarget("check", plan)
    sctarget("check", plan, "--format", "json")
    assert prints() == before


def test_new_then_the_whole_road(tmp_path: Path) -> None:
    """new → validate → template → an unanswered check, in another folder than ours."""
    for kind, period in (("annual", []), ("multi-year", ["--period", "YEAR"])):
        assert sctarget("new", kind, "--kind", kind, cwd=tmp_path).code == 0
        folder = tmp_path / kind
        assert sctarget("validate", cwd=folder).code == 0
        text = (folder / "plan.yaml").read_text(encoding="utf-8")
        year = text.split("period:")[1].strip()[:4]
        ran = sctarget("template", *[year if each == "YEAR" else each for each in period], cwd=folder)
        assert ran.code == 0, ran.err
        forms = list((folder / "forms").glob("*.xlsx"))
        assert forms
        for form in forms:
            form.rename(folder / "actuals" / form.name)
        unanswered = sctarget("check", cwd=folder)
        assert unanswered.code == 3
        assert "未报送" in unanswered.out + unanswered.err


def test_new_does_not_overwrite(tmp_path: Path) -> None:
    """A project that is there stays there."""
    assert sctarget("new", "项目", cwd=tmp_path).code == 0
    (tmp_path / "项目" / "plan.yaml").write_text("我的", encoding="utf-8")
    assert sctarget("new", "项目", cwd=tmp_path).code == 2
    assert (tmp_path / "项目" / "plan.yaml").read_text(encoding="utf-8") == "我的"


def test_closed_pipe_is_no_crash(plan: Path) -> None:
    """``sctarget check | head -1`` ends quietly."""
    command = f'"{sys.executable}" -m sctarget check "{plan}" | head -1'
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
