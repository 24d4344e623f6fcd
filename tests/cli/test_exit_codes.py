"""Every exit code of the manual, met the way a user meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import GOOD, PLAN, answer, project, sctarget

from sctarget.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def test_0_when_all_is_met(tmp_path: Path) -> None:
    """Everything reported and met: nothing to report."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    ran = sctarget("check", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "超额完成" in ran.out
    assert "2023年12月31日" in ran.out


def test_1_when_a_target_is_missed(tmp_path: Path) -> None:
    """A target missed at the end of its period, unless the caller does not want to know."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": 8}})
    assert sctarget("check", plan).code == 1
    assert "未完成" in sctarget("check", plan).out
    assert sctarget("check", plan, "--fail-on", "none").code == 0


def test_1_when_a_task_is_overdue(tmp_path: Path) -> None:
    """A task not done on its day."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "park": {"actual": "推进中"}})
    assert sctarget("check", plan).code == 1


def test_behind_counts_only_when_asked(tmp_path: Path) -> None:
    """Behind by half a share of 20 points at half-year: only --fail-on behind minds."""
    plan = project(tmp_path)
    answer(plan, {"rd": {"actual": 0.08}, "sme": {"actual": 6}, "park": {"actual": "推进中"}}, period="2023H1")
    assert sctarget("check", plan).code == 0
    assert sctarget("check", plan, "--fail-on", "behind").code == 1


def test_far_behind_is_missed(tmp_path: Path) -> None:
    """Far behind the expected share is a finding by default."""
    plan = project(tmp_path)
    answer(plan, {"rd": {"actual": 0.08}, "sme": {"actual": 2}, "park": {"actual": "推进中"}}, period="2023H1")
    assert sctarget("check", plan).code == 1


@pytest.mark.parametrize("typed", [True, "12-15", "#REF!", None])
def test_3_when_a_cell_cannot_be_trusted(tmp_path: Path, typed: object) -> None:
    """A quarantined, rejected or blank figure beats the finding of a missed target."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "rd": {"actual": typed, "remark": "见说明"}, "sme": {"actual": 1}})
    ran = sctarget("check", plan)
    assert ran.code == 3, ran.out + ran.err
    assert "填报表!" in ran.err
    assert sctarget("check", plan, "--fail-on", "none").code == 3


def test_3_when_a_department_has_not_returned(tmp_path: Path) -> None:
    """A department that owes its form."""
    plan = project(tmp_path)
    answer(plan, GOOD, only="县科技局")
    ran = sctarget("check", plan)
    assert ran.code == 3
    assert "县统计局" in ran.err


def test_3_when_a_workbook_is_not_one(tmp_path: Path) -> None:
    """A photo renamed to .xlsx is told, and the rest is judged."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    (tmp_path / "actuals" / "补报.xlsx").write_bytes(b"\xff\xd8\xff\xe0 not a workbook")
    ran = sctarget("check", plan)
    assert ran.code == 3
    assert "补报.xlsx" in ran.err
    assert "超额完成" in ran.out


def test_warnings_change_nothing(tmp_path: Path) -> None:
    """A figure with its unit typed behind it is normalised; 约 is a warning; both are 0."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": "16家"}, "rd": {"actual": "约0.17亿元"}})
    ran = sctarget("check", plan)
    assert ran.code == 0, ran.err
    assert "约0.17亿元" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.yaml"], "找不到计划文件"),
        (["validate", "."], "是文件夹"),
        (["check", "--as-of", "昨天"], "--as-of"),
        (["check", "--format", "pdf"], "不在可选值之内"),
        (["check", "--formt", "json"], "没有 --formt 这个选项"),
        (["chek"], "没有 chek 这个命令"),
        (["check", "plan.yaml", "nowhere.xlsx"], "找不到 nowhere.xlsx"),
        (["check", "--status", "很好"], "很好"),
        (["check", "--department", "县教育局"], "县教育局"),
        (["template", "--period", "2024"], "不在计划期"),
        (["template", "--period", "上半年"], "报告期"),
        (["template", "--due", "下周"], "--due"),
        (["template", "--department", "县教育局"], "不是报送单位"),
        (["check", "-o", "结果.docx"], "结果.docx"),
        (["new"], "缺少参数 '目录'。"),
    ],
)
def test_2_when_it_cannot_be_done(tmp_path: Path, arguments: list[str], said: str) -> None:
    """Wrong use and missing files: a Chinese sentence that says what, no traceback."""
    answer(project(tmp_path), GOOD)
    ran = sctarget(*arguments, cwd=tmp_path)
    assert ran.code == 2, ran.out + ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_2_when_the_plan_is_invalid(tmp_path: Path) -> None:
    """A plan with errors is not judged; validate calls the same errors findings."""
    plan = project(tmp_path, PLAN.replace("target: 16家以上", "target: 很多"))
    answer_free = sctarget("check", plan)
    assert answer_free.code == 2
    assert "plan.yaml:8:" in answer_free.err
    checked = sctarget("validate", plan)
    assert checked.code == 1
    assert "很多" in checked.out


def test_2_when_nothing_says_as_of_when(tmp_path: Path) -> None:
    """No form and no --as-of: the tool asks, it does not take today's date."""
    plan = project(tmp_path)
    ran = sctarget("check", plan)
    assert ran.code == 2
    assert "--as-of" in ran.err


def test_2_names_the_files_that_could_not_be_read(tmp_path: Path) -> None:
    """Where nothing came back but unreadable files, each of them is named before the date is asked for."""
    plan = project(tmp_path)
    (tmp_path / "actuals" / "县科技局.xlsx").write_text("你好", encoding="utf-8")
    ran = sctarget("check", plan)
    assert ran.code == 2
    assert "县科技局.xlsx" in ran.err
    assert "--as-of" in ran.err


def test_a_mistyped_command_is_told_in_chinese(tmp_path: Path) -> None:
    """A mistyped command gets a suggestion, and not a word of English."""
    ran = sctarget("chekc", cwd=tmp_path)
    assert ran.code == 2
    assert "是不是 'check'" in ran.err
    assert "Did you" not in ran.err


def test_3_when_only_older_forms_are_there_at_the_end(tmp_path: Path) -> None:
    """On the last day of the plan half-year forms are not the annual ones: every department still owes one."""
    plan = project(tmp_path)
    answer(plan, GOOD, period="2023H1")
    assert sctarget("check", plan).code == 0
    ran = sctarget("check", plan, "--as-of", "2023-12-31")
    assert ran.code == 3
    assert "2个单位未报送" in ran.out


def test_70_when_we_crash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Our own fault is not taken for a finding, and says how to report it."""

    def crash(_: object) -> None:
        raise ZeroDivisionError("内部")

    monkeypatch.setattr(app, "prepare", crash)
    assert app.run(["check"]) == 70
    said = capsys.readouterr().err
    assert "程序内部出错" in said
    assert "ZeroDivisionError" in said
