"""指标分解: each part judged on its own, the whole by their sum (docs/judging.md §16)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from evaluate.support import evaluate, form, period
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.result import Evaluation, Status
from sctarget.model.breakdown import own_part, room, stages, total_of, total_words
from sctarget.model.form import FormRows
from sctarget.model.plan import Indicator, Part, Plan, Revision
from sctarget.model.quantity import Comparator, Target
from sctarget.model.units import declared_unit
from sctarget.readers.plan_yaml import read_plan

PLANS = Path(__file__).parents[1] / "readers" / "plans" / "good"


def loaded(name: str = "breakdown.yaml") -> Plan:
    plan = read_plan(PLANS / name).value
    assert plan is not None
    return plan


PLAN = loaded()
BY_ID = {item.id: item for item in PLAN.indicators}


def only(key: str) -> Plan:
    """The plan with one of its indicators."""
    return replace(PLAN, indicators=(BY_ID[key],))


def parts(evaluation: Evaluation) -> list[tuple[str, str | None, str | None, Status]]:
    """Each part: its name, its figure, its gap, its status."""
    return [
        (
            each.part.name,
            str(each.verdict.actual.value) if each.verdict.actual else None,
            None if each.verdict.gap is None else str(each.verdict.gap),
            each.verdict.status,
        )
        for each in evaluation.verdicts[0].breakdown
    ]


def streets(one: str, other: str, third: str, when: str = "2023") -> tuple[object, ...]:
    """What 县工业和信息化局, 东关街道 and 西关街道 report."""
    names = ("县工业和信息化局", "东关街道", "西关街道")
    return tuple(form({"sme": value}, when, name) for name, value in zip(names, (one, other, third), strict=True))


def test_the_parts_report_and_stand_on_their_forms() -> None:
    """The departments of the parts are the reporters; each form asks for its own part, a collective's for the sum."""
    assert BY_ID["sme"].reporters == ("县工业和信息化局", "东关街道", "西关街道")
    assert BY_ID["sme"].lead == ("县科技局",)
    assert BY_ID["hte"].reporters == ("甲县", "乙县")
    assert BY_ID["value"].reporters == ("县科技局",)
    rows = FormRows(PLAN)
    shown = {name: rows.of(name, period("2023"))[0].target for name in ("县工业和信息化局", "东关街道", "甲县", "乙县")}
    assert shown == {"县工业和信息化局": "10家", "东关街道": "各街道合计8家", "甲县": "7家", "乙县": "5家"}


def test_each_part_is_judged_by_its_own_figure() -> None:
    """9 of 10 is nearly, 5 + 4 of 8 is exceeded, 18 of 16 in all."""
    result = evaluate(only("sme"), *streets("9", "5", "4"))  # type: ignore[arg-type]
    whole = result.verdicts[0]
    assert (whole.actual and whole.actual.value, whole.status, whole.completion) == (
        Decimal(18), Status.EXCEEDED, Decimal("1.125"),
    )  # fmt: skip
    assert parts(result) == [
        ("县工业和信息化局", "9", "-1", Status.NEARLY),
        ("各街道", "9", "1", Status.EXCEEDED),
    ]
    assert whole.breakdown[0].verdict.completion == Decimal("0.9")


def test_a_part_that_did_not_report_holds_up_the_whole_alone() -> None:
    """Without 西关街道 there is no whole and no 各街道; 县工信局 is judged all the same."""
    forms = streets("10", "5", "4")[:2]
    result = evaluate(only("sme"), *forms)  # type: ignore[arg-type]
    assert result.verdicts[0].status is Status.UNREPORTED
    assert parts(result) == [
        ("县工业和信息化局", "10", "0", Status.MET),
        ("各街道", None, None, Status.UNREPORTED),
    ]


def test_a_part_has_its_own_pace() -> None:
    """At the half year 4 of 10 is 10 points behind, 5 of 8 is ahead."""
    result = evaluate(only("sme"), *streets("4", "3", "2", "2023H1"))  # type: ignore[arg-type]
    assert [status for *_, status in parts(result)] == [Status.BEHIND, Status.ON_PACE]


def test_a_ceiling_is_split_into_ceilings() -> None:
    """12万元 and 60000元 of 20万元: 7万元 breaks the part although the whole keeps its limit."""
    forms = form({"cost": "10"}, department="县科技局"), form({"cost": "7"}, department="县工业和信息化局")
    result = evaluate(only("cost"), *forms)
    assert result.verdicts[0].status is Status.EXCEEDED
    assert parts(result) == [("县科技局", "10", "-2", Status.EXCEEDED), ("县工业和信息化局", "7", "1", Status.UNMET)]


def test_periods_are_reached_one_after_another() -> None:
    """0.2, then 0.5, then 1.2 亿元 in all; a period without a form is unreported, one to come is open."""
    assert [str(step.target.value) for step in BY_ID["value"].milestones] == ["0.2", "0.5", "1.2"]
    half = evaluate(only("value"), form({"value": "0.6"}, "2023H1"))
    assert parts(half) == [
        ("2023Q1", None, None, Status.UNREPORTED),
        ("2023Q2", "0.6", "0.1", Status.EXCEEDED),
        ("2023H2", None, None, Status.OPEN),
    ]
    assert half.verdicts[0].milestone is not None
    assert half.verdicts[0].milestone.status is Status.EXCEEDED
    year = evaluate(only("value"), form({"value": "0.1"}, "2023Q1"), form({"value": "1.1"}, "2023"))
    assert parts(year) == [
        ("2023Q1", "0.1", "-0.1", Status.UNMET),
        ("2023Q2", None, None, Status.UNREPORTED),
        ("2023H2", "1.1", "-0.1", Status.NEARLY),
    ]


def test_the_room_is_told() -> None:
    """18家 against 16家 leaves 2家; a ceiling leaves what is not given out; a revised target is what counts."""
    assert total_words(BY_ID["sme"]) == "分解合计18家，比目标16家多2家，留有余量"
    assert total_words(BY_ID["hte"]) == "分解合计12家，与目标12家一致"
    assert total_words(BY_ID["cost"]) == "分解合计18万元，比上限20万元少2万元，留有余量"
    raised = Target(Comparator.AT_LEAST, Decimal(17), declared_unit("家"))
    changed = replace(BY_ID["sme"], revised=(Revision(raised, "17家以上", None, None),))
    assert total_words(changed) == "分解合计18家，比目标17家多1家，留有余量"


def test_own_part() -> None:
    """A department finds its part by its name, a member by its collective's."""
    found = own_part(BY_ID["sme"], "西关街道")
    assert found is not None
    assert found.name == "各街道"
    assert own_part(BY_ID["sme"], "县科技局") is None
    assert own_part(BY_ID["value"], "县科技局") is None


COUNT = st.integers(0, 10**6)


def split_plan(aims: list[int]) -> Plan:
    """A plan whose one target is split over so many districts."""
    unit = declared_unit("家")
    made = tuple(
        Part(f"第{number}区", Target(Comparator.AT_LEAST, Decimal(aim), unit), f"{aim}家", (f"第{number}区",))
        for number, aim in enumerate(aims)
    )
    whole = Target(Comparator.AT_LEAST, Decimal(sum(aims)), unit)
    names = tuple(part.name for part in made)
    item: Indicator = replace(BY_ID["hte"], id="x", target=whole, reporters=names, breakdown=made)
    return replace(PLAN, indicators=(item,))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**4), COUNT), min_size=1, max_size=5))
def test_the_parts_make_up_the_whole(cells: list[tuple[int, int]]) -> None:
    """Σ parts = the whole's figure, Σ gaps = its gap where nothing is left over; all parts met means the whole is."""
    plan = split_plan([aim for aim, _ in cells])
    forms = [form({"x": str(value)}, department=f"第{number}区") for number, (_, value) in enumerate(cells)]
    verdict = evaluate(plan, *forms).verdicts[0]
    own = [each.verdict for each in verdict.breakdown]
    assert verdict.actual is not None
    assert sum(each.actual.value for each in own if each.actual) == verdict.actual.value
    assert sum(each.gap for each in own if each.gap is not None) == verdict.gap
    done = {Status.MET, Status.EXCEEDED}
    if all(each.status in done for each in own):
        assert verdict.status in done
    assert total_of(plan.indicators[0].breakdown, declared_unit("家")) == sum(aim for aim, _ in cells)
    assert room(plan.indicators[0]) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 10**4), min_size=2, max_size=4), st.integers(0, 3), COUNT, COUNT)
def test_more_of_one_part_moves_only_that_part(aims: list[int], place: int, low: int, high: int) -> None:
    """Monotone in its own figure; the verdicts of the other parts stay as they are."""
    place %= len(aims)
    low, high = sorted((low, high))
    seen = []
    for value in (low, high):
        forms = [
            form({"x": str(value if number == place else 5)}, department=f"第{number}区") for number in range(len(aims))
        ]
        seen.append(evaluate(split_plan(aims), *forms).verdicts[0].breakdown)
    for number, (before, after) in enumerate(zip(*seen, strict=True)):
        if number == place:
            assert before.verdict.completion is not None
            assert after.verdict.completion is not None
            assert before.verdict.completion <= after.verdict.completion
        else:
            assert before.verdict == after.verdict


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_stages_only_grow(aims: list[int]) -> None:
    """Interim targets of quarters are the running sum, the last of them the whole."""
    unit = declared_unit("万元")
    made = [
        Part(
            f"2023Q{number}",
            Target(Comparator.AT_LEAST, Decimal(aim), unit),
            f"{aim}万元",
            (),
            period(f"2023Q{number}"),
        )
        for number, aim in enumerate(aims, 1)
    ]
    values = [step.target.value or Decimal(0) for step in stages(made, unit)]
    assert values == sorted(values)
    assert values[-1] == sum(aims)


@pytest.mark.parametrize("key", ["sme", "value"])
def test_explained_and_listed(key: str) -> None:
    """The explanation lists every part with what they come to; the table of parts has a row for each."""
    from sctarget.report.explanation import explain_indicator
    from sctarget.report.splitting import split_table

    forms = streets("9", "5", "4") if key == "sme" else (form({"value": "1.2"}),)
    result = evaluate(only(key), *forms)  # type: ignore[arg-type]
    (section,) = (each for each in explain_indicator(result.verdicts[0], result).sections if each.title == "分解")
    table = split_table(result, "")
    assert table is not None
    assert len(section.lines) == 1 + len(table.rows)
    if key == "sme":
        assert section.lines[1] == "县工业和信息化局：分到10家，实际9家，完成率90.0%，尚差1家，基本完成"
        assert [cell.text for cell in table.rows[1]][:7] == [
            "科技型中小企业", "各街道", "8家", "9家", "112.5%", "超目标1家", "超额完成",
        ]  # fmt: skip
    else:
        assert section.lines[-1] == "至2023年下半年末：分到累计1.2亿元，实际1.2亿元，完成率100.0%，与目标持平，完成"


def test_a_ceiling_is_shown_as_one() -> None:
    """The form of a department with 12万元 of a limit says 不超过12万元."""
    row = next(row for row in FormRows(PLAN).of("县科技局", period("2023")) if row.id == "cost")
    assert row.target == "不超过12万元"
