"""The sheet of an initiative that came back: where its rows and months are now.

Belongs here: finding cells, rows and months again by the named ranges that moved with them, after
rows and columns were inserted, removed or made wider. Does not belong here: what stands in them.

Rows and columns count from 0, as in `workbook.content`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from kitaplanner.domain.calendar import first_month, parse_fiscal_year
from kitaplanner.domain.workbook_ids import range_name
from kitaplanner.domain.workbook_record import SentInitiative
from kitaplanner.importers.workbook.content import (
    Cell,
    DefinedName,
    Merge,
    Shape,
    SheetContent,
    address,
)

_REFERENCE = re.compile(
    r"(?P<sheet>'(?:[^']|'')+'|[^'!]+)!"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d+)(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d+))?"
)
_USUAL_WIDTH = 48.0
_MOST_MERGED = 200_000
_MOST_ROWS = 2_000
_MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Range:
    """A range of cells of a sheet; last row and column included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Worksheet rows that are one row of the schedule; without an id, a row that was inserted.

    `left` is the column of its label, which is that of the first month where there is none.
    """

    id: str
    top: int
    bottom: int
    left: int


def named_ranges(names: Iterable[DefinedName]) -> dict[str, list[Range]]:
    """Give the ranges by name in lower case; a copied sheet brings a second of the same name."""
    found: dict[str, list[Range]] = {}
    for one in names:
        place = read_reference(one.refers_to)
        if place is not None:
            found.setdefault(one.name.lower(), []).append(place)
    return found


def read_reference(text: str) -> Range | None:
    """Read 'シート'!$A$1:$C$4; None for what is no range (any more)."""
    match = _REFERENCE.fullmatch(text.strip().removeprefix("="))
    if match is None:
        return None
    sheet = match["sheet"]
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    top, left = int(match["top"]) - 1, _column(match["left"])
    bottom = int(match["bottom"]) - 1 if match["bottom"] else top
    right = _column(match["right"]) if match["right"] else left
    return Range(sheet, top, left, bottom, right)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class SheetCells:
    """The cells of a sheet by their place; a merged range answers as its first cell."""

    def __init__(self, sheet: SheetContent) -> None:
        self.sheet = sheet
        self._cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        self._merges: dict[tuple[int, int], Merge] = {}
        for merge in sheet.merges:
            if len(self._merges) < _MOST_MERGED:
                self._merges |= dict.fromkeys(_places(merge), merge)

    def text(self, row: int, column: int) -> str:
        """Give the text that stands at a place."""
        merge = self._merges.get((row, column))
        place = (row, column) if merge is None else (merge.first_row, merge.first_column)
        cell = self._cells.get(place)
        return "" if cell is None else cell.text

    def columns(self, row: int, column: int) -> tuple[int, int] | None:
        """Give first and last column of the merged range at a place."""
        merge = self._merges.get((row, column))
        return None if merge is None else (merge.first_column, merge.last_column)

    def filled(self) -> Iterator[Cell]:
        """Yield the cells with text in reading order."""
        return (cell for cell in self.sheet.cells if cell.text.strip())

    def where(self, row: int, column: int) -> str:
        """Give the address of a place for people."""
        return address(self.sheet.name, row, column)


def _places(merge: Merge) -> Iterator[tuple[int, int]]:
    last_row = min(merge.last_row, merge.first_row + _MOST_ROWS)
    last_column = min(merge.last_column, merge.first_column + _MOST_COLUMNS)
    for row in range(merge.first_row, last_row + 1):
        for column in range(merge.first_column, last_column + 1):
            yield row, column


class OwnGrid:
    """The grid of years of one initiative as it is now."""

    def __init__(
        self, sent: SentInitiative, cells: SheetCells, ranges: dict[str, list[Range]], grid: Range
    ) -> None:
        self.cells = cells
        self.first, self.last = grid.left, min(grid.right, grid.left + _MOST_COLUMNS)
        self.top, self.bottom = grid.top + sent.header, grid.bottom
        self.rows = tuple(self._rows(sent, ranges))
        widths = cells.sheet.column_widths
        self._edges = list(
            accumulate(
                (
                    widths[column] if column < len(widths) else _USUAL_WIDTH
                    for column in range(self.last + 2)
                ),
                initial=0.0,
            )
        )
        self._knots = self._sent_knots(sent) or list(self._header_knots(grid))

    @property
    def is_known(self) -> bool:
        """Say whether the months are known, which takes the columns or a header with years."""
        return len(self._knots) > 1

    def _rows(self, sent: SentInitiative, ranges: dict[str, list[Range]]) -> Iterator[RowPlace]:
        found = [
            RowPlace(sent_row.id, place.top, place.bottom, place.left)
            for sent_row in sent.initiative.schedule.rows
            for place in ranges.get(range_name("row", sent_row.id), ())[:1]
            if place.sheet == self.cells.sheet.name
        ]
        label = found[0].left if found else self.first
        found += [
            RowPlace("", row, row, label)
            for row in self._filled_rows()
            if not any(place.top <= row <= place.bottom for place in found)
        ]
        return iter(sorted(found, key=lambda row: row.top))

    def _filled_rows(self) -> set[int]:
        """Give the rows of the grid that hold a text or the middle of a shape."""
        filled = {cell.row for cell in self.cells.filled()}
        filled |= {int((one.top + one.bottom) / 2) for one in self.cells.sheet.shapes}
        return {row for row in filled if self.top <= row <= self.bottom}

    def _sent_knots(self, sent: SentInitiative) -> list[tuple[float, float]]:
        """Pair the edges of columns with their months, where there are as many as were sent."""
        if len(sent.months) != self.last - self.first + 2:
            return []
        return [(self._edges[self.first + index], month) for index, month in enumerate(sent.months)]

    def _header_knots(self, grid: Range) -> Iterator[tuple[float, float]]:
        end = None
        for column in range(self.first, self.last + 1):
            span = self.cells.columns(grid.top, column) or (column, column)
            if span[0] != column:
                continue
            try:
                year = parse_fiscal_year(self.cells.text(grid.top, column))
            except ValueError:
                continue
            yield self._edges[column], first_month(year)
            end = self._edges[min(span[1] + 1, self.last + 1)], first_month(year + 1)
        if end is not None:
            yield end

    def month_at(self, x: float) -> float:
        """Give the month at a place in columns; beyond the grid it goes on as before."""
        column = min(max(int(x), 0), len(self._edges) - 2)
        share = x - column
        point = self._edges[column] + share * (self._edges[column + 1] - self._edges[column])
        at = bisect_right([knot[0] for knot in self._knots], point) - 1
        at = min(max(at, 0), len(self._knots) - 2)
        (left, start), (right, end) = self._knots[at], self._knots[at + 1]
        if right <= left:
            return start
        return start + (end - start) * (point - left) / (right - left)

    def edge_months(self) -> tuple[int, ...]:
        """Give the whole months that an edge of a column stands at."""
        return tuple(round(month) for _, month in self._knots if abs(month - round(month)) < 0.01)

    def column_of(self, month: float) -> int:
        """Give the column that begins at a month, or the one it lies in."""
        columns = range(self.first, self.last + 1)
        return min(columns, key=lambda column: abs(self.month_at(column) - month))

    def months_of(self, columns: tuple[int, int]) -> tuple[float, float]:
        """Give the months at the edges of columns, the last included."""
        return self.month_at(columns[0]), self.month_at(columns[1] + 1)

    def row_of(self, shape: Shape) -> RowPlace | None:
        """Give the row that the middle of a shape lies in."""
        middle = (shape.top + shape.bottom) / 2
        return next((row for row in self.rows if row.top <= middle < row.bottom + 1), None)

    def row(self, row_id: str) -> RowPlace | None:
        """Give a row that was sent, if it is still there."""
        return next((row for row in self.rows if row.id == row_id), None)

    def holds(self, cell: Cell) -> bool:
        """Say whether a cell stands in the rows and months of the schedule."""
        return self.first <= cell.column <= self.last and any(
            row.top <= cell.row <= row.bottom for row in self.rows
        )
