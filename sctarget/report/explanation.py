"""How one verdict came about: target, cells, what was done with them, arithmetic, rule (docs/judging.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.demanded import demanded_notes
from sctarget.evaluate.pace import several_years
from sctarget.evaluate.rounding import plain_text
from sctarget.grammar.wording import format_target
from sctarget.model.actual import Absence
from sctarget.model.plan import Kind, Span
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.report.arithmetic import SYMBOLS, arithmetic_lines, milestone_lines, pace_lines
from sctarget.report.figures import (
    baseline_words,
    chinese_date,
    completion_words,
    figure,
    gap_words,
    place,
    row_quantity,
    target_bounds,
    target_words,
    with_unit,
)
from sctarget.report.outlook import outlook_lines
from sctarget.report.phrases import one_line, rules_sentence
from sctarget.report.verdict_rules import rule_lines, task_rule
from sctarget.report.words import KIND_WORDS, STATE_WORDS, TASK_WORDS, status_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.derived import Computed
    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.actual import Figure, FormReturn, Verified
    from sctarget.model.period import Period
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.problem import Problem
    from sctarget.model.quantity import Target
    from sctarget.model.source import Source

_ABSENCES = {
    Absence.UNREPORTED: "未报送",
    Absence.UNPUBLISHED: "未出数",
    Absence.NOT_APPLICABLE: "不涉及",
    Absence.TO_VERIFY: "待核实，没有采用",
}
_DIRECTIONS = {
    Comparator.ABOVE: "高于",
    Comparator.AT_LEAST: "不低于",
    Comparator.BELOW: "低于",
    Comparator.AT_MOST: "不高于",
}
_SPANS = {Span.YEAR: "目标年份的当年数", Span.PLAN: "计划开始以来的累计数", Span.EACH_YEAR: "每年都要达到"}


class Section(NamedTuple):
    """One part of an explanation, e.g. 目标, with its lines."""

    title: str
    lines: tuple[str, ...]


class Explanation(NamedTuple):
    """How a verdict came about, part by part, ready for print."""

    title: str
    sections: tuple[Section, ...]


def explain_indicator(verdict: Verdict, evaluation: Evaluation, returns: Iterable[FormReturn] = ()) -> Explanation:
    """Everything behind the verdict on one indicator; ``returns`` are all forms that were read, used or not."""
    indicator = verdict.indicator
    figures = [each for form in returns for each in form.figures if each.indicator == indicator.id]
    rules = [] if verdict.gap is None else [rules_sentence(evaluation.plan.rules)]
    parts = {
        "结论": _conclusion(verdict, evaluation),
        "目标": _target(verdict, evaluation.plan),
        "实际数": _cells(verdict, evaluation, figures),
        "读数时的处理": _handling(indicator, evaluation.problems),
        "计算": arithmetic_lines(verdict, evaluation),
        "序时进度": pace_lines(verdict, evaluation),
        "阶段目标": milestone_lines(verdict, evaluation),
        "预计与所需速度": outlook_lines(verdict, evaluation.plan),
        "依据": [*rule_lines(verdict, evaluation), *rules],
        "计分": _score(indicator, evaluation),
        "说明": _notes(verdict),
    }
    return Explanation(f"{indicator.label}（{indicator.id}）", _sections(parts))


def explain_task(verdict: TaskVerdict, evaluation: Evaluation, returns: Iterable[FormReturn] = ()) -> Explanation:
    """Everything behind the verdict on one task."""
    task = verdict.task
    reports = [each for form in returns for each in form.tasks if each.task == task.id]
    used = [each.source for each in verdict.reports]
    cells = []
    for each in verdict.reports:
        cells += _cell(each.department, each.period, each.source, f"读作{TASK_WORDS[each.state]}")
        said = (("未达原因", each.reason), ("改进措施", each.measures), ("佐证", each.evidence), ("备注", each.remark))
        cells += [f"  {name}：{one_line(text)}" for name, text in said if text]
    others = [
        f"{_unused(each.period, evaluation)}：{each.period.chinese} {each.department} {TASK_WORDS[each.state]}"
        f"（{place(each.source)}）"
        for each in reports
        if each.source not in used
    ]
    overdue = "，逾期" if verdict.overdue else ""
    parts = {
        "结论": [f"截至{chinese_date(evaluation.as_of)}：{TASK_WORDS[verdict.status]}{overdue}"],
        "任务": [f"完成时限：{chinese_date(task.due)}", *_owners(task), *_places(task)],
        "报来的情况": [*(cells or ["没有收到当期的填报"]), *others],
        "读数时的处理": _handling(task, evaluation.problems),
        "依据": task_rule(verdict, evaluation),
        "计分": _score(task, evaluation),
    }
    return Explanation(f"{task.name}（{task.id}，任务）", _sections(parts))


def _score(item: Indicator | Task, evaluation: Evaluation) -> list[str]:
    if evaluation.scores is None:
        return []
    from sctarget.report.score_explanation import score_lines

    return score_lines(item, evaluation)


def _sections(parts: dict[str, list[str]]) -> tuple[Section, ...]:
    return tuple(Section(title, tuple(lines)) for title, lines in parts.items() if lines)


def _conclusion(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    actual, rules = verdict.actual, evaluation.plan.rules
    period = "" if evaluation.period is None else f"（报告期{evaluation.period.chinese}）"
    lines = [f"截至{chinese_date(evaluation.as_of)}{period}：{status_words(verdict)}"]
    if actual is not None:
        bounds = [each for each in target_bounds(verdict.indicator) if each is not None]
        said = [f"实际{with_unit(figure(actual.value, rules, bounds), verdict.indicator.unit)}"]
        if verdict.completion is not None:
            said.append(f"完成率{completion_words(verdict, rules)}")
        if words := gap_words(verdict, rules):
            said.append(words)
        lines.append("，".join(said))
    if verdict.provisional and actual is not None:
        word = STATE_WORDS.get(actual.state, "") if actual.state else ""
        why = f"数据状态是{word}" if word in {"预计", "快报"} else "带警告采用，还没有人确认"
        lines.append(f"这是暂定数：{why}（docs/judging.md 第7.7条）")
    return lines


def _target(verdict: Verdict, plan: Plan) -> list[str]:
    indicator = verdict.indicator
    lines = [*_demand_lines(verdict), *_places(indicator), _traits(indicator, plan)]
    if indicator.definition:
        lines.append(f"口径：{one_line(indicator.definition)}")
    if indicator.baseline is not None:
        baseline = indicator.baseline
        was = f"{plain_text(baseline.value.value)}{baseline.value.unit}"
        now = with_unit(plain_text(row_quantity(baseline.value, indicator)), indicator.unit)
        lines.append(f"基期：{baseline_words(indicator)}{f'，由{was}换算' if was != now and was[-1:] else ''}")
    if indicator.data_year:
        lines.append(f"数据年份：N年填报的是N{indicator.data_year}年的数")
    if indicator.formula is not None:
        lines.append(f"公式：{one_line(indicator.formula.text)}")
    return [*lines, *_parts_lines(indicator, plan), *_owners(indicator)]


def _demand_lines(verdict: Verdict) -> list[str]:
    """The words of the target, how they are read, what follows from them."""
    indicator, demanded = verdict.indicator, verdict.demanded
    target = indicator.target
    lines = [f"原文：{indicator.target_text or target_words(indicator) or '没有目标（监测指标）'}"]
    if target is not None:
        lines.append(f"读作：{_parsed(demanded.stated if demanded and demanded.stated else target)}")
        lines += demanded_notes(demanded) if demanded else []
        if demanded and demanded.derivation and target.form is not TargetForm.GROWTH:
            lines.append(f"要求：{_parsed(target)}")
        low, high = target_bounds(indicator)
        if target.unit != indicator.unit and target.unit.text and target.form is TargetForm.LEVEL:
            pairs = ((target.value, low), (target.high, high))
            lines += [
                f"换算：{plain_text(was)}{target.unit} = {plain_text(now)}{indicator.unit}"
                for was, now in pairs
                if was is not None and now is not None
            ]
    return lines


def _traits(indicator: Indicator, plan: Plan) -> str:
    traits = [f"类型：{KIND_WORDS[indicator.kind]}"]
    if indicator.kind is Kind.FLOW and several_years(plan):
        traits.append(_SPANS[indicator.span])
    if indicator.binding:
        traits.append("约束性指标")
    if indicator.hold:
        traits.append("保持类，每个日期都要站得住")
    traits.append(f"期限{chinese_date(indicator.by or indicator.due)}")
    return "，".join(traits)


def _parts_lines(indicator: Indicator, plan: Plan) -> list[str]:
    """The parts of a whole, with what their targets come to where that is less than its own."""
    if not indicator.parts:
        return []
    from sctarget.model.parts import goal_of, parts_goal

    parts = [each for each in plan.indicators if each.id in indicator.parts]
    lines = [f"其中项：{'、'.join(each.label for each in parts)}"]
    asked, together = goal_of(indicator), parts_goal(indicator, parts)
    if asked is not None and together is not None and together < asked:
        both = f"{plain_text(together)}{indicator.unit}，总目标{plain_text(asked)}{indicator.unit}"
        lines.append(f"其中项的目标合计{both}，另有没列出的部分（docs/judging.md 第10.5条）")
    return lines


def _parsed(target: Target) -> str:
    """A target as the grammar understood it, with the sign that is used in comparing."""
    if target.form is TargetForm.DIRECTION and target.value is not None:
        return f"{_DIRECTIONS.get(target.comparator, '持平于')}{with_unit(plain_text(target.value), target.unit)}"
    words = format_target(target)
    marks = []
    if target.form is TargetForm.LEVEL:
        if target.comparator is Comparator.RANGE:
            marks.append("两端都含")
        else:
            bound = "不含本数" if target.comparator in {Comparator.ABOVE, Comparator.BELOW} else "含本数"
            marks.append(f"{SYMBOLS[target.comparator]}，{bound}")
    if target.stretch:
        marks.append("力争")
    if target.approximate:
        marks.append("约数")
    return f"{words}（{'；'.join(marks)}）" if marks else words


def _places(item: Indicator | Task) -> list[str]:
    lines = [f"文件里的位置：{one_line('、'.join(item.at))}"] if item.at else []
    if item.quote:
        lines.append(f"引文：“{one_line(item.quote)}”")
    return [*lines, f"计划文件：{place(item.source)}"]


def _owners(item: Indicator | Task) -> list[str]:
    known = (("牵头", item.lead), ("配合", item.support), ("报送", item.reporters))
    named = [f"{word}：{'、'.join(names)}" for word, names in known if names]
    return ["；".join(named)] if named else []


def _cells(verdict: Verdict, evaluation: Evaluation, figures: list[Figure]) -> list[str]:
    """Every cell that the figure rests on, then those that were not used."""
    indicator, computed = verdict.indicator, verdict.computed
    said = {each.source: each for each in figures}
    verifying = {each.source: each for each in verdict.verified}
    lines = _computed_lines(computed) if computed else []
    own = () if computed and (computed.used or verdict.actual is None) else verdict.sources
    for department, source in own:
        figure = said.get(source)
        if (verified := verifying.get(source)) is not None:
            lines += _verified_cell(verified, indicator)
        elif figure is None:
            lines += _cell(department, None, source, "")
        else:
            lines += _cell(department, figure.period, source, _reading(figure, indicator))
    if verdict.actual is not None and len(verdict.actual.sources) > 1 and own:
        total = with_unit(plain_text(verdict.actual.value), indicator.unit)
        lines.append(f"以上合成一个数：{total}（docs/judging.md 第{'14.2' if indicator.by_period else '7.5'}条）")
    used = {source for _, source in verdict.sources} | {each.origin for each in verdict.verified}
    blank = indicator.computed and Absence.UNREPORTED
    others = [each for each in figures if each.source not in used and each.value is not blank]
    others.sort(key=lambda each: each.period.end, reverse=True)
    lines += [
        f"{_unused(each.period, evaluation)}：{each.period.chinese} {each.department}，{_reading(each, indicator)}"
        f"（{place(each.source)}）"
        for each in others
    ]
    now = evaluation.period
    if not verdict.sources and not any(now is not None and each.period.end == now.end for each in others):
        waiting = [name for name in indicator.reporters if name in evaluation.missing]
        lines.insert(0, f"没有收到{'、'.join(waiting)}当期的填报表" if waiting else "没有当期的数")
    return lines


def _verified_cell(verified: Verified, indicator: Indicator) -> list[str]:
    """A verified figure with its cell, then the self-report that it takes the place of."""
    value = with_unit(plain_text(verified.value), indicator.unit)
    lines = _cell(f"{verified.department}核定", None, verified.source, f"读作{value}，以此为准")
    if verified.origin is None:
        return [*lines, f"{verified.reporter}没有报送"]
    was = "" if verified.reported is None else f"自报{with_unit(plain_text(verified.reported), indicator.unit)}"
    lines += _cell(f"{verified.reporter}自报", None, verified.origin, was or "没有自报数")
    if verified.difference:
        change = plain_text(verified.difference)
        lines.append(f"核定数 − 自报数 = {'+' if verified.difference > 0 else ''}{change}（docs/verifying.md）")
    return lines


def _computed_lines(computed: Computed) -> list[str]:
    """What a formula or a count of tasks rests on, each figure with its cells, and what it gives."""
    lines = []
    for given in computed.inputs:
        if given.value is None:
            lines.append(f"{given.lacking}")
            continue
        when = given.period.chinese if given.period else ""
        lines.append(
            f"{given.indicator.label}（{given.indicator.id}）{when}：{plain_text(given.value)}{given.indicator.unit}"
        )
        lines += [f"  {department}：{place(source)}" for department, source in given.sources]
    used = "" if computed.used or computed.value is None else "（没有采用，用报的数）"
    return [*lines, f"{computed.words}{used}（docs/judging.md 第10节）"]


def _unused(period: Period, evaluation: Evaluation) -> str:
    now = evaluation.period
    return "往期" if now is not None and period.end < now.end else "没有采用"


def _cell(department: str, period: Period | None, source: Source, reading: str) -> list[str]:
    raw = one_line(source.raw or "").strip()
    typed = f"原填“{raw}”" if raw else "没有填"
    when = "" if period is None else f" {period.chinese}"
    lines = [f"{department}{when}：{place(source)}", f"  {typed}{f'，{reading}' if reading else ''}"]
    return [*lines, f"  SHA-256 {source.sha256}"] if source.sha256 else lines


def _reading(figure: Figure, indicator: Indicator) -> str:
    if isinstance(figure.value, Decimal):
        state = f"（{STATE_WORDS[figure.state]}）" if figure.state else ""
        value = f"{with_unit(plain_text(figure.value), indicator.unit)}{state}"
        return f"按人工决定采用{value}" if figure.decided else f"读作{value}"
    held = "" if figure.held is None else f"，像是{with_unit(plain_text(figure.held), indicator.unit)}"
    by_decision = "按人工决定为" if figure.decided else ""
    return f"{by_decision}{_ABSENCES[figure.value]}{held}"


def _handling(item: Indicator | Task, problems: Iterable[Problem]) -> list[str]:
    """What was normalised, noted, doubted or decided about the cells, then what is doubtful of their whole forms."""
    known = list(problems)
    found = [each for each in known if each.indicator == item.id]
    found += [
        each
        for each in known
        if each.indicator is None
        and each.department in item.reporters
        and (each.severity.blocking or each.severity is Severity.WARNING)
    ]
    return [
        f"{SEVERITY_CHINESE[each.severity]}：{one_line(each.message)}"
        f"{f'（{place(each.source)}）' if each.source else ''} [{each.code}]"
        for each in found
    ] or ["没有需要规范、换算或核实的地方"]


def _notes(verdict: Verdict) -> list[str]:
    said = (("未达原因", verdict.reason), ("改进措施", verdict.measures))
    told = set(demanded_notes(verdict.demanded)) if verdict.demanded else set()
    notes = [one_line(each) for each in verdict.notes if each not in told]
    return [*notes, *(f"{name}：{one_line(text)}" for name, text in said if text)]
