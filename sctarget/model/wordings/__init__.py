"""The catalogue of problems: code → severity, message (what was found, what to do), title for the manual."""

from __future__ import annotations

from sctarget.model.wordings.context import CONTEXT_WORDINGS
from sctarget.model.wordings.decisions import DECISION_WORDINGS
from sctarget.model.wordings.entry import Wording
from sctarget.model.wordings.figures import FIGURE_WORDINGS
from sctarget.model.wordings.forms import FORM_WORDINGS
from sctarget.model.wordings.plans import PLAN_WORDINGS
from sctarget.model.wordings.scores import SCORE_WORDINGS
from sctarget.model.wordings.verifying import VERIFYING_WORDINGS

WORDINGS: dict[str, Wording] = {
    **PLAN_WORDINGS,
    **FORM_WORDINGS,
    **FIGURE_WORDINGS,
    **CONTEXT_WORDINGS,
    **DECISION_WORDINGS,
    **SCORE_WORDINGS,
    **VERIFYING_WORDINGS,
}
"""Every problem that the program can report; a code never changes its meaning."""

__all__ = ["WORDINGS", "Wording"]
