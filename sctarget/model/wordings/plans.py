"""Problems of a plan file."""

from sctarget.model.wordings.entry import Wording

PLAN_WORDINGS: dict[str, Wording] = {}
