"""Problems of one plan file, gathered in one pass and handed over in the order of the lines."""

from __future__ import annotations

from pathlib import PurePath
from typing import Protocol

from sctarget.model.problem import Problem, make_problem
from sctarget.model.source import Source
from sctarget.readers.suggest import Hints


class Placed(Protocol):
    """What has a place in the file, counted from 0 as the parser does."""

    @property
    def line(self) -> int:
        """Lines above it."""

    @property
    def column(self) -> int:
        """Characters before it on its line."""


class PlanLog:
    """Everything that was found wrong in ``file`` so far; places count lines and columns from 1.

    Problems name the file as it was given, so that an editor finds it; the places of what is kept name it without its
    folders, as no result must tell where a plan lay.
    """

    __slots__ = ("_name", "_problems", "_shifts", "file", "hints")

    def __init__(self, file: str) -> None:
        self.file = file
        self._name = PurePath(file).name
        self.hints = Hints()
        self._problems: list[Problem] = []
        self._shifts: dict[int, list[tuple[int, int]]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems by line and column; what concerns the whole file comes first."""
        return tuple(sorted(self._problems, key=_place))

    @property
    def failed(self) -> bool:
        """Whether something was found that makes judging impossible."""
        return any(problem.severity.blocking for problem in self._problems)

    def source(self, line: int, column: int) -> Source:
        """The place of an entry that is kept, e.g. line 11, column 4 of the parser is ``plan.yaml:12:5``."""
        return self._source(self._name, line, column)

    def _source(self, file: str, line: int, column: int) -> Source:
        for start, width in self._shifts.get(line, ()):
            if column > start:
                column -= width
        return Source(file, line=line + 1, column=column + 1)

    def shift(self, line: int, column: int, width: int) -> None:
        """Remember that reading went on with ``width`` characters more on a line, so that later columns stay right."""
        self._shifts.setdefault(line, []).insert(0, (column, width))

    def at(self, line: int, column: int, code: str, read: str | None = None, **facts: object) -> None:
        """Add a problem at a place of the parser (lines and columns from 0)."""
        self._problems.append(make_problem(code, self._source(self.file, line, column), read=read, **_texts(facts)))

    def add(
        self, code: str, node: Placed, read: str | None = None, indicator: str | None = None, **facts: object
    ) -> None:
        """Add a problem at a node; a scalar is quoted verbatim where ``read`` says nothing else."""
        text = getattr(node, "value", None) if read is None else read
        place = self._source(self.file, node.line, node.column)
        self._problems.append(make_problem(code, place, read=text, indicator=indicator, **_texts(facts)))

    def whole(self, code: str, read: str | None = None, **facts: object) -> None:
        """Add a problem of the file as a whole."""
        self._problems.append(make_problem(code, Source(self.file), read=read, **_texts(facts)))


def _texts(facts: dict[str, object]) -> dict[str, str]:
    return {name: str(fact) for name, fact in facts.items()}


def _place(problem: Problem) -> tuple[int, int]:
    source = problem.source
    return (source.line or 0, source.column or 0) if source else (0, 0)
