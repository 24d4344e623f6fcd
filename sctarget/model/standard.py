"""A standard indicator of the dictionary, and the names that are easily taken for one (docs/extract.md)."""

from __future__ import annotations

from typing import NamedTuple

_RATES = frozenset({"ratio", "index"})


class Standard(NamedTuple):
    """One standard indicator, e.g. ``tech_contract_value`` 技术合同成交额; the usual kind and unit stand first."""

    id: str
    name: str
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    pace: str
    data_year: int
    source: str
    aliases: tuple[str, ...]
    hints: tuple[str, ...]
    not_same: tuple[str, ...]

    def allows(self, kind: str) -> bool:
        """Whether figures of this kind may be this indicator's; shares and indexes are written for one another."""
        return kind in self.kinds or (kind in _RATES and self.kinds[0] in _RATES)


class LookAlike(NamedTuple):
    """A standard indicator that a name is easily taken for; ``likely`` when it often is it."""

    standard: Standard
    likely: bool
