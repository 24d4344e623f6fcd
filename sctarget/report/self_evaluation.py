"""绩效自评表 as a paper of its own: the table with its total, the departments, the rules (docs/scoring.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sctarget.report.document import Document, Text
from sctarget.report.score_words import score_sentences
from sctarget.report.scores import NoWeightsError, score_tables
from sctarget.report.titles import broken_title, over, quoted_title, reported_span
from sctarget.report.year_report import UNDATED, full_name

if TYPE_CHECKING:
    from sctarget.evaluate.result import Evaluation
    from sctarget.report.document import Frame


def self_evaluation(evaluation: Evaluation, frame: Frame) -> Document:
    """The self-evaluation on turned pages, as it is handed in; raises NoWeightsError where nothing is scored."""
    if evaluation.scores is None:
        raise NoWeightsError
    plan = evaluation.plan
    own, *others = score_tables(evaluation)
    when = "" if over(evaluation) else reported_span(evaluation.as_of, year=True)
    return Document(
        broken_title(frame.title or f"《{quoted_title(plan.title)}》{when}绩效自评表"),
        (own._replace(title=""), *others, *map(Text, score_sentences(evaluation))),
        f"{frame.addressee.rstrip('：:')}：" if frame.addressee else "",
        frame.signature or full_name(plan),
        frame.dated or UNDATED,
        landscape=True,
    )
