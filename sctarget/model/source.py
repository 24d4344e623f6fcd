"""Where something was read: a cell of a workbook or a line of a file, printable as people say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A place, e.g. ``泾川县_教育局.xlsx [填报表!H7]`` or ``plan.yaml:12:5``; lines and columns count from 1."""

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None
    raw: str | None = None
    sha256: str | None = None

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file} [{self.sheet}!{self.cell}]"
        if self.sheet:
            return f"{self.file} [{self.sheet}]"
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column}"
        return self.file
