"""Saved check and collect results (JSON) → values, or what is wrong with the file (docs/diff.md)."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sctarget.model.errors import SctargetError
from sctarget.model.saved import (
    SavedCheck,
    SavedFigure,
    SavedProblem,
    SavedScore,
    SavedSet,
    SavedTarget,
    SavedTask,
    SavedVerdict,
)
from sctarget.model.source import Source

CHECK, COLLECT = "sctarget.check", "sctarget.collect"
_VERSION = "1"
_OTHERS = {
    "sctarget.trend": "走势（trend）",
    "sctarget.extract": "提取（extract）的结果",
    "sctarget.validate": "计划检查（validate）的结果",
    "sctarget.diff": "比较（diff）的结果",
}
_SHARES = ("nearly", "behind", "far_behind", "tolerance")
_SETTINGS = ("kind", "binding", "baseline", "milestone")
_MOST_BYTES = 200_000_000


class SavedResultError(SctargetError):
    """A file that is no saved result, or one of another version, or damaged."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} {why}")


def read_saved_json(data: bytes, file: str) -> SavedCheck | SavedSet:
    """A result that ``check --format json`` or ``collect -o figures.json`` wrote.

    Raises SavedResultError for anything else, for another version of the format and for a damaged document.
    """
    if len(data) > _MOST_BYTES:
        raise SavedResultError(file, f"超过{_MOST_BYTES // 1_000_000}MB，不像是保存的结果。请核对文件。")
    document = _parsed(data, file)
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(schema, str) or not schema.startswith("sctarget."):
        raise SavedResultError(
            file,
            "不是 sctarget 写出的结果。请用 sctarget check --format json 或 collect -o figures.json 保存。",
        )
    kind, _, version = schema.partition("/")
    if kind in _OTHERS:
        raise SavedResultError(
            file, f"是{_OTHERS[kind]}，不能比较。能比较的是两份计划、两次收表、两次判定结果（check --format json）。"
        )
    if kind not in {CHECK, COLLECT} or version != _VERSION:
        raise SavedResultError(
            file,
            f"的格式是“{schema}”，本程序只认 {CHECK}/{_VERSION} 和 {COLLECT}/{_VERSION}。请用同一版本的程序重新保存。",
        )
    top = _Node(file, "", document)
    return _check(top) if kind == CHECK else _collected(top)


def _parsed(data: bytes, file: str) -> Any:  # noqa: ANN401  (any JSON)
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "gb18030"):
        try:
            return json.loads(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        except ValueError as failure:
            line = getattr(failure, "lineno", None)
            where = f"（第{line}行）" if line else ""
            raise SavedResultError(file, f"不是完整的 JSON{where}，可能没有写完。请重新保存。") from failure
        except RecursionError as failure:
            raise SavedResultError(file, "不是 sctarget 写出的结果：层次太深。") from failure
    raise SavedResultError(file, "读不出文字。请重新保存为 UTF-8。")


class _Node(NamedTuple):
    """A part of a document with its place, for messages."""

    file: str
    place: str
    value: Any

    def wrong(self, key: str) -> SavedResultError:
        return SavedResultError(self.file, f"不是完整的结果：{self.place}{key} 缺少或不是该有的样子。请重新保存。")

    def at(self, key: str) -> _Node:
        """An object inside; raises where it is missing."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        if not isinstance(found, dict):
            raise self.wrong(key)
        return _Node(self.file, f"{self.place}{key}.", found)

    def maybe(self, key: str) -> _Node | None:
        """The same, None where it is null or missing."""
        return None if self.value.get(key) is None else self.at(key)

    def every(self, key: str) -> tuple[_Node, ...]:
        """The objects of a list; a missing list is damage."""
        found = self.value.get(key)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.wrong(key)
        return tuple(_Node(self.file, f"{self.place}{key}[{number}].", each) for number, each in enumerate(found))

    def text(self, key: str) -> str:
        """A text, empty where it is null."""
        found = self.value.get(key)
        if found is not None and not isinstance(found, str):
            raise self.wrong(key)
        return found or ""

    def must(self, key: str) -> str:
        """A text that must be there."""
        if not self.text(key):
            raise self.wrong(key)
        return self.text(key)

    def number(self, key: str) -> Decimal | None:
        """A decimal string, None where it is null."""
        text = self.text(key)
        try:
            value = Decimal(text) if text else None
        except InvalidOperation:
            raise self.wrong(key) from None
        if value is not None and not value.is_finite():
            raise self.wrong(key)
        return value

    def truth(self, key: str) -> bool:
        found = self.value.get(key)
        if not isinstance(found, bool):
            raise self.wrong(key)
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.value.get(key)
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.wrong(key)
        return tuple(found)

    def words(self, key: str) -> str:
        """Any value in one line, for settings that are only compared."""
        found = self.value.get(key)
        return "" if found is None else found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)

    def source(self) -> Source:
        return Source(
            self.must("file"),
            sheet=self.text("sheet") or None,
            cell=self.text("cell") or None,
            raw=self.text("raw") or None,
            sha256=self.text("sha256") or None,
        )


def _check(top: _Node) -> SavedCheck:
    plan, rules = top.at("plan"), top.at("rules")
    for key in _SHARES:
        rules.number(key)
    return SavedCheck(
        plan=plan.must("id"),
        title=plan.text("title"),
        fingerprint=plan.text("fingerprint"),
        as_of=top.must("as_of"),
        rules={key: _usual(rules.words(key)) for key in rules.value},
        score=top.at("summary").text("score"),
        verdicts=tuple(map(_verdict, top.every("indicators"))),
        tasks=tuple(map(_task, top.every("tasks"))),
        departments=tuple(map(_score, top.every("departments"))) if "departments" in top.value else (),
        problems=tuple(map(_problem, top.every("problems"))),
    )


def _usual(text: str) -> str:
    """0.80 and 0.8 are one threshold."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def _verdict(node: _Node) -> SavedVerdict:
    actual, pace = node.maybe("actual"), node.maybe("pace")
    name, scope = node.must("name"), node.text("scope")
    return SavedVerdict(
        id=node.must("id"),
        label=f"{name}（{scope}）" if scope else name,
        lead=node.names("lead"),
        unit=node.text("unit"),
        status=node.must("status"),
        light=node.text("light"),
        provisional=node.truth("provisional"),
        target=_target(node.maybe("target")),
        value=actual.number("value") if actual else None,
        period=actual.text("period") if actual else "",
        state=actual.text("state") if actual else "",
        completion=node.number("completion"),
        progress=node.number("progress"),
        expected=pace.number("expected") if pace else None,
        score=node.text("score"),
        weight=node.text("weight"),
        graded=_graded(node.maybe("grade")),
        settings={key: _setting(node, key) for key in _SETTINGS},
        verified=_verified(node),
        sources=_sources(node, actual),
    )


def _verified(node: _Node) -> tuple[str, ...]:
    """Who verified what, e.g. 县统计局核定县工信局为11家（自报13家）; results of before 核定 have no such key."""
    found = node.maybe("verified")
    return () if found is None else tuple(_verified_item(each, node.text("unit")) for each in found.every("items"))


def _verified_item(node: _Node, unit: str) -> str:
    reported = node.text("reported")
    was = f"（自报{reported}{unit}）" if reported else "（没有自报）"
    who = node.at("source").must("department")
    return f"{who}核定{node.must('reporter')}为{node.must('value')}{unit}{was}"


def _setting(node: _Node, key: str) -> str:
    """A setting as text; of the milestone only what the plan says, not how it stands."""
    if key != "milestone":
        return node.words(key)
    milestone = node.maybe(key)
    return f"{milestone.text('period')} {milestone.text('text') or milestone.text('target')}" if milestone else ""


def _sources(node: _Node, actual: _Node | None) -> tuple[Source, ...]:
    """The cells of the figure; of a computed one the cells of its inputs, where there is no figure those looked at."""
    computed = node.maybe("computed")
    if actual is not None and (found := actual.every("sources")):
        return tuple(each.source() for each in found)
    if computed is not None:
        return tuple(each.source() for part in computed.every("inputs") for each in part.every("sources"))
    return tuple(each.source() for each in node.every("sources")) if "sources" in node.value else ()


def _target(node: _Node | None) -> SavedTarget | None:
    if node is None:
        return None
    revised = node.maybe("revised")
    said = "" if revised is None else "，".join(filter(None, (revised.text("date"), revised.text("document"))))
    return SavedTarget(node.text("text"), node.must("comparator"), node.number("value"), node.number("high"), said)


def _graded(node: _Node | None) -> str:
    """A person's grade, e.g. ``achieved 张某 2023-12-20``; empty where there is none."""
    return "" if node is None else " ".join(filter(None, map(node.words, ("level", "share", "who", "when", "why"))))


def _task(node: _Node) -> SavedTask:
    return SavedTask(
        id=node.must("id"),
        label=node.must("name"),
        lead=node.names("lead"),
        due=node.must("due"),
        status=node.must("status"),
        overdue=node.truth("overdue"),
        score=node.text("score"),
        weight=node.text("weight"),
        graded=_graded(node.maybe("grade")),
        sources=tuple(each.source() for each in node.every("sources")),
    )


def _score(node: _Node) -> SavedScore:
    return SavedScore(node.must("department"), node.text("score"), node.words("rank"))


def _problem(node: _Node) -> SavedProblem:
    return SavedProblem(
        code=node.must("code"),
        severity=node.must("severity"),
        indicator=node.text("indicator"),
        department=node.text("department"),
        source=node.source() if node.text("file") else None,
        message=node.text("message"),
    )


def _collected(top: _Node) -> SavedSet:
    plan, period = top.at("plan"), top.text("period")
    return SavedSet(
        title=plan.text("title"),
        periods=(period,) if period else (),
        figures=tuple(map(_figure, top.every("figures"))),
        departments={(period, each.must("department")): each.must("status") for each in top.every("departments")},
        whole=False,
    )


def _figure(node: _Node) -> SavedFigure:
    value = node.number("value")
    if value is None:
        raise node.wrong("value")
    return SavedFigure(
        item=node.must("indicator"),
        label="",
        department=node.must("department"),
        period=node.must("period"),
        use="usable",
        value=f"{value:f}",
        unit=node.text("unit"),
        state=node.text("state"),
        held="",
        texts={key: node.text(key) for key in ("reason", "measures")},
        source=node.at("source").source(),
    )
