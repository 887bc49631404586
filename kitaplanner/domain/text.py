"""What text may be in a plan.

Text is kept in NFC, except that CJK compatibility ideographs stay as they were typed: NFC would
replace U+FA19 in a person's or a place's name by U+795E, which looks different on paper.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT_LENGTH = 20_000
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
# Directional controls reorder what a reader sees without leaving a trace on the page.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_FORBIDDEN = re.compile(f"[{_CONTROLS}{_SURROGATES}{_BIDI_CONTROLS}{_NONCHARACTERS}]")


def normalise_text(text: str) -> str:
    """Give the form that is stored: NFC but for compatibility ideographs, `\\n` as line break."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if unix.isascii():
        return unix
    parts = _COMPATIBILITY.split(unix)
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part)
        for index, part in enumerate(parts)
    )


def forbidden_character(text: str) -> str | None:
    """Give the first character that no plan may hold (control, surrogate …), or None."""
    if text.isascii() and text.isprintable():
        return None
    found = _FORBIDDEN.search(text)
    return None if found is None else found[0]


def describe_character(char: str) -> str:
    """Name a character that can't be shown: U+0007."""
    return f"U+{ord(char):04X}"
