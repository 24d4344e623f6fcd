"""The word that was probably meant, for messages that end in 是不是“…”？"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_LONGEST = 40
_MOST_CHOICES = 200
_MOST_HINTS = 500


@lru_cache(maxsize=1024)
def _nearest(word: str, choices: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(word, choices, n=1, cutoff=0.6)
    return found[0] if found else None


class Hints:
    """Guesses for one file; after some hundred of them the file has other troubles and guessing would take long."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MOST_HINTS

    def nearest(self, word: str, choices: Collection[str]) -> str | None:
        """The choice that is spelt most like a word, or None, e.g. target for targt."""
        if len(word) > _LONGEST or self._left == 0:
            return None
        self._left -= 1
        plain = word.strip().lower().replace("-", "_")
        if len(choices) > _MOST_CHOICES:
            choices = [choice for choice in choices if choice[:1] == plain[:1] and abs(len(choice) - len(plain)) <= 1]
        return _nearest(plain, tuple(choices)[:_MOST_CHOICES])

    def nearest_key(self, word: str, keys: Mapping[str, str]) -> str | None:
        """The key meant by a word; the values of ``keys`` list the Chinese words for it, e.g. 牵头单位 for lead."""
        bare = word.strip().rstrip(":：")
        for key, words in keys.items():
            if bare in words.split():
                return key
        return self.nearest(bare, keys)


def is_it(word: str | None) -> str:
    """The question at the end of a message, empty without a suggestion."""
    return f"是不是“{word}”？" if word else ""
