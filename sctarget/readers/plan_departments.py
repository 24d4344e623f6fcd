"""Departments of a plan: one name for each, collectives with their members, names that look alike."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from sctarget.model.plan import Department
from sctarget.readers.plan_fields import Fields, is_blank
from sctarget.readers.plan_keys import DEPARTMENT_KEYS
from sctarget.readers.yaml_nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sctarget.readers.plan_log import PlanLog

_EXAMPLE = "departments: [{name: 各镇, members: [甲镇, 乙镇]}]"
_LONG_NAMES = (
    ("科学技术", "科技"), ("工业和信息化", "工信"), ("人力资源和社会保障", "人社"), ("发展和改革", "发改"),
    ("市场监督管理", "市场监管"), ("文化和旅游", "文旅"), ("卫生健康", "卫健"),
    ("住房和城乡建设", "住建"), ("交通运输", "交通"), ("应急管理", "应急"),
    ("人民政府", "政府"), ("街道办事处", "街道"), ("管理委员会", "管委会"), ("委员会", "委"),
)  # fmt: skip
_PLACED = re.compile(r"(?P<place>.{0,12})(?P<level>[省市县区旗州])(?P<stem>.{2,})")
_JOINED = re.compile(r".+[、，,;；/].+")
_EVERYBODY = re.compile(r"(?:各|全体|全县|全市|全区).+")
_TELLING = frozenset("0123456789一二三四五六七八九十甲乙丙丁戊东西南北中新老上下前后大小省市县区镇乡村")
_SHORTEST = 4
_LONGEST = 40


class Departments:
    """The departments that a plan registers, and every name that its indicators and tasks mention."""

    def __init__(self, log: PlanLog) -> None:
        self._log = log
        self.registered: dict[str, Department] = {}
        self._canonical: dict[str, str] = {}
        self._seen: dict[str, Node] = {}
        self._collective = False

    def read(self, node: Node) -> None:
        """Read ``plan.departments``: names, or mappings with aliases, contact and members."""
        if type(node) is not Sequence:
            if not is_blank(node):
                self._log.add("not_a_list", node, key="departments", example=_EXAMPLE)
            return
        for item in node.items:
            if type(item) is Mapping:
                self._register(item)
            elif type(item) is Scalar and item.value.strip():
                self._claim(Department(item.value.strip()), item)
            else:
                self._log.add("department_name", item)
        self._collective = any(department.members for department in self.registered.values())
        for department in self.registered.values():
            self._check_members(department)

    def _register(self, node: Mapping) -> None:
        fields = Fields(self._log, node, DEPARTMENT_KEYS)
        name = fields.text("name")
        if name is None:
            self._log.add("department_name", node)
            return
        department = Department(
            name, fields.texts("aliases"), fields.text("contact"), fields.text("phone"), fields.texts("members")
        )
        self._claim(department, fields.entries["name"])

    def _claim(self, department: Department, node: Node) -> None:
        for name in (department.name, *department.aliases):
            if (holder := self._canonical.get(name)) is not None:
                self._log.add("department_repeated", node, read=name, holder=holder)
            else:
                self._canonical[name] = department.name
        if department.name not in self.registered:
            self.registered[department.name] = department
            self._seen[department.name] = node

    def _check_members(self, department: Department) -> None:
        if department.name in self._reached(department.members):
            self._log.add("department_cycle", self._seen[department.name], read=department.name)

    def _reached(self, names: Iterable[str]) -> dict[str, None]:
        found: dict[str, None] = {}
        waiting = list(names)[::-1]
        while waiting:
            name = self._canonical.get(waiting[-1], waiting[-1])
            waiting.pop()
            if name in found:
                continue
            found[name] = None
            if department := self.registered.get(name):
                waiting.extend(reversed(department.members))
        return found

    def expand(self, names: Iterable[str]) -> tuple[str, ...]:
        """The departments that fill in a form: collectives give way to their members."""
        if not self._collective:
            return tuple(names)
        return tuple(
            name for name in self._reached(names) if name not in self.registered or not self.registered[name].members
        )

    def names(self, fields: Fields, key: str) -> tuple[str, ...]:
        """The departments that a key names, each under its one name."""
        node = fields.entries.get(key)
        if node is None:
            return ()
        if type(node) is Scalar and (known := self._canonical.get(node.value)) is not None:
            return (known,)
        return tuple(dict.fromkeys(self.one_name(node) for node in fields.scalars(key)))

    def one_name(self, node: Scalar) -> str:
        """The one name of the department that a text node mentions."""
        name = node.value.strip()
        if (known := self._canonical.get(name)) is not None:
            return known
        self._canonical[name] = name
        self._seen[name] = node
        if _JOINED.fullmatch(name):
            parts = "、".join(re.split(r"[、，,;；/]", name)).replace("、", ", ")
            self._log.add("department_joined", node, parts=parts)
        elif _EVERYBODY.fullmatch(name):
            self._log.add("department_collective", node)
        return name

    def report_near(self) -> None:
        """Warn of names that seem to mean one body, with both places; aliases tie them together."""
        told: set[frozenset[str]] = set()
        for first, second in self._near():
            if frozenset((first, second)) in told:
                continue
            told.add(frozenset((first, second)))
            node, other = sorted((self._seen[first], self._seen[second]), key=lambda item: (item.line, item.column))
            later = second if self._seen[second] is other else first
            earlier = first if later == second else second
            self._log.add("department_near", other, read=later, other=earlier, line=node.line + 1)

    def _near(self) -> Iterable[tuple[str, str]]:
        spelt: dict[str, str] = {}
        stems: dict[str, list[tuple[str, str, str]]] = {}
        for name in self._seen:
            plain = plain_name(name)
            place, level, stem = split_name(plain)
            stems.setdefault(stem, []).append((place, level, name))
            if not _SHORTEST <= len(plain) <= _LONGEST:
                continue
            for key in {plain} | {plain[:cut] + plain[cut + 1 :] for cut in range(len(plain))}:
                other = spelt.setdefault(key, name)
                if other != name and _one_slip(plain_name(other), plain):
                    yield other, name
        for found in stems.values():
            yield from _same_body(found)


def _same_body(found: list[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    """Names of one office that may stand for each other: the same place, or a place left out that only one can be."""
    bodies: dict[tuple[str, str], list[str]] = {}
    fuller: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for place, level, name in found:
        body = (place, level)
        if body not in bodies:
            for cut in range(1, len(place) + 1):
                fuller.setdefault((place[cut:], level), []).append(body)
            if level:
                fuller.setdefault(("", ""), []).append(body)
        bodies.setdefault(body, []).append(name)
    for body, names in bodies.items():
        yield from pairwise(names)
        candidates = fuller.get(body, ())
        if len(candidates) == 1:
            yield names[0], bodies[candidates[0]][0]


def _one_slip(first: str, second: str) -> bool:
    """Whether one character is missing or two neighbours (not digits: 13中, 31中) are swapped.

    Another character usually is another body.
    """
    if len(first) != len(second):
        short, long = sorted((first, second), key=len)
        return len(short) >= _SHORTEST and any(
            long[:cut] + long[cut + 1 :] == short and long[cut] not in _TELLING for cut in range(len(long))
        )
    differing = [number for number in range(len(first)) if first[number] != second[number]]
    if not differing:
        return True
    return (
        len(differing) == 2  # noqa: PLR2004
        and differing[1] == differing[0] + 1
        and first[differing[0]] == second[differing[1]]
        and first[differing[1]] == second[differing[0]]
        and not first[differing[0] : differing[1] + 1].isdigit()
    )


def plain_name(name: str) -> str:
    """A name without blanks, width and the official long forms, e.g. 县科技局 for 县 科学技术局."""
    text = "".join(normalize("NFKC", name).split()).replace("\u200b", "").replace("\ufeff", "")
    for long, short in _LONG_NAMES:
        text = text.replace(long, short)
    return text


def split_name(plain: str) -> tuple[str, str, str]:
    """Place, level and office of a plain name, e.g. 泾川, 县, 科技局; empty where it names none."""
    match = _PLACED.fullmatch(plain)
    if match is None:
        return "", "", plain
    return match["place"], match["level"], match["stem"]
