"""Results that were saved and are read again to be compared (docs/diff.md): verdicts, and collected figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from sctarget.model.source import Source


class SavedTarget(NamedTuple):
    """What a saved verdict was judged by; ``revised`` is the date and document that changed it."""

    text: str
    comparator: str
    value: Decimal | None
    high: Decimal | None
    revised: str = ""


class SavedVerdict(NamedTuple):
    """One indicator of a saved check result; figures in its unit, rates and shares as fractions.

    ``settings`` are the other words of the plan that a verdict rests on, by JSON key (kind, binding, baseline …);
    ``verified`` says who verified (核定) what, one sentence each.
    """

    id: str
    label: str
    lead: tuple[str, ...]
    unit: str
    status: str
    light: str
    provisional: bool
    target: SavedTarget | None
    value: Decimal | None
    period: str
    state: str
    completion: Decimal | None
    progress: Decimal | None
    expected: Decimal | None
    score: str
    weight: str
    graded: str
    settings: Mapping[str, str]
    verified: tuple[str, ...]
    sources: tuple[Source, ...]


class SavedTask(NamedTuple):
    """One task of a saved check result; ``status`` is done, in_progress …."""

    id: str
    label: str
    lead: tuple[str, ...]
    due: str
    status: str
    overdue: bool
    score: str
    weight: str
    graded: str
    sources: tuple[Source, ...]


class SavedScore(NamedTuple):
    """What a department scored; empty words where nothing was given."""

    department: str
    score: str
    rank: str


class SavedProblem(NamedTuple):
    """One problem of a saved result, as far as a comparison needs it."""

    code: str
    severity: str
    indicator: str
    department: str
    source: Source | None
    message: str


class SavedCheck(NamedTuple):
    """A whole saved check result; ``rules`` are those of judging by key, as text."""

    plan: str
    title: str
    fingerprint: str
    as_of: str
    rules: Mapping[str, str]
    score: str
    verdicts: tuple[SavedVerdict, ...]
    tasks: tuple[SavedTask, ...]
    departments: tuple[SavedScore, ...]
    problems: tuple[SavedProblem, ...]


class SavedFigure(NamedTuple):
    """One cell of a collected set: what a department sent for an indicator or a task in a period.

    ``value`` is the figure, or the state of a task (done …), if it can be used; ``use`` is usable, formula, or why it
    is not used (unreported, to_verify …); ``held`` is what a cell seems to say that is not used yet.  ``texts`` are the
    other words of its row by key (reason, measures …); of a set that does not tell all, only those it tells.
    """

    item: str
    label: str
    department: str
    period: str
    use: str
    value: str
    unit: str
    state: str
    held: str
    texts: Mapping[str, str]
    source: Source | None


class SavedSet(NamedTuple):
    """A collected set.

    ``whole`` when it also holds what was not used and the tasks; ``departments`` are who sent what, period and
    department → returned, late, missing ….
    """

    title: str
    periods: tuple[str, ...]
    figures: tuple[SavedFigure, ...]
    departments: Mapping[tuple[str, str], str]
    whole: bool
