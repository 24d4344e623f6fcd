"""The known figures of an indicator in the order of time, and which of them stand on one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from report.support import indicator, period, verdict

from sctarget.evaluate.result import Status
from sctarget.evaluate.trend import Point
from sctarget.model.actual import Absence
from sctarget.model.plan import Kind, Rules, Span
from sctarget.model.quantity import Quantity
from sctarget.report.facts import points_of


def seen(text: str, value: str | Absence, year: int | None = None) -> Point:
    """What was known at the end of a period; ``year`` of lagged data."""
    when = period(text)
    day = when.end if year is None else period(str(year)).end
    known = value if isinstance(value, Absence) else Decimal(value)
    return Point(when, day, known, None, provisional=False, sources=())


def words(status: Status, actual: str, *series: Point, when: str = "2023", **more: Any) -> list[str]:
    last_year = more.pop("last_year", None)
    item = indicator("甲", "10", "家", **more)
    found = verdict(item, status, actual, when=when, last_year=None if last_year is None else Decimal(last_year))
    return [f"{point.period} {point.figure}" for point in points_of(found, Rules(), series)]


def test_a_level_has_every_period() -> None:
    """Baseline, the plan's history, forms of this year and last year's column, oldest first, each once."""
    history = ((period("2021"), Quantity(Decimal(4), indicator("甲", "10", "家").unit)),)
    found = words(
        Status.BEHIND,
        "9",
        seen("2023Q1", "7"),
        seen("2023H1", "8"),
        seen("2023Q3", "9"),
        when="2023Q3",
        kind=Kind.STOCK,
        baseline=("3", 2020),
        history=history,
        last_year="6",
    )
    assert found == [
        "2020年 3家",
        "2021年 4家",
        "2022年三季度 6家",
        "2023年一季度 7家",
        "2023年上半年 8家",
        "2023年三季度 9家",
    ]


def test_an_amount_of_the_year_grows_from_its_start() -> None:
    """Three quarters of one year stand on one line, under what they cover; last year's full amount does not."""
    found = words(
        Status.BEHIND,
        "9",
        seen("2023Q1", "2"),
        seen("2023H1", Absence.UNREPORTED),
        seen("2023Q3", "9"),
        when="2023Q3",
        baseline=("12", 2022),
    )
    assert found == ["2023年一季度 2家", "2023年前三季度 9家"]


def test_amounts_of_whole_years_stand_beside_each_other() -> None:
    """At the end of the year the years are compared, not the one half of this year that is also known."""
    found = words(Status.MET, "10", seen("2023H1", "4"), seen("2023", "10"), baseline=("5", 2021), last_year="8")
    assert found == ["2021年 5家", "2022年 8家", "2023年 10家"]


def test_what_counts_since_the_plan_began_is_one_line() -> None:
    """Five years' amount only grows, whatever the length of the periods in which it is reported."""
    found = words(Status.BEHIND, "9", seen("2022", "3"), seen("2023H1", "6"), span=Span.PLAN)
    assert found == ["2022年 3家", "2023年上半年 6家", "2023年 9家"]


def test_lagged_data_stand_at_their_own_year() -> None:
    """What is reported in 2023 about 2022 is a figure of 2022."""
    found = words(Status.MET, "10", seen("2022", "8", 2021), seen("2023", "10", 2022), data_year=-1, kind=Kind.RATIO)
    assert found == ["2021年 8家", "2022年 10家"]
