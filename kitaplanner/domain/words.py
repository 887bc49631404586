"""Words of a Japanese text with their part of speech, as the checks want to know them.

Belongs here: what is asked of a morphological analyser. The analyser itself is no business of the
domain (`language.sudachi`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

WordPart: TypeAlias = Literal["noun", "verb", "suffix", "particle", "other"]


class Word(NamedTuple):
    """A word of a text from `start` to before `end`.

    `is_action` marks a noun that する makes a verb (推進), `is_known` a word of the dictionary.
    """

    start: int
    end: int
    surface: str
    part: WordPart
    is_action: bool = False
    is_known: bool = True


class Analyser(Protocol):
    """Divides texts into words."""

    def words(self, text: str) -> Sequence[Word]:
        """Give the words of a text in order; together they are the whole text."""
        ...


def part_at(words: Sequence[Word], index: int) -> WordPart:
    """Give the part of speech of the word that stands at an index."""
    return next((one.part for one in words if one.start <= index < one.end), "other")
