"""Running text → records: targets, actuals, slots and deliverables with their places, in one pass.

A sentence is cut into figures (``figures``); each takes its name from the words between it and the figure or the
comma before it, or from the words behind it (组建1家以上的企业创新联合体).  分别, 各 and 均 take a sentence apart, a
clause that begins with 增长 borrows its subject from the figure before.  Owners, year and tense come from the outline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar import lexicon, naming
from sctarget.grammar.admission import MONEY, RELATIVE
from sctarget.grammar.dates import Years, opening_aim, years_of
from sctarget.grammar.figures import find_figures
from sctarget.grammar.flat_table import find_tables
from sctarget.grammar.found import Baseline, Record
from sctarget.grammar.identity import identified
from sctarget.grammar.outline import Paragraph, inline_heading, read_outline
from sctarget.grammar.owners import Owners, find_owners, owner_line
from sctarget.grammar.run_table import RunRow, RunTable, find_run_table
from sctarget.grammar.sentence import LONGEST_CLAUSE, Sentence, sentences
from sctarget.grammar.tight import Tight
from sctarget.grammar.tokens import tokenize
from sctarget.grammar.undertakings import Undertaking, find_undertakings
from sctarget.grammar.years import five_year_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.grammar.figures import Figure
    from sctarget.grammar.subjects import Named
    from sctarget.grammar.table_rows import Row, Table

_ISSUER = re.compile(
    r"(?:[省市州])?([^省市州区县旗\s|:,。、;()〔〕“”《》]{2,6}[市州区县旗])"
    r"(?:人民政府|科学技术局|科技局|科学技术和|发展和改革|工业和信息化)"
)
_SIGNS = {"<": "<", "≤": "<=", "<=": "<=", ">": ">", "=": "="}
_DONE = re.compile(
    "截[至止](?!20[0-9]{2}年)"
    "|已(?:提前|累计|经|超额|全部|全面|顺利)*(?:完成|建成|实现|落实|开工|竣工|到位|投入|达到|签约|通过)"
)
_PLANNED = re.compile(
    "(?:全年|全?[县市省区州]|我[县市省区州局]|今年|年内|年度|春季|秋季|明年)*计划"
    "(?!生育|任务|目标|总?投资|[数的内外]|完成率|执行|单列|免疫)[^0-9]{2,}(?:[0-9.]+[^0-9]{1,4})?$"
)
_FIGURES = re.compile("[0-9*一二三四五六七八九十两]")
_INTO = 12
_RATIOS = ("率", "比重", "强度", "指数", "比例", "占比")
_PER_HEAD = ("人均", "每万", "万人", "生均", "户均", "每千", "每百", "平均")
_STATE = (
    "累计", "总数", "总量", "拥有量", "保有量", "规模", "里程", "装机", "存量", "常住人口", "有效发明", "城区面积",
)  # fmt: skip
_TOTALS = ("总数", "总量", "数量", "拥有量", "保有量", "存量", "总规模")
_FLOWS = ("产量", "播种面积", "种植面积", "出栏", "销量")
_REACHED = ("达", "突破", "保持", "稳定", "超过")


class _Passage(NamedTuple):
    """One paragraph of a document, read without its stray spaces; hands out places and quotes of the document."""

    document: str
    frame: Paragraph
    tight: Tight

    def cut(self, start: int, end: int) -> tuple[int, int, str]:
        """Where characters of the tight text stand in the document, and what stands there."""
        first = self.frame.start + self.tight.place(start)
        last = self.frame.start + self.tight.place(end - 1) + 1 if end > start else first
        return first, last, self.document[first:last]


class _Hints(NamedTuple):
    """What a whole sentence says of its figures: reported as past, or as the end of a five-year plan."""

    past: bool
    five: int | None


def _hints(sentence: str) -> _Hints:
    return _Hints(_DONE.search(sentence) is not None, five_year_end(sentence))


def find_records(
    text: str,
    year: int | None = None,
    standard: Callable[[str], str | None] | None = None,
    place: Callable[[int], str] | None = None,
) -> list[Record]:
    """Every target, actual, slot and milestone of a document, in order.

    ``year`` is the one in which it speaks (今年), used before what its title says; ``standard`` gives the id of the
    standard indicator that a name stands for, so that 研发经费投入 is seen to restate 研发经费支出; ``place`` says
    where a character stands, for doubts that speak of another record.
    """
    paragraphs, base = read_outline(text, year)
    lines = [(paragraph.start, paragraph.text) for paragraph in paragraphs]
    tables = find_tables(lines)
    inside = {index for table in tables for index in range(table.first, table.last + 1)}
    heads = {table.first: table for table in tables}
    records: list[Record] = []
    owed, told = 0, False
    region = _region(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if index in heads:
            records += _table_records(text, paragraph, heads[index], base, region)
        if index in inside or not paragraph.text.strip():
            continue
        passage = _Passage(text, paragraph, Tight.of(paragraph.text))
        line = owner_line(passage.tight.text)
        if line is not None:
            records[owed:] = [_owned_below(record, line) for record in records[owed:]]
            told = True
            continue
        owed = len(records) if told or paragraph.heading else owed
        told = False
        records += _owned_records(passage, find_owners(passage.tight.text), base, region)
    return identified(records, standard, place)


def _owned_records(passage: _Passage, owners: list[Owners], base: int | None, region: str) -> list[Record]:
    """The records of one paragraph, each with the owners of the next bracket behind it."""
    hidden = _hide(passage.tight.text, owners)
    made: list[Record] = []
    table = find_run_table(hidden)
    if table is not None:
        made += [record for row in table.rows for record in _run_records(passage, table, row)]
        hidden = hidden[: table.start] + "。" * (table.end - table.start) + hidden[table.end :]
    made += _paragraph_records(passage._replace(tight=passage.tight._replace(text=hidden)), base, region)
    starts = [passage.cut(owner.start, owner.end)[0] for owner in owners]
    done = []
    for record in made:
        index = bisect_left(starts, record.start)
        done.append(_owned(record, owners[index]) if index < len(owners) else record)
    return done


def _owned_below(record: Record, line: Owners) -> Record:
    """The record with owners that a line of their own names; those in brackets go before."""
    return replace(record, lead=record.lead or line.lead, support=record.support or line.support)


def _owned(record: Record, owner: Owners) -> Record:
    return replace(record, lead=owner.lead, support=owner.support)


def _hide(text: str, owners: list[Owners]) -> str:
    """The paragraph with the brackets of its owners made into sentence ends."""
    pieces = []
    place = 0
    for owner in owners:
        pieces += [text[place : owner.start], "。" * (owner.end - owner.start)]
        place = owner.end
    return "".join(pieces) + text[place:]


def _heading_end(text: str) -> int:
    """Where the title of a numbered paragraph ends; 0 when it has none."""
    head = inline_heading(text.strip())
    return len(text) - len(text.lstrip()) + len(head[1]) if head is not None else 0


def _region(paragraphs: list[Paragraph]) -> str:
    """The place whose document this is (西夏区), from the name of the body that issued it; empty when not told."""
    for paragraph in paragraphs[:40]:
        match = _ISSUER.search(paragraph.text)
        if match:
            return match.group(1)
    return ""


def _table_records(text: str, paragraph: Paragraph, table: Table, base: int | None, region: str) -> list[Record]:
    """The figures of a table and those of its cells that are text, in the order of the document."""
    records = [_row_record(text, row, paragraph, base) for row in table.rows]
    for clause in table.clauses:
        frame = paragraph._replace(start=clause.start, text=clause.text, review=clause.review)
        records += [
            replace(record, lead=clause.lead, support=clause.support)
            for record in _paragraph_records(_Passage(text, frame, Tight.of(clause.text)), base, region)
        ]
    return sorted(records, key=lambda record: record.start)


def _row_record(text: str, row: Row, paragraph: Paragraph, base: int | None) -> Record:
    baseline = Baseline(row.base, row.base_year, row.note) if row.base is not None else None
    later = row.year is not None and paragraph.year is not None and row.year > paragraph.year
    done = paragraph.review and not later if row.done is None else row.done
    per_head = row.name.startswith(("每", "万")) or any(word in row.name for word in _PER_HEAD)
    ratio = row.unit in {"%", "‰", "个百分点"} or per_head
    flow = (row.unit or "").endswith("元") or any(word in row.name for word in _FLOWS)
    return Record(
        "", "actual" if done else "target", row.name, row.start, row.end, text[row.start : row.end],
        "=" if done else row.comparator, row.value, row.high, row.unit, row.year or paragraph.year or base,
        "ratio" if ratio else "flow" if flow else "stock", baseline, row.lead, row.support, group=row.group,
        words=row.words, review="" if row.unit else "表中没有单位",
    )  # fmt: skip


def _run_records(passage: _Passage, table: RunTable, row: RunRow) -> list[Record]:
    """The target and the growth of one row of a table without marks between its cells."""
    place = passage.cut(row.start, row.end)
    down = Decimal(row.target) < Decimal(row.base)
    comparator = (_SIGNS | {"≥": ">="}).get(row.sign, "<=" if down else ">=")
    ratio = "ratio" if row.unit in {"%", "‰"} else "flow"
    note = f"表中{table.first}年一栏"
    made = [
        Record(
            "", "target", row.name, *place, comparator, row.target, None, row.unit, table.last,
            ratio, Baseline(row.base, table.first, note), group=table.caption, words=f"{row.target}{row.unit}",
            review="表中数字连在一起，请核对",
        )
    ]  # fmt: skip
    if row.growth is not None:
        name = f"{row.name}{table.last}年比{table.first}年增长"
        made.append(
            Record(
                "", "target", name, *place, "<=" if down else ">=", row.growth, None,
                row.growth_unit, table.last, "ratio", group=table.caption, review="表中数字连在一起，请核对",
            )
        )  # fmt: skip
    return made


def _paragraph_records(passage: _Passage, base: int | None, region: str) -> list[Record]:
    paragraph, plain = passage.frame, passage.tight.text
    figures = find_figures(plain, tokenize(plain).tokens) if _FIGURES.search(plain) else []
    records: list[Record] = []
    position = 0
    carried: int | None = None
    subject = ""
    heading_end = _heading_end(plain)
    aim = None if paragraph.review else opening_aim(plain, paragraph.calendar)
    for number, (start, end) in enumerate(sentences(plain)):
        first = position
        while position < len(figures) and figures[position].start < end:
            position += 1
        joined = plain[start - 1 : start] == ";"
        sentence = Sentence(plain, start, end, figures[first:position], subject if joined else "")
        years = years_of(sentence.text, start, end, carried if joined else aim, paragraph.calendar)
        carried = years.last
        taken = []
        named = sentence.named()
        subject = named[-1].base if named else ""
        hints = _hints(plain[start:end]) if named else _Hints(past=False, five=None)
        for each in named:
            record = _record(passage, each, years, hints, number)
            taken.append((each.figure.lead, each.figure.end))
            records.append(_without_region(record, region))
        if not paragraph.review:
            for thing in find_undertakings(plain, start, end, sorted(taken), heading=end <= heading_end):
                year = years.at(thing.start + _INTO)[0] or paragraph.year or base
                records.append(_milestone(passage, thing, year, number))
    records.sort(key=lambda record: record.start)
    return records


def _without_region(record: Record, region: str) -> Record:
    """西夏区有效发明量 in a document of 西夏区 is 有效发明量."""
    rest = record.name.removeprefix(region).lstrip("的")
    return replace(record, name=rest) if region and rest != record.name and len(rest) > 1 else record


def _milestone(passage: _Passage, thing: Undertaking, year: int | None, number: int) -> Record:
    place = passage.cut(thing.start, thing.end)
    return Record("", "milestone", thing.name, *place, year=year, group=passage.frame.group, clause=number)


def _record(passage: _Passage, each: Named, years: Years, hints: _Hints, number: int) -> Record:
    figure, paragraph = each.figure, passage.frame
    found, told = years.at(figure.start) if each.year is None else (each.year, True)
    since = paragraph.year if paragraph.first is None else paragraph.first
    past = told and found is not None and since is not None and found < since
    ahead = told and found is not None and paragraph.year is not None and found > paragraph.year
    planned = paragraph.review and _planned(passage.tight.text, each.figure.start)
    actual = (paragraph.review and not (ahead or planned)) or past or hints.past
    words = _words_before(passage.tight.text, each)
    year = paragraph.year if found is None else found
    if not told and figure.value is not None and hints.five is not None and "年均" not in each.name + words:
        year = year if "每年" in words else hints.five
    comparator = "=" if actual else "range" if figure.high is not None else str(figure.comparator)
    kind = "slot" if figure.value is None else "actual" if actual else "target"
    place = passage.cut(each.start, max(each.end, figure.end))
    return Record(
        "", kind, each.name, *place, comparator, figure.value, figure.high,
        _printed_unit(passage, figure), year, _measure(each, words), each.baseline,
        group=paragraph.group, clause=number, review=each.doubt,
        words=passage.cut(figure.lead, figure.end)[2], at=passage.cut(figure.start, figure.end)[0],
    )  # fmt: skip


def _printed_unit(passage: _Passage, figure: Figure) -> str | None:
    """The unit as the document prints it: 万台（套） keeps its wide brackets."""
    if figure.unit is None or "(" not in figure.unit.text:
        return None if figure.unit is None else figure.unit.text
    size = len(figure.unit.text)
    if passage.tight.text[figure.stop - size : figure.stop] != figure.unit.text:
        return figure.unit.text
    return passage.cut(figure.stop - size, figure.stop)[2]


def _planned(text: str, place: int) -> bool:
    """Whether the clause of a figure speaks of what a review still plans: 全县计划播种面积86万亩(水稻31万亩)."""
    words = re.sub(r"\([^()]*\)", "", text[max(0, place - LONGEST_CLAUSE) : place])
    clause = re.split("[,;:。]", words.partition("(")[0])[-1]
    return _PLANNED.match(clause) is not None


def _words_before(text: str, each: Named) -> str:
    """The words of the figure's own clause in front of it."""
    return text[max(each.start, each.figure.start - LONGEST_CLAUSE) : each.figure.start]


def _measure(each: Named, words: str) -> str:
    """Whether the figure is a year's amount (flow), a level (stock) or a rate (ratio)."""
    dimension = each.figure.unit.dimension if each.figure.unit is not None else "number"
    name, words = each.name, words.rsplit("\n", 1)[-1]
    if dimension in RELATIVE or name.endswith(_RATIOS) or any(word in name for word in _PER_HEAD):
        return "ratio"
    if dimension in MONEY:
        return "stock" if "余额" in name or "累计" in words else "flow"
    if "累计" in words or any(word in name.replace("规模以上", "") for word in _STATE):
        return "stock"
    flow = any(word in name for word in _FLOWS) or dimension in {"mass", "energy"}
    made = naming.without_lead(words, verbs=False).startswith(lexicon.VERBS)
    reached = each.figure.explicit and any(word in words for word in _REACHED)
    total = words.rstrip("达到为超过突破约:：").endswith(_TOTALS)
    return "stock" if total or (reached and not flow and not made) else "flow"
