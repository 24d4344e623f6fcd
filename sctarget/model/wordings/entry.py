"""One line of the catalogue."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """Severity, title (for the manual) and message of a problem; the message is a ``str.format`` template.

    ``defects`` are numbers of the list of known defects of returned workbooks that it answers (tests/defects).
    """

    severity: str
    title: str
    message: str
    defects: tuple[int, ...] = ()
