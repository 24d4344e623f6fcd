"""A draft with its edits made: the same encoding, line ends and byte order mark; in Word only the characters change."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from sctarget.model.document import Draft, Edit, TextFile
from sctarget.writers.word_zip import SPACE, parsed, read_part, serialised, with_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def render_draft(draft: Draft, edits: Iterable[Edit]) -> bytes:
    """The bytes of the draft's file with the edits made."""
    if isinstance(draft.file, TextFile):
        return _text(draft.file, edits)
    return _word(draft, draft.file.data, edits)


def _text(file: TextFile, edits: Iterable[Edit]) -> bytes:
    pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", file.raw))]
    text = file.raw
    for edit in sorted(edits, reverse=True):
        start, end = (place + bisect_right(pairs, place - 1) for place in edit[:2])
        text = text[:start] + edit.written + text[end:]
    return file.mark + text.encode(file.encoding)


def _word(draft: Draft, data: bytes, edits: Iterable[Edit]) -> bytes:
    """The first run that an edit touches gets what is written, the others only lose characters."""
    changes: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    starts = [piece.start for piece in draft.pieces]
    for edit in edits:
        written, position = edit.written, edit.start
        while position < edit.end:
            piece = draft.pieces[bisect_right(starts, position) - 1]
            stop = min(edit.end, piece.start + piece.length)
            changes[piece.part].append((piece.node, position - piece.start, stop - piece.start, written))
            written, position = "", stop
    parts = {}
    for path, made in changes.items():
        root = parsed(read_part(data, path))
        nodes = list(root.iter(_TEXT))
        for node, start, end, written in sorted(made, reverse=True):
            text = nodes[node].text or ""
            nodes[node].text = text[:start] + written + text[end:]
            nodes[node].set(SPACE, "preserve")
        parts[path] = serialised(root)
    return with_parts(data, parts)
