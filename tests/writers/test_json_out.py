"""The JSON documents, reopened and compared with their contract."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from evaluate.support import evaluate, form, make_plan
from evaluate.support import indicator as judged
from evaluate.support import target as wanted
from report.support import cell, evaluation, indicator, pace, period, problem, task, verdict

from sctarget.evaluate.outlook import Forecast, ForecastMethod, Outlook, Per, Rate, Required
from sctarget.evaluate.result import Actual, Evaluation, MilestoneVerdict, Status, TaskVerdict, Verdict
from sctarget.model.actual import DataState, TaskReport, TaskState
from sctarget.model.grade import Grade, GradeLevel
from sctarget.model.plan import Baseline, Indicator, Kind, Revision, Rules
from sctarget.model.problem import Severity
from sctarget.model.quantity import Comparator, Quantity, Target, TargetForm
from sctarget.model.scoring import Scoring
from sctarget.model.source import Source
from sctarget.model.units import declared_unit
from sctarget.writers.json_out import check_json, render_check_json, render_validate_json, validate_json

SOURCE_KEYS = ["department", "file", "sheet", "cell", "raw", "sha256"]
KEYS: dict[str, list[str]] = {
    "": ["schema", "plan", "as_of", "elapsed", "rules", "summary", "score", "departments", "indicators", "tasks",
         "problems"],
    "plan": ["id", "title", "region", "file", "start", "end", "fingerprint"],
    "rules": ["nearly", "behind", "far_behind", "rounding", "inverse", "tolerance", "scoring", "back_loaded"],
    "rules.back_loaded": ["Q1", "H1", "Q3"],
    "summary": ["indicators", "judged", "provisional", "by_status", "score", "grade"],
    "departments": [
        "department", "role", "by_status", "full", "score", "hundred", "grade", "rank", "deductions", "scored",
        "sums", "tasks", "overdue",
    ],
    "departments.tasks": ["done", "in_progress", "not_started", "terminated", "unreported"],
    "departments.scored": ["item", "role", "share", "weight", "score", "ground"],
    "departments.deductions": [
        "kind", "item", "name", "weight", "score", "lost", "ground", "why", "reason", "measures", "document", "who",
        "when",
    ],
    "indicators": [
        "id", "name", "scope", "group", "lead", "support", "reporter", "kind", "unit", "binding", "target", "baseline",
        "actual", "gap", "shortfall", "completion", "progress", "provisional", "pace", "milestone",
        "forecast", "no_forecast", "required", "status", "light", "score", "weight", "ground", "reason", "measures",
        "notes", "sources", "grade", "computed", "verified", "breakdown",
    ],
    "indicators.target": ["text", "comparator", "value", "high"],
    "indicators.baseline": ["value", "year", "note"],
    "indicators.actual": ["value", "unit", "period", "state", "sources"],
    "indicators.actual.sources": SOURCE_KEYS,
    "indicators.sources": SOURCE_KEYS,
    "indicators.pace": ["method", "expected", "expected_share", "share", "date", "due", "reference", "inputs"],
    "indicators.milestone": ["period", "target", "status", "text"],
    "indicators.forecast": ["method", "value", "low", "high", "date", "meets", "points", "inputs"],
    "indicators.required": [
        "per", "growth", "limit", "needed", "remaining", "past", "elapsed", "aim", "date", "text", "inputs",
    ],
    "tasks": [
        "id", "name", "group", "due", "lead", "support", "reporter", "status", "overdue", "reason", "measures",
        "evidence", "score", "weight", "ground", "sources", "grade",
    ],
    "tasks.sources": SOURCE_KEYS,
    "problems": ["code", "severity", "department", "file", "sheet", "cell", "indicator", "read", "message"],
}  # fmt: skip


def ahead() -> Outlook:
    """0.02亿元 a month up to August, 0.005 a month required in the four months that are left."""
    now, start, due = (date(2023, 8, 31), Decimal("0.16")), (date(2022, 12, 31), Decimal(0)), date(2023, 12, 31)
    past, needed = Rate(Per.MONTH, Decimal("0.02"), Decimal(8)), Rate(Per.MONTH, Decimal("0.005"), Decimal(4))
    low, value, high = (Decimal(each) for each in ("0.2", "0.24", "0.28"))
    forecast = Forecast(
        ForecastMethod.AVERAGE_RATE, value, low, high, due, meets=True, points=3, now=now, start=start, past=past,
        remaining=Decimal(4),
    )  # fmt: skip
    return Outlook(forecast, "", Required(needed, past, now, start, Decimal("0.18"), due))


def full() -> Evaluation:
    """One indicator in which every part of the contract is there, one in which none is."""
    stage = MilestoneVerdict(
        period("2023"), Target(Comparator.AT_LEAST, Decimal("0.17"), declared_unit("亿元")), "0.17亿元", Status.MET
    )
    rich = verdict(
        indicator("支出", "0.18", "亿元", baseline=("0.10", 2022), group="投入", weight=Decimal("5.0"), binding=True),
        Status.UNMET,
        "0.16",
        raw="1600万元",
        state=DataState.ESTIMATE,
        provisional=True,
        pace=pace("0.75", "0.5", "0.14"),
        milestone=stage,
        reason="预算不足",
        measures="明年增列",
        notes=("已换算",),
        outlook=ahead(),
    )
    bare = verdict(indicator("监测的", None, "家", lead=(), reporters=()), Status.MONITORED)
    return evaluation((rich, bare), (task(),), (problem(), problem(source=None, read=None, department=None)))


def reopened(judged: Evaluation) -> Any:
    return json.loads(render_check_json(judged))


def check_keys(value: Any, path: str = "") -> None:
    """Every object has exactly the keys of the contract, in its order."""
    if isinstance(value, list):
        for each in value:
            check_keys(each, path)
    elif isinstance(value, dict) and not path.endswith(".by_status"):
        assert list(value) == KEYS[path], path
        for key, each in value.items():
            check_keys(each, f"{path}.{key}".lstrip("."))


def test_keys_are_the_contract() -> None:
    """Scripts of other offices read these keys; none is missing, also where nothing applies."""
    document = reopened(full())
    check_keys(document)
    assert document["schema"] == "sctarget.check/1"
    assert {key for key in KEYS if key.count(".") == 1 and key.startswith("indicators.")} == {
        f"indicators.{key}"
        for key, value in document["indicators"][0].items()
        if isinstance(value, dict) or key == "sources"
    }


def test_what_is_said_of_the_end() -> None:
    """The forecast and the required rate in figures, the sentence that people read, and how both were worked out."""
    first, second = reopened(full())["indicators"]
    assert first["forecast"] == {
        "method": "average_rate",
        "value": "0.24",
        "low": "0.2",
        "high": "0.28",
        "date": "2023-12-31",
        "meets": True,
        "points": 3,
        "inputs": [
            "2022-12-31为0亿元，2023-08-31为0.16亿元，用了3个数",
            "月均 = 0.16 ÷ 8 = 0.02",
            "预计 = 实际 ＋ 月均 × 剩余 = 0.16 ＋ 0.02 × 4 = 0.24",
            "按最慢的一段推算是0.2，按最快的一段是0.28亿元",
        ],
    }
    assert first["required"]["text"] == "前8个月月均0.02亿元，剩余4个月需月均0.005亿元"
    required = first["required"]
    assert (required["per"], required["needed"], required["aim"]) == ("month", "0.005", "0.18")
    assert (second["forecast"], second["no_forecast"], second["required"]) == (None, None, None)


def test_everything_in_place() -> None:
    """The values, in the row's unit, digits kept, rates as unrounded fractions."""
    document = reopened(full())
    assert document["plan"] == {
        "id": "shili-2023",
        "title": "示例县2023年科技工作要点（示例数据）",
        "region": "620821",
        "file": "plan.yaml",
        "start": "2023-01-01",
        "end": "2023-12-31",
        "fingerprint": "f" * 16,
    }
    assert (document["as_of"], document["elapsed"]) == ("2023-12-31", "1")
    assert document["rules"]["nearly"] == "0.9"
    assert document["rules"]["rounding"] == "gbt8170"
    assert document["rules"]["scoring"] is None
    first = document["indicators"][0]
    assert first["target"] == {"text": "0.18亿元以上", "comparator": ">=", "value": "0.18", "high": None}
    assert first["baseline"] == {"value": "0.10", "year": 2022, "note": None}
    assert first["actual"] == {
        "value": "0.16",
        "unit": "亿元",
        "period": "2023",
        "state": "estimate",
        "sources": [
            {
                "department": "县统计局",
                "file": "2023年科技指标完成情况_县统计局.xlsx",
                "sheet": "填报表",
                "cell": "H7",
                "raw": "1600万元",
                "sha256": "0" * 64,
            }
        ],
    }
    assert (first["gap"], first["shortfall"]) == ("-0.02", "0.02")
    assert first["completion"] == "0.8888888888888888888888888889"
    assert first["progress"] == "0.75"
    assert first["pace"] == {
        "method": "linear",
        "expected": "0.14",
        "expected_share": "0.5",
        "share": "0.75",
        "date": "2023-06-30",
        "due": "2023-12-31",
        "reference": False,
        "inputs": "",
    }
    assert first["milestone"] == {"period": "2023", "target": "0.17", "status": "met", "text": "0.17亿元"}
    assert (first["status"], first["light"], first["weight"], first["score"]) == ("unmet", "red", "5.0", None)
    assert (first["reporter"], first["lead"], first["kind"]) == ("县统计局", ["县统计局"], "flow")
    assert (first["provisional"], first["binding"]) == (True, True)
    assert (first["reason"], first["measures"], first["notes"]) == ("预算不足", "明年增列", ["已换算"])


def test_cells_of_an_absence() -> None:
    """A script finds the cell that says 无; there is still no figure."""
    absent = verdict(indicator("甲", "5", "家"), Status.UNREPORTED, sources=(("县统计局", cell("H9", "无")),))
    first = reopened(evaluation((absent,)))["indicators"][0]
    assert first["actual"] is None
    assert [(each["department"], each["cell"], each["raw"]) for each in first["sources"]] == [("县统计局", "H9", "无")]


def test_what_does_not_apply_is_null() -> None:
    """Never 0, never an empty string."""
    second = reopened(full())["indicators"][1]
    given = {"id", "name", "lead", "support", "kind", "unit", "binding", "provisional", "status", "light"}
    for key in second.keys() - given - {"notes", "sources"}:
        assert second[key] is None, key
    assert second["notes"] == []


def test_summary_counts_every_status() -> None:
    """A dashboard finds all statuses, with zeros."""
    summary = reopened(full())["summary"]
    assert (summary["indicators"], summary["judged"], summary["provisional"], summary["score"]) == (2, 1, 1, None)
    assert list(summary["by_status"]) == [status.value for status in Status]
    assert summary["by_status"]["unmet"] == summary["by_status"]["monitored"] == 1
    assert sum(summary["by_status"].values()) == 2


def test_no_exponents_and_no_minus_zero() -> None:
    """Figures are plain text however they were computed."""
    item = indicator("甲", "2E+3", "元")
    facts: dict[str, Any] = {"gap": Decimal("-0.00"), "completion": Decimal("1E-7"), "progress": Decimal("1E+2")}
    actual = Actual(Decimal("5E+3"), period("2023"), None, (("甲", cell("H7")),))
    first = check_json(evaluation((Verdict(item, Status.MET, actual, **facts),)))["indicators"][0]
    assert first["target"]["value"] == "2000"
    assert first["actual"]["value"] == "5000"
    assert (first["gap"], first["completion"], first["progress"]) == ("0.00", "0.0000001", "100")
    assert first["actual"]["state"] is None


def test_targets_and_baselines_stand_in_the_rows_unit() -> None:
    """1800万元 in an 亿元 row is 0.18."""
    item = indicator("甲", "1", "亿元", baseline=("1", 2022))
    ten_thousand = declared_unit("万元")
    changed = replace(
        item,
        target=Target(Comparator.RANGE, Decimal(1800), ten_thousand, Decimal(2000)),
        baseline=Baseline(Quantity(Decimal(900), ten_thousand), 2022, "决算数"),
    )
    first = check_json(evaluation((Verdict(changed, Status.OPEN),)))["indicators"][0]
    assert (first["target"]["value"], first["target"]["high"], first["target"]["comparator"]) == (
        "0.18",
        "0.2",
        "range",
    )
    assert first["baseline"] == {"value": "0.09", "year": 2022, "note": "决算数"}


def test_an_empty_slot_is_no_target() -> None:
    """A monitored indicator written with ``*`` has no target to compare with."""
    item = indicator("甲", None, "家")
    changed = replace(item, target=Target(Comparator.EQUAL, None, form=TargetForm.SLOT))
    assert check_json(evaluation((Verdict(changed, Status.MONITORED),)))["indicators"][0]["target"] is None


def test_tasks() -> None:
    """A task with its day, its evidence and its cell; several reporters are told apart."""
    first = reopened(full())["tasks"][0]
    assert (first["due"], first["status"], first["overdue"]) == ("2023-12-31", "done", False)
    assert (first["evidence"], first["reason"], first["reporter"]) == ("批复文件", None, None)
    assert first["sources"][0]["cell"] == "H20"
    one = task().task
    reports = tuple(
        TaskReport(one.id, name, period("2023"), TaskState.IN_PROGRESS, cell("H20"), reason=reason)
        for name, reason in (("甲局", "选址未定"), ("乙局", None), ("丙局", "缺资金"))
    )
    several = check_json(evaluation((), (TaskVerdict(one, TaskState.IN_PROGRESS, overdue=True, reports=reports),)))
    assert several["tasks"][0]["reason"] == "甲局：选址未定；丙局：缺资金"
    assert several["tasks"][0]["overdue"] is True
    assert len(several["tasks"][0]["sources"]) == 3


def test_problems() -> None:
    """A problem names its cell; one without a place has nulls."""
    first, second = reopened(full())["problems"]
    assert first == {
        "code": "approximate_value",
        "severity": "quarantined",
        "department": "县统计局",
        "file": "2023年科技指标完成情况_县统计局.xlsx",
        "sheet": "填报表",
        "cell": "H9",
        "indicator": None,
        "read": "约12",
        "message": "实际值须为确数。请改填确切的数，并在备注栏说明。",
    }
    assert second["file"] is second["sheet"] is second["cell"] is second["department"] is second["read"] is None


def test_rules_of_the_plan_are_printed() -> None:
    """Local thresholds and scoring are part of the document."""
    rules = Rules(nearly=Decimal("0.95"), inverse="2-A/T", scoring=Scoring(total=Decimal(100), floor=Decimal("0.60")))
    printed = check_json(evaluation(rules=rules))["rules"]
    assert printed["nearly"] == "0.95"
    assert printed["inverse"] == "2-A/T"
    scoring = printed["scoring"]
    assert (scoring["total"], scoring["floor"], scoring["by"], scoring["bonus_item"]) == (
        "100",
        "0.60",
        "completion",
        "0",
    )
    assert scoring["grades"] == {"优": "90", "良": "80", "中": "60", "差": "0"}


def test_any_text_of_people_survives() -> None:
    """Quotes, control characters and half of a surrogate pair do not break the document."""
    odd = '“引号"\\\x1b[31m\u2028\ud800'
    text = render_check_json(evaluation(problems=(problem(read=odd),)))
    assert json.loads(text.encode("utf-8"))["problems"][0]["read"] == odd
    assert "示例县" in text


def test_lagged_dates_are_iso() -> None:
    """All dates are ISO."""
    judged = verdict(
        indicator(kind=Kind.RATIO), Status.BEHIND, "0.1", pace=pace(None, "0.5", "0.14", date(2022, 12, 31))
    )
    shown = check_json(evaluation((judged,)))["indicators"][0]["pace"]
    assert (shown["date"], shown["share"]) == ("2022-12-31", None)


def test_validate_document() -> None:
    """Problems of a plan with file, line and column."""
    found = problem(
        Severity.REJECTED,
        code="unknown_key",
        source=Source("plan.yaml", line=12, column=5),
        read="tagret",
        message="不认识的键",
    )
    document = json.loads(render_validate_json([found]))
    assert document == {
        "schema": "sctarget.validate/1",
        "problems": [
            {
                "code": "unknown_key",
                "severity": "rejected",
                "file": "plan.yaml",
                "line": 12,
                "column": 5,
                "read": "tagret",
                "message": "不认识的键",
            }
        ],
    }
    assert validate_json([]) == {"schema": "sctarget.validate/1", "problems": []}


def document_of(one: Indicator, value: str, *more: Indicator, when: str = "2023", **keys: Any) -> dict[str, Any]:
    """The JSON record of one figure of one indicator."""
    evaluation = evaluate(make_plan(one, *more), form({one.id: value}, when, **keys))
    record: dict[str, Any] = check_json(evaluation)["indicators"][0]
    return record


def test_a_derived_target_is_in_the_unit_of_its_row() -> None:
    """value is the figure that is demanded, text the words, derived where it comes from."""
    record = document_of(judged("比上年增长28%以上", unit="件", history="23 (2022)"), "30")
    assert record["target"] == {
        "text": "比上年增长28%以上",
        "comparator": ">=",
        "value": "30",
        "high": None,
        "derived": {
            "method": "growth",
            "base": {
                "value": "23",
                "period": "2022",
                "origin": "history",
                "provisional": False,
                "sources": [
                    {
                        "department": "计划",
                        "file": "plan.yaml",
                        "sheet": None,
                        "cell": None,
                        "raw": None,
                        "sha256": None,
                    }
                ],
            },
            "years": 1,
            "exact": ["29.44"],
            "rounded": True,
            "words": "2022年23件（计划里的历史数） × (1 ＋ 28%) ＝ 29.44件，取整为30件",
        },
        "original": None,
        "revised": None,
    }
    unknown = document_of(judged("比上年增长28%以上", unit="件"), "30")["target"]
    assert (unknown["value"], unknown["derived"]) == (None, None)


def test_both_targets_of_a_revision() -> None:
    """The one in force stands where the target always stands; the other is the original."""
    change = Revision(wanted(">= 12 家"), "12家以上", date(2023, 10, 20), "示例发〔2023〕8号")
    target = document_of(replace(judged(">= 15 家"), revised=(change,)), "12")["target"]
    assert (target["text"], target["value"]) == ("12家以上", "12")
    assert target["original"] == {"text": ">= 15 家", "comparator": ">=", "value": "15", "high": None}
    assert target["revised"] == {"text": "12家以上", "date": "2023-10-20", "document": "示例发〔2023〕8号"}


def test_a_grade_and_its_share() -> None:
    """The share is a fraction like every other."""
    grade = Grade(GradeLevel.ACHIEVED, "示例甲", date(2024, 1, 10), "专家组意见", Decimal("0.92"))
    record = document_of(judged("有较大提升", "ratio", unit="%", history="88 (2022)"), "90", grade=grade)
    assert record["status"] == "met"
    assert record["grade"] == {
        "level": "achieved",
        "share": "0.92",
        "who": "示例甲",
        "when": "2024-01-10",
        "why": "专家组意见",
    }


def test_a_computed_figure_names_its_inputs() -> None:
    """What went in stands beside what came out."""
    inputs = [judged(None, key=key, unit="亿元", role="input") for key in ("rd", "gdp")]
    one = judged(">= 1.7 %", "ratio", formula="rd / gdp * 100")
    evaluation = evaluate(make_plan(one, *inputs), form({"rd": "0.18", "gdp": "10"}))
    computed = check_json(evaluation)["indicators"][0]["computed"]
    assert (computed["value"], computed["used"]) == ("1.8", True)
    assert [(each["id"], each["value"], each["unit"], each["period"]) for each in computed["inputs"]] == [
        ("rd", "0.18", "亿元", "2023"),
        ("gdp", "10", "亿元", "2023"),
    ]
