"""Which stars of a draft stand for something, and for what."""

from __future__ import annotations

import pytest

from sctarget.grammar.stars import find_stars, readable


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("育成新品种*多个", "figure"),
        ("资金***万元，企业**家", "figure figure"),
        ("新增＊家，占比﹡%", "figure figure"),
        ("占财政支出的*，", "figure"),
        ("增加*项、开展*次", "figure figure"),
        ("**县科技局", "place"),
        ("《**县办法》《**县细则》", "place place"),
        ("**市**区科技局", "place place"),
        ("20**年，净增**家", "year figure"),
        ("截至20**年*月底", "year month"),
        ("*月*日召开会议", "date date"),
        ("**年**月", "date date"),
        ("企业12*家", "masked"),
        ("**重点工作**：净增*家", "mark mark figure"),
        ("达到**16**家", "mark mark"),
        ("**家庭农场**达到*家", "mark mark figure"),
        ("**县级成果**共*项", "mark mark figure"),
        ("加*号为2020年数据", "mark"),
        ("带*的为预计数", "mark"),
        ("注：*为预计数", "mark"),
        ("达到30家*，强度1.27*", "mark mark"),
        ("完成率95%*", "mark"),
        ("长3*5米，尺寸210*297", "mark mark"),
        ("*.docx 和 a*b", "mark mark"),
        ("达到 * 家，用 * 代替", "figure mark"),
        ("* 第一项\n* 第二项\n***", "mark mark mark"),
    ],
)
def test_what_a_star_stands_for(text: str, roles: str) -> None:
    """Figures, places and years are slots; bold, footnotes, bullets, multiplication and wildcards are not."""
    stars = find_stars(text)
    assert [star.role.value for star in stars] == roles.split()
    assert all(set(text[star.start : star.end]) <= set("*＊﹡") for star in stars)


def test_a_draft_reads_like_any_text() -> None:
    """The finder gets single stars with their places, our county, this year, and none of the marks."""
    text = "**县20**年**要点**：企业***家（加*号为预计），12*项"
    stars = find_stars(text)
    plain, places = readable(text, stars, 2023, 6)
    assert plain == "我县2023年要点:企业*家(加号为预计),12某项"
    assert [plain[place] for place in places.values()] == ["*"]
