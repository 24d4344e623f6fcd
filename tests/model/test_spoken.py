"""Targets written with signs, read aloud."""

from __future__ import annotations

import pytest

from sctarget.model.spoken import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (">= 15 家", "15家以上"),
        ("≥1,200次", "1,200次以上"),
        ("＞＝300万元", "300万元以上"),
        ("<=10天", "10天以内"),
        ("> 8 项", "超过8项"),
        ("<3‰", "低于3‰"),
        ("=27项", "27项"),
        ("同比增长>=12%", "同比增长12%以上"),
        ("力争 ≥ 3 家（含培育）", "力争 3家以上（含培育）"),
        ("达到0.16亿元以上", "达到0.16亿元以上"),
        ("40～60%", "40～60%"),
        ("A->B改造", "A->B改造"),
        ("", ""),
    ],
)
def test_signs_are_said_in_chinese(written: str, said: str) -> None:
    """No ``>=`` reaches a leader's table; words without signs stay as the document has them."""
    assert spoken(written) == said
