"""Terms of several years, scores of an assessment, and words that belong to a name (示例数据)."""

from __future__ import annotations

import pytest

from sctarget.grammar.finder import find_records

PLAN = "示例县2022年科技工作要点\n"

TERMS = [
    ("今后五年，高新技术企业达到90家以上。研发投入强度达到2.2%。", [2026, 2026]),
    ("未来五年，新增就业3.1万人；森林覆盖率达到47%。", [2026, 2026]),
    ("“十四五”末，研发投入强度达1.7%；企业达到52家。平台达到9个。", [2025, 2025, 2025]),
    ("到“十五五”末，有效发明专利达到710件。新增平台6个。", [2030, 2030]),
    ("“十五五”时期，新增就业3万人；新建学校11所。今年新增平台2个。", [2030, 2030, 2022]),
    ("各项工作与“十三五”末相比有提高，新增平台4个。", [2022]),
]


@pytest.mark.parametrize(("text", "years"), TERMS, ids=[text for text, _ in TERMS])
def test_a_term_of_years_that_opens_a_paragraph(text: str, years: list[int]) -> None:
    """今后五年 of 2022 ends with 2026, “十四五”末 is 2025, for the whole paragraph until it says another year."""
    assert [record.year for record in find_records(PLAN + text)] == years


SCORES = [
    ("技术合同成交额达到4亿元得10分，每低500万元扣1分。", [("技术合同成交额", "4")]),
    ("研发投入强度达到1.9%以上得满分，低于1.4%不得分。", [("研发投入强度", "1.9")]),
    ("企业数达到45家以上计满分，不足35家计0分。", [("企业数", "45")]),
    ("完成率90%以上得满分，未达到60%的扣5分。", [("完成率", "90")]),
]


@pytest.mark.parametrize(("text", "wanted"), SCORES, ids=[text for text, _ in SCORES])
def test_an_assessment_says_the_target_and_what_it_scores(text: str, wanted: list[tuple[str, str]]) -> None:
    """What earns full marks is the target; what earns none is a rule."""
    assert [(record.name, record.value) for record in find_records(PLAN + text)] == wanted


NAMES = [
    ("办理建议提案73件。", "建议提案"),
    ("高标准农田累计建成27万亩。", "高标准农田"),
    ("牵头完成外资到位340万美元。", "外资到位"),
    ("第一季度完成技改投资2.3亿元。", "技改投资"),
]


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[text for text, _ in NAMES])
def test_a_name_sheds_its_verb_but_no_half_of_a_word(text: str, name: str) -> None:
    """建议 is no 建; 累计建成, 牵头 and a quarter say how and when."""
    assert [record.name for record in find_records(PLAN + text)] == [name]
