"""Lines broken at a fixed width, as PDF files have them (示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records
from sctarget.grammar.wrapped import unwrapped

TITLE = "示例市科技局2022年度工作总结\n"
TEXT = (
    "2022年，市科技局坚持创新驱动，各项工作取得明显成效。全社会研发投入367亿元，同口径增长17.1%。高新技术企业、"
    "科技型中小企业达6588家、6403家，分别增长26.3%、44.4%；高新技术产业增加值增长10%以上；技术合同成交额、登记项数"
    "分别为823.5亿元、23003项，分别增长54.3%、117.1%。科技成果本地转化率达38%，新增省级重点实验室9家、孵化器12家，"
    "培育瞪羚企业15家，选派科技特派员120名，举办科技活动30场次，培训企业人员4600人次，完成成果登记260项。"
)


@pytest.mark.parametrize("width", [18, 22, 25, 31, 40])
def test_wrapped_lines_read_like_the_paragraph_they_were(width: int) -> None:
    """Names, figures and quotes are whole again, whatever the width; quotes stand in the document as it is."""
    pieces, place = [], 0
    while place < len(TEXT):
        end = place + width
        while end < len(TEXT) and TEXT[end - 1] in "0123456789." and TEXT[end] in "0123456789.%":
            end -= 1
        pieces.append(TEXT[place:end])
        place = end
    document = TITLE + "\n".join(pieces) + "\n"
    whole, broken = find_records(TITLE + TEXT), find_records(document)
    assert [(r.name, r.value, r.unit, r.year) for r in broken] == [(r.name, r.value, r.unit, r.year) for r in whole]
    assert len(whole) == 19
    assert all(document[r.start : r.end] == r.quote for r in broken)


def test_lines_that_are_paragraphs_or_cells_stay_apart() -> None:
    """Lists and tables, whose lines are short or end with a mark, are not joined."""
    items = "\n".join(f"{number}.新增示范基地{number}个，培训农户{number}00人次。" for number in range(1, 9))
    cells = "\n".join(["序号", "指标", "单位", "目标值", *["1", "甲类基地", "个", "3", "2", "乙类基地", "个", "4"]])
    assert unwrapped(items) == items
    assert unwrapped(cells) == cells


def test_a_list_of_lines_of_unequal_length_stays_apart() -> None:
    """Lines without a mark at their ends that fill no width are items of a list, not a broken paragraph."""
    items = [
        "甲类科技型企业培育达到30家",
        "新建乙类研究平台12个并实现开放共享服务",
        "技术合同成交额40亿元",
        "组织科技特派员下乡服务农户2000人次以上",
        "发明专利授权60件",
        "引进高层次创新创业团队和领军人才共计15人",
        "科技贷款余额18亿元",
        "举办创新创业大赛和科普活动20场次",
    ]
    text = "\n".join(items)
    assert unwrapped(text) == text
    assert len(find_records("示例市2024年科技工作要点\n" + text)) == len(items)
