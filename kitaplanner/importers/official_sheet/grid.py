"""A sheet as a grid of regions: a text with all cells that it covers, and the fills.

Belongs here: looking up what stands where, and measuring in columns. Does not belong here: what
texts and colours mean.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from kitaplanner.importers.workbook.content import Cell, Merge, SheetContent, address

_NO_FILLS = frozenset({"", "FFFFFF", "theme"})
# Merges that cover more cells than this are cut to so many rows and columns.
_LARGE_MERGE = 4_000
_CUT_ROWS, _CUT_COLUMNS = 200, 100


@dataclass(frozen=True, slots=True)
class Region:
    """A text and the cells that it covers; first and last row and column, all included."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    is_number: bool = False
    bold: bool = False

    def covers_row(self, row: int) -> bool:
        """Say whether the region reaches over a row."""
        return self.row <= row <= self.last_row


class SheetGrid:
    """The visible regions of a sheet in reading order, by place, and the fills of its cells."""

    def __init__(self, content: SheetContent) -> None:
        self.content = content
        self.name = content.name
        merges = _merges_by_corner(content)
        shown = [cell for cell in content.cells if cell.text.strip() and not cell.hidden]
        self.hidden_texts = [cell for cell in content.cells if cell.text.strip() and cell.hidden]
        self.regions = sorted(
            (_region(cell, merges) for cell in shown), key=lambda one: (one.row, one.column)
        )
        self.rows = max((one.last_row + 1 for one in self.regions), default=0)
        self.rows = max(self.rows, len(content.row_heights))
        self._by_cell = {
            (row, column): one for one in self.regions for row, column in _cells_of(one)
        }
        self._fills = {
            (cell.row, cell.column): cell.fill
            for cell in content.cells
            if cell.fill not in _NO_FILLS
        }
        for (row, column), merge in merges.items():
            fill = self._fills.get((row, column), "")
            if fill:
                cells = _cells_of(merge_region(merge))
                self._fills.update((place, fill) for place in cells)
        self._by_row: dict[int, list[Region]] = {}
        for one in self.regions:
            self._by_row.setdefault(one.row, []).append(one)
        self._held = {row for row, _ in self._by_cell} | {row for row, _ in self._fills}
        self._starts = [0.0, *accumulate(content.column_widths)]

    @property
    def text_rows(self) -> list[int]:
        """Give the rows in which texts begin, from top to bottom."""
        return list(self._by_row)

    def holds(self, row: int) -> bool:
        """Say whether a text or a colour stands in a row."""
        return row in self._held

    def starting_in(self, row: int) -> list[Region]:
        """Give the regions whose first row this is, from left to right."""
        return self._by_row.get(row, [])

    def at(self, row: int, column: int) -> Region | None:
        """Give the region that covers a cell."""
        return self._by_cell.get((row, column))

    def fill(self, row: int, column: int) -> str:
        """Give the colour of a cell, or nothing."""
        return self._fills.get((row, column), "")

    def within(self, rows: range, columns: range) -> Iterator[Region]:
        """Yield the regions that begin in these rows and columns."""
        for row in rows:
            for one in self.starting_in(row):
                if columns.start <= one.column < columns.stop:
                    yield one

    def distance(self, x: float) -> float:
        """Give the distance of a place from the left edge, in points."""
        column = min(max(int(x), 0), len(self._starts) - 1)
        if column >= len(self._starts) - 1:
            usual = self._starts[-1] / max(1, len(self._starts) - 1)
            return self._starts[-1] + (x - (len(self._starts) - 1)) * (usual or 1.0)
        width = self._starts[column + 1] - self._starts[column]
        return self._starts[column] + (x - column) * width

    def width(self, first: int, last: int) -> float:
        """Give the width of columns in points, both included."""
        return self.distance(last + 1) - self.distance(first)

    def address(self, row: int, column: int, last_row: int = -1, last_column: int = -1) -> str:
        """Give the address of a cell, or of a range: 「シート!B7:D9」."""
        start = address(self.name, row, column)
        if (max(last_row, row), max(last_column, column)) == (row, column):
            return start
        end = address("", max(last_row, row), max(last_column, column)).removeprefix("!")
        return f"{start}:{end}"

    def address_of(self, region: Region) -> str:
        """Give the address of a region."""
        return self.address(region.row, region.column, region.last_row, region.last_column)


def merge_region(merge: Merge) -> Region:
    """Give the cells of a merge as a region without text."""
    return Region(merge.first_row, merge.first_column, merge.last_row, merge.last_column, "")


def _merges_by_corner(content: SheetContent) -> dict[tuple[int, int], Merge]:
    """Give merges by their first cell, the vast ones cut."""
    found = {}
    for merge in content.merges:
        if _size(merge) > _LARGE_MERGE:
            merge = dataclasses.replace(
                merge,
                last_row=min(merge.last_row, merge.first_row + _CUT_ROWS - 1),
                last_column=min(merge.last_column, merge.first_column + _CUT_COLUMNS - 1),
            )
        found[merge.first_row, merge.first_column] = merge
    return found


def _size(merge: Merge) -> int:
    return (merge.last_row - merge.first_row + 1) * (merge.last_column - merge.first_column + 1)


def _region(cell: Cell, merges: dict[tuple[int, int], Merge]) -> Region:
    merge = merges.get((cell.row, cell.column))
    number = cell.kind == "number"
    if merge is None:
        return Region(cell.row, cell.column, cell.row, cell.column, cell.text, number, cell.bold)
    return Region(
        cell.row, cell.column, merge.last_row, merge.last_column, cell.text, number, cell.bold
    )


def _cells_of(region: Region) -> Iterator[tuple[int, int]]:
    for row in range(region.row, region.last_row + 1):
        for column in range(region.column, region.last_column + 1):
            yield row, column
