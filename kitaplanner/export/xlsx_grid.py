"""A sheet's table as the cells and ruled lines of a worksheet; knows nothing of openpyxl.

Here: which worksheet cells a table cell covers, and which line runs along each side of each cell.
Not here: colours and fonts (`xlsx_styles`), writing (`xlsx`).

Rows and columns are counted from 1, as in a worksheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from kitaplanner.layout.table import SheetTable, TableCell

# From the weakest to the strongest: where two meet, the stronger is drawn.
GridLine: TypeAlias = Literal["", "division", "year", "rule", "frame"]
_STRENGTH: dict[GridLine, int] = {"": 0, "division": 1, "year": 2, "rule": 3, "frame": 4}
Sides: TypeAlias = tuple[GridLine, GridLine, GridLine, GridLine]

# Excel specifications: the height of a row in points. A higher table row takes several.
MAX_ROW_HEIGHT = 409.0
# Excel keeps widths and heights in pixels of 1/96 inch.
_PIXELS_PER_POINT = 96 / 72
_UNFRAMED = frozenset({"title", "caption", "empty"})
# The outline of an item is that of its shape; its cell bears none.
_UNRULED = _UNFRAMED | {"item", "row_label"}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of worksheet cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_single(self) -> bool:
        """Say whether it is one cell."""
        return self.top == self.bottom and self.left == self.right

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield (row, column) from the upper left."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


class SheetGrid:
    """The worksheet grid of one table: heights, where each table cell stands, and the lines."""

    def __init__(self, table: SheetTable) -> None:
        self.table = table
        self._first_rows = [1]
        self.row_heights: list[float] = []
        for height in table.row_heights:
            parts = max(1, math.ceil(height / MAX_ROW_HEIGHT))
            self.row_heights += [_whole_pixels(height / parts)] * parts
            self._first_rows.append(self._first_rows[-1] + parts)
        self.column_pixels = tuple(_column_pixels(table.column_widths))
        self._above: dict[tuple[int, int], GridLine] = {}
        self._before: dict[tuple[int, int], GridLine] = {}
        self._draw_lines()

    @property
    def last_row(self) -> int:
        """Give the last worksheet row."""
        return len(self.row_heights)

    @property
    def last_column(self) -> int:
        """Give the last worksheet column."""
        return len(self.table.column_widths)

    def area_of(self, cell: TableCell) -> Area:
        """Give the worksheet cells that a table cell covers."""
        return self._area(
            cell.row, cell.column, cell.row + cell.row_span, cell.column + cell.column_span
        )

    def x_of(self, cell: TableCell) -> tuple[float, float]:
        """Give the edges of a cell in points, from the left of the schedule's grid."""
        left = sum(self.table.column_widths[: cell.column])
        left -= sum(self.table.column_widths[: self.table.grid_columns[0]])
        columns = slice(cell.column, cell.column + cell.column_span)
        return left, left + sum(self.table.column_widths[columns])

    def rows_of(self, rows: tuple[int, int]) -> tuple[int, int]:
        """Give the first and last worksheet row of table rows (from, to; excluded)."""
        return self._first_rows[rows[0]], self._first_rows[rows[1]] - 1

    def sides(self, row: int, column: int) -> Sides:
        """Give the lines left, right, above and below a worksheet cell."""
        return (
            self._before.get((row, column), ""),
            self._before.get((row, column + 1), ""),
            self._above.get((row, column), ""),
            self._above.get((row + 1, column), ""),
        )

    def ruled_cells(self) -> set[tuple[int, int]]:
        """Give the worksheet cells that a line touches."""
        found = set()
        for row, column in self._above:
            found |= {(row, column), (row - 1, column)}
        for row, column in self._before:
            found |= {(row, column), (row, column - 1)}
        return {
            (row, column)
            for row, column in found
            if 1 <= row <= self.last_row and 1 <= column <= self.last_column
        }

    def _area(self, top: int, left: int, bottom: int, right: int) -> Area:
        return Area(self._first_rows[top], left + 1, self._first_rows[bottom] - 1, right)

    def _draw_lines(self) -> None:
        for cell in self.table.cells:
            if cell.style not in _UNRULED:
                self._draw_box(self.area_of(cell), "rule")
            elif cell.style == "row_label":
                area = self.area_of(cell)
                for row in range(area.top, area.bottom + 1):
                    self._draw(self._before, (row, area.right + 1), "rule")
        self._draw_year_lines()
        self._draw_empty_rows()
        for top, bottom in self._framed_rows():
            self._draw_box(self._area(top, 0, bottom, self.last_column), "frame")

    def _draw_year_lines(self) -> None:
        """Draw dotted lines down the schedule, but not through its items."""
        first, last = self.table.schedule_rows
        if first == last:
            return
        covered = {
            place
            for cell in self.table.cells
            if cell.style not in _UNFRAMED and first <= cell.row < last
            for place in _inner_cells(self.area_of(cell))
        }
        rows = self.rows_of((first, last))
        for column, line in self._boundaries():
            for row in range(rows[0], rows[1] + 1):
                if (row, column) not in covered:
                    self._draw(self._before, (row, column), line)

    def _draw_empty_rows(self) -> None:
        """Draw a faint line between rows where one of them has no item, so that it is seen."""
        first, last = self.table.schedule_rows
        filled = {cell.row for cell in self.table.cells if cell.drawn is not None}
        for row in range(first + 1, last):
            if not {row - 1, row} <= filled:
                for column in range(1, self.last_column + 1):
                    self._draw(self._above, (self._first_rows[row], column), "year")

    def _boundaries(self) -> Iterator[tuple[int, GridLine]]:
        header, grid = self.table.header_rows, self.table.grid_columns
        for cell in self.table.cells:
            if header[0] <= cell.row < header[1] and grid[0] < cell.column < grid[1]:
                yield cell.column + 1, "division" if cell.style == "subheader" else "year"

    def _framed_rows(self) -> Iterator[tuple[int, int]]:
        """Yield the table rows (from, to; excluded) that stand in one frame."""
        table = self.table
        start = table.header_rows[0]
        framed = set(range(start, max(table.header_rows[1], table.schedule_rows[1])))
        for cell in table.cells:
            if cell.style not in _UNFRAMED:
                framed |= set(range(cell.row, cell.row + cell.row_span))
        starts = {start} if framed else set()
        yield from _runs(sorted(framed), starts)

    def _draw_box(self, area: Area, line: GridLine) -> None:
        for row in range(area.top, area.bottom + 1):
            self._draw(self._before, (row, area.left), line)
            self._draw(self._before, (row, area.right + 1), line)
        for column in range(area.left, area.right + 1):
            self._draw(self._above, (area.top, column), line)
            self._draw(self._above, (area.bottom + 1, column), line)

    def _draw(
        self, lines: dict[tuple[int, int], GridLine], place: tuple[int, int], line: GridLine
    ) -> None:
        if _STRENGTH[line] > _STRENGTH[lines.get(place, "")]:
            lines[place] = line


def _whole_pixels(height: float) -> float:
    """Round a height in points up to whole pixels."""
    return math.ceil(height * _PIXELS_PER_POINT - 1e-6) / _PIXELS_PER_POINT


def _column_pixels(widths: tuple[float, ...]) -> Iterator[int]:
    """Yield whole pixels; the edges are rounded, so that errors do not add up."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    # Never wider than the print area: a pixel too much would shrink the whole page.
    rounded = [math.floor(edge * _PIXELS_PER_POINT) for edge in edges]
    return (max(1, right - left) for left, right in pairwise(rounded))


def _inner_cells(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the cells whose left side lies within the area."""
    return (place for place in area.cells() if place[1] > area.left)


def _runs(numbers: Iterable[int], starts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of consecutive numbers (from, to; excluded); each of `starts` begins a new one."""
    first = last = -1
    for number in numbers:
        if first < 0:
            first = number
        elif number != last or number in starts:
            yield first, last
            first = number
        last = number + 1
    if first >= 0:
        yield first, last
