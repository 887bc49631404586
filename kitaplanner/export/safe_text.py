"""Text that a cell of a workbook can hold, and that stays text there.

Here: what XML and Excel refuse, what Excel would read as something else when the cell is edited,
and the escape of its own notation. Not here: what text a plan may hold (`domain.text`), styles.
"""

from __future__ import annotations

import re
import unicodedata

# Excel specifications: characters in a cell, counted in UTF-16 code units.
MAX_CELL_TEXT = 32_767

_LINE_BREAKS = re.compile("\r\n?")
# Controls but tab and line feed, lone surrogates, and the two codes that XML 1.0 has no room for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# ST_Xstring: _x000D_ in a string stands for a character, so a real underscore there is escaped.
_ESCAPE_NOTATION = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What Excel takes for a formula, a number, a date (令和7年4月1日, R7.4.1) or a constant when a
# person edits the cell and presses Enter. Written in NFKC: full-width signs count as well.
_READ_AS_INPUT = re.compile(
    r"\s*([=+\-@'#/%¥\\$.]|\(?[\d.,]|[MTSHR]\d|(明治|大正|昭和|平成|令和)|(TRUE|FALSE)\s*$)",
    re.IGNORECASE,
)


def writable_text(text: str) -> tuple[str, str]:
    """Give a text as a workbook can hold it, and the characters that had to go (each once)."""
    if text.isprintable():
        return text, ""
    text = _LINE_BREAKS.sub("\n", text)
    removed = "".join(dict.fromkeys(_UNWRITABLE.findall(text)))
    return (_UNWRITABLE.sub("", text) if removed else text), removed


def escape_notation(text: str) -> str:
    """Write the underscore of `_x000D_` so that Excel shows it and not the character it names."""
    return _ESCAPE_NOTATION.sub("_x005F_", text) if "_x" in text else text


def utf16_length(text: str) -> int:
    """Count as Excel does: a character above U+FFFF is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def clip_utf16(text: str, length: int) -> str:
    """Cut a text after `length` UTF-16 code units, between characters, ending it with …."""
    if utf16_length(text) <= length:
        return text
    while utf16_length(text) > length - 1:
        text = text[:-1]
    # A selector, a joiner or an accent is nothing without the character that follows or precedes.
    while text and unicodedata.category(text[-1]) in {"Mn", "Me", "Cf"}:
        text = text[:-1]
    return text + "…"


def is_read_as_input(text: str) -> bool:
    """Tell whether Excel would make something else of this text when the cell is edited."""
    return _READ_AS_INPUT.match(unicodedata.normalize("NFKC", text[:40])) is not None
