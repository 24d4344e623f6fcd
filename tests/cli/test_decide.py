"""collect --decide: questions about quarantined figures, answers into decisions.yaml, and what check makes of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import GOOD, TOP, Ran, answer, project, sctarget

from sctarget.readers.decisions import read_decisions
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from pathlib import Path

DOUBTFUL: dict[str, dict[str, object]] = {**GOOD, "sme": {"actual": 16.5}, "rd": {"actual": "见附件"}}
"""16.5家 in a row of whole companies, and no figure at all for the expenditure."""


def ask(plan: Path, *lines: str, extra: tuple[str, ...] = ()) -> Ran:
    """collect --decide with these lines piped into it."""
    settings = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "PYTHONPATH": str(TOP)}
    done = subprocess.run(
        [sys.executable, "-m", "sctarget", "collect", str(plan), "--decide", *extra],
        env=settings,
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = project(tmp_path)
    answer(path, DOUBTFUL)
    return path


def decisions(plan: Path) -> list[tuple[str, str, str | None, str, str]]:
    loaded = read_plan(plan).value
    assert loaded is not None
    found = read_decisions(plan.parent / "decisions.yaml", loaded)
    assert found.problems == ()
    return [
        (each.indicator, each.action.value, None if each.value is None else str(each.value), each.who, each.why)
        for each in found.value
    ]


def check(plan: Path) -> Any:
    ran = sctarget("check", plan, "--format", "json")
    return ran.code, json.loads(ran.out)


def test_questions_settle_what_was_quarantined(plan: Path) -> None:
    """Two answers, and check trusts the data, shows who decided, and exits 0."""
    assert check(plan)[0] == 3
    ran = ask(plan, "示例甲", "2", "1700万元", "电话补报", "1", "含半家合并计算")
    assert ran.code == 0, ran.err
    assert decisions(plan) == [
        ("rd", "correct", "0.17", "示例甲", "电话补报"),
        ("sme", "confirm", "16.5", "示例甲", "含半家合并计算"),
    ]
    code, document = check(plan)
    assert code == 0
    by_id = {item["id"]: item for item in document["indicators"]}
    assert by_id["rd"]["actual"]["value"] == "0.17"
    assert by_id["rd"]["actual"]["sources"][0]["raw"] == "见附件"
    assert any("示例甲" in note for note in by_id["sme"]["notes"])
    applied = [each for each in document["problems"] if each["code"] == "decision_applied"]
    assert [each["severity"] for each in applied] == ["note", "note"]


def test_a_question_shows_what_a_person_must_know(plan: Path) -> None:
    """Department, indicator, target, cell, what was typed, how it reads, what is wrong, the choices."""
    text = ask(plan, "示例甲", "4", "q").err
    assert "[1/2] 县统计局 · 研发经费支出（rd）2023年" in text
    assert "目标：0.16亿元以上" in text
    assert "[填报表!H" in text
    assert "填的：“见附件”" in text
    assert "问题：“研发经费支出”填的是“见附件”，应当填数字。" in text
    assert "1 确认" not in text.partition("[2/2]")[0]
    assert "填的：“16.5”，读作16.5家" in text
    assert "1 确认16.5家  2 改正  3 不涉及  4 跳过  q 结束" in text


def test_figures_of_earlier_periods_are_shown(tmp_path: Path) -> None:
    """Who decides sees what the department reported before."""
    path = project(tmp_path)
    answer(path, {**GOOD, "sme": {"actual": 9}}, period="2023H1")
    answer(path, DOUBTFUL)
    assert "以前：2023年上半年9家" in ask(path, "示例甲", "4", "q").err


def test_skipping_and_ending_write_nothing(plan: Path) -> None:
    """4 leaves a figure for later, q ends; there is no file then."""
    ran = ask(plan, "示例甲", "4", "q")
    assert ran.code == 3
    assert "还有1个数没有决定" in ran.err
    assert not (plan.parent / "decisions.yaml").exists()


def test_what_was_skipped_is_said_to_be_open_still(plan: Path) -> None:
    """Whoever skips a figure is not told that nothing is left to decide."""
    ran = ask(plan, "示例甲", "4", "4")
    assert ran.code == 3
    assert "都问过了，记下0条，跳过的2个仍没有决定" in ran.err


def test_every_answer_is_written_at_once(plan: Path) -> None:
    """Input that ends after the first answer leaves that answer in the file."""
    ran = ask(plan, "示例甲", "3", "该局没有这项工作")
    assert ran.code == 3
    assert [each[:2] for each in decisions(plan)] == [("rd", "waive")]
    assert "记下1条，还有1个数没有决定" in ran.err


def test_slips_are_asked_again(plan: Path) -> None:
    """Another word, a confirmation of nothing, a figure that is none, an empty reason: each is asked again."""
    ran = ask(plan, "", "示例甲", "x", "1", "2", "大约2亿", "17万家", "0.17", "", "电话补报", "q")
    assert ran.code == 3
    assert "“x”不是选项" in ran.err
    assert "不能直接确认" in ran.err
    assert "不是确数" in ran.err
    assert "请按“亿元”写" in ran.err
    assert ran.err.count("不能空着") == 2
    assert decisions(plan) == [("rd", "correct", "0.17", "示例甲", "电话补报")]


def test_a_task_is_asked_about_too(tmp_path: Path) -> None:
    """基本完成 in the row of a task: its deadline is shown, its four words are the choices."""
    path = project(tmp_path)
    answer(path, {**GOOD, "park": {"actual": "基本完成"}})
    ran = ask(path, "示例甲", "3", "1", "2", "差不多", "推进中", "验收会定在一月")
    assert "完成时限：2023年12月31日" in ran.err
    assert "“3”不是选项" in ran.err
    assert "“差不多”不是其中之一" in ran.err
    _, document = check(path)
    assert document["tasks"][0]["status"] == "in_progress"
    assert not [each for each in document["problems"] if each["severity"] in {"quarantined", "rejected"}]


def test_nobody_to_answer(plan: Path) -> None:
    """Neither a terminal nor a piped answer: said in one sentence, exit code 2."""
    ran = ask(plan)
    assert ran.code == 2
    assert "既没有终端，也没有送来答案" in ran.err
    assert not (plan.parent / "decisions.yaml").exists()


def test_nothing_to_decide(tmp_path: Path) -> None:
    """Clean returns need no person."""
    path = project(tmp_path)
    answer(path, GOOD)
    ran = ask(path)
    assert ran.code == 0
    assert "没有要人决定的数了" in ran.err


def test_a_person_s_file_is_kept(plan: Path) -> None:
    """Lines and comments that somebody wrote stay; a second run goes on with what is left."""
    mine = (
        '# 我的备注\n- {indicator: sme, department: 县科技局, period: 2023, action: 确认, raw: "16.5",\n'
        "   who: 示例乙, when: 2024-01-05, why: 见会议纪要}   # 纪要第3条\n"
    )
    (plan.parent / "decisions.yaml").write_text(mine, encoding="utf-8")
    ran = ask(plan, "示例甲", "2", "0.17", "电话补报")
    assert "[1/1]" in ran.err
    assert ran.code == 0
    assert (plan.parent / "decisions.yaml").read_text(encoding="utf-8").startswith(mine)
    assert [each[0] for each in decisions(plan)] == ["sme", "rd"]


@pytest.mark.parametrize("text", ["- indicator: sme\n", "[{indicator: rd}]\n", "decisions:\n  - 1\n"])
def test_a_broken_file_is_not_added_to(plan: Path, text: str) -> None:
    """A file with errors is named with its lines, and stays as it was."""
    file = plan.parent / "decisions.yaml"
    file.write_text(text, encoding="utf-8")
    ran = ask(plan, "示例甲", "2", "0.17", "电话补报")
    assert ran.code == 2
    assert "decisions.yaml:1:" in ran.err
    assert file.read_text(encoding="utf-8") == text


def test_a_list_in_brackets_is_not_broken(plan: Path) -> None:
    """A list written in brackets cannot be gone on with: it is left whole, and the person is told."""
    file = plan.parent / "decisions.yaml"
    file.write_text("[]\n", encoding="utf-8")
    ran = ask(plan, "示例甲", "2", "0.17", "电话补报")
    assert ran.code == 2
    assert "没法在末尾续写" in ran.err
    assert file.read_text(encoding="utf-8") == "[]\n"


def test_only_one_department_is_asked_about(plan: Path) -> None:
    """--department narrows the questions too."""
    ran = ask(plan, "示例甲", "q", extra=("--department", "县科技局"))
    assert "[1/1] 县科技局" in ran.err


def test_a_changed_cell_comes_back(plan: Path) -> None:
    """The department sends another text: the old decision is out of date, check says so and asks again."""
    ask(plan, "示例甲", "2", "0.17", "电话补报", "1", "核实过")
    answer(plan, {**DOUBTFUL, "rd": {"actual": "见附件2"}}, only="县统计局")
    code, document = check(plan)
    assert code == 3
    (warned,) = [each for each in document["problems"] if each["code"] == "decision_outdated"]
    assert "“见附件”" in warned["message"]
    assert "“见附件2”" in warned["message"]
    assert "[1/1] 县统计局" in ask(plan, "示例甲", "q").err


def test_errors_of_the_file_reach_check(plan: Path) -> None:
    """An entry without a reason is not applied; check names the line and exits 3."""
    entry = "- {indicator: rd, department: 县统计局, period: 2023, action: 确认, who: 示例甲, when: 2024-01-05}"
    (plan.parent / "decisions.yaml").write_text(entry, encoding="utf-8")
    ran = sctarget("check", plan)
    assert ran.code == 3
    assert "decisions.yaml:1:3" in ran.err
    assert "缺少“why”" in ran.err


def test_two_departments_that_disagree(tmp_path: Path) -> None:
    """One says 16, the other 18 (a plan with two reporters that give the latest): waiving one settles it."""
    text = """\
plan: {id: shili-2023, title: 示例计划, issuer: 县科技局, period: 2023}
indicators:
  - id: sme
    name: 科技型中小企业
    target: 16家以上
    kind: flow
    lead: 县科技局
    reporter: [县科技局, 县工信局]
    rollup: latest
"""
    path = project(tmp_path, text)
    answer(path, {"sme": {"actual": 16.5}}, only="县科技局")
    answer(path, {"sme": {"actual": 18}}, only="县工信局")
    ran = ask(path, "示例甲", "3", "以县工信局的数为准")
    assert ran.code == 0, ran.err
    _, document = check(path)
    assert document["indicators"][0]["actual"]["value"] == "18"


@pytest.mark.skipif(sys.platform == "win32", reason="没有伪终端")
def test_on_a_terminal(plan: Path) -> None:
    """A person at a terminal is asked and answers line by line."""
    import pty

    mother, child = pty.openpty()
    settings = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(TOP)}
    with subprocess.Popen(
        [sys.executable, "-m", "sctarget", "collect", str(plan), "--decide"],
        env=settings,
        stdin=child,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        os.write(mother, "示例甲\n2\n0.17\n电话补报\nq\n".encode())
        _, told = running.communicate(timeout=60)
    os.close(child)
    os.close(mother)
    assert running.returncode == 3
    assert "谁作决定（姓名）：" in told.decode()
    assert [each[0] for each in decisions(plan)] == ["rd"]


DIRECTED = """\
plan: {id: p, title: 示例计划, issuer: 县科技局, period: 2023}
indicators:
  - {id: content, name: 企业满意度, target: 有较大提升, unit: '%', history: {2022: 88%}, lead: 县科技局}
  - {id: parks, name: 园区, target: 不低于上年, unit: 家, kind: stock, history: {2022: 3家}, lead: 县科技局}
tasks:
  - {id: park, name: 农业科技园区通过验收, lead: 县科技局}
"""


def test_a_direction_is_graded_by_questions(tmp_path: Path) -> None:
    """Only what rose is asked about; the tier, then the share within it, then why; check shows the grade."""
    plan = project(tmp_path, DIRECTED)
    answer(plan, {"content": {"actual": 90.5}, "parks": {"actual": 2}, "park": {"actual": "已完成"}})
    ran = ask(plan, "示例甲", "2", "85", "70%", "还有两类企业没有提升")
    assert "[1/1]" in ran.err
    assert "1 达成  2 部分达成  3 未达成" in ran.err
    assert "“85”不是60%到80%之间的数" in ran.err
    loaded = read_plan(plan).value
    assert loaded is not None
    (decision,) = read_decisions(plan.parent / "decisions.yaml", loaded).value
    assert (decision.indicator, decision.raw, str(decision.share)) == ("content", "90.5", "0.70")
    _, document = check(plan)
    by_id = {item["id"]: item for item in document["indicators"]}
    assert (by_id["content"]["status"], by_id["content"]["grade"]["level"]) == ("nearly", "partly")
    assert (by_id["parks"]["status"], by_id["parks"]["grade"]) == ("unmet", None)


def test_a_grade_no_longer_holds_when_the_figure_changed(tmp_path: Path) -> None:
    """90.5 was graded; the department corrects itself to 88.2: the grade is outdated, and asked for again."""
    plan = project(tmp_path, DIRECTED)
    answer(plan, {"content": {"actual": 90.5}, "parks": {"actual": 3}, "park": {"actual": "已完成"}})
    ask(plan, "示例甲", "1", "", "达到要求", "1", "", "没有减少")
    assert check(plan)[1]["indicators"][0]["status"] == "met"
    answer(plan, {"content": {"actual": 88.2}, "parks": {"actual": 3}, "park": {"actual": "已完成"}})
    _, document = check(plan)
    assert document["indicators"][0]["status"] == "to_verify"
    assert {"decision_outdated", "grade_needed"} <= {each["code"] for each in document["problems"]}


def test_a_task_is_graded_by_hand(tmp_path: Path) -> None:
    """Reported as done, graded 部分达成: under way, overdue, exit code 1."""
    plan = project(tmp_path)
    answer(plan, GOOD)
    (plan.parent / "decisions.yaml").write_text(
        "- {indicator: park, department: 县科技局, period: 2023, action: 评定, grade: 部分达成, share: 60%, "
        "raw: 已完成, who: 示例甲, when: 2024-01-10, why: 现场查看}\n",
        encoding="utf-8",
    )
    code, document = check(plan)
    (task,) = document["tasks"]
    assert (code, task["status"], task["overdue"], task["grade"]["share"]) == (1, "in_progress", True, "0.60")
