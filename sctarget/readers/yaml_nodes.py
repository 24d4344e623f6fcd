"""YAML text → nodes that know their line and column; every value stays the text that was written.

Only what a plan needs of YAML is let in: no tags, one document, aliases and nesting bounded.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from sctarget.readers.yaml_traps import find_trap, split_lines, swallowed_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sctarget.readers.plan_log import PlanLog

MAX_DEPTH = 20
MAX_ITEMS = 1_000_000
MAX_ALIASED = 10_000
_MAX_REPAIRS = 50
_REPAIR_BUDGET = 20_000_000
_MAX_REPAIRS_A_LINE = 6


class Scalar(NamedTuple):
    """A text with its place, e.g. ``达到0.16亿元以上``; ``style`` is its quote or block mark, empty when plain."""

    value: str
    line: int
    column: int
    style: str | None


class Mapping:
    """Keys and values in the order of the file, repeated keys included; ``flow`` when written with braces.

    ``children`` holds them in turn: key, value, key, value.
    """

    __slots__ = ("children", "column", "flow", "line")

    def __init__(self, children: list[Any], line: int, column: int, *, flow: bool) -> None:
        self.children = children
        self.line = line
        self.column = column
        self.flow = flow

    @property
    def pairs(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its value."""
        return zip(self.children[::2], self.children[1::2], strict=True)


class Sequence:
    """The items of a list."""

    __slots__ = ("column", "items", "line")

    def __init__(self, items: list[Node], line: int, column: int) -> None:
        self.items = items
        self.line = line
        self.column = column


Node: TypeAlias = Scalar | Mapping | Sequence
_Event: TypeAlias = Any  # the stubs of yaml leave out half of what an event has


class _StopReading(Exception):  # noqa: N818  (no failure: the reason is in the log already)
    """The text goes beyond a bound."""


def parse_nodes(text: str, log: PlanLog) -> Node | None:
    """The one document of a YAML text as nodes, or None when it is empty or cannot be read; problems go to the log.

    A place that breaks YAML's grammar in a known way (``unit: %``) is reported and read as it was meant, so that the
    problems behind it are found in the same pass.
    """
    import yaml  # three times the start of Python: only for who reads a plan

    if text.count("\n") + text.count(",") > MAX_ITEMS:
        log.whole("yaml_too_many", limit=MAX_ITEMS // 10_000)
        return None
    tries: Counter[int] = Counter()
    for _ in range(max(1, min(_MAX_REPAIRS, _REPAIR_BUDGET // (len(text) + 1)))):
        try:
            return _Composer(text, log).compose()
        except _StopReading:
            return None
        except yaml.YAMLError as error:
            lines = split_lines(text)
            trap = find_trap(lines, error)
            tries[trap.line] += 1
            if tries[trap.line] > _MAX_REPAIRS_A_LINE:
                return None
            log.at(trap.line, trap.column, trap.code, trap.read, fixed=trap.fixed)
            if trap.repaired is None or trap.repaired == lines[trap.line]:
                return None
            log.shift(trap.line, trap.column, len(trap.repaired) - len(lines[trap.line]))
            lines[trap.line] = trap.repaired
            text = "\n".join(lines)
    return None


def _event_source(text: str) -> Callable[[], Any]:
    import yaml

    if yaml.__with_libyaml__:
        return yaml.CSafeLoader(text).get_event
    return yaml.SafeLoader(text).get_event


class _Composer:
    """One pass over the parser's events; what it objects to without stopping is reported at the end."""

    __slots__ = ("_aliased", "_anchors", "_documents", "_found", "_log", "_text")

    def __init__(self, text: str, log: PlanLog) -> None:
        self._text = text
        self._log = log
        self._anchors: dict[str, Node] = {}
        self._found: list[tuple[int, int, str, str]] = []
        self._aliased = self._documents = 0

    def compose(self) -> Node | None:  # noqa: C901  (one loop over a flat stream)
        """The nodes of the document."""
        from yaml import events

        scalar, mapping, sequence = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
        ends = (events.MappingEndEvent, events.SequenceEndEvent)
        next_event = _event_source(self._text)
        new = tuple.__new__
        children: list[Any] = []
        stack: list[tuple[list[Any], _Event]] = []
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar:
                mark = event.start_mark
                node = new(Scalar, (event.value, mark.line, mark.column, event.style))
                children.append(node)
                if event.anchor or event.tag:
                    self._mark(event, node)
                if not event.style and (":" in event.value or "：" in event.value):
                    self._check_lines(event)
            elif kind is mapping or kind is sequence:
                self._check_bounds(event, stack, children)
                stack.append((children, event))
                children = []
            elif kind in ends:
                parent, start = stack.pop()
                collection = _collection(start, children, is_mapping=type(start) is mapping)
                if start.anchor or start.tag:
                    self._mark(start, collection)
                children = parent
                children.append(collection)
            elif kind is events.AliasEvent:
                children.append(self._alias(event))
            elif kind is events.DocumentStartEvent:
                self._start_document(event)
            elif kind is events.StreamEndEvent:
                return self._finish(children)

    def _start_document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(event, "yaml_documents", "---")

    def _finish(self, children: list[Any]) -> Node | None:
        for line, column, code, read in self._found:
            self._log.at(line, column, code, read)
        return children[0] if children else None

    def _stop(self, event: _Event, code: str, read: str | None = None, **facts: object) -> NoReturn:
        self._log.at(event.start_mark.line, event.start_mark.column, code, read, **facts)
        raise _StopReading

    def _check_bounds(self, event: _Event, stack: list[Any], children: list[Any]) -> None:
        if len(stack) >= MAX_DEPTH:
            self._stop(event, "yaml_depth", limit=MAX_DEPTH)
        if stack and type(stack[-1][1]).__name__ == "MappingStartEvent" and len(children) % 2 == 0:
            self._stop(event, "yaml_complex_key")

    def _mark(self, event: _Event, node: Node) -> None:
        if event.anchor:
            self._anchors[event.anchor] = node
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._found.append((event.start_mark.line, event.start_mark.column, "yaml_tag", tag))

    def _alias(self, event: _Event) -> Node:
        mark = event.start_mark
        target = self._anchors.get(event.anchor)
        if target is None:
            self._found.append((mark.line, mark.column, "yaml_alias_unknown", f"*{event.anchor}"))
            return Scalar("*", mark.line, mark.column, '"')
        self._aliased += _size(target)
        if self._aliased > MAX_ALIASED:
            self._stop(event, "yaml_alias_limit", f"*{event.anchor}", limit=MAX_ALIASED)
        return target

    def _check_lines(self, event: _Event) -> None:
        key = swallowed_key(event.value) if event.end_mark.line != event.start_mark.line else None
        if key is not None:
            lines = split_lines(self._text)
            first, last = event.start_mark.line, event.end_mark.line
            line = next(number for number in range(last, first - 1, -1) if key in lines[number])
            self._found.append((line, lines[line].index(key), "yaml_swallowed", key))


def _size(node: Node) -> int:
    if isinstance(node, Scalar):
        return 1
    inside: list[Node] = node.children if isinstance(node, Mapping) else node.items
    return 1 + sum(_size(item) for item in inside)


def _collection(start: _Event, children: list[Any], *, is_mapping: bool) -> Mapping | Sequence:
    mark = start.start_mark
    if is_mapping:
        return Mapping(children, mark.line, mark.column, flow=start.flow_style)
    return Sequence(children, mark.line, mark.column)
