"""One cell of a form → a figure, an absence with its reason, or a problem, by the quantity grammar (docs/forms.md)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.grammar.errors import GrammarError
from sctarget.grammar.target import parse_cell
from sctarget.model.actual import Absence, DataState, TaskState
from sctarget.model.errors import UnitMismatchError
from sctarget.model.form import STATE_WORDS, TASK_WORDS
from sctarget.model.plan import Kind
from sctarget.model.problem import Problem, make_problem
from sctarget.model.quantity import TargetForm
from sctarget.model.units import convert, plain
from sctarget.readers.sheets import clean_number

if TYPE_CHECKING:
    from sctarget.grammar.target import CellReading
    from sctarget.model.plan import Indicator
    from sctarget.model.source import Source
    from sctarget.model.units import Unit
    from sctarget.readers.sheets import Cell

_NO_DATA = frozenset(
    [
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "－",
        "─",
        "~",
        "无",
        "无数据",
        "暂无",
        "暂无数据",
        "没有",
        "没有数据",
        "未统计",
        "暂未统计",
        "缺",
        "空",
        "空白",
        "none",
        "null",
        "nil",
    ]
)
_NOT_APPLICABLE = frozenset(["不涉及", "不适用", "n/a", "na", "无此项", "无此项工作", "无此业务"])
_UNPUBLISHED = frozenset(["未出数", "暂未出数", "尚未出数", "未公布", "尚未公布", "未发布", "未到统计期", "待公布"])
_FILLERS = frozenset(
    [
        "完成",
        "已完成",
        "达标",
        "已达标",
        "达到",
        "达到目标",
        "已达到",
        "超额完成",
        "已超额完成",
        "提前完成",
        "基本完成",
        "全部完成",
        "按计划推进",
        "持续推进",
        "完成目标",
        "已完成目标",
        "未完成",
        "未达标",
        "正常",
        "正常推进",
        "推进中",
        "见附件",
        "详见附件",
        "附后",
        "见备注",
        "详见备注",
        "见说明",
        "详见说明",
        "同上",
        "同左",
        "同前",
        "〃",
        '"',
        "″",
        "”",
        "有",
        "是",
        "否",
    ]
)
_STATE_SYNONYMS = {
    "预计数": "预计",
    "预估": "预计",
    "预估数": "预计",
    "快报数": "快报",
    "最终数": "最终",
    "年报": "最终",
    "正式数": "最终",
    "未公布": "未出数",
    "不适用": "不涉及",
}
_TASK_SYNONYMS = {
    "完成": "已完成",
    "已办结": "已完成",
    "办结": "已完成",
    "全部完成": "已完成",
    "进行中": "推进中",
    "正在推进": "推进中",
    "推进": "推进中",
    "正在进行": "推进中",
    "实施中": "推进中",
    "未开始": "未启动",
    "尚未启动": "未启动",
    "未开展": "未启动",
    "终止": "已终止",
    "取消": "已终止",
    "已取消": "已终止",
}
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_SCIENTIFIC = r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+|\d{16,}|[\dA-Z]{18}"
_DIGITS = r"\d+(?:[.,，]\d+)*"
_ODD_POINT = r"\D*\d+(?:[。,，·]\d+|\.\d+\.\d+)\D*"
_FULL_STOP = re.compile(r"(\d+)[。·](\d+\D*)")
_LONG_NUMBER = 16
_DAY = r"(?:\d{4}|\d\d)([-/.年])\d{1,2}([-/.月])\d{1,2}日?|\d{1,2}月\d{1,2}[日号]|\d{4}年\d{1,2}月"
_LONGEST = 120
_LARGEST = Decimal(10) ** 15
_LEGACY_PERCENT = Decimal(10)
_ABSURD_PERCENT = Decimal(10)
_QUALIFIES = r"\d|含|预计|预估"
_REMARK = r"不含|含(?!金量)|预计|预估"
_EXTERNAL = r"\[[^\]]+\]|\.xls|\.ods|\.et\b|file:"


class Place(NamedTuple):
    """Where a figure stands and whose it is; makes the problems of its cell."""

    source: Source
    department: str
    indicator: str
    name: str

    def problem(self, code: str, read: str, **facts: object) -> Problem:
        """A problem of this cell; long texts of people are shortened in its message."""
        return make_problem(
            code,
            self.source,
            read=read,
            department=self.department,
            indicator=self.indicator,
            **{"name": self.name, **{key: brief(fact) for key, fact in facts.items()}},
        )


class Answer(NamedTuple):
    """What a cell says: a value in the row's unit or an absence, and what had to be remarked.

    ``held`` is what a cell that cannot be used as it is seems to say, e.g. 15.6 for 15.6家.
    """

    value: Decimal | Absence
    provisional: bool = False
    state: DataState | None = None
    problems: tuple[Problem, ...] = ()
    held: Decimal | None = None


class Reported(NamedTuple):
    """What a task's cell says."""

    state: TaskState
    problems: tuple[Problem, ...] = ()


def brief(fact: object) -> object:
    """A fact for a message, cut where people wrote (or a formula is) more than helps."""
    return f"{fact[: _LONGEST - 1]}…" if isinstance(fact, str) and len(fact) > _LONGEST else fact


def explained(text: str) -> str | None:
    """What people wrote as a reason or measure; None where it is only a sign for nothing, e.g. ``无``, ``/``."""
    return None if not text or _says_nothing(text) else text


def _says_nothing(text: str) -> bool:
    word = squeeze(unicodedata.normalize("NFKC", text)).rstrip("。").lower()
    return word in _NO_DATA or squeeze(text) in _NO_DATA


def squeeze(text: str) -> str:
    """A text without white space and invisible characters, for comparing what people may have re-wrapped."""
    return text if not text or text.isalnum() else _INVISIBLE.sub("", text)


def read_answer(cell: Cell | None, state: str, indicator: Indicator, place: Place, *, formats_seen: bool) -> Answer:
    """The figure of 本期累计完成 together with 数据状态, e.g. a cell 1800万元 in an 亿元 row is 0.18."""
    word = squeeze(state)
    known = STATE_WORDS.get(_STATE_SYNONYMS.get(word, word))
    problems: tuple[Problem, ...] = ()
    if word and known is None:
        problems = (place.problem("state_unknown", state.strip()),)
    if cell is None or (cell.kind != "blank" and not squeeze(cell.text)):
        answer = _read_blank(known, indicator, place)
    else:
        answer = _read_filled(cell, indicator, place, formats_seen=formats_seen)
        if isinstance(answer.value, Decimal) and known in {"unpublished", "not_applicable"}:
            clash = place.problem("state_contradicts", cell.text.strip(), state=word)
            answer = Answer(Absence.TO_VERIFY, problems=(*answer.problems, clash), held=answer.value)
    stated = DataState(known) if known in {"estimate", "flash", "final"} else answer.state
    final = stated or (None if word else DataState.FINAL)
    provisional = answer.provisional or bool(problems) or final is DataState.ESTIMATE or final is DataState.FLASH
    figure = isinstance(answer.value, Decimal)
    said = (*problems, *answer.problems)
    kept = final if figure or answer.value is Absence.TO_VERIFY else None
    return Answer(answer.value, figure and provisional, kept, said, answer.held)


def read_task(cell: Cell | None, place: Place) -> Reported:
    """The drop-down of a task, e.g. 进行中 is read as 推进中."""
    text = squeeze(cell.text) if cell is not None else ""
    if cell is not None and cell.kind == "blank":
        return Reported(TaskState.UNREPORTED, (place.problem("formula_uncalculated", "", formula=cell.formula),))
    if not text:
        return Reported(TaskState.UNREPORTED, (place.problem("task_blank", ""),))
    if (known := TASK_WORDS.get(text)) is not None:
        return Reported(TaskState(known))
    if (word := _TASK_SYNONYMS.get(text)) is not None:
        return Reported(TaskState(TASK_WORDS[word]), (place.problem("task_word", text, word=word),))
    return Reported(TaskState.UNREPORTED, (place.problem("task_unknown", text),))


def read_quietly(cell: Cell | None, indicator: Indicator, place: Place) -> Decimal | None:
    """The figure of 上年同期, None where it is no exact figure."""
    if cell is None or not squeeze(cell.text):
        return None
    value = _read_filled(cell, indicator, place, formats_seen=True).value
    return value if isinstance(value, Decimal) else None


def read_note(text: str, place: Place) -> Problem:
    """A cell note as a problem; a warning where it may change what the figure means."""
    return place.problem("cell_note_figure" if re.search(_QUALIFIES, text) else "cell_note", " ".join(text.split()))


def read_remark(text: str, place: Place) -> tuple[Problem, ...]:
    """A warning where 备注 says what is in the figure or that it is expected only, e.g. 含上年结转3家."""
    return (place.problem("remark_qualifies", text),) if re.search(_REMARK, text) else ()


def _read_blank(state: str | None, indicator: Indicator, place: Place) -> Answer:
    if state == "unpublished":
        return Answer(Absence.UNPUBLISHED)
    if state == "not_applicable":
        return _not_applicable("不涉及", indicator, place)
    if indicator.computed:
        return Answer(Absence.UNREPORTED)
    return Answer(Absence.UNREPORTED, problems=(place.problem("cell_blank", ""),))


def _not_applicable(read: str, indicator: Indicator, place: Place) -> Answer:
    if indicator.target is None:
        return Answer(Absence.NOT_APPLICABLE, problems=(place.problem("cell_not_applicable_monitored", read),))
    return Answer(Absence.TO_VERIFY, problems=(place.problem("cell_not_applicable", read),))


def _refuse(code: str, read: str, place: Place, held: Decimal | None = None, **facts: object) -> Answer:
    """A cell that waits for a person, with the value that it seems to hold where one can be told."""
    return Answer(Absence.TO_VERIFY, problems=(place.problem(code, read, **facts),), held=held)


def _read_filled(cell: Cell, indicator: Indicator, place: Place, *, formats_seen: bool) -> Answer:  # noqa: PLR0911  (one line per sort of answer)
    read = cell.text.strip()
    if cell.kind == "blank":
        return _refuse("formula_uncalculated", read, place, formula=f"={cell.formula}")
    if cell.kind == "error":
        return _refuse("cell_error", read, place)
    if cell.kind == "bool":
        return _refuse("cell_boolean", read, place)
    if cell.kind == "date":
        return _refuse("cell_date", read, place)
    if cell.struck:
        return _refuse("cell_struck", read, place, cell.value if isinstance(cell.value, Decimal) else None)
    if isinstance(cell.value, Decimal):
        answer = _read_number(cell, cell.value, indicator, place, formats_seen=formats_seen)
    else:
        answer = _read_text(cell.text, indicator, place)
    if cell.formula is None:
        return answer
    external = bool(re.search(_EXTERNAL, cell.formula, flags=re.IGNORECASE))
    formula = place.problem("formula_external" if external else "formula_used", read, formula=f"={cell.formula}")
    return answer._replace(provisional=answer.provisional or external, problems=(*answer.problems, formula))


def _read_number(cell: Cell, value: Decimal, indicator: Indicator, place: Place, *, formats_seen: bool) -> Answer:  # noqa: PLR0911  (one line per sort of answer)
    read, unit = cell.text, indicator.unit
    if abs(value) >= _LARGEST:
        return _refuse("cell_scientific", read, place)
    if cell.percent:
        if unit.text != "%":
            return _refuse("percent_in_other_unit", read, place, unit=unit)
        if _percent_format_doubtful(value, indicator):
            return _refuse("percent_format_wrong", read, place, value, value=value)
        shown = plain((value * 100).normalize())
        what = place.problem("cell_normalised", read, value=shown, unit=unit, what="百分比格式")
        return _checked(shown, read, indicator, place, (what,))
    if _percent_or_fraction(value, indicator):
        hundredfold = plain((value * 100).normalize())
        return _refuse("percent_or_fraction", read, place, value, value=value, times100=hundredfold)
    if not formats_seen and unit.text == "%" and 0 < abs(value) <= _LEGACY_PERCENT:
        unseen = place.problem("percent_format_unseen", read)
        return _checked(value, read, indicator, place, (unseen,))._replace(provisional=True)
    cleaned: tuple[Problem, ...] = ()
    if read != str(value):
        cleaned = (place.problem("cell_normalised", read, value=value, unit=unit, what="取15位有效数字"),)
    return _checked(value, read, indicator, place, cleaned)


def _percent_format_doubtful(value: Decimal, indicator: Indicator) -> bool:
    """40 shown as 4000 %, or 1.5 shown as 150 % where the target is 1.8 %."""
    if abs(value) >= _ABSURD_PERCENT:
        return True
    target = _aim(indicator)
    if not target or not value:
        return False
    nearness = abs(value / target)
    return Decimal("0.1") < nearness < 10 and abs(value * 100 / target) > 10  # noqa: PLR2004  (ten times either way)


def _percent_or_fraction(value: Decimal, indicator: Indicator) -> bool:
    if indicator.unit.text != "%" or not 0 < value <= 1:
        return False
    target, baseline = indicator.target, indicator.baseline
    references = (
        _aim(indicator),
        target.high if target else None,
        baseline.value.value if baseline else None,
    )
    return any(reference is not None and reference > 1 for reference in references)


def _read_text(text: str, indicator: Indicator, place: Place) -> Answer:  # noqa: PLR0911  (one line per sort of answer)
    read = text.strip()
    word = squeeze(unicodedata.normalize("NFKC", text)).rstrip("。").lower()
    if _says_nothing(text):
        return Answer(Absence.UNREPORTED, problems=(place.problem("cell_no_data", read),))
    if word in _NOT_APPLICABLE:
        return _not_applicable(read, indicator, place)
    if word in _UNPUBLISHED:
        return Answer(Absence.UNPUBLISHED, problems=(place.problem("cell_unpublished", read),))
    if word in _FILLERS:
        return _refuse("cell_word", read, place)
    if word.startswith("#") and word.endswith(("!", "?", "/a")):
        return _refuse("cell_error", read, place)
    if re.fullmatch(_SCIENTIFIC, word.upper()):
        return _refuse("cell_scientific", read, place, _written_out(word))
    try:
        reading = parse_cell(text, indicator.unit)
    except GrammarError:
        return _refuse(_unreadable(word, text), read, place, _with_point(word, indicator))
    if reading.high is not None:
        return _refuse("cell_range", read, place)
    return _read_reading(reading, read, indicator, place)


def _written_out(word: str) -> Decimal | None:
    """The number that scientific notation stands for, e.g. 120000000 for ``1.2e+08``; None for codes."""
    return clean_number(word) if "e" in word and len(word) < _LONG_NUMBER else None


def _with_point(word: str, indicator: Indicator) -> Decimal | None:
    """The number with a wrong point put right, e.g. 1.17 for ``1。17`` or ``1·17亿元``, None where that is none."""
    if _FULL_STOP.fullmatch(word) is None:
        return None
    try:
        reading = parse_cell(_FULL_STOP.sub(r"\1.\2", word), indicator.unit)
        return convert(reading.quantity.value, reading.quantity.unit, indicator.unit)
    except (GrammarError, UnitMismatchError):
        return None


def _unreadable(word: str, text: str) -> str:
    """The code for a text that is not one figure, e.g. ``1。17``, ``2023.12.5``, ``①``, ``3+2``, ``16个左右吧``."""
    if re.fullmatch(_DAY, word):
        return "cell_date"
    if re.fullmatch(_ODD_POINT, word):
        return "cell_punctuation"
    if any(unicodedata.category(character) == "No" for character in text):
        return "cell_not_number"
    return "cell_several" if len(re.findall(_DIGITS, word)) > 1 else "cell_not_number"


def _read_reading(reading: CellReading, read: str, indicator: Indicator, place: Place) -> Answer:
    unit, stated = indicator.unit, reading.quantity.unit
    value = reading.quantity.value
    problems: list[Problem] = []
    provisional = reading.provisional
    if reading.unit_stated and stated != unit:
        also = next((each for each in indicator.unit_also if stated.same_dimension(each)), None)
        same = unit if stated.same_dimension(unit) else also
        if stated == also:
            problems.append(place.problem("unit_accepted", read, value=value, unit=unit, stated=stated))
        elif stated.text != unit.text and (stated.percent or unit.percent or stated.dimension == "times"):
            held = convert(value, stated, unit) if stated.same_dimension(unit) else None
            if {stated.dimension, unit.dimension} == {"ratio", "points"}:
                held = value
            return _refuse("unit_confusable", read, place, held, unit=unit, stated=stated)
        elif same is not None:
            try:
                value = convert(value, stated, same)
            except UnitMismatchError:
                return _refuse("unit_inexact", read, place, unit=unit)
            problems.append(place.problem("unit_converted", read, value=value, unit=unit))
        else:
            problems.append(place.problem("unit_differs", read, value=value, unit=unit, stated=stated))
            provisional = True
    if not reading.unit_stated and _percent_or_fraction(value, indicator):
        hundredfold = plain((value * 100).normalize())
        return _refuse("percent_or_fraction", read, place, value, value=value, times100=hundredfold)
    if reading.comparator is not None or reading.approximate:
        problems.append(place.problem("cell_not_exact", read, value=value, unit=unit))
    problems += _normalised(reading, read, value, unit, place, told=bool(problems))
    answer = _checked(value, read, indicator, place, tuple(problems))
    provisional = provisional or reading.comparator is not None or reading.approximate
    estimate = DataState.ESTIMATE if reading.provisional else None
    return answer._replace(provisional=answer.provisional or provisional, state=estimate)


def _normalised(
    reading: CellReading, read: str, value: Decimal, unit: Unit, place: Place, *, told: bool
) -> list[Problem]:
    """What was put right; nothing more where a weightier problem has ``told`` how the cell was read."""
    facts = {"value": value, "unit": unit}
    found = [place.problem("cell_estimate", read, **facts)] if reading.provisional else []
    rest = [what for what in reading.normalised if what != "中文数字"]
    if len(rest) < len(reading.normalised):
        found.append(place.problem("cell_chinese_number", read, **facts))
    if not found and not told:
        found.append(place.problem("cell_normalised", read, what="、".join(rest) or "文本形式的数字", **facts))
    return found


def _checked(value: Decimal, read: str, indicator: Indicator, place: Place, problems: tuple[Problem, ...]) -> Answer:
    """The value unless its sign or its decimals cannot be."""
    unit, target = indicator.unit, indicator.target
    if value < 0:
        amount = unit.countable or unit.dimension.startswith("count:") or unit.dimension == "person"
        if amount or (unit.dimension == "money" and not indicator.kind.level):
            return _refuse("cell_negative", read, place)
        if target is None or target.form is not TargetForm.GROWTH:
            unusual = place.problem("cell_negative_unusual", read)
            return Answer(value, provisional=True, problems=(*problems, unusual))
    if (
        unit.countable
        and value != value.to_integral_value()
        and indicator.kind not in {Kind.RATIO, Kind.INDEX}
        and not _target_has_decimals(indicator)
    ):
        return _refuse("cell_decimals", read, place, value, unit=unit)
    return Answer(value, problems=problems)


def _target_has_decimals(indicator: Indicator) -> bool:
    value = _aim(indicator)
    return value is not None and value != value.to_integral_value()


def _aim(indicator: Indicator) -> Decimal | None:
    """The figure of the target where it is one of the row: not the 28 of 增长28% in a row of 件."""
    target = indicator.target
    if target is None or (target.relative and target.unit != indicator.unit):
        return None
    return target.value
