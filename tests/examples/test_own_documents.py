"""The examples in a user's own documents: a draft with stars, a template with scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.support import TOP, sctarget
from examples.road import NAMES, run
from word_support import lines, paragraph, rows, template, word

from sctarget.readers.document_file import read_word
from sctarget.report.plan_slots import make_slots
from sctarget.report.sentences import indicator_sentence
from sctarget.report.slot_fields import falls_short
from sctarget.report.words import status_words
from sctarget.writers.template_docx import render_template

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = TOP / "examples" / "county-2023"


def test_the_draft_of_the_example(tmp_path: Path) -> None:
    """What is certain is filled in the draft's own units, what is not stays; the file in the example is the result."""
    made = tmp_path / "filled.txt"
    ran = sctarget("report", EXAMPLE / "plan.yaml", "--draft", EXAMPLE / "draft.txt", "-o", made, COLUMNS="200")
    assert ran.code == 1, ran.err
    assert made.read_text("utf-8") == (EXAMPLE / "draft-filled.txt").read_text("utf-8")
    assert "共22处：填了17处，5处没有填。" in ran.out
    for reason in (
        "“县级科研成果”没有数：县科技局报为不涉及",
        "计划里没有指标“发明专利拥有量”",
        "“科技投入占本级财政预算支出”没有数：统计数据尚未公布",
        "口径是“近三年累计”，原句说的不是",
        "这一部分写的是“下一步”，不是完成数",
    ):
        assert reason in ran.out


def test_a_template_may_speak_of_scores(tmp_path: Path) -> None:
    """Weights, points and grades of the plan, of an item and of a department."""
    said = (
        "{{ 计分情况 }}",
        "{{ 技术合同成交额.分值 }}分得{{ 技术合同成交额.得分 }}分：{{ 技术合同成交额.计分说明 }}",
        '{{ 单位["示例县财政局"].得分 }}，{{ 单位["示例县财政局"].等级 }}；{{ 科技特派员.计分说明|缺省("满分") }}',
    )
    (tmp_path / "T.docx").write_bytes(word("".join(map(paragraph, said))))
    plan = TOP / "examples" / "shili-2024" / "plan.yaml"
    ran = sctarget("report", plan, "--template", tmp_path / "T.docx", "-o", tmp_path / "a.docx")
    assert ran.code == 0, ran.err
    assert lines((tmp_path / "a.docx").read_bytes()) == [
        "计分：满分100分，得83.80分，等级良。",
        "8分得6.83分：8分×完成率85.4%",
        "13.50，优；满分",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_can_be_asked_for_everything(name: str) -> None:
    """A row for each indicator, task, group and department with a fallback: no plan makes a template fail."""
    said = [
        "{{ 标题 }}{{ 总体情况 }}{{ 报告期 }}",
        "{% for 项 in 指标列表 %}{{ 项.名称 }}{{ 项.实际完成 or 项.状态 }}{{ 项.一句话 }}{% endfor %}",
        '{% for 项 in 任务列表 %}{{ 项.名称 }}{{ 项.状态 }}{{ 项.佐证 or "—" }}{% endfor %}',
        '{% for 组 in 分组列表 %}{{ 组.名称 }}{{ 组.指标情况 or "—" }}{% endfor %}',
        "{% for 家 in 单位列表 %}{{ 家.名称 }}{% for 项 in 家.指标 %}{{ 项.编号 }}{% endfor %}{% endfor %}",
    ]
    data = render_template(template("".join(map(paragraph, said))), make_slots(run(name).evaluation))
    assert "截至" in lines(data)[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_starter_template_fits_every_plan(name: str) -> None:
    """The template that ``new`` copies renders without an edit, also mid-year, without tasks or without targets."""
    evaluation = run(name).evaluation
    data = render_template(read_word(TOP / "templates" / "报告模板.docx"), make_slots(evaluation))
    text = lines(data)
    assert not any("{" in line or "%}" in line for line in text)
    for verdict in evaluation.verdicts:
        assert [verdict.indicator.label, status_words(verdict)] in [
            [row[1], row[5]] for row in rows(data) if len(row) == 7
        ]
        assert indicator_sentence(verdict, evaluation) in text
    assert ("计划没有列任务。" in text) is not bool(evaluation.tasks)
    tasks = [row for row in rows(data) if len(row) == 5]
    assert len(tasks) == (len(evaluation.tasks) + 1 if evaluation.tasks else 0)
    short = [each for each in evaluation.verdicts if falls_short(each)]
    told = [line for line in text if "。" in line[:-1]]
    for verdict in short:
        assert any(line.startswith(f"{verdict.indicator.label}{status_words(verdict)}：") for line in told)
