"""The opening of a report: what was set, how it stands, which ones stand out (docs/report.md §2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sctarget.evaluate.result import Status
from sctarget.report.absences import form_words
from sctarget.report.figures import chinese_date, provisional_word, whole_percent
from sctarget.report.numbering import named
from sctarget.report.phrases import monitored_phrase, targets_phrase, tasks_phrase
from sctarget.report.titles import over, quoted_title
from sctarget.report.words import DONE, STATUS_WORDS, monitored

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation, Verdict

_SPELLED = (
    Status.UNMET,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Status.NEARLY,
    Status.UNREPORTED,
    Status.TO_VERIFY,
    Status.UNPUBLISHED,
    Status.NOT_APPLICABLE,
)


def opening(evaluation: Evaluation) -> str:
    """What the report is about, e.g. ``《…》共确定指标28项、任务5项。现将截至2023年12月31日的完成情况报告如下。``"""
    plan = evaluation.plan
    document = f"（{plan.document}）" if plan.document else ""
    counted = "、".join(
        f"{word}{len(items)}项" for word, items in (("指标", plan.indicators), ("任务", plan.tasks)) if items
    )
    what = "完成情况" if over(evaluation) else "进展情况"
    day = chinese_date(evaluation.as_of)
    return f"《{quoted_title(plan.title)}》{document}共确定{counted or '事项0项'}。现将截至{day}的{what}报告如下。"


def overall_texts(evaluation: Evaluation) -> list[str]:
    """The result in a few sentences: counts, names of what stands out, binding ones, what may still change."""
    return [text for text in (_counts(evaluation), *remarks(evaluation, "附件")) if text]


def remarks(evaluation: Evaluation, elsewhere: str, *, short: bool = False) -> list[str]:
    """What the counts do not say; ``elsewhere`` is where doubtful cells are listed, e.g. 附件.

    ``short`` where the score is told at length in a place of its own.
    """
    texts = [_names(evaluation), _binding(evaluation), _falling_short(evaluation), _provisional(evaluation)]
    texts += [_scores(evaluation, short=short), _returns(evaluation, elsewhere)]
    return [text for text in texts if text]


def _counts(evaluation: Evaluation) -> str:
    parts = [
        targets_phrase(evaluation.verdicts),
        monitored_phrase(evaluation.verdicts),
        tasks_phrase(evaluation.tasks),
    ]
    time = "" if over(evaluation) else f"时间进度为{whole_percent(evaluation.elapsed, evaluation.plan.rules)}。"
    said = "；".join(part for part in parts if part)
    return f"{time}{said}。" if said else ""


def _names(evaluation: Evaluation) -> str:
    """The indicators that are not reached, by name."""
    said = []
    for status in _SPELLED:
        names = [each.indicator.label for each in evaluation.verdicts if each.status is status and _judged(each)]
        if names:
            said.append(f"{STATUS_WORDS[status]}的{'' if len(names) == 1 else f'{len(names)}项'}是{named(names)}")
    return "；".join(said) + "。" if said else ""


def _judged(verdict: Verdict) -> bool:
    return not monitored(verdict.indicator)


def _binding(evaluation: Evaluation) -> str:
    binding = [each for each in evaluation.verdicts if each.indicator.binding and _judged(each)]
    if not binding:
        return ""
    counts = Counter("完成" if each.status in DONE else STATUS_WORDS[each.status] for each in binding)
    if len(counts) == 1:
        return f"约束性指标{len(binding)}项，均为{next(iter(counts))}。"
    return f"约束性指标{len(binding)}项，其中{'、'.join(f'{word}{count}项' for word, count in counts.items())}。"


def _falling_short(evaluation: Evaluation) -> str:
    """The indicators that keep pace today and will yet miss their target at this rate."""
    names = [
        each.indicator.label
        for each in evaluation.verdicts
        if each.status in {Status.ON_PACE, Status.OPEN} and each.outlook and each.outlook.forecast
        if not each.outlook.forecast.meets
    ]
    counted = f"的{len(names)}项" if len(names) > 1 else "的"
    return f"目前没有滞后、但照已有速度推算到期达不到目标{counted}是{named(names)}。" if names else ""


def _provisional(evaluation: Evaluation) -> str:
    kinds: dict[str, list[str]] = {}
    for each in evaluation.verdicts:
        if word := provisional_word(each):
            kinds.setdefault(word, []).append(each.indicator.label)
    said = [
        f"{named(names)}{'' if len(names) == 1 else f'{len(names)}项'}用的是{word}数" for word, names in kinds.items()
    ]
    return f"{'，'.join(said)}，以最终数为准。" if said else ""


def _scores(evaluation: Evaluation, *, short: bool) -> str:
    """The score in the words of the self-evaluation, where the plan gives weights."""
    if evaluation.scores is None:
        return ""
    from sctarget.report.score_words import score_sentences, short_sentence

    if short:
        return short_sentence(evaluation.scores)
    return f"按权重计分：{''.join(score_sentences(evaluation))}"


def _returns(evaluation: Evaluation, elsewhere: str) -> str:
    """What the result does not rest on: departments that have not returned, cells that cannot be used yet."""
    texts = []
    missing = set(evaluation.missing)
    if missing:
        reporters = [item.reporters for item in evaluation.plan.indicators]
        reporters += [item.reporters for item in evaluation.plan.tasks]
        owed = sum(not missing.isdisjoint(names) for names in reporters)
        counted = "" if len(missing) == 1 else f"{len(missing)}个单位"
        texts.append(
            f"{'、'.join(evaluation.missing)}{counted}没有交{form_words(evaluation)}，涉及指标和任务{owed}项。"
        )
    held = [each for each in evaluation.problems if each.severity.blocking and each.code != "not_returned"]
    if held:
        texts.append(f"{'另' if missing else ''}有{len(held)}处数据有疑问，核实之前没有采用（见{elsewhere}）。")
    return "".join(texts)
