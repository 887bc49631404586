"""Where the columns and rows of a source's sheet lie, in points, and what stands in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise

from PySide6.QtCore import QPointF, QRectF

from kitaplanner.importers.workbook.content import Cell, Merge, SheetContent

_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 54.0, 15.0  # points, as Excel has them
# Of text files, whose columns have no width: as wide as a short name.
_TEXT_FILE_WIDTH = 96.0
_NARROWEST = 6.0
_MORE_COLUMNS, _MORE_ROWS = 2, 4  # blank ones behind the last used


class SheetGrid:
    """Where the columns and rows of a sheet lie, in points, and what stands in them."""

    def __init__(self, sheet: SheetContent) -> None:
        self.sheet = sheet
        cells = sheet.cells
        places = [(one.row, one.column) for one in cells]
        self.cells = tuple(cells if _is_sorted(places) else sorted(cells, key=_place_of))
        self._places = places if self.cells is cells else list(map(_place_of, self.cells))
        columns = max((column + 1 for _, column in places), default=0)
        rows = max((row + 1 for row, _ in places), default=0)
        columns = max([columns, *(int(one.right) + 1 for one in sheet.shapes)])
        rows = max([rows, *(int(one.bottom) + 1 for one in sheet.shapes)])
        width = _DEFAULT_WIDTH if sheet.column_widths else _TEXT_FILE_WIDTH
        self.x = _edges(sheet.column_widths, columns + _MORE_COLUMNS, width)
        self.y = _edges(sheet.row_heights, rows + _MORE_ROWS, _DEFAULT_HEIGHT)
        self._merges = {(one.first_row, one.first_column): one for one in sheet.merges}

    def rect(self, merge: Merge) -> QRectF:
        """Give the room of some cells."""
        left, right = self._x(merge.first_column), self._x(merge.last_column + 1)
        top, bottom = self._y(merge.first_row), self._y(merge.last_row + 1)
        return QRectF(left, top, right - left, bottom - top)

    def room_of(self, cell: Cell) -> QRectF:
        """Give the room of a cell, with those that it is merged with."""
        alone = Merge(cell.row, cell.column, cell.row, cell.column)
        return self.rect(self._merges.get((cell.row, cell.column), alone))

    def is_merged(self, cell: Cell) -> bool:
        """Say whether a cell is the first of a merged range."""
        return (cell.row, cell.column) in self._merges

    def point(self, across: float, down: float) -> QPointF:
        """Give the place of a position that is counted in columns and rows."""
        return QPointF(_between(self.x, across), _between(self.y, down))

    def rows_in(self, area: QRectF) -> range:
        """Give the rows that reach into an area."""
        return _indexes(self.y, area.top(), area.bottom())

    def columns_in(self, area: QRectF) -> range:
        """Give the columns that reach into an area."""
        return _indexes(self.x, area.left(), area.right())

    def cells_in(self, area: QRectF) -> list[Cell]:
        """Give the cells that reach into an area; merged ones too that begin before it."""
        rows = self.rows_in(area)
        start = bisect_left(self._places, (rows.start, -1))
        end = bisect_left(self._places, (rows.stop, -1))
        found = [one for one in self.cells[start:end] if self.room_of(one).intersects(area)]
        for place, merge in self._merges.items():
            if place[0] < rows.start <= merge.last_row and self.rect(merge).intersects(area):
                at = bisect_left(self._places, place)
                if at < len(self._places) and self._places[at] == place:
                    found.append(self.cells[at])
        return found

    def _x(self, column: int) -> float:
        return self.x[min(column, len(self.x) - 1)]

    def _y(self, row: int) -> float:
        return self.y[min(row, len(self.y) - 1)]


def _edges(sizes: tuple[float, ...], count: int, default: float) -> list[float]:
    used = [max(_NARROWEST, one) if one else _NARROWEST for one in sizes[:count]]
    used += [default] * (count - len(used))
    return [0.0, *accumulate(used)]


def _indexes(edges: list[float], start: float, end: float) -> range:
    first = max(0, bisect_right(edges, start) - 1)
    return range(first, min(len(edges) - 1, bisect_left(edges, end)))


def _between(edges: list[float], place: float) -> float:
    index = min(max(int(place), 0), len(edges) - 2)
    share = min(max(place - index, 0.0), 1.0)
    return edges[index] + share * (edges[index + 1] - edges[index])


def _place_of(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _is_sorted(places: list[tuple[int, int]]) -> bool:
    return all(left <= right for left, right in pairwise(places))
