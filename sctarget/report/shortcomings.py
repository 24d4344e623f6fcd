"""存在的问题及原因, 下一步工作: in the departments' own words, each with its owner (docs/report.md §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.model.actual import TaskState
from sctarget.report.absences import form_words, why_absent
from sctarget.report.document import Block, Heading, Text
from sctarget.report.figures import actual_words, chinese_date, gap_words, said, target_figure
from sctarget.report.numbering import heading_number, named
from sctarget.report.pacing import paced_clauses
from sctarget.report.report_tables import ABSENT, SHORT, overdue, responsible, short_of
from sctarget.report.table import visible
from sctarget.report.words import STATUS_WORDS, TASK_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sctarget.evaluate.result import Evaluation, TaskVerdict, Verdict


def shortcoming_blocks(evaluation: Evaluation) -> list[Block]:
    """Everything that is unfinished, with the departments' own reasons; empty when all is done."""
    short = short_of(evaluation)
    parts: list[tuple[str, list[Text]]] = []
    for status in SHORT:
        found = [each for each in short if each.status is status]
        if found:
            parts.append(
                (f"{STATUS_WORDS[status]}的指标", [_short(n, each, evaluation) for n, each in enumerate(found, 1)])
            )
    absent = [each for each in short if each.status in ABSENT]
    if absent:
        parts.append(("没有数据的指标", _absences(absent, evaluation)))
    late = overdue(evaluation)
    if late:
        parts.append(("逾期的任务", [_overdue(n, each) for n, each in enumerate(late, 1)]))
    blocks: list[Block] = []
    for number, (title, texts) in enumerate(parts, 1):
        blocks += [Heading(2, heading_number(2, number), title), *texts]
    return blocks


def _short(number: int, verdict: Verdict, evaluation: Evaluation) -> Text:
    facts = [
        f"目标{target_figure(verdict.indicator)}",
        f"实际{actual_words(verdict, evaluation)}",
        paced_clauses(verdict, evaluation)[0],
        gap_words(verdict, evaluation.plan.rules),
    ]
    figures = "，".join(each for each in facts if each)
    told = f"{figures}。{_ahead(verdict, evaluation)}{cause_words(verdict, evaluation)}"
    return Text(told, lead=_lead(number, named_item(verdict)))


def cause_words(verdict: Verdict, evaluation: Evaluation) -> str:
    """Why a target is not reached: the department's reason, the open tasks of a count, why there is no figure."""
    if verdict.status in ABSENT:
        return f"{why_absent(verdict, evaluation)}。{_earlier_reason(verdict)}"
    return _open_tasks(verdict, evaluation) if explained_by_tasks(verdict) else _reason_words(verdict)


def explained_by_tasks(verdict: Verdict) -> bool:
    """Whether the figure is a count of tasks, which are reason enough where nobody wrote another one."""
    counted = verdict.indicator.count_of is not None and verdict.computed is not None and verdict.computed.used
    return counted and not verdict.reason


def _open_tasks(verdict: Verdict, evaluation: Evaluation) -> str:
    """The counted tasks that are not done yet, each with its owner."""
    counted = [each for each in evaluation.tasks if verdict.indicator.counts(each.task)]
    left = [each.task for each in counted if each.status is not TaskState.DONE]
    names = "；".join(f"{task.name}（{responsible(task)}）" for task in left)
    return f"没有完成的任务：{visible(names)}。" if names else ""


def _ahead(verdict: Verdict, evaluation: Evaluation) -> str:
    """How fast it must go from now on, and where it will stand if it does not, while there is still time."""
    if verdict.outlook is None:
        return ""
    from sctarget.report.outlook import forecast_words, required_words

    said = (required_words(verdict, evaluation.plan), forecast_words(verdict, evaluation.plan))
    return "".join(f"{each}。" for each in said if each)


def named_item(verdict: Verdict) -> str:
    """The name of an indicator, and that it is a binding one."""
    return f"{verdict.indicator.label}{'（约束性指标）' if verdict.indicator.binding else ''}"


def _lead(number: int, name: str) -> str:
    return f"{heading_number(3, number)}{visible(name)}。"


def _reason_words(verdict: Verdict) -> str:
    """The department's own reason, quoted and attributed; said plainly where it gave none."""
    who = "、".join(dict.fromkeys(name for name, _ in verdict.sources)) or responsible(verdict.indicator)
    if not verdict.reason:
        return f"{who}未说明原因。"
    if len(verdict.indicator.reporters) > 1:
        return f"各单位填报的原因：{quoted(verdict.reason)}。"
    return f"{who}填报的原因：{quoted(verdict.reason)}。"


def quoted(text: str) -> str:
    """People's own words in quotes, on one line, their inner quotes turned into single ones."""
    inner = " ".join(visible(text).split()).rstrip("。；; ").translate(str.maketrans("“”", "‘’"))
    return f"“{inner}”"


def _absences(verdicts: Sequence[Verdict], evaluation: Evaluation) -> list[Text]:
    """The indicators without a figure; those that lack it for the same reason stand together."""
    causes: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        causes.setdefault(why_absent(verdict, evaluation), []).append(verdict)
    texts = []
    for number, (cause, members) in enumerate(causes.items(), 1):
        if len(members) == 1:
            told = f"目标{target_figure(members[0].indicator)}，{cause}。{_earlier_reason(members[0])}"
            texts.append(Text(told, lead=_lead(number, named_item(members[0]))))
            continue
        names = "；".join(f"{named_item(each)}（目标{target_figure(each.indicator)}）" for each in members)
        reasons = "".join(map(_earlier_reason, members))
        texts.append(Text(f"涉及{len(members)}项：{visible(names)}。{reasons}", lead=_lead(number, cause)))
    return texts


def _earlier_reason(verdict: Verdict) -> str:
    """A reason that came without a usable figure, or with an earlier one."""
    if not verdict.reason:
        return ""
    when = "" if verdict.latest is None else f"{verdict.latest.period.chinese}"
    return f"{visible(verdict.indicator.label)}{when}填报的原因：{quoted(verdict.reason)}。"


def _overdue(number: int, verdict: TaskVerdict) -> Text:
    reason = said(verdict, "reason")
    who = "、".join(report.department for report in verdict.reports) or responsible(verdict.task)
    because = f"{who}填报的原因：{quoted(reason)}。" if reason else f"{who}未说明原因。"
    state = TASK_WORDS[verdict.status]
    return Text(
        f"应于{chinese_date(verdict.task.due)}前完成，目前{state}。{because}", lead=_lead(number, verdict.task.name)
    )


def next_step_blocks(evaluation: Evaluation) -> list[Block]:
    """Each owner with the measures it gave; who gave none; what is to be settled about the data."""
    owners: dict[str, list[str]] = {}
    silent: list[str] = []
    for verdict in short_of(evaluation):
        if not verdict.measures and (verdict.status in ABSENT or explained_by_tasks(verdict)):
            continue
        label, who = verdict.indicator.label, responsible(verdict.indicator)
        by = "、".join(dict.fromkeys(name for name, _ in verdict.sources if name not in who))
        _note(owners, silent, who, f"{label}（{by}提出）" if by and verdict.measures else label, verdict.measures)
    for task in overdue(evaluation):
        _note(owners, silent, responsible(task.task), task.task.name, said(task, "measures"))
    texts = [
        Text("".join(f"{visible(line)}。" for line in lines), lead=f"{heading_number(3, number)}{who}。")
        for number, (who, lines) in enumerate(owners.items(), 1)
    ]
    blocks: list[Block] = list(texts)
    if silent:
        blocks.append(Text(f"以下没有提出改进措施，请责任单位补报：{'；'.join(map(visible, silent))}。"))
    return [*blocks, *(Text(text) for text in _data_steps(evaluation))]


def _note(owners: dict[str, list[str]], silent: list[str], who: str, name: str, measures: str | None) -> None:
    if measures:
        owners.setdefault(who or "责任单位", []).append(f"{name}：{' '.join(measures.split()).rstrip('。；; ')}")
    else:
        silent.append(f"{name}（{who}）" if who else name)


def _data_steps(evaluation: Evaluation) -> list[str]:
    """What the data still need, in the order of urgency."""
    texts = []
    by_status = {
        status: [each.indicator.label for each in short_of(evaluation) if each.status is status] for status in ABSENT
    }
    if evaluation.missing:
        texts.append(f"催{'、'.join(evaluation.missing)}补交{form_words(evaluation)}。")
    unsent = [
        each.indicator.label
        for each in short_of(evaluation)
        if each.status is Status.UNREPORTED and not set(each.indicator.reporters) & set(evaluation.missing)
    ]
    if unsent:
        texts.append(f"补报{named(unsent)}的数据。")
    if by_status[Status.TO_VERIFY]:
        texts.append(f"核实{named(by_status[Status.TO_VERIFY])}的数据。")
    if by_status[Status.UNPUBLISHED]:
        texts.append(f"{named(by_status[Status.UNPUBLISHED])}待统计部门公布数据后补充判定。")
    return ["".join(texts)] if texts else []
