"""核定: what the data department says takes the place of what was reported (docs/verifying.md)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from evaluate.support import codes, evaluate, figure, form, indicator, make_plan, period
from hypothesis import given, settings
from hypothesis import strategies as st

from sctarget.evaluate.collection import collect_returns
from sctarget.evaluate.crosscheck import crosscheck
from sctarget.evaluate.result import Evaluation, Status
from sctarget.evaluate.verified import self_reported
from sctarget.model.actual import Absence, DataState, FormReturn, Verification
from sctarget.model.plan import Department, Plan
from sctarget.model.problem import make_problem
from sctarget.report.verifying import VerifiedTotal, verified_total

WHO = "县统计局"
PLATFORMS = indicator(">= 12 家", "stock", data_department=WHO, lead=("县科技局",))
STREETS = indicator(">= 16 家", data_department=WHO, reporters=("东关街道", "西关街道"))
BODIES = (Department(WHO),)


def plan_of(*items: object) -> Plan:
    """A plan whose figures the statistics bureau verifies."""
    return make_plan(*items, departments=BODIES)  # type: ignore[arg-type]


def verified(
    rows: dict[str, tuple[str | None, str | None]],
    when: str = "2023",
    *,
    file: str = "核定.xlsx",
    key: str = "x",
    reason: str | None = None,
) -> FormReturn:
    """A returned 核定表: reporter → what it says was reported, what was verified (None: left blank)."""
    found = []
    for reporter, (reported, value) in rows.items():
        cell = None if value is None else figure(key, value, WHO, when, reason=reason)
        if cell is not None:
            cell = replace(cell, source=replace(cell.source, file=file, sheet="核定表"))
        found.append(Verification(key, reporter, cell, None if reported is None else Decimal(reported)))
    blank = all(row.figure is None for row in found)
    return FormReturn(file, file, WHO, period(when), blank=blank, verifies=True, verifications=tuple(found))


def judged(evaluation: Evaluation) -> tuple[str | None, Status, list[str]]:
    """The figure, the status and the codes of an evaluation of one indicator."""
    verdict = evaluation.verdicts[0]
    return str(verdict.actual.value) if verdict.actual else None, verdict.status, codes(evaluation)


def test_the_verified_figure_is_judged() -> None:
    """13 were reported and 11 verified: 11 is judged against 12, and both are told with their cells."""
    forms = form({"x": "13"}), verified({"县科技局": ("13", "11")}, reason="2家已过有效期")
    result = evaluate(plan_of(PLATFORMS), *forms)
    assert judged(result) == ("11", Status.NEARLY, ["figure_verified"])
    verdict = result.verdicts[0]
    (found,) = verdict.verified
    assert (found.department, found.reporter, found.value, found.reported, found.difference) == (
        WHO, "县科技局", Decimal(11), Decimal(13), Decimal(-2),
    )  # fmt: skip
    assert (found.source.file, found.origin and found.origin.file) == ("核定.xlsx", "县科技局_2023.xlsx")
    assert verdict.notes == ("县科技局自报13家，经县统计局核定为11家，核减2家（2家已过有效期）",)
    assert verdict.actual is not None
    assert [(name, source.file) for name, source in verdict.actual.sources] == [(WHO, "核定.xlsx")]


def test_the_same_figure_is_said_to_agree() -> None:
    """A verified figure that equals the reported one changes nothing but says that it was looked at."""
    result = evaluate(plan_of(PLATFORMS), form({"x": "13"}), verified({"县科技局": ("13", "13")}))
    assert judged(result) == ("13", Status.EXCEEDED, ["figure_verified"])
    assert result.verdicts[0].notes == ("县科技局自报13家，经县统计局核定为13家，与自报数一致",)


def test_a_blank_verifies_nothing() -> None:
    """An empty 核定数 leaves the reported figure, and the count of what is not verified yet is told."""
    result = evaluate(plan_of(PLATFORMS), form({"x": "13"}), verified({"县科技局": ("13", None)}))
    assert judged(result) == ("13", Status.EXCEEDED, ["verification_incomplete"])
    assert "尚未核定1项，这些项仍用自报数：省级平台数（县科技局）" in result.problems[0].message
    assert result.verdicts[0].verified == ()


def test_an_answer_to_an_older_report_does_not_win() -> None:
    """The department has changed 13 to 14 since: its 14 counts for now, marked, with a warning that names both."""
    result = evaluate(plan_of(PLATFORMS), form({"x": "14"}), verified({"县科技局": ("13", "11")}))
    assert judged(result) == ("14", Status.EXCEEDED, ["verification_unused"])
    assert result.verdicts[0].provisional
    assert "核定时自报数是13家，现在是14家（县科技局_2023.xlsx [填报表!H7]）" in result.problems[0].message


def test_a_new_form_for_the_changed_report_settles_it() -> None:
    """Beside the outdated 核定表 a new one answers for 14: it counts, and the old one is no longer spoken of."""
    old = verified({"县科技局": ("13", "11")}, file="旧.xlsx")
    new = verified({"县科技局": ("14", "12")}, file="新.xlsx")
    for forms in ((old, new), (new, old)):
        assert judged(evaluate(plan_of(PLATFORMS), form({"x": "14"}), *forms)) == (
            "12",
            Status.MET,
            ["figure_verified"],
        )


def test_two_verified_figures_that_differ_are_settled_by_people() -> None:
    """Nobody chooses between 11 and 12; the same answer sent twice is one answer."""
    one = verified({"县科技局": ("13", "11")}, file="甲.xlsx")
    other = verified({"县科技局": ("13", "12")}, file="乙.xlsx")
    same = verified({"县科技局": ("13", "11")}, file="丙.xlsx")
    reported = form({"x": "13"})
    result = evaluate(plan_of(PLATFORMS), reported, one, other)
    assert judged(result) == (None, Status.TO_VERIFY, ["verification_conflict"])
    assert "11家（甲.xlsx [核定表!H7]），12家（乙.xlsx [核定表!H7]）" in result.problems[0].message
    assert judged(evaluate(plan_of(PLATFORMS), reported, one, same))[0] == "11"


def test_what_was_not_reported_can_be_verified() -> None:
    """Without a self-report the data department's figure is used; who owes a form still owes it."""
    result = evaluate(plan_of(PLATFORMS), verified({"县科技局": (None, "12")}))
    assert judged(result) == ("12", Status.MET, ["figure_verified", "not_returned"])
    assert result.missing == ("县科技局",)
    assert result.verdicts[0].notes == ("县科技局未报送，经县统计局核定为12家",)
    assert verified_total(result.verdicts[0]) == VerifiedTotal(Decimal(12), None, None)


def test_a_verified_figure_ends_the_doubt_about_the_report() -> None:
    """A cell that was held back (13200) is settled by the data department: the quarantine goes, the words stay."""
    reported = form({"x": Absence.TO_VERIFY}, held=Decimal(13200))
    cell = reported.figures[0]
    doubt = make_problem(
        "cell_scientific", cell.source, read="1.32E4", department="县科技局", indicator="x", name="省级平台数"
    )
    reported = reported._replace(problems=(doubt,))
    alone = evaluate(plan_of(PLATFORMS), reported)
    assert judged(alone) == (None, Status.TO_VERIFY, ["cell_scientific"])
    result = evaluate(plan_of(PLATFORMS), reported, verified({"县科技局": ("13200", "13")}))
    assert judged(result) == ("13", Status.EXCEEDED, ["figure_verified"])
    assert "自报13200家，经县统计局核定为13家，核减13187家" in result.verdicts[0].notes[0]


def test_an_estimate_stays_one() -> None:
    """Verifying a figure of November does not make it final."""
    forms = form({"x": "13"}, state=DataState.ESTIMATE), verified({"县科技局": ("13", "12")})
    verdict = evaluate(plan_of(PLATFORMS), *forms).verdicts[0]
    assert verdict.provisional
    assert verdict.actual is not None
    assert verdict.actual.state is DataState.ESTIMATE


def test_of_several_departments_only_the_verified_one_changes() -> None:
    """10 + 7 reported, 9 verified of the first: 16, and 17 by the reports alone."""
    forms = form({"x": "10"}, department="东关街道"), form({"x": "7"}, department="西关街道")
    result = evaluate(plan_of(STREETS), *forms, verified({"东关街道": ("10", "9"), "西关街道": ("7", None)}))
    assert judged(result) == ("16", Status.MET, ["verification_incomplete", "figure_verified"])
    assert verified_total(result.verdicts[0]) == VerifiedTotal(Decimal(16), Decimal(17), Decimal(-1))


def test_contradicting_forms_are_not_settled_by_verifying() -> None:
    """Two forms of one department say 13 and 14: that is asked about first."""
    forms = form({"x": "13"}, sha="a", file="a.xlsx"), form({"x": "14"}, sha="b", file="b.xlsx")
    result = evaluate(plan_of(PLATFORMS), *forms, verified({"县科技局": (None, "12")}))
    assert judged(result) == (None, Status.TO_VERIFY, ["conflict", "verification_unused"])


def test_another_period_is_left_alone() -> None:
    """What was verified for the half year does not touch the year's figure."""
    forms = form({"x": "13"}), form({"x": "6"}, "2023H1"), verified({"县科技局": ("6", "5")}, "2023H1")
    result = evaluate(plan_of(PLATFORMS), *forms)
    assert judged(result)[0] == "13"
    assert result.verdicts[0].verified == ()


def test_single_periods_are_verified_one_by_one() -> None:
    """一季度 3 was verified as 2, 二季度 4 stands: together 6, by the reports 7."""
    from sctarget.model.plan import Reporting

    one = replace(indicator(">= 12 家", data_department=WHO), reporting=Reporting.PERIOD)
    forms = form({"x": "3"}, "2023Q1"), form({"x": "4"}, "2023Q2"), verified({"县科技局": ("3", "2")}, "2023Q1")
    verdict = evaluate(plan_of(one), *forms).verdicts[0]
    assert verified_total(verdict) == VerifiedTotal(Decimal(6), Decimal(7), Decimal(-1))


def test_the_verified_figure_is_held_against_the_plan() -> None:
    """核定数 13000 beside a target of 1.3 亿元 is a slip of 万元 for 亿元: held back, the report stays."""
    one = indicator(">= 1.3 亿元", data_department=WHO)
    forms = crosscheck(plan_of(one), (form({"x": "1.32"}), verified({"县科技局": ("1.32", "13200")})))
    result = evaluate(plan_of(one), *forms)
    assert judged(result)[0] == "1.32"
    assert "scale_slip" in codes(result)
    assert any(problem.severity.blocking and problem.department == WHO for problem in result.problems)


def test_who_owes_what_is_not_changed() -> None:
    """The reporters owe their forms as before; the data department only the 核定表 that was sent to it."""
    plan, reported = plan_of(PLATFORMS), form({"x": "13"})
    assert collect_returns(plan, [reported]).verifications == ()
    waiting = collect_returns(plan, [reported], awaited=[WHO])
    assert [each.department for each in waiting.departments] == ["县科技局"]
    assert [(each.department, each.returned, each.rows) for each in waiting.verifications] == [(WHO, False, 1)]
    assert waiting.untrusted
    back = collect_returns(plan, [reported, verified({"县科技局": ("13", "11")})], awaited=[WHO])
    assert [(each.returned, each.verified, each.used) for each in back.verifications] == [(True, 1, 1)]
    assert not back.untrusted
    assert [(each.usable, each.figure and each.figure.value) for each in back.figures] == [(True, Decimal(11))]
    assert [each.files for each in back.departments] == [("县科技局_2023.xlsx",)]


COUNTS = st.integers(0, 10**6).map(Decimal)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, COUNTS, st.booleans(), st.booleans())
def test_the_whole_is_the_sum_of_what_counts(
    first: Decimal, second: Decimal, made: Decimal, one: bool, two: bool
) -> None:
    """Σ (核定数 where there is one, else 自报数) is judged; 自报 total + difference = that."""
    forms = form({"x": str(first)}, department="东关街道"), form({"x": str(second)}, department="西关街道")
    rows: dict[str, tuple[str | None, str | None]] = {
        "东关街道": (str(first), str(made) if one else None),
        "西关街道": (str(second), str(made) if two else None),
    }
    verdict = evaluate(plan_of(STREETS), *forms, verified(rows)).verdicts[0]
    assert verdict.actual is not None
    assert verdict.actual.value == (made if one else first) + (made if two else second)
    total = verified_total(verdict)
    if total is None:
        assert not one
        assert not two
    else:
        assert total.reported == first + second
        assert total.difference == verdict.actual.value - first - second


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, COUNTS)
def test_more_verified_is_never_worse(reported: Decimal, low: Decimal, high: Decimal) -> None:
    """Monotone in the verified figure, whatever was reported."""
    low, high = sorted((low, high))
    shares = []
    for value in (low, high):
        forms = form({"x": str(reported)}), verified({"县科技局": (str(reported), str(value))})
        shares.append(evaluate(plan_of(PLATFORMS), *forms).verdicts[0].completion)
    assert shares[0] is not None
    assert shares[1] is not None
    assert shares[0] <= shares[1]


@pytest.mark.parametrize(
    ("value", "held", "expected"),
    [("13", None, Decimal(13)), (Absence.TO_VERIFY, Decimal(5), Decimal(5)), (Absence.UNREPORTED, None, None)],
)
def test_what_counts_as_reported(value: str | Absence, held: Decimal | None, expected: Decimal | None) -> None:
    """A figure, also one that is held back; a blank is no figure."""
    assert self_reported(figure("x", value, held=held)) == expected
    assert self_reported(None) is None


def test_fifteen_digits_are_the_same_report() -> None:
    """A spreadsheet program saves 15 digits of 0.12345678901234567: it is still the report that was verified."""
    one = indicator(">= 0.1 亿元", data_department=WHO)
    forms = form({"x": "0.12345678901234567"}), verified({"县科技局": ("0.123456789012346", "0.12")})
    result = evaluate(plan_of(one), *forms)
    assert judged(result)[0] == "0.12"
    assert result.verdicts[0].verified[0].difference == Decimal("-0.00345678901234567")
