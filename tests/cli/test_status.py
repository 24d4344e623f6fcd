"""Bare ``sctarget``: where the project stands and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.support import GOOD, answer, project, sctarget

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_project_is_told_to_make_forms(tmp_path: Path) -> None:
    """Nothing has gone out yet."""
    project(tmp_path)
    ran = sctarget(cwd=tmp_path)
    assert ran.code == 0
    assert "已发出：forms 里没有填报表" in ran.out
    assert "下一步：sctarget template" in ran.out


def test_after_the_forms_went_out_the_next_step_is_to_chase(tmp_path: Path) -> None:
    """It names how many went out, who is missing, and the command with the period in it."""
    project(tmp_path)
    sctarget("template", "--period", "2023Q3", cwd=tmp_path)
    ran = sctarget(cwd=tmp_path)
    assert "已发出：2023年三季度填报表，2个单位（forms）" in ran.out
    assert "已收回：2023年三季度填报表，0个单位，共2个（actuals）；未报：县统计局、县科技局" in ran.out
    assert "下一步：sctarget collect --period 2023Q3 --remind" in ran.out


def test_forms_that_were_not_made_are_named(tmp_path: Path) -> None:
    """One department was left out."""
    project(tmp_path)
    sctarget("template", "--department", "县统计局", cwd=tmp_path)
    assert "还没有生成的：县科技局" in sctarget(cwd=tmp_path).out


def test_what_needs_a_person_is_counted_by_department(tmp_path: Path) -> None:
    """A quarantined figure comes before chasing."""
    plan = project(tmp_path)
    answer(plan, {**GOOD, "sme": {"actual": "12-15"}})
    ran = sctarget(cwd=tmp_path)
    assert "暂不采用1处" in ran.out
    assert "县科技局" in ran.out
    assert "下一步：sctarget collect --period 2023 --return-to 退回" in ran.out


def test_when_all_is_back_the_next_step_is_to_judge(tmp_path: Path) -> None:
    """Nobody has to be asked any more."""
    answer(project(tmp_path), GOOD)
    ran = sctarget(cwd=tmp_path)
    assert "2个单位，共2个" in ran.out
    assert "未报：" not in ran.out
    assert "下一步：sctarget check" in ran.out


def test_a_form_filled_in_the_wrong_folder_is_noticed(tmp_path: Path) -> None:
    """The clerk saved the return over the form that went out."""
    answer(project(tmp_path), GOOD)
    (tmp_path / "actuals").rename(tmp_path / "forms")
    ran = sctarget(cwd=tmp_path)
    assert "forms 里有2份已经填了数的表" in ran.out
    assert "请放进 actuals" in ran.out


def test_a_broken_plan_comes_first(tmp_path: Path) -> None:
    """Before anything else the plan has to be right."""
    project(tmp_path, "plan: {id: x}\n")
    ran = sctarget(cwd=tmp_path)
    assert ran.code == 0
    assert "下一步：sctarget validate" in ran.out


def test_elsewhere_it_is_the_help(tmp_path: Path) -> None:
    """Outside of a project nothing is guessed."""
    ran = sctarget(cwd=tmp_path)
    assert ran.code == 0
    assert "用法：" in ran.out
    assert "template" in ran.out
