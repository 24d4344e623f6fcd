"""Where marks stand: proportions of hand-made figures, at and beyond the edges, also below zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sctarget.evaluate.result import Light, Status
from sctarget.model.quantity import Comparator
from sctarget.report.charts import Bullet, bullet_of, slices_of, trend_of
from sctarget.report.document import Facts, Point

BLANK = Facts("a", "甲", "", "家", (), Status.UNMET, Light.RED, "未完成", "", "10家以上", "5家", "")


def facts(
    low: str | None,
    actual: str | None,
    comparator: Comparator = Comparator.AT_LEAST,
    high: str | None = None,
    baseline: str | None = None,
    expected: str | None = None,
) -> Facts:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return BLANK._replace(
        comparator=comparator,
        low=number(low),
        high=number(high or low),
        actual=number(actual),
        baseline=number(baseline),
        expected=number(expected),
    )


def bullet(*figures: str | None, **more: str | Comparator) -> Bullet:
    found = bullet_of(facts(*figures, **more))  # type: ignore[arg-type]
    assert found is not None
    return found


def places(found: Bullet, kind: str) -> list[Decimal]:
    return [mark.place for mark in found.marks if mark.kind == kind]


def test_bar_and_mark_share_a_scale_from_zero() -> None:
    """5 of 10 ends half way to the mark of 10; nothing touches the right edge."""
    found = bullet("10", "5")
    (target,) = places(found, "target")
    assert found.zero == 0
    assert target < 1
    assert found.bar is not None
    assert abs(2 * found.bar - target) <= Decimal("0.0001")


def test_figure_far_beyond_leaves_the_scale() -> None:
    """30 times the target would push the mark to the edge: the bar ends at the end and says that it goes on."""
    found = bullet("10", "300")
    assert found.beyond
    assert places(found, "target") > [Decimal("0.3")]
    assert found.bar == 1
    assert not bullet("10", "30").beyond


def test_below_zero_the_bar_goes_left() -> None:
    """A growth rate of −2 against 6 starts at zero, which is not the left edge."""
    found = bullet("6", "-2")
    assert found.bar is not None
    assert 0 < found.bar < found.zero < places(found, "target")[0]


@pytest.mark.parametrize(
    ("comparator", "high", "good"),
    [
        (Comparator.AT_LEAST, None, ("target", "end")),
        (Comparator.ABOVE, None, ("target", "end")),
        (Comparator.AT_MOST, None, ("start", "target")),
        (Comparator.BELOW, None, ("start", "target")),
        (Comparator.RANGE, "16", ("target", "high")),
        (Comparator.EQUAL, None, None),
    ],
)
def test_where_the_target_is_reached(comparator: Comparator, high: str | None, good: tuple[str, str] | None) -> None:
    """Up from a floor, down from a limit, between the ends of a range; a single point has no zone."""
    found = bullet_of(facts("8", "20", comparator, high))
    assert found is not None
    marks = places(found, "target")
    known = {"start": Decimal(0), "end": Decimal(1), "target": marks[0], "high": marks[-1]}
    assert found.good == (None if good is None else (known[good[0]], known[good[1]]))
    assert len(marks) == (2 if high else 1)


def test_no_figure_has_no_bar() -> None:
    """Not a bar of length 0, which would say that nothing was done."""
    missing = facts("10", None)._replace(actual_word="", status_word="未报送")
    found = bullet_of(missing)
    assert found is not None
    assert found.bar is None
    assert found.words == "没有数据（未报送），目标“10家以上”"
    assert bullet("10", "0").bar == 0


def test_nothing_demanded_nothing_drawn() -> None:
    """A figure that is only watched has no bullet chart."""
    assert bullet_of(facts(None, "5")) is None


def test_target_of_zero() -> None:
    """“0起” can be drawn: with 0 everything is at the left, with 3 the bar runs to the right."""
    assert bullet("0", "0", comparator=Comparator.AT_MOST).bar == 0
    found = bullet("0", "3", comparator=Comparator.AT_MOST)
    assert found.bar is not None
    assert found.bar > Decimal("0.9")
    assert not found.beyond


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**12, places=4)


@given(low=NUMBERS, actual=NUMBERS, baseline=st.none() | NUMBERS, expected=st.none() | NUMBERS)
def test_marks_stand_in_the_order_of_their_figures(
    low: Decimal, actual: Decimal, baseline: Decimal | None, expected: Decimal | None
) -> None:
    """Whatever the figures: on the scale, and the larger never left of the smaller."""
    found = bullet_of(
        BLANK._replace(
            comparator=Comparator.AT_LEAST, low=low, high=low, actual=actual, baseline=baseline, expected=expected
        )
    )
    assert found is not None
    assert found.bar is not None
    pairs = [(low, places(found, "target")[0]), (actual, found.bar), (Decimal(0), found.zero)]
    for kind, value in (("baseline", baseline), ("expected", expected)):
        pairs += [(value, place) for place in places(found, kind) if value is not None]
    pairs.sort()
    assert all(0 <= place <= 1 for _, place in pairs)
    assert all(left <= right for (_, left), (_, right) in pairwise(pairs))


def points(*values: tuple[int, str]) -> tuple[Point, ...]:
    return tuple(Point(date(year, 12, 31), f"{year}年", Decimal(value), f"{value}家") for year, value in values)


def test_trend_keeps_the_distance_in_time() -> None:
    """2020, 2022, 2023: the middle one stands at two thirds; higher figures stand higher."""
    trend = trend_of(facts("12", "9")._replace(points=points((2020, "3"), (2022, "6"), (2023, "9"))))
    assert trend is not None
    assert [round(dot.across, 2) for dot in trend.dots] == [0, Decimal("0.67"), 1]
    heights = [dot.up for dot in trend.dots]
    assert heights == sorted(heights)
    assert trend.target is not None
    assert trend.target > heights[-1]
    assert trend.words == "2020年3家，2022年6家，2023年9家"


def test_trend_does_not_blow_up_a_small_change() -> None:
    """From 1000 to 1001 is flat: less than a tenth of the height."""
    trend = trend_of(facts(None, "1001")._replace(points=points((2022, "1000"), (2023, "1001"))))
    assert trend is not None
    assert trend.dots[1].up - trend.dots[0].up < Decimal("0.1")
    assert trend.target is None


def test_labels_of_many_points_do_not_overlap() -> None:
    """First and last are labelled, others where there is room."""
    trend = trend_of(facts(None, "12")._replace(points=points(*((2000 + year, str(year)) for year in range(1, 13)))))
    assert trend is not None
    labelled = [dot.across for dot in trend.dots if dot.labelled]
    assert labelled[0] == 0
    assert labelled[-1] == 1
    assert min(right - left for left, right in pairwise(labelled)) >= Decimal("0.2")


def test_slices_fill_the_bar() -> None:
    """Three of four and one of four meet at three quarters; what counts nothing is not drawn."""
    found = slices_of([("完成", Light.GREEN, 3), ("滞后", Light.YELLOW, 0), ("未完成", Light.RED, 1)])
    assert [(each.word, each.start, each.end) for each in found] == [
        ("完成", 0, Decimal("0.75")),
        ("未完成", Decimal("0.75"), 1),
    ]
