"""Where a word stands in a text, also when width and case of the letters differ.

Belongs here: folding one text and finding positions in the text as it was written. Which texts of
a plan are looked through is in `search`.

Only width and case are folded. ①, ㈱ and ㎡ stay themselves although NFKC would take them apart:
someone who replaces 1 must not hit the number of a pillar. A hit never cuts what is read as one
character: a letter with the marks that follow it, or a kanji with the selector of its variant.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Match(NamedTuple):
    """Start and end (behind the last character) in the text as it was written."""

    start: int
    end: int


# The sound marks of half-width katakana (ﾞ ﾟ), which fold to combining ones.
_HALF_WIDTH_MARKS = "\uff9e\uff9f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Marks that in practice follow a letter; NFC has already joined the common ones to theirs.
MARKS = "\u0300-\u036f\u20d0-\u20f0\u3099\u309a\u200d" + _HALF_WIDTH_MARKS + _SELECTORS
_HAS_MARKS = re.compile(f"[{MARKS}]")
_CLUSTER = re.compile(f"(?s).[{MARKS}]*")
_SELECTOR = re.compile(f"[{_SELECTORS}]")


def _other_widths() -> dict[int, str]:
    """Pair every character that is another's full- or half-width form with that other one."""
    table = {0x3000: " "}
    for code in range(0xFF00, 0xFFF0):
        tag, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if tag in ("<wide>", "<narrow>"):
            table[code] = chr(int(plain, 16))
    return table


_WIDTHS = _other_widths()


def fold_width_and_case(text: str) -> str:
    """Give the form in which width and case, and the variant of a kanji, don't matter."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _SELECTOR.sub("", text.translate(_WIDTHS))).casefold()


def find_matches(text: str, word: str, *, exact: bool = False) -> tuple[Match, ...]:
    """Give the places of a word from left to right; they never overlap.

    `exact` tells apart what differs in width or case alone. An empty word is nowhere.
    """
    wanted = word if exact else fold_width_and_case(word)
    if not wanted:
        return ()
    folded = text if exact else fold_width_and_case(text)
    if wanted not in folded:
        return ()
    if _has_place_for_place(text, folded):
        return tuple(_places(folded, wanted))
    return _matches_among_clusters(text, wanted, exact)


def replace_matches(text: str, matches: Sequence[Match], replacement: str) -> str:
    """Put the replacement at every match; all positions are those of the original text."""
    parts: list[str] = []
    place = 0
    for match in matches:
        parts += (text[place : match.start], replacement)
        place = match.end
    return "".join((*parts, text[place:]))


def _has_place_for_place(text: str, folded: str) -> bool:
    """Say whether every character folds to one: nothing is joined, nothing becomes longer."""
    return (
        len(folded) == len(text)
        and not _HAS_MARKS.search(text)
        and unicodedata.is_normalized("NFC", text)
    )


def _places(text: str, word: str) -> list[Match]:
    found = []
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        found.append(Match(start, end))
        start = text.find(word, end)
    return found


def _matches_among_clusters(text: str, wanted: str, exact: bool) -> tuple[Match, ...]:
    """Find where the word begins and ends with whole clusters, which fold to other lengths."""
    starts, borders, folded = [], [], []
    length = 0
    for cluster in _CLUSTER.finditer(text):
        part = cluster.group() if exact else fold_width_and_case(cluster.group())
        starts.append(cluster.start())
        borders.append(length)
        folded.append(part)
        length += len(part)
    starts.append(len(text))
    borders.append(length)
    whole = "".join(folded)
    found: list[Match] = []
    place = whole.find(wanted)
    while place >= 0:
        first = bisect_left(borders, place)
        last = bisect_left(borders, place + len(wanted))
        fits = borders[first] == place and borders[last] == place + len(wanted)
        if fits:
            found.append(Match(starts[first], starts[last]))
        place = whole.find(wanted, place + (len(wanted) if fits else 1))
    return tuple(found)
