"""The language of a template: Jinja in a sandbox, with our own words for what is unknown or has no value yet.

No files are included, no Python is reached, nothing is computed with: figures come as finished text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from sctarget.report.slots import Entry, Listing, Nothing
from sctarget.report.table import visible
from sctarget.writers.template_tags import Tag, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sctarget.report.slots import Slots, Value

_FILTERS = (
    "batch", "count", "first", "groupby", "join", "last", "length", "list", "lower", "map", "reject", "rejectattr",
    "replace", "reverse", "select", "selectattr", "slice", "sort", "string", "trim", "truncate", "unique", "upper",
)  # fmt: skip
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_GOT = re.compile(r"got '(?P<got>.*)'|unexpected (?:char )?'(?P<char>.+?)'")
_END = frozenset({"end of print statement", "end of statement block", "end of template"})
_BY_NAME = '名称里有符号、空格或以数字开头的，写成 指标["名称"]。'


class Findings:
    """What turns out to be wrong while a template is filled, each with the place of the tag that is at work."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self._tags = tags
        self._now = 0
        self._found: dict[Trouble | Gap, None] = {}

    def at(self, number: int) -> str:
        """A tag begins its work; called from the template, and gives no text."""
        self._now = number
        return ""

    def add(self, message: str) -> None:
        """Something is wrong at the tag that is at work."""
        self._found[Trouble(self._tags[self._now].place, message)] = None

    def lacks(self, nothing: Nothing) -> None:
        """A field without a value was to be printed."""
        self._found[Gap(self._now, nothing)] = None

    @property
    def troubles(self) -> list[Trouble]:
        """Everything, once; the things that lack the same field at one place for the same reason in one sentence."""
        gaps: dict[tuple[int, str, str], list[str]] = {}
        for each in self._found:
            if isinstance(each, Gap):
                gaps.setdefault((each.tag, each.nothing.field, each.nothing.why), []).append(each.nothing.owner)
        lacking = [
            Trouble(self._tags[tag].place, f"{_listed(owners)}没有{field}：{why}。")
            for (tag, field, why), owners in gaps.items()
        ]
        return [each for each in self._found if isinstance(each, Trouble)] + lacking


class Gap(NamedTuple):
    """A field without a value, and the number of the tag that was to print it."""

    tag: int
    nothing: Nothing


def _listed(owners: Sequence[str]) -> str:
    return f"“{'”“'.join(owners)}”" + (f"等{len(owners)}项" if len(owners) > 1 else "")


def make_environment(slots: Slots, findings: Findings) -> ImmutableSandboxedEnvironment:
    """The Jinja environment for one template."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=_unknown_class(slots, findings),
        finalize=pass_context(lambda _, value: _printed(value, findings)),  # with the context: not before its place
        optimized=False,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.globals["_at"] = findings.at
    kept = {name: environment.filters[name] for name in _FILTERS}
    environment.filters.clear()
    environment.filters.update(kept)
    environment.filters.update(dict.fromkeys(("缺省", "default", "d"), _fallback), 条数=kept["length"])
    return environment


def _fallback(value: object, text: str = "—") -> object:
    """The filter 缺省: another text for a field without a value; an unknown name stays one."""
    return text if isinstance(value, Nothing) or value == "" or value is None else value


def _printed(value: object, findings: Findings) -> Markup:
    """What goes into the document for the value of a tag: text without markup, line feeds as line breaks."""
    text = ""
    if isinstance(value, Undefined):
        str(value)
    elif isinstance(value, Nothing):
        findings.lacks(value)
    elif isinstance(value, Entry):
        findings.add(f"只写了“{value.label}”，没有写要它的哪一项。如“.完成值”“.状态”，见 docs/templates.md。")
    elif isinstance(value, bool):
        text = "是" if value else "否"
    elif isinstance(value, (str, int)):
        text = value.unescape() if isinstance(value, Markup) else str(value)
    else:
        findings.add("这里不是一个数或一段文字，印不出来。逐项列出用 {% for 项 in 指标 %}，见 docs/templates.md。")
    lines = visible(text).split("\n")
    return _BREAK.join(escape(line) for line in lines)


def _unknown_class(slots: Slots, findings: Findings) -> type[Undefined]:
    """The value of a name that there is not: told when it is used, then as good as empty, so that the rest is seen."""

    class Unknown(Undefined):
        __slots__ = ()

        def _tell(self) -> str:
            findings.add(unknown_words(self._undefined_name, self._undefined_obj, slots))
            return ""

        def __getattr__(self, name: str) -> Unknown:
            if name.startswith("__"):
                raise AttributeError(name)
            return self

        def __getitem__(self, *_: object) -> Unknown:  # type: ignore[override]  # the library's never returns
            return self

        def __str__(self) -> str:
            return self._tell()

        def __bool__(self) -> bool:
            return bool(self._tell())

        def __len__(self) -> int:
            return len(self._tell())

        def __iter__(self) -> Iterator[object]:
            return iter(self._tell())

    return Unknown


def unknown_words(name: object, owner: object, slots: Slots) -> str:
    """What to say of a name that its owner does not have, or that nobody has."""
    if isinstance(owner, (Entry, Listing)) and isinstance(name, str):
        return owner.no_such(name)
    if isinstance(owner, Listing):
        return f'{owner.kind}要用名称或编号取，如 {owner.kind}["名称"]，不是“{name}”。'
    if isinstance(owner, (str, Nothing)):
        return f"后面的“.{name}”没有意义：前面已经是一段文字。"
    return slots.no_such(str(name))


def check_tags(
    tags: Sequence[Tag], environment: ImmutableSandboxedEnvironment, slots: Slots
) -> tuple[list[Trouble], list[Tag]]:
    """What is wrong with tags before anything is filled, and the tags that the engine could not take.

    Wrong syntax, unknown filters, and names of the plan that there are not, also where no figure would ever lead to.
    """
    troubles: list[Trouble] = []
    trees = []
    broken = []
    for tag in tags:
        try:
            trees.append((tag, environment.parse(_alone(tag))))
        except TemplateSyntaxError as failure:
            troubles.append(Trouble(tag.place, _syntax_words(failure.message or "", tag)))
            broken.append(tag)
    own = {name.name for _, tree in trees for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
    for tag, tree in trees:
        for used in tree.find_all((nodes.Filter, nodes.Test)):
            known = environment.filters if isinstance(used, nodes.Filter) else environment.tests
            if used.name not in known:
                troubles.append(Trouble(tag.place, f"没有“{used.name}”这种处理，可用的见 docs/templates.md。"))
                broken.append(tag)
        troubles += [Trouble(tag.place, each) for each in dict.fromkeys(_unknown_names(tree, own, slots))]
    return troubles, broken


def _alone(tag: Tag) -> str:
    """A tag as a template of its own."""
    if tag.opening == "{{":
        return f"{{{{ {tag.content} }}}}"
    if tag.word in {"colspan", "cellbg"}:
        return f"{{{{ {tag.content.removeprefix(tag.word)} }}}}"
    if tag.word == "elif":
        return f"{{% {tag.content[2:]} %}}{{% endif %}}"
    if tag.word in {"for", "if", "with"}:
        return f"{{% {tag.content} %}}{{% end{tag.word} %}}"
    return f"{{% {tag.content} %}}" if tag.word == "set" else ""


def _syntax_words(message: str, tag: Tag) -> str:
    if tag.word == "for" and tag.opening == "{%" and " in " not in tag.content:
        return "for 的写法不对，应写成“{% for 项 in 指标 %}”。"
    if tag.word == "set" and tag.opening == "{%" and "=" not in tag.content:
        return "set 的写法不对，应写成“{% set 名称 = 值 %}”。"
    found = _GOT.search(message)
    got = (found["got"] or found["char"]) if found else ""
    if not tag.content or got in _END:
        return "标记里没有写内容，或者没有写完。"
    return f"写法不对{f'，看不懂“{got}”' if got else ''}。{_BY_NAME}"


def _unknown_names(tree: nodes.Template, own: set[str], slots: Slots) -> Iterator[str]:
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in own and name.name not in slots.values:
            yield slots.no_such(name.name)
    steps: list[nodes.Getattr | nodes.Getitem] = [*tree.find_all(nodes.Getattr), *tree.find_all(nodes.Getitem)]
    for step in steps:
        owner, name_of = _known(step.node, own, slots.values), _step_name(step)
        if isinstance(owner, (Entry, Listing)) and isinstance(name_of, str) and name_of not in owner:
            yield owner.no_such(name_of)


def _step_name(step: nodes.Getattr | nodes.Getitem) -> object:
    if isinstance(step, nodes.Getattr):
        return step.attr
    return step.arg.value if isinstance(step.arg, nodes.Const) else None


def _known(node: nodes.Expr, own: set[str], values: Mapping[str, Value]) -> Value | None:
    """What a name or a chain of names stands for, where the template alone says it."""
    if isinstance(node, nodes.Name):
        return None if node.name in own else values.get(node.name)
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        owner, name = _known(node.node, own, values), _step_name(node)
        if isinstance(owner, (Entry, Listing)) and isinstance(name, str) and name in owner:
            return owner[name]
    return None
