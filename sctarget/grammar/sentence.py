"""One sentence: its clauses, its years, and what each of its figures counts.

分别, 各 and 均 take a sentence apart; a list may share its figures without them (A、B达3家、5家); 由…增加到…
has its start in front.  Everything else is named one by one (``subjects``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from sctarget.grammar import lexicon, naming
from sctarget.grammar.admission import describes, goes_on, is_granted, usable
from sctarget.grammar.asides import HIDDEN, quotes, within, without_asides
from sctarget.grammar.found import Baseline
from sctarget.grammar.rises import from_to, starts_only
from sctarget.grammar.rules import sets_rule
from sctarget.grammar.shared import PER_HEAD, TIMES, said_of_all, shared_by_each
from sctarget.grammar.subjects import SINCE, Named, Place, name_figure, predicate
from sctarget.model.quantity import Comparator

if TYPE_CHECKING:
    from sctarget.grammar.figures import Figure

LONGEST_CLAUSE = 300
"""Words farther away than this do not belong to a figure."""
_MOST_JOINED = 60
"""So many figures 分别 joins at most; a longer run is no sentence."""

_CLOSE = 6
_OPENING = 4
_DEEPEST = 2
_SHORT_CLAUSE = 16
_YEAR_REACH = 12
_LEAST_LABEL = 2
_LONGEST_LABEL = 40
_NO_LABELS = (
    "目标", "任务", "指标", "如下", "其中", "方面", "情况", "数据", "打算", "安排", "要求", "要点", "工作", "内容",
    "措施", "备注", "说明", "分工", "单位", "部门", "时间", "时限", "日期", "电话", "来源", "标准", "办法", "原则",
    "目标是", "为", "是", "了",
)  # fmt: skip
"""What stands in front of a colon and names no indicator."""
_LONGEST_BEFORE_NEXT = 24
_SUMS = ("总数", "总量", "数量", "总额")
"""What is said of the things in front of it, one by one: 总数分别达到4家、21家."""
_MILESTONE = "^的?[新大]?(?:大关|关口|台阶|门槛)"
"""What a figure passes; no noun: 突破10亿元大关, 迈上新台阶."""


@cache
def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _break() -> re.Pattern[str]:
    return re.compile(r"[。;!?]|  +|\t+|\|")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a plain paragraph begin and end."""
    spans = []
    place = 0
    for match in _break().finditer(text):
        if match.start() > place:
            spans.append((place, match.start()))
        place = match.end()
    if place < len(text):
        spans.append((place, len(text)))
    return spans


def _share_rises(last: Named, figure: Figure) -> bool:
    """Whether a change in points is one of the share named last: 占增加值的27%,提高2个百分点."""
    points = figure.unit is not None and figure.unit.dimension == "points"
    share = last.figure.unit is not None and last.figure.unit.dimension == "ratio" and not last.figure.move
    return points and share and last.name.startswith(last.base) and "占" in last.name[len(last.base) :]


class Sentence:
    """One sentence with its figures; hands out what each of them counts."""

    def __init__(self, text: str, start: int, end: int, figures: list[Figure], inherited: str = "") -> None:
        self.whole, self.start, self.end, self.inherited = text, start, end, inherited
        self.text, self.figures, self.asides = without_asides(text, start, end, figures)
        self.commas = self._commas() if figures else []
        self.quoted = quotes(self.text, start, end) if figures else []

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
            elif char == ":" or (char == "," and (not depth or depth > _DEEPEST)):
                places.append(place)
        return places

    def boundary_before(self, place: int) -> int:
        """Where the clause of a place begins."""
        index = bisect_left(self.commas, place)
        best = self.commas[index - 1] + 1 if index else self.start
        return max(best, place - LONGEST_CLAUSE)

    def boundary_after(self, place: int) -> int:
        """Where the clause of a place ends."""
        index = bisect_left(self.commas, place)
        end = self.commas[index] if index < len(self.commas) else self.end
        return min(end, place + LONGEST_CLAUSE)

    def named(self) -> list[Named]:
        """Every figure of the sentence that counts something, with its name."""
        found = self._outside()
        starts = [each.figure.start for each in found]
        for aside in self.asides:
            index = bisect_left(starts, aside.start)
            subject = found[index - 1].base if index else self.inherited
            inner = Sentence(self.whole, aside.start, aside.end, aside.figures, subject).named()
            found += [each for each in inner if each.name != subject]
        return found

    def _outside(self) -> list[Named]:
        text = self.text
        figures = self._reportable()
        found: list[Named] = []
        index = 0
        subjects: list[str] = []
        claimed = self.start
        while index < len(figures):
            figure = figures[index]
            left_start = max(self.boundary_before(figure.lead), claimed)
            left_start = max(left_start, figure.lead - LONGEST_CLAUSE)
            left = _re("(?:提高|提升|增加|上调|调整|达)(?:到|至)?每人(?:每[月年])?$").sub(
                "", text[left_start : figure.lead].replace(HIDDEN, "")
            )
            if label := self._label(left, left_start):
                left_start, left = label
            run = self._run(figures, index, left)
            if run > 1:
                made = self._coordinated(left, left_start, figures[index : index + run], subjects)
                if made:
                    found += made
                    subjects += [each.base for each in made if each.base not in subjects]
                    claimed = figures[index + run - 1].end
                    index += run
                    continue
            if parts := said_of_all(left, figure) or shared_by_each(left, figure):
                found += [Named(part + figure.move, part, figure, self._trim(left_start), figure.end) for part in parts]
                claimed = figure.end
                index += 1
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            baseline = None
            if (
                figure.comparator is not Comparator.RANGE
                and following is not None
                and from_to(text, left, figure, following)
            ):
                baseline = Baseline(figure.value or "", self._year_before(figure.start), "")
                figure, following = (
                    following._replace(rise_to=True),
                    figures[index + 2] if index + 2 < len(figures) else None,
                )
                index += 1
            if baseline is None and starts_only(text, left, figure):
                index += 1
                claimed = figure.end
                continue
            made_one = name_figure(figure, self._place(figure, following, left, left_start, found), baseline)
            index += 1
            claimed = figure.end
            if made_one is not None:
                found.append(made_one)
                claimed = max(figure.end, made_one.end)
                if made_one.base not in subjects:
                    subjects.append(made_one.base)
        return found

    def _label(self, left: str, left_start: int) -> tuple[int, str] | None:
        """Where the label in front of a figure begins, and its words: 发明专利申请:260件, 市级企业:新增30家."""
        between = left.strip(" ")
        said = naming.without_lead(between)
        if self.text[left_start - 1 : left_start] != ":" or (said and naming.ends_with_verb(between) != between):
            return None
        start = self.boundary_before(left_start - 1)
        words = self.text[start : left_start - 1].replace(HIDDEN, "").strip()
        name = naming.without_lead(words)
        if len(name) < _LEAST_LABEL or len(words) > _LONGEST_LABEL or name.endswith(_NO_LABELS):
            return None
        return start, words

    def _trim(self, start: int) -> int:
        text = self.text
        while start < self.end and text[start] in " ,、和及与:":
            start += 1
        return start

    def _year_before(self, place: int) -> int | None:
        years = _re("((?:19|20)[0-9]{2})年").findall(self.text, max(self.start, place - _YEAR_REACH), place)
        return int(years[-1]) if years else None

    def _with_units(self) -> list[Figure]:
        """The figures, those of a list with the unit of its last: 分别下降0.5和0.7个百分点."""
        made: list[Figure] = []
        for figure in reversed(self.figures):
            if made and figure.unit is None and figure.value is not None and made[-1].bare:
                between = self.text[figure.end : made[-1].start]
                if between in {"、", "和", "与", "及"} and (figure.each or figure.explicit or figure.move):
                    made.append(figure._replace(unit=made[-1].unit))
                    continue
            made.append(figure)
        return made[::-1]

    def _reportable(self) -> list[Figure]:
        """The figures without those in quotes, those that are none and those that only describe another."""
        figures = [
            figure
            for figure in self._with_units()
            if not within(self.quoted, figure.start) and usable(self.text, figure)
        ]
        figures = self._without_rules(figures)
        followers: list[Figure | None] = [*figures[1:], *([None] if figures else [])]
        kept: list[Figure] = []
        granted: Figure | None = None
        for figure, following in zip(figures, followers, strict=True):
            start, end = self.boundary_before(figure.lead), self.boundary_after(figure.end)
            if goes_on(self.text, granted, figure) or is_granted(self.text, figure, start, end):
                granted = figure
            elif not describes(self.text, figure, following, start, end):
                kept.append(figure)
        return kept

    def _without_rules(self, figures: list[Figure]) -> list[Figure]:
        """The figures without those that set a rule, and without what is listed behind one: 分别加5分、3分."""
        kept: list[Figure] = []
        last: Figure | None = None
        for figure in figures:
            listed = last is not None and figure.unit == last.unit and self.text[last.end : figure.start] in "、和,"
            start, end = self.boundary_before(figure.lead), self.boundary_after(figure.end)
            if listed or sets_rule(self.text, figure, start, end):
                last = figure
            else:
                kept.append(figure)
        return kept

    def _place(self, figure: Figure, following: Figure | None, left: str, left_start: int, found: list[Named]) -> Place:
        start = self._trim(left_start)
        right, behind = self._right(figure, following)
        if not right and following is not None and (shared := self._noun_of_next(figure, following, left)):
            right, behind = shared, figure.end
        subject = found[-1].base if found else self.inherited
        start_of = found[-1].base if found else ""
        if found and left.startswith("、") and (head := _re(PER_HEAD).match(start_of)):
            left = "、" + head.group() + left[1:] if figure.unit == found[-1].figure.unit else left
        if found and _share_rises(found[-1], figure):
            subject = found[-1].name
        if found and naming.is_level(naming.without_lead(left)):
            subject = next((each.base for each in reversed(found) if each.figure.unit == figure.unit), subject)
        bare = naming.without_tail(naming.without_lead(left))
        before = self._clause_before(left_start) if not bare.strip("由从") or bare in lexicon.PER_EACH else ""
        subject = "" if before and not found and self.inherited else subject
        return Place(
            left,
            right,
            start,
            max(found[-1].start, start - LONGEST_CLAUSE) if found else start,
            len(_re("(?:19|20)[0-9]{2}年[底末]?").sub("", left)) <= _CLOSE,
            subject,
            "" if subject else before,
            self.text[figure.lead : figure.start],
            behind,
            following is not None,
        )

    def _noun_of_next(self, figure: Figure, following: Figure, left: str) -> str:
        """The noun that two verbs share: 新增24个、提升10个A级景区村庄."""
        between = self.text[figure.end : following.start].lstrip("、和及,")
        verb = left.strip(" ,、:")
        same = figure.bare and figure.unit is not None and following.unit == figure.unit and bool(between)
        pair = figure.bare and following.bare and figure.end == following.start and figure.unit != following.unit
        if pair and figure.unit is not None and following.unit is not None and figure.unit.countable:
            return self._right(following, None)[0]
        acts = (naming.ends_with_verb(between) or following.move) == between and naming.ends_with_verb(verb) == verb
        return self._right(following, None)[0] if same and acts and verb else ""

    def _run(self, figures: list[Figure], index: int, left: str) -> int:
        """How many figures 分别 joins from here on."""
        figure = figures[index]
        told = "分别" in figure.each or "分别" in left[-8:] or left.lstrip(" ,、").startswith("分别")
        since = _re(f"[,、 ]*(?:{SINCE})?(?:净增|增加|新增)?").fullmatch(left) is not None
        listed = _re("[、和与及]").search(left) or ((figure.move or figure.total or left.strip(" ,")) and since)
        if not told and not (listed and figure.unit is not None):
            return 1
        count = 1
        while index + count < len(figures) and count < _MOST_JOINED:
            last, following = figures[index + count - 1], figures[index + count]
            each = _re("(?:[、和及与,]|以及)每人每[月年]").fullmatch(self.text, last.end, following.start)
            between = self.text[last.end : following.lead].strip(" ")
            if not each and (between not in {"、", "和", "及", "与", ",", "以及"} or following.lead != following.start):
                break
            nearby = self.text[figures[index + count].end : figures[index + count].end + 1]
            if not told and (nearby not in ",。;、和(" or self._right(figures[index + count], None)[0]):
                break
            count += 1
        return count

    def _coordinated(self, left: str, left_start: int, figures: list[Figure], subjects: list[str]) -> list[Named]:
        if (dated := self._in_turn(left, left_start, figures, subjects)) is not None:
            return dated
        words = left
        if "分别" in words[-8:]:
            words = words[: words.rfind("分别")]
        said = predicate(left.strip(" ,、").removeprefix("分别"), figures[0])
        if since := _re(f"[,、 ]*{SINCE}(?P<added>净增|增加|新增)?").fullmatch(left):
            said = since["added"] or ""
        words = naming.without_tail(words) if not (said or since) and naming.without_lead(words) else ""
        names = (
            naming.split_names(words, len(figures)) if words else [each + said for each in subjects[-len(figures) :]]
        )
        names = [naming.without_lead(name) for name in names]
        if (total := naming.without_lead(words)) in _SUMS and len(subjects) >= len(figures):
            names = [each.removesuffix("数") + total for each in subjects[-len(figures) :]]
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
            made.append(Named(base + first.move, base, own, self._trim(left_start), figures[-1].end))
        return made

    def _in_turn(self, left: str, left_start: int, figures: list[Figure], subjects: list[str]) -> list[Named] | None:
        """One indicator at several times: 2024年、2025年分别达到3家、5家; 一、二季度末分别完成….  None for others."""
        match = _re(TIMES).search(left)
        if match is None:
            return None
        times = naming.listed(match.group(1))
        if len(times) != len(figures):
            return None
        said = predicate(left[match.end() :].strip(" ,、"), figures[0])
        ahead = match["noun"] or left[: match.start()]
        subject = naming.without_tail(naming.without_lead(ahead)) or (subjects[-1] if subjects else "")
        subject = subject or (self._clause_before(left_start) or self.inherited)
        name = subject + said + figures[0].move
        last, start = figures[-1], self._trim(left_start)
        years = [_re("(?:19|20)[0-9]{2}").match(each) for each in times]
        return [
            Named(
                name, subject or name, figure._replace(unit=figure.unit or last.unit, explicit=figures[0].explicit),
                start, last.end, year=int(year.group()) if year is not None else None,
            )
            for figure, year in zip(figures, years, strict=True)
        ] if name else None  # fmt: skip

    def _clause_before(self, place: int) -> str:
        """The subject of a clause without a figure in front: 高新技术企业数量实现翻番，达到90家."""
        start = self.boundary_before(place - 1)
        clause = naming.without_lead(self.text[start : max(start, place - 1)])
        match = _re(
            "(.{3,30}?)(?:数量)?(?:实现|持续|稳步|不断|进一步|大幅|明显|显著|较快|快速|全面|稳定|再|成功|翻|倍增|突破|越过|连[跨上迈跃]|[迈跨跃登站][上过越]|比|较|"
            "偏低|偏小|不高|不足|较低)",
        ).match(clause)
        if match is None and clause.endswith(("项目", "工程")) and not any(char.isdigit() for char in clause):
            return clause
        if match is None and self.inherited and start == self.start:
            whole = len(clause) <= _SHORT_CLAUSE and not any(char.isdigit() for char in clause)
            return clause if whole and len(clause) > _OPENING else ""
        return match.group(1) if match else ""

    def _right(self, figure: Figure, following: Figure | None) -> tuple[str, int]:
        """The noun behind a figure, and where it ends: 1家以上的|企业创新联合体."""
        text = self.text
        end = self.boundary_after(figure.end)
        stop = end if following is None or following.lead >= end else following.lead
        words = text[figure.end : stop]
        if words[:1] in {"、", "和", "及", "或", "(", "", ",", "以", "并"} and not words.startswith(("和美", "并网")):
            return "", figure.end
        if words.startswith(("均已", "已", "全部已", "都已", "均投入", "户均", "人均", "平均每")):
            return "", figure.end
        if following is not None and stop == following.lead:
            cut = max(words.rfind("、"), words.rfind("和") if len(words) - words.rfind("和") <= len("和共计") else -1)
            after = words[cut + 1 :] if cut >= 0 else words
            if cut >= 0:
                words = words[:cut] if len(after) <= _LONGEST_BEFORE_NEXT else words
            elif match := _re("(?<=.{2})(?:实现|完成|拥有|吸纳|获得|争取)(?=.{2,}$)").search(words):
                words = words[: match.start()]
        if following is not None:
            words = _re("(?<=.{2})(?:以及|[与及])$").sub("", words)
        behind = figure.end + len(words.rstrip())
        words = words.replace(HIDDEN, "").removeprefix("的").strip()
        words = _re(_MILESTONE).sub("", words.removeprefix("人民币"))
        words = _re("^(?:可|则|即)?[得计记](?:满|[0-9]{1,3})分.*").sub("", words)
        return (words, behind) if len(words) > 1 else ("", figure.end)
