"""The record of which cells make a table, kept while the table is drawn.

Belongs here: counting rows and columns, and which primitives stand in which cell. Does not belong
here: drawing them, and what becomes of the record (`export.pdf_structure`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kitaplanner.layout.scene import CellPlace, Primitive, Scope, TablePlace


class TableRecord:
    """A table being drawn: what is drawn after `cell` stands in that cell."""

    def __init__(self, drawn: Sequence[Primitive], header_rows: int) -> None:
        self._drawn = drawn
        self._header_rows = header_rows
        self._cells: list[CellPlace] = []
        self._open: tuple[int, int, int, int, int, Scope] | None = None
        self._row = -1
        self._column = 0
        # Cells of this row that one from above reaches into.
        self._taken: set[tuple[int, int]] = set()

    def row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._column = 0

    def cell(self, columns: int = 1, rows: int = 1, scope: Scope = "") -> None:
        """Begin the next cell of the row."""
        self.end()
        while (self._row, self._column) in self._taken:
            self._column += 1
        self._open = (self._row, self._column, len(self._drawn), rows, columns, scope)
        if rows > 1:
            self._taken.update(
                (self._row + below, self._column + beside)
                for below in range(1, rows)
                for beside in range(columns)
            )
        self._column += columns

    def empty_cells(self, count: int) -> None:
        """Leave a number of cells empty."""
        for _ in range(count):
            self.cell()

    def end(self) -> None:
        """End the cell that is being drawn."""
        if self._open is not None:
            row, column, first, rows, columns, scope = self._open
            end = len(self._drawn)
            self._cells.append(CellPlace(row, column, first, end, rows, columns, scope))
            self._open = None

    def place(self) -> TablePlace:
        """Give the finished table."""
        return TablePlace(tuple(self._cells), self._header_rows)
