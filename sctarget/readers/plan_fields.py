"""Typed access to one section of a plan file: texts, lists, choices, dates; what does not fit goes to the log."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from sctarget.model.period import Period, parse_period
from sctarget.readers.plan_keys import FALSE_WORDS, TRUE_WORDS
from sctarget.readers.suggest import is_it
from sctarget.readers.yaml_nodes import Mapping, Node, Scalar, Sequence
from sctarget.readers.yaml_traps import glued_entry, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping as Words
    from enum import StrEnum

    from sctarget.readers.plan_log import PlanLog

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|[/.](\d{1,2})[/.](\d{1,2}))")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%|％|个百分点|百分点)?")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_COUNT = re.compile(r"[+-]?[0-9]{1,4}")
_EARLIEST = -5
_MANY = 12
_ALL_KEYS = "可以写的键见 docs/plan-file.md。"
_SPOKEN_PERIOD = re.compile(
    r"(\d{4})年(?:度|底|末)?(?:([上下])半年(?:度)?|第?([一二三四1-4])季度|(\d{1,2})月(?:份|底|末)?)?"
)
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9]).*")

E = TypeVar("E", bound="StrEnum")


class Fields:
    """One mapping of a plan file, its keys checked; ``owner`` is the id of the indicator or task it belongs to."""

    __slots__ = ("entries", "log", "node", "owner")

    def __init__(self, log: PlanLog, node: Mapping, keys: Words[str, str], owner: str | None = None) -> None:
        self.log = log
        self.node = node
        self.owner = owner
        names = [key.value for key in node.children[::2]]
        self.entries: dict[str, Node] = dict(zip(names, node.children[1::2], strict=True))
        if len(self.entries) != len(names) or not self.entries.keys() <= keys.keys():
            self._sort_out(keys)

    def _sort_out(self, keys: Words[str, str]) -> None:
        """Keep the first of repeated keys, report unknown ones."""
        entries: dict[str, Node] = {}
        self.entries = entries
        for key, value in self.node.pairs:
            name = key.value
            if name in entries:
                self._repeated(key, entries[name])
            elif name in keys:
                entries[name] = value
            else:
                self._unknown(key, value, keys)

    def _repeated(self, key: Scalar, first: Node) -> None:
        self.log.add("key_repeated", key, indicator=self.owner, first=first.line + 1)

    def _unknown(self, key: Scalar, value: Node, keys: Words[str, str]) -> None:
        blank = isinstance(value, Scalar) and not value.value and not value.style
        if self.node.flow and blank and (fixed := glued_entry(key.value)):
            code = "yaml_full_width_colon" if "：" in key.value else "yaml_colon_blank"
            self.log.add(code, key, indicator=self.owner, fixed=fixed)
            name, _, meant = fixed.partition(": ")
            if name in keys:
                self.entries.setdefault(name, key._replace(value=meant))
        elif blank and (split := split_number(self.node, key)):
            name, joined = split
            self.log.add("yaml_comma", joined, indicator=self.owner, fixed=f"{name}: {quoted(joined.value)}")
            if name in self.entries:
                self.entries[name] = joined
        elif key.value == "<<":
            self.log.add("yaml_merge", key, indicator=self.owner)
        else:
            known = self.log.hints.nearest_key(key.value, keys)
            hint = is_it(known) or (_ALL_KEYS if len(keys) > _MANY else f"这里可以写：{'、'.join(keys)}。")
            self.log.add("key_unknown", key, indicator=self.owner, hint=hint)

    @property
    def label(self) -> str:
        """What to call this section in a message: its name, else its id, else its line."""
        return self.text("name") or self.owner or f"第{self.node.line + 1}行"

    def add(self, code: str, node: Node, read: str | None = None, **facts: object) -> None:
        """Add a problem at a node, naming the owner."""
        self.log.add(code, node, read=read, indicator=self.owner, **facts)

    def scalar(self, key: str) -> Scalar | None:
        """The text node of a key; None when it is absent, empty or not a text (which is reported)."""
        node = self.entries.get(key)
        if node is None:
            return None
        if type(node) is Scalar:
            if node.value and not node.value.isspace():
                return node
            if node.style in {">", "|"}:
                self.add("yaml_block_mark", node, read=node.style, fixed=f"{key}: {quoted('>=…')}")
            return None
        self.add("not_a_text", node, key=key)
        return None

    def text(self, key: str) -> str | None:
        """The text of a key without blanks around it."""
        node = self.entries.get(key)
        if type(node) is Scalar and (value := node.value.strip()):
            return value
        if node is not None:
            self.scalar(key)
        return None

    def scalars(self, key: str) -> list[Scalar]:
        """The text nodes of a key that takes one text or a list of texts."""
        node = self.entries.get(key)
        if node is None:
            return []
        if type(node) is not Sequence:
            found = self.scalar(key)
            return [found] if found else []
        items = []
        for item in node.items:
            if type(item) is not Scalar:
                self.add("not_a_text", item, key=key)
            elif item.value.strip():
                items.append(item)
        return items

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a key that takes one or a list, each once."""
        node = self.entries.get(key)
        if node is None:
            return ()
        if type(node) is Scalar and (value := node.value.strip()):
            return (value,)
        return tuple(dict.fromkeys(node.value.strip() for node in self.scalars(key)))

    def mapping(self, key: str, example: str) -> Mapping | None:
        """The mapping of a key; anything else is reported with an example of how to write it."""
        node = self.entries.get(key)
        if node is None or is_blank(node):
            return None
        if type(node) is Mapping:
            return node
        self.expected_mapping(node, key, example)
        return None

    def expected_mapping(self, node: Node, key: str, example: str) -> None:
        """Report a text or list that stands where keys and values belong."""
        if isinstance(node, Scalar) and (fixed := glued_entry(node.value.split("\n")[0].split(" ")[0])):
            code = "yaml_full_width_colon" if "：" in node.value else "yaml_colon_blank"
            self.add(code, node, fixed=fixed)
        else:
            self.add("not_a_mapping", node, key=key, example=example)

    def choice(self, key: str, choices: type[E], words: Words[str, str]) -> E | None:
        """The member of an enumeration that a key names."""
        node = self.scalar(key)
        if node is None:
            return None
        value = node.value.strip()
        try:
            return choices(value)
        except ValueError:
            meant = words.get(value) or self.log.hints.nearest(value, tuple(choices))
            hint = is_it(meant) or f"可以写：{'、'.join(choices)}。"
            self.add("value_unknown", node, key=key, hint=hint)
            return None

    def flag(self, key: str) -> bool:
        """Whether a key says true or 是."""
        node = self.scalar(key)
        if node is None:
            return False
        value = node.value.strip().lower()
        if value not in TRUE_WORDS and value not in FALSE_WORDS:
            self.add("not_a_flag", node, key=key)
        return value in TRUE_WORDS

    def number(self, key: str) -> Decimal | None:
        """A plain number from 0 up, e.g. a weight."""
        node = self.scalar(key)
        if node is None:
            return None
        if _NUMBER.fullmatch(node.value.strip()):
            return Decimal(node.value.strip())
        self.add("not_a_number", node, key=key)
        return None

    def share(self, key: str, default: Decimal) -> Decimal:
        """A share from 0 to 1, e.g. ``85%`` or ``0.85``."""
        node = self.scalar(key)
        if node is None:
            return default
        match = _SHARE.fullmatch(node.value.strip())
        if match is not None:
            found = Decimal(match[1]).scaleb(-2) if match[2] else Decimal(match[1])
            if found <= 1:
                return found
        self.add("not_a_share", node, key=key)
        return default

    def year(self, key: str) -> int | None:
        """A year of four digits."""
        node = self.scalar(key)
        if node is None:
            return None
        if _YEAR.fullmatch(node.value.strip()):
            return int(node.value)
        self.add("not_a_year", node, key=key)
        return None

    def offset(self, key: str) -> int:
        """A whole number of years back, from -5 to 0; 0 when absent."""
        node = self.scalar(key)
        if node is None:
            return 0
        value = node.value.strip()
        if _COUNT.fullmatch(value) and _EARLIEST <= int(value) <= 0:
            return int(value)
        self.add("not_an_offset", node, key=key, lowest=_EARLIEST)
        return 0

    def day(self, key: str) -> date | None:
        """A date, or the last day of a period."""
        node = self.scalar(key)
        if node is None:
            return None
        found = parse_day(node.value)
        if found is None and (period := parse_period(node.value)):
            found = period.end
        if found is None:
            self.add("not_a_date", node, key=key, hint=is_it(spoken_period(node.value)))
        return found

    def period(self, node: Scalar, key: str) -> Period | None:
        """The period that a text node writes."""
        found = parse_period(node.value)
        if found is None:
            self.add("not_a_period", node, key=key, hint=is_it(spoken_period(node.value)))
        return found


def split_number(node: Mapping, key: Scalar) -> tuple[str, Scalar] | None:
    """The key and the whole figure of ``{target: 1,200份}``, where YAML takes ``200份`` for another ``key``."""
    if not node.flow or not _THOUSANDS.fullmatch(key.value):
        return None
    position = next(number for number, child in enumerate(node.children) if child is key)
    before, value = node.children[position - 2 : position] or (key, key)
    if type(value) is not Scalar or type(before) is not Scalar or not value.value[-1:].isdigit():
        return None
    return before.value, value._replace(value=f"{value.value},{key.value}", style='"')


def is_blank(node: Node) -> bool:
    """Whether a key stands without a value."""
    return isinstance(node, Scalar) and not node.value.strip() and not node.style


def parse_day(text: str) -> date | None:
    """A date as people write it, e.g. 2023-12-31 or 2023年12月31日; None for other texts and impossible days."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def spoken_period(text: str) -> str | None:
    """The period that 2023年上半年 or 2023年6月 means, as plan files write it; None for other texts."""
    match = _SPOKEN_PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    year, half, quarter, month = match.groups()
    if half:
        return f"{year}H{1 if half == '上' else 2}"
    if quarter:
        return f"{year}Q{'一二三四'.find(quarter) + 1 or quarter}"
    return f"{year}-{int(month):02}" if month else str(year)
