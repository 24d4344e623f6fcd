"""Running text → records: targets, actuals, slots and deliverables with their places, in one pass.

A sentence is cut into figures (``figures``); each takes its name from the words between it and the figure or the
comma before it, or from the words behind it (组建1家以上的企业创新联合体).  分别, 各 and 均 take a sentence apart, a clause
that begins with 增长 borrows its subject from the figure before.  Owners, year and tense come from the outline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar import naming
from sctarget.grammar.figures import Figure, find_figures
from sctarget.grammar.flat_table import Row, find_row_tables, find_tables
from sctarget.grammar.found import Baseline, Record
from sctarget.grammar.numerals import DIGITS
from sctarget.grammar.outline import Paragraph, five_year_end, inline_heading, read_outline
from sctarget.grammar.owners import Owners, find_owners
from sctarget.grammar.run_table import RunRow, RunTable, find_run_table
from sctarget.grammar.tokens import tokenize
from sctarget.grammar.undertakings import find_undertakings
from sctarget.model.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Callable

_RATIO = frozenset({"ratio", "points", "times", "doublings", "score", "months", "days", "working_days", "age"})
_TIME_UNITS = frozenset({"months", "days", "working_days", "duration"})
_NO_TARGET = frozenset({"voltage", "age", "apparent_power", "celsius", "decibel"})
_NO_UNITS = frozenset(["级", "层", "条次", "版", "型", "代", "点", "面", "页", "本", "道", "案"])
_MONEY = frozenset({"money", "usd", "hkd", "eur"})
_PEOPLE = ("在", "深入", "开展", "帮助", "赴", "参加", "投身", "到", "前往", "驻")
_STATE = (
    "累计",
    "总数",
    "总量",
    "拥有量",
    "保有量",
    "规模",
    "里程",
    "装机",
    "存量",
    "常住人口",
    "有效发明",
    "城区面积",
)
_POLICY = ("奖励", "补助", "补贴", "给予", "资金扶持", "奖补", "减按", "加计扣除", "报销", "罚款", "贴息")
_ATTRIBUTE_VERBS = (
    "占地",
    "投资",
    "投资上",
    "日产",
    "年产",
    "总投资",
    "产值",
    "营收",
    "年营业收入",
    "面积",
    "注册资本",
    "超",
    "规模",
    "主营业务收入",
    "纳税",
    "距离",
    "收入过",
    "产值过",
    "过",
)
_CONTEXT_VERBS = (
    "依托", "发挥", "做强", "提速", "加大对", "围绕", "聚焦", "针对", "从", "面向", "实施方案", "加快", "在建的", "现有", "全省", "联动", "运行", "深化",
    "覆盖", "由", "落实好", "巩固", "统筹", "用好", "协调", "联合", "第", "连续", "等", "贯彻", "按照", "涉及", "包括", "抓实", "立足", "擦亮", "稳妥", "续建", "加快建设", "在建的", "瞄准", "做好",
)  # fmt: skip
_DONE = ("了", "已", "去年", "截至目前", "目前", "上年")


@cache
def _re(name: str) -> re.Pattern[str]:
    return re.compile(name)


_LONGEST_CLAUSE = 300
_FEW = 8
_DEADLINE = r"(?<![0-9])((?:19|20)[0-9]{2})年(?!度)"
_RISE = (
    r"[^,。;0-9]{0,6}(?:增长|增加|增|提高|提升|上升|扩大|发展|下降|降低|减少|缩减|缩小|缩短|压缩|压减|降|变|拓展|延长|回落)(?:到|至|为)了?"
    r"(?:(?:19|20)[0-9]{2}年(?:底|末)?的?)?$"
)
_ISSUER = r"(?:[省市州])?([^省市州区县旗\s|:,。、;()〔〕“”《》]{2,6}[市州区县旗])(?:人民政府|科学技术局|科技局|科学技术和|发展和改革|工业和信息化)"
_BASES = ("比", "较", "由", "从", "自", "与", "在", "和", "同")


class _Named(NamedTuple):
    """One indicator of a figure: its name, the figure, where its words begin and end."""

    name: str
    base: str
    figure: Figure
    start: int
    end: int
    doubt: str = ""
    baseline: Baseline | None = None


class _Hints(NamedTuple):
    """What a whole sentence says of its figures: reported as past, or as the end of a five-year plan."""

    past: bool
    five: int | None


def _hints(sentence: str) -> _Hints:
    past = any(word in sentence for word in ("去年", "截至目前", "上年末")) and "比去年" not in sentence
    return _Hints(past, five_year_end(sentence))


def find_records(
    text: str, year: int | None = None, standard: Callable[[str], str | None] | None = None
) -> list[Record]:
    """Every target, actual, slot and milestone of a document, in order.

    ``year`` is the one in which it speaks (今年), used before what its title says; ``standard`` gives the id of the
    standard indicator that a name stands for, so that 研发经费投入 is seen to restate 研发经费支出.
    """
    paragraphs, base = read_outline(text, year)
    lines = [(paragraph.start, paragraph.text) for paragraph in paragraphs]
    tables = find_tables(lines) + find_row_tables(lines)
    inside = {index for table in tables for index in range(table.first, table.last + 1)}
    heads = {table.first: table.rows for table in tables if table.rows}
    records: list[Record] = []
    last_figures = 0
    region = _region(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if index in heads:
            records += [_row_record(text, row, base) for row in heads[index]]
        if index in inside:
            continue
        owners = find_owners(paragraph.text)
        if owners and owners[0].start == 0 and owners[0].end == len(paragraph.text):
            owner = owners[0]
            records[last_figures:] = [
                _with(record, lead=owner.lead, support=owner.support) if not record.lead else record
                for record in records[last_figures:]
            ]
            continue
        hidden = _hide(paragraph.text, owners)
        run = find_run_table(hidden)
        if run is not None:
            for row in run.rows:
                records += _run_records(text, paragraph, run, row)
            hidden = hidden[: run.start] + "。" * (run.end - run.start) + hidden[run.end :]
        made = _paragraph_records(text, paragraph._replace(text=hidden), base, region)
        done: list[Record] = []
        for record in made:
            place = record.start - paragraph.start
            while owners and owners[0].start < place:
                owners = owners[1:] if len(owners) < _FEW else _later(owners, place)
            owner_of = owners[0] if owners else None
            if owner_of is not None:
                record = _with(record, lead=owner_of.lead, support=owner_of.support)  # noqa: PLW2901 - one step more
            done.append(record)
        if paragraph.heading:
            last_figures = len(records)
        records += done
    return _numbered(records, standard)


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


def _later(owners: list[Owners], place: int) -> list[Owners]:
    return owners[bisect_left([each.start for each in owners], place) :]


def _region(paragraphs: list[Paragraph]) -> str:
    """The place whose document this is (西夏区), from the name of the body that issued it; empty when not told."""
    for paragraph in paragraphs[:40]:
        match = _re(_ISSUER).search(paragraph.text)
        if match:
            return match.group(1)
    return ""


def _with(record: Record, **changes: object) -> Record:
    from dataclasses import replace

    return replace(record, **changes)  # type: ignore[arg-type]


def _numbered(records: list[Record], standard: Callable[[str], str | None] | None) -> list[Record]:
    """The records with ids, and with the earlier one that each says again."""
    seen: dict[tuple[str, str | None, str | None, int | None], Record] = {}
    numbered = []
    for number, record in enumerate(records, start=1):
        identity = f"r{number}"
        known = standard(record.name) if standard is not None else None
        value = f"{Decimal(record.value).normalize():f}" if record.value and _is_number(record.value) else record.value
        key = (known or record.name.replace("的", "").replace("数量", ""), value, record.unit, record.year)
        loose = (*key[:2], "?", record.year)
        first = seen.get(key) if record.kind in {"target", "actual"} else None
        other = seen.get(loose)
        if (
            first is None
            and other is not None
            and record.kind == other.kind
            and (record.unit is None or other.unit is None)
        ):
            first = other
        again = first.id if first is not None and not _siblings(first, record) else None
        made = _with(record, id=identity, restates=again)
        numbered.append(made)
        seen.setdefault(key, made)
        seen.setdefault(loose, made)
    return numbered


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()


def _siblings(first: Record, second: Record) -> bool:
    """Whether two records stand in different numbered parts of one chapter: each part has its own (scope)."""
    above, _, one = first.group.rpartition(" > ")
    beside, _, other = second.group.rpartition(" > ")
    return " > " in above and above == beside and one != other


def _row_record(text: str, row: Row, base: int | None) -> Record:
    match = re.fullmatch(r"([<>≤≥=]{0,2})(-?[0-9.,]+)(%|‰)?\*?(以上|以内|以下|左右)?", row.target)
    sign, value, tail = (match.group(1), match.group(2), match.group(4)) if match else ("", row.target, None)
    comparator = {"<": "<", "≤": "<=", "<=": "<=", ">": ">", "=": "="}.get(sign, ">=")
    comparator = {"以内": "<=", "以下": "<=", "左右": "="}.get(tail or "", comparator)
    end = row.start + len(row.name)
    baseline = Baseline(row.base, row.base_year, row.note) if row.base is not None else None
    ratio = row.unit in {"%", "‰", "个百分点"} or row.name.startswith(("每", "人均", "万"))
    money = (row.unit or "").endswith("元")
    return Record(
        "", "target", row.name, row.start, end, text[row.start : end], comparator, value.replace(",", ""), None,
        row.unit, row.year or base, "ratio" if ratio else "flow" if money else "stock", baseline, lead=row.lead, group=row.group,
        words=f"{row.target.rstrip('*')}{row.unit or ''}",
        review="" if row.unit else "表中没有单位",
    )  # fmt: skip


def _run_records(text: str, paragraph: Paragraph, table: RunTable, row: RunRow) -> list[Record]:
    """The target and the growth of one row of a table without marks between its cells."""
    start, end = paragraph.start + row.start, paragraph.start + row.end
    down = Decimal(row.target) < Decimal(row.base)
    signs = {"<": "<", ">": ">", "≤": "<=", "≥": ">="}
    comparator = signs.get(row.sign, "<=" if down else ">=")
    ratio = "ratio" if row.unit in {"%", "‰"} else "flow"
    note = f"表中{table.first}年一栏"
    made = [
        Record(
            "", "target", row.name, start, end, text[start:end], comparator, row.target, None, row.unit, table.last,
            ratio, Baseline(row.base, table.first, note), group=table.caption, words=f"{row.target}{row.unit}",
            review="表中数字连在一起，请核对",
        )
    ]  # fmt: skip
    if row.growth is not None:
        name = f"{row.name}{table.last}年比{table.first}年增长"
        made.append(
            Record(
                "", "target", name, start, end, text[start:end], "<=" if down else ">=", row.growth, None,
                row.growth_unit, table.last, "ratio", group=table.caption, review="表中数字连在一起，请核对",
            )
        )  # fmt: skip
    return made


def _paragraph_records(text: str, paragraph: Paragraph, base: int | None, region: str) -> list[Record]:
    plain = paragraph.text
    figures = (
        find_figures(plain, tokenize(plain).tokens)
        if any(c in DIGITS or c in "*一二三四五六七八九十两翻" for c in plain)
        else []
    )
    records: list[Record] = []
    position = 0
    carried: int | None = None
    heading_end = _heading_end(plain)
    for number, (start, end) in enumerate(_sentences(plain)):
        mine = []
        while position < len(figures) and figures[position].start < end:
            if figures[position].start >= start:
                mine.append(figures[position])
            position += 1
        sentence = _Sentence(plain, start, end, mine)
        years = sentence.years(carried if plain[start - 1 : start] == ";" else None)
        carried = years.last
        named = sentence.named() if mine else []
        hints = _hints(plain[start:end]) if named else _Hints(past=False, five=None)
        taken = []
        for each in named:
            found_year, told = years.at(each.figure.start)
            record = _record(text, paragraph, each, found_year, hints, number, told=told)
            taken.append((each.figure.lead, each.figure.end))
            if region and each.name.startswith(region) and len(each.name) > len(region) + 2:
                record = _with(record, name=each.name[len(region) :].lstrip("的"))
            records.append(record)
        if not paragraph.review:
            for thing in find_undertakings(plain, start, end, taken, heading=end <= heading_end):
                found_year, _ = years.at(thing.start + 12)
                place, stop = paragraph.start + thing.start, paragraph.start + thing.end
                records.append(
                    Record("", "milestone", thing.name, place, stop, text[place:stop], group=paragraph.group,
                           year=found_year or paragraph.year or base, clause=number)
                )  # fmt: skip
    records.sort(key=lambda record: record.start)
    return records


def _record(
    text: str, paragraph: Paragraph, each: _Named, found_year: int | None, hints: _Hints, number: int, *, told: bool
) -> Record:  # fmt: skip
    figure = each.figure
    unit = figure.unit.text if figure.unit is not None else None
    year = found_year if found_year is not None else paragraph.year
    actual = paragraph.review
    if not actual and told and found_year is not None and paragraph.year is not None and found_year < paragraph.year:
        actual = True
    actual = actual or hints.past
    comparator = "=" if actual else str(figure.comparator)
    if figure.high is not None and not actual:
        comparator = "range"
    kind = "slot" if figure.value is None else "actual" if actual else "target"
    yearly = "年均" in each.name or "每年" in plain_before(paragraph.text, each)
    if not told and figure.value is not None and hints.five is not None and not yearly:
        year = hints.five
    start, end = paragraph.start + each.start, paragraph.start + max(each.end, figure.end)
    return Record(
        "", kind, each.name, start, end, text[start:end], comparator, figure.value, figure.high, unit,
        year, _measure(each, paragraph), each.baseline, group=paragraph.group, clause=number, review=each.doubt,
        words=text[paragraph.start + figure.lead : paragraph.start + figure.end],
    )  # fmt: skip


def plain_before(text: str, each: _Named) -> str:
    """The words of the figure's own clause in front of it."""
    return text[max(each.start, each.figure.start - _LONGEST_CLAUSE) : each.figure.start]


def _measure(each: _Named, paragraph: Paragraph) -> str:
    figure = each.figure
    dimension = figure.unit.dimension if figure.unit is not None else "number"
    name = each.name
    if dimension in _RATIO or name.endswith(("率", "比重", "强度", "指数", "比例", "占比")):
        return "ratio"
    if any(word in name for word in ("人均", "每万", "万人", "生均", "户均", "每千", "每百", "平均")):
        return "ratio"
    words = plain_before(paragraph.text, each)
    if dimension in _MONEY:
        return "stock" if "余额" in name or "累计" in words else "flow"
    if "累计" in words or any(word in name.replace("规模以上", "") for word in _STATE):
        return "stock"
    if any(word in name for word in ("产量", "播种面积", "种植面积")) or dimension in {"mass", "energy"}:
        return "flow"
    opening = naming.without_lead(words, verbs=False)
    if opening.startswith(naming.VERBS):
        return "flow"
    return (
        "stock" if figure.explicit and any(word in words for word in ("达", "突破", "保持", "稳定", "超过")) else "flow"
    )


class _Years(NamedTuple):
    places: list[tuple[int, int]]
    carried: int | None
    last: int | None

    def at(self, place: int) -> tuple[int | None, bool]:
        """The year that holds at a place, and whether this sentence says it."""
        index = bisect_left(self.places, (place, 0))
        return (self.places[index - 1][1], True) if index else (self.carried, False)


@cache
def _break() -> re.Pattern[str]:
    return re.compile(r"[。;!?]|  +|\t+|\|")


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    place = 0
    for match in _break().finditer(text):
        if match.start() > place:
            spans.append((place, match.start()))
        place = match.end()
    if place < len(text):
        spans.append((place, len(text)))
    return spans


class _Sentence:
    """One sentence with its figures; hands out what each of them counts."""

    def __init__(self, text: str, start: int, end: int, figures: list[Figure]) -> None:
        self.text, self.start, self.end = text, start, end
        self.figures = figures
        self.commas = self._commas() if figures else []
        self.quoted = self._quotes() if figures else []

    def years(self, carried: int | None) -> _Years:
        """The years that the sentence names as dates, not as bases of comparison."""
        places = []
        for match in _re(_DEADLINE).finditer(self.text, self.start, self.end):
            before = self.text[max(self.start, match.start() - 1) : match.start()]
            after = self.text[match.end() : match.end() + 1]
            if (before and before in _BASES) or after in "至—-~" or (after == "的" and before not in "到至"):
                continue
            if not self._dated(match.start(), match.end()):
                continue
            places.append((match.start(), int(match.group(1))))
        last = places[-1][1] if places and self.text[places[-1][0] - 1] in "到至" else None
        return _Years(places, carried, last or carried)

    def _dated(self, start: int, end: int) -> bool:
        """Whether a year opens its clause or is a deadline (到2025年, 2020年底前), not part of a name."""
        text = self.text
        before = text[max(self.start, start - 1) : start]
        if not before or before in "到至于截前,:、(。在止“年月" or text[end : end + 1] in "底末前":
            return True
        opening = max(text.rfind(char, max(self.start, start - 8), start) for char in ",:。(")
        if opening < 0 and start - self.start > 8:
            return False
        return start - max(opening + 1, self.start) <= 4

    def _quotes(self) -> list[tuple[int, int]]:
        return [
            (match.start(), match.end())
            for match in _re("《[^《》]{0,80}》|“[^“”]{0,24}”").finditer(self.text, self.start, self.end)
        ]

    def _commas(self) -> list[int]:
        """Where clauses end; a comma inside quotes or brackets ends none."""
        places = []
        depth = 0
        for place in range(self.start, self.end):
            char = self.text[place]
            if char in "“《(":
                depth += 1
            elif char in "”》)":
                depth = max(0, depth - 1)
            elif char == ":" or (char == "," and (not depth or depth > 2)):
                places.append(place)
        return places

    def boundary_before(self, place: int) -> int:
        """Where the clause of a place begins."""
        index = bisect_left(self.commas, place)
        best = self.commas[index - 1] + 1 if index else self.start
        return max(best, place - _LONGEST_CLAUSE)

    def boundary_after(self, place: int) -> int:
        """Where the clause of a place ends."""
        index = bisect_left(self.commas, place)
        end = self.commas[index] if index < len(self.commas) else self.end
        return min(end, place + _LONGEST_CLAUSE)

    def named(self) -> list[_Named]:
        """Every figure of the sentence that counts something, with its name."""
        text = self.text
        figures = [figure for figure in self.figures if self._usable(figure)]
        figures = self._without_attributes(figures)
        found: list[_Named] = []
        index = 0
        subject = ""
        subjects: list[str] = []
        claimed = self.start
        while index < len(figures):
            figure = figures[index]
            left_start = max(self.boundary_before(figure.lead), claimed)
            left_start = max(left_start, figure.lead - _LONGEST_CLAUSE)
            left = _re("(?:提高|提升|增加|上调|调整|达)(?:到|至)?每人每[月年]$").sub("", text[left_start : figure.lead])
            run = self._run(figures, index, left)
            if run > 1:
                made = self._coordinated(left, left_start, figures[index : index + run], subjects)
                if made:
                    found += made
                    subjects += [each.base for each in made if each.base not in subjects]
                    subject, claimed = made[-1].base, figures[index + run - 1].end
                    index += run
                    continue
            if figure.each and (parts := self._shared(left, figure)):
                found += [
                    _Named(part + figure.move, part, figure, self._trim(left_start), figure.end) for part in parts
                ]
                subject, claimed = parts[-1], figure.end
                index += 1
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            baseline = None
            if (
                figure.comparator is not Comparator.RANGE
                and following is not None
                and self._from_to(left, figure, following)
            ):
                baseline = Baseline(figure.value or "", self._year_before(figure.start), "")
                figure, following = (
                    following._replace(rise_to=True),
                    figures[index + 2] if index + 2 < len(figures) else None,
                )
                index += 1
            made_one = self._single(left, left_start, figure, following, subject, found, baseline)
            index += 1
            claimed = figure.end
            if made_one is not None:
                found.append(made_one)
                claimed = max(figure.end, made_one.end)
                subject = made_one.base
                if subject not in subjects:
                    subjects.append(subject)
        return found

    def _trim(self, start: int) -> int:
        text = self.text
        while start < self.end and text[start] in " ,、和及与:":
            start += 1
        return start

    def _year_before(self, place: int) -> int | None:
        match = None
        for match in _re("((?:19|20)[0-9]{2})年").finditer(self.text, max(self.start, place - 12), place):
            pass
        return int(match.group(1)) if match else None

    def _usable(self, figure: Figure) -> bool:
        """Whether a number can be a figure to report at all."""
        text = self.text
        char = text[figure.start]
        before = text[figure.start - 1 : figure.start]
        index = bisect_left(self.quoted, (figure.start + 1, 0))
        if index and figure.start < self.quoted[index - 1][1]:
            return False
        if figure.form in {"rank", "direction"}:
            return False
        if figure.value is None:
            return True
        if char not in DIGITS:
            return (
                figure.explicit
                and figure.unit is not None
                and text[figure.end : figure.end + 1] in ",、。;和"
                and figure.unit.dimension.startswith("count")
            )
        if before and (before.isascii() and (before.isalpha() or before in "+-_/.") and figure.lead == figure.start):
            return False
        unit = figure.unit
        if unit is None:
            return (
                figure.explicit
                and text[figure.end : figure.end + 1] in {"", ",", "。", ";", "、"}
                and text[: figure.lead].endswith(("指数", "系数", "得分", "比", "率", "分值", "综合评分"))
            )
        if unit.dimension in _NO_TARGET or unit.text in _NO_UNITS or before in "第":
            return False
        people = _re("(?:[^,、。;0-9]{0,4}(?:人口|农民|群众|居民|劳动力|学生|老人))").match(text, figure.end)
        if (
            unit.dimension == "number"
            and not (people and figure.end == figure.stop)
            and (text[figure.end : figure.end + 1] not in {",", "。", ";", "、", ""} or not figure.explicit)
        ):
            return False
        if unit.dimension in _TIME_UNITS or unit.text == "年":
            limit = text[: figure.lead].endswith(("时间", "时限", "期限", "年限", "天数", "工期", "周期", "时长", "期"))
            return bool(figure.move or figure.rise_to or limit) and unit.text not in {"日", "月"}
        if (
            text[figure.end : figure.end + 1] == ":"
            or (before == ":"
            and figure.bare
            and figure.start - 2 >= 0
            and text[figure.start - 2] in DIGITS)
        ):
            return False
        return True

    def _without_attributes(self, figures: list[Figure]) -> list[Figure]:
        """Without figures that only describe what the next one counts (占地50亩以上住宅小区8个), and policy constants."""
        text = self.text
        kept = []
        for index, figure in enumerate(figures):
            following = figures[index + 1] if index + 1 < len(figures) else None
            end = self.boundary_after(figure.end)
            right = text[figure.end : min(end, figure.end + 60)]
            left = text[self.boundary_before(figure.lead) : figure.lead]
            behind = figure.end > figure.stop
            if following is not None and following.lead < end and following.lead >= figure.end:
                between = text[figure.end : following.lead]
                describing = (
                    between[:1] not in {"、", ",", "和", "及"}
                    and between[-1:] not in {"、", "和", "及"}
                    and (
                        (left.endswith(_ATTRIBUTE_VERBS)
                        and not left.endswith(("完成投资", "总投资")))
                        or (
                            behind
                            and figure.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}
                            and between[:1] != "的"
                            and not naming.ends_with_verb(left)
                        )
                    )
                )
                share = following.unit is not None and following.unit.dimension in _RATIO and figure.bare
                if share and "、" not in between and not naming.ends_with_verb(left) and len(between) > 3:
                    continue
                if describing or (between.startswith("的") and left.endswith(("上", "占地", "投资"))):
                    continue
                if "均" in following.each and "、" in left and figure.bare:
                    continue
            if (
                (any(word in right[:30] for word in _POLICY)
                and right[:1] in "的")
                or left.endswith(("给予", "补助", "奖励", "按照", "不低于", "处以"))
            ):
                continue
            if (
                right[:1] == "的"
                and figure.unit is not None
                and figure.unit.dimension in _RATIO
                and left.strip()
                and (left[0] == "对" or "凡" in left)
            ):
                continue
            if (
                figure.unit is not None
                and figure.unit.dimension in {"mass", "length", "power", "area"}
                and figure.bare
                and not left.endswith(("由", "从", "的"))
                and right[:1] not in {"", "、", "的", "("}
                and not naming.ends_with_verb(left)
                and left.strip()
                and not left.endswith(("建设",))
                and not right.startswith("以")
            ):
                continue
            if left.endswith(_ATTRIBUTE_VERBS[:4]) and right[:1] not in {"", "、"}:
                continue
            kept.append(figure)
        return kept

    def _run(self, figures: list[Figure], index: int, left: str) -> int:
        """How many figures 分别 joins from here on."""
        figure = figures[index]
        told = "分别" in figure.each or "分别" in left[-8:]
        listed = _re("[、和与及]").search(left) or (figure.move and not left.strip(" ,"))
        if not told and not (listed and figure.unit is not None):
            return 1
        count = 1
        while index + count < len(figures):
            between = self.text[figures[index + count - 1].end : figures[index + count].lead]
            if between.strip(" ") not in {"、", "和", "及", "与", ",", "以及"}:
                break
            if figures[index + count].lead != figures[index + count].start:
                break
            nearby = self.text[figures[index + count].end : figures[index + count].end + 1]
            if not told and (nearby not in ",。;、和(" or self._right(figures[index + count], None)):
                break
            count += 1
        return count

    def _coordinated(self, left: str, left_start: int, figures: list[Figure], subjects: list[str]) -> list[_Named]:
        words = left
        if "分别" in words[-8:]:
            words = words[: words.rfind("分别")]
        words = naming.without_tail(naming.without_lead(words))
        names = naming.split_names(words, len(figures)) if words else subjects[-len(figures) :]
        if len(names) != len(figures):
            return []
        first = figures[0]
        unit = figures[-1].unit
        made = []
        last = figures[-1]
        for name, figure in zip(names, figures, strict=True):
            own = figure._replace(unit=figure.unit or unit)
            if own.comparator is Comparator.AT_LEAST and last.comparator is not own.comparator and own.stop == own.end:
                own = own._replace(comparator=last.comparator)
            base = naming.without_lead(name) if name is not names[0] else name
            own = own._replace(explicit=first.explicit)
            made.append(_Named(base + first.move, base, own, self._trim(left_start), figures[-1].end))
        return made

    def _shared(self, left: str, figure: Figure) -> list[str]:
        """The indicators that 各 or 均 gives one figure each."""
        words = naming.without_tail(naming.without_lead(left))
        if figure.each[0] not in "各均" or not re.search("[、和及与]", words):
            return []
        tail = re.search(r"[0-9一二三四五六七八九十]{1,3}(?:个|大|类|家|项)([^、和及与0-9]{2,14})$", words)
        head = tail.group(1) if tail else ""
        parts = [part for part in re.split("[、和及与]", words[: tail.start()] if tail else words) if part]
        if len(parts) < 2:
            return []
        if head:
            return [part + head for part in parts]
        return naming.share_head(parts)

    def _from_to(self, left: str, figure: Figure, following: Figure) -> bool:
        """由2000年的25平方公里扩大到…: the first figure is where it started."""
        between = self.text[figure.end : following.start].strip()
        opening = _re("[由从](?:(?:19|20)[0-9]{2}年(?:底|末)?的?|原来的?|目前的?|上年的?)?$").search(left) is not None
        return opening and _re(_RISE).match(between) is not None

    def _single(
        self, left: str, left_start: int, figure: Figure, following: Figure | None, subject: str, found: list[_Named],
        baseline: Baseline | None,
    ) -> _Named | None:  # fmt: skip
        text = self.text
        start = self._trim(left_start)
        if baseline is not None:
            left = re.sub("[由从][^由从]{0,20}$", "", left)
            between = ""
        right = self._right(figure, following)
        words = naming.without_tail(left)
        verb = naming.ends_with_verb(words)
        stem = naming.without_lead(words)
        growth = bool(figure.move or figure.rise_to)
        if right and not growth:
            return self._behind(words, stem, verb, right, start, figure, following)
        if not stem or stem in naming.VERBS or (stem in {"支出", "比", "较"} and not figure.move):
            if figure.move and subject:
                return _Named(subject + figure.move, subject, figure, self._subject_start(found, start), figure.end)
            if not stem and subject and figure.lead - start <= 6:
                return _Named(subject, subject, figure, self._subject_start(found, start), figure.end)
        if not stem and not subject and figure.lead - left_start <= 6:
            stem = self._clause_before(left_start)
        if (
            not stem
            or stem in {"和", "与", "及", "年度", "全年"}
            or (_re("(?:计划|目标|任务|预算)数?的?$").search(stem)
            and (figure.unit is not None and figure.unit.dimension in _RATIO))
        ):
            return None
        if subject and stem in {"净增", "新增", "新建", "新认定", "净增加", "增"}:
            return _Named(subject, subject, figure, start, figure.end)
        if subject and stem in naming.ACTS and figure.unit is not None and figure.unit.countable:
            return _Named(subject + stem, subject, figure, start, figure.end)
        stem = _re("(?<=.{2})(?:净增|新增|新认定|净增加)$").sub("", stem)
        if subject and _re("[0-9.]+[百千万亿]*元(?:及)?以上$").fullmatch(stem):
            stem += _re("^[0-9]*[百千万亿]+元(?:及)?以上").sub("", subject)
        if stem in {"成交额", "合同额", "成交金额", "合同金额"} and subject.endswith("合同"):
            stem = naming.without_lead(subject.removeprefix("登记")) + stem
        counted = figure.unit is not None and (
            figure.unit.countable or figure.unit.dimension in _MONEY or not figure.explicit
        )
        if counted and not figure.move and not figure.explicit and not stem.endswith(("率", "比重", "强度", "额")):
            cut = naming.middle_cut(stem)
            if cut != stem:
                stem = naming.without_lead(cut)
        if "等" in stem and len(stem.rpartition("等")[2]) >= 4 and "、" in stem:
            stem = stem.rpartition("等")[2]
        if naming.is_level(stem) and found:
            stem += naming.bare_noun(found[-1].base)
        if subject and stem in {"总数", "总量", "总户数", "总人数", "总产值", "总规模", "总面积", "存量", "总额"}:
            stem = subject.removesuffix("数") + stem
        elif subject and stem.startswith("占") and len(stem) > 3:
            stem = subject + stem
        if (
            figure.move
            and (cut_base := _re("(?:比(?!例|重|率|值|较)|较|与)“?[^,比较与]{1,12}$").search(stem))
            and cut_base.start() > 3
        ):
            stem = stem[: cut_base.start()]
        if stem.startswith("是") and figure.unit is not None and figure.unit.dimension == "times":
            return None
        if len(stem) > 1 and stem[0] == "的":
            stem = stem[1:]
        if subject and _re("(?:比|较|高于|低于|快于|高出|好于)").match(stem):
            stem = subject + stem
        if len(stem) < 2 and not found:
            return None
        doubt = "名称较长，请核对" if len(stem) > 40 else ""
        name = stem if figure.rise_to else stem + figure.move
        return _Named(name, stem, figure, start, figure.end, doubt, baseline)

    def _clause_before(self, place: int) -> str:
        """The subject of a clause without a figure in front: 高新技术企业数量实现翻番，达到90家."""
        start = self.boundary_before(place - 1)
        clause = naming.without_lead(self.text[start : max(start, place - 1)])
        match = _re(
            "(.{3,30}?)(?:数量)?(?:实现|持续|稳步|不断|进一步|大幅|明显|显著|较快|快速|全面|稳定|再|成功|翻|倍增|比|较|偏低|偏小|不高|不足|较低)"
        ).match(clause)
        return match.group(1) if match else ""

    def _subject_start(self, found: list[_Named], start: int) -> int:
        return max(found[-1].start, start - _LONGEST_CLAUSE) if found else start

    def _right(self, figure: Figure, following: Figure | None) -> str:
        """The noun behind a figure: 1家以上的|企业创新联合体."""
        text = self.text
        end = self.boundary_after(figure.end)
        stop = end if following is None or following.lead >= end else following.lead
        words = text[figure.end : stop]
        if words[:1] in {"、", "和", "及", "或", "(", "", ",", "以"} and not words.startswith(("和美",)):
            return ""
        if following is not None and stop == following.lead:
            cut = max(words.rfind("、"), words.rfind("和") if len(words) - words.rfind("和") <= 3 else -1)
            after = words[cut + 1 :] if cut >= 0 else words
            if cut >= 0:
                words = words[:cut] if len(after) <= 24 else words
        words = words.removeprefix("的").strip()
        words = words.removeprefix("大关").removeprefix("关口").removeprefix("人民币")
        return words if len(words) >= 2 else ""

    def _behind(
        self, words: str, stem: str, verb: str, right: str, start: int, figure: Figure, following: Figure | None
    ) -> _Named | None:
        unit = figure.unit
        noun = re.split("、(?=[^、]{0,6}(?:新增|新建|建设|培育|完成|建成|打造|引进))", right)[0]
        if unit is not None and unit.dimension == "person":
            places = [place for word in _PEOPLE if (place := noun.find(word)) >= 2]
            noun = noun[: min(places)] if places else noun
        end = figure.end + len(self.text[figure.end : self.boundary_after(figure.end)].split(noun)[0]) + len(noun)
        opening = words.strip(" ,、:")
        if "为" in self.text[figure.lead : figure.start] and not opening.endswith(("目标", "标准")):
            verb, opening = "为", opening + "为"
        if (
            _re(r"(?:作用|试点|方案|行动|计划|续建[^,]*|加快发展|政策|攻坚战|改革|意见|措施|工作要求)$").search(noun)
            and unit is not None
            and (not verb or noun.endswith(("方案", "作用")) or unit.dimension in _MONEY)
        ):
            return None
        if (
            noun.startswith(("续建", "在建", "已建", "现有", "重点领域"))
            or ("生产线" in noun
            and unit is not None
            and not unit.countable)
        ):
            return None
        noun = _re("圆满.*$").sub("", noun) or noun
        if verb in {"推动", "组织", "为", "引导", "支持", "帮助", "启动"}:
            match = _re(
                "([^与]{0,6}?(?:企业|单位|机构|院所|农户|群众))(?:与.{0,60}?(?=联合|共同|合作))?(.{2,60})"
            ).fullmatch(noun)
            if match:
                stop = end if following is None else figure.end + match.end(1)
                act = match.group(2)
                name = act if act.endswith(match.group(1)) else act + match.group(1)
                return _Named(name, noun, figure, start, stop)
        if not opening or not stem:
            return _Named(noun, noun, figure, start, end)
        if figure.explicit and not verb and (opening.endswith(("达到", "超过", "率")) or figure.rise_to):
            return _Named(stem, stem, figure, start, figure.end)
        if unit is not None and unit.dimension in _RATIO and not verb:
            return _Named(stem + noun if len(stem) < 12 else stem, stem, figure, start, end)
        if (
            (opening.endswith(_CONTEXT_VERBS) or stem.startswith(("发挥", "依托", "围绕", "聚焦")))
            and not verb
            and not (
                opening.endswith("等")
                and any(v in opening for v in ("建成", "新开工", "打造", "培育", "新增", "壮大", "完成", "实现"))
            )
            and not opening.endswith("部署的")
        ):
            return None
        if verb:
            if verb in {"推动", "组织", "为", "引导", "支持", "帮助", "启动"}:
                return _Named(noun, noun, figure, start, end)
            if verb in {"推动", "支持", "引导", "帮助", "为"} and opening.endswith(("加快推动",)):
                return None
            before = naming.without_lead(opening[: -len(verb)]) if len(opening) > len(verb) else ""
            if verb in {"开展", "实施"} and noun.startswith(("重点产业", "行动")):
                return None
            return _Named(noun, noun, figure, start, end, "" if len(before) < 30 else "前文较长，请核对")
        if opening.endswith("的"):
            return _Named(noun, noun, figure, start, end)
        if opening.endswith("等") and "、" not in stem:
            return _Named(stem + noun, noun, figure, start, end)
        if opening.endswith(("等", "部署的")):
            return _Named(noun, noun, figure, start, end)
        cut = naming.without_lead(naming.middle_cut(stem))
        return _Named(cut + noun, noun, figure, start, end)
