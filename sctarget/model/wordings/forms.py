"""Problems of returned workbooks."""

from sctarget.model.wordings.entry import Wording

FORM_WORDINGS: dict[str, Wording] = {}
