"""Which rule gave a verdict its status, with the section of docs/judging.md and the numbers it was applied to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sctarget.evaluate.gap import completion, progress, worse
from sctarget.evaluate.pace import Unpaced, due_of
from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.model.quantity import Comparator, TargetForm
from sctarget.report.arithmetic import case_of, demand_text, number, percent
from sctarget.report.figures import chinese_date, spends_a_limit, with_unit
from sctarget.report.words import STATUS_WORDS, TASK_WORDS

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict
    from sctarget.model.plan import Rules
    from sctarget.report.arithmetic import Case

PAGE = "docs/judging.md"
_REACHED = frozenset({Status.EXCEEDED, Status.MET})
_ABSENT = {
    Status.UNREPORTED: ("没有当期的数", "4"),
    Status.UNPUBLISHED: ("数据部门还没有公布当期的数", "4"),
    Status.NOT_APPLICABLE: ("与报送单位无关", "4"),
    Status.TO_VERIFY: ("数有疑问或互相矛盾，核实以前不作判定", "4"),
    Status.MONITORED: ("没有目标，只报数，不判定", "4"),
}


def rule_lines(verdict: Verdict, evaluation: Evaluation) -> list[str]:
    """Step by step why the status is what it is; the last line names it."""
    case = case_of(verdict, evaluation)
    target, demanded = verdict.indicator.target, verdict.demanded
    if target is not None and target.form is TargetForm.DIRECTION:
        return _direction_lines(verdict, evaluation, case)
    if demanded is not None and demanded.lacking and verdict.actual is not None:
        return [f"目标算不出数，不作判定：{STATUS_WORDS[verdict.status]}（{_section('8.1')}）"]
    if case is None or verdict.status in _ABSENT:
        why, section = _ABSENT.get(verdict.status, ("见说明", "4"))
        lines = []
        if verdict.latest is not None:
            lines.append(f"期满后只用期末的数，更早的不代替（{_section('4.6')}）")
        return [*lines, f"{why}：{STATUS_WORDS[verdict.status]}（{_section(section)}）"]
    lines = [_period_line(verdict, evaluation, case), _comparison_line(verdict, case)]
    rules, status = evaluation.plan.rules, verdict.status
    if status in _REACHED:
        lines += _reached(case, status)
    elif case.situation.over:
        lines += _over(case, rules, status)
    elif status is Status.UNMET:
        held = "“保持”类每个日期都要站得住，现在没有守住"
        broken = "已经超过上限，当年量降不回来"
        lines.append(f"{held}（{_section('4.4')}）" if case.situation.hold else f"{broken}（{_section('4.3')}）")
    else:
        lines += _running(verdict, case, evaluation)
    return [*lines, f"所以是{STATUS_WORDS[status]}（{_section('4')}）"]


def _direction_lines(verdict: Verdict, evaluation: Evaluation, case: Case | None) -> list[str]:
    """A target that names only a direction: what the figures show, then what a person graded."""
    status, grade, indicator = verdict.status, verdict.grade, verdict.indicator
    lines = []
    if case is not None:
        rank, falls = indicator.unit.dimension == "rank", case.value < case.demand.low
        way = "持平" if case.value == case.demand.low else ("下降" if falls is not rank else "上升")
        was, now = (with_unit(number(each), indicator.unit) for each in (case.demand.low, case.value))
        lines = [_period_line(verdict, evaluation, case), f"原来 {was}，现在 {now}：{way}（{_section('8.6')}）"]
    if grade is not None:
        lines.append(f"{grade.words}（docs/decisions.md 第4节）")
    elif status is Status.UNMET:
        lines.append("没有朝目标的方向走，不用评定")
    elif status is Status.TO_VERIFY and case is not None:
        lines.append("够不够要人评定，还没有评定")
    elif status in _ABSENT:
        lines.append(_ABSENT[status][0])
    return [*lines, f"所以是{STATUS_WORDS[status]}（{_section('8.6')}）"]


def task_rule(verdict: TaskVerdict, evaluation: Evaluation) -> list[str]:
    """Why a task counts as it does, and whether it is overdue."""
    task, day = verdict.task, evaluation.as_of
    lines = []
    if len(task.reporters) > 1:
        lines.append(f"由{len(task.reporters)}个单位报，按进展最慢的算（{_section('7.8')}）")
    if verdict.grade is not None:
        lines.append(f"{verdict.grade.words}（docs/decisions.md 第4节）")
    settled = verdict.status in {TaskState.DONE, TaskState.TERMINATED}
    arrived = f"完成时限{chinese_date(task.due)}，判定日期{chinese_date(day)}"
    waiting = "到期没有完成，逾期" if verdict.overdue else "没有到期"
    end = "已有结果，不算逾期" if settled else waiting
    return [*lines, f"{arrived}：{TASK_WORDS[verdict.status]}，{end}（{_section('7.8')}）"]


def _section(number_: str) -> str:
    return f"{PAGE} 第{number_}{'条' if '.' in number_ else '节'}"


def _period_line(verdict: Verdict, evaluation: Evaluation, case: Case) -> str:
    end = evaluation.as_of if verdict.actual is None else verdict.actual.period.end
    due = due_of(verdict.indicator, evaluation.plan, end)
    day = chinese_date(evaluation.as_of)
    if case.situation.over:
        return f"期满：判定日期{day}，期限{chinese_date(due)}（{_section('4.1')}）"
    return f"期未满：判定日期{day}，期限{chinese_date(due)}（{_section('4.1')}）"


def _comparison_line(verdict: Verdict, case: Case) -> str:
    unit = verdict.indicator.unit
    reached = "达到" if case.demand.satisfied(case.value) else "没有达到"
    actual, demanded = with_unit(number(case.value), unit), demand_text(case.demand, verdict.indicator)
    return f"用没有修约的数比较：实际 {actual}，要求 {demanded}，{reached}（{_section('1.2')}、第2.1条）"


def _reached(case: Case, status: Status) -> list[str]:
    if case.demand.comparator is Comparator.RANGE:
        how = "在区间之内"
    else:
        how = "比目标更好" if status is Status.EXCEEDED else "正好等于目标"
    if case.situation.over:
        return [how]
    section, why = ("4.4", "“保持”类守住了") if case.situation.hold else ("4.2", "提前达到，当时就算")
    return [f"{how}；{why}（{_section(section)}）"]


def _over(case: Case, rules: Rules, status: Status) -> list[str]:  # noqa: PLR0911  (one line per condition)
    """The conditions of 基本完成, each with its numbers; the first that fails decides."""
    least = percent(Fraction(rules.nearly), rules)
    if case.situation.binding:
        return [f"约束性指标，不适用基本完成（{_section('4')}）"]
    rate = completion(case.demand, case.value, rules.inverse)
    if rate is None:
        return ["没有完成率，不能算基本完成"]
    if rate < Fraction(rules.nearly):
        return [f"完成率 {percent(rate, rules)} ＜ {least}，不够基本完成"]
    lines = [f"完成率 {percent(rate, rules)} ≥ {least}"]
    off = abs(case.value - case.demand.low)
    if case.demand.comparator is Comparator.EQUAL and off > (1 - Fraction(rules.nearly)) * abs(case.demand.low):
        return [*lines, f"但与目标相差超过 {percent(1 - Fraction(rules.nearly), rules)}（{_section('4.5')}）"]
    if case.base is None:
        return [*lines, "没有基期，不看增量完成率，不是约束性指标"]
    if worse(case.demand, case.value, case.base):
        return [*lines, f"但比基期 {number(case.base)} 还差，不能算基本完成"]
    done = progress(case.demand, case.value, case.base)
    if done is None:
        return [*lines, "但增量完成率不计算（基期已达到目标），不能算基本完成"]
    if status is not Status.NEARLY:
        return [*lines, f"但增量完成率 {percent(done, rules)} 不在基本完成的范围（{least}以上）"]
    return [*lines, f"增量完成率 {percent(done, rules)} ≥ {least}，不比基期差，不是约束性指标"]


def _running(verdict: Verdict, case: Case, evaluation: Evaluation) -> list[str]:
    rules, course = evaluation.plan.rules, case.course
    if case.demand.satisfied(case.value) and not case.situation.flow:
        return [f"在限内，期满才算完成，期满以前是达到序时（{_section('4.2')}）"]
    if isinstance(course, Unpaced):
        return [f"{course.why}（{_section(course.section)}）"]
    near, far = (number(Fraction(each) * 100) for each in (rules.behind, rules.far_behind))
    points = number(abs(course.lag) * 100)
    limit = spends_a_limit(verdict.indicator, evaluation.plan)
    if course.lag <= 0:
        ahead = f"{'少用' if limit else '超前'} {points} 个百分点" if course.lag else "与应有进度持平"
        return [f"{ahead}，没有落后（{_section('5.5')}）"]
    said = f"{'多用' if limit else '落后'} {points} 个百分点"
    if verdict.status is Status.ON_PACE and course.lag > Fraction(rules.behind):
        falling = limit or course.aim[1] < course.start[1]
        whole = "进一的整数没有超过" if falling else "的整数部分已经达到"
        return [f"{said}，但按件数，应达 {number(course.expected)} {whole}，不算滞后（{_section('5.6')}）"]
    limits = {Status.ON_PACE: f"不超过 {near} 个", Status.BEHIND: f"超过 {near} 个，不超过 {far} 个"}
    return [f"{said}，{limits.get(verdict.status, f'超过 {far} 个')}（{_section('5.5')}）"]
