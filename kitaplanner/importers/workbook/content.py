"""What a workbook holds, in neutral values: cells, merges, shapes; no library's objects.

Belongs here: the values that pass from the reading process to the readers of plans. Does not belong
here: how they are read (`reader`) and what they mean (the readers of each kind of source).

Rows and columns count from 0. A position of a shape is a fraction of the grid: x = 2.5 is the
middle of the third column, y = 0.0 the upper edge of the first row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

CellKind: TypeAlias = Literal["text", "number", "boolean", "date", "error", "not_calculated"]
ShapeKind: TypeAlias = Literal[
    "home_plate", "right_arrow", "left_arrow", "both_arrow", "chevron", "rectangle", "ellipse",
    "line", "text_box", "picture", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows something: text, or a fill that may stand for an arrow.

    `text` is what the cell shows, with furigana left out and line ends as \\n. `fill` is RRGGBB,
    or "theme" where only the theme knows the colour, or empty. `hidden` says that its row or
    column is.
    """

    row: int
    column: int
    text: str
    kind: CellKind = "text"
    fill: str = ""
    bold: bool = False
    hidden: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; first and last row and column, all included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape, connector or picture, placed on the grid.

    A line points by `head` and `tail`: whether an arrow tip stands at its right or left end (or
    lower and upper one). `group` names the groups around it, outermost first, parted by /.
    """

    name: str
    kind: ShapeKind
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    description: str = ""
    dashed: bool = False
    filled: bool = True
    head: bool = False
    tail: bool = False
    hidden: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One worksheet; widths and heights are points, for columns and rows up to the last used."""

    name: str
    cells: tuple[Cell, ...] = ()
    merges: tuple[Merge, ...] = ()
    shapes: tuple[Shape, ...] = ()
    column_widths: tuple[float, ...] = ()
    row_heights: tuple[float, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook and what it refers to, as written: 'シート'!$A$1:$C$4."""

    name: str
    refers_to: str


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """A workbook; `properties` are its custom document properties; `remarks` are for people."""

    source: str
    sheets: tuple[SheetContent, ...] = ()
    names: tuple[DefinedName, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def address(sheet: str, row: int, column: int) -> str:
    """Give the address of a cell as people read it: 「シート!B7」."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"


# 「シート!B7」 or 「シート!B7:D9」; names of sheets may hold anything, a ! too.
_CELL = r"[A-Z]{1,3}[0-9]{1,7}"
_ADDRESS = re.compile(rf"(?s)(?P<sheet>.*)!(?P<start>{_CELL})(?::(?P<end>{_CELL}))?")
_LETTERS = 26


def read_address(where: str) -> tuple[str, Merge] | None:
    """Give the sheet and the cells that an address for people names; None where it names none."""
    found = _ADDRESS.fullmatch(where.strip())
    if found is None:
        return None
    first = _cell_place(found["start"])
    last = _cell_place(found["end"] or found["start"])
    return found["sheet"], Merge(*first, *last)


def _cell_place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1
