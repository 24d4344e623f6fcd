"""Which of a department's forms of one period counts, and what changed between them (docs/judging.md §7, §14)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.answers import FINALITY, Restated, value_text
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Absence, DataState, Figure, FormReturn, TaskState
from sctarget.model.problem import Problem, make_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.model.source import Source

_TASK_WORDS = {
    TaskState.DONE: "已完成",
    TaskState.IN_PROGRESS: "推进中",
    TaskState.NOT_STARTED: "未启动",
    TaskState.TERMINATED: "已终止",
    TaskState.UNREPORTED: "未报送",
}
_STATE_WORDS: dict[DataState | None, str] = {DataState.ESTIMATE: "预计", DataState.FLASH: "快报"}
_TYPED = ("本期累计完成", "未达原因", "改进措施", "数据来源", "备注")
_LISTED_CELLS = 10
_NOT_OUT_YET, _BLANK = -1, -2


class Editions(NamedTuple):
    """The forms of one department for one period: those that count, those of earlier rounds, those of earlier figures.

    More than one that counts contradict each other, unless they say the same.  ``outdated`` stand from the least final
    (预计) to the most.
    """

    valid: list[FormReturn]
    replaced: list[FormReturn]
    outdated: list[FormReturn]


def editions_of(group: Sequence[FormReturn]) -> Editions:
    """The forms of a department that count, and those that a later round or more final figures replace.

    A corrected copy replaces the returns that it names and what says the same as they; a later round that names none
    replaces every earlier one.  Of the rest, a form replaces another when every row in which they differ is more final.
    """
    replaced: set[int] = set()
    for form in group:
        named = (form.supersedes or "").split()
        old = [other for other in group if other.round < form.round and (not named or other.sha256 in named)]
        for other in group:
            if other.round < form.round and any(other is each or not _differ(other, each) for each in old):
                replaced.add(id(other))
    newest = [form for form in group if id(form) not in replaced]
    outdated = [form for form in newest if any(_more_final(other, form) for other in newest)]
    outdated.sort(key=lambda form: sum(_finality(figure) for figure in form.figures))
    valid = [form for form in newest if not any(form is other for other in outdated)]
    valid.sort(key=lambda form: -form.round)
    return Editions(valid, [form for form in group if id(form) in replaced], outdated)


def valid_forms(group: Sequence[FormReturn]) -> list[FormReturn]:
    """The forms of a department for one period that count."""
    return editions_of(group).valid


def _differ(form: FormReturn, other: FormReturn) -> bool:
    keys = [figure.indicator for each in (form, other) for figure in each.figures]
    keys += [report.task for each in (form, other) for report in each.tasks]
    return bool(form_differences([form, other], {key: key for key in keys}))


def _more_final(form: FormReturn, other: FormReturn) -> bool:
    """Whether a form is a later edition: some state moved on (未出数, 预计, 快报, 最终), and no row went back."""
    new = {figure.indicator: figure for figure in form.figures}
    old = {figure.indicator: figure for figure in other.figures}
    if form.sha256 == other.sha256 or new.keys() != old.keys():
        return False
    moved = False
    for key, figure in new.items():
        before, now = _finality(old[key]), _finality(figure)
        same = (figure.value, figure.held) == (old[key].value, old[key].held)
        if now < before or (now == before and not same):
            return False
        moved = moved or _BLANK < before < now
    return moved


def _finality(figure: Figure) -> int:
    """How final an answer is; a blank is less than 未出数, both are less than any figure."""
    if figure.value is Absence.UNREPORTED:
        return _BLANK
    return _NOT_OUT_YET if figure.value is Absence.UNPUBLISHED else FINALITY[figure.state]


def form_differences(forms: Sequence[FormReturn], labels: dict[str, str]) -> dict[str, str]:
    """What forms of one department say differently, in words by id; empty when they say the same.

    ``labels`` are the names of all indicators and tasks by id.
    """
    if len({form.sha256 for form in forms}) == 1:
        return {}
    cells: dict[str, list[tuple[object, str]]] = {}
    for form in forms:
        said: dict[str, tuple[object, str]] = {
            figure.indicator: (
                (figure.value, figure.held, FINALITY[figure.state]),
                f"{_said_text(figure)}（{figure.source}）",
            )
            for figure in form.figures
        }
        said |= {
            report.task: (report.state, f"{_TASK_WORDS[report.state]}（{report.source}）") for report in form.tasks
        }
        for key in labels:
            cells.setdefault(key, []).append(said.get(key, (None, f"没有填（{form.file}）")))
    return {
        key: f"{labels[key]}：{'，'.join(text for _, text in answers)}"
        for key, answers in cells.items()
        if any(answer != answers[0][0] for answer, _ in answers)
    }


def listed(differing: dict[str, str]) -> str:
    """The first differences, and how many more there are."""
    more = len(differing) - _LISTED_CELLS
    return "；".join(list(differing.values())[:_LISTED_CELLS]) + (f"；另有{more}处" if more > 0 else "")


def changes(form: FormReturn, replaced: list[FormReturn], labels: dict[str, str]) -> list[Problem]:
    """One note per row in which a form differs from the newest return that it replaces, or from any of several."""
    newest = max((each.round for each in replaced), default=0)
    old = [(each.file, _said(each)) for each in replaced if each.round == newest]
    problems = []
    for key, (source, cells) in _said(form).items():
        before = [(file, said.get(key, (source, {}))[1]) for file, said in old]
        changed = "，".join(
            f"{caption}从{_before(before, caption)}改为{_quoted(text)}"
            for caption, text in cells.items()
            if any(text != said.get(caption, "") and (caption in said or not said) for _, said in before)
        )
        if changed:
            name = labels.get(key, key)
            problems.append(
                make_problem(
                    "figure_changed",
                    source,
                    read=source.raw,
                    department=form.department,
                    indicator=key,
                    name=name,
                    changes=changed,
                )
            )
    return problems


def restatements(form: FormReturn, outdated: list[FormReturn]) -> list[Restated]:
    """Row by row the figures that more final ones replaced, in the order in which they came."""
    found = []
    for figure in form.figures:
        line = [each for old in (*outdated, form) for each in old.figures if each.indicator == figure.indicator]
        steps = ((old, new) for old, new in pairwise(line) if (old.value, old.state) != (new.value, new.state))
        found += [Restated(old, new) for old, new in steps]
    return found


def restatement_notes(form: FormReturn, outdated: list[FormReturn], labels: dict[str, str]) -> list[Problem]:
    """One note per row: every figure that was reported, each with its state and its cell."""
    problems = []
    moved = dict.fromkeys(each.new.indicator for each in restatements(form, outdated))
    for key in moved:
        line = [each for old in (*outdated, form) for each in old.figures if each.indicator == key]
        chain = " → ".join(f"{_said_text(each)}（{_state(each)}，{each.source}）" for each in line)
        source = line[-1].source
        problems.append(
            make_problem(
                "figure_restated",
                source,
                read=source.raw,
                department=form.department,
                indicator=key,
                name=labels.get(key, key),
                period=form.period.chinese,
                chain=chain,
            )
        )
    return problems


def _state(figure: Figure) -> str:
    if not isinstance(figure.value, Decimal):
        return "没有数"
    return _STATE_WORDS.get(figure.state, "最终")


def _before(before: list[tuple[str, dict[str, str]]], caption: str) -> str:
    """What stood in the forms that are replaced, with their names where they do not say the same."""
    texts = [_quoted(said.get(caption)) for _, said in before]
    if len(set(texts)) == 1:
        return texts[0]
    return "、".join(f"{text}（{file}）" for text, (file, _) in zip(texts, before, strict=True))


def _quoted(text: str | None) -> str:
    return f"“{text}”" if text else "空白"


def _said(form: FormReturn) -> dict[str, tuple[Source, dict[str, str]]]:
    """What was typed in each row of a form, by id: the place of its figure, and caption → text."""
    said: dict[str, tuple[Source, dict[str, str]]] = {}
    for figure in form.figures:
        texts = _texts(figure.source.raw, figure.reason, figure.measures, figure.data_source, figure.remark)
        if isinstance(figure.value, Decimal):
            texts["数据状态"] = _STATE_WORDS.get(figure.state, "")
        said[figure.indicator] = figure.source, texts
    for report in form.tasks:
        texts = _texts(report.source.raw, report.reason, report.measures, report.evidence, report.remark)
        said[report.task] = report.source, texts
    return said


def _texts(*typed: str | None) -> dict[str, str]:
    return {caption: (text or "").strip() for caption, text in zip(_TYPED, typed, strict=True)}


def _said_text(figure: Figure) -> str:
    """What a figure says, also where it is held back, e.g. 13200（待核实）."""
    text = value_text(figure.value)
    return text if figure.held is None else f"{plain_text(figure.held)}（{text}）"
