"""``diff``: what changed between two plans, two collected sets, two saved results, and why a verdict moved."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from cli.support import GOOD, answer, project, within

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """\
plan:
  id: shili-2023
  title: 示例县2023年科技工作要点
  issuer: 县科技局
  period: 2023
indicators:
  - {id: rd, name: 研发经费支出, target: 0.16亿元以上, kind: flow, lead: 县统计局}
  - {id: sme, name: 科技型中小企业, target: 16家以上, kind: flow, lead: 县科技局}
  - {id: hte, name: 高新技术企业, target: 15家以上, kind: stock, lead: 县科技局}
tasks:
  - {id: park, name: 农业科技园区通过验收, due: 2023-12-31, lead: 县科技局}
"""
ANSWERS: dict[str, dict[str, object]] = {**GOOD, "hte": {"actual": 12}}


def fresh(place: Path, plan: str = PLAN, answers: dict[str, dict[str, object]] | None = None, **options: Any) -> Path:
    """A project with answered forms; returns its plan."""
    place.mkdir()
    path = project(place, plan)
    answer(path, ANSWERS if answers is None else answers, **options)
    return path


def judged(plan: Path, name: str = "check.json", *options: str) -> Path:
    """The check result of a project, saved beside its plan."""
    path = plan.parent / name
    ran = within("check", plan, *options, "--format", "json", "-o", path)
    assert path.exists(), ran.err
    return path


def differences(*arguments: str | Path, code: int = 1) -> dict[str, Any]:
    """The JSON of a comparison."""
    ran = within("diff", *arguments, "--format", "json")
    assert ran.code == code, ran.out + ran.err
    document: dict[str, Any] = json.loads(ran.out)
    assert document["schema"] == "sctarget.diff/1"
    return document


def change(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = [each for each in document["changes"] if each["id"] == key]
    assert len(found) == 1, document["changes"]
    fields = {each["field"]: (each["old"], each["new"]) for each in found[0]["fields"]}
    return {**found[0], "fields": fields, "causes": {each["cause"]: each["words"] for each in found[0]["why"]}}


def changed_plan(tmp_path: Path, *replaced: tuple[str, str], name: str = "new.yaml") -> tuple[Path, Path]:
    old, new = tmp_path / "old.yaml", tmp_path / name
    old.write_text(PLAN, encoding="utf-8")
    text = PLAN
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    new.write_text(text, encoding="utf-8")
    return old, new


def test_same_plans(tmp_path: Path) -> None:
    """Two plans that say the same are said to be the same, exit code 0, also where only order and spelling differ."""
    old, new = changed_plan(tmp_path, ("lead: 县统计局}", "lead: [县统计局]}"))
    ran = within("diff", old, new)
    assert ran.code == 0
    assert "两份计划相同" in ran.out
    assert differences(old, new, code=0)["same"] is True


def test_plan_changes(tmp_path: Path) -> None:
    """Target, unit, lead and due that changed, an indicator that came and one that went, each with both wordings."""
    old, new = changed_plan(
        tmp_path,
        ("target: 0.16亿元以上", "target: 2000万元以上"),
        ("target: 16家以上, kind: flow, lead: 县科技局", "target: 18家以上, kind: flow, lead: 县工信局, weight: 10"),
        ("{id: hte, name: 高新技术企业, target: 15家以上", "{id: lab, name: 重点实验室, target: 2家以上"),
        ("due: 2023-12-31", "due: 2023-09-30"),
    )
    found = differences(old, new)
    assert found["summary"] == {"changed": 3, "added": 1, "dropped": 1, "better": 0, "worse": 0, "other": 0}
    assert change(found, "rd")["fields"] == {"target": ("0.16亿元以上", "2000万元以上")}
    sme = change(found, "sme")["fields"]
    assert sme == {"target": ("16家以上", "18家以上"), "lead": ("县科技局", "县工信局"), "weight": (None, "10")}
    assert change(found, "park")["fields"] == {"due": ("2023-12-31", "2023-09-30")}
    assert (change(found, "lab")["change"], change(found, "hte")["change"]) == ("added", "dropped")
    table = within("diff", old, new, columns=80).out
    assert "指标改动2项、新增1项、删去1项；任务改动1项" in table
    assert max(len(line.encode("gb18030")) for line in table.splitlines() if "─" not in line) <= 80


def test_same_demand_in_other_words(tmp_path: Path) -> None:
    """A target that is only written otherwise is a change that says that it demands the same."""
    old, new = changed_plan(tmp_path, ("target: 0.16亿元以上", "target: 不少于1600万元"))
    field = differences(old, new)["changes"][0]["fields"][0]
    assert field["note"] == "写法不同，要求相同"


def test_ids_that_changed_are_matched_by_name(tmp_path: Path) -> None:
    """An indicator under a new id is the same one by its name, and this is said."""
    old, new = changed_plan(tmp_path, ("id: sme", "id: tech_sme"), ("target: 16家", "target: 17家"))
    found = differences(old, new)
    assert [each["change"] for each in found["changes"]] == ["changed"]
    assert change(found, "tech_sme")["old_id"] == "sme"
    assert change(found, "tech_sme")["fields"]["target"] == ("16家以上", "17家以上")
    assert found["notes"] == ["编号变了、按名称对上的：科技型中小企业（sme → tech_sme）。"]


def test_swapped_ids(tmp_path: Path) -> None:
    """Where ids were handed to other names, names decide: nothing else is said to have changed."""
    old, new = changed_plan(
        tmp_path, ("id: sme", "id: x"), ("id: hte", "id: sme"), ("id: x", "id: hte"), name="swapped.yaml"
    )
    found = differences(old, new)
    assert {each["id"]: each["name"] for each in found["changes"]} == {"hte": "科技型中小企业", "sme": "高新技术企业"}
    assert all([field["field"] for field in each["fields"]] == ["id"] for each in found["changes"])


def test_namesakes_of_another_scope_are_not_one(tmp_path: Path) -> None:
    """高新技术企业（期末） that went and 高新技术企业（新增） that came are two indicators."""
    old, new = changed_plan(tmp_path, ("id: hte, name: 高新技术企业", "id: hte_new, name: 高新技术企业, scope: 新增"))
    old.write_text(PLAN.replace("name: 高新技术企业", "name: 高新技术企业, scope: 期末"), encoding="utf-8")
    found = differences(old, new)
    assert (change(found, "hte")["change"], change(found, "hte_new")["change"]) == ("dropped", "added")


def test_plan_and_its_workbook(tmp_path: Path) -> None:
    """A plan file and the workbook made of it are the same plan."""
    old, _ = changed_plan(tmp_path)
    assert within("convert", old, tmp_path / "plan.xlsx").code == 0
    assert differences(old, tmp_path / "plan.xlsx", code=0)["same"] is True


def test_figures_changed_after_submission(tmp_path: Path) -> None:
    """Who, which indicator, from what to what, and both cells; a department that came in; a task that went on."""
    old = fresh(tmp_path / "old", answers={**ANSWERS, "park": {"actual": "推进中"}}, only="县科技局")
    new = fresh(tmp_path / "new", answers={**ANSWERS, "sme": {"actual": 14, "reason": "两家注销"}})
    found = differences(old.parent / "actuals", new.parent / "actuals")
    sme = change(found, "sme")
    assert (sme["department"], sme["period"]) == ("县科技局", "2023")
    assert sme["fields"] == {"value": ("16", "14"), "reason": (None, "两家注销")}
    cells = [(each[0]["sheet"], each[0]["cell"], each[0]["raw"]) for each in (sme["old_sources"], sme["new_sources"])]
    assert [cell[0] for cell in cells] == ["填报表", "填报表"]
    assert [cell[2] for cell in cells] == ["16", "14"]
    assert change(found, "县统计局")["fields"] == {"status": ("missing", "returned")}
    assert (change(found, "rd")["change"], change(found, "rd")["fields"]) == ("added", {"value": (None, "0.17")})
    assert change(found, "park")["fields"] == {"value": ("in_progress", "done")}
    table = within("diff", old.parent / "actuals", new.parent / "actuals").out
    assert "16家" in table
    assert "14家" in table
    assert "old/actuals" in table


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "zip"])
def test_collected_sets_in_every_form(tmp_path: Path, ending: str) -> None:
    """What collect wrote, or a zip of the forms, is compared with the forms: the same, and with others: not."""
    old = fresh(tmp_path / "old")
    saved = tmp_path / f"figures.{ending}"
    if ending == "zip":
        shutil.make_archive(str(tmp_path / "figures"), "zip", old.parent / "actuals")
    else:
        assert within("collect", old, "-o", saved).code == 0
    assert differences(saved, old.parent / "actuals", "--plan", old, code=0)["same"] is True
    new = fresh(tmp_path / "new", answers={**ANSWERS, "hte": {"actual": 13}})
    hte = change(differences(saved, new.parent / "actuals", "--plan", new), "hte")
    assert (hte["name"], hte["fields"]) == ("高新技术企业", {"value": ("12", "13")})
    assert hte["old_sources"][0]["raw"] == "12"


def test_same_figure_typed_otherwise(tmp_path: Path) -> None:
    """16 that became “16家” is told as another text in the cell, not as another figure."""
    old = fresh(tmp_path / "old")
    new = fresh(tmp_path / "new", answers={**ANSWERS, "sme": {"actual": "16家"}})
    sme = change(differences(old.parent / "actuals", new.parent / "actuals"), "sme")
    assert sme["fields"] == {"raw": ("16", "16家")}


def test_figure_taken_out_of_use(tmp_path: Path) -> None:
    """A figure that must be verified now is told with what its cell says."""
    old = fresh(tmp_path / "old")
    new = fresh(tmp_path / "new", answers={**ANSWERS, "sme": {"actual": 16.5}})
    found = differences(old.parent / "actuals", new.parent / "actuals")
    words = next(each for each in found["changes"] if each["id"] == "sme")["fields"][0]
    assert (words["old_words"], words["new"]) == ("16家", None)
    assert "待核实" in words["new_words"]


def test_why_a_verdict_moved_the_figure(tmp_path: Path) -> None:
    """12 became 15: met now, better, with completion before and after and the figure as the reason."""
    old = judged(fresh(tmp_path / "old"))
    new = judged(fresh(tmp_path / "new", answers={**ANSWERS, "hte": {"actual": 15}}))
    hte = change(differences(old, new), "hte")
    assert hte["fields"] == {"status": ("unmet", "met"), "actual": ("12", "15"), "completion": ("0.8", "1")}
    assert hte["move"] == "better"
    assert list(hte["causes"]) == ["figure"]
    assert hte["causes"]["figure"].startswith("数由12家改为15家（")
    table = within("diff", old, new, columns=80).out
    assert "结论变了的指标1项（变好1项）" in table
    assert "80.0%" in table
    assert "100.0%" in table


def test_why_a_verdict_moved_the_target(tmp_path: Path) -> None:
    """The target was revised: the same figure, another verdict, and the document that changed it."""
    plan = PLAN.replace(
        "target: 15家以上", "target: 15家以上, revised: {target: 12家以上, date: 2023-10-20, document: 示例〔2023〕8号}"
    )
    hte = change(differences(judged(fresh(tmp_path / "old")), judged(fresh(tmp_path / "new", plan))), "hte")
    assert hte["fields"]["target"] == ("15", "12")
    assert hte["causes"] == {"target": "目标由“15家以上”改为“12家以上”（2023-10-20，示例〔2023〕8号）"}
    assert hte["fields"]["status"] == ("unmet", "met")


def test_why_a_verdict_moved_a_form_came_in(tmp_path: Path) -> None:
    """A department that returned its form: what was unreported is judged, its cell is named."""
    old = judged(fresh(tmp_path / "old", only="县科技局"))
    new = judged(fresh(tmp_path / "new"))
    rd = change(differences(old, new), "rd")
    assert rd["fields"]["status"] == ("unreported", "exceeded")
    assert list(rd["causes"]) == ["form"]
    assert "报来了数：0.17亿元（" in rd["causes"]["form"]
    assert "县统计局.xlsx [填报表!H" in rd["causes"]["form"]


def test_why_a_verdict_moved_the_date(tmp_path: Path) -> None:
    """The same figure a quarter later: what was expected moved on, and this is the reason."""
    plan = fresh(tmp_path / "old", answers={**ANSWERS, "sme": {"actual": 8}}, period="2023H1")
    early = judged(plan, "h1.json")
    answer(plan, {**ANSWERS, "sme": {"actual": 8}}, "2023Q3")
    sme = change(differences(early, judged(plan, "q3.json")), "sme")
    assert sme["fields"]["status"] == ("on_pace", "far_behind")
    assert sme["move"] == "worse"
    assert sme["causes"]["date"] == "判定日由2023-06-30到2023-09-30，应达由8家到12家"


def test_why_a_verdict_moved_a_decision(tmp_path: Path) -> None:
    """A person settled a figure: the decision's own words are the reason."""
    plan = fresh(tmp_path / "old", answers={**ANSWERS, "sme": {"actual": 16.5}})
    old = judged(plan, "old.json")
    (plan.parent / "decisions.yaml").write_text(
        "- {indicator: sme, department: 县科技局, period: 2023, raw: '16.5', action: correct, value: 16家,"
        " who: 示例, when: 2024-01-05, why: 电话核实}\n",
        encoding="utf-8",
    )
    sme = change(differences(old, judged(plan, "new.json")), "sme")
    assert sme["fields"]["status"] == ("to_verify", "met")
    assert "示例" in sme["causes"]["decision"]
    assert "电话核实" in sme["causes"]["decision"]


def test_why_a_verdict_moved_the_rules(tmp_path: Path) -> None:
    """Another threshold: the rule is listed, and named as the reason."""
    plan = PLAN.replace("period: 2023\n", "period: 2023\n  rules: {nearly: 80%}\n", 1)
    found = differences(judged(fresh(tmp_path / "old")), judged(fresh(tmp_path / "new", plan)))
    assert change(found, "nearly")["fields"] == {"nearly": ("0.9", "0.8")}
    assert change(found, "hte")["fields"]["status"] == ("unmet", "nearly")
    assert list(change(found, "hte")["causes"]) == ["rules"]


def test_a_verdict_that_moved_for_no_saved_reason(tmp_path: Path) -> None:
    """Nothing that was saved explains it: this is said, no reason is made up."""
    old = judged(fresh(tmp_path / "old"))
    text = old.read_text("utf-8")
    new = tmp_path / "new.json"
    new.write_text(text.replace('"status": "unmet", "light": "red"', '"status": "met", "light": "green"'), "utf-8")
    assert list(change(differences(old, new), "hte")["causes"]) == ["unknown"]


def test_overdue_task(tmp_path: Path) -> None:
    """A task whose day has passed in between is worse, because of the date."""
    plan = fresh(
        tmp_path / "old",
        PLAN.replace("due: 2023-12-31", "due: 2023-07-31"),
        period="2023H1",
        answers={**ANSWERS, "park": {"actual": "推进中"}},
    )
    early = judged(plan, "h1.json")
    answer(plan, {**ANSWERS, "park": {"actual": "推进中"}}, "2023Q3")
    park = change(differences(early, judged(plan, "q3.json")), "park")
    assert (park["move"], list(park["causes"])) == ("worse", ["date"])


def test_only_the_date_differs(tmp_path: Path) -> None:
    """The same verdicts on another day are the same, and the day is said."""
    plan = fresh(tmp_path / "old")
    first, second = judged(plan, "a.json"), judged(plan, "b.json", "--as-of", "2024-03-01")
    ran = within("diff", first, second)
    assert ran.code == 0
    assert "除判定日外相同" in ran.out


def test_csv_and_markdown(tmp_path: Path) -> None:
    """The same in a file: CSV has one row for each thing that differs, with exact values; Markdown the tables."""
    old = judged(fresh(tmp_path / "old"))
    new = judged(fresh(tmp_path / "new", answers={**ANSWERS, "hte": {"actual": 13}}))
    assert within("diff", old, new, "-o", tmp_path / "diff.csv").code == 1
    rows = list(csv.DictReader(io.StringIO((tmp_path / "diff.csv").read_bytes().decode("utf-8-sig"))))
    rates = next(row for row in rows if row["项目"] == "完成率")
    assert (rates["编号"], rates["原"], rates["现"]) == ("hte", "0.8", "0.8666666666666666666666666667")
    assert "数由12家改为13家" in rates["原因"]
    assert within("diff", old, new, "-o", tmp_path / "diff.md").code == 1
    assert "| 高新技术企业" in (tmp_path / "diff.md").read_text("utf-8")
    again = within("diff", old, new, "-o", tmp_path / "diff.md")
    assert (again.code, "没有覆盖" in again.err) == (2, True)


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    """Two different sorts of things, another version, a damaged or foreign file: refused with what to do."""
    plan = fresh(tmp_path / "old")
    result = judged(plan)
    text = result.read_text("utf-8")
    files = {
        "other.json": text.replace("sctarget.check/1", "sctarget.check/2"),
        "half.json": text[: len(text) // 2],
        "lacking.json": text.replace('"completion"', '"completed"').replace('"status": "unmet"', '"status": 5'),
        "foreign.json": '{"a": 1}',
        "trend.json": '{"schema": "sctarget.trend/1"}',
        "notes.txt": "示例",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    told = {
        (plan, result): "plan.yaml 是计划，check.json 是保存的结果，不能比较",
        (plan.parent / "actuals", result): "actuals 是收表，check.json 是判定结果，不能比较",
        (plan.parent, plan): "是项目文件夹",
        (result, tmp_path / "other.json"): "格式是“sctarget.check/2”",
        (result, tmp_path / "half.json"): "不是完整的 JSON",
        (result, tmp_path / "lacking.json"): "indicators[",
        (result, tmp_path / "foreign.json"): "不是 sctarget 写出的结果",
        (result, tmp_path / "trend.json"): "trend",
        (result, tmp_path / "notes.txt"): "看不出",
        (result, tmp_path / "none.json"): "找不到",
    }
    for (one, other), words in told.items():
        ran = within("diff", one, other)
        assert ran.code == 2, (other, ran.out)
        assert words in ran.err, ran.err


def test_sets_of_different_periods(tmp_path: Path) -> None:
    """Two sets without a period in common are not compared: trend does that."""
    old, new = fresh(tmp_path / "old", period="2023H1"), fresh(tmp_path / "new")
    ran = within("diff", old.parent / "actuals", new.parent / "actuals")
    assert ran.code == 2
    assert "没有相同的报告期（2023H1；2023）" in ran.err
    assert "sctarget trend" in ran.err


def test_why_a_verdict_moved_a_verified_figure(tmp_path: Path) -> None:
    """The data department verified less than was reported: who, how much, and what had been reported."""
    old = judged(fresh(tmp_path / "old"))
    text = old.read_text("utf-8")
    line = next(each for each in text.splitlines() if '"id": "sme"' in each)
    entry = json.loads(line.strip().rstrip(","))
    source = {**entry["actual"]["sources"][0], "department": "县统计局", "file": "核定.xlsx", "cell": "J5", "raw": "11"}
    item = {
        "reporter": "县科技局",
        "value": "11",
        "reported": "16",
        "difference": "-5",
        "reason": None,
        "source": source,
    }
    entry["actual"] |= {"value": "11", "sources": [source]}
    entry |= {"status": "unmet", "light": "red", "completion": "0.6875"}
    entry["verified"] = {"value": "11", "reported": "16", "difference": "-5", "items": [item]}
    new = tmp_path / "new.json"
    new.write_text(text.replace(line, f"  {json.dumps(entry, ensure_ascii=False)},"), "utf-8")
    sme = change(differences(old, new), "sme")
    assert [each["words"] for each in sme["why"]][1:] == ["县统计局核定县科技局为11家（自报16家）"]
    assert "核定.xlsx [填报表!J5]" in sme["why"][0]["words"]


def test_a_long_list_is_cut_on_the_screen(tmp_path: Path) -> None:
    """250 dropped indicators: the screen shows 200 rows and says how to get all; the file has them all."""
    many = "".join(
        f"  - {{id: x{number}, name: 示例指标{number}, target: 1家以上, kind: flow}}\n" for number in range(250)
    )
    old, new = changed_plan(tmp_path)
    old.write_text(PLAN.replace("tasks:\n", f"{many}tasks:\n"), encoding="utf-8")
    out = within("diff", old, new).out
    assert "另有50行没有列出；全部请用 -o 写到文件。" in out
    assert out.count("示例指标") == 200
    assert within("diff", old, new, "--format", "csv").out.count("示例指标") == 250


def test_one_form_against_another(tmp_path: Path) -> None:
    """A form that came in again beside the first one: the plan is found above actuals/."""
    old = fresh(tmp_path / "old", only="县统计局")
    new = fresh(tmp_path / "new", answers={**ANSWERS, "rd": {"actual": 0.19}}, only="县统计局")
    (one,), (other,) = ((plan.parent / "actuals").iterdir() for plan in (old, new))
    assert change(differences(one, other), "rd")["fields"] == {"value": ("0.17", "0.19")}


def test_contradicting_forms_are_all_compared(tmp_path: Path) -> None:
    """Two different forms of one department: each figure is told as held back, none hides another."""
    old, new = fresh(tmp_path / "old"), fresh(tmp_path / "new")
    again = fresh(tmp_path / "again", answers={**ANSWERS, "hte": {"actual": 13}}, only="县科技局")
    (second,) = (again.parent / "actuals").iterdir()
    shutil.copy(second, new.parent / "actuals" / "另一份.xlsx")
    found = differences(old.parent / "actuals", new.parent / "actuals")
    told = [field["new_words"] for each in found["changes"] if each["id"] == "hte" for field in each["fields"]]
    assert "13家（待核实）" in told
    assert change(found, "县科技局")["fields"] == {"status": ("returned", "conflict")}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_results_saved_by_an_old_console(tmp_path: Path, encoding: str) -> None:
    """A result that was redirected into a file by PowerShell (UTF-16) or a GBK console is read as well."""
    result = judged(fresh(tmp_path / "old"))
    again = tmp_path / "again.json"
    again.write_bytes(result.read_text("utf-8").encode(encoding))
    assert differences(result, again, code=0)["same"] is True
