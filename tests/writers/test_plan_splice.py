"""Single changes to a plan file: everything that is not changed stays as it was written, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.readers.plan_places import find_places
from sctarget.writers.plan_splice import Addition, Splice

if TYPE_CHECKING:
    from sctarget.model.plan_sheets import Row

HEAD = "plan: {id: a, title: 示例😀, period: 2023, issuer: 县科技局}   # 说明\n"


def spliced(text: str, review: str | None = "待核：新", number: int = 0) -> str:
    splice = Splice(HEAD + text, find_places(HEAD + text))
    splice.set_review("indicators", number, review)
    return splice.result().removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "indicators:\n  - id: a   # 一\n    name: 甲\n\n# 尾\n",
            "indicators:\n  - id: a   # 一\n    name: 甲\n    review: 待核：新\n\n# 尾\n",
        ),
        ("indicators:\n- id: a\n  name: 甲", "indicators:\n- id: a\n  name: 甲\n  review: 待核：新\n"),
        (
            "indicators:\n-   id: a\n    at:\n    - 一\n",
            "indicators:\n-   id: a\n    at:\n    - 一\n    review: 待核：新\n",
        ),
        (
            "indicators:\n  - id: a\n    quote: |\n      两行\n      文字\n",
            "indicators:\n  - id: a\n    quote: |\n      两行\n      文字\n    review: 待核：新\n",
        ),
        (
            "indicators:\n  - {id: a, name: 甲}  # 注\n  - {id: b}\n",
            "indicators:\n  - {id: a, name: 甲, review: 待核：新}  # 注\n  - {id: b}\n",
        ),
        ("indicators: [{id: a,\n  name: '甲'\n  }]\n", "indicators: [{id: a,\n  name: '甲', review: 待核：新\n  }]\n"),
        (
            "indicators:\n  - id: a\n    review:   旧   # 留\n    name: 甲\n",
            "indicators:\n  - id: a\n    review:   待核：新   # 留\n    name: 甲\n",
        ),
        (
            "indicators:\n  - id: a\n    review:\n    name: 甲\n",
            "indicators:\n  - id: a\n    review: 待核：新\n    name: 甲\n",
        ),
        (
            "indicators:\n  - id: a\n    review: >\n      旧的\n      话\n    name: 甲\n",
            "indicators:\n  - id: a\n    review: 待核：新\n    name: 甲\n",
        ),
        (
            "indicators:\r\n  - id: a\r\n    name: 甲\r\n",
            "indicators:\r\n  - id: a\r\n    name: 甲\r\n    review: 待核：新\r\n",
        ),
    ],
)
def test_a_review_is_written_in_its_place(before: str, after: str) -> None:
    """Behind the last key of its entry or in place of the old words, in the file's own layout and line ends."""
    assert spliced(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("indicators:\n  - id: a\n    review: 旧  # 注\n    name: 甲\n", "indicators:\n  - id: a\n    name: 甲\n"),
        ("indicators:\n  - {id: a, review: 旧, name: 甲}\n", "indicators:\n  - {id: a, name: 甲}\n"),
        ("indicators:\n  - id: a\n    name: 甲\n", "indicators:\n  - id: a\n    name: 甲\n"),
    ],
)
def test_a_review_is_taken_away(before: str, after: str) -> None:
    """With its whole line, or without the comma that stood before it."""
    assert spliced(before, None) == after


def test_a_review_that_needs_quotes_gets_them() -> None:
    """Commas and braces of people's words do not break an entry in braces."""
    assert '"待核：a, {b}: c"' in spliced("indicators:\n  - {id: a, name: 甲}\n", "待核：a, {b}: c")


def added(text: str, *additions: Addition) -> str:
    splice = Splice(HEAD + text, find_places(HEAD + text))
    splice.add(additions)
    return splice.result().removeprefix(HEAD)


ONE: Row = {"id": "n1", "name": "新一"}
TWO: Row = {"id": "n2", "name": "新二"}


def test_new_entries_stand_behind_the_one_they_follow() -> None:
    """Behind its own comments, with an empty line where the file has them, in the order of the document."""
    text = "indicators:\n  - id: a\n    # 属于甲\n\n  # 属于乙\n  - id: b\n"
    assert added(text, Addition("indicators", ONE, 0), Addition("indicators", TWO, 0)) == (
        "indicators:\n  - id: a\n    # 属于甲\n  - id: n1\n    name: 新一\n  - id: n2\n    name: 新二\n"
        "\n  # 属于乙\n  - id: b\n"
    )
    spaced = "indicators:\n- id: a\n\n- id: b"
    assert added(spaced, Addition("indicators", ONE, None)) == (
        "indicators:\n- id: a\n\n- id: b\n\n- id: n1\n  name: 新一\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("indicators:\n  - id: a\n", "indicators:\n  - id: a\n\ntasks:\n  - id: n1\n    name: 新一\n"),
        ("tasks:\nindicators:\n  - id: a\n", "tasks:\n  - id: n1\n    name: 新一\nindicators:\n  - id: a\n"),
        ("tasks: []\nindicators: [{id: a}]\n", "tasks: [{id: n1, name: 新一}]\nindicators: [{id: a}]\n"),
        ("tasks: [{id: b}]\n", "tasks: [{id: b}, {id: n1, name: 新一}]\n"),
    ],
)
def test_a_section_that_is_missing_or_empty_is_begun(before: str, after: str) -> None:
    """A plan without tasks gets its first one."""
    assert added(before, Addition("tasks", ONE, None)) == after
