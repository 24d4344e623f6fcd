"""What indicators and tasks have in common: their list, ids and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sctarget.readers.plan_fields import Fields, is_blank
from sctarget.readers.yaml_nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sctarget.readers.plan_log import PlanLog

MAX_ITEMS = 20_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NO_ID = re.compile(r"[^a-z0-9_]+")


class Ids:
    """The ids of a file, which indicators and tasks share, with the place of each."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        self.places: dict[str, Scalar] = {}

    def read(self, fields: Fields) -> str:
        """The id of an indicator or task, empty when it has none."""
        node = fields.scalar("id")
        if node is None:
            if "id" not in fields.entries or is_blank(fields.entries["id"]):
                fields.add("id_missing", fields.node, read=fields.label)
            return ""
        text = node.value.strip()
        fields.owner = text
        if not _ID.fullmatch(text):
            meant = _NO_ID.sub("_", text.lower()).strip("_")
            hint = f"是不是“{meant}”？" if _ID.fullmatch(meant) else "例如 rd_intensity。"
            fields.add("id_form", node, hint=hint)
        elif (first := self.places.get(text)) is not None:
            fields.add("id_repeated", node, first=first.line + 1)
        else:
            self.places[text] = node
        return text


def read_name(fields: Fields, fallback: str) -> str:
    """The name of an indicator or task, reported when missing."""
    name = fields.text("name")
    if name is None:
        if "name" not in fields.entries or is_blank(fields.entries["name"]):
            fields.add("name_missing", fields.node, read=fallback or fields.label)
        return fallback
    return name


def read_review(fields: Fields) -> str | None:
    """Why a person has to look at an entry, told as a note."""
    node = fields.scalar("review")
    if node is None:
        return None
    text = node.value.strip()
    fields.add("to_review", node, read=text.removeprefix("待核").lstrip("：: ") or text)
    return text


def read_items(log: PlanLog, root: Fields, section: str, keys: dict[str, str]) -> Iterator[Fields]:
    """The entries of ``indicators:`` or ``tasks:``, one by one; too many of them are refused at once."""
    node = root.entries.get(section)
    if node is None or is_blank(node):
        return
    example = f"{section}: 下一行起，每项以“  - id: …”开头"
    if type(node) is not Sequence:
        if isinstance(node, Scalar):
            root.expected_mapping(node, section, example)
        else:
            log.add("not_a_list", node, read="", key=section, example=example)
        return
    if len(node.items) > MAX_ITEMS:
        log.add("too_many_items", node, read=section, count=len(node.items), limit=MAX_ITEMS)
        return
    for item in node.items:
        if type(item) is Mapping:
            yield Fields(log, item, keys)
        else:
            root.expected_mapping(item, section, example)
