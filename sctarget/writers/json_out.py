"""Evaluation and problems → JSON documents with stable keys (docs/output.md): decimals exact, as strings."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sctarget.evaluate.result import Status
from sctarget.evaluate.rounding import plain_text, to_decimal
from sctarget.model.schedule import QUARTER_ENDS
from sctarget.report.figures import (
    milestone_value,
    row_quantity,
    row_value,
    said,
    target_bounds,
    target_words,
    trimmed,
)
from sctarget.report.words import JUDGED, monitored

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sctarget.evaluate.derived import Computed, Demanded, Derivation
    from sctarget.evaluate.points import ItemScore
    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.grade import Grade
    from sctarget.model.plan import Indicator, Plan, Rules
    from sctarget.model.problem import Problem
    from sctarget.model.scoring import Scoring
    from sctarget.model.source import Source

Document = dict[str, Any]


def render_check_json(evaluation: Evaluation, whole: Evaluation | None = None) -> str:
    """The ``check`` document as text: Chinese unescaped, one indicator, task or problem a line."""
    return dumped(check_json(evaluation, whole))


def render_validate_json(problems: Iterable[Problem]) -> str:
    """The ``validate`` document as text, one problem a line."""
    return dumped(validate_json(problems))


def dumped(document: Document) -> str:
    """A document as text, one record of a list a line, Chinese unescaped."""
    # one record a line: short to compare, and json's fast encoder does not indent
    entries = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            shown = "[\n" + ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n ]"
        else:
            shown = json.dumps(value, ensure_ascii=False)
        entries.append(f" {json.dumps(key)}: {shown}")
    text = "{\n" + ",\n".join(entries) + "\n}\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def check_json(evaluation: Evaluation, whole: Evaluation | None = None) -> Document:
    """The ``sctarget.check/1`` document: every key always present, null where it does not apply.

    Of an evaluation that shows a part of the plan, ``whole`` is all of it: departments and scores are not narrowed.
    """
    from sctarget.writers.score_json import departments_json, total_json

    scores = evaluation.scores
    items = {} if scores is None else {score.item.id: score for score in scores.items}
    return {
        "schema": "sctarget.check/1",
        "plan": plan_json(evaluation.plan),
        "as_of": evaluation.as_of.isoformat(),
        "elapsed": plain_text(evaluation.elapsed),
        "rules": rules_json(evaluation.plan.rules),
        "summary": _summary(evaluation),
        "score": None if scores is None else total_json(scores),
        "departments": departments_json(whole or evaluation),
        "indicators": [
            _indicator(verdict, evaluation.plan, items.get(verdict.indicator.id)) for verdict in evaluation.verdicts
        ],
        "tasks": [_task(verdict, items.get(verdict.task.id)) for verdict in evaluation.tasks],
        "problems": [problem_json(problem) for problem in evaluation.problems],
    }


def validate_json(problems: Iterable[Problem]) -> Document:
    """The ``sctarget.validate/1`` document."""
    return {
        "schema": "sctarget.validate/1",
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "file": problem.source.file if problem.source else None,
                "line": problem.source.line if problem.source else None,
                "column": problem.source.column if problem.source else None,
                "read": problem.read,
                "message": problem.message,
            }
            for problem in problems
        ],
    }


def plan_json(plan: Plan) -> Document:
    """Which plan was judged."""
    return {
        "id": plan.id,
        "title": plan.title,
        "region": plan.region,
        "file": plan.source.file,
        "start": plan.period.start.isoformat(),
        "end": plan.period.end.isoformat(),
        "fingerprint": plan.fingerprint,
    }


def rules_json(rules: Rules) -> Document:
    """The rules that were used; shares are fractions."""
    return {
        "nearly": plain_text(rules.nearly),
        "behind": plain_text(rules.behind),
        "far_behind": plain_text(rules.far_behind),
        "rounding": rules.rounding.value,
        "inverse": rules.inverse,
        "tolerance": plain_text(rules.tolerance),
        "scoring": None if rules.scoring is None else _scoring(rules.scoring),
        "back_loaded": dict(zip(QUARTER_ENDS, map(plain_text, rules.back_loaded), strict=True)),
    }


def _scoring(scoring: Scoring) -> Document:
    """The rules of scoring; amounts as the plan writes them, e.g. ``2`` points or ``8%``."""
    from sctarget.writers.score_json import scoring_json

    return scoring_json(scoring)


def problem_json(problem: Problem) -> Document:
    """One problem with its cell."""
    source = problem.source
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "department": problem.department,
        "file": source.file if source else None,
        "sheet": source.sheet if source else None,
        "cell": source.cell if source else None,
        "indicator": problem.indicator,
        "read": problem.read,
        "message": problem.message,
    }


def source_json(department: str, source: Source) -> Document:
    """One cell that a figure or a task's state came from."""
    return {
        "department": department,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "raw": source.raw,
        "sha256": source.sha256,
    }


def _summary(evaluation: Evaluation) -> Document:
    counts = Counter(verdict.status for verdict in evaluation.verdicts)
    total = evaluation.scores.total if evaluation.scores else None
    return {
        "indicators": len(evaluation.verdicts),
        "judged": sum(counts[status] for status in JUDGED),
        "provisional": sum(verdict.provisional for verdict in evaluation.verdicts),
        "by_status": {status.value: counts[status] for status in Status},
        "score": None if total is None or total.score is None else trimmed(plain_text(to_decimal(total.score))),
        "grade": None if total is None else total.grade,
    }


def _indicator(verdict: Verdict, plan: Plan, score: ItemScore | None) -> Document:
    indicator, pace, milestone = verdict.indicator, verdict.pace, verdict.milestone
    return {
        "id": indicator.id,
        "name": indicator.name,
        "scope": indicator.scope,
        "group": indicator.group,
        "lead": list(indicator.lead),
        "support": list(indicator.support),
        "reporter": "、".join(indicator.reporters) or None,
        "kind": indicator.kind.value,
        "unit": indicator.unit.text,
        "binding": indicator.binding,
        "target": target_json(verdict),
        "baseline": _baseline(indicator),
        "actual": _actual(verdict),
        "gap": number_json(verdict.gap),
        "shortfall": number_json(verdict.shortfall),
        "completion": number_json(verdict.completion),
        "progress": number_json(verdict.progress),
        "provisional": verdict.provisional,
        "pace": pace
        and {
            "method": pace.method.value,
            "expected": plain_text(pace.expected),
            "expected_share": plain_text(pace.expected_share),
            "share": number_json(pace.share),
            "date": pace.date.isoformat(),
            "due": pace.due.isoformat(),
            "reference": pace.reference,
            "inputs": pace.inputs,
        },
        "milestone": milestone
        and {
            "period": milestone.period.text,
            "target": number_json(milestone_value(milestone, indicator)),
            "status": milestone.status.value,
            "text": milestone.text,
        },
        **outlook_json(verdict, plan),
        "status": verdict.status.value,
        "light": verdict.light.value,
        "score": _points(score),
        "weight": number_json(indicator.weight),
        "ground": score.ground.value if score else None,
        "reason": verdict.reason,
        "measures": verdict.measures,
        "notes": list(verdict.notes),
        "sources": [source_json(department, source) for department, source in verdict.sources],
        "grade": verdict.grade and grade_json(verdict.grade),
        "computed": verdict.computed and _computed(verdict.computed),
        "verified": verified_json(verdict) if verdict.verified else None,
        "breakdown": _parts(verdict) if verdict.breakdown else None,
    }


def _computed(computed: Computed) -> Document:
    """What a formula or a count of tasks gives, with every figure that went in."""
    return {
        "value": number_json(computed.value),
        "used": computed.used,
        "words": computed.words,
        "inputs": [
            {
                "id": each.indicator.id,
                "value": number_json(each.value),
                "unit": each.indicator.unit.text,
                "period": each.period.text if each.period else None,
                "sources": [source_json(department, source) for department, source in each.sources],
            }
            for each in computed.inputs
        ],
    }


def _parts(verdict: Verdict) -> list[Document]:
    """Each part of a split target with its own verdict; of a period what must be reached in all until its end."""
    return [
        {
            "part": each.part.name,
            "period": each.part.period and each.part.period.text,
            "reporters": list(each.part.reporters),
            "text": each.part.text,
            "target": number_json(target_bounds(each.verdict.indicator)[0]),
            "actual": number_json(each.verdict.actual.value if each.verdict.actual else None),
            "gap": number_json(each.verdict.gap),
            "shortfall": number_json(each.verdict.shortfall),
            "completion": number_json(each.verdict.completion),
            "provisional": each.verdict.provisional,
            "status": each.verdict.status.value,
            "light": each.verdict.light.value,
        }
        for each in verdict.breakdown
    ]


def verified_json(verdict: Verdict) -> Document | None:
    """The verified figure beside the self-reported one, with every row of a 核定表 that is in it."""
    from sctarget.report.verifying import verified_total

    total = verified_total(verdict)
    if total is None:
        return None
    return {
        "value": plain_text(total.value),
        "reported": number_json(total.reported),
        "difference": number_json(total.difference),
        "items": [
            {
                "reporter": each.reporter,
                "value": plain_text(each.value),
                "reported": number_json(each.reported),
                "difference": number_json(each.difference),
                "reason": each.reason,
                "source": source_json(each.department, each.source),
                "reported_source": each.origin and source_json(each.reporter, each.origin),
            }
            for each in verdict.verified
        ],
    }


def grade_json(grade: Grade) -> Document:
    """What a person graded; the share is a fraction."""
    return {
        "level": grade.level.value,
        "share": number_json(grade.share),
        "who": grade.who,
        "when": grade.when.isoformat(),
        "why": grade.why,
    }


def outlook_json(verdict: Verdict, plan: Plan) -> Document:
    """Where a running figure will stand, why nobody can say, and the rate still required."""
    if verdict.outlook is None:
        return {"forecast": None, "no_forecast": None, "required": None}
    from sctarget.writers.outlook_json import outlook_keys

    return outlook_keys(verdict.outlook, verdict, plan)


def number_json(value: Decimal | None) -> str | None:
    """A figure as text; null where there is none."""
    return None if value is None else plain_text(value)


def _points(score: ItemScore | None) -> str | None:
    return None if score is None or score.points is None else trimmed(plain_text(score.points))


def target_json(verdict: Verdict) -> Document | None:
    """The target with its value in the row's unit, and where it came from; null for a monitored indicator."""
    indicator, demanded = verdict.indicator, verdict.demanded
    if indicator.target is None or monitored(indicator):
        return None
    low, high = target_bounds(indicator)
    target = {
        "text": indicator.target_text or target_words(indicator),
        "comparator": indicator.target.comparator.value,
        "value": number_json(low),
        "high": number_json(high),
    }
    return target if demanded is None else target | _origin(indicator, demanded)


def _origin(indicator: Indicator, demanded: Demanded) -> Document:
    """Where a target comes from that had to be derived or was revised; only such targets have these keys."""
    derivation, revision = demanded.derivation, demanded.revision
    return {
        "derived": derivation and _derived(derivation),
        "original": _original(indicator, demanded),
        "revised": revision
        and {
            "text": revision.text,
            "date": revision.date.isoformat() if revision.date else None,
            "document": revision.document,
        },
    }


def _derived(derivation: Derivation) -> Document:
    """How a target in words of change came to its figure."""
    base = derivation.base
    return {
        "method": derivation.method,
        "base": base
        and {
            "value": plain_text(base.value),
            "period": base.period.text,
            "origin": base.origin.value,
            "provisional": base.provisional,
            "sources": [source_json(department, source) for department, source in base.sources],
        },
        "years": derivation.years,
        "exact": [plain_text(each) for each in derivation.exact],
        "rounded": derivation.whole,
        "words": derivation.words,
    }


def _original(indicator: Indicator, demanded: Demanded) -> Document | None:
    """The target that a revision replaced; its figures only where the words say them."""
    if demanded.original is None:
        return None
    target, text = demanded.original
    ends = (None, None) if target.relative else (target.value, target.high)
    low, high = (None if each is None else row_value(each, target.unit, indicator) for each in ends)
    return {"text": text, "comparator": target.comparator.value, "value": number_json(low), "high": number_json(high)}


def _baseline(indicator: Indicator) -> Document | None:
    baseline = indicator.baseline
    if baseline is None:
        return None
    return {
        "value": plain_text(row_quantity(baseline.value, indicator)),
        "year": baseline.year,
        "note": baseline.note,
    }


def _actual(verdict: Verdict) -> Document | None:
    actual = verdict.actual
    if actual is None:
        return None
    return {
        "value": plain_text(actual.value),
        "unit": verdict.indicator.unit.text,
        "period": actual.period.text,
        "state": actual.state.value if actual.state else None,
        "sources": [source_json(department, source) for department, source in actual.sources],
    }


def _task(verdict: TaskVerdict, score: ItemScore | None) -> Document:
    task = verdict.task
    return {
        "id": task.id,
        "name": task.name,
        "group": task.group,
        "due": task.due.isoformat(),
        "lead": list(task.lead),
        "support": list(task.support),
        "reporter": "、".join(task.reporters) or None,
        "status": verdict.status.value,
        "overdue": verdict.overdue,
        "reason": said(verdict, "reason") or None,
        "measures": said(verdict, "measures") or None,
        "evidence": said(verdict, "evidence") or None,
        "score": _points(score),
        "weight": number_json(task.weight),
        "ground": score.ground.value if score else None,
        "sources": [source_json(report.department, report.source) for report in verdict.reports],
        "grade": verdict.grade and grade_json(verdict.grade),
    }
