"""A bureau's own Word template, filled or refused."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import pytest
from word_support import bold_texts, lines, paragraph, part, rows, table, template, text_box

from sctarget.model.errors import SctargetError
from sctarget.report.slots import Entry, Listing, Nothing, Slots, Value
from sctarget.writers.template_docx import TemplateTroubleError, render_template


def _same(value: Value) -> Value:
    return value


def entry(label: str, kind: str = "指标", **fields: Value) -> Entry:
    made = {"名称": label, **fields}
    return Entry(kind, label, {name: partial(_same, value) for name, value in made.items()})


CONTRACTS = entry(
    "技术合同成交额",
    实际值="1.32",
    完成值="1.32亿元",
    已完成=True,
    未达原因=Nothing("技术合同成交额", "未达原因", "报送单位没有填"),
)
STAFF = entry(
    "R&D人员",
    实际值=Nothing("R&D人员", "实际值", "未报送"),
    完成值=Nothing("R&D人员", "完成值", "未报送"),
    已完成=False,
    未达原因="<b>&{{ 7*7 }}{% raw %}{_{\n=1+1|x\x07",
)
QUOTED = entry("“三区”科技人才（期末）", 完成值="3名", 实际值="3", 已完成=True)
INDICATORS = Listing("指标", [(each, [[each.label], []]) for each in (CONTRACTS, STAFF, QUOTED)])
SLOTS = Slots(
    {
        "指标": INDICATORS,
        "技术合同成交额": CONTRACTS,
        "任务": Listing("任务", []),
        "判定日期": "2023年12月31日",
    },
    INDICATORS,
)


def filled(body: str, **parts: str) -> bytes:
    return render_template(template(body, **parts), SLOTS)


def troubles(body: str, **parts: str) -> list[str]:
    with pytest.raises(TemplateTroubleError) as failure:
        filled(body, **parts)
    return [line.strip() for line in str(failure.value).split("\n")[1:]]


@pytest.mark.parametrize(
    "written",
    [
        "{{ 技术合同成交额.实际值 }}",
        "{{技术合同成交额.实际值}}",
        '{{ 指标["技术合同成交额"].实际值 }}',
        "{{ 指标['技术合同成交额'].实际值 }}",
        "{{ 指标[“技术合同成交额”].实际值 }}",
        "{{ 指标[”技术合同成交额”].实际值 }}",
        "｛｛ 指标［“技术合同成交额”］．实际值 ｝｝",
        '{{ 指标["技术合同 成交额"]["实际值"] }}',
    ],
)
def test_a_figure_is_named_in_many_ways(written: str) -> None:
    """By name or in quotes, with the quotes that Word makes and the signs of a Chinese keyboard."""
    assert lines(filled(paragraph(f"成交额{written}亿元"))) == ["成交额1.32亿元"]


def test_names_with_signs_and_quotes() -> None:
    """& is no markup, and quotation marks inside a name stay what they are."""
    body = paragraph('{{ 指标["R&D人员"].名称 }}') + paragraph('{{ 指标["“三区”科技人才（期末）"].完成值 }}')
    assert lines(filled(body)) == ["R&D人员", "3名"]


def test_a_tag_that_word_cut_into_pieces() -> None:
    """Word parts a tag in the middle of its braces; it is filled with the look of the run in which it begins."""
    body = paragraph("额", "{", "{ 技术", "合同成交额.实际值 }", "}", "亿元", bold=True)
    data = filled(body)
    assert lines(data) == ["额1.32亿元"]
    assert bold_texts(data) == ["1.32", "", "亿元"]


def test_headers_footers_notes_and_text_boxes() -> None:
    """They are filled like the text, a text box in both of its forms."""
    said = "{{ 判定日期 }}"
    body = paragraph(f"正文{said}") + text_box(paragraph(f"框{said}"))
    data = filled(body, header1=paragraph(f"眉{said}"), footer1=paragraph(f"脚{said}"), footnotes=paragraph(said))
    day = "2023年12月31日"
    assert [lines(data, name)[-1] for name in ("header1", "footer1", "footnotes")] == [f"眉{day}", f"脚{day}", day]
    assert [line for line in lines(data) if line == f"框{day}"] == [f"框{day}"] * 2


def test_rows_and_paragraphs_are_repeated() -> None:
    """{%tr for %} repeats the row between, {%p for %} the paragraphs between; their own rows and paragraphs go."""
    body = table(
        ("指标", "完成"),
        ("{%tr for 项 in 指标 %}", ""),
        ("{{ 项.名称 }}", '{{ 项.完成值 or "—" }}'),
        ("{%tr endfor %}", ""),
    )
    body += paragraph("{%p for 项 in 指标 if 项.已完成 %}") + paragraph("{{ loop.index }}.{{ 项.名称 }}")
    body += paragraph("{%p endfor %}") + paragraph("完")
    data = filled(body)
    assert rows(data) == [
        ["指标", "完成"],
        ["技术合同成交额", "1.32亿元"],
        ["R&D人员", "—"],
        ["“三区”科技人才（期末）", "3名"],
    ]
    assert lines(data)[-3:] == ["1.技术合同成交额", "2.“三区”科技人才（期末）", "完"]


def test_a_loop_over_nothing_leaves_a_document_that_opens() -> None:
    """No table without rows and no cell without a paragraph, which Word would call damaged."""
    loop = ("{%tr for 项 in 任务 %}",), ("{{ 项.名称 }}",), ("{%tr endfor %}",)
    body = table(*loop) + "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>"
    body += paragraph("{%p if not 技术合同成交额.已完成 %}") + paragraph("未完成") + paragraph("{%p endif %}")
    body += "</w:tc></w:tr></w:tbl>"
    assert rows(filled(body)) == [[""]]


def test_choices_and_fallbacks() -> None:
    """A template may say what stands where there is nothing; a figure of 0 is not nothing."""
    body = paragraph('{{ 指标["R&D人员"].实际值 or "—" }} {{ 指标["R&D人员"].实际值|缺省("暂无") }}')
    body += paragraph('{% if 指标["R&D人员"].实际值 %}有{% else %}没有{% endif %}，共{{ 指标|条数 }}项')
    body += paragraph('{{ 指标|map(attribute="名称")|join("、") }}{# 写给自己的 #}')
    assert lines(filled(body)) == ["— 暂无", "没有，共3项", "技术合同成交额、R&D人员、“三区”科技人才（期末）"]


def test_what_people_wrote_stays_text() -> None:
    """Markup, tags and control characters of a reason are neither markup nor evaluated; a line feed breaks the line."""
    data = filled(paragraph('原因：{{ 指标["R&D人员"].未达原因 }}'))
    assert lines(data) == ["原因：<b>&{{ 7*7 }}{% raw %}{_{\n=1+1|x\\x07"]
    assert part(data).find(".//{*}br") is not None


def test_other_parts_stay_as_they_are() -> None:
    """What holds no tag is copied byte for byte, and the same input gives the same bytes."""
    body, header = paragraph("{{ 判定日期 }}"), paragraph("没有标记")
    source = template(body, header1=header)
    data = render_template(source, SLOTS)
    assert data == render_template(source, SLOTS)
    with zipfile.ZipFile(io.BytesIO(source.data)) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        assert before.namelist() == after.namelist()
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(before.namelist()) - set(same) == {"word/document.xml"}


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    """Unknown names and fields with what was meant, values that are missing, broken tags: in the order of the text."""
    body = paragraph("开头") + paragraph("成交额{{ 技术合同成交.实际值 }}亿元")
    body += table(("名称", '{{ 指标["R&D人"].实际值 }}'), ("值", "{{ 技术合同成交额.实际直 }}"))
    body += paragraph("{{ 技术合同成交额.未达原因 }}") + paragraph("{{ 判定日期") + paragraph("{{ 1 + }}")
    assert troubles(body, footer1=paragraph('{{ 指标["R&D人员"].实际值 }}')) == [
        (
            "正文第2段“成交额{{ 技术合同成交.实际值 }}亿元”：没有“技术合同成交”：不是指标的名称，也不是模板里可用的词。"
            "是不是“技术合同成交额”？"
        ),
        '正文表1第1行第2格“{{ 指标["R&D人"].实际值 }}”：计划里没有指标“R&D人”。是不是“R&D人员”？',
        "正文表1第2行第2格“{{ 技术合同成交额.实际直 }}”：指标没有“实际直”这一项。是不是“实际值”？",
        "正文第3段“{{ 技术合同成交额.未达原因 }}”：“技术合同成交额”没有未达原因：报送单位没有填。",
        "正文第4段“{{ 判定日期”：有“{{”，同一段里没有与它成对的“}}”。请补上，整个标记要在一段之内。",
        "正文第5段“{{ 1 + }}”：标记里没有写内容，或者没有写完。",
        '页脚“{{ 指标["R&D人员"].实际值 }}”：“R&D人员”没有实际值：未报送。',
    ]


def test_what_lacks_in_a_loop_is_one_sentence() -> None:
    """Thirty indicators without the same field at one place do not make thirty lines."""
    body = paragraph("{% for 项 in 指标 %}{{ 项.实际值 }}{{ 项.没有 }}{% endfor %}")
    assert [line.partition("”：")[2] for line in troubles(body)] == [
        "指标没有“没有”这一项。",
        "“R&D人员”没有实际值：未报送。",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ 技术合同成交额 }}", "没有写要它的哪一项"),
        ("{{ 指标 }}", "逐项列出用 {% for 项 in 指标 %}"),
        ("{{ 指标[0].名称 }}", '要用名称或编号取，如 指标["名称"]'),
        ("{{ 判定日期.年 }}", "前面已经是一段文字"),
        ("{{ R&D人员.实际值 }}", '写成 指标["名称"]'),
        ("{{ 判定日期|upperr }}", "没有“upperr”这种处理"),
        ("{{ }}", "没有写内容"),
        ("{{r 判定日期 }}", "不支持“{{r …}}”"),
        ("a }} b", "前面没有与它成对的“{{”"),
        ("{% for 项 指标 %}{% endfor %}", "应写成“{% for 项 in 指标 %}”"),
        ("{% if 判定日期 %}x", "“if”没有结束。请在后面加上“{% endif %}”"),
        ("{% endfor %}", "“endfor”前面没有与它成对的“for”"),
        ("{% if 判定日期 %}{% endfor %}", "“endfor”前面没有与它成对的“for”"),
        ("{%tr for 项 in 指标 %}{% endfor %}", "都管表格的一行"),
        ("{% include '/etc/passwd' %}", "不支持“{% include … %}”"),
        ("{% extends 'x' %}", "不支持“{% extends … %}”"),
        ("{% raw %}", "不支持“{% raw … %}”"),
        ("{% if 技术合同成交额.实际值 > 1 %}x{% endif %}", "不能再计算或比较大小"),
        ("{{ 判定日期.__class__ }}", "前面已经是一段文字"),
        ("{{ 判定日期|attr('__class__') }}", "没有“attr”这种处理"),
        ("{{ range(9) }}", "没有“range”"),
        ("{{ cycler.__init__ }}", "没有“cycler”"),
        ("{{ 指标.names }}", "没有指标“names”"),
    ],
)
def test_what_is_not_understood_is_said(written: str, said: str) -> None:
    """In Chinese, with what to write instead; nothing of Python or of the disk is reached."""
    assert said in troubles(paragraph(written))[0]


def test_an_ambiguous_name_asks_for_the_full_one() -> None:
    """Five indicators of one name are told apart by their scope."""
    twins = [entry("新产品（生物医药）"), entry("新产品（装备制造）")]
    listing = Listing("指标", [(each, [[each.label], ["新产品"]]) for each in twins])
    with pytest.raises(TemplateTroubleError, match="叫“新产品”的指标有2个：“新产品（生物医药）”、“新产品（装备制造）”"):
        render_template(template(paragraph("{{ 新产品.名称 }}")), Slots({"指标": listing}, listing))


def test_a_loop_across_paragraphs_is_not_written() -> None:
    """A block that opens in the text and closes in a table would damage the document."""
    body = paragraph("{% for 项 in 指标 %}{{ 项.名称 }}") + table(("a", "{% endfor %}"))
    assert "整行重复用“{%tr for … %}”" in troubles(body)[0]


def test_a_document_without_tags_is_no_template() -> None:
    """Somebody gave last year's report."""
    with pytest.raises(SctargetError, match="也没有，不像是模板"):
        filled(paragraph("2023年工作总结"))
