"""One document in many shapes: other signs, spaces, broken lines, page noise, all in one line (示例数据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sctarget.grammar.finder import find_records

if TYPE_CHECKING:
    from collections.abc import Callable

SUMMARY = """示例市科技局2021年工作总结和2022年工作计划

2021年，示例市科技局紧紧围绕创新驱动发展战略，各项工作取得明显成效。

一、2021年工作总结

（一）创新主体不断壮大。全市高新技术企业总量达到128家，比上年增加21家；新增省级科技型中小企业203家，完成年度任务的116%。

（二）创新投入持续增长。全社会研发经费支出12.36亿元，同比增长14.2%，占地区生产总值的2.18%；技术合同成交额从4.1亿元增加到6.7亿元。

（三）科普工作扎实推进。举办科技活动周等活动43场次，培训农民8600人次（其中女性3100人次），科技特派员、科普志愿者分别达到156名和420名。

二、2022年工作计划

力争全社会研发经费支出占地区生产总值的比重达到2.3%以上，新增高新技术企业20家、科技型中小企业120家以上，技术合同成交额突破8亿元。

制定科技园区提升方案。9月底前，完成科技创新平台绩效评价。
"""

PLAN = """示例县“十四五”科技创新规划

一、发展基础

“十三五”期间，全县专利授权量年均增长12.5%，高新技术企业由6家增加到19家，建成省级创新平台4个。

二、发展目标

到2025年，全社会研发投入强度达到1.8%，每万人口高价值发明专利拥有量达到1.2件，登记失业率控制在4.5%以内，公民科学素质比例达到13%左右。

三、重点任务

（一）培育创新主体。五年内认定市级企业技术中心10家、省级3家，建设占地50亩以上的孵化园2个。（牵头单位：县科技局；配合单位：县工信局、各镇）

（二）推广先进技术。引进小麦、玉米新品种各5个，示范面积3万亩，粮食产量稳定在22万吨以上。（牵头单位：县农业农村局）
"""

ADDRESS = """政府工作报告

——2020年1月8日在示例县第十六届人民代表大会第四次会议上

各位代表：

一、2019年工作回顾

过去一年，全县实现地区生产总值186.4亿元、增长7.2%，一般公共预算收入9.83亿元、增长5.1%，城乡居民人均可支配收入分别增长7.9%和9.2%。

去年新建农村公路132公里，改造老旧小区3600户，城镇新增就业5217人。

二、2020年工作安排

今年发展的主要预期目标是：地区生产总值增长7%左右，固定资产投资增长9%以上，城镇新增就业5000人，居民消费价格涨幅控制在3.5%以内。
"""

Shape = "Callable[[str], str]"


def wide(text: str) -> str:
    """Full-width digits and percent signs."""
    return text.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789%"})


def ascii_marks(text: str) -> str:
    """Commas, semicolons, colons and brackets as a Latin keyboard types them."""
    return text.translate(str.maketrans("，；：（）", ",;:()"))


def spaced(text: str) -> str:
    """A space on both sides of each figure, as in a PDF."""
    made = []
    for index, char in enumerate(text):
        before = text[index - 1] if index else ""
        if (char.isdigit() and "一" <= before <= "龥") or (before.isdigit() and "一" <= char <= "龥"):
            made.append(" ")
        made.append(char)
    return "".join(made)


def broken(text: str) -> str:
    """Lines of at most 27 characters; no figure is broken."""
    lines = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > 27:
            cut = 27
            while rest[cut - 1] in "0123456789.%" and rest[cut] in "0123456789.%":
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return "\n".join(lines)


def noisy(text: str) -> str:
    """What a web page has around its text."""
    above = "首页 > 政务公开 > 规划计划\n发布时间：2023-05-09 来源：本站 浏览次数：1203\n字号：[大 中 小]\n\n"
    return above + text + "\n打印 关闭\n版权所有 备案号00012345号 地址：某路8号\n"


def indented(text: str) -> str:
    """Two full-width spaces before each paragraph, blank lines between them doubled."""
    return "\n\n".join(f"　　{line}" if line else line for line in text.split("\n"))


def in_one_line(text: str) -> str:
    """All paragraphs in one line, as a copied page has them."""
    return " ".join(line for line in text.split("\n") if line)


Seen = list[tuple[str, str, str | None, str | None, str | None, int | None, tuple[str, ...]]]


def seen(text: str) -> Seen:
    return [(r.kind, r.name, r.comparator, r.value, r.unit, r.year, r.lead) for r in find_records(text)]


@pytest.mark.parametrize("shape", [wide, ascii_marks, spaced, broken, noisy, indented, in_one_line])
@pytest.mark.parametrize("text", [SUMMARY, PLAN, ADDRESS], ids=["summary", "plan", "address"])
def test_the_shape_of_a_document_changes_nothing(text: str, shape: Callable[[str], str]) -> None:
    """The same records with the same names, years, tenses and owners; every quote stands where it is said to."""
    shaped = shape(text)
    assert seen(shaped) == seen(text)
    assert all(shaped[record.start : record.end] == record.quote for record in find_records(shaped))


def test_the_sample_documents_are_read_as_a_clerk_would() -> None:
    """Spot checks of the three, so that the shapes are compared with something right."""
    summary, plan, address = seen(SUMMARY), seen(PLAN), seen(ADDRESS)
    assert ("actual", "省级科技型中小企业完成年度任务", "=", "116", "%", 2021, ()) in summary
    assert ("actual", "女性", "=", "3100", "人次", 2021, ()) in summary
    assert ("target", "技术合同成交额", ">=", "8", "亿元", 2022, ()) in summary
    assert ("milestone", "科技创新平台绩效评价", None, None, None, 2022, ()) in summary
    assert ("actual", "高新技术企业", "=", "19", "家", 2020, ()) in plan
    assert ("target", "省级企业技术中心", ">=", "3", "家", 2025, ("县科技局",)) in plan
    assert ("target", "占地50亩以上的孵化园", ">=", "2", "个", 2025, ("县科技局",)) in plan
    assert ("actual", "城镇新增就业", "=", "5217", "人", 2019, ()) in address
    assert ("target", "居民消费价格涨幅", "<=", "3.5", "%", 2020, ()) in address
    assert [record[0] for record in plan].count("target") == 11
