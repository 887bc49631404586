"""Places on a sheet as readers name them, for showing where something was read.

Belongs here: reading 「シート!B7」 and 「シート!B7:D9」 back. `content.address` writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(
    r"(?P<sheet>.*)!(?P<first>[A-Z]{1,3})(?P<top>[1-9]\d{0,6})"
    r"(?::(?P<last>[A-Z]{1,3})(?P<bottom>[1-9]\d{0,6}))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Cells of a sheet: first and last row and column from 0, all included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


def parse_place(where: str) -> Place | None:
    """Read a place on a sheet; None where it is none, such as 「3行目」."""
    match = _PLACE.fullmatch(where)
    if match is None:
        return None
    row, column = int(match["top"]) - 1, _column(match["first"])
    if match["last"] is None:
        return Place(match["sheet"], row, column, row, column)
    return Place(match["sheet"], row, column, int(match["bottom"]) - 1, _column(match["last"]))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
