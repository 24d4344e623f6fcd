"""The dictionary of standard indicators (data/indicators.yaml): which one a document's words name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_REGION = re.compile("^(?:全县|全市|全省|全区|全州|本县|本市|我县|我市|我省|我区|区域内)")
_QUIET = re.compile(r"[\s\W_]|[的数量]")
_AHEAD = re.compile("^(?:新增|新认定|当年|净增|累计|培育|认定|国家|区|县|市)")


class Standard(NamedTuple):
    """One standard indicator, e.g. ``tech_contract_value`` 技术合同成交额."""

    id: str
    name: str
    unit: str
    kind: str
    pace: str
    data_year: int
    source: str
    not_same: tuple[str, ...]


def find_standard(name: str) -> Standard | None:
    """The standard indicator that these words name exactly or by an alias; look-alikes are never guessed."""
    table = _table()
    plain = _plain(name)
    found = table.get(plain)
    if found is None:
        found = table.get(_plain(_REGION.sub("", name.strip())))
    if found is None:
        found = table.get(_plain(_AHEAD.sub("", _REGION.sub("", name.strip()))))
    return found


def standard_id(name: str) -> str | None:
    """The id of the standard indicator that these words name, or None."""
    found = find_standard(name)
    return None if found is None else found.id


def _plain(name: str) -> str:
    return _QUIET.sub("", name.upper().replace("R&D", "研发").replace("GDP", "地区生产总值"))


@cache
def _table() -> dict[str, Standard]:
    import yaml

    path = Path(__file__).parents[1] / "data" / "indicators.yaml"
    table: dict[str, Standard] = {}
    entries = yaml.safe_load(path.read_text("utf-8"))
    for entry in entries:
        standard = Standard(
            entry["id"],
            entry["name"],
            entry["unit"],
            entry["kind"],
            entry["pace"],
            entry.get("data_year", 0),
            entry.get("source", ""),
            tuple(entry.get("not_same", ())),
        )
        for word in (entry["name"], *entry.get("aliases", ())):
            table.setdefault(_plain(word), standard)
    return table
