"""What stands in a plan file arrives in the plan, exactly as it was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sctarget.model.grade import Tiers
from sctarget.model.plan import Indicator, Kind, PaceMethod, Plan, Rollup, Rounding, Span
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.scoring import Amount, Attribution, Basis, Grade, ItemRule, Scoring
from sctarget.readers.plan_yaml import read_plan

GOOD = Path(__file__).parent / "plans" / "good"
HEAD = "plan: {id: shili, title: 示例, issuer: 县科技局, period: 2023}\nindicators:\n"


def load(path: Path) -> Plan:
    """The plan of a file that has no blocking problem."""
    plan = read_plan(path).value
    assert plan is not None
    return plan


def load_text(tmp_path: Path, text: str) -> Plan:
    """The plan that a text writes."""
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def by_id(plan: Plan, identifier: str) -> Indicator:
    """The indicator of an id."""
    return next(item for item in plan.indicators if item.id == identifier)


def test_every_key_of_an_indicator_arrives() -> None:
    """Nothing that a clerk writes on an indicator is lost on the way."""
    item = by_id(load(GOOD / "every_key.yaml"), "rd_intensity")
    assert item.target is not None
    assert (item.target.comparator, item.target.value, item.unit.text) == (Comparator.AT_LEAST, Decimal("1.80"), "%")
    assert str(item.target.value) == "1.80"
    assert item.target_text == "力争达到1.80%以上"
    assert (item.scope, item.group, item.clause, item.standard) == ("全县", "投入", "第2条", "rd_intensity")
    assert item.lead == ("示例县科技局", "县统计局")
    assert item.support == ("各乡镇",)
    assert item.reporters == ("县统计局",)
    assert item.at == ("正文第二部分", "附件1")
    assert item.baseline is not None
    assert (item.baseline.value.value, item.baseline.year, item.baseline.note) == (
        Decimal("1.27"),
        2020,
        "加*号为2020年数据",
    )
    assert [(step.period.text, str(step.target.value), step.text) for step in item.milestones] == [
        ("2023H1", "1.4", "1.4%"),
        ("2023", "1.5", "1.5%以上"),
    ]
    assert [(period.text, str(figure.value)) for period, figure in item.history] == [("2020", "1.27"), ("2021", "1.30")]
    assert (item.data_year, item.binding, item.hold, item.stretch) == (-1, True, False, True)
    assert (item.by, item.due) == (date(2025, 12, 31), date(2025, 12, 31))
    assert (item.pace, item.rollup, item.kind) == (PaceMethod.MILESTONES, Rollup.LATEST, Kind.RATIO)
    assert (item.definition, item.data_department, item.aliases) == ("统计部门公布数", "县统计局", ("研发投入强度",))
    assert [unit.text for unit in item.unit_also] == ["分"]
    assert item.weight == Decimal(10)
    assert (item.quote, item.review) == ("力争达到1.80%以上", "附件与正文不一致")
    assert (item.source.line, item.source.column) == (40, 5)


def test_formulas_counts_and_revisions_arrive() -> None:
    """A formula with its words and the ids it needs, the tasks that are counted, every change of a target."""
    plan = load(GOOD / "every_key.yaml")
    platforms = by_id(plan, "platforms")
    assert platforms.parts == ("platforms_a",)
    assert [(change.text, change.date, change.document) for change in platforms.revised] == [
        ("4个以上", date(2024, 10, 20), "示例发〔2024〕8号"),
        ("3个以上", None, None),
    ]
    formula = by_id(plan, "share").formula
    assert formula is not None
    assert (formula.text, formula.names) == ("(platforms_a + 1) / gdp * 100", ("platforms_a", "gdp"))
    assert by_id(plan, "done_tasks").count_of == ("park",)
    assert by_id(plan, "gdp").role == "input"


def test_range_and_spans_arrive() -> None:
    """A range keeps both ends in one unit; span says what a flow counts."""
    plan = load(GOOD / "every_key.yaml")
    part = by_id(plan, "platforms_a")
    assert part.target is not None
    assert (part.target.comparator, part.target.value, part.target.high) == (
        Comparator.RANGE,
        Decimal(1),
        Decimal(3),
    )
    assert part.unit.text == "个"
    assert [by_id(plan, name).span for name in ("platforms", "platforms_a", "gdp")] == [
        Span.PLAN,
        Span.EACH_YEAR,
        Span.YEAR,
    ]


def test_collectives_report_through_their_members() -> None:
    """各乡镇 gets no form of its own: every member does, members of members too."""
    plan = load(GOOD / "every_key.yaml")
    assert by_id(plan, "platforms").lead == ("各乡镇",)
    assert by_id(plan, "platforms").reporters == ("甲镇", "丙街道", "丁街道")


def test_defaults_decide_who_reports() -> None:
    """An indicator given to nobody goes to the plan's defaults; a task due at no day is due at the plan's end."""
    plan = load(GOOD / "every_key.yaml")
    assert (by_id(plan, "platforms_a").lead, by_id(plan, "platforms_a").reporters) == (("示例县科技局",), ("县统计局",))
    assert (plan.tasks[1].due, plan.tasks[1].reporters) == (date(2025, 12, 31), ("县统计局",))
    assert (plan.tasks[0].due, plan.tasks[0].reporters, plan.tasks[0].support) == (
        date(2023, 12, 31),
        ("示例县科技局",),
        ("各街道",),
    )


def test_rules_arrive() -> None:
    """Local thresholds replace the defaults, whether written as 85% or 0.3."""
    rules = load(GOOD / "every_key.yaml").rules
    assert (rules.nearly, rules.behind, rules.far_behind, rules.tolerance) == (
        Decimal("0.85"),
        Decimal("0.10"),
        Decimal("0.3"),
        Decimal("0.03"),
    )
    assert (rules.rounding, rules.inverse) == (Rounding.HALF_UP, "2-A/T")


def test_scoring_rules_arrive() -> None:
    """Every rule of scoring replaces its default, points and shares told apart, grades from the best to the worst."""
    plan = load(GOOD / "every_key.yaml")
    assert plan.rules.scoring == Scoring(
        total=Decimal("12.5"),
        by=Basis.PROGRESS,
        floor=Decimal("0.60"),
        bonus_item=Amount(Decimal("0.08"), share=True),
        bonus_total=Amount(Decimal(4)),
        tiers=Tiers(Decimal("0.80"), Decimal("0.50")),
        grades=(Grade("好", Decimal(85)), Grade("较好", Decimal("70.5")), Grade("一般", Decimal(0))),
        decimals=1,
        attribution=Attribution.SPLIT,
        support_share=Decimal("0.30"),
        deviation=Decimal("0.20"),
        late=Amount(Decimal("0.5")),
        veto="一般",
        rank=True,
    )
    assert by_id(plan, "rd_intensity").scoring == ItemRule(Basis.COMPLETION, Decimal("1.00"), Amount(Decimal(0)))
    assert by_id(plan, "platforms").scoring is None


def test_plans_without_weights_are_not_scored(tmp_path: Path) -> None:
    """Rules of scoring alone score nothing; one weight alone is scored by the usual rules."""
    head = "plan: {id: a, title: 示例, issuer: 县科技局, period: 2023%s}\n"
    body = "indicators:\n  - {id: one, name: 甲, target: 5家, kind: stock%s}\n"
    path = tmp_path / "plan.yaml"
    found = []
    for rules, weight in (("", ""), (", rules: {scoring: {floor: 60%}}", ""), ("", ", weight: 5"), ("", ", weight: 0")):
        path.write_text(head % rules + body % weight, encoding="utf-8")
        found.append(load(path).rules.scoring)
    assert found == [None, None, Scoring(), None]


def test_values_stay_text() -> None:
    """010, 12:30, no and 0.10 are what they look like, not 8, 750, False and 0.1."""
    plan = load(GOOD / "text_stays.yaml")
    assert (plan.id, plan.title, plan.issuer) == ("010", "2023", "no")
    precise = by_id(plan, "precise")
    assert (precise.name, precise.quote, precise.at) == ("12:30", "yes", ("1.10", "~"))
    assert precise.target is not None
    assert str(precise.target.value) == "0.10"


def test_bare_milestone_follows_the_target() -> None:
    """25天 on the way to 20天以内 is a limit too."""
    limit = by_id(load(GOOD / "text_stays.yaml"), "limit")
    assert limit.milestones[0].target.comparator is Comparator.AT_MOST


def test_units_of_one_dimension_meet() -> None:
    """名 counts as 人, 万元 fits 亿元, % reads as 分 where the plan says so; the row keeps its unit."""
    plan = load(GOOD / "text_stays.yaml")
    assert by_id(plan, "people").unit.text == "人"
    assert by_id(plan, "money").unit.text == "亿元"
    score = by_id(plan, "score")
    assert score.target is not None
    assert (score.unit.text, score.target.unit.text, score.target.value) == ("分", "分", Decimal(65))
    assert by_id(plan, "rate").kind is Kind.RATIO


def test_slot_is_a_target_to_be_filled() -> None:
    """A quoted * is an empty slot with its unit."""
    slot = by_id(load(GOOD / "text_stays.yaml"), "slot")
    assert slot.target is not None
    assert (slot.target.form, slot.unit.text) == (TargetForm.SLOT, "家")


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("lead: 县财政局", ("县财政局",)),
        ("lead: [县财政局, 县工信局]", ("县财政局",)),
        ("lead: 县财政局, reporter: [县统计局, 县工信局]", ("县统计局", "县工信局")),
        ("support: 县工信局", ("县科技局",)),
    ],
)
def test_who_reports(tmp_path: Path, extra: str, expected: tuple[str, ...]) -> None:
    """The reporter, else the first lead, else the issuer fills in the form."""
    plan = load_text(tmp_path, f"{HEAD}  - {{id: one, name: 第一项, target: 5家, kind: stock, {extra}}}\n")
    assert plan.reporters == expected


def test_fingerprint_ignores_layout(tmp_path: Path) -> None:
    """Comments, order of keys and another way of writing the same figure keep the fingerprint of the forms."""
    first = load_text(tmp_path, f"{HEAD}  - {{id: one, name: 第一项, target: 0.10亿元以上, kind: flow}}\n")
    second = load_text(
        tmp_path,
        f"# 说明\n{HEAD}  - kind: flow\n    target: {{at_least: 0.1, unit: 亿元}}\n    name: 第一项\n    id: one\n",
    )
    assert first.fingerprint == second.fingerprint
    assert len(first.fingerprint) == 16


@pytest.mark.parametrize(
    "changed",
    [
        "{id: two, name: 第一项, target: 5家, kind: stock}",
        "{id: one, name: 第二项, target: 5家, kind: stock}",
        "{id: one, name: 第一项, scope: 甲, target: 5家, kind: stock}",
        "{id: one, name: 第一项, target: 6家, kind: stock}",
        "{id: one, name: 第一项, target: 超过5家, kind: stock}",
        "{id: one, name: 第一项, target: 5个, kind: stock}",
        "{id: one, name: 第一项, target: 5家, kind: stock, by: 2023-06-30}",
        "{id: one, name: 第一项, target: 5家, kind: stock, milestones: {2023H1: 2家}}",
    ],
)
def test_fingerprint_tells_changes(tmp_path: Path, changed: str) -> None:
    """A form that was sent before an id, name, scope, target, unit or period changed can be told."""
    before = load_text(tmp_path, f"{HEAD}  - {{id: one, name: 第一项, target: 5家, kind: stock}}\n")
    assert load_text(tmp_path, f"{HEAD}  - {changed}\n").fingerprint != before.fingerprint
