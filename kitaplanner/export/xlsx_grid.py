"""A sheet's table as the cells and ruled lines of a worksheet; knows nothing of openpyxl.

Here: which worksheet cells a table cell covers, and which line runs along each side of each cell.
Not here: colours and fonts (`xlsx_styles`), writing (`xlsx`).

Rows and columns are counted from 1, as in a worksheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kitaplanner.layout.table import SheetTable, TableCell

# From the weakest to the strongest: where two meet, the stronger is drawn.
GridLine: TypeAlias = Literal["", "division", "year", "dashed", "rule", "item", "frame"]
_STRENGTH: dict[GridLine, int] = {
    "": 0,
    "division": 1,
    "year": 2,
    "dashed": 3,
    "rule": 4,
    "item": 5,
    "frame": 6,
}
Sides: TypeAlias = tuple[GridLine, GridLine, GridLine, GridLine]

# Excel specifications: the height of a row in points. A higher table row takes several.
MAX_ROW_HEIGHT = 409.0
_ITEM_LINES: dict[str, GridLine] = {"note": "", "dashed": "dashed", "value": "rule"}
_UNRULED = frozenset({"title", "caption", "empty"})


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
            self.row_heights += [height / parts] * parts
            self._first_rows.append(self._first_rows[-1] + parts)
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
                item = cell.item
                line = "rule" if item is None else _ITEM_LINES.get(item.kind, "item")
                self._draw_box(self.area_of(cell), line)
        self._draw_year_lines()
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
            if cell.style not in _UNRULED and first <= cell.row < last
            for place in _inner_cells(self.area_of(cell))
        }
        rows = self.rows_of((first, last))
        for column, line in self._boundaries():
            for row in range(rows[0], rows[1] + 1):
                if (row, column) not in covered:
                    self._draw(self._before, (row, column), line)

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
            if cell.style not in _UNRULED:
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
