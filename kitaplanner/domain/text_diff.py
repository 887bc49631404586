"""What differs between two texts, word by word, as people would underline it.

Japanese has no spaces: a word is a run of one kind of character (kanji, katakana, hiragana, digits,
letters), a sign is a word by itself, but not inside a number (1,200). A letter is never parted from
its marks, nor a kanji from the selector of its variant. What stays the same between two changes but
is too short to be read by itself is changed along with them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from kitaplanner.domain.matching import MARKS

_CLASSES = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",  # kanji, 々〇
    "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d",  # katakana and ー
    "\u3041-\u3096\u309d-\u309f",  # hiragana
    "0-9\uff10-\uff19",  # digits
    "A-Za-z\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f",  # letters
)
# 1,200 and 3.5 are words, not digits with signs between them.
_NUMBER = "[0-9\uff10-\uff19]+(?:[,.，．][0-9\uff10-\uff19]+)+"
_WORD = re.compile(
    f"(?s){_NUMBER}|" + "|".join(f"(?:[{one}][{MARKS}]*)+" for one in _CLASSES) + f"|.[{MARKS}]*"
)
_MARK = re.compile(f"[{MARKS}]")
# Longer texts are compared line by line first: the word-wise comparison takes squared time.
_LONGEST = 3_000
# An island of unchanged words up to so many characters is not worth two underlines.
_ISLAND = 2


class Piece(NamedTuple):
    """A part of two texts: the same in both where `old == new`, else replaced, gone or new."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """Say whether the part is in both texts."""
        return self.old == self.new


def words_of(text: str) -> list[str]:
    """Cut a text in words; joined they are the text."""
    return [match.group() for match in _WORD.finditer(text)]


def text_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Give the parts of two texts in order; same and changed ones take turns."""
    if old == new:
        return (Piece(old, new),) if old else ()
    left, right = (_parts(text, len(old) + len(new)) for text in (old, new))
    pieces = _without_islands(_matched(left, right))
    return tuple(_alternating(part for piece in pieces for part in _trimmed(piece)))


def _parts(text: str, length: int) -> list[str]:
    return words_of(text) if length <= _LONGEST else text.splitlines(keepends=True)


def _matched(left: list[str], right: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        yield Piece("".join(left[i1:i2]), "".join(right[j1:j2]))


def _without_islands(pieces: Iterator[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.is_same:
            if not found[-1].is_same:
                piece = _joined(found.pop(), piece)
            elif len(found) > 1 and _is_island(found[-1], found[-2], piece):
                piece = _joined(found.pop(), piece)
                piece = _joined(found.pop(), piece)
        found.append(piece)
    return found


def _is_island(same: Piece, before: Piece, after: Piece) -> bool:
    """Say whether little that stays the same stands between changes that are more than it."""
    if len(same.old) > _ISLAND or "\n" in same.old:
        return False
    changed = min(len(one.old) + len(one.new) for one in (before, after))
    return changed > len(same.old)


def _trimmed(piece: Piece) -> Iterator[Piece]:
    """Yield a changed piece; where one side only adds to the other, only what it adds."""
    short, long = sorted(piece, key=len)
    size = len(short)
    if piece.is_same or not short:
        yield piece
    elif long.startswith(short) and not _MARK.match(long, size):
        yield Piece(short, short)
        yield Piece(piece.old[size:], piece.new[size:])
    elif long.endswith(short) and not _MARK.match(short):
        yield Piece(piece.old[: len(piece.old) - size], piece.new[: len(piece.new) - size])
        yield Piece(short, short)
    else:
        yield piece


def _alternating(pieces: Iterator[Piece]) -> Iterator[Piece]:
    for _, group in groupby(pieces, key=lambda piece: piece.is_same):
        yield functools.reduce(_joined, group)


def _joined(left: Piece, right: Piece) -> Piece:
    return Piece(left.old + right.old, left.new + right.new)
