"""The ``plan:`` section: what the plan is, whom it speaks to, and what holds for all its indicators and tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sctarget.readers.plan_departments import Departments
from sctarget.readers.plan_fields import Fields, is_blank
from sctarget.readers.plan_keys import DEFAULTS_KEYS, PLAN_KEYS
from sctarget.readers.plan_rules import read_rules
from sctarget.readers.suggest import is_it
from sctarget.readers.yaml_nodes import Mapping, Node

if TYPE_CHECKING:
    from sctarget.model.period import Period
    from sctarget.model.plan import Rules
    from sctarget.readers.plan_log import PlanLog

_PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_REGION = re.compile(r"[0-9A-Za-z]{2,12}")
_EXAMPLE = "plan: {id: shili-2023, title: 示例县2023年科技工作要点, period: 2023}"


class Frame(NamedTuple):
    """What indicators and tasks are read against; ``period`` is None when the plan does not say it rightly."""

    log: PlanLog
    fields: Fields
    id: str
    title: str
    period: Period | None
    issuer: str | None
    region: str | None
    document: str | None
    departments: Departments
    groups: tuple[str, ...]
    rules: Rules
    default_lead: tuple[str, ...]
    default_reporter: tuple[str, ...]
    default_source: str | None

    @property
    def multi_year(self) -> bool:
        """Whether the plan covers several years."""
        return self.period is not None and self.period.start.year != self.period.end.year

    def bodies(
        self, fields: Fields, parts: tuple[str, ...] = ()
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Who owes, who helps and who reports an indicator or task; members stand for their collective.

        ``parts`` are those over whom it is split: they report it.
        """
        departments = self.departments
        lead = departments.names(fields, "lead")
        support = departments.names(fields, "support")
        reporter = departments.names(fields, "reporter")
        if parts:
            return lead or self.default_lead, support, parts
        if not reporter:
            reporter = lead[:1] or self.default_reporter or self.default_lead[:1]
        if not reporter and self.issuer is not None:
            reporter = (self.issuer,)
        if not reporter:
            fields.add("reporter_missing", fields.node, read=fields.label)
        return lead or self.default_lead, support, departments.expand(reporter)

    def group(self, fields: Fields) -> str | None:
        """The group of an indicator or task, checked against the plan's list where it has one."""
        name = fields.text("group")
        if name is not None and self.groups and name not in self.groups:
            hint = is_it(self.log.hints.nearest(name, self.groups)) or f"plan.groups 里有：{'、'.join(self.groups)}。"
            fields.add("group_unknown", fields.entries["group"], hint=hint)
        return name


def read_frame(log: PlanLog, root: Fields) -> Frame:
    """The ``plan:`` section of a file; what is missing is reported and left empty, so that reading goes on."""
    node: Node | None = root.mapping("plan", _EXAMPLE)
    if "plan" not in root.entries or is_blank(root.entries["plan"]):
        log.add("plan_missing", root.entries.get("plan", root.node), read="plan", example=_EXAMPLE)
    fields = Fields(log, node if type(node) is Mapping else Mapping([], 0, 0, flow=False), PLAN_KEYS)
    if node is not None:
        for key in ("id", "title", "period"):
            if key not in fields.entries or is_blank(fields.entries[key]):
                log.add("plan_key_missing", node, read=key, example=_EXAMPLE)
    departments = Departments(log)
    if "departments" in fields.entries:
        departments.read(fields.entries["departments"])
    period_node = fields.scalar("period")
    issuer = fields.scalar("issuer")
    defaults = fields.mapping("defaults", "defaults: {lead: 示例县科技局}")
    default = Fields(log, defaults or Mapping([], 0, 0, flow=False), DEFAULTS_KEYS)
    return Frame(
        log,
        fields,
        _checked(fields, "id", _PLAN_ID, "plan_id_form") or "",
        fields.text("title") or "",
        None if period_node is None else fields.period(period_node, "period"),
        departments.one_name(issuer) if issuer else None,
        _checked(fields, "region", _REGION, "region_form"),
        fields.text("document"),
        departments,
        fields.texts("groups"),
        read_rules(fields),
        departments.names(default, "lead"),
        departments.names(default, "reporter"),
        default.text("source"),
    )


def _checked(fields: Fields, key: str, form: re.Pattern[str], code: str) -> str | None:
    text = fields.text(key)
    if text is not None and not form.fullmatch(text):
        fields.add(code, fields.entries[key])
    return text
