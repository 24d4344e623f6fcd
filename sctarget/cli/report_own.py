"""``report`` with a document of the user's own: a Word template whose slots are filled, or a draft with stars."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli import console
from sctarget.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sctarget.evaluate.result import Evaluation
    from sctarget.report.table import Page

EXIT_LEFT = 1
"""Stars are left in a draft."""


class Made(NamedTuple):
    """The bytes of the document; of a draft also the account of its stars, and how many are left."""

    data: bytes
    account: Page | None = None
    left: int = 0


def own_filler(
    template: Path | None, draft: Path | None, output: Path, others: list[str]
) -> Callable[[Evaluation], Made]:
    """What fills the user's own document, which is read and checked at once; ``others`` are the options beside it.

    Raises UsageError for options that do not go together.
    """
    own = [name for name, path in (("--template", template), ("--draft", draft)) if path is not None]
    together = [*own, *others]
    if len(together) > 1:
        raise UsageError(
            f"{together[0]} 不能与 {'、'.join(together[1:])} 同用：版式和文字都用您自己文件里的。请去掉后面的。"
        )
    return _template_filler(template, output) if template is not None else _draft_filler(draft or Path(), output)


def tell_account(made: Made) -> int:
    """Show what became of the stars, on standard output; returns the exit code."""
    if made.account is not None:
        from sctarget.writers.terminal import render_terminal

        color = console.colour_wanted("stdout")
        console.write_line(render_terminal(made.account, console.width(), color=color))
    return EXIT_LEFT if made.left else 0


def _template_filler(template: Path, output: Path) -> Callable[[Evaluation], Made]:
    from sctarget.readers.document_file import read_word

    if output.suffix.lower() != ".docx":
        raise UsageError(f"模板填好以后是 Word 文件。请把 -o {output} 的扩展名改成 .docx。")
    source = read_word(template)

    def fill(evaluation: Evaluation) -> Made:
        from sctarget.report.plan_slots import make_slots
        from sctarget.writers.template_docx import render_template

        return Made(render_template(source, make_slots(evaluation)))

    return fill


def _draft_filler(draft: Path, output: Path) -> Callable[[Evaluation], Made]:
    from sctarget.readers.starred import read_draft

    if output.suffix.lower() != draft.suffix.lower():
        raise UsageError(f"稿子是“{draft.suffix}”文件，填好后也是。请把 -o {output} 的扩展名改成一样的。")
    source = read_draft(draft)

    def fill(evaluation: Evaluation) -> Made:
        from sctarget.readers.dictionary import find_standard
        from sctarget.report.starred import fill_draft
        from sctarget.report.starred_page import draft_page
        from sctarget.writers.starred import render_draft

        filled = fill_draft(source.text, evaluation, find_standard)
        if not filled.filled and not filled.left:
            raise UsageError(f"{draft} 里没有要填的 *。")
        return Made(render_draft(source, filled.edits), draft_page(draft.name, filled), len(filled.left))

    return fill
