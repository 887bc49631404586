"""Text on one line, and CSV text that no spreadsheet takes for a formula; both can be undone.

Here: the marks of the open data, as the data set's own table `about` states them. Not here: what
XML can hold (`safe_text`), quoting (`open_data_csv`).
"""

from __future__ import annotations

import re

_BREAK = "\\n"
# What programs take for the end of a line besides the line feed.
_LINE_ENDS = re.compile("[\\\\\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\n]")
_ESCAPED = re.compile(r"\\(?:n|u([0-9a-f]{4})|\\)")
# OWASP "CSV Injection": what a spreadsheet reads as a formula, also in full width; and the guard
# itself, so that taking one guard away always gives the text back.
_STARTS_LIKE_FORMULA = re.compile("[=+\\-@＝＋－＠\t\r']")
_GUARD = "'"


def to_one_line(text: str) -> str:
    """Write line breaks as `\\n` and backslashes twice."""
    return _LINE_ENDS.sub(_escape, text) if _LINE_ENDS.search(text) else text


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\\":
        return "\\\\"
    return _BREAK if char == "\n" else f"\\u{ord(char):04x}"


def from_one_line(text: str) -> str:
    """Give back what `to_one_line` was given."""
    return _ESCAPED.sub(_unescape, text)


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "\n" if match[0] == _BREAK else "\\"


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return _GUARD + text if _STARTS_LIKE_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Give back what `guard` was given."""
    return text.removeprefix(_GUARD)
