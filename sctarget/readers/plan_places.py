"""Where each entry and key of a plan file stands in its text, so that single places can be changed (docs/extract.md).

``yaml_nodes`` knows where values begin, which is enough to tell problems; here their ends are needed as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sctarget.model.plan_places import EntryPlace, SectionPlace, Span

_FOREIGN_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


@dataclass(slots=True)
class _Node:
    span: Span
    column: int
    flow: bool = False
    value: str = ""
    children: list[_Node] = field(default_factory=list)


def find_places(text: str) -> dict[str, SectionPlace]:
    """The sections ``indicators`` and ``tasks`` of a plan file that reads without errors."""
    root = _tree(text)
    found: dict[str, SectionPlace] = {}
    for key, value in _pairs(root):
        if key.value in {"indicators", "tasks"}:
            entries = tuple(_entry(each) for each in value.children)
            found[key.value] = SectionPlace(value.span, value.column, value.flow, entries)
    return found


def _entry(node: _Node) -> EntryPlace:
    keys = {key.value: (key.span, value.span) for key, value in _pairs(node)}
    column = node.children[0].column if node.children else node.column
    return EntryPlace(node.span, column, node.flow, keys)


def _pairs(node: _Node) -> list[tuple[_Node, _Node]]:
    return list(zip(node.children[::2], node.children[1::2], strict=True))


def _tree(text: str) -> _Node:
    """The nodes of the one document; a block collection ends where the last of its values does."""
    import yaml
    from yaml import events

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    root = _Node(Span(0, 0), 0)
    stack = [root]
    for event in yaml.parse(text.translate(_FOREIGN_BREAKS), loader):
        if isinstance(event, events.ScalarEvent):
            stack[-1].children.append(_leaf(event, event.value, block=event.style in {"|", ">"}))
        elif isinstance(event, events.AliasEvent):
            stack[-1].children.append(_leaf(event, "", block=False))
        elif isinstance(event, events.CollectionStartEvent):
            node = _leaf(event, "", block=False)
            node.flow = bool(event.flow_style)
            stack[-1].children.append(node)
            stack.append(node)
        elif isinstance(event, events.CollectionEndEvent):
            node = stack.pop()
            last = node.children[-1].span if node.children else node.span
            end = _leaf(event, "", block=False).span if node.flow else last
            node.span = end._replace(start=node.span.start)
    return root.children[0]


def _leaf(event: Any, value: str, *, block: bool) -> _Node:  # noqa: ANN401 - the stubs of yaml let marks be None
    return _Node(Span(event.start_mark.index, event.end_mark.index, block), event.start_mark.column, value=value)
