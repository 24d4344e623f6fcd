"""The dictionary of standard indicators (data/indicators.yaml): which one a document's words name, and which not."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sctarget.model.standard import LookAlike, Standard

_REGION = re.compile("^(?:全县|全市|全省|全区|全州|本县|本市|我县|我市|我省|我区|区域内)")
_QUIET = re.compile(r"[\s\W_]|[的数量]")
_AHEAD = re.compile("^(?:新增|新认定|当年|净增|累计|培育|认定|国家|区|县|市)")


def find_standard(name: str, kind: str | None = None) -> Standard | None:
    """The standard indicator that these words name exactly or by an alias; look-alikes are never guessed.

    ``kind`` (flow, stock, ratio, index) tells 新增高新技术企业 from 高新技术企业: a year's amount is not the number at
    its end.  A level that the dictionary counts by the year only (技术合同登记项数) is taken for the year's.
    """
    found = _named(name)
    if found is None or kind is None or found.allows(kind):
        return found
    if kind == "flow":
        new = _named(f"新增{_REGION.sub('', name.strip())}")
        return new if new is not None and new.allows(kind) else None
    return found if kind == "stock" and found.kinds[0] == "flow" else None


def standard_id(name: str) -> str | None:
    """The id of the standard indicator that these words name, or None."""
    found = find_standard(name)
    return None if found is None else found.id


def standard_by_id(identifier: str) -> Standard | None:
    """The standard indicator of an id, or None."""
    return standards().get(identifier)


def look_alikes(name: str) -> tuple[LookAlike, ...]:
    """The standard indicators that a name is easily taken for, none for a name that is itself one of theirs."""
    if _named(name) is not None:
        return ()
    plain = _plain(_REGION.sub("", name.strip()))
    return tuple(_near(likely=True).get(plain, []) or _near(likely=False).get(plain, []))


def says_otherwise(standard: Standard, name: str, kind: str) -> Standard | None:
    """The other standard indicator that a name stands for; the given one itself when it lists the name as no alias."""
    named = find_standard(name, kind) or _named(name)
    if named is not None:
        return None if standard.id in {named.id, getattr(_named(name), "id", "")} else named
    plain = _plain(_REGION.sub("", name.strip()))
    return standard if plain in map(_plain, standard.not_same) else None


def _named(name: str) -> Standard | None:
    table = _table()
    bare = _REGION.sub("", name.strip())
    return table.get(_plain(name)) or table.get(_plain(bare)) or table.get(_plain(_AHEAD.sub("", bare)))


def _plain(name: str) -> str:
    return _QUIET.sub("", name.upper().replace("R&D", "研发").replace("GDP", "地区生产总值"))


def _words(standard: Standard) -> tuple[str, ...]:
    return (standard.name, *standard.aliases)


@cache
def standards() -> dict[str, Standard]:
    """Every standard indicator by its id."""
    import yaml

    path = Path(__file__).parents[1] / "data" / "indicators.yaml"
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    entries = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 - both loaders are the safe ones
    return {
        entry["id"]: Standard(
            entry["id"],
            entry["name"],
            (entry["kind"],) if isinstance(entry["kind"], str) else tuple(entry["kind"]),
            tuple(entry["units"]),
            entry["pace"],
            entry.get("data_year", 0),
            entry["source"],
            tuple(entry.get("aliases", ())),
            tuple(entry.get("hints", ())),
            tuple(entry.get("not_same", ())),
        )
        for entry in entries
    }


@cache
def _table() -> dict[str, Standard]:
    table: dict[str, Standard] = {}
    for standard in standards().values():
        for word in _words(standard):
            table.setdefault(_plain(word), standard)
    return table


@cache
def _near(*, likely: bool) -> dict[str, list[LookAlike]]:
    """The words that are probably an indicator's (``likely``), or that are easily mixed up with it."""
    found: dict[str, list[LookAlike]] = {}
    for standard in standards().values():
        for word in standard.hints if likely else standard.not_same:
            found.setdefault(_plain(word), []).append(LookAlike(standard, likely))
    return found
