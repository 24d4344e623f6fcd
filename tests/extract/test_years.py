"""Which year a figure belongs to, and whether it was done or is wanted (all documents are 示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records

DONE = "新增高新技术企业8家。"
WANTED = "新增高新技术企业9家以上。"

DOCUMENTS = [
    (
        "one title, two halves",
        f"示例市科技局2019年工作总结和2020年工作计划\n一、2019年工作总结\n{DONE}\n二、2020年工作计划\n{WANTED}",
        None,
        [("actual", 2019), ("target", 2020)],
    ),
    (
        "headings without years take the title's",
        f"示例市科技局2019年工作总结及2020年工作思路\n一、工作总结\n今年{DONE}\n二、工作思路\n明年{WANTED}",
        None,
        [("actual", 2019), ("target", 2020)],
    ),
    (
        "a summary of the year plans for the next",
        f"示例县2022年科技工作总结\n一、工作开展情况\n{DONE}\n二、下一步工作打算\n{WANTED}",
        None,
        [("actual", 2022), ("target", 2023)],
    ),
    (
        "half a year",
        f"示例县2022年上半年工作总结和下半年工作打算\n一、上半年工作情况\n{DONE}\n二、下半年工作打算\n{WANTED}",
        None,
        [("actual", 2022), ("target", 2022)],
    ),
    (
        "an address of the new year",
        f"2018年政府工作报告\n各位代表：\n一、过去一年工作回顾\n{DONE}\n二、今年工作安排\n{WANTED}",
        None,
        [("actual", 2017), ("target", 2018)],
    ),
    (
        "去年 in an address is the year under review",
        f"2018年政府工作报告\n各位代表：\n一、工作回顾\n去年{DONE}\n二、今年工作安排\n今年{WANTED}",
        None,
        [("actual", 2017), ("target", 2018)],
    ),
    (
        "a meeting of the new year looks back on the old one",
        f"2022年全省知识产权局长会议\n近日，2022年全省知识产权局长会议召开。2021年，全省工作成效明显。\n{DONE}",
        None,
        [("actual", 2021)],
    ),
    (
        "a meeting that sums up one year and plans for the next",
        f"全市科技工作会议\n会议总结2021年工作，部署2022年重点任务。\n会议指出，过去一年成效明显，同比均有增长。\n{DONE}",
        None,
        [("actual", 2021)],
    ),
    (
        "a meeting plans for this year and looks back on the last",
        f"记者从2010年全市就业工作会议上获悉，今年，全市计划{WANTED}\n去年，成效明显，各项工作顺利完成。{DONE}",
        None,
        [("target", 2010), ("actual", 2009)],
    ),
    (
        "the same time of another year is a base",
        f"示例县2023年第一季度工作总结\n接待游客54万人次，恢复至2019年同期水平的81%，{DONE}",
        None,
        [("actual", 2023), ("actual", 2023), ("actual", 2023)],
    ),
    (
        "a headline that says a year's goals were reached",
        f"2020年全省公路建设顺利完成年度目标\n发布日期：2021-01-13\n{DONE}",
        None,
        [("actual", 2020)],
    ),
    (
        "the year of what was applied for is no date",
        f"示例县2014年科技工作总结\n申报2015年第一批省级项目2项，对2013年实施的项目进行验收，{DONE}",
        None,
        [("actual", 2014), ("actual", 2014)],
    ),
    (
        "a headline that says all was done is no plan, though it names the tasks",
        f"2016年全省造林超额完成任务\n2016年，各项工作深入实施。\n{DONE}\n2017年，力争{WANTED}",
        None,
        [("actual", 2016), ("target", 2017)],
    ),
    (
        "a review that promises what comes next in the same breath",
        f"示例市商务工作进展情况\n2022年，局长汇报了今年以来工作进展情况及下一步工作打算。{DONE}",
        None,
        [("actual", 2022)],
    ),
    (
        "a plan for several years",
        f"示例县科技创新行动方案\n（2022—2025年）\n一、主要目标\n{WANTED}",
        None,
        [("target", 2025)],
    ),
    (
        "a five-year plan and what was reached before it",
        f"示例县“十三五”科技发展规划\n一、发展基础\n{DONE}\n二、发展目标\n{WANTED}",
        None,
        [("actual", 2015), ("target", 2020)],
    ),
    (
        "no title: a paragraph opens with the year",
        f"字号：大 中 小\n一、工作目标\n2025年，{WANTED}\n（一）能力提升。建设创新平台3个。",
        None,
        [("target", 2025), ("target", 2025)],
    ),
    (
        "no title: the deadline that is named",
        f"一、主要目标\n到2025年，{WANTED}\n二、重点任务\n建设创新平台3个。",
        None,
        [("target", 2025), ("target", 2025)],
    ),
    (
        "a section that wants all by a later year, and the one behind it",
        f"一、总体目标\n到2030年，全区建成创新高地。\n新型机构加快聚集。{WANTED}\n二、重点任务\n建设实验室4个。",
        2026,
        [("target", 2030), ("target", 2030)],
    ),
    (
        "the aim of a section ends where one speaks of this year",
        f"一、发展目标\n力争到2015年建成教育强县。{WANTED}\n二、今年任务\n今年，新建学校2所。\n改建校舍5栋。",
        2013,
        [("target", 2015), ("target", 2013), ("target", 2013)],
    ),
    (
        "a plan for this year that mentions a later one",
        f"今年的目标：{WANTED}\n新建孵化器3家。\n到2027年，建成园区2个。",
        2024,
        [("target", 2024), ("target", 2024), ("target", 2027)],
    ),
    (
        "a review of a part of this year, however much it goes over",
        "年初以来，延续了去年以来的势头。一季度，投资增长9%，财政收入增长4%，新增就业5217人，改造棚户区361户，公路37公里。",
        2019,
        [("actual", 2019)] * 5,
    ),
    (
        "months of this year",
        f"1-8月，规上工业增加值同比增长6.3%。财政预算收入下降1.7%，学校开工3所，公路通车41公里。{DONE}",
        2022,
        [("actual", 2022)] * 5,
    ),
    (
        "a text that opens with the year before looks back",
        "综合经济\n2021年全年实现生产总值96.4亿元。\n工业\n锚定发展目标，狠抓落实，持续推进，大力支持，培育企业3家。",
        2022,
        [("actual", 2021), ("actual", 2021)],
    ),
    (
        "a review of last year in front of a plan, neither with a title",
        "我市2013年完成投资42亿元，增长8%。实施亿元以上项目16个。\n2014年发展的主要目标是：新增企业9家以上。",
        2014,
        [("actual", 2013), ("actual", 2013), ("actual", 2013), ("target", 2014)],
    ),
    (
        "next year behind a review, without a heading",
        "2022年，圆满完成任务，检查单位1268户，合格率97.2%。\n2023年，我们将：新增企业9家；建成平台3个。\n举办活动12场。",
        2022,
        [("actual", 2022), ("actual", 2022), ("target", 2023), ("target", 2023), ("target", 2023)],
    ),
    (
        "a passage of a five-year plan",
        "“十四五”时期，力争实现以下目标：\n新能源占比达到18%左右。\n新增绿地500公顷。",
        2021,
        [("target", 2025), ("target", 2025)],
    ),
    (
        "a later year of one sentence is none of the passage",
        "3.引进博士60名以上，建设工作站5个。\n4.强化金融支持。贷款余额每年增长20%以上，到2026年达到5亿元。\n5.新建基地4家。",
        2024,
        [("target", 2024), ("target", 2024), ("target", 2024), ("target", 2026), ("target", 2024)],
    ),
    (
        "a table of a quarter",
        "序号\n工作任务\n一季度完成情况\n1\n新增就业4517人，改造住房361户。\n完成新增就业1308人，学校开工3所。",
        2024,
        [("target", 2024), ("target", 2024), ("actual", 2024), ("actual", 2024)],
    ),
    (
        "a plan whose figures are odd",
        "统筹推进新型城镇化，稳步提升品质，扎实开展专项行动。实施市政项目163个，高质量建设安居工程1.27万套，努力改造危房800户。",
        2026,
        [("target", 2026)] * 3,
    ),
    (
        "words that only mention a goal open no plan",
        "围绕年度目标任务，全力以赴，各项事业取得明显成效，顺利通过评估，安置就业1347人，办结率达98.6%。",
        2023,
        [("actual", 2023), ("actual", 2023)],
    ),
    (
        "去年 is the year before the one that a person gave",
        "2019年，固定资产投资完成81.3亿元，财政收入6.4亿元，学校竣工7所，公路36公里。去年森林覆盖率达41.2%。",
        2020,
        [("actual", 2019)] * 5,
    ),
    (
        "以上年 is no 上年",
        "一、目标\n新增3家以上年产值过5亿元企业、7家以上院士站。",
        2021,
        [("target", 2021), ("target", 2021)],
    ),
    (
        "published in January, of the year before",
        f"科技工作成绩显著\n发布时间：2018-01-10\n全市科技工作取得明显成效，{DONE}",
        None,
        [("actual", 2017)],
    ),
    (
        "published in November, of the same year",
        f"科技工作成绩显著\n发布时间：2018-11-10\n全市科技工作取得明显成效，{DONE}",
        None,
        [("actual", 2018)],
    ),
    (
        "the date of the page does not outweigh the title",
        f"示例县2009年科技工作要点\n发布时间：2014-07-16\n{WANTED}",
        None,
        [("target", 2009)],
    ),
    ("told by a person", f"今年以来，{DONE}\n", 2017, [("actual", 2017)]),
    (
        "told by a person: one bureau's review is of the same year",
        f"全市科技工作取得明显成效，{DONE}登记技术合同86项。",
        2017,
        [("actual", 2017), ("actual", 2017)],
    ),
    (
        "told by a person: a government's review of everything is of the year before",
        f"固定资产投资增长9%，新增就业5217人，改造棚户区361户、公路37公里，已建成学校3所。{DONE}",
        2017,
        [("actual", 2016)] * 6,
    ),
    ("told by a person, looking back", f"过去一年，全市成功{DONE}\n", 2017, [("actual", 2016)]),
    (
        "deadlines and bases inside one plan",
        "示例县2024年科技工作要点\n研发投入比2020年增长9%。到2026年，建成孵化器3家。去年建成孵化器1家。",
        None,
        [("target", 2024), ("target", 2026), ("actual", 2023)],
    ),
    (
        "a review that looks ahead",
        f"示例县2022年工作总结\n{DONE}到2025年，建成孵化器3家。",
        None,
        [("actual", 2022), ("target", 2025)],
    ),
    (
        "the parts of a plan in one line",
        f"示例县2022年工作总结及2023年工作计划\n一、2022年工作总结。{DONE}二、2023年工作计划。{WANTED}",
        None,
        [("actual", 2022), ("target", 2023)],
    ),
    (
        "a title in Chinese numerals",
        f"示例县二〇一二年科技工作要点\n{WANTED}",
        None,
        [("target", 2012)],
    ),
    (
        "a five-year plan that begins with what was reached",
        f"示例区“十四五”科技创新规划\n示例区科技局\n2021年8月\n“十三五”期间，{DONE}\n“十四五”时期，{WANTED}",
        None,
        [("actual", 2020), ("target", 2025)],
    ),
    (
        "a bureau's report of the year",
        f"2009年科技局工作报告\n一、实施科技项目\n{DONE}",
        None,
        [("actual", 2009)],
    ),
    (
        "no title, no lead: the year that is named most",
        f"科技统计公报\n发布时间：2024-08-29\n《公报》显示，到2023年末，企业61家。2023年末，平台5个。2023年，{DONE}",
        None,
        [("actual", 2023), ("actual", 2023), ("actual", 2023)],
    ),
    (
        "an item of a review that tells its target first",
        f"示例区2023年上半年工作总结和下半年工作打算\n一、指标运行情况\n1.工业方面：今年奋斗目标不变，{DONE}",
        None,
        [("actual", 2023)],
    ),
    (
        "a year inside the title of a book is none of the figure's",
        f"示例县2022年工作总结\n发布《2021年度评价报告》，{DONE}",
        None,
        [("actual", 2022)],
    ),
    (
        "spaces inside a date",
        f"示例县科技工作要点\n到 2025 年，{WANTED}",
        None,
        [("target", 2025)],
    ),
]


@pytest.mark.parametrize(("_what", "text", "year", "wanted"), DOCUMENTS, ids=[case[0] for case in DOCUMENTS])
def test_each_figure_has_its_year_and_its_tense(
    _what: str, text: str, year: int | None, wanted: list[tuple[str, int]]
) -> None:
    """The title, the headings, the words and at last the page's date decide."""
    assert [(record.kind, record.year) for record in find_records(text, year)] == wanted
