"""What only the context shows: figures against the plan, against earlier returns, against each other.

The rules stand in tables, one small function each: ``FIGURE_RULES``, ``RELATION_RULES``, ``FORM_RULES``; their
thresholds and the reasons for them are in docs/crosscheck.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sctarget.evaluate.context import Context, Seen
from sctarget.evaluate.figure_rules import FIGURE_RULES
from sctarget.evaluate.form_rules import FORM_RULES
from sctarget.evaluate.relation_rules import RELATION_RULES
from sctarget.model.actual import Absence, Figure, FormReturn
from sctarget.model.problem import Problem, Severity, make_problem
from sctarget.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sctarget.evaluate.relation_rules import RelationRule
    from sctarget.model.decision import Decision
    from sctarget.model.plan import Plan


def crosscheck(plan: Plan, returns: Sequence[FormReturn], decisions: Sequence[Decision] = ()) -> tuple[FormReturn, ...]:
    """The same returns in the same order, their figures held against the plan, each other and earlier periods.

    A quarantined figure becomes ``Absence.TO_VERIFY`` with ``held`` = its value as read; a doubtful one is marked
    provisional.  What was found is appended to the problems of its form.  ``decisions`` are applied only to the earlier
    figures that later ones are held against (``apply_decisions`` settles the returns themselves).
    """
    context = Context(plan)
    related = [(rule, pairs) for rule in RELATION_RULES if (pairs := rule.applies(plan))]
    by_end: dict[date, list[int]] = {}
    checked: dict[int, FormReturn] = {}
    for number, form in enumerate(returns):
        if form.verifies:
            checked[number] = _verification(form, context)
        else:
            by_end.setdefault(form.period.end, []).append(number)
    for end, numbers in sorted(by_end.items()):
        drafts = {number: _Draft(returns[number], context) for number in numbers}
        filled = [draft for draft in drafts.values() if not draft.form.blank]
        for draft in filled:
            draft.check_figures()
        for rule, pairs in related:
            _check_relations(rule, pairs, filled, context)
        for draft in filled:
            draft.check_form()
        checked |= {number: draft.finished() for number, draft in drafts.items()}
        made = [decision for decision in decisions if decision.period.end == end]
        settled: Sequence[FormReturn] = [checked[number] for number in numbers]
        if made:
            from sctarget.evaluate.decide import apply_decisions

            settled = apply_decisions(plan, settled, made).value
        context.file(end, settled)
    return tuple(checked[number] for number in range(len(returns)))


def _verification(form: FormReturn, context: Context) -> FormReturn:
    """A 核定表 with each of its figures held against the plan, alone: it stands beside the reports, not among them."""
    rows = []
    for row in form.verifications:
        if row.figure is not None:
            draft = _Draft(form._replace(figures=(row.figure,), problems=()), context)
            draft.check_figures()
            done = draft.finished()
            form = form._replace(problems=(*form.problems, *done.problems))
            row = row._replace(figure=done.figures[0])  # noqa: PLW2901  (the row as it is from here on)
        rows.append(row)
    return form._replace(verifications=tuple(rows))


class _Draft:
    """One return on its way through the rules."""

    def __init__(self, form: FormReturn, context: Context) -> None:
        self.form = form
        self._context = context
        self._problems: list[Problem] = []
        self._held: set[str] = set()
        self._doubtful: set[str] = set()
        found = (context.seen(form, figure) for figure in form.figures)
        self._seen = [seen for seen in found if seen is not None]

    def check_figures(self) -> None:
        """Every rule on single figures, until one of them keeps the figure from being used."""
        for seen in self._seen:
            for rule in FIGURE_RULES:
                if rule.applies(seen) and (facts := rule.check(seen)) is not None:
                    self.doubt(rule.code, seen, facts)
                    if seen.figure.indicator in self._held:
                        break

    def check_form(self) -> None:
        """Every rule on the form as a whole."""
        for rule in FORM_RULES:
            if rule.applies(self._seen) and (finding := rule.check(self.form, self._seen, self._context)) is not None:
                source = Source(self.form.file, sha256=self.form.sha256)
                self._problems.append(make_problem(rule.code, source, department=self.form.department, **finding.facts))
                if finding.doubtful:
                    self._doubtful.update(seen.figure.indicator for seen in self._seen)

    def doubt(self, code: str, seen: Seen, facts: dict[str, str]) -> None:
        """Say what is wrong with a figure, and hold it back or mark it as its severity demands.

        Of a figure that is held back nothing is said that would hold only if it were used.
        """
        figure, label = seen.figure, seen.indicator.label
        read = (figure.source.raw or "").strip()
        problem = make_problem(
            code,
            figure.source,
            read=read,
            department=figure.department,
            indicator=figure.indicator,
            **{"name": label, **facts},
        )
        if problem.severity.blocking:
            self._problems = [
                each for each in self._problems if each.indicator != figure.indicator or each.severity.blocking
            ]
            self._held.add(figure.indicator)
        elif problem.severity is Severity.WARNING:
            self._doubtful.add(figure.indicator)
        self._problems.append(problem)

    def figure(self, indicator: str) -> Seen | None:
        """A figure that no rule has held back."""
        if indicator in self._held:
            return None
        return next((seen for seen in self._seen if seen.figure.indicator == indicator), None)

    def finished(self) -> FormReturn:
        """The return with everything that was found."""
        if not self._problems:
            return self.form
        figures = tuple(self._marked(figure) for figure in self.form.figures)
        return self.form._replace(figures=figures, problems=(*self.form.problems, *self._problems))

    def _marked(self, figure: Figure) -> Figure:
        held = figure.indicator in self._held
        if held and not isinstance(figure.value, Absence):
            return replace(figure, value=Absence.TO_VERIFY, held=figure.value, provisional=False)
        doubtful = figure.indicator in self._doubtful and not isinstance(figure.value, Absence)
        return replace(figure, provisional=True) if doubtful else figure


def _check_relations(
    rule: RelationRule, pairs: dict[str, tuple[str, ...]], drafts: list[_Draft], context: Context
) -> None:
    """One rule between indicators, for every form that reports the first of them."""
    for draft in drafts:
        for key, others in pairs.items():
            first = draft.figure(key)
            beside = [_beside(draft, other, key, drafts, context) for other in others] if first is not None else []
            found = {seen.figure.indicator: (owner, seen) for owner, seen in filter(None, beside)}
            if first is None or not found:
                continue
            owners = {key: draft, **{indicator: owner for indicator, (owner, _) in found.items()}}
            for finding in list(rule.check(first, [seen for _, seen in found.values()], context)):
                owners[finding.seen.figure.indicator].doubt(rule.code, finding.seen, finding.facts)


def _beside(
    draft: _Draft, indicator: str, key: str, drafts: list[_Draft], context: Context
) -> tuple[_Draft, Seen] | None:
    """The figure that another is held against: of the same form, else of the only form that has it."""
    own = draft.figure(indicator)
    if own is not None:
        return draft, own
    if any(len(context.indicators[item].reporters) > 1 for item in (indicator, key) if item in context.indicators):
        return None
    found = [(other, seen) for other in drafts if (seen := other.figure(indicator)) is not None]
    return found[0] if len(found) == 1 else None
