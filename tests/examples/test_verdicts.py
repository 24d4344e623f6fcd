"""The five examples judged on the real road, workbook cells to verdicts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from examples.road import NAMES, expected, run

from sctarget.evaluate.result import Status
from sctarget.model.actual import DataState, TaskState
from sctarget.model.plan import PaceMethod
from sctarget.model.problem import Severity


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_is_the_pinned_one(name: str) -> None:
    """No indicator or task of an example changes its status unnoticed."""
    evaluation, pinned = run(name).evaluation, expected(name)
    assert evaluation.as_of.isoformat() == pinned["as_of"]
    assert {item.indicator.id: item.status.value for item in evaluation.verdicts} == pinned["indicators"]
    tasks = {item.task.id: item.status.value + (" overdue" if item.overdue else "") for item in evaluation.tasks}
    assert tasks == pinned["tasks"]


def test_every_status_occurs() -> None:
    """Whoever runs the five examples has seen every word of the status table."""
    seen = {item.status for name in NAMES for item in run(name).evaluation.verdicts}
    assert seen == set(Status)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "dazhou-2020"])
def test_data_can_be_trusted(name: str) -> None:
    """Four examples never end with exit code 3: nothing is quarantined and every department has returned."""
    evaluation = run(name).evaluation
    assert [problem.message for problem in evaluation.problems if problem.severity.blocking] == []
    assert evaluation.missing == ()


def test_jingchuan_amounts() -> None:
    """1728万元 in an 亿元 row is 0.1728, 108 % of 0.16; the figure is the year before's."""
    rd = run("jingchuan-2023").verdict("rd_expenditure")
    assert rd.actual is not None
    assert rd.actual.value == Decimal("0.1728")
    assert rd.completion == Decimal("1.08")
    assert rd.gap == Decimal("0.0128")
    assert rd.shortfall == 0
    assert any("2022" in note for note in rd.notes)
    assert rd.actual.sources[0][1].raw == "1728万元"


def test_jingchuan_shortfalls() -> None:
    """0.43 of 0.5亿元 is 86 %, 未完成, 0.07 missing; of 6000万元 520 are missing, nearly met; 0 is a real 0."""
    jingchuan = run("jingchuan-2023")
    revenue = jingchuan.verdict("hightech_industry_rev")
    assert (revenue.status, revenue.completion, revenue.shortfall) == (Status.UNMET, Decimal("0.86"), Decimal("0.07"))
    assert revenue.reason == "医药企业订单减少"
    attracted = jingchuan.verdict("invest_attract")
    assert (attracted.status, attracted.gap, attracted.shortfall) == (Status.NEARLY, Decimal(-520), Decimal(520))
    platform = jingchuan.verdict("prov_platform")
    assert platform.actual is not None
    assert (platform.actual.value, platform.completion, platform.shortfall) == (Decimal(0), Decimal(0), Decimal(1))


def test_jingchuan_absences_are_not_zero() -> None:
    """无 is 未报送 with a warning, 未出数 is 未出数; neither has a figure, a gap or a rate."""
    jingchuan = run("jingchuan-2023")
    for indicator, status in (("makerspace", Status.UNREPORTED), ("innovation_index", Status.UNPUBLISHED)):
        verdict = jingchuan.verdict(indicator)
        assert verdict.status is status
        assert (verdict.actual, verdict.gap, verdict.shortfall, verdict.completion) == (None, None, None, None)
    warned = [item for item in jingchuan.evaluation.problems if item.indicator == "makerspace"]
    assert [(item.severity, item.read) for item in warned] == [(Severity.WARNING, "无")]


def test_jingchuan_provisional() -> None:
    """快报 and 预计 are judged but marked; 最终 is not."""
    jingchuan = run("jingchuan-2023")
    provisional = {item.indicator.id for item in jingchuan.evaluation.verdicts if item.provisional}
    assert provisional == {"fiscal_st_exp", "upper_fund"}
    fiscal = jingchuan.verdict("fiscal_st_exp").actual
    assert fiscal is not None
    assert fiscal.state is DataState.FLASH


def test_maiji_base_years() -> None:
    """科技进步贡献率 55.4 → 65 stands at 60: 增量完成率 4.6/9.6, and 3 of 5 years since 2020 are over."""
    verdict = run("maiji-2022-2025").verdict("st_contribution")
    assert verdict.progress is not None
    assert verdict.progress * Decimal("9.6") - Decimal("4.6") < Decimal("1e-20")
    assert verdict.pace is not None
    assert (verdict.pace.expected_share, verdict.pace.expected) == (Decimal("0.6"), Decimal("61.16"))
    assert verdict.status is Status.BEHIND


def test_maiji_lagged_data() -> None:
    """研发投入强度 1.27 % (2020) → 1.8 %: 2022's figure stands half way between 2020 and 2024, at 1.535."""
    verdict = run("maiji-2022-2025").verdict("rd_intensity")
    assert verdict.pace is not None
    assert (verdict.pace.date, verdict.pace.due) == (date(2022, 12, 31), date(2024, 12, 31))
    assert (verdict.pace.expected_share, verdict.pace.expected) == (Decimal("0.5"), Decimal("1.535"))
    assert verdict.status is Status.ON_PACE


def test_maiji_milestone() -> None:
    """18 高新技术企业 exceed the year's 17 and are on the way to 23."""
    verdict = run("maiji-2022-2025").verdict("hte_stock")
    assert verdict.milestone is not None
    assert (verdict.milestone.period.text, verdict.milestone.status) == ("2023", Status.EXCEEDED)
    assert verdict.pace is not None
    assert (verdict.pace.method, verdict.pace.expected) == (PaceMethod.MILESTONES, Decimal(17))
    assert (verdict.status, verdict.shortfall) == (Status.ON_PACE, Decimal(5))


def test_maiji_years_own_amount() -> None:
    """技术合同成交额 4 → 6亿元 is 2025's own figure: 5.1 is 55 % of the way where 50 % are due."""
    verdict = run("maiji-2022-2025").verdict("tech_contract_value")
    assert verdict.pace is not None
    assert (verdict.pace.share, verdict.pace.expected_share) == (Decimal("0.55"), Decimal("0.5"))
    assert verdict.provisional


def test_maiji_counts_of_the_whole_plan() -> None:
    """2 of 5 after half of the plan: 2.5 would be expected, and a count is not behind from 2 on; 0 of 2 is."""
    maiji = run("maiji-2022-2025")
    equipment = maiji.verdict("new_tech_equipment")
    assert equipment.pace is not None
    assert equipment.pace.expected == Decimal("2.5")
    assert equipment.status is Status.ON_PACE
    assert maiji.verdict("new_tech_prefab").status is Status.FAR_BEHIND


def test_maiji_collective() -> None:
    """科技特派员 of three members are added up, 84 + 71 + 57, with a source for each."""
    verdict = run("maiji-2022-2025").verdict("tech_commissioner")
    assert verdict.actual is not None
    assert verdict.actual.value == 212
    assert [department for department, _ in verdict.actual.sources] == ["示例镇甲", "示例镇乙", "示例街道"]
    assert verdict.status is Status.EXCEEDED


def test_maiji_below_the_baseline() -> None:
    """企业研发占比 77.1 % is below 2020's 77.8 %: the progress is negative and the light is red."""
    verdict = run("maiji-2022-2025").verdict("ent_rd_share")
    assert verdict.progress is not None
    assert verdict.progress < 0
    assert verdict.status is Status.FAR_BEHIND


def test_xixia_is_only_monitored() -> None:
    """32 real figures, none judged: no target, no gap, no rate."""
    xixia = run("xixia-2022")
    assert len(xixia.evaluation.verdicts) == 32
    assert {item.status for item in xixia.evaluation.verdicts} == {Status.MONITORED}
    shown = {item.indicator.id: item.actual.value for item in xixia.evaluation.verdicts if item.actual}
    assert len(shown) == 32
    assert shown["rd_expenditure"] == Decimal("23.68")
    assert shown["rd_intensity"] == Decimal("5.88")
    assert shown["inv_patent_stock"] == 1574
    assert shown["platforms"] == 98


def test_dazhou_pace() -> None:
    """After 75 % of the year 2310 of 5600万元 is far behind, 24 of 30 on pace; a stock without a base is open."""
    dazhou = run("dazhou-2020")
    assert dazhou.evaluation.elapsed == Decimal("0.75")
    contracts = dazhou.verdict("tech_contract_value")
    assert contracts.pace is not None
    assert (contracts.pace.share, contracts.pace.expected) == (Decimal("0.4125"), Decimal(4200))
    assert (contracts.status, contracts.shortfall) == (Status.FAR_BEHIND, Decimal(3290))
    assert dazhou.verdict("key_tech_projects").status is Status.ON_PACE
    assert dazhou.verdict("hte_stock").status is Status.OPEN


def test_dazhou_last_form_is_older() -> None:
    """市农业农村局 stopped at the half year: 未报送, and the last known figure is kept beside it."""
    verdict = run("dazhou-2020").verdict("agri_varieties_tech")
    assert (verdict.status, verdict.actual) == (Status.UNREPORTED, None)
    assert verdict.latest is not None
    assert (verdict.latest.period.text, verdict.latest.value) == ("2020H1", Decimal(5))


def test_dazhou_cannot_be_trusted_yet() -> None:
    """Exit code 3 there has two grounds: the cell 6+1, and two departments without a form of the period."""
    dazhou = run("dazhou-2020")
    odd = [item for item in dazhou.evaluation.problems if item.read == "6+1"]
    assert [item.severity for item in odd] == [Severity.QUARANTINED]
    assert odd[0].source is not None
    assert odd[0].source.cell
    assert dazhou.verdict("patent_transfer").status is Status.TO_VERIFY
    assert set(dazhou.evaluation.missing) == {"市农业农村局", "市科协"}


def test_dazhou_overdue_tasks() -> None:
    """Three tasks are past their day and not done; a task that was finished is not overdue."""
    tasks = {item.task.id: item for item in run("dazhou-2020").evaluation.tasks}
    assert {key for key, item in tasks.items() if item.overdue} == {
        "wanzhou_agreement",
        "commissioner_coverage",
        "award_rules",
    }
    assert (tasks["highland_plan"].status, tasks["highland_plan"].overdue) == (TaskState.DONE, False)


def test_county_slots_are_filled() -> None:
    """十六 is read as 16; 不涉及 needs no confirmation where nothing is demanded; 未出数 is not 0."""
    county = run("county-2023")
    varieties = county.verdict("new_varieties")
    assert varieties.actual is not None
    assert varieties.actual.value == 16
    assert county.verdict("county_results").status is Status.NOT_APPLICABLE
    assert county.verdict("fiscal_st_share").status is Status.UNPUBLISHED
    assert county.verdict("training_persons").provisional
