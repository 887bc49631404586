"""A sheet as a table: the text of each place, merged cells counted for all that they cover.

Belongs here: looking up cells of a list. Does not belong here: what they mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kitaplanner.importers.workbook.content import Cell, Shape, SheetContent, address

# Of a row: hands draw a little over the border.
_TOUCH = 0.2


@dataclass(frozen=True, slots=True)
class Entry:
    """A visible cell with a text or a fill, and the last row and column that it covers."""

    cell: Cell
    last_row: int
    last_column: int

    @property
    def row(self) -> int:
        """Give the first row."""
        return self.cell.row

    @property
    def column(self) -> int:
        """Give the first column."""
        return self.cell.column

    @property
    def text(self) -> str:
        """Give the text without blanks around its lines."""
        return "\n".join(line.strip() for line in self.cell.text.split("\n")).strip()


class ListTable:
    """The visible cells of a sheet by their places."""

    def __init__(self, sheet: SheetContent) -> None:
        self.sheet = sheet
        self._places: dict[tuple[int, int], Entry] = {}
        merges = {(one.first_row, one.first_column): one for one in sheet.merges}
        self.hidden_rows = len({one.row for one in sheet.cells if one.hidden and one.text})
        for cell in sheet.cells:
            if cell.hidden or (cell.row, cell.column) in self._places:
                continue
            merge = merges.get((cell.row, cell.column))
            if merge is None:
                self._places[cell.row, cell.column] = Entry(cell, cell.row, cell.column)
                continue
            entry = Entry(cell, merge.last_row, merge.last_column)
            for row in range(merge.first_row, merge.last_row + 1):
                for column in range(merge.first_column, merge.last_column + 1):
                    self._places[row, column] = entry
        self.rows = max((row + 1 for row, _ in self._places), default=0)
        self.columns = max((column + 1 for _, column in self._places), default=0)

    def at(self, row: int, column: int | None) -> Entry | None:
        """Give what covers a place, or None."""
        return None if column is None else self._places.get((row, column))

    def text(self, row: int, column: int | None) -> str:
        """Give the text that covers a place, or an empty one."""
        entry = self.at(row, column)
        return "" if entry is None else entry.text

    def value(self, row: int, column: int | None) -> str:
        """Give the text that covers a place unless it is an error of a calculation."""
        entry = self.at(row, column)
        return "" if entry is None or entry.cell.kind == "error" else entry.text

    def entries(self, row: int) -> Iterator[Entry]:
        """Yield what stands in a row from left to right, each once; also what reaches into it."""
        before: Entry | None = None
        for column in range(self.columns):
            entry = self._places.get((row, column))
            if entry is not None and entry is not before:
                yield entry
            before = entry

    def texts(self, row: int) -> list[Entry]:
        """Give the entries of a row that have a text."""
        return [one for one in self.entries(row) if one.text]

    def drawn_over(self, columns: tuple[int, ...], first_row: int) -> dict[int, list[Shape]]:
        """Give the visible shapes over some columns, by the rows that they touch."""
        found: dict[int, list[Shape]] = {}
        if not columns:
            return found
        for shape in self.sheet.shapes:
            beside = shape.right <= columns[0] or shape.left >= columns[-1] + 1
            if shape.hidden or shape.kind == "picture" or beside or shape.bottom < first_row:
                continue
            middle = int((shape.top + shape.bottom) / 2)  # all there is of a flat line
            top = min(middle, int(shape.top + _TOUCH))
            for row in range(top, max(middle + 1, math.ceil(shape.bottom - _TOUCH))):
                found.setdefault(row, []).append(shape)
        return found

    def address(self, row: int, column: int) -> str:
        """Give the address of a place for people."""
        return address(self.sheet.name, row, column)
