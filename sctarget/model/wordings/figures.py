"""Problems that appear when the figures of several workbooks meet each other and the plan."""

from sctarget.model.wordings.entry import Wording

FIGURE_WORDINGS: dict[str, Wording] = {}
