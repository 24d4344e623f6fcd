"""How one verdict came about: target, cells, what was done with them, arithmetic, rule (docs/judging.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.demanded import demanded_notes
from sctarget.evaluate.pace import several_years
from sctarget.evaluate.rounding import plain_text
from sctarget.grammar.wording import format_target
from sctarget.model.plan import Kind, Span
from sctarget.model.problem import SEVERITY_CHINESE, Severity
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.report.arithmetic import SYMBOLS, arithmetic_lines, milestone_lines, pace_lines
from sctarget.report.explanation_cells import cell, cell_lines, unused
from sctarget.report.explanation_parts import known_lines, parts_lines
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
from sctarget.report.sentences import indicator_sentence
from sctarget.report.verdict_rules import rule_lines, task_rule
from sctarget.report.words import KIND_WORDS, STATE_WORDS, TASK_WORDS, status_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator, Plan, Task
    from sctarget.model.problem import Problem
    from sctarget.model.quantity import Target

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
    forms = tuple(returns)
    rules = [] if verdict.gap is None else [rules_sentence(evaluation.plan.rules)]
    parts = {
        "结论": _conclusion(verdict, evaluation),
        "目标": _target(verdict, evaluation),
        "实际数": cell_lines(verdict, evaluation, forms),
        "读数时的处理": _handling(indicator, evaluation.problems),
        "计算": arithmetic_lines(verdict, evaluation),
        "序时进度": pace_lines(verdict, evaluation),
        "阶段目标": milestone_lines(verdict, evaluation),
        "分解": _split(verdict, evaluation),
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
        cells += cell(each.department, each.period, each.source, f"读作{TASK_WORDS[each.state]}")
        said = (("未达原因", each.reason), ("改进措施", each.measures), ("佐证", each.evidence), ("备注", each.remark))
        cells += [f"  {name}：{one_line(text)}" for name, text in said if text]
    others = [
        f"{unused(each.period, evaluation)}：{each.period.chinese} {each.department} {TASK_WORDS[each.state]}"
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


def _split(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    if not verdict.breakdown:
        return []
    from sctarget.report.splitting import split_lines

    return split_lines(verdict, evaluation)


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
    lines = [
        f"截至{chinese_date(evaluation.as_of)}{period}：{status_words(verdict)}",
        f"一句话：{one_line(indicator_sentence(verdict, evaluation))}",
    ]
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


def _target(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    indicator, plan = verdict.indicator, evaluation.plan
    lines = [*_demand_lines(verdict), *_places(indicator), _traits(indicator, plan)]
    if indicator.definition:
        lines.append(f"口径：{one_line(indicator.definition)}")
    if indicator.baseline is not None:
        baseline = indicator.baseline
        was = f"{plain_text(baseline.value.value)}{baseline.value.unit}"
        now = with_unit(plain_text(row_quantity(baseline.value, indicator)), indicator.unit)
        lines.append(f"基期：{baseline_words(indicator)}{f'，由{was}换算' if was != now and was[-1:] else ''}")
    lines += known_lines(indicator)
    if indicator.data_year:
        lines.append(f"数据年份：N年填报的是N{indicator.data_year}年的数")
    if indicator.formula is not None:
        lines.append(f"公式：{one_line(indicator.formula.text)}")
    return [*lines, *parts_lines(indicator, evaluation), *_owners(indicator)]


def _demand_lines(verdict: Verdict) -> list[str]:
    """The words of the target, how they are read, what follows from them."""
    indicator, demanded = verdict.indicator, verdict.demanded
    target = indicator.target
    lines = [f"原文：{indicator.target_text or target_words(indicator) or '没有目标（监测指标）'}"]
    if target is not None:
        lines.append(f"读作：{_parsed(demanded.stated if demanded and demanded.stated else target)}")
        lines += demanded_notes(demanded) if demanded else []
        if demanded and demanded.revision and demanded.revision.date:
            lines.append("判定日期在调整之后，按调整后的目标判（docs/judging.md 第11.1条）")
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
