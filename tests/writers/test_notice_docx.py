"""The Word letters, reopened: layout of an official document, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from forms_support import make_plan, period
from word_layout import aligned, font_of, opened, setting

from sctarget.report.document import Text
from sctarget.report.letters import NAMED, notice_letter, return_letter
from sctarget.report.mending import Mark, Mending
from sctarget.writers.form_xlsx import form_file_name
from sctarget.writers.report_docx import render_docx

if TYPE_CHECKING:
    from docx.document import Document as Word

    from sctarget.model.plan import Plan
    from sctarget.report.document import Document as Letter

PLAN = make_plan()
Q3, DUE = period("2023Q3"), date(2023, 10, 10)


def notice(plan: Plan = PLAN, due: date | None = DUE) -> Letter:
    return notice_letter(plan, {name: form_file_name(plan, name, Q3) for name in plan.reporters}, Q3, due)


def written(letter: Letter) -> Word:
    return opened(render_docx(letter))


def test_page_and_fonts_are_those_of_an_official_document() -> None:
    """A4 with the margins of GB/T 9704; title 22 pt 小标宋, body 16 pt 仿宋 on lines of 28.95 pt, two characters in."""
    word = written(notice())
    section = word.sections[0]
    margins = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.bottom_margin,
        section.right_margin,
    )
    assert [round(each.mm) for each in margins if each is not None] == [210, 297, 37, 28, 35, 26]
    title, body = word.paragraphs[0], next(each for each in word.paragraphs if each.text.startswith("为掌握"))
    assert font_of(title) == ("方正小标宋简体", 22)
    assert aligned(title) == "center"
    assert font_of(body) == ("仿宋_GB2312", 16)
    assert setting(body, "w:pPr", "w:spacing", "w:line") == "579"
    assert setting(body, "w:pPr", "w:spacing", "w:lineRule") == "exact"
    assert setting(body, "w:pPr", "w:ind", "w:firstLineChars") == "200"
    heading = next(each for each in word.paragraphs if each.text.startswith("一、"))
    assert font_of(heading) == ("黑体", 16)


def test_pages_are_numbered_between_dashes() -> None:
    """— 1 —, right on odd pages and left on even ones."""
    word = written(notice())
    odd, even = word.sections[0].footer.paragraphs[0], word.sections[0].even_page_footer.paragraphs[0]
    assert odd.text == even.text == "— 1 —"
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert [each.text for each in odd._element.iter(qn("w:instrText"))] == [" PAGE "]  # noqa: SLF001
    assert word.settings.odd_and_even_pages_header_footer


def test_the_notice_says_who_what_until_when_and_whom_to_ask() -> None:
    """Title, addressees, period, deadline with its weekday, contact, signature and room for the date."""
    texts = [each.text for each in written(notice()).paragraphs]
    whole = "\n".join(texts)
    assert texts[0] + texts[1] == "关于报送2023年三季度科技指标完成情况的通知"
    assert "县科技局、县教育局：" in texts
    assert "报告期为2023年三季度（2023年7月1日至2023年9月30日），共指标7项、任务1项，由2个单位填报" in whole
    assert "请于2023年10月10日（星期二）前" in whole
    assert "联系人：示例联系人，电话：0000-0000000" in whole
    assert "附件：填报表发放清单" in texts
    signed = texts.index("2023年　　月　　日")
    assert texts[signed - 1] == "县科技局"


def test_the_annex_lists_every_form() -> None:
    """Department, file, rows and deadline, one row each; the head is repeated on every page."""
    table = written(notice()).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["1", "县科技局", "2023年三季度科技指标完成情况_县科技局.xlsx", "6", "1", "2023年10月10日"]
    assert rows[2][:5] == ["2", "县教育局", "2023年三季度科技指标完成情况_县教育局.xlsx", "1", "0"]
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None  # noqa: SLF001


def test_without_a_deadline_none_is_made_up() -> None:
    """The notice names no day that nobody gave."""
    word = written(notice(due=None))
    whole = "\n".join(each.text for each in word.paragraphs)
    assert "前将填好" not in whole
    assert "请将填好的Excel文件" in whole
    assert word.tables[0].rows[1].cells[5].text == "另行通知"


def test_many_departments_are_addressed_together() -> None:
    """A list of twenty names stands in the annex, not above the letter."""
    names = [f"第{number}镇" for number in range(NAMED + 1)]
    letter = notice_letter(PLAN, {name: f"{name}.xlsx" for name in names}, Q3, DUE)
    assert letter.addressee == "各有关单位："
    assert len(letter.tables[0].rows) == NAMED + 1


def test_names_of_people_cannot_break_the_document() -> None:
    """Angle brackets in a plan's title go out as text, a control character is written out."""
    whole = "\n".join(each.text for each in written(notice(replace(PLAN, title="要点<w:p>\x0b&"))).paragraphs)
    assert r"《要点<w:p>\x0b&》" in whole


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Writing twice changes nothing."""
    assert render_docx(notice()) == render_docx(notice())


MARKS = (
    Mark("“高新技术企业数”填的是“6+1”。", must=True, sheet="填报表", cell="H5", key="hi_tech", name="高新技术企业数"),
    Mark("数据完全相同。", must=False, sheet="填报表", cell="H6", key="contracts", name="技术合同成交额"),
    Mark("表尾没有填。", must=False),
    Mark("报来的几份表填的不同。", must=True, listed=False),
)
MENDING = Mending("县科技局", MARKS, None, "一.xlsx", "a" * 64, 2, ("a" * 64,))


def test_the_return_letter_lists_what_to_mend_by_weight() -> None:
    """First what must be mended, then what must be confirmed, each with its cell; unlisted marks stay out."""
    texts = [each.text for each in written(return_letter(PLAN, MENDING, Q3, "一_第2轮.xlsx", DUE)).paragraphs]
    assert "县科技局：" in texts
    assert any("有1处须改正、2处请核实" in text and "一_第2轮.xlsx" in text for text in texts)
    first = texts.index("一、须改正（改正前不采用，标红色）")
    assert texts[first + 1 : first + 5] == [
        "1. 填报表!H5：“高新技术企业数”填的是“6+1”。",
        "二、请核实（无误的不用改，标橙色）",
        "1. 技术合同成交额（填报表!H6）：数据完全相同。",
        "2. 表尾没有填。",
    ]
    assert not any("报来的几份表" in text for text in texts)


@pytest.mark.parametrize(("copied", "said"), [("filled", "读得出的数已经填好"), ("blank", "空白填报表")])
def test_the_return_letter_says_when_the_form_is_a_fresh_one(copied: str, said: str) -> None:
    """Nobody looks for colours in a file that he never sent."""
    letter = return_letter(PLAN, MENDING, Q3, "一_第2轮.xlsx", None, "filled" if copied == "filled" else "blank")
    first = letter.blocks[0]
    assert isinstance(first, Text)
    assert said in first.text
    assert "请尽快在这份表上" in first.text
