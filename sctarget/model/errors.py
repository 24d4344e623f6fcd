"""Failures: what cannot go on.  What is wrong in people's data is a Problem instead (model/problem.py)."""

from __future__ import annotations


class SctargetError(Exception):
    """Base of every failure that is told to the user in one Chinese sentence; exit code 2."""

    exit_code = 2


class UnitMismatchError(SctargetError):
    """Two units of different dimensions, e.g. 家 and 项."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(f"计量单位“{source}”不能精确换算为“{target}”")


class UsageError(SctargetError):
    """A command that was asked for something impossible, in the words of the sentence given."""
