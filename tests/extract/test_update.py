"""A revised document meets a plan that people worked on: nothing of theirs is rewritten, every change is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from extract.support import DOCUMENT

from sctarget.cli.app import run
from sctarget.readers.plan_yaml import read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from sctarget.model.plan import Indicator

SECOND = (
    DOCUMENT.replace("12家", "15家")
    .replace("，新增科技型中小企业20家以上", "")
    .replace("新品种*个", "新品种8个，新建科普馆2座")
    .replace("1.3亿元", "13000万元")
)


def draft(folder: Path, text: str = DOCUMENT) -> Path:
    (folder / "要点.txt").write_text(text, "utf-8")
    plan = folder / "plan.yaml"
    assert run(["extract", str(folder / "要点.txt"), "-o", str(plan), "--force"]) == 0
    return plan


def update(folder: Path, text: str, *options: str) -> int:
    (folder / "修订.txt").write_text(text, "utf-8")
    return run(["extract", str(folder / "修订.txt"), "--update", str(folder / "plan.yaml"), *options])


def merged(folder: Path, text: str) -> None:
    assert update(folder, text, "-o", str(folder / "plan.yaml")) == 0


def indicators(plan: Path) -> dict[str, Indicator]:
    return {each.name: each for each in indicators_of(plan)}


def indicators_of(plan: Path) -> tuple[Indicator, ...]:
    loaded = read_plan(plan)
    assert loaded.value is not None, loaded.problems
    return loaded.value.indicators


def reviews(plan: Path) -> dict[str, str | None]:
    return {name: each.review for name, each in indicators(plan).items()}


def changes(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    assert update(folder, text, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    return {each["name"]: each["change"] for each in document["changes"]}


def test_what_changed_is_told_and_what_people_wrote_stays(tmp_path: Path) -> None:
    """Every line of the file is still there, in order; only reviews and new entries are added."""
    plan = draft(tmp_path)
    text = plan.read_text("utf-8").replace("target: 达到12家", "target: 达到12家   # 局长定的")
    plan.write_text(text, "utf-8")
    merged(tmp_path, SECOND)
    after = iter(plan.read_text("utf-8").splitlines())
    touched = [line for line in text.splitlines() if "review" not in line and line not in after]
    assert touched == []
    assert reviews(plan) == {
        "全社会研发经费支出": None,
        "高新技术企业": "待核：原文由“达到12家”改为“达到15家”（主要目标 第4行）",
        "科技型中小企业": "待核：新文件“修订.txt”中没有找到这一条",
        "市级技术创新中心": None,
        "科技活动": None,
        "科技特派员": None,
        "新品种": "待核：可能是标准指标“新产品、新技术、新工艺数”，请按口径确认；原文是空格“*”，请填目标值；"
        "原文由“*个”改为“8个”（服务农业 第7行）",
        "科普馆": "待核：新增；与标准指标“科普基地数”名称相近，不要混同",
        "公民科学素质比例": None,
        "县级财政科技支出": None,
    }
    assert list(reviews(plan)).index("科普馆") == list(reviews(plan)).index("新品种") + 1


CONFIRMED = """# 我们局的计划，2024年3月核过
plan:
    id: 'kc-2024'    # 编号不改
    title: 示例县2024年科技创新工作要点
    issuer: 示例县科技局
    period: 2024
indicators:
  # 研发经费：统计局上一年的数
  - {id: rd, name: 研发投入总额, target: "达到1.3亿元以上", kind: flow, lead: 县统计局, data_year: -1,
     quote: 全社会研发经费支出达到1.3亿元以上}
  -   id: firms
      name: 国家高新技术企业   # 改过的名称
      kind: stock
      target: 13家以上         # 与局里商定，比原文多1家
      baseline: {value: 10家, year: 2023}
      lead: [县科技局, 县工信局]
      quote: 高新技术企业达到12家

  - id: own
    name: 本局自设指标
    target: 5件
    kind: flow
tasks:
  - {id: plan_doc, name: 园区提升方案, due: 2024-06-30, quote: 制定园区提升方案}
"""


def test_a_confirmed_plan_stays_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same document again: renamed, hand-set and own entries are recognised, what the plan lacks is added."""
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(CONFIRMED.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    found = changes(tmp_path, DOCUMENT, capsys)
    assert (found["研发投入总额"], found["国家高新技术企业"], found["园区提升方案"]) == ("same", "same", "same")
    assert found["本局自设指标"] == "own"
    assert found["科技特派员"] == "added"
    before = plan.read_bytes()
    merged(tmp_path, DOCUMENT)
    after = plan.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in after.replace(b"\r\n", b"")
    lines = iter(after.splitlines())
    assert all(any(line == each for each in lines) for line in before.splitlines())


def test_the_document_changed_where_people_had_changed_the_target(tmp_path: Path) -> None:
    """13家 was set by hand against 12家; now the document says 15家: told with the plan's own words."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(CONFIRMED, "utf-8")
    merged(tmp_path, SECOND)
    assert reviews(plan)["国家高新技术企业"] == "待核：原文由“13家以上”改为“达到15家”（主要目标 第4行）"
    assert indicators(plan)["国家高新技术企业"].target_text == "13家以上"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Marks do not pile up."""
    plan = draft(tmp_path)
    merged(tmp_path, SECOND)
    once = plan.read_bytes()
    merged(tmp_path, SECOND)
    assert plan.read_bytes() == once


def test_marks_go_when_the_document_goes_back(tmp_path: Path) -> None:
    """Back to the first wording: what was marked is as it was; the entry that came and went is told as dropped."""
    plan = draft(tmp_path)
    before = reviews(plan)
    merged(tmp_path, SECOND)
    merged(tmp_path, DOCUMENT)
    after = reviews(plan)
    assert "修订.txt”中没有找到这一条" in str(after.pop("科普馆"))
    assert after == before


@pytest.mark.parametrize(
    ("review", "after"),
    [
        ("与附件不一致", "与附件不一致；原文由“达到12家”改为“达到15家”（主要目标 第4行）"),
        ("待核：问过局长", "待核：问过局长；原文由“达到12家”改为“达到15家”（主要目标 第4行）"),
        ("原文由县里定；新文件未到", "原文由县里定；新文件未到；原文由“达到12家”改为“达到15家”（主要目标 第4行）"),
        (
            "待核：原文由“达到9家”改为“达到12家”（主要目标 第2行）；新增",
            "待核：新增；原文由“达到12家”改为“达到15家”（主要目标 第4行）",
        ),
    ],
)
def test_peoples_own_reviews_stay(tmp_path: Path, review: str, after: str) -> None:
    """A review of one's own is kept word for word; an older mark of ours gives way and goes when nothing differs."""
    plan = draft(tmp_path)
    text = plan.read_text("utf-8").replace("target: 达到12家\n", f"target: 达到12家\n    review: {review}\n")
    plan.write_text(text, "utf-8")
    merged(tmp_path, SECOND)
    assert reviews(plan)["高新技术企业"] == after
    merged(tmp_path, DOCUMENT)
    mine = "待核：新增" if review.endswith("新增") else review
    assert reviews(plan)["高新技术企业"] == mine


def test_one_of_two_namesakes_that_goes_is_told(tmp_path: Path) -> None:
    """Two parts of a chapter had the same item; the part that is left is not called changed."""
    parts = "示例县2024年要点\n一、任务\n（一）生物医药。形成新产品2个。\n（二）装备制造。形成新产品5个。\n"
    plan = draft(tmp_path, parts)
    merged(tmp_path, parts.replace("形成新产品5个", "完善服务体系"))
    kinds = {label: each.review for label, each in zip("甲乙", indicators_of(plan), strict=True)}
    assert kinds == {"甲": None, "乙": "待核：新文件“修订.txt”中没有找到这一条"}


def test_without_output_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The comparison is shown with both wordings and places, the file stays as it was."""
    plan = draft(tmp_path)
    before = plan.read_bytes()
    capsys.readouterr()
    assert update(tmp_path, SECOND) == 0
    shown = capsys.readouterr().out
    assert "改动2项、新增1项、删去1项、不变7项。" in shown
    assert "没有写文件；并入请加 -o" in shown
    row = next(line for line in shown.splitlines() if "高新技术企业" in line and line.startswith("改动"))
    assert [word in row for word in ("达到12家", "达到15家", "主要目标 第4行")] == [True, True, True]
    assert plan.read_bytes() == before


def test_another_file_may_be_written(tmp_path: Path) -> None:
    """The merged plan elsewhere; a file that is there is not overwritten, the plan itself may be."""
    plan = draft(tmp_path)
    before = plan.read_bytes()
    other = tmp_path / "新.yaml"
    assert update(tmp_path, SECOND, "-o", str(other)) == 0
    assert plan.read_bytes() == before
    assert indicators(other).keys() - indicators(plan).keys() == {"科普馆"}
    assert update(tmp_path, SECOND, "-o", str(other)) == 2
    assert update(tmp_path, SECOND, "-o", str(other), "--force") == 0


def test_words_that_changed_besides_the_figure_are_shown(tmp_path: Path) -> None:
    """市级 became 省级: nobody is told that the same indicator just goes on."""
    plan = draft(tmp_path)
    merged(tmp_path, DOCUMENT.replace("新建市级技术创新中心2家", "新建省级技术创新中心1家"))
    assert reviews(plan)["市级技术创新中心"] == (
        "待核：原文由“新建市级技术创新中心2家”改为“新建省级技术创新中心1家”（搭建平台 第6行）"
    )


def test_other_leads_are_told_but_not_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who leads was perhaps settled by people: the comparison says what the document says."""
    draft(tmp_path)
    capsys.readouterr()
    assert update(tmp_path, DOCUMENT.replace("县科技局、县工信局", "县发改局")) == 0
    assert "计划写示例县科技局、县工信局，新文件写县发改局" in capsys.readouterr().out.replace("\n", "").replace(
        " ", ""
    )


def test_another_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in common, another year, an unreadable plan, a workbook: exit code 2 and the file stays."""
    plan = draft(tmp_path)
    before = plan.read_bytes()
    assert update(tmp_path, "示例县2024年植树工作要点\n新造林900亩。\n", "-o", str(plan)) == 2
    assert "没有一条对得上" in capsys.readouterr().err
    assert update(tmp_path, SECOND.replace("2024", "2025"), "-o", str(plan)) == 2
    assert "说的是2025年" in capsys.readouterr().err
    assert update(tmp_path, SECOND.replace("2024", "2025"), "-o", str(plan), "--year", "2024") == 0
    plan.write_bytes(before.replace(b"kind: flow", b"knd: flow"))
    assert update(tmp_path, SECOND, "-o", str(plan)) == 2
    assert "key_unknown" in capsys.readouterr().err
    assert run(["extract", str(tmp_path / "修订.txt"), "--update", str(tmp_path / "plan.xlsx")]) == 2
    assert "convert" in capsys.readouterr().err


def test_a_document_without_a_year_takes_the_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An annex without a title is read as of the plan's year."""
    draft(tmp_path)
    found = changes(tmp_path, "一、主要目标\n高新技术企业达到12家，新建科普馆2座。\n", capsys)
    assert (found["高新技术企业"], found["科普馆"], found["科技特派员"]) == ("same", "added", "dropped")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("研发投入强度由1.2%提高到1.8%。", "研发投入强度由1.3%提高到1.8%。", None),
        ("技术合同成交额3亿元。", "技术合同成交额30000万元以上。", None),
        ("技术合同成交额3亿元。", "技术合同成交额3亿元以内。", "由“3亿元”改为“3亿元以内”"),
        ("新增众创空间3—5家。", "新增众创空间3—6家。", "由“3—5家”改为“3—6家”"),
        ("力争新增众创空间3家。", "新增众创空间３家以上。", None),
    ],
)
def test_only_what_the_figure_says_counts(tmp_path: Path, before: str, after: str, told: str | None) -> None:
    """Units, digits and filling words may differ; another direction or end of a range is a change."""
    head = "示例县2024年科技创新工作要点\n"
    plan = draft(tmp_path, head + before)
    (old,) = reviews(plan).values()
    merged(tmp_path, head + after)
    (new,) = reviews(plan).values()
    assert (new == old) == (told is None)
    assert told is None or told in str(new)
