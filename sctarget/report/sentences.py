"""One sentence per indicator, as a person writes it in a report: the case decides the words (docs/report.md §3).

E.g. ``高技术产业营业收入应达到0.5亿元，实际为0.43亿元，完成率86.0%，尚差0.07亿元，未完成。``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.gap import widened
from sctarget.evaluate.pace import due_of, other_year, several_years
from sctarget.evaluate.result import Status
from sctarget.model.actual import DataState
from sctarget.model.grade import GRADE_WORDS
from sctarget.model.plan import Kind, Span
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.model.spoken import spoken
from sctarget.report.absences import absence_sentence
from sctarget.report.comparison import comparison
from sctarget.report.figures import (
    actual_figure,
    completion_words,
    figure_year,
    gap_amount,
    gap_words,
    progress_words,
    provisional_word,
    target_figure,
    target_words,
)
from sctarget.report.pacing import paced_clauses
from sctarget.report.table import visible
from sctarget.report.words import DONE, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.evaluate.result import Actual, Evaluation, Verdict
    from sctarget.model.grade import Grade
    from sctarget.model.plan import Indicator, Rules
    from sctarget.model.quantity import Target

_VERDICTS = {Status.NEARLY: "属基本完成", Status.UNMET: "未完成"}
_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.BELOW})


class _Case(NamedTuple):
    """A judged figure with everything that its sentence is made of.

    ``goal`` is 年度目标, 全年目标, 2025年力争目标; ``early`` that its day of judging is still to come.
    """

    verdict: Verdict
    evaluation: Evaluation
    actual: Actual
    target: Target
    goal: str
    early: bool

    @property
    def indicator(self) -> Indicator:
        return self.verdict.indicator

    @property
    def rules(self) -> Rules:
        return self.evaluation.plan.rules

    @property
    def amount(self) -> str:
        return gap_amount(self.verdict, self.rules)

    @property
    def demanded(self) -> str:
        """The figure with the words it comes from and the target it replaced, e.g. ``30件（比上年增长28%以上）``."""
        demanded, figure = self.verdict.demanded, target_figure(self.indicator)
        if demanded is None:
            return figure
        marks = [target_words(self.indicator)] if demanded.derivation and demanded.derivation.base else []
        if demanded.original is not None:
            marks.append(f"原目标{spoken(demanded.original[1])}")
        return f"{figure}（{'，'.join(marks)}）" if marks else figure

    @property
    def level(self) -> bool:
        return self.indicator.kind.level

    @property
    def rate(self) -> str:
        """The completion where it means something in a sentence: not of percentages, not of nothing."""
        sensible = self.actual.value > 0 and not self.indicator.unit.percent
        return completion_words(self.verdict, self.rules) if sensible else ""

    @property
    def gained(self) -> str:
        """增量完成率, where there was an increase."""
        return progress_words(self.verdict, self.rules) if self.verdict.progress and self.verdict.progress > 0 else ""

    @property
    def estimate(self) -> bool:
        return self.actual.state is DataState.ESTIMATE

    @property
    def moved(self) -> str:
        return comparison(self.verdict, self.evaluation)

    def figure(self, word: str = "") -> str:
        """Name and figure, e.g. ``登记科技成果11项``, ``高新技术企业达到3家``, ``项目资金预计完成212.5万元``."""
        return subject(self.indicator, self.actual, self.evaluation) + self.said(word)

    @property
    def really(self) -> str:
        """The figure against what was demanded, e.g. ``实际为0.43亿元``."""
        return f"{'' if self.estimate else '实际'}{self.said('为')}"

    def said(self, word: str = "") -> str:
        """The figure with its verb and how final it is, e.g. ``预计完成212.5万元``, ``0.18亿元（快报数）``."""
        return figure_clause(self.verdict, self.rules, word)


def indicator_sentence(verdict: Verdict, evaluation: Evaluation) -> str:
    """The sentence of one verdict; the same verdict always reads the same."""
    actual, target = verdict.actual, verdict.indicator.target
    if actual is None and verdict.grade is not None and verdict.status in {*DONE, *_VERDICTS}:
        name = subject(verdict.indicator, None, evaluation)
        return _sentence([f"{name}目标为“{target_words(verdict.indicator)}”", _graded(verdict.grade)])
    if actual is None:
        return absence_sentence(verdict, evaluation)
    if verdict.status is Status.MONITORED or target is None:
        plain = [_plain(verdict, actual, evaluation), comparison(verdict, evaluation)]
        return _sentence([*plain, *_verified(verdict)])
    case = _Case(verdict, evaluation, actual, target, goal_words(verdict, evaluation), _early(verdict, evaluation))
    return _sentence([*_clauses(case), *_milestone(case), *_verified(verdict)])


def _clauses(case: _Case) -> list[str]:
    if case.target.form is TargetForm.DIRECTION or case.verdict.gap is None:
        return _directed(case)
    if case.target.form is TargetForm.RANK:
        return _ranked(case)
    if case.target.hold or case.indicator.hold:
        return _held(case)
    if case.target.comparator is Comparator.RANGE or widened(case.target):
        return _between(case)
    if case.target.comparator in _DOWNWARD:
        return _limited(case)
    return _aimed(case)


def _aimed(case: _Case) -> list[str]:
    """A target that must be reached."""
    if case.verdict.status in DONE:
        return _reached(case)
    if case.verdict.status in _VERDICTS:
        return _short(case)
    return _on_the_way(case)


def _reached(case: _Case) -> list[str]:
    if not case.verdict.gap or case.target.comparator not in _UPWARD:
        return _just_reached(case)
    if not case.level and case.rate:
        done = "为" if case.estimate else "已完成" if case.early else "完成"
        return [case.figure(), f"{done}{case.goal}{case.demanded}的{case.rate}", f"超出{case.amount}", case.moved]
    more = "高" if case.indicator.kind in {Kind.RATIO, Kind.INDEX} else "多"
    if case.early and case.level:
        return [case.figure("达到"), f"提前实现{case.goal}{case.demanded}", f"{more}出{case.amount}", case.moved]
    return [case.figure("达到" if case.level else ""), f"比{case.goal}{case.demanded}{more}{case.amount}", case.moved]


def _just_reached(case: _Case) -> list[str]:
    """The figure is the target itself, which is said again only where words or an earlier target led to it."""
    goal = case.goal if case.demanded == target_figure(case.indicator) else f"{case.goal}{case.demanded}"
    if case.level:
        return [case.figure(), f"{'已达到' if case.early else '正好达到'}{goal}", case.moved]
    return [case.figure(), f"{'已如数完成' if case.early else '如数完成'}{goal}", case.moved]


def _short(case: _Case) -> list[str]:
    """The period is over and the target was missed."""
    due = {Comparator.EQUAL: "为", Comparator.ABOVE: "超过"}.get(case.target.comparator, "达到")
    by = case.indicator.by
    until = f"于{by.month}月{by.day}日前" if by else ""
    head = f"{subject(case.indicator, case.actual, case.evaluation)}应{until}{due}{case.demanded}"
    rate = f"完成率{case.rate}" if case.rate and case.verdict.gap else ""
    rates = [rate, f"增量完成率{case.gained}" if case.gained else ""]
    return [head, case.really, case.moved, *rates, _missing(case), _VERDICTS[case.verdict.status]]


def _missing(case: _Case) -> str:
    if not case.verdict.gap:
        return "目标不含本数，不算达到"
    if case.verdict.gap > 0:
        return f"比目标多{case.amount}"
    return f"尚差{case.amount}"


def _on_the_way(case: _Case) -> list[str]:
    """The period is running and the target is not reached yet."""
    own = other_year(case.indicator, case.evaluation.plan, case.actual.period.end)
    goal = f"{case.goal}{case.demanded}"
    if case.level or own:
        figure = case.figure(f"{case.actual.period.year}年完成" if own else "为")
        share = f"完成增量目标的{case.gained}" if case.gained else ""
        left = f"距{goal}尚差{case.amount}"
    else:
        total = several_years(case.evaluation.plan) and case.indicator.span is Span.PLAN
        figure = case.figure("累计" if total else "") if case.actual.value else case.figure("目前为")
        share = (
            f"{'为' if case.estimate else '完成'}{goal}的{case.rate}" if case.rate else f"{case.goal}为{case.demanded}"
        )
        left = f"尚差{case.amount}"
    pace, verdict = paced_clauses(case.verdict, case.evaluation)
    return [figure, case.moved, share, pace, left, verdict or _falling_short(case)]


def _falling_short(case: _Case) -> str:
    """A warning where the figure keeps pace today but will miss its target at this rate."""
    forecast = case.verdict.outlook.forecast if case.verdict.outlook else None
    if forecast is None or forecast.meets:
        return ""
    from sctarget.report.outlook import forecast_words

    return forecast_words(case.verdict, case.evaluation.plan)


def _limited(case: _Case) -> list[str]:
    """A target that must not be exceeded."""
    strict = case.target.comparator is Comparator.BELOW
    limit = f"{case.goal}{case.demanded}"
    within = f"低于{limit}" if strict else f"控制在{limit}以内"
    demand = f"应{'低于' if strict else '控制在'}{case.demanded}{'' if strict else '以内'}"
    over = bool(case.verdict.gap and case.verdict.gap > 0)
    beyond = f"超出上限{case.amount}" if over else "等于上限，不算达到"
    if case.verdict.status in DONE:
        room = f"低于上限{case.amount}" if case.verdict.gap and not strict else ""
        return [case.figure("为"), within if case.verdict.gap else "与上限持平，控制在目标以内", room, case.moved]
    if case.verdict.status in _VERDICTS:
        head = f"{subject(case.indicator, case.actual, case.evaluation)}{demand}"
        return [head, case.really, case.moved, beyond, _VERDICTS[case.verdict.status]]
    if not over and case.level:
        return [case.figure("为"), case.moved, f"目前{within}", f"低于上限{case.amount}" if case.verdict.gap else ""]
    state = beyond if over else f"距{case.goal}{case.demanded}的上限还有{case.amount}"
    pace, verdict = paced_clauses(case.verdict, case.evaluation)
    return [case.figure("为" if case.level else "已用"), case.moved, pace, state, verdict]


def _between(case: _Case) -> list[str]:
    """A range, or a figure with 左右."""
    wanted = f"{case.demanded}左右" if widened(case.target) else f"{case.demanded}之间"
    if not case.verdict.gap:
        return [case.figure("为"), f"在目标{wanted}{'的允许范围内' if widened(case.target) else ''}", case.moved]
    side = f"{'高于上限' if case.verdict.gap > 0 else '低于下限'}{case.amount}"
    if case.verdict.status in _VERDICTS:
        head = f"{subject(case.indicator, case.actual, case.evaluation)}应在{wanted}"
        return [head, case.really, case.moved, side, _VERDICTS[case.verdict.status]]
    pace, verdict = paced_clauses(case.verdict, case.evaluation)
    return [case.figure("为"), case.moved, f"目标在{wanted}", pace, side, verdict]


def _held(case: _Case) -> list[str]:
    """保持: must be so at every date, also while the period runs."""
    downward = case.target.comparator in _DOWNWARD
    kept = f"保持在{case.demanded}{'以内' if downward else '以上'}"
    if case.verdict.status in DONE:
        beyond = f"{'低于上限' if downward else '超出'}{case.amount}" if case.verdict.gap else "正好在线上"
        return [case.figure("为"), f"符合{kept}的要求", beyond, case.moved]
    side = "超出上限" if downward else "尚差"
    head = f"{subject(case.indicator, case.actual, case.evaluation)}应{kept}"
    return [head, f"现{case.said('为')}", case.moved, f"{side}{case.amount}", STATUS_WORDS[case.verdict.status]]


def _ranked(case: _Case) -> list[str]:
    wanted = target_words(case.indicator)
    if case.verdict.status in DONE:
        return [case.figure("列"), f"达到“{wanted}”的目标", case.moved]
    if case.verdict.status in _VERDICTS:
        head = f"{subject(case.indicator, case.actual, case.evaluation)}目标为“{wanted}”"
        return [head, f"实际{case.said('列')}", f"相差{case.amount}", _VERDICTS[case.verdict.status]]
    return [case.figure("列"), f"目标为“{wanted}”", f"相差{case.amount}" if case.verdict.gap else ""]


def _directed(case: _Case) -> list[str]:
    """A target without a figure: only a direction, which people grade, or a growth whose start is not known yet."""
    verdict = case.verdict
    change = gap_words(verdict, case.rules) or case.moved
    demand = f"目标为“{target_words(case.indicator)}”"
    if verdict.grade is not None and verdict.status not in {Status.OPEN, Status.TO_VERIFY}:
        return [case.figure("为"), change, demand, _graded(verdict.grade)]
    lacking = verdict.demanded.lacking if verdict.demanded else None
    word = {Status.TO_VERIFY: "待人工核定", Status.OPEN: "尚未到期"}.get(verdict.status, STATUS_WORDS[verdict.status])
    return [case.figure("为"), change, demand, visible(lacking or ""), word]


def _verified(verdict: Verdict) -> list[str]:
    """What the departments had reported, and what the data department made of it."""
    if not verdict.verified:
        return []
    from sctarget.report.verifying import verified_clauses

    return verified_clauses(verdict)


def _graded(grade: Grade) -> str:
    return f"经评定{GRADE_WORDS[grade.level]}"


def _milestone(case: _Case) -> list[str]:
    milestone = case.verdict.milestone
    if milestone is None:
        return []
    word = f"{'已' if milestone.status in DONE else ''}{STATUS_WORDS[milestone.status]}"
    return [f"{milestone.period.chinese}阶段目标“{spoken(milestone.text)}”{word}"]


def subject(indicator: Indicator, actual: Actual | None, evaluation: Evaluation) -> str:
    """The name with what a reader must know about the figure, e.g. ``研发经费支出（2022年数据）``."""
    marks = ["约束性指标"] if indicator.binding else []
    if actual is not None and indicator.data_year:
        marks.append(f"{figure_year(actual, indicator)}年数据")
    elif actual is not None and evaluation.period is not None and actual.period != evaluation.period:
        marks.append(f"{actual.period.chinese}数据")
    return f"{indicator.label}（{'，'.join(marks)}）" if marks else indicator.label


def figure_clause(verdict: Verdict, rules: Rules, word: str = "") -> str:
    """The figure with a verb, e.g. ``达到3家``; estimates say 预计, others that are not final are marked behind."""
    actual = verdict.actual
    if actual is None:
        return ""
    text = actual_figure(verdict, rules)
    if actual.state is DataState.ESTIMATE:
        return f"预计{word}{text}"
    if not word and (verdict.indicator.label[-1:].isdecimal() or verdict.indicator.label[-1:].isascii()):
        word = "为"
    mark = {"快报": "（快报数）", "待确认": "（待确认）"}.get(provisional_word(verdict), "")
    return f"{word}{text}{mark}"


def goal_words(verdict: Verdict, evaluation: Evaluation) -> str:
    """What the target is called, e.g. 年度目标, 全年目标, 2025年力争目标, 调整后的年度目标."""
    indicator, plan = verdict.indicator, evaluation.plan
    stretch = indicator.stretch or (indicator.target is not None and indicator.target.stretch)
    noun = "力争目标" if stretch else "目标"
    changed = "调整后的" if verdict.demanded is not None and verdict.demanded.revision is not None else ""
    if not several_years(plan) and plan.period.text != str(plan.period.year):
        return f"{changed}{noun}"
    if several_years(plan) and not (indicator.kind is Kind.FLOW and indicator.span is Span.EACH_YEAR):
        return f"{changed}{indicator.due.year}年{noun}"
    return f"{changed}{'全年' if _early(verdict, evaluation) else '年度'}{noun}"


def _early(verdict: Verdict, evaluation: Evaluation) -> bool:
    figure_end = verdict.actual.period.end if verdict.actual else evaluation.as_of
    return evaluation.as_of < due_of(verdict.indicator, evaluation.plan, figure_end)


def _plain(verdict: Verdict, actual: Actual, evaluation: Evaluation) -> str:
    """A monitored figure, e.g. ``有效发明量1574件``."""
    return subject(verdict.indicator, actual, evaluation) + figure_clause(verdict, evaluation.plan.rules)


def _sentence(clauses: Iterable[str]) -> str:
    return "，".join(clause for clause in clauses if clause) + "。"
