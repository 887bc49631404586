"""Names of worksheets: what Excel allows, unique, and readable on a narrow tab.

Here: shortening and cleaning. Not here: numbering (`domain.numbering`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kitaplanner.export.safe_text import clip_utf16, writable_text

# Excel specifications: worksheet names.
MAX_NAME = 31
_FULL_WIDTH = str.maketrans("[]:*?/\\", "［］：＊？／＼")
# Excel keeps these for itself, in its own language.
_RESERVED = {"history", "履歴"}
_NAMELESS = "無題"
_WORD = re.compile("([一-鿿])[一-鿿]+")


def short_number(long_number: str) -> str:
    """Shorten the words of a long number to their first sign: 基本方針1①1-(1) to 基1①1-(1)."""
    return _WORD.sub(r"\1", long_number)


def unique_sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Give a valid name for each wanted one, in order; names that fall together get (2), (3) …."""
    taken: set[str] = set()
    return tuple(_take(_valid(one), taken) for one in wanted)


def _valid(name: str) -> str:
    text = " ".join(writable_text(name)[0].split()).translate(_FULL_WIDTH)
    # An apostrophe at either end would end the quotes around the name in a reference.
    return clip_utf16(text.strip("' "), MAX_NAME) or _NAMELESS


def _take(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while _key(candidate) in taken or _key(candidate) in _RESERVED:
        count += 1
        suffix = f" ({count})"
        candidate = clip_utf16(name, MAX_NAME - len(suffix)) + suffix
    taken.add(_key(candidate))
    return candidate


def _key(name: str) -> str:
    """Fold what Excel does not tell apart: case, and width in Japanese settings."""
    return unicodedata.normalize("NFKC", name).casefold()
