"""Which data departments have sent their 核定表 back, and how far they came (docs/verifying.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sctarget.evaluate.verified import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sctarget.evaluate.answers import Settled
    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Plan


class VerifyReturn(NamedTuple):
    """One data department's 核定表 for the period: how many of its ``rows`` are verified, how many figures are used.

    It has come back (``returned``) once something on it is verified.
    """

    department: str
    returned: bool
    rows: int
    verified: int = 0
    used: int = 0
    files: tuple[str, ...] = ()


def verify_returns(
    plan: Plan, sent: Sequence[FormReturn], now: Settled | None, names: Iterable[str]
) -> tuple[VerifyReturn, ...]:
    """The state of each named department's 核定表 among those that were ``sent`` back for a period."""
    from sctarget.model.verify_form import verify_rows

    used = [figure.verified for signed in (now.figures if now else {}).values() for _, figure in signed]
    found = []
    for name in names:
        own = [form for form in sent if form.department == name]
        cells = {(row.indicator, row.reporter) for row in rows_of(own) if row.figure is not None}
        rows = len(verify_rows(plan, name, now.period if now else plan.period))
        counted = sum(each is not None and each.department == name for each in used)
        found.append(VerifyReturn(name, bool(cells), rows, len(cells), counted, tuple(form.file for form in own)))
    return tuple(found)
